/* Reading a printed text as it stands on paper. */
#include "tui/view_text.h"

#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/i18n.h"
#include "core/text.h"
#include "core/vec.h"

enum { SIDE_STEP = 8 };

struct text_view {
	struct view base;
	struct arena arena;
	const char *heading;
	VEC(const char *) lines;
	int top, left, page, widest;
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct text_view *tv = (struct text_view *)v;
	const struct text_args *args = arg;

	(void)e;
	tv->heading = arena_text(&tv->arena, args->heading);
	for (const char *p = args->text; *p;) {
		size_t n = strcspn(p, "\n");
		const char *line = arena_text_n(&tv->arena, p, n);
		int width = text_width(line);

		vec_push(&tv->lines, line);
		tv->widest = width > tv->widest ? width : tv->widest;
		p += n + (p[n] == '\n');
	}
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct text_view *tv = (struct text_view *)v;
	struct canvas wide = canvas_part(c, 0, 0, c->rows, c->cols);

	tv->page = c->rows;
	if (tv->left > 0 && tv->left + c->cols > tv->widest + SIDE_STEP)
		tv->left = tv->widest > c->cols ? tv->widest - c->cols : 0;
	for (int i = 0; i < c->rows && tv->top + i < (int)tv->lines.n; i++) {
		const char *line = tv->lines.v[tv->top + i];
		int skipped = 0;
		size_t from = text_fit(line, tv->left, &skipped);

		/* A wide character cut at the left edge leaves its right half blank. */
		canvas_put(&wide, i, skipped < tv->left && line[from] ? 1 : 0,
			   line + (skipped < tv->left && line[from] ? text_next(line, from) : from),
			   STYLE_NORMAL);
	}
	canvas_caret(c, 0, 0, false);
}

static void
clear(struct view *v)
{
	struct text_view *tv = (struct text_view *)v;

	vec_clear(&tv->lines);
	arena_free(&tv->arena);
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct text_view *)v)->heading);
}

static enum rc
scroll(struct view *v, int by)
{
	struct text_view *tv = (struct text_view *)v;
	int last = (int)tv->lines.n - tv->page;

	tv->top += by;
	if (tv->top > last)
		tv->top = last;
	if (tv->top < 0)
		tv->top = 0;
	return RC_OK;
}

static enum rc
up(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, -1);
}

static enum rc
down(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, 1);
}

static enum rc
page_up(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, -((struct text_view *)v)->page);
}

static enum rc
page_down(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, ((struct text_view *)v)->page);
}

static enum rc
left(struct view *v, struct err *e)
{
	struct text_view *tv = (struct text_view *)v;

	(void)e;
	tv->left = tv->left > SIDE_STEP ? tv->left - SIDE_STEP : 0;
	return RC_OK;
}

static enum rc
right(struct view *v, struct err *e)
{
	(void)e;
	((struct text_view *)v)->left += SIDE_STEP;
	return RC_OK;
}

/* clang-format off */
static const struct command commands[] = {
	{ { 'k', K_UP },          "up",        N_("row up"),     up },
	{ { 'j', K_DOWN },        "down",      N_("row down"),   down },
	{ { K_PAGE_UP },          "page-up",   N_("page up"),    page_up },
	{ { ' ', K_PAGE_DOWN },   "page-down", N_("page down"),  page_down },
	{ { K_LEFT },             "left",      N_("to the left"),  left },
	{ { K_RIGHT },            "right",     N_("to the right"), right },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_text = {
    .name = "text",
    .title = N_("As printed"),
    .size = sizeof(struct text_view),
    .commands = commands,
    .open = open,
    .draw = draw,
    .clear = clear,
    .heading = heading,
};
