/*
 * The roster of a book as the resolver wants it: folded posts, people, patterns, assignments and
 * their changes, with the calendar of the office's data folder.
 */
#ifndef STORAGE_ROSTER_H
#define STORAGE_ROSTER_H

#include "core/duty.h"
#include "storage/book.h"

/* A roster is written at most so far ahead. */
enum { ROSTER_AHEAD_DAYS = 400 };

struct roster {
	struct duty_book duty;
	struct calendar calendar;
};

/* Loads what bears on [from, until) (seconds; 0, 0: everything) of one book (NULL: the own one)
 * into the arena: enough that the duties of that span come whole, as if all had been loaded. */
enum rc roster_load(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
		    struct roster *out, struct err *e) MUST_CHECK;
void roster_clear(struct roster *r);

/* Years from first to last but one (0: none but); last 0: all. */
struct calendar_years {
	int first, last, but;
};

/* The tables of these years in templates/holidays (YEAR.conf; other names are read always). A
 * broken one is RC_INVALID with file and line. */
enum rc roster_calendar(struct book *b, struct arena *a, const struct calendar_years *years,
			struct calendar *out, struct err *e) MUST_CHECK;

/* A post or person of the loaded roster by id or by a name that is unique. RC_NOT_FOUND;
 * RC_INVALID when two have the name. */
enum rc roster_post(const struct roster *r, const char *id_or_name, const struct thing **out,
		    struct err *e) MUST_CHECK;
enum rc roster_person(const struct roster *r, const char *id_or_name, const struct thing **out,
		      struct err *e) MUST_CHECK;

#endif
