/*
 * The sheet of a month's allowance (值班补助, practice.md F 54): from attended duty only, by the
 * office's own rates; what each class of day came to, the sum, who gets leave instead; lines to
 * sign for who made, checked and approved it, a column for who received it. The public version
 * (公示) has no column to sign and says where to object. Chinese data, whatever the language of the
 * program.
 */
#ifndef CORE_ALLOWANCE_H
#define CORE_ALLOWANCE_H

#include "core/duty_load.h"
#include "core/station.h"

struct allowance {
	const struct duty_book *book;
	const struct duty_limits *limits;
	const struct duty_loads *loads; /* of the month's watches, with attendance */
	const struct station *station;
	int from, until; /* days, both part of it */
	int made_on;
	bool public;
};

void allowance_text(const struct allowance *al, struct str *out);
void allowance_html(const struct allowance *al, struct str *out);

/* Calls row() with ALLOWANCE_COLUMNS cells: the heads first, then a row a person, then the sum. */
enum { ALLOWANCE_COLUMNS = 12 };
typedef void (*allowance_row_fn)(void *ctx, const char *const cells[ALLOWANCE_COLUMNS]);
void allowance_rows(const struct allowance *al, allowance_row_fn row, void *ctx);

/* Cells of a row without those that the public version leaves out; returns how many. */
size_t allowance_cells(const struct allowance *al, const char *const all[ALLOWANCE_COLUMNS],
		       const char *out[ALLOWANCE_COLUMNS]);

/* Hundredths of yuan as 150.50. */
void allowance_yuan(int64_t hundredths, struct str *out);

#endif
