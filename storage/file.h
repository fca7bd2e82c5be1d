/* Small dealings with files, durable where it matters. Files are made 0600, folders 0700. */
#ifndef STORAGE_FILE_H
#define STORAGE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"

/* A whole regular file, NUL-terminated, at most max bytes. RC_NOT_FOUND, RC_IO, RC_INVALID when too
 * long. */
enum rc file_read(struct arena *a, const char *path, size_t max, char **bytes, size_t *len,
		  struct err *e) MUST_CHECK;

/* Written beside, fsynced, renamed, folder fsynced: the whole or nothing. */
enum rc file_write(const char *path, const void *bytes, size_t len, struct err *e) MUST_CHECK;

/* The folder and its parents. */
enum rc file_make_dirs(const char *path, struct err *e) MUST_CHECK;
bool file_dir_empty(const char *path);
void file_remove_tree(const char *path);
/* Whether the files below path are together larger than that. */
bool file_tree_exceeds(const char *path, int64_t bytes);

#endif
