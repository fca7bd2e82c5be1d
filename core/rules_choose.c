/* Which rule set is in force, and what it says for a case. */
#include <stdlib.h>
#include <string.h>

#include "core/grade.h"
#include "core/rules.h"
#include "core/station.h"
#include "core/vec.h"
#include "core/words.h"

/* Wider scopes first. */
enum scope { SCOPE_ALL, SCOPE_GROUP, SCOPE_FAMILY, SCOPE_KIND };

static enum scope
scope_of(const struct rule *r)
{
	if (r->kinds)
		return SCOPE_KIND;
	if (!r->families)
		return SCOPE_ALL;
	return r->group ? SCOPE_GROUP : SCOPE_FAMILY;
}

static bool
in_scope(const struct rule *r, const struct rule_case *c)
{
	if (r->families && !(r->families >> c->family & 1))
		return false;
	return !r->kinds || words_have(r->kinds, c->kind);
}

static bool
reached(const struct rule *r, const struct rule_case *c)
{
	for (size_t i = 0; c->most && i < r->nwhen; i++)
		if (c->most[r->when[i].measure] >= r->when[i].least)
			return true;
	return false;
}

static bool
has_case(const struct rule *r)
{
	return r->grade || r->flags || r->danger || r->period || r->nwhen;
}

static bool
case_holds(const struct rule_set *s, const struct rule *r, const struct rule_case *c)
{
	if (r->grade && c->grade != r->grade && !grade_graver(c->grade, r->grade))
		return false;
	if (r->flags && !(r->flags & c->flags))
		return false;
	if (r->danger && !c->danger)
		return false;
	if (r->period && !rules_in_period(s, r->period, c->day))
		return false;
	return !r->nwhen || reached(r, c);
}

static bool
applies(const struct rule_set *s, const struct rule *r, const struct rule_case *c)
{
	return in_scope(r, c) && case_holds(s, r, c);
}

/* Whether a rule speaks to this recipient; without `to` it speaks to all. */
static bool
addressed(const struct rule *r, const char *to)
{
	return !to || !r->to || !*r->to || words_have(r->to, to);
}

static void
take(struct rule_values *v, const struct rule *r, enum rule_number n)
{
	v->n[n] = r->numbers[n];
	v->by[n] = r;
}

static void
choose_base(const struct rule *r, struct rule_values *v)
{
	for (enum rule_number n = 0; n < RULE_NUMBERS; n++)
		if (r->numbers[n] && (!v->by[n] || scope_of(r) >= scope_of(v->by[n])))
			take(v, r, n);
}

/* The window is the family's and tries are no time: less of them is not steeper. */
static void
choose_steeper(const struct rule *r, struct rule_values *v)
{
	for (enum rule_number n = 0; n < RULE_NUMBERS; n++) {
		bool time = n != RULE_WINDOW && n != RULE_SUMMONS_TRIES;

		if (r->numbers[n] && (!v->by[n] || (time && r->numbers[n] < v->n[n])))
			take(v, r, n);
	}
}

static void
choose_manner(const struct rule *r, struct rule_values *v)
{
	v->from_occurred |= r->from_occurred;
	v->change_late |= r->change_late;
	v->triggers |= r->triggers;
	if (r->ntimes) {
		memcpy(v->times, r->times, sizeof(v->times));
		v->ntimes = r->ntimes;
	}
}

void
rules_choose(const struct rule_set *s, const struct rule_case *c, const char *to,
	     struct rule_values *out)
{
	*out = (struct rule_values){0};
	for (int cased = 0; cased < 2; cased++)
		for (size_t i = 0; i < s->nrules; i++) {
			const struct rule *r = &s->rules[i];

			if (has_case(r) != cased || !applies(s, r, c) || !addressed(r, to))
				continue;
			(cased ? choose_steeper : choose_base)(r, out);
			choose_manner(r, out);
		}
	if (!out->n[RULE_UPGRADE]) {
		out->n[RULE_UPGRADE] = out->n[RULE_PHONE];
		out->by[RULE_UPGRADE] = out->by[RULE_PHONE];
	}
	if (!out->triggers)
		out->triggers = ~0u;
}

const char **
rules_recipients(struct arena *a, const struct rule_set *s, const struct rule_case *c, bool also)
{
	size_t n = 0, most = 1;

	for (size_t i = 0; i < s->nrules; i++)
		for (const char **w = also ? s->rules[i].also : s->rules[i].to; w && *w; w++)
			most++;
	const char **out = arena_alloc(a, most * sizeof(*out));

	for (size_t i = 0; i < s->nrules; i++)
		for (const char **w = also ? s->rules[i].also : s->rules[i].to; w && *w; w++)
			if (applies(s, &s->rules[i], c) && !words_have(out, *w))
				out[n++] = *w;
	return out;
}

uint64_t
rules_thresholds(const struct rule_set *s, const struct rule_case *c)
{
	uint64_t mask = 0;

	for (size_t i = 0; i < s->nrules && i < 64; i++)
		if (s->rules[i].nwhen && applies(s, &s->rules[i], c))
			mask |= UINT64_C(1) << i;
	return mask;
}

static bool
in_year(const struct rule_period *p, int day)
{
	int md = day % 10000;

	if (!p->from)
		return false;
	if (p->from <= p->to)
		return md >= p->from && md <= p->to;
	return md >= p->from || md <= p->to;
}

static bool
in_one(const struct rule_period *p, int day)
{
	for (size_t i = 0; i < p->ndays; i++)
		if (day >= p->days[i][0] && day <= p->days[i][1])
			return true;
	return in_year(p, day);
}

bool
rules_in_period(const struct rule_set *s, const char *period, int day)
{
	for (size_t i = 0; i < s->nperiods; i++)
		if (str_equal(s->periods[i].name, period) && in_one(&s->periods[i], day))
			return true;
	return false;
}

bool
rules_sensitive_day(const struct rule_set *s, int day, const char **name)
{
	for (size_t i = 0; i < s->nperiods; i++)
		if (s->periods[i].sensitive && in_one(&s->periods[i], day)) {
			if (name)
				*name = s->periods[i].name;
			return true;
		}
	return false;
}

const struct rule_routine *
rules_routine(const struct rule_set *s, const char *name)
{
	for (size_t i = 0; i < s->nroutines; i++)
		if (str_equal(s->routines[i].name, name))
			return &s->routines[i];
	return NULL;
}

void
rules_number_text(enum rule_number n, int value, struct str *out)
{
	bool minutes = n != RULE_SUMMONS_TRIES && n != RULE_WINDOW;

	if (n == RULE_WINDOW)
		str_add_f(out, "%dd", value);
	else if (minutes && value >= 120 && value % 60 == 0)
		str_add_f(out, "%dh", value / 60);
	else
		str_add_f(out, "%d", value);
}

static int
by_force(const void *a, const void *b)
{
	const struct rule_set *x = a, *y = b;

	if (x->in_force != y->in_force)
		return x->in_force < y->in_force ? -1 : 1;
	return record_compare(x->by, y->by);
}

void
rule_sets_read(struct arena *a, const struct records *recs, struct rule_sets *out)
{
	out->v = arena_alloc(a, (recs->n + 1) * sizeof(*out->v));
	out->n = 0;
	for (size_t i = 0; i < recs->n; i++) {
		const struct record *r = recs->v[i];
		const struct rules_record *body = r->body;
		struct rule_set *s = &out->v[out->n];
		int64_t made = r->at.kind == MOMENT_EXACT ? r->at.secs : r->ts / 1000;

		if (r->kind != &kind_rules || !body || !body->text ||
		    rules_parse(a, r->id, body->text, strlen(body->text), false, s, NULL) != RC_OK)
			continue;
		if (body->since)
			s->since = body->since;
		s->by = r;
		s->in_force = s->since && day_secs(s->since) > made ? day_secs(s->since) : made;
		out->n++;
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_force);
}

const struct rule_set *
rule_sets_at(const struct rule_sets *sets, int64_t moment)
{
	const struct rule_set *found = sets->n ? &sets->v[0] : NULL;

	for (size_t i = 0; i < sets->n && sets->v[i].in_force <= moment; i++)
		found = &sets->v[i];
	return found;
}
