/* Changes who stands: swaps, takeovers, leave. */
#include "storage/roster_change.h"

#include <string.h>

#include "core/vec.h"

enum { AROUND = 7 * DAY_SECONDS };

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

static uint64_t
bit(const struct kind *k, const char *field)
{
	return UINT64_C(1) << kind_field_index(k, field);
}

static enum rc
finish(struct book *b, enum rc rc, struct err *e)
{
	if (rc == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return rc;
}

static void
mark_given(struct record *r)
{
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (!field_empty(&r->kind->fields[i], r->body))
			record_has(r, r->kind->fields[i].name);
}

static enum rc
load_around(struct book *b, struct arena *a, int64_t from, int64_t until, struct roster *out,
	    struct err *e)
{
	return roster_load(b, a, NULL, from - AROUND, until + AROUND, out, e);
}

/* A bare day means the duty that begins on it. */
static bool
meant(const struct stint *s, int64_t at)
{
	if (at == day_secs(day_of(at)))
		return day_of(s->from) == day_of(at);
	return s->from <= at && at < s->until;
}

/* The stint of a person (on a post, or any) at a moment. */
static enum rc
find_duty(const struct roster *r, const char *person, const char *post, int64_t at,
	  struct stint *out, struct err *e)
{
	struct stints all = {0};
	const struct stint *found = NULL;
	char when[MOMENT_TEXT];

	duty_resolve(&r->duty, at, at + DAY_SECONDS, &all);
	for (size_t i = 0; i < all.n && !found; i++)
		if (meant(&all.v[i], at) && str_equal(all.v[i].person, person) &&
		    (!post || str_equal(all.v[i].post, post)))
			found = &all.v[i];
	moment_screen(moment_at(at), when);
	if (found)
		*out = *found;
	else
		err_set(e, RC_INVALID, _("%s has no duty %s%sat %s"),
			duty_person_name(&r->duty, person),
			post ? duty_post_name(&r->duty, post) : "", post ? " " : "", when);
	vec_clear(&all);
	return found ? RC_OK : RC_INVALID;
}

/* ---- does it break a rule ---- */

struct span {
	int64_t from, until;
};

static enum rc
refuse_broken(struct book *b, struct arena *a, const struct roster *before,
	      const struct roster *after, struct span span, struct err *e)
{
	struct violations old = {0}, new = {0};
	const struct violation *v;
	enum rc rc = roster_check(b, a, before, span.from, span.until, &old, e);

	if (rc == RC_OK)
		rc = roster_check(b, a, after, span.from, span.until, &new, e);
	if (rc == RC_OK && (v = duty_newly_broken(&old, &new, true)))
		rc = err_set(e, RC_INVALID,
			     _("this would break a rule: %s; a leader may allow it "
			       "with --override WHY"),
			     v->why);
	vec_clear(&old);
	vec_clear(&new);
	return rc;
}

/* The list with one thing in another state, as if it had been written last. */
static struct things
with_body(struct arena *a, const struct things *list, const struct thing *t, void *body)
{
	struct things out = {0};
	struct thing *changed = ARENA_NEW(a, struct thing);
	struct record *last = ARENA_NEW(a, struct record);

	*changed = *t;
	*last = *t->last;
	last->ts = INT64_MAX;
	changed->body = body;
	changed->last = last;
	for (size_t i = 0; i < list->n; i++)
		vec_push(&out, str_equal(list->v[i]->id, t->id) ? changed : list->v[i]);
	return out;
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
id_of(enum rc (*find)(const struct roster *, const char *, const struct thing **, struct err *),
      const struct roster *r, const char *text, const char **out, struct err *e)
{
	const struct thing *t;

	*out = NULL;
	if (!text)
		return RC_OK;
	if (find(r, text, &t, e) != RC_OK)
		return e->code;
	*out = t->id;
	return RC_OK;
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
	if (id_of(roster_person, r, q->person ? q->person : book_author(b), &person, e) != RC_OK ||
	    id_of(roster_person, r, q->with, &with, e) != RC_OK ||
	    id_of(roster_post, r, q->post, &post, e) != RC_OK ||
	    id_of(roster_post, r, q->back_post, &back_post, e) != RC_OK ||
	    find_duty(r, person, post, q->at, &give, e) != RC_OK ||
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
	if (find_duty(r, with, back_post, q->back_at, &back, e) != RC_OK ||
	    must_be_ahead(b, r, &back, e) != RC_OK)
		return e->code;
	out->back_post = arena_text(a, back.post);
	out->back_start = moment_at(back.from);
	out->back_end = moment_at(back.until);
	return RC_OK;
}

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
	rc = load_around(b, a, from, until, &roster, e);
	if (rc == RC_OK)
		rc = fill_swap(b, a, &roster, q, r->body, e);
	if (rc == RC_OK) {
		mark_given(r);
		rc = book_add(b, a, r, NULL, e);
	}
	if (rc == RC_OK)
		*id = r->id;
	roster_clear(&roster);
	return finish(b, rc, e);
}

/* Inside a write: the swap with that id and in one of two states. */
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
	if (s->start.secs <= book_now(b))
		return err_set(e, RC_INVALID, _("the duty of the swap %s has begun"), id);
	return RC_OK;
}

static enum rc
set_swap(struct book *b, struct arena *a, const struct thing *t, int state, const char *answer,
	 struct err *e)
{
	struct swap wanted = *(const struct swap *)t->body;
	uint64_t mask = bit(&kind_swap, "state");

	wanted.state = state;
	if (answer) {
		wanted.answer = arena_text(a, answer);
		mask |= bit(&kind_swap, "answer");
	}
	return book_edit(b, a, t, &wanted, mask, e);
}

/* Nobody consents for another: the device itself writes down what was said, a leader may. */
static enum rc
may_consent(struct book *b, struct arena *a, const struct swap *s, struct err *e)
{
	const char *author = book_author(b);
	struct thing *t;

	if (!author || str_equal(author, s->with))
		return RC_OK;
	if (book_thing_kind(b, a, author, &kind_person, &t, e) != RC_OK)
		return e->code;
	if (((const struct person *)t->body)->role >= ROLE_LEADER)
		return RC_OK;
	return err_set(e, RC_INVALID, _("only %s can consent to this swap"),
		       book_author_name(b, a, s->with));
}

enum rc
swap_accept(struct book *b, struct arena *a, const char *id, struct err *e)
{
	struct thing *t;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = take_swap(b, a, id, 1 << SWAP_ASKED, &t, e);
	if (rc == RC_OK)
		rc = may_consent(b, a, t->body, e);
	if (rc == RC_OK)
		rc = set_swap(b, a, t, SWAP_ACCEPTED, NULL, e);
	return finish(b, rc, e);
}

/* Both must still hold what they exchange. */
static enum rc
still_held(const struct roster *r, const struct swap *s, struct err *e)
{
	struct stint held;

	if (find_duty(r, s->person, s->post, s->start.secs, &held, e) != RC_OK)
		return e->code;
	if (s->back_start.kind != MOMENT_EXACT)
		return RC_OK;
	return find_duty(r, s->with, s->back_post, s->back_start.secs, &held, e);
}

static enum rc
check_swap(struct book *b, struct arena *a, const struct thing *t, const char *override,
	   struct err *e)
{
	const struct swap *s = t->body;
	struct swap *approved = ARENA_NEW(a, struct swap);
	struct span span = {s->start.secs, s->end.secs};
	struct roster before, after;
	enum rc rc;

	if (s->back_start.kind == MOMENT_EXACT) {
		span.from = s->back_start.secs < span.from ? s->back_start.secs : span.from;
		span.until = s->back_end.secs > span.until ? s->back_end.secs : span.until;
	}
	span.from -= AROUND / 2;
	span.until += AROUND / 2;
	rc = load_around(b, a, span.from, span.until, &before, e);
	if (rc != RC_OK)
		return rc;
	rc = still_held(&before, s, e);
	*approved = *s;
	approved->state = SWAP_APPROVED;
	after = before;
	after.duty.swaps = with_body(a, &before.duty.swaps, t, approved);
	after.duty.calendar = &after.calendar;
	if (rc == RC_OK && !override)
		rc = refuse_broken(b, a, &before, &after, span, e);
	vec_clear(&after.duty.swaps);
	roster_clear(&before);
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
		rc = check_swap(b, a, t, override, e);
	if (rc == RC_OK)
		rc = set_swap(b, a, t, SWAP_APPROVED, override, e);
	return finish(b, rc, e);
}

enum rc
swap_refuse(struct book *b, struct arena *a, const char *id, const char *reason, struct err *e)
{
	struct thing *t;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = take_swap(b, a, id, 1 << SWAP_ASKED | 1 << SWAP_ACCEPTED, &t, e);
	if (rc == RC_OK)
		rc = set_swap(b, a, t, SWAP_REFUSED, reason, e);
	return finish(b, rc, e);
}

/* A takeover that has begun ends now; one ahead is cancelled. */
static enum rc
undo_takeover(struct book *b, struct arena *a, const struct thing *t, struct err *e)
{
	struct assignment wanted = *(const struct assignment *)t->body;
	int64_t now = minute_floor(book_now(b));
	bool begun = wanted.start.secs < now;

	if (wanted.cancelled || wanted.end.secs <= now)
		return err_set(e, RC_INVALID, _("the takeover %s is over"), t->id);
	if (begun)
		wanted.end = moment_at(now);
	else
		wanted.cancelled = true;
	return book_edit(b, a, t, &wanted, bit(&kind_assignment, begun ? "end" : "cancelled"), e);
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
		return finish(b, undo_takeover(b, a, t, e), e);
	if (rc == RC_OK)
		rc = take_swap(b, a, id, 1 << SWAP_ASKED | 1 << SWAP_ACCEPTED | 1 << SWAP_APPROVED,
			       &t, e);
	if (rc == RC_OK)
		rc = set_swap(b, a, t, SWAP_UNDONE, reason, e);
	return finish(b, rc, e);
}

/* ---- takeover ---- */

/* Whose duty on the post is taken over, and until when. */
static enum rc
find_instead(const struct roster *r, const char *post, const char *instead, int64_t at,
	     struct stint *out, struct err *e)
{
	struct stints all = {0};
	size_t n = 0;

	duty_at(&r->duty, at, &all);
	for (size_t i = 0; i < all.n; i++)
		if (str_equal(all.v[i].post, post) &&
		    (!instead || str_equal(all.v[i].person, instead))) {
			*out = all.v[i];
			n++;
		}
	vec_clear(&all);
	if (n > 1)
		return err_set(e, RC_INVALID, _("%zu stand %s: say whom with --for PERSON"), n,
			       duty_post_name(&r->duty, post));
	if (n == 0 && instead)
		return err_set(e, RC_INVALID, _("%s does not stand %s then"),
			       duty_person_name(&r->duty, instead), duty_post_name(&r->duty, post));
	if (n == 0)
		*out = (struct stint){.post = post};
	return RC_OK;
}

static enum rc
fill_takeover(struct book *b, struct arena *a, const struct roster *r,
	      const struct takeover_request *t, struct assignment *out, struct err *e)
{
	const char *person, *post, *instead;
	struct stint s = {0};
	int64_t from = t->from.kind == MOMENT_EXACT ? t->from.secs : minute_floor(book_now(b));

	if (id_of(roster_person, r, t->person, &person, e) != RC_OK ||
	    id_of(roster_post, r, t->post, &post, e) != RC_OK ||
	    id_of(roster_person, r, t->instead, &instead, e) != RC_OK ||
	    find_instead(r, post, instead, from, &s, e) != RC_OK)
		return e->code;
	if (str_equal(s.person, person))
		return err_set(e, RC_INVALID, _("%s stands %s already"),
			       duty_person_name(&r->duty, person), duty_post_name(&r->duty, post));
	if (!s.person && t->until.kind != MOMENT_EXACT)
		return err_set(e, RC_INVALID,
			       _("nobody stands %s then: say until when with --until T"),
			       duty_post_name(&r->duty, post));
	*out = (struct assignment){.person = arena_text(a, person),
				   .post = arena_text(a, post),
				   .start = moment_at(from),
				   .end = t->until.kind == MOMENT_EXACT ? t->until
									: moment_at(s.until),
				   .source = ASSIGN_TAKEOVER,
				   .instead = arena_text(a, s.person),
				   .reason = arena_text(a, t->reason)};
	return RC_OK;
}

enum rc
takeover(struct book *b, struct arena *a, const struct takeover_request *t, const char **id,
	 struct err *e)
{
	struct record *r = record_new(a, &kind_assignment);
	int64_t from = t->from.kind == MOMENT_EXACT ? t->from.secs : book_now(b);
	struct roster roster = {0};
	enum rc rc;

	if (!t->reason || !*t->reason)
		return err_set(e, RC_MISSING, _("a takeover needs a reason"));
	if (from < book_now(b) - DAY_SECONDS / 2)
		return err_set(e, RC_INVALID, _("a takeover lies at most twelve hours back"));
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = load_around(b, a, from, from, &roster, e);
	if (rc == RC_OK)
		rc = fill_takeover(b, a, &roster, t, r->body, e);
	if (rc == RC_OK) {
		mark_given(r);
		rc = book_add(b, a, r, NULL, e);
	}
	if (rc == RC_OK)
		*id = r->id;
	roster_clear(&roster);
	return finish(b, rc, e);
}
