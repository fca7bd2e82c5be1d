/* Names of writers and records, what a line may not be, and how things fold. */
#include "core/record.h"

#include <stdio.h>
#include <string.h>

#include "core/incident.h"
#include "core/index.h"
#include "core/person.h"
#include "core/thing.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;

static void
set_up(void)
{
	a = (struct arena){0};
}

static void
tear_down(void)
{
	arena_free(&a);
}

static struct record *
read_text(const char *line)
{
	struct record *r;

	ck_ok(record_read(&a, line, strlen(line), &r, &e), &e);
	return r;
}

/* A person's first record or an edit of the name, as a device would write it. */
static struct record *
name_record(const char *id, const char *of, int rev, int64_t ts, const char *was, const char *name)
{
	struct record *r = record_new(&a, &kind_person);
	struct person *p = r->body;

	p->name = arena_text(&a, name);
	record_has(r, "name");
	r->id = id;
	r->of = of;
	r->by = "sm1";
	r->rev = rev;
	r->ts = ts;
	r->at = moment_at(ts / 1000);
	if (rev) {
		r->was = arena_alloc(&a, sizeof(*p));
		((struct person *)r->was)->name = arena_text(&a, was);
	}
	ck_ok(record_write(&a, r, &e), &e);
	return read_text(r->line);
}

START_TEST(an_id_is_writer_and_number)
{
	static const char *const good[] = {"sm1-128", "sm1b-1", "sm0-12", "sm.root-3",
					   "abcdefgh9zz-100000000000000"};
	static const char *const bad[] = {
	    "",      "sm1",       "sm-1",         "sm1-",     "sm1-0",  "sm1-01",
	    "SM1-1", "sm1-1x",    "abcdefghi1-1", "sm1abc-1", "sm12-1", "sm1-1000000000000000",
	    "石1-1", "sm.rootx-1"};
	struct record_id id;

	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		ck_assert_msg(record_id_read(good[i], &id), "%s", good[i]);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		ck_assert_msg(!record_id_read(bad[i], &id), "%s", bad[i]);
	ck_assert(record_id_read("sm1b-42", &id));
	ck_assert_str_eq(id.writer, "sm1b");
	ck_assert_int_eq(id.number, 42);
}
END_TEST

START_TEST(a_writer_tells_its_book_and_its_role)
{
	char book[WRITER_TEXT];

	book_of_writer("sm1b-42", book);
	ck_assert_str_eq(book, "sm");
	book_of_writer("sm.root", book);
	ck_assert_str_eq(book, "sm");
	ck_assert_int_eq(writer_role("sm0"), WRITER_SUPERIOR);
	ck_assert_int_eq(writer_role("sm2"), WRITER_HOME);
	ck_assert_int_eq(writer_role("sm.root"), WRITER_ROOT);
}
END_TEST

START_TEST(the_design_example_is_a_record)
{
	struct record *r = read_text(
	    "{\"at\":\"2026-01-18T02:47+08:00\",\"body\":{\"kind\":\"fire\",\"place\":\"石门村\"},"
	    "\"by\":\"sm1-3\",\"id\":\"sm1-128\",\"kind\":\"incident\","
	    "\"ts\":\"2026-01-18T02:47:09.123+08:00\"}");

	ck_assert_str_eq(((struct incident *)r->body)->place, "石门村");
	ck_assert_int_eq(r->ts % 1000, 123);
	ck_assert_int_eq(record_late_minutes(r), 0);
}
END_TEST

START_TEST(a_line_that_is_no_record_is_refused)
{
	static const char *const bad[] = {
	    "[]",
	    "{\"at\":\"2026-01-18T02:47+08:00\",\"body\":{\"text\":\"a\"},\"by\":\"sm1\",\"id\":"
	    "\"sm1-2\","
	    "\"kind\":\"log\",\"of\":\"sm1-1\\\\\",\"ts\":\"2026-01-18T02:47:09.123+08:00\"}",
	    "{}",
	    "{\"at\":\"2026-01-18T02:47+08:00\",\"body\":[],\"by\":\"sm1\",\"id\":\"sm1-1\","
	    "\"kind\":\"log\",\"ts\":\"2026-01-18T02:47:09.123+08:00\"}",
	    "{\"at\":\"2026-01-18T02:47+08:00\",\"body\":{\"text\":\"a\"},\"by\":\"sm1\",\"id\":"
	    "\"sm1\",\"kind\":\"log\",\"ts\":\"2026-01-18T02:47:09.123+08:00\"}",
	    "{\"at\":\"2026-02-30T02:47+08:00\",\"body\":{\"text\":\"a\"},\"by\":\"sm1\",\"id\":"
	    "\"sm1-1\",\"kind\":\"log\",\"ts\":\"2026-01-18T02:47:09.123+08:00\"}",
	    "{\"at\":\"2026-01-18T02:47+08:00\",\"body\":{\"text\":\"a\"},\"by\":\"sm1\",\"id\":"
	    "\"sm1-1\",\"kind\":\"log\",\"rev\":2,\"ts\":\"2026-01-18T02:47:09.123+08:00\",\"was\":"
	    "{\"text\":\"b\"}}",
	    "{\"at\":\"2026-01-18T02:47+08:00\",\"body\":{\"caller\":\"甲\",\"kind\":\"fire\","
	    "\"place\":\"x\"},\"by\":\"sm1\",\"id\":\"sm1-1\",\"kind\":\"incident\",\"ts\":\"2026-"
	    "01-18T02:47:09.123+08:00\"}",
	};
	struct record *r;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		ck_assert_msg(record_read(&a, bad[i], strlen(bad[i]), &r, &e) != RC_OK, "%s",
			      bad[i]);
}
END_TEST

START_TEST(a_record_of_an_unknown_kind_is_kept_raw)
{
	static const char line[] =
	    "{\"at\":\"2026-01-18T02:47+08:00\",\"body\":{\"future\":[1,{\"x\":null}]},\"by\":"
	    "\"sm1\",\"id\":\"sm1-1\","
	    "\"kind\":\"hologram\",\"ts\":\"2026-01-18T02:47:09.123+08:00\"}";
	struct record *r = read_text(line);
	struct str text = STR_INIT;

	ck_assert_ptr_null(r->kind);
	record_values(r, &text);
	ck_assert_str_eq(text.ptr, line);
	str_clear(&text);
}
END_TEST

START_TEST(a_record_over_64_KiB_is_refused)
{
	struct record *r = record_new(&a, kind_find("rules"));
	char *text = arena_alloc(&a, 66001);

	memset(text, 'x', 66000);
	*(char **)field_value(kind_field(r->kind, "name"), r->body) = arena_text(&a, "n");
	*(char **)field_value(kind_field(r->kind, "text"), r->body) = text;
	record_has(r, "name");
	record_has(r, "text");
	r->id = "sm1-1";
	r->by = "sm1";
	r->at = moment_at(60);
	r->ts = 60000;
	ck_assert_int_eq(record_write(&a, r, &e), RC_INVALID);
}
END_TEST

START_TEST(a_thing_shows_its_latest_edit_whatever_arrived_first)
{
	const struct record *r[] = {name_record("sm1-1", NULL, 0, 1000, NULL, "甲"),
				    name_record("sm1-5", "sm1-1", 2, 2000, "甲", "乙"),
				    name_record("sm1-9", "sm1-1", 3, 1500, "乙", "丙")};
	static const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};

	for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
		const struct record *in[] = {r[orders[i][0]], r[orders[i][1]], r[orders[i][2]]};
		struct thing *t;

		ck_ok(thing_fold(&a, in, 3, "sm1-1", &t, &e), &e);
		ck_assert_str_eq(((struct person *)t->body)->name, "丙");
		ck_assert_int_eq(t->rev, 3);
		ck_assert_uint_eq(t->nconflicts, 0);
	}
}
END_TEST

START_TEST(two_edits_of_the_same_state_are_a_conflict_and_the_later_shows)
{
	const struct record *in[] = {name_record("sm1-1", NULL, 0, 1000, NULL, "甲"),
				     name_record("sm1-5", "sm1-1", 2, 2000, "甲", "乙"),
				     name_record("sm2-9", "sm1-1", 2, 3000, "甲", "丙")};
	struct thing *t;

	ck_ok(thing_fold(&a, in, 3, "sm1-1", &t, &e), &e);
	ck_assert_str_eq(((struct person *)t->body)->name, "丙");
	ck_assert_uint_eq(t->nconflicts, 1);
	ck_assert_str_eq(t->conflicts[0].shown, "乙");
	ck_assert_str_eq(t->conflicts[0].expected, "甲");
	ck_assert_str_eq(t->conflicts[0].edit->id, "sm2-9");
}
END_TEST

START_TEST(an_edit_whose_thing_has_not_arrived_waits)
{
	const struct record *in[] = {name_record("sm1-5", "sm1-1", 2, 2000, "甲", "乙")};
	struct thing *t = NULL;

	ck_assert_int_eq(thing_fold(&a, in, 1, "sm1-1", &t, &e), RC_NOT_FOUND);
	ck_assert_ptr_null(t);
}
END_TEST

START_TEST(an_edit_that_changes_nothing_is_no_record)
{
	const struct record *in[] = {name_record("sm1-1", NULL, 0, 1000, NULL, "甲")};
	struct thing *t;

	ck_ok(thing_fold(&a, in, 1, "sm1-1", &t, &e), &e);
	ck_assert_ptr_null(thing_edit(&a, t, t->body, 1));
}
END_TEST

START_TEST(a_line_has_its_view_keys)
{
	struct record *edit = name_record(
	    "sm1-5", "sm1-1", 2, INT64_C(1000) * civil_secs(2026, 1, 18, 2, 47), "甲", "乙");
	struct index_keys k;

	ck_ok(index_line(edit->line, edit->len, &k, &e), &e);
	ck_assert_str_eq(k.id.writer, "sm1");
	ck_assert_int_eq(k.id.number, 5);
	ck_assert_str_eq(k.thing, "sm1-1");
	ck_assert_str_eq(k.parent, "sm1-1");
	ck_assert_str_eq(k.kind, "person");
	ck_assert_int_eq(k.at, civil_secs(2026, 1, 18, 2, 47));
	ck_assert(!k.begins);
	ck_assert_int_eq(index_line("{}", 2, &k, &e), RC_CORRUPT);
}
END_TEST

START_TEST(a_late_entry_tells_its_minutes)
{
	struct record *r = name_record(
	    "sm1-1", NULL, 0, INT64_C(1000) * civil_secs(2026, 1, 18, 4, 30) + 59999, NULL, "甲");

	r->at = moment_at(civil_secs(2026, 1, 18, 2, 58));
	ck_assert_int_eq(record_late_minutes(r), 92);
	r->at.kind = MOMENT_UNKNOWN;
	ck_assert_int_eq(record_late_minutes(r), 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("record");
	TCase *t = tcase_create("record");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, an_id_is_writer_and_number);
	tcase_add_test(t, a_writer_tells_its_book_and_its_role);
	tcase_add_test(t, the_design_example_is_a_record);
	tcase_add_test(t, a_line_that_is_no_record_is_refused);
	tcase_add_test(t, a_record_of_an_unknown_kind_is_kept_raw);
	tcase_add_test(t, a_record_over_64_KiB_is_refused);
	tcase_add_test(t, a_thing_shows_its_latest_edit_whatever_arrived_first);
	tcase_add_test(t, two_edits_of_the_same_state_are_a_conflict_and_the_later_shows);
	tcase_add_test(t, an_edit_whose_thing_has_not_arrived_waits);
	tcase_add_test(t, an_edit_that_changes_nothing_is_no_record);
	tcase_add_test(t, a_line_has_its_view_keys);
	tcase_add_test(t, a_late_entry_tells_its_minutes);
	suite_add_tcase(s, t);
	return run_suite(s);
}
