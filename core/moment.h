/*
 * Time as people on duty say it. All of it is pure: the current time is passed in. The zone is the
 * station's, +08:00 for the whole country and without summer time; TZ is never consulted.
 *
 * Two times, never mixed (design §3): `at` is when something happened, to the minute, perhaps
 * "about" or "unknown"; `ts` is when a device recorded it, in milliseconds.
 */
#ifndef CORE_MOMENT_H
#define CORE_MOMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

enum { ZONE_SECONDS = 8 * 3600, DAY_SECONDS = 86400, MOMENT_TEXT = 40 };

enum moment_kind { MOMENT_NONE = 0, MOMENT_EXACT, MOMENT_ABOUT, MOMENT_UNKNOWN };

/* secs: seconds since 1970-01-01 UTC, a whole minute; meaningless for NONE and UNKNOWN. */
struct moment {
	int64_t secs;
	enum moment_kind kind;
};

/* The wall clock of a moment in the station's zone. weekday: 0 is Sunday. */
struct civil {
	int year, month, day, hour, minute, second, weekday;
};

struct civil civil_of(int64_t secs);
int64_t civil_secs(int year, int month, int day, int hour, int minute); /* fields must exist */
bool civil_day_exists(int year, int month, int day);

/* A day as the number YYYYMMDD; 0 is "no day". */
int day_of(int64_t secs);
int64_t day_secs(int day); /* its 00:00 */
int day_add(int day, int days);
enum rc day_parse(const char *text, int *out, struct err *e) MUST_CHECK; /* 2026-01-18 */

/* How a bare clock time is meant (contract: "Times"). */
enum moment_sense {
	MOMENT_HAPPENED, /* the latest such moment not later than now + 2 min; a later one is
			    refused */
	MOMENT_DUE,      /* the next such moment; may be in the future */
	MOMENT_ANY,      /* a bare time is today's; may be in the future */
};

enum { MOMENT_ALLOW_ABOUT = 1, MOMENT_ALLOW_UNKNOWN = 2 };

/*
 * Reads what a person types: 2026-01-18T02:47[:09][+08:00], "2026-01-18 02:47", 2026-01-18 (00:00),
 * 02:47, 0247, 247, -5m, -2h, now, ~02:45 or 约02:45 (about), ? or 不详 (unknown); full-width
 * digits, ：, ～ and ？ count as half-width. Seconds are accepted and dropped. now is in seconds.
 * Refuses times that do not exist (30 February).
 */
enum rc moment_parse(const char *text, int64_t now, enum moment_sense sense, unsigned allow,
		     struct moment *out, struct err *e) MUST_CHECK;

/* The canonical text in records and JSON: 2026-01-18T02:47+08:00, ~2026-01-18T02:45+08:00, ?; ""
 * for NONE. */
void moment_iso(struct moment m, char out[MOMENT_TEXT]);
/* Reads exactly what moment_iso writes, nothing else. text need not be NUL-terminated. */
enum rc moment_read(const char *text, size_t len, struct moment *out, struct err *e) MUST_CHECK;

/* ts: 2026-01-18T02:47:09.123+08:00. Reads exactly what it writes. */
void stamp_iso(int64_t ms, char out[MOMENT_TEXT]);
enum rc stamp_read(const char *text, size_t len, int64_t *ms, struct err *e) MUST_CHECK;

struct moment moment_at(int64_t secs); /* an exact moment, cut to its minute */
int64_t minute_floor(int64_t secs);
/* Whole minutes from a to b, seconds dropped on both sides; negative when b is earlier. */
int64_t minutes_between(int64_t a, int64_t b);

/*
 * Chinese texts for reports (facts: 24-hour clock; only minutes are padded: 17时02分, 19时).
 * moment_zh: 2026年1月18日2时47分; _clock: 2时47分; _day: 1月18日; _short: 1月18日2时47分.
 * For screens: moment_screen: 01-18 02:47, "约" before an approximate one, 不详 for unknown.
 */
void moment_zh(int64_t secs, char out[MOMENT_TEXT]);
void moment_zh_short(int64_t secs, char out[MOMENT_TEXT]);
void moment_zh_clock(int64_t secs, char out[MOMENT_TEXT]);
void moment_zh_day(int64_t secs, char out[MOMENT_TEXT]);
void moment_screen(struct moment m, char out[MOMENT_TEXT]);

#endif
