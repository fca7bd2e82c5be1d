/*
 * What rotation patterns say (core/roster.h): turns, cut to the times in which the post must be
 * stood, so that the office's hours are nobody's duty.
 */
#ifndef CORE_DUTY_PATTERN_H
#define CORE_DUTY_PATTERN_H

#include "core/duty.h"

/* Appends the stints of all patterns of the book whose turns touch [from, until), in no order. */
void duty_patterns(const struct duty_book *b, int64_t from, int64_t until, struct stints *out);

/* Of one pattern; origin: its id, borrowed. */
void duty_pattern(const struct duty_book *b, const struct pattern *p, const char *origin,
		  int64_t from, int64_t until, struct stints *out);

/* Appends to out, as copies of s, the parts of s in which its post must be stood. */
void duty_cut_to_need(const struct duty_book *b, const struct stint *s, struct stints *out);

#endif
