/* The set-up of the watch (值守设置): shifts, posts, vehicles, patterns, seasons; list, add, edit.
 */
#include "tui/view_setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/crew.h"
#include "core/roster_text.h"
#include "core/season.h"
#include "core/setup_check.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/setup_inside.h"
#include "tui/view_record.h"
#include "tui/view_text.h"

static const struct {
	const struct kind *kind;
	const char *label; /* N_() */
} tabs[SETUP_TABS] = {
    {&kind_post, N_("posts")},   {&kind_pattern, N_("rotation")}, {&kind_vehicle, N_("vehicles")},
    {&kind_shift, N_("shifts")}, {&kind_season, N_("seasons")},
};

const struct kind *
setup_tab_kind(int tab)
{
	return tabs[tab].kind;
}

static size_t
count(void *ctx)
{
	return ((struct setup_view *)ctx)->shown.n;
}

static const char *
name_of(const struct thing *t)
{
	return *(char *const *)field_of(kind_field(t->kind, "name"), t->body);
}

static bool
is_over(const struct setup_view *sv, const struct thing *t)
{
	if (t->kind == &kind_pattern)
		return pattern_over(t->body, console_now(&sv->base));
	return t->kind == &kind_season && ((const struct season *)t->body)->cancelled;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct setup_view *sv = ctx;
	const struct thing *t = sv->shown.v[row];

	if (column == 0)
		str_add(out, name_of(t));
	else
		setup_line(sv, t, out);
	if (is_over(sv, t))
		*style = STYLE_DIM;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct setup_view *)ctx)->shown.v[row]->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("Name"),   14, false },
	{ N_("What it says"), 0,  false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = N_("nothing yet: F5 makes one"),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	list_init(&((struct setup_view *)v)->list, &source, v);
	return RC_OK;
}

static void
forget(struct setup_view *sv)
{
	vec_clear(&sv->others);
	vec_clear(&sv->shown);
	roster_clear(&sv->roster);
	arena_free(&sv->arena);
	sv->roster = (struct roster){0};
}

static int64_t
order_of(const struct thing *t)
{
	int i = kind_field_index(t->kind, "order");
	const struct count *order = i >= 0 ? field_of(&t->kind->fields[i], t->body) : NULL;

	return order && order->set ? order->n : INT64_MAX;
}

/* In order; patterns that are over last. */
static void
add_shown(struct setup_view *sv, struct thing *t)
{
	size_t k = sv->shown.n;

	vec_push(&sv->shown, t);
	for (; k > 0; k--) {
		const struct thing *before = sv->shown.v[k - 1];

		if (is_over(sv, before) == is_over(sv, t) ? order_of(before) <= order_of(t)
							  : is_over(sv, t))
			break;
		sv->shown.v[k] = sv->shown.v[k - 1];
	}
	sv->shown.v[k] = t;
}

static void
show_tab(struct setup_view *sv)
{
	const struct kind *k = setup_tab_kind(sv->tab);
	const struct things *list = k == &kind_post      ? &sv->roster.duty.posts
				    : k == &kind_pattern ? &sv->roster.duty.patterns
							 : &sv->others;

	sv->shown.n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i]->kind == k)
			add_shown(sv, list->v[i]);
	list_reload(&sv->list);
}

static enum rc
load(struct view *v, struct err *e)
{
	static const struct kind *const more[] = {&kind_shift, &kind_vehicle, &kind_season};
	struct setup_view *sv = (struct setup_view *)v;
	struct book *b = console_book(v);
	struct book_filter f = {.book = book_name(b)};
	int64_t now = console_now(v);

	forget(sv);
	if (roster_load(b, &sv->arena, NULL, now, now + 1, &sv->roster, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < ARRAY_LEN(more); i++)
		if (book_list(b, &sv->arena, more[i], &f, &sv->others, e) != RC_OK)
			return e->code;
	show_tab(sv);
	return RC_OK;
}

static void
draw_tabs(const struct setup_view *sv, struct canvas *c)
{
	int col = 1;

	for (int i = 0; i < SETUP_TABS; i++) {
		char text[60];

		snprintf(text, sizeof(text), "%d %s", i + 1, _(tabs[i].label));
		col = canvas_put(c, 0, col, text, i == sv->tab ? STYLE_SELECTED : STYLE_NORMAL) + 3;
	}
}

static void
draw(struct view *v, struct canvas *c)
{
	struct setup_view *sv = (struct setup_view *)v;
	bool days = setup_tab_kind(sv->tab) == &kind_pattern && list_has_selection(&sv->list);
	int below = days ? SETUP_PREVIEW_ROWS : 0;
	struct canvas part = canvas_part(c, 1, 0, c->rows - 1 - below, c->cols);
	struct canvas aside = canvas_part(c, c->rows - below, 0, below, c->cols);

	draw_tabs(sv, c);
	list_draw(&sv->list, &part);
	if (days) {
		const struct thing *t = sv->shown.v[sv->list.selected];
		struct arena a = {0};
		struct record *r = record_new(&a, &kind_pattern);

		memcpy(r->body, t->body, kind_pattern.size);
		setup_draw_days(sv, r, t->id, &aside);
		arena_free(&a);
	}
}

static void
clear(struct view *v)
{
	struct setup_view *sv = (struct setup_view *)v;

	list_clear(&sv->list);
	forget(sv);
}

static struct list *
list(struct view *v)
{
	return &((struct setup_view *)v)->list;
}

/* ---- commands ---- */

static enum rc
to_tab(struct view *v, int tab)
{
	struct setup_view *sv = (struct setup_view *)v;

	sv->tab = tab;
	sv->list.sorted = 0;
	show_tab(sv);
	list_select(&sv->list, 0);
	return RC_OK;
}

#define TAB(name, n)                                       \
	static enum rc name(struct view *v, struct err *e) \
	{                                                  \
		(void)e;                                   \
		return to_tab(v, n);                       \
	}
TAB(posts, 0)
TAB(patterns, 1)
TAB(vehicles, 2)
TAB(shifts, 3)
TAB(seasons, 4)
#undef TAB

static enum rc
next_tab(struct view *v, struct err *e)
{
	(void)e;
	return to_tab(v, (((struct setup_view *)v)->tab + 1) % SETUP_TABS);
}

static enum rc
selected(struct setup_view *sv, const struct thing **out, struct err *e)
{
	if (!list_has_selection(&sv->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = sv->shown.v[sv->list.selected];
	return RC_OK;
}

static enum rc
add(struct view *v, struct err *e)
{
	struct setup_view *sv = (struct setup_view *)v;

	if (setup_tab_kind(sv->tab) == &kind_pattern)
		return setup_ask_preset(sv, e);
	return setup_form(sv, NULL, e);
}

static enum rc
change(struct view *v, struct err *e)
{
	struct setup_view *sv = (struct setup_view *)v;
	const struct thing *t = NULL;

	if (selected(sv, &t, e) != RC_OK)
		return e->code;
	if (t->kind == &kind_pattern && is_over(sv, t))
		return err_set(e, RC_INVALID, "%s", _("it is over: F5 makes a new one"));
	return setup_form(sv, t, e);
}

static enum rc
read(struct view *v, struct err *e)
{
	const struct thing *t = NULL;

	if (selected((struct setup_view *)v, &t, e) != RC_OK)
		return e->code;
	return app_open(v->app, &view_record, t->id, e);
}

static enum rc
last_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct setup_view *sv = ctx;
	struct arena a = {0};
	int day;
	enum rc rc = roster_day_read(text, day_of(console_now(below)), &day, e);

	if (rc == RC_OK)
		rc = roster_setup_end(console_book(below), &a, sv->id, day, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), sv->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
end(struct view *v, struct err *e)
{
	struct setup_view *sv = (struct setup_view *)v;
	const struct thing *t = NULL;
	int today = day_of(console_now(v));
	char day[16];

	if (selected(sv, &t, e) != RC_OK)
		return e->code;
	if (t->kind != &kind_pattern)
		return err_set(e, RC_INVALID, "%s", _("only a rotation ends; others are changed"));
	snprintf(sv->id, sizeof(sv->id), "%s", t->id);
	snprintf(day, sizeof(day), "%04d-%02d-%02d", today / 10000, today / 100 % 100, today % 100);
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = _("The last day of this rotation"),
			     .hint = _("Its last turn begins on that day. Before its "
				       "first day: it is taken back."),
			     .initial = day,
			     .max = 20,
			     .done = last_typed,
			     .ctx = sv},
	    e);
}

static enum rc
as_file(struct view *v, struct err *e)
{
	struct str text = STR_INIT;
	struct arena a = {0};
	enum rc rc = roster_setup_text(console_book(v), &a, &text, e);

	if (rc == RC_OK)
		rc = app_open(
		    v->app, &view_text,
		    &(struct text_args){.heading = "zhiban roster setup --show", .text = text.ptr},
		    e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}

/* clang-format off */
static const struct command commands[] = {
	{ { '1' },         "posts",    N_("posts"),    posts },
	{ { '2' },         "patterns", N_("rotation"), patterns },
	{ { '3' },         "vehicles", N_("vehicles"), vehicles },
	{ { '4' },         "shifts",   N_("shifts"),   shifts },
	{ { '5' },         "seasons",  N_("seasons"),  seasons },
	{ { K_F(5), 'a' }, "add",      N_("new"),      add },
	{ { K_F(6), 'e' }, "change",   N_("change"),   change },
	{ { K_F(8), 'x' }, "end",      N_("end it"),   end },
	{ { K_F(7), 'f' }, "file",     N_("as a file"), as_file },
	{ { K_ENTER },     "read",     N_("read"),     read },
	{ { K_TAB },       "next-tab", N_("next of these"), next_tab },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_setup = {
    .name = "setup",
    .title = N_("Set-up of the watch"),
    .size = sizeof(struct setup_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
};
