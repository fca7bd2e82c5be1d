/*
 * A text for pasting into another program: a paragraph a line. Here it is read, folded to the
 * window; one key shows it on the bare terminal, where marking with the mouse takes whole
 * paragraphs.
 */
#ifndef TUI_VIEW_PASTE_H
#define TUI_VIEW_PASTE_H

#include "tui/view.h"

struct paste_args {
	const char *heading, *text; /* copied */
};

/* Opened with a const struct paste_args *. */
extern const struct view_type view_paste;

#endif
