/*
 * A plan that is not published yet: cells of the roster as somebody wants them, and what would have
 * to be written to make the published plan say the same. Pure; screens, the command line, imports
 * and publishing all ask here, so what is shown is what is written.
 */
#ifndef CORE_ROSTER_PLAN_H
#define CORE_ROSTER_PLAN_H

#include "core/roster_cell.h"

struct plan_cell {
	int day;
	const char *post;       /* an id */
	struct cell_duties now; /* wanted: the plan, before swaps, takeovers and leave */
	struct cell_duties was; /* who stood there by what was published when the edit was made */
	const char *by;         /* who edited it last: a person's id or the device */
	int64_t ts;             /* milliseconds */
};

/* Sorted by (day, post), a cell once. Clear with vec_clear; texts are in an arena. */
struct plan_cells {
	struct plan_cell *v;
	size_t n, cap;
};

void plan_cells_sort(struct plan_cells *cells);
const struct plan_cell *plan_cell_find(const struct plan_cells *cells, const char *post, int day);

/* "NOW WAS BY TS", as it is kept on the host. */
void plan_cell_write(const struct plan_cell *c, struct str *out);
enum rc plan_cell_read(struct arena *a, int day, const char *post, const char *text,
		       struct plan_cell *out, struct err *e) MUST_CHECK;

/* What happens to one duty of the published plan. */
enum plan_act {
	PLAN_NEW,    /* another duty */
	PLAN_PERSON, /* somebody else stands it */
	PLAN_END,    /* a duty of many days ends earlier */
	PLAN_CANCEL,
};

struct plan_change {
	enum plan_act act;
	const struct thing *thing; /* the duty; NULL: PLAN_NEW */
	const char *post, *person; /* ids; person: who stands it then, of PLAN_CANCEL who did */
	int64_t from, until;
};

struct plan_changes {
	struct plan_change *v;
	size_t n, cap;
	size_t kept; /* duties of the cells that stay as they are */
};

/* What makes the plan of the cells' posts on their days the one that is wanted; everything else
 * stays. A cell that wants what a rotation pattern gives needs no duty of its own. The caller
 * clears the list with vec_clear. */
void plan_compare(const struct duty_book *b, const struct plan_cells *cells,
		  struct plan_changes *out);

/* The book as if the changes had been recorded by the writer (a device: sm1). It shares everything
 * with b but the list of assignments, which is in the arena: do not clear it. */
void plan_apply(struct arena *a, const struct duty_book *b, const struct plan_changes *changes,
		const char *writer, struct duty_book *out);

/* Whether the change is about something that has begun by then. */
bool plan_change_begun(const struct plan_change *c, int64_t now);

#endif
