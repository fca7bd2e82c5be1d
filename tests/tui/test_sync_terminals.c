/*
 * Rounds that run by themselves beside the screens, in a real terminal with the real program and a
 * folder as the other side: at the start, at once for what is urgent, and never in the way.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/contact.h"
#include "storage/enrol.h"
#include "storage/rounds.h"
#include "tests/helpers.h"
#include "tests/tui/kit/screen.h"
#include "tests/tui/kit/station.h"

#define F3 "\033OR"
#define F5 "\033[15~"
#define F7 "\033[18~"
#define F8 "\033[19~"

static const char *
hub(const char *name)
{
	return arena_text_f(&kit.arena, "%s/hub/%s", kit.dir, name);
}

static void
begin(void)
{
	kit_begin();
	kit_night();
}

static void
add_hub(void)
{
	const char *const remotes[] = {hub("sm.git"), NULL};
	struct err e;

	ck_ok(enrol_remotes(kit.book, "sm", remotes, &e), &e);
}

static void
make_hub(void)
{
	ck_assert_int_eq(mkdir(hub(""), 0700), 0);
}

/* `zhiban` on the kit's home at 02:47. The kit's book is closed meanwhile, as another terminal's.
 */
static struct screen *
terminal(void)
{
	const char *build = getenv("ZHIBAN_TEST_BUILD");
	const char *program =
	    arena_text_f(&kit.arena, "%s/zhiban", build ? build : "build/release");
	const char *const argv[] = {program, "--home", kit.home, "--lang", "en", NULL};
	const char *const env[] = {"ZHIBAN_NOW=2026-01-18T02:47:09+08:00", NULL};
	struct screen *s = screen_exec(24, 80, argv, env);

	screen_expect(s, "Duty board");
	return s;
}

static struct sync_contact
contact(void)
{
	struct sync_contact c;
	struct err e;

	ck_ok(sync_contact_load(book_store(kit.book), &kit.arena, "sm", NULL, &c, &e), &e);
	return c;
}

static void
log_line(struct screen *s, const char *text)
{
	screen_send(s, F3);
	screen_expect(s, "Log line");
	screen_send(s, text);
	screen_expect(s, text);
	screen_send(s, "\r");
	screen_expect(s, "Recorded");
}

START_TEST(a_station_without_an_address_starts_no_round)
{
	struct screen *s = terminal();

	screen_expect(s, "Sync: no address yet");
	log_line(s, "巡查");
	ck_assert_int_eq(contact().tried, 0);
	screen_free(s);
}
END_TEST

START_TEST(a_round_runs_at_the_start_and_the_state_shows)
{
	struct screen *s;

	add_hub();
	make_hub();
	s = terminal();
	screen_expect(s, "exchanged 02:47");
	screen_expect(s, "next 02:5");
	ck_assert_int_eq(access(hub("sm.git/refs/heads/sm1"), F_OK), 0);
	log_line(s, "巡查红旗水库");
	screen_expect(s, "to send 1");
	screen_free(s);
}
END_TEST

START_TEST(what_is_urgent_goes_at_once_and_a_line_of_the_log_waits)
{
	struct screen *s;
	int64_t sent;

	add_hub();
	make_hub();
	s = terminal();
	screen_expect(s, "exchanged 02:47");
	sent = contact().sent_tip;
	log_line(s, "可以等");
	screen_expect(s, "to send 1");
	ck_assert_int_eq(contact().sent_tip, sent);
	KIT_WRITE("incident", "kind", "flood", "place", "下滩村漫水桥"); /* another terminal's */
	screen_expect_not(s, "to send");
	ck_assert_int_eq(contact().sent_tip, sent + 2);
	screen_free(s);
}
END_TEST

START_TEST(a_line_that_is_down_is_told_and_stands_in_nobody_s_way)
{
	struct screen *s;

	add_hub();
	make_hub();
	ck_assert_int_eq(mkdir(hub("sm.git"), 0700), 0); /* no repository: every round fails */
	s = terminal();
	screen_expect(s, "no line, 1");
	log_line(s, "照常记录");
	ck_assert_int_eq(contact().failures, 1);
	screen_send(s, "1"); /* the log */
	screen_expect(s, "照常记录");
	screen_free(s);
}
END_TEST

START_TEST(a_stick_that_is_not_plugged_in_is_no_failure)
{
	struct screen *s;

	add_hub();
	s = terminal();
	screen_expect(s, "not exchanged yet");
	screen_expect(s, "next 02:5");
	ck_assert_int_eq(contact().failures, 0);
	ck_assert(contact().tried > 0);
	screen_expect_not(s, "no line");
	screen_free(s);
}
END_TEST

START_TEST(switched_off_nothing_runs_until_it_is_asked_for)
{
	struct screen *s;
	struct err e;

	add_hub();
	make_hub();
	ck_ok(rounds_set(book_store(kit.book), 0, &e), &e);
	s = terminal();
	screen_expect(s, "not by itself");
	KIT_WRITE("incident", "kind", "flood", "place", "下滩村漫水桥");
	screen_expect(s, ", urgent");
	ck_assert_int_eq(contact().tried, 0);
	screen_send(s, "8");
	screen_expect(s, "Synchronisation");
	screen_send(s, F5);
	screen_expect(s, "entries published");
	ck_assert(contact().sent_tip > 0);
	screen_free(s);
}
END_TEST

START_TEST(a_mailbag_is_shown_confirmed_and_filled)
{
	const char *bag = hub("");
	struct screen *s;

	make_hub();
	s = terminal();
	screen_send(s, "8");
	screen_expect(s, "F7 mailbag");
	screen_send(s, F7);
	screen_expect(s, "Mailbag: folder or stick");
	screen_send(s, "\025"); /* what stood there goes */
	screen_send(s, bag);
	screen_send(s, "\r");
	screen_expect(s, "Nothing has been changed yet");
	screen_expect(s, "out: 30 entries, sm1-1 to 30");
	ck_assert_int_eq(access(hub("sm.git"), F_OK), -1);
	screen_send(s, F5);
	screen_expect(s, "It is plain text");
	screen_send(s, "\r"); /* Enter confirms nothing */
	screen_expect(s, "1 fill it and take in");
	ck_assert_int_eq(access(hub("sm.git"), F_OK), -1);
	screen_send(s, "1");
	screen_expect(s, "It can be taken out");
	ck_assert_int_eq(access(hub("sm.git/refs/heads/sm1"), F_OK), 0);
	ck_assert_int_eq(contact().carried, 30);
	ck_assert_int_eq(contact().sent_tip, 0);
	screen_send(s, "\033");
	screen_expect(s, "30 entries wait; by mailbag");
	screen_free(s);
}
END_TEST

START_TEST(a_mailbag_with_damage_is_told_in_one_sentence)
{
	struct screen *s;

	make_hub();
	ck_assert_int_eq(mkdir(hub("sm.git"), 0700), 0); /* no repository */
	s = terminal();
	screen_send(s, "8");
	screen_expect(s, "F7 mailbag");
	screen_send(s, F7);
	screen_expect(s, "Mailbag: folder or stick");
	screen_send(s, "\025");
	screen_send(s, hub(""));
	screen_send(s, "\r");
	screen_expect(s, "It cannot be used as it is");
	screen_expect(s, "nothing was taken from");
	screen_free(s);
}
END_TEST

START_TEST(a_book_is_put_to_the_test_beside_the_screens)
{
	struct screen *s = terminal();

	screen_send(s, "8");
	screen_expect(s, "F7 mailbag");
	screen_send(s, F8);
	screen_expect(s, "the book is whole: 0 entries, 30 not published yet");
	screen_free(s);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("sync_terminals");
	TCase *t = tcase_create("sync_terminals");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, a_station_without_an_address_starts_no_round);
	tcase_add_test(t, a_round_runs_at_the_start_and_the_state_shows);
	tcase_add_test(t, what_is_urgent_goes_at_once_and_a_line_of_the_log_waits);
	tcase_add_test(t, a_line_that_is_down_is_told_and_stands_in_nobody_s_way);
	tcase_add_test(t, a_stick_that_is_not_plugged_in_is_no_failure);
	tcase_add_test(t, a_mailbag_is_shown_confirmed_and_filled);
	tcase_add_test(t, a_mailbag_with_damage_is_told_in_one_sentence);
	tcase_add_test(t, a_book_is_put_to_the_test_beside_the_screens);
	tcase_add_test(t, switched_off_nothing_runs_until_it_is_asked_for);
	suite_add_tcase(s, t);
	return run_suite(s);
}
