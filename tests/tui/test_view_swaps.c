/* Swaps, substitutes and takeovers on the screens, from asking to the roster. */
#include <locale.h>
#include <string.h>

#include "storage/roster_change.h"
#include "tests/helpers.h"
#include "tests/tui/kit/changes.h"
#include "tui/roster_more.h"
#include "tui/view_board.h"
#include "tui/view_roster.h"
#include "tui/view_swap_ask.h"
#include "tui/view_swaps.h"
#include "tui/view_takeover.h"

static const char *
stands_at(const char *post, int64_t at)
{
	struct stints all = {0};
	struct roster r;
	struct err e;
	const char *name = "nobody";

	ck_ok(roster_load(kit.book, &kit.arena, NULL, at, at + 60, &r, &e), &e);
	duty_at(&r.duty, at, &all);
	for (size_t i = 0; i < all.n; i++)
		if (strcmp(all.v[i].post, post) == 0)
			name = duty_person_name(&r.duty, all.v[i].person);
	vec_clear(&all);
	roster_clear(&r);
	return name;
}

/* Who stands a post at 09:00 of a day of January. */
static const char *
stands(const char *post, int day)
{
	return stands_at(post, civil_secs(2026, 1, day, 9, 0));
}

/* Asks from storage: the swap's id. */
static const char *
asked(int who, int day, int with, int back_day)
{
	struct swap_request q = {.person = changes.people[who],
				 .at = civil_secs(2026, 1, day, 8, 0),
				 .with = changes.people[with],
				 .back_at = back_day ? civil_secs(2026, 1, back_day, 8, 0) : 0,
				 .reason = "家中有事"};
	const char *id;
	struct err e;

	ck_ok(swap_ask(kit.book, &kit.arena, &q, &id, &e), &e);
	return id;
}

static const char *
accepted(int who, int day, int with)
{
	const char *id = asked(who, day, with, 0);
	struct err e;

	ck_ok(swap_accept(kit.book, &kit.arena, id, NULL, &e), &e); /* by the device */
	return id;
}

static int
state_of(const char *id)
{
	struct thing *t;
	struct err e;

	ck_ok(book_thing(kit.book, &kit.arena, id, &t, &e), &e);
	return ((const struct swap *)t->body)->state;
}

static void
some_swaps(void)
{
	accepted(BING, 22, GENG);
	asked(WU, 23, GENG, 0);
	asked(JIA, 18, BING, 19);
	asked(YI, 24, JIA, 0);
}

START_TEST(swaps_in_chinese)
{
	kit_chinese();
	some_swaps();
	kit_each_size(&view_swaps, "swaps", "-zh");
	kit_press(K_DOWN);
	kit_press(K_F(6));
	kit_golden("swaps-consent-zh");
}
END_TEST

START_TEST(swaps_in_english)
{
	some_swaps();
	kit_each_size(&view_swaps, "swaps", "");
	kit_press(K_F(7));
	kit_golden("swaps-approve");
}
END_TEST

START_TEST(asking_in_chinese)
{
	kit_chinese();
	kit_each_size(&view_swap_ask, "swap-ask", "-zh");
	for (int i = 0; i < 4; i++)
		kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_golden_at(24, 80, "swap-ask-person", "-zh");
	kit_golden_at(40, 120, "swap-ask-person", "-zh");
	kit_press(K_END);
	kit_golden_at(24, 80, "swap-ask-worst", "-zh");
}
END_TEST

START_TEST(a_swap_goes_from_asking_to_the_roster)
{
	kit_open(&view_swaps, NULL);
	kit_has("no swap is asked for");
	kit_press(K_F(5));
	for (int i = 0; i < 4; i++)
		kit_press(K_DOWN); /* 主班 of the 19th */
	kit_press(K_ENTER);
	kit_has("2 Who stands in?  01-19 08:00 – 01-20 08:00 主班 丙");
	kit_press(K_DOWN); /* after those who know the post: */
	kit_press(K_DOWN);
	kit_press(K_ENTER); /* 庚: free and least loaded */
	kit_has("3 Which duty of 庚 in return?");
	kit_press(K_ENTER);
	kit_type("看病");
	kit_press(K_ENTER);
	kit_has("庚 is to consent");
	kit_has("why: 看病");
	kit_has("For consent");
	kit_press(K_F(7));
	kit_has("庚 has not consented yet: F6");
	kit_press(K_F(6));
	kit_press('1');
	kit_has("For approval");
	kit_has("√ breaks no rule");
	kit_press(K_F(7));
	kit_press('1');
	kit_has("Which leader says so?");
	kit_press('1');
	kit_has("PIN of 壬");
	kit_type("135790");
	kit_press(K_ENTER);
	ck_assert_str_eq(stands(changes.main, 19), "丙");
	kit_press(K_CTRL('u'));
	kit_pin();
	kit_has("Approved; it stands in the roster");
	ck_assert_str_eq(stands(changes.main, 19), "庚");
	kit_press(K_F(9));
	kit_type("病好了");
	kit_press(K_ENTER);
	ck_assert_str_eq(stands(changes.main, 19), "丙");
}
END_TEST

START_TEST(a_duty_in_return_is_picked_from_theirs)
{
	kit_open(&view_swap_ask, NULL);
	for (int i = 0; i < 4; i++)
		kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_press(K_DOWN);
	kit_has("丙");
	kit_press(K_ENTER);
	kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_press(K_ENTER);
	kit_open(&view_swaps, NULL);
	kit_has("⇄");
	kit_has("in return 丙 stands");
}
END_TEST

START_TEST(a_broken_rule_is_allowed_with_a_reason_only)
{
	const char *id = accepted(JIA, 21, YI); /* who stands 副班 then */
	struct str reason = STR_INIT;
	struct thing *t;
	struct err e;

	for (int i = 0; i < 25; i++) /* as long as the field is */
		str_add(&reason, "人手不足");
	kit_open(&view_swaps, NULL);
	kit_has("■ breaks: 乙 stands 主班 and 副班 at the same time");
	kit_press(K_F(7));
	kit_has("1 allow it all the same");
	kit_press('1');
	kit_press(K_ENTER);
	kit_has("only allowed with a reason");
	kit_type(reason.ptr);
	kit_press(K_ENTER);
	kit_press('1');
	kit_pin();
	ck_assert_int_eq(state_of(id), SWAP_APPROVED);
	ck_ok(book_thing(kit.book, &kit.arena, id, &t, &e), &e);
	ck_assert_str_eq(((const struct swap *)t->body)->answer, reason.ptr);
	ck_assert_str_eq(t->last->by, changes.people[REN]);
	str_clear(&reason);
}
END_TEST

START_TEST(a_leader_consents_for_an_absent_person_with_a_word)
{
	const char *id = asked(BING, 22, GENG, 0);
	struct thing *t;
	struct err e;

	kit_open(&view_swaps, NULL);
	kit_press(K_F(6));
	kit_press('2');
	kit_press(K_ENTER);
	kit_has("on what ground is missing");
	kit_type("庚在县里培训，电话应允");
	kit_press(K_ENTER);
	kit_press('2');
	kit_has("PIN of 癸");
	kit_pin();
	ck_assert_int_eq(state_of(id), SWAP_ACCEPTED);
	kit_has("consent given for 庚: 庚在县里培训，电话应允");
	ck_ok(book_thing(kit.book, &kit.arena, id, &t, &e), &e);
	ck_assert_str_eq(t->last->by, changes.people[GUI]);
	ck_assert_ptr_null(book_author(kit.book)); /* the device writes again */
}
END_TEST

START_TEST(who_was_asked_says_no_without_a_pin)
{
	const char *id = asked(BING, 22, GENG, 0);

	kit_open(&view_swaps, NULL);
	kit_press(K_F(8));
	kit_press('1');
	kit_type("当天有会");
	kit_press(K_ENTER);
	ck_assert_int_eq(state_of(id), SWAP_REFUSED);
	kit_has("no swap is asked for");
	kit_press(K_TAB);
	kit_has("当天有会");
	kit_press(K_F(9));
	kit_has("is Declined");
}
END_TEST

START_TEST(a_swap_that_came_too_late_is_marked_and_can_be_approved)
{
	const char *id = accepted(JIA, 18, GENG);

	kit_open(&view_swaps, NULL);
	kit_has("▲ short notice: the duty of 01-18 08:00 is to be asked for 2 days ahead");
	kit_press(K_F(7));
	kit_has("▲ note: 甲 asked to swap the duty of 01-18 08:00 only on 01-18");
	kit_press('1');
	kit_press('1');
	kit_pin();
	ck_assert_int_eq(state_of(id), SWAP_APPROVED);
	ck_assert_str_eq(stands(changes.main, 18), "庚");
}
END_TEST

START_TEST(what_was_not_decided_in_time_can_still_be_closed)
{
	const char *id = asked(JIA, 18, GENG, 0);

	kit_clock(6 * 3600);
	kit_open(&view_swaps, NULL);
	kit_press(K_TAB);
	kit_has("the duty has begun: not swapped");
	kit_press(K_F(6));
	kit_has("has begun");
	kit_press(K_F(9));
	kit_press(K_ENTER);
	ck_assert_int_eq(state_of(id), SWAP_UNDONE);
}
END_TEST

START_TEST(a_swap_begins_at_the_place_in_the_roster)
{
	const struct roster_spot spot = {.day = 20260120, .post = changes.deputy};

	kit_open(&view_swap_ask, &spot);
	kit_press(K_ENTER);
	kit_has("01-20 08:00 – 01-21 08:00 副班 己");
	kit_press(K_ESC);
	kit_has("1 Which duty is given away?");
	kit_press(K_ESC);
	kit_open(&view_roster, NULL);
	kit_press('1');
	ck_assert_ptr_eq(app_view(kit.app, 0)->type, &view_swaps);
}
END_TEST

START_TEST(a_post_is_taken_over_from_the_board)
{
	kit_open(&view_board, NULL);
	kit_press(K_F(9));
	ck_assert_ptr_eq(app_view(kit.app, 0)->type, &view_takeover);
	kit_press(K_DOWN); /* 主班, 戊 */
	kit_press(K_ENTER);
	kit_has("2 Who stands in?  01-17 08:00 – 01-18 08:00 主班 戊");
	kit_press(K_DOWN);
	kit_press(K_DOWN); /* 庚, after those who know the post */
	kit_press(K_ENTER);
	kit_press(K_ENTER);
	kit_has("a takeover needs a reason");
	kit_type("突发疾病");
	kit_press(K_ENTER);
	kit_golden("takeover-confirm");
	kit_press('2');
	kit_type("06:00");
	kit_press(K_ENTER);
	kit_has("Taken over from now on");
	ck_assert_str_eq(stands_at(changes.main, civil_secs(2026, 1, 18, 5, 59)), "庚");
	ck_assert_str_eq(stands_at(changes.main, civil_secs(2026, 1, 18, 6, 0)), "戊");
	kit_clock(1800);
	kit_open(&view_swaps, NULL);
	kit_has("Takeover");
	kit_has("庚 stands 主班 for 戊: 01-18 02:47 – 01-18 06:00");
	kit_press(K_F(7));
	kit_has("a takeover needs no consent: F9 ends it");
	kit_press(K_F(9));
	kit_has("End the takeover");
	kit_type("已好转");
	kit_press(K_ENTER);
	kit_has("no swap is asked for");
	ck_assert_str_eq(stands_at(changes.main, civil_secs(2026, 1, 18, 3, 16)), "庚");
	ck_assert_str_eq(stands_at(changes.main, civil_secs(2026, 1, 18, 3, 17)), "戊");
}
END_TEST

START_TEST(a_place_that_nobody_fills_is_taken_besides_the_others)
{
	struct duty_strength s;
	struct roster r;
	struct err e;
	int64_t at = civil_secs(2026, 1, 18, 3, 0);

	KIT_WRITE("mode", "level", "raised", "start", "2026-01-18T02:00", "end",
		  "2026-01-18T08:00"); /* 副班: two, and 己 is one */
	kit_open(&view_takeover, NULL);
	kit_has("■ nobody");
	kit_press(K_END);
	kit_press(K_ENTER);
	kit_press(K_ENTER);
	kit_type("预警加强");
	kit_press(K_ENTER);
	kit_has("√ mends: 副班 has 1 of 2");
	kit_press('1');
	ck_ok(roster_load(kit.book, &kit.arena, NULL, at, at + 60, &r, &e), &e);
	duty_strength(&r.duty, GROUP_WATCH, at, &s);
	ck_assert_int_eq(s.onsite, 3); /* 戊, 己 and one more */
	roster_clear(&r);
}
END_TEST

START_TEST(what_a_takeover_opens_elsewhere_is_told_first)
{
	kit_chinese();
	kit_open(&view_takeover, NULL);
	kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_press(K_END); /* who breaks most: 己 stands 副班 */
	kit_has("己");
	kit_press(K_ENTER);
	kit_type("戊突发疾病");
	kit_press(K_ENTER);
	kit_golden("takeover-gap-zh");
	kit_press(K_ESC);
	ck_assert_str_eq(stands(changes.main, 17), "戊");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_swaps");
	TCase *t = tcase_create("view_swaps");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, kit_begin_changes, kit_end);
	tcase_add_test(t, swaps_in_chinese);
	tcase_add_test(t, swaps_in_english);
	tcase_add_test(t, asking_in_chinese);
	tcase_add_test(t, a_swap_goes_from_asking_to_the_roster);
	tcase_add_test(t, a_duty_in_return_is_picked_from_theirs);
	tcase_add_test(t, a_broken_rule_is_allowed_with_a_reason_only);
	tcase_add_test(t, a_leader_consents_for_an_absent_person_with_a_word);
	tcase_add_test(t, who_was_asked_says_no_without_a_pin);
	tcase_add_test(t, a_swap_that_came_too_late_is_marked_and_can_be_approved);
	tcase_add_test(t, what_was_not_decided_in_time_can_still_be_closed);
	tcase_add_test(t, a_swap_begins_at_the_place_in_the_roster);
	tcase_add_test(t, a_post_is_taken_over_from_the_board);
	tcase_add_test(t, a_place_that_nobody_fills_is_taken_besides_the_others);
	tcase_add_test(t, what_a_takeover_opens_elsewhere_is_told_first);
	suite_add_tcase(s, t);
	return run_suite(s);
}
