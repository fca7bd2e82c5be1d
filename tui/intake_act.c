/* What is done while a call is taken down: send, tell, report, notify, make it a matter. */
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "storage/owed.h"
#include "tui/dialog.h"
#include "tui/dispatch_box.h"
#include "tui/intake_inside.h"
#include "tui/script_box.h"
#include "tui/view_calls.h"

/* After each act: its sentence, and what could not be recorded with it. */
static void
say_recorded(struct intake_view *iv, const char *what)
{
	struct civil now = civil_of(console_now(&iv->base));

	if (iv->form.error[0])
		app_say(iv->base.app, STYLE_WARNING, _("Recorded: %s %02d:%02d. Left out: %s"),
			what, now.hour, now.minute, iv->form.error);
	else if (!iv->form.number_ok && text_has_personal_number(intake_text(&iv->form, IN_WORDS)))
		app_say(iv->base.app, STYLE_WARNING,
			_("Recorded: %s %02d:%02d. Left out: the words, they hold a number."), what,
			now.hour, now.minute);
	else
		app_say(iv->base.app, STYLE_GOOD, _("Recorded: %s %02d:%02d"), what, now.hour,
			now.minute);
}

/* ---- 派队 ---- */

static enum rc
sent(struct view *below, void *ctx, const struct offer_team *team, struct err *e)
{
	struct intake_view *iv = ctx;
	struct arena a = {0};
	struct intake in;
	enum rc rc;

	intake_gather(iv, &a, &in);
	rc = intake_dispatch(console_book(below), &a, &in, team, e);
	if (rc == RC_OK) {
		iv->sent = true;
		intake_written(iv, &in);
		say_recorded(iv, team->name);
	}
	arena_free(&a);
	return rc;
}

enum rc
intake_act_dispatch(struct view *v, struct err *e)
{
	struct arena a = {0};
	struct dispatch_args args = {.done = sent, .ctx = v};
	struct offer_team *teams;
	enum rc rc = offer_teams(console_book(v), &a, &teams, &args.n, e);

	args.teams = teams;
	if (rc == RC_OK)
		rc = app_open(v->app, &view_dispatch, &args, e);
	arena_free(&a);
	return rc;
}

/* ---- 报带班 ---- */

static enum rc ask_leader(struct intake_view *iv, struct err *e);

static enum rc
told(struct view *below, void *ctx, int choice, struct err *e)
{
	struct intake_view *iv = ctx;
	const struct offer_leader *who = &iv->leaders[iv->leader];
	struct arena a = {0};
	struct intake in;
	enum rc rc;

	if (choice == 0)
		return RC_OK;
	if (choice == 4) {
		iv->leader = (iv->leader + 1) % iv->nleaders;
		return ask_leader(iv, e);
	}
	intake_gather(iv, &a, &in);
	rc = intake_told(console_book(below), &a, &in, who, (enum tell_result)(choice - 1), e);
	if (rc == RC_OK) {
		intake_written(iv, &in);
		say_recorded(iv, who->name);
	}
	arena_free(&a);
	if (rc != RC_OK || choice == 1)
		return rc;
	iv->leader = (iv->leader + 1) % iv->nleaders;
	return ask_leader(iv, e);
}

static enum rc
ask_leader(struct intake_view *iv, struct err *e)
{
	static const char *const choices[] = {N_("answered and told"), N_("no answer"),
					      N_("switched off or no connection"),
					      N_("the next one"), NULL};
	const struct offer_leader *who = &iv->leaders[iv->leader];
	struct str text = STR_INIT;
	enum rc rc;

	str_add_f(&text, "%s %s  %s", who->what, who->name, who->phone ? who->phone : "");
	str_add_f(&text, "\n%s", _("Each attempt is recorded with its time."));
	rc = dialog_open(iv->base.app,
			 &(struct dialog){.title = _("Tell the leader on duty"),
					  .text = text.ptr,
					  .choices = choices,
					  .done = told,
					  .ctx = iv},
			 e);
	str_clear(&text);
	return rc;
}

enum rc
intake_act_tell(struct view *v, struct err *e)
{
	struct intake_view *iv = (struct intake_view *)v;

	arena_free(&iv->leader_arena);
	iv->leader = 0;
	if (offer_leaders(console_book(v), &iv->leader_arena, &iv->leaders, &iv->nleaders, e) !=
	    RC_OK)
		return e->code;
	if (iv->nleaders == 0)
		return err_set(e, RC_NOT_FOUND, "%s",
			       _("no leader is on duty by the roster; F3 notes whom you told"));
	return ask_leader(iv, e);
}

/* ---- 报县 ---- */

static char **
recipients(struct intake_view *iv, struct arena *a)
{
	struct obligations owed = {0};
	struct err e;
	char **to;

	if (!iv->id[0] || owed_of(console_book(&iv->base), a, iv->id, &owed, &e) != RC_OK)
		return offer_recipients(console_of(&iv->base)->book, a, &iv->preview);
	to = offer_recipients(console_of(&iv->base)->book, a, &owed);
	vec_clear(&owed);
	return to;
}

static enum rc
reported(struct view *below, void *ctx, const char *answered, struct err *e)
{
	struct intake_view *iv = ctx;
	struct arena a = {0};
	struct intake_report report = {.answered = answered, .to = recipients(iv, &a)};
	struct intake in;
	enum rc rc;

	intake_gather(iv, &a, &in);
	rc = intake_report(console_book(below), &a, &in, &report, e);
	if (rc == RC_OK) {
		intake_written(iv, &in);
		say_recorded(iv, report.to[0]);
	}
	arena_free(&a);
	return rc;
}

enum rc
intake_act_report(struct view *v, struct err *e)
{
	struct intake_view *iv = (struct intake_view *)v;
	struct script_args args = {.done = reported, .ctx = v};
	struct arena a = {0};
	struct str to = STR_INIT;
	char **names;
	enum rc rc;

	intake_settle(iv);
	names = recipients(iv, &a);
	for (size_t i = 0; names[i]; i++)
		str_add_f(&to, "%s%s", i ? "、" : "", names[i]);
	args.to = to.ptr;
	args.text = iv->script ? iv->script : "";
	rc = app_open(v->app, &view_script, &args, e);
	str_clear(&to);
	arena_free(&a);
	return rc;
}

/* ---- 通知清单, 登记, 转待办 ---- */

static enum rc
keep(struct intake_view *iv, struct err *e)
{
	struct arena a = {0};
	struct intake in;
	enum rc rc;

	intake_gather(iv, &a, &in);
	rc = intake_keep(console_book(&iv->base), &a, &in, e);
	if (rc == RC_OK)
		intake_written(iv, &in);
	arena_free(&a);
	return rc;
}

enum rc
intake_act_list(struct view *v, struct err *e)
{
	struct intake_view *iv = (struct intake_view *)v;

	if (keep(iv, e) != RC_OK)
		return e->code;
	return app_open(v->app, &view_calls, iv->id, e);
}

enum rc
intake_act_record(struct view *v, struct err *e)
{
	struct intake_view *iv = (struct intake_view *)v;

	if (keep(iv, e) != RC_OK)
		return e->code;
	say_recorded(iv, iv->id);
	return RC_OK;
}

static enum rc
to_matter(struct view *below, void *ctx, int choice, struct err *e)
{
	struct intake_view *iv = ctx;
	struct arena a = {0};
	struct intake in;
	enum rc rc;

	if (choice != 1)
		return RC_OK;
	intake_gather(iv, &a, &in);
	rc = intake_matter(console_book(below), &a, &in, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, "%s", _("Recorded as a matter to see to."));
		iv->done = !iv->id[0];
		if (iv->done)
			app_close(below);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

enum rc
intake_act_matter(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("make it a matter"), NULL};
	struct intake_view *iv = (struct intake_view *)v;

	return dialog_open(
	    v->app,
	    &(struct dialog){
		.title = _("Make it a matter"),
		.text = iv->id[0] ? _("The incident stays open; the matter is recorded besides.")
				  : _("No incident: the call is recorded, and a matter to see to."),
		.choices = choices,
		.done = to_matter,
		.ctx = iv},
	    e);
}
