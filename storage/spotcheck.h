/*
 * Spot checks (抽查): by the office itself, or by a superior of a station below. A check lies in
 * the book of the post it is about; the station answers what its superior found.
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

#endif
