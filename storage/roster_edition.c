/* Numbers what is published: an edition of each month that changes, with its list of changes. */
#include <string.h>

#include "core/vec.h"
#include "storage/roster_publish.h"

enum rc
roster_editions(struct book *b, struct arena *a, const char *book, struct things *out,
		struct err *e)
{
	struct book_filter f = {.book = book ? book : book_name(b)};

	return book_list(b, a, &kind_edition, &f, out, e);
}

struct numbering {
	struct book *book;
	struct arena *arena;
	const struct roster_editions *what;
	struct things editions; /* that are there already */
	struct stints was_planned, planned, was, now;
	struct roster_published *out;
};

static bool
day_was_planned(const struct stints *planned, int day)
{
	for (size_t i = 0; i < planned->n; i++)
		if (day_of(planned->v[i].from) == day)
			return true;
	return false;
}

/* Plans of times before editions were counted are the first one. */
static int64_t
next_version(const struct numbering *n, int month)
{
	const struct thing *last = edition_latest(&n->editions, month);

	if (last)
		return ((const struct edition *)last->body)->version.n + 1;
	for (size_t i = 0; i < n->was_planned.n; i++)
		if (n->was_planned.v[i].source == ASSIGN_PLAN &&
		    month_first(day_of(n->was_planned.v[i].from)) == month)
			return 2;
	return 1;
}

static enum rc
add_edition(struct numbering *n, struct edition *ed, enum rc before, struct err *e)
{
	struct record *r = record_new(n->arena, &kind_edition);

	if (before != RC_OK)
		return before;
	*(struct edition *)r->body = *ed;
	for (size_t i = 0; i < kind_edition.nfields; i++)
		if (!field_empty(&kind_edition.fields[i], r->body))
			record_has(r, kind_edition.fields[i].name);
	return book_add(n->book, n->arena, r, NULL, e);
}

/* Who published it, where that is a leader; a name given without its PIN approves nothing. */
static char *
approver(struct numbering *n)
{
	const struct person *p = duty_person(n->what->before, book_author(n->book));
	struct err e;

	if (!p || p->role < ROLE_LEADER || book_need_leader(n->book, &e) != RC_OK)
		return NULL;
	return arena_text(n->arena, book_author(n->book));
}

/* The cells of the month that may stand differently: those of the plan, and those that lose
 * somebody to them, on the same day or the ones around it. */
static void
touched_cells(const struct numbering *n, int month, struct plan_cells *out)
{
	const struct plan_cells *cells = n->what->cells;
	const struct things *posts = &n->what->after->posts;
	size_t kept = 0;

	for (size_t i = 0; i < cells->n; i++) {
		if (month_first(cells->v[i].day) == month)
			vec_push(out, cells->v[i]);
		if (i > 0 && cells->v[i].day == cells->v[i - 1].day)
			continue;
		for (int by = -1; by <= 1; by++) {
			int day = day_add(cells->v[i].day, by);

			for (size_t p = 0; p < posts->n && month_first(day) == month; p++)
				vec_push(out,
					 ((struct plan_cell){.day = day, .post = posts->v[p]->id}));
		}
	}
	plan_cells_sort(out);
	for (size_t i = 0; i < out->n; i++) {
		const struct plan_cell *c = &out->v[i], *last = kept ? &out->v[kept - 1] : NULL;

		if (!last || last->day != c->day || !str_equal(last->post, c->post))
			out->v[kept++] = *c;
	}
	out->n = kept;
}

/* A cell that is planned, or stands, differently: true, and its line where there was a plan before.
 */
static bool
describe(struct numbering *n, const struct plan_cell *c, bool first, struct str *out)
{
	struct edition_change ch = {.day = c->day, .post = c->post};
	struct cell_duties old = cell_take(n->arena, &n->was_planned, c->post, c->day);
	struct cell_duties new = cell_take(n->arena, &n->planned, c->post, c->day);

	ch.was = cell_take(n->arena, &n->was, c->post, c->day);
	ch.now = cell_take(n->arena, &n->now, c->post, c->day);
	if (cell_equal(&old, &new) && cell_equal(&ch.was, &ch.now))
		return false;
	if (!first && !cell_equal(&ch.was, &ch.now) && day_was_planned(&n->was_planned, c->day))
		edition_add_change(&ch, out);
	return true;
}

static enum rc
write_parts(struct numbering *n, struct edition *ed, const struct str *changes, struct err *e)
{
	const char *p = changes->ptr;
	enum rc rc = RC_OK;

	do {
		size_t len = strlen(p), skip = 0;

		if (len > EDITION_CHANGES_MAX) {
			for (len = EDITION_CHANGES_MAX; p[len] != '\n';)
				len--;
			skip = 1;
		}
		ed->changes = len ? arena_text_n(n->arena, p, len) : NULL;
		rc = add_edition(n, ed, rc, e);
		ed->part = (struct count){ed->part.set ? ed->part.n + 1 : 2, true};
		p += len + skip;
	} while (rc == RC_OK && *p);
	return rc;
}

static enum rc
number_month(struct numbering *n, int month, struct err *e)
{
	struct plan_cells cells = {0};
	struct edition ed = {.month = month, .version = {next_version(n, month), true}};
	struct str changes = STR_INIT;
	enum rc rc = RC_OK;

	ed.cells.set = true;
	touched_cells(n, month, &cells);
	for (size_t i = 0; i < cells.n; i++)
		ed.cells.n += describe(n, &cells.v[i], ed.version.n == 1, &changes);
	vec_clear(&cells);
	ed.reason = arena_text(n->arena, n->what->reason);
	ed.override = arena_text(n->arena, n->what->override);
	ed.approver = approver(n);
	if (ed.cells.n)
		rc = write_parts(n, &ed, &changes, e);
	str_clear(&changes);
	if (rc == RC_OK && ed.cells.n && n->out->neditions < ARRAY_LEN(n->out->editions)) {
		n->out->editions[n->out->neditions].month = month;
		n->out->editions[n->out->neditions++].version = ed.version.n;
	}
	return rc;
}

/* The stints of one month, with both its edges. */
static enum rc
load_month(struct numbering *n, int month, struct err *e)
{
	const struct roster_editions *w = n->what;
	int64_t from = day_secs(month),
		until = from + (month_days(month) + 2) * (int64_t)DAY_SECONDS;
	enum rc rc;

	duty_planned(w->before, from, until, &n->was_planned);
	duty_planned(w->after, from, until, &n->planned);
	duty_resolve(w->before, from, until, &n->was);
	duty_resolve(w->after, from, until, &n->now);
	rc = number_month(n, month, e);
	vec_clear(&n->was_planned);
	vec_clear(&n->planned);
	vec_clear(&n->was);
	vec_clear(&n->now);
	return rc;
}

enum rc
roster_write_editions(struct book *b, struct arena *a, const struct roster_editions *what,
		      struct roster_published *out, struct err *e)
{
	struct numbering n = {.book = b, .arena = a, .what = what, .out = out};
	enum rc rc = roster_editions(b, a, NULL, &n.editions, e);
	int done = 0;

	/* The cells are sorted; a duty at a month's edge may take somebody from the other month. */
	for (size_t i = 0; i < what->cells->n && rc == RC_OK; i++)
		for (int by = -1; by <= 1 && rc == RC_OK; by++) {
			int month = month_first(day_add(what->cells->v[i].day, by));

			if (month <= done)
				continue;
			done = month;
			rc = load_month(&n, month, e);
		}
	vec_clear(&n.editions);
	return rc;
}
