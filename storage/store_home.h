/*
 * The folder of a home, before and beside LMDB: what is there, what is made, what is refused.
 */
#ifndef STORAGE_STORE_HOME_H
#define STORAGE_STORE_HOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

/* "dir/name", on the heap. */
char *path_join(const char *dir, const char *name);

/* Makes dir (0700) and its missing parents. RC_CONFLICT: a home is there. RC_INVALID: it holds
 * something else. */
enum rc home_make(const char *dir, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND without a data.mdb, RC_CORRUPT when it cannot hold a store. */
enum rc home_check(const char *dir, struct err *e) MUST_CHECK;

/*
 * Allocates lock.mdb in full: LMDB maps it, and a full disk would be a SIGBUS later. *writable says
 * whether readers can be entered there. Must come before LMDB opens it: closing the file drops
 * this process's locks on it.
 */
enum rc home_lock_file(const char *dir, bool need, bool *writable, struct err *e) MUST_CHECK;

/* Whether the file system of dir has no room for a few more pages. */
bool disk_full(const char *dir);

#endif
