/* Reads a duty roster from a table and makes the book agree with it. */
#include "storage/roster_import.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/roster.h"
#include "storage/roster_publish.h"
#include "storage/roster_table.h"

struct work {
	struct book *book;
	struct arena *arena;
	const struct roster_import *what;
	struct roster_table table;
	struct roster roster;
	struct roster_imported done;
};

#define problem(w, ...) roster_problem(&(w)->table, arena_text_f((w)->arena, __VA_ARGS__))

static const char *
place(struct work *w, const struct roster_duty *d)
{
	return roster_place(&w->table, d->line, d->column);
}

/* ---- names ---- */

static const char *
known(struct work *w, const struct roster_names *list, const struct roster_name *n)
{
	const struct thing *t = NULL;
	struct err e;
	enum rc rc = list == &w->table.people ? roster_person(&w->roster, n->text, &t, &e)
					      : roster_post(&w->roster, n->text, &t, &e);

	if (rc == RC_OK)
		return t->id;
	if (rc == RC_INVALID)
		problem(w, "%s: %s", n->places, e.text);
	return NULL;
}

static void
look_up(struct work *w, struct roster_names *list)
{
	for (size_t i = 0; i < list->n; i++)
		list->v[i].id = known(w, list, &list->v[i]);
}

static void
report_unknown(struct work *w, const struct roster_names *list, const char *what)
{
	for (size_t i = 0; i < list->n; i++)
		if (!list->v[i].id && !w->what->create)
			problem(w, _("%s %s (%s)"), what, list->v[i].text, list->v[i].places);
}

/* ---- what contradicts itself ---- */

static bool
posts_double(const struct work *w, const char *x, const char *y)
{
	const struct post *p = duty_post(&w->roster.duty, x), *q = duty_post(&w->roster.duty, y);

	return p && q && p != q && (str_equal(p->also, y) || str_equal(q->also, x));
}

static int
by_person(const void *a, const void *b)
{
	const struct roster_duty *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

static void
check_overlaps(struct work *w)
{
	if (w->table.duties.n)
		qsort(w->table.duties.v, w->table.duties.n, sizeof(*w->table.duties.v), by_person);
	for (size_t i = 0; i < w->table.duties.n; i++) {
		const struct roster_duty *x = &w->table.duties.v[i];

		for (size_t k = i + 1; k < w->table.duties.n; k++) {
			const struct roster_duty *y = &w->table.duties.v[k];

			if (y->person != x->person || y->start >= x->end)
				break;
			if (!posts_double(w, w->table.posts.v[x->post].id,
					  w->table.posts.v[y->post].id))
				problem(w, _("%s: %s stands %s and, by %s, %s at the same time"),
					place(w, y), w->table.people.v[x->person].text,
					w->table.posts.v[y->post].text, place(w, x),
					w->table.posts.v[x->post].text);
		}
	}
}

/* ---- against the book ---- */

static bool
covers(const struct work *w, const struct assignment *as)
{
	int day = day_of(as->start.secs);

	for (size_t i = 0; i < w->table.posts.n; i++) {
		if (!str_equal(w->table.posts.v[i].id, as->post))
			continue;
		for (size_t k = 0; k < w->table.days.n; k++)
			if (w->table.days.v[k] == day)
				return true;
	}
	return false;
}

static bool
in_question(const struct work *w, const struct thing *t)
{
	const struct assignment *as = t->body;

	return !as->cancelled && as->source != ASSIGN_TAKEOVER && covers(w, as);
}

/* Duties of the same people that the table does not speak of. */
static void
check_against_book(struct work *w)
{
	for (size_t i = 0; i < w->roster.duty.assignments.n; i++) {
		const struct thing *t = w->roster.duty.assignments.v[i];
		const struct assignment *as = t->body;

		if (as->cancelled || as->source == ASSIGN_TAKEOVER || in_question(w, t))
			continue;
		for (size_t k = 0; k < w->table.duties.n; k++) {
			const struct roster_duty *d = &w->table.duties.v[k];

			if (d->start < as->end.secs && d->end > as->start.secs &&
			    str_equal(w->table.people.v[d->person].id, as->person) &&
			    !posts_double(w, as->post, w->table.posts.v[d->post].id))
				problem(w, _("%s: %s stands %s at that time by %s"), place(w, d),
					w->table.people.v[d->person].text,
					duty_post_name(&w->roster.duty, as->post), t->id);
		}
	}
}

/* The duty of the table in the place of one in the book; NULL when there is none left. */
static struct roster_duty *
match(struct work *w, const struct assignment *as, bool same_person)
{
	for (size_t i = 0; i < w->table.duties.n; i++) {
		struct roster_duty *d = &w->table.duties.v[i];

		if (!d->done && d->start == as->start.secs && d->end == as->end.secs &&
		    str_equal(w->table.posts.v[d->post].id, as->post) &&
		    (!same_person || str_equal(w->table.people.v[d->person].id, as->person)))
			return d;
	}
	return NULL;
}

static bool
frozen(struct work *w, const struct thing *t, const struct roster_duty *d)
{
	const struct assignment *as = t->body;
	char when[MOMENT_TEXT];

	if (as->start.secs > book_now(w->book))
		return false;
	moment_screen(as->start, when);
	if (d)
		problem(w,
			_("%s: the duty of %s on %s from %s has begun and is not changed any "
			  "more; use swap or takeover"),
			place(w, d), duty_person_name(&w->roster.duty, as->person),
			duty_post_name(&w->roster.duty, as->post), when);
	else
		problem(w,
			_("the duty of %s on %s from %s has begun and cannot be left out any more"),
			duty_person_name(&w->roster.duty, as->person),
			duty_post_name(&w->roster.duty, as->post), when);
	return true;
}

/* One half of an approved swap takes this duty from whom the plan names; whom it gives it to. */
static const char *
given_to(const struct swap *s, const struct assignment *as)
{
	if (str_equal(s->person, as->person) && str_equal(s->post, as->post) &&
	    s->start.secs < as->end.secs && s->end.secs > as->start.secs)
		return s->with;
	if (s->back_start.kind == MOMENT_EXACT && str_equal(s->with, as->person) &&
	    str_equal(s->back_post, as->post) && s->back_start.secs < as->end.secs &&
	    s->back_end.secs > as->start.secs)
		return s->person;
	return NULL;
}

/* A table knows nothing of swaps: it may name who stands by one, and nobody else. */
static bool
exchanged(struct work *w, const struct thing *t, const struct roster_duty *d)
{
	const struct assignment *as = t->body;
	const char *wanted = d ? w->table.people.v[d->person].id : NULL;
	char when[MOMENT_TEXT];

	moment_screen(as->start, when);
	for (size_t i = 0; i < w->roster.duty.swaps.n; i++) {
		const struct thing *swap = w->roster.duty.swaps.v[i];
		const char *to = given_to(swap->body, as);

		if (!to || ((const struct swap *)swap->body)->state != SWAP_APPROVED ||
		    str_equal(to, wanted))
			continue;
		problem(w,
			_("the duty of %s on %s from %s is exchanged by the swap %s, which the "
			  "table would undo: undo that one first"),
			duty_person_name(&w->roster.duty, as->person),
			duty_post_name(&w->roster.duty, as->post), when, swap->id);
		return true;
	}
	return false;
}

/* Nobody is added to a watch that has begun and has a plan; a whole day may be entered late. */
static void
check_added(struct work *w)
{
	const struct things *have = &w->roster.duty.assignments;
	char when[MOMENT_TEXT];

	for (size_t k = 0; k < w->table.duties.n; k++) {
		const struct roster_duty *d = &w->table.duties.v[k];

		if (d->done || d->start > book_now(w->book))
			continue;
		moment_screen(moment_at(d->start), when);
		for (size_t i = 0; i < have->n; i++) {
			const struct assignment *as = have->v[i]->body;

			if (!in_question(w, have->v[i]) || day_of(as->start.secs) != d->day ||
			    !str_equal(as->post, w->table.posts.v[d->post].id))
				continue;
			problem(w,
				_("%s: the duty of %s on %s from %s has begun and is not changed "
				  "any more; use swap or takeover"),
				place(w, d), w->table.people.v[d->person].text,
				w->table.posts.v[d->post].text, when);
			break;
		}
	}
}

/* What happens to one duty of the book. */
struct change {
	const struct thing *thing;
	const struct roster_duty *into; /* NULL: cancelled */
};

struct changes {
	struct change *v;
	size_t n, cap;
};

static void
compare_with_book(struct work *w, struct changes *out)
{
	const struct things *have = &w->roster.duty.assignments;
	bool *kept = arena_alloc(w->arena, have->n + 1);

	for (size_t i = 0; i < have->n; i++) {
		struct roster_duty *d =
		    in_question(w, have->v[i]) ? match(w, have->v[i]->body, true) : NULL;

		if (d)
			d->done = kept[i] = true;
		w->done.kept += d != NULL;
	}
	for (size_t i = 0; i < have->n; i++) {
		struct change c = {.thing = have->v[i]};
		struct roster_duty *d;

		if (kept[i] || !in_question(w, c.thing))
			continue;
		c.into = d = match(w, c.thing->body, false);
		if (!frozen(w, c.thing, d) && !exchanged(w, c.thing, d))
			vec_push(out, c);
		if (d)
			d->done = true;
	}
	check_added(w);
}

/* ---- writing ---- */

/* A post that stands on every day of the table is one that has to be stood. */
static bool
on_every_day(const struct work *w, size_t post)
{
	for (size_t k = 0; k < w->table.days.n; k++) {
		bool found = false;

		for (size_t i = 0; i < w->table.duties.n && !found; i++)
			found = w->table.duties.v[i].post == post &&
				w->table.duties.v[i].day == w->table.days.v[k];
		if (!found)
			return false;
	}
	return w->table.days.n > 0;
}

static enum rc
make_names(struct work *w, struct roster_names *list, struct err *e)
{
	struct parse_context c = {.now = book_now(w->book), .arena = w->arena};
	bool posts = list == &w->table.posts;

	for (size_t i = 0; i < list->n; i++) {
		struct record *r;

		if (list->v[i].id)
			continue;
		r = record_new(w->arena, posts ? &kind_post : &kind_person);
		if (record_set(r, "name", list->v[i].text, &c, e) != RC_OK ||
		    (posts &&
		     record_set(r, "min", on_every_day(w, i) ? "1" : "0", &c, e) != RC_OK) ||
		    (posts &&
		     record_set(r, "order",
				arena_text_f(w->arena, "%zu", w->roster.duty.posts.n + i + 1), &c,
				e) != RC_OK) ||
		    book_add(w->book, w->arena, r, NULL, e) != RC_OK)
			return err_add(e, "%s", list->v[i].text);
		list->v[i].id = r->id;
		*(posts ? &w->done.posts : &w->done.people) += 1;
	}
	return RC_OK;
}

static int
by_table(const void *a, const void *b)
{
	const struct roster_duty *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->post != y->post)
		return x->post < y->post ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

/* What is to be written, in the order of the table. */
static void
gather_changes(struct work *w, const struct changes *ch, struct plan_changes *out)
{
	const struct roster_names *people = &w->table.people, *posts = &w->table.posts;

	for (size_t i = 0; i < ch->n; i++) {
		const struct change *c = &ch->v[i];
		const struct assignment *as = c->thing->body;

		vec_push(out, ((struct plan_change){
				  .act = c->into ? PLAN_PERSON : PLAN_CANCEL,
				  .thing = c->thing,
				  .post = as->post,
				  .person = c->into ? people->v[c->into->person].id : as->person,
				  .from = as->start.secs,
				  .until = as->end.secs}));
	}
	if (w->table.duties.n)
		qsort(w->table.duties.v, w->table.duties.n, sizeof(*w->table.duties.v), by_table);
	for (size_t i = 0; i < w->table.duties.n; i++) {
		const struct roster_duty *d = &w->table.duties.v[i];

		if (!d->done)
			vec_push(out, ((struct plan_change){.act = PLAN_NEW,
							    .post = posts->v[d->post].id,
							    .person = people->v[d->person].id,
							    .from = d->start,
							    .until = d->end}));
	}
}

/* The cells that the table speaks of: its posts on its days. */
static void
gather_cells(const struct work *w, struct plan_cells *out)
{
	size_t kept = 0;

	for (size_t k = 0; k < w->table.days.n; k++)
		for (size_t i = 0; i < w->table.posts.n; i++)
			vec_push(out, ((struct plan_cell){.day = w->table.days.v[k],
							  .post = w->table.posts.v[i].id}));
	plan_cells_sort(out);
	for (size_t i = 0; i < out->n; i++) {
		const struct plan_cell *c = &out->v[i], *last = kept ? &out->v[kept - 1] : NULL;

		if (!last || last->day != c->day || !str_equal(last->post, c->post))
			out->v[kept++] = *c;
	}
	out->n = kept;
}

/* A table that is taken over is published with it: the months it touches get an edition each. */
static enum rc
publish(struct work *w, const struct plan_changes *changes, struct err *e)
{
	struct plan_cells cells = {0};
	struct roster_published done = {0};
	struct duty_book after;
	struct roster_editions editions = {
	    .before = &w->roster.duty, .after = &after, .cells = &cells, .reason = w->what->reason};
	enum rc rc = roster_write_changes(w->book, w->arena, changes, NULL, NULL, &done, e);

	gather_cells(w, &cells);
	plan_apply(w->arena, &w->roster.duty, changes, book_device(w->book), &after);
	if (rc == RC_OK)
		rc = roster_write_editions(w->book, w->arena, &editions, &done, e);
	vec_clear(&cells);
	w->done.made = done.made;
	w->done.changed = done.changed;
	w->done.cancelled = done.cancelled;
	return rc;
}

static enum rc
write_all(struct work *w, const struct changes *ch, struct err *e)
{
	struct plan_changes changes = {0};
	enum rc rc;

	if (make_names(w, &w->table.people, e) != RC_OK ||
	    make_names(w, &w->table.posts, e) != RC_OK)
		return e->code;
	gather_changes(w, ch, &changes);
	rc = publish(w, &changes, e);
	vec_clear(&changes);
	return rc;
}

static void
add_unknown(struct str *out, const struct roster_names *list, const char *what)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		if (!list->v[i].id)
			str_add_f(out, "%s%s", n++ ? "、" : what, list->v[i].text);
	if (n)
		str_add(out, "; ");
}

/* The first that fit, and how many there are besides. */
static void
add_problems(struct str *out, char **problems, size_t n, size_t room)
{
	for (size_t i = 0; i < n; i++) {
		if (out->len + strlen(problems[i]) > room) {
			str_add_f(out, _("%zu more"), n - i);
			return;
		}
		str_add_f(out, "%s%s", problems[i], i + 1 < n ? "; " : "");
	}
}

struct range {
	size_t from, until;
};

/* One sentence with all that is wrong; where that is too long, the unknown names without their
 * places and what else fits. unknown: where these stand among the problems. */
static enum rc
refuse(struct work *w, struct range unknown, struct err *e)
{
	size_t room = sizeof(e->text) - 200, all = 0, n = w->table.problems.n;
	char **problems = w->table.problems.v,
	     **others = arena_alloc(w->arena, (n + 1) * sizeof(*others));
	size_t nothers = 0;
	struct str text = STR_INIT;

	for (size_t i = 0; i < n; i++)
		all += strlen(problems[i]) + 2;
	if (all <= room) {
		add_problems(&text, problems, n, room);
	} else {
		str_add_f(&text, _("%zu problems: "), n);
		if (!w->what->create) {
			add_unknown(&text, &w->table.people, _("unknown people: "));
			add_unknown(&text, &w->table.posts, _("unknown posts: "));
		}
		for (size_t i = 0; i < n; i++)
			if (i < unknown.from || i >= unknown.until)
				others[nothers++] = problems[i];
		add_problems(&text, others, nothers, room);
	}
	err_set(e, RC_INVALID, _("nothing was imported from %s: %s"), w->what->file.name, text.ptr);
	str_clear(&text);
	return RC_INVALID;
}

static enum rc
import(struct work *w, struct err *e)
{
	struct book_filter all = {.book = book_name(w->book)};
	int64_t now = book_now(w->book);
	struct things shifts = {0};
	struct roster_frame frame = {&shifts, day_of(now),
				     now + (ROSTER_AHEAD_DAYS - 30) * (int64_t)DAY_SECONDS};
	struct changes ch = {0};
	struct range unknown;
	enum rc rc = book_list(w->book, w->arena, &kind_shift, &all, &shifts, e);

	if (rc == RC_OK)
		rc = roster_load(w->book, w->arena, NULL, 0, 0, &w->roster, e);
	if (rc == RC_OK)
		rc = roster_table_read(&w->table, &w->what->file, &frame, e);
	vec_clear(&shifts);
	if (rc != RC_OK)
		return rc;
	look_up(w, &w->table.people);
	look_up(w, &w->table.posts);
	unknown.from = w->table.problems.n;
	report_unknown(w, &w->table.people, _("unknown person"));
	report_unknown(w, &w->table.posts, _("unknown post"));
	unknown.until = w->table.problems.n;
	check_overlaps(w);
	check_against_book(w);
	compare_with_book(w, &ch);
	if (w->table.problems.n)
		rc = refuse(w, unknown, e);
	else if (!w->what->dry_run && !w->what->draft)
		rc = write_all(w, &ch, e);
	vec_clear(&ch);
	return rc;
}

enum rc
roster_import(struct book *b, struct arena *a, const struct roster_import *what,
	      struct roster_imported *out, struct err *e)
{
	struct work w = {.book = b, .arena = a, .what = what, .table = {.arena = a}};
	bool written = !what->dry_run && !what->draft;
	enum rc rc = RC_OK;

	if (what->draft && what->create)
		return err_set(e, RC_INVALID,
			       _("a draft makes no people and posts: enter them first"));
	rc = book_begin(b, e);
	if (rc == RC_OK) {
		rc = import(&w, e);
		if (rc == RC_OK && written)
			rc = book_commit(b, e);
		else
			book_abort(b);
	}
	if (rc == RC_OK && what->draft && !what->dry_run)
		rc = roster_draft_table(b, a, &w.table, &w.done.cells, e);
	*out = w.done;
	out->nproblems = w.table.problems.n;
	out->problems = arena_alloc(a, (w.table.problems.n + 1) * sizeof(char *));
	if (w.table.problems.n)
		memcpy(out->problems, w.table.problems.v, w.table.problems.n * sizeof(char *));
	roster_clear(&w.roster);
	roster_table_clear(&w.table);
	return rc;
}
