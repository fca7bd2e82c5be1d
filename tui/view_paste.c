/* A text for pasting, a paragraph a line. */
#include "tui/view_paste.h"

#include "core/arena.h"
#include "core/i18n.h"
#include "core/text.h"
#include "core/vec.h"
#include "tui/app.h"

struct span {
	const char *bytes;
	size_t n;
};

struct paste {
	struct view base;
	struct arena arena;
	const char *heading, *text;
	VEC(struct span) lines; /* folded to the width they were drawn in */
	int cols;
	size_t top, page;
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct paste *p = (struct paste *)v;
	const struct paste_args *args = arg;

	(void)e;
	p->heading = arena_text(&p->arena, args->heading);
	p->text = arena_text(&p->arena, args->text);
	return RC_OK;
}

static void
add_line(void *ctx, const char *bytes, size_t n)
{
	struct span span = {bytes, n};

	vec_push(&((struct paste *)ctx)->lines, span);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct paste *p = (struct paste *)v;
	struct canvas body = canvas_part(c, 2, 0, c->rows - 2, c->cols);

	if (p->cols != c->cols) {
		p->lines.n = 0;
		text_wrap(p->text, c->cols - 1, add_line, p);
		p->cols = c->cols;
	}
	p->page = body.rows > 1 ? (size_t)body.rows : 1;
	if (p->top + p->page > p->lines.n)
		p->top = p->lines.n > p->page ? p->lines.n - p->page : 0;
	canvas_text(c, 0, 1, c->cols - 1,
		    _("F9: alone on the terminal, to be marked with the mouse, paragraphs whole."),
		    STYLE_DIM);
	canvas_rule(c, 1, 0, c->cols, STYLE_FRAME);
	for (size_t i = 0; i < p->page && p->top + i < p->lines.n; i++)
		canvas_text_n(&body, (int)i, 0, c->cols, p->lines.v[p->top + i].bytes,
			      p->lines.v[p->top + i].n, STYLE_NORMAL);
	canvas_caret(&body, 0, 0, false);
}

static void
clear(struct view *v)
{
	struct paste *p = (struct paste *)v;

	vec_clear(&p->lines);
	arena_free(&p->arena);
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct paste *)v)->heading);
}

static enum rc
bare(struct view *v, struct err *e)
{
	(void)e;
	app_bare(v->app, ((struct paste *)v)->text);
	return RC_OK;
}

static enum rc
scroll(struct view *v, size_t up, size_t down)
{
	struct paste *p = (struct paste *)v;

	p->top = p->top > up ? p->top - up : 0;
	p->top += down;
	return RC_OK;
}

static enum rc
up(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, 1, 0);
}

static enum rc
down(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, 0, 1);
}

static enum rc
page_up(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, ((struct paste *)v)->page, 0);
}

static enum rc
page_down(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, 0, ((struct paste *)v)->page);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(9), K_ENTER },    "bare",      N_("alone, for the mouse"), bare },
	{ { 'k', K_UP },          "up",        N_("row up"),    up },
	{ { 'j', K_DOWN },        "down",      N_("row down"),  down },
	{ { K_PAGE_UP },          "page-up",   N_("page up"),   page_up },
	{ { ' ', K_PAGE_DOWN },   "page-down", N_("page down"), page_down },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_paste = {
    .name = "paste",
    .title = N_("To copy"),
    .size = sizeof(struct paste),
    .commands = commands,
    .open = open,
    .draw = draw,
    .clear = clear,
    .heading = heading,
};
