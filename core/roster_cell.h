/*
 * A cell of the roster: one post on one day, and the duties in it. A duty's day is the one on which
 * it begins; duties longer than a day lie in a cell of each day they reach into, cut every 24 hours
 * from their start.
 *
 * Written down (local drafts, records of editions) as `sm1-12@20:00-08:00+sm1-14`, in order; no
 * hours: 08:00 to 08:00; `-`: nobody.
 */
#ifndef CORE_ROSTER_CELL_H
#define CORE_ROSTER_CELL_H

#include "core/duty.h"
#include "core/roster_text.h"

struct cell_duty {
	const char *person; /* an id */
	int64_t from, until;
};

/* Sorted by (from, until, person), nobody twice at the same hours. In an arena, never changed. */
struct cell_duties {
	const struct cell_duty *v;
	size_t n;
};

/* What the stints hold of a post on a day. Persons are borrowed from them. */
struct cell_duties cell_take(struct arena *a, const struct stints *all, const char *post, int day);

bool cell_equal(const struct cell_duties *x, const struct cell_duties *y);
bool cell_has(const struct cell_duties *c, const struct cell_duty *d);
bool cell_has_person(const struct cell_duties *c, const char *person);

void cell_text(const struct cell_duties *c, struct str *out);
/* RC_INVALID when it is no such text. The persons are copied. */
enum rc cell_read(struct arena *a, int day, const char *text, struct cell_duties *out,
		  struct err *e) MUST_CHECK;

/* The names, with hours where they are not `usual`'s: 子、丑 20:00-08:00; "" for nobody. */
void cell_names(const struct duty_book *b, const struct cell_duties *c, struct shift_span usual,
		struct str *out);

/* ---- edits: each gives a new cell ---- */

/* These persons for the span; what others have of it, they lose. */
struct cell_duties cell_put(struct arena *a, const struct cell_duties *c, int day,
			    struct shift_span span, const char *const *persons, size_t n);
/* One more, or, where the person has these hours already, one less. */
struct cell_duties cell_toggle(struct arena *a, const struct cell_duties *c, int day,
			       struct shift_span span, const char *person);
struct cell_duties cell_without(struct arena *a, const struct cell_duties *c, const char *person);
/* The same duties on another day. */
struct cell_duties cell_moved(struct arena *a, const struct cell_duties *c, int from_day,
			      int to_day);

/* The spans of a cell, each once, in order; at most max. Returns how many. */
size_t cell_spans(const struct cell_duties *c, struct shift_span *out, size_t max);
struct shift_span cell_span(const struct cell_duty *d);
bool span_equal(struct shift_span x, struct shift_span y);

/* The spans in which a post is stood around a day, by the nearest day within a week that has any;
 * the whole day without one. At most max; returns how many, at least 1. */
size_t cell_usual(const struct stints *planned, const char *post, int day, struct shift_span *out,
		  size_t max);

#endif
