/* What is done about an incident: figures, actions, calls, reports, requests, claims. */
#include <stdio.h>
#include <string.h>

#include "core/report.h"
#include "storage/case_incident.h"
#include "storage/intake.h"
#include "tui/dialog.h"
#include "tui/incident_inside.h"
#include "tui/line_entry.h"
#include "tui/report_act.h"
#include "tui/script_box.h"
#include "tui/thing_form.h"
#include "tui/view_calls.h"
#include "tui/view_casualties.h"
#include "tui/view_form.h"

static void
say_recorded(struct incident_screen *s, const char *id)
{
	app_say(s->base.app, STYLE_GOOD, _("Recorded: %s"), id);
	app_stale(s->base.app);
}

/* ---- figures ---- */

/* practice.md 11: why a figure falls. reason: data of the book. */
static const struct {
	const char *label; /* N_() */
	const char *reason;
} fall_reasons[] = {
    {N_("rescued"), "救出"},
    {N_("found"), "找到"},
    {N_("died (was among the injured)"), "死亡（原伤员）"},
    {N_("checked and corrected"), "核实更正"},
    {N_("returned home"), "返家"},
    {N_("counted elsewhere"), "归类调整"},
};

static enum rc
fall_explained(struct view *below, void *ctx, int choice, struct err *e)
{
	struct incident_screen *s = ctx;
	struct input *in = s->figures ? form_input(s->figures, "reason") : NULL;

	if (choice == 0 || !in)
		return RC_OK;
	input_type(in, fall_reasons[choice - 1].reason);
	for (const struct command *m = below->type->commands; m->keys[0]; m++)
		if (str_equal(m->name, "record"))
			return m->run(below, e);
	return RC_OK;
}

static enum rc
ask_fall(struct incident_screen *s, const char *names, struct err *e)
{
	const char *choices[ARRAY_LEN(fall_reasons) + 1] = {NULL};
	struct arena a = {0};
	enum rc rc;

	for (size_t i = 0; i < ARRAY_LEN(fall_reasons); i++)
		choices[i] = fall_reasons[i].label;
	rc = dialog_open(s->base.app,
			 &(struct dialog){.title = _("A figure falls"),
					  .text = arena_text_f(&a, _("%s. Why?"), names),
					  .choices = choices,
					  .done = fall_explained,
					  .ctx = s},
			 e);
	arena_free(&a);
	return rc == RC_OK ? err_set(e, RC_MISSING, "%s", _("a falling figure wants its reason"))
			   : rc;
}

static enum rc
figures_done(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct incident_screen *s = ctx;
	struct fact *fact = r->body;
	struct arena a = {0};
	struct str names = STR_INIT;
	enum rc rc;

	if (fact->asof.kind == MOMENT_NONE) {
		fact->asof = moment_at(console_now(below));
		record_has(r, "asof");
	}
	s->figures = f;
	rc = figures_check_fall(&s->file, r, &names, e);
	if (rc != RC_OK && names.len > 0 && !fact->reason)
		rc = ask_fall(s, names.ptr, e);
	else if (rc == RC_OK)
		rc = incident_fact(console_book(below), &a, s->id, r, e);
	if (rc == RC_OK)
		say_recorded(s, r->id);
	str_clear(&names);
	arena_free(&a);
	return rc;
}

/* What counts in accidents; all of it in disasters, which have houses and crops besides. */
static uint64_t
figure_fields(int family)
{
	static const char *const accident[] = {
	    "asof",       "dead",      "missing",        "trapped",        "injured",
	    "serious",    "light",     "poisoned",       "safe",           "rescued",
	    "hospital",   "evacuated", "sheltered",      "returned",       "endangered",
	    "households", "loss",      "responder_dead", "responder_hurt", "verified",
	    "learned",    "source",    "reason",         "checked_by",     "checked_how",
	};
	uint64_t fields = 0;

	if (!family_is_accident(family))
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(accident); i++)
		fields |= UINT64_C(1) << kind_field_index(&kind_fact, accident[i]);
	return fields;
}

/* One draft an incident and kind of line. */
static enum rc
open_kept(struct incident_screen *s, const struct form_args *args, struct err *e)
{
	char name[ID_TEXT];

	snprintf(name, sizeof(name), "%.20s-%.30s", args->kind->name, s->id);
	return form_open_kept(&s->base, args, name, e);
}

enum rc
incident_do_figures(struct view *v, struct err *e)
{
	struct incident_screen *s = (struct incident_screen *)v;
	struct fact now = {.asof = moment_at(console_now(v))};

	for (int m = 0; m < MEASURES; m++) {
		const struct figure *f = &s->view.figures.of[m];
		void *value = field_value(measure_field((enum measure)m), &now);

		if (f->known && measure_is_decimal((enum measure)m))
			*(struct decimal *)value = (struct decimal){f->value, true};
		else if (f->known)
			*(struct count *)value = (struct count){f->value, true};
	}
	return open_kept(s,
			 &(struct form_args){.kind = &kind_fact,
					     .heading = _("only what has changed is recorded"),
					     .fields = figure_fields(s->cf.family),
					     .body = &now,
					     .done = figures_done,
					     .ctx = s},
			 e);
}

/* ---- lines by a form ---- */

static enum rc
act_done(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct incident_screen *s = ctx;
	struct act *act = r->body;
	struct arena a = {0};
	const char *text = act->text;
	enum rc rc = RC_OK;

	(void)f;
	if (text)
		rc = line_split_time(&a, text, console_now(below), &r->at, &text, e);
	act->text = (char *)text;
	if (rc == RC_OK)
		rc = incident_line(console_book(below), &a, s->id, r, e);
	if (rc == RC_OK)
		say_recorded(s, r->id);
	arena_free(&a);
	return rc;
}

static enum rc
line_done(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct incident_screen *s = ctx;
	struct arena a = {0};
	enum rc rc = incident_line(console_book(below), &a, s->id, r, e);

	(void)f;
	if (rc == RC_OK)
		say_recorded(s, r->id);
	arena_free(&a);
	return rc;
}

/* Units for actions; steps still open for claims. In the screen's arena, which lives until the next
 * load: the form is closed by then. */
static const struct pick *
picks(void *ctx, const struct field *f, size_t *n)
{
	struct incident_screen *s = ctx;
	struct arena *a = &console_of(&s->base)->form.arena;
	struct offer_team *teams;
	struct pick *out;
	struct err e;
	size_t all;

	*n = 0;
	if (str_equal(f->name, "unit") &&
	    offer_teams(console_book(&s->base), a, &teams, &all, &e) == RC_OK) {
		out = arena_alloc(a, (all + 1) * sizeof(*out));
		for (; *n < all; ++*n)
			out[*n] = (struct pick){teams[*n].name, teams[*n].name};
		return out;
	}
	if (!str_equal(f->name, "step") || f->choices)
		return NULL;
	out = arena_alloc(a, (s->owed.n + 1) * sizeof(*out));
	for (size_t i = 0; i < s->owed.n; i++)
		if (obligation_open(&s->owed.v[i]) || s->owed.v[i].status == OWED_LATE)
			out[(*n)++] = (struct pick){owed_step_word(s->owed.v[i].step),
						    _(owed_step_label(s->owed.v[i].step))};
	return out;
}

static enum rc
open_line(struct incident_screen *s, const struct kind *k, const char *heading, struct err *e)
{
	arena_free(&console_of(&s->base)->form.arena);
	return open_kept(s,
			 &(struct form_args){.kind = k,
					     .heading = heading,
					     .picks = picks,
					     .done = k == &kind_act ? act_done : line_done,
					     .ctx = s},
			 e);
}

enum rc
incident_do_act(struct view *v, struct err *e)
{
	return open_line((struct incident_screen *)v, &kind_act,
			 _("@0245 before the text: it was then"), e);
}

/* ---- by telephone ---- */

static int
phone_step(const struct incident_screen *s)
{
	static const struct {
		enum owed_step owed;
		int step;
	} steps_owed[] = {{OWED_FIRST_PHONE, PHONE_FIRST},
			  {OWED_UPGRADE_PHONE, PHONE_UPGRADE},
			  {OWED_VERIFY_PHONE, PHONE_VERIFY}};

	for (size_t k = 0; k < ARRAY_LEN(steps_owed); k++)
		for (size_t i = 0; i < s->owed.n; i++)
			if (s->owed.v[i].step == steps_owed[k].owed &&
			    obligation_open(&s->owed.v[i]))
				return steps_owed[k].step;
	return PHONE_FOLLOWUP;
}

static enum rc
phoned(struct view *below, void *ctx, const char *answered, struct err *e)
{
	struct incident_screen *s = ctx;
	struct arena a = {0};
	struct book *b = console_book(below);
	struct intake in = {.id = s->id};
	struct intake_report report = {
	    .answered = answered, .step = phone_step(s), .to = offer_recipients(b, &a, &s->owed)};
	enum rc rc = intake_report(b, &a, &in, &report, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: reported to %s, answered by %s"),
			report.to[0], answered);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

enum rc
incident_do_phone(struct view *v, struct err *e)
{
	struct incident_screen *s = (struct incident_screen *)v;
	struct book *b = console_book(v);
	struct arena a = {0};
	struct intake in = {.id = s->id};
	struct str to = STR_INIT;
	char **names = offer_recipients(b, &a, &s->owed), *script = NULL;
	enum rc rc = intake_script(b, &a, &in, &script, e);

	str_add_f(&to, "%s → ", _(choice_label(phone_steps, phone_step(s))));
	for (size_t i = 0; names[i]; i++)
		str_add_f(&to, "%s%s", i ? "、" : "", names[i]);
	if (rc == RC_OK)
		rc = app_open(
		    v->app, &view_script,
		    &(struct script_args){.to = to.ptr, .text = script, .done = phoned, .ctx = s},
		    e);
	str_clear(&to);
	arena_free(&a);
	return rc;
}

enum rc
incident_do_calls(struct view *v, struct err *e)
{
	return app_open(v->app, &view_calls, ((struct incident_screen *)v)->id, e);
}

enum rc
incident_do_report(struct view *v, struct err *e)
{
	return report_write(v, ((struct incident_screen *)v)->id, e);
}

/* ---- more ---- */

static enum rc
edit_facts(struct incident_screen *s, struct err *e)
{
	struct thing *t;
	struct arena a = {0};
	enum rc rc = book_thing_kind(console_book(&s->base), &a, s->id, &kind_incident, &t, e);

	if (rc == RC_OK)
		rc = thing_form_edit(&s->base, t, 0, e);
	arena_free(&a);
	return rc;
}

static enum rc
more_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct incident_screen *s = ctx;

	(void)below;
	switch (choice) {
	case 1:
		return edit_facts(s, e);
	case 2:
		return app_open(s->base.app, &view_casualties, s->id, e);
	case 3:
		return open_line(s, &kind_query, _("a request to verify"), e);
	case 4:
		return open_line(s, &kind_excuse, _("what stopped the clock, from when to when"),
				 e);
	case 5:
		return incident_ask_grade(s, e);
	case 6:
		return incident_ask_close(s, e);
	}
	return RC_OK;
}

enum rc
incident_do_more(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("change what is known"),
					      N_("casualties by name"),
					      N_("request to verify"),
					      N_("explain lateness"),
					      N_("set the grade by hand"),
					      N_("close it"),
					      NULL};

	return dialog_open(v->app,
			   &(struct dialog){.title = ((struct incident_screen *)v)->id,
					    .text = _("What is to be done?"),
					    .choices = choices,
					    .done = more_chosen,
					    .ctx = v},
			   e);
}
