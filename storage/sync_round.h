/* What the files of one book's round share (sync_book, sync_remotes, sync_fetch, sync_push,
 * sync_cost, sync_preview). Nobody else includes it. */
#ifndef STORAGE_SYNC_ROUND_H
#define STORAGE_SYNC_ROUND_H

#include "storage/sync.h"

struct round {
	struct sync *sync;
	struct trust trust;
	struct git_repo *repo;
	const char *path; /* of the repository */
	struct sync_contact contact;
	int64_t in, out; /* bytes of the round before */
	bool reached;
	bool absent; /* one of its folders is not there */
	char error[400];
};

/* An order to the child for this book. */
struct sync_order round_order(const struct round *r, const char *op, const char *url);

/* Lists and fetches. A branch that breaks the limits of the transfer is marked heavy and the others
 * come all the same. */
enum rc round_fetch(struct round *r, const char *url, struct sync_tips *tips,
		    struct err *e) MUST_CHECK;

/* Every remote that is to be tried: all is taken in before anything goes out. RC_OK also when they
 * failed; other codes: the store failed. */
enum rc round_remotes(struct round *r, struct err *e) MUST_CHECK;

/* Sends what the remote lacks and looks again at what it holds; tips: as it was listed. */
enum rc round_push(struct round *r, const char *url, const struct sync_tips *tips,
		   struct err *e) MUST_CHECK;

/* That remote, or the mailbag, is known to hold all that we have published. */
enum rc round_sent(struct round *r, const char *url, struct err *e) MUST_CHECK;

/* After a transfer: raises or clears the alarm of what it cost on the line (git_transfer.h). */
enum rc round_cost(struct round *r, const struct sync_order *o, const struct sync_tips *tips,
		   struct err *e) MUST_CHECK;
/* "push", or "push-whole" to a server that is known to refuse thin packs. */
const char *round_push_op(struct round *r, const char *url);

/* Tells what would go out and come in, put to the test as if; nothing changes. */
enum rc round_preview(struct round *r, const char *url, const struct sync_tips *tips,
		      struct err *e) MUST_CHECK;

#endif
