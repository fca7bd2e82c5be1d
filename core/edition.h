/*
 * An edition of a month's roster (第N版): the fact that it was published, as signed by a leader.
 * From the second one on it says what was changed, cell by cell, so that the sheet can list it and
 * the superior reads the same. One line a month and publication; where the list is too long for one
 * record, the next parts follow with the same number.
 */
#ifndef CORE_EDITION_H
#define CORE_EDITION_H

#include "core/roster_cell.h"

enum { EDITION_CHANGES_MAX = 18000 }; /* bytes in one record */

struct edition {
	int month;            /* its first day */
	struct count version; /* from 1 */
	struct count part;    /* 2 and on: the list goes on; unset: the first */
	struct count cells;   /* changed ones of the month, over all parts */
	char *reason;         /* why it was changed */
	char *override;       /* why a rule may be broken, in the leader's words */
	char *approver;       /* the leader who published it, or NULL: the device did */
	char *changes;        /* a line a cell: day post was now (core/roster_cell.h) */
};

extern const struct kind kind_edition;

/* The first day of a day's month, the number of its days. */
int month_first(int day);
int month_days(int first);

/* The highest version among things of kind edition of that month (its first part), or NULL. */
const struct thing *edition_latest(const struct things *editions, int month);

struct edition_change {
	int day;
	const char *post;
	struct cell_duties was, now; /* who stood there, by the resolver, before and after */
	const struct thing *edition; /* its part */
};

struct edition_changes {
	struct edition_change *v;
	size_t n, cap;
};

/* One line of `changes`. */
void edition_add_change(const struct edition_change *c, struct str *out);
/* Appends the changes of a month's editions, oldest first; lines that cannot be read are passed
 * over. The caller clears the list. */
void edition_changes(struct arena *a, const struct things *editions, int month,
		     struct edition_changes *out);

#endif
