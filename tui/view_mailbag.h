/* A mailbag: what a folder would take and bring, then the exchange, then what came of it. */
#ifndef TUI_VIEW_MAILBAG_H
#define TUI_VIEW_MAILBAG_H

#include "tui/view.h"

struct mailbag_page {
	const char *folder;
	const char *book; /* one alone; NULL: those that are in it */
};

/* Opened with a const struct mailbag_page *; copied. */
extern const struct view_type view_mailbag;

#endif
