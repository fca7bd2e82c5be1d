/* Hints on a report: each is given where it should be, and a good report gets none. */
#include "core/lint.h"

#include <locale.h>

#include "tests/core/case_kit.h"

static struct kit k;
static struct station station;
static struct hints hints;

static void
setup(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	k = open_case("2026-01-18T02:47", "kind=fire", "family=fire", "place=石门镇石门村东街37号",
		      "title=石门村沿街自建房火灾", "occurred=2026-01-18T02:45",
		      "learned=2026-01-18T02:47", "source=群众电话", "object=二层砖混",
		      "commander=副镇长甲", "commander_phone=0300-0000111", NULL);
	station = (struct station){.name = arena_text(&k.arena, "石门镇应急消防站"),
				   .level = LEVEL_TOWNSHIP};
	put(&k, &kind_fact, "2026-01-18T03:04", k.incident, "asof=2026-01-18T03:04", "dead=1",
	    "serious=1", "light=1", NULL);
}

static void
teardown(void)
{
	vec_clear(&hints);
	close_kit(&k);
}

static struct report
good(void)
{
	return (struct report){
	    .type = REPORT_FIRST,
	    .title = arena_text(&k.arena, "关于石门镇石门村一沿街自建房发生火灾致1人死亡、"
					  "2人受伤的报告（首报）"),
	    .body = arena_text(
		&k.arena, "2026年1月18日2时47分，我镇值班室接群众电话报告起火，起火原因待查。\n"
			  "截至3时04分，据初步核实，死亡1人、受伤2人（初步数字）。\n"
			  "副镇长甲在现场负责（电话：0300-0000111）。下一步：一是搜救。"
			  "暂无支援请求。"),
	    .main = arena_text(&k.arena, "县应急管理局"),
	    .contact = arena_text(&k.arena, "乙"),
	    .contact_phone = arena_text(&k.arena, "0300-0000101"),
	    .asof = moment_at(moment_of("2026-01-18T03:04")),
	};
}

static void
lint(const struct report *r)
{
	struct draft_input in = {
	    .station = &station,
	    .incident_id = k.incident,
	    .incident = k.file.v[0]->body,
	    .file = &k.file,
	    .type = r->type,
	    .now = moment_of("2026-01-18T03:31"),
	};

	vec_clear(&hints);
	lint_report(&k.arena, r, &in, &hints);
}

static bool
hinted(const char *code)
{
	for (size_t i = 0; i < hints.n; i++)
		if (str_equal(hints.v[i].code, code))
			return true;
	return false;
}

START_TEST(a_good_report_gets_no_hint)
{
	struct report r = good();

	lint(&r);
	for (size_t i = 0; i < hints.n; i++)
		ck_abort_msg("%s: %s", hints.v[i].code, hints.v[i].text);
}
END_TEST

/* A word put into the body, and the hint it gives. */
static const struct {
	const char *word, *code;
} bad_words[] = {
    {"现已妥善处置。", "hollow"},
    {"群众情绪稳定。", "hollow"},
    {"凌晨起火。", "daytime"},
    {"两人送医。", "number-word"},
    {"2人失踪。", "missing-word"},
    {"1人遇难。", "dead-word"},
    {"系电气线路短路所致。", "cause-stated"},
    {"由电线短路引起。", "cause-stated"},
    {"失联2→3人。", "arrow"},
    {"已送医,正在救治。", "half-width"},
    {"见石镇信〔2026〕01号。", "padded-number"},
    {"见石镇信[2026]1号。", "square-bracket"},
    {"我乡已派人。", "self-name"},
    {"联系电话13912345678。", "private-number"},
    {"伤者姓名：甲。", "private-name"},
    {"本件属机密。", "secret"},
};

START_TEST(a_bad_word_is_told)
{
	struct report r = good();

	r.body = arena_text_f(&k.arena, "%s%s", r.body, bad_words[_i].word);
	lint(&r);
	ck_assert_msg(hinted(bad_words[_i].code), "%s", bad_words[_i].word);
	ck_assert_uint_eq(hints.n, 1);
}
END_TEST

START_TEST(a_cause_with_its_authority_is_fine)
{
	struct report r = good();

	r.body = arena_text_f(&k.arena, "%s经县消防救援大队认定，系电气线路短路。", r.body);
	lint(&r);
	ck_assert(!hinted("cause-stated"));
}
END_TEST

START_TEST(a_title_must_not_leave_out_the_dead)
{
	struct report r = good();

	r.title = arena_text(&k.arena, "关于石门镇石门村火灾致2人受伤的报告（首报）");
	lint(&r);
	ck_assert(hinted("title-casualties"));
}
END_TEST

START_TEST(a_fire_is_no_accident_before_it_is_established)
{
	struct report r = good();

	r.title = arena_text(&k.arena, "关于石门镇石门村火灾事故致1人死亡、2人受伤的报告（首报）");
	lint(&r);
	ck_assert(hinted("event-word"));
}
END_TEST

START_TEST(a_number_that_differs_from_the_record_is_told)
{
	struct report r = good();

	r.title = arena_text(&k.arena, "关于石门镇石门村火灾致1人死亡、3人受伤的报告（首报）");
	lint(&r);
	ck_assert(hinted("figure-differs"));
}
END_TEST

START_TEST(what_is_missing_is_listed)
{
	struct report r = {.type = REPORT_FIRST, .title = arena_text(&k.arena, "关于火灾的报告")};
	struct incident *in = k.file.v[0]->body;

	in->commander = in->source = in->object = NULL;
	in->commander_phone = NULL;
	in->occurred = (struct moment){0};
	lint(&r);
	ck_assert(hinted("main-missing"));
	ck_assert(hinted("contact-missing"));
	ck_assert(hinted("contact-phone-missing"));
	ck_assert(hinted("body-missing"));
	ck_assert(hinted("asof-missing"));
	ck_assert(hinted("occurred-missing"));
	ck_assert(hinted("source-missing"));
	ck_assert(hinted("commander-missing"));
	ck_assert(hinted("commander-phone-missing"));
	ck_assert(hinted("object-missing"));
	ck_assert(hinted("request-missing"));
	ck_assert(hinted("next-missing"));
}
END_TEST

START_TEST(an_unknown_time_of_occurrence_is_given)
{
	struct report r = good();

	((struct incident *)k.file.v[0]->body)->occurred.kind = MOMENT_UNKNOWN;
	lint(&r);
	ck_assert(!hinted("occurred-missing"));
}
END_TEST

START_TEST(an_as_of_later_than_the_signing_is_told)
{
	struct report r = good();

	r.asof = moment_at(moment_of("2026-01-18T03:40"));
	lint(&r);
	ck_assert(hinted("asof-later"));
	r.signed_at = moment_at(moment_of("2026-01-18T03:45"));
	lint(&r);
	ck_assert(!hinted("asof-later"));
}
END_TEST

START_TEST(a_follow_up_that_repeats_the_first_report_is_told)
{
	struct report r = good();
	struct record *first = put(&k, &kind_report, "2026-01-18T03:31", k.incident, NULL);

	*(struct report *)first->body = good();
	r.type = REPORT_FOLLOWUP;
	lint(&r);
	ck_assert(hinted("repeats"));
	r.body =
	    arena_text(&k.arena, "截至6时，明火扑灭。现场负责人电话0300-0000111。下一步：看守。"
				 "暂无支援请求。");
	lint(&r);
	ck_assert(!hinted("repeats"));
}
END_TEST

START_TEST(a_leak_must_speak_of_wind_and_water)
{
	struct report r = good();

	((struct incident *)k.file.v[0]->body)->family = FAMILY_TRAFFIC;
	r.title =
	    arena_text(&k.arena, "关于国道一甲醇罐车侧翻泄漏致1人死亡、2人受伤的报告（首报）");
	lint(&r);
	ck_assert(hinted("hazmat"));
	r.body = arena_text_f(&k.arena,
			      "%s西北风2级，警戒500米，周边居民已通知，未进入水体，"
			      "双向交通管制，禁绝火源。",
			      r.body);
	lint(&r);
	ck_assert(!hinted("hazmat"));
}
END_TEST

START_TEST(a_greater_danger_belongs_into_the_title)
{
	struct report r = good();

	((struct incident *)k.file.v[0]->body)->flags = FLAG_CROWDED;
	lint(&r);
	ck_assert(hinted("title-danger"));
}
END_TEST

START_TEST(a_routine_report_is_checked_for_its_form_only)
{
	struct report r = good();
	struct records none = {0};
	struct draft_input in = {.station = &station, .file = &none, .type = REPORT_ZERO};

	r.type = REPORT_ZERO;
	r.body = arena_text(&k.arena, "我镇未接到突发事件报告。");
	lint_report(&k.arena, &r, &in, &hints);
	ck_assert_uint_eq(hints.n, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("lint");
	TCase *t = tcase_create("lint");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_good_report_gets_no_hint);
	tcase_add_loop_test(t, a_bad_word_is_told, 0, ARRAY_LEN(bad_words));
	tcase_add_test(t, a_cause_with_its_authority_is_fine);
	tcase_add_test(t, a_title_must_not_leave_out_the_dead);
	tcase_add_test(t, a_fire_is_no_accident_before_it_is_established);
	tcase_add_test(t, a_number_that_differs_from_the_record_is_told);
	tcase_add_test(t, what_is_missing_is_listed);
	tcase_add_test(t, an_unknown_time_of_occurrence_is_given);
	tcase_add_test(t, an_as_of_later_than_the_signing_is_told);
	tcase_add_test(t, a_follow_up_that_repeats_the_first_report_is_told);
	tcase_add_test(t, a_leak_must_speak_of_wind_and_water);
	tcase_add_test(t, a_greater_danger_belongs_into_the_title);
	tcase_add_test(t, a_routine_report_is_checked_for_its_form_only);
	suite_add_tcase(s, t);
	return run_suite(s);
}
