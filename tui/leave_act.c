/* What is done about leave from its screen: asked for, approved, declined, cancelled. */
#include <stdio.h>

#include "tui/effect_text.h"
#include "tui/form_defaults.h"
#include "tui/leaves_inside.h"
#include "tui/thing_form.h"
#include "tui/view_form.h"
#include "tui/view_record.h"

enum rc
leave_act_open(struct view *v, struct err *e)
{
	const struct thing *t = leaves_selected((struct leaves_view *)v, e);

	return t ? app_open(v->app, &view_record, t->id, e) : e->code;
}

/* ---- asking ---- */

static const struct pick *
picks(void *ctx, const struct field *f, size_t *n)
{
	return thing_form_picks(console_of(ctx), f, n);
}

static const char *const defaults[] = {"person", "start", "end", NULL};

static void
prepare(void *ctx, struct form *f)
{
	const struct leaves_view *lv = ctx;
	const char *clerk = book_author(console_of(&lv->base)->book);
	int day = lv->day;
	char text[MOMENT_TEXT];

	form_set(f, "person", *lv->person ? lv->person : clerk ? clerk : "");
	snprintf(text, sizeof(text), "%04d-%02d-%02d 08:00", day / 10000, day / 100 % 100,
		 day % 100);
	form_set(f, "start", text);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
	form_set(f, "end", text);
}

static enum rc
filled(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct arena a = {0};
	enum rc rc = form_defaults(below, f, defaults, r, e);

	(void)ctx;
	if (rc == RC_OK)
		form_whole_day(f, "end", r);
	if (rc == RC_OK && ((const struct leave *)r->body)->type == 0) {
		rc = err_set(e, RC_MISSING, "%s", _("this is needed"));
		form_point(f, "type", e->text);
	}
	if (rc == RC_OK)
		rc = leave_ask(console_book(below), &a, r, e);
	rc =
	    approval_said(below, rc, _("Asked; a leader is to approve:"), rc == RC_OK ? r->id : "");
	arena_free(&a);
	return rc;
}

enum rc
leave_act_ask(struct view *v, struct err *e)
{
	static const char *const names[] = {"person", "type", "start", "end", "place", "reason"};
	struct console *con = console_of(v);
	uint64_t fields = 0;

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		fields |= UINT64_C(1) << kind_field_index(&kind_leave, names[i]);
	arena_free(&con->form.arena); /* the picks of the form before */
	return form_open(v->app,
			 &(struct form_args){.kind = &kind_leave,
					     .heading = _("new; a bare day is meant whole"),
					     .fields = fields,
					     .picks = picks,
					     .prepare = prepare,
					     .done = filled,
					     .ctx = v},
			 e);
}

/* ---- approval ---- */

static enum rc
must_wait(const struct thing *t, struct err *e)
{
	int state = ((const struct leave *)t->body)->state;

	if (state == LEAVE_ASKED)
		return RC_OK;
	return err_set(e, RC_INVALID, _("the leave %s is %s"), t->id,
		       _(choice_label(leave_states, state)));
}

/* The private reason is told here, and nowhere else on this screen. */
static enum rc
effect_of(struct view *v, const struct thing *t, struct str *text, bool *fine, struct err *e)
{
	const struct leave *l = t->body;
	struct book *b = console_book(v);
	struct duty_effect x = {0};
	struct arena a = {0};
	enum rc rc = leave_effect(b, &a, t, &x, e);

	if (rc == RC_OK) {
		if (l->reason)
			str_add_f(text, _("reason (stays on this host): %s\n"), l->reason);
		*fine = duty_effect_forbids(&x, false) == NULL;
		effect_text(b, &a, &x, LEAVE_RULES_TOLD, text);
	}
	duty_effect_clear(&x);
	arena_free(&a);
	return rc;
}

enum rc
leave_act_approve(struct view *v, struct err *e)
{
	struct leaves_view *lv = (struct leaves_view *)v;
	const struct thing *t = leaves_selected(lv, e);
	struct str text = STR_INIT;
	bool fine = true;
	enum rc rc;

	if (!t || must_wait(t, e) != RC_OK)
		return e->code;
	rc = effect_of(v, t, &text, &fine, e);
	lv->approval = (struct approval){.title = _("Approve the leave"),
					 .hint = _("It stands with the leave and in every check."),
					 .approved = _("Approved; off the roster for that time:"),
					 .id = lv->id,
					 .approve = leave_approve};
	if (rc == RC_OK)
		rc = approval_open(v, &lv->approval, text.ptr, fine, e);
	str_clear(&text);
	return rc;
}

/* ---- no, and not taken ---- */

static enum rc
refuse_now(struct view *v, void *ctx, struct err *e)
{
	struct leaves_view *lv = ctx;
	struct arena a = {0};
	enum rc rc =
	    leave_end(console_book(v), &a, lv->id, LEAVE_REFUSED, *lv->text ? lv->text : NULL, e);

	arena_free(&a);
	return approval_said(v, rc, _("Declined:"), lv->id);
}

static enum rc
refuse_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct leaves_view *lv = ctx;

	snprintf(lv->text, sizeof(lv->text), "%s", text);
	lv->word.title = _("Decline the leave");
	lv->word.done = refuse_now;
	lv->word.ctx = lv;
	return leader_word_ask(below, &lv->word, e);
}

enum rc
leave_act_refuse(struct view *v, struct err *e)
{
	const struct thing *t = leaves_selected((struct leaves_view *)v, e);

	if (!t || must_wait(t, e) != RC_OK)
		return e->code;
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Why not"),
					    .hint = _("May stay empty."),
					    .max = 100,
					    .done = refuse_typed,
					    .ctx = v},
			   e);
}

static enum rc
cancel_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct leaves_view *lv = ctx;
	struct arena a = {0};
	enum rc rc =
	    leave_end(console_book(below), &a, lv->id, LEAVE_CANCELLED, *text ? text : NULL, e);

	arena_free(&a);
	return approval_said(below, rc, _("Back, or not gone; on the roster again:"), lv->id);
}

enum rc
leave_act_cancel(struct view *v, struct err *e)
{
	const struct thing *t = leaves_selected((struct leaves_view *)v, e);
	const struct leave *l = t ? t->body : NULL;

	if (!t)
		return e->code;
	if (l->state != LEAVE_ASKED && l->state != LEAVE_APPROVED)
		return err_set(e, RC_INVALID, _("the leave %s is %s"), t->id,
			       _(choice_label(leave_states, l->state)));
	return prompt_open(v->app,
			   &(struct prompt){.title = l->start.secs < console_now(v)
							 ? _("Back early: it ends now")
							 : _("The leave is not taken"),
					    .hint = _("Why; Enter does it, Esc leaves it."),
					    .max = 100,
					    .done = cancel_typed,
					    .ctx = v},
			   e);
}
