/* 口报稿: the text to read aloud over the telephone, and who answered; Enter says it was done. */
#ifndef TUI_SCRIPT_BOX_H
#define TUI_SCRIPT_BOX_H

#include "tui/view.h"

struct script_args {
	const char *to;   /* to whom, one line; copied */
	const char *text; /* a sentence a line; copied */
	/* answered: never empty. RC_OK closes the box. */
	enum rc (*done)(struct view *below, void *ctx, const char *answered, struct err *e);
	void *ctx;
};

/* Opened with a const struct script_args *. */
extern const struct view_type view_script;

#endif
