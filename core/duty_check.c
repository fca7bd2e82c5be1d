/* What is wrong with a roster, by rules of its own. */
#include "core/duty_check.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

struct check {
	struct arena *arena;
	const struct duty_book *book;
	const struct duty_limits *limits;
	int64_t from, until;
	struct violations *out;
};

static void
add(struct check *c, struct violation v)
{
	if (v.at < c->until && v.until > c->from)
		vec_push(c->out, v);
}

static const char *
when(struct check *c, int64_t secs)
{
	char text[MOMENT_TEXT];

	moment_screen(moment_at(secs), text);
	return arena_text(c->arena, text);
}

static const char *
person(const struct check *c, const char *id)
{
	return duty_person_name(c->book, id);
}

static const char *
post(const struct check *c, const char *id)
{
	return duty_post_name(c->book, id);
}

/* ---- of what is asked ---- */

static bool
doubles(const struct check *c, const char *x, const char *y)
{
	const struct post *p = duty_post(c->book, x), *q = duty_post(c->book, y);

	return p && q && p != q && (str_equal(p->also, y) || str_equal(q->also, x));
}

/* The reason given with what put the person there. */
static const char *
reason_of(const struct check *c, const struct stint *s)
{
	for (size_t i = 0; i < c->book->assignments.n; i++)
		if (str_equal(c->book->assignments.v[i]->id, s->origin))
			return ((const struct assignment *)c->book->assignments.v[i]->body)->reason;
	for (size_t i = 0; i < c->book->swaps.n; i++)
		if (str_equal(c->book->swaps.v[i]->id, s->origin))
			return ((const struct swap *)c->book->swaps.v[i]->body)->answer;
	return NULL;
}

static void
tell_double(struct check *c, const struct stint *x, const struct stint *y)
{
	int64_t at = x->from > y->from ? x->from : y->from;
	const char *reason = reason_of(c, x);

	add(c, (struct violation){
		   .hard = true,
		   .rule = "double",
		   .person = x->person,
		   .post = y->post,
		   .at = at,
		   .until = x->until < y->until ? x->until : y->until,
		   .override = reason ? reason : reason_of(c, y),
		   .why = arena_text_f(c->arena, _("%s stands %s and %s at the same time from %s"),
				       person(c, x->person), post(c, x->post), post(c, y->post),
				       when(c, at))});
}

/* A takeover moves a person on purpose: only plans and swaps collide. */
static void
check_doubles(struct check *c, const struct stints *claims)
{
	for (size_t i = 0; i < claims->n; i++) {
		const struct stint *x = &claims->v[i];

		for (size_t k = i + 1; k < claims->n; k++) {
			const struct stint *y = &claims->v[k];

			if (y->from < x->until && y->until > x->from &&
			    x->source != ASSIGN_TAKEOVER && y->source != ASSIGN_TAKEOVER &&
			    str_equal(x->person, y->person) && !doubles(c, x->post, y->post))
				tell_double(c, x, y);
		}
	}
}

static void
check_leave(struct check *c, const struct stints *claims, const struct leave *l)
{
	for (size_t i = 0; i < claims->n; i++) {
		const struct stint *x = &claims->v[i];
		int64_t at = x->from > l->start.secs ? x->from : l->start.secs;
		int64_t end = x->until < l->end.secs ? x->until : l->end.secs;

		if (at >= end || !str_equal(x->person, l->person))
			continue;
		add(c,
		    (struct violation){.hard = true,
				       .rule = "leave",
				       .person = x->person,
				       .post = x->post,
				       .at = at,
				       .until = end,
				       .override = l->answer ? l->answer : reason_of(c, x),
				       .why = arena_text_f(
					   c->arena, _("%s is on leave and planned for %s from %s"),
					   person(c, x->person), post(c, x->post), when(c, at))});
	}
}

/* ---- leave: the heads, all hands ---- */

static bool
away(const struct check *c, const char *id, int64_t at)
{
	for (size_t i = 0; i < c->book->leaves.n; i++) {
		const struct leave *l = c->book->leaves.v[i]->body;

		if (l->state == LEAVE_APPROVED && str_equal(l->person, id) && l->start.secs <= at &&
		    at < l->end.secs)
			return true;
	}
	return false;
}

/* At the moment a head leaves: are all of them away then? */
static void
check_heads(struct check *c, const struct leave *l)
{
	const struct person *p = duty_person(c->book, l->person);
	size_t heads = 0, gone = 0;

	if (!p || !duty_is_head(c->limits, p->post))
		return;
	for (size_t i = 0; i < c->book->people.n; i++) {
		const struct person *x = c->book->people.v[i]->body;

		if (!duty_is_head(c->limits, x->post))
			continue;
		heads++;
		gone += away(c, c->book->people.v[i]->id, l->start.secs);
	}
	if (heads > 1 && gone == heads)
		add(c,
		    (struct violation){
			.hard = true,
			.rule = "heads",
			.person = l->person,
			.at = l->start.secs,
			.until = l->end.secs,
			.override = l->answer,
			.why = arena_text_f(c->arena, _("when %s leaves at %s, all heads are away"),
					    person(c, l->person), when(c, l->start.secs))});
}

static void
check_all_hands(struct check *c, const struct leave *l)
{
	for (int64_t at = l->start.secs, next; at < l->end.secs; at = next) {
		next = duty_mode_next(c->book, at);
		next = next < l->end.secs ? next : l->end.secs;
		if (duty_mode_at(c->book, at) != MODE_ALL)
			continue;
		add(c, (struct violation){
			   .rule = "mode",
			   .person = l->person,
			   .at = at,
			   .until = next,
			   .why = arena_text_f(c->arena,
					       _("%s is on leave though all hands are called"),
					       person(c, l->person))});
	}
}

static void
check_leaves(struct check *c, const struct stints *claims)
{
	for (size_t i = 0; i < c->book->leaves.n; i++) {
		const struct leave *l = c->book->leaves.v[i]->body;

		if (l->state != LEAVE_APPROVED || l->end.secs <= c->from ||
		    l->start.secs >= c->until)
			continue;
		check_leave(c, claims, l);
		check_heads(c, l);
		check_all_hands(c, l);
	}
}

/* ---- swaps: asked for in time? ---- */

int64_t
duty_swap_late_for(const struct duty_limits *l, const struct calendar *cal, const struct thing *t)
{
	const struct swap *s = t->body;
	int64_t asked = t->first->at.secs;

	if (duty_notice_short(l, cal, asked, s->start.secs))
		return s->start.secs;
	if (s->back_start.kind == MOMENT_EXACT &&
	    duty_notice_short(l, cal, asked, s->back_start.secs))
		return s->back_start.secs;
	return 0;
}

static void
check_notice(struct check *c, const struct thing *t)
{
	const struct swap *s = t->body;
	int64_t begins = duty_swap_late_for(c->limits, c->book->calendar, t);

	if (s->state != SWAP_APPROVED || !begins)
		return;
	add(c, (struct violation){
		   .rule = "notice",
		   .person = s->person,
		   .post = s->post,
		   .at = s->start.secs,
		   .until = s->end.secs,
		   .override = s->answer,
		   .why = arena_text_f(
		       c->arena,
		       _("%s asked to swap the duty of %s only on %s: %d days ahead is the rule"),
		       person(c, s->person), when(c, begins), when(c, t->first->at.secs),
		       duty_notice_days(c->limits, c->book->calendar, begins))});
}

/* ---- of who really stands ---- */

static void
blame(struct check *c, const struct stint *s, const char *rule, const char *why)
{
	add(c, (struct violation){.hard = true,
				  .rule = rule,
				  .person = s->person,
				  .post = s->post,
				  .at = s->from,
				  .until = s->until,
				  .override = reason_of(c, s),
				  .why = why});
}

static bool
has_skill(const struct person *p, const char *skill)
{
	for (size_t i = 0; p->skills && p->skills[i]; i++)
		if (str_equal(p->skills[i], skill))
			return true;
	return false;
}

static void
check_person(struct check *c, const struct stint *s)
{
	const struct person *p = duty_person(c->book, s->person);
	const struct post *w = duty_post(c->book, s->post);
	int day = day_of(s->from), last = day_of(s->until - 60);

	if (!p || !w)
		return;
	for (size_t i = 0; w->skills && w->skills[i]; i++)
		if (!has_skill(p, w->skills[i]))
			blame(c, s, "skill",
			      arena_text_f(c->arena, _("%s on %s lacks the skill %s"), p->name,
					   w->name, w->skills[i]));
	if ((p->from && day < p->from) || (p->until && last > p->until))
		blame(c, s, "books",
		      arena_text_f(c->arena, _("%s is not on the books on %s"), p->name,
				   when(c, s->from)));
	if (p->night_free_from && last >= p->night_free_from &&
	    (!p->night_free_until || day <= p->night_free_until) &&
	    duty_night_seconds(c->limits, s->from, s->until) > 0)
		blame(c, s, "night",
		      arena_text_f(c->arena, _("%s is exempt from nights, yet stands from %s"),
				   p->name, when(c, s->from)));
}

/* On call is no work until called. */
static bool
works(const struct check *c, const struct stint *s)
{
	return duty_readiness(c->book, s->post, s->from) != READY_ONCALL;
}

static int
by_person(const void *a, const void *b)
{
	const struct stint *x = a, *y = b;
	int n = strcmp(x->person, y->person);

	if (n)
		return n;
	return (x->from > y->from) - (x->from < y->from);
}

/* Duties of one person that touch are one run; runs must be short enough and apart enough. */
static void
check_runs(struct check *c, const struct stints *all)
{
	struct stint run = {0};
	bool told = false;

	for (size_t i = 0; i < all->n; i++) {
		const struct stint *s = &all->v[i];
		bool same = run.person && str_equal(run.person, s->person);

		if (same && s->from > run.until && s->from - run.until < c->limits->rest)
			blame(c, s, "rest",
			      arena_text_f(
				  c->arena, _("%s rests only %lld hours before the duty from %s"),
				  person(c, s->person), (long long)((s->from - run.until) / 3600),
				  when(c, s->from)));
		if (!same || s->from > run.until) {
			run = *s;
			told = false;
		} else if (s->until > run.until) {
			run.until = s->until;
		}
		if (!told && run.until - run.from > c->limits->consecutive) {
			struct stint whole = *s;

			told = true;
			whole.from = run.from;
			blame(c, &whole, "consecutive",
			      arena_text_f(
				  c->arena, _("%s stands more than %lld hours in one go from %s"),
				  person(c, s->person), (long long)(c->limits->consecutive / 3600),
				  when(c, run.from)));
		}
	}
}

static void
check_stints(struct check *c)
{
	struct stints all = {0}, work = {0};
	int64_t margin = c->limits->rest + c->limits->consecutive + DAY_SECONDS;

	duty_resolve(c->book, c->from - margin, c->until + margin, &all);
	for (size_t i = 0; i < all.n; i++) {
		if (all.v[i].from < c->until && all.v[i].until > c->from)
			check_person(c, &all.v[i]);
		if (works(c, &all.v[i]))
			vec_push(&work, all.v[i]);
	}
	if (work.n)
		qsort(work.v, work.n, sizeof(*work.v), by_person);
	check_runs(c, &work);
	vec_clear(&all);
	vec_clear(&work);
}

static void
check_gaps(struct check *c)
{
	struct gaps g = {0};

	duty_gaps(c->book, c->from, c->until, &g);
	for (size_t i = 0; i < g.n; i++)
		add(c, (struct violation){
			   .hard = true,
			   .rule = "gap",
			   .post = g.v[i].post,
			   .at = g.v[i].from,
			   .until = g.v[i].until,
			   .why = arena_text_f(c->arena, _("%s has %lld of %lld from %s until %s"),
					       post(c, g.v[i].post), (long long)g.v[i].have,
					       (long long)g.v[i].need, when(c, g.v[i].from),
					       when(c, g.v[i].until))});
	vec_clear(&g);
}

/* Which days are rest days bears on minima, weights and rates: a year that is not announced is
 * said.
 */
static void
check_calendar(struct check *c)
{
	const struct calendar *cal = c->book->calendar;
	int day = day_of(c->from), last = day_of(c->until - 1);
	const char *why = cal ? calendar_missing_text(c->arena, cal, day, last) : NULL;

	while (why && calendar_known(cal, day))
		day = day_add(day, 1);
	if (why)
		add(c, (struct violation){.rule = "calendar",
					  .at = day_secs(day) > c->from ? day_secs(day) : c->from,
					  .until = c->until,
					  .why = why});
}

static int
by_time(const void *a, const void *b)
{
	const struct violation *x = a, *y = b;
	int n;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	n = strcmp(x->rule, y->rule);
	return n ? n : strcmp(x->why, y->why);
}

void
duty_check(struct arena *a, const struct duty_book *b, const struct duty_limits *l, int64_t from,
	   int64_t until, struct violations *out)
{
	struct check c = {a, b, l, from, until, out};
	struct stints claims = {0};
	size_t first = out->n;

	duty_claims(b, from, until, &claims);
	check_doubles(&c, &claims);
	check_leaves(&c, &claims);
	for (size_t i = 0; i < b->swaps.n; i++)
		check_notice(&c, b->swaps.v[i]);
	vec_clear(&claims);
	check_stints(&c);
	check_gaps(&c);
	check_calendar(&c);
	if (out->n > first)
		qsort(out->v + first, out->n - first, sizeof(*out->v), by_time);
}

static bool
is_in(const struct violations *list, const struct violation *v)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_equal(list->v[i].rule, v->rule) && list->v[i].at == v->at &&
		    str_equal(list->v[i].why, v->why))
			return true;
	return false;
}

void
duty_check_without(const struct violations *list, const struct violations *of,
		   struct violations *out)
{
	for (size_t i = 0; i < list->n; i++)
		if (!is_in(of, &list->v[i]))
			vec_push(out, list->v[i]);
}

const struct violation *
duty_newly_broken(const struct violations *before, const struct violations *after, bool gaps)
{
	for (size_t i = 0; i < after->n; i++) {
		const struct violation *v = &after->v[i];

		if (v->hard && !v->override && (gaps || !str_equal(v->rule, "gap")) &&
		    !is_in(before, v))
			return v;
	}
	return NULL;
}
