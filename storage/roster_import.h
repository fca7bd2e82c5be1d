/*
 * A duty roster from a spreadsheet's table: all of it in one transaction, or nothing.
 *
 * Long form: date, shift, post, person (日期 班次 岗位 人员), a duty a row; the shift is a span
 * ("20:00-08:00"), the name of a shift, or empty for the whole day. Wide form: the date, then one
 * column a post, names in the cells; the day is one 08:00-08:00 shift. Columns 星期 and 备注 are
 * passed over; a cell may hold several names.
 *
 * A table says all about its days and its posts: the same table again changes nothing, a changed
 * cell edits, a name that is gone is cancelled. What has begun is not changed any more (swaps and
 * takeovers are); past days that are new may be entered. A table that changes anything is an
 * edition of each month it touches (core/edition.h).
 */
#ifndef STORAGE_ROSTER_IMPORT_H
#define STORAGE_ROSTER_IMPORT_H

#include "storage/book.h"
#include "storage/csv_read.h"

struct roster_import {
	struct csv_file file;
	bool create;        /* makes people and posts that are not known */
	bool dry_run;       /* everything but the writing */
	const char *reason; /* why it is changed, for the list of changes; may be NULL */
	bool draft;         /* into the draft (storage/roster_draft.h): nothing is published */
};

struct roster_imported {
	size_t made, changed, cancelled, kept; /* duties */
	size_t people, posts;                  /* created */
	size_t cells;                          /* of the draft that were edited */
	char **problems; /* what is wrong, each with its line; also when RC_INVALID comes back */
	size_t nproblems;
};

/* RC_INVALID: nothing was written; problems (in the arena) list all that is wrong. */
enum rc roster_import(struct book *b, struct arena *a, const struct roster_import *what,
		      struct roster_imported *out, struct err *e) MUST_CHECK;

#endif
