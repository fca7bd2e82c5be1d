/*
 * What waits to go out of a book: the entries of ours that neither a remote nor the other side is
 * known to hold. In a book without any way out only what is not published yet waits.
 */
#ifndef STORAGE_OUTBOX_H
#define STORAGE_OUTBOX_H

#include "storage/contact.h"
#include "storage/trust.h"

struct outbox {
	bool way;       /* a remote, or our own hub */
	bool mailbag;   /* a mailbag has carried it */
	int64_t last;   /* our newest entry */
	int64_t first;  /* the oldest that waits; last + 1: none */
	int64_t bytes;  /* of those that wait; outbox_look */
	int64_t urgent; /* the newest urgent one among them (core/round.h), 0 none; outbox_look */
};

enum rc outbox_load(struct store *s, const char *home, const struct trust *t,
		    const struct sync_contact *c, struct outbox *out, struct err *e) MUST_CHECK;
/* Reads those that wait, at most the newest so many, and fills in bytes and urgent. */
enum rc outbox_look(struct store *s, const struct trust *t, int64_t most, struct outbox *out,
		    struct err *e) MUST_CHECK;

int64_t outbox_count(const struct outbox *o);

#endif
