/*
 * What is owed, over the book: core/obligation.h with what it needs fetched from the store. One
 * answer for `due`, the board, the rail and every list.
 */
#ifndef STORAGE_OWED_H
#define STORAGE_OWED_H

#include "core/catalogue.h"
#include "core/obligation.h"
#include "storage/book.h"

/*
 * Appends the obligations of one incident (or of a query without one). id NULL: of all incidents
 * still open and of those that began within the last 60 days, of queries without an
 * incident and of the routine reports of the last week, in all books held here; and the answers
 * that the own station owes a supervisor. Sorted by obligation_compare (of one incident: by step):
 * what is owed next first. Clear out with vec_clear.
 */
enum rc owed_of(struct book *b, struct arena *a, const char *id, struct obligations *out,
		struct err *e) MUST_CHECK;

/* The file of one incident, read; for `incident show`, screens and texts. */
enum rc owed_casefile(struct book *b, struct arena *a, const char *id, struct casefile *out,
		      struct err *e) MUST_CHECK;

/* The rule sets in the records of a book. */
enum rc owed_rule_sets(struct book *b, struct arena *a, const char *book, struct rule_sets *out,
		       struct err *e) MUST_CHECK;

/* The office's catalogue of kinds. */
enum rc owed_catalogue(struct book *b, struct arena *a, struct catalogue *out,
		       struct err *e) MUST_CHECK;

#endif
