/* Drafts: what the templates make of an incident's file, kind by kind. */
#include "core/draft.h"

#include <locale.h>

#include "tests/core/case_kit.h"

static struct kit k;
static struct station station;
static struct conf words;
static char *template;

static char *
read_template(const char *name)
{
	char *text = slurp(arena_text_f(&k.arena, "templates/reports/%s", name), NULL), *copy;

	ck_assert_msg(text != NULL, "templates/reports/%s: run from the top folder", name);
	copy = arena_text(&k.arena, text);
	free(text);
	return copy;
}

static void
setup(void)
{
	struct err e;
	char *text;

	setlocale(LC_CTYPE, "C.UTF-8");
	k = open_case("2026-01-18T02:47", "kind=fire", "family=fire", "place=石门镇石门村东街37号",
		      "title=石门村沿街自建房火灾", "occurred=2026-01-18T02:45",
		      "learned=2026-01-18T02:47", "source=群众电话", NULL);
	station = (struct station){.name = arena_text(&k.arena, "石门镇应急消防站"),
				   .level = LEVEL_TOWNSHIP,
				   .phone = arena_text(&k.arena, "0300-0000101")};
	text = read_template("families.conf");
	ck_ok(conf_parse(&k.arena, "families.conf", text, strlen(text), &words, &e), &e);
}

static void
teardown(void)
{
	close_kit(&k);
}

static struct draft_input
input(int type, const char *now)
{
	return (struct draft_input){
	    .station = &station,
	    .incident_id = k.incident,
	    .incident = k.file.v[0]->body,
	    .file = &k.file,
	    .type = type,
	    .now = moment_of(now),
	    .drafter = "乙",
	    .drafter_phone = station.phone,
	    .supplement_until = 20260125,
	    .words = &words,
	};
}

static struct report
draft(int type, const char *now)
{
	struct draft_input in = input(type, now);
	struct report r;
	struct err e;
	char *file = arena_text_f(&k.arena, "%s.mustache", choice_word(report_types, type));

	template = read_template(file);
	ck_ok(draft_report(&k.arena, &in, template, file, &r, &e), &e);
	return r;
}

/* The report as it is signed and sent at that moment. */
static void
sign(struct report r, const char *at, const char *number)
{
	struct record *rec = put(&k, &kind_report, at, k.incident, NULL);

	r.number = arena_text(&k.arena, number);
	r.signed_at = moment_at(moment_of(at));
	*(struct report *)rec->body = r;
	put(&k, &kind_send, at, rec->id, "to=县应急局", "via=system", NULL);
}

#define FACT(at, ...) put(&k, &kind_fact, at, k.incident, "asof=" at, __VA_ARGS__, NULL)

static void
has(const char *text, const char *part)
{
	ck_assert_msg(strstr(text, part) != NULL, "no “%s” in: %s", part, text);
}

static void
lacks(const char *text, const char *part)
{
	ck_assert_msg(strstr(text, part) == NULL, "“%s” in: %s", part, text);
}

START_TEST(a_first_report_is_full_of_what_is_known)
{
	struct report r;

	put(&k, &kind_act, "2026-01-18T02:48", k.incident, "step=turnout",
	    "text=镇专职消防队2车6人出动", NULL);
	phone(&k, "2026-01-18T02:58", "first");
	FACT("2026-01-18T03:04", "dead=0", "serious=1", "light=1", "evacuated=11");
	r = draft(REPORT_FIRST, "2026-01-18T03:31");
	ck_assert_str_eq(r.title, "关于石门镇石门村一沿街自建房发生火灾致2人受伤的报告（首报）");
	ck_assert_int_eq(r.urgency, URGENCY_URGENT);
	ck_assert_int_eq(r.asof.secs, moment_of("2026-01-18T03:04"));
	ck_assert_str_eq(r.main, "县应急管理局");
	ck_assert_str_eq(r.copy, "县委办公室，县政府办公室，县消防救援大队");
	ck_assert_str_eq(r.contact, "乙");
	ck_assert_str_eq(r.contact_phone, "0300-0000101");
	has(r.body, "2026年1月18日2时47分，我镇值班室接群众电话报告："
		    "石门镇石门村东街37号一沿街自建房发生火灾，起火时间2时45分。起火原因待查。");
	has(r.body, "\n截至3时04分，据初步核实，受伤2人");
	has(r.body, "已疏散群众11人。");
	has(r.body, "接报后，2时48分，镇专职消防队2车6人出动。我镇已于2时58分向县应急局电话报告。");
	has(r.body, "暂无支援请求。\n有关情况将及时续报。");
}
END_TEST

START_TEST(a_first_report_without_anything_says_that_all_is_being_verified)
{
	struct report r = draft(REPORT_FIRST, "2026-01-18T02:50");

	ck_assert_str_eq(r.title, "关于石门镇石门村一沿街自建房发生火灾的报告（首报）");
	has(r.body, "截至2时50分，人员伤亡情况正在核实。经济损失正在核实。");
	has(r.body, "现场负责人及电话正在确认。");
	lacks(r.body, "{{");
	lacks(r.body, "\n\n");
}
END_TEST

START_TEST(a_follow_up_tells_only_what_is_new)
{
	struct report r;

	put(&k, &kind_act, "2026-01-18T02:48", k.incident, "step=turnout", "text=旧动作出动", NULL);
	FACT("2026-01-18T03:04", "dead=0", "injured=2");
	sign(draft(REPORT_FIRST, "2026-01-18T03:31"), "2026-01-18T03:31", "石镇信〔2026〕1号");
	put(&k, &kind_act, "2026-01-18T03:52", k.incident, "step=out", "text=明火扑灭", NULL);
	FACT("2026-01-18T06:20", "injured=0", "serious=1", "light=1", "reason=诊断");
	r = draft(REPORT_FOLLOWUP, "2026-01-18T06:30");
	ck_assert_str_eq(r.title, "关于石门镇石门村沿街自建房火灾的续报一");
	ck_assert_int_eq(r.seq.n, 1);
	has(r.body, "（首报：石镇信〔2026〕1号）3时04分以后的情况续报如下：");
	has(r.body, "截至6时20分，伤员经医院诊断，重伤1人、轻伤1人，受伤总数不变。");
	has(r.body, "3时52分，明火扑灭。");
	lacks(r.body, "旧动作");
	lacks(r.body, "待查");
}
END_TEST

START_TEST(a_follow_up_without_news_says_so)
{
	struct report r;

	FACT("2026-01-18T03:04", "dead=0", "injured=2");
	sign(draft(REPORT_FIRST, "2026-01-18T03:31"), "2026-01-18T03:31", "石镇信〔2026〕1号");
	r = draft(REPORT_FOLLOWUP, "2026-01-18T06:30");
	has(r.body, "截至6时30分，暂未接到新的伤亡情况报告，累计受伤2人。");
	has(r.body, "现场处置继续进行，暂无新情况。");
}
END_TEST

START_TEST(newly_verified_zeros_are_news)
{
	struct report r;

	FACT("2026-01-18T03:04", "dead=0", "missing=0");
	sign(draft(REPORT_FIRST, "2026-01-18T03:31"), "2026-01-18T03:31", "石镇信〔2026〕1号");
	FACT("2026-01-18T05:00", "dead=0", "missing=0", "injured=0", "verified=yes");
	r = draft(REPORT_FOLLOWUP, "2026-01-18T06:30");
	has(r.body, "截至5时，经核实，无人员死亡、失联、受伤。");
	lacks(r.body, "暂未接到新的");
}
END_TEST

START_TEST(a_fact_typed_late_is_still_new)
{
	struct report r;

	FACT("2026-01-18T03:04", "dead=0", "missing=7");
	sign(draft(REPORT_FIRST, "2026-01-18T03:31"), "2026-01-18T03:31", "石镇信〔2026〕1号");
	put(&k, &kind_fact, "2026-01-18T04:00", k.incident, "asof=2026-01-18T03:20", "missing=5",
	    "reason=2人在外务工", NULL);
	r = draft(REPORT_FOLLOWUP, "2026-01-18T06:30");
	ck_assert_str_eq(r.title, "关于石门镇石门村沿街自建房火灾的续报一（失联人数更正）");
	has(r.body, "失联人数由7人更正为5人：2人在外务工。");
}
END_TEST

START_TEST(follow_ups_count_on_and_voided_ones_do_not)
{
	struct report r = draft(REPORT_FOLLOWUP, "2026-01-18T06:30");
	const char *id;

	sign(r, "2026-01-18T06:30", "石镇信〔2026〕1号");
	id = k.file.v[k.file.n - 2]->id;
	ck_assert_int_eq(draft_followups(&k.file), 1);
	ck_assert_str_eq(draft(REPORT_FOLLOWUP, "2026-01-18T07:30").title,
			 "关于石门镇石门村沿街自建房火灾的续报二");
	put(&k, &kind_void, "2026-01-18T07:31", id, "reason=错", NULL);
	ck_assert_int_eq(draft_followups(&k.file), 0);
}
END_TEST

START_TEST(a_follow_up_signed_after_another_gets_the_next_word)
{
	ck_assert_str_eq(draft_renumber(&k.arena, "关于甲村火灾的续报一", 1, 2),
			 "关于甲村火灾的续报二");
	ck_assert_str_eq(draft_renumber(&k.arena, "关于甲村火灾的续报一（失联人数更正）", 1, 12),
			 "关于甲村火灾的续报十二（失联人数更正）");
	ck_assert_str_eq(draft_renumber(&k.arena, "自拟标题", 1, 2), "自拟标题");
}
END_TEST

START_TEST(a_final_report_tells_the_course_and_the_window)
{
	struct report r;

	phone(&k, "2026-01-18T02:58", "first");
	FACT("2026-01-18T03:04", "dead=0", "missing=0", "serious=1", "light=1", "verified=yes");
	sign(draft(REPORT_FIRST, "2026-01-18T03:31"), "2026-01-18T03:31", "石镇信〔2026〕1号");
	act(&k, "2026-01-18T06:50", "response-end");
	r = draft(REPORT_FINAL, "2026-01-18T16:40");
	ck_assert_str_eq(r.title, "关于石门镇石门村沿街自建房火灾处置情况的报告（终报）");
	ck_assert_int_eq(r.urgency, URGENCY_EXPRESS);
	has(r.body, "应急处置工作已于当日6时50分结束");
	has(r.body, "2时47分接报，2时58分电话首报，3时31分书面首报，6时50分应急处置结束。");
	has(r.body, "截至16时40分，经核实，受伤2人");
	has(r.body, "四、原因。由县消防救援大队调查认定，我镇予以配合。");
	has(r.body, "自2026年1月18日起7日内（至1月25日）伤亡如有变化及时补报");
	has(r.body, "特此报告。");
	lacks(r.body, "逐室搜救");
}
END_TEST

START_TEST(a_final_report_of_a_later_day_dates_its_figures)
{
	struct report r;

	FACT("2026-01-18T22:00", "dead=0", "injured=1");
	act(&k, "2026-01-19T06:50", "response-end");
	r = draft(REPORT_FINAL, "2026-01-19T08:00");
	has(r.body, "应急处置工作已于1月19日6时50分结束");
	has(r.body, "截至1月18日22时，");
}
END_TEST

START_TEST(a_supplement_tells_the_change_since_the_final_report)
{
	struct report r;

	FACT("2026-01-18T03:04", "dead=0", "serious=1", "light=1");
	sign(draft(REPORT_FINAL, "2026-01-18T16:40"), "2026-01-18T16:40", "石镇信〔2026〕4号");
	FACT("2026-01-21T06:20", "dead=1", "serious=0", "reason=抢救无效", "source=县人民医院");
	r = draft(REPORT_SUPPLEMENT, "2026-01-21T07:05");
	ck_assert_str_eq(r.title, "关于石门镇石门村沿街自建房火灾伤亡情况变化的补报");
	has(r.body, "（终报：石镇信〔2026〕4号）");
	has(r.body, "截至1月21日6时20分，死亡人数由0人增至1人（原重伤人员经抢救无效死亡）。");
	has(r.body, "信息来源：县人民医院。");
	has(r.body, "死亡1人、受伤1人（轻伤）。补报期至1月25日");
}
END_TEST

START_TEST(a_verification_answers_the_oldest_open_query)
{
	struct report r;

	put(&k, &kind_query, "2026-01-18T04:40", k.incident, "text=核实二层是否仍有人员",
	    "from=县应急局", NULL);
	put(&k, &kind_query, "2026-01-18T05:00", k.incident, "text=核实气瓶数量", "from=县应急局",
	    NULL);
	r = draft(REPORT_VERIFY, "2026-01-18T05:35");
	ck_assert_str_eq(r.title, "关于石门镇石门村沿街自建房火灾核实情况的报告（核报）");
	has(r.body, "4时40分接县应急局核报要求：核实二层是否仍有人员。");
	sign(r, "2026-01-18T05:35", "石镇信〔2026〕2号");
	has(draft(REPORT_VERIFY, "2026-01-18T05:50").body, "5时接县应急局核报要求：核实气瓶数量。");
}
END_TEST

START_TEST(a_correction_says_what_was_wrong)
{
	struct report r;

	FACT("2026-01-18T03:04", "missing=7");
	sign(draft(REPORT_FIRST, "2026-01-18T03:31"), "2026-01-18T03:31", "石镇信〔2026〕1号");
	FACT("2026-01-18T06:20", "missing=5", "reason=2人在外务工");
	r = draft(REPORT_CORRECTION, "2026-01-18T06:30");
	has(r.body, "首报：石镇信〔2026〕1号所报情况有误");
	has(r.body, "失联人数由7人更正为5人：2人在外务工。");
}
END_TEST

START_TEST(a_report_after_midnight_dates_its_as_of)
{
	struct report r;

	FACT("2026-01-19T00:10", "dead=0");
	r = draft(REPORT_FIRST, "2026-01-19T00:20");
	has(r.body, "截至1月19日0时10分，");
}
END_TEST

START_TEST(a_routine_report_names_its_period)
{
	struct draft_input in = input(REPORT_ZERO, "2026-01-18T16:00");
	struct records none = {0};
	struct report r;
	struct err e;

	in.incident = NULL;
	in.incident_id = NULL;
	in.file = &none;
	in.routine = "每日零报告";
	in.main = "县防汛办";
	in.from = moment_of("2026-01-17T16:00");
	ck_ok(draft_report(&k.arena, &in, read_template("zero.mustache"), "zero", &r, &e), &e);
	ck_assert_str_eq(r.title, "石门镇2026年1月18日每日零报告");
	ck_assert_str_eq(r.main, "县防汛办");
	has(r.body, "2026年1月17日16时至2026年1月18日16时，我镇辖区内未接到突发事件报告");
	in.events = 2;
	ck_ok(draft_report(&k.arena, &in, read_template("zero.mustache"), "zero", &r, &e), &e);
	has(r.body, "共接报突发事件2起，均已另行报告");
}
END_TEST

START_TEST(a_script_says_what_is_missing_and_asks_to_read_back)
{
	struct incident bare = {.kind = arena_text(&k.arena, "fire"), .family = FAMILY_FIRE};
	struct records none = {0};
	struct draft_input in = input(REPORT_FIRST, "2026-01-18T02:58");
	struct err e;
	char *text;

	in.incident = &bare;
	in.file = &none;
	ck_ok(draft_script(&k.arena, &in, read_template("phone-fire.mustache"), "phone", &text, &e),
	      &e);
	has(text, "地点正在核实");
	has(text, "人员伤亡情况正在核实。");
	has(text, "请您复述。请问贵姓？现在2时58分，我记下了。");
}
END_TEST

START_TEST(every_name_the_drafts_give_is_in_the_data_model)
{
	static const int types[] = {REPORT_FIRST, REPORT_FOLLOWUP, REPORT_FINAL, REPORT_VERIFY,
				    REPORT_SUPPLEMENT};

	FACT("2026-01-18T03:04", "dead=0");
	put(&k, &kind_query, "2026-01-18T04:40", k.incident, "text=问", "from=县", NULL);
	sign(draft(REPORT_FINAL, "2026-01-18T03:31"), "2026-01-18T03:31", "石镇信〔2026〕1号");
	act(&k, "2026-01-18T06:50", "response-end");
	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		struct draft_input in = input(types[i], "2026-01-18T07:00");
		json_t *data = draft_data(&k.arena, &in), *value;
		const char *name;

		json_object_foreach(data, name, value)
		{
			ck_assert_msg(draft_name_known(name, strlen(name)), "%s", name);
			ck_assert_msg(json_is_string(value), "%s", name);
		}
		json_decref(data);
	}
}
END_TEST

START_TEST(a_template_without_a_title_is_refused)
{
	struct draft_input in = input(REPORT_FIRST, "2026-01-18T03:31");
	struct report r;
	struct err e;

	ck_assert_int_eq(draft_report(&k.arena, &in, "{{nothing}}", "own.mustache", &r, &e),
			 RC_INVALID);
	has(e.text, "own.mustache");
	ck_assert_int_eq(draft_report(&k.arena, &in, "{{#open}}", "own.mustache", &r, &e),
			 RC_INVALID);
	has(e.text, "own.mustache");
}
END_TEST

START_TEST(losses_and_people_moved_have_their_own_places)
{
	struct report r;

	FACT("2026-01-18T03:04", "dead=0", "evacuated=11");
	sign(draft(REPORT_FIRST, "2026-01-18T03:31"), "2026-01-18T03:31", "石镇信〔2026〕1号");
	FACT("2026-01-18T05:00", "evacuated=20", "loss=18");
	r = draft(REPORT_FOLLOWUP, "2026-01-18T06:30");
	has(r.body, "一、人员和损失。截至5时，暂未接到新的伤亡情况报告。"
		    "直接经济损失初步估计18万元。");
	has(r.body, "三、群众。累计疏散转移群众由11人增至20人。");
}
END_TEST

START_TEST(a_grade_is_told_only_when_someone_took_it)
{
	struct incident *in = k.file.v[0]->body;

	FACT("2026-01-18T03:04", "dead=3");
	lacks(draft(REPORT_FIRST, "2026-01-18T03:31").body, "较大");
	in->grade = GRADE_III;
	has(draft(REPORT_FIRST, "2026-01-18T03:31").body, "初步判断为较大突发事件。");
}
END_TEST

START_TEST(a_death_after_the_window_is_an_explanation)
{
	struct report r;

	FACT("2026-01-18T03:04", "dead=0", "serious=1");
	sign(draft(REPORT_FINAL, "2026-01-18T16:40"), "2026-01-18T16:40", "石镇信〔2026〕4号");
	FACT("2026-01-26T06:20", "dead=1", "serious=0", "reason=抢救无效");
	r = draft(REPORT_SUPPLEMENT, "2026-01-26T07:05");
	has(r.title, "伤亡情况变化的说明");
	has(r.body, "补报期已于1月25日届满，本变化不计入事件等级。");
}
END_TEST

START_TEST(a_text_with_braces_is_no_template)
{
	struct incident *in = k.file.v[0]->body;

	in->object = arena_text(&k.arena, "{{organ}}二层砖混");
	has(draft(REPORT_FIRST, "2026-01-18T03:31").body, "据初步了解，{{organ}}二层砖混；");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("draft");
	TCase *t = tcase_create("draft");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_first_report_is_full_of_what_is_known);
	tcase_add_test(t, a_first_report_without_anything_says_that_all_is_being_verified);
	tcase_add_test(t, a_follow_up_tells_only_what_is_new);
	tcase_add_test(t, a_follow_up_without_news_says_so);
	tcase_add_test(t, newly_verified_zeros_are_news);
	tcase_add_test(t, a_fact_typed_late_is_still_new);
	tcase_add_test(t, follow_ups_count_on_and_voided_ones_do_not);
	tcase_add_test(t, a_follow_up_signed_after_another_gets_the_next_word);
	tcase_add_test(t, a_final_report_tells_the_course_and_the_window);
	tcase_add_test(t, a_final_report_of_a_later_day_dates_its_figures);
	tcase_add_test(t, a_supplement_tells_the_change_since_the_final_report);
	tcase_add_test(t, a_verification_answers_the_oldest_open_query);
	tcase_add_test(t, a_correction_says_what_was_wrong);
	tcase_add_test(t, a_report_after_midnight_dates_its_as_of);
	tcase_add_test(t, a_routine_report_names_its_period);
	tcase_add_test(t, a_script_says_what_is_missing_and_asks_to_read_back);
	tcase_add_test(t, every_name_the_drafts_give_is_in_the_data_model);
	tcase_add_test(t, a_template_without_a_title_is_refused);
	tcase_add_test(t, losses_and_people_moved_have_their_own_places);
	tcase_add_test(t, a_grade_is_told_only_when_someone_took_it);
	tcase_add_test(t, a_death_after_the_window_is_an_explanation);
	tcase_add_test(t, a_text_with_braces_is_no_template);
	suite_add_tcase(s, t);
	return run_suite(s);
}
