/* Dialogs over the view: a message or a choice by digit. */
#include "tui/dialog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "core/vec.h"
#include "tui/app.h"

enum { DIALOG_COLS = 64 };

struct dialog_view {
	struct view base;
	struct dialog d;
	char *title, *text;
	const char *choices[DIALOG_CHOICES + 1];
	struct view *below;
};

struct lines {
	struct canvas *canvas;
	int row, col, cells;
};

static void
count_line(void *ctx, const char *bytes, size_t n)
{
	(void)bytes;
	(void)n;
	++*(int *)ctx;
}

static void
draw_text_line(void *ctx, const char *bytes, size_t n)
{
	struct lines *l = ctx;

	canvas_text_n(l->canvas, l->row++, l->col, l->cells, bytes, n, STYLE_NORMAL);
}

struct canvas
dialog_box(struct canvas *c, int rows, int cols, const char *title)
{
	int row, col, width = text_width(title);

	rows = rows + 2 < c->rows ? rows + 2 : c->rows;
	cols = cols + 4 < c->cols ? cols + 4 : c->cols;
	row = (c->rows - rows) / 2;
	col = (c->cols - cols) / 2;
	canvas_fill(c, row, col, rows, cols, ' ', STYLE_NORMAL);
	canvas_box(c, row, col, rows, cols, STYLE_FRAME);
	width = width < cols - 6 ? width : cols - 6;
	canvas_text(c, row, col + 2, width + 2, "", STYLE_TITLE);
	canvas_text(c, row, col + 3, width, title, STYLE_TITLE);
	return canvas_part(c, row + 1, col + 2, rows - 2, cols - 4);
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct dialog_view *dv = (struct dialog_view *)v;
	const struct dialog *d = arg;

	(void)e;
	dv->d = *d;
	dv->title = strdup(d->title);
	dv->text = strdup(d->text);
	if (!dv->title || !dv->text)
		die("out of memory");
	for (int i = 0; d->choices && d->choices[i] && i < DIALOG_CHOICES; i++)
		dv->choices[i] = d->choices[i];
	dv->below = app_view(v->app, 0);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct dialog_view *dv = (struct dialog_view *)v;
	int cells = c->cols - 8 < DIALOG_COLS ? c->cols - 8 : DIALOG_COLS, rows = 0, n = 0;
	struct lines lines = {.row = 1, .cells = cells};
	struct canvas box;
	char digit[2] = "1";

	while (dv->choices[n])
		n++;
	text_wrap(dv->text, cells, count_line, &rows);
	box = dialog_box(c, rows + n + 4, cells, dv->title);
	lines.canvas = &box;
	text_wrap(dv->text, cells, draw_text_line, &lines);
	for (int i = 0; i < n; i++, digit[0]++) {
		canvas_put(&box, rows + 2 + i, 2, digit, STYLE_KEY);
		canvas_put(&box, rows + 2 + i, 4, _(dv->choices[i]), STYLE_STRONG);
	}
	canvas_put(&box, rows + n + 2, 2, "Esc", STYLE_KEY);
	canvas_put(&box, rows + n + 2, 6, n > 0 ? _("leave everything as it is") : _("close this"),
		   STYLE_NORMAL);
	canvas_caret(&box, rows + 2, 2, false);
}

static void
clear(struct view *v)
{
	struct dialog_view *dv = (struct dialog_view *)v;

	free(dv->title);
	free(dv->text);
}

static void
finish(struct dialog_view *dv, int choice)
{
	struct err e;

	app_close(&dv->base);
	if (dv->d.done && dv->d.done(dv->below, dv->d.ctx, choice, &e) != RC_OK)
		app_say_error(dv->base.app, &e);
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct dialog_view *dv = (struct dialog_view *)v;
	uint32_t k = key_narrow(ev->key);
	int n = 0;

	while (dv->choices[n])
		n++;
	if (k == K_ESC || k == K_CTRL('c') || (n == 0 && k == K_ENTER)) {
		finish(dv, 0);
		return true;
	}
	if (k >= '1' && k < '1' + (uint32_t)n) {
		finish(dv, (int)(k - '0'));
		return true;
	}
	return key_is_text(k) || k == K_ENTER;
}

const struct view_type view_dialog = {
    .name = "dialog",
    .title = N_("Dialog"),
    .size = sizeof(struct dialog_view),
    .overlay = true,
    .open = open,
    .draw = draw,
    .clear = clear,
    .key = key,
};

enum rc
dialog_open(struct app *a, const struct dialog *d, struct err *e)
{
	return app_open(a, &view_dialog, d, e);
}
