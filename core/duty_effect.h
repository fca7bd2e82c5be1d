/*
 * What a change of the roster would do, to be read before somebody says yes to it: the roster as it
 * stands and as it would be are held against the same rules, and what differs is told.
 */
#ifndef CORE_DUTY_EFFECT_H
#define CORE_DUTY_EFFECT_H

#include "core/duty_check.h"
#include "core/duty_load.h"
#include "core/str.h"

enum { EFFECT_PEOPLE = 4 };

/* What a person bears in the span, before and after. */
struct duty_bears {
	const char *person;
	struct duty_load before, after;
};

struct duty_effect {
	struct violations broken; /* newly; gaps too */
	struct violations mended; /* what would be right again */
	struct duty_bears people[EFFECT_PEOPLE];
	size_t npeople;
	/* Of the roster: the lists of both checks, for the texts. */
	struct violations before, after;
};

struct duty_effect_ask {
	const struct duty_book *before, *after;
	const struct duty_limits *limits;
	int64_t from, until;               /* what is checked */
	int64_t load_from, load_until;     /* over what people's load is counted */
	const char *people[EFFECT_PEOPLE]; /* whose load changes; NULL: no more */
};

/* Texts are in the arena. Clear with duty_effect_clear. */
void duty_effect(struct arena *a, const struct duty_effect_ask *ask, struct duty_effect *out);
void duty_effect_clear(struct duty_effect *x);

/* The first hard violation without an override, or NULL. gaps: whether gaps count. */
const struct violation *duty_effect_forbids(const struct duty_effect *x, bool gaps);

/* All of those in words, one after the other; how many. */
size_t duty_effect_why(const struct duty_effect *x, bool gaps, struct str *out);

#endif
