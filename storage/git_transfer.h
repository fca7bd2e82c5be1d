/*
 * The step of a synchronisation that talks to a remote: `zhiban-sync --transfer OP REPO URL …`, a
 * process of its own without the store, with limits on memory, time and files, killed when it is
 * late: the library has no timeouts, and what comes over the wire is hostile (design §5).
 *
 *   fetch REPO URL BOOK HOME           the remote's branches; what is new goes to refs/incoming/
 *   push  REPO URL BOOK HOME BRANCH…   these branches, forward only; then the remote's tips again
 *
 * A URL without "://" is a folder. HOME holds device.key and, when there, known_hosts and
 * https.conf. Lines on stdout, for the process that waits: ref NAME HEX     a branch of the book at
 * the remote, after the operation others N         branches there that are none of the book's
 *   missing          a folder that does not exist yet (fetch only)
 *   bytes IN OUT     moved
 *   refused NAME WHY the remote did not take it
 *   failed TEXT      the last line when it failed; exit code 1
 */
#ifndef STORAGE_GIT_TRANSFER_H
#define STORAGE_GIT_TRANSFER_H

#include "core/err.h"

/* argv from OP on. Returns the exit code. */
int git_transfer_main(int argc, char **argv);

#endif
