/* Drawing of a day's coverage: hours across, a lane a row. Nothing is told by colour alone. */
#ifndef TUI_STRIP_DRAW_H
#define TUI_STRIP_DRAW_H

#include "core/strip.h"
#include "tui/canvas.h"

struct strip_frame {
	const struct duty_book *book;
	const struct strip *strip;
	int64_t from, until; /* of the strip */
	int64_t now;         /* marked where it lies in it */
	size_t top;          /* first lane shown */
};

/* Rows that hold the hours, and the mode where it is not normal all the time. */
int strip_head_rows(const struct strip_frame *f);

/* The head and as many lanes as there is room for. Half-hours below 116 columns, else quarters. */
void strip_draw(const struct strip_frame *f, struct canvas *c);

#endif
