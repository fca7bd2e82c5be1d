/* The roster on the screen: picked, copied, taken in turns, taken back, published, printed. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/vec.h"
#include "storage/roster_import.h"
#include "storage/roster_publish.h"
#include "tests/helpers.h"
#include "tests/tui/kit/changes.h"
#include "tests/tui/kit/terminal.h"
#include "tui/roster_more.h"
#include "tui/view_board.h"
#include "tui/view_roster.h"

/* The day of January, the post from 0 (带班领导 主班 副班). The clock is in the watch of the 17th.
 */
static void
go_to(int day, int post)
{
	for (int i = 17; i < day; i++)
		kit_press(K_DOWN);
	for (int i = 0; i < post; i++)
		kit_press(K_RIGHT);
}

static void
open_at(int day, int post)
{
	kit_open(&view_roster, NULL);
	go_to(day, post);
}

static void
pick(const char *typed)
{
	kit_press(K_ENTER);
	kit_type(typed);
	kit_press(K_ENTER);
}

static size_t
draft_cells(void)
{
	struct plan_cells cells = {0};
	struct err e;
	size_t n;

	ck_ok(roster_draft_load(kit.book, &kit.arena, &cells, &e), &e);
	n = cells.n;
	vec_clear(&cells);
	return n;
}

/* Who stands a post at nine o'clock, by what is published. */
static const char *
who(const char *post, int day)
{
	int64_t at = civil_secs(2026, 1, day, 9, 0);
	struct stints now = {0};
	struct roster r;
	const char *name = "";
	struct err e;

	ck_ok(roster_load(kit.book, &kit.arena, NULL, at, at + 60, &r, &e), &e);
	duty_at(&r.duty, at, &now);
	for (size_t i = 0; i < now.n; i++)
		if (str_equal(now.v[i].post, post))
			name = arena_text(&kit.arena, duty_person_name(&r.duty, now.v[i].person));
	vec_clear(&now);
	roster_clear(&r);
	return name;
}

static void
import(const char *text)
{
	struct roster_import what = {.file = {"t.csv", text, strlen(text)}};
	struct roster_imported done;
	struct err e;

	ck_ok(roster_import(kit.book, &kit.arena, &what, &done, &e), &e);
}

static void
leader(void)
{
	struct err e;

	ck_ok(console_sign_on(&kit.console, changes.people[REN], &e), &e);
}

/* ---- as it looks ---- */

static void
golden_each_size(const char *name, const char *language)
{
	kit_golden_at(24, 80, name, language);
	kit_golden_at(40, 120, name, language);
	kit_golden_at(12, 40, name, language);
	kit_size(24, 80);
}

static void
some_edits(void)
{
	open_at(21, 1);
	pick("庚");
	kit_press(K_RIGHT);
	pick("甲");
	kit_press(K_DELETE);
}

START_TEST(a_draft_in_chinese)
{
	kit_chinese();
	some_edits();
	golden_each_size("roster-draft", "-zh");
	kit_press(K_ENTER);
	kit_golden("roster-pick-zh");
	kit_press(K_ESC);
	kit_press(K_F(8));
	kit_golden("roster-publish-zh");
	kit_press(K_ESC);
	kit_press(K_TAB);
	kit_golden("roster-draft-people-zh");
	kit_press(K_ENTER);
	kit_golden("roster-pick-post-zh");
}
END_TEST

START_TEST(a_draft_in_english)
{
	some_edits();
	golden_each_size("roster-draft", "");
	kit_press(K_ENTER);
	kit_golden("roster-pick");
}
END_TEST

/* ---- edits ---- */

START_TEST(a_person_is_picked_by_initials_and_the_effect_is_told)
{
	open_at(21, 1);
	kit_has("1-21 三 主班  甲");
	kit_press(K_ENTER);
	kit_has("1  甲");
	kit_has("stands it");
	kit_type("g"); /* 庚 and 癸 */
	kit_has_not("1  甲");
	kit_type("eng");
	kit_press(K_ENTER);
	kit_has("◆庚");
	kit_has("published 甲 → draft 庚");
	kit_has("breaks no rule");
	kit_has("甲: duties 5→4, hours 120→96");
	kit_has("庚: duties 0→1, hours 0→24");
	kit_has("◆draft: 1");
	ck_assert_str_eq(who(changes.main, 21), "甲");
}
END_TEST

START_TEST(who_does_not_fit_says_why_and_may_be_picked_all_the_same)
{
	open_at(21, 1);
	kit_press(K_ENTER);
	kit_type("乙");
	kit_has("■ 乙 stands 主班 and 副班");
	kit_press(K_ENTER);
	kit_has("■ breaks: 乙 stands 主班 and 副班 at the same time");
	kit_has("■ and 1 more");
	kit_has("■gap");
}
END_TEST

START_TEST(one_more_is_added_and_taken_out_again)
{
	open_at(21, 2);
	kit_press(K_ENTER);
	kit_type("庚");
	kit_press(K_INSERT);
	kit_has("stands it");
	kit_press(K_ESC);
	kit_has("published 乙 → draft 乙、庚");
	kit_press(K_ENTER);
	kit_type("庚");
	kit_press(K_INSERT);
	kit_press(K_ESC);
	ck_assert_uint_eq(draft_cells(), 0);
	kit_has_not("not published");
}
END_TEST

START_TEST(edits_are_taken_back_and_done_again)
{
	open_at(21, 1);
	pick("庚");
	kit_press(K_DOWN);
	kit_press(K_DELETE);
	kit_has("■gap");
	kit_press(K_BACKSPACE);
	kit_has_not("■gap");
	kit_press(K_BACKSPACE);
	ck_assert_uint_eq(draft_cells(), 0);
	kit_press(K_BACKSPACE);
	kit_has("nothing to take back");
	kit_press(K_CTRL('y'));
	kit_press(K_CTRL('y'));
	ck_assert_uint_eq(draft_cells(), 2);
	kit_press(K_CTRL('y'));
	kit_has("nothing was taken back");
}
END_TEST

START_TEST(what_was_edited_elsewhere_is_not_taken_back)
{
	const char *persons[] = {changes.people[DING]};
	struct draft_edit x = {DRAFT_PUT, 20260121, changes.main, NO_SPAN, persons, 1, 0};
	struct err e;

	open_at(21, 1);
	pick("庚");
	ck_ok(roster_draft_put(kit.book, &kit.arena, &x, 1, NULL, &e), &e);
	kit_changed();
	kit_has("◆丁");
	kit_press(K_BACKSPACE);
	kit_has("at another terminal");
	ck_assert_uint_eq(draft_cells(), 1);
}
END_TEST

START_TEST(what_has_begun_is_not_edited)
{
	open_at(17, 1);
	kit_press(K_ENTER);
	kit_has("this has begun: use takeover");
	kit_press(K_DELETE);
	kit_has("takeover");
	ck_assert_uint_eq(draft_cells(), 0);
}
END_TEST

START_TEST(days_are_selected_and_take_turns)
{
	open_at(21, 1);
	kit_press(K_F(7));
	kit_has("select the days");
	kit_press(K_F(4));
	for (int i = 0; i < 5; i++)
		kit_press(K_DOWN);
	kit_press(K_F(7));
	kit_has("甲、丙、戊");
	kit_press(K_CTRL('u'));
	kit_type("庚、甲+丙");
	kit_press(K_ENTER);
	ck_assert_uint_eq(draft_cells(), 6);
	kit_has("◆甲、丙");
	kit_press(K_BACKSPACE);
	ck_assert_uint_eq(draft_cells(), 0);
	kit_press(K_F(4));
	kit_press(K_DOWN);
	kit_press(K_F(7));
	kit_type("无此人");
	kit_press(K_ENTER);
	kit_has("no such person");
}
END_TEST

START_TEST(a_cell_and_a_day_are_copied_from_the_day_before)
{
	open_at(21, 1);
	kit_press(K_F(6));
	kit_has("published 甲 → draft 戊");
	kit_press(K_BACKSPACE);
	kit_press(K_CTRL('d'));
	ck_assert_uint_eq(draft_cells(), 3);
	kit_has("◆癸");
	kit_has("◆己");
}
END_TEST

START_TEST(people_are_put_on_posts_where_they_stand_down)
{
	open_at(21, 1);
	kit_press(K_TAB);
	kit_has("1-21 三 甲 主班");
	for (int i = 0; i < 6; i++)
		kit_press(K_DOWN); /* 庚 */
	kit_has("庚 off duty");
	kit_press(K_ENTER);
	kit_type("主班");
	kit_press(K_ENTER);
	kit_has("published 甲 → draft 庚");
	kit_press(K_RIGHT);
	kit_press(K_F(6)); /* on the same post as the day before */
	ck_assert_uint_eq(draft_cells(), 2);
	kit_press(K_LEFT);
	kit_press(K_DELETE);
	kit_has("庚 off duty");
	kit_press(K_BACKSPACE);
	kit_has("draft 庚");
}
END_TEST

START_TEST(months_turn_and_the_day_is_told_in_full)
{
	open_at(21, 1);
	kit_press(K_PAGE_UP);
	kit_has("2025-12");
	kit_press(K_PAGE_DOWN);
	kit_press(K_PAGE_DOWN);
	kit_has("2026-02");
	kit_press(K_HOME);
	kit_has("→17");
	go_to(21, 0);
	pick("庚");
	kit_press(K_F(5));
	kit_has("With the draft, which is not published");
	kit_has("01-21 08:00 – 01-22 08:00  主班  庚");
}
END_TEST

START_TEST(another_screen_opens_at_the_selected_cell)
{
	struct roster_spot spot;

	open_at(21, 2);
	spot = roster_spot_of(app_view(kit.app, 0));
	ck_assert_int_eq(spot.day, 20260121);
	ck_assert_str_eq(spot.post, changes.deputy);
	ck_assert_str_eq(spot.person, changes.people[YI]);
}
END_TEST

/* Two terminals of their own edit the same draft; one of them is killed. */
static struct screen *
terminal(void)
{
	static const struct kit_terminal first = {&view_roster, "Roster", NULL};
	struct screen *s = kit_terminal(24, 80, &first);

	screen_send(s, "\x1b[B\x1b[B\x1b[B\x1b[B\x1b[C"); /* the 21st, 主班 */
	screen_expect(s, "1-21 三 主班");
	return s;
}

START_TEST(edits_of_two_terminals_survive_a_killed_one)
{
	struct screen *one = terminal(), *two = terminal();

	screen_send(one, "\r庚\r");
	screen_expect(one, "published 甲 → draft 庚");
	screen_expect(two, "◆庚");
	screen_send(two, "\x1b[B\r庚\r"); /* the 22nd */
	screen_expect(two, "1-22 四 主班  published 丙 → draft 庚");
	screen_signal(one, SIGKILL);
	screen_free(one);
	screen_send(two, "\x7f"); /* its own step, not the other's */
	screen_expect(two, "◆draft: 1");
	screen_free(two);
	ck_assert_uint_eq(draft_cells(), 1);
	ck_assert_str_eq(who(changes.main, 21), "甲");
}
END_TEST

/* ---- publishing ---- */

START_TEST(a_leader_publishes_at_the_clerks_console)
{
	struct err e;

	ck_ok(console_sign_on(&kit.console, changes.people[YI], &e), &e);
	open_at(21, 1);
	pick("庚");
	kit_press(K_F(8));
	kit_press('1');
	kit_type("人员调整");
	kit_press(K_ENTER);
	kit_has("癸"); /* not the clerk: a leader is chosen */
	kit_press('1');
	kit_type("000000");
	kit_press(K_ENTER);
	ck_assert_uint_eq(draft_cells(), 1);
	kit_press(K_CTRL('u'));
	kit_pin();
	kit_has("2026-01 edition 2");
	ck_assert_str_eq(book_author(kit.book), changes.people[YI]);
	ck_assert_str_eq(who(changes.main, 21), "庚");
}
END_TEST

START_TEST(a_leader_publishes_with_the_pin)
{
	leader();
	open_at(21, 1);
	pick("庚");
	kit_press(K_F(8));
	kit_has("1 edited cells");
	kit_press('1');
	kit_type("人员调整");
	kit_press(K_ENTER);
	kit_pin();
	kit_has("2026-01 edition 2");
	kit_has("1 changed");
	kit_has_not("not published");
	ck_assert_uint_eq(draft_cells(), 0);
	ck_assert_str_eq(who(changes.main, 21), "庚");
	kit_press(K_F(8));
	kit_has("nothing to publish");
}
END_TEST

START_TEST(a_broken_rule_asks_for_a_leaders_words)
{
	leader();
	open_at(21, 1);
	pick("乙");
	kit_press(K_F(8));
	kit_has("■ breaks 2 rules, first: 乙 stands");
	kit_press('1');
	kit_press(K_ENTER);
	kit_has("It breaks 2 rules");
	kit_press(K_ENTER);
	kit_has("only with a leader's reason");
	kit_type("人手不足");
	kit_press(K_ENTER);
	kit_pin();
	kit_has("edition 2");
	kit_has("√ allowed: 乙 stands");
	kit_has("人手不足");
}
END_TEST

START_TEST(a_plan_that_changed_under_the_draft_is_looked_at_again)
{
	leader();
	open_at(21, 1);
	pick("庚");
	import("日期,主班\n2026-01-21,丁\n");
	kit_changed();
	kit_has("▲look again: 1");
	kit_has("it was 甲 when it was edited");
	kit_press(K_F(8));
	kit_press('1');
	kit_golden("roster-stale");
	kit_press('1');
	kit_press(K_F(8));
	kit_press('1');
	kit_press(K_ENTER);
	kit_pin();
	kit_has("edition 3");
	ck_assert_str_eq(who(changes.main, 21), "庚");
}
END_TEST

START_TEST(what_has_begun_meanwhile_is_dropped)
{
	leader();
	open_at(18, 1);
	pick("庚");
	kit_press(K_DOWN);
	pick("庚");
	kit_clock(6 * 3600); /* 08:47: the watch of the 18th runs */
	kit_changed();
	kit_press(K_F(8));
	kit_press('1');
	kit_has("have begun meanwhile");
	kit_press('1');
	ck_assert_uint_eq(draft_cells(), 1);
}
END_TEST

START_TEST(throwing_the_draft_away_asks_and_can_be_taken_back)
{
	open_at(21, 1);
	pick("庚");
	kit_press(K_F(8));
	kit_press('3');
	kit_has("1 edited cells are lost");
	kit_press(K_ENTER);
	ck_assert_uint_eq(draft_cells(), 1);
	kit_press('1');
	ck_assert_uint_eq(draft_cells(), 0);
	kit_press(K_BACKSPACE);
	ck_assert_uint_eq(draft_cells(), 1);
}
END_TEST

START_TEST(nobody_sees_the_draft_elsewhere)
{
	kit_open(&view_board, NULL);
	kit_has("戊");
	open_at(18, 1);
	pick("庚");
	kit_press(K_ESC);
	kit_clock(6 * 3600);
	kit_changed();
	kit_has("甲");
	kit_has_not("庚");
}
END_TEST

START_TEST(the_sheet_is_read_and_written_for_the_printer)
{
	struct stat st;
	char path[4300];

	leader();
	open_at(21, 1);
	pick("庚");
	kit_press(K_F(9));
	kit_has("the draft is not on it");
	kit_press('1');
	kit_has("应急消防联合值守值班表");
	kit_has_not("庚");
	kit_press(K_ESC);
	kit_press(K_F(9));
	kit_press('3');
	kit_has("Written: ");
	snprintf(path, sizeof(path), "%s/print/值班表-2026-01-第0版.html", kit.home);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_gt(st.st_size, 1000);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_roster");
	TCase *t = tcase_create("view_roster");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, kit_begin_changes, kit_end);
	tcase_add_test(t, a_draft_in_chinese);
	tcase_add_test(t, a_draft_in_english);
	tcase_add_test(t, a_person_is_picked_by_initials_and_the_effect_is_told);
	tcase_add_test(t, who_does_not_fit_says_why_and_may_be_picked_all_the_same);
	tcase_add_test(t, one_more_is_added_and_taken_out_again);
	tcase_add_test(t, edits_are_taken_back_and_done_again);
	tcase_add_test(t, what_was_edited_elsewhere_is_not_taken_back);
	tcase_add_test(t, what_has_begun_is_not_edited);
	tcase_add_test(t, days_are_selected_and_take_turns);
	tcase_add_test(t, a_cell_and_a_day_are_copied_from_the_day_before);
	tcase_add_test(t, people_are_put_on_posts_where_they_stand_down);
	tcase_add_test(t, months_turn_and_the_day_is_told_in_full);
	tcase_add_test(t, another_screen_opens_at_the_selected_cell);
	tcase_add_test(t, edits_of_two_terminals_survive_a_killed_one);
	tcase_add_test(t, a_leader_publishes_at_the_clerks_console);
	tcase_add_test(t, a_leader_publishes_with_the_pin);
	tcase_add_test(t, a_broken_rule_asks_for_a_leaders_words);
	tcase_add_test(t, a_plan_that_changed_under_the_draft_is_looked_at_again);
	tcase_add_test(t, what_has_begun_meanwhile_is_dropped);
	tcase_add_test(t, throwing_the_draft_away_asks_and_can_be_taken_back);
	tcase_add_test(t, nobody_sees_the_draft_elsewhere);
	tcase_add_test(t, the_sheet_is_read_and_written_for_the_printer);
	tcase_set_timeout(t, 60);
	suite_add_tcase(s, t);
	return run_suite(s);
}
