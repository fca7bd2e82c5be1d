/*
 * The terminal: bytes in, changed cells out, signals in between. The only file with <ncurses.h>
 * behind it. At most one is open in a process.
 *
 * Started, it holds the terminal in raw mode on its alternate screen; term_stop gives it back as it
 * was, and so do the signals that end the process. Nothing goes through curses' screens
 * (docs/adr/0010): each painting is one write that ends with the cursor at the caret.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "tui/canvas.h"
#include "tui/keys.h"
#include "tui/theme.h"

struct terminal;

/* What happened besides keys. */
enum {
	TERM_RESIZED = 1, /* ask term_canvas for one of the new size and paint it */
	TERM_GONE = 2,    /* hung up, closed, or told to end: save and leave */
};

/* Takes standard input and output. RC_INVALID says what is wrong with the terminal. */
enum rc term_start(enum theme theme, struct terminal **out, struct err *e) MUST_CHECK;
void term_stop(struct terminal *t); /* NULL is fine */

/* Gives the terminal back, stops the process until it is continued, takes the terminal again. */
void term_suspend(struct terminal *t);

/* Leaves the alternate screen and writes the text as it is, a paragraph a line: the terminal itself
 * folds long ones, so that marking with the mouse takes them whole. Keys still come; term_cover
 * goes back to painting. */
void term_bare(struct terminal *t, const char *text);
void term_cover(struct terminal *t);

void term_theme(struct terminal *t, enum theme theme);
void term_size(const struct terminal *t, int *rows, int *cols);
void term_bell(struct terminal *t);

/* The two descriptors to poll for reading: keys and signals. */
int term_input_fd(const struct terminal *t);
int term_signal_fd(const struct terminal *t);

/* Takes what is there without waiting; returns TERM_ bits. */
unsigned term_read(struct terminal *t, struct keys *keys, int64_t now_ms);
unsigned term_signals(struct terminal *t);

/* Shows the canvas: writes the cells that changed since the last one, then puts the cursor at the
 * caret. */
void term_paint(struct terminal *t, const struct canvas *c);

/* Everything is written again at the next paint (Ctrl-L). */
void term_redraw(struct terminal *t);

#endif
