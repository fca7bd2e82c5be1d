/* The figures of an incident: what is known of people and losses, as of when. */
#include "core/figures.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

/* kind_fact begins with asof; the measures follow in the order of measures.def. */
enum { FIRST_MEASURE = 1 };

/* What S sums up (practice.md 11). */
static const enum measure people[] = {
    MEASURE_dead,    MEASURE_missing, MEASURE_trapped, MEASURE_injured,
    MEASURE_serious, MEASURE_light,   MEASURE_safe,
};

const struct field *
measure_field(enum measure m)
{
	return &kind_fact.fields[FIRST_MEASURE + m];
}

bool
measure_is_decimal(enum measure m)
{
	return measure_field(m)->type == &field_decimal;
}

enum measure
measure_named(const char *name)
{
	enum measure m = 0;

	while (m < MEASURES && !str_equal(measure_field(m)->name, name))
		m++;
	return m;
}

bool
measure_given(const struct record *fact, enum measure m, int64_t *value)
{
	const struct field *f = measure_field(m);

	if (f->type == &field_decimal) {
		const struct decimal *d = field_of(f, fact->body);

		*value = d->milli;
		return d->set;
	}
	const struct count *c = field_of(f, fact->body);

	*value = c->n;
	return c->set;
}

static bool
has_time(struct moment m)
{
	return m.kind == MOMENT_EXACT || m.kind == MOMENT_ABOUT;
}

int64_t
fact_asof(const struct record *fact)
{
	const struct fact *f = fact->body;

	return has_time(f->asof) ? f->asof.secs : record_when(fact);
}

int64_t
fact_learned(const struct record *fact)
{
	const struct fact *f = fact->body;
	int64_t learned = has_time(f->learned) ? f->learned.secs : record_when(fact);
	int64_t asof = fact_asof(fact);

	return learned > asof ? learned : asof;
}

/* Whether the first version stands before the second; one that is still being written is newest. */
static bool
older(int64_t asof, const struct record *r, int64_t asof2, const struct record *r2)
{
	if (asof != asof2)
		return asof < asof2;
	if (!r->id || !r2->id)
		return r->id != NULL;
	return record_compare(r, r2) < 0;
}

static bool
is_casualty(enum measure m)
{
	for (size_t i = 0; i < ARRAY_LEN(people); i++)
		if (people[i] == m)
			return m != MEASURE_safe;
	return m == MEASURE_poisoned;
}

static void
add(struct figures *f, const struct record *fact, bool casualties)
{
	int64_t asof = fact_asof(fact), value;

	for (enum measure m = 0; m < MEASURES; m++) {
		struct figure *now = &f->of[m];

		if (!measure_given(fact, m, &value) || (!casualties && is_casualty(m)))
			continue;
		if (now->known && !older(now->asof, now->by, asof, fact))
			continue;
		*now = (struct figure){
		    .value = value,
		    .known = true,
		    .verified = ((const struct fact *)fact->body)->verified,
		    .asof = asof,
		    .by = fact,
		};
	}
	if (asof > f->asof)
		f->asof = asof;
}

void
figures_add(struct figures *f, const struct record *fact)
{
	if (fact->kind == &kind_fact && fact->body)
		add(f, fact, true);
}

void
figures_add_within(struct figures *f, const struct record *fact, int last_day)
{
	if (fact->kind == &kind_fact && fact->body)
		add(f, fact, last_day == 0 || day_of(fact_asof(fact)) <= last_day);
}

void
figures_fold(const struct records *recs, int64_t asof, struct figures *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < recs->n; i++)
		if (recs->v[i]->kind == &kind_fact && recs->v[i]->body &&
		    fact_asof(recs->v[i]) <= asof)
			figures_add(out, recs->v[i]);
}

int64_t
figures_sum(const struct figures *f)
{
	int64_t sum = 0;

	for (size_t i = 0; i < ARRAY_LEN(people); i++)
		sum += f->of[people[i]].value;
	return sum;
}

int64_t
figures_injured(const struct figures *f)
{
	return f->of[MEASURE_injured].value + f->of[MEASURE_serious].value +
	       f->of[MEASURE_light].value;
}

bool
figures_injured_known(const struct figures *f)
{
	return f->of[MEASURE_injured].known || f->of[MEASURE_serious].known ||
	       f->of[MEASURE_light].known;
}

bool
figures_differ(const struct figures *a, const struct figures *b)
{
	for (enum measure m = 0; m < MEASURES; m++)
		if (a->of[m].known != b->of[m].known || a->of[m].value != b->of[m].value)
			return true;
	return false;
}

enum change
figures_change(const struct figures *before, const struct figures *after)
{
	int64_t was = figures_sum(before), is = figures_sum(after);

	if (is != was)
		return is > was ? CHANGE_MORE : CHANGE_REVISED;
	return figures_differ(before, after) ? CHANGE_PROGRESS : CHANGE_NONE;
}

/* A new fact stands after every one of the same as-of, even while it has no id yet. */
static const struct record *
version_before(const struct records *recs, const struct record *fact, enum measure m)
{
	const struct record *best = NULL;
	int64_t asof = fact_asof(fact), value;

	for (size_t i = 0; i < recs->n; i++) {
		const struct record *r = recs->v[i];

		if (r == fact || r->kind != &kind_fact || !r->body || fact_asof(r) > asof ||
		    !measure_given(r, m, &value))
			continue;
		if (!best || older(fact_asof(best), best, fact_asof(r), r))
			best = r;
	}
	return best;
}

static void
name_fall(struct str *names, enum measure m, const struct record *before, const struct record *fact)
{
	if (names->len)
		str_add(names, "，");
	str_add_f(names, "%s ", _(measure_field(m)->label));
	field_show(measure_field(m), before->body, names);
	str_add(names, "→");
	field_show(measure_field(m), fact->body, names);
}

enum rc
figures_check_fall(const struct records *recs, const struct record *fact, struct str *names,
		   struct err *e)
{
	const struct fact *f = fact->body;
	struct str falls = STR_INIT;
	enum rc rc = RC_OK;

	for (enum measure m = 0; m < MEASURES; m++) {
		const struct record *before = version_before(recs, fact, m);
		int64_t is, was;

		if (m == MEASURE_sheltered || !before || !measure_given(fact, m, &is) ||
		    !measure_given(before, m, &was) || is >= was)
			continue;
		name_fall(&falls, m, before, fact);
	}
	if (names)
		str_add(names, falls.ptr);
	if (falls.len && (!f->reason || !*f->reason))
		rc = err_set(e, RC_INVALID, _("a figure falls without a reason: %s; give reason="),
			     falls.ptr);
	str_clear(&falls);
	return rc;
}

static int
by_asof(const void *a, const void *b)
{
	const struct record *const *x = a, *const *y = b;

	return older(fact_asof(*x), *x, fact_asof(*y), *y)
		   ? -1
		   : older(fact_asof(*y), *y, fact_asof(*x), *x);
}

size_t
figures_history(struct arena *a, const struct records *recs, enum measure m,
		const struct record ***out)
{
	const struct record **v = arena_alloc(a, (recs->n + 1) * sizeof(*v));
	size_t n = 0;
	int64_t value;

	for (size_t i = 0; i < recs->n; i++)
		if (recs->v[i]->kind == &kind_fact && recs->v[i]->body &&
		    measure_given(recs->v[i], m, &value))
			v[n++] = recs->v[i];
	if (n)
		qsort(v, n, sizeof(*v), by_asof);
	*out = v;
	return n;
}
