/*
 * Whether those of the roster were there: 到岗, 迟到, 缺岗, 留岗, from the lines of signing on and
 * off. Where a station does not sign on at all, nothing is said about anybody.
 */
#ifndef CORE_DUTY_ATTEND_H
#define CORE_DUTY_ATTEND_H

#include "core/duty.h"

enum attended {
	ATTENDED_AHEAD, /* the duty has not begun */
	ATTENDED_YES,
	ATTENDED_LATE,   /* signed on after the beginning */
	ATTENDED_ABSENT, /* not signed on though it has begun */
	ATTENDED_ONCALL, /* need not sign on */
};
extern const struct choice attended_words[]; /* by value + 1 */

struct attended_duty {
	struct stint stint;
	enum attended state;
	int64_t on, off;      /* 0: none */
	int64_t late_minutes; /* after the beginning */
	int64_t held_minutes; /* 留岗: signed off so long after the end */
};

struct attended_duties {
	struct attended_duty *v;
	size_t n, cap;
};

/* attendance: lines of kind attendance around the span. Appends every duty that touches it, in the
 * resolver's order. */
void duty_attend(const struct duty_book *b, const struct things *attendance, int64_t from,
		 int64_t until, int64_t now, struct attended_duties *out);

#endif
