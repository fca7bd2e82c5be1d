/* What each one bears over a span of days, over a book: core/duty_load.h with what it needs. */
#ifndef STORAGE_LOAD_H
#define STORAGE_LOAD_H

#include "core/allowance.h"
#include "core/duty_load.h"
#include "storage/roster.h"

struct load_table {
	struct roster roster;
	struct duty_limits limits;
	struct duty_loads loads;
	struct duty_fairness fairness;
	int day_from, day_until; /* both part of it; a day is its watch */
	int64_t from, until;
};

/* Of one book (NULL: the own one). RC_INVALID for a broken table of limits, with file and line.
 * Texts in the arena; load_clear frees the rest. */
enum rc load_read(struct book *b, struct arena *a, const char *book, int day_from, int day_until,
		  struct load_table *out, struct err *e) MUST_CHECK;
void load_clear(struct load_table *t); /* a zeroed one is fine */

/* The sheet of its allowance. */
struct allowance load_allowance(struct book *b, const struct load_table *t, bool public);

/* For a spreadsheet: a row of heads, then a row a person; Chinese data. */
void load_csv(const struct load_table *t, struct str *out);
void load_allowance_csv(struct book *b, const struct load_table *t, bool public, struct str *out);

#endif
