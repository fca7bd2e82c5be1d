/*
 * What changes who stands: swaps, urgent takeovers, leave; and who was there. Screens and commands
 * act through here. Each call is one write transaction. The past is frozen: what has begun is taken
 * over, not swapped.
 *
 * Persons and posts are given by id or by a name that is unique.
 */
#ifndef STORAGE_ROSTER_CHANGE_H
#define STORAGE_ROSTER_CHANGE_H

#include "core/duty_check.h"
#include "core/duty_load.h"
#include "storage/book.h"
#include "storage/roster.h"

/* The office's limits (templates/roster/limits.conf), or the program's. */
enum rc roster_limits(struct book *b, struct arena *a, struct duty_limits *out,
		      struct err *e) MUST_CHECK;

/* Violations of one book (NULL: the own one) in [from, until). Clear with vec_clear. */
enum rc roster_check(struct book *b, struct arena *a, const struct roster *r, int64_t from,
		     int64_t until, struct violations *out, struct err *e) MUST_CHECK;

/* ---- swaps ---- */

struct swap_request {
	const char *person; /* who gives the duty away; NULL: the author */
	const char *post;   /* NULL: whatever the person stands then */
	int64_t at;         /* a moment in that duty, or the 00:00 of the day it begins on */
	const char *with;
	const char *back_post; /* in return; NULL likewise */
	int64_t back_at;       /* 0: nothing in return (替班) */
	const char *reason;
};

/* Finds both duties by the resolver. RC_INVALID: nobody stands there then, it has begun, or it is
 * in another swap that is not decided yet. */
enum rc swap_ask(struct book *b, struct arena *a, const struct swap_request *q, const char **id,
		 struct err *e) MUST_CHECK;
/* The other one consents: as the author; or a leader (book_need_leader) for an absent person, with
 * word: on what ground. */
enum rc swap_accept(struct book *b, struct arena *a, const char *id, const char *word,
		    struct err *e) MUST_CHECK;
/* The caller has checked that the author is a leader. What it would newly break is refused, unless
 * `override` says why. */
enum rc swap_approve(struct book *b, struct arena *a, const char *id, const char *override,
		     struct err *e) MUST_CHECK;
/* By the one who was asked; else it takes a leader (book_need_leader). */
enum rc swap_refuse(struct book *b, struct arena *a, const char *id, const char *reason,
		    struct err *e) MUST_CHECK;
/* A swap that has not begun, or a takeover: one that has begun ends now. RC_INVALID when the duty
 * was handed on since. */
enum rc swap_undo(struct book *b, struct arena *a, const char *id, const char *reason,
		  struct err *e) MUST_CHECK;

/* ---- takeover ---- */

struct takeover_request {
	const char *person, *post;
	const char *instead; /* NULL: the one who stands; needed where several do */
	const char *reason;
	struct moment from,
	    until;    /* NONE: now, the end of the duty that is taken over, or the gap's */
	bool besides; /* nobody is replaced: one more stands, where people are missing */
};
enum rc takeover(struct book *b, struct arena *a, const struct takeover_request *t, const char **id,
		 struct err *e) MUST_CHECK;
/* Inside a write: one that has begun ends now, one ahead is cancelled. */
enum rc takeover_end(struct book *b, struct arena *a, const struct thing *t,
		     struct err *e) MUST_CHECK;

/* ---- leave ---- */

/* r: a record of kind leave with person, type, start and end. RC_INVALID when the person is on
 * leave then already. */
enum rc leave_ask(struct book *b, struct arena *a, struct record *r, struct err *e) MUST_CHECK;
/* As with swaps: the caller has checked the leader. */
enum rc leave_approve(struct book *b, struct arena *a, const char *id, const char *override,
		      struct err *e) MUST_CHECK;
/* LEAVE_REFUSED or LEAVE_CANCELLED; cancelled after it has begun, an approved one ends now. */
enum rc leave_end(struct book *b, struct arena *a, const char *id, int state, const char *reason,
		  struct err *e) MUST_CHECK;

/* ---- modes and cover ---- */

/* Seconds: what is entered late lies at most so far back; the past before it is frozen. */
enum { ROSTER_BACK = 12 * 3600 };

/* r: records of these kinds. RC_INVALID when it would be over already, or begins more than twelve
 * hours back. */
/* Whether a mode or a cover may be recorded so; the two that follow ask it too. */
enum rc mode_allowed(struct book *b, const struct record *r, struct err *e) MUST_CHECK;
enum rc mode_declare(struct book *b, struct arena *a, struct record *r, struct err *e) MUST_CHECK;
enum rc cover_agree(struct book *b, struct arena *a, struct record *r, struct err *e) MUST_CHECK;
/* Ends a mode or a cover at a time; one that has not begun then is cancelled. */
enum rc roster_end(struct book *b, struct arena *a, const char *id, const struct kind *k,
		   struct moment at, struct err *e) MUST_CHECK;

#endif
