/* Who stands which post, from when until when. */
#include "core/duty.h"

#include <stdlib.h>
#include <string.h>

#include "core/duty_pattern.h"
#include "core/vec.h"

/* A change to what was planned, in the order it was recorded. */
struct change {
	const struct record *when;
	const struct thing *thing;
};

struct changes {
	struct change *v;
	size_t n, cap;
};

static const struct thing *
find(const struct things *ts, const char *id)
{
	for (size_t i = 0; id && i < ts->n; i++)
		if (!strcmp(ts->v[i]->id, id))
			return ts->v[i];
	return NULL;
}

const struct post *
duty_post(const struct duty_book *b, const char *id)
{
	const struct thing *t = find(&b->posts, id);

	return t ? t->body : NULL;
}

const struct person *
duty_person(const struct duty_book *b, const char *id)
{
	const struct thing *t = find(&b->people, id);

	return t ? t->body : NULL;
}

const char *
duty_post_name(const struct duty_book *b, const char *id)
{
	const struct post *p = duty_post(b, id);

	return p && p->name ? p->name : id ? id : "";
}

const char *
duty_person_name(const struct duty_book *b, const char *id)
{
	const struct person *p = duty_person(b, id);

	return p && p->name ? p->name : id ? id : "";
}

/* Posts with an order first, in it; then the others as they were made. */
static int
compare_posts(const struct duty_book *b, const char *x, const char *y)
{
	const struct post *p = duty_post(b, x), *q = duty_post(b, y);
	int64_t m = p && p->order.set ? p->order.n : INT64_MAX;
	int64_t n = q && q->order.set ? q->order.n : INT64_MAX;

	if (m != n)
		return m < n ? -1 : 1;
	return record_id_compare(x, y);
}

const char **
duty_posts(const struct duty_book *b, struct arena *a)
{
	const char **ids = arena_alloc(a, (b->posts.n + 1) * sizeof(*ids));

	for (size_t i = 0; i < b->posts.n; i++) {
		size_t k = i;

		for (; k > 0 && compare_posts(b, b->posts.v[i]->id, ids[k - 1]) < 0; k--)
			ids[k] = ids[k - 1];
		ids[k] = b->posts.v[i]->id;
	}
	return ids;
}

static bool
touches(const struct stint *s, int64_t from, int64_t until)
{
	return s->from < s->until && s->from < until && s->until > from;
}

/* Takes [from, until) out of entry i; what is left after it is appended. */
static void
cut(struct stints *all, size_t i, int64_t from, int64_t until)
{
	struct stint rest = all->v[i];

	if (!touches(&rest, from, until))
		return;
	all->v[i].until = from > rest.from ? from : rest.from; /* empty: dropped at the end */
	rest.from = until;
	if (rest.from < rest.until) {
		if (all->v[i].until == all->v[i].from)
			all->v[i] = rest;
		else
			vec_push(all, rest);
	}
}

/* Plans that touch the window; each takes the patterns' stints off its post for its span. */
static void
add_plans(const struct duty_book *b, int64_t from, int64_t until, struct stints *all)
{
	size_t patterns = all->n;

	for (size_t i = 0; i < b->assignments.n; i++) {
		const struct assignment *as = b->assignments.v[i]->body;
		struct stint s = {.post = as->post,
				  .person = as->person,
				  .from = as->start.secs,
				  .until = as->end.secs,
				  .source = ASSIGN_PLAN,
				  .origin = b->assignments.v[i]->id,
				  .begins = as->start.secs};

		if (as->cancelled || as->source == ASSIGN_TAKEOVER || !touches(&s, from, until))
			continue;
		vec_push(all, s);
		for (size_t k = 0; k < all->n && patterns; k++)
			if (all->v[k].source == ASSIGN_PATTERN && str_equal(all->v[k].post, s.post))
				cut(all, k, s.from, s.until);
	}
}

/* Hands what `giver` holds of the post in the span to `taker`. */
static void
transfer(struct stints *all, const struct stint *what, const char *giver)
{
	size_t n = all->n;

	for (size_t i = 0; i < n; i++) {
		struct stint s = all->v[i];

		if (!touches(&s, what->from, what->until) || !str_equal(s.post, what->post) ||
		    !str_equal(s.person, giver))
			continue;
		cut(all, i, what->from, what->until);
		s.from = s.from > what->from ? s.from : what->from;
		s.until = s.until < what->until ? s.until : what->until;
		s.person = what->person;
		s.source = what->source;
		s.origin = what->origin;
		s.instead = giver;
		vec_push(all, s);
	}
}

/* Both ways at once: what is handed over in the first must not be handed back by the second. */
static void
apply_swap(struct stints *all, const struct thing *t)
{
	const struct swap *sw = t->body;
	struct stint there = {.post = sw->post,
			      .person = sw->with,
			      .from = sw->start.secs,
			      .until = sw->end.secs,
			      .source = ASSIGN_SWAP,
			      .origin = t->id};
	struct stint back = {.post = sw->back_post,
			     .person = sw->person,
			     .from = sw->back_start.secs,
			     .until = sw->back_end.secs,
			     .source = ASSIGN_SWAP,
			     .origin = t->id};
	struct stints held = {0};

	if (sw->back_start.kind != MOMENT_EXACT) {
		transfer(all, &there, sw->person);
		return;
	}
	for (size_t i = 0; i < all->n; i++) /* set aside what comes back */
		if (str_equal(all->v[i].person, sw->with) &&
		    str_equal(all->v[i].post, sw->back_post)) {
			vec_push(&held, all->v[i]);
			all->v[i].until = all->v[i].from;
		}
	transfer(all, &there, sw->person);
	transfer(&held, &back, sw->with);
	for (size_t i = 0; i < held.n; i++)
		vec_push(all, held.v[i]);
	vec_clear(&held);
}

static void
apply_takeover(struct stints *all, const struct thing *t)
{
	const struct assignment *as = t->body;
	struct stint s = {.post = as->post,
			  .person = as->person,
			  .from = as->start.secs,
			  .until = as->end.secs,
			  .source = ASSIGN_TAKEOVER,
			  .origin = t->id,
			  .instead = as->instead,
			  .begins = as->start.secs};
	size_t n = as->besides ? 0 : all->n;

	for (size_t i = 0; i < n; i++) {
		if (!str_equal(all->v[i].post, as->post) ||
		    (as->instead && !str_equal(all->v[i].person, as->instead)))
			continue;
		cut(all, i, s.from, s.until);
	}
	vec_push(all, s);
}

static int
compare_changes(const void *a, const void *b)
{
	return record_compare(((const struct change *)a)->when, ((const struct change *)b)->when);
}

static void
apply_changes(const struct duty_book *b, int64_t from, int64_t until, struct stints *all)
{
	struct changes ch = {0};

	for (size_t i = 0; i < b->swaps.n; i++) {
		const struct swap *s = b->swaps.v[i]->body;

		if (s->state == SWAP_APPROVED)
			vec_push(&ch, ((struct change){b->swaps.v[i]->last, b->swaps.v[i]}));
	}
	for (size_t i = 0; i < b->assignments.n; i++) {
		const struct assignment *as = b->assignments.v[i]->body;

		if (as->source == ASSIGN_TAKEOVER && !as->cancelled && as->start.secs < until &&
		    as->end.secs > from)
			vec_push(&ch, ((struct change){b->assignments.v[i]->first,
						       b->assignments.v[i]}));
	}
	if (ch.n)
		qsort(ch.v, ch.n, sizeof(*ch.v), compare_changes);
	for (size_t i = 0; i < ch.n; i++) {
		if (ch.v[i].thing->kind == &kind_swap)
			apply_swap(all, ch.v[i].thing);
		else
			apply_takeover(all, ch.v[i].thing);
	}
	vec_clear(&ch);
}

static void
apply_leaves(const struct duty_book *b, struct stints *all)
{
	for (size_t i = 0; i < b->leaves.n; i++) {
		const struct leave *l = b->leaves.v[i]->body;
		size_t n = all->n;

		for (size_t k = 0; k < n && l->state == LEAVE_APPROVED; k++)
			if (all->v[k].source != ASSIGN_TAKEOVER &&
			    str_equal(all->v[k].person, l->person))
				cut(all, k, l->start.secs, l->end.secs);
	}
}

/* qsort has no context: the key carries the place of its post in order. */
struct ranked {
	struct stint s;
	size_t post;
};

/* When it was planned to begin is the only time that plays a part: what is true at a moment must
 * not depend on what lies around it. */
static int
by_strength(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->s.source != y->s.source)
		return y->s.source - x->s.source;
	if (x->post != y->post)
		return x->post < y->post ? -1 : 1;
	if (!str_equal(x->s.origin, y->s.origin))
		return record_id_compare(x->s.origin, y->s.origin);
	return (x->s.begins > y->s.begins) - (x->s.begins < y->s.begins);
}

static int
by_time(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->s.from != y->s.from)
		return x->s.from < y->s.from ? -1 : 1;
	if (x->post != y->post)
		return x->post < y->post ? -1 : 1;
	if (x->s.until != y->s.until)
		return x->s.until < y->s.until ? -1 : 1;
	return record_id_compare(x->s.person, y->s.person);
}

static int
by_post(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->post != y->post)
		return x->post < y->post ? -1 : 1;
	return by_time(a, b);
}

static void
sort(const struct duty_book *b, struct stints *all, int (*order)(const void *, const void *))
{
	struct arena a = {0};
	const char **posts = duty_posts(b, &a);
	struct ranked *r = arena_alloc(&a, (all->n + 1) * sizeof(*r));

	for (size_t i = 0; i < all->n; i++) {
		r[i] = (struct ranked){all->v[i], 0};
		while (r[i].post < b->posts.n && !str_equal(posts[r[i].post], r[i].s.post))
			r[i].post++;
	}
	if (all->n)
		qsort(r, all->n, sizeof(*r), order);
	for (size_t i = 0; i < all->n; i++)
		all->v[i] = r[i].s;
	arena_free(&a);
}

static bool
may_double(const struct duty_book *b, const char *x, const char *y)
{
	const struct post *p = duty_post(b, x), *q = duty_post(b, y);

	return !str_equal(x, y) && ((p && str_equal(p->also, y)) || (q && str_equal(q->also, x)));
}

/* Adds what the stronger stints, already in `kept`, leave of s. */
static void
keep_rest(const struct duty_book *b, struct stints *kept, const struct stint *s)
{
	struct stints pieces = {0};
	size_t strong = kept->n;

	vec_push(&pieces, *s);
	for (size_t i = 0; i < strong; i++) {
		const struct stint *k = &kept->v[i];

		if (!touches(k, s->from, s->until) || !str_equal(k->person, s->person) ||
		    may_double(b, k->post, s->post))
			continue;
		for (size_t p = 0; p < pieces.n; p++)
			cut(&pieces, p, k->from, k->until);
	}
	for (size_t p = 0; p < pieces.n; p++)
		if (pieces.v[p].from < pieces.v[p].until)
			vec_push(kept, pieces.v[p]);
	vec_clear(&pieces);
}

void
duty_extent(const struct duty_book *b, int64_t *from, int64_t *until)
{
	struct stints base = {0};
	int64_t first = *from, last = *until;

	duty_patterns(b, *from, *until, &base);
	for (size_t i = 0; i < base.n; i++) {
		first = base.v[i].from < first ? base.v[i].from : first;
		last = base.v[i].until > last ? base.v[i].until : last;
	}
	vec_clear(&base);
	for (size_t i = 0; i < b->assignments.n; i++) {
		const struct assignment *as = b->assignments.v[i]->body;

		if (as->cancelled || as->start.secs >= *until || as->end.secs <= *from)
			continue;
		first = as->start.secs < first ? as->start.secs : first;
		last = as->end.secs > last ? as->end.secs : last;
	}
	*from = first;
	*until = last;
}

/* Those of `all` that touch the window, sorted. */
static void
hand_out(const struct duty_book *b, struct stints *all, int64_t from, int64_t until,
	 struct stints *out)
{
	sort(b, all, by_time);
	for (size_t i = 0; i < all->n; i++)
		if (touches(&all->v[i], from, until))
			vec_push(out, all->v[i]);
}

void
duty_planned(const struct duty_book *b, int64_t from, int64_t until, struct stints *out)
{
	struct stints all = {0};
	int64_t first = from, last = until;

	duty_extent(b, &first, &last);
	duty_patterns(b, first, last, &all);
	add_plans(b, first, last, &all);
	hand_out(b, &all, from, until, out);
	vec_clear(&all);
}

static void
collect(const struct duty_book *b, int64_t from, int64_t until, struct stints *all)
{
	duty_extent(b, &from, &until);
	duty_patterns(b, from, until, all);
	add_plans(b, from, until, all);
	apply_changes(b, from, until, all);
}

void
duty_claims(const struct duty_book *b, int64_t from, int64_t until, struct stints *out)
{
	struct stints all = {0};

	collect(b, from, until, &all);
	hand_out(b, &all, from, until, out);
	vec_clear(&all);
}

void
duty_resolve(const struct duty_book *b, int64_t from, int64_t until, struct stints *out)
{
	struct stints all = {0}, kept = {0};

	collect(b, from, until, &all);
	apply_leaves(b, &all);
	sort(b, &all, by_strength);
	for (size_t i = 0; i < all.n; i++)
		keep_rest(b, &kept, &all.v[i]);
	hand_out(b, &kept, from, until, out);
	vec_clear(&all);
	vec_clear(&kept);
}

void
duty_at(const struct duty_book *b, int64_t at, struct stints *out)
{
	struct stints all = {0};

	duty_resolve(b, at, at + 1, &all);
	sort(b, &all, by_post);
	for (size_t i = 0; i < all.n; i++)
		vec_push(out, all.v[i]);
	vec_clear(&all);
}
