/*
 * Properties of the views: the order of arrival, the size of the commits and a rebuild change
 * nothing that a reader can see.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "storage/store.h"
#include "tests/helpers.h"
#include "tests/storage/lines.h"

enum { WRITERS = 4, MOST = 140, SEEDS = 8 };

static const char *const writers[WRITERS] = {"sm1", "sm0", "sm1b", "qlx1"};
static const char *dir;
static struct err err;
static uint64_t seed;

static uint64_t
roll(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}

/* The lines of each writer, in their order. */
struct world {
	char *lines[WRITERS][MOST];
	int n[WRITERS];
};

static char *
make_line(const char *writer, int64_t number)
{
	char of[64], text[32];
	int64_t at = minute((int64_t)roll(90));

	/* Most speak of something that may come before or after them, or never. */
	snprintf(of, sizeof(of), "%s-%d", writers[roll(WRITERS)], (int)(1 + roll(60)));
	snprintf(text, sizeof(text), "第%d行", (int)number);
	switch (roll(6)) {
	case 0:
		return strdup(matter_line(writer, number, text));
	case 1:
		return strdup(matter_close_line(writer, number, of));
	case 2:
		return strdup(matter_edit_line(writer, number, of, 3, "{\"closed\":null}",
					       "{\"closed\":true}"));
	case 3:
		return strdup(of_line(writer, number, at, of, text));
	default:
		return strdup(log_line(writer, number, at, text));
	}
}

static void
make_world(struct world *w)
{
	for (int i = 0; i < WRITERS; i++) {
		w->n[i] = (int)roll(MOST + 1);
		for (int k = 0; k < w->n[i]; k++)
			w->lines[i][k] = make_line(writers[i], k + 1);
	}
}

static void
free_world(struct world *w)
{
	for (int i = 0; i < WRITERS; i++)
		for (int k = 0; k < w->n[i]; k++)
			free(w->lines[i][k]);
}

static struct store *
make_store(const char *name)
{
	struct store *s = NULL;
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	ck_ok(store_open(path, STORE_CREATE, &s, &err), &err);
	return s;
}

/* Delivers everything, each writer in its order, otherwise by chance, in commits of up to `most`
 * lines, some with a local value. */
static void
deliver(struct store *s, const struct world *w, uint64_t most)
{
	int next[WRITERS] = {0}, left = 0;

	for (int i = 0; i < WRITERS; i++)
		left += w->n[i];
	while (left > 0) {
		ck_ok(store_begin(s, &err), &err);
		for (uint64_t k = 1 + roll(most); k > 0 && left > 0;) {
			int i = (int)roll(WRITERS);
			const char *line = next[i] < w->n[i] ? w->lines[i][next[i]] : NULL;

			if (!line)
				continue;
			ck_ok(store_append(s, line, strlen(line), &err), &err);
			next[i]++;
			left--;
			k--;
		}
		if (roll(5) == 0)
			ck_ok(store_local_put(s, "tip", "x", 1, &err), &err);
		ck_ok(store_commit(s, &err), &err);
	}
}

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct list {
	char **v;
	size_t n, cap;
};

static bool
collect(void *ctx, const char *line, size_t len)
{
	struct list *l = ctx;

	vec_push(l, strndup(line, len));
	return true;
}

/* Adds the lines to the text and empties the list. */
static void
spell(struct str *out, struct list *l, bool sorted)
{
	if (sorted && l->n > 1)
		qsort(l->v, l->n, sizeof(char *), compare_lines);
	for (size_t i = 0; i < l->n; i++) {
		str_add_f(out, "%s\n", l->v[i]);
		free(l->v[i]);
	}
	vec_clear(l);
}

/* Everything that a reader can see. */
static void
view_all(struct store *s, struct str *out)
{
	struct list l = {0};
	char id[64];

	ck_ok(store_each_time(s, 0, INT64_MAX, false, collect, &l, &err), &err);
	str_add(out, "time\n");
	spell(out, &l, false);
	ck_ok(store_each_time(s, minute(20), minute(50), true, collect, &l, &err), &err);
	str_add(out, "time back\n");
	spell(out, &l, false);
	for (int i = 0; i < WRITERS; i++) {
		ck_ok(store_each_number(s, writers[i], 1, 0, collect, &l, &err), &err);
		spell(out, &l, false);
		for (int k = 1; k <= 60; k++) {
			snprintf(id, sizeof(id), "%s-%d", writers[i], k);
			str_add_f(out, "of %s\n", id);
			ck_ok(store_each_of(s, id, collect, &l, &err), &err);
			spell(out, &l, true);
		}
	}
	ck_ok(store_each_kind(s, "log", false, collect, &l, &err), &err);
	str_add(out, "log\n");
	spell(out, &l, true);
	ck_ok(store_each_kind(s, "matter", false, collect, &l, &err), &err);
	str_add(out, "matter\n");
	spell(out, &l, true);
	ck_ok(store_each_kind(s, "matter", true, collect, &l, &err), &err);
	str_add(out, "open\n");
	spell(out, &l, false);
}

static void
same(const struct str *a, const struct str *b)
{
	size_t i = 0;

	while (i < a->len && a->ptr[i] == b->ptr[i])
		i++;
	while (i > 0 && a->ptr[i - 1] != '\n')
		i--;
	ck_assert_msg(str_equal(a->ptr, b->ptr), "they differ at\n%.300s\nand\n%.300s", a->ptr + i,
		      b->ptr + i);
}

START_TEST(arrival_changes_nothing_that_is_seen)
{
	struct world w = {0};
	struct str one = STR_INIT, other = STR_INIT;
	struct store *s;

	dir = fresh_dir();
	seed = 0x5eed + (uint64_t)_i * 7919;
	make_world(&w);
	s = make_store("one");
	deliver(s, &w, 1);
	ck_ok(store_check(s, &err), &err);
	view_all(s, &one);
	store_close(s);
	s = make_store("other");
	deliver(s, &w, 200);
	ck_ok(store_check(s, &err), &err);
	view_all(s, &other);
	store_close(s);
	same(&one, &other);
	str_clear(&one);
	str_clear(&other);
	free_world(&w);
	clean_dir(dir);
}
END_TEST

START_TEST(a_rebuild_makes_equal_dumps)
{
	struct world w = {0};
	struct str before = STR_INIT, after = STR_INIT;
	struct store *s;

	dir = fresh_dir();
	seed = 0xd0d0 + (uint64_t)_i * 104729;
	make_world(&w);
	s = make_store("store");
	deliver(s, &w, 1 + roll(90));
	ck_ok(store_dump(s, &before, &err), &err);
	ck_ok(store_rebuild(s, &err), &err);
	ck_ok(store_dump(s, &after, &err), &err);
	same(&before, &after);
	ck_ok(store_check(s, &err), &err);
	store_close(s);
	str_clear(&before);
	str_clear(&after);
	free_world(&w);
	clean_dir(dir);
}
END_TEST

/* What the time view gives is sorted, and all of it. */
struct order {
	struct index_keys last;
	int n;
};

static bool
not_before(void *ctx, const char *line, size_t len)
{
	struct order *o = ctx;
	struct index_keys k;

	ck_ok(index_line(line, len, &k, &err), &err);
	if (o->n > 0) {
		ck_assert_int_le(o->last.at, k.at);
		if (o->last.at == k.at)
			ck_assert_int_le(o->last.ts, k.ts);
		if (o->last.at == k.at && o->last.ts == k.ts)
			ck_assert_int_lt(strcmp(o->last.id.writer, k.id.writer), 0);
	}
	o->last = k;
	o->n++;
	return true;
}

START_TEST(times_stand_in_one_order)
{
	struct world w = {0};
	struct order o = {.n = 0};
	struct store *s;

	dir = fresh_dir();
	seed = 0x71e5 + (uint64_t)_i * 15485863;
	make_world(&w);
	s = make_store("store");
	deliver(s, &w, 70);
	ck_ok(store_each_time(s, 0, INT64_MAX, false, not_before, &o, &err), &err);
	ck_assert_int_eq(o.n, store_count(s));
	store_close(s);
	free_world(&w);
	clean_dir(dir);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("views of the store");
	TCase *t = tcase_create("properties");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, arrival_changes_nothing_that_is_seen, 0, SEEDS);
	tcase_add_loop_test(t, a_rebuild_makes_equal_dumps, 0, SEEDS);
	tcase_add_loop_test(t, times_stand_in_one_order, 0, SEEDS);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	/* Thousands of flushes that need no disk. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	return run_suite(suite());
}
