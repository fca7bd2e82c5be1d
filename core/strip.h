/*
 * A span of the roster laid out for looking at (覆盖): for each post, in order, lanes in which
 * people stand one after the other, and what is not stood: gaps, the office's hours, a neighbour's
 * cover. Everything is the resolver's answer (core/duty.h); parts are cut to the span.
 */
#ifndef CORE_STRIP_H
#define CORE_STRIP_H

#include "core/duty.h"

enum strip_what {
	STRIP_STANDS,
	STRIP_DOUBLES, /* who stands another post fills this one too */
	STRIP_COVER,   /* a neighbour stands in */
	STRIP_GAP,     /* fewer people than needed: at least one is missing */
	STRIP_OFFICE,  /* need not be stood: the office keeps the desk */
	STRIP_FREE     /* need not be stood on such a day */
};

struct strip_part {
	enum strip_what what;
	int64_t from, until;
	const char *name;   /* of the person or the unit; NULL for the others */
	const char *person; /* an id, or NULL */
	int source;         /* enum assignment_source of who stands */
	int64_t need, have; /* of a gap */
};

struct strip_lane {
	const char *post;             /* an id */
	bool first;                   /* of its post */
	VEC(struct strip_part) parts; /* by time, none overlapping */
};

struct strip {
	VEC(struct strip_lane) lanes;
};

/* Each post has at least one lane. Clear it with strip_clear. */
void strip_read(const struct duty_book *b, int64_t from, int64_t until, struct strip *out);
void strip_clear(struct strip *s);

/* What stands in a lane at a moment, or NULL. */
const struct strip_part *strip_part_at(const struct strip_lane *lane, int64_t at);

/* Minutes of gaps of a post in the strip, each counted once. */
int64_t strip_gap_minutes(const struct strip *s, const char *post);

#endif
