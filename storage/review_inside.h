/* What the files of the review queue share. Nobody else includes it. */
#ifndef STORAGE_REVIEW_INSIDE_H
#define STORAGE_REVIEW_INSIDE_H

#include "core/vec.h"
#include "storage/handover.h"
#include "storage/review_queue.h"
#include "storage/roster.h"

/* What was said about a thing. */
struct said {
	const char *of;
	const struct record *verdict, *reply;
};

struct known_book {
	char name[WRITER_TEXT];
	const struct station *station;
	struct roster roster;
	bool has_roster;
};

struct queueing {
	struct book *book;
	struct arena *arena;
	const char *only; /* this book, or NULL */
	struct records recent;
	VEC(struct said) said; /* sorted by `of` */
	VEC(struct known_book *) books;
	struct handover_chains *chains;
	struct review_queue *out;
};

/* What was said about a thing, NULL for nothing. */
const struct said *review_said_of(const struct queueing *q, const char *id);

/* First records of these kinds (wanted: ends with NULL) within so many days, oldest first, into
 * q->recent, and what was said among them into q->said. */
enum rc review_fetch(struct queueing *q, const struct kind *const *wanted, int days,
		     struct err *e) MUST_CHECK;

#endif
