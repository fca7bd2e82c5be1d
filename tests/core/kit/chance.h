/*
 * Random rosters for properties: a month of posts, people, patterns, plans, swaps, takeovers,
 * leaves, modes, seasons, warnings and neighbours, with all that contradicts itself in them. The
 * same seed makes the same roster.
 */
#ifndef TESTS_CORE_KIT_CHANCE_H
#define TESTS_CORE_KIT_CHANCE_H

#include "core/duty.h"

struct chance {
	uint64_t state;
	struct arena arena;
	struct duty_book book;
	struct calendar calendar;
	int first, last; /* days: changes lie in them; the month is tried a little beyond both */
	int made;
};

/* Everything is freed by chance_clear. */
void chance_make(struct chance *c, int seed);
void chance_clear(struct chance *c);

/* 0 … n - 1. */
int64_t chance(struct chance *c, int64_t n);
/* A moment of the month, to the minute. */
int64_t chance_moment(struct chance *c);

/* One more thing in a list; body is copied. id NULL: the next one. */
struct thing *chance_thing(struct chance *c, struct things *into, const struct kind *k,
			   const void *body);

#endif
