/*
 * Whether a book is whole: signatures, numbers, chain, re-rendered ids, from the first publication
 * to the last, each judged by the key that counts for its numbers (design §5).
 */
#ifndef STORAGE_VERIFY_H
#define STORAGE_VERIFY_H

#include "core/record.h"
#include "storage/store.h"

struct verified {
	int64_t entries, publications, unpublished, writers;
	/* Entries that came in before their device was ended from an earlier number on: signed with
	 * its key, and not to be relied on. */
	int64_t ended;
	char first_ended[ID_TEXT], why_ended[80];
};

/* RC_CORRUPT: the first doubtful entry in one sentence. out counts what stood the test. */
enum rc verify_book(struct store *s, const char *book, struct verified *out,
		    struct err *e) MUST_CHECK;

#endif
