/* What is left on duty (在岗力量): who is out, which engines can still roll, whom to call next. */
#include "tui/view_gauge.h"

#include <stdio.h>
#include <string.h>

#include "core/season.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/gauge_inside.h"
#include "tui/thing_form.h"
#include "tui/view_incident.h"
#include "tui/view_record.h"

enum { STRENGTH_ROWS = 2, TWO_PANES_COLS = 110 };

static void
forget(struct gauge_view *gv)
{
	vec_clear(&gv->next);
	gauge_clear(&gv->gauge);
	vec_clear(&gv->crews);
	roster_clear(&gv->roster);
	arena_free(&gv->arena);
	gv->roster = (struct roster){0};
	gv->gauge = (struct gauge){0};
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	rows_init(&((struct gauge_view *)v)->rows);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct gauge_view *gv = (struct gauge_view *)v;
	struct book *b = console_book(v);
	int64_t now = console_now(v);

	forget(gv);
	gv->minute = now / 60;
	if (crew_gauge(b, &gv->arena, NULL, now, &gv->roster, &gv->crews, &gv->gauge, e) != RC_OK)
		return e->code;
	if (crew_backups(b, &gv->arena, &gv->roster, &gv->gauge, now, &gv->next, e) != RC_OK)
		return e->code;
	gauge_fill_rows(gv);
	return RC_OK;
}

static void
draw_strength(struct canvas *c, int row, const char *group, const struct duty_strength *s)
{
	char text[200];
	int col;

	snprintf(text, sizeof(text), _("%s %lld/%lld  on site %lld, standby %lld, on call %lld"),
		 group, (long long)s->have, (long long)s->need, (long long)s->onsite,
		 (long long)s->standby, (long long)s->oncall);
	col = canvas_put(c, row, 1, text, s->have < s->need ? STYLE_STRONG : STYLE_NORMAL);
	if (s->have < s->need) {
		snprintf(text, sizeof(text), _("  ■ gap: %lld"), (long long)(s->need - s->have));
		canvas_put(c, row, col, text, STYLE_OVERDUE);
	}
}

static void
draw_left(const struct gauge *g, struct canvas *c)
{
	char text[120];

	snprintf(text, sizeof(text), _("in quarters %lld, can roll %zu/%zu"),
		 (long long)g->people_left, g->can_roll, g->engines);
	canvas_put_right(c, 0, 0, c->cols - 1, text, STYLE_STRONG);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct gauge_view *gv = (struct gauge_view *)v;
	bool wide = c->cols >= TWO_PANES_COLS;
	int half = wide ? c->cols * 6 / 10 : c->cols;
	struct canvas left =
	    canvas_part(c, STRENGTH_ROWS, 0, c->rows - STRENGTH_ROWS, wide ? half - 1 : half);
	struct canvas right =
	    canvas_part(c, STRENGTH_ROWS, half, c->rows - STRENGTH_ROWS, c->cols - half);

	draw_strength(c, 0, _("Watch group"), &gv->gauge.watch);
	draw_strength(c, 1, _("Fire group"), &gv->gauge.fire);
	draw_left(&gv->gauge, c);
	if (wide) {
		rows_draw(&gv->rows, 0, gv->split, 0, &left);
		rows_draw(&gv->rows, gv->split, gv->rows.list.n, 1, &right);
	} else {
		rows_draw(&gv->rows, 0, gv->rows.list.n, 0, &left);
	}
}

static void
clear(struct view *v)
{
	struct gauge_view *gv = (struct gauge_view *)v;

	forget(gv);
	rows_clear(&gv->rows);
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct gauge_view *)v)->minute))
		v->stale = true;
	return -1;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct gauge_view *gv = (const struct gauge_view *)v;
	int64_t now = gv->minute * 60;

	if (duty_mode_at(&gv->roster.duty, now) == MODE_NORMAL)
		return;
	str_add(out, "▲ ");
	duty_mode_text(&gv->roster.duty, now, out);
}

/* ---- commands ---- */

static enum rc
up(struct view *v, struct err *e)
{
	(void)e;
	rows_move(&((struct gauge_view *)v)->rows, -1);
	return RC_OK;
}

static enum rc
down(struct view *v, struct err *e)
{
	(void)e;
	rows_move(&((struct gauge_view *)v)->rows, 1);
	return RC_OK;
}

static enum rc
selected(struct gauge_view *gv, int what, const char *otherwise, size_t *out, struct err *e)
{
	const struct row *row = rows_selected(&gv->rows);

	if (!row || row->what != what)
		return err_set(e, RC_NOT_FOUND, "%s", otherwise);
	*out = row->index;
	return RC_OK;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	struct gauge_view *gv = (struct gauge_view *)v;
	const struct row *row = rows_selected(&gv->rows);

	if (!row)
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	switch (row->what) {
	case ROW_CREW:
		return app_open(v->app, &view_incident, gv->crews.v[row->index].incident, e);
	case ROW_ENGINE:
		return thing_form_edit(v, gv->gauge.vehicles.v[row->index].vehicle, 0, e);
	case ROW_BACKUP:
		return app_open(v->app, &view_record, gv->next.v[row->index].id, e);
	}
	return app_open(v->app, &view_record, gv->gauge.people.v[row->index].person, e);
}

/* The incident all of our crews are out at, or NULL. */
static const char *
only_incident(const struct gauge_view *gv)
{
	const char *id = NULL;

	for (size_t i = 0; i < gv->crews.n; i++) {
		if (id && !str_equal(id, gv->crews.v[i].incident))
			return NULL;
		id = gv->crews.v[i].incident;
	}
	return id;
}

/* One key, one telephone record; the next one to call is selected. */
static enum rc
called(struct view *v, enum backup_answer answer, struct err *e)
{
	struct gauge_view *gv = (struct gauge_view *)v;
	struct arena a = {0};
	const char *id = NULL;
	size_t i = 0;
	enum rc rc;

	if (selected(gv, ROW_BACKUP, _("choose whom you called first, under “Call next”"), &i, e) !=
	    RC_OK)
		return e->code;
	rc = crew_called(console_book(v), &a, &gv->next.v[i], answer, only_incident(gv), &id, e);
	if (rc == RC_OK) {
		app_say(v->app, STYLE_GOOD, _("Recorded: %s called, %s"), gv->next.v[i].name, id);
		if (i + 1 < gv->next.n)
			rows_move(&gv->rows, 1);
		app_stale(v->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
comes(struct view *v, struct err *e)
{
	return called(v, BACKUP_COMES, e);
}

static enum rc
no_answer(struct view *v, struct err *e)
{
	return called(v, BACKUP_NO_ANSWER, e);
}

static enum rc
refused(struct view *v, struct err *e)
{
	return called(v, BACKUP_REFUSED, e);
}

static enum rc
chosen_crew(struct gauge_view *gv, size_t *out, struct err *e)
{
	*out = 0;
	if (gv->crews.n == 1)
		return RC_OK;
	return selected(gv, ROW_CREW,
			gv->crews.n ? _("several units are out: choose one first")
				    : _("no unit is out"),
			out, e);
}

static enum rc
word(struct view *v, int step, struct err *e)
{
	struct gauge_view *gv = (struct gauge_view *)v;
	struct arena a = {0};
	const char *id = NULL;
	size_t i;
	enum rc rc = chosen_crew(gv, &i, e);

	if (rc == RC_OK && step == STEP_RETURN && gv->crews.v[i].back)
		rc = err_set(e, RC_INVALID, "%s", _("it is back already; F9 when it is ready"));
	if (rc == RC_OK)
		rc = crew_word(console_book(v), &a, &gv->crews.v[i], step, &id, e);
	if (rc == RC_OK) {
		app_say(v->app, STYLE_GOOD,
			step == STEP_READY ? _("Recorded: ready again, counts from now on: %s")
					   : _("Recorded: back in quarters, not counted yet: %s"),
			id);
		app_stale(v->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
back(struct view *v, struct err *e)
{
	return word(v, STEP_RETURN, e);
}

static enum rc
ready(struct view *v, struct err *e)
{
	return word(v, STEP_READY, e);
}

/* ---- who went, and with which engines ---- */

static enum rc
engines_said(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct gauge_view *gv = (struct gauge_view *)below;
	struct arena a = {0};
	const char *id = NULL;
	struct crew asked = {.incident = gv->incident, .unit = gv->unit};
	enum rc rc = crew_names(console_book(below), &a, &asked, gv->names, text, &id, e);

	(void)ctx;
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
people_said(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct gauge_view *gv = (struct gauge_view *)below;
	struct str engines = STR_INIT;
	enum rc rc;

	(void)ctx;
	snprintf(gv->names, sizeof(gv->names), "%s", text);
	for (size_t i = 0; i < gv->gauge.vehicles.n; i++) {
		const struct force_engine *en = &gv->gauge.vehicles.v[i];

		if (en->state == VEHICLE_OUT || en->state == VEHICLE_RECOVERING)
			str_add_f(&engines, "%s%s", engines.len ? "、" : "",
				  ((const struct vehicle *)en->vehicle->body)->name);
	}
	rc = prompt_open(below->app,
			 &(struct prompt){.title = _("Which engines went"),
					  .hint = _("by name, 、 between them"),
					  .initial = engines.ptr,
					  .max = 120,
					  .done = engines_said},
			 e);
	str_clear(&engines);
	return rc;
}

static enum rc
who_went(struct view *v, struct err *e)
{
	struct gauge_view *gv = (struct gauge_view *)v;
	struct str people = STR_INIT;
	size_t i;
	enum rc rc = chosen_crew(gv, &i, e);

	if (rc != RC_OK)
		return rc;
	snprintf(gv->incident, sizeof(gv->incident), "%s", gv->crews.v[i].incident);
	snprintf(gv->unit, sizeof(gv->unit), "%s", gv->crews.v[i].unit);
	for (size_t k = 0; k < gv->gauge.people.n; k++) {
		const struct force_person *p = &gv->gauge.people.v[k];

		if (p->counts && (!p->with || p->with == &gv->crews.v[i]))
			str_add_f(&people, "%s%s", people.len ? "、" : "",
				  duty_person_name(&gv->roster.duty, p->person));
	}
	rc =
	    prompt_open(v->app,
			&(struct prompt){.title = _("Who went"),
					 .hint = _("by name, 、 between them; take out who stayed"),
					 .initial = people.ptr,
					 .max = 120,
					 .done = people_said},
			e);
	str_clear(&people);
	return rc;
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 'c' },  "comes",   N_("called: comes"),  comes },
	{ { K_F(6), 'x' },  "no-answer", N_("nobody answers"),    no_answer },
	{ { K_F(7), 'v' },  "refused", N_("cannot come"),    refused },
	{ { K_F(8), 'b' },  "back",    N_("unit is back"),   back },
	{ { K_F(9), 'r' },  "ready",   N_("ready again"),    ready },
	{ { K_F(4), 'w' },  "who-went", N_("who went"),      who_went },
	{ { K_ENTER },      "open",    N_("read"),           open_selected },
	{ { 'k', K_UP },    "up",      N_("row up"),         up },
	{ { 'j', K_DOWN },  "down",    N_("row down"),       down },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_gauge = {
    .name = "gauge",
    .title = N_("Force on duty"),
    .size = sizeof(struct gauge_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .tick = tick,
    .heading = heading,
};
