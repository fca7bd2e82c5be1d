/*
 * When the mode changes by itself (practice.md F 47): a season of every year (汛期 06-01 to 09-30,
 * 防火期 10-01 to 05-31), or a warning in force of at least a colour. A mode that was ordered
 * (core/roster.h) stands above all of them while it lasts; of several seasons the strictest counts.
 */
#ifndef CORE_SEASON_H
#define CORE_SEASON_H

#include "core/duty.h"

struct season {
	char *name;
	int level;       /* enum duty_mode */
	char *from, *to; /* "06-01", every year, both part of it; to before from: over New Year */
	int colour;      /* as in struct warning: that one or a worse one; 0: no warning needed */
	char *hazard;    /* only of warnings of which the kind holds this word, or NULL */
	bool cancelled;
};

extern const struct kind kind_season;

/* The level by seasons alone, MODE_NORMAL without one. cause, if not NULL, gets the season. */
int season_level(const struct duty_book *b, int64_t at, const struct thing **cause);

/* The next moment after `at` at which that may change; INT64_MAX: never. */
int64_t season_next(const struct duty_book *b, int64_t at);

/* What the mode comes from: the season's name, or who ordered it; "" for none. Never NULL. */
const char *duty_mode_why(const struct duty_book *b, int64_t at);

/* The mode in force in words, with what it comes from: 加强（防火期）. */
void duty_mode_text(const struct duty_book *b, int64_t at, struct str *out);

#endif
