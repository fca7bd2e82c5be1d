/*
 * Folding: the state of a thing is derived from its records, never stored (design §3). Order of
 * folding is (rev, ts, writer, number). A `was` that does not match what stands is a conflict: the
 * later value shows, both are listed. Edits whose thing has not arrived yet wait: folding without
 * the first record is RC_NOT_FOUND.
 */
#ifndef CORE_THING_H
#define CORE_THING_H

#include "core/record.h"

struct conflict {
	const struct field *field;
	const struct record *edit;    /* the one whose `was` did not match */
	const char *shown, *expected; /* what stood, what `was` said; as text */
};

struct thing {
	const struct kind *kind;
	const char *id;
	const char *of; /* parent of the first record, or NULL */
	void *body;
	uint64_t has;
	int rev; /* highest seen, 1 for a new one */
	const struct record *first, *last;
	struct conflict *conflicts;
	size_t nconflicts;
};

struct things {
	struct thing **v;
	size_t n, cap;
};

/* recs: the first record and all edits of one thing, in any order; other records are ignored. */
enum rc thing_fold(struct arena *a, const struct record *const *recs, size_t n, const char *id,
		   struct thing **out, struct err *e) MUST_CHECK;

bool thing_open(const struct thing *t);

/* The edit that turns t into `wanted` (fields of mask), with rev and was filled in; NULL when
 * nothing changes. */
struct record *thing_edit(struct arena *a, const struct thing *t, const void *wanted,
			  uint64_t mask);

#endif
