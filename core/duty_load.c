/* What each one bears. */
#include "core/duty_load.h"

#include <stdlib.h>
#include <string.h>

#include "core/duty_attend.h"
#include "core/vec.h"

enum { NIGHT_LEAST = 2 * 3600, ONCALL_SHARE = 3 };

/* Signed on or found there, and not gone before `at`. */
static bool
was_there(const struct attended_duties *met, const struct stint *s, int64_t at)
{
	for (size_t i = 0; i < met->n; i++) {
		const struct attended_duty *d = &met->v[i];

		if (d->stint.from == s->from && str_equal(d->stint.person, s->person) &&
		    str_equal(d->stint.post, s->post))
			return (d->on || d->seen) && (!d->off || d->off > at);
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

/* A day of a duty, over all the pieces that takeovers and the office's hours have left of it. */
struct duty_day {
	const struct stint *duty; /* its first piece */
	int64_t grid;             /* begins + 24 h × which day of it this is */
	int64_t from;             /* of its first piece */
	int64_t night;            /* seconds */
	bool attended;
};

struct duty_days {
	struct duty_day *v;
	size_t n, cap;
};

static struct duty_day *
day_of_duty(struct duty_days *days, const struct stint *s, int64_t grid, int64_t from)
{
	for (size_t i = 0; i < days->n; i++)
		if (days->v[i].grid == grid && str_equal(days->v[i].duty->origin, s->origin) &&
		    str_equal(days->v[i].duty->post, s->post))
			return &days->v[i];
	vec_push(days, ((struct duty_day){.duty = s, .grid = grid, .from = from}));
	return &days->v[days->n - 1];
}

static enum day_kind
kind_of_day(const struct work *w, int64_t at)
{
	static const struct calendar none;

	return calendar_kind(w->book->calendar ? w->book->calendar : &none, day_of(at));
}

/* A stretch of a stint within the span, of one day of its duty and one mode. */
struct share {
	int64_t from, until;
	enum day_kind kind;
	bool oncall, there;
};

struct shares {
	struct share *v;
	size_t n, cap;
};

/* The part of a stint within one day of its duty. */
static void
add_part(const struct work *w, const struct stint *s, int64_t grid, struct duty_days *days,
	 struct shares *shares)
{
	int64_t begin = s->from > grid ? s->from : grid;
	int64_t end = s->until < grid + DAY_SECONDS ? s->until : grid + DAY_SECONDS;
	int64_t from = begin > w->from ? begin : w->from;
	int64_t until = end < w->until ? end : w->until;
	struct duty_day *day = day_of_duty(days, s, grid, begin);
	struct share share = {.kind = kind_of_day(w, grid), .there = was_there(&w->met, s, begin)};

	day->attended |= share.there;
	day->night += duty_night_seconds(w->limits, begin, end);
	for (; from < until; from = share.until) { /* with all hands those on call come in */
		share.from = from;
		share.until = duty_mode_next(w->book, from);
		share.until = share.until < until ? share.until : until;
		share.oncall = duty_readiness(w->book, s->post, from) == READY_ONCALL;
		vec_push(shares, share);
	}
}

static void
add_stint(const struct work *w, const struct stint *s, struct duty_days *days,
	  struct shares *shares)
{
	int64_t grid = s->begins + (s->from - s->begins) / DAY_SECONDS * DAY_SECONDS;

	for (; grid < s->until; grid += DAY_SECONDS)
		add_part(w, s, grid, days, shares);
}

static void
count_time(const struct work *w, const struct share *s, struct duty_load *out)
{
	int64_t night = duty_night_seconds(w->limits, s->from, s->until);
	int64_t minutes = (s->until - s->from) / 60;
	int64_t weighted =
	    ((s->until - s->from) * w->limits->weights[s->kind] + night * w->limits->night_weight) /
	    3600;

	weighted /= s->oncall ? ONCALL_SHARE : 1;
	out->weighted += weighted;
	out->minutes += minutes;
	out->night_minutes += night / 60;
	out->oncall_minutes += s->oncall ? minutes : 0;
	out->attended_weighted += s->there ? weighted : 0;
	out->attended_minutes += s->there ? minutes : 0;
}

/* What of a share no earlier one holds. */
static void
count_free(const struct work *w, const struct shares *all, size_t i, struct duty_load *out)
{
	struct shares free = {0};

	vec_push(&free, all->v[i]);
	for (size_t k = 0; k < i; k++)
		for (size_t f = 0; f < free.n; f++) {
			const struct share *taken = &all->v[k];
			struct share rest = free.v[f];

			if (taken->until <= rest.from || taken->from >= rest.until)
				continue;
			free.v[f].until = taken->from > rest.from ? taken->from : rest.from;
			rest.from = taken->until;
			if (rest.from < rest.until)
				vec_push(&free, rest);
		}
	for (size_t f = 0; f < free.n; f++)
		if (free.v[f].from < free.v[f].until)
			count_time(w, &free.v[f], out);
	vec_clear(&free);
}

static int
by_work(const void *a, const void *b)
{
	const struct share *x = a, *y = b;

	if (x->oncall != y->oncall)
		return x->oncall ? 1 : -1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->until > y->until) - (x->until < y->until);
}

/* Who doubles on two posts works one hour an hour; on call only where not at work. */
static void
count_shares(const struct work *w, struct shares *all, struct duty_load *out)
{
	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), by_work);
	for (size_t i = 0; i < all->n; i++)
		count_free(w, all, i, out);
}

/* ---- allowance: a month's sum has a cap ---- */

struct month_sum {
	int month; /* YYYYMM */
	int64_t sum;
};

struct month_sums {
	struct month_sum *v;
	size_t n, cap;
};

static void
pay(const struct work *w, const struct duty_day *day, enum day_kind kind, struct month_sums *sums)
{
	const struct duty_rate *rate = rate_of(w->limits, duty_post_name(w->book, day->duty->post));
	int month = day_of(day->grid) / 100;
	size_t i = 0;

	if (!rate)
		return;
	while (i < sums->n && sums->v[i].month != month)
		i++;
	if (i == sums->n)
		vec_push(sums, ((struct month_sum){.month = month}));
	sums->v[i].sum += rate->yuan[kind];
}

/* The cap of any rate that has one; a person has one wage sheet. */
static void
sum_allowance(const struct duty_limits *l, const struct month_sums *sums, struct duty_load *out)
{
	int64_t cap = 0;

	for (size_t i = 0; i < l->nrates; i++)
		if (l->rates[i].cap > cap)
			cap = l->rates[i].cap;
	for (size_t i = 0; i < sums->n; i++) {
		bool over = cap && sums->v[i].sum > cap;

		out->allowance += over ? cap : sums->v[i].sum;
		out->capped |= over;
	}
}

/* Each day of a duty counts once, where it began. */
static void
count_days(const struct work *w, const struct duty_days *days, struct duty_load *out)
{
	struct month_sums sums = {0};

	for (size_t i = 0; i < days->n; i++) {
		const struct duty_day *day = &days->v[i];
		enum day_kind kind = kind_of_day(w, day->grid);

		if (day->from < w->from || day->from >= w->until)
			continue;
		out->duties++;
		out->nights += day->night >= NIGHT_LEAST;
		out->days[kind]++;
		if (!day->attended)
			continue;
		out->attended++;
		out->attended_days[kind]++;
		if (out->paid)
			pay(w, day, kind, &sums);
	}
	sum_allowance(w->limits, &sums, out);
	vec_clear(&sums);
}

static bool
is_on_books(const struct person *p, int64_t from, int64_t until)
{
	return (!p->from || day_secs(p->from) < until) && (!p->until || day_secs(p->until) >= from);
}

void
duty_load(const struct duty_book *b, const struct duty_limits *l, const struct things *attendance,
	  int64_t from, int64_t until, struct duty_loads *out)
{
	struct work w = {.book = b, .limits = l, .from = from, .until = until};
	struct stints all = {0};

	if (attendance)
		duty_attend(b, attendance, from, until, until, &w.met);
	/* A day of a duty may have begun before the span, with a piece that a takeover cut off. */
	duty_resolve(b, from - DAY_SECONDS, until, &all);
	for (size_t i = 0; i < b->people.n; i++) {
		const struct person *p = b->people.v[i]->body;
		struct duty_load load = {.person = b->people.v[i]->id,
					 .paid = duty_is_paid(l, p->identity)};
		struct duty_days days = {0};
		struct shares shares = {0};

		for (size_t k = 0; k < all.n; k++)
			if (str_equal(all.v[k].person, load.person))
				add_stint(&w, &all.v[k], &days, &shares);
		count_shares(&w, &shares, &load);
		count_days(&w, &days, &load);
		vec_clear(&days);
		vec_clear(&shares);
		if (load.minutes || is_on_books(p, from, until))
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
