/* Urgent takeover: which post, by whom, until when, why; what it opens elsewhere is told first. */
#include "tui/view_takeover.h"

#include <stdio.h>

#include "storage/roster_effect.h"
#include "tui/dialog.h"
#include "tui/effect_text.h"
#include "tui/stand_in.h"

enum { RULES_TOLD = 4 };

/* Where nobody stands, one more comes besides those who do. */
static struct takeover_request
request_of(struct stand_in *si, struct moment until)
{
	bool replaces = *si->person != '\0';

	return (struct takeover_request){.person = si->with,
					 .post = si->post,
					 .instead = replaces ? si->person : NULL,
					 .reason = si->reason,
					 .until = until,
					 .besides = !replaces};
}

static enum rc
take_over(struct view *v, struct stand_in *si, struct moment until, struct err *e)
{
	struct takeover_request t = request_of(si, until);
	struct arena a = {0};
	const char *id;
	enum rc rc = takeover(console_book(v), &a, &t, &id, e);

	if (rc == RC_OK) {
		app_say(v->app, STYLE_GOOD, _("Taken over from now on: %s"), id);
		app_stale(v->app);
		app_close(v);
	}
	arena_free(&a);
	return rc;
}

static enum rc
until_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct moment until;

	if (moment_parse(text, console_now(below), MOMENT_DUE, 0, &until, e) != RC_OK)
		return e->code;
	return take_over(below, ctx, until, e);
}

static enum rc
confirmed(struct view *below, void *ctx, int choice, struct err *e)
{
	if (choice == 0)
		return RC_OK;
	if (choice == 1)
		return take_over(below, ctx, (struct moment){0}, e);
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _("Taken over until when"),
			     .hint = _("A time such as 20:00, or a date and a time."),
			     .max = 20,
			     .done = until_typed,
			     .ctx = ctx},
	    e);
}

static enum rc
reason_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	static const char *const choices[] = {N_("to the end of the duty"),
					      N_("until another time"), NULL};
	struct stand_in *si = ctx;
	struct book *b = console_book(below);
	struct arena a = {0};
	struct assignment took;
	struct duty_effect x = {0};
	struct str told = STR_INIT;
	struct takeover_request t;
	enum rc rc;

	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s", _("a takeover needs a reason"));
	snprintf(si->reason, sizeof(si->reason), "%s", text);
	t = request_of(si, (struct moment){0});
	rc = takeover_effect(b, &a, &t, &took, &x, e);
	if (rc == RC_OK) {
		str_add_f(&told, _("%s takes over from now on: %s\n"),
			  duty_person_name(&si->roster.duty, si->with), stand_in_duty_text(si));
		effect_text(b, &a, &x, RULES_TOLD, &told);
		rc = dialog_open(below->app,
				 &(struct dialog){.title = _("Urgent takeover"),
						  .text = told.ptr,
						  .choices = choices,
						  .done = confirmed,
						  .ctx = si},
				 e);
	}
	duty_effect_clear(&x);
	str_clear(&told);
	arena_free(&a);
	return rc;
}

static enum rc
chosen(struct view *v, struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Why the post is taken over"),
					    .hint = _("Needed: illness, called away, not come …"),
					    .max = 100,
					    .done = reason_typed,
					    .ctx = v},
			   e);
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct stand_in *si = (struct stand_in *)v;

	si->takeover = true;
	si->chosen = chosen;
	return stand_in_open(v, arg, e);
}

const struct view_type view_takeover = {
    .name = "takeover",
    .title = N_("Urgent takeover"),
    .size = sizeof(struct stand_in),
    .listed = true,
    .commands = stand_in_commands,
    .open = open,
    .load = stand_in_load,
    .draw = stand_in_draw,
    .clear = stand_in_clear,
    .list = stand_in_list,
    .heading = stand_in_heading,
};
