/* The screens of synchronisation: books, one book, alarms with what to do, quarantine. */
#include "tui/view_sync.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "storage/alarm.h"
#include "storage/contact.h"
#include "storage/enrol.h"
#include "storage/rounds.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/sync_words.h"
#include "tui/view_settings.h"
#include "tui/view_sync_book.h"

static int64_t
at(int hour, int minute)
{
	return civil_secs(2026, 1, 18, hour, minute);
}

static void
put_contact(const struct sync_contact *c)
{
	struct store *s = book_store(kit.book);
	struct err e;

	ck_ok(store_begin(s, &e), &e);
	ck_ok(sync_contact_put(s, "sm", c, &e), &e);
	ck_ok(store_commit(s, &e), &e);
}

/* A station with three addresses: the first failed, the second took what was brought, the third is
 * a stick that is not there; two entries wait. */
static void
put_state(void)
{
	const char *const remotes[] = {"ssh://zhiban@hub.invalid/sm.git",
				       "https://git.invalid/sm.git", "/media/usb/sm.git", NULL};
	struct sync_contact c = {
	    .last = at(2, 31),
	    .tried = at(2, 31),
	    .remote = remotes[1],
	    .in = 1632,
	    .out = 4096,
	    .ahead = 181,
	    .writer = "sm1",
	    .tried_tip = 28,
	    .sent_tip = 28,
	    .sent_at = at(2, 31),
	    .answered = 25,
	    .answered_at = at(1, 12),
	    .carried = 27,
	    .carried_at = at(1, 50),
	    .remotes = {{remotes[0], REMOTE_FAILED, "the server does not answer"},
			{remotes[1], REMOTE_USED, NULL},
			{remotes[2], REMOTE_ABSENT, NULL}},
	    .nremotes = 3};
	struct err e;

	ck_ok(enrol_remotes(kit.book, "sm", remotes, &e), &e);
	put_contact(&c);
}

static void
put_alarm(void)
{
	struct store *s = book_store(kit.book);
	const struct quarantined q = {.writer = "sm0",
				      .commit = "745bda2f00000000000000000000000000000000",
				      .since = at(2, 40),
				      .remote = "https://git.invalid/sm.git",
				      .reason = "the chain head differs from the commit's",
				      .bytes = "",
				      .len = 0};
	struct err e;
	bool fresh;

	ck_ok(alarm_raise(s, "sm", "refused sm0", at(2, 40), q.reason, &e), &e);
	ck_ok(alarm_raise(s, "sm", "fork sm1", at(2, 41), "a copy of this home is at work", &e),
	      &e);
	ck_ok(quarantine_put(s, &q, &fresh, &e), &e);
}

static void
begin(void)
{
	kit_begin();
	kit_night();
	put_state();
}

START_TEST(one_book_in_chinese)
{
	kit_chinese();
	kit_open(&view_sync_book, "sm");
	kit_golden_at(24, 80, "sync-book", "-zh");
	kit_golden_at(40, 120, "sync-book", "-zh");
	kit_golden_at(12, 40, "sync-book", "-zh");
}
END_TEST

START_TEST(one_book_with_its_troubles)
{
	put_alarm();
	kit_open(&view_sync_book, "sm");
	kit_golden("sync-book-troubled");
	kit_chinese();
	kit_changed();
	kit_golden("sync-book-troubled-zh");
}
END_TEST

START_TEST(the_list_opens_the_page_of_a_book)
{
	kit_open(&view_sync, NULL);
	kit_has("2 entries wait");
	kit_press(K_ENTER);
	kit_has("One book");
	kit_has("Address 1");
	kit_has("failed: the server");
	kit_has("not plugged in");
	kit_press(K_ESC);
	kit_has_not("Address 1");
}
END_TEST

START_TEST(an_alarm_opens_with_what_to_do_and_a_digit_takes_it_off)
{
	struct alarm *alarms;
	struct err e;
	size_t n;

	put_alarm();
	kit_open(&view_sync, NULL);
	kit_has("alarm fork sm1");
	kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_has("zhiban device request");
	kit_press(K_ESC);
	ck_ok(alarm_list(book_store(kit.book), &kit.arena, NULL, &alarms, &n, &e), &e);
	ck_assert_uint_eq(n, 2);
	kit_press(K_F(6));
	kit_press('1');
	ck_ok(alarm_list(book_store(kit.book), &kit.arena, NULL, &alarms, &n, &e), &e);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(alarms[0].about, "refused sm0");
}
END_TEST

START_TEST(quarantine_opens_with_its_reason)
{
	put_alarm();
	kit_open(&view_sync_book, "sm");
	kit_press(K_DOWN);
	kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_has("the chain head differs");
	kit_has("kept as evidence");
}
END_TEST

START_TEST(a_lost_device_has_its_page)
{
	kit_open(&view_sync, NULL);
	kit_press(K_F(9));
	kit_has("not enrolled at a superior yet");
	kit_press(K_F(9));
	kit_has("LOST OR STOLEN");
	kit_has("zhiban device revoke sm1");
	kit_press(K_ESC);
	kit_press(K_ESC);
	kit_has("2 entries wait");
}
END_TEST

START_TEST(a_mailbag_that_is_no_folder_keeps_what_was_typed)
{
	kit_open(&view_sync, NULL);
	kit_press(K_F(7));
	kit_has("Mailbag: folder or stick");
	kit_press(K_CTRL('u'));
	kit_type("/nowhere/at/all");
	kit_press(K_ENTER);
	kit_has("there is no folder /nowhere/at/all");
	kit_has("Mailbag: folder or stick");
}
END_TEST

START_TEST(minutes_between_rounds_are_set_and_refused)
{
	int64_t minutes;
	struct err e;

	kit_open(&view_settings, NULL);
	kit_has("every 10 minutes");
	kit_press('4');
	kit_press(K_BACKSPACE);
	kit_press(K_BACKSPACE);
	kit_type("２");
	kit_press(K_ENTER);
	kit_has("every 2 minutes");
	kit_press('4');
	kit_type("x");
	kit_press(K_ENTER);
	kit_has("1 to 1440");
	kit_press(K_BACKSPACE);
	kit_press(K_BACKSPACE);
	kit_type("0");
	kit_press(K_ENTER);
	kit_has("only when asked");
	ck_ok(rounds_minutes(book_store(kit.book), &minutes, &e), &e);
	ck_assert_int_eq(minutes, 0);
}
END_TEST

static const char *
words(const struct rounds *r, bool running, enum sync_fullness how)
{
	struct str out = STR_INIT;
	const char *text;

	sync_words(r, running, at(2, 47), how, &out);
	text = arena_text(&kit.arena, out.ptr);
	str_clear(&out);
	return text;
}

START_TEST(the_state_in_few_words)
{
	struct rounds r = {.plan = {.on = true, .every = 600, .tried = at(2, 41)},
			   .minutes = 10,
			   .ways = true,
			   .last = at(2, 41)};

	ck_assert_str_eq(words(&r, false, SYNC_LONG), "exchanged 02:41");
	ck_assert_str_eq(words(&r, false, SYNC_SHORT), "");
	ck_assert_str_eq(words(&r, false, SYNC_FULLEST), "exchanged 02:41 · next 02:51");
	ck_assert_str_eq(words(&r, true, SYNC_LONG), "exchanging …");
	r.waiting = 3;
	ck_assert_str_eq(words(&r, false, SYNC_LONG), "to send 3 · last 02:41");
	ck_assert_str_eq(words(&r, false, SYNC_SHORT), "to send 3");
	r.plan.urgent = true;
	r.plan.failures = 2;
	r.last = at(2, 41) - 86400;
	ck_assert_str_eq(words(&r, false, SYNC_LONG),
			 "▲ to send 3, urgent · ▲ no line, 2 × · last 01-17 02:41");
	r.alarms = 1;
	ck_assert_str_eq(words(&r, false, SYNC_SHORT),
			 "■ sync alarms 1 · ▲ to send 3, urgent · ▲ no line, 2 ×");
	r = (struct rounds){.minutes = 10, .waiting = 3};
	ck_assert_str_eq(words(&r, false, SYNC_LONG), "to send 3, by mailbag");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_sync");
	TCase *t = tcase_create("view_sync");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, one_book_in_chinese);
	tcase_add_test(t, one_book_with_its_troubles);
	tcase_add_test(t, the_list_opens_the_page_of_a_book);
	tcase_add_test(t, an_alarm_opens_with_what_to_do_and_a_digit_takes_it_off);
	tcase_add_test(t, quarantine_opens_with_its_reason);
	tcase_add_test(t, a_lost_device_has_its_page);
	tcase_add_test(t, a_mailbag_that_is_no_folder_keeps_what_was_typed);
	tcase_add_test(t, minutes_between_rounds_are_set_and_refused);
	tcase_add_test(t, the_state_in_few_words);
	suite_add_tcase(s, t);
	return run_suite(s);
}
