/* Lines of the store as records, for those who read a book. Inside storage/book_*.c. */
#ifndef STORAGE_BOOK_COLLECT_H
#define STORAGE_BOOK_COLLECT_H

#include "storage/book.h"

/* Collects the lines of a walk through the store: ctx of book_collect. */
struct collection {
	struct book *book;
	struct arena *arena;
	struct records *records;
	bool (*wanted)(const struct record *r, const void *ctx); /* NULL: all */
	const void *ctx;
	enum rc rc;
	struct err *e;
};
bool book_collect(void *ctx, const char *line, size_t len);

/* The moment by which records are listed: `at`, or `ts` where that is not known. */
int64_t book_when(const struct record *r);
/* Book and span of a filter. */
bool book_in_filter(const struct record *r, const struct book_filter *f);

#endif
