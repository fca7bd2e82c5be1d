/* The incidents (突发事件): those still open, or all; the newest first. */
#include "tui/view_incidents.h"

#include <stdlib.h>

#include "core/casefile.h"
#include "core/obligation.h"
#include "storage/owed.h"
#include "tui/console.h"
#include "tui/list.h"
#include "tui/owed_text.h"
#include "tui/report_act.h"
#include "tui/thing_form.h"
#include "tui/view_record.h"

enum { NEWEST = 500, WIDE_COLS = 100 };

/* What a line needs beyond the folded incident, looked up when it is first shown. */
struct line {
	const struct thing *thing;
	bool looked;
	const char *grade, *next;
	enum style_role style;
};

struct incidents {
	struct view base;
	struct list list;
	struct arena arena;
	struct things things; /* oldest first */
	struct line *lines;   /* newest first */
	bool all;
	int64_t minute; /* that is shown */
};

static size_t
count(void *ctx)
{
	return ((struct incidents *)ctx)->things.n;
}

static void
look_next(struct incidents *in, struct line *l, struct book *b)
{
	struct obligations owed = {0};
	struct str text = STR_INIT;
	struct err e;

	if (owed_of(b, &in->arena, l->thing->id, &owed, &e) != RC_OK)
		return;
	for (size_t i = 0; i < owed.n; i++) {
		const struct obligation *o = &owed.v[i];
		const struct obligation *first = &owed.v[0];

		if (obligation_open(o) && (!obligation_open(first) || o->due < first->due))
			owed.v[0] = *o;
	}
	if (owed.n > 0 && obligation_open(&owed.v[0])) {
		l->style = owed_short(&owed.v[0], console_now(&in->base), &text);
		l->next = arena_text_n(&in->arena, text.ptr, text.len);
	}
	str_clear(&text);
	vec_clear(&owed);
}

static void
look(struct incidents *in, struct line *l)
{
	struct book *b = console_of(&in->base)->book;
	struct casefile cf;
	struct incident_view view;
	struct err e;

	if (l->looked)
		return;
	l->looked = true;
	l->style = STYLE_NORMAL;
	l->grade = l->next = "";
	if (owed_casefile(b, &in->arena, l->thing->id, &cf, &e) == RC_OK) {
		incident_view(&cf, &view);
		l->grade = _(choice_label(grades, view.possible));
	}
	look_next(in, l, b);
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	struct incidents *in = ctx;
	struct line *l = &in->lines[row];
	const struct incident *body = l->thing->body;
	char at[MOMENT_TEXT];

	look(in, l);
	*style = body->closed ? STYLE_DIM : STYLE_NORMAL;
	if (column == 0) {
		str_add(out, l->thing->id);
	} else if (column == 1) {
		moment_screen(body->learned, at);
		str_add(out, at);
	} else if (column == 2) {
		str_add(out, body->title ? body->title : body->place);
	} else if (column == 4) {
		str_add(out, l->grade);
	} else if (body->closed) {
		str_add(out, _(choice_label(closings, body->closed)));
	} else {
		*style = l->style;
		str_add(out, l->next);
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct incidents *)ctx)->lines[row].thing->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("No."),       8,  false },
	{ N_("Received"),  11, false },
	{ N_("Title"),     0,  false },
	{ N_("Owed next"), 24, false },
	{ N_("Possible"),  20, false },
};
/* clang-format on */

#define SOURCE(n)                                                                      \
	{                                                                              \
		.columns = columns, .ncolumns = n, .empty = N_("no incident is open"), \
		.count = count, .cell = cell, .id = id,                                \
	}

/* The grade has room on a wide screen only. */
static const struct list_source narrow = SOURCE(4), wide = SOURCE(5);

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct incidents *in = (struct incidents *)v;

	(void)arg;
	(void)e;
	list_init(&in->list, &narrow, in);
	return RC_OK;
}

static void
forget(struct incidents *in)
{
	vec_clear(&in->things);
	free(in->lines);
	in->lines = NULL;
	arena_free(&in->arena);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct incidents *in = (struct incidents *)v;
	struct book_filter f = {.open = !in->all, .limit = NEWEST};
	struct arena fresh = {0};
	struct things things = {0};

	if (book_list(console_book(v), &fresh, &kind_incident, &f, &things, e) != RC_OK) {
		vec_clear(&things);
		arena_free(&fresh);
		return e->code;
	}
	forget(in);
	in->arena = fresh;
	in->things = things;
	in->lines = calloc(things.n + 1, sizeof(*in->lines));
	if (!in->lines)
		die("out of memory");
	for (size_t i = 0; i < things.n; i++)
		in->lines[i].thing = things.v[things.n - 1 - i];
	list_reload(&in->list);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct incidents *in = (struct incidents *)v;

	in->list.source = c->cols >= WIDE_COLS ? &wide : &narrow;
	list_draw(&in->list, c);
}

static void
clear(struct view *v)
{
	struct incidents *in = (struct incidents *)v;

	forget(in);
	list_clear(&in->list);
}

static struct list *
list(struct view *v)
{
	return &((struct incidents *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct incidents *)v)->all ? _("all") : _("open ones"));
}

/* What counts down is looked up anew with the minute. */
static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct incidents *)v)->minute))
		v->stale = true;
	return -1;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	struct incidents *in = (struct incidents *)v;
	const struct view_type *type = view_type_by_name("incident");

	if (!list_has_selection(&in->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	return app_open(v->app, type ? type : &view_record, in->lines[in->list.selected].thing->id,
			e);
}

static enum rc
add(struct view *v, struct err *e)
{
	return thing_form_new(v, &kind_incident, e);
}

static enum rc
report(struct view *v, struct err *e)
{
	struct incidents *in = (struct incidents *)v;

	if (!list_has_selection(&in->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	return report_write(v, in->lines[in->list.selected].thing->id, e);
}

static enum rc
show_all(struct view *v, struct err *e)
{
	struct incidents *in = (struct incidents *)v;

	in->all = !in->all;
	return load(v, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },      "open", N_("open it"),         open_selected },
	{ { K_F(5), 'a' },  "add",  N_("new incident"),    add },
	{ { K_F(6), 'c' },  "all",  N_("open ones or all"), show_all },
	{ { K_F(7), 'r' },  "report", N_("write a report"), report },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_incidents = {
    .name = "incidents",
    .title = N_("Incidents"),
    .size = sizeof(struct incidents),
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
