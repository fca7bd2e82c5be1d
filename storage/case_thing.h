/*
 * Things made and changed by hand: what `new` and `set` do, and the forms of screens. Each call is
 * one write transaction.
 */
#ifndef STORAGE_CASE_THING_H
#define STORAGE_CASE_THING_H

#include "storage/book.h"

/* Who makes a leader or an administrator, or writes the word that lets a rule of the roster be
 * broken (an assignment's reason, a leave's answer), must be one (book_need_leader); the caller
 * sees to the PIN. */
bool thing_needs_leader(const struct record *r);

/* Adds a new thing or line; an incident is opened as incident_open does. RC_INVALID: a kind that
 * its own command writes; RC_INVALID too when it takes a leader. book: NULL for the own one. */
enum rc thing_new(struct book *b, struct arena *a, struct record *r, const char *book,
		  struct err *e) MUST_CHECK;

/* Changes the fields that wanted has. RC_INVALID for a line of the log, and when it takes a leader.
 */
enum rc thing_set(struct book *b, struct arena *a, const char *id, const struct record *wanted,
		  struct err *e) MUST_CHECK;

/*
 * Whose PIN must be given before this person's is set: NULL when it is the first one, the person's
 * own, or that of the author, who is an administrator. RC_INVALID: the author may not.
 */
enum rc person_pin_guard(struct book *b, struct arena *a, const struct thing *person,
			 const char **whose, struct err *e) MUST_CHECK;

#endif
