/*
 * Who fits a duty that is to be given to somebody: free, skilled, rested, used to the post, least
 * loaded first; the others with why not, by the same rules as the checker's (core/duty_check.h).
 */
#ifndef CORE_ROSTER_FIT_H
#define CORE_ROSTER_FIT_H

#include "core/duty_check.h"
#include "core/duty_load.h"

struct fit_question {
	const struct duty_book *book;
	const struct duty_limits *limits;
	const struct duty_loads *loads; /* of the month, or whatever is to be evened out */
	const char *post;
	int64_t from, until;
};

struct fit {
	const char *person;
	bool stands;      /* has these hours of this post already */
	size_t hard;      /* rules that it would newly break */
	const char *why;  /* the first of them in words, or NULL: fits */
	size_t times;     /* duties on this post in what is loaded around */
	int64_t weighted; /* as in struct duty_load */
	int64_t minutes;
};

struct fits {
	struct fit *v;
	size_t n, cap;
};

/* Appends everybody on the books on that day, the fittest first. Texts are in the arena. */
void roster_fit(struct arena *a, const struct fit_question *q, struct fits *out);

#endif
