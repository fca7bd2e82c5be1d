/*
 * A canvas: a grid of cells that screens draw on. tui/term.c copies what changed to the terminal;
 * tests read it as text.
 *
 * Invariants: a wide character stands in two cells of one row, the second empty (width 0); writing
 * over either half blanks the other. A wide character that does not fit whole is not written. So no
 * row can ever be shifted or torn.
 *
 * A part (canvas_part) is a window on a canvas with its own corner; it shares the cells and the
 * caret and clips. Rows and columns count from 0. Everything outside is ignored, never an error.
 */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/str.h"

/* What a cell means. tui/theme.c says how it looks; nothing is told by colour alone. */
enum style_role {
	STYLE_NORMAL,
	STYLE_TITLE,    /* the title line, a dialog's title */
	STYLE_HEADING,  /* column heads, groups */
	STYLE_SELECTED, /* the row or choice the next key acts on */
	STYLE_MARKED,
	STYLE_INPUT, /* a field that may be typed into */
	STYLE_FOCUS, /* the field that is typed into */
	STYLE_KEY,   /* a key's name in footer and help */
	STYLE_DIM,   /* less important: struck lines, units, hints */
	STYLE_STRONG,
	STYLE_GOOD,    /* met, in order */
	STYLE_WARNING, /* soon due, unconfirmed */
	STYLE_OVERDUE, /* late: shown reversed besides the word */
	STYLE_ERROR,
	STYLE_PRACTICE, /* the practice mark */
	STYLE_FRAME,    /* borders and rules */
	STYLE_ROLES
};

enum { CELL_BYTES = 13, CANVAS_SIDE_MAX = 1000 };

/* One character with its combining marks. An untouched cell is a blank: len 1, width 1. */
struct cell {
	char text[CELL_BYTES]; /* not NUL-terminated */
	uint8_t len;           /* 0 in the right half of a wide character */
	uint8_t width;         /* 1, 2, or 0 in a right half */
	uint8_t style;
};

struct canvas_root;

struct canvas {
	struct canvas_root *root;
	int top, left; /* in the root */
	int rows, cols;
};

/* A blank canvas; sides are cut to 1 … CANVAS_SIDE_MAX. canvas_free takes any part's root. */
struct canvas canvas_new(int rows, int cols);
void canvas_free(struct canvas *c);

struct canvas canvas_part(const struct canvas *c, int row, int col, int rows, int cols);

/* For whole canvases of one size: copies a row. */
void canvas_copy_row(struct canvas *to, const struct canvas *from, int row);

/* Moves the rows top … bottom of a whole canvas up by `by` (down when negative); what is freed is
 * blank. */
void canvas_scroll(struct canvas *c, int top, int bottom, int by);
bool canvas_same_row(const struct canvas *a, int row_a, const struct canvas *b, int row_b);

/* Blanks everything and takes the caret away. */
void canvas_blank(struct canvas *c);

/*
 * The one function that puts text into columns: at (row, col), cut or padded with blanks to exactly
 * `cells` columns; a cut text ends in … Newlines and tabs show as one blank, other control
 * characters as nothing.
 */
void canvas_text(struct canvas *c, int row, int col, int cells, const char *text,
		 enum style_role style);
void canvas_text_n(struct canvas *c, int row, int col, int cells, const char *bytes, size_t n,
		   enum style_role style);

/* The text as wide as it is, clipped, no padding; returns the column after it. */
int canvas_put(struct canvas *c, int row, int col, const char *text, enum style_role style);

/* Right-aligned to end before column `end`; nothing is written left of `start`. */
void canvas_put_right(struct canvas *c, int row, int start, int end, const char *text,
		      enum style_role style);

void canvas_fill(struct canvas *c, int row, int col, int rows, int cols, char ch,
		 enum style_role style);

/* Gives cells that are written already another role (the selected row). */
void canvas_style(struct canvas *c, int row, int col, int rows, int cols, enum style_role style);

/* A box of ─│┌┐└┘ along the edge of the rectangle; its inside is left alone. */
void canvas_box(struct canvas *c, int row, int col, int rows, int cols, enum style_role style);
void canvas_rule(struct canvas *c, int row, int col, int cells, enum style_role style);

/*
 * Where the real cursor goes: an input's caret (shown), or the row that is read next (hidden).
 * The last call wins; a place outside the canvas is pulled to its edge.
 */
void canvas_caret(struct canvas *c, int row, int col, bool shown);

/* The cell, for term.c and tests; NULL outside. */
const struct cell *canvas_cell(const struct canvas *c, int row, int col);

struct caret {
	int row, col;
	bool set, shown;
};
struct caret canvas_caret_of(const struct canvas *c);

/* Rows as text, trailing blanks cut, each with a newline: what a golden file holds. */
void canvas_dump(const struct canvas *c, struct str *out);

#endif
