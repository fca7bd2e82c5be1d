/* The state of an ingest, for storage/ingest.c and storage/ingest_check.c. Nobody else includes it.
 */
#ifndef STORAGE_INGEST_INSIDE_H
#define STORAGE_INGEST_INSIDE_H

#include "storage/ingest.h"

struct ingest {
	struct store *store;
	const struct trust *trust;
	char writer[WRITER_TEXT];
	struct branch branch;
	bool begun, refused, trial;
	/* Lines of the open transaction, which the store does not show yet. */
	struct arena arena;
	struct lines pending;
	int64_t pending_first, pending_bytes;
	struct str tip; /* after the last good publication */
	int64_t entries, first_ts, last_ts, answered;
	int64_t unwritten; /* the first number that our own writer has not written yet */
};

/* Whether a publication is right; *p is it as the store keeps it. The branch moves on with it, also
 * where it is not. */
enum rc ingest_check(struct ingest *in, const struct render_claim *c, struct arrival *arrival,
		     struct pub *p, struct err *e) MUST_CHECK;

#endif
