/* The victims of one incident by name, masked; held against the figures. */
#include "tui/view_casualties.h"

#include <stdio.h>
#include <string.h>

#include "core/casualty.h"
#include "core/figures.h"
#include "core/text.h"
#include "storage/case_thing.h"
#include "tui/console.h"
#include "tui/list.h"
#include "tui/thing_form.h"

struct casualties {
	struct view base;
	struct list list;
	struct arena arena;
	struct things all; /* of this incident */
	struct figures figures;
	char id[ID_TEXT];
	char differs[300]; /* how the list differs from the figures; "" */
};

static size_t
count(void *ctx)
{
	return ((struct casualties *)ctx)->all.n;
}

/* 张** of 张某某: who reads over a shoulder learns no name. */
static void
add_masked(const char *name, struct str *out)
{
	size_t first = name ? text_next(name, 0) : 0;

	if (!name) {
		str_add(out, _("name unknown"));
		return;
	}
	str_add_n(out, name, first);
	for (size_t i = first; name[i]; i = text_next(name, i))
		str_add(out, "*");
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct thing *t = ((struct casualties *)ctx)->all.v[row];
	const struct casualty *c = t->body;
	char since[MOMENT_TEXT];

	(void)style;
	switch (column) {
	case 0:
		str_add(out, t->id);
		break;
	case 1:
		add_masked(c->name, out);
		break;
	case 2:
		str_add(out, _(choice_label(casualty_states, c->state)));
		break;
	case 3:
		moment_screen(c->since, since);
		str_add(out, c->since.kind == MOMENT_NONE ? "" : since);
		break;
	default:
		str_add(out, c->hospital ? c->hospital : "");
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct casualties *)ctx)->all.v[row]->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("No."),       10, false },
	{ N_("Full name"), 14, false },
	{ N_("State"),     20, false },
	{ N_("Since"),     13, false },
	{ N_("Hospital"),  0,  false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = N_("nobody is entered by name"),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct casualties *c = (struct casualties *)v;

	(void)e;
	snprintf(c->id, sizeof(c->id), "%s", (const char *)arg);
	list_init(&c->list, &source, c);
	return RC_OK;
}

/* Where the list has another number than the figures (practice.md 32). */
static void
compare(struct casualties *c)
{
	static const struct {
		int state;
		enum measure measure;
	} pairs[] = {
	    {CASUALTY_MISSING, MEASURE_missing}, {CASUALTY_TRAPPED, MEASURE_trapped},
	    {CASUALTY_INJURED, MEASURE_injured}, {CASUALTY_LIGHT, MEASURE_light},
	    {CASUALTY_SERIOUS, MEASURE_serious}, {CASUALTY_DEAD, MEASURE_dead},
	};
	struct str text = STR_INIT;

	for (size_t k = 0; k < ARRAY_LEN(pairs); k++) {
		const struct figure *f = &c->figures.of[pairs[k].measure];
		long long named = 0;

		for (size_t i = 0; i < c->all.n; i++)
			named +=
			    ((const struct casualty *)c->all.v[i]->body)->state == pairs[k].state;
		if (named != (f->known ? f->value : 0))
			str_add_f(&text, _("%s: %lld by name, %lld in the figures  "),
				  _(measure_field(pairs[k].measure)->label), named,
				  (long long)(f->known ? f->value : 0));
	}
	snprintf(c->differs, sizeof(c->differs), "%s%s", text.len ? "▲ " : "", text.ptr);
	str_clear(&text);
}

static enum rc
read_all(struct casualties *c, struct book *b, struct err *e)
{
	struct book_filter all = {0};
	struct things victims = {0};
	struct records file = {0};
	enum rc rc = book_list(b, &c->arena, &kind_casualty, &all, &victims, e);

	for (size_t i = 0; rc == RC_OK && i < victims.n; i++)
		if (str_equal(((struct casualty *)victims.v[i]->body)->incident, c->id))
			vec_push(&c->all, victims.v[i]);
	if (rc == RC_OK)
		rc = book_of(b, &c->arena, c->id, &file, e);
	if (rc == RC_OK)
		figures_fold(&file, INT64_MAX, &c->figures);
	vec_clear(&victims);
	vec_clear(&file);
	return rc;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct casualties *c = (struct casualties *)v;

	vec_clear(&c->all);
	arena_free(&c->arena);
	c->figures = (struct figures){0};
	if (read_all(c, console_book(v), e) != RC_OK)
		return e->code;
	compare(c);
	list_reload(&c->list);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct casualties *cv = (struct casualties *)v;
	struct canvas part = canvas_part(c, 1, 0, c->rows - 1, c->cols);

	canvas_text(c, 0, 1, c->cols - 1,
		    cv->differs[0] ? cv->differs : _("The list agrees with the figures."),
		    cv->differs[0] ? STYLE_WARNING : STYLE_GOOD);
	list_draw(&cv->list, &part);
}

static void
clear(struct view *v)
{
	struct casualties *c = (struct casualties *)v;

	vec_clear(&c->all);
	list_clear(&c->list);
	arena_free(&c->arena);
}

static struct list *
list(struct view *v)
{
	return &((struct casualties *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	str_add_f(out, "%s  %s", ((const struct casualties *)v)->id, _("stays on this host"));
}

static uint64_t
fields(void)
{
	return ~(UINT64_C(1) << kind_field_index(&kind_casualty, "incident"));
}

static enum rc
added(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct casualties *c = ctx;
	struct arena a = {0};
	enum rc rc;

	(void)f;
	((struct casualty *)r->body)->incident = c->id;
	record_has(r, "incident");
	rc = thing_new(console_book(below), &a, r, NULL, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), r->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
add(struct view *v, struct err *e)
{
	char name[ID_TEXT];

	snprintf(name, sizeof(name), "casualty-%.30s", ((struct casualties *)v)->id);
	return form_open_kept(v,
			      &(struct form_args){.kind = &kind_casualty,
						  .heading = _("new"),
						  .fields = fields(),
						  .done = added,
						  .ctx = v},
			      name, e);
}

static enum rc
change(struct view *v, struct err *e)
{
	struct casualties *c = (struct casualties *)v;

	if (!list_has_selection(&c->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	return thing_form_edit(v, c->all.v[c->list.selected], fields(), e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },     "change", N_("read and change"), change },
	{ { K_F(5), 'a' }, "add",    N_("add one"),         add },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_casualties = {
    .name = "casualties",
    .title = N_("Casualties"),
    .size = sizeof(struct casualties),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .heading = heading,
};
