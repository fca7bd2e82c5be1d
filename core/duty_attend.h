/*
 * Whether those of the roster were there: 到岗, 迟到, 缺岗, 留岗, from the lines of signing on and
 * off and of walks at night.
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
	ATTENDED_SEEN,   /* did not sign on, but was found there */
	ATTENDED_BEFORE, /* began before the book: not known, nobody's fault */
};
/* How long before a duty its people may sign on. */
enum { ATTEND_EARLY = 3 * 3600 };

extern const struct choice attended_words[]; /* by value + 1 */

struct attended_duty {
	struct stint stint;
	enum attended state;
	int64_t on, off; /* 0: none */
	int64_t seen,
	    missed;   /* by the last walk that found the person there, or did not; 0: none */
	int64_t hold; /* 留岗: to stay until then; 0: no */
	int64_t late_minutes;           /* after the beginning */
	int64_t held_minutes;           /* 留岗: signed off so long after the end */
	const char *on_line, *off_line; /* ids of the lines; NULL */
};

struct attended_duties {
	struct attended_duty *v;
	size_t n, cap;
};

/* attendance: lines of kind attendance around the span, those that stand. Appends every duty that
 * touches it, in the resolver's order. */
void duty_attend(const struct duty_book *b, const struct things *attendance, int64_t from,
		 int64_t until, int64_t now, struct attended_duties *out);

/* What became of one person's duties in a span. */
struct attended_sum {
	const char *person;
	size_t duties;             /* that have begun, after the book did */
	size_t came, late, absent; /* came counts the late ones and those that were found there */
	size_t oncall;             /* that need no signing on, and nobody did */
	int64_t late_minutes, held_minutes;
};

struct attended_sums {
	struct attended_sum *v;
	size_t n, cap;
};

/* Everybody who stood, in the order in which they first did. */
void duty_attend_sum(const struct attended_duties *all, struct attended_sums *out);

#endif
