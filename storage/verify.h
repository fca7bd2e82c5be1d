/*
 * Whether a book is whole: signatures, numbers, chain, re-rendered ids, from the first publication
 * to the last, each judged by the key that counts for its numbers (design §5).
 */
#ifndef STORAGE_VERIFY_H
#define STORAGE_VERIFY_H

#include "storage/store.h"

struct verified {
	int64_t entries, publications, unpublished, writers;
};

/* RC_CORRUPT: the first doubtful entry in one sentence. out counts what stood the test. */
enum rc verify_book(struct store *s, const char *book, struct verified *out,
		    struct err *e) MUST_CHECK;

#endif
