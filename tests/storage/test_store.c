/* The store, on a real LMDB in a fresh folder: what is written is read back in every view. */
#include "storage/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/store_home.h"
#include "tests/helpers.h"
#include "tests/storage/lines.h"

static const char *dir;
static struct store *store;
static struct err err;

static void
open_fresh(void)
{
	dir = fresh_dir();
	ck_ok(store_open(dir, STORE_CREATE, &store, &err), &err);
}

static void
close_fresh(void)
{
	store_close(store);
	store = NULL;
	clean_dir(dir);
}

static void
append(const char *line)
{
	ck_ok(store_begin(store, &err), &err);
	ck_ok(store_append(store, line, strlen(line), &err), &err);
	ck_ok(store_commit(store, &err), &err);
}

/* Appends count log lines of a writer, one commit each. */
static void
append_logs(const char *writer, int64_t first, int count)
{
	for (int i = 0; i < count; i++)
		append(log_line(writer, first + i, minute(first + i), "text"));
}

START_TEST(a_line_is_read_back_by_its_id)
{
	struct arena a = {0};
	char *line = NULL;
	size_t len = 0;

	append(log_line("sm1", 1, 0, "first"));
	ck_ok(store_get(store, &a, "sm1-1", &line, &len, &err), &err);
	ck_assert_str_eq(line, log_line("sm1", 1, 0, "first"));
	ck_assert_uint_eq(len, strlen(line));
	ck_assert_int_eq(store_get(store, &a, "sm1-2", &line, &len, &err), RC_NOT_FOUND);
	ck_assert_int_eq(store_get(store, &a, "nonsense", &line, &len, &err), RC_NOT_FOUND);
	arena_free(&a);
}
END_TEST

START_TEST(every_line_is_found_around_the_seal)
{
	struct arena a = {0};
	char id[32], *line;
	size_t len;

	for (int n = 1; n <= 130; n++) {
		append_logs("sm1", n, 1);
		ck_assert_int_eq(store_count(store), n);
		if (n < 60 || (n > 70 && n < 125))
			continue;
		for (int i = 1; i <= n; i++) {
			snprintf(id, sizeof(id), "sm1-%d", i);
			ck_ok(store_get(store, &a, id, &line, &len, &err), &err);
			ck_assert_str_eq(line, log_line("sm1", i, minute(i), "text"));
		}
		snprintf(id, sizeof(id), "sm1-%d", n + 1);
		ck_assert_int_eq(store_get(store, &a, id, &line, &len, &err), RC_NOT_FOUND);
		ck_ok(store_check(store, &err), &err);
	}
	arena_free(&a);
}
END_TEST

START_TEST(a_number_that_is_not_the_next_is_a_conflict)
{
	const char *line = log_line("sm1", 2, 0, "text");
	int64_t next = 0;

	ck_ok(store_begin(store, &err), &err);
	ck_assert_int_eq(store_append(store, line, strlen(line), &err), RC_CONFLICT);
	line = log_line("sm1", 1, 0, "text");
	ck_ok(store_append(store, line, strlen(line), &err), &err);
	ck_assert_int_eq(store_append(store, line, strlen(line), &err), RC_CONFLICT);
	ck_ok(store_next_number(store, "sm1", &next, &err), &err);
	ck_assert_int_eq(next, 2);
	store_abort(store);
	ck_ok(store_next_number(store, "sm1", &next, &err), &err);
	ck_assert_int_eq(next, 1);
	ck_assert_int_eq(store_count(store), 0);
}
END_TEST

START_TEST(numbers_run_on_for_each_writer_after_the_seal)
{
	int64_t next = 0;

	append_logs("sm1", 1, 70);
	append_logs("sm0", 1, 3);
	append_logs("sm1b", 1, 70);
	ck_ok(store_next_number(store, "sm1", &next, &err), &err);
	ck_assert_int_eq(next, 71);
	ck_ok(store_next_number(store, "sm0", &next, &err), &err);
	ck_assert_int_eq(next, 4);
	ck_ok(store_next_number(store, "sm1b", &next, &err), &err);
	ck_assert_int_eq(next, 71);
	ck_ok(store_next_number(store, "sm1a", &next, &err), &err);
	ck_assert_int_eq(next, 1);
}
END_TEST

START_TEST(a_line_that_is_not_canonical_is_refused)
{
	static const char *const bad[] = {"", "{}", "nonsense", "{\"id\":\"sm1-1\"}"};

	ck_ok(store_begin(store, &err), &err);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_int_eq(store_append(store, bad[i], strlen(bad[i]), &err), RC_CORRUPT);
	ck_ok(store_commit(store, &err), &err);
	ck_assert_int_eq(store_count(store), 0);
}
END_TEST

START_TEST(a_thing_is_read_with_all_that_speaks_of_it)
{
	struct seen seen = {0};

	append(of_line("sm1", 1, 0, "sm2-1", "before it arrived"));
	append_logs("sm1", 2, 80);
	append(log_line("sm2", 1, 0, "the thing"));
	append(of_line("sm1", 82, 0, "sm2-1", "after"));
	append_logs("sm1", 83, 80);
	append(of_line("sm1", 163, 0, "sm2-1", "in the tail"));
	append(of_line("sm1", 164, 0, "sm2-11", "another"));
	ck_ok(store_each_of(store, "sm2-1", see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-1 sm2-1 sm1-82 sm1-163 ");
	seen = (struct seen){.stop_after = 2};
	ck_ok(store_each_of(store, "sm2-1", see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-1 sm2-1 ");
	seen = (struct seen){0};
	ck_ok(store_each_of(store, "sm2-2", see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "");
}
END_TEST

START_TEST(times_run_both_ways_within_their_limits)
{
	struct seen seen = {0};

	append_logs("sm1", 1, 64);                        /* minutes 1-64, sealed */
	append(log_line("sm1", 65, minute(10), "late"));  /* in the tail, back in time */
	append(log_line("sm1", 66, minute(100), "last")); /* in the tail */
	ck_ok(store_each_time(store, 0, INT64_MAX, true, see, &seen, &err), &err);
	ck_assert_int_eq(seen.n, 66);
	ck_assert_msg(strncmp(seen.ids, "sm1-66 sm1-64 sm1-63 ", 21) == 0, "%s", seen.ids);
	seen = (struct seen){0};
	ck_ok(store_each_time(store, minute(9), minute(12), false, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-9 sm1-10 sm1-65 sm1-11 ");
	seen = (struct seen){0};
	ck_ok(store_each_time(store, minute(9), minute(12), true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-11 sm1-65 sm1-10 sm1-9 ");
	seen = (struct seen){0};
	ck_ok(store_each_time(store, minute(101), INT64_MAX, true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "");
}
END_TEST

START_TEST(a_writers_lines_come_in_order_of_number)
{
	struct seen seen = {0};

	for (int i = 1; i <= 100; i++) {
		append_logs("sm1", i, 1);
		append_logs("sm0", i, 1);
	}
	ck_ok(store_each_number(store, "sm1", 31, 34, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-31 sm1-32 sm1-33 sm1-34 ");
	seen = (struct seen){0};
	ck_ok(store_each_number(store, "sm0", 98, 0, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm0-98 sm0-99 sm0-100 ");
	seen = (struct seen){0};
	ck_ok(store_each_number(store, "sm1", 1, 0, see, &seen, &err), &err);
	ck_assert_int_eq(seen.n, 100);
	seen = (struct seen){0};
	ck_ok(store_each_number(store, "sm1", 101, 0, see, &seen, &err), &err);
	ck_ok(store_each_number(store, "sm", 1, 0, see, &seen, &err), &err);
	ck_ok(store_each_number(store, "sm2", 1, 0, see, &seen, &err), &err);
	ck_assert_int_eq(seen.n, 0);
}
END_TEST

START_TEST(arrival_order_runs_both_ways)
{
	struct seen seen = {0};

	append_logs("sm1", 1, 66);
	ck_ok(store_each(store, false, see, &seen, &err), &err);
	ck_assert_msg(strncmp(seen.ids, "sm1-1 sm1-2 ", 12) == 0, "%s", seen.ids);
	ck_assert_int_eq(seen.n, 66);
	seen = (struct seen){.stop_after = 4};
	ck_ok(store_each(store, true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-66 sm1-65 sm1-64 sm1-63 ");
}
END_TEST

START_TEST(a_search_finds_bytes_newest_first)
{
	struct seen seen = {0};

	append(log_line("sm1", 1, 0, "滑坡"));
	append_logs("sm1", 2, 70);
	append(log_line("sm1", 72, 0, "又见滑坡"));
	ck_ok(store_search(store, "滑坡", see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-72 sm1-1 ");
	seen = (struct seen){0};
	ck_ok(store_search(store, "坡滑", see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "");
	ck_ok(store_search(store, "\n", see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "");
	ck_ok(store_search(store, "text\"}", see, &seen, &err), &err);
	ck_assert_int_eq(seen.n, 70);
}
END_TEST

START_TEST(writers_are_listed_sorted)
{
	struct arena a = {0};
	char **writers = NULL;
	size_t n = 9;

	ck_ok(store_writers(store, &a, &writers, &n, &err), &err);
	ck_assert_uint_eq(n, 0);
	append_logs("sm2", 1, 1);
	append_logs("sm1", 1, 70);
	append_logs("sm1", 71, 1);
	append_logs("sm0", 1, 1);
	ck_ok(store_writers(store, &a, &writers, &n, &err), &err);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(writers[0], "sm0");
	ck_assert_str_eq(writers[1], "sm1");
	ck_assert_str_eq(writers[2], "sm2");
	arena_free(&a);
}
END_TEST

START_TEST(open_things_follow_their_edits_in_tail_and_blocks)
{
	struct seen seen = {0};

	append(matter_line("sm1", 1, "first"));
	append(matter_line("sm1", 2, "second"));
	append(matter_close_line("sm1", 3, "sm1-1"));
	ck_ok(store_each_kind(store, "matter", true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-2 ");
	append_logs("sm1", 4, 70);
	seen = (struct seen){0};
	ck_ok(store_each_kind(store, "matter", true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-2 ");
	append(matter_close_line("sm1", 74, "sm1-2"));
	seen = (struct seen){0};
	ck_ok(store_each_kind(store, "matter", true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "");
	ck_ok(store_each_kind(store, "matter", false, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm1-1 sm1-2 ");
	append_logs("sm1", 75, 70);
	seen = (struct seen){0};
	ck_ok(store_each_kind(store, "matter", true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "");
	ck_ok(store_check(store, &err), &err);
}
END_TEST

START_TEST(an_edit_waits_for_its_thing)
{
	struct seen seen = {0};

	append(matter_close_line("sm1", 1, "sm2-1"));
	append_logs("sm1", 2, 70);
	ck_ok(store_each_kind(store, "matter", true, see, &seen, &err), &err);
	append(matter_line("sm2", 1, "closed before it came"));
	append(matter_line("sm2", 2, "open"));
	ck_ok(store_each_kind(store, "matter", true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm2-2 ");
	append_logs("sm1", 72, 70);
	seen = (struct seen){0};
	ck_ok(store_each_kind(store, "matter", true, see, &seen, &err), &err);
	ck_assert_str_eq(seen.ids, "sm2-2 ");
	ck_ok(store_check(store, &err), &err);
}
END_TEST

START_TEST(local_values_are_seen_before_the_commit)
{
	struct arena a = {0};
	char *value = NULL;
	size_t n = 0;

	ck_ok(store_begin(store, &err), &err);
	ck_ok(store_local_put(store, "set/lang", "zh", 2, &err), &err);
	ck_ok(store_local_get(store, &a, "set/lang", &value, &n, &err), &err);
	ck_assert_str_eq(value, "zh");
	ck_ok(store_local_put(store, "set/lang", NULL, 0, &err), &err);
	ck_assert_int_eq(store_local_get(store, &a, "set/lang", &value, &n, &err), RC_NOT_FOUND);
	ck_ok(store_local_put(store, "set/lang", "en", 2, &err), &err);
	store_abort(store);
	ck_assert_int_eq(store_local_get(store, &a, "set/lang", &value, &n, &err), RC_NOT_FOUND);
	ck_ok(store_begin(store, &err), &err);
	ck_ok(store_local_put(store, "set/empty", "", 0, &err), &err);
	ck_ok(store_commit(store, &err), &err);
	ck_ok(store_local_get(store, &a, "set/empty", &value, &n, &err), &err);
	ck_assert_uint_eq(n, 0);
	arena_free(&a);
}
END_TEST

static bool
join_keys(void *ctx, const char *key, const void *value, size_t n)
{
	char *out = ctx;

	snprintf(out + strlen(out), 200 - strlen(out), "%s=%.*s ", key, (int)n,
		 (const char *)value);
	return true;
}

START_TEST(local_values_are_listed_by_prefix)
{
	char text[200] = "";

	ck_ok(store_begin(store, &err), &err);
	ck_ok(store_local_put(store, "draft/2", "b", 1, &err), &err);
	ck_ok(store_local_put(store, "draft/1", "a", 1, &err), &err);
	ck_ok(store_local_put(store, "drafts", "c", 1, &err), &err);
	ck_ok(store_local_put(store, "tip/sm1", "d", 1, &err), &err);
	ck_ok(store_commit(store, &err), &err);
	ck_ok(store_each_local(store, "draft/", join_keys, text, &err), &err);
	ck_assert_str_eq(text, "draft/1=a draft/2=b ");
	text[0] = '\0';
	ck_ok(store_each_local(store, "", join_keys, text, &err), &err);
	ck_assert_str_eq(text, "draft/1=a draft/2=b drafts=c tip/sm1=d ");
}
END_TEST

static bool
join_pubs(void *ctx, int64_t first, const void *bytes, size_t n)
{
	char *out = ctx;

	snprintf(out + strlen(out), 200 - strlen(out), "%lld=%.*s ", (long long)first, (int)n,
		 (const char *)bytes);
	return true;
}

START_TEST(publications_are_kept_by_writer_and_number)
{
	char text[200] = "";

	ck_ok(store_begin(store, &err), &err);
	ck_ok(store_pub_put(store, "sm1", 1, "a", 1, &err), &err);
	ck_ok(store_pub_put(store, "sm1", 300, "b", 1, &err), &err);
	ck_ok(store_pub_put(store, "sm1b", 1, "c", 1, &err), &err);
	ck_ok(store_commit(store, &err), &err);
	ck_ok(store_each_pub(store, "sm1", false, join_pubs, text, &err), &err);
	ck_assert_str_eq(text, "1=a 300=b ");
	text[0] = '\0';
	ck_ok(store_each_pub(store, "sm1", true, join_pubs, text, &err), &err);
	ck_assert_str_eq(text, "300=b 1=a ");
	text[0] = '\0';
	ck_ok(store_each_pub(store, "sm1b", true, join_pubs, text, &err), &err);
	ck_assert_str_eq(text, "1=c ");
}
END_TEST

static bool
read_inside(void *ctx, const char *line, size_t len)
{
	struct arena a = {0};
	struct seen inner = {0};
	char *again;
	size_t n;

	ck_ok(store_get(store, &a, id_of(line, len), &again, &n, &err), &err);
	ck_assert_uint_eq(n, len);
	ck_ok(store_each_of(store, "sm1-1", see, &inner, &err), &err);
	ck_assert_int_eq(inner.n, 1);
	arena_free(&a);
	++*(int *)ctx;
	return true;
}

START_TEST(a_listing_may_read_again)
{
	int n = 0;

	append_logs("sm1", 1, 70);
	ck_ok(store_each(store, false, read_inside, &n, &err), &err);
	ck_assert_int_eq(n, 70);
	n = 0;
	ck_ok(store_each_time(store, 0, INT64_MAX, true, read_inside, &n, &err), &err);
	ck_assert_int_eq(n, 70);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("store");
	TCase *t = tcase_create("views");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, open_fresh, close_fresh);
	tcase_add_test(t, a_line_is_read_back_by_its_id);
	tcase_add_test(t, every_line_is_found_around_the_seal);
	tcase_add_test(t, a_number_that_is_not_the_next_is_a_conflict);
	tcase_add_test(t, numbers_run_on_for_each_writer_after_the_seal);
	tcase_add_test(t, a_line_that_is_not_canonical_is_refused);
	tcase_add_test(t, a_thing_is_read_with_all_that_speaks_of_it);
	tcase_add_test(t, times_run_both_ways_within_their_limits);
	tcase_add_test(t, a_writers_lines_come_in_order_of_number);
	tcase_add_test(t, arrival_order_runs_both_ways);
	tcase_add_test(t, a_search_finds_bytes_newest_first);
	tcase_add_test(t, writers_are_listed_sorted);
	tcase_add_test(t, open_things_follow_their_edits_in_tail_and_blocks);
	tcase_add_test(t, an_edit_waits_for_its_thing);
	tcase_add_test(t, local_values_are_seen_before_the_commit);
	tcase_add_test(t, local_values_are_listed_by_prefix);
	tcase_add_test(t, publications_are_kept_by_writer_and_number);
	tcase_add_test(t, a_listing_may_read_again);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
