/*
 * A small roster to ask questions of: posts, people, what puts them there. Times are days of March
 * 2026, whose first is a Sunday; any day may be counted on over the month's end.
 */
#ifndef TESTS_CORE_ROSTER_KIT_H
#define TESTS_CORE_ROSTER_KIT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty.h"
#include "core/matter.h"
#include "core/season.h"
#include "core/vec.h"
#include "tests/helpers.h"

static struct arena arena;
static struct duty_book book;
static struct calendar calendar;
static int made;

static inline int64_t
at(int day, int hour, int minute)
{
	return civil_secs(2026, 3, 1, hour, minute) + (int64_t)(day - 1) * DAY_SECONDS;
}

static inline char *
T(const char *text)
{
	return arena_text(&arena, text);
}

static inline struct thing *
kit_thing(struct things *into, const struct kind *k, const char *id, const void *body)
{
	struct thing *t = ARENA_NEW(&arena, struct thing);
	struct record *r = ARENA_NEW(&arena, struct record);

	r->id = id ? T(id) : arena_text_f(&arena, "sm1-%d", 100 + made);
	r->ts = ++made;
	r->kind = t->kind = k;
	t->id = r->id;
	t->body = memcpy(arena_alloc(&arena, k->size), body, k->size);
	t->first = t->last = r;
	vec_push(into, t);
	return t;
}

#define NEW(list, type, id, ...) \
	kit_thing(&book.list, &kind_##type, id, &(struct type){__VA_ARGS__})

/* "jia yi+bing": crews in the arena. */
static inline char **
crews(const char *text)
{
	char **v = arena_alloc(&arena, 40 * sizeof(*v)), *copy = T(text);

	for (size_t n = 0; n < 39 && *copy; n++) {
		size_t len = strcspn(copy, " ");
		bool more = copy[len];

		copy[len] = '\0';
		v[n] = copy;
		copy += len + more;
	}
	return v;
}

static inline struct post *
post(const char *id, int order, int min)
{
	return NEW(posts, post, id, .name = T(id), .order = {order, true}, .min = {min, true})
	    ->body;
}

static inline struct person *
person(const char *id)
{
	return NEW(people, person, id, .name = T(id))->body;
}

static inline struct thing *
plan(const char *who, const char *where, int64_t from, int64_t until)
{
	return NEW(assignments, assignment, NULL, .person = T(who), .post = T(where),
		   .start = moment_at(from), .end = moment_at(until), .source = ASSIGN_PLAN);
}

static inline void
decree(const char *conf)
{
	struct err e;

	ck_ok(calendar_read(&arena, &calendar, "x", conf, strlen(conf), &e), &e);
	book.calendar = &calendar;
}

/* Posts main and deputy; jia, yi, bing, ding. */
static inline void
kit_begin(void)
{
	memset(&book, 0, sizeof(book));
	made = 0;
	post("main", 1, 1);
	post("deputy", 2, 1);
	person("jia");
	person("yi");
	person("bing");
	person("ding");
}

static inline void
kit_end(void)
{
	vec_clear(&book.posts);
	vec_clear(&book.people);
	vec_clear(&book.patterns);
	vec_clear(&book.assignments);
	vec_clear(&book.swaps);
	vec_clear(&book.leaves);
	vec_clear(&book.modes);
	vec_clear(&book.covers);
	vec_clear(&book.seasons);
	vec_clear(&book.warnings);
	calendar_clear(&calendar);
	arena_free(&arena);
}

static inline void
add_moment(struct str *out, int64_t secs)
{
	struct civil c = civil_of(secs);

	str_add_f(out, "%02d-%02d %02d:%02d", c.month, c.day, c.hour, c.minute);
}

/* "main=jia 03-01 08:00..03-02 08:00; …" of the stints of a post that touch the days. */
static inline const char *
stood(const char *where, int from, int until)
{
	struct stints s = {0};
	struct str out = STR_INIT;
	const char *text;

	duty_resolve(&book, at(from, 0, 0), at(until, 0, 0), &s);
	for (size_t i = 0; i < s.n; i++) {
		if (strcmp(s.v[i].post, where) != 0)
			continue;
		str_add_f(&out, "%s%s ", out.len ? "; " : "", s.v[i].person);
		add_moment(&out, s.v[i].from);
		str_add(&out, "..");
		add_moment(&out, s.v[i].until);
	}
	text = T(out.ptr);
	str_clear(&out);
	vec_clear(&s);
	return text;
}

/* Likewise the gaps, with how many there are of how many. */
static inline const char *
gaps_of(const char *where, int from, int until)
{
	struct gaps g = {0};
	struct str out = STR_INIT;
	const char *text;

	duty_gaps(&book, at(from, 8, 0), at(until, 8, 0), &g);
	for (size_t i = 0; i < g.n; i++) {
		if (strcmp(g.v[i].post, where) != 0)
			continue;
		str_add(&out, out.len ? "; " : "");
		add_moment(&out, g.v[i].from);
		str_add(&out, "..");
		add_moment(&out, g.v[i].until);
		str_add_f(&out, " %d/%d", (int)g.v[i].have, (int)g.v[i].need);
	}
	text = T(out.ptr);
	str_clear(&out);
	vec_clear(&g);
	return text;
}

#endif
