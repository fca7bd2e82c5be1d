/*
 * The draft of the roster: cells that somebody has edited and nobody has published yet. They are
 * local rows of this host ("plan/DAY/POST"), so several terminals edit the same draft, each edit is
 * one durable transaction that touches its own cells only, and who is on duty is not changed by any
 * of it: nothing but this file and storage/roster_publish.c reads them.
 *
 * What has begun is not edited (RC_INVALID says to take it over).
 */
#ifndef STORAGE_ROSTER_DRAFT_H
#define STORAGE_ROSTER_DRAFT_H

#include "core/roster_plan.h"
#include "storage/book.h"
#include "storage/roster.h"

/* All cells, sorted. Clear with vec_clear; texts in the arena. */
enum rc roster_draft_load(struct book *b, struct arena *a, struct plan_cells *out,
			  struct err *e) MUST_CHECK;

/* What is done to one cell, by what stands in it when it is done (another terminal may have been
 * there). A span with from == until is the whole day; NO_SPAN: the post's usual one, refused where
 * there are several. */
enum draft_op {
	DRAFT_PUT,    /* these persons in the span, alone; none: the span is emptied */
	DRAFT_TOGGLE, /* persons[0] comes in besides, or goes */
	DRAFT_LEAVE,  /* persons[0] leaves the cell */
	DRAFT_CLEAR,  /* everybody */
	DRAFT_COPY,   /* as on from_day */
};

#define NO_SPAN ((struct shift_span){-1, -1})

struct draft_edit {
	enum draft_op op;
	int day;
	const char *post; /* an id */
	struct shift_span span;
	const char *const *persons; /* ids */
	size_t npersons;
	int from_day;
};

/* The rows before and after an action, so that it can be taken back. On the heap. */
struct draft_row {
	int day;
	char *post;
	char *before, *after; /* as kept; NULL: no row */
};
struct draft_step {
	struct draft_row *v;
	size_t n, cap;
};
void draft_step_clear(struct draft_step *s);

/* One action, of edits in their order: all or none. A cell that becomes what is published leaves
 * the draft. step may be NULL; else it gets what was done (nothing in it: nothing was changed). */
enum rc roster_draft_put(struct book *b, struct arena *a, const struct draft_edit *edits, size_t n,
			 struct draft_step *step, struct err *e) MUST_CHECK;

/* Takes a step back, or does it again. RC_CONFLICT when another terminal has edited one of the
 * cells since: nothing is changed then. */
enum rc roster_draft_undo(struct book *b, const struct draft_step *s, bool again,
			  struct err *e) MUST_CHECK;

/* Drops the edits of these days (both part of it) and post (NULL: all); 0, 0: everything. */
struct draft_part {
	int from, until;
	const char *post;
};
enum rc roster_draft_drop(struct book *b, struct arena *a, const struct draft_part *part,
			  struct draft_step *step, struct err *e) MUST_CHECK;

/* The published plan has changed under these edits, and they stay: what stands there now is what
 * they change. */
enum rc roster_draft_keep(struct book *b, struct arena *a, const struct draft_part *part,
			  struct draft_step *step, struct err *e) MUST_CHECK;

/* The edits that let crews take turns on a post, a day each, from first to last: "子、丑+寅" by
 * names or ids, those joined by + together. In the arena; RC_INVALID, RC_NOT_FOUND for the words.
 */
struct draft_rotation {
	const char *post;
	int first, last;
	struct shift_span span;
	const char *const *crews;
	size_t ncrews;
};
enum rc roster_draft_rotation(struct arena *a, const struct roster *r,
			      const struct draft_rotation *what, struct draft_edit **out, size_t *n,
			      struct err *e) MUST_CHECK;

/* The cells of a table (storage/roster_table.h), whose people and posts are all known, as it has
 * them. *cells: how many that changed in the draft. */
struct roster_table;
enum rc roster_draft_table(struct book *b, struct arena *a, const struct roster_table *t,
			   size_t *cells, struct err *e) MUST_CHECK;

/* For publishing, inside its transaction: the row goes. */
enum rc roster_draft_remove(struct book *b, const struct plan_cell *c, struct err *e) MUST_CHECK;

#endif
