/* What a round leaves in the store, what waits by it, and when the next one is due. */
#include "storage/rounds.h"

#include <stdio.h>
#include <string.h>

#include "storage/book.h"
#include "storage/enrol.h"
#include "storage/file.h"
#include "storage/mailbag.h"
#include "storage/outbox.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static const char *dir;
static char *home;
static struct book *b;
static struct store *s;
static int64_t now;

static void
set_up(void)
{
	static const char text[] = "[rules]\nname = 示例\n";
	char *rules;
	struct book_init init = {.code = "140400101",
				 .name = "石门镇应急消防站",
				 .device = "sm1",
				 .level = LEVEL_TOWNSHIP,
				 .practice = true};

	a = (struct arena){0};
	dir = fresh_dir();
	home = arena_text_f(&a, "%s/home", dir);
	rules = arena_text_f(&a, "%s/rules.conf", dir);
	init.rules_file = rules;
	now = civil_secs(2026, 1, 18, 2, 47);
	ck_ok(file_write(rules, text, strlen(text), &e), &e);
	ck_ok(book_create(home, &init, now * 1000, &e), &e);
	ck_ok(book_open(home, false, &b, &e), &e);
	book_set_now(b, now * 1000);
	s = book_store(b);
}

static void
tear_down(void)
{
	book_close(b);
	clean_dir(dir);
	arena_free(&a);
}

static void
write_one(const char *kind, const char *const *values)
{
	struct record *r = record_new(&a, kind_find(kind));
	struct parse_context c = {.now = now, .arena = &a};

	for (; *values; values += 2)
		ck_ok(record_set(r, values[0], values[1], &c, &e), &e);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
}
#define WRITE(kind, ...) write_one(kind, (const char *const[]){__VA_ARGS__, NULL})

static void
put(const struct sync_contact *c)
{
	ck_ok(store_begin(s, &e), &e);
	ck_ok(sync_contact_put(s, "sm", c, &e), &e);
	ck_ok(store_commit(s, &e), &e);
}

static void
add_address(void)
{
	const char *const remotes[] = {"ssh://hub.invalid/sm.git", NULL};

	ck_ok(enrol_remotes(b, "sm", remotes, &e), &e);
}

static struct outbox
outbox(void)
{
	struct trust t;
	struct sync_contact c;
	struct outbox o;

	ck_ok(trust_load(s, &a, "sm", &t, &e), &e);
	ck_ok(sync_contact_load(s, &a, "sm", t.writer, &c, &e), &e);
	ck_ok(outbox_load(s, home, &t, &c, &o, &e), &e);
	ck_ok(outbox_look(s, &t, 1000, &o, &e), &e);
	trust_clear(&t);
	return o;
}

START_TEST(a_contact_is_read_as_it_was_put)
{
	struct sync_contact c = {.last = 1,
				 .tried = 2,
				 .failures = 3,
				 .remote = "https://git.invalid/a b.git",
				 .error = "the server does not answer: why",
				 .in = 4,
				 .out = 5,
				 .ahead = -6,
				 .writer = "sm1",
				 .tried_tip = 7,
				 .sent_tip = 8,
				 .sent_at = 9,
				 .answered = 10,
				 .answered_at = 11,
				 .carried = 12,
				 .carried_at = 13,
				 .remotes = {{"/media/u s b/sm.git", REMOTE_ABSENT, NULL},
					     {"https://x/y.git", REMOTE_FAILED, "it failed: why"}},
				 .nremotes = 2};
	struct sync_contact got;

	put(&c);
	ck_ok(sync_contact_load(s, &a, "sm", "sm1", &got, &e), &e);
	ck_assert_int_eq(got.last + got.tried * 10 + got.failures * 100, 321);
	ck_assert_str_eq(got.remote, c.remote);
	ck_assert_str_eq(got.error, c.error);
	ck_assert_int_eq(got.ahead, -6);
	ck_assert_int_eq(got.tried_tip, 7);
	ck_assert_int_eq(got.carried_at, 13);
	ck_assert_uint_eq(got.nremotes, 2);
	ck_assert_str_eq(got.remotes[0].url, "/media/u s b/sm.git");
	ck_assert_int_eq(got.remotes[0].state, REMOTE_ABSENT);
	ck_assert_ptr_null(got.remotes[0].why);
	ck_assert_str_eq(got.remotes[1].why, "it failed: why");
}
END_TEST

START_TEST(numbers_of_a_former_name_count_nothing_for_the_next_one)
{
	struct sync_contact c = {.writer = "sm1", .sent_tip = 97, .answered = 90, .last = 5};
	struct sync_contact got;
	int64_t at;

	put(&c);
	ck_ok(sync_contact_load(s, &a, "sm", "sm1b", &got, &e), &e);
	ck_assert_int_eq(sync_contact_held(&got, &at), 0);
	ck_assert_int_eq(got.last, 5);
}
END_TEST

START_TEST(what_waits_is_counted_from_what_another_holds)
{
	struct sync_contact c = {.writer = "sm1", .sent_tip = 2, .sent_at = 1};
	struct outbox o;

	add_address();
	WRITE("log", "text", "一");
	WRITE("log", "text", "二");
	o = outbox();
	ck_assert_int_eq(outbox_count(&o), 4); /* station and rules too */
	put(&c);
	o = outbox();
	ck_assert_int_eq(o.first, 3);
	ck_assert_int_eq(outbox_count(&o), 2);
	ck_assert_int_gt(o.bytes, 100);
	c.answered = 3; /* the other side speaks of it */
	put(&c);
	o = outbox();
	ck_assert_int_eq(outbox_count(&o), 1);
	c.carried = 4; /* on a stick it has reached nobody */
	put(&c);
	o = outbox();
	ck_assert_int_eq(outbox_count(&o), 1);
	c.sent_tip = 4;
	put(&c);
	o = outbox();
	ck_assert_int_eq(outbox_count(&o), 0);
	ck_assert_int_eq(o.bytes, 0);
}
END_TEST

START_TEST(a_home_without_an_address_is_never_due)
{
	struct rounds r;

	WRITE("incident", "kind", "flood", "place", "下滩村");
	ck_ok(rounds_load(s, home, &r, &e), &e);
	ck_assert(!r.ways && !r.plan.on);
	ck_assert_int_eq(r.waiting, 0);
	ck_assert_int_eq(round_due(&r.plan, now), ROUND_NEVER);
}
END_TEST

START_TEST(an_urgent_entry_is_fresh_until_a_round_has_tried_it)
{
	struct sync_contact c = {
	    .writer = "sm1", .tried = now - 60, .tried_tip = 2, .sent_tip = 2, .failures = 1};
	struct rounds r;

	add_address();
	put(&c);
	WRITE("log", "text", "可以等");
	ck_ok(rounds_load(s, home, &r, &e), &e);
	ck_assert(r.plan.on && !r.plan.urgent && !r.plan.fresh);
	ck_assert_int_eq(r.waiting, 1);
	WRITE("incident", "kind", "flood", "place", "下滩村");
	ck_ok(rounds_load(s, home, &r, &e), &e);
	ck_assert(r.plan.urgent && r.plan.fresh);
	ck_assert_int_eq(round_due(&r.plan, now), now);
	c.tried_tip = 4;
	put(&c);
	ck_ok(rounds_load(s, home, &r, &e), &e);
	ck_assert(r.plan.urgent && !r.plan.fresh);
	ck_assert_int_eq(r.plan.failures, 1);
}
END_TEST

START_TEST(all_terminals_agree_on_the_spread)
{
	struct sync_contact c = {.writer = "sm1", .tried = now - 60};
	struct rounds one, two;

	add_address();
	put(&c);
	ck_ok(rounds_load(s, home, &one, &e), &e);
	ck_ok(rounds_load(s, home, &two, &e), &e);
	ck_assert_uint_eq(one.plan.jitter, two.plan.jitter);
	c.tried++;
	put(&c);
	ck_ok(rounds_load(s, home, &two, &e), &e);
	ck_assert_uint_ne(one.plan.jitter, two.plan.jitter);
}
END_TEST

START_TEST(minutes_are_kept_within_a_day)
{
	int64_t minutes;

	ck_ok(rounds_minutes(s, &minutes, &e), &e);
	ck_assert_int_eq(minutes, ROUND_EVERY);
	ck_assert_int_eq(rounds_set(s, -1, &e), RC_INVALID);
	ck_assert_int_eq(rounds_set(s, 1441, &e), RC_INVALID);
	ck_ok(rounds_set(s, 0, &e), &e);
	ck_ok(rounds_minutes(s, &minutes, &e), &e);
	ck_assert_int_eq(minutes, 0);
}
END_TEST

START_TEST(a_mailbag_is_a_folder_that_is_there)
{
	struct mailbag bag;

	ck_assert_int_eq(mailbag_open(s, &a, "/no/such/folder", NULL, &bag, &e), RC_NOT_FOUND);
	ck_assert_int_eq(mailbag_open(s, &a, "https://x/sm.git", NULL, &bag, &e), RC_INVALID);
	ck_assert_int_eq(mailbag_open(s, &a, "", NULL, &bag, &e), RC_INVALID);
	ck_assert_int_eq(mailbag_open(s, &a, dir, "xx", &bag, &e), RC_NOT_FOUND);
	ck_ok(mailbag_open(s, &a, arena_text_f(&a, "%s///", dir), NULL, &bag, &e), &e);
	ck_assert_str_eq(bag.folder, dir);
	ck_assert_uint_eq(bag.n, 1);
	ck_assert_str_eq(bag.books[0], "sm");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("rounds");
	TCase *t = tcase_create("rounds");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_contact_is_read_as_it_was_put);
	tcase_add_test(t, numbers_of_a_former_name_count_nothing_for_the_next_one);
	tcase_add_test(t, what_waits_is_counted_from_what_another_holds);
	tcase_add_test(t, a_home_without_an_address_is_never_due);
	tcase_add_test(t, an_urgent_entry_is_fresh_until_a_round_has_tried_it);
	tcase_add_test(t, all_terminals_agree_on_the_spread);
	tcase_add_test(t, minutes_are_kept_within_a_day);
	tcase_add_test(t, a_mailbag_is_a_folder_that_is_there);
	suite_add_tcase(suite, t);
	return run_suite(suite);
}
