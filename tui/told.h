/*
 * Lines about the selected row of a list, below it or beside it: what a person should read before
 * they act. Written anew when the selection comes to rest on another row.
 */
#ifndef TUI_TOLD_H
#define TUI_TOLD_H

#include "core/duty_effect.h"
#include "storage/book.h"
#include "tui/canvas.h"

enum { TOLD_LINES = 64 };

struct told {
	char id[ID_TEXT]; /* of the row; "" nothing is told */
	struct arena arena;
	struct {
		const char *text; /* in the arena, or never freed */
		enum style_role style;
	} lines[TOLD_LINES];
	size_t n;
};

/* Whether it is to be written anew for this row (NULL: none); then it is empty. */
bool told_begins(struct told *t, const char *id);
void told_forget(struct told *t); /* the row may have changed */
void told_clear(struct told *t);

void told_add(struct told *t, enum style_role style, const char *text);
/* "01-18 08:00 – 01-19 08:00", in the arena. */
const char *told_span(struct told *t, struct moment from, struct moment until);
/* What a change would do; most: rules that are spelled out. */
void told_effect(struct told *t, struct book *b, const struct duty_effect *x, size_t most);

/* The lines, wrapped. */
void told_draw(const struct told *t, struct canvas *c);
/* Splits a canvas: the list above the lines, or beside them where it is wide; draws the border.
 * False: there is room for the list only. */
bool told_split(struct canvas *c, struct canvas *list, struct canvas *lines);

#endif
