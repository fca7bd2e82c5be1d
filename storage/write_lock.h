/*
 * The write lock of a home: flock on write.lock, waited for at most five seconds. LMDB's own lock
 * has no time limit, so a stopped writer would hang everybody else. The file's content names the
 * holder ("4711 zhiban-sync"); it stays there after the lock is gone and means nothing then.
 */
#ifndef STORAGE_WRITE_LOCK_H
#define STORAGE_WRITE_LOCK_H

#include "core/err.h"

struct write_lock;

struct write_lock *write_lock_new(const char *path);
void write_lock_free(struct write_lock *l);

/* RC_BUSY names the holder, RC_IO when the file cannot be made or opened. */
enum rc write_lock_take(struct write_lock *l, struct err *e) MUST_CHECK;
void write_lock_release(struct write_lock *l);

#endif
