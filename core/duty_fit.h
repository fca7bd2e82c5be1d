/*
 * Who else could stand a duty: everybody on the books, with what it would newly break and what they
 * bear in that month. For a swap, a substitute, an urgent takeover, a plan. Whom it fits best comes
 * first.
 */
#ifndef CORE_DUTY_FIT_H
#define CORE_DUTY_FIT_H

#include "core/duty_check.h"
#include "core/duty_load.h"

struct duty_fit {
	const char *person;
	size_t hard, soft;  /* rules that would newly be broken */
	const char *why;    /* the first of them, hard ones first; NULL: none */
	const char *stands; /* the post they stand at its beginning; NULL: none */
	bool away;          /* on leave then */
	bool close;   /* of a plan: another of their duties is nearer than the rest asked for */
	size_t times; /* their duties on the post in five weeks around, as far as loaded */
	struct duty_load load;
};

struct duty_fits {
	struct duty_fit *v;
	size_t n, cap;
};

struct duty_fit_ask {
	const struct duty_book *book;
	const struct duty_limits *limits;
	struct stint duty;             /* whose it is, which post, from when until when */
	bool takeover;                 /* from duty.from on, whatever was planned; else a swap */
	bool plan;                     /* a duty that is planned; it is nobody's yet */
	int64_t load_from, load_until; /* the month */
};

/* Texts are in the arena. Clear with vec_clear. */
void duty_fit(struct arena *a, const struct duty_fit_ask *ask, struct duty_fits *out);

#endif
