/*
 * What a set-up of the roster may not say: two patterns that put more people on one post than it
 * ever needs, somebody on two posts at once, crews of people who are not on the books, two shifts
 * of the same hours. And whether a pattern has begun: what was stood by it stays.
 */
#ifndef CORE_SETUP_CHECK_H
#define CORE_SETUP_CHECK_H

#include "core/duty_pattern.h"

/* How far patterns are looked ahead: overlaps come again sooner than that. */
enum { SETUP_AHEAD_DAYS = 120 };

/* b: the book as it would be, with the pattern in it. now: seconds; the past is not looked at.
 * RC_INVALID with one sentence: who or what, where, when. */
enum rc setup_check_pattern(const struct duty_book *b, const struct thing *pattern, int64_t now,
			    struct err *e) MUST_CHECK;

/* shifts: all, with this one among them. */
enum rc setup_check_shift(const struct things *shifts, const struct thing *shift,
			  struct err *e) MUST_CHECK;

/* When its first turn begins. */
int64_t pattern_begins(const struct pattern *p);
/* Cancelled, or its last day is over. */
bool pattern_over(const struct pattern *p, int64_t now);

#endif
