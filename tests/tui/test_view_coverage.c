/* Screens that look at the roster: force on duty. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "core/incident.h"
#include "core/line.h"
#include "storage/case_incident.h"
#include "storage/roster_change.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/view_coverage.h"
#include "tui/view_gauge.h"
#include "tui/view_load.h"

/* At ten to eight, before the watch of the 17th. */
static void
signs_on(const char *name)
{
	struct thing *t;
	struct err e;

	kit_clock(-18 * 3600 - 57 * 60);
	ck_ok(book_person(kit.book, &kit.arena, name, &t, &e), &e);
	KIT_WRITE("attendance", "person", t->id, "way", "on");
}

static void
begin(void)
{
	const char *post, *person;

	kit_begin();
	kit_night();
	post = KIT_WRITE("post", "name", "备班", "group", "watch", "readiness", "oncall", "minutes",
			 "30", "order", "6");
	person = KIT_WRITE("person", "name", "冯七", "phone", "0300-0000107");
	KIT_WRITE("assignment", "person", person, "post", post, "start", "2026-01-17T08:00", "end",
		  "2026-01-18T08:00");
	KIT_WRITE("vehicle", "name", "1号车", "crew", "4", "order", "1");
	KIT_WRITE("vehicle", "name", "2号车", "crew", "2", "order", "2");
	KIT_WRITE("vehicle", "name", "3号车", "crew", "3", "order", "3");
	signs_on("林二");
	signs_on("吴四");
	signs_on("郑五");
	kit_clock(0);
	KIT_WRITE("contact", "name", "柳泉镇消防队", "category", "邻镇代防", "phone",
		  "0300-0000203", "person", "值班室");
	KIT_WRITE("contact", "name", "县消防救援大队", "category", "县级", "phone", "0300-0000119");
}

static void
golden_at(int rows, int cols, const char *name, const char *language)
{
	char golden[80];

	kit_size(rows, cols);
	snprintf(golden, sizeof(golden), "%s-%dx%d%s", name, cols, rows, language);
	kit_golden(golden);
}

static void
each_size(const struct view_type *type, const char *name, const char *language)
{
	kit_open(type, NULL);
	golden_at(24, 80, name, language);
	golden_at(40, 120, name, language);
	golden_at(12, 40, name, language);
	kit_size(24, 80);
}

/* The newest thing or line of a kind. */
static const void *
newest(const struct kind *k, const char **of)
{
	struct book_filter f = {.limit = 1};
	struct things found = {0};
	const void *body;
	struct err e;

	ck_ok(book_list(kit.book, &kit.arena, k, &f, &found, &e), &e);
	ck_assert_uint_ge(found.n, 1);
	body = found.v[found.n - 1]->body;
	if (of)
		*of = found.v[found.n - 1]->of;
	vec_clear(&found);
	return body;
}

START_TEST(screens_in_chinese)
{
	kit_chinese();
	each_size(&view_gauge, "gauge", "-zh");
	each_size(&view_coverage, "coverage", "-zh");
	each_size(&view_load, "load", "-zh");
}
END_TEST

START_TEST(screens_in_english)
{
	each_size(&view_gauge, "gauge", "");
	each_size(&view_coverage, "coverage", "");
	each_size(&view_load, "load", "");
}
END_TEST

START_TEST(one_key_calls_who_is_next_and_leaves_a_telephone_record)
{
	const struct call *c;
	const char *of;

	kit_open(&view_gauge, NULL);
	kit_press(K_F(5));
	kit_has("choose whom you called first");
	for (int i = 0; i < 4; i++)
		kit_press(K_DOWN);
	kit_press(K_F(5));
	c = newest(&kind_call, &of);
	ck_assert_str_eq(c->party, "冯七");
	ck_assert_str_eq(c->text, "叫备班到站备勤，已应答，约30分钟到");
	ck_assert_str_eq(of, "sm1-29");
	kit_press(K_F(6));
	c = newest(&kind_call, NULL);
	ck_assert_str_eq(c->party, "柳泉镇消防队");
	ck_assert_str_eq(c->text, "请求代防，无人接听");
	kit_press(K_F(7));
	c = newest(&kind_call, NULL);
	ck_assert_str_eq(c->party, "县消防救援大队");
	ck_assert_str_eq(c->text, "请求调防增援，不能到");
	kit_size(40, 120);
	kit_golden("gauge-called");
}
END_TEST

START_TEST(a_crew_counts_again_only_when_it_is_ready)
{
	kit_open(&view_gauge, NULL);
	kit_has("in quarters 0, can roll 0/1");
	kit_press(K_F(8));
	kit_has("back in quarters, not counted yet");
	kit_has("▲ back, not ready yet");
	kit_has("in quarters 0, can roll 0/1");
	kit_press(K_F(8));
	kit_has("it is back already");
	kit_press(K_F(9));
	kit_has("counts from now on");
	kit_has("in quarters 3, can roll 1/3");
	kit_press(K_F(9));
	kit_has("no unit is out");
}
END_TEST

START_TEST(who_went_is_said_by_name)
{
	const struct act *act;

	kit_open(&view_gauge, NULL);
	kit_press(K_F(4));
	kit_has("吴四、郑五、欧阳六郎");
	kit_press(K_CTRL('u'));
	kit_type("吴四、郑五");
	kit_press(K_ENTER);
	kit_has("1号车、2号车");
	kit_press(K_CTRL('u'));
	kit_type("3号车");
	kit_press(K_ENTER);
	act = newest(&kind_act, NULL);
	ck_assert_str_eq(act->crew[1], "郑五");
	ck_assert_str_eq(act->engines[0], "3号车");
	ck_assert_int_eq(act->step, STEP_OTHER);
	kit_size(40, 120);
	kit_golden("gauge-named");
}
END_TEST

START_TEST(an_incident_that_was_closed_keeps_its_crew_out_until_it_is_ready)
{
	struct incident_closing how = {.as = 1};
	struct err e;

	ck_ok(incident_close(kit.book, &kit.arena, "sm1-29", &how, &e), &e);
	kit_open(&view_gauge, NULL);
	kit_has("in quarters 0, can roll 0/1");
	kit_clock(25 * 3600); /* nobody speaks of it any more, nobody stands either */
	kit_changed();
	kit_has_not("镇专职消防队");
}
END_TEST

/* The 17th at night: a takeover, a mode, a neighbour. */
static void
busy_night(void)
{
	struct takeover_request t = {.person = "郑五",
				     .post = "主班",
				     .instead = "林二",
				     .reason = "突发疾病",
				     .from = moment_at(civil_secs(2026, 1, 17, 20, 0)),
				     .until = moment_at(civil_secs(2026, 1, 18, 8, 0))};
	struct roster r;
	const struct thing *crew = NULL;
	const char *id;
	struct err e;

	ck_ok(takeover(kit.book, &kit.arena, &t, &id, &e), &e);
	KIT_WRITE("mode", "level", "raised", "start", "2026-01-18T00:00", "by", "县防指");
	ck_ok(roster_load(kit.book, &kit.arena, NULL, 0, 0, &r, &e), &e);
	ck_ok(roster_post(&r, "战斗员", &crew, &e), &e);
	KIT_WRITE("cover", "unit", "柳泉镇消防队", "start", "2026-01-18T02:00", "end",
		  "2026-01-18T06:10", "post", crew->id, "people", "1");
	roster_clear(&r);
}

START_TEST(takeovers_modes_and_cover_are_seen_hour_by_hour)
{
	kit_chinese();
	busy_night();
	kit_open(&view_coverage, NULL);
	kit_golden("coverage-busy-80x24-zh");
	kit_size(40, 120);
	kit_golden("coverage-busy-120x40-zh");
}
END_TEST

START_TEST(load_is_shown_by_month_quarter_and_year_in_any_order)
{
	kit_open(&view_load, NULL);
	kit_has("2026-01  01-01 – 01-31");
	kit_press('2');
	kit_has("2026 quarter 1  01-01");
	kit_press(K_LEFT);
	kit_has("2025 quarter 4  10-01");
	kit_has("nobody stands in this span");
	kit_press('3');
	kit_has("2025  01-01 – 12-31");
	kit_press(K_F(4));
	kit_has("2026  01-01 – 12-31");
	for (int i = 0; i < 2 * 7 + 2; i++)
		kit_press('s'); /* by hours weighted, downwards */
	kit_golden("load-sorted");
}
END_TEST

START_TEST(the_allowance_sheet_is_read_on_screen)
{
	kit_chinese();
	kit_open(&view_load, NULL);
	kit_press(K_F(5));
	kit_size(24, 120);
	kit_golden("load-allowance-zh");
	kit_press(K_ESC);
	kit_press(K_F(6));
	kit_has("公示表");
	kit_has_not("签名");
}
END_TEST

START_TEST(a_gap_is_filled_by_one_who_is_free_besides_those_who_stand)
{
	const struct assignment *a;

	KIT_WRITE("person", "name", "褚十", "post", "队员");
	kit_open(&view_coverage, NULL);
	kit_press(K_F(5));
	kit_has("战斗员  01-18 02:47 – ");
	kit_has("> 褚十");
	kit_golden("fill-80x24");
	kit_press(K_ENTER);
	kit_press(K_ENTER);
	kit_has_not("■ now");
	kit_has("褚十");
	a = newest(&kind_assignment, NULL);
	ck_assert(a->besides);
	ck_assert_int_eq(a->end.secs, civil_secs(2026, 1, 18, 8, 0));
	kit_golden("coverage-filled");
}
END_TEST

START_TEST(who_breaks_a_rule_is_taken_only_after_a_digit)
{
	kit_chinese();
	kit_open(&view_coverage, NULL);
	kit_press(K_F(5)); /* everybody stands somewhere already */
	kit_press(K_ENTER);
	kit_has("违反规定");
	kit_golden("fill-rule-zh");
	kit_press('1');
	kit_press(K_ENTER);
	kit_has("补位，sm1-");
}
END_TEST

START_TEST(days_are_turned_and_a_gap_is_jumped_to)
{
	kit_open(&view_coverage, NULL);
	kit_has("2026-01-17 六");
	kit_has("■ now");
	kit_press(K_LEFT);
	kit_has("2026-01-16 五");
	kit_press(K_HOME);
	kit_has("2026-01-17 六");
	kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_has("2026-01-18 日");
	kit_has("主班        ■gap■■■");
	kit_has("■24:00");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_coverage");
	TCase *t = tcase_create("view_coverage");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, screens_in_chinese);
	tcase_add_test(t, screens_in_english);
	tcase_add_test(t, takeovers_modes_and_cover_are_seen_hour_by_hour);
	tcase_add_test(t, load_is_shown_by_month_quarter_and_year_in_any_order);
	tcase_add_test(t, the_allowance_sheet_is_read_on_screen);
	tcase_add_test(t, a_gap_is_filled_by_one_who_is_free_besides_those_who_stand);
	tcase_add_test(t, who_breaks_a_rule_is_taken_only_after_a_digit);
	tcase_add_test(t, days_are_turned_and_a_gap_is_jumped_to);
	tcase_add_test(t, one_key_calls_who_is_next_and_leaves_a_telephone_record);
	tcase_add_test(t, a_crew_counts_again_only_when_it_is_ready);
	tcase_add_test(t, who_went_is_said_by_name);
	tcase_add_test(t, an_incident_that_was_closed_keeps_its_crew_out_until_it_is_ready);
	suite_add_tcase(s, t);
	return run_suite(s);
}
