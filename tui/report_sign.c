/* Signing from the screens: by the leader's PIN, by phone with a witness, afterwards. */
#include <stdio.h>

#include "core/text.h"
#include "storage/desk_story.h"
#include "storage/pin.h"
#include "storage/roster.h"
#include "tui/report_act.h"
#include "tui/report_ask.h"

/* ---- who is offered ---- */

static void
offer_person(struct console_report *q, struct arena *a, const struct thing *t, const char *duty)
{
	const struct person *p = t->body;

	report_ask_add(q, t->id,
		       arena_text_f(a, "%s  %s%s%s", p->name, p->post ? p->post : "",
				    duty ? "  " : "", duty ? duty : ""));
}

/* Leaders may sign; anybody but the leader may be a witness. */
static bool
fits(struct book *b, struct arena *a, const char *leader, const struct thing *t)
{
	struct thing *signer;
	struct err e;

	if (leader)
		return !str_equal(leader, t->id);
	return desk_may_sign(b, a, t->id, &signer, &e) == RC_OK;
}

/* Those on duty first: it is for them to sign and to hear. */
static enum rc
offer_all(struct view *v, struct arena *a, const char *leader, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct book *b = console_book(v);
	struct book_filter own = {.book = book_name(b)};
	struct things people = {0};
	struct stints stints = {0};
	struct roster roster;
	int64_t now = book_now(b);
	enum rc rc = roster_load(b, a, NULL, now, now + 60, &roster, e);

	report_ask_begin(q);
	if (rc != RC_OK)
		return rc;
	duty_at(&roster.duty, now, &stints);
	rc = book_list(b, a, &kind_person, &own, &people, e);
	for (size_t i = 0; rc == RC_OK && i < stints.n; i++)
		for (size_t k = 0; k < people.n; k++)
			if (str_equal(people.v[k]->id, stints.v[i].person) &&
			    fits(b, a, leader, people.v[k]))
				offer_person(
				    q, a, people.v[k],
				    arena_text_f(a, _("on duty: %s"),
						 duty_post_name(&roster.duty, stints.v[i].post)));
	for (size_t k = 0; rc == RC_OK && k < people.n; k++)
		if (fits(b, a, leader, people.v[k]))
			offer_person(q, a, people.v[k], NULL);
	vec_clear(&people);
	vec_clear(&stints);
	roster_clear(&roster);
	return rc;
}

/* leader: NULL for one who signs, else it is the witness that is asked for. */
static enum rc
ask_person(struct view *v, const char *leader, const struct dialog *d, const char *const *words,
	   struct err *e)
{
	struct arena a = {0};
	enum rc rc = offer_all(v, &a, leader, e);

	arena_free(&a);
	return rc == RC_OK ? report_ask(v, d, words, e) : rc;
}

/* ---- doing it ---- */

/* With somebody else as author; the clerk goes on writing afterwards. */
static enum rc
as_person(struct view *v, const char *person,
	  enum rc (*act)(struct view *v, void *ctx, struct err *e), void *ctx, struct err *e)
{
	struct book *b = console_book(v);
	struct err lost;
	char author[ID_TEXT];
	enum rc rc;

	snprintf(author, sizeof(author), "%s", book_author(b) ? book_author(b) : "");
	rc = person ? book_set_author(b, person, e) : RC_OK;
	if (rc == RC_OK)
		rc = act(v, ctx, e);
	if (book_set_author(b, *author ? author : NULL, &lost) != RC_OK && rc == RC_OK)
		rc = err_set(e, lost.code, "%s", lost.text);
	return rc;
}

static enum rc
sign_now(struct view *v, void *ctx, struct err *e)
{
	struct arena a = {0};
	struct desk_report out;
	enum rc rc = desk_sign(console_book(v), &a, ctx, &out, e);

	if (rc == RC_OK) {
		app_say(v->app, STYLE_GOOD, _("Signed: %s. It is not sent yet."), out.body->number);
		app_stale(v->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
pin_typed(struct view *below, void *ctx, const char *pin, struct err *e)
{
	struct console_report *q = ctx;
	struct desk_signing s = {.report = q->id, .pin = pin};

	return as_person(below, q->person, sign_now, &s, e);
}

static enum rc
countersign_now(struct view *v, void *ctx, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct arena a = {0};
	enum rc rc = desk_countersign(console_book(v), &a, q->id, ctx, e);

	if (rc == RC_OK) {
		app_say(v->app, STYLE_GOOD, "%s", _("Countersigned."));
		app_stale(v->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
later_pin_typed(struct view *below, void *ctx, const char *pin, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	enum rc rc = as_person(below, q->person, countersign_now, arena_text(&a, pin), e);

	arena_free(&a);
	return rc;
}

static enum rc
ask_pin(struct view *v, bool afterwards, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct arena a = {0};
	struct prompt p = {
	    .title = afterwards ? _("Countersign") : _("Sign the report"),
	    .hint = arena_text_f(&a, _("PIN of %s. Forgotten or locked: F7, by phone."),
				 book_author_name(console_of(v)->book, &a, q->person)),
	    .secret = true,
	    .max = PIN_MAX,
	    .done = afterwards ? later_pin_typed : pin_typed,
	    .ctx = q,
	};
	enum rc rc;

	if (afterwards)
		p.hint = arena_text_f(&a, _("PIN of %s"),
				      book_author_name(console_of(v)->book, &a, q->person));
	rc = prompt_open(v->app, &p, e);
	arena_free(&a);
	return rc;
}

static enum rc ask_witness(struct view *v, struct err *e);

/* The leader is known: the PIN, or who heard the words. */
static enum rc
go_on(struct view *v, struct console_report *q, struct err *e)
{
	struct arena a = {0};
	struct thing *leader;
	enum rc rc = desk_may_sign(console_book(v), &a, q->person, &leader, e);

	if (rc == RC_OK) {
		snprintf(q->person, sizeof(q->person), "%s", leader->id);
		rc = q->by_phone ? ask_witness(v, e) : ask_pin(v, false, e);
	}
	arena_free(&a);
	return rc;
}

static enum rc
leader_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	struct thing *leader;
	enum rc rc = book_person(console_book(below), &a, text, &leader, e);

	if (rc == RC_OK)
		snprintf(q->person, sizeof(q->person), "%s", leader->id);
	arena_free(&a);
	return rc == RC_OK ? go_on(below, q, e) : rc;
}

static enum rc
leader_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;

	if (choice == 0)
		return RC_OK;
	if ((size_t)choice > q->n)
		return prompt_open(below->app,
				   &(struct prompt){.title = _("Who signs"),
						    .hint = _("Name or number of the person."),
						    .max = 40,
						    .done = leader_typed,
						    .ctx = q},
				   e);
	snprintf(q->person, sizeof(q->person), "%s", q->ids[choice - 1]);
	return go_on(below, q, e);
}

static enum rc
sign_with_witness(struct view *v, const char *witness, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct desk_signing s = {
	    .report = q->id, .leader = q->person, .witness = witness, .at = q->at};

	return as_person(v, NULL, sign_now, &s, e);
}

static enum rc
witness_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct arena a = {0};
	struct thing *witness;
	enum rc rc = book_person(console_book(below), &a, text, &witness, e);

	(void)ctx;
	if (rc == RC_OK)
		rc = sign_with_witness(below, witness->id, e);
	arena_free(&a);
	return rc;
}

static enum rc
witness_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;

	if (choice == 0)
		return RC_OK;
	if ((size_t)choice <= q->n)
		return sign_with_witness(below, q->ids[choice - 1], e);
	if ((size_t)choice == q->n + 2)
		return report_ask_time(below, ask_witness, e);
	return prompt_open(below->app,
			   &(struct prompt){.title = _("Authorised by phone: the witness"),
					    .hint = _("Name or number of the person."),
					    .max = 40,
					    .done = witness_typed,
					    .ctx = q},
			   e);
}

static enum rc
ask_witness(struct view *v, struct err *e)
{
	static const char *const words[] = {N_("somebody else"), N_("it was earlier: say when"),
					    NULL};
	struct console_report *q = &console_of(v)->report;
	struct str text = STR_INIT;
	enum rc rc;

	str_add(&text, _("Who heard the leader's words read back and confirmed. The number is "
			 "given at once; the leader signs afterwards."));
	report_ask_at(q, &text);
	rc = ask_person(v, q->person,
			&(struct dialog){.title = _("Authorised by phone: the witness"),
					 .text = text.ptr,
					 .done = witness_chosen},
			words, e);
	str_clear(&text);
	return rc;
}

/* ---- before it ---- */

static enum rc
ask_leader(struct view *v, const char *warning, struct err *e)
{
	static const char *const words[] = {N_("somebody else"), NULL};
	struct console_report *q = &console_of(v)->report;
	struct str text = STR_INIT;
	enum rc rc;

	str_add(&text, q->by_phone
			   ? _("Who gave the authorisation by phone.")
			   : _("Who signs. It gets its number and its final text for good."));
	if (*warning)
		str_add_f(&text, "\n%s", warning);
	rc = ask_person(v, NULL,
			&(struct dialog){.title = q->by_phone ? _("Authorised by phone: the leader")
							      : _("Sign the report"),
					 .text = text.ptr,
					 .done = leader_chosen},
			words, e);
	str_clear(&text);
	return rc;
}

static enum rc
number_answered(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	return choice == 1 ? ask_leader(below, "", e) : RC_OK;
}

/* What is signed is published and stays for good, so a number of a person is asked about first. */
static enum rc
ask_about_number(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("sign it as it stands"), N_("change the text"),
					      NULL};

	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("A number of a person"),
			     .text = _("The text holds a mobile or identity number. Signed, it is "
				       "published with the book and can never be taken back."),
			     .choices = choices,
			     .done = number_answered},
	    e);
}

static enum rc
begin_signing(struct view *v, const struct desk_report *r, struct err *e)
{
	struct book *b = console_book(v);
	struct arena a = {0};
	struct hints hints = {0};
	const char *warning = "";
	enum rc rc = desk_lint(b, &a, r->id, &hints, e);

	if (rc == RC_OK && r->body->body && text_has_personal_number(r->body->body)) {
		rc = ask_about_number(v, e);
	} else if (rc == RC_OK) {
		if (hints.n)
			warning = arena_text_f(&a,
					       _("%zu elements are missing or doubtful: rather "
						 "incomplete than late."),
					       hints.n);
		rc = ask_leader(v, warning, e);
	}
	vec_clear(&hints);
	arena_free(&a);
	return rc;
}

static enum rc
begin(struct view *v, const char *id, bool by_phone, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct arena a = {0};
	struct desk_report r;
	enum rc rc = desk_find(console_book(v), &a, id, &r, e);

	if (rc != RC_OK)
		goto out;
	snprintf(q->id, sizeof(q->id), "%s", r.id);
	q->by_phone = by_phone;
	q->at = (struct moment){0};
	if (book_station(console_of(v)->book)->level == LEVEL_VILLAGE) {
		rc = err_set(e, RC_INVALID, "%s",
			     _("a village station reports by phone only: nothing is signed here"));
	} else if (!r.is_signed) {
		rc = begin_signing(v, &r, e);
	} else if (!by_phone && r.body->by_phone && !r.countersigned && !r.voided) {
		snprintf(q->person, sizeof(q->person), "%s", r.body->signer);
		rc = ask_pin(v, true, e);
	} else {
		rc = err_set(e, RC_INVALID, _("%s is signed already: %s"), r.id, r.body->number);
	}
out:
	arena_free(&a);
	return rc;
}

enum rc
report_sign(struct view *v, const char *id, struct err *e)
{
	return begin(v, id, false, e);
}

enum rc
report_sign_by_phone(struct view *v, const char *id, struct err *e)
{
	return begin(v, id, true, e);
}
