/*
 * A view: one screen, one file, one table (style §7). The app keeps views on a stack; the top one
 * gets the keys. An overlay (dialog, help) is drawn over the one below it.
 *
 * A file tui/view_x.c defines `const struct view_type view_x` and has one line in tui/views.def.
 * The order in it: struct, load, draw, clear, functions of the commands, commands, type.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "core/str.h"
#include "tui/canvas.h"
#include "tui/keys.h"

struct app;
struct list;
struct view;

enum { COMMAND_KEYS = 2 };

/*
 * One action: footer, `?` page, palette and dispatch read this row and nothing else. The keys: the
 * quick one, a letter perhaps, and one that works while an input method is on (F-key, arrow, Enter,
 * Ctrl, digit). A table ends with a row of zeros. A row without `help` works but is not listed.
 */
struct command {
	uint32_t keys[COMMAND_KEYS];
	const char *name; /* the word for palette and tests, never translated */
	const char *help; /* N_(): two to four words, shown everywhere */
	enum rc (*run)(struct view *v, struct err *e);
};

struct view {
	const struct view_type *type;
	struct app *app;
	bool stale;   /* load is due */
	bool closing; /* goes when the key is done */
};

struct view_type {
	const char *name;  /* "incidents" */
	const char *title; /* N_() */
	size_t size;       /* of the view's struct, which begins with a struct view */
	bool overlay;      /* drawn over the view below */
	bool listed;       /* opens without an argument: help and palette offer it */
	const struct command *commands;

	/* All but draw may be NULL. The struct is zeroed before open; clear comes last, also when
	 * open fails, and must stand a zeroed struct. */
	enum rc (*open)(struct view *v, const void *arg, struct err *e);
	/* Reads what is shown; called after open, and again when the store has changed. Selection,
	 * scrolling and typed text stay. */
	enum rc (*load)(struct view *v, struct err *e);
	/* The body. Scrolling settles here, as only here the size is known. */
	void (*draw)(struct view *v, struct canvas *c);
	void (*clear)(struct view *v);
	/* Keys before the commands, for editors. True: taken. */
	bool (*key)(struct view *v, const struct key_event *ev);
	/* The list that the view is about: it gets the commands of tui/list.h. */
	struct list *(*list)(struct view *v);
	/* After each turn of the loop and when it asked for it: returns in how many ms it wants to
	 * be called again, -1 for never. A stopwatch asks for 1000. now is app_steady_ms. */
	int64_t (*tick)(struct view *v, int64_t now);
	/* The terminal is gone or the program ends: keep what was typed. */
	void (*save)(struct view *v);
	/* What stands after the title, e.g. the incident's number. */
	void (*heading)(const struct view *v, struct str *out);
};

/* tui/views.def: every screen, for the palette and for tests that walk them. Ends with NULL. */
extern const struct view_type *const view_types[];
const struct view_type *view_type_by_name(const char *name);

#endif
