/* The transfer step as a child process: started, listened to, killed when it is late. */
#ifndef STORAGE_SYNC_CHILD_H
#define STORAGE_SYNC_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "core/record.h"
#include "core/sha1.h"

enum { TIPS_MAX = 64 };

struct sync_tip {
	char branch[WRITER_TEXT];
	uint8_t id[SHA1_BYTES];
	bool heavy; /* what it leads to broke the limits of the transfer (round_fetch) */
};

/* What the remote holds, as the child read it last. */
struct sync_tips {
	struct sync_tip v[TIPS_MAX];
	size_t n;
	int64_t others; /* branches that are none of the book's */
	bool missing;   /* a folder that does not exist yet */
	int64_t in, out;
	int64_t moved, need; /* bytes of a pack that cost far more than it should; 0 it did not */
	bool fair;           /* thin packs work there */
	bool heavy;          /* the child died at its limits, or was late by its own work */
	char no_thin[200];   /* why the remote refused one; "" */
	char refused[200];   /* why the remote did not take a branch; "" */
};

struct sync_order {
	const char *op; /* fetch, push */
	const char *repo, *url, *book, *home;
	const char *const *branches; /* to push; to fetch, none: all */
	size_t nbranches;
	int seconds; /* deadline */
};

/* RC_NETWORK: it failed or was killed at the deadline; out holds what was heard. */
enum rc sync_child_run(const struct sync_order *o, struct sync_tips *out, struct err *e) MUST_CHECK;

const struct sync_tip *sync_tip_find(const struct sync_tips *t, const char *branch);

#endif
