/*
 * Reviewing incidents over the book: core/case_review.h with what it needs fetched, and the
 * verdicts and replies, which are lines of kind `review` of the incident. Screens and commands act
 * through here.
 */
#ifndef STORAGE_CASE_REVIEW_H
#define STORAGE_CASE_REVIEW_H

#include "core/case_review.h"
#include "storage/book.h"

/* One incident, whole, in the arena. RC_INVALID for what is no incident. */
struct case_page {
	struct case_review review;
	const struct station *station; /* of the book it lies in */
	bool practice;
};
enum rc case_page(struct book *b, struct arena *a, const char *id, struct case_page *out,
		  struct err *e) MUST_CHECK;

/* The same on paper. */
enum rc case_page_paper(struct book *b, struct arena *a, const char *id, bool html, struct str *out,
			struct err *e) MUST_CHECK;

/*
 * A verdict, or the station's reply to one, on an incident or a sealed handover, in the book it
 * lies in. RC_INVALID: a reply with no verdict to answer, a verdict that needs words, something
 * else than these two. *record: the new line.
 */
enum rc review_add(struct book *b, struct arena *a, const char *of, const struct review *review,
		   const char **record, struct err *e) MUST_CHECK;

#endif
