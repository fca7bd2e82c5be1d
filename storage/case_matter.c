/* What is done about instructions and matters: passed on, answered, closed. */
#include "storage/case_matter.h"

static bool
answered_by(const struct records *recs, const char *to)
{
	for (size_t i = 0; i < recs->n; i++) {
		const struct record *r = recs->v[i];
		const struct relay *relay = r->body;

		if (r->kind == &kind_relay && relay->answered && str_equal(relay->to, to))
			return true;
	}
	return false;
}

/* extra: a relay that is just being added, or NULL. */
static enum rc
waiting(struct book *b, struct arena *a, const struct thing *matter, const struct record *extra,
	char ***out, struct err *e)
{
	const struct matter *m = matter->body;
	struct records recs = {0};
	size_t all = 0, n = 0;
	char **left;
	enum rc rc = book_of(b, a, matter->id, &recs, e);

	while (m->to && m->to[all])
		all++;
	left = arena_alloc(a, (all + 1) * sizeof(*left));
	if (extra)
		vec_push(&recs, (struct record *)extra);
	for (size_t i = 0; rc == RC_OK && i < all; i++)
		if (!answered_by(&recs, m->to[i]))
			left[n++] = m->to[i];
	vec_clear(&recs);
	if (rc == RC_OK)
		*out = left;
	return rc;
}

enum rc
matter_waiting(struct book *b, struct arena *a, const struct thing *matter, char ***out,
	       struct err *e)
{
	return waiting(b, a, matter, NULL, out, e);
}

static uint64_t
bit(const struct kind *k, const char *field)
{
	return UINT64_C(1) << kind_field_index(k, field);
}

/* Inside a write: both kinds have the same two members under other offsets. */
static enum rc
close_thing(struct book *b, struct arena *a, const struct thing *t, struct moment at, struct err *e)
{
	struct moment when = at.kind == MOMENT_EXACT ? at : moment_at(book_now(b));
	uint64_t mask = bit(t->kind, "closed") | bit(t->kind, "closed_at");
	struct matter m = {.closed = true, .closed_at = when};
	struct order o = {.closed = true, .closed_at = when};

	if (!thing_open(t))
		return err_set(e, RC_INVALID, _("%s is closed already"), t->id);
	return book_edit(b, a, t, t->kind == &kind_order ? (void *)&o : (void *)&m, mask, e);
}

static enum rc
add_relay(struct book *b, struct arena *a, struct record *relay, bool *closed, struct err *e)
{
	struct thing *t;
	char **left = NULL;
	enum rc rc = book_thing(b, a, relay->of, &t, e);

	if (rc != RC_OK)
		return rc;
	if (t->kind != &kind_matter && t->kind != &kind_order)
		return err_set(e, RC_INVALID, _("%s is neither an instruction nor a matter"),
			       t->id);
	rc = book_add(b, a, relay, NULL, e);
	if (rc != RC_OK || t->kind != &kind_matter || !thing_open(t) ||
	    !((struct matter *)t->body)->to)
		return rc;
	rc = waiting(b, a, t, relay, &left, e);
	if (rc == RC_OK && !left[0]) {
		*closed = true;
		rc = close_thing(b, a, t, relay->at, e);
	}
	return rc;
}

enum rc
matter_relay(struct book *b, struct arena *a, struct record *relay, bool *closed, struct err *e)
{
	*closed = false;
	if (book_begin(b, e) != RC_OK)
		return e->code;
	if (add_relay(b, a, relay, closed, e) != RC_OK) {
		book_abort(b);
		return e->code;
	}
	return book_commit(b, e);
}

enum rc
order_feedback(struct book *b, struct arena *a, struct record *feedback, struct err *e)
{
	struct thing *t;

	if (book_thing_kind(b, a, feedback->of, &kind_order, &t, e) != RC_OK)
		return e->code;
	return book_add_one(b, a, feedback, NULL, e);
}

enum rc
matter_close(struct book *b, struct arena *a, const char *id, const struct kind *k,
	     struct moment at, struct err *e)
{
	struct thing *t;
	enum rc rc = book_begin(b, e);

	if (rc != RC_OK)
		return rc;
	rc = book_thing_kind(b, a, id, k, &t, e);
	if (rc == RC_OK)
		rc = close_thing(b, a, t, at, e);
	if (rc != RC_OK) {
		book_abort(b);
		return rc;
	}
	return book_commit(b, e);
}
