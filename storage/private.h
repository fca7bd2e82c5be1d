/*
 * Private members of records: names and numbers of victims and callers (突发事件应对法 2024, art.
 * 83-85). One small file a record, HOME/private/ID.json, mode 0600; never in git, backup or export.
 */
#ifndef STORAGE_PRIVATE_H
#define STORAGE_PRIVATE_H

#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

/* Durable when it returns; the folder is made when missing. Call before the record's commit. */
enum rc private_write(const char *dir, const char *id, const char *text, size_t len,
		      struct err *e) MUST_CHECK;

/* RC_NOT_FOUND: none, of another station, or purged. */
enum rc private_read(const char *dir, struct arena *a, const char *id, char **text, size_t *len,
		     struct err *e) MUST_CHECK;

/* Overwrites, fsyncs, unlinks; quiet when there is none. */
void private_erase(const char *dir, const char *id);

#endif
