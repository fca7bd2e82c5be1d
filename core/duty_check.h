/*
 * The independent checker of a roster: what is wrong with it, who, when, by which rule. It works on
 * what is asked of people (duty_claims) and on the resolver's answer, and knows nothing of how
 * either came about.
 *
 *   - gap: a post has fewer people than it needs
 *   - double: one person, two posts at once
 *   - leave: planned while on approved leave
 *   - rest: too little rest between duties
 *   - consecutive: too long without a break
 *   - skill: lacks what the post asks for
 *   - books: not on the books at that time
 *   - night: exempt from nights
 *   - heads: the heads are all away at once
 *   - mode: on leave though all hands are called
 *   - notice: a swap that was asked for later than the office's notice
 *
 * All are hard but mode and notice. What a leader took upon themselves with a reason is listed with
 * it.
 */
#ifndef CORE_DUTY_CHECK_H
#define CORE_DUTY_CHECK_H

#include "core/duty.h"
#include "core/duty_limits.h"

struct violation {
	bool hard;
	const char *rule;
	const char *person, *post; /* ids; NULL where it concerns none */
	int64_t at, until;
	int64_t need, have;   /* of a gap */
	const char *why;      /* one sentence, translated; in the arena */
	const char *override; /* the reason of who allowed it, or NULL */
};

struct violations {
	struct violation *v;
	size_t n, cap;
};

/* Appends what touches [from, until), sorted by (at, rule, person). Clear with vec_clear. */
void duty_check(struct arena *a, const struct duty_book *b, const struct duty_limits *l,
		int64_t from, int64_t until, struct violations *out);

/* The same of one person, without gaps and notices. */
struct duty_check_of {
	const struct duty_book *book;
	const struct duty_limits *limits;
	int64_t from, until;
};
void duty_check_person(struct arena *a, const struct duty_check_of *of, const char *person,
		       struct violations *out);

/* Appends what is in `after` and was not in `before`; of a gap the part of it that was none, or a
 * smaller one. */
void duty_check_news(struct arena *a, const struct duty_book *b, const struct violations *before,
		     const struct violations *after, struct violations *out);

/* 未按期提出: the beginning of the duty for which the swap was asked later than the office's
 * notice; 0: none. cal may be NULL. */
int64_t duty_swap_late_for(const struct duty_limits *l, const struct calendar *cal,
			   const struct thing *swap);

/* A gap in words. */
const char *duty_gap_why(struct arena *a, const struct duty_book *b, const struct gap *g);

/* The first hard violation of `after` that is not in `before` and has no override; NULL: none. What
 * a change would newly break. gaps: whether new gaps count. */
const struct violation *duty_newly_broken(const struct violations *before,
					  const struct violations *after, bool gaps);

#endif
