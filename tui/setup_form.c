/* The forms of the set-up, and what a pattern gives while it is typed. */
#include <stdio.h>
#include <stdlib.h>

#include "core/setup_check.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/setup_inside.h"
#include "tui/thing_form.h"

enum { DAY_COLS = 26 };

/* ---- what a pattern gives ---- */

static void
draw_days(const struct setup_view *sv, const struct setup_day *days, struct canvas *c)
{
	int across = c->cols / DAY_COLS > 0 ? c->cols / DAY_COLS : 1;
	int rows = (SETUP_DAYS + across - 1) / across;

	for (int i = 0; i < SETUP_DAYS; i++) {
		bool rest = calendar_is_rest(&sv->roster.calendar, days[i].day);
		char text[400];

		snprintf(text, sizeof(text), "%02d-%02d%s%s %s", days[i].day / 100 % 100,
			 days[i].day % 100, weekday_zh(days[i].day), rest ? "*" : "",
			 *days[i].who ? days[i].who : "–");
		canvas_text(c, 1 + i % rows, i / rows * DAY_COLS, DAY_COLS - 1, text,
			    rest ? STYLE_WARNING : STYLE_NORMAL);
	}
}

void
setup_draw_days(const struct setup_view *sv, const struct record *wanted, const char *id,
		struct canvas *c)
{
	struct setup_day days[SETUP_DAYS];
	struct arena a = {0};
	int64_t now = console_now(&sv->base);
	int first = ((const struct pattern *)wanted->body)->first, today = day_of(now);
	struct setup_preview q = {.id = id,
				  .wanted = wanted,
				  .from = first > today ? first : today,
				  .days = SETUP_DAYS,
				  .now = now};
	char text[400];
	struct err e;
	enum rc rc = roster_setup_preview(&a, &sv->roster, &q, days, &e);

	canvas_fill(c, 0, 0, 1, c->cols, ' ', STYLE_HEADING);
	snprintf(text, sizeof(text), "%.6s%.300s", rc == RC_OK ? "" : "■ ",
		 rc == RC_OK ? _("What it gives (* day off)") : e.text);
	canvas_text(c, 0, 1, c->cols - 1, text, rc == RC_OK ? STYLE_HEADING : STYLE_OVERDUE);
	draw_days(sv, days, c);
	arena_free(&a);
}

static void
aside(struct view *below, const struct form *f, struct canvas *c)
{
	struct setup_view *sv = (struct setup_view *)below;
	struct arena a = {0};
	struct parse_context world = {.now = console_now(below), .arena = &a};
	struct record *r = record_new(&a, &kind_pattern);

	form_peek(f, &world, r);
	setup_draw_days(sv, r, *sv->id ? sv->id : NULL, c);
	arena_free(&a);
}

/* ---- the usual rotations ---- */

static const struct {
	const char *label; /* N_() */
	const char *from, *hours, *every, *times, *days;
} presets[] = {
    {N_("24 hours each (24/48 with three crews)"), "", "24", "", "", ""},
    {N_("48 hours each (48/96 with three crews)"), "", "48", "", "", ""},
    {N_("days of 12 hours"), "08:00", "12", "24", "", ""},
    {N_("nights of 12 hours"), "20:00", "12", "24", "", ""},
    {N_("a week each (- for nobody: week n of m)"), "", "168", "", "", ""},
    {N_("the nights of a week each"), "18:00", "14", "24", "7", ""},
    {N_("rest days only"), "", "24", "", "", "rest"},
    {N_("another one"), "", "", "", "", ""},
};

static void
prefill(struct form *f, int preset)
{
	const char *const fields[] = {"from", "hours", "every", "times", "days"};
	const char *const values[] = {presets[preset].from, presets[preset].hours,
				      presets[preset].every, presets[preset].times,
				      presets[preset].days};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (*values[i])
			input_type(form_input(f, fields[i]), values[i]);
}

static enum rc
preset_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct setup_view *sv = ctx;

	(void)below;
	sv->preset = choice - 1;
	return choice ? setup_form(sv, NULL, e) : RC_OK;
}

enum rc
setup_ask_preset(struct setup_view *sv, struct err *e)
{
	const char *choices[ARRAY_LEN(presets) + 1] = {NULL};

	for (size_t i = 0; i < ARRAY_LEN(presets); i++)
		choices[i] = presets[i].label;
	return dialog_open(
	    sv->base.app,
	    &(struct dialog){.title = _("Which rotation"),
			     .text = _("Fills the form in; all of it can be changed."),
			     .choices = choices,
			     .done = preset_chosen,
			     .ctx = sv},
	    e);
}

/* ---- the form ---- */

static const struct pick *
picks(void *ctx, const struct field *f, size_t *n)
{
	return thing_form_picks(console_of(ctx), f, n);
}

/* The first day on which a turn may begin that is still ahead. */
static int
next_first(const struct setup_view *sv, const struct pattern *p)
{
	int day = day_of(console_now(&sv->base));
	int64_t begins = day_secs(day) + pattern_begins(p) - day_secs(p->first);

	return begins > console_now(&sv->base) ? day : day_add(day, 1);
}

static const struct thing *
find(const struct setup_view *sv, const char *id)
{
	for (size_t i = 0; i < sv->shown.n; i++)
		if (str_equal(sv->shown.v[i]->id, id))
			return sv->shown.v[i];
	return NULL;
}

/* Crews are written by name; of what has begun only what comes can be written. */
static void
prepare(void *ctx, struct form *f)
{
	struct setup_view *sv = ctx;
	const struct thing *t = find(sv, sv->id);
	const struct pattern *p = t ? t->body : NULL;
	struct str text = STR_INIT;
	int day;

	if (f->kind == &kind_pattern && !t)
		prefill(f, sv->preset);
	if (f->kind != &kind_pattern || !t)
		return;
	roster_setup_crews(&sv->roster.duty, p->crews, &text);
	form_set(f, "crews", text.ptr);
	if (sv->goes_on) {
		day = next_first(sv, p);
		str_cut(&text, 0);
		str_add_f(&text, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
		input_type(form_input(f, "first"), text.ptr);
	}
	str_clear(&text);
}

static enum rc
done(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct setup_view *sv = ctx;
	struct arena a = {0};
	const char *made = NULL;
	enum rc rc =
	    roster_setup_put(console_book(below), &a, *sv->id ? sv->id : NULL, r, &made, e);

	(void)f;
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), made);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

/* All fields but those of the past and of dying. */
static uint64_t
fields_of(const struct kind *k)
{
	uint64_t all = 0;

	for (size_t i = 0; i < k->nfields; i++)
		if (!str_equal(k->fields[i].name, "cancelled") || k != &kind_pattern)
			all |= UINT64_C(1) << i;
	return all;
}

enum rc
setup_form(struct setup_view *sv, const struct thing *t, struct err *e)
{
	const struct kind *k = setup_tab_kind(sv->tab);
	struct form_args args = {.kind = k,
				 .heading = t ? t->id : _("new"),
				 .body = t ? t->body : NULL,
				 .fields = fields_of(k),
				 .picks = picks,
				 .prepare = prepare,
				 .done = done,
				 .ctx = sv};
	char name[ID_TEXT];

	snprintf(sv->id, sizeof(sv->id), "%s", t ? t->id : "");
	sv->goes_on = t && k == &kind_pattern && pattern_begins(t->body) <= console_now(&sv->base);
	if (k == &kind_pattern) {
		args.aside = aside;
		args.aside_rows = SETUP_PREVIEW_ROWS;
	}
	arena_free(&console_of(&sv->base)->form.arena);
	snprintf(name, sizeof(name), "setup-%.12s-%.30s", k->name, sv->id);
	if (form_open_kept(&sv->base, &args, name, e) != RC_OK)
		return e->code;
	if (sv->goes_on)
		app_say(sv->base.app, STYLE_WARNING, "%s",
			_("It has begun: from the first day below it goes on anew, until then it "
			  "stays."));
	return RC_OK;
}
