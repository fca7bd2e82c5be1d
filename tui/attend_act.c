/* What is done on the screen of attendance: signing on and off, 留岗, corrections, walks. */
#include <stdio.h>

#include "core/vec.h"
#include "tui/attendance_inside.h"
#include "tui/thing_form.h"
#include "tui/view_form.h"
#include "tui/view_takeover.h"

enum { IN_TIME = 5 * 60 };

static enum rc
said(struct view *v, enum rc rc, const char *what, const char *person)
{
	const struct attendance_view *av = (const struct attendance_view *)v;

	if (rc == RC_OK) {
		app_say(v->app, STYLE_GOOD, "%s: %s", what, attendance_name(av, person));
		app_stale(v->app);
	}
	return rc;
}

/* ---- signing on and off ---- */

static enum rc
sign(struct view *v, int way, struct moment at, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;
	struct attend_request q = {.person = av->person, .way = way, .at = at};
	struct arena a = {0};
	const char *id;
	enum rc rc = attend_sign(console_book(v), &a, &q, &id, e);

	arena_free(&a);
	return said(v, rc, way == ATTEND_ON ? _("Signed on") : _("Signed off"), av->person);
}

static enum rc
on_now(struct view *v, struct err *e)
{
	return sign(v, ATTEND_ON, (struct moment){0}, e);
}

static enum rc
off_now(struct view *v, struct err *e)
{
	return sign(v, ATTEND_OFF, (struct moment){0}, e);
}

static enum rc
ask_time(struct view *v, const char *title, const char *hint,
	 enum rc (*done)(struct view *, void *, const char *, struct err *), struct err *e)
{
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = title, .hint = hint, .max = 20, .done = done, .ctx = v}, e);
}

static enum rc
time_of(struct view *v, const char *text, enum moment_sense sense, struct moment *out,
	struct err *e)
{
	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s", _("the time is missing"));
	return moment_parse(text, console_now(v), sense, 0, out, e);
}

static enum rc
came_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct moment at;

	(void)ctx;
	if (time_of(below, text, MOMENT_HAPPENED, &at, e) != RC_OK)
		return e->code;
	return sign(below, ATTEND_ON, at, e);
}

static enum rc
left_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct moment at;

	(void)ctx;
	if (time_of(below, text, MOMENT_HAPPENED, &at, e) != RC_OK)
		return e->code;
	return sign(below, ATTEND_OFF, at, e);
}

static enum rc
came_before(struct view *v, struct err *e)
{
	return ask_time(v, _("Came when"),
			_("Such as 0755 or -20m. That it is entered later is kept with it."),
			came_typed, e);
}

static enum rc
left_before(struct view *v, struct err *e)
{
	return ask_time(v, _("Left when"),
			_("Such as 0805 or -20m. That it is entered later is kept with it."),
			left_typed, e);
}

/* ---- 留岗 ---- */

static enum rc
hold_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct attendance_view *av = ctx;
	struct arena a = {0};
	struct moment until;
	const char *id;
	enum rc rc;

	if (time_of(below, text, MOMENT_DUE, &until, e) != RC_OK)
		return e->code;
	rc = attend_hold(console_book(below), &a, av->person, until, NULL, &id, e);
	arena_free(&a);
	return said(below, rc, _("Held over"), av->person);
}

static enum rc
hold(struct view *v, struct err *e)
{
	return ask_time(v, _("Held over until when"),
			_("Such as 11:00; it counts as hours of duty."), hold_typed, e);
}

/* ---- what was entered wrongly ---- */

static enum rc
reason_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct attendance_view *av = ctx;
	struct arena a = {0};
	const char *id;
	enum rc rc = attend_correct(console_book(below), &a, av->line, av->at, text, &id, e);

	arena_free(&a);
	return said(below, rc, _("Put right; the old line is kept"), av->person);
}

static enum rc
ask_reason(struct view *v, struct attendance_view *av, struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Why it is put right"),
					    .hint = _("Needed; it stands with the line."),
					    .max = 100,
					    .done = reason_typed,
					    .ctx = av},
			   e);
}

static enum rc
right_time_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct attendance_view *av = ctx;

	if (time_of(below, text, MOMENT_HAPPENED, &av->at, e) != RC_OK)
		return e->code;
	return ask_reason(below, av, e);
}

static enum rc
correct_line(struct view *v, const char *line, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;

	snprintf(av->line, sizeof(av->line), "%s", line);
	return ask_time(v, _("The right time"), _("Such as 0755."), right_time_typed, e);
}

static enum rc
take_back_line(struct view *v, const char *line, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;

	snprintf(av->line, sizeof(av->line), "%s", line);
	av->at = (struct moment){0};
	return ask_reason(v, av, e);
}

static enum rc
correct_on(struct view *v, struct err *e)
{
	const struct attendance_row *r = attendance_selected((struct attendance_view *)v, e);

	return r ? correct_line(v, r->duty.on_line, e) : e->code;
}

static enum rc
correct_off(struct view *v, struct err *e)
{
	const struct attendance_row *r = attendance_selected((struct attendance_view *)v, e);

	return r ? correct_line(v, r->duty.off_line, e) : e->code;
}

static enum rc
take_back_on(struct view *v, struct err *e)
{
	const struct attendance_row *r = attendance_selected((struct attendance_view *)v, e);

	return r ? take_back_line(v, r->duty.on_line, e) : e->code;
}

static enum rc
take_back_off(struct view *v, struct err *e)
{
	const struct attendance_row *r = attendance_selected((struct attendance_view *)v, e);

	return r ? take_back_line(v, r->duty.off_line, e) : e->code;
}

static enum rc
somebody_else(struct view *v, struct err *e)
{
	return app_open(v->app, &view_takeover, NULL, e);
}

/* ---- what there is to do about a row ---- */

static void
offer(struct attendance_view *av, const char *text, enum rc (*act)(struct view *, struct err *))
{
	if (av->nacts == DIALOG_CHOICES)
		return;
	snprintf(av->choice_text[av->nacts], sizeof(av->choice_text[0]), "%s", text);
	av->choices[av->nacts] = av->choice_text[av->nacts];
	av->acts[av->nacts++] = act;
	av->choices[av->nacts] = NULL;
}

static enum rc
act_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct attendance_view *av = ctx;

	return choice ? av->acts[choice - 1](below, e) : RC_OK;
}

static void
offer_acts(struct attendance_view *av, const struct attendance_row *r)
{
	const struct attended_duty *d = &r->duty;
	int64_t now = console_now(&av->base);
	bool now_counts = r->extra || now < d->stint.until + DAY_SECONDS;

	av->nacts = 0;
	if (d->on && !d->off) {
		if (now_counts)
			offer(av, _("goes off duty now"), off_now);
		offer(av, _("went off duty before: say when"), left_before);
		if (!r->extra && now_counts)
			offer(av, _("is held over: say until when"), hold);
	} else if (!d->on) {
		if (now < d->stint.until)
			offer(av, _("comes only now"), on_now);
		offer(av, _("came before: say when"), came_before);
		if (now < d->stint.until)
			offer(av, _("does not come: somebody takes over"), somebody_else);
	}
	if (d->on_line) {
		offer(av, _("the time of coming is wrong"), correct_on);
		offer(av, _("did not come: take it back"), take_back_on);
	}
	if (d->off_line) {
		offer(av, _("the time of leaving is wrong"), correct_off);
		offer(av, _("did not leave: take it back"), take_back_off);
	}
}

static enum rc
ask_act(struct view *v, const struct attendance_row *r, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;
	const struct duty_book *b = &av->roster.duty;
	struct arena a = {0};
	char from[MOMENT_TEXT], until[MOMENT_TEXT];
	enum rc rc;

	offer_acts(av, r);
	moment_screen(moment_at(r->duty.stint.from), from);
	moment_screen(moment_at(r->duty.stint.until), until);
	rc = dialog_open(
	    v->app,
	    &(struct dialog){.title = attendance_name(av, av->person),
			     .text = r->extra ? _("not on the roster")
					      : arena_text_f(&a, "%s  %s – %s",
							     duty_post_name(b, r->duty.stint.post),
							     from, until),
			     .choices = av->choices,
			     .done = act_chosen,
			     .ctx = av},
	    e);
	arena_free(&a);
	return rc;
}

enum rc
attend_act_row(struct view *v, size_t row, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;
	const struct attendance_row *r;
	int64_t now = console_now(v);

	if (!av->month && row >= av->rows.n)
		return err_set(e, RC_NOT_FOUND, _("there is no row %zu"), row + 1);
	list_select(&av->list, row);
	r = attendance_selected(av, e);
	if (!r)
		return e->code;
	snprintf(av->person, sizeof(av->person), "%s", r->duty.stint.person);
	if (!r->extra && !r->duty.on && now >= r->duty.stint.from - ATTEND_EARLY &&
	    (now <= r->duty.stint.from + IN_TIME ||
	     (r->duty.state == ATTENDED_ONCALL && now < r->duty.stint.until)))
		return on_now(v, e);
	return ask_act(v, r, e);
}

enum rc
attend_act_enter(struct view *v, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;

	if (!attendance_selected(av, e))
		return e->code;
	return attend_act_row(v, av->list.selected, e);
}

/* ---- somebody who is not on the list ---- */

static enum rc
other_filled(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	const struct attendance *in = r->body;
	struct attend_request q = {
	    .person = in->person, .way = ATTEND_ON, .note = in->note, .extra = in->note};
	struct attendance_view *av = ctx;
	struct arena a = {0};
	const char *id;
	enum rc rc = attend_sign(console_book(below), &a, &q, &id, e);

	arena_free(&a);
	if (rc != RC_OK && !in->note)
		form_point(
		    f, "note",
		    _("not on the roster: say why they come, or Esc and F9 to take a post over"));
	if (rc == RC_OK)
		snprintf(av->person, sizeof(av->person), "%s", in->person);
	return said(below, rc, _("Signed on"), av->person);
}

static const struct pick *
picks(void *ctx, const struct field *f, size_t *n)
{
	return thing_form_picks(console_of(ctx), f, n);
}

enum rc
attend_act_other(struct view *v, struct err *e)
{
	struct console *con = console_of(v);
	uint64_t fields = UINT64_C(1) << kind_field_index(&kind_attendance, "person") |
			  UINT64_C(1) << kind_field_index(&kind_attendance, "note");

	arena_free(&con->form.arena); /* the picks of the form before */
	return form_open(v->app,
			 &(struct form_args){.kind = &kind_attendance,
					     .heading = _("somebody else comes"),
					     .fields = fields,
					     .picks = picks,
					     .done = other_filled,
					     .ctx = v},
			 e);
}

/* ---- a walk at night ---- */

static enum rc
note_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct attendance_view *av = ctx;
	struct arena a = {0};
	struct attend_walk w = {.missing = attendance_marked(av, &a), .note = text};
	const char *id;
	enum rc rc = attend_walk(console_book(below), &a, &w, &id, e);

	if (rc == RC_OK) {
		list_unmark_all(&av->list);
		app_say(below->app, STYLE_GOOD, _("The walk is in the log: %s"), id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
walk_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	if (choice != 1)
		return RC_OK;
	return prompt_open(below->app,
			   &(struct prompt){.title = _("Walk at night"),
					    .hint = _("What else is to be said; may stay empty."),
					    .max = 100,
					    .done = note_typed,
					    .ctx = ctx},
			   e);
}

enum rc
attend_act_walk(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("enter the walk"), NULL};
	struct attendance_view *av = (struct attendance_view *)v;
	struct arena a = {0};
	const char *const *missing;
	struct str text = STR_INIT;
	enum rc rc;

	if (av->month || !av->followed)
		return err_set(e, RC_INVALID, "%s",
			       _("a walk is of the watch that runs: Tab or →"));
	missing = attendance_marked(av, &a);
	if (!missing[0])
		str_add(&text, _("All who should be here were found. Whom you did not find: Esc, "
				 "mark them with Ins, then F6 again."));
	for (size_t i = 0; missing[i]; i++)
		str_add_f(&text, "%s%s", i ? "、" : _("Not found: "),
			  attendance_name(av, missing[i]));
	rc = dialog_open(v->app,
			 &(struct dialog){.title = _("Walk at night"),
					  .text = text.ptr,
					  .choices = choices,
					  .done = walk_chosen,
					  .ctx = av},
			 e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}
