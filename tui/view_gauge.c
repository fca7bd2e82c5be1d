/* What is left on duty (在岗力量): who is out, which engines can still roll, whom to call next. */
#include "tui/view_gauge.h"

#include <stdio.h>
#include <string.h>

#include "core/season.h"
#include "core/text.h"
#include "storage/crew.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/rows.h"
#include "tui/thing_form.h"
#include "tui/view_incident.h"
#include "tui/view_record.h"

enum { ROW_CREW = 1, ROW_ENGINE, ROW_BACKUP, ROW_PERSON };
enum { STRENGTH_ROWS = 2, TWO_PANES_COLS = 110 };

struct gauge_view {
	struct view base;
	struct rows rows;
	struct arena arena;
	struct roster roster;
	struct crews crews;
	struct gauge gauge;
	struct backups next;
	size_t split; /* rows from here on are the people's */
	int64_t minute;
	/* While it is asked who went: of which crew, and who. */
	char incident[ID_TEXT], unit[64 * 4], names[130 * 4];
};

static const char *
keep(struct gauge_view *gv, struct str *text)
{
	const char *kept = arena_text_n(&gv->arena, text->ptr, text->len);

	str_clear(text);
	return kept;
}

static void
add(struct gauge_view *gv, struct str *text, struct row row)
{
	row.text = keep(gv, text);
	vec_push(&gv->rows.list, row);
}

static void
note(struct gauge_view *gv, const char *text)
{
	vec_push(&gv->rows.list, ((struct row){.text = text, .style = STYLE_DIM}));
}

/* ---- what is shown ---- */

static void
add_crew(struct gauge_view *gv, size_t i)
{
	const struct crew *c = &gv->crews.v[i];
	int64_t minutes = gv->minute - c->since / 60;
	struct civil since = civil_of(c->since);
	struct str s = STR_INIT;

	text_put(&s, *c->unit ? c->unit : _("a unit not named"), 16);
	str_add_f(&s, " %s  ", c->back ? _("▲ back, not ready yet") : _("out"));
	if (c->people)
		str_add_f(&s, _("people %lld "), (long long)c->people);
	if (c->vehicles)
		str_add_f(&s, _("engines %lld "), (long long)c->vehicles);
	str_add_f(&s, _("%s  since %02d:%02d (%lld min)"), c->incident, since.hour, since.minute,
		  (long long)(minutes > 0 ? minutes : 0));
	if (c->foreign)
		str_add(&s, _(", not ours"));
	add(gv, &s,
	    (struct row){.style = c->foreign ? STYLE_DIM : STYLE_WARNING,
			 .what = ROW_CREW,
			 .index = i,
			 .id = arena_text_f(&gv->arena, "%s %s", c->incident, c->unit)});
}

static void
add_engine(struct gauge_view *gv, size_t i)
{
	const struct force_engine *en = &gv->gauge.vehicles.v[i];
	const struct vehicle *v = en->vehicle->body;
	enum style_role style = STYLE_NORMAL;
	struct str s = STR_INIT;

	text_put(&s, v->name, 12);
	str_add_f(&s, _(" crew %lld  "), (long long)en->needs);
	if (en->state != VEHICLE_READY) {
		str_add_f(&s, "▲ %s", _(choice_label(vehicle_states, en->state)));
		if (en->with && *en->with->unit)
			str_add_f(&s, " %s", en->with->unit);
		if (en->assumed)
			str_add(&s, _(" (assumed: which went was not said)"));
		style = STYLE_WARNING;
	} else if (en->lacks) {
		str_add_f(&s, _("■ lacks %lld people"), (long long)en->lacks);
		style = STYLE_OVERDUE;
	} else {
		str_add_f(&s, _("√ can roll; then %lld people, %zu engines are left"),
			  (long long)en->left, en->left_rolls);
		style = STYLE_GOOD;
	}
	add(gv, &s,
	    (struct row){.style = style, .what = ROW_ENGINE, .index = i, .id = en->vehicle->id});
}

static void
add_backup(struct gauge_view *gv, size_t i)
{
	const struct backup *b = &gv->next.v[i];
	struct str s = STR_INIT;
	char until[MOMENT_TEXT];

	str_add_f(&s, "%zu ", i + 1);
	text_put(&s, _(choice_label(backup_tiers, (int)b->tier + 1)), 12);
	str_add(&s, " ");
	text_put(&s, b->name, 16);
	str_add(&s, " ");
	text_put(&s, b->phone ? b->phone : _("no number"), 14);
	if (b->contact)
		str_add_f(&s, " %s", b->contact);
	if (b->minutes >= 0)
		str_add_f(&s, _(" there in %lld min"), (long long)b->minutes);
	moment_screen(moment_at(b->covers), until);
	if (b->covers)
		str_add_f(&s, _(" covers until %s"), until);
	add(gv, &s, (struct row){.what = ROW_BACKUP, .index = i, .id = b->id});
}

static void
add_person(struct gauge_view *gv, size_t i)
{
	const struct force_person *p = &gv->gauge.people.v[i];
	const struct duty_book *d = &gv->roster.duty;
	enum style_role style = STYLE_NORMAL;
	struct str s = STR_INIT;

	text_put(&s, duty_post_name(d, p->post), 12);
	str_add(&s, " ");
	text_put(&s, duty_person_name(d, p->person), 10);
	str_add(&s, " ");
	if (p->with) {
		str_add_f(&s, "▲ %s %s", p->with->back ? _("not ready yet") : _("out"),
			  p->with->unit);
		style = STYLE_WARNING;
	} else {
		str_add(&s, _(choice_label(readinesses, p->readiness)));
	}
	if (p->minutes >= 0)
		str_add_f(&s, _(" there in %lld min"), (long long)p->minutes);
	add(gv, &s,
	    (struct row){.style = style,
			 .what = ROW_PERSON,
			 .index = i,
			 .id = arena_text_f(&gv->arena, "%s %s", p->person, p->post)});
}

static void
fill(struct gauge_view *gv)
{
	const struct gauge *g = &gv->gauge;

	rows_begin(&gv->rows);
	if (gv->crews.n > 0)
		rows_heading(&gv->rows, _("Units that are out"));
	for (size_t i = 0; i < gv->crews.n; i++)
		add_crew(gv, i);
	rows_heading(&gv->rows, _("Engines, and what is left if one more rolls now"));
	for (size_t i = 0; i < g->vehicles.n; i++)
		add_engine(gv, i);
	if (g->vehicles.n == 0)
		note(gv, _("no engine is entered: zhiban roster setup, or the set-up screen"));
	rows_heading(&gv->rows, _("Call next: on call, neighbours, brigade"));
	for (size_t i = 0; i < gv->next.n; i++)
		add_backup(gv, i);
	if (gv->next.n == 0)
		note(gv, _("nobody on call, no neighbour and no brigade in the contact book"));
	gv->split = gv->rows.list.n;
	rows_heading(&gv->rows, _("People by the roster"));
	for (size_t i = 0; i < g->people.n; i++)
		add_person(gv, i);
	if (g->people.n == 0)
		note(gv, _("nobody by the roster"));
	if (g->unnamed_out > 0)
		note(gv,
		     arena_text_f(&gv->arena, _("%lld more are out whose names were not said: F4"),
				  (long long)g->unnamed_out));
	rows_end(&gv->rows);
}

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
	fill(gv);
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
