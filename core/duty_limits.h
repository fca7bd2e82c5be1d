/*
 * What a roster is held against: rest, hours in one go, when night is, how heavy a day counts. An
 * office's own numbers stand in templates/roster/limits.conf:
 *
 *   [limits]   rest = 12h   consecutive = 48h   night = 22:00-06:00
 *              heads = 党委书记 镇长       (offices of which not all may be away)
 *   [notice]   workday = 1  holiday = 2     (a swap is asked for so many days ahead; unset: none)
 *   [weights]  workday = 1  weekend = 2  rest = 2  statutory = 3  night = 0.5
 *   [rate 主班]  workday = 50  weekend = 100  rest = 100  statutory = 150   cap = 500
 *   [allowance] paid = institution contract
 *   [backup]   neighbours = 代防 邻镇   brigade = 大队
 *
 * Paid are the employments named; the others get leave instead; unset: all are paid. The words of
 * [backup] tell the units of the contact book that are called next when crews are out
 * (core/gauge.h).
 *
 * Rates are yuan a day of duty; none are shipped (practice.md F 54). `[rate]` without a name is for
 * every post without its own. cap: a month, for the person.
 */
#ifndef CORE_DUTY_LIMITS_H
#define CORE_DUTY_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/calendar.h"
#include "core/err.h"

enum { DAY_KINDS = DAY_MAKEUP + 1 };

struct duty_rate {
	const char *post;        /* name; "" for all others */
	int64_t yuan[DAY_KINDS]; /* by enum day_kind; hundredths */
	int64_t cap;             /* hundredths a month; 0: none */
};

struct duty_limits {
	int64_t rest, consecutive;   /* seconds */
	int night_from, night_until; /* minutes of the day; from > until over midnight */
	int notice_workday;          /* days ahead that a swap is to be asked for; 0: no rule */
	int notice_holiday;          /* … of a duty that begins on a day of rest */
	const char **heads;          /* NULL-terminated; NULL: by the words of the office */
	const char *const *neighbours, *const *brigade; /* words, NULL-terminated, never NULL */
	int weights[DAY_KINDS];                         /* thousandths, by enum day_kind */
	int night_weight;                               /* thousandths, on top */
	struct duty_rate *rates;
	size_t nrates;
	unsigned paid; /* bit i: employment i (person_identities) gets the allowance; 0: all do */
};

/* The numbers of the program: 12 h, 48 h, 22:00-06:00, 1 2 2 3, 0.5. */
void duty_limits_default(struct duty_limits *out);
/* Reads over the defaults. RC_INVALID names file and line. */
enum rc duty_limits_read(struct arena *a, const char *file, const char *text, size_t len,
			 struct duty_limits *out, struct err *e) MUST_CHECK;

/* Whether an office is one of those of which not all may be away: 党政正职. */
bool duty_is_head(const struct duty_limits *l, const char *office);

/* How many days ahead a swap of a duty beginning then is to be asked for. cal may be NULL. */
int duty_notice_days(const struct duty_limits *l, const struct calendar *cal, int64_t begins);
/* Whether it was asked for later than that. */
bool duty_notice_short(const struct duty_limits *l, const struct calendar *cal, int64_t asked,
		       int64_t begins);

/* Whether an employment (person.identity) gets the allowance; one that is not entered does only
 * where all do. */
bool duty_is_paid(const struct duty_limits *l, int identity);

/* Seconds of a span that lie in the night. */
int64_t duty_night_seconds(const struct duty_limits *l, int64_t from, int64_t until);

#endif
