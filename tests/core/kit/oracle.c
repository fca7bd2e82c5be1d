/* Who stands at one minute, by the letter of the headers. */
#include "tests/core/kit/oracle.h"

#include <stdio.h>
#include <string.h>

#include "core/matter.h"
#include "core/season.h"
#include "core/vec.h"
#include "tests/helpers.h"

/* ---- days ---- */

/* Of the notices of 2024, 2025 and 2026, the months that the tests use; written down by hand. */
static const struct {
	int from, until;
	bool rest;
} decreed[] = {
    {20240101, 20240101, true},  {20240204, 20240204, false}, {20240210, 20240217, true},
    {20240218, 20240218, false}, {20260101, 20260103, true},  {20260104, 20260104, false},
    {20260214, 20260214, false}, {20260215, 20260223, true},  {20260228, 20260228, false},
    {20260920, 20260920, false}, {20260925, 20260927, true},  {20261001, 20261007, true},
    {20261010, 20261010, false}, {20260404, 20260406, true},
};

/* Sakamoto's way: 0 is Sunday. */
static int
weekday(int day)
{
	static const int t[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
	int y = day / 10000, m = day / 100 % 100, d = day % 100;

	y -= m < 3;
	return (y + y / 4 - y / 100 + y / 400 + t[m - 1] + d) % 7;
}

bool
oracle_is_rest(int day)
{
	for (size_t i = 0; i < ARRAY_LEN(decreed); i++)
		if (day >= decreed[i].from && day <= decreed[i].until)
			return decreed[i].rest;
	return weekday(day) == 0 || weekday(day) == 6;
}

/* ---- things ---- */

static const struct post *
post_of(const struct duty_book *b, const char *id)
{
	for (size_t i = 0; id && i < b->posts.n; i++)
		if (!strcmp(b->posts.v[i]->id, id))
			return b->posts.v[i]->body;
	return NULL;
}

static bool
same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

static int64_t
number_of(const char *id)
{
	long long n = 0;

	sscanf(id, "%*[a-z0-9]-%lld", &n);
	return n;
}

/* Posts with an order first, in it; then the others as they were made. */
static int64_t
rank_of(const struct duty_book *b, const char *post)
{
	const struct post *p = post_of(b, post);

	return p->order.set ? p->order.n : 1000000 + number_of(post);
}

static bool
post_before(const struct duty_book *b, const char *x, const char *y)
{
	int64_t m = rank_of(b, x), n = rank_of(b, y);

	return m != n ? m < n : number_of(x) < number_of(y);
}

/* By the moment it was written down; at the same one by number. */
static bool
earlier(const struct record *x, const struct record *y)
{
	return x->ts != y->ts ? x->ts < y->ts : number_of(x->id) < number_of(y->id);
}

/* ---- what a post needs ---- */

static int
warned(const struct duty_book *b, const struct season *s, int64_t at)
{
	for (size_t i = 0; i < b->warnings.n; i++) {
		const struct warning *w = b->warnings.v[i]->body;

		if (w->colour && w->colour <= s->colour && w->issued.secs <= at &&
		    (!w->until.kind || at < w->until.secs) &&
		    (!w->lifted || at < b->warnings.v[i]->last->at.secs))
			return 1;
	}
	return 0;
}

static int
md(const char *text)
{
	int m = 0, d = 0;

	sscanf(text, "%d-%d", &m, &d);
	return m * 100 + d;
}

int
oracle_mode(const struct duty_book *b, int64_t at)
{
	const struct thing *best = NULL;
	int level = MODE_NORMAL;

	for (size_t i = 0; i < b->modes.n; i++) {
		const struct mode *m = b->modes.v[i]->body, *o = best ? best->body : NULL;
		bool on =
		    !m->cancelled && m->start.secs <= at && (!m->end.kind || at < m->end.secs);

		if (on && (!o || m->start.secs > o->start.secs ||
			   (m->start.secs == o->start.secs &&
			    earlier(best->first, b->modes.v[i]->first))))
			best = b->modes.v[i];
	}
	if (best)
		return ((const struct mode *)best->body)->level;
	for (size_t i = 0; i < b->seasons.n; i++) {
		const struct season *s = b->seasons.v[i]->body;
		int day = day_of(at) % 10000;
		bool in =
		    !s->from || (md(s->from) <= md(s->to) ? md(s->from) <= day && day <= md(s->to)
							  : day >= md(s->from) || day <= md(s->to));

		if (!s->cancelled && in && (!s->colour || warned(b, s, at)) && s->level > level)
			level = s->level;
	}
	return level;
}

bool
oracle_must_stand(const struct duty_book *b, const struct post *p, int64_t at)
{
	int64_t from = (p->office_from.set ? p->office_from.minute : 480) * 60;
	int64_t until = (p->office_until.set ? p->office_until.minute : 1080) * 60;
	int64_t since = at - day_secs(day_of(at));

	(void)b;
	if (p->covers == COVERS_OFFHOURS)
		return oracle_is_rest(day_of(at)) || since < from || since >= until;
	if (p->covers == COVERS_RESTDAYS)
		return oracle_is_rest(day_of(at - from));
	if (p->covers == COVERS_WORKDAYS)
		return !oracle_is_rest(day_of(at - from));
	return true;
}

int64_t
oracle_need(const struct duty_book *b, const struct post *p, int64_t at)
{
	int mode = oracle_mode(b, at);

	if (!oracle_must_stand(b, p, at))
		return 0;
	if (mode == MODE_ALL && p->all.set)
		return p->all.n;
	if (mode != MODE_NORMAL && p->raised.set)
		return p->raised.n;
	return p->min.n;
}

int
oracle_readiness(const struct duty_book *b, const char *post, int64_t at)
{
	const struct post *p = post_of(b, post);

	if (!p->readiness)
		return READY_ONSITE;
	return p->readiness == READY_ONCALL && oracle_mode(b, at) == MODE_ALL ? READY_ONSITE
									      : p->readiness;
}

bool
oracle_doubles(const struct duty_book *b, const char *x, const char *y)
{
	return !same(x, y) && (same(post_of(b, x)->also, y) || same(post_of(b, y)->also, x));
}

int64_t
oracle_have(const struct duty_book *b, const struct oracle_rows *rows, const char *post, int64_t at)
{
	int64_t n = 0;

	for (size_t k = 0; k < b->people.n; k++) {
		bool fills = false;

		for (size_t i = 0; i < rows->n; i++)
			if (same(rows->v[i].person, b->people.v[k]->id) &&
			    (same(rows->v[i].post, post) ||
			     same(post_of(b, rows->v[i].post)->also, post)))
				fills = true;
		n += fills;
	}
	for (size_t i = 0; i < b->covers.n; i++) {
		const struct cover *c = b->covers.v[i]->body;

		if (!c->cancelled && same(c->post, post) && c->start.secs <= at && at < c->end.secs)
			n += c->people.set ? c->people.n : 1;
	}
	return n;
}

/* ---- who ---- */

static void
add(struct oracle_rows *rows, struct oracle_row r)
{
	if (rows->n == ORACLE_MAX)
		ck_abort_msg("more than %d stand at once", ORACLE_MAX);
	rows->v[rows->n++] = r;
}

static bool
turn_counts(const struct pattern *p, int64_t begins)
{
	bool rest = oracle_is_rest(day_of(begins));

	return p->days == PATTERN_ALL_DAYS || (p->days == PATTERN_RESTDAYS) == rest;
}

/* Counts the turns from the first one on, one by one. */
static void
add_pattern(const struct duty_book *b, const struct thing *t, int64_t at, struct oracle_rows *rows)
{
	const struct pattern *p = t->body;
	int64_t every = (p->every.set ? p->every.n : p->hours.n) * 3600, crews = 0, counted = 0;
	int64_t begins = day_secs(p->first) + (p->from.set ? p->from.minute : 480) * 60;
	char crew[200];

	while (p->crews[crews])
		crews++;
	if (p->cancelled || !oracle_must_stand(b, post_of(b, p->post), at))
		return;
	for (; begins <= at; begins += every) {
		if (!turn_counts(p, begins))
			continue;
		if (at < begins + p->hours.n * 3600)
			break;
		counted++;
	}
	if (begins > at || (p->last && day_of(begins) > p->last))
		return;
	snprintf(crew, sizeof(crew), "+%s+",
		 p->crews[counted / (p->times.set ? p->times.n : 1) % crews]);
	for (size_t i = 0; i < b->people.n; i++) {
		char one[40];

		snprintf(one, sizeof(one), "+%s+", b->people.v[i]->id);
		if (strstr(crew, one))
			add(rows, (struct oracle_row){p->post, b->people.v[i]->id, t->id, NULL,
						      ASSIGN_PATTERN, begins});
	}
}

static void
add_base(const struct duty_book *b, int64_t at, struct oracle_rows *rows)
{
	for (size_t i = 0; i < b->patterns.n; i++) {
		const struct pattern *p = b->patterns.v[i]->body;
		bool planned = false;

		for (size_t k = 0; k < b->assignments.n; k++) {
			const struct assignment *a = b->assignments.v[k]->body;

			planned |= a->source == ASSIGN_PLAN && !a->cancelled &&
				   a->start.secs <= at && at < a->end.secs &&
				   same(a->post, p->post);
		}
		if (!planned)
			add_pattern(b, b->patterns.v[i], at, rows);
	}
	for (size_t k = 0; k < b->assignments.n; k++) {
		const struct assignment *a = b->assignments.v[k]->body;

		if (a->source == ASSIGN_PLAN && !a->cancelled && a->start.secs <= at &&
		    at < a->end.secs)
			add(rows, (struct oracle_row){a->post, a->person, b->assignments.v[k]->id,
						      NULL, ASSIGN_PLAN, a->start.secs});
	}
}

/* Both hands at once: who holds what is looked at before anything is given. */
static void
swap(const struct thing *t, int64_t at, struct oracle_rows *rows)
{
	const struct swap *s = t->body;
	bool there = s->start.secs <= at && at < s->end.secs;
	bool back = s->back_start.kind && s->back_start.secs <= at && at < s->back_end.secs;
	bool returns[ORACLE_MAX];

	for (size_t i = 0; i < rows->n; i++)
		returns[i] = s->back_start.kind && same(rows->v[i].person, s->with) &&
			     same(rows->v[i].post, s->back_post);
	for (size_t i = 0; i < rows->n; i++) {
		struct oracle_row *r = &rows->v[i];
		const char *to = NULL;

		if (returns[i] && back)
			to = s->person;
		else if (!returns[i] && there && same(r->person, s->person) &&
			 same(r->post, s->post))
			to = s->with;
		if (!to)
			continue;
		r->instead = r->person;
		r->person = to;
		r->source = ASSIGN_SWAP;
		r->origin = t->id;
	}
}

static void
take_over(const struct thing *t, int64_t at, struct oracle_rows *rows)
{
	const struct assignment *a = t->body;
	size_t n = 0;

	if (at < a->start.secs || at >= a->end.secs)
		return;
	for (size_t i = 0; i < rows->n; i++) {
		bool gone = !a->besides && same(rows->v[i].post, a->post) &&
			    (!a->instead || same(rows->v[i].person, a->instead));

		if (!gone)
			rows->v[n++] = rows->v[i];
	}
	rows->n = n;
	add(rows, (struct oracle_row){a->post, a->person, t->id, a->instead, ASSIGN_TAKEOVER,
				      a->start.secs});
}

/* When a change was recorded: a swap when it was approved, a takeover when it was written. */
static const struct record *
recorded(const struct thing *t)
{
	return t->kind == &kind_swap ? t->last : t->first;
}

static bool
is_change(const struct thing *t)
{
	const struct assignment *a = t->body;

	if (t->kind == &kind_swap)
		return ((const struct swap *)t->body)->state == SWAP_APPROVED;
	return a->source == ASSIGN_TAKEOVER && !a->cancelled;
}

/* All changes, the earliest recorded first. */
static void
apply_changes(const struct duty_book *b, int64_t at, struct oracle_rows *rows)
{
	const struct things *lists[] = {&b->swaps, &b->assignments};
	const struct thing *changes[ORACLE_MAX];
	size_t n = 0;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < lists[k]->n && n < ORACLE_MAX; i++)
			if (is_change(lists[k]->v[i]))
				changes[n++] = lists[k]->v[i];
	while (n > 0) {
		size_t first = 0;

		for (size_t i = 1; i < n; i++)
			if (earlier(recorded(changes[i]), recorded(changes[first])))
				first = i;
		if (changes[first]->kind == &kind_swap)
			swap(changes[first], at, rows);
		else
			take_over(changes[first], at, rows);
		changes[first] = changes[--n];
	}
}

void
oracle_claims(const struct duty_book *b, int64_t at, struct oracle_rows *out)
{
	out->n = 0;
	add_base(b, at, out);
	apply_changes(b, at, out);
}

bool
oracle_on_leave(const struct duty_book *b, const char *person, int64_t at)
{
	for (size_t i = 0; i < b->leaves.n; i++) {
		const struct leave *l = b->leaves.v[i]->body;

		if (l->state == LEAVE_APPROVED && same(l->person, person) && l->start.secs <= at &&
		    at < l->end.secs)
			return true;
	}
	return false;
}

/* Which of two claims of one person wins. */
static bool
stronger(const struct duty_book *b, const struct oracle_row *x, const struct oracle_row *y)
{
	if (x->source != y->source)
		return x->source > y->source;
	if (!same(x->post, y->post))
		return post_before(b, x->post, y->post);
	if (!same(x->origin, y->origin))
		return number_of(x->origin) < number_of(y->origin);
	return x->begins < y->begins;
}

void
oracle_stand(const struct duty_book *b, int64_t at, struct oracle_rows *out)
{
	struct oracle_rows claims;
	bool taken[ORACLE_MAX] = {0};

	oracle_claims(b, at, &claims);
	out->n = 0;
	for (size_t round = 0; round < claims.n; round++) {
		size_t best = ORACLE_MAX;
		bool free = true;

		for (size_t i = 0; i < claims.n; i++)
			if (!taken[i] &&
			    (best == ORACLE_MAX || stronger(b, &claims.v[i], &claims.v[best])))
				best = i;
		taken[best] = true;
		if (claims.v[best].source != ASSIGN_TAKEOVER &&
		    oracle_on_leave(b, claims.v[best].person, at))
			continue;
		for (size_t i = 0; i < out->n; i++)
			if (same(out->v[i].person, claims.v[best].person) &&
			    !oracle_doubles(b, out->v[i].post, claims.v[best].post))
				free = false;
		if (free)
			add(out, claims.v[best]);
	}
}
