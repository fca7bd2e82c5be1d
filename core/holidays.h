/*
 * Holidays of a year as the Internet passes them on (NateScarlet/holiday-cn):
 *   {"year": 2027, "papers": ["https://…"], "days": [{"name": "元旦", "date": "2027-01-01",
 *    "isOffDay": true}, …]}
 * read into our own table (core/calendar.h). Such files do not tell statutory days from the rest
 * days around them: what the law fixes is derived (core/festivals.h) and marked as derived; where
 * the file does not bear it out, that is told as a doubt and left to the office. Nothing is
 * invented.
 */
#ifndef CORE_HOLIDAYS_H
#define CORE_HOLIDAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum { HOLIDAYS_BYTES_MAX = 1 << 20, HOLIDAYS_MAX = 200 };

struct holiday_date {
	int day;
	const char *name; /* as in our table */
	bool off, statutory;
};

/* Everything in the arena it was read into. */
struct holidays {
	int year;
	const char *source; /* the notices' addresses */
	struct holiday_date *v;
	size_t n; /* sorted by day */
	size_t off, work, statutory;
	char **doubts; /* sentences, translated */
	size_t ndoubts;
};

/* RC_INVALID names the place: line and column of what is no JSON, else which member. */
enum rc holidays_read(struct arena *a, const char *file, const char *text, size_t len,
		      struct holidays *out, struct err *e) MUST_CHECK;

/* Our table. */
void holidays_write(const struct holidays *h, struct str *out);

#endif
