/* Who else could stand a duty. */
#include "core/duty_fit.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

enum { AROUND = 4 * DAY_SECONDS, USED_TO = 35 * DAY_SECONDS };

struct fitting {
	struct arena *arena;
	const struct duty_fit_ask *ask;
	struct violations before;
	struct stints planned; /* around */
	int64_t from, until;
};

static struct thing *
new_thing(struct arena *a, const struct kind *k, void *body)
{
	struct thing *t = ARENA_NEW(a, struct thing);
	struct record *r = ARENA_NEW(a, struct record);

	r->id = t->id = "zz9-1"; /* after all others of the same time */
	r->kind = t->kind = k;
	r->ts = INT64_MAX;
	t->first = t->last = r;
	t->body = body;
	return t;
}

static void *
swap_to(struct arena *a, const struct stint *s, const char *person)
{
	struct swap *w = ARENA_NEW(a, struct swap);

	*w = (struct swap){.person = arena_text(a, s->person),
			   .post = arena_text(a, s->post),
			   .start = moment_at(s->from),
			   .end = moment_at(s->until),
			   .with = arena_text(a, person),
			   .state = SWAP_APPROVED};
	return w;
}

static void *
planned_for(struct arena *a, const struct stint *s, const char *person)
{
	struct assignment *as = ARENA_NEW(a, struct assignment);

	*as = (struct assignment){.person = arena_text(a, person),
				  .post = arena_text(a, s->post),
				  .start = moment_at(s->from),
				  .end = moment_at(s->until),
				  .source = ASSIGN_PLAN};
	return as;
}

static void *
takeover_by(struct arena *a, const struct stint *s, const char *person)
{
	struct assignment *as = ARENA_NEW(a, struct assignment);

	*as = (struct assignment){.person = arena_text(a, person),
				  .post = arena_text(a, s->post),
				  .start = moment_at(s->from),
				  .end = moment_at(s->until),
				  .source = ASSIGN_TAKEOVER,
				  .instead = arena_text(a, s->person),
				  .besides = s->person == NULL};
	return as;
}

static void
count_broken(const struct violations *broken, struct duty_fit *out)
{
	for (int hard = 1; hard >= 0; hard--)
		for (size_t i = 0; i < broken->n; i++) {
			const struct violation *v = &broken->v[i];

			if (v->hard != (hard == 1) || str_equal(v->rule, "notice"))
				continue;
			if (hard)
				out->hard++;
			else
				out->soft++;
			if (!out->why)
				out->why = v->why;
		}
}

/* The roster with the person on the duty; the list that is longer is the caller's to clear. */
static struct things *
with_person(struct fitting *f, const char *person, struct duty_book *after)
{
	const struct duty_fit_ask *ask = f->ask;
	bool swap = !ask->takeover && !ask->plan;
	struct things *list = swap ? &after->swaps : &after->assignments, longer = {0};
	void *body = swap            ? swap_to(f->arena, &ask->duty, person)
		     : ask->takeover ? takeover_by(f->arena, &ask->duty, person)
				     : planned_for(f->arena, &ask->duty, person);

	for (size_t i = 0; i < list->n; i++)
		vec_push(&longer, list->v[i]);
	vec_push(&longer, new_thing(f->arena, swap ? &kind_swap : &kind_assignment, body));
	*list = longer;
	return list;
}

static void
try_person(struct fitting *f, const char *person, struct duty_fit *out)
{
	const struct duty_fit_ask *ask = f->ask;
	struct duty_book after = *ask->book;
	struct things *longer = with_person(f, person, &after);
	struct duty_check_of before = {ask->book, ask->limits, f->from, f->until};
	struct duty_check_of with = {&after, ask->limits, f->from, f->until};
	struct violations was = {0}, now = {0}, broken = {0};

	if (ask->plan) { /* nobody else's duties change */
		duty_check_person(f->arena, &before, person, &was);
		duty_check_person(f->arena, &with, person, &now);
	} else {
		duty_check(f->arena, &after, ask->limits, f->from, f->until, &now);
	}
	duty_check_news(f->arena, ask->book, ask->plan ? &was : &f->before, &now, &broken);
	count_broken(&broken, out);
	vec_clear(&broken);
	vec_clear(&now);
	vec_clear(&was);
	vec_clear(longer);
}

/* How used the person is to the post, and how near their other duties are. */
static void
look_around(const struct fitting *f, struct duty_fit *out)
{
	const struct duty_fit_ask *ask = f->ask;

	for (size_t i = 0; i < f->planned.n; i++) {
		const struct stint *s = &f->planned.v[i];

		if (!str_equal(s->person, out->person))
			continue;
		out->times += str_equal(s->post, ask->duty.post);
		out->close =
		    out->close || (ask->plan && s->until > ask->duty.from - ask->limits->rest &&
				   s->from < ask->duty.until + ask->limits->rest);
	}
}

static bool
is_away(const struct duty_book *b, const char *person, int64_t at)
{
	for (size_t i = 0; i < b->leaves.n; i++) {
		const struct leave *l = b->leaves.v[i]->body;

		if (l->state == LEAVE_APPROVED && str_equal(l->person, person) &&
		    l->start.secs <= at && at < l->end.secs)
			return true;
	}
	return false;
}

static const char *
stands_at(const struct stints *all, const char *person)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_equal(all->v[i].person, person))
			return all->v[i].post;
	return NULL;
}

static bool
on_the_books(const struct person *p, const struct stint *s)
{
	return (!p->from || p->from <= day_of(s->from)) &&
	       (!p->until || p->until >= day_of(s->until - 60));
}

/* What breaks least first, then who has rested, who knows the post, who bears least. */
static int
by_fit(const void *a, const void *b)
{
	const struct duty_fit *x = a, *y = b;
	size_t bad_x = x->hard + x->away, bad_y = y->hard + y->away;

	if (bad_x != bad_y)
		return bad_x < bad_y ? -1 : 1;
	if (x->soft != y->soft)
		return x->soft < y->soft ? -1 : 1;
	if (x->close != y->close)
		return x->close ? 1 : -1;
	if (!x->times != !y->times)
		return x->times ? -1 : 1;
	if (x->load.weighted != y->load.weighted)
		return x->load.weighted < y->load.weighted ? -1 : 1;
	return record_id_compare(x->person, y->person);
}

void
duty_fit(struct arena *a, const struct duty_fit_ask *ask, struct duty_fits *out)
{
	const struct duty_book *b = ask->book;
	struct fitting f = {.arena = a,
			    .ask = ask,
			    .from = ask->duty.from - AROUND,
			    .until = ask->duty.until + AROUND};
	struct duty_loads loads = {0};
	struct stints then = {0};

	duty_planned(b, ask->duty.from - USED_TO, ask->duty.until + USED_TO, &f.planned);
	if (!ask->plan)
		duty_check(a, b, ask->limits, f.from, f.until, &f.before);
	duty_load(b, ask->limits, NULL, ask->load_from, ask->load_until, &loads);
	duty_at(b, ask->duty.from, &then);
	for (size_t i = 0; i < b->people.n; i++) {
		struct duty_fit fit = {.person = b->people.v[i]->id};

		if (str_equal(fit.person, ask->duty.person) ||
		    !on_the_books(b->people.v[i]->body, &ask->duty))
			continue;
		try_person(&f, fit.person, &fit);
		fit.stands = stands_at(&then, fit.person);
		fit.away = is_away(b, fit.person, ask->duty.from);
		look_around(&f, &fit);
		for (size_t k = 0; k < loads.n; k++)
			if (str_equal(loads.v[k].person, fit.person))
				fit.load = loads.v[k];
		vec_push(out, fit);
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_fit);
	vec_clear(&then);
	vec_clear(&loads);
	vec_clear(&f.before);
	vec_clear(&f.planned);
}
