/*
 * What was changed on a month's sheet since its first edition (变更记录): by later editions, by
 * swaps and by takeovers, with reason, who approved it and when. Chinese data.
 */
#ifndef CORE_SHEET_CHANGE_H
#define CORE_SHEET_CHANGE_H

#include "core/edition.h"
#include "core/sheet.h"

struct sheet_change {
	int day;
	const char *post;      /* an id */
	const char *was, *now; /* names; 空缺 */
	const char *reason, *approver;
	int64_t at; /* seconds */
};

struct sheet_changes {
	struct sheet_change *v;
	size_t n, cap;
};

/* Appends those of the days [from, until] of one month, by the time they were made. Nothing where
 * the month has no edition. Clear with vec_clear. */
void sheet_changes(struct arena *a, const struct sheet *s, int from, int until,
		   struct sheet_changes *out);
bool sheet_is_changed(const struct sheet_changes *c, const char *post, int day);

/* The cells of the list's head and of one change, for grids and tables. */
enum { SHEET_CHANGE_CELLS = 7 };
void sheet_change_head(const char *cells[SHEET_CHANGE_CELLS]);
void sheet_change_cells(struct arena *a, const struct sheet *s, const struct sheet_change *c,
			const char *cells[SHEET_CHANGE_CELLS]);

/* 2026年9月24日发布　第1版, or "" */
const char *sheet_edition_text(struct arena *a, const struct sheet *s, int month);

#endif
