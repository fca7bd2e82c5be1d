/* A station's home: made once, written by its device and people, read back with what is private. */
#include "storage/book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/incident.h"
#include "core/line.h"
#include "storage/file.h"
#include "storage/private.h"
#include "storage/trust.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static const char *dir;
static char *home, *rules;
static struct book *b;
static int64_t now;

static enum rc
make(const char *path, const char *device)
{
	struct book_init init = {.code = "140400101",
				 .name = "石门镇应急消防站",
				 .device = device,
				 .rules_file = rules,
				 .level = LEVEL_TOWNSHIP,
				 .practice = true};

	return book_create(path, &init, now * 1000, &e);
}

static void
set_up(void)
{
	static const char text[] = "[rules]\nname = 示例\n";

	a = (struct arena){0};
	dir = fresh_dir();
	home = arena_text_f(&a, "%s/home", dir);
	rules = arena_text_f(&a, "%s/rules.conf", dir);
	now = civil_secs(2026, 1, 18, 2, 47);
	ck_ok(file_write(rules, text, strlen(text), &e), &e);
	ck_ok(make(home, "sm1"), &e);
	ck_ok(book_open(home, false, &b, &e), &e);
	book_set_now(b, now * 1000);
}

static void
tear_down(void)
{
	book_close(b);
	b = NULL;
	clean_dir(dir);
	arena_free(&a);
}

static struct record *
build(const char *kind, const char *const *values)
{
	struct record *r = record_new(&a, kind_find(kind));
	struct parse_context c = {.now = now, .arena = &a};

	for (; *values; values += 2)
		ck_ok(record_set(r, values[0], values[1], &c, &e), &e);
	return r;
}

#define BUILD(kind, ...) build(kind, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(a_new_home_knows_its_station)
{
	struct stat st;

	ck_assert_str_eq(book_name(b), "sm");
	ck_assert_str_eq(book_device(b), "sm1");
	ck_assert_str_eq(book_station(b)->name, "石门镇应急消防站");
	ck_assert(book_practice(b));
	ck_assert_int_eq(stat(home, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0700);
}
END_TEST

START_TEST(an_existing_home_is_not_made_again)
{
	ck_assert_int_eq(make(home, "sm1"), RC_INVALID);
	ck_assert_int_eq(make(dir, "sm1"), RC_INVALID);
}
END_TEST

START_TEST(a_device_name_must_fit_the_books_and_writers)
{
	static const char *const bad[] = {"",           "sm",   "1",   "SM1",    "sm0",
					  "abcdefghi1", "sm1b", "石1", "sm.root"};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		ck_assert_msg(make(arena_text_f(&a, "%s/other", dir), bad[i]) == RC_INVALID, "%s",
			      bad[i]);
}
END_TEST

START_TEST(a_failed_init_leaves_nothing_behind)
{
	char *other = arena_text_f(&a, "%s/other", dir);

	ck_ok(file_write(rules, "no section\n", 11, &e), &e);
	ck_assert_int_eq(make(other, "sm1"), RC_INVALID);
	ck_ok(file_write(rules, "[rules]\nname = x\n", 17, &e), &e);
	ck_ok(make(other, "sm1"), &e);
}
END_TEST

START_TEST(a_record_gets_the_next_id_and_the_clock)
{
	struct record *r = BUILD("log", "text", "天气晴"), *back;

	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_assert_str_eq(r->id, "sm1-3");
	ck_ok(book_record(b, &a, "sm1-3", &back, &e), &e);
	ck_assert_str_eq(((struct log *)back->body)->text, "天气晴");
	ck_assert_int_eq(back->at.secs, now);
	ck_assert_str_eq(back->by, "sm1");
}
END_TEST

START_TEST(the_author_must_be_a_person_held_here)
{
	struct record *p = BUILD("person", "name", "甲"), *line;

	ck_assert_int_eq(book_set_author(b, "sm1-99", &e), RC_NOT_FOUND);
	ck_assert_int_eq(book_set_author(b, "sm1-1", &e), RC_NOT_FOUND);
	ck_assert_int_eq(book_set_author(b, "nonsense", &e), RC_NOT_FOUND);
	ck_ok(book_add_one(b, &a, p, NULL, &e), &e);
	ck_ok(book_set_author(b, p->id, &e), &e);
	line = BUILD("log", "text", "x");
	ck_ok(book_add_one(b, &a, line, NULL, &e), &e);
	ck_assert_str_eq(line->by, p->id);
	ck_assert_str_eq(book_author_name(b, &a, line->by), "甲");
}
END_TEST

START_TEST(a_private_value_is_read_here_and_stands_in_no_record)
{
	struct record *r = BUILD("call", "way", "in", "party", "村民", "phone", "0300-0000371",
				 "text", "求助"),
		      *back;
	char *path;
	struct stat st;

	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_assert_ptr_null(strstr(r->line, "0000371"));
	path = arena_text_f(&a, "%s/private/%s.json", home, r->id);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_ok(book_record(b, &a, r->id, &back, &e), &e);
	ck_assert_str_eq(((struct call *)back->body)->phone, "0300-0000371");
	private_erase(arena_text_f(&a, "%s/private", home), r->id);
	ck_ok(book_record(b, &a, r->id, &back, &e), &e);
	ck_assert_ptr_null(((struct call *)back->body)->phone);
}
END_TEST

START_TEST(an_orphan_of_a_broken_write_is_erased_by_the_next)
{
	char *private_dir = arena_text_f(&a, "%s/private", home), *text;
	struct record *r = BUILD("log", "text", "x");
	size_t n;

	ck_ok(private_write(private_dir, "sm1-3", "{\"caller\":\"x\"}", 14, &e), &e);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_assert_int_eq(private_read(private_dir, &a, "sm1-3", &text, &n, &e), RC_NOT_FOUND);
}
END_TEST

START_TEST(what_a_record_speaks_of_must_exist)
{
	struct record *r = BUILD("log", "text", "x");

	r->of = "sm1-77";
	ck_assert_int_eq(book_add_one(b, &a, r, NULL, &e), RC_NOT_FOUND);
	r = BUILD("assignment", "person", "sm1-1", "post", "sm1-1", "start", "2026-01-18T08:00",
		  "end", "2026-01-19T08:00");
	ck_assert_int_eq(book_add_one(b, &a, r, NULL, &e), RC_INVALID);
	ck_assert_int_eq(store_count(book_store(b)), 2);
}
END_TEST

START_TEST(a_record_of_a_book_not_held_here_is_refused)
{
	struct record *r = BUILD("log", "text", "x");

	ck_assert_int_eq(book_add_one(b, &a, r, "yl", &e), RC_NOT_FOUND);
}
END_TEST

START_TEST(an_edit_changes_the_thing_and_keeps_its_history)
{
	struct record *r = BUILD("person", "name", "甲", "post", "副镇长");
	struct records history = {0};
	struct person wanted;
	struct thing *t;

	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_ok(book_thing(b, &a, r->id, &t, &e), &e);
	wanted = *(struct person *)t->body;
	wanted.name = arena_text(&a, "乙");
	ck_ok(book_begin(b, &e), &e);
	ck_ok(book_edit(b, &a, t, &wanted, 1, &e), &e);
	ck_ok(book_commit(b, &e), &e);
	ck_ok(book_thing(b, &a, r->id, &t, &e), &e);
	ck_assert_str_eq(((struct person *)t->body)->name, "乙");
	ck_assert_str_eq(((struct person *)t->body)->post, "副镇长");
	ck_assert_int_eq(t->rev, 2);
	ck_ok(book_of(b, &a, r->id, &history, &e), &e);
	ck_assert_uint_eq(history.n, 2);
	vec_clear(&history);
}
END_TEST

START_TEST(an_edit_may_not_clear_what_is_required)
{
	struct record *r = BUILD("person", "name", "甲");
	struct person nobody = {0};
	struct thing *t;

	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_ok(book_thing(b, &a, r->id, &t, &e), &e);
	ck_ok(book_begin(b, &e), &e);
	ck_assert_int_eq(book_edit(b, &a, t, &nobody, 1, &e), RC_MISSING);
	book_abort(b);
	ck_assert_int_eq(store_count(book_store(b)), 3);
}
END_TEST

START_TEST(the_log_is_oldest_first_and_the_limit_takes_the_newest)
{
	struct records out = {0};
	struct book_filter f = {.limit = 2};
	static const char *const times[] = {"02:10", "01:10", "02:40"};

	for (size_t i = 0; i < ARRAY_LEN(times); i++) {
		struct record *r = BUILD("log", "text", times[i]);

		ck_ok(moment_parse(times[i], now, MOMENT_HAPPENED, 0, &r->at, &e), &e);
		ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	}
	ck_ok(book_entries(b, &a, &f, &out, &e), &e);
	ck_assert_uint_eq(out.n, 2);
	ck_assert_str_eq(((struct log *)out.v[0]->body)->text, "02:10");
	ck_assert_str_eq(((struct log *)out.v[1]->body)->text, "02:40");
	vec_clear(&out);
}
END_TEST

struct told {
	struct str ids;
	size_t n, stop_after;
};

static enum rc
tell(void *ctx, struct arena *own, const struct record *r, struct err *err)
{
	struct told *t = ctx;

	(void)own;
	if (t->n == t->stop_after)
		return err_set(err, RC_IO, "enough");
	str_add_f(&t->ids, "%s ", r->id);
	t->n++;
	return RC_OK;
}

/* 2,600 lines, 1,300 of them in one minute, some written late; every 50th speaks of the station. */
static void
write_many(void)
{
	struct record *r = NULL;

	ck_ok(book_begin(b, &e), &e);
	for (int i = 0; i < 2600; i++) {
		int64_t minute = i % 2 ? 1500 : i;

		r = BUILD("log", "text", "一行");
		r->at = moment_at(civil_secs(2026, 1, 17, 0, 0) + minute * 60 / 2);
		ck_ok(book_add(b, &a, r, NULL, &e), &e);
	}
	r = BUILD("correction", "text", "改", "reason", "错");
	r->of = "sm1-3";
	ck_ok(book_add(b, &a, r, NULL, &e), &e);
	ck_ok(book_commit(b, &e), &e);
}

START_TEST(entries_one_after_the_other_are_the_same_entries)
{
	static const struct book_filter filters[] = {{0},
						     {.limit = 30},
						     {.of = "sm1-3"},
						     {.since = 1768580000},
						     {.until = 1768620000},
						     {.book = "sm"},
						     {.book = "other"}};

	write_many();
	for (size_t i = 0; i < ARRAY_LEN(filters); i++) {
		struct records out = {0};
		struct str want = STR_INIT;
		struct told t = {.ids = STR_INIT, .stop_after = SIZE_MAX};

		ck_ok(book_entries(b, &a, &filters[i], &out, &e), &e);
		for (size_t k = 0; k < out.n; k++)
			str_add_f(&want, "%s ", out.v[k]->id);
		ck_ok(book_each_entry(b, &filters[i], tell, &t, &e), &e);
		ck_assert_str_eq(t.ids.ptr, want.ptr);
		ck_assert_uint_eq(t.n, i == 0 || i == 5 ? 2601 : t.n);
		str_clear(&want);
		str_clear(&t.ids);
		vec_clear(&out);
	}
}
END_TEST

START_TEST(entries_one_after_the_other_end_with_the_first_error)
{
	struct told t = {.ids = STR_INIT, .stop_after = 1500};
	const struct book_filter all = {0};

	write_many();
	ck_assert_int_eq(book_each_entry(b, &all, tell, &t, &e), RC_IO);
	ck_assert_str_eq(e.text, "enough");
	ck_assert_uint_eq(t.n, 1500);
	str_clear(&t.ids);
}
END_TEST

START_TEST(search_finds_values_not_keys)
{
	struct records out = {0};
	struct record *r = BUILD("log", "text", "东街 \"水枪\" A1");
	size_t count;

	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_ok(book_search(b, &a, "水枪", 0, &out, NULL, &e), &e);
	ck_assert_uint_eq(out.n, 1);
	out.n = 0;
	ck_ok(book_search(b, &a, "\"水枪\"", 0, &out, NULL, &e), &e);
	ck_assert_uint_eq(out.n, 1);
	out.n = 0;
	ck_ok(book_search(b, &a, "body", 0, &out, NULL, &e), &e);
	ck_assert_uint_eq(out.n, 0);
	ck_ok(book_search(b, &a, "A1", 0, &out, &count, &e), &e);
	ck_assert_uint_eq(count, 1);
	vec_clear(&out);
}
END_TEST

START_TEST(nothing_is_written_when_one_record_of_an_action_is_refused)
{
	struct record *good = BUILD("log", "text", "x"), *bad = BUILD("log", "text", "y");

	bad->of = "sm1-77";
	ck_ok(book_begin(b, &e), &e);
	ck_ok(book_add(b, &a, good, NULL, &e), &e);
	ck_assert_int_ne(book_add(b, &a, bad, NULL, &e), RC_OK);
	book_abort(b);
	ck_assert_int_eq(store_count(book_store(b)), 2);
}
END_TEST

START_TEST(who_has_the_book_open_goes_on_under_the_device_s_next_name)
{
	char *next = arena_text_f(&a, "%s/device.key.next", home), key[KEY_TEXT_MAX];
	struct record *r = BUILD("log", "text", "x");
	struct key_pair k;

	ck_ok(trust_device_key(home, book_store(b), &k, &e), &e);
	ck_ok(sshsig_file_new(next, "sm1b", &k, &e), &e);
	sshsig_key_text(k.public, key);
	/* as another process does it */
	ck_ok(trust_new_epoch(home, book_store(b), "sm1b", key, &e), &e);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_assert_str_eq(r->id, "sm1b-1");
	ck_assert_str_eq(r->by, "sm1b");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("book");
	TCase *t = tcase_create("book");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_new_home_knows_its_station);
	tcase_add_test(t, an_existing_home_is_not_made_again);
	tcase_add_test(t, a_device_name_must_fit_the_books_and_writers);
	tcase_add_test(t, a_failed_init_leaves_nothing_behind);
	tcase_add_test(t, a_record_gets_the_next_id_and_the_clock);
	tcase_add_test(t, the_author_must_be_a_person_held_here);
	tcase_add_test(t, a_private_value_is_read_here_and_stands_in_no_record);
	tcase_add_test(t, an_orphan_of_a_broken_write_is_erased_by_the_next);
	tcase_add_test(t, what_a_record_speaks_of_must_exist);
	tcase_add_test(t, a_record_of_a_book_not_held_here_is_refused);
	tcase_add_test(t, an_edit_changes_the_thing_and_keeps_its_history);
	tcase_add_test(t, an_edit_may_not_clear_what_is_required);
	tcase_add_test(t, the_log_is_oldest_first_and_the_limit_takes_the_newest);
	tcase_add_test(t, entries_one_after_the_other_are_the_same_entries);
	tcase_add_test(t, entries_one_after_the_other_end_with_the_first_error);
	tcase_add_test(t, search_finds_values_not_keys);
	tcase_add_test(t, nothing_is_written_when_one_record_of_an_action_is_refused);
	tcase_add_test(t, who_has_the_book_open_goes_on_under_the_device_s_next_name);
	suite_add_tcase(s, t);
	return run_suite(s);
}
