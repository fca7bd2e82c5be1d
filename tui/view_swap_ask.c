/* Asking for a swap or a substitute: which duty, with whom, what in return, why. */
#include "tui/view_swap_ask.h"

#include <stdio.h>

#include "tui/dialog.h"
#include "tui/stand_in.h"

static enum rc
reason_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct stand_in *si = ctx;
	struct arena a = {0};
	struct swap_request q = {.person = si->person,
				 .post = si->post,
				 .at = si->from,
				 .with = si->with,
				 .back_post = si->back_from ? si->back_post : NULL,
				 .back_at = si->back_from,
				 .reason = *text ? text : NULL};
	const char *id;
	enum rc rc = swap_ask(console_book(below), &a, &q, &id, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Asked: %s. %s is to consent."), id,
			duty_person_name(&si->roster.duty, si->with));
		app_stale(below->app);
		app_close(below);
	}
	arena_free(&a);
	return rc;
}

static enum rc
chosen(struct view *v, struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Why the duty is swapped"),
					    .hint = _("May stay empty; Enter asks for the swap."),
					    .max = 100,
					    .done = reason_typed,
					    .ctx = v},
			   e);
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	((struct stand_in *)v)->chosen = chosen;
	return stand_in_open(v, arg, e);
}

const struct view_type view_swap_ask = {
    .name = "swap_ask",
    .title = N_("Ask for a swap"),
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
