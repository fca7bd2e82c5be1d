/*
 * How a book was last in touch with its remotes: what `sync status`, the board and the screens
 * show. Written by a synchronisation into the local row "sync/BOOK".
 */
#ifndef STORAGE_CONTACT_H
#define STORAGE_CONTACT_H

#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "storage/store.h"

/* What became of a remote in the last round. ABSENT: a folder that is not there, a stick that is
 * not plugged in. SPARE: another one before it worked. */
enum sync_remote_state { REMOTE_USED = 1, REMOTE_FAILED, REMOTE_ABSENT, REMOTE_SPARE };

struct sync_remote {
	const char *url;
	enum sync_remote_state state;
	const char *why; /* of FAILED; else NULL */
};

enum { CONTACT_REMOTES = 9 };

/* Moments in seconds, 0: never. Numbers are of our writer in the book. */
struct sync_contact {
	int64_t last;  /* a remote was reached */
	int64_t tried; /* the last round began */
	int64_t
	    failures; /* rounds in a row that reached nothing, though something was to be tried */
	const char *remote; /* that was reached last */
	const char *error;  /* of the last round, NULL when it went well */
	int64_t in, out;    /* bytes of the last round */
	int64_t ahead;      /* seconds that the other side's clock ran ahead of ours, 0 unknown */

	const char *writer;            /* whose numbers these are; NULL: of any */
	int64_t tried_tip;             /* our newest entry when the last round began */
	int64_t sent_tip, sent_at;     /* the newest that a remote held, and since when */
	int64_t answered, answered_at; /* … that an entry of the other side speaks of */
	int64_t carried, carried_at;   /* … that went onto a mailbag */

	struct sync_remote remotes[CONTACT_REMOTES]; /* in their order */
	size_t nremotes;
};

/* Zeroed without one; numbers of another writer than `writer` count as 0. */
enum rc sync_contact_load(struct store *s, struct arena *a, const char *book, const char *writer,
			  struct sync_contact *out, struct err *e) MUST_CHECK;
enum rc sync_contact_put(struct store *s, const char *book, const struct sync_contact *c,
			 struct err *e) MUST_CHECK; /* between begin and commit */

/* "used", "failed", "absent", "spare": the words of the row and of JSON. */
const char *sync_remote_word(enum sync_remote_state state);

/* The newest entry that the other side, or a remote, is known to hold; and since when. */
int64_t sync_contact_held(const struct sync_contact *c, int64_t *at);

#endif
