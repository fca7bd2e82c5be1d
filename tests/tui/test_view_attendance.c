/* Who is here: signing on and off by digits, corrections, walks at night, the month; spot checks.
 */
#include <locale.h>
#include <string.h>

#include "core/line.h"
#include "storage/attend.h"
#include "storage/roster_change.h"
#include "storage/spotcheck.h"
#include "tests/helpers.h"
#include "tests/tui/kit/changes.h"
#include "tui/roster_more.h"
#include "tui/view_attendance.h"
#include "tui/view_board.h"
#include "tui/view_checks.h"

enum { MORNING = 5 * 3600 + 3 * 60 }; /* from 02:47 to 07:50 */

static size_t
lines(void)
{
	struct book_filter own = {.book = "sm"};
	struct things all = {0};
	struct err e;
	size_t n;

	ck_ok(book_list(kit.book, &kit.arena, &kind_attendance, &own, &all, &e), &e);
	n = all.n;
	vec_clear(&all);
	return n;
}

/* Signs on or off as storage does it, at so many seconds after 02:47. */
static void
sign(int who, int way, int64_t seconds)
{
	struct attend_request q = {.person = changes.people[who], .way = way};
	const char *id;
	struct err e;

	kit_clock(seconds);
	ck_ok(attend_sign(kit.book, &kit.arena, &q, &id, &e), &e);
}

/* The watch of the 17th: 戊 came late, 己 was not found at 01:00; 甲 is here early for the 18th. */
static void
a_night(void)
{
	const char *missing[] = {changes.people[JI], NULL};
	struct attend_walk walk = {.missing = missing};
	struct attend_request extra = {
	    .person = changes.people[GENG], .way = ATTEND_ON, .extra = "送夜班材料"};
	const char *id;
	struct err e;

	sign(WU, ATTEND_ON, -18 * 3600 - 30 * 60); /* 08:17 */
	sign(JI, ATTEND_ON, -19 * 3600);
	kit_clock(-2 * 3600);
	ck_ok(attend_sign(kit.book, &kit.arena, &extra, &id, &e), &e);
	kit_clock(-107 * 60);
	ck_ok(attend_walk(kit.book, &kit.arena, &walk, &id, &e), &e);
	kit_clock(0);
}

START_TEST(who_is_here_in_chinese)
{
	kit_chinese();
	a_night();
	kit_each_size(&view_attendance, "attendance", "-zh");
	kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_golden("attendance-row-zh");
	kit_press(K_ESC);
	kit_press(K_TAB);
	kit_golden_at(24, 80, "attendance-month", "-zh");
}
END_TEST

START_TEST(who_is_here_in_english)
{
	a_night();
	kit_each_size(&view_attendance, "attendance", "");
	kit_press(K_TAB);
	kit_golden_at(24, 80, "attendance-month", "");
}
END_TEST

START_TEST(a_digit_signs_on_who_comes_to_relieve)
{
	sign(WU, ATTEND_ON, -19 * 3600);
	sign(JI, ATTEND_ON, -19 * 3600);
	kit_clock(MORNING);
	kit_open(&view_attendance, NULL);
	kit_has("2/2 here 0 late 0 absent");
	kit_press('5'); /* 甲, for 08:00 */
	kit_has("Signed on: 甲");
	ck_assert_uint_eq(lines(), 3);
	kit_clock(MORNING + 15 * 60);
	kit_changed();
	kit_has("1/2 here 0 late 1 absent");
	kit_press(K_HOME);
	kit_has("▲ not signed off");
	kit_press('1');
	kit_has("戊");
	kit_press('1');
	kit_has("Signed off: 戊");
	kit_has_not("02-");
	ck_assert_uint_eq(lines(), 4);
}
END_TEST

START_TEST(who_comes_late_is_asked_about)
{
	kit_clock(MORNING + 40 * 60);
	kit_open(&view_attendance, NULL);
	kit_has("■ absent for 30 min");
	kit_press('2');
	kit_has("1 comes only now");
	kit_press('2');
	kit_type("0758");
	kit_press(K_ENTER);
	kit_has_not("▲");
	kit_has("entered 32 min later");
	kit_press('3');
	kit_press('1');
	kit_has("▲ 30 min late");
}
END_TEST

START_TEST(a_wrong_time_is_put_right_and_kept)
{
	sign(WU, ATTEND_ON, -18 * 3600 - 30 * 60);
	kit_clock(0);
	kit_open(&view_attendance, NULL);
	kit_has("▲ 17 min late");
	kit_press('2');
	kit_has("the time of coming is wrong");
	kit_press('4');
	kit_type("2026-01-17 07:55");
	kit_press(K_ENTER);
	kit_press(K_ENTER);
	kit_has("a correction needs a reason");
	kit_type("忙于接班");
	kit_press(K_ENTER);
	kit_has("Put right; the old line is kept: 戊");
	kit_has_not("▲");
	kit_has("08:17 Signed on  (put right)");
	kit_has("why: 忙于接班");
	ck_assert_uint_eq(lines(), 2);
	kit_press('2');
	kit_press('5');
	kit_type("记错人");
	kit_press(K_ENTER);
	kit_has("■ absent");
}
END_TEST

START_TEST(held_over_until_a_time)
{
	sign(WU, ATTEND_ON, -19 * 3600);
	kit_clock(MORNING);
	kit_open(&view_attendance, NULL);
	kit_press('2');
	kit_press('3');
	kit_type("07:55");
	kit_press(K_ENTER);
	kit_has("hold over to a later time");
	kit_press(K_CTRL('u'));
	kit_type("11:00");
	kit_press(K_ENTER);
	kit_has("held over until 11:00");
	kit_clock(MORNING + 3600);
	kit_changed();
	kit_has("held over until 11:00");
}
END_TEST

START_TEST(a_walk_marks_whom_it_did_not_find)
{
	struct records log = {0};
	struct err e;

	sign(WU, ATTEND_ON, -19 * 3600);
	kit_clock(0);
	kit_open(&view_attendance, NULL);
	kit_press(K_F(6));
	kit_has("All who should be here were found");
	kit_press(K_ESC);
	kit_press(K_DOWN);
	kit_press(K_DOWN);
	kit_press(K_INSERT); /* 己 */
	kit_press(K_F(6));
	kit_has("Not found: 己");
	kit_press('1');
	kit_type("电话关机");
	kit_press(K_ENTER);
	kit_has("The walk is in the log");
	kit_size(24, 120);
	kit_has("▲ not found at 02:47");
	ck_ok(book_entries(kit.book, &kit.arena, &(struct book_filter){.limit = 1}, &log, &e), &e);
	ck_assert_str_eq(((const struct log *)log.v[0]->body)->text,
			 "夜间查铺：应在岗2人，在岗1人；未见：己（副班）；电话关机。");
	vec_clear(&log);
}
END_TEST

START_TEST(who_is_not_on_the_roster_says_why_or_takes_over)
{
	kit_open(&view_attendance, NULL);
	kit_press(K_F(5));
	kit_type("庚");
	kit_press(K_ENTER);
	kit_press(K_CTRL('d'));
	kit_has("not on the roster: say why they come");
	ck_assert_uint_eq(lines(), 0);
	kit_type("送夜班材料");
	kit_press(K_CTRL('d'));
	kit_has("Signed on: 庚");
	kit_has("not on the roster: 送夜班材料");
	kit_press(K_F(9));
	kit_has("Which post is taken over?");
}
END_TEST

START_TEST(the_roster_opens_it_at_its_day)
{
	kit_open(&view_attendance, &(struct roster_spot){.day = 20260120});
	kit_has("01-20  0/0 here");
	kit_press(K_F(6));
	kit_has("a walk is of the watch that runs");
	kit_press(K_LEFT);
	kit_has("01-19  0/0 here");
	kit_press('9');
	kit_has("there is no row 9");
	kit_press(K_RIGHT);
	kit_press('2');
	kit_has("came before");
}
END_TEST

START_TEST(the_board_says_who_is_not_here_and_what_waits)
{
	struct swap_request q = {.person = changes.people[BING],
				 .at = civil_secs(2026, 1, 22, 8, 0),
				 .with = changes.people[GENG]};
	const char *id;
	struct err e;

	kit_clock(MORNING + 40 * 60);
	kit_open(&view_board, NULL);
	kit_has_not("not here"); /* nobody signs on in this station */
	kit_has_not("consented");
	sign(JIA, ATTEND_ON, MORNING);
	ck_ok(swap_ask(kit.book, &kit.arena, &q, &id, &e), &e);
	kit_clock(MORNING + 24 * 60);
	kit_changed();
	kit_has_not("not here"); /* fourteen minutes */
	kit_clock(MORNING + 25 * 60);
	kit_changed();
	kit_has("■ not here: 副班 乙, for 15 min");
	kit_has_not("not here: 主班");
	kit_has("swaps to be consented to: 1");
}
END_TEST

/* ---- spot checks ---- */

static const char *
check(const char *problem, const char *due)
{
	struct record *r = record_new(&kit.arena, &kind_spotcheck);
	struct parse_context c = {.now = book_now(kit.book), .arena = &kit.arena};
	struct err e;

	ck_ok(record_set(r, "post", changes.main, &c, &e), &e);
	ck_ok(record_set(r, "found", "yes", &c, &e), &e);
	ck_ok(record_set(r, "method", "phone", &c, &e), &e);
	ck_ok(record_set(r, "unit", "县应急局", &c, &e), &e);
	if (problem)
		ck_ok(record_set(r, "problem", problem, &c, &e), &e);
	if (due)
		ck_ok(record_set(r, "due", due, &c, &e), &e);
	ck_ok(spotcheck_record(kit.book, &kit.arena, r, &e), &e);
	return r->id;
}

START_TEST(spot_checks_in_both_languages)
{
	struct err e;
	const char *id;

	kit_clock(-3600);
	id = check("带班领导不在岗", "2026-01-18T02:30");
	ck_ok(spotcheck_answer(kit.book, &kit.arena, id, "已返岗，已谈话提醒", &e), &e);
	check("日志漏记两次来电", "2026-01-18T02:30");
	check("值班表未及时更新", "2026-01-20T12:00");
	check(NULL, NULL);
	kit_clock(0);
	kit_each_size(&view_checks, "checks", "");
	kit_chinese();
	kit_each_size(&view_checks, "checks", "-zh");
}
END_TEST

START_TEST(a_spot_check_is_entered_and_answered)
{
	kit_open(&view_board, NULL);
	kit_press(K_F(4));
	kit_press(K_F(7));
	kit_has("no spot check yet");
	kit_press(K_F(5));
	kit_type("0210");
	kit_press(K_ENTER);
	kit_type("主班");
	kit_press(K_ENTER);
	kit_golden("checks-form");
	for (int i = 0; i < 9; i++)
		kit_press(K_TAB);
	kit_has("Problem");
	kit_press(K_TAB);
	kit_type("2026-01-20 12:00");
	kit_press(K_CTRL('d'));
	kit_has("a time limit needs something to be put right");
	kit_type("振铃七声才接");
	kit_press(K_CTRL('d'));
	kit_has("01-18 02:10");
	kit_has("▲ until 01-20 12:00: 振铃七声");
	kit_press(K_F(6));
	kit_press(K_ENTER);
	kit_has("an answer needs words");
	kit_type("已调整电话位置");
	kit_press(K_ENTER);
	kit_has("√ answered: 已调整电话位置");
	kit_press(K_F(6));
	kit_has("is answered already");
	kit_press(K_TAB);
	kit_has("no spot check yet");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_attendance");
	TCase *t = tcase_create("view_attendance");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, kit_begin_changes, kit_end);
	tcase_add_test(t, who_is_here_in_chinese);
	tcase_add_test(t, who_is_here_in_english);
	tcase_add_test(t, a_digit_signs_on_who_comes_to_relieve);
	tcase_add_test(t, who_comes_late_is_asked_about);
	tcase_add_test(t, a_wrong_time_is_put_right_and_kept);
	tcase_add_test(t, held_over_until_a_time);
	tcase_add_test(t, a_walk_marks_whom_it_did_not_find);
	tcase_add_test(t, who_is_not_on_the_roster_says_why_or_takes_over);
	tcase_add_test(t, the_roster_opens_it_at_its_day);
	tcase_add_test(t, the_board_says_who_is_not_here_and_what_waits);
	tcase_add_test(t, spot_checks_in_both_languages);
	tcase_add_test(t, a_spot_check_is_entered_and_answered);
	suite_add_tcase(s, t);
	return run_suite(s);
}
