/* What is done with a swap from its screen: consent, approval, no, undoing. */
#include <stdio.h>

#include "tui/effect_text.h"
#include "tui/swaps_inside.h"
#include "tui/view_record.h"
#include "tui/view_swap_ask.h"
#include "tui/view_takeover.h"

/* The row the keys are about; NULL and an error without one. */
static const struct swap_row *
selected_row(struct swaps_view *sv, struct err *e)
{
	const struct swap_row *r;

	if (!list_has_selection(&sv->list)) {
		err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
		return NULL;
	}
	r = &sv->shown[sv->list.selected];
	snprintf(sv->id, sizeof(sv->id), "%s", r->thing->id);
	return r;
}

/* The swap the keys are about; a takeover asks nobody. */
static const struct thing *
selected(struct swaps_view *sv, struct err *e)
{
	const struct swap_row *r = selected_row(sv, e);

	if (r && !r->takeover)
		return r->thing;
	if (r)
		err_set(e, RC_INVALID, "%s", _("a takeover needs no consent: F9 ends it"));
	return NULL;
}

enum rc
swap_act_open(struct view *v, struct err *e)
{
	const struct swap_row *r = selected_row((struct swaps_view *)v, e);

	return r ? app_open(v->app, &view_record, r->thing->id, e) : e->code;
}

enum rc
swap_act_ask(struct view *v, struct err *e)
{
	return app_open(v->app, &view_swap_ask, NULL, e);
}

enum rc
swap_act_takeover(struct view *v, struct err *e)
{
	return app_open(v->app, &view_takeover, NULL, e);
}

/* Consent. */

static enum rc
accept_now(struct view *v, void *ctx, struct err *e)
{
	struct swaps_view *sv = ctx;
	struct arena a = {0};
	enum rc rc = swap_accept(console_book(v), &a, sv->id, *sv->text ? sv->text : NULL, e);

	arena_free(&a);
	return approval_said(v, rc, _("Consent recorded; a leader is to approve:"), sv->id);
}

static enum rc
word_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct swaps_view *sv = ctx;

	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s", _("on what ground is missing"));
	snprintf(sv->text, sizeof(sv->text), "%s", text);
	sv->word.title = _("Consent for an absent person");
	sv->word.done = accept_now;
	sv->word.ctx = sv;
	return leader_word_ask(below, &sv->word, e);
}

static enum rc
how_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct swaps_view *sv = ctx;
	const struct thing *t = selected(sv, e);

	if (choice == 0 || !t)
		return t ? RC_OK : e->code;
	sv->text[0] = '\0';
	if (choice == 1)
		return leader_word_as(below, ((const struct swap *)t->body)->with, accept_now, sv,
				      e);
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _("A leader consents for an absent person"),
			     .hint = _("On what ground: who was asked, how, what was said."),
			     .max = 100,
			     .done = word_typed,
			     .ctx = sv},
	    e);
}

static enum rc
must_be(const struct swaps_view *sv, const struct thing *t, unsigned states, struct err *e)
{
	const struct swap *s = t->body;

	if (!(states >> s->state & 1))
		return err_set(e, RC_INVALID, _("the swap %s is %s"), t->id,
			       _(choice_label(swap_states, s->state)));
	if (swaps_begun(sv, s))
		return err_set(e, RC_INVALID, _("the duty of the swap %s has begun"), t->id);
	return RC_OK;
}

enum rc
swap_act_accept(struct view *v, struct err *e)
{
	static char here[120];
	static const char *choices[] = {here, N_("absent: on a leader's word"), NULL};
	struct swaps_view *sv = (struct swaps_view *)v;
	const struct thing *t = selected(sv, e);
	const struct swap *s = t ? t->body : NULL;

	if (!t || must_be(sv, t, 1 << SWAP_ASKED, e) != RC_OK)
		return e->code;
	snprintf(here, sizeof(here), _("%s is here and says yes"), swaps_name(sv, s->with));
	return dialog_open(v->app,
			   &(struct dialog){.title = _("Consent to the swap"),
					    .text = sv->told.n ? sv->told.lines[0].text : "",
					    .choices = choices,
					    .done = how_chosen,
					    .ctx = sv},
			   e);
}

/* Approval, with what it does in sight. */

/* The sentences of the swap and its effect; false: it breaks a hard rule. */
static enum rc
effect_of(struct swaps_view *sv, const struct thing *t, struct str *text, bool *fine, struct err *e)
{
	struct book *b = console_book(&sv->base);
	struct duty_effect x = {0};
	struct arena a = {0};
	enum rc rc = swap_effect(b, &a, t, &x, e);

	if (rc == RC_OK) {
		*fine = duty_effect_forbids(&x, true) == NULL;
		effect_text(b, &a, &x, RULES_TOLD, text);
	}
	duty_effect_clear(&x);
	arena_free(&a);
	return rc;
}

enum rc
swap_act_approve(struct view *v, struct err *e)
{
	struct swaps_view *sv = (struct swaps_view *)v;
	const struct thing *t = selected(sv, e);
	struct str text = STR_INIT;
	bool fine = true;
	enum rc rc;

	if (!t || must_be(sv, t, 1 << SWAP_ASKED | 1 << SWAP_ACCEPTED, e) != RC_OK)
		return e->code;
	if (((const struct swap *)t->body)->state == SWAP_ASKED)
		return err_set(e, RC_INVALID, _("%s has not consented yet: F6"),
			       swaps_name(sv, ((const struct swap *)t->body)->with));
	rc = effect_of(sv, t, &text, &fine, e);
	sv->approval = (struct approval){.title = _("Approve the swap"),
					 .hint = _("It stands with the swap and in every check."),
					 .approved = _("Approved; it stands in the roster:"),
					 .id = sv->id,
					 .approve = swap_approve};
	if (rc == RC_OK)
		rc = approval_open(v, &sv->approval, text.ptr, fine, e);
	str_clear(&text);
	return rc;
}

/* No: by the one who was asked, or by a leader. */

static enum rc
refuse_now(struct view *v, void *ctx, struct err *e)
{
	struct swaps_view *sv = ctx;
	struct arena a = {0};
	enum rc rc = swap_refuse(console_book(v), &a, sv->id, *sv->text ? sv->text : NULL, e);

	arena_free(&a);
	return approval_said(v, rc, _("Declined:"), sv->id);
}

static enum rc
refuse_as_leader(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct swaps_view *sv = ctx;

	snprintf(sv->text, sizeof(sv->text), "%s", text);
	sv->word.title = _("Decline the swap");
	sv->word.done = refuse_now;
	sv->word.ctx = sv;
	return leader_word_ask(below, &sv->word, e);
}

static enum rc
refuse_as_self(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct swaps_view *sv = ctx;
	const struct thing *t = selected(sv, e);

	if (!t)
		return e->code;
	snprintf(sv->text, sizeof(sv->text), "%s", text);
	return leader_word_as(below, ((const struct swap *)t->body)->with, refuse_now, sv, e);
}

static enum rc
ask_why_not(struct view *v, struct swaps_view *sv, bool self, struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Why not"),
					    .hint = _("May stay empty."),
					    .max = 100,
					    .done = self ? refuse_as_self : refuse_as_leader,
					    .ctx = sv},
			   e);
}

static enum rc
who_refuses(struct view *below, void *ctx, int choice, struct err *e)
{
	return choice ? ask_why_not(below, ctx, choice == 1, e) : RC_OK;
}

enum rc
swap_act_refuse(struct view *v, struct err *e)
{
	static char self[120];
	static const char *choices[] = {self, N_("a leader says no"), NULL};
	struct swaps_view *sv = (struct swaps_view *)v;
	const struct thing *t = selected(sv, e);
	const struct swap *s = t ? t->body : NULL;

	if (!t)
		return e->code;
	if (!thing_open(t))
		return err_set(e, RC_INVALID, _("the swap %s is %s"), t->id,
			       _(choice_label(swap_states, s->state)));
	if (s->state == SWAP_ACCEPTED)
		return ask_why_not(v, sv, false, e);
	snprintf(self, sizeof(self), _("%s says no"), swaps_name(sv, s->with));
	return dialog_open(v->app,
			   &(struct dialog){.title = _("Decline the swap"),
					    .text = sv->told.n ? sv->told.lines[0].text : "",
					    .choices = choices,
					    .done = who_refuses,
					    .ctx = sv},
			   e);
}

static enum rc
undo_now(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct swaps_view *sv = ctx;
	struct arena a = {0};
	enum rc rc = swap_undo(console_book(below), &a, sv->id, *text ? text : NULL, e);

	arena_free(&a);
	return approval_said(below, rc, _("Undone; the roster is as before it:"), sv->id);
}

static const char *
undo_title(const struct swap_row *r)
{
	if (r->takeover)
		return _("End the takeover");
	return r->swap->state == SWAP_APPROVED ? _("Undo the approved swap")
					       : _("Withdraw the swap");
}

enum rc
swap_act_undo(struct view *v, struct err *e)
{
	struct swaps_view *sv = (struct swaps_view *)v;
	const struct swap_row *r = selected_row(sv, e);

	if (!r)
		return e->code;
	if (r->swap->state == SWAP_REFUSED || r->swap->state == SWAP_UNDONE)
		return err_set(e, RC_INVALID, _("the swap %s is %s"), r->thing->id,
			       _(choice_label(swap_states, r->swap->state)));
	return prompt_open(v->app,
			   &(struct prompt){.title = undo_title(r),
					    .hint = _("Why; Enter undoes it, Esc leaves it."),
					    .max = 100,
					    .done = undo_now,
					    .ctx = sv},
			   e);
}
