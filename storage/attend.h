/*
 * Who is there: signing on and off (到岗, 离岗), 留岗, a walk at night (夜间查铺), what was entered
 * wrongly. Screens and commands act through here. Each call is one write transaction; a line is
 * never edited, a correction stands in its place and says why.
 *
 * Persons and posts are given by id or by a name that is unique.
 */
#ifndef STORAGE_ATTEND_H
#define STORAGE_ATTEND_H

#include "core/attendance.h"
#include "core/duty_attend.h"
#include "storage/roster.h"

/* The lines of one book (NULL: the own one) from two days before `from` to two days after `until`,
 * in the order in which they were written; and those of them that stand. Clear with vec_clear. */
enum rc attend_all_lines(struct book *b, struct arena *a, const char *book, int64_t from,
			 int64_t until, struct things *out, struct err *e) MUST_CHECK;
enum rc attend_lines(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
		     struct things *out, struct err *e) MUST_CHECK;

/* Whether anybody has ever signed on, or was looked for at night, in that book: else nobody's
 * absence is known. */
enum rc attend_kept(struct book *b, const char *book, bool *out, struct err *e) MUST_CHECK;

struct attend_request {
	const char *person;
	const char *post; /* NULL: by the roster */
	int way;          /* ATTEND_ON or ATTEND_OFF */
	struct moment at; /* NONE: now */
	const char *note;
	const char *extra; /* why somebody is there who is not on the roster; NULL */
};

/*
 * RC_INVALID: not on the roster then (and the roster says something, not all hands are called, no
 * `extra`); signed on already; off without having been on, or before it.
 */
enum rc attend_sign(struct book *b, struct arena *a, const struct attend_request *q,
		    const char **id, struct err *e) MUST_CHECK;

/* Stays on after the duty, until a time at most a day after its end. */
enum rc attend_hold(struct book *b, struct arena *a, const char *person, struct moment until,
		    const char *note, const char **id, struct err *e) MUST_CHECK;

/* The line of signing on or off was wrong: it happened `at`, or (NONE) not at all. */
enum rc attend_correct(struct book *b, struct arena *a, const char *line, struct moment at,
		       const char *reason, const char **id, struct err *e) MUST_CHECK;

struct attend_walk {
	const char *const *missing; /* persons who were not found; ends with NULL; may be NULL */
	const char *note;
	struct moment at; /* NONE: now */
};

/* Everybody who should be there then, but those on call: found or missed; and one line in the log.
 * id: of that line. RC_INVALID: nobody should be there, or a missing one need not. */
enum rc attend_walk(struct book *b, struct arena *a, const struct attend_walk *w, const char **id,
		    struct err *e) MUST_CHECK;

#endif
