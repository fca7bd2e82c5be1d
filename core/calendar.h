/*
 * The calendar of duty: rest days, decreed holidays, make-up days (放假和调休). Years are tables in
 * templates/holidays/YEAR.conf, taken from the State Council's yearly notice:
 *
 *   [year 2026]            source = the notice and where it stands
 *   [holiday 元旦]         off = 2026-01-01..2026-01-03    statutory = 2026-01-01
 *                          work = 2026-01-04 (a Saturday or Sunday worked instead)
 *
 * Statutory days (法定节假日) are paid otherwise than the rest days around them (调休休息日), so
 * they are told apart. A notice may decree days of the December before, so a day is looked for in
 * every year that was read. A year whose notice is not read counts by Saturdays and Sundays alone,
 * and calendar_known says so.
 */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

enum day_kind { DAY_WORK, DAY_WEEKEND, DAY_STATUTORY, DAY_REST, DAY_MAKEUP };

struct calendar_day {
	int day; /* YYYYMMDD */
	enum day_kind kind;
	const char *name; /* 国庆节 */
};

struct calendar_year {
	int year;
	const char *source;
};

/* Days are sorted. Everything in the arena it was read into. */
struct calendar {
	struct calendar_day *v;
	size_t n, cap;
	struct calendar_year years[40];
	size_t nyears;
};

/* Adds the table of one year. RC_INVALID names file and line: a day that does not exist, a span the
 * wrong way round, a day given twice, a statutory day that is not off, a make-up day on a workday.
 */
enum rc calendar_read(struct arena *a, struct calendar *c, const char *file, const char *text,
		      size_t len, struct err *e) MUST_CHECK;
/* Frees the list of days; the names are the arena's. */
void calendar_clear(struct calendar *c);

enum day_kind calendar_kind(const struct calendar *c, int day);
/* The holiday's name, "" for an ordinary day. */
const char *calendar_name(const struct calendar *c, int day);
bool calendar_is_rest(const struct calendar *c, int day); /* not worked */
/* Whether all notices that may speak of this day were read: its year's, and from 25 December on the
 * next one's too. */
bool calendar_known(const struct calendar *c, int day);
/* The first year whose notice is missing for some day of [from, until]; 0: all were read. */
int calendar_missing(const struct calendar *c, int from, int until);
/* The sentence that says so, translated, in the arena; NULL where all is known. One wording for
 * every sheet, check and list. */
const char *calendar_missing_text(struct arena *a, const struct calendar *c, int from, int until);
/* The notice of a year, or NULL. */
const char *calendar_source(const struct calendar *c, int year);

/* The words of a sheet's last column: 国庆节（法定）, 国庆节假期, 调休上班, ""; Chinese data. */
const char *calendar_note(const struct calendar *c, struct arena *a, int day);
/* 一 … 日; Chinese data. */
const char *weekday_zh(int day);

#endif
