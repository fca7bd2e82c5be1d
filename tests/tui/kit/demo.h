/*
 * A small program of views for tests: a list of incidents that can be filtered, marked and sorted,
 * an entry by prompt, a question, an editor that keeps its draft in a file.
 */
#ifndef TESTS_TUI_KIT_DEMO_H
#define TESTS_TUI_KIT_DEMO_H

#include "tui/app.h"

enum { DEMO_ROWS = 40 };

struct demo {
	struct app_host host;
	size_t rows;       /* of the list */
	const char *draft; /* where the editor keeps what is typed; may be NULL */
	bool seconds;      /* the rail counts in seconds */
	int64_t now_ms;    /* 0: the real clock */
};

extern const struct view_type view_demo, view_demo_editor;

void demo_init(struct demo *d);
/* Runs the demo in this terminal: 0 after a good end. ctx is a struct demo. */
int demo_main(void *ctx);
/* The same with the editor opened. */
int demo_editor_main(void *ctx);

#endif
