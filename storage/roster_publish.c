/* Publishes the draft of the roster: reviewed, written whole, numbered. */
#include "storage/roster_publish.h"

#include <string.h>

#include "core/vec.h"
#include "storage/roster_change.h"

enum { AROUND = 7 * DAY_SECONDS, CHECKED = 4 * DAY_SECONDS };

/* ---- review ---- */

static void
span_of(const struct plan_cells *cells, int from, int until, struct roster_review *out)
{
	int first = from, last = until;

	if (cells->n) {
		int a = cells->v[0].day, z = cells->v[cells->n - 1].day;

		first = !first || a < first ? a : first;
		last = z > last ? z : last;
	}
	out->from = first ? day_secs(first) - CHECKED : 0;
	out->until = last ? day_secs(day_add(last, 1)) + CHECKED : 0;
}

static bool
differs_begun(const struct cell_duties *x, const struct cell_duties *y, int64_t now)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->v[i].from <= now && !cell_has(y, &x->v[i]))
			return true;
	return false;
}

static void
review_cells(struct roster_review *r, struct arena *a, int64_t now)
{
	struct stints planned = {0}, stands = {0}, becomes = {0};

	duty_planned(&r->roster.duty, r->from, r->until, &planned);
	duty_resolve(&r->roster.duty, r->from, r->until, &stands);
	duty_resolve(&r->after, r->from, r->until, &becomes);
	r->each = arena_alloc(a, (r->cells.n + 1) * sizeof(*r->each));
	for (size_t i = 0; i < r->cells.n; i++) {
		const struct plan_cell *c = &r->cells.v[i];
		struct cell_duties plan = cell_take(a, &planned, c->post, c->day);
		struct review_cell *rc = &r->each[i];

		rc->cell = c;
		rc->stands = cell_take(a, &stands, c->post, c->day);
		rc->becomes = cell_take(a, &becomes, c->post, c->day);
		rc->stale = !cell_equal(&rc->stands, &c->was);
		rc->begun =
		    differs_begun(&plan, &c->now, now) || differs_begun(&c->now, &plan, now);
		r->stale += rc->stale;
		r->begun += rc->begun;
	}
	vec_clear(&planned);
	vec_clear(&stands);
	vec_clear(&becomes);
}

static void
remember_rows(struct roster_review *r)
{
	for (size_t i = 0; i < r->cells.n; i++) {
		str_add_f(&r->seen, "%d %s ", r->cells.v[i].day, r->cells.v[i].post);
		plan_cell_write(&r->cells.v[i], &r->seen);
		str_add_char(&r->seen, '\n');
	}
}

enum rc
roster_review(struct book *b, struct arena *a, int from, int until, struct roster_review *out,
	      struct err *e)
{
	*out = (struct roster_review){.seen = STR_INIT};
	if (roster_draft_load(b, a, &out->cells, e) != RC_OK ||
	    roster_limits(b, a, &out->limits, e) != RC_OK)
		return e->code;
	span_of(&out->cells, from, until, out);
	if (roster_load(b, a, NULL, out->from - AROUND, out->until + AROUND, &out->roster, e) !=
	    RC_OK)
		return e->code;
	plan_compare(&out->roster.duty, &out->cells, &out->changes);
	plan_apply(a, &out->roster.duty, &out->changes, book_device(b), &out->after);
	out->after.calendar = out->roster.duty.calendar = &out->roster.calendar;
	duty_check(a, &out->roster.duty, &out->limits, out->from, out->until, &out->old);
	duty_check(a, &out->after, &out->limits, out->from, out->until, &out->new);
	duty_check_news(a, &out->after, &out->old, &out->new, &out->fresh);
	duty_check_news(a, &out->after, &out->new, &out->old, &out->gone);
	review_cells(out, a, book_now(b));
	remember_rows(out);
	return RC_OK;
}

void
roster_review_clear(struct roster_review *r)
{
	roster_clear(&r->roster);
	vec_clear(&r->cells);
	vec_clear(&r->changes);
	vec_clear(&r->old);
	vec_clear(&r->new);
	vec_clear(&r->fresh);
	vec_clear(&r->gone);
	str_clear(&r->seen);
}

/* ---- writing the plan ---- */

static uint64_t
bit(const char *field)
{
	return UINT64_C(1) << kind_field_index(&kind_assignment, field);
}

/* Whether a broken rule is broken by this change: the person stands then, or just before; the post
 * loses somebody then, be it to another post. */
static bool
is_to_blame(const struct plan_change *c, const struct roster_review *r, const struct violation *v)
{
	bool comes = c->act == PLAN_NEW || c->act == PLAN_PERSON;

	if (!v->hard)
		return false;
	if (v->person)
		return comes && str_equal(c->person, v->person) && c->from < v->until &&
		       c->until > v->at - r->limits.rest;
	if (c->act == PLAN_END)
		return str_equal(c->post, v->post) && c->until == v->at;
	return comes != str_equal(c->post, v->post) && c->from < v->until && c->until > v->at;
}

static bool
breaks(const struct plan_change *c, const struct roster_review *r)
{
	for (size_t i = 0; i < r->fresh.n; i++)
		if (is_to_blame(c, r, &r->fresh.v[i]))
			return true;
	return false;
}

static enum rc
add_duty(struct book *b, struct arena *a, const struct plan_change *c, const char *reason,
	 struct err *e)
{
	static const char *const given[] = {"person", "post", "start", "end", "source"};
	struct record *r = record_new(a, &kind_assignment);
	struct assignment *as = r->body;

	*as = (struct assignment){.person = arena_text(a, c->person),
				  .post = arena_text(a, c->post),
				  .start = moment_at(c->from),
				  .end = moment_at(c->until),
				  .source = ASSIGN_PLAN,
				  .reason = arena_text(a, reason)};
	for (size_t i = 0; i < ARRAY_LEN(given); i++)
		record_has(r, given[i]);
	if (reason)
		record_has(r, "reason");
	return book_add(b, a, r, NULL, e);
}

static enum rc
edit_duty(struct book *b, struct arena *a, const struct plan_change *c, const char *reason,
	  struct err *e)
{
	struct assignment wanted = *(const struct assignment *)c->thing->body;
	const char *field = c->act == PLAN_PERSON ? "person"
			    : c->act == PLAN_END  ? "end"
						  : "cancelled";
	uint64_t mask = bit(field);

	wanted.cancelled = c->act == PLAN_CANCEL;
	wanted.end = moment_at(c->until);
	if (c->act == PLAN_PERSON)
		wanted.person = arena_text(a, c->person);
	if (reason || wanted.reason) { /* what allowed the old one does not allow the new one */
		wanted.reason = arena_text(a, reason);
		mask |= bit("reason");
	}
	return book_edit(b, a, c->thing, &wanted, mask, e);
}

enum rc
roster_write_changes(struct book *b, struct arena *a, const struct plan_changes *changes,
		     const struct roster_review *review, const char *override,
		     struct roster_published *out, struct err *e)
{
	for (size_t i = 0; i < changes->n; i++) {
		const struct plan_change *c = &changes->v[i];
		const char *reason = override && breaks(c, review) ? override : NULL;

		if ((c->act == PLAN_NEW ? add_duty : edit_duty)(b, a, c, reason, e) != RC_OK)
			return e->code;
		*(c->act == PLAN_NEW      ? &out->made
		  : c->act == PLAN_CANCEL ? &out->cancelled
					  : &out->changed) += 1;
	}
	return RC_OK;
}

/* ---- publishing ---- */

static void
add_cell(const struct roster_review *r, const struct plan_cell *c, struct str *out)
{
	str_add_f(out, "%s%d-%02d %s", out->len ? "、" : "", c->day / 100 % 100, c->day % 100,
		  duty_post_name(&r->roster.duty, c->post));
}

static enum rc
refuse_cells(const struct roster_review *r, bool stale, struct err *e)
{
	struct str which = STR_INIT;

	for (size_t i = 0; i < r->cells.n && which.len < 300; i++)
		if (stale ? r->each[i].stale : r->each[i].begun)
			add_cell(r, r->each[i].cell, &which);
	if (stale)
		err_set(e, RC_CONFLICT,
			_("%zu cells of the draft rest on duties that were changed meanwhile "
			  "(%s): look at them, then keep or drop them"),
			r->stale, which.ptr);
	else
		err_set(e, RC_INVALID,
			_("%zu cells of the draft have begun meanwhile (%s): drop them; what has "
			  "begun is taken over"),
			r->begun, which.ptr);
	str_clear(&which);
	return e->code;
}

static enum rc
refuse_broken(const struct roster_review *r, struct err *e)
{
	const struct violation *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < r->fresh.n; i++)
		if (r->fresh.v[i].hard && !r->fresh.v[i].override) {
			if (!first || (!first->person && r->fresh.v[i].person))
				first = &r->fresh.v[i]; /* a person says more than the gap */
			n++;
		}
	if (!first)
		return RC_OK;
	return err_set(e, RC_INVALID,
		       _("this would break %zu rules, first: %s; a leader may allow it with "
			 "--override WHY"),
		       n, first->why);
}

static enum rc
may_publish(const struct roster_review *r, const struct roster_publishing *what, struct err *e)
{
	if (what->seen && !str_equal(what->seen, r->seen.ptr))
		return err_set(e, RC_CONFLICT,
			       _("the draft was edited at another terminal meanwhile: look at it "
				 "again"));
	if (r->cells.n == 0)
		return err_set(e, RC_INVALID,
			       _("there is nothing to publish: the draft of the roster is empty"));
	if (r->stale)
		return refuse_cells(r, true, e);
	if (r->begun)
		return refuse_cells(r, false, e);
	return what->override ? RC_OK : refuse_broken(r, e);
}

static enum rc
write_all(struct book *b, struct arena *a, const struct roster_review *r,
	  const struct roster_publishing *what, struct roster_published *out, struct err *e)
{
	struct roster_editions editions = {.before = &r->roster.duty,
					   .after = &r->after,
					   .cells = &r->cells,
					   .reason = what->reason,
					   .override = what->override};

	if (roster_write_changes(b, a, &r->changes, r, what->override, out, e) != RC_OK ||
	    roster_write_editions(b, a, &editions, out, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < r->cells.n; i++)
		if (roster_draft_remove(b, &r->cells.v[i], e) != RC_OK)
			return e->code;
	return RC_OK;
}

enum rc
roster_publish(struct book *b, struct arena *a, const struct roster_publishing *what,
	       struct roster_published *out, struct err *e)
{
	struct roster_review r = {.seen = STR_INIT};
	struct roster_published done = {0};
	enum rc rc = book_begin(b, e);

	if (rc != RC_OK)
		return rc;
	rc = roster_review(b, a, 0, 0, &r, e);
	if (rc == RC_OK)
		rc = may_publish(&r, what, e);
	if (rc == RC_OK)
		rc = write_all(b, a, &r, what, &done, e);
	roster_review_clear(&r);
	if (rc == RC_OK)
		rc = book_commit(b, e);
	else
		book_abort(b);
	if (rc == RC_OK)
		*out = done;
	return rc;
}
