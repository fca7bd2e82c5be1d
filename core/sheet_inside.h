/* What the files of the sheet share: the cells of a month, and the lines around them. */
#ifndef CORE_SHEET_INSIDE_H
#define CORE_SHEET_INSIDE_H

#include "core/grid.h"
#include "core/say.h"
#include "core/sheet_change.h"

/* What one print works on. */
struct sheet_work {
	const struct sheet *sheet;
	struct arena arena;
	struct stints all;
	struct gaps gaps; /* of the same days */
	const char **posts;
	size_t nposts;
	size_t nwatch; /* of these, in order; the others are the fire group's */
	int begins;    /* minute at which most duties begin */
	struct station_names names;
	bool html;
	struct sheet_changes changes; /* of the month that is printed */
};

/* What the sheet's days need; changes come with a month's rows. */
void sheet_work_begin(struct sheet_work *w, const struct sheet *s);
void sheet_work_end(struct sheet_work *w);

/* Whether the better part of a stint, or half a day of it, lies in the day's watch. */
bool sheet_belongs(const struct sheet_work *w, const struct stint *s, int day);

size_t sheet_columns(const struct sheet_work *w);
/* Cells of the head and of all days of a month, and the width each column needs. Gathers the
 * month's changes. */
const char ***sheet_month_rows(struct sheet_work *w, int from, int until, size_t *nrows,
			       int *widths);

const char *sheet_title(struct sheet_work *w, int from, int until);
const char *sheet_unit_line(struct sheet_work *w);
const char *sheet_made_line(struct sheet_work *w, int month);
/* The lines below: hours, telephone, what the calendar does not know, the office's own. */
void sheet_notes(struct sheet_work *w, int from, int until, struct str *out);

#endif
