/* Going through the items of a handover: confirmed, not in order, read back. */
#include <stdio.h>

#include "tui/dialog.h"
#include "tui/handover_inside.h"

static enum rc
selected(struct handover_screen *h, const struct handover_item **out, struct err *e)
{
	if (!list_has_selection(&h->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = &h->view.items.v[h->list.selected];
	if ((*out)->section == SECTION_STRENGTH)
		return err_set(e, RC_INVALID, "%s", _("this is a hint, nothing to confirm"));
	snprintf(h->item, sizeof(h->item), "%s", (*out)->id);
	return RC_OK;
}

static enum rc
record_tick(struct view *v, int state, const char *note, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	struct arena a = {0};
	struct handover_tick tick = {
	    .item = h->item, .state = state, .note = note && *note ? arena_text(&a, note) : NULL};
	const char *record;
	enum rc rc = handover_tick(console_book(v), &a, h->id, &tick, &record, e);

	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	app_stale(v->app);
	list_select(&h->list, h->list.selected + 1);
	return RC_OK;
}

enum rc
handover_do_tick(struct view *v, struct err *e)
{
	const struct handover_item *x = NULL;

	if (selected((struct handover_screen *)v, &x, e) != RC_OK)
		return e->code;
	return record_tick(v, TICK_FINE, NULL, e);
}

static enum rc
fault_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	(void)ctx;
	return record_tick(below, TICK_FAULT, text, e);
}

enum rc
handover_do_fault(struct view *v, struct err *e)
{
	const struct handover_item *x = NULL;

	if (selected((struct handover_screen *)v, &x, e) != RC_OK)
		return e->code;
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Not in order"),
					    .hint = x->what,
					    .max = 200,
					    .done = fault_typed,
					    .ctx = v},
			   e);
}

static enum rc
record_readback(struct view *v, const char *text, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	struct arena a = {0};
	struct handover_readback back = {.item = h->item,
					 .text = text ? arena_text(&a, text) : NULL};
	const char *record;
	enum rc rc = handover_readback(console_book(v), &a, h->id, &back, &record, e);

	arena_free(&a);
	if (rc == RC_OK)
		app_stale(v->app);
	return rc;
}

static enum rc
readback_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	(void)ctx;
	return record_readback(below, text, e);
}

static enum rc
readback_spoken(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	return choice == 1 ? record_readback(below, NULL, e) : RC_OK;
}

enum rc
handover_do_readback(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("read back without a mistake"), NULL};
	const struct handover_item *x = NULL;

	if (selected((struct handover_screen *)v, &x, e) != RC_OK)
		return e->code;
	if (x->typed)
		return prompt_open(
		    v->app,
		    &(struct prompt){.title = _("Read back, typed: still in response"),
				     .hint = x->what,
				     .max = 500,
				     .done = readback_typed,
				     .ctx = v},
		    e);
	return dialog_open(v->app,
			   &(struct dialog){.title = _("Read back"),
					    .text = x->what,
					    .choices = choices,
					    .done = readback_spoken,
					    .ctx = v},
			   e);
}
