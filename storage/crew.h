/* What is left on duty, over a book: core/crew.h with what it needs fetched from the store. */
#ifndef STORAGE_CREW_H
#define STORAGE_CREW_H

#include "core/crew.h"
#include "storage/book.h"
#include "storage/roster.h"

/* For `at`, of one book (NULL: the own one). crews: of its open incidents; roster: to name people.
 * The caller clears crews->v, gauge->oncall (vec_clear) and roster (roster_clear). */
enum rc crew_gauge(struct book *b, struct arena *a, const char *book, int64_t at,
		   struct roster *roster, struct crews *crews, struct gauge *out,
		   struct err *e) MUST_CHECK;

#endif
