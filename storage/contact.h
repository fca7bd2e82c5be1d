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

struct sync_contact {
	int64_t last;       /* seconds: a remote was reached; 0 never */
	int64_t tried;      /* the last round began */
	const char *remote; /* that was reached last */
	const char *error;  /* of the last round, NULL when it went well */
	int64_t in, out;    /* bytes of the last round */
	int64_t sent_tip;   /* number of our newest entry that the remote held then */
	int64_t ahead;      /* seconds that the other side's clock ran ahead of ours, 0 unknown */
};

enum rc sync_contact_load(struct store *s, struct arena *a, const char *book,
			  struct sync_contact *out,
			  struct err *e) MUST_CHECK; /* zeroed without one */
enum rc sync_contact_put(struct store *s, const char *book, const struct sync_contact *c,
			 struct err *e) MUST_CHECK; /* between begin and commit */

#endif
