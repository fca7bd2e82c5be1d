/*
 * Private members: names, telephones, identity numbers that never enter a record (突发事件应对法
 * 2024, art. 83-85). One small file a record, HOME/private/ID.json (0600, the folder 0700), with
 * one JSON object; never in git, backup or export. dir is the folder, HOME/private.
 *
 * Call private_write between store_begin and store_commit, before the commit: a crash between the
 * two leaves an orphan under the next free id, which the next write must erase. Erasing overwrites,
 * fsyncs, then unlinks. ids are a record's ("sm1-128") or a draft's ("draft-3"); anything else is
 * RC_INVALID.
 */
#ifndef STORAGE_PRIVATE_H
#define STORAGE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

/* Durable when it returns. A file that was there is replaced, and its old content overwritten. */
enum rc private_write(const char *dir, const char *id, const char *text, size_t n,
		      struct err *e) MUST_CHECK;
/* RC_NOT_FOUND when there is none: purged, or written on another host. */
enum rc private_read(const char *dir, struct arena *a, const char *id, char **text, size_t *n,
		     struct err *e) MUST_CHECK;
/* RC_NOT_FOUND when there is none. */
enum rc private_purge(const char *dir, const char *id, struct err *e) MUST_CHECK;
/* The same for an orphan: quiet when there is none, or when it must wait for the next write. */
void private_erase(const char *dir, const char *id);
bool private_exists(const char *dir, const char *id);

#endif
