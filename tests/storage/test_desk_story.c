/* What has become of a report: in step with what was recorded about it, and never ahead of it. */
#include "storage/desk_story.h"

#include <locale.h>
#include <stdlib.h>

#include "storage/delivered.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static const char *dir, *leader, *clerk, *draft;
static struct book *b;

static void
set_minute(int minute)
{
	book_set_now(b, (civil_secs(2026, 1, 18, 3, 0) + minute * 60) * 1000);
}

static const char *
add(const struct kind *k, const char *const *values)
{
	struct record *r = record_new(&a, k);
	struct parse_context c = {.now = book_now(b), .arena = &a};

	for (; *values; values += 2)
		ck_ok(record_set(r, values[0], values[1], &c, &e), &e);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	return r->id;
}

#define ADD(k, ...) add(&kind_##k, (const char *const[]){__VA_ARGS__, NULL})

static void
set_up(void)
{
	struct book_init init = {.code = "140400101",
				 .name = "石门镇应急消防站",
				 .device = "sm1",
				 .level = LEVEL_TOWNSHIP,
				 .practice = true};
	const char *incident, *home;

	setlocale(LC_CTYPE, "C.UTF-8");
	setenv("ZHIBAN_DATA", "templates", 1);
	a = (struct arena){0};
	dir = fresh_dir();
	home = arena_text_f(&a, "%s/home", dir);
	ck_ok(book_create(home, &init, civil_secs(2026, 1, 18, 2, 0) * 1000, &e), &e);
	ck_ok(book_open(home, false, &b, &e), &e);
	set_minute(0);
	leader = ADD(person, "name", "带班甲", "role", "leader");
	clerk = ADD(person, "name", "值班乙", "role", "staff");
	incident = ADD(incident, "kind", "fire", "place", "石门镇石门村东街37号", "title",
		       "石门村沿街自建房火灾", "learned", "2026-01-18T02:47");
	ck_ok(desk_draft(b, &a, incident, REPORT_FIRST, NULL, &draft, &e), &e);
}

static void
tear_down(void)
{
	book_close(b);
	clean_dir(dir);
	arena_free(&a);
}

static struct desk_story
story(void)
{
	struct desk_report r;
	struct desk_story s;

	ck_ok(desk_find(b, &a, draft, &r, &e), &e);
	ck_ok(desk_story(b, &a, &r, &s, &e), &e);
	vec_clear(&s.events);
	return s;
}

static void
sign(void)
{
	struct desk_signing s = {.report = draft, .leader = leader, .witness = clerk};
	struct desk_report r;

	ck_ok(desk_sign(b, &a, &s, &r, &e), &e);
}

static const char *
send(int via)
{
	const char *id;

	ck_ok(desk_send(b, &a, draft, "县应急管理局", via, (struct moment){0}, &id, &e), &e);
	return id;
}

START_TEST(a_draft_is_a_draft_until_it_is_signed)
{
	ck_assert_int_eq(story().state, DESK_DRAFT);
	ck_assert(!story().owes_countersign);
	sign();
	ck_assert_int_eq(story().state, DESK_SIGNED);
	ck_assert(story().owes_countersign);
	ck_assert(!story().waiting);
}
END_TEST

START_TEST(the_first_sending_and_the_first_receipt_count)
{
	const char *id;

	sign();
	set_minute(5);
	send(VIA_FAX);
	set_minute(9);
	send(VIA_SYSTEM);
	ck_assert_int_eq(story().state, DESK_SENT);
	ck_assert_int_eq(story().sent.secs, civil_secs(2026, 1, 18, 3, 5));
	ck_assert_int_eq(story().received.kind, MOMENT_NONE);
	ck_ok(desk_receipt(b, &a, draft, "县应急局 子", (struct moment){0}, &id, &e), &e);
	set_minute(12);
	ck_ok(desk_receipt(b, &a, draft, "县委办公室", (struct moment){0}, &id, &e), &e);
	ck_assert_int_eq(story().received.secs, civil_secs(2026, 1, 18, 3, 9));
	ck_assert_str_eq(story().received_by, "县应急局 子");
}
END_TEST

START_TEST(sent_by_sync_it_waits_until_a_remote_holds_it)
{
	struct record_id id;

	sign();
	ck_assert(record_id_read(send(VIA_SYNC), &id));
	ck_assert_int_eq(story().state, DESK_SIGNED);
	ck_assert(story().waiting);
	ck_ok(delivered_put(book_store(b), "sm1", id.number, civil_secs(2026, 1, 18, 3, 20), &e),
	      &e);
	ck_assert_int_eq(story().state, DESK_SENT);
	ck_assert(!story().waiting);
	ck_assert_int_eq(story().sent.secs, civil_secs(2026, 1, 18, 3, 20));
}
END_TEST

START_TEST(another_way_is_quicker_than_sync)
{
	sign();
	send(VIA_SYNC);
	set_minute(4);
	send(VIA_FAX);
	ck_assert_int_eq(story().state, DESK_SENT);
	ck_assert(!story().waiting);
	ck_assert_int_eq(story().sent.secs, civil_secs(2026, 1, 18, 3, 4));
}
END_TEST

START_TEST(sent_back_holds_until_it_is_sent_again)
{
	const char *id;

	sign();
	send(VIA_FAX);
	set_minute(10);
	ck_ok(desk_return(b, &a, draft, "缺现场负责人", (struct moment){0}, &id, &e), &e);
	ck_assert(story().returned);
	ck_assert_int_eq(story().state, DESK_SENT);
	set_minute(20);
	send(VIA_FAX);
	ck_assert(!story().returned);
}
END_TEST

START_TEST(a_void_one_owes_nothing)
{
	sign();
	ck_ok(desk_void(b, &a, draft, "文号弄错", &e), &e);
	ck_assert_int_eq(story().state, DESK_VOID);
	ck_assert(!story().owes_countersign);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("desk story");
	TCase *t = tcase_create("desk story");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_draft_is_a_draft_until_it_is_signed);
	tcase_add_test(t, the_first_sending_and_the_first_receipt_count);
	tcase_add_test(t, sent_by_sync_it_waits_until_a_remote_holds_it);
	tcase_add_test(t, another_way_is_quicker_than_sync);
	tcase_add_test(t, sent_back_holds_until_it_is_sent_again);
	tcase_add_test(t, a_void_one_owes_nothing);
	suite_add_tcase(s, t);
	return run_suite(s);
}
