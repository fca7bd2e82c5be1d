/* Lines about the selected row of a list. */
#include "tui/told.h"

#include <stdio.h>

#include "core/text.h"
#include "tui/effect_text.h"

enum { TWO_PANES_COLS = 110, LINE_ROWS = 10 };

bool
told_begins(struct told *t, const char *id)
{
	if (id && str_equal(t->id, id))
		return false;
	told_clear(t);
	snprintf(t->id, sizeof(t->id), "%s", id ? id : "");
	return id != NULL;
}

void
told_forget(struct told *t)
{
	t->id[0] = '\0';
}

void
told_clear(struct told *t)
{
	arena_free(&t->arena);
	t->n = 0;
	t->id[0] = '\0';
}

void
told_add(struct told *t, enum style_role style, const char *text)
{
	if (t->n == TOLD_LINES)
		return;
	t->lines[t->n].text = text;
	t->lines[t->n++].style = style;
}

const char *
told_span(struct told *t, struct moment from, struct moment until)
{
	char x[MOMENT_TEXT], y[MOMENT_TEXT];

	moment_screen(from, x);
	moment_screen(until, y);
	return arena_text_f(&t->arena, "%s – %s", x, y);
}

void
told_effect(struct told *t, struct book *b, const struct duty_effect *x, size_t most)
{
	struct effect_line lines[EFFECT_LINES];
	size_t n = effect_lines(b, &t->arena, x, most, lines);

	for (size_t i = 0; i < n; i++)
		told_add(t, lines[i].style, lines[i].text);
}

struct wrapped {
	struct canvas *canvas;
	int row;
	enum style_role style;
};

static void
draw_line(void *ctx, const char *bytes, size_t n)
{
	struct wrapped *w = ctx;

	canvas_text_n(w->canvas, w->row++, 1, w->canvas->cols - 2, bytes, n, w->style);
}

void
told_draw(const struct told *t, struct canvas *c)
{
	struct wrapped w = {.canvas = c};

	for (size_t i = 0; i < t->n && w.row < c->rows; i++) {
		w.style = t->lines[i].style;
		text_wrap(t->lines[i].text, c->cols - 2, draw_line, &w);
	}
}

bool
told_split(struct canvas *c, struct canvas *list, struct canvas *lines)
{
	bool wide = c->cols >= TWO_PANES_COLS;
	int rows = wide ? c->rows : c->rows - LINE_ROWS - 1;
	int cols = wide ? c->cols * 13 / 20 : c->cols;

	*list = canvas_part(c, 0, 0, rows > 3 ? rows : c->rows, cols);
	if (rows <= 3)
		return false;
	if (wide) {
		*lines = canvas_part(c, 0, cols + 1, c->rows, c->cols - cols - 1);
	} else {
		canvas_rule(c, rows, 0, c->cols, STYLE_FRAME);
		*lines = canvas_part(c, rows + 1, 0, c->rows - rows - 1, c->cols);
	}
	return true;
}
