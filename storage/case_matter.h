/*
 * What is done about instructions and matters (practice.md 35-36): screens and commands act through
 * here, so that a matter closes itself in both. Each call is one write transaction.
 */
#ifndef STORAGE_CASE_MATTER_H
#define STORAGE_CASE_MATTER_H

#include "core/matter.h"
#include "storage/book.h"

/* relay: a record of kind relay with `to`, perhaps `answered`; of: an order or a matter. A matter
 * whose every addressee has answered is closed with the same commit; *closed tells. r gets its id.
 */
enum rc matter_relay(struct book *b, struct arena *a, struct record *relay, bool *closed,
		     struct err *e) MUST_CHECK;

/* feedback: a record of kind feedback with its text; of: an order. r gets its id. */
enum rc order_feedback(struct book *b, struct arena *a, struct record *feedback,
		       struct err *e) MUST_CHECK;

/* Closes an order or a matter; RC_INVALID when it is closed already. at: none is now. */
enum rc matter_close(struct book *b, struct arena *a, const char *id, const struct kind *k,
		     struct moment at, struct err *e) MUST_CHECK;

/* Addressees who have not answered, NULL-terminated, in the arena; all of `to` in order. */
enum rc matter_waiting(struct book *b, struct arena *a, const struct thing *matter, char ***out,
		       struct err *e) MUST_CHECK;

#endif
