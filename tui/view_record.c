/* Reading one thing or line: every value with its label, then its history. */
#include "tui/view_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "storage/value.h"
#include "tui/console.h"
#include "tui/entry_row.h"

enum { LABEL_COLS = 18 };

struct row {
	const char *label; /* "" below a first one */
	const char *text;
	enum style_role style;
};

struct record_view {
	struct view base;
	char id[ID_TEXT];
	struct arena arena;
	VEC(struct row) rows;
	const char *title;
	int top, lines, page; /* by lines as wrapped at the last drawing */
};

static void
add(struct record_view *rv, const char *label, const char *text, enum style_role style)
{
	vec_push(&rv->rows, ((struct row){label, text, style}));
}

static void
add_values(struct record_view *rv, struct book *b, const struct thing *t)
{
	for (size_t i = 0; i < t->kind->nfields; i++) {
		const struct field *f = &t->kind->fields[i];
		struct str value = STR_INIT;

		if (!(t->has >> i & 1) || field_empty(f, t->body))
			continue;
		value_text(b, &rv->arena, f, t->body, &value);
		add(rv, _(f->label), arena_text_n(&rv->arena, value.ptr, value.len),
		    f->flags & FIELD_PRIVATE ? STYLE_WARNING : STYLE_NORMAL);
		str_clear(&value);
	}
	for (size_t i = 0; i < t->nconflicts; i++) {
		const struct conflict *c = &t->conflicts[i];

		add(rv, _("Conflict"),
		    arena_text_f(&rv->arena, _("%s: %s expected “%s” and found “%s”"),
				 _(c->field->label), c->edit->id, c->expected, c->shown),
		    STYLE_ERROR);
	}
}

/* A line of the log has no thing behind it: it is shown as one. */
static enum rc
add_body(struct record_view *rv, struct book *b, const struct record *r, struct err *e)
{
	struct thing *t, line = {.kind = r->kind, .id = r->id, .body = r->body, .has = r->has};

	if (!r->kind) {
		add(rv, r->kind_name, arena_text_n(&rv->arena, r->line, r->len), STYLE_NORMAL);
		return RC_OK;
	}
	if (!(r->kind->flags & KIND_THING)) {
		add_values(rv, b, &line);
		return RC_OK;
	}
	if (book_thing(b, &rv->arena, r->id, &t, e) != RC_OK)
		return e->code;
	add_values(rv, b, t);
	return RC_OK;
}

static void
add_origin(struct record_view *rv, struct book *b, const struct record *r)
{
	struct arena *a = &rv->arena;
	char at[MOMENT_TEXT], ts[MOMENT_TEXT];
	int64_t late = record_late_minutes(r);

	moment_iso(r->at, at);
	stamp_iso(r->ts, ts);
	add(rv, _("Happened at"), arena_text(a, at), STYLE_NORMAL);
	add(rv, _("Recorded at"),
	    late ? arena_text_f(a, _("%s  (entered %lld min late)"), ts, (long long)late)
		 : arena_text(a, ts),
	    STYLE_NORMAL);
	add(rv, _("Clerk"), r->who ? r->who : book_author_name(b, a, r->by), STYLE_NORMAL);
	if (r->of)
		add(rv, _("About"), r->of, STYLE_NORMAL);
	if (r->from)
		add(rv, _("Taken over from"), r->from, STYLE_NORMAL);
}

static enum rc
add_history(struct record_view *rv, struct book *b, struct err *e)
{
	struct records recs = {0};
	enum rc rc = book_of(b, &rv->arena, rv->id, &recs, e);

	if (rc == RC_OK && recs.n > 1)
		add(rv, NULL, _("What speaks of it"), STYLE_HEADING);
	for (size_t i = 0; i < recs.n; i++) {
		const struct record *r = recs.v[i];
		struct str line = STR_INIT;
		char at[MOMENT_TEXT];

		if (str_equal(r->id, rv->id))
			continue;
		moment_screen(r->at, at);
		str_add_f(&line, "%s  %s  ", r->id, r->kind ? _(r->kind->label) : r->kind_name);
		if (r->rev)
			record_values(r, &line);
		else
			record_line_text(r, &line);
		add(rv, arena_text(&rv->arena, at), arena_text_n(&rv->arena, line.ptr, line.len),
		    STYLE_NORMAL);
		str_clear(&line);
	}
	vec_clear(&recs);
	return rc;
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct record_view *rv = (struct record_view *)v;

	(void)e;
	snprintf(rv->id, sizeof(rv->id), "%s", (const char *)arg);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct record_view *rv = (struct record_view *)v;
	struct book *b = console_book(v);
	struct record *r;

	rv->rows.n = 0;
	arena_free(&rv->arena);
	if (book_record(b, &rv->arena, rv->id, &r, e) != RC_OK)
		return e->code;
	rv->title = r->kind ? _(r->kind->label) : r->kind_name;
	if (add_body(rv, b, r, e) != RC_OK)
		return e->code;
	add_origin(rv, b, r);
	return add_history(rv, b, e);
}

struct wrapping {
	struct canvas *canvas;
	int row, cells;
	enum style_role style;
};

static void
draw_line(void *ctx, const char *bytes, size_t n)
{
	struct wrapping *w = ctx;

	canvas_text_n(w->canvas, w->row++, LABEL_COLS + 2, w->cells, bytes, n, w->style);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct record_view *rv = (struct record_view *)v;
	struct wrapping w = {.canvas = c, .row = -rv->top, .cells = c->cols - LABEL_COLS - 3};

	for (size_t i = 0; i < rv->rows.n; i++) {
		const struct row *r = &rv->rows.v[i];

		if (!r->label) {
			canvas_text(c, w.row++, 0, c->cols, r->text, STYLE_HEADING);
			continue;
		}
		canvas_put_right(c, w.row, 0, LABEL_COLS, r->label, STYLE_DIM);
		w.style = r->style;
		text_wrap(r->text, w.cells, draw_line, &w);
	}
	rv->lines = w.row + rv->top;
	rv->page = c->rows;
	canvas_caret(c, 0, 0, false);
}

static void
clear(struct view *v)
{
	struct record_view *rv = (struct record_view *)v;

	vec_clear(&rv->rows);
	arena_free(&rv->arena);
}

static void
heading(const struct view *v, struct str *out)
{
	const struct record_view *rv = (const struct record_view *)v;

	str_add_f(out, "%s  %s", rv->id, rv->title);
}

static enum rc
scroll(struct view *v, int by)
{
	struct record_view *rv = (struct record_view *)v;
	int last = rv->lines - rv->page;

	rv->top += by;
	if (rv->top > last)
		rv->top = last;
	if (rv->top < 0)
		rv->top = 0;
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
	return scroll(v, -((struct record_view *)v)->page);
}

static enum rc
page_down(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, ((struct record_view *)v)->page);
}

/* clang-format off */
static const struct command commands[] = {
	{ { 'k', K_UP },          "up",        N_("row up"),           up },
	{ { 'j', K_DOWN },        "down",      N_("row down"),         down },
	{ { K_PAGE_UP },          "page-up",   N_("page up"),          page_up },
	{ { ' ', K_PAGE_DOWN },   "page-down", N_("page down"),        page_down },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_record = {
    .name = "record",
    .title = N_("Record"),
    .size = sizeof(struct record_view),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .heading = heading,
};
