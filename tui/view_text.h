/* Reading a printed text as it stands on paper: wider than the screen it is moved sideways. */
#ifndef TUI_VIEW_TEXT_H
#define TUI_VIEW_TEXT_H

#include "tui/view.h"

struct text_args {
	const char *heading, *text; /* copied */
};

/* Opened with a const struct text_args *. */
extern const struct view_type view_text;

#endif
