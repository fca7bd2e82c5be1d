/*
 * How a station keeps watch: shifts, posts, vehicles, rotation patterns, seasons; from a text file
 * (templates/roster/setup.conf explains it), from a form, and back into such a file. One
 * transaction each; what may not be (core/setup_check.h) is refused in one sentence and nothing is
 * written.
 *
 *   [shift 夜班]   from = 20:00   to = 08:00
 *   [post 主班]    group = watch   min = 1   readiness = onsite   order = 2
 *   [vehicle 1号车]   crew = 4   water = 3.5吨
 *   [pattern 消防组]  post = 战斗员   first = 2026-10-01   hours = 24   crews = 东+南+西、春+夏+秋
 *   [season 防火期]   level = raised   from = 10-01   to = 05-31
 *
 * In a file a section is a thing by its name: made where it is new, edited where it differs, left
 * where it is the same; what the file does not name stays. Posts and persons are written by name
 * (or id); crews are separated by 、 or commas, members joined by +, - is nobody.
 *
 * What was stood by a pattern stays: one that has begun takes another `last` only. With a `first`
 * that is still ahead the old one ends the day before, and another of the name goes on from there.
 */
#ifndef STORAGE_ROSTER_SETUP_H
#define STORAGE_ROSTER_SETUP_H

#include "core/duty.h"
#include "storage/book.h"

struct roster_set_up {
	size_t made, changed, kept;
};

/* RC_INVALID names file and line. */
enum rc roster_setup(struct book *b, struct arena *a, const char *file, const char *text,
		     size_t len, struct roster_set_up *out, struct err *e) MUST_CHECK;

/* The set-up as such a file: roster_setup of it changes nothing, and makes the same elsewhere.
 * Patterns that are over are left out. */
enum rc roster_setup_text(struct book *b, struct arena *a, struct str *out,
			  struct err *e) MUST_CHECK;

/* One thing of a form: a new one, or (id) a change with the fields that `wanted` has. Crews hold
 * names or ids. The arena's *made: the thing's id, of a pattern that goes on the new one's. */
enum rc roster_setup_put(struct book *b, struct arena *a, const char *id,
			 const struct record *wanted, const char **made, struct err *e) MUST_CHECK;

/* A pattern ends after this day; one that has not begun by then is cancelled. */
enum rc roster_setup_end(struct book *b, struct arena *a, const char *id, int last_day,
			 struct err *e) MUST_CHECK;

/* A day of what a pattern gives. */
struct setup_day {
	int day;
	const char *who; /* names with their hours where they are not 24; "" for nobody */
};

/*
 * What the pattern would give from a day on, before anything is written: wanted and id as above;
 * out holds `days` rows. r: the roster of the book, loaded around now. RC_INVALID: what may not be;
 * out is filled as far as it goes.
 */
struct setup_preview {
	const char *id; /* NULL: a new one */
	const struct record *wanted;
	int from, days;
	int64_t now;
};
struct roster;
enum rc roster_setup_preview(struct arena *a, const struct roster *r, const struct setup_preview *q,
			     struct setup_day *out, struct err *e) MUST_CHECK;

/* Crews as names, for forms and files. */
void roster_setup_crews(const struct duty_book *b, char *const *crews, struct str *out);

#endif
