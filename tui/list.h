/*
 * A list over rows that somebody else keeps: columns, a selection, paging, marks, sorting and
 * search. It asks the source for what it shows and nothing more, so the source may be long.
 *
 * Selection and marks hold on to the ids of rows, so they stay with the thing when others come and
 * go (list_reload).
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/vec.h"
#include "tui/canvas.h"
#include "tui/editor.h"
#include "tui/view.h"

struct list_column {
	const char *title; /* N_() */
	int width;         /* cells; 0: shares what is left */
	bool right;        /* numbers */
};

struct list_source {
	const struct list_column *columns;
	size_t ncolumns;
	const char *empty; /* N_(): said when there are no rows */
	size_t (*count)(void *ctx);
	/* Appends the text of a cell; may change the role. */
	void (*cell)(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style);
	void (*id)(void *ctx, size_t row, struct str *out);
	/* May be NULL: then the list cannot be sorted; every cell's text is searched. */
	void (*sort)(void *ctx, size_t sorted, bool down); /* column + 1; 0: its own order */
	bool (*match)(void *ctx, size_t row, const char *needle);
};

struct list {
	const struct list_source *source;
	void *ctx;
	size_t selected, top;
	size_t page;       /* rows shown at the last drawing */
	struct str anchor; /* the id of the selected row */
	VEC(char *) marks; /* ids */
	size_t sorted;     /* column + 1; 0: the source's own order */
	bool down;
	struct editor search;
	bool searching;
	size_t before; /* the selection when the search began */
};

void list_init(struct list *l, const struct list_source *source, void *ctx);
void list_clear(struct list *l);

/* The rows have changed: finds the selected one again by its id. */
void list_reload(struct list *l);

void list_select(struct list *l, size_t row);
bool list_has_selection(const struct list *l); /* false in an empty list */

bool list_is_marked(const struct list *l, size_t row);
void list_mark(struct list *l, size_t row, bool on);
void list_unmark_all(struct list *l);

/* The row of the heads, the rows, and while searching the search line at the bottom. */
void list_draw(struct list *l, struct canvas *c);

/* Starts the search line; keys for it. False: not searching, or not a key of it. */
void list_search(struct list *l);
bool list_search_key(struct list *l, const struct key_event *ev);
/* The next row that holds what was searched for, forwards or back, around the end. */
bool list_find_next(struct list *l, bool back);

/* Every view with a list has these (view_type.list). */
extern const struct command list_commands[];

#endif
