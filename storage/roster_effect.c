/* What a change of the roster would do, before anybody says yes to it. */
#include "storage/roster_effect.h"

#include <string.h>

#include "core/vec.h"
#include "storage/roster_inside.h"

enum { AROUND = 4 * DAY_SECONDS };

struct span {
	int64_t from, until;
};

/* A change under consideration: the list of the roster it belongs to, the thing, its new body. */
struct trial {
	struct roster before, after;
	struct things changed; /* the list of `after` that differs */
	struct span span;
	const char *people[EFFECT_PEOPLE];
};

/* The list with the thing in another state, or with a new one, as if it had been written last. */
static struct things
with_body(struct arena *a, const struct things *list, const struct thing *t,
	  const struct kind *kind, void *body)
{
	struct things out = {0};
	struct thing *changed = ARENA_NEW(a, struct thing);
	struct record *last = ARENA_NEW(a, struct record);
	bool found = false;

	if (t) {
		*changed = *t;
		*last = *t->last;
	} else {
		last->id = changed->id = "zz9-1"; /* after all others of the same time */
		last->kind = changed->kind = kind;
		changed->first = last;
	}
	last->ts = INT64_MAX;
	changed->body = body;
	changed->last = last;
	for (size_t i = 0; i < list->n; i++) {
		bool same = t && str_equal(list->v[i]->id, t->id);

		vec_push(&out, same ? changed : list->v[i]);
		found |= same;
	}
	if (!found)
		vec_push(&out, changed);
	return out;
}

static int
month_of(int day)
{
	return day / 100 * 100 + 1;
}

static struct span
months(struct span s)
{
	int last = month_of(day_add(month_of(day_of(s.until - 1)), 31));

	return (struct span){day_secs(month_of(day_of(s.from))), day_secs(last)};
}

/* Loads what the checks of the span and the load of its months need. */
static enum rc
begin(struct book *b, struct arena *a, struct span span, struct trial *t, struct err *e)
{
	struct span load = months(span);

	*t = (struct trial){.span = {span.from - AROUND, span.until + AROUND}};
	if (t->span.from < load.from)
		load.from = t->span.from;
	if (t->span.until > load.until)
		load.until = t->span.until;
	return roster_load_around(b, a, load.from, load.until, &t->before, e);
}

/* Compares; t->after holds the change. */
static enum rc
compare(struct book *b, struct arena *a, struct trial *t, struct duty_effect *out, struct err *e)
{
	struct span load = months((struct span){t->span.from + AROUND, t->span.until - AROUND});
	struct duty_limits limits;
	struct duty_effect_ask ask = {.before = &t->before.duty,
				      .after = &t->after.duty,
				      .limits = &limits,
				      .from = t->span.from,
				      .until = t->span.until,
				      .load_from = load.from,
				      .load_until = load.until};

	memcpy(ask.people, t->people, sizeof(ask.people));
	if (roster_limits(b, a, &limits, e) != RC_OK)
		return e->code;
	duty_effect(a, &ask, out);
	return RC_OK;
}

static void
end(struct trial *t)
{
	vec_clear(&t->changed);
	roster_clear(&t->before);
}

/* `after` shares everything with `before` but the list at that place. */
static void
change(struct arena *a, struct trial *t, struct things *list_of_after, const struct thing *thing,
       const struct kind *kind, void *body)
{
	t->changed = with_body(a, list_of_after, thing, kind, body);
	*list_of_after = t->changed;
}

static void
copy_roster(struct trial *t)
{
	t->after = t->before;
	t->after.duty.calendar = &t->before.calendar;
}

enum rc
swap_effect(struct book *b, struct arena *a, const struct thing *swap, struct duty_effect *out,
	    struct err *e)
{
	const struct swap *s = swap->body;
	struct swap *approved = ARENA_NEW(a, struct swap);
	struct span span = {s->start.secs, s->end.secs};
	struct trial t;
	enum rc rc;

	if (s->back_start.kind == MOMENT_EXACT) {
		span.from = s->back_start.secs < span.from ? s->back_start.secs : span.from;
		span.until = s->back_end.secs > span.until ? s->back_end.secs : span.until;
	}
	rc = begin(b, a, span, &t, e);
	if (rc != RC_OK)
		return rc;
	rc = roster_still_held(&t.before, s, e);
	*approved = *s;
	approved->state = SWAP_APPROVED;
	t.people[0] = s->person;
	t.people[1] = s->with;
	copy_roster(&t);
	change(a, &t, &t.after.duty.swaps, swap, &kind_swap, approved);
	if (rc == RC_OK)
		rc = compare(b, a, &t, out, e);
	end(&t);
	return rc;
}

enum rc
takeover_effect(struct book *b, struct arena *a, const struct takeover_request *q,
		struct assignment *took, struct duty_effect *out, struct err *e)
{
	int64_t from = q->from.kind == MOMENT_EXACT ? q->from.secs : book_now(b);
	struct assignment *as = ARENA_NEW(a, struct assignment);
	struct trial t;
	enum rc rc = begin(b, a, (struct span){from, from + DAY_SECONDS}, &t, e);

	if (rc != RC_OK)
		return rc;
	rc = roster_fill_takeover(b, a, &t.before, q, as, e);
	if (rc == RC_OK) {
		*took = *as;
		as->reason = NULL; /* which would count as a leader's word */
		t.people[0] = as->instead ? as->instead : as->person;
		t.people[1] = as->instead ? as->person : NULL;
		copy_roster(&t);
		change(a, &t, &t.after.duty.assignments, NULL, &kind_assignment, as);
		rc = compare(b, a, &t, out, e);
	}
	end(&t);
	return rc;
}

enum rc
leave_effect(struct book *b, struct arena *a, const struct thing *leave, struct duty_effect *out,
	     struct err *e)
{
	const struct leave *l = leave->body;
	struct leave *approved = ARENA_NEW(a, struct leave);
	struct trial t;
	enum rc rc = begin(b, a, (struct span){l->start.secs, l->end.secs}, &t, e);

	if (rc != RC_OK)
		return rc;
	*approved = *l;
	approved->state = LEAVE_APPROVED;
	approved->answer = NULL;
	t.people[0] = l->person;
	copy_roster(&t);
	change(a, &t, &t.after.duty.leaves, leave, &kind_leave, approved);
	rc = compare(b, a, &t, out, e);
	end(&t);
	return rc;
}

enum rc
mode_effect(struct book *b, struct arena *a, const struct mode *m, struct duty_effect *out,
	    struct err *e)
{
	int64_t most = m->start.secs + EFFECT_DAYS * (int64_t)DAY_SECONDS;
	int64_t until = m->end.kind == MOMENT_EXACT && m->end.secs < most ? m->end.secs : most;
	struct mode *declared = ARENA_NEW(a, struct mode);
	struct trial t;
	enum rc rc = begin(b, a, (struct span){m->start.secs, until}, &t, e);

	if (rc != RC_OK)
		return rc;
	*declared = *m;
	copy_roster(&t);
	change(a, &t, &t.after.duty.modes, NULL, &kind_mode, declared);
	rc = compare(b, a, &t, out, e);
	end(&t);
	return rc;
}

enum rc
cover_effect(struct book *b, struct arena *a, const struct cover *c, struct duty_effect *out,
	     struct err *e)
{
	struct cover *agreed = ARENA_NEW(a, struct cover);
	struct trial t;
	enum rc rc = begin(b, a, (struct span){c->start.secs, c->end.secs}, &t, e);

	if (rc != RC_OK)
		return rc;
	*agreed = *c;
	copy_roster(&t);
	change(a, &t, &t.after.duty.covers, NULL, &kind_cover, agreed);
	rc = compare(b, a, &t, out, e);
	end(&t);
	return rc;
}

enum rc
roster_forbids(const struct duty_effect *x, bool gaps, struct err *e)
{
	struct str why = STR_INIT;
	enum rc rc = RC_OK;

	if (duty_effect_why(x, gaps, &why))
		rc = err_set(e, RC_INVALID,
			     _("this would break a rule: %s; a leader may allow it "
			       "with --override WHY"),
			     why.ptr);
	str_clear(&why);
	return rc;
}
