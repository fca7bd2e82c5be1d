/* Going through the items of a handover: told and read back one by one, or by exceptions. */
#include <stdio.h>

#include "tui/dialog.h"
#include "tui/handover_inside.h"

static enum rc
selected(struct handover_screen *h, const struct handover_item **out, struct err *e)
{
	if (!list_has_selection(&h->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	if (h->view.state.seal)
		return err_set(e, RC_INVALID, "%s",
			       _("it is sealed: what is new goes into the log"));
	*out = &h->view.items.v[h->list.selected];
	if (handover_is_hint(*out))
		return err_set(e, RC_INVALID, "%s", _("this is a hint, nothing to confirm"));
	snprintf(h->item, sizeof(h->item), "%s", (*out)->id);
	return RC_OK;
}

static bool
is_done(const struct handover_item *x)
{
	return handover_is_hint(x) || (x->ticked && (x->read_back || !x->grave));
}

/* To the next one that is still to be done, around the end. */
static void
go_on(struct view *v)
{
	struct handover_screen *h = (struct handover_screen *)v;
	const struct handover_items *items = &h->view.items;
	size_t here = h->list.selected;

	for (size_t i = 1; i < items->n; i++) {
		size_t next = (here + i) % items->n;

		if (is_done(&items->v[next]))
			continue;
		list_select(&h->list, next);
		return;
	}
	app_say(v->app, STYLE_GOOD, "%s", _("All has been gone through. F8 signs."));
}

/* mark is about the item that was asked about. */
static enum rc
record(struct view *v, struct handover_mark mark, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	struct arena a = {0};
	const char *id;
	enum rc rc;

	mark.item = h->item;
	rc = handover_mark(console_book(v), &a, h->id, &mark, &id, e);
	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	app_stale(v->app);
	go_on(v);
	return RC_OK;
}

/* ---- told and read back ---- */

static enum rc
typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	(void)ctx;
	if (!*text)
		return err_set(e, RC_MISSING, "%s",
			       _("it is still in response: what was read back is typed"));
	return record(below, (struct handover_mark){.tick = true, .read_back = true, .text = text},
		      e);
}

static enum rc
spoken(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	if (choice == 0)
		return RC_OK;
	return record(below, (struct handover_mark){.tick = true, .read_back = choice == 1}, e);
}

static enum rc
ask_readback(struct view *v, const struct handover_item *x, struct err *e)
{
	static const char *const choices[] = {N_("read back without a mistake"),
					      N_("told, not read back"), NULL};
	struct str text = STR_INIT;
	enum rc rc;

	if (x->typed)
		return prompt_open(
		    v->app,
		    &(struct prompt){.title = _("Read back, typed: still in response"),
				     .hint = x->what,
				     .max = 500,
				     .done = typed,
				     .ctx = v},
		    e);
	str_add(&text, x->what);
	if (*x->state)
		str_add_f(&text, "\n%s", x->state);
	if (*x->next)
		str_add_f(&text, "\n%s", x->next);
	rc = dialog_open(v->app,
			 &(struct dialog){.title = _("Read back"),
					  .text = text.ptr,
					  .choices = choices,
					  .done = spoken,
					  .ctx = v},
			 e);
	str_clear(&text);
	return rc;
}

/* One key for every item: what is grave asks for its read-back, the others are confirmed. */
enum rc
handover_do_tick(struct view *v, struct err *e)
{
	const struct handover_item *x = NULL;

	if (selected((struct handover_screen *)v, &x, e) != RC_OK)
		return e->code;
	if (x->grave && !x->read_back)
		return ask_readback(v, x, e);
	return record(v, (struct handover_mark){.tick = true, .state = TICK_FINE}, e);
}

enum rc
handover_do_readback(struct view *v, struct err *e)
{
	const struct handover_item *x = NULL;

	if (selected((struct handover_screen *)v, &x, e) != RC_OK)
		return e->code;
	return ask_readback(v, x, e);
}

static enum rc
fault_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	(void)ctx;
	return record(
	    below,
	    (struct handover_mark){.tick = true, .state = TICK_FAULT, .note = *text ? text : NULL},
	    e);
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

/* ---- by exceptions ---- */

static enum rc
rest_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct handover_screen *h = ctx;
	struct arena a = {0};
	size_t n;
	enum rc rc;

	if (choice == 0)
		return RC_OK;
	rc =
	    handover_mark_rest(console_book(below), &a, h->id, choice == 2 || h->plain == 0, &n, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("%zu confirmed together."), n);
		app_stale(below->app);
		list_select(&h->list, 0);
	}
	arena_free(&a);
	return rc;
}

static void
count_rest(struct handover_screen *h)
{
	h->plain = h->spoken = 0;
	for (size_t i = 0; i < h->view.items.n; i++) {
		enum handover_together t =
		    handover_together(&h->view.items.v[i], console_now(&h->base));

		h->plain += t == TOGETHER_PLAIN;
		h->spoken += t == TOGETHER_SPOKEN;
	}
}

enum rc
handover_do_rest(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	const char *choices[3] = {NULL};
	size_t n = 0;

	if (h->view.state.seal)
		return err_set(e, RC_INVALID, "%s",
			       _("it is sealed: what is new goes into the log"));
	count_rest(h);
	if (h->plain + h->spoken == 0)
		return err_set(e, RC_NOT_FOUND, "%s",
			       _("nothing is left that may be confirmed together"));
	snprintf(h->rest[0], sizeof(h->rest[0]),
		 _("%zu unchanged since the last handover and in order"), h->plain);
	snprintf(h->rest[1], sizeof(h->rest[1]),
		 _("these %zu, and %zu unchanged instructions read back aloud without a mistake"),
		 h->plain, h->spoken);
	if (h->plain)
		choices[n++] = h->rest[0];
	if (h->spoken)
		choices[n++] = h->rest[1];
	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("Confirm together"),
			     .text = _("What is new, changed, overdue or not in order stays to be "
				       "told one by one; open incidents always."),
			     .choices = choices,
			     .done = rest_chosen,
			     .ctx = h},
	    e);
}
