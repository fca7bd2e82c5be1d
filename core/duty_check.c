/* What is wrong with a roster, by rules of its own. */
#include "core/duty_check.h"

#include <stdlib.h>
#include <string.h>

#include "core/duty_heads.h"
#include "core/vec.h"

struct check {
	struct arena *arena;
	const struct duty_book *book;
	const struct duty_limits *limits;
	int64_t from, until;
	const char *only; /* this person's alone, and no gaps; NULL: all */
	struct violations *out;
};

static bool
concerns(const struct check *c, const char *person)
{
	return !c->only || str_equal(c->only, person);
}

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

		for (size_t k = i + 1; k < claims->n && concerns(c, x->person); k++) {
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

/* At the moment a head leaves: are all of them away then? */
static void
check_heads(struct check *c, const struct leave *l)
{
	const struct person *p = duty_person(c->book, l->person);
	struct duty_heads heads = {0};

	if (!p || !duty_is_head(c->limits, p->post))
		return;
	duty_heads(c->book, c->limits, l->person, l->start.secs, &heads);
	if (duty_heads_all_away(&heads))
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
	vec_clear(&heads);
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
		    l->start.secs >= c->until || !concerns(c, l->person))
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
blame_with(struct check *c, const struct stint *s, const char *rule, const char *why,
	   const char *override)
{
	add(c, (struct violation){.hard = true,
				  .rule = rule,
				  .person = s->person,
				  .post = s->post,
				  .at = s->from,
				  .until = s->until,
				  .override = override,
				  .why = why});
}

static void
blame(struct check *c, const struct stint *s, const char *rule, const char *why)
{
	blame_with(c, s, rule, why, reason_of(c, s));
}

/* The reason given with any of the duties first … last. */
static const char *
reason_among(const struct check *c, const struct stints *all, size_t first, size_t last)
{
	const char *reason = NULL;

	for (size_t i = last + 1; i-- > first && !reason;)
		reason = reason_of(c, &all->v[i]);
	return reason;
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

/* What of a duty is work: on call is none until all hands are called. */
static void
add_work(const struct check *c, const struct stint *s, struct stints *work)
{
	struct stint part = *s;

	for (part.until = s->from; part.until < s->until;) {
		part.from = part.until;
		part.until = duty_mode_next(c->book, part.from);
		part.until = part.until < s->until ? part.until : s->until;
		if (duty_readiness(c->book, s->post, part.from) != READY_ONCALL)
			vec_push(work, part);
	}
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

/* Duties of one person without a break between them. */
struct run {
	struct stint whole;
	size_t first; /* of the list */
	bool told;
};

static void
check_rest(struct check *c, const struct stints *all, size_t i, const struct run *run)
{
	const struct stint *s = &all->v[i];
	int64_t rest = s->from - run->whole.until;

	if (rest <= 0 || rest >= c->limits->rest)
		return;
	blame_with(c, s, "rest",
		   arena_text_f(c->arena, _("%s rests only %lld hours before the duty from %s"),
				person(c, s->person), (long long)(rest / 3600), when(c, s->from)),
		   reason_among(c, all, i - 1, i));
}

static void
check_length(struct check *c, const struct stints *all, size_t i, struct run *run)
{
	struct stint whole = all->v[i];

	if (run->told || run->whole.until - run->whole.from <= c->limits->consecutive)
		return;
	run->told = true;
	whole.from = run->whole.from;
	blame_with(c, &whole, "consecutive",
		   arena_text_f(c->arena, _("%s stands more than %lld hours in one go from %s"),
				person(c, whole.person), (long long)(c->limits->consecutive / 3600),
				when(c, whole.from)),
		   reason_among(c, all, run->first, i));
}

/* Runs must be short enough and apart enough. */
static void
check_runs(struct check *c, const struct stints *all)
{
	struct run run = {0};

	for (size_t i = 0; i < all->n; i++) {
		const struct stint *s = &all->v[i];
		bool same = run.whole.person && str_equal(run.whole.person, s->person);

		if (same)
			check_rest(c, all, i, &run);
		if (!same || s->from > run.whole.until)
			run = (struct run){*s, i, false};
		else if (s->until > run.whole.until)
			run.whole.until = s->until;
		check_length(c, all, i, &run);
	}
}

static void
check_stints(struct check *c)
{
	struct stints all = {0}, work = {0};
	int64_t margin = c->limits->rest + c->limits->consecutive + DAY_SECONDS;

	duty_resolve(c->book, c->from - margin, c->until + margin, &all);
	for (size_t i = 0; i < all.n; i++) {
		if (!concerns(c, all.v[i].person))
			continue;
		if (all.v[i].from < c->until && all.v[i].until > c->from)
			check_person(c, &all.v[i]);
		add_work(c, &all.v[i], &work);
	}
	if (work.n)
		qsort(work.v, work.n, sizeof(*work.v), by_person);
	check_runs(c, &work);
	vec_clear(&all);
	vec_clear(&work);
}

/* Whether the person is asked to stand the post in the gap (and is not there). */
static bool
claims_post(const struct stints *claims, const struct gap *g, const char *person)
{
	for (size_t i = 0; i < claims->n; i++)
		if (str_equal(claims->v[i].person, person) &&
		    str_equal(claims->v[i].post, g->post) && claims->v[i].from < g->until &&
		    claims->v[i].until > g->from)
			return true;
	return false;
}

/* The reason of whoever took a duty out of the plan that would have filled the gap, made it end
 * there, or put its person somewhere else. */
static const char *
reason_of_gap(const struct check *c, const struct stints *claims, const struct gap *g)
{
	for (size_t i = 0; i < c->book->assignments.n; i++) {
		const struct assignment *as = c->book->assignments.v[i]->body;
		bool here = str_equal(as->post, g->post);

		if (as->source == ASSIGN_TAKEOVER || !as->reason)
			continue;
		if (here && as->end.secs == g->from && !as->cancelled)
			return as->reason;
		if (as->start.secs < g->until && as->end.secs > g->from &&
		    (as->cancelled ? here : !here && claims_post(claims, g, as->person)))
			return as->reason;
	}
	return NULL;
}

const char *
duty_gap_why(struct arena *a, const struct duty_book *b, const struct gap *g)
{
	char from[MOMENT_TEXT], until[MOMENT_TEXT];

	moment_screen(moment_at(g->from), from);
	moment_screen(moment_at(g->until), until);
	return arena_text_f(a, _("%s has %lld of %lld from %s until %s"),
			    duty_post_name(b, g->post), (long long)g->have, (long long)g->need,
			    from, until);
}

static void
check_gaps(struct check *c, const struct stints *claims)
{
	struct gaps g = {0};

	duty_gaps(c->book, c->from, c->until, &g);
	for (size_t i = 0; i < g.n; i++)
		add(c, (struct violation){.hard = true,
					  .rule = "gap",
					  .post = g.v[i].post,
					  .at = g.v[i].from,
					  .until = g.v[i].until,
					  .need = g.v[i].need,
					  .have = g.v[i].have,
					  .override = reason_of_gap(c, claims, &g.v[i]),
					  .why = duty_gap_why(c->arena, c->book, &g.v[i])});
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

static void
check_all(struct check *c)
{
	struct stints claims = {0};
	size_t first = c->out->n;

	duty_claims(c->book, c->from, c->until, &claims);
	check_doubles(c, &claims);
	check_leaves(c, &claims);
	for (size_t i = 0; i < c->book->swaps.n && !c->only; i++)
		check_notice(c, c->book->swaps.v[i]);
	check_stints(c);
	if (!c->only) {
		check_gaps(c, &claims);
		check_calendar(c);
	}
	vec_clear(&claims);
	if (c->out->n > first)
		qsort(c->out->v + first, c->out->n - first, sizeof(*c->out->v), by_time);
}

void
duty_check(struct arena *a, const struct duty_book *b, const struct duty_limits *l, int64_t from,
	   int64_t until, struct violations *out)
{
	struct check c = {a, b, l, from, until, NULL, out};

	check_all(&c);
}

void
duty_check_person(struct arena *a, const struct duty_check_of *of, const char *person,
		  struct violations *out)
{
	struct check c = {a, of->book, of->limits, of->from, of->until, person, out};

	check_all(&c);
}
