/*
 * The helper programs: zhiban-sync and zhiban-print lie beside zhiban, or in libexec. Started by
 * spawning, never by a plain fork: the store may be open.
 */
#ifndef STORAGE_HELPER_H
#define STORAGE_HELPER_H

#include <sys/types.h>

#include "core/arena.h"
#include "core/err.h"

/* RC_NOT_FOUND names what is missing. */
enum rc helper_find(struct arena *a, const char *name, char **path, struct err *e) MUST_CHECK;

/* Starts it with stdout on a pipe; argv[0] is its path. The caller reads *fd, closes it, and calls
 * helper_wait. errors: stderr goes to the same pipe's sibling *err_fd (NULL: stays ours). */
enum rc helper_start(char *const *argv, pid_t *pid, int *fd, int *err_fd, struct err *e) MUST_CHECK;

/* Its exit code; 128 and the signal when it was killed. */
int helper_wait(pid_t pid);

#endif
