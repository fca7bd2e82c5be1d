/* Makes random rosters. */
#include "tests/core/kit/chance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/matter.h"
#include "core/season.h"
#include "core/vec.h"
#include "tests/core/kit/oracle.h"
#include "tests/helpers.h"

enum { POSTS = 6, PEOPLE = 8 };

/* A leap month, a year's end, a spring festival, make-up days, a month of 31. */
static const int months[] = {20240201, 20251215, 20260201, 20260915, 20261001};

int64_t
chance(struct chance *c, int64_t n)
{
	c->state = c->state * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((c->state >> 33) % (uint64_t)n);
}

static bool
often(struct chance *c, int percent)
{
	return chance(c, 100) < percent;
}

int64_t
chance_moment(struct chance *c)
{
	return day_secs(c->first) + chance(c, 31 * 1440) * 60;
}

/* Mostly the hours at which shifts change, sometimes any minute. */
static int64_t
shift_moment(struct chance *c)
{
	static const int hours[] = {8, 8, 8, 20, 0, 17};
	int64_t day = day_secs(day_add(c->first, (int)chance(c, 31)));

	if (often(c, 25))
		return day + chance(c, 1440) * 60;
	return day + hours[chance(c, ARRAY_LEN(hours))] * 3600;
}

static int64_t
length(struct chance *c)
{
	static const int hours[] = {24, 24, 12, 4, 48, 1};

	if (often(c, 25))
		return (1 + chance(c, 3000)) * 60;
	return hours[chance(c, ARRAY_LEN(hours))] * 3600;
}

static struct record *
record(struct chance *c, const struct kind *k, const char *id)
{
	struct record *r = ARENA_NEW(&c->arena, struct record);

	r->id = arena_text(&c->arena, id);
	r->kind = k;
	r->ts = 1000 + chance(c, 40); /* often the same: the id decides */
	return r;
}

struct thing *
chance_thing(struct chance *c, struct things *into, const struct kind *k, const void *body)
{
	struct thing *t = ARENA_NEW(&c->arena, struct thing);
	char id[20];

	snprintf(id, sizeof(id), "sm1-%d", ++c->made);
	t->kind = k;
	t->first = record(c, k, id);
	t->id = arena_text(&c->arena, id);
	t->last = t->first;
	t->body = memcpy(arena_alloc(&c->arena, k->size), body, k->size);
	if (k == &kind_swap) { /* approved later */
		struct record *last;

		snprintf(id, sizeof(id), "sm1-%d", ++c->made);
		last = record(c, k, id);
		last->ts = t->first->ts + chance(c, 20);
		t->last = last;
	}
	vec_push(into, t);
	return t;
}

#define NEW(list, type, ...) \
	chance_thing(c, &c->book.list, &kind_##type, &(struct type){__VA_ARGS__})

static char *
post(struct chance *c)
{
	return (char *)c->book.posts.v[chance(c, (int64_t)c->book.posts.n)]->id;
}

static char *
person(struct chance *c)
{
	return (char *)c->book.people.v[chance(c, (int64_t)c->book.people.n)]->id;
}

static void
make_posts(struct chance *c)
{
	for (int i = 0; i < POSTS; i++) {
		struct post p = {.name = arena_text_f(&c->arena, "岗%d", i),
				 .min = {chance(c, 3), true},
				 .order = {chance(c, 4), often(c, 70)},
				 .group = (int)chance(c, 3),
				 .readiness = (int)chance(c, 4),
				 .raised = {chance(c, 4), often(c, 40)},
				 .all = {chance(c, 5), often(c, 40)},
				 .covers = often(c, 60) ? COVERS_ALWAYS : (int)chance(c, 5)};

		if (often(c, 30)) {
			p.office_from = (struct clock){510, true};
			p.office_until = (struct clock){1050, true};
		}
		NEW(posts, post, .name = NULL);
		*(struct post *)c->book.posts.v[i]->body = p;
	}
	if (often(c, 50))
		((struct post *)c->book.posts.v[1]->body)->also = (char *)c->book.posts.v[0]->id;
	if (often(c, 30))
		((struct post *)c->book.posts.v[3]->body)->also = (char *)c->book.posts.v[1]->id;
}

static void
make_people(struct chance *c)
{
	for (int i = 0; i < PEOPLE; i++)
		NEW(people, person, .name = arena_text_f(&c->arena, "员%d", i),
		    .from = often(c, 15) ? day_add(c->first, 10) : 0,
		    .until = often(c, 15) ? day_add(c->first, 20) : 0);
}

static char *
crew(struct chance *c)
{
	if (often(c, 15))
		return arena_text(&c->arena, "-");
	if (often(c, 30))
		return arena_text_f(&c->arena, "%s+%s", person(c), person(c));
	if (often(c, 5))
		return arena_text(&c->arena, "sm1-9999"); /* nobody any more */
	return person(c);
}

static void
make_patterns(struct chance *c)
{
	static const int hours[] = {24, 24, 12, 8, 48, 168, 14};

	for (int64_t i = chance(c, 4); i > 0; i--) {
		struct pattern p = {.post = post(c),
				    .first = day_add(c->first, (int)chance(c, 40) - 30),
				    .hours = {hours[chance(c, ARRAY_LEN(hours))], true},
				    .times = {1 + chance(c, 7), often(c, 30)},
				    .days = (int)chance(c, 3) * often(c, 30),
				    .cancelled = often(c, 10)};
		int64_t n = 1 + chance(c, 4);

		p.every = (struct count){p.hours.n + chance(c, 3) * 12, often(c, 40)};
		p.last = often(c, 30) ? day_add(p.first, (int)chance(c, 50)) : 0;
		if (often(c, 40))
			p.from = (struct clock){(int)chance(c, 48) * 30, true};
		p.crews = arena_alloc(&c->arena, (size_t)(n + 1) * sizeof(char *));
		for (int64_t k = 0; k < n; k++)
			p.crews[k] = crew(c);
		chance_thing(c, &c->book.patterns, &kind_pattern, &p);
	}
}

static void
make_plans(struct chance *c)
{
	for (int64_t i = chance(c, 50); i > 0; i--) {
		int64_t from = shift_moment(c);

		NEW(assignments, assignment, .post = post(c), .person = person(c),
		    .start = moment_at(from), .end = moment_at(from + length(c)),
		    .source = ASSIGN_PLAN, .cancelled = often(c, 10));
	}
}

static void
make_takeovers(struct chance *c)
{
	for (int64_t i = chance(c, 8); i > 0; i--) {
		int64_t from = chance_moment(c);

		NEW(assignments, assignment, .post = post(c), .person = person(c),
		    .start = moment_at(from), .end = moment_at(from + length(c)),
		    .source = ASSIGN_TAKEOVER, .instead = often(c, 50) ? person(c) : NULL,
		    .besides = often(c, 15), .cancelled = often(c, 10));
	}
}

/* Somebody's duty at a moment, as it stands so far; or anything. */
static void
some_duty(struct chance *c, struct oracle_row *out, int64_t *from, int64_t *until)
{
	struct oracle_rows rows;
	int64_t at = chance_moment(c);

	oracle_claims(&c->book, at, &rows);
	*from = shift_moment(c);
	*until = *from + length(c);
	if (rows.n == 0 || often(c, 20)) {
		*out = (struct oracle_row){.post = post(c), .person = person(c)};
		return;
	}
	*out = rows.v[chance(c, (int64_t)rows.n)];
	if (often(c, 80)) {
		*from = out->begins;
		*until = out->begins + DAY_SECONDS;
	}
}

static void
make_swap(struct chance *c)
{
	struct oracle_row give, back;
	struct swap s = {.state = often(c, 75) ? SWAP_APPROVED : 1 + (int)chance(c, 5)};
	int64_t from, until;

	some_duty(c, &give, &from, &until);
	s.post = (char *)give.post;
	s.person = (char *)give.person;
	s.start = moment_at(from);
	s.end = moment_at(until);
	if (often(c, 50)) {
		some_duty(c, &back, &from, &until);
		s.with = (char *)back.person;
		s.back_post = (char *)back.post;
		s.back_start = moment_at(from);
		s.back_end = moment_at(until);
	} else {
		s.with = person(c);
	}
	if (strcmp(s.with, s.person) != 0)
		chance_thing(c, &c->book.swaps, &kind_swap, &s);
}

static void
make_leaves(struct chance *c)
{
	for (int64_t i = chance(c, 6); i > 0; i--) {
		int64_t from = shift_moment(c);

		NEW(leaves, leave, .person = person(c), .start = moment_at(from),
		    .end = moment_at(from + length(c) * 2),
		    .state = often(c, 70) ? LEAVE_APPROVED : 1 + (int)chance(c, 4));
	}
}

static void
make_modes(struct chance *c)
{
	for (int64_t i = chance(c, 4); i > 0; i--) {
		int64_t from = shift_moment(c);
		struct mode m = {.level = 1 + (int)chance(c, 3),
				 .start = moment_at(from),
				 .cancelled = often(c, 15)};

		if (often(c, 70))
			m.end = moment_at(from + length(c) * 5);
		chance_thing(c, &c->book.modes, &kind_mode, &m);
		if (often(c, 20)) /* another one from the same moment on */
			NEW(modes, mode, .level = 1 + (int)chance(c, 3), .start = moment_at(from));
	}
	if (often(c, 40))
		NEW(seasons, season, .level = 2 + (int)chance(c, 2), .from = (char *)"12-20",
		    .to = (char *)"02-10");
	if (often(c, 40))
		NEW(seasons, season, .level = 2 + (int)chance(c, 2), .colour = 3);
	for (int64_t i = chance(c, 3); i > 0; i--) {
		int64_t from = chance_moment(c);

		NEW(warnings, warning, .colour = 1 + (int)chance(c, 4), .issued = moment_at(from),
		    .until = moment_at(from + length(c) * 2));
	}
}

static void
make_covers(struct chance *c)
{
	for (int64_t i = chance(c, 4); i > 0; i--) {
		int64_t from = chance_moment(c);

		NEW(covers, cover, .post = often(c, 80) ? post(c) : NULL, .start = moment_at(from),
		    .end = moment_at(from + length(c)), .people = {chance(c, 3), often(c, 50)},
		    .cancelled = often(c, 10));
	}
}

static void
read_calendar(struct chance *c, const char *path)
{
	struct err e;
	size_t len;
	char *text = slurp(path, &len);

	ck_assert_msg(text != NULL, "%s is missing", path);
	ck_ok(calendar_read(&c->arena, &c->calendar, path, text, len, &e), &e);
	free(text);
}

void
chance_make(struct chance *c, int seed)
{
	*c = (struct chance){.state = (uint64_t)seed * 7919 + 13};
	c->first = months[seed % (int)ARRAY_LEN(months)];
	c->last = day_add(c->first, 30);
	read_calendar(c, "templates/holidays/2024.conf");
	read_calendar(c, "templates/holidays/2026.conf");
	c->book.calendar = &c->calendar;
	make_posts(c);
	make_people(c);
	make_patterns(c);
	make_plans(c);
	for (int64_t i = chance(c, 5); i > 0; i--)
		make_swap(c);
	make_takeovers(c);
	for (int64_t i = chance(c, 8); i > 0; i--)
		make_swap(c);
	make_leaves(c);
	make_modes(c);
	make_covers(c);
}

void
chance_clear(struct chance *c)
{
	struct things *lists[] = {&c->book.posts,       &c->book.people, &c->book.patterns,
				  &c->book.assignments, &c->book.swaps,  &c->book.leaves,
				  &c->book.modes,       &c->book.covers, &c->book.seasons,
				  &c->book.warnings};

	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		vec_clear(lists[i]);
	calendar_clear(&c->calendar);
	arena_free(&c->arena);
}
