/* What a leader must say yes to, at whoever's console. */
#include "tui/leader_word.h"

#include <stdio.h>

#include "storage/pin.h"
#include "storage/roster.h"
#include "tui/console.h"

enum rc
leader_word_as(struct view *v, const char *person,
	       enum rc (*done)(struct view *below, void *ctx, struct err *e), void *ctx,
	       struct err *e)
{
	struct book *b = console_book(v);
	struct err lost;
	char author[ID_TEXT];
	enum rc rc;

	snprintf(author, sizeof(author), "%s", book_author(b) ? book_author(b) : "");
	rc = book_set_author(b, person, e);
	if (rc == RC_OK)
		rc = done(v, ctx, e);
	if (book_set_author(b, *author ? author : NULL, &lost) != RC_OK && rc == RC_OK)
		rc = err_set(e, lost.code, "%s", lost.text);
	return rc;
}

static enum rc
speak(struct view *below, void *ctx, struct err *e)
{
	struct leader_word *w = ctx;

	return leader_word_as(below, w->person, w->done, w->ctx, e);
}

static enum rc
ask_pin(struct view *v, struct leader_word *w, struct err *e)
{
	if (!pin_any(book_store(console_of(v)->book)))
		return speak(v, w, e);
	return console_ask_pin(
	    v,
	    &(struct console_pin){.person = w->person, .title = w->title, .done = speak, .ctx = w},
	    e);
}

static enum rc
chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct leader_word *w = ctx;

	if (choice == 0)
		return RC_OK;
	snprintf(w->person, sizeof(w->person), "%s", w->ids[choice - 1]);
	return ask_pin(below, w, e);
}

static void
offer(struct leader_word *w, size_t *n, const struct thing *t, const char *duty)
{
	const struct person *p = t->body;

	for (size_t i = 0; i < *n; i++)
		if (str_equal(w->ids[i], t->id))
			return;
	if (p->role < ROLE_LEADER || *n == DIALOG_CHOICES)
		return;
	snprintf(w->ids[*n], sizeof(w->ids[*n]), "%s", t->id);
	snprintf(w->texts[*n], sizeof(w->texts[*n]), "%s  %s  %s", p->name, p->post ? p->post : "",
		 duty ? duty : "");
	w->choices[*n] = w->texts[*n];
	++*n;
}

/* Who is on duty first. */
static enum rc
offer_leaders(struct view *v, struct leader_word *w, size_t *n, struct err *e)
{
	struct book *b = console_book(v);
	int64_t now = book_now(b);
	struct arena a = {0};
	struct stints stints = {0};
	struct roster r;
	enum rc rc = roster_load(b, &a, NULL, now, now + 60, &r, e);

	if (rc != RC_OK) {
		arena_free(&a);
		return rc;
	}
	duty_at(&r.duty, now, &stints);
	for (size_t i = 0; i < stints.n; i++)
		for (size_t k = 0; k < r.duty.people.n; k++)
			if (str_equal(r.duty.people.v[k]->id, stints.v[i].person))
				offer(w, n, r.duty.people.v[k],
				      duty_post_name(&r.duty, stints.v[i].post));
	for (size_t k = 0; k < r.duty.people.n; k++)
		offer(w, n, r.duty.people.v[k], NULL);
	w->choices[*n] = NULL;
	vec_clear(&stints);
	roster_clear(&r);
	arena_free(&a);
	return RC_OK;
}

static bool
is_leader(struct book *b, const char *person)
{
	struct arena a = {0};
	struct thing *t;
	struct err e;
	bool leads = person && book_thing_kind(b, &a, person, &kind_person, &t, &e) == RC_OK &&
		     ((const struct person *)t->body)->role >= ROLE_LEADER;

	arena_free(&a);
	return leads;
}

enum rc
leader_word_ask(struct view *v, struct leader_word *w, struct err *e)
{
	struct book *b = console_book(v);
	size_t n = 0;

	if (is_leader(b, book_author(b))) {
		snprintf(w->person, sizeof(w->person), "%s", book_author(b));
		return ask_pin(v, w, e);
	}
	if (offer_leaders(v, w, &n, e) != RC_OK)
		return e->code;
	if (n == 0)
		return err_set(e, RC_NOT_FOUND, "%s",
			       _("no leader is entered: give a person the role of a leader first"));
	return dialog_open(v->app,
			   &(struct dialog){.title = w->title,
					    .text = _("Which leader says so? It takes their PIN."),
					    .choices = w->choices,
					    .done = chosen,
					    .ctx = w},
			   e);
}
