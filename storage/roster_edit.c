/* Edits cells of the roster's draft: who is put where, taken out, copied, set to take turns. */
#include "core/vec.h"
#include "storage/roster_draft_inside.h"

#include <string.h>

enum { AROUND = 9 * DAY_SECONDS, CELLS_MAX = 2000, SPANS_MAX = 8 };

struct editing {
	struct book *book;
	struct arena *arena;
	struct roster roster;
	struct stints planned, standing; /* as published */
	struct plan_cells draft;         /* as it was */
	struct plan_cells cells;         /* that are edited, as they become */
	struct draft_step *step;
};

/* ---- one edit ---- */

static struct cell_duties
value_of(struct editing *ed, const char *post, int day)
{
	const struct plan_cell *c;

	for (size_t i = 0; i < ed->cells.n; i++)
		if (ed->cells.v[i].day == day && str_equal(ed->cells.v[i].post, post))
			return ed->cells.v[i].now;
	c = plan_cell_find(&ed->draft, post, day);
	return c ? c->now : cell_take(ed->arena, &ed->planned, post, day);
}

static struct plan_cell *
cell_of(struct editing *ed, const char *post, int day)
{
	for (size_t i = 0; i < ed->cells.n; i++)
		if (ed->cells.v[i].day == day && str_equal(ed->cells.v[i].post, post))
			return &ed->cells.v[i];
	vec_push(&ed->cells,
		 ((struct plan_cell){.day = day, .post = post, .now = value_of(ed, post, day)}));
	return &ed->cells.v[ed->cells.n - 1];
}

static enum rc
find_span(struct editing *ed, const struct draft_edit *x, const struct cell_duties *now,
	  struct shift_span *out, struct err *e)
{
	struct shift_span spans[SPANS_MAX];
	size_t n = cell_spans(now, spans, SPANS_MAX);

	*out = x->span;
	if (x->span.from >= 0)
		return RC_OK;
	if (n == 0)
		n = cell_usual(&ed->planned, x->post, x->day, spans, SPANS_MAX);
	if (n > 1)
		return err_set(e, RC_INVALID,
			       _("%s has several shifts a day: say which one with --shift"),
			       duty_post_name(&ed->roster.duty, x->post));
	*out = spans[0];
	return RC_OK;
}

static enum rc
apply(struct editing *ed, const struct draft_edit *x, struct err *e)
{
	struct plan_cell *c = cell_of(ed, x->post, x->day);
	struct cell_duties from;
	struct shift_span span;

	switch (x->op) {
	case DRAFT_PUT:
		if (find_span(ed, x, &c->now, &span, e) != RC_OK)
			return e->code;
		c->now = cell_put(ed->arena, &c->now, x->day, span, x->persons, x->npersons);
		break;
	case DRAFT_TOGGLE:
		if (find_span(ed, x, &c->now, &span, e) != RC_OK)
			return e->code;
		c->now = cell_toggle(ed->arena, &c->now, x->day, span, x->persons[0]);
		break;
	case DRAFT_LEAVE:
		c->now = cell_without(ed->arena, &c->now, x->persons[0]);
		break;
	case DRAFT_CLEAR:
		c->now = (struct cell_duties){0};
		break;
	case DRAFT_COPY:
		from = value_of(ed, x->post, x->from_day);
		c->now = cell_moved(ed->arena, &from, x->from_day, x->day);
		break;
	}
	return RC_OK;
}

/* ---- what must be true of a cell ---- */

/* One of those that the edit takes away or adds and that has begun; NULL: none. */
static const struct cell_duty *
begun(const struct cell_duties *x, const struct cell_duties *y, int64_t now)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->v[i].from <= now && !cell_has(y, &x->v[i]))
			return &x->v[i];
	return NULL;
}

static enum rc
must_be_ahead(struct editing *ed, const struct plan_cell *c, const struct cell_duties *planned,
	      struct err *e)
{
	int64_t now = book_now(ed->book);
	const struct cell_duty *d = begun(planned, &c->now, now);
	char when[MOMENT_TEXT];

	if (!d)
		d = begun(&c->now, planned, now);
	if (!d)
		return RC_OK;
	moment_screen(moment_at(d->from), when);
	return err_set(e, RC_INVALID,
		       _("the duty on %s from %s has begun: use takeover, it is not planned anew"),
		       duty_post_name(&ed->roster.duty, c->post), when);
}

static enum rc
must_be_people(struct editing *ed, const struct plan_cell *c, struct err *e)
{
	const struct duty_book *b = &ed->roster.duty;

	for (size_t i = 0; i < c->now.n; i++) {
		const struct cell_duty *d = &c->now.v[i];

		if (!duty_person(b, d->person))
			return err_set(e, RC_NOT_FOUND, _("no such person: %s"), d->person);
		for (size_t k = 0; k < i; k++)
			if (str_equal(c->now.v[k].person, d->person) && c->now.v[k].until > d->from)
				return err_set(e, RC_INVALID, _("%s would stand %s twice at once"),
					       duty_person_name(b, d->person),
					       duty_post_name(b, c->post));
	}
	return RC_OK;
}

static enum rc
check_cell(struct editing *ed, const struct plan_cell *c, struct err *e)
{
	int last = day_of(book_now(ed->book) + (ROSTER_AHEAD_DAYS - 30) * (int64_t)DAY_SECONDS);
	struct cell_duties planned = cell_take(ed->arena, &ed->planned, c->post, c->day);

	if (!duty_post(&ed->roster.duty, c->post))
		return err_set(e, RC_NOT_FOUND, _("no such post: %s"), c->post);
	if (c->day > last)
		return err_set(e, RC_INVALID, _("the day lies more than a year ahead"));
	if (must_be_people(ed, c, e) != RC_OK)
		return e->code;
	return must_be_ahead(ed, c, &planned, e);
}

/* A rotation pattern shows through wherever nothing is planned: nobody cannot be written down. */
static enum rc
check_patterns(struct editing *ed, struct err *e)
{
	struct plan_changes changes = {0};
	struct stints after = {0};
	struct duty_book b;
	enum rc rc = RC_OK;

	plan_compare(&ed->roster.duty, &ed->cells, &changes);
	plan_apply(ed->arena, &ed->roster.duty, &changes, book_device(ed->book), &b);
	duty_planned(&b, day_secs(ed->cells.v[0].day),
		     day_secs(ed->cells.v[ed->cells.n - 1].day) + 2 * DAY_SECONDS, &after);
	for (size_t i = 0; i < ed->cells.n && rc == RC_OK; i++) {
		const struct plan_cell *c = &ed->cells.v[i];
		struct cell_duties got = cell_take(ed->arena, &after, c->post, c->day);

		if (!cell_equal(&got, &c->now))
			rc = err_set(
			    e, RC_INVALID,
			    _("a rotation pattern gives the duty on %s of %04d-%02d-%02d: "
			      "name somebody else for all its hours, or change the pattern"),
			    duty_post_name(&b, c->post), c->day / 10000, c->day / 100 % 100,
			    c->day % 100);
	}
	vec_clear(&after);
	vec_clear(&changes);
	return rc;
}

static enum rc
write_cell(struct editing *ed, struct plan_cell *c, struct err *e)
{
	struct cell_duties planned = cell_take(ed->arena, &ed->planned, c->post, c->day);
	const struct plan_cell *old = plan_cell_find(&ed->draft, c->post, c->day);
	struct str text = STR_INIT;
	enum rc rc;

	if (cell_equal(&planned, &c->now))
		return draft_change_row(ed->book, ed->arena, c, NULL, ed->step, e);
	c->was = cell_take(ed->arena, &ed->standing, c->post, c->day);
	if (old && cell_equal(&old->now, &c->now))
		return RC_OK;
	if (old)
		c->was = old->was;
	c->by = book_author(ed->book) ? book_author(ed->book) : book_device(ed->book);
	c->ts = book_now(ed->book) * 1000;
	plan_cell_write(c, &text);
	rc = draft_change_row(ed->book, ed->arena, c, text.ptr, ed->step, e);
	str_clear(&text);
	return rc;
}

/* ---- all of it ---- */

static void
days_of(const struct draft_edit *edits, size_t n, int *first, int *last)
{
	*first = *last = edits[0].day;
	for (size_t i = 0; i < n; i++) {
		int from = edits[i].op == DRAFT_COPY ? edits[i].from_day : edits[i].day;

		*first = edits[i].day < *first ? edits[i].day : *first;
		*first = from < *first ? from : *first;
		*last = edits[i].day > *last ? edits[i].day : *last;
		*last = from > *last ? from : *last;
	}
}

static enum rc
load(struct editing *ed, const struct draft_edit *edits, size_t n, struct err *e)
{
	int first, last;
	int64_t from, until;

	days_of(edits, n, &first, &last);
	from = day_secs(first) - AROUND;
	until = day_secs(last) + AROUND;
	if (roster_draft_load(ed->book, ed->arena, &ed->draft, e) != RC_OK ||
	    roster_load(ed->book, ed->arena, NULL, from, until, &ed->roster, e) != RC_OK)
		return e->code;
	duty_planned(&ed->roster.duty, from, until, &ed->planned);
	duty_resolve(&ed->roster.duty, from, until, &ed->standing);
	return RC_OK;
}

static enum rc
edit(struct editing *ed, const struct draft_edit *edits, size_t n, struct err *e)
{
	if (load(ed, edits, n, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < n; i++)
		if (apply(ed, &edits[i], e) != RC_OK)
			return e->code;
	plan_cells_sort(&ed->cells);
	for (size_t i = 0; i < ed->cells.n; i++)
		if (check_cell(ed, &ed->cells.v[i], e) != RC_OK)
			return e->code;
	if (check_patterns(ed, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < ed->cells.n; i++)
		if (write_cell(ed, &ed->cells.v[i], e) != RC_OK)
			return e->code;
	return RC_OK;
}

enum rc
roster_draft_put(struct book *b, struct arena *a, const struct draft_edit *edits, size_t n,
		 struct draft_step *step, struct err *e)
{
	struct editing ed = {.book = b, .arena = a, .step = step};
	enum rc rc;

	if (n == 0)
		return RC_OK;
	if (n > CELLS_MAX)
		return err_set(e, RC_INVALID, _("more than %d cells at once"), CELLS_MAX);
	rc = book_begin(b, e);
	if (rc == RC_OK)
		rc = draft_finish(b, edit(&ed, edits, n, e), step, e);
	vec_clear(&ed.draft);
	vec_clear(&ed.cells);
	vec_clear(&ed.planned);
	vec_clear(&ed.standing);
	roster_clear(&ed.roster);
	return rc;
}

/* ---- rotation ---- */

static enum rc
read_crew(struct arena *a, const struct roster *r, const char *text, struct draft_edit *out,
	  struct err *e)
{
	char *copy = arena_text(a, text), *save = NULL;
	const char **persons = arena_alloc(a, (strlen(text) + 1) * sizeof(*persons));

	for (char *name = strtok_r(copy, "+", &save); name; name = strtok_r(NULL, "+", &save)) {
		const struct thing *t;

		if (roster_person(r, name, &t, e) != RC_OK)
			return e->code;
		persons[out->npersons++] = t->id;
	}
	if (out->npersons == 0)
		return err_set(e, RC_INVALID, _("a crew is one name, or names joined by +"));
	out->persons = persons;
	return RC_OK;
}

enum rc
roster_draft_rotation(struct arena *a, const struct roster *r, const struct draft_rotation *what,
		      struct draft_edit **out, size_t *n, struct err *e)
{
	struct draft_edit *crews = arena_alloc(a, (what->ncrews + 1) * sizeof(*crews));
	struct draft_edit *edits = arena_alloc(a, (CELLS_MAX + 1) * sizeof(*edits));
	size_t count = 0;

	if (what->ncrews == 0)
		return err_set(e, RC_MISSING, _("say who takes turns"));
	for (size_t i = 0; i < what->ncrews; i++)
		if (read_crew(a, r, what->crews[i], &crews[i], e) != RC_OK)
			return e->code;
	for (int day = what->first; day <= what->last && count < CELLS_MAX; day = day_add(day, 1)) {
		edits[count] = crews[count % what->ncrews];
		edits[count].op = DRAFT_PUT;
		edits[count].day = day;
		edits[count].post = what->post;
		edits[count++].span = what->span;
	}
	*out = edits;
	*n = count;
	return RC_OK;
}
