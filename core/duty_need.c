/* How many a post needs, by its hours, the calendar and the mode; and where they are missing. */
#include "core/duty.h"

#include <stdlib.h>
#include <string.h>

#include "core/duty_pattern.h"
#include "core/season.h"
#include "core/vec.h"

enum { OFFICE_FROM = 8 * 60, OFFICE_UNTIL = 18 * 60 };

struct moments {
	int64_t *v;
	size_t n, cap;
};

/* Of the modes that were ordered. */
static const struct thing *
ordered_mode(const struct duty_book *b, int64_t at)
{
	const struct thing *best = NULL;

	for (size_t i = 0; i < b->modes.n; i++) {
		const struct thing *t = b->modes.v[i];
		const struct mode *m = t->body, *old = best ? best->body : NULL;

		if (m->cancelled || m->start.secs > at ||
		    (m->end.kind == MOMENT_EXACT && m->end.secs <= at))
			continue;
		if (!old || m->start.secs > old->start.secs ||
		    (m->start.secs == old->start.secs && record_compare(t->first, best->first) > 0))
			best = t;
	}
	return best;
}

int
duty_mode_at(const struct duty_book *b, int64_t at)
{
	const struct thing *best = ordered_mode(b, at);

	return best ? ((const struct mode *)best->body)->level : season_level(b, at, NULL);
}

const struct thing *
duty_mode_cause(const struct duty_book *b, int64_t at)
{
	const struct thing *best = ordered_mode(b, at);

	if (!best)
		season_level(b, at, &best);
	return best;
}

int64_t
duty_mode_next(const struct duty_book *b, int64_t at)
{
	int64_t next = season_next(b, at);

	for (size_t i = 0; i < b->modes.n; i++) {
		const struct mode *m = b->modes.v[i]->body;

		if (m->cancelled)
			continue;
		if (m->start.secs > at && m->start.secs < next)
			next = m->start.secs;
		if (m->end.kind == MOMENT_EXACT && m->end.secs > at && m->end.secs < next)
			next = m->end.secs;
	}
	return next;
}

int
duty_readiness_in_mode(const struct post *p, int mode)
{
	int ready = p && p->readiness ? p->readiness : READY_ONSITE;

	return ready == READY_ONCALL && mode == MODE_ALL ? READY_ONSITE : ready;
}

int
duty_readiness(const struct duty_book *b, const char *post, int64_t at)
{
	return duty_readiness_in_mode(duty_post(b, post), duty_mode_at(b, at));
}

int
duty_begins(const struct stints *all)
{
	int best = 0, begins = 8 * 60;

	for (size_t i = 0; i < all->n; i++) {
		int minute = (int)((all->v[i].from - day_secs(day_of(all->v[i].from))) / 60), n = 0;

		for (size_t k = 0; k < all->n; k++)
			n += all->v[k].source <= ASSIGN_PLAN &&
			     (all->v[k].from - all->v[i].from) % DAY_SECONDS == 0;
		if (n > best || (n == best && n && minute < begins)) {
			best = n;
			begins = minute;
		}
	}
	return begins;
}

static int
office_from(const struct post *p)
{
	return p->office_from.set ? p->office_from.minute : OFFICE_FROM;
}

static int
office_until(const struct post *p)
{
	return p->office_until.set ? p->office_until.minute : OFFICE_UNTIL;
}

static bool
is_rest(const struct duty_book *b, int day)
{
	static const struct calendar none;

	return calendar_is_rest(b->calendar ? b->calendar : &none, day);
}

bool
duty_must_stand(const struct duty_book *b, const struct post *p, int64_t at)
{
	int day = day_of(at);
	int64_t minute = (at - day_secs(day)) / 60;

	switch (p->covers) {
	case COVERS_OFFHOURS:
		return is_rest(b, day) || minute < office_from(p) || minute >= office_until(p);
	case COVERS_RESTDAYS: /* a rest day's watch runs until the next morning */
		return is_rest(b, day_of(at - office_from(p) * 60));
	case COVERS_WORKDAYS:
		return !is_rest(b, day_of(at - office_from(p) * 60));
	default:
		return true;
	}
}

/* The next moment after `at` at which it may begin or end that the post must be stood. */
static int64_t
next_border(const struct post *p, int64_t at)
{
	int day = day_of(at);
	int64_t best = day_secs(day) + DAY_SECONDS;
	int64_t borders[] = {day_secs(day) + office_from(p) * 60,
			     day_secs(day) + office_until(p) * 60};

	for (size_t i = 0; i < 2; i++)
		if (borders[i] > at && borders[i] < best)
			best = borders[i];
	return best;
}

void
duty_cut_to_need(const struct duty_book *b, const struct stint *s, struct stints *out)
{
	const struct post *p = duty_post(b, s->post);
	struct stint part = *s;

	if (!p || p->covers <= COVERS_ALWAYS) {
		vec_push(out, *s);
		return;
	}
	part.until = s->from;
	for (int64_t at = s->from, next; at < s->until; at = next) {
		next = next_border(p, at);
		next = next < s->until ? next : s->until;
		if (!duty_must_stand(b, p, at))
			continue;
		if (part.until != at) {
			if (part.until > part.from)
				vec_push(out, part);
			part.from = at;
		}
		part.until = next;
	}
	if (part.until > part.from)
		vec_push(out, part);
}

int64_t
duty_need_in_mode(const struct post *p, int mode)
{
	if (mode == MODE_ALL && p->all.set)
		return p->all.n;
	if (mode > MODE_NORMAL && p->raised.set)
		return p->raised.n;
	return p->min.n;
}

int64_t
duty_need(const struct duty_book *b, const struct post *p, int64_t at)
{
	return duty_must_stand(b, p, at) ? duty_need_in_mode(p, duty_mode_at(b, at)) : 0;
}

static bool
stands(const struct stint *s, int64_t at)
{
	return s->from <= at && at < s->until;
}

/* Whether a stint fills the post: it is on it, or on one that may double as it. */
static bool
fills(const struct duty_book *b, const struct stint *s, const char *post, int64_t at)
{
	const struct post *p;

	if (!stands(s, at))
		return false;
	if (str_equal(s->post, post))
		return true;
	p = duty_post(b, s->post);
	return p && str_equal(p->also, post);
}

/* Different persons who fill the post, and a neighbour's. */
static int64_t
have(const struct duty_book *b, const struct stints *all, const char *post, int64_t at)
{
	int64_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		bool counted = !fills(b, &all->v[i], post, at);

		for (size_t k = 0; k < i && !counted; k++)
			counted = str_equal(all->v[k].person, all->v[i].person) &&
				  fills(b, &all->v[k], post, at);
		n += !counted;
	}
	for (size_t i = 0; i < b->covers.n; i++) {
		const struct cover *c = b->covers.v[i]->body;

		if (!c->cancelled && str_equal(c->post, post) && c->start.secs <= at &&
		    at < c->end.secs)
			n += c->people.set ? c->people.n : 1;
	}
	return n;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Every moment at which need or have of the post may change. */
static void
borders(const struct duty_book *b, const struct stints *all, const struct post *p,
	struct moments *out)
{
	int64_t from = out->v[0], until = out->v[1];

	for (size_t i = 0; i < all->n; i++) {
		vec_push(out, all->v[i].from);
		vec_push(out, all->v[i].until);
	}
	for (int64_t t = duty_mode_next(b, from); t < until; t = duty_mode_next(b, t))
		vec_push(out, t);
	for (size_t i = 0; i < b->covers.n; i++) {
		const struct cover *c = b->covers.v[i]->body;

		vec_push(out, c->start.secs);
		vec_push(out, c->end.secs);
	}
	for (int day = day_of(from); p->covers > COVERS_ALWAYS && day_secs(day) < until;
	     day = day_add(day, 1)) {
		vec_push(out, day_secs(day));
		vec_push(out, day_secs(day) + office_from(p) * 60);
		vec_push(out, day_secs(day) + office_until(p) * 60);
	}
	qsort(out->v, out->n, sizeof(*out->v), by_value);
}

static void
add_gap(struct gaps *out, size_t first, const struct gap *g)
{
	struct gap *last = out->n > first ? &out->v[out->n - 1] : NULL;

	if (last && str_equal(last->post, g->post) && last->until == g->from &&
	    last->need == g->need && last->have == g->have)
		last->until = g->until;
	else
		vec_push(out, *g);
}

static void
gaps_of_post(const struct duty_book *b, const struct stints *all, const char *post,
	     struct moments *times, struct gaps *out)
{
	const struct post *p = duty_post(b, post);
	int64_t from = times->v[0], until = times->v[1];
	size_t first = out->n;

	borders(b, all, p, times);
	for (size_t i = 0; i + 1 < times->n; i++) {
		struct gap g = {.post = post, .from = times->v[i], .until = times->v[i + 1]};

		if (g.from < from || g.until > until || g.from == g.until)
			continue;
		g.need = duty_need(b, p, g.from);
		g.have = g.need ? have(b, all, post, g.from) : 0;
		if (g.have < g.need)
			add_gap(out, first, &g);
	}
}

/* A stable insertion: gaps are few, and posts already come in order. */
static void
sort_gaps(struct gaps *g, size_t first)
{
	for (size_t i = first + 1; i < g->n; i++) {
		struct gap x = g->v[i];
		size_t k = i;

		for (; k > first && g->v[k - 1].from > x.from; k--)
			g->v[k] = g->v[k - 1];
		g->v[k] = x;
	}
}

void
duty_gaps(const struct duty_book *b, int64_t from, int64_t until, struct gaps *out)
{
	struct arena a = {0};
	const char **posts = duty_posts(b, &a);
	struct stints all = {0};
	size_t first = out->n;

	if (from < until)
		duty_resolve(b, from, until, &all);
	for (size_t i = 0; i < b->posts.n && from < until; i++) {
		struct moments times = {0};

		vec_push(&times, from);
		vec_push(&times, until);
		gaps_of_post(b, &all, posts[i], &times, out);
		vec_clear(&times);
	}
	sort_gaps(out, first);
	vec_clear(&all);
	arena_free(&a);
}

void
duty_strength(const struct duty_book *b, int group, int64_t at, struct duty_strength *out)
{
	struct stints all = {0};

	*out = (struct duty_strength){0};
	duty_at(b, at, &all);
	for (size_t i = 0; i < b->posts.n; i++) {
		const struct post *p = b->posts.v[i]->body;
		int64_t need = duty_need(b, p, at), n = have(b, &all, b->posts.v[i]->id, at);

		if ((p->group ? p->group : GROUP_WATCH) != group)
			continue;
		out->need += need;
		out->have += n < need ? n : need;
	}
	for (size_t i = 0; i < all.n; i++) {
		const struct post *p = duty_post(b, all.v[i].post);
		int ready = duty_readiness(b, all.v[i].post, at);

		if ((p && p->group ? p->group : GROUP_WATCH) != group)
			continue;
		out->onsite += ready == READY_ONSITE;
		out->standby += ready == READY_STANDBY;
		out->oncall += ready == READY_ONCALL;
	}
	vec_clear(&all);
}
