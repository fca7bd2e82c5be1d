/* What is loaded of a roster for a span of time is enough for all that is asked about it. */
#include "storage/roster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/file.h"
#include "tests/helpers.h"

enum { PEOPLE = 5, POSTS = 2, DAYS = 40 };

static struct arena a;
static struct err e;
static const char *dir;
static struct book *b;
static int64_t now;
static const char *people[PEOPLE], *posts[POSTS];

static const char *
add(const char *kind, const char *const *values)
{
	struct record *r = record_new(&a, kind_find(kind));
	struct parse_context c = {.now = now, .arena = &a};

	for (; *values; values += 2)
		if (values[1])
			ck_ok(record_set(r, values[0], values[1], &c, &e), &e);
	ck_ok(book_add(b, &a, r, NULL, &e), &e);
	return r->id;
}

#define ADD(kind, ...) add(kind, (const char *const[]){__VA_ARGS__, NULL})

static void
set_up(void)
{
	static const char text[] = "[rules]\nname = 示例\n";
	char *home, *rules;

	a = (struct arena){0};
	dir = fresh_dir();
	home = arena_text_f(&a, "%s/home", dir);
	rules = arena_text_f(&a, "%s/rules.conf", dir);
	now = civil_secs(2026, 1, 18, 2, 47);
	ck_ok(file_write(rules, text, strlen(text), &e), &e);
	ck_ok(book_create(home,
			  &(struct book_init){.code = "140400101",
					      .name = "石门镇应急消防站",
					      .device = "sm1",
					      .rules_file = rules,
					      .level = LEVEL_TOWNSHIP,
					      .practice = true},
			  now * 1000, &e),
	      &e);
	ck_ok(book_open(home, false, &b, &e), &e);
	book_set_now(b, now * 1000);
	ck_ok(book_begin(b, &e), &e);
	for (int i = 0; i < PEOPLE; i++)
		people[i] = ADD("person", "name", arena_text_f(&a, "员%d", i));
	for (int i = 0; i < POSTS; i++)
		posts[i] = ADD("post", "name", arena_text_f(&a, "岗%d", i), "min", "1");
	ck_ok(book_commit(b, &e), &e);
}

static void
tear_down(void)
{
	book_close(b);
	b = NULL;
	clean_dir(dir);
	arena_free(&a);
}

static const char *
time_words(int64_t secs)
{
	char text[MOMENT_TEXT];

	moment_iso(moment_at(secs), text);
	return arena_text(&a, text);
}

static void
assign(int person, int post, int64_t from, int64_t hours, bool takeover)
{
	struct record *r = record_new(&a, &kind_assignment);
	struct assignment *as = r->body;

	as->person = arena_text(&a, people[person]);
	as->post = arena_text(&a, posts[post]);
	as->start = moment_at(from);
	as->end = moment_at(from + hours * 3600);
	as->source = takeover ? ASSIGN_TAKEOVER : ASSIGN_PLAN;
	record_has(r, "person");
	record_has(r, "post");
	record_has(r, "start");
	record_has(r, "end");
	record_has(r, "source");
	ck_ok(book_add(b, &a, r, NULL, &e), &e);
}

/* Stints as one text, for comparing. */
static const char *
told(const struct stints *s)
{
	struct str out = STR_INIT;
	const char *copy;

	for (size_t i = 0; i < s->n; i++)
		str_add_f(&out, "%s %s %s..%s %d\n", s->v[i].post, s->v[i].person,
			  time_words(s->v[i].from), time_words(s->v[i].until), s->v[i].source);
	copy = arena_text(&a, out.ptr);
	str_clear(&out);
	return copy;
}

/* Of a window loaded alone, and of everything. */
static void
check_window(const struct roster *all, int64_t from, int64_t until)
{
	struct roster some;
	struct stints mine = {0}, theirs = {0};

	ck_ok(roster_load(b, &a, NULL, from, until, &some, &e), &e);
	duty_resolve(&some.duty, from, until, &mine);
	duty_resolve(&all->duty, from, until, &theirs);
	ck_assert_msg(!strcmp(told(&mine), told(&theirs)), "%s..%s\nalone:\n%sof all:\n%s",
		      time_words(from), time_words(until), told(&mine), told(&theirs));
	vec_clear(&mine);
	vec_clear(&theirs);
	roster_clear(&some);
}

START_TEST(a_takeover_later_today_ends_the_duty_that_runs_now)
{
	struct roster all;

	ck_ok(book_begin(b, &e), &e);
	assign(0, 0, civil_secs(2026, 1, 18, 8, 0), 24, false);
	assign(1, 0, civil_secs(2026, 1, 18, 20, 0), 4, true);
	ck_ok(book_commit(b, &e), &e);
	ck_ok(roster_load(b, &a, NULL, 0, 0, &all, &e), &e);
	check_window(&all, civil_secs(2026, 1, 18, 9, 0), civil_secs(2026, 1, 18, 9, 0) + 1);
	roster_clear(&all);
}
END_TEST

START_TEST(a_plan_ahead_ends_the_turn_of_a_pattern)
{
	struct roster all;

	ck_ok(book_begin(b, &e), &e);
	ADD("pattern", "name", "值周", "post", posts[0], "first", "2026-01-05", "hours", "168",
	    "crews", people[2]);
	assign(0, 0, civil_secs(2026, 1, 16, 8, 0), 24, false);
	ck_ok(book_commit(b, &e), &e);
	ck_ok(roster_load(b, &a, NULL, 0, 0, &all, &e), &e);
	check_window(&all, civil_secs(2026, 1, 13, 9, 0), civil_secs(2026, 1, 13, 9, 0) + 1);
	check_window(&all, civil_secs(2026, 1, 18, 9, 0), civil_secs(2026, 1, 18, 9, 0) + 1);
	roster_clear(&all);
}
END_TEST

START_TEST(any_window_of_random_months_is_loaded_whole)
{
	int64_t first = civil_secs(2026, 1, 1, 0, 0);
	struct roster all;

	srand((unsigned)_i + 1);
	ck_ok(book_begin(b, &e), &e);
	if (_i % 2)
		ADD("pattern", "name", "轮值", "post", posts[1], "first", "2025-12-20", "hours",
		    _i % 3 ? "48" : "168", "crews",
		    arena_text_f(&a, "%s、%s", people[0], people[1]));
	for (int i = 0; i < 60; i++)
		assign(rand() % PEOPLE, rand() % POSTS,
		       first + rand() % DAYS * (int64_t)DAY_SECONDS + rand() % 24 * 3600,
		       1 + rand() % (i % 10 ? 30 : 700), rand() % 3 == 0);
	ck_ok(book_commit(b, &e), &e);
	ck_ok(roster_load(b, &a, NULL, 0, 0, &all, &e), &e);
	for (int i = 0; i < 60; i++) {
		int64_t from = first + rand() % (DAYS * 1440) * (int64_t)60;

		check_window(&all, from, i % 2 ? from + 1 : from + rand() % 3000 * 60 + 60);
	}
	roster_clear(&all);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("roster");
	TCase *t = tcase_create("roster");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_takeover_later_today_ends_the_duty_that_runs_now);
	tcase_add_test(t, a_plan_ahead_ends_the_turn_of_a_pattern);
	tcase_add_loop_test(t, any_window_of_random_months_is_loaded_whole, 0, 8);
	suite_add_tcase(s, t);
	return run_suite(s);
}
