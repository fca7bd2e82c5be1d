/*
 * An arena: memory of one view load, one report, one command, freed in one call. Everything that is
 * read from records lives in the caller's arena. Start from a zeroed struct. Memory is zeroed.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

#include "core/err.h"

struct arena_block;

struct arena {
	struct arena_block *head;
};

void *arena_alloc(struct arena *a, size_t size);
char *arena_text(struct arena *a, const char *text); /* copy; NULL stays NULL */
char *arena_text_n(struct arena *a, const char *bytes, size_t n);
char *arena_text_f(struct arena *a, const char *fmt, ...) FORMAT(2, 3);
void arena_free(struct arena *a); /* the struct may be used again */

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))

#endif
