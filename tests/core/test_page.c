/* The paper view of a report: widths, indents, the place of title and signature. */
#include "core/page.h"

#include <locale.h>
#include <string.h>

#include "core/text.h"
#include "tests/helpers.h"

static const struct station_names names = {
    .unit = "石门镇",
    .self = "我镇",
    .organ = "云岭县石门镇人民政府",
    .head = "云岭县石门镇",
    .prefix = "石镇信",
    .main = "县应急管理局",
};

static struct arena arena;
static struct page_lines lines;

#define T(text) arena_text(&arena, text)

static struct report
sample(void)
{
	return (struct report){
	    .type = REPORT_FIRST,
	    .number = T("石镇信〔2026〕1号"),
	    .urgency = URGENCY_URGENT,
	    .title = T("关于石门镇石门村一沿街自建房发生火灾致2人受伤的报告（首报）"),
	    .main = T("县应急管理局"),
	    .copy = T("县委办公室，县政府办公室，县消防救援大队"),
	    .body =
		T("2026年1月18日2时47分，我镇值班室接群众电话报告：石门村东街37号一沿街自建房起火"
		  "，起火时间约2时45分。\n有关情况将及时续报。"),
	    .contact = T("乙"),
	    .contact_phone = T("0300-0000101"),
	    .drafter = T("乙"),
	    .checker = T("丙"),
	    .signer_name = T("甲"),
	    .signed_at = {.secs = 1768678260, .kind = MOMENT_EXACT}, /* 2026-01-18 03:31 */
	};
}

static void
lay(const struct report *r, bool practice)
{
	struct page_sheet s = {.report = r, .names = &names, .practice = practice};

	page_lay(&arena, &s, &lines);
}

static void
setup(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
}

static void
teardown(void)
{
	vec_clear(&lines);
	arena_free(&arena);
}

static const char *
line_with(const char *text)
{
	for (size_t i = 0; i < lines.n; i++)
		if (strstr(lines.v[i], text))
			return lines.v[i];
	ck_abort_msg("no line with %s", text);
	return "";
}

START_TEST(no_line_is_wider_than_56_cells)
{
	struct report r = sample();

	lay(&r, true);
	for (size_t i = 0; i < lines.n; i++)
		ck_assert_msg(text_width(lines.v[i]) <= PAGE_CELLS, "%s", lines.v[i]);
}
END_TEST

START_TEST(the_title_breaks_before_the_casualties)
{
	struct report r = sample();

	lay(&r, false);
	ck_assert_str_eq(line_with("沿街自建房发生"),
			 "          关于石门镇石门村一沿街自建房发生火灾");
	ck_assert_str_eq(line_with("致2人受伤"), "                致2人受伤的报告（首报）");
}
END_TEST

START_TEST(a_short_title_stands_on_one_line)
{
	struct report r = sample();

	r.title = T("关于石门镇石门村沿街自建房火灾的续报一");
	lay(&r, false);
	ck_assert_str_eq(line_with("续报一"), "         关于石门镇石门村沿街自建房火灾的续报一");
}
END_TEST

START_TEST(number_and_signer_stand_at_the_two_margins)
{
	struct report r = sample();

	lay(&r, false);
	ck_assert_str_eq(line_with("〔2026〕"),
			 "石镇信〔2026〕1号                             签发人：甲");
}
END_TEST

START_TEST(an_authorisation_by_phone_is_marked)
{
	struct report r = sample();

	r.by_phone = true;
	lay(&r, false);
	ck_assert_ptr_nonnull(strstr(line_with("签发人"), "甲（电话授权）"));
}
END_TEST

START_TEST(paragraphs_are_indented_and_wrapped)
{
	struct report r = sample();
	size_t i = 0;

	lay(&r, false);
	while (!strstr(lines.v[i], "2026年1月18日2时47分"))
		i++;
	ck_assert_str_eq(lines.v[i], "    2026年1月18日2时47分，我镇值班室接群众电话报告：石门");
	ck_assert_str_eq(lines.v[i + 1], "村东街37号一沿街自建房起火，起火时间约2时45分。");
	ck_assert_str_eq(lines.v[i + 2], "    有关情况将及时续报。");
}
END_TEST

START_TEST(organ_and_date_stand_at_the_right)
{
	struct report r = sample();

	lay(&r, false);
	ck_assert_str_eq(line_with("人民政府"),
			 "                                云岭县石门镇人民政府");
	ck_assert_str_eq(line_with("3时31分"),
			 "                                2026年1月18日3时31分");
}
END_TEST

START_TEST(the_foot_names_copies_and_hands)
{
	struct report r = sample();

	lay(&r, false);
	ck_assert_str_eq(line_with("抄送"), "抄送：县委办公室，县政府办公室，县消防救援大队。");
	ck_assert_str_eq(line_with("拟稿"),
			 "拟稿：乙  审核：丙                               共印5份");
}
END_TEST

START_TEST(no_line_begins_with_a_comma_or_ends_with_a_bracket)
{
	static const char *const bad[] = {"，", "。", "、", "；", "：", "）", "》"};
	struct arena a = {0};

	/* Every length pushes the punctuation to another column. */
	for (int n = 1; n < 60; n++) {
		struct str body = STR_INIT;

		for (int i = 0; i < n; i++)
			str_add(&body, "镇");
		str_add(&body, "，（接报）。、《规则》；：完");
		page_body(&a, body.ptr, &lines);
		str_clear(&body);
	}
	for (size_t i = 0; i < lines.n; i++) {
		for (size_t k = 0; k < ARRAY_LEN(bad); k++)
			ck_assert_msg(!str_starts(lines.v[i], bad[k]), "%s", lines.v[i]);
		ck_assert(!str_ends(lines.v[i], "（") && !str_ends(lines.v[i], "《"));
	}
	arena_free(&a);
}
END_TEST

START_TEST(a_practice_sheet_and_a_draft_say_so)
{
	struct report r = sample();

	r.number = NULL;
	lay(&r, true);
	line_with("【演练】");
	line_with("（草稿，未签发）");
}
END_TEST

START_TEST(pages_have_22_lines)
{
	ck_assert_uint_eq(page_count(0), 1);
	ck_assert_uint_eq(page_count(22), 1);
	ck_assert_uint_eq(page_count(23), 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("page");
	TCase *t = tcase_create("page");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, no_line_is_wider_than_56_cells);
	tcase_add_test(t, the_title_breaks_before_the_casualties);
	tcase_add_test(t, a_short_title_stands_on_one_line);
	tcase_add_test(t, number_and_signer_stand_at_the_two_margins);
	tcase_add_test(t, an_authorisation_by_phone_is_marked);
	tcase_add_test(t, paragraphs_are_indented_and_wrapped);
	tcase_add_test(t, organ_and_date_stand_at_the_right);
	tcase_add_test(t, the_foot_names_copies_and_hands);
	tcase_add_test(t, no_line_begins_with_a_comma_or_ends_with_a_bracket);
	tcase_add_test(t, a_practice_sheet_and_a_draft_say_so);
	tcase_add_test(t, pages_have_22_lines);
	suite_add_tcase(s, t);
	return run_suite(s);
}
