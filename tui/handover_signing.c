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

static const char *
way_words(enum sign_way way)
{
	static const char *const words[] = {[WAY_PIN] = "",
					    [WAY_PHONE] = N_("  by phone"),
					    [WAY_PICK] = N_("  is here"),
					    [WAY_PAPER] = N_("  on paper, PIN forgotten"),
					    [WAY_OTHERS] = ""};

	return *words[way] ? _(words[way]) : "";
}

static void
add_signer(struct handover_screen *h, size_t *n, struct signer s)
{
	if (!*s.person || *n == SIGN_CHOICES)
		return;
	for (size_t i = 0; i < *n; i++)
		if (h->signers[i].side == s.side && h->signers[i].way == s.way &&
		    str_equal(h->signers[i].person, s.person))
			return;
	snprintf(s.text, sizeof(s.text), "%s  %s%s", _(choice_label(handover_sides, s.side)),
		 handover_name(h, s.person), way_words(s.way));
	h->signers[*n] = s;
	h->choices[*n] = h->signers[*n].text;
	(*n)++;
}

static struct signer
signer(int side, enum sign_way way, const char *person)
{
	struct signer s = {.side = side, .way = way};

	snprintf(s.person, sizeof(s.person), "%s", person ? person : "");
	return s;
}

static void
say_signed(struct view *below, const struct handover_signed *out)
{
	if (out->sealed)
		app_say(below->app, STYLE_GOOD, _("The duty has passed. Sealed: %s  %s"),
			out->number, out->code);
	else
		app_say(below->app, STYLE_GOOD, _("Signed: %s"), out->record);
	app_stale(below->app);
}

static enum rc
sign_with(struct view *below, struct handover_screen *h, const char *pin, struct err *e)
{
	struct book *b = console_book(below);
	const struct signer *w = &h->signer;
	struct handover_signing s = {.handover = h->id,
				     .side = w->side,
				     .pin = pin,
				     .leader = w->way == WAY_PHONE ? w->person : NULL,
				     .on_paper = w->way == WAY_PAPER,
				     .person = w->way == WAY_PAPER || w->way == WAY_PICK ? w->person
											 : NULL};
	struct handover_signed out;
	struct arena a = {0};
	struct err lost;
	char author[ID_TEXT];
	enum rc rc = RC_OK;

	snprintf(author, sizeof(author), "%s", book_author(b) ? book_author(b) : "");
	if (w->way == WAY_PIN)
		rc = book_set_author(b, w->person, e);
	if (rc == RC_OK)
		rc = handover_sign(b, &a, &s, &out, e);
	/* The clerk goes on writing. */
	if (book_set_author(b, *author ? author : NULL, &lost) != RC_OK && rc == RC_OK)
		rc = err_set(e, lost.code, "%s", lost.text);
	if (rc == RC_OK)
		say_signed(below, &out);
	arena_free(&a);
	return rc;
}

static enum rc
pin_typed(struct view *below, void *ctx, const char *pin, struct err *e)
{
	return sign_with(below, ctx, pin, e);
}

static enum rc ask_others(struct view *v, struct handover_screen *h, struct err *e);

static enum rc
signer_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct handover_screen *h = ctx;

	if (choice == 0)
		return RC_OK;
	if (h->signers[choice - 1].way == WAY_OTHERS)
		return ask_others(below, h, e);
	h->signer = h->signers[choice - 1];
	if (h->signer.way == WAY_PHONE || h->signer.way == WAY_PICK)
		return sign_with(below, h, NULL, e);
	return prompt_open(below->app,
			   &(struct prompt){.title = h->signer.text,
					    .hint = h->signer.way == WAY_PAPER
							? _("Your own PIN: you saw the signature.")
							: _("The PIN signs. Forgotten: Esc, F8, "
							    "the other ways."),
					    .secret = true,
					    .max = 32,
					    .done = pin_typed,
					    .ctx = h},
			   e);
}

static enum rc
ask(struct view *v, struct handover_screen *h, size_t n, const char *title, struct err *e)
{
	struct str text = STR_INIT;
	enum rc rc;

	h->choices[n] = NULL;
	if (!h->view.state.seal)
		str_add(&text, _("With the second signature of the two the duty passes and the "
				 "entries up to here are sealed."));
	else
		str_add(&text, _("The duty has passed; who has not confirmed yet may do so."));
	if (!h->view.state.seal && h->view.unread)
		str_add_f(&text, _("\n▲ %zu items are not confirmed: the record will list them."),
			  h->view.unread);
	rc = dialog_open(v->app,
			 &(struct dialog){.title = title,
					  .text = text.ptr,
					  .choices = h->choices,
					  .done = signer_chosen,
					  .ctx = h},
			 e);
	str_clear(&text);
	return rc;
}

/* Somebody signs in another's place, or on paper: told in the review. */
static enum rc
ask_others(struct view *v, struct handover_screen *h, struct err *e)
{
	const struct handover_state *s = &h->view.state;
	const struct handover *b = s->body;
	const char *clerk = book_author(console_of(v)->book);
	size_t n = 0;

	if (!s->out)
		add_signer(h, &n, signer(SIDE_OUT, WAY_PIN, b->out_deputy));
	if (!s->in)
		add_signer(h, &n, signer(SIDE_IN, WAY_PIN, b->in_deputy));
	if (!s->out && !str_equal(clerk, b->incoming))
		add_signer(h, &n, signer(SIDE_OUT, WAY_PIN, clerk));
	if (!s->in && !str_equal(clerk, b->outgoing))
		add_signer(h, &n, signer(SIDE_IN, WAY_PIN, clerk));
	if (!s->out && clerk && !str_equal(clerk, b->outgoing))
		add_signer(h, &n, signer(SIDE_OUT, WAY_PAPER, b->outgoing));
	if (!s->in && clerk && !str_equal(clerk, b->incoming))
		add_signer(h, &n, signer(SIDE_IN, WAY_PAPER, b->incoming));
	add_signer(h, &n, signer(SIDE_LEADER, WAY_PIN, b->out_leader));
	if (clerk)
		add_signer(h, &n, signer(SIDE_LEADER, WAY_PHONE, b->out_leader));
	if (n == 0)
		return err_set(e, RC_INVALID, "%s", _("say first who writes: 0"));
	return ask(v, h, n, _("Other ways to sign"), e);
}

enum rc
handover_do_sign(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	const struct handover_state *s = &h->view.state;
	const struct handover *b = s->body;
	const char *leader = b->in_leader ? b->in_leader : b->out_leader;
	size_t n = 0;

	if (!s->out)
		add_signer(h, &n, signer(SIDE_OUT, WAY_PIN, b->outgoing));
	if (!s->in)
		add_signer(h, &n, signer(SIDE_IN, WAY_PIN, b->incoming));
	add_signer(h, &n, signer(SIDE_LEADER, WAY_PIN, leader));
	if (book_author(console_of(v)->book))
		add_signer(h, &n, signer(SIDE_LEADER, WAY_PHONE, leader));
	if (!s->out_deputy)
		add_signer(h, &n, signer(SIDE_OUT_DEPUTY, WAY_PICK, b->out_deputy));
	if (!s->in_deputy)
		add_signer(h, &n, signer(SIDE_IN_DEPUTY, WAY_PICK, b->in_deputy));
	h->signers[n] = (struct signer){.way = WAY_OTHERS};
	h->choices[n++] = _("another in their place; on paper, PIN forgotten");
	return ask(v, h, n, _("Sign"), e);
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
