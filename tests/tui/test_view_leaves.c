/* Leave and away notices, modes of duty and cover by neighbours on the screens. */
#include <locale.h>
#include <string.h>

#include "storage/roster_change.h"
#include "tests/helpers.h"
#include "tests/tui/kit/changes.h"
#include "tui/roster_more.h"
#include "tui/view_leaves.h"
#include "tui/view_modes.h"

static const char *
asked(int who, const char *type, const char *from, const char *until)
{
	struct record *r = record_new(&kit.arena, &kind_leave);
	struct parse_context c = {.now = book_now(kit.book), .arena = &kit.arena};
	struct err e;

	ck_ok(record_set(r, "person", changes.people[who], &c, &e), &e);
	ck_ok(record_set(r, "type", type, &c, &e), &e);
	ck_ok(record_set(r, "start", from, &c, &e), &e);
	ck_ok(record_set(r, "end", until, &c, &e), &e);
	ck_ok(record_set(r, "place", "市里", &c, &e), &e);
	ck_ok(record_set(r, "reason", "家中老人住院", &c, &e), &e);
	ck_ok(leave_ask(kit.book, &kit.arena, r, &e), &e);
	return r->id;
}

static const char *
approved(int who, const char *type, const char *from, const char *until)
{
	const char *id = asked(who, type, from, until);
	struct err e;

	book_pin_checked(kit.book, changes.people[REN]);
	ck_ok(leave_approve(kit.book, &kit.arena, id, "试", &e), &e);
	book_pin_checked(kit.book, "");
	return id;
}

static int
state_of(const char *id)
{
	struct thing *t;
	struct err e;

	ck_ok(book_thing(kit.book, &kit.arena, id, &t, &e), &e);
	return ((const struct leave *)t->body)->state;
}

static void
some_leave(void)
{
	approved(REN, "away", "2026-01-17T18:00", "2026-01-19T00:00");
	approved(GENG, "annual", "2026-01-26T08:00", "2026-01-30T08:00");
	asked(GUI, "away", "2026-01-18T14:00", "2026-01-18T20:00");
	asked(BING, "sick", "2026-01-19T08:00", "2026-01-20T08:00");
}

START_TEST(leave_in_chinese)
{
	kit_chinese();
	some_leave();
	kit_each_size(&view_leaves, "leaves", "-zh");
	kit_press(K_TAB);
	kit_golden_at(24, 80, "leaves-month", "-zh");
	kit_press(K_TAB);
	kit_press(K_DOWN);
	kit_press(K_F(7));
	kit_golden("leaves-approve-zh");
}
END_TEST

START_TEST(leave_in_english)
{
	some_leave();
	kit_each_size(&view_leaves, "leaves", "");
	kit_press(K_TAB);
	kit_golden_at(24, 80, "leaves-month", "");
}
END_TEST

START_TEST(leave_is_asked_for_and_approved)
{
	kit_open(&view_leaves, &(struct roster_spot){.day = 20260125});
	kit_has("Heads: 党委书记 壬 in the area · 镇长 癸 in the area");
	kit_press(K_F(5));
	kit_has("2026-01-25 08:00");
	kit_type("庚");
	kit_press(K_ENTER);
	kit_press(K_CTRL('d'));
	kit_has("this is needed");
	kit_press('1');
	kit_press(K_CTRL('d'));
	kit_has("Asked; a leader is to approve");
	kit_has("01-25 08:00 – 01-26 00:00"); /* the bare day is meant whole */
	kit_press(K_F(5));
	kit_type("庚");
	kit_press(K_ENTER);
	kit_press('2');
	kit_press(K_CTRL('d'));
	kit_has("庚 has asked for leave from 01-25 08:00");
	kit_press(K_ESC);
	kit_press('1');
	kit_press(K_F(7));
	kit_has("√ breaks no rule");
	kit_press('1');
	kit_press('1');
	kit_pin();
	kit_has("Approved; off the roster");
	kit_has("Approved");
	kit_press(K_F(9));
	kit_press(K_ENTER);
	kit_has("nobody asks for leave or is away");
}
END_TEST

START_TEST(the_two_heads_are_not_both_away)
{
	const char *id;

	approved(REN, "away", "2026-01-17T18:00", "2026-01-19T00:00");
	id = asked(GUI, "away", "2026-01-18T14:00", "2026-01-18T20:00");
	kit_open(&view_leaves, NULL);
	kit_has("▲ Away notice 市里 until 01-19 00:00");
	kit_has("■ breaks: when 癸 leaves at 01-18 14:00, all heads are away");
	kit_press(K_F(7));
	kit_has("1 allow it all the same");
	kit_press(K_ESC);
	kit_press(K_F(8));
	kit_type("等书记回来");
	kit_press(K_ENTER);
	kit_press('1');
	kit_pin();
	ck_assert_int_eq(state_of(id), LEAVE_REFUSED);
}
END_TEST

START_TEST(the_private_reason_is_shown_to_the_leader_only)
{
	asked(BING, "sick", "2026-01-19T08:00", "2026-01-20T08:00");
	kit_open(&view_leaves, NULL);
	kit_has_not("家中老人住院");
	kit_has("the reason is kept on this host");
	kit_press(K_F(7));
	kit_has("家中老人住院");
}
END_TEST

START_TEST(who_is_back_early_is_on_the_roster_again)
{
	const char *id = approved(GENG, "annual", "2026-01-17T08:00", "2026-01-30T08:00");
	struct thing *t;
	struct err e;

	kit_open(&view_leaves, NULL);
	kit_has("Away now");
	kit_press(K_F(9));
	kit_has("Back early: it ends now");
	kit_type("返岗");
	kit_press(K_ENTER);
	ck_ok(book_thing(kit.book, &kit.arena, id, &t, &e), &e);
	ck_assert_int_eq(((const struct leave *)t->body)->state, LEAVE_APPROVED);
	ck_assert_int_eq(((const struct leave *)t->body)->end.secs, civil_secs(2026, 1, 18, 2, 47));
}
END_TEST

/* ---- modes and cover ---- */

static void
some_modes(void)
{
	KIT_WRITE("mode", "level", "raised", "start", "2026-01-17T20:00", "end", "2026-01-20T08:00",
		  "by", "县森防指", "document", "〔2026〕3号");
	KIT_WRITE("mode", "level", "all", "start", "2026-01-19T08:00", "end", "2026-01-19T20:00",
		  "by", "镇长癸");
	KIT_WRITE("cover", "unit", "柳泉镇消防队", "start", "2026-01-18T00:00", "end",
		  "2026-01-19T00:00", "people", "5", "vehicles", "1", "agreed", "大队指挥中心",
		  "post", changes.deputy);
}

START_TEST(modes_in_both_languages)
{
	some_modes();
	kit_each_size(&view_modes, "modes", "");
	kit_chinese();
	kit_each_size(&view_modes, "modes", "-zh");
}
END_TEST

START_TEST(a_mode_is_declared_after_its_changes_were_read)
{
	struct book_filter own = {.book = "sm"};
	struct things all = {0};
	struct err e;

	kit_open(&view_modes, NULL);
	kit_has("in force: Normal");
	kit_press(K_F(5));
	kit_has("2026-01-18 02:47");
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_type("2026-01-18");
	kit_press(K_TAB);
	kit_type("县防指");
	kit_press(K_CTRL('d'));
	kit_golden("modes-declare");
	kit_press(K_ESC);
	ck_ok(book_list(kit.book, &kit.arena, &kind_mode, &own, &all, &e), &e);
	ck_assert_uint_eq(all.n, 0);
	kit_has("县防指"); /* what was typed is still there */
	kit_press(K_CTRL('d'));
	kit_press('1');
	kit_has("in force: Raised");
	ck_ok(book_list(kit.book, &kit.arena, &kind_mode, &own, &all, &e), &e);
	ck_assert_uint_eq(all.n, 1);
	ck_assert_int_eq(((const struct mode *)all.v[0]->body)->end.secs,
			 civil_secs(2026, 1, 19, 0, 0));
	vec_clear(&all);
	kit_press(K_F(7));
	kit_press(K_ENTER);
	kit_has("Ended:");
	kit_clock(60);
	kit_changed();
	kit_has("in force: Normal");
}
END_TEST

START_TEST(a_mode_that_is_over_is_refused_in_the_form)
{
	kit_open(&view_modes, NULL);
	kit_press(K_F(5));
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_type("2026-01-16");
	kit_press(K_CTRL('d'));
	kit_has("cannot end before it begins");
	kit_press(K_CTRL('u'));
	kit_type("2026-01-18 02:40");
	kit_press(K_CTRL('d'));
	kit_has("a mode cannot end before it begins");
}
END_TEST

START_TEST(a_neighbour_stands_in)
{
	KIT_WRITE("mode", "level", "raised", "start", "2026-01-17T20:00");
	kit_open(&view_modes, NULL);
	kit_press(K_F(6));
	kit_type("柳泉镇消防队");
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_type("2026-01-18 08:00");
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_type("1");
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_type("副班");
	kit_press(K_ENTER);
	kit_press(K_CTRL('d'));
	kit_has("√ mends: 副班 has 1 of 2");
	kit_press('1');
	kit_has("柳泉镇消防队 副班");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_leaves");
	TCase *t = tcase_create("view_leaves");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, kit_begin_changes, kit_end);
	tcase_add_test(t, leave_in_chinese);
	tcase_add_test(t, leave_in_english);
	tcase_add_test(t, leave_is_asked_for_and_approved);
	tcase_add_test(t, the_two_heads_are_not_both_away);
	tcase_add_test(t, the_private_reason_is_shown_to_the_leader_only);
	tcase_add_test(t, who_is_back_early_is_on_the_roster_again);
	tcase_add_test(t, modes_in_both_languages);
	tcase_add_test(t, a_mode_is_declared_after_its_changes_were_read);
	tcase_add_test(t, a_mode_that_is_over_is_refused_in_the_form);
	tcase_add_test(t, a_neighbour_stands_in);
	suite_add_tcase(s, t);
	return run_suite(s);
}
