/* Yes to a swap or to leave, with its effect in sight. */
#include "tui/approval.h"

#include <stdio.h>

#include "tui/app.h"
#include "tui/console.h"

enum { WHY_MAX = 100 }; /* characters */

enum rc
approval_said(struct view *v, enum rc rc, const char *what, const char *id)
{
	if (rc == RC_OK) {
		app_say(v->app, STYLE_GOOD, "%s %s", what, id);
		app_stale(v->app);
	}
	return rc;
}

static enum rc
approve_now(struct view *v, void *ctx, struct err *e)
{
	struct approval *ap = ctx;
	struct arena a = {0};
	enum rc rc = ap->approve(console_book(v), &a, ap->id, *ap->why ? ap->why : NULL, e);

	arena_free(&a);
	return approval_said(v, rc, ap->approved, ap->id);
}

static enum rc
ask_leader(struct view *v, struct approval *ap, struct err *e)
{
	ap->word.title = ap->title;
	ap->word.done = approve_now;
	ap->word.ctx = ap;
	return leader_word_ask(v, &ap->word, e);
}

static enum rc
why_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct approval *ap = ctx;

	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s",
			       _("a rule that is broken is only allowed with a reason"));
	snprintf(ap->why, sizeof(ap->why), "%s", text);
	return ask_leader(below, ap, e);
}

static enum rc
approve_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct approval *ap = ctx;

	ap->why[0] = '\0';
	return choice == 1 ? ask_leader(below, ap, e) : RC_OK;
}

static enum rc
despite_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct approval *ap = ctx;
	struct prompt why = {.title = _("Why it is allowed all the same"),
			     .hint = ap->hint,
			     .max = WHY_MAX,
			     .done = why_typed,
			     .ctx = ap};

	return choice == 1 ? prompt_open(below->app, &why, e) : RC_OK;
}

enum rc
approval_open(struct view *v, struct approval *ap, const char *effect, bool fine, struct err *e)
{
	static const char *const yes[] = {N_("approve it"), NULL};
	static const char *const despite[] = {N_("allow it all the same, with a reason"), NULL};
	struct dialog d = {.title = ap->title,
			   .text = effect,
			   .choices = fine ? yes : despite,
			   .done = fine ? approve_chosen : despite_chosen,
			   .ctx = ap};

	return dialog_open(v->app, &d, e);
}
