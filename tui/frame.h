/*
 * The frame around every screen: a title line above; below the body a line for messages, the
 * deadline rail and the keys. Pure drawing; the app gathers what is said.
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/canvas.h"
#include "tui/view.h"

enum { FRAME_ROWS = 20, FRAME_COLS = 80, FRAME_BELOW = 3, RAIL_TEXT = 1024 };

/* The deadline rail: what is owed next. It cannot be hidden. */
struct rail {
	char text[RAIL_TEXT];
	enum style_role style;
	int64_t again_ms;  /* its text changes in so many ms; 0: with the minute */
	char warning[300]; /* said once as a message, with the bell; "" */
};

/* A line for the person: stays until the next key. */
struct message {
	char text[512];
	enum style_role style;
};

struct frame {
	const char *station;
	bool practice;
	const char *title, *heading; /* the screen, and what of it is shown */
	const char *clock;
	/* Words before the clock that fit into so many cells (app_host.state); may be NULL. */
	void (*state)(void *ctx, int64_t now_ms, int cells, struct str *out);
	void *ctx;
	int64_t now_ms;
	const struct message *message;
	const struct rail *rail;
	const struct command *first;           /* stands first in the keys' line; may be NULL */
	const struct command *const *commands; /* tables for the keys' line, ends with NULL */
};

/* Draws it and returns the body; a body without rows where the canvas is too small. */
struct canvas frame_draw(const struct frame *f, struct canvas *c);

/* The key of a command to show: one that works with an input method, else the first. */
uint32_t command_key(const struct command *command);

#endif
