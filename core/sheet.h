/*
 * The roster as it hangs on the wall (值班表): a sheet a month, days down, posts across, the fire
 * group in one column; as text, HTML and table; and people across days. Everything is the
 * resolver's answer (core/duty.h). Chinese data, whatever the language of the program.
 *
 * A day's row is its watch, from the hour at which most duties begin (08:00) to the same hour of
 * the next day. A duty that fills less of it shows its hours; a swap shows （调）, a takeover
 * （顶）, a post that lacks people 空缺. Remarks: decreed holidays, rest and make-up days, seasons.
 *
 * The latest edition's number and day stand above; what was changed since the first one is
 * underlined (in text: after a *) and listed below (core/sheet_change.h).
 */
#ifndef CORE_SHEET_H
#define CORE_SHEET_H

#include "core/duty.h"
#include "core/rules.h"
#include "core/station.h"

struct sheet {
	const struct duty_book *book;
	const struct station *station;
	const struct rule_set *rules; /* whose seasons (汛期, 防火期) are noted; may be NULL */
	const struct things *editions; /* of kind edition, all of the book; may be NULL */
	int from, until;               /* days, both part of it */
	const char *notes;             /* the office's own lines below the table, or NULL */
	int made_on;                   /* day */
};

/* One table a month; many months follow each other. */
void sheet_text(const struct sheet *s, struct str *out);
void sheet_html(const struct sheet *s, struct str *out);
/* The same for a spreadsheet, all as it hangs on the wall: calls row() for each line of it. */
typedef void (*sheet_line_fn)(void *ctx, const char *const *cells, size_t n);
void sheet_table(const struct sheet *s, sheet_line_fn line, void *ctx);
/* People down, days across: the short name of the post. */
void sheet_people(const struct sheet *s, struct str *out);

/* Rows for a spreadsheet: calls row() with date, shift, post and person; what a roster import
 * reads. Duties longer than a day become one row a day. */
typedef void (*sheet_row_fn)(void *ctx, const char *const cells[4]);
void sheet_rows(const struct sheet *s, sheet_row_fn row, void *ctx);

/* iCalendar: an event a duty that begins in the span; of one person, or of all (NULL). now: the
 * stamp. */
void sheet_ics(const struct sheet *s, const char *person, int64_t now, struct str *out);

#endif
