/* A cell of the roster: who is to stand a post on a day. */
#include "core/roster_cell.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

enum { USUAL_DAYS = 7 };

struct list {
	struct cell_duty *v;
	size_t n, cap;
};

static int
compare(const void *a, const void *b)
{
	const struct cell_duty *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->until != y->until)
		return x->until < y->until ? -1 : 1;
	return record_id_compare(x->person, y->person);
}

/* Into the arena, sorted, each once; frees the list. */
static struct cell_duties
finish(struct arena *a, struct list *l)
{
	struct cell_duty *v = arena_alloc(a, (l->n + 1) * sizeof(*v));
	struct cell_duties out = {v, 0};

	if (l->n)
		qsort(l->v, l->n, sizeof(*l->v), compare);
	for (size_t i = 0; i < l->n; i++)
		if (i == 0 || compare(&l->v[i], &l->v[i - 1]) != 0)
			v[out.n++] = l->v[i];
	vec_clear(l);
	return out;
}

struct cell_duties
cell_take(struct arena *a, const struct stints *all, const char *post, int day)
{
	struct list l = {0};

	for (size_t i = 0; i < all->n; i++) {
		const struct stint *s = &all->v[i];
		int64_t ahead = (day_secs(day) - s->from) / DAY_SECONDS * DAY_SECONDS;

		if (!str_equal(s->post, post))
			continue;
		for (int64_t at = s->from + (ahead > 0 ? ahead : 0);
		     at < s->until && day_of(at) <= day; at += DAY_SECONDS) {
			struct cell_duty d = {s->person, at, s->until};

			if (d.until > at + DAY_SECONDS)
				d.until = at + DAY_SECONDS;
			if (day_of(at) == day)
				vec_push(&l, d);
		}
	}
	return finish(a, &l);
}

bool
cell_equal(const struct cell_duties *x, const struct cell_duties *y)
{
	for (size_t i = 0; i < x->n && i < y->n; i++)
		if (compare(&x->v[i], &y->v[i]) != 0)
			return false;
	return x->n == y->n;
}

bool
cell_has(const struct cell_duties *c, const struct cell_duty *d)
{
	for (size_t i = 0; i < c->n; i++)
		if (compare(&c->v[i], d) == 0)
			return true;
	return false;
}

bool
cell_has_person(const struct cell_duties *c, const char *person)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_equal(c->v[i].person, person))
			return true;
	return false;
}

/* ---- text ---- */

struct shift_span
cell_span(const struct cell_duty *d)
{
	struct civil a = civil_of(d->from), b = civil_of(d->until);

	return (struct shift_span){a.hour * 60 + a.minute, b.hour * 60 + b.minute};
}

bool
span_equal(struct shift_span x, struct shift_span y)
{
	return x.from == y.from && x.until == y.until;
}

static const struct shift_span whole_day = {SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};

void
cell_text(const struct cell_duties *c, struct str *out)
{
	char span[16];

	if (c->n == 0)
		str_add(out, "-");
	for (size_t i = 0; i < c->n; i++) {
		str_add_f(out, "%s%s", i ? "+" : "", c->v[i].person);
		if (span_equal(cell_span(&c->v[i]), whole_day))
			continue;
		roster_span_text(cell_span(&c->v[i]), span);
		str_add_f(out, "@%s", span);
	}
}

static bool
read_duty(struct arena *a, int day, const char *text, size_t len, struct cell_duty *out)
{
	char *person = arena_text_n(a, text, len), *at = strchr(person, '@');
	struct shift_span span = whole_day;
	struct record_id id;

	if (at)
		*at = '\0';
	if (!record_id_read(person, &id) || (at && !roster_span_read(at + 1, &span)))
		return false;
	*out = (struct cell_duty){person, roster_span_start(day, span), roster_span_end(day, span)};
	return true;
}

enum rc
cell_read(struct arena *a, int day, const char *text, struct cell_duties *out, struct err *e)
{
	struct list l = {0};

	for (const char *p = text; !str_equal(text, "-") && p;) {
		const char *end = strchr(p, '+');
		struct cell_duty d;

		if (!read_duty(a, day, p, end ? (size_t)(end - p) : strlen(p), &d)) {
			vec_clear(&l);
			return err_set(e, RC_INVALID, _("“%.60s” does not say who is on duty"),
				       text);
		}
		vec_push(&l, d);
		p = end ? end + 1 : NULL;
	}
	*out = finish(a, &l);
	return RC_OK;
}

void
cell_names(const struct duty_book *b, const struct cell_duties *c, struct shift_span usual,
	   struct str *out)
{
	char span[16];

	for (size_t i = 0; i < c->n; i++) {
		str_add_f(out, "%s%s", i ? "、" : "", duty_person_name(b, c->v[i].person));
		if (span_equal(cell_span(&c->v[i]), usual))
			continue;
		roster_span_text(cell_span(&c->v[i]), span);
		str_add_f(out, " %s", span);
	}
}

/* ---- edits ---- */

/* What is left of a duty outside of [from, until), as far as it begins on its own day. */
static void
keep_outside(struct list *l, const struct cell_duty *d, int64_t from, int64_t until)
{
	bool touched = d->from < until && d->until > from;

	if (!touched || d->from < from)
		vec_push(l, ((struct cell_duty){d->person, d->from, touched ? from : d->until}));
	if (touched && d->until > until && day_of(until) == day_of(d->from))
		vec_push(l, ((struct cell_duty){d->person, until, d->until}));
}

struct cell_duties
cell_put(struct arena *a, const struct cell_duties *c, int day, struct shift_span span,
	 const char *const *persons, size_t n)
{
	int64_t from = roster_span_start(day, span), until = roster_span_end(day, span);
	struct list l = {0};

	for (size_t i = 0; i < c->n; i++)
		keep_outside(&l, &c->v[i], from, until);
	for (size_t i = 0; i < n; i++)
		vec_push(&l, ((struct cell_duty){persons[i], from, until}));
	return finish(a, &l);
}

struct cell_duties
cell_toggle(struct arena *a, const struct cell_duties *c, int day, struct shift_span span,
	    const char *person)
{
	struct cell_duty d = {person, roster_span_start(day, span), roster_span_end(day, span)};
	struct list l = {0};

	for (size_t i = 0; i < c->n; i++)
		if (compare(&c->v[i], &d) != 0)
			vec_push(&l, c->v[i]);
	if (l.n == c->n)
		vec_push(&l, d);
	return finish(a, &l);
}

struct cell_duties
cell_without(struct arena *a, const struct cell_duties *c, const char *person)
{
	struct list l = {0};

	for (size_t i = 0; i < c->n; i++)
		if (!str_equal(c->v[i].person, person))
			vec_push(&l, c->v[i]);
	return finish(a, &l);
}

struct cell_duties
cell_moved(struct arena *a, const struct cell_duties *c, int from_day, int to_day)
{
	int64_t by = day_secs(to_day) - day_secs(from_day);
	struct list l = {0};

	for (size_t i = 0; i < c->n; i++)
		vec_push(&l, ((struct cell_duty){c->v[i].person, c->v[i].from + by,
						 c->v[i].until + by}));
	return finish(a, &l);
}

size_t
cell_spans(const struct cell_duties *c, struct shift_span *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n && n < max; i++) {
		size_t k = 0;

		while (k < n && !span_equal(out[k], cell_span(&c->v[i])))
			k++;
		if (k == n)
			out[n++] = cell_span(&c->v[i]);
	}
	return n;
}

size_t
cell_usual(const struct stints *planned, const char *post, int day, struct shift_span *out,
	   size_t max)
{
	struct arena a = {0};
	size_t n = 0;

	for (int by = 0; by <= USUAL_DAYS && n == 0; by++)
		for (int sign = -1; sign <= 1 && n == 0; sign += 2) {
			struct cell_duties near =
			    cell_take(&a, planned, post, day_add(day, sign * by));

			n = cell_spans(&near, out, max);
		}
	arena_free(&a);
	if (n == 0)
		out[n++] = whole_day;
	return n;
}
