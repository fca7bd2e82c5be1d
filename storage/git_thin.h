/*
 * A thin pack built by ourselves: the commits of a branch after one that the other side holds, with
 * their new trees and day files, each as what was added to its earlier self (REF_DELTA on an object
 * that the other side has, or that stands in the same pack). libgit2 never sends one, which costs a
 * whole day file for every push (facts/sync.md 0.1). It also measures what a fetch should have
 * cost.
 */
#ifndef STORAGE_GIT_THIN_H
#define STORAGE_GIT_THIN_H

#include <stdint.h>

#include "core/str.h"
#include "storage/git_repo.h"

struct git_thin {
	struct str pack;
	uint32_t objects;
	size_t max; /* bytes after which it is given up */
	bool whole; /* set it after begin: without deltas, to see what they save */
};

void git_thin_begin(struct git_thin *t, size_t max);

/*
 * Adds what leads from one commit to another; from NULL: a branch that the other side has not. The
 * first must be among the second's ancestors, and both branches added to one pack share no objects.
 * RC_INVALID: longer than max. Other failures: an object is missing or none of ours. After a
 * failure the pack is worthless.
 */
enum rc git_thin_add(struct git_thin *t, struct git_repo *r, const uint8_t *from,
		     const uint8_t to[SHA1_BYTES], struct err *e) MUST_CHECK;

/* Number of objects and checksum: the pack is whole. */
void git_thin_end(struct git_thin *t);
void git_thin_clear(struct git_thin *t);

#endif
