/* Blocks in a chain; an object never moves. */
#include "core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void *
arena_alloc(struct arena *a, size_t size)
{
	size_t align = alignof(max_align_t);
	struct arena_block *b = a->head;
	void *p;

	size = (size + align - 1) / align * align;
	if (!b || b->size - b->used < size) {
		size_t room = size > BLOCK ? size : BLOCK;

		b = malloc(sizeof(*b) + room);
		if (!b)
			die("out of memory");
		*b = (struct arena_block){.next = a->head, .size = room};
		a->head = b;
	}
	p = b->bytes + b->used;
	b->used += size;
	return memset(p, 0, size);
}

char *
arena_text_n(struct arena *a, const char *bytes, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	if (n)
		memcpy(copy, bytes, n);
	return copy;
}

char *
arena_text(struct arena *a, const char *text)
{
	return text ? arena_text_n(a, text, strlen(text)) : NULL;
}

char *
arena_text_f(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	text = arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return text;
}

void
arena_free(struct arena *a)
{
	while (a->head) {
		struct arena_block *next = a->head->next;

		free(a->head);
		a->head = next;
	}
}
