/* What the files of the roster's draft share: its rows. */
#ifndef STORAGE_ROSTER_DRAFT_INSIDE_H
#define STORAGE_ROSTER_DRAFT_INSIDE_H

#include "storage/roster_draft.h"

/* All inside a transaction. *out NULL: there is no such row. */
enum rc draft_get_row(struct book *b, struct arena *a, int day, const char *post, char **out,
		      struct err *e) MUST_CHECK;
/* Writes a row (NULL: takes it away) and remembers it in step, unless it is so already. */
enum rc draft_change_row(struct book *b, struct arena *a, const struct plan_cell *c,
			 const char *after, struct draft_step *step, struct err *e) MUST_CHECK;
/* Commits, or gives up and empties step. */
enum rc draft_finish(struct book *b, enum rc rc, struct draft_step *step, struct err *e) MUST_CHECK;

#endif
