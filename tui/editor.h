/*
 * The line editor: one line or many, for every field that is typed into.
 *
 * Invariants: the text is UTF-8 and holds nothing but what text_clean would let through (blanks at
 * the ends aside); in a one-line editor no newline. The caret is a byte offset that stands on a
 * cluster border, never inside a character. Full-width digits stay as typed; fields narrow them.
 *
 * Long lines wrap by columns, no line begins with ，。 or ends with （ (text_wrap). The last column
 * is kept free for the caret.
 */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"
#include "core/vec.h"
#include "tui/canvas.h"
#include "tui/keys.h"

enum { EDITOR_UNDO_MAX = 500, EDITOR_TEXT_MAX = 60 * 1024 };

/* One change, both ways. */
struct edit {
	size_t at;
	char *removed, *added; /* NUL-terminated, heap */
	size_t caret;          /* before it */
};

struct editor {
	struct str text;
	size_t caret;
	bool many_lines;
	bool secret; /* a PIN: shown as * */
	size_t max;  /* characters; 0: as much as a record takes */

	size_t top;  /* first visual line shown */
	size_t left; /* one line: byte of the first character shown */
	int rows, cols;
	int goal; /* the column that up and down aim at; -1: the caret's */
	struct str killed;
	VEC(struct edit) edits;
	size_t done; /* edits[0 … done) are in the text, the rest can be redone */
	int merging; /* what kind of edit the next one may join */
};

void editor_init(struct editor *ed, bool many_lines, size_t max);
void editor_clear(struct editor *ed);

/* A new text with the caret at its end; what can be undone is forgotten. */
void editor_set(struct editor *ed, const char *text);
const char *editor_text(const struct editor *ed); /* borrowed */

/*
 * Types or pastes at the caret: broken and control characters are dropped, newlines are blanks in
 * one line, what is over the limit is cut. False when nothing or not everything went in.
 */
bool editor_insert(struct editor *ed, const char *bytes, size_t n);

/*
 * Keys: characters, paste, arrows, Home, End, Ctrl-Left/Right by words, Ctrl-Home/End, Backspace,
 * Del, Ctrl-A Ctrl-E, Ctrl-K Ctrl-U Ctrl-W (cut to the end, to the start, the word), Ctrl-Y (put it
 * back), Ctrl-Z (undo), Ctrl-R (redo); with many lines Enter, PgUp, PgDn. False: not taken; up on
 * the first and down on the last line are not, so that a form can move on.
 */
bool editor_key(struct editor *ed, const struct key_event *ev);

bool editor_undo(struct editor *ed);
bool editor_redo(struct editor *ed);

/* By visual lines (a page stops at the text's edge); false where there is none. The byte at which
 * the caret's visual line starts or ends. */
bool editor_move_lines(struct editor *ed, long by);
size_t editor_line_edge(const struct editor *ed, bool end);

/* Draws into the whole canvas, scrolled so that the caret is in it; with focus sets the caret. */
void editor_draw(struct editor *ed, struct canvas *c, enum style_role style, bool focus);

/* Rows that the text needs at so many columns. */
int editor_rows(const struct editor *ed, int cols);

#endif
