/*
 * 待办与传达: notices to pass on and leaders' instructions, with what is still open about each. As
 * a list, or as a matrix of matters and units.
 */
#include "tui/view_matters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "storage/case_matter.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/matter_units.h"
#include "tui/thing_form.h"
#include "tui/view_record.h"

enum { NEWEST = 300, UNITS = 12, UNIT_COLS = 8, FIXED_COLUMNS = 5 };

struct matters {
	struct view base;
	struct list list;
	struct list_source source;
	struct list_column columns[FIXED_COLUMNS + UNITS];
	struct arena arena;
	struct things things; /* warnings are another screen's */
	struct matter_line *lines;
	const char *units[UNITS]; /* of the matrix */
	size_t nunits;
	bool matrix, all;
	int64_t minute;
	char id[ID_TEXT];                      /* what an answer is about */
	char unit[200];                        /* … and from whom */
	char choice_text[DIALOG_CHOICES][200]; /* units to choose from */
	const char *choices[DIALOG_CHOICES + 1];
};

static struct moment
due_of(const struct thing *t)
{
	return t->kind == &kind_matter ? ((const struct matter *)t->body)->due
				       : ((const struct order *)t->body)->due;
}

static const char *
from_of(const struct thing *t)
{
	const char *from = t->kind == &kind_matter ? ((const struct matter *)t->body)->from
						   : ((const struct order *)t->body)->from;

	return from ? from : "";
}

static bool
is_overdue(const struct matters *m, const struct thing *t)
{
	struct moment due = due_of(t);

	return thing_open(t) && due.kind == MOMENT_EXACT && due.secs < console_now(&m->base);
}

static size_t
count(void *ctx)
{
	return ((struct matters *)ctx)->things.n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	struct matters *m = ctx;
	const struct matter_line *l = &m->lines[row];
	const struct thing *t = l->thing;
	char due[MOMENT_TEXT];

	*style = !thing_open(t) ? STYLE_DIM : is_overdue(m, t) ? STYLE_OVERDUE : STYLE_NORMAL;
	switch (column) {
	case 0:
		str_add(out, t->id);
		break;
	case 1:
		moment_screen(due_of(t), due);
		str_add_f(out, "%s%s", is_overdue(m, t) ? "■" : "",
			  due_of(t).kind == MOMENT_EXACT ? due : "");
		break;
	case 2:
		kind_line(t->kind, t->body, out);
		break;
	default:
		if (m->matrix)
			matter_line_unit(l, m->units[column - 3], out, style);
		else if (column == 3)
			str_add(out, from_of(t));
		else
			matter_line_state(l, out);
	}
	for (size_t i = 0; i < out->len; i++)
		out->ptr[i] = out->ptr[i] == '\n' ? ' ' : out->ptr[i];
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct matters *)ctx)->lines[row].thing->id);
}

/* clang-format off */
static const struct list_column fixed[FIXED_COLUMNS] = {
	{ N_("No."),       8,  false },
	{ N_("Time limit"), 12, false },
	{ N_("Text"),      0,  false },
	{ N_("Sent by"),   10, false },
	{ N_("State"),     0,  false },
};
/* clang-format on */

/* ---- loading ---- */

static void
set_columns(struct matters *m)
{
	memcpy(m->columns, fixed, sizeof(fixed));
	m->source.ncolumns = FIXED_COLUMNS;
	if (!m->matrix)
		return;
	for (size_t i = 0; i < m->nunits; i++)
		m->columns[3 + i] = (struct list_column){m->units[i], UNIT_COLS, false};
	m->source.ncolumns = 3 + m->nunits;
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct matters *m = (struct matters *)v;

	(void)arg;
	(void)e;
	m->source = (struct list_source){.columns = m->columns,
					 .ncolumns = FIXED_COLUMNS,
					 .empty = N_("nothing is open"),
					 .count = count,
					 .cell = cell,
					 .id = id};
	set_columns(m);
	list_init(&m->list, &m->source, m);
	return RC_OK;
}

static void
forget(struct matters *m)
{
	for (size_t i = 0; m->lines && i < m->things.n; i++)
		matter_line_clear(&m->lines[i]);
	free(m->lines);
	m->lines = NULL;
	vec_clear(&m->things);
	arena_free(&m->arena);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct matters *m = (struct matters *)v;
	struct book_filter f = {.open = !m->all, .limit = m->all ? NEWEST : 0};
	struct book *b = console_book(v);
	enum rc rc;

	forget(m);
	rc = book_list(b, &m->arena, &kind_order, &f, &m->things, e);
	if (rc == RC_OK)
		rc = book_list(b, &m->arena, &kind_matter, &f, &m->things, e);
	m->lines = calloc(m->things.n + 1, sizeof(*m->lines));
	if (!m->lines)
		die("out of memory");
	for (size_t i = 0; rc == RC_OK && i < m->things.n; i++)
		rc = matter_line_load(b, &m->arena, m->things.v[i], &m->lines[i], e);
	if (rc != RC_OK) {
		forget(m);
		return rc;
	}
	m->nunits = matter_units(m->lines, m->things.n, m->units, UNITS);
	set_columns(m);
	list_reload(&m->list);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct matters *)v)->list, c);
}

static void
clear(struct view *v)
{
	forget((struct matters *)v);
	list_clear(&((struct matters *)v)->list);
}

static struct list *
list(struct view *v)
{
	return &((struct matters *)v)->list;
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct matters *)v)->minute))
		v->stale = true;
	return -1;
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct matters *)v)->all ? _("all") : _("open ones"));
}

/* ---- acting ---- */

static enum rc
selected(struct matters *m, const struct matter_line **out, struct err *e)
{
	if (!list_has_selection(&m->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = &m->lines[m->list.selected];
	snprintf(m->id, sizeof(m->id), "%s", (*out)->thing->id);
	return RC_OK;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	const struct matter_line *l = NULL;

	if (selected((struct matters *)v, &l, e) != RC_OK)
		return e->code;
	return app_open(v->app, &view_record, l->thing->id, e);
}

static enum rc
answered(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct matters *m = ctx;
	struct arena a = {0};
	struct parse_context world = {.now = console_now(below), .arena = &a};
	struct record *r = record_new(&a, &kind_relay);
	bool closed = false;
	enum rc rc = record_set(r, "to", m->unit, &world, e);

	r->of = m->id;
	if (rc == RC_OK && *text)
		rc = record_set(r, "answered", text, &world, e);
	if (rc == RC_OK)
		rc = matter_relay(console_book(below), &a, r, &closed, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD,
			closed ? _("Recorded; all have answered: closed.") : _("Recorded: %s"),
			r->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
ask_answer(struct view *below, struct matters *m, struct err *e)
{
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = m->unit,
			     .hint = _("Who answered; nothing typed: told, no answer yet."),
			     .max = 60,
			     .done = answered,
			     .ctx = m},
	    e);
}

static enum rc
unit_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct matters *m = ctx;

	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s", _("to whom it was passed on is missing"));
	snprintf(m->unit, sizeof(m->unit), "%s", text);
	return ask_answer(below, m, e);
}

static enum rc
ask_unit(struct view *below, struct matters *m, struct err *e)
{
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _("Passed on to"), .max = 60, .done = unit_typed, .ctx = m},
	    e);
}

static enum rc
unit_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct matters *m = ctx;

	if (choice == 0)
		return RC_OK;
	if (!m->choices[choice])
		return ask_unit(below, m, e);
	snprintf(m->unit, sizeof(m->unit), "%s", m->choices[choice - 1]);
	return ask_answer(below, m, e);
}

static enum rc
relay(struct view *v, struct err *e)
{
	struct matters *m = (struct matters *)v;
	const struct matter_line *l = NULL;
	size_t n = 0;

	if (selected(m, &l, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < l->units.n && n < DIALOG_CHOICES - 1; i++)
		if (!l->units.v[i].answered) {
			snprintf(m->choice_text[n], sizeof(m->choice_text[n]), "%s",
				 l->units.v[i].unit);
			m->choices[n] = m->choice_text[n];
			n++;
		}
	if (n == 0)
		return ask_unit(v, m, e);
	m->choices[n] = N_("somebody else");
	m->choices[n + 1] = NULL;
	return dialog_open(v->app,
			   &(struct dialog){.title = _("Passed on to"),
					    .text = _("Those who have not answered yet:"),
					    .choices = m->choices,
					    .done = unit_chosen,
					    .ctx = m},
			   e);
}

static enum rc
feedback_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct matters *m = ctx;
	struct arena a = {0};
	struct parse_context world = {.now = console_now(below), .arena = &a};
	struct record *r = record_new(&a, &kind_feedback);
	enum rc rc = record_set(r, "text", text, &world, e);

	r->of = m->id;
	if (rc == RC_OK)
		rc = order_feedback(console_book(below), &a, r, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), r->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
feed_back(struct view *v, struct err *e)
{
	struct matters *m = (struct matters *)v;
	const struct matter_line *l = NULL;

	if (selected(m, &l, e) != RC_OK)
		return e->code;
	if (l->thing->kind != &kind_order)
		return err_set(e, RC_INVALID, "%s",
			       _("feedback belongs to an instruction; a matter is passed on"));
	return prompt_open(v->app,
			   &(struct prompt){.title = _("What was done about it"),
					    .max = 1000,
					    .done = feedback_typed,
					    .ctx = m},
			   e);
}

static enum rc
close_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct matters *m = ctx;
	const struct kind *k = &kind_matter;
	struct arena a = {0};
	struct thing *t;
	enum rc rc;

	if (choice != 1)
		return RC_OK;
	rc = book_thing(console_book(below), &a, m->id, &t, e);
	if (rc == RC_OK) {
		k = t->kind;
		rc = matter_close(console_book(below), &a, m->id, k, (struct moment){0}, e);
	}
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("%s is closed."), m->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
close_selected(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("close it"), NULL};
	struct matters *m = (struct matters *)v;
	const struct matter_line *l = NULL;
	struct str text = STR_INIT;
	enum rc rc;

	if (selected(m, &l, e) != RC_OK)
		return e->code;
	kind_line(l->thing->kind, l->thing->body, &text);
	str_add_f(&text, "\n%s",
		  l->waiting ? _("Not all have answered. Closed, it leaves the board and the "
				 "handover.")
			     : _("Closed, it leaves the board and the handover."));
	rc = dialog_open(v->app,
			 &(struct dialog){.title = _("Close"),
					  .text = text.ptr,
					  .choices = choices,
					  .done = close_chosen,
					  .ctx = m},
			 e);
	str_clear(&text);
	return rc;
}

static enum rc
add_matter(struct view *v, struct err *e)
{
	return thing_form_new(v, &kind_matter, e);
}

static enum rc
add_order(struct view *v, struct err *e)
{
	return thing_form_new(v, &kind_order, e);
}

static enum rc
turn(struct view *v, struct err *e)
{
	struct matters *m = (struct matters *)v;

	(void)e;
	m->matrix = !m->matrix;
	set_columns(m);
	return RC_OK;
}

static enum rc
show_all(struct view *v, struct err *e)
{
	struct matters *m = (struct matters *)v;

	m->all = !m->all;
	return load(v, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },       "open",     N_("read"),           open_selected },
	{ { K_F(5), 'r' },   "relay",    N_("passed on"),      relay },
	{ { K_F(6), 'f' },   "feedback", N_("feedback"),       feed_back },
	{ { K_F(7), 'c' },   "close",    N_("close"),          close_selected },
	{ { K_F(8), 'm' },   "add",      N_("new matter"),     add_matter },
	{ { K_F(9), 'i' },   "add-order", N_("new instruction"), add_order },
	{ { K_TAB },         "matrix",   N_("by units"),       turn },
	{ { K_CTRL('a') },   "all",      N_("open ones or all"), show_all },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_matters = {
    .name = "matters",
    .title = N_("Matters and passing on"),
    .size = sizeof(struct matters),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .tick = tick,
    .heading = heading,
};
