/* The screens of the kit's home (station.h) in a real terminal of their own (screen.h). */
#ifndef TESTS_TUI_KIT_TERMINAL_H
#define TESTS_TUI_KIT_TERMINAL_H

#include "tests/tui/kit/screen.h"
#include "tui/app.h"

struct kit_terminal {
	const struct view_type *first; /* the screen it opens with */
	const char *title;             /* what stands on it when it is there */
	/* Done to the first screen once it is open, or NULL. */
	enum rc (*then)(struct view *v, struct err *e);
};

/* Waits until the first screen is there. Another process has the store open meanwhile; the kit's
 * own book is opened anew, with the kit's clock. The terminal's end is screen_free. */
struct screen *kit_terminal(int rows, int cols, const struct kit_terminal *t);

#endif
