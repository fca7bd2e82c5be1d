/*
 * Rows of text under headings with one selection: what a screen shows that is no table. The
 * selection steps over headings and stays with the same thing (its id) when the rows are written
 * anew. Texts are borrowed from the view's arena until then.
 */
#ifndef TUI_ROWS_H
#define TUI_ROWS_H

#include <stddef.h>

#include "core/vec.h"
#include "tui/canvas.h"

struct row {
	const char *text;
	enum style_role style;
	int what;       /* the view's own word for it; 0: a heading or a note, never selected */
	size_t index;   /* of the view's */
	const char *id; /* unique among the rows that can be selected */
};

struct rows {
	VEC(struct row) list;
	size_t selected;
	struct str anchor; /* the id of the selected row */
	size_t top[2];     /* of the two panes */
};

void rows_init(struct rows *r);
void rows_clear(struct rows *r); /* a zeroed one is fine */

/* Between them the rows are added: with vec_push to the list, or as headings. */
void rows_begin(struct rows *r);
void rows_heading(struct rows *r, const char *text);
void rows_end(struct rows *r);

/* NULL when nothing can be selected. */
const struct row *rows_selected(const struct rows *r);
void rows_move(struct rows *r, int by);

/* Draws rows first … last - 1 as pane 0 or 1, scrolled to the selection. */
void rows_draw(struct rows *r, size_t first, size_t last, int pane, struct canvas *c);

#endif
