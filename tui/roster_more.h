/*
 * Screens that open from a place in the roster: rows of tui/roster_more.def, in the roster's keys
 * and in its menu.
 */
#ifndef TUI_ROSTER_MORE_H
#define TUI_ROSTER_MORE_H

#include "tui/view.h"

/* Where the roster's selection stands. Borrowed: valid while the view's open() runs. */
struct roster_spot {
	int day;            /* YYYYMMDD: a day is its watch, 08:00 to 08:00 */
	const char *post;   /* an id, or NULL */
	const char *person; /* an id, or NULL: nobody stands there, or several do */
};

/* The menu: a digit opens a row's view. */
enum rc roster_more(struct view *v, struct err *e);

/* Of view_roster.c: where the selection of the roster screen v stands. */
struct roster_spot roster_spot_of(const struct view *v);

/* Opens a row's view at the selection of v. */
enum rc roster_more_open(struct view *v, const char *screen, struct err *e);

#endif
