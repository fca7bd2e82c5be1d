/*
 * How rosters are written down in tables: days, spans of a shift, several names in one cell. Reads
 * what people and spreadsheets write, writes one form.
 */
#ifndef CORE_ROSTER_TEXT_H
#define CORE_ROSTER_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"

/* The whole day: 08:00 until 08:00 of the next. */
enum { SHIFT_WHOLE_DAY = 8 * 60 };

/* Minutes of a day; until <= from: of the next day. */
struct shift_span {
	int from, until;
};

/* 2026-10-01, 2026/10/1, 2026.10.1, 2026年10月1日, full-width digits too; a spreadsheet's 0:00
 * behind it is passed over. Without a year (10月1日, 10/1) it is such a day nearest to `near`;
 * where near is 0 the year must be there. RC_INVALID for a day that does not exist. */
enum rc roster_day_read(const char *text, int near, int *out, struct err *e) MUST_CHECK;

/* 08:00-20:00, 8:00—次日8:00 and the like; false for any other text (a shift's name). */
bool roster_span_read(const char *text, struct shift_span *out);
/* "08:00-20:00". */
void roster_span_text(struct shift_span s, char out[16]);

/* A shift's moments on a day. */
int64_t roster_span_start(int day, struct shift_span s);
int64_t roster_span_end(int day, struct shift_span s);

/* One name as people are called: cleaned (core/text.h), and 张　三 without the blank that only sets
 * it out. RC_INVALID as text_clean. */
enum rc roster_name_read(struct arena *a, const char *text, char **out, struct err *e) MUST_CHECK;

/* The names of a cell, split at 、 ， , ； ; / and newlines, blanks trimmed, in the arena. */
size_t roster_names(struct arena *a, const char *cell, char ***out);

#endif
