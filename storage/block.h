/*
 * A sealed block: up to 64 lines, each ended by a newline, and nothing else. A canonical line holds
 * no raw newline, so the bytes of a block can be searched as one text.
 */
#ifndef STORAGE_BLOCK_H
#define STORAGE_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

void block_add(struct str *block, const char *line, size_t len);

/* The line at *at, without its newline, and *at moved behind it. False at the end, or when the last
 * newline is missing. */
bool block_next(const char *block, size_t n, size_t *at, const char **line, size_t *len);

/* The same backwards: the line before *end (at first the length of the block). */
bool block_prev(const char *block, size_t *end, const char **line, size_t *len);

/* The line of that index; false when there is none. */
bool block_line(const char *block, size_t n, size_t index, const char **line, size_t *len);

/* The number of whole lines. */
size_t block_count(const char *block, size_t n);

#endif
