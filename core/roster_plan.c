/* A plan that is not published yet, and what publishing it would write. */
#include "core/roster_plan.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

/* A duty is cut every 24 hours from its start: the pieces are what lies in cells. */
enum { PIECES_MAX = ASSIGNMENT_DAYS + 1 };

static int
compare_cells(const void *a, const void *b)
{
	const struct plan_cell *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return record_id_compare(x->post, y->post);
}

void
plan_cells_sort(struct plan_cells *cells)
{
	if (cells->n)
		qsort(cells->v, cells->n, sizeof(*cells->v), compare_cells);
}

const struct plan_cell *
plan_cell_find(const struct plan_cells *cells, const char *post, int day)
{
	struct plan_cell key = {.day = day, .post = post};

	if (cells->n == 0)
		return NULL;
	return bsearch(&key, cells->v, cells->n, sizeof(*cells->v), compare_cells);
}

void
plan_cell_write(const struct plan_cell *c, struct str *out)
{
	cell_text(&c->now, out);
	str_add_char(out, ' ');
	cell_text(&c->was, out);
	str_add_f(out, " %s %lld", c->by, (long long)c->ts);
}

enum rc
plan_cell_read(struct arena *a, int day, const char *post, const char *text, struct plan_cell *out,
	       struct err *e)
{
	char *copy = arena_text(a, text), *words[4] = {NULL}, *save = NULL;
	size_t n = 0;
	enum rc rc;

	for (char *w = strtok_r(copy, " ", &save); w && n < 4; w = strtok_r(NULL, " ", &save))
		words[n++] = w;
	*out = (struct plan_cell){.day = day, .post = post};
	if (n != 4)
		return err_set(e, RC_INVALID, _("“%.60s” does not say who is on duty"), text);
	out->by = words[2];
	out->ts = strtoll(words[3], NULL, 10);
	rc = cell_read(a, day, words[0], &out->now, e);
	return rc == RC_OK ? cell_read(a, day, words[1], &out->was, e) : rc;
}

/* ---- comparing ---- */

/* Wanted duties of a cell, and which of them something in the book stands for already. */
struct wanted {
	const struct plan_cell *cell;
	bool *met;
	size_t nmet;
};

struct compare {
	const struct duty_book *book;
	const struct plan_cells *cells;
	struct arena arena;
	struct wanted *wanted; /* one a cell */
	struct plan_changes *out;
};

static struct cell_duty
piece(const struct assignment *as, int i)
{
	struct cell_duty d = {as->person, as->start.secs + i * (int64_t)DAY_SECONDS, as->end.secs};

	if (d.until > d.from + DAY_SECONDS)
		d.until = d.from + DAY_SECONDS;
	return d;
}

static int
pieces(const struct assignment *as)
{
	int64_t n = (as->end.secs - as->start.secs + DAY_SECONDS - 1) / DAY_SECONDS;

	return n > PIECES_MAX ? PIECES_MAX : (int)n;
}

static struct wanted *
wanted_at(struct compare *c, const char *post, int64_t from)
{
	const struct plan_cell *cell = plan_cell_find(c->cells, post, day_of(from));

	return cell ? &c->wanted[cell - c->cells->v] : NULL;
}

/* An unmet duty of the cell with these hours; person NULL: anybody's. */
static const struct cell_duty *
meet(struct wanted *w, const struct cell_duty *d, const char *person)
{
	for (size_t i = 0; i < w->cell->now.n; i++) {
		const struct cell_duty *x = &w->cell->now.v[i];

		if (w->met[i] || x->from != d->from || x->until != d->until ||
		    (person && !str_equal(x->person, person)))
			continue;
		w->met[i] = true;
		w->nmet++;
		return x;
	}
	return NULL;
}

/* Bit i: piece i of the duty is not wanted any more. */
static uint64_t
dropped(struct compare *c, const struct assignment *as)
{
	uint64_t out = 0;
	bool asked = false;

	for (int i = 0; i < pieces(as); i++) {
		struct cell_duty d = piece(as, i);
		struct wanted *w = wanted_at(c, as->post, d.from);

		asked = asked || w;
		if (w && !meet(w, &d, as->person))
			out |= UINT64_C(1) << i;
	}
	c->out->kept += asked && !out;
	return out;
}

static void
add(struct compare *c, enum plan_act act, const struct thing *t, const char *person,
    const struct cell_duty *span)
{
	const struct assignment *as = t ? t->body : NULL;

	vec_push(c->out, ((struct plan_change){act, t, as ? as->post : NULL, person, span->from,
					       span->until}));
}

/* Runs of pieces that stay after the first one that goes: duties of their own. */
static void
add_rest(struct compare *c, const struct thing *t, uint64_t gone, int from)
{
	const struct assignment *as = t->body;

	for (int i = from; i < pieces(as); i++) {
		struct cell_duty run = piece(as, i);

		if (gone >> i & 1)
			continue;
		while (i + 1 < pieces(as) && !(gone >> (i + 1) & 1))
			run.until = piece(as, ++i).until;
		add(c, PLAN_NEW, NULL, as->person, &run);
		c->out->v[c->out->n - 1].post = as->post;
	}
}

static void
change_duty(struct compare *c, const struct thing *t, uint64_t gone)
{
	const struct assignment *as = t->body;
	struct cell_duty whole = {as->person, as->start.secs, as->end.secs}, first = piece(as, 0);
	const struct cell_duty *into = NULL;
	int stay = 0;

	if (pieces(as) == 1 && (into = meet(wanted_at(c, as->post, first.from), &first, NULL))) {
		add(c, PLAN_PERSON, t, into->person, &whole);
		return;
	}
	while (!(gone >> stay & 1))
		stay++;
	if (stay > 0)
		whole.until = piece(as, stay - 1).until;
	add(c, stay > 0 ? PLAN_END : PLAN_CANCEL, t, as->person, &whole);
	add_rest(c, t, gone, stay);
}

/* Wanted duties that nothing in the book became; none where a pattern gives just those. */
static void
add_new(struct compare *c, const struct stints *patterns, const struct wanted *w)
{
	struct cell_duties given = cell_take(&c->arena, patterns, w->cell->post, w->cell->day);

	if (w->nmet == 0 && cell_equal(&given, &w->cell->now))
		return;
	for (size_t i = 0; i < w->cell->now.n; i++) {
		if (w->met[i])
			continue;
		add(c, PLAN_NEW, NULL, w->cell->now.v[i].person, &w->cell->now.v[i]);
		c->out->v[c->out->n - 1].post = w->cell->post;
	}
}

static void
compare_duties(struct compare *c)
{
	const struct things *all = &c->book->assignments;
	uint64_t *gone = arena_alloc(&c->arena, (all->n + 1) * sizeof(*gone));

	for (size_t i = 0; i < all->n; i++) {
		const struct assignment *as = all->v[i]->body;

		if (!as->cancelled && as->source != ASSIGN_TAKEOVER)
			gone[i] = dropped(c, as);
	}
	for (size_t i = 0; i < all->n; i++)
		if (gone[i])
			change_duty(c, all->v[i], gone[i]);
}

void
plan_compare(const struct duty_book *b, const struct plan_cells *cells, struct plan_changes *out)
{
	struct compare c = {.book = b, .cells = cells, .out = out};
	struct duty_book patterns_only = *b;
	struct stints patterns = {0};

	if (cells->n == 0)
		return;
	patterns_only.assignments = (struct things){0};
	duty_planned(&patterns_only, day_secs(cells->v[0].day),
		     day_secs(cells->v[cells->n - 1].day) + 2 * DAY_SECONDS, &patterns);
	c.wanted = arena_alloc(&c.arena, cells->n * sizeof(*c.wanted));
	for (size_t i = 0; i < cells->n; i++)
		c.wanted[i] =
		    (struct wanted){&cells->v[i], arena_alloc(&c.arena, cells->v[i].now.n + 1), 0};
	compare_duties(&c);
	for (size_t i = 0; i < cells->n; i++)
		add_new(&c, &patterns, &c.wanted[i]);
	vec_clear(&patterns);
	arena_free(&c.arena);
}

/* ---- as if it were recorded ---- */

static struct thing *
with_body(struct arena *a, const struct plan_change *c)
{
	struct thing *t = ARENA_NEW(a, struct thing);
	struct assignment *as = ARENA_NEW(a, struct assignment);

	*t = *c->thing;
	*as = *(const struct assignment *)t->body;
	t->body = as;
	as->cancelled = c->act == PLAN_CANCEL;
	as->person = c->act == PLAN_PERSON ? arena_text(a, c->person) : as->person;
	as->end = moment_at(c->until);
	return t;
}

/* Ids of things to come: behind all that are there. */
static struct thing *
new_duty(struct arena *a, const struct plan_change *c, const char *writer, size_t number)
{
	struct thing *t = ARENA_NEW(a, struct thing);
	struct record *r = ARENA_NEW(a, struct record);
	struct assignment *as = ARENA_NEW(a, struct assignment);

	*as = (struct assignment){.person = arena_text(a, c->person),
				  .post = arena_text(a, c->post),
				  .start = moment_at(c->from),
				  .end = moment_at(c->until),
				  .source = ASSIGN_PLAN};
	r->kind = t->kind = &kind_assignment;
	r->id = t->id = arena_text_f(a, "%s-%zu", writer, 1000000000 + number);
	r->ts = INT64_MAX;
	t->body = as;
	t->first = t->last = r;
	return t;
}

void
plan_apply(struct arena *a, const struct duty_book *b, const struct plan_changes *changes,
	   const char *writer, struct duty_book *out)
{
	struct things *list = &out->assignments;

	*out = *b;
	list->cap = b->assignments.n + changes->n;
	list->v = arena_alloc(a, (list->cap + 1) * sizeof(*list->v));
	if (b->assignments.n)
		memcpy(list->v, b->assignments.v, b->assignments.n * sizeof(*list->v));
	for (size_t i = 0; i < changes->n; i++) {
		const struct plan_change *c = &changes->v[i];

		for (size_t k = 0; c->thing && k < b->assignments.n; k++)
			if (list->v[k] == c->thing)
				list->v[k] = with_body(a, c);
		if (!c->thing)
			list->v[list->n++] = new_duty(a, c, writer, i);
	}
}

bool
plan_change_begun(const struct plan_change *c, int64_t now)
{
	if (c->act == PLAN_END) /* the part that stays may have */
		return c->until < now;
	return c->from <= now;
}
