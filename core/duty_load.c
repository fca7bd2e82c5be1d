/* What each one bears. */
#include "core/duty_load.h"

#include <string.h>

#include "core/duty_attend.h"
#include "core/vec.h"

enum { NIGHT_LEAST = 2 * 3600, ONCALL_SHARE = 3 };

static bool
was_there(const struct attended_duties *met, const struct stint *s)
{
	for (size_t i = 0; i < met->n; i++) {
		const struct attended_duty *d = &met->v[i];

		if (d->stint.from == s->from && str_equal(d->stint.person, s->person) &&
		    str_equal(d->stint.post, s->post))
			return d->on || d->seen;
	}
	return false;
}

static const struct duty_rate *
rate_of(const struct duty_limits *l, const char *post)
{
	const struct duty_rate *common = NULL;

	for (size_t i = 0; i < l->nrates; i++) {
		if (str_equal(l->rates[i].post, post))
			return &l->rates[i];
		if (!*l->rates[i].post)
			common = &l->rates[i];
	}
	return common;
}

struct work {
	const struct duty_book *book;
	const struct duty_limits *limits;
	struct attended_duties met; /* of the span; none without lines of signing on */
	int64_t from, until;
};

/* A duty that a takeover has cut in two is still one. */
static bool
is_rest_of_duty(const struct stints *all, size_t i)
{
	const struct stint *s = &all->v[i];

	for (size_t k = 0; k < i; k++)
		if (s->source != ASSIGN_PATTERN && str_equal(all->v[k].origin, s->origin) &&
		    str_equal(all->v[k].person, s->person) && str_equal(all->v[k].post, s->post))
			return true;
	return false;
}

static void
add_stint(const struct work *w, const struct stints *all, size_t i, struct duty_load *out)
{
	const struct stint *s = &all->v[i];
	static const struct calendar none;
	const struct calendar *cal = w->book->calendar ? w->book->calendar : &none;
	enum day_kind kind = calendar_kind(cal, day_of(s->from));
	int64_t from = s->from > w->from ? s->from : w->from;
	int64_t until = s->until < w->until ? s->until : w->until;
	int64_t night = duty_night_seconds(w->limits, from, until), weighted;
	bool oncall = duty_readiness(w->book, s->post, s->from) == READY_ONCALL;
	const struct duty_rate *rate = rate_of(w->limits, duty_post_name(w->book, s->post));

	weighted =
	    ((until - from) * w->limits->weights[kind] + night * w->limits->night_weight) / 3600;
	out->weighted += oncall ? weighted / ONCALL_SHARE : weighted;
	out->minutes += (until - from) / 60;
	out->oncall_minutes += oncall ? (until - from) / 60 : 0;
	out->night_minutes += night / 60;
	if (s->from < w->from || is_rest_of_duty(all, i))
		return; /* counted where it began */
	out->duties++;
	out->nights += night >= NIGHT_LEAST;
	out->days[kind]++;
	if (!was_there(&w->met, s))
		return;
	out->attended++;
	out->attended_days[kind]++;
	if (rate)
		out->allowance += rate->yuan[kind];
}

/* The cap of any rate that has one; a person has one wage sheet. */
static void
cap_allowance(const struct duty_limits *l, struct duty_load *out)
{
	int64_t cap = 0;

	for (size_t i = 0; i < l->nrates; i++)
		if (l->rates[i].cap > cap)
			cap = l->rates[i].cap;
	if (cap && out->allowance > cap)
		out->allowance = cap;
}

void
duty_load(const struct duty_book *b, const struct duty_limits *l, const struct things *attendance,
	  int64_t from, int64_t until, struct duty_loads *out)
{
	struct work w = {.book = b, .limits = l, .from = from, .until = until};
	struct stints all = {0};

	if (attendance)
		duty_attend(b, attendance, from, until, until, &w.met);
	duty_resolve(b, from, until, &all);
	for (size_t i = 0; i < b->people.n; i++) {
		struct duty_load load = {.person = b->people.v[i]->id};
		const struct person *p = b->people.v[i]->body;

		for (size_t k = 0; k < all.n; k++)
			if (str_equal(all.v[k].person, load.person))
				add_stint(&w, &all, k, &load);
		cap_allowance(l, &load);
		if (load.minutes || ((!p->from || day_secs(p->from) < until) &&
				     (!p->until || day_secs(p->until) >= from)))
			vec_push(out, load);
	}
	vec_clear(&w.met);
	vec_clear(&all);
}

void
duty_fairness(const struct duty_loads *loads, struct duty_fairness *out)
{
	int64_t sum = 0;

	*out = (struct duty_fairness){0};
	for (size_t i = 0; i < loads->n; i++) {
		int64_t w = loads->v[i].weighted;

		if (!loads->v[i].minutes)
			continue;
		if (!out->people || w < out->least)
			out->least = w;
		if (w > out->most)
			out->most = w;
		sum += w;
		out->people++;
	}
	if (!out->people)
		return;
	out->mean = sum / (int64_t)out->people;
	out->percent = out->mean ? (int)(out->most * 100 / out->mean) : 100;
}
