/*
 * Spot checks (抽查): by the office itself, or by a superior of a station below. A check lies in
 * the book of the post it is about. What the station answers to the superior's check is a line of
 * feedback about it: nobody edits what the other side has written.
 */
#ifndef STORAGE_SPOTCHECK_H
#define STORAGE_SPOTCHECK_H

#include "core/attendance.h"
#include "storage/book.h"

/* r: a record of kind spotcheck. RC_INVALID: a time limit without a problem, or in the past. */
enum rc spotcheck_record(struct book *b, struct arena *a, struct record *r,
			 struct err *e) MUST_CHECK;

/* What was done about the problem. RC_INVALID: there was none, or it is answered already. */
enum rc spotcheck_answer(struct book *b, struct arena *a, const char *id, const char *text,
			 struct err *e) MUST_CHECK;

/* The reply to a check, by an edit or by the last feedback; text NULL: none yet. */
struct spotcheck_reply {
	const char *text, *by; /* by: the author's id */
	int64_t at;
};
enum rc spotcheck_reply(struct book *b, struct arena *a, const struct thing *check,
			struct spotcheck_reply *out, struct err *e) MUST_CHECK;

#endif
