/*
 * The month sheet with everything that stands on it: the roster, its editions, the seasons of the
 * rule set in force, the office's own lines. For the command line and the screens.
 */
#ifndef STORAGE_ROSTER_SHEET_H
#define STORAGE_ROSTER_SHEET_H

#include "core/sheet.h"
#include "storage/roster.h"

struct roster_sheet {
	struct sheet sheet; /* for core/sheet.h */
	struct roster roster;
	struct things editions;
};

/* The days from, until (both part of it) of one book (NULL: the own one). Clear in any case. */
enum rc roster_sheet_load(struct book *b, struct arena *a, const char *book, int from, int until,
			  struct roster_sheet *out, struct err *e) MUST_CHECK;
void roster_sheet_clear(struct roster_sheet *s);

/* The sheet as a spreadsheet's table (CSV with the mark that Excel wants). */
void roster_sheet_csv(const struct sheet *s, struct str *out);

#endif
