/* One incident: what shows of it, and what is done about it with few keys. */
#include "tui/view_incident.h"

#include <locale.h>
#include <string.h>

#include "core/casualty.h"
#include "core/incident.h"
#include "core/report.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/view_incidents.h"

static const char fire[] = "sm1-29";

static void
begin(void)
{
	kit_begin();
	kit_night();
	kit_clock(5 * 60); /* 02:52:09 */
	KIT_WRITE_OF("fact", fire, "asof", "2026-01-18T02:50", "trapped", "3", "injured", "1");
	kit_clock(8 * 60);
	KIT_WRITE_OF("phone", fire, "to", "县应急局", "answered", "郑八", "step", "first");
	kit_clock(20 * 60);
	KIT_WRITE_OF("fact", fire, "asof", "2026-01-18T03:05", "trapped", "2", "injured", "2",
		     "reason", "救出");
	KIT_WRITE_OF("act", fire, "step", "arrive", "unit", "镇专职消防队");
	kit_clock(25 * 60);
}

static const struct thing *
newest(const struct kind *k)
{
	struct book_filter f = {.limit = 1};
	struct things things = {0};
	struct err e;
	const struct thing *t;

	ck_ok(book_list(kit.book, &kit.arena, k, &f, &things, &e), &e);
	ck_assert_uint_gt(things.n, 0);
	t = things.v[things.n - 1];
	vec_clear(&things);
	return t;
}

START_TEST(everything_about_it)
{
	kit_open(&view_incident, fire);
	kit_golden("incident-80x24");
	kit_press(K_TAB);
	kit_golden("incident-owed");
	kit_size(40, 120);
	kit_golden("incident-120x40");
}
END_TEST

START_TEST(everything_about_it_in_chinese)
{
	kit_chinese();
	kit_open(&view_incident, fire);
	kit_golden("incident-80x24-zh");
	kit_press(K_TAB);
	kit_golden("incident-owed-zh");
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_golden("incident-figures-zh");
	kit_press(K_TAB);
	kit_size(40, 120);
	kit_golden("incident-120x40-zh");
}
END_TEST

START_TEST(the_list_opens_it)
{
	kit_open(&view_incidents, NULL);
	kit_press(K_ENTER);
	kit_has("sm1-29");
	kit_has("Course");
}
END_TEST

START_TEST(a_falling_figure_asks_why_by_digit)
{
	kit_chinese();
	kit_open(&view_incident, fire);
	kit_press(K_F(5));
	/* As of, dead, missing, trapped. */
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_press(K_BACKSPACE);
	kit_type("1");
	kit_press(K_CTRL('d'));
	kit_golden("incident-fall-zh");
	kit_type("1");
	kit_has("已记录 sm1-");
	ck_assert_int_eq(((const struct fact *)newest(&kind_fact)->body)->trapped.n, 1);
	ck_assert(!((const struct fact *)newest(&kind_fact)->body)->injured.set);
	ck_assert_str_eq(((const struct fact *)newest(&kind_fact)->body)->reason, "救出");
	kit_has("被困 3→2→1");
}
END_TEST

START_TEST(an_action_may_have_happened_earlier)
{
	kit_open(&view_incident, fire);
	kit_press(K_F(6));
	kit_type("4");
	for (int i = 0; i < 4; i++)
		kit_press(K_TAB);
	kit_type("@0300 二层出水");
	kit_press(K_CTRL('d'));
	ck_assert_int_eq(((const struct act *)newest(&kind_act)->body)->step, STEP_WATER);
	ck_assert_str_eq(((const struct act *)newest(&kind_act)->body)->text, "二层出水");
	kit_has("(entered 12 min late)");
}
END_TEST

START_TEST(closing_names_what_is_still_owed)
{
	kit_chinese();
	kit_open(&view_incident, fire);
	kit_press(K_CTRL('o'));
	kit_type("6");
	kit_golden("incident-close-zh");
	kit_type("2");
	kit_press(K_ENTER);
	kit_has("请写明原因");
	kit_type("烧秸秆");
	kit_press(K_ENTER);
	kit_has("误报");
	ck_assert_int_eq(((const struct incident *)newest(&kind_incident)->body)->closed,
			 CLOSED_FALSE);
	kit_press(K_CTRL('o'));
	kit_type("6");
	kit_has("sm1-29 已办结");
}
END_TEST

START_TEST(victims_are_masked_and_held_against_the_figures)
{
	kit_chinese();
	kit_open(&view_incident, fire);
	kit_press(K_CTRL('o'));
	kit_type("2");
	kit_has("名单0人，数字2人");
	kit_press(K_F(5));
	kit_type("2");
	kit_press(K_TAB);
	kit_type("甲乙丙");
	kit_press(K_CTRL('d'));
	kit_has("甲**");
	kit_has_not("甲乙丙");
	kit_golden("incident-casualties-zh");
	ck_assert_int_eq(((const struct casualty *)newest(&kind_casualty)->body)->state,
			 CASUALTY_TRAPPED);
}
END_TEST

START_TEST(the_call_list_ticks_those_who_were_told)
{
	kit_chinese();
	kit_open(&view_incident, fire);
	kit_press(K_F(8));
	kit_golden("incident-calls-zh");
	kit_type("4");
	kit_type("冯七");
	kit_press(K_ENTER);
	kit_has("√ 03:12 冯七");
	ck_assert_str_eq(((const struct phone_report *)newest(&kind_phone)->body)->answered,
			 "冯七");
}
END_TEST

START_TEST(a_grade_by_hand_has_its_reason)
{
	kit_chinese();
	kit_open(&view_incident, fire);
	kit_press(K_CTRL('o'));
	kit_type("53");
	kit_press(K_ENTER);
	kit_has("须说明理由");
	kit_type("县应急局认定");
	kit_press(K_ENTER);
	kit_has("人工认定 较大");
	kit_has("县应急局认定");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_incident");
	TCase *t = tcase_create("view_incident");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, everything_about_it);
	tcase_add_test(t, everything_about_it_in_chinese);
	tcase_add_test(t, the_list_opens_it);
	tcase_add_test(t, a_falling_figure_asks_why_by_digit);
	tcase_add_test(t, an_action_may_have_happened_earlier);
	tcase_add_test(t, closing_names_what_is_still_owed);
	tcase_add_test(t, victims_are_masked_and_held_against_the_figures);
	tcase_add_test(t, the_call_list_ticks_those_who_were_told);
	tcase_add_test(t, a_grade_by_hand_has_its_reason);
	suite_add_tcase(s, t);
	return run_suite(s);
}
