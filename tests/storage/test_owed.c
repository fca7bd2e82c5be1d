/* What is owed over a whole book: the open, the recent, requests, routine reports, deliveries. */
#include "storage/owed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/line.h"
#include "storage/case_incident.h"
#include "storage/delivered.h"
#include "tests/helpers.h"

static struct book *book;
static struct arena arena;
static const char *dir;
static struct obligations rows;

static int64_t
secs(const char *text)
{
	struct moment m;
	struct err e;

	ck_ok(moment_parse(text, civil_secs(2040, 1, 1, 0, 0), MOMENT_ANY, 0, &m, &e), &e);
	return m.secs;
}

static void
now(const char *text)
{
	book_set_now(book, secs(text) * 1000);
}

static void
setup(void)
{
	struct book_init init = {.code = "140400101",
				 .name = "石门镇应急消防站",
				 .device = "sm1",
				 .level = LEVEL_TOWNSHIP,
				 .practice = true};
	struct err e;

	dir = fresh_dir();
	setenv("ZHIBAN_DATA", "templates", 1);
	ck_ok(book_create(arena_text_f(&arena, "%s/home", dir), &init,
			  secs("2026-01-18T02:40") * 1000, &e),
	      &e);
	ck_ok(book_open(arena_text_f(&arena, "%s/home", dir), false, &book, &e), &e);
	now("2026-01-18T02:47");
}

static void
teardown(void)
{
	book_close(book);
	vec_clear(&rows);
	arena_free(&arena);
	clean_dir(dir);
}

static void
set(struct record *r, const char *field, const char *text)
{
	struct parse_context c = {.now = book_now(book), .arena = &arena};
	const struct field *f = kind_field(r->kind, field);
	struct err e;

	ck_ok(field_parse(f, text, &c, r->body, &e), &e);
	record_has(r, field);
}

static struct record *
add(struct record *r, const char *of)
{
	struct err e;

	r->of = of;
	ck_ok(book_add_one(book, &arena, r, NULL, &e), &e);
	return r;
}

static const char *
open_incident(const char *kind)
{
	struct record *r = record_new(&arena, &kind_incident);
	struct err e;

	set(r, "kind", kind);
	set(r, "place", "石门村");
	ck_ok(incident_open(book, &arena, r, NULL, &e), &e);
	return r->id;
}

static const char *
send_first(const char *incident, const char *via)
{
	struct record *r = record_new(&arena, &kind_report), *s = record_new(&arena, &kind_send);

	set(r, "type", "first");
	set(r, "title", "题");
	add(r, incident);
	set(s, "to", "县应急局");
	set(s, "via", via);
	return add(s, r->id)->id;
}

static const struct obligation *
find(const char *id, enum owed_step step)
{
	struct err e;

	vec_clear(&rows);
	ck_ok(owed_of(book, &arena, id, &rows, &e), &e);
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].step == step)
			return &rows.v[i];
	return NULL;
}

START_TEST(the_default_rules_are_in_a_new_book)
{
	const char *id = open_incident("fire");
	const struct obligation *o = find(id, OWED_FIRST_PHONE);

	ck_assert_ptr_nonnull(o);
	ck_assert_int_eq(o->due, secs("2026-01-18T03:17"));
	ck_assert_str_eq(o->set, "示例规则");
}
END_TEST

START_TEST(a_kind_of_the_catalogue_gives_the_family)
{
	const char *id = open_incident("罐车泄漏");
	struct casefile cf;
	struct err e;

	ck_ok(owed_casefile(book, &arena, id, &cf, &e), &e);
	ck_assert_int_eq(cf.family, FAMILY_TRAFFIC);
	ck_assert_str_eq(cf.incident->kind, "hazmat-transport");
	ck_assert_str_eq(cf.incident->title, "石门村泄漏");
}
END_TEST

START_TEST(by_sync_counts_from_the_moment_the_remote_held_it)
{
	const char *id = open_incident("fire"), *send;
	struct store *s = book_store(book);
	struct record_id parts;
	struct err e;

	now("2026-01-18T03:00");
	send = send_first(id, "sync");
	ck_assert(record_id_read(send, &parts));
	ck_assert(find(id, OWED_FIRST_WRITTEN)->undelivered);
	ck_ok(delivered_put(s, "sm1", parts.number - 1, secs("2026-01-18T03:02"), &e), &e);
	ck_assert(find(id, OWED_FIRST_WRITTEN)->undelivered);
	ck_ok(delivered_put(s, "sm1", parts.number + 5, secs("2026-01-18T03:20"), &e), &e);
	ck_ok(delivered_put(s, "sm1", parts.number + 3, secs("2026-01-18T03:50"), &e), &e);
	ck_assert_int_eq(find(id, OWED_FIRST_WRITTEN)->met, secs("2026-01-18T03:20"));
}
END_TEST

START_TEST(all_together_lists_what_is_owed_next_first)
{
	const char *first = open_incident("fire"), *second;
	struct record *query = record_new(&arena, &kind_query);
	struct err e;

	now("2026-01-18T03:00");
	second = open_incident("traffic");
	set(query, "text", "核查");
	set(query, "from", "县应急局");
	add(query, NULL);
	ck_ok(owed_of(book, &arena, NULL, &rows, &e), &e);
	ck_assert_str_eq(rows.v[0].incident, first);
	ck_assert_int_eq(rows.v[0].step, OWED_FIRST_PHONE);
	ck_assert_str_eq(rows.v[1].incident, second);
	ck_assert_str_eq(rows.v[2].incident, query->id);
	for (size_t i = 1; i < rows.n; i++)
		ck_assert_int_le(obligation_compare(&rows.v[i - 1], &rows.v[i]), 0);
}
END_TEST

START_TEST(what_was_closed_long_ago_is_left_out)
{
	const char *id = open_incident("fire");
	struct incident_closing how = {.as = CLOSED_FALSE};
	struct err e;

	ck_ok(incident_close(book, &arena, id, &how, &e), &e);
	ck_assert_ptr_nonnull(find(NULL, OWED_FIRST_PHONE));
	now("2026-04-01T00:00");
	ck_assert_ptr_null(find(NULL, OWED_FIRST_PHONE));
	ck_assert_ptr_nonnull(find(id, OWED_FIRST_PHONE));
}
END_TEST

START_TEST(an_open_one_is_listed_however_old)
{
	open_incident("fire");
	now("2026-06-01T00:00");
	ck_assert_ptr_nonnull(find(NULL, OWED_FIRST_PHONE));
	ck_assert_uint_gt(rows.n, 1);
}
END_TEST

START_TEST(a_routine_that_was_switched_on_is_owed)
{
	struct record *r = record_new(&arena, &kind_rules);

	set(r, "name", "本县");
	set(r, "text", "[rules]\nname=本县\n[routine 零报告]\non=yes\ntimes=16:00\n");
	add(r, NULL);
	now("2026-01-18T17:00");
	ck_assert_int_eq(find(NULL, OWED_ROUTINE)->status, OWED_LATE);
	ck_assert_int_eq(find(NULL, OWED_ROUTINE)->late_minutes, 60);
}
END_TEST

START_TEST(an_id_that_is_no_incident_is_not_found)
{
	struct err e;

	ck_assert_int_eq(owed_of(book, &arena, "sm1-999", &rows, &e), RC_NOT_FOUND);
	ck_assert_uint_eq(rows.n, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("owed");
	TCase *t = tcase_create("owed");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, the_default_rules_are_in_a_new_book);
	tcase_add_test(t, a_kind_of_the_catalogue_gives_the_family);
	tcase_add_test(t, by_sync_counts_from_the_moment_the_remote_held_it);
	tcase_add_test(t, all_together_lists_what_is_owed_next_first);
	tcase_add_test(t, what_was_closed_long_ago_is_left_out);
	tcase_add_test(t, an_open_one_is_listed_however_old);
	tcase_add_test(t, a_routine_that_was_switched_on_is_owed);
	tcase_add_test(t, an_id_that_is_no_incident_is_not_found);
	suite_add_tcase(s, t);
	return run_suite(s);
}
