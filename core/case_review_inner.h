/* What the files of the review page share. Nobody else includes it. */
#ifndef CORE_CASE_REVIEW_INNER_H
#define CORE_CASE_REVIEW_INNER_H

#include "core/case_review.h"
#include "core/vec.h"

struct reviewing {
	struct arena *arena;
	const struct case_review_input *in;
	const struct casefile *cf;
	struct case_review *out;
	VEC(struct review_node) nodes;
	VEC(struct review_line) lines;
};

/* The string's text in the arena; clears it. */
const char *review_take(struct reviewing *r, struct str *s);
/* A clock time, with its date where it is not the day of the report. */
const char *review_at(struct reviewing *r, int64_t secs);
/* Name of a person of the book, or of whoever wrote a record. Never NULL. */
const char *review_name(struct reviewing *r, const char *person);
const char *review_author(struct reviewing *r, const struct record *by);

void review_say(struct reviewing *r, enum review_part part, const char *id, const char *text);
void review_doubt(struct reviewing *r, enum review_doubt what, const char *id, const char *text);

/* core/case_review_chain.c, core/case_review_lines.c, core/case_review_signed.c */
void review_chain(struct reviewing *r);
void review_story(struct reviewing *r);
void review_signed(struct reviewing *r); /* what was missing at signing, who signed */

#endif
