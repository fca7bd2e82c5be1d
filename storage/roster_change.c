/* Swaps of duties: asked for, consented to, approved, refused, undone. */
#include "storage/roster_change.h"

#include "core/vec.h"
#include "storage/roster_effect.h"
#include "storage/roster_inside.h"

enum rc
roster_limits(struct book *b, struct arena *a, struct duty_limits *out, struct err *e)
{
	static const char file[] = "roster/limits.conf";
	char *text;
	size_t len;
	struct err missing;

	duty_limits_default(out);
	if (book_data(b, a, file, &text, &len, &missing) != RC_OK)
		return RC_OK;
	return duty_limits_read(a, file, text, len, out, e);
}

enum rc
roster_check(struct book *b, struct arena *a, const struct roster *r, int64_t from, int64_t until,
	     struct violations *out, struct err *e)
{
	struct duty_limits limits;

	if (roster_limits(b, a, &limits, e) != RC_OK)
		return e->code;
	duty_check(a, &r->duty, &limits, from, until, out);
	return RC_OK;
}

/* ---- swaps ---- */

static enum rc
must_be_ahead(const struct book *b, const struct roster *r, const struct stint *s, struct err *e)
{
	char when[MOMENT_TEXT];

	if (s->from > book_now(b))
		return RC_OK;
	moment_screen(moment_at(s->from), when);
	return err_set(e, RC_INVALID,
		       _("the duty of %s on %s from %s has begun: it is taken over, not swapped"),
		       duty_person_name(&r->duty, s->person), duty_post_name(&r->duty, s->post),
		       when);
}

static enum rc
fill_swap(struct book *b, struct arena *a, const struct roster *r, const struct swap_request *q,
	  struct swap *out, struct err *e)
{
	const char *person, *with, *post, *back_post;
	struct stint give, back;

	if (!q->person && !book_author(b))
		return err_set(e, RC_INVALID,
			       _("say who asks: set ZHIBAN_AS to the person, or give --person"));
	if (roster_person_id(r, q->person ? q->person : book_author(b), &person, e) != RC_OK ||
	    roster_person_id(r, q->with, &with, e) != RC_OK ||
	    roster_post_id(r, q->post, &post, e) != RC_OK ||
	    roster_post_id(r, q->back_post, &back_post, e) != RC_OK ||
	    roster_find_duty(r, person, post, q->at, &give, e) != RC_OK ||
	    must_be_ahead(b, r, &give, e) != RC_OK)
		return e->code;
	*out = (struct swap){.person = arena_text(a, person),
			     .post = arena_text(a, give.post),
			     .start = moment_at(give.from),
			     .end = moment_at(give.until),
			     .with = arena_text(a, with),
			     .reason = arena_text(a, q->reason),
			     .state = SWAP_ASKED};
	if (!q->back_at)
		return RC_OK;
	if (roster_find_duty(r, with, back_post, q->back_at, &back, e) != RC_OK ||
	    must_be_ahead(b, r, &back, e) != RC_OK)
		return e->code;
	out->back_post = arena_text(a, back.post);
	out->back_start = moment_at(back.from);
	out->back_end = moment_at(back.until);
	return RC_OK;
}

/* ---- what hangs on what ---- */

/* A duty that a swap takes from somebody: of whom, which post, when. */
struct piece {
	const char *person, *post;
	int64_t from, until;
};

enum { PIECES = 2 };

/* What its two people give; or, with `got`, what they get. Returns how many. */
static size_t
pieces_of(const struct swap *s, bool got, struct piece out[PIECES])
{
	out[0] = (struct piece){got ? s->with : s->person, s->post, s->start.secs, s->end.secs};
	if (s->back_start.kind != MOMENT_EXACT)
		return 1;
	out[1] = (struct piece){got ? s->person : s->with, s->back_post, s->back_start.secs,
				s->back_end.secs};
	return 2;
}

static bool
meet(const struct piece *x, const struct piece *y)
{
	return x->from < y->until && y->from < x->until && str_equal(x->person, y->person) &&
	       str_equal(x->post, y->post);
}

static bool
any_meet(const struct swap *x, bool x_got, const struct swap *y)
{
	struct piece p[PIECES], q[PIECES];
	size_t np = pieces_of(x, x_got, p), nq = pieces_of(y, false, q);

	for (size_t i = 0; i < np; i++)
		for (size_t k = 0; k < nq; k++)
			if (meet(&p[i], &q[k]))
				return true;
	return false;
}

/* One duty is promised to one person at a time. */
static enum rc
not_asked_already(const struct roster *r, const struct swap *s, struct err *e)
{
	for (size_t i = 0; i < r->duty.swaps.n; i++) {
		const struct thing *t = r->duty.swaps.v[i];
		const struct swap *x = t->body;

		if (!thing_open(t) || !any_meet(x, false, s))
			continue;
		return err_set(e, RC_INVALID,
			       _("this duty is in the swap %s already (%s with %s): undo that one "
				 "first"),
			       t->id, duty_person_name(&r->duty, x->person),
			       duty_person_name(&r->duty, x->with));
	}
	return RC_OK;
}

/* The newest approved swap that gave somebody a duty, and who gave it; NULL: it was planned so. */
static const struct thing *
given_by(const struct roster *r, const struct piece *held, const struct thing *before,
	 const char **giver)
{
	const struct thing *best = NULL;

	for (size_t i = 0; i < r->duty.swaps.n; i++) {
		const struct thing *t = r->duty.swaps.v[i];
		struct piece got[PIECES], gave[PIECES];
		size_t n = pieces_of(t->body, true, got);

		pieces_of(t->body, false, gave);
		if (((const struct swap *)t->body)->state != SWAP_APPROVED ||
		    (before && record_compare(t->last, before->last) >= 0) ||
		    (best && record_compare(t->last, best->last) < 0))
			continue;
		for (size_t k = 0; k < n; k++)
			if (meet(&got[k], held)) {
				best = t;
				*giver = gave[k].person;
			}
	}
	return best;
}

/* Nobody is given back, by another swap, what they gave away: that one is undone. */
static enum rc
not_in_a_circle(const struct roster *r, const struct swap *s, struct err *e)
{
	struct piece gave[PIECES], got[PIECES];
	size_t n = pieces_of(s, false, gave);

	pieces_of(s, true, got);
	for (size_t i = 0; i < n; i++) {
		const struct thing *by = NULL;

		while ((by = given_by(r, &gave[i], by, &gave[i].person)))
			if (str_equal(gave[i].person, got[i].person))
				return err_set(e, RC_INVALID,
					       _("%s gave this duty away by the swap %s: undo that "
						 "one instead of swapping in a circle"),
					       duty_person_name(&r->duty, got[i].person), by->id);
	}
	return RC_OK;
}

/* What has been handed on since cannot be taken back from under it. */
static enum rc
not_built_upon(const struct roster *r, const struct thing *t, struct err *e)
{
	struct piece got[PIECES];
	size_t n = pieces_of(t->body, true, got);

	for (size_t i = 0; i < r->duty.swaps.n; i++) {
		const struct thing *x = r->duty.swaps.v[i];

		if (((const struct swap *)x->body)->state == SWAP_APPROVED &&
		    record_compare(x->last, t->last) > 0 && any_meet(t->body, true, x->body))
			return err_set(
			    e, RC_INVALID,
			    _("the duty was handed on by the swap %s: undo that one first"), x->id);
	}
	for (size_t i = 0; i < r->duty.assignments.n; i++) {
		const struct assignment *as = r->duty.assignments.v[i]->body;
		struct piece p = {as->instead, as->post, as->start.secs, as->end.secs};

		if (as->source != ASSIGN_TAKEOVER || as->cancelled || !as->instead)
			continue;
		for (size_t k = 0; k < n; k++)
			if (meet(&got[k], &p))
				return err_set(
				    e, RC_INVALID,
				    _("the duty was taken over by %s: end that one first"),
				    r->duty.assignments.v[i]->id);
	}
	return RC_OK;
}

/* ---- asking ---- */

enum rc
swap_ask(struct book *b, struct arena *a, const struct swap_request *q, const char **id,
	 struct err *e)
{
	struct record *r = record_new(a, &kind_swap);
	int64_t from = q->at, until = q->at;
	struct roster roster = {0};
	enum rc rc;

	if (q->back_at) {
		from = q->back_at < from ? q->back_at : from;
		until = q->back_at > until ? q->back_at : until;
	}
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = roster_load_around(b, a, from, until, &roster, e);
	if (rc == RC_OK)
		rc = fill_swap(b, a, &roster, q, r->body, e);
	if (rc == RC_OK)
		rc = kind_check(r->kind, r->body, e);
	if (rc == RC_OK)
		rc = not_asked_already(&roster, r->body, e);
	if (rc == RC_OK)
		rc = not_in_a_circle(&roster, r->body, e);
	if (rc == RC_OK) {
		roster_mark_given(r);
		rc = book_add(b, a, r, NULL, e);
	}
	if (rc == RC_OK)
		*id = r->id;
	roster_clear(&roster);
	return roster_finish(b, rc, e);
}

/* Inside a write: the swap with that id and in one of the states. One that was not approved in time
 * can still be closed. */
static enum rc
take_swap(struct book *b, struct arena *a, const char *id, unsigned states, struct thing **out,
	  struct err *e)
{
	const struct swap *s;

	if (book_thing_kind(b, a, id, &kind_swap, out, e) != RC_OK)
		return e->code;
	s = (*out)->body;
	if (!(states >> s->state & 1))
		return err_set(e, RC_INVALID, _("the swap %s is %s"), id,
			       _(choice_label(swap_states, s->state)));
	return RC_OK;
}

static enum rc
not_begun(const struct book *b, const struct thing *t, struct err *e)
{
	const struct swap *s = t->body;
	bool back_begun = s->back_start.kind == MOMENT_EXACT && s->back_start.secs <= book_now(b);

	if (s->start.secs > book_now(b) && !back_begun)
		return RC_OK;
	return err_set(e, RC_INVALID, _("the duty of the swap %s has begun"), t->id);
}

static enum rc
set_swap(struct book *b, struct arena *a, const struct thing *t, int state, const char *answer,
	 struct err *e)
{
	struct swap wanted = *(const struct swap *)t->body;
	uint64_t mask = roster_bit(&kind_swap, "state");

	wanted.state = state;
	if (answer) {
		wanted.answer = arena_text(a, answer);
		mask |= roster_bit(&kind_swap, "answer");
	}
	return book_edit(b, a, t, &wanted, mask, e);
}

/* ---- consent ---- */

/* Nobody consents for another but a leader, who says on what ground; the device itself writes down
 * what was said. */
static enum rc
may_consent(struct book *b, struct arena *a, const struct swap *s, const char *word, struct err *e)
{
	const char *author = book_author(b), *name = book_author_name(b, a, s->with);
	struct thing *t;

	if (!author || str_equal(author, s->with))
		return RC_OK;
	if (book_thing_kind(b, a, author, &kind_person, &t, e) != RC_OK)
		return e->code;
	if (((const struct person *)t->body)->role < ROLE_LEADER)
		return err_set(e, RC_INVALID,
			       _("only %s can consent to this swap, or a leader for them"), name);
	if (!word || !*word)
		return err_set(e, RC_MISSING,
			       _("%s is not here: say on what ground you consent for them, with "
				 "--word WHY"),
			       name);
	return book_need_leader(b, e);
}

enum rc
swap_accept(struct book *b, struct arena *a, const char *id, const char *word, struct err *e)
{
	struct thing *t = NULL;
	struct swap wanted;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = take_swap(b, a, id, 1 << SWAP_ASKED, &t, e);
	if (rc == RC_OK)
		rc = not_begun(b, t, e);
	if (rc == RC_OK)
		rc = may_consent(b, a, t->body, word, e);
	if (rc == RC_OK) {
		wanted = *(const struct swap *)t->body;
		wanted.state = SWAP_ACCEPTED;
		wanted.consent = arena_text(a, word && *word ? word : NULL);
		rc = book_edit(b, a, t, &wanted,
			       roster_bit(&kind_swap, "state") | roster_bit(&kind_swap, "consent"),
			       e);
	}
	return roster_finish(b, rc, e);
}

/* ---- approval ---- */

static enum rc
check_swap(struct book *b, struct arena *a, const struct thing *t, const char *override,
	   struct err *e)
{
	struct duty_effect effect = {0};
	enum rc rc = swap_effect(b, a, t, &effect, e);

	if (rc == RC_OK && !override)
		rc = roster_forbids(&effect, true, e);
	duty_effect_clear(&effect);
	return rc;
}

enum rc
swap_approve(struct book *b, struct arena *a, const char *id, const char *override, struct err *e)
{
	struct thing *t;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = take_swap(b, a, id, 1 << SWAP_ASKED | 1 << SWAP_ACCEPTED, &t, e);
	if (rc == RC_OK && ((const struct swap *)t->body)->state == SWAP_ASKED)
		rc = err_set(e, RC_INVALID, _("%s has not consented yet: swap accept %s"),
			     book_author_name(b, a, ((const struct swap *)t->body)->with), id);
	if (rc == RC_OK)
		rc = not_begun(b, t, e);
	if (rc == RC_OK)
		rc = check_swap(b, a, t, override, e);
	if (rc == RC_OK)
		rc = set_swap(b, a, t, SWAP_APPROVED, override, e);
	return roster_finish(b, rc, e);
}

enum rc
swap_refuse(struct book *b, struct arena *a, const char *id, const char *reason, struct err *e)
{
	struct thing *t;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = take_swap(b, a, id, 1 << SWAP_ASKED | 1 << SWAP_ACCEPTED, &t, e);
	if (rc == RC_OK && !swap_answers_for_self(t->body, book_author(b)))
		rc = book_need_leader(b, e);
	if (rc == RC_OK)
		rc = set_swap(b, a, t, SWAP_REFUSED, reason, e);
	return roster_finish(b, rc, e);
}

static enum rc
undo(struct book *b, struct arena *a, const struct thing *t, const char *reason, struct err *e)
{
	const struct swap *s = t->body;
	int64_t from = s->start.secs, until = s->end.secs;
	struct roster r;
	enum rc rc = RC_OK;

	if (s->back_start.kind == MOMENT_EXACT) {
		from = s->back_start.secs < from ? s->back_start.secs : from;
		until = s->back_end.secs > until ? s->back_end.secs : until;
	}
	if (s->state == SWAP_APPROVED) {
		if (not_begun(b, t, e) != RC_OK ||
		    roster_load_around(b, a, from, until, &r, e) != RC_OK)
			return e->code;
		rc = not_built_upon(&r, t, e);
		roster_clear(&r);
	}
	return rc == RC_OK ? set_swap(b, a, t, SWAP_UNDONE, reason, e) : rc;
}

enum rc
swap_undo(struct book *b, struct arena *a, const char *id, const char *reason, struct err *e)
{
	struct thing *t;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = book_thing(b, a, id, &t, e);
	if (rc == RC_OK && t->kind == &kind_assignment &&
	    ((const struct assignment *)t->body)->source == ASSIGN_TAKEOVER)
		return roster_finish(b, takeover_end(b, a, t, e), e);
	if (rc == RC_OK)
		rc = take_swap(b, a, id, 1 << SWAP_ASKED | 1 << SWAP_ACCEPTED | 1 << SWAP_APPROVED,
			       &t, e);
	if (rc == RC_OK)
		rc = undo(b, a, t, reason, e);
	return roster_finish(b, rc, e);
}
