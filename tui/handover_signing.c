/* The signatures of a handover, and the verdict on it. */
#include <stdio.h>
#include <string.h>

#include "tui/dialog.h"
#include "tui/handover_inside.h"

const char *
handover_name(struct handover_screen *h, const char *person)
{
	return person ? book_author_name(console_of(&h->base)->book, &h->arena, person) : "?";
}

static void
add_signer(struct handover_screen *h, size_t *n, int side, const char *person, bool by_phone)
{
	struct signer *s;

	if (!person || *n == SIGN_CHOICES)
		return;
	for (size_t i = 0; i < *n; i++)
		if (h->signers[i].side == side && h->signers[i].by_phone == by_phone &&
		    str_equal(h->signers[i].person, person))
			return;
	s = &h->signers[*n];
	s->side = side;
	s->by_phone = by_phone;
	snprintf(s->person, sizeof(s->person), "%s", person);
	snprintf(s->text, sizeof(s->text), "%s  %s%s", _(choice_label(handover_sides, side)),
		 handover_name(h, person), by_phone ? _("  by phone") : "");
	h->choices[(*n)++] = s->text;
}

static enum rc
sign_with(struct view *below, struct handover_screen *h, const char *pin, struct err *e)
{
	struct book *b = console_book(below);
	struct handover_signing s = {.handover = h->id,
				     .side = h->signer.side,
				     .pin = pin,
				     .leader = h->signer.by_phone ? h->signer.person : NULL};
	struct handover_signed out;
	struct arena a = {0};
	struct err lost;
	char author[ID_TEXT];
	enum rc rc = RC_OK;

	snprintf(author, sizeof(author), "%s", book_author(b) ? book_author(b) : "");
	if (!h->signer.by_phone)
		rc = book_set_author(b, h->signer.person, e);
	if (rc == RC_OK)
		rc = handover_sign(b, &a, &s, &out, e);
	/* The clerk goes on writing. */
	if (book_set_author(b, *author ? author : NULL, &lost) != RC_OK && rc == RC_OK)
		rc = err_set(e, lost.code, "%s", lost.text);
	if (rc == RC_OK) {
		if (out.sealed)
			app_say(below->app, STYLE_GOOD, _("The duty has passed. Sealed: %s  %s"),
				out.number, out.code);
		else
			app_say(below->app, STYLE_GOOD, _("Signed: %s"), out.record);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
pin_typed(struct view *below, void *ctx, const char *pin, struct err *e)
{
	return sign_with(below, ctx, pin, e);
}

static enum rc
signer_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct handover_screen *h = ctx;

	if (choice == 0)
		return RC_OK;
	h->signer = h->signers[choice - 1];
	if (h->signer.by_phone)
		return sign_with(below, h, NULL, e);
	return prompt_open(below->app,
			   &(struct prompt){.title = h->signer.text,
					    .hint = _("The PIN signs; all above was gone through."),
					    .secret = true,
					    .max = 32,
					    .done = pin_typed,
					    .ctx = h},
			   e);
}

enum rc
handover_do_sign(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	const struct handover_state *s = &h->view.state;
	const char *clerk = book_author(console_of(v)->book);
	size_t n = 0;

	if (!s->out)
		add_signer(h, &n, SIDE_OUT, s->body->outgoing, false);
	if (!s->in)
		add_signer(h, &n, SIDE_IN, s->body->incoming, false);
	add_signer(h, &n, SIDE_LEADER,
		   s->body->in_leader ? s->body->in_leader : s->body->out_leader, false);
	if (clerk)
		add_signer(h, &n, SIDE_LEADER,
			   s->body->in_leader ? s->body->in_leader : s->body->out_leader, true);
	/* Somebody else stood in: the one who writes signs. */
	if (!s->out)
		add_signer(h, &n, SIDE_OUT, clerk, false);
	if (!s->in)
		add_signer(h, &n, SIDE_IN, clerk, false);
	if (n == 0)
		return err_set(e, RC_INVALID, "%s", _("say first who writes: 0"));
	h->choices[n] = NULL;
	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("Sign"),
			     .text = _("With the second signature of the two the duty passes and "
				       "the entries up to here are sealed."),
			     .choices = h->choices,
			     .done = signer_chosen,
			     .ctx = h},
	    e);
}

/* ---- review ---- */

enum rc
handover_do_review(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;

	if (!h->view.state.seal)
		return err_set(e, RC_INVALID, "%s", _("it is not sealed yet"));
	return verdict_ask(v, &h->box, h->id, REVIEW_NONE, e);
}

enum rc
handover_do_reply(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;

	if (!handover_verdict(&h->view.state))
		return err_set(e, RC_INVALID, "%s", _("there is no verdict to answer yet"));
	return verdict_reply(v, &h->box, h->id, e);
}
