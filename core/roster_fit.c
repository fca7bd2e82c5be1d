/* Who fits a duty best. */
#include "core/roster_fit.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

enum { AROUND = 5 * DAY_SECONDS };

/* The book with one duty more, whose person is set in turn. */
struct trial {
	struct duty_book book;
	struct assignment duty;
	struct thing thing;
	struct record record;
	struct stints around; /* as it is without */
	struct duty_check_of as_is, with;
};

static void
trial_begin(struct trial *t, struct arena *a, const struct fit_question *q)
{
	const struct things *have = &q->book->assignments;
	struct things *list = &t->book.assignments;

	t->book = *q->book;
	*list = (struct things){.v = arena_alloc(a, (have->n + 1) * sizeof(*list->v)),
				.n = have->n + 1,
				.cap = have->n + 1};
	if (have->n)
		memcpy(list->v, have->v, have->n * sizeof(*list->v));
	t->duty = (struct assignment){.post = arena_text(a, q->post),
				      .start = moment_at(q->from),
				      .end = moment_at(q->until),
				      .source = ASSIGN_PLAN};
	t->record = (struct record){.kind = &kind_assignment, .id = "~", .ts = INT64_MAX};
	t->thing = (struct thing){.kind = &kind_assignment,
				  .id = "~",
				  .body = &t->duty,
				  .first = &t->record,
				  .last = &t->record};
	list->v[have->n] = &t->thing;
	t->as_is = (struct duty_check_of){q->book, q->limits, q->from - AROUND, q->until + AROUND};
	t->with = t->as_is;
	t->with.book = &t->book;
	duty_planned(q->book, q->from - 35 * (int64_t)DAY_SECONDS,
		     q->until + 35 * (int64_t)DAY_SECONDS, &t->around);
}

static bool
on_books(const struct person *p, int day)
{
	return (!p->from || p->from <= day) && (!p->until || day <= p->until);
}

static void
look_around(const struct trial *t, const struct fit_question *q, struct fit *f)
{
	for (size_t i = 0; i < t->around.n; i++) {
		const struct stint *s = &t->around.v[i];

		if (!str_equal(s->person, f->person) || !str_equal(s->post, q->post))
			continue;
		f->times++;
		f->stands = f->stands || (s->from < q->until && s->until > q->from);
	}
}

static void
try_person(struct trial *t, struct arena *a, struct fit *f)
{
	struct violations before = {0}, after = {0}, news = {0};

	t->duty.person = arena_text(a, f->person);
	duty_check_person(a, &t->as_is, f->person, &before);
	duty_check_person(a, &t->with, f->person, &after);
	duty_check_news(a, &t->book, &before, &after, &news);
	for (size_t i = 0; i < news.n; i++) {
		if (!f->why || (news.v[i].hard && !f->hard))
			f->why = news.v[i].why;
		f->hard += news.v[i].hard;
	}
	vec_clear(&before);
	vec_clear(&after);
	vec_clear(&news);
}

static int
by_fitness(const void *a, const void *b)
{
	const struct fit *x = a, *y = b;

	if (!x->why != !y->why)
		return x->why ? 1 : -1;
	if (x->hard != y->hard)
		return x->hard < y->hard ? -1 : 1;
	if (!x->times != !y->times)
		return x->times ? -1 : 1;
	if (x->weighted != y->weighted)
		return x->weighted < y->weighted ? -1 : 1;
	return record_id_compare(x->person, y->person);
}

void
roster_fit(struct arena *a, const struct fit_question *q, struct fits *out)
{
	struct trial t;
	size_t first = out->n;

	trial_begin(&t, a, q);
	for (size_t i = 0; i < q->book->people.n; i++) {
		struct fit f = {.person = q->book->people.v[i]->id};

		if (!on_books(q->book->people.v[i]->body, day_of(q->from)))
			continue;
		for (size_t k = 0; k < q->loads->n; k++)
			if (str_equal(q->loads->v[k].person, f.person)) {
				f.weighted = q->loads->v[k].weighted;
				f.minutes = q->loads->v[k].minutes;
			}
		look_around(&t, q, &f);
		if (!f.stands)
			try_person(&t, a, &f);
		vec_push(out, f);
	}
	if (out->n > first)
		qsort(out->v + first, out->n - first, sizeof(*out->v), by_fitness);
	vec_clear(&t.around);
}
