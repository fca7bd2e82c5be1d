/* 口报稿: read aloud, then say who answered. */
#include "tui/script_box.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "tui/app.h"
#include "tui/dialog.h"
#include "tui/editor.h"

enum { COLS = 92, ANSWERED_CELLS = 30 };

struct script {
	struct view base;
	struct script_args args;
	char *to, *text;
	struct view *below;
	struct editor answered;
	int top, shown, lines; /* of the wrapped text */
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct script *s = (struct script *)v;

	(void)e;
	s->args = *(const struct script_args *)arg;
	s->to = strdup(s->args.to);
	s->text = strdup(s->args.text);
	if (!s->to || !s->text)
		die("out of memory");
	s->below = app_view(v->app, 0);
	editor_init(&s->answered, false, 60);
	return RC_OK;
}

struct drawing {
	struct canvas *c;
	int row, skip;
};

static void
draw_line(void *ctx, const char *bytes, size_t n)
{
	struct drawing *d = ctx;

	if (d->skip-- <= 0 && d->row < d->c->rows)
		canvas_text_n(d->c, d->row++, 0, d->c->cols, bytes, n, STYLE_STRONG);
}

static void
count_line(void *ctx, const char *bytes, size_t n)
{
	(void)bytes;
	(void)n;
	++*(int *)ctx;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct script *s = (struct script *)v;
	int cells = c->cols - 6 < COLS ? c->cols - 6 : COLS, rows, col;
	struct canvas box, part;
	struct drawing d;

	s->lines = 0;
	text_wrap(s->text, cells, count_line, &s->lines);
	rows = s->lines + 4 < c->rows - 3 ? s->lines + 4 : c->rows - 3;
	box = dialog_box(c, rows, cells, _("To read aloud"));
	s->shown = box.rows - 4;
	if (s->top > s->lines - s->shown)
		s->top = s->lines > s->shown ? s->lines - s->shown : 0;
	canvas_text(&box, 0, 0, box.cols, s->to, STYLE_HEADING);
	part = canvas_part(&box, 1, 0, s->shown, box.cols);
	d = (struct drawing){.c = &part, .skip = s->top};
	text_wrap(s->text, cells, draw_line, &d);
	if (s->top + s->shown < s->lines)
		canvas_put_right(&box, box.rows - 3, 0, box.cols, _("PgDn: more"), STYLE_DIM);
	col = canvas_put(&box, box.rows - 2, 0, _("Answered by"), STYLE_NORMAL) + 1;
	part = canvas_part(&box, box.rows - 2, col, 1, ANSWERED_CELLS);
	editor_draw(&s->answered, &part, STYLE_FOCUS, true);
	canvas_put_right(&box, box.rows - 1, 0, box.cols, _("Enter: reported, now · Esc back"),
			 STYLE_DIM);
}

static void
clear(struct view *v)
{
	struct script *s = (struct script *)v;

	free(s->to);
	free(s->text);
	editor_clear(&s->answered);
}

static void
finish(struct script *s)
{
	const char *answered = editor_text(&s->answered);
	struct err e;

	if (!*answered) {
		app_say(s->base.app, STYLE_WARNING, "%s",
			_("Who answered? A name, or what they call themselves."));
		return;
	}
	app_close(&s->base);
	if (s->args.done(s->below, s->args.ctx, answered, &e) != RC_OK) {
		app_say_error(s->base.app, &e);
		s->base.closing = false;
	}
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct script *s = (struct script *)v;

	switch (ev->key) {
	case K_ESC:
	case K_CTRL('c'):
		app_close(v);
		return true;
	case K_ENTER:
	case K_CTRL('d'):
		finish(s);
		return true;
	case K_DOWN:
	case K_PAGE_DOWN:
		s->top += ev->key == K_DOWN ? 1 : s->shown;
		return true;
	case K_UP:
	case K_PAGE_UP:
		s->top -= ev->key == K_UP ? 1 : s->shown;
		s->top = s->top < 0 ? 0 : s->top;
		return true;
	}
	return editor_key(&s->answered, ev);
}

const struct view_type view_script = {
    .name = "script",
    .title = N_("To read aloud"),
    .size = sizeof(struct script),
    .overlay = true,
    .open = open,
    .draw = draw,
    .clear = clear,
    .key = key,
};
