/* Chinese sentences from records: the three states of a number, the three words of a change,
 * titles, times, who a station is. */
#include "core/say.h"

#include <locale.h>

#include "tests/core/case_kit.h"

static struct kit k;
static struct str out = STR_INIT;

static void
setup(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	k = (struct kit){.incident = "sm1-1", .number = 10};
}

static void
teardown(void)
{
	str_clear(&out);
	close_kit(&k);
}

#define FACT(at, ...) put(&k, &kind_fact, at, "sm1-1", "asof=" at, __VA_ARGS__, NULL)
#define ACT(at, ...)  put(&k, &kind_act, at, "sm1-1", __VA_ARGS__, NULL)

static struct figures
fold(void)
{
	struct figures f;

	figures_fold(&k.file, INT64_MAX, &f);
	return f;
}

static void
says(const char *expected)
{
	ck_assert_str_eq(out.ptr, expected);
	str_clear(&out);
}

static void
casualties(const char *expected)
{
	struct figures f = fold();

	say_casualties(&f, &out);
	says(expected);
}

static bool
before_noon(const void *ctx, const struct record *fact)
{
	(void)ctx;
	return civil_of(fact->at.secs).hour < 12;
}

/* What the facts at 12:00 and later change against those before. */
static void
changes(const char *expected)
{
	struct change_request q = {
	    .recs = &k.file, .known = before_noon, .base = moment_of("2026-01-18T02:47")};

	say_changes(&k.arena, &q, &out);
	says(expected);
}

/* ---- numbers and times ---- */

START_TEST(numbers_are_said_in_chinese)
{
	static const struct {
		int64_t n;
		const char *word;
	} rows[] = {{1, "一"},      {10, "十"},     {11, "十一"}, {20, "二十"},
		    {34, "三十四"}, {99, "九十九"}, {100, "100"}};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		say_number(rows[i].n, &out);
		says(rows[i].word);
	}
}
END_TEST

START_TEST(a_time_of_another_day_has_its_date)
{
	int64_t base = moment_of("2026-01-17T23:50");

	say_time(moment_of("2026-01-17T23:55"), base, &out);
	says("23时55分");
	say_time(moment_of("2026-01-18T06:20"), base, &out);
	says("1月18日6时20分");
	say_time(moment_of("2027-01-01T00:05"), base, &out);
	says("2027年1月1日0时05分");
}
END_TEST

START_TEST(an_approximate_time_is_about_and_an_unknown_one_is_being_verified)
{
	struct moment m = moment_at(moment_of("2026-01-18T02:45"));

	m.kind = MOMENT_ABOUT;
	say_moment(m, m.secs, &out);
	says("约2时45分");
	m.kind = MOMENT_UNKNOWN;
	say_moment(m, m.secs, &out);
	says("正在核实");
}
END_TEST

START_TEST(decimals_have_no_needless_zeros)
{
	say_decimal(65000, &out);
	says("65");
	say_decimal(12500, &out);
	says("12.5");
	say_decimal(5, &out);
	says("0.005");
	say_decimal(100000, &out);
	says("100");
}
END_TEST

/* ---- the station ---- */

static struct station_names
names(const char *name, int level)
{
	struct station s = {.name = arena_text(&k.arena, name), .level = level};
	struct station_names n;

	say_station(&k.arena, &s, &n);
	return n;
}

START_TEST(a_station_makes_its_names_from_its_own)
{
	struct station_names n = names("石门镇应急消防站", LEVEL_TOWNSHIP);

	ck_assert_str_eq(n.unit, "石门镇");
	ck_assert_str_eq(n.self, "我镇");
	ck_assert_str_eq(n.organ, "石门镇人民政府");
	ck_assert_str_eq(n.prefix, "石镇信");
	ck_assert_str_eq(n.main, "县应急管理局");
	n = names("北川街道应急消防站", LEVEL_TOWNSHIP);
	ck_assert_str_eq(n.self, "我街道");
	ck_assert_str_eq(n.organ, "北川街道办事处");
	ck_assert_str_eq(n.prefix, "北街信");
	n = names("柳泉乡值班室", LEVEL_TOWNSHIP);
	ck_assert_str_eq(n.self, "我乡");
	ck_assert_str_eq(n.prefix, "柳乡信");
	n = names("云岭县应急管理局", LEVEL_COUNTY);
	ck_assert_str_eq(n.self, "我县");
	ck_assert_str_eq(n.prefix, "云县信");
	ck_assert_str_eq(n.main, "市应急管理局");
}
END_TEST

START_TEST(a_county_before_the_township_goes_into_head_and_organ)
{
	struct station_names n = names("云岭县石门镇应急消防站", LEVEL_TOWNSHIP);

	ck_assert_str_eq(n.unit, "石门镇");
	ck_assert_str_eq(n.head, "云岭县石门镇");
	ck_assert_str_eq(n.organ, "云岭县石门镇人民政府");
	ck_assert_str_eq(n.prefix, "石镇信");
}
END_TEST

START_TEST(a_name_that_begins_with_its_own_word_is_not_cut)
{
	ck_assert_str_eq(names("镇川镇值班室", LEVEL_TOWNSHIP).unit, "镇川镇");
	ck_assert_str_eq(names("柳镇镇值班室", LEVEL_TOWNSHIP).unit, "柳镇镇");
	ck_assert_str_eq(names("应急站", LEVEL_TOWNSHIP).self, "我站");
	ck_assert_str_eq(names("", LEVEL_NONE).unit, "");
}
END_TEST

START_TEST(settings_of_the_station_win)
{
	struct station s = {.name = arena_text(&k.arena, "石门镇应急消防站"),
			    .level = LEVEL_TOWNSHIP,
			    .prefix = arena_text(&k.arena, "石政信"),
			    .organ = arena_text(&k.arena, "石门镇党委、政府")};
	struct station_names n;

	say_station(&k.arena, &s, &n);
	ck_assert_str_eq(n.prefix, "石政信");
	ck_assert_str_eq(n.organ, "石门镇党委、政府");
	ck_assert_str_eq(n.self, "我镇");
}
END_TEST

/* ---- titles ---- */

static struct event_words
event(const char *title, const char *place, const char *unit)
{
	struct incident in = {.title = arena_text(&k.arena, title),
			      .place = arena_text(&k.arena, place)};
	struct event_words w;

	say_event(&k.arena, &in, unit, &w);
	return w;
}

START_TEST(a_title_names_township_village_object_and_event)
{
	struct event_words w = event("石门村沿街自建房火灾", "石门镇石门村东街37号", "石门镇");

	ck_assert_str_eq(w.name, "石门镇石门村沿街自建房火灾");
	ck_assert_str_eq(w.subject, "石门镇石门村一沿街自建房发生火灾");
	ck_assert_str_eq(w.what, "一沿街自建房发生火灾");
}
END_TEST

START_TEST(the_village_comes_from_the_place_when_the_title_leaves_it_out)
{
	struct event_words w = event("自建房火灾", "石门镇石门村东街37号", "石门镇");

	ck_assert_str_eq(w.name, "石门镇石门村自建房火灾");
	ck_assert_str_eq(w.subject, "石门镇石门村一自建房发生火灾");
}
END_TEST

START_TEST(a_title_that_tells_a_story_is_kept)
{
	struct event_words w = event("国道罐车侧翻甲醇泄漏", "北川街道国道北川段", "北川街道");

	ck_assert_str_eq(w.subject, "北川街道国道罐车侧翻甲醇泄漏");
	ck_assert_str_eq(w.what, "罐车侧翻甲醇泄漏");
	w = event("局地强降雨引发山洪", "大河口镇", "大河口镇");
	ck_assert_str_eq(w.subject, "大河口镇局地强降雨引发山洪");
}
END_TEST

START_TEST(a_title_made_from_the_place_is_not_doubled)
{
	struct event_words w = event("石门镇石门村东街37号火灾", "石门镇石门村东街37号", "石门镇");

	ck_assert_str_eq(w.name, "石门镇石门村东街37号火灾");
	ck_assert_str_eq(w.subject, "石门镇石门村东街37号发生火灾");
	ck_assert_str_eq(w.what, "发生火灾");
}
END_TEST

START_TEST(a_place_without_township_takes_the_station)
{
	ck_assert_str_eq(event("石门村东街火灾", "石门村东街", "石门镇").name,
			 "石门镇石门村东街火灾");
	ck_assert_str_eq(event("", "", "石门镇").what, "发生突发事件");
}
END_TEST

static void
title_casualties(const char *expected)
{
	struct figures f = fold();

	say_title_casualties(&f, &out);
	says(expected);
}

START_TEST(a_title_lists_only_what_is_above_0_in_order)
{
	title_casualties("");
	FACT("2026-01-18T03:00", "dead=0", "serious=1", "light=1");
	title_casualties("致2人受伤");
	FACT("2026-01-18T04:00", "dead=1", "missing=3", "trapped=2");
	title_casualties("致1人死亡、3人失联、2人被困、2人受伤");
}
END_TEST

START_TEST(a_title_without_casualties_tells_who_was_moved)
{
	FACT("2026-07-22T19:00", "dead=0", "evacuated=213");
	title_casualties("转移群众213人");
}
END_TEST

START_TEST(zeros_never_enter_a_title)
{
	FACT("2026-01-18T03:00", "dead=0", "missing=0", "injured=0", "verified=yes");
	title_casualties("");
}
END_TEST

START_TEST(offices_notify_and_people_report)
{
	struct incident in = {.source = arena_text(&k.arena, "过路群众电话")};

	say_source(&in, &out);
	says("接过路群众电话报告");
	in.source = arena_text(&k.arena, "县交警大队");
	say_source(&in, &out);
	says("接县交警大队通报");
	in.source = arena_text(&k.arena, "下滩村对讲机报告");
	say_source(&in, &out);
	says("接下滩村对讲机报告");
	in.source = NULL;
	say_source(&in, &out);
	says("接报");
	in.source_type = choice_value(source_types, "110");
	say_source(&in, &out);
	says("接110指挥中心通报");
}
END_TEST

/* ---- three states ---- */

START_TEST(unknown_is_being_verified)
{
	casualties("人员伤亡情况正在核实。");
	FACT("2026-01-18T03:00", "evacuated=11");
	casualties("人员伤亡情况正在核实。");
}
END_TEST

START_TEST(zero_is_no_report_of_any_yet)
{
	FACT("2026-01-18T03:00", "dead=0", "missing=0", "trapped=0", "injured=0");
	casualties("暂未接到人员伤亡报告。");
}
END_TEST

START_TEST(zero_dead_alone_never_says_that_nobody_died)
{
	FACT("2026-01-18T03:00", "dead=0");
	casualties("暂未接到人员伤亡报告；失联、被困、受伤情况正在核实。");
}
END_TEST

START_TEST(verified_zero_is_none)
{
	FACT("2026-01-18T03:00", "dead=0", "missing=0", "injured=0", "verified=yes");
	casualties("经核实，无人员死亡、失联、受伤。");
}
END_TEST

START_TEST(a_number_not_verified_is_preliminary)
{
	FACT("2026-01-18T03:00", "dead=0", "missing=0", "serious=1", "light=1");
	casualties("据初步核实，受伤2人，其中重伤1人、轻伤1人（初步数字）；"
		   "暂未接到人员死亡、失联报告。");
}
END_TEST

START_TEST(the_undiagnosed_wait_for_the_hospital)
{
	FACT("2026-01-18T03:00", "injured=2");
	casualties("据初步核实，受伤2人（初步数字，伤情以医院诊断为准）；"
		   "死亡、失联、被困情况正在核实。");
}
END_TEST

START_TEST(a_verified_number_loses_preliminary)
{
	FACT("2026-01-18T06:00", "dead=1", "missing=0", "trapped=0", "light=1", "verified=yes");
	casualties("经核实，死亡1人、受伤1人，为轻伤，无人员失联、被困。");
}
END_TEST

START_TEST(verified_and_preliminary_stand_apart)
{
	FACT("2026-01-18T06:00", "dead=1", "verified=yes");
	FACT("2026-01-18T06:10", "missing=2", "injured=0");
	casualties("经核实，死亡1人；据初步核实，失联2人（初步数字）；"
		   "暂未接到人员受伤报告。");
}
END_TEST

START_TEST(an_empty_box_does_not_make_the_hurt_preliminary)
{
	FACT("2026-01-18T03:00", "injured=2");
	FACT("2026-01-18T06:00", "injured=0", "serious=1", "light=1", "reason=诊断");
	FACT("2026-01-18T08:00", "dead=0", "missing=0", "trapped=0", "serious=1", "light=1",
	     "verified=yes");
	casualties("经核实，受伤2人，其中重伤1人、轻伤1人，无人员死亡、失联、被困。");
}
END_TEST

START_TEST(totals_name_only_what_there_is)
{
	struct figures f;

	FACT("2026-01-18T06:00", "dead=1", "serious=0", "light=1");
	f = fold();
	say_totals(&f, &out);
	says("死亡1人、受伤1人（轻伤）");
}
END_TEST

START_TEST(accidents_evacuate_and_disasters_move)
{
	struct figures f;

	FACT("2026-01-18T06:00", "evacuated=213", "households=76", "sheltered=180");
	f = fold();
	say_evacuation(&f, false, &out);
	says("已转移群众76户213人，现安置180人。");
	say_evacuation(&f, true, &out);
	says("已疏散群众76户213人，现安置180人。");
}
END_TEST

START_TEST(losses_are_estimates_until_verified)
{
	struct figures f = fold();

	say_losses(&f, &out);
	says("经济损失正在核实。");
	FACT("2026-01-18T06:00", "loss=18", "burnt_ha=9.5");
	f = fold();
	say_losses(&f, &out);
	says("过火面积约9.5公顷。直接经济损失初步估计18万元。");
	FACT("2026-01-18T07:00", "loss=18", "burnt_ha=9", "collapsed_households=2",
	     "collapsed_rooms=5", "verified=yes");
	f = fold();
	say_losses(&f, &out);
	says("过火面积9公顷，倒塌房屋2户5间。直接经济损失18万元。");
}
END_TEST

/* ---- changes ---- */

START_TEST(nothing_new_says_nothing)
{
	FACT("2026-01-18T03:00", "dead=0");
	changes("");
}
END_TEST

START_TEST(rescued_people_are_progress)
{
	FACT("2026-01-18T03:00", "missing=2", "dead=0", "serious=1");
	FACT("2026-01-18T12:00", "missing=1", "serious=2", "reason=救出");
	changes("失联2人中1人已救出（重伤），1人仍失联。");
}
END_TEST

START_TEST(all_rescued_leaves_nobody)
{
	FACT("2026-01-18T03:00", "trapped=2");
	FACT("2026-01-18T12:00", "trapped=0", "injured=2", "reason=救出");
	changes("被困2人均已救出（受伤）。");
}
END_TEST

START_TEST(a_single_one_is_not_all_of_them)
{
	FACT("2026-01-18T03:00", "trapped=1");
	FACT("2026-01-18T12:30", "trapped=0", "serious=1", "rescued=1", "reason=救出");
	changes("被困1人已救出（重伤）。");
}
END_TEST

START_TEST(a_rescue_total_explains_a_fall)
{
	FACT("2026-01-18T03:00", "trapped=3");
	FACT("2026-01-18T12:00", "trapped=1", "rescued=2", "reason=救出");
	changes("被困3人中2人已救出，1人仍被困。");
}
END_TEST

START_TEST(a_death_of_the_badly_hurt_is_progress)
{
	FACT("2026-01-18T03:00", "dead=0", "serious=1", "light=1");
	FACT("2026-01-18T12:00", "dead=1", "serious=0", "reason=抢救无效");
	changes("死亡人数由0人增至1人（原重伤人员经抢救无效死亡）。");
}
END_TEST

START_TEST(a_diagnosis_is_no_rise)
{
	FACT("2026-01-18T03:00", "injured=2");
	FACT("2026-01-18T12:00", "injured=0", "serious=1", "light=1", "reason=诊断");
	changes("伤员经医院诊断，重伤1人、轻伤1人，受伤总数不变。");
}
END_TEST

START_TEST(more_people_are_new)
{
	FACT("2026-01-18T03:00", "dead=2", "injured=2");
	FACT("2026-01-18T12:00", "dead=3", "injured=4", "reason=现场新发现");
	changes("死亡人数由2人增至3人（新增1人：现场新发现）；受伤人数由2人增至4人。");
}
END_TEST

START_TEST(fewer_people_without_a_place_they_went_to_are_a_correction)
{
	FACT("2026-01-18T03:00", "missing=7");
	put(&k, &kind_fact, "2026-01-18T18:45", "sm1-1", "asof=2026-01-18T18:45", "missing=5",
	    "reason=2人在外务工", "checked_by=丙", "checked_how=与本人电话核实", NULL);
	changes("失联人数由7人更正为5人：2人在外务工，18时45分由丙与本人电话核实。");
}
END_TEST

START_TEST(a_correction_and_a_rise_do_not_cancel_out)
{
	FACT("2026-01-18T03:00", "missing=7", "injured=0");
	FACT("2026-01-18T12:00", "missing=5", "reason=2人在外务工");
	FACT("2026-01-18T13:00", "injured=2");
	changes("失联人数由7人更正为5人：2人在外务工。受伤人数由0人增至2人。");
}
END_TEST

START_TEST(a_number_known_for_the_first_time_was_being_verified)
{
	FACT("2026-01-18T12:00", "dead=1", "missing=2");
	changes("死亡人数为1人（此前正在核实）；失联2人。");
}
END_TEST

START_TEST(other_sums_rise_and_are_corrected)
{
	FACT("2026-01-18T03:00", "evacuated=11", "sheltered=11", "loss=18");
	FACT("2026-01-18T12:00", "evacuated=213", "sheltered=5", "loss=15", "reason=重新核算");
	changes("累计疏散转移群众由11人增至213人；现安置群众由11人减至5人；"
		"直接经济损失由18万元更正为15万元（重新核算）。");
}
END_TEST

START_TEST(no_change_is_ever_told_by_an_arrow)
{
	FACT("2026-01-18T03:00", "missing=3", "dead=1", "injured=4");
	FACT("2026-01-18T12:00", "missing=1", "dead=2", "injured=3", "safe=2", "reason=核实");
	struct change_request q = {.recs = &k.file, .known = before_noon};

	say_changes(&k.arena, &q, &out);
	ck_assert_ptr_null(strstr(out.ptr, "→"));
	ck_assert_ptr_null(strstr(out.ptr, "->"));
}
END_TEST

START_TEST(a_revising_follow_up_names_what_it_revises)
{
	struct figures a, b;

	FACT("2026-01-18T03:00", "missing=7");
	a = fold();
	FACT("2026-01-18T12:00", "missing=5", "reason=核实");
	b = fold();
	say_revised(&a, &b, &out);
	says("失联人数更正");
	say_revised(&a, &a, &out);
	says("");
}
END_TEST

/* Random facts: whatever stands in them, no negative number, no arrow, a whole sentence. */
START_TEST(any_change_is_a_whole_sentence)
{
	static const char *const measures[] = {"dead",  "missing", "trapped", "injured",  "serious",
					       "light", "safe",    "rescued", "evacuated"};
	struct change_request q = {.recs = &k.file, .known = before_noon};

	srand(1);
	for (int round = 0; round < 2000; round++) {
		struct kit old = k;

		k = (struct kit){.incident = "sm1-1", .number = 10};
		for (int fact = 0; fact < 4; fact++) {
			char *at = arena_text_f(&k.arena, "2026-01-18T%02d:00", 10 + fact);
			char *pairs[3];

			for (int i = 0; i < 3; i++)
				pairs[i] = arena_text_f(&k.arena, "%s=%d", measures[rand() % 9],
							rand() % 5);
			put(&k, &kind_fact, at, "sm1-1", arena_text_f(&k.arena, "asof=%s", at),
			    pairs[0], pairs[1], pairs[2], NULL);
		}
		q.recs = &k.file;
		say_changes(&k.arena, &q, &out);
		ck_assert_msg(!strstr(out.ptr, "-") && !strstr(out.ptr, "→"), "%s", out.ptr);
		ck_assert_msg(!out.len || str_ends(out.ptr, "。"), "%s", out.ptr);
		ck_assert_msg(!strstr(out.ptr, "；；") && !strstr(out.ptr, "（）"), "%s", out.ptr);
		ck_assert_msg(!strstr(out.ptr, "由0人更正"), "%s", out.ptr);
		str_clear(&out);
		close_kit(&k);
		k = old;
	}
}
END_TEST

/* ---- actions ---- */

static struct act_request
all(void)
{
	return (struct act_request){.recs = &k.file, .base = moment_of("2026-01-18T02:47")};
}

START_TEST(a_units_plain_steps_stand_in_one_sentence)
{
	struct act_request q = all();

	ACT("2026-01-18T02:48", "step=turnout", "unit=镇专职消防队", "vehicles=2", "people=6");
	ACT("2026-01-18T02:50", "step=notify", "text=通报县消防救援大队");
	ACT("2026-01-18T02:55", "step=arrive", "unit=镇专职消防队", "text=到场");
	say_forces(&k.arena, &q, &out);
	says("镇专职消防队2车6人于2时48分出动、2时55分到场；2时50分，通报县消防救援大队。");
}
END_TEST

START_TEST(who_is_asked_or_takes_over_does_not_act)
{
	struct act_request q = all();

	ACT("2026-01-18T02:50", "step=reinforce", "unit=县大队", "vehicles=3", "people=15",
	    "text=请求增援");
	ACT("2026-01-18T02:51", "step=reinforce", "unit=县大队", "text=请求两车增援");
	ACT("2026-01-18T02:52", "step=notify", "unit=供电所", "text=断电");
	ACT("2026-01-18T03:12", "step=command-transfer", "unit=县大队");
	say_forces(&k.arena, &q, &out);
	says("2时50分，请求县大队3车15人增援；2时51分，请求两车增援（县大队）；"
	     "2时52分，通报供电所，断电；3时12分，现场指挥权移交县大队。");
}
END_TEST

START_TEST(a_text_that_says_the_step_is_not_repeated)
{
	struct act_request q = all();

	ACT("2026-01-18T02:48", "step=turnout", "text=镇专职消防队2车6人出动");
	ACT("2026-01-18T02:49", "step=turnout", "text=1车6人，佩戴空呼");
	ACT("2026-01-18T02:50", "step=turnout", "unit=县大队", "vehicles=3", "people=15",
	    "text=出动增援");
	say_forces(&k.arena, &q, &out);
	says("2时48分，镇专职消防队2车6人出动；2时49分，出动，1车6人，佩戴空呼；"
	     "2时50分，县大队3车15人出动增援。");
}
END_TEST

START_TEST(phone_reports_of_one_minute_are_one)
{
	struct act_request q = all();

	put(&k, &kind_phone, "2026-01-18T02:58", "sm1-1", "to=县应急管理局", "answered=丁",
	    "step=first", NULL);
	put(&k, &kind_phone, "2026-01-18T02:58", "sm1-1", "to=县委办公室", "answered=戊",
	    "step=first", NULL);
	put(&k, &kind_phone, "2026-01-18T03:05", "sm1-1", "to=县政府办公室", "answered=己",
	    "step=first", NULL);
	say_phone(&q, "我镇", &out);
	says("我镇已于2时58分向县应急管理局、县委办公室电话报告，"
	     "于3时05分向县政府办公室电话报告。");
}
END_TEST

START_TEST(without_a_call_for_help_there_is_no_request)
{
	struct act_request q = all();

	say_request(&q, &out);
	says("暂无支援请求。");
	ACT("2026-01-18T02:52", "step=reinforce", "text=请求县大队增援1台水罐车。");
	say_request(&q, &out);
	says("已请求支援：2时52分，请求县大队增援1台水罐车。");
}
END_TEST

START_TEST(the_course_is_told_in_order_and_counts_what_was_sent)
{
	struct act_request q = all();
	struct incident in = {.learned = moment_at(moment_of("2026-01-18T02:47"))};

	k.incident = "sm1-1";
	act(&k, "2026-01-18T06:50", "response-end");
	phone(&k, "2026-01-18T02:58", "first");
	written(&k, "2026-01-18T03:31", "first");
	put(&k, &kind_report, "2026-01-18T05:00", "sm1-1", "type=verify", "title=未报送", NULL);
	say_chain(&k.arena, &q, &in, &out);
	says("2时47分接报，2时58分电话首报，3时31分书面首报，6时50分应急处置结束。");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("say");
	TCase *t = tcase_create("say");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, numbers_are_said_in_chinese);
	tcase_add_test(t, a_time_of_another_day_has_its_date);
	tcase_add_test(t, an_approximate_time_is_about_and_an_unknown_one_is_being_verified);
	tcase_add_test(t, decimals_have_no_needless_zeros);
	tcase_add_test(t, a_station_makes_its_names_from_its_own);
	tcase_add_test(t, a_county_before_the_township_goes_into_head_and_organ);
	tcase_add_test(t, a_name_that_begins_with_its_own_word_is_not_cut);
	tcase_add_test(t, settings_of_the_station_win);
	tcase_add_test(t, a_title_names_township_village_object_and_event);
	tcase_add_test(t, the_village_comes_from_the_place_when_the_title_leaves_it_out);
	tcase_add_test(t, a_title_that_tells_a_story_is_kept);
	tcase_add_test(t, a_title_made_from_the_place_is_not_doubled);
	tcase_add_test(t, a_place_without_township_takes_the_station);
	tcase_add_test(t, a_title_lists_only_what_is_above_0_in_order);
	tcase_add_test(t, a_title_without_casualties_tells_who_was_moved);
	tcase_add_test(t, zeros_never_enter_a_title);
	tcase_add_test(t, offices_notify_and_people_report);
	tcase_add_test(t, unknown_is_being_verified);
	tcase_add_test(t, zero_is_no_report_of_any_yet);
	tcase_add_test(t, zero_dead_alone_never_says_that_nobody_died);
	tcase_add_test(t, verified_zero_is_none);
	tcase_add_test(t, a_number_not_verified_is_preliminary);
	tcase_add_test(t, the_undiagnosed_wait_for_the_hospital);
	tcase_add_test(t, a_verified_number_loses_preliminary);
	tcase_add_test(t, verified_and_preliminary_stand_apart);
	tcase_add_test(t, an_empty_box_does_not_make_the_hurt_preliminary);
	tcase_add_test(t, totals_name_only_what_there_is);
	tcase_add_test(t, accidents_evacuate_and_disasters_move);
	tcase_add_test(t, losses_are_estimates_until_verified);
	tcase_add_test(t, nothing_new_says_nothing);
	tcase_add_test(t, rescued_people_are_progress);
	tcase_add_test(t, all_rescued_leaves_nobody);
	tcase_add_test(t, a_single_one_is_not_all_of_them);
	tcase_add_test(t, a_rescue_total_explains_a_fall);
	tcase_add_test(t, a_death_of_the_badly_hurt_is_progress);
	tcase_add_test(t, a_diagnosis_is_no_rise);
	tcase_add_test(t, more_people_are_new);
	tcase_add_test(t, fewer_people_without_a_place_they_went_to_are_a_correction);
	tcase_add_test(t, a_correction_and_a_rise_do_not_cancel_out);
	tcase_add_test(t, a_number_known_for_the_first_time_was_being_verified);
	tcase_add_test(t, other_sums_rise_and_are_corrected);
	tcase_add_test(t, no_change_is_ever_told_by_an_arrow);
	tcase_add_test(t, a_revising_follow_up_names_what_it_revises);
	tcase_add_test(t, any_change_is_a_whole_sentence);
	tcase_add_test(t, a_units_plain_steps_stand_in_one_sentence);
	tcase_add_test(t, who_is_asked_or_takes_over_does_not_act);
	tcase_add_test(t, a_text_that_says_the_step_is_not_repeated);
	tcase_add_test(t, phone_reports_of_one_minute_are_one);
	tcase_add_test(t, without_a_call_for_help_there_is_no_request);
	tcase_add_test(t, the_course_is_told_in_order_and_counts_what_was_sent);
	suite_add_tcase(s, t);
	return run_suite(s);
}
