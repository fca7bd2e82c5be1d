/*
 * The step of a synchronisation that talks to a remote: `zhiban-sync --transfer OP REPO URL …`, a
 * process of its own without the store, with limits on memory, time and files, killed when it is
 * late: the library has no timeouts, and what comes over the wire is hostile (design §5).
 *
 *   fetch REPO URL BOOK HOME           the remote's branches; what is new goes to refs/incoming/
 *   push  REPO URL BOOK HOME BRANCH…   these branches, forward only; then what the remote holds
 *   push-whole …                       the same, and never by a thin pack (git_thin.h)
 *
 * A URL without "://" is a folder. HOME holds device.key and, when there, known_hosts and
 * https.conf. Lines on stdout, for the process that waits:
 *   ref NAME HEX     a branch of the book at the remote, after the operation: its advertisement
 *                    read again, or its report that names the branch as moved; the last line counts
 *   others N         branches there that are none of the book's
 *   missing          a folder that does not exist yet (fetch only)
 *   moving N         so many bytes are about to go out, or have just gone
 *   bytes IN OUT     moved; of git's conversation, without what ssh and TLS add
 *   dear MOVED NEED  a pack of MOVED bytes where one of NEED would have done
 *   fair             the pack cost what it should: the remote knows thin packs
 *   no-thin WHY      the remote refused a thin pack; the branches went as an ordinary one
 *   refused NAME WHY the remote did not take it
 *   failed TEXT      the last line when it failed; exit code 1
 */
#ifndef STORAGE_GIT_TRANSFER_H
#define STORAGE_GIT_TRANSFER_H

#include "core/err.h"

/* Dear: more than so many times the need, and so many bytes (a server's chatter) on top. */
enum { DEAR_TIMES = 5, DEAR_FROM = 3000 };

/* argv from OP on. Returns the exit code. */
int git_transfer_main(int argc, char **argv);

#endif
