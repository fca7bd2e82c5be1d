/*
 * 补位: who could fill a gap of the roster: free, skilled, rested; and taking one of them. Opened
 * with a const struct fill_args *.
 */
#ifndef TUI_VIEW_FILL_H
#define TUI_VIEW_FILL_H

#include "tui/view.h"

struct fill_args {
	const char *post; /* an id; copied */
	int64_t from, until;
};

extern const struct view_type view_fill;

#endif
