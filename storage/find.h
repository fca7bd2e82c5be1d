/*
 * Finding bytes in Chinese text, fast: a filter on the two rarest bytes of the needle, sixteen or
 * thirty-two places at a time. The first byte of a Chinese character is everywhere, its last is
 * rare; memmem does not know that.
 */
#ifndef STORAGE_FIND_H
#define STORAGE_FIND_H

#include <stddef.h>

struct finder {
	const char *needle; /* borrowed */
	size_t len;
	size_t rare, rarer; /* places in the needle */
	const char *(*find)(const struct finder *f, const char *text, size_t n);
};

/* An empty needle is found everywhere. */
void finder_init(struct finder *f, const char *needle, size_t len);

/* The first place in the text, or NULL. */
const char *finder_next(const struct finder *f, const char *text, size_t n);

#endif
