/*
 * The synchronisation of one book as a person sees it: what waits, when a remote was reached, what
 * the other side holds, alarms and quarantine. The screens, `sync status` and the board read it
 * here.
 */
#ifndef STORAGE_BOOK_SYNC_H
#define STORAGE_BOOK_SYNC_H

#include "storage/alarm.h"
#include "storage/outbox.h"

struct book_sync {
	struct trust trust;
	struct sync_contact contact;
	struct outbox outbox;
	struct alarm *alarms;
	size_t nalarms;
	struct quarantined *quarantine;
	size_t nquarantine;
};

/* In the arena, but for what book_sync_clear frees. RC_NOT_FOUND: no such book here. */
enum rc book_sync_load(struct store *s, const char *home, struct arena *a, const char *book,
		       struct book_sync *out, struct err *e) MUST_CHECK;
void book_sync_clear(struct book_sync *b);

#endif
