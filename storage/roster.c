/* Loads the roster of a book for the resolver. */
#define _GNU_SOURCE /* memmem */
#include "storage/roster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/matter.h"
#include "core/season.h"
#include "core/vec.h"

static bool
is_wanted(const char *name, const struct calendar_years *y)
{
	char *end;
	long year = strtol(name, &end, 10);

	if (!str_equal(end, ".conf"))
		return str_ends(name, ".conf");
	return year != y->but && (!y->last || (year >= y->first && year <= y->last));
}

enum rc
roster_calendar(struct book *b, struct arena *a, const struct calendar_years *years,
		struct calendar *out, struct err *e)
{
	char **names;
	size_t n;
	enum rc rc = book_data_list(b, a, "holidays", &names, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		char *path = arena_text_f(a, "holidays/%s", names[i]), *text;
		size_t len;

		if (!is_wanted(names[i], years))
			continue;
		rc = book_data(b, a, path, &text, &len, e);
		if (rc == RC_OK)
			rc = calendar_read(a, out, path, text, len, e);
	}
	return rc;
}

/* Assignments by their first line: years of them are passed over by that alone. The start is fixed,
 * so no edit can move one into the window. */
struct candidate {
	const char *id;
	char start[MOMENT_TEXT]; /* as in records, to the minute */
	bool loaded;
};

struct choosing {
	struct arena *arena;
	char id[ID_TEXT];        /* "\"id\":\"sm": the book's ids begin so */
	char from[MOMENT_TEXT];  /* as in records; "": open */
	char until[MOMENT_TEXT]; /* likewise; not part of it */
	VEC(struct candidate) found;
};

enum { START_BYTES = sizeof("2026-01-20T08:00") - 1 };

static const char *
member(const char *line, size_t len, const char *key)
{
	const char *at = memmem(line, len, key, strlen(key));

	return at ? at + strlen(key) : NULL;
}

static bool
is_between(const char *start, const char *from, const char *until)
{
	return !*until ||
	       (strncmp(start, from, START_BYTES) >= 0 && strncmp(start, until, START_BYTES) < 0);
}

static bool
choose(void *ctx, const char *line, size_t len)
{
	struct choosing *c = ctx;
	const char *id = member(line, len, c->id), *start = member(line, len, "\"start\":\"");
	struct candidate found = {0};
	const char *end;

	if (!id || *id < '0' || *id > '9' || !start || len - (size_t)(start - line) < START_BYTES ||
	    !is_between(start, c->from, c->until))
		return true; /* of another book, or of other days */
	id = member(line, len, "\"id\":\"");
	end = memchr(id, '"', len - (size_t)(id - line));
	if (!end)
		return true;
	found.id = arena_text_n(c->arena, id, (size_t)(end - id));
	memcpy(found.start, start, START_BYTES);
	vec_push(&c->found, found);
	return true;
}

/* Folds those that begin in [from, until) and have not been. */
static enum rc
load_chosen(struct book *b, struct choosing *c, int64_t from, int64_t until, struct things *out,
	    struct err *e)
{
	char first[MOMENT_TEXT] = "", last[MOMENT_TEXT] = "";

	if (until) {
		moment_iso(moment_at(from), first);
		moment_iso(moment_at(until + 59), last);
	}
	for (size_t i = 0; i < c->found.n; i++) {
		struct candidate *x = &c->found.v[i];
		struct thing *t;

		if (x->loaded || !is_between(x->start, first, last))
			continue;
		if (book_thing(b, c->arena, x->id, &t, e) != RC_OK)
			return e->code;
		x->loaded = true;
		vec_push(out, t);
	}
	return RC_OK;
}

/* Those that bear on the window, then those that say where the duties in it begin and end. */
static enum rc
load_window(struct book *b, struct choosing *c, int64_t from, int64_t until, struct duty_book *d,
	    struct err *e)
{
	const int64_t longest = ASSIGNMENT_DAYS * (int64_t)DAY_SECONDS;

	if (load_chosen(b, c, from - longest, until, &d->assignments, e) != RC_OK)
		return e->code;
	duty_extent(d, &from, &until);
	return load_chosen(b, c, from - longest, until, &d->assignments, e);
}

/* Posts, people, patterns and the calendar are loaded already. */
static enum rc
load_assignments(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
		 struct duty_book *d, struct err *e)
{
	const int64_t longest = ASSIGNMENT_DAYS * (int64_t)DAY_SECONDS;
	struct choosing c = {.arena = a};
	enum rc rc;

	snprintf(c.id, sizeof(c.id), "\"id\":\"%s", book);
	if (until) {
		moment_iso(moment_at(from - 2 * longest), c.from);
		moment_iso(moment_at(until + longest + 60), c.until);
	}
	rc = store_each_kind(book_store(b), kind_assignment.name, false, choose, &c, e);
	if (rc == RC_OK)
		rc = until ? load_window(b, &c, from, until, d, e)
			   : load_chosen(b, &c, 0, 0, &d->assignments, e);
	vec_clear(&c.found);
	return rc;
}

/* Only where a season looks at them. */
static enum rc
load_warnings(struct book *b, struct arena *a, const struct book_filter *f, struct duty_book *d,
	      struct err *e)
{
	for (size_t i = 0; i < d->seasons.n; i++)
		if (((const struct season *)d->seasons.v[i]->body)->colour)
			return book_list(b, a, &kind_warning, f, &d->warnings, e);
	return RC_OK;
}

/* The station's first record is the book's; its whole day counts. */
static enum rc
load_beginning(struct book *b, struct arena *a, const struct book_filter *f, struct duty_book *d,
	       struct err *e)
{
	struct things all = {0};
	enum rc rc = book_list(b, a, &kind_station, f, &all, e);

	if (rc == RC_OK && all.n)
		d->kept_since = day_secs(day_of(all.v[0]->first->ts / 1000));
	vec_clear(&all);
	return rc;
}

enum rc
roster_load(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
	    struct roster *out, struct err *e)
{
	struct book_filter f = {.book = book ? book : book_name(b)};
	struct duty_book *d = &out->duty;
	struct calendar_years years = {0};

	/* A notice may speak of days of the years beside its own. */
	if (until)
		years =
		    (struct calendar_years){day_of(from) / 10000 - 1, day_of(until) / 10000 + 1, 0};
	memset(out, 0, sizeof(*out));
	d->calendar = &out->calendar;
	if (roster_calendar(b, a, &years, &out->calendar, e) != RC_OK ||
	    book_list(b, a, &kind_post, &f, &d->posts, e) != RC_OK ||
	    book_list(b, a, &kind_person, &f, &d->people, e) != RC_OK ||
	    book_list(b, a, &kind_pattern, &f, &d->patterns, e) != RC_OK ||
	    book_list(b, a, &kind_swap, &f, &d->swaps, e) != RC_OK ||
	    book_list(b, a, &kind_leave, &f, &d->leaves, e) != RC_OK ||
	    book_list(b, a, &kind_mode, &f, &d->modes, e) != RC_OK ||
	    book_list(b, a, &kind_cover, &f, &d->covers, e) != RC_OK ||
	    book_list(b, a, &kind_season, &f, &d->seasons, e) != RC_OK ||
	    load_beginning(b, a, &f, d, e) != RC_OK || load_warnings(b, a, &f, d, e) != RC_OK ||
	    load_assignments(b, a, f.book, from, until, d, e) != RC_OK) {
		roster_clear(out);
		return e->code;
	}
	return RC_OK;
}

void
roster_clear(struct roster *r)
{
	struct duty_book *d = &r->duty;

	vec_clear(&d->posts);
	vec_clear(&d->people);
	vec_clear(&d->patterns);
	vec_clear(&d->assignments);
	vec_clear(&d->swaps);
	vec_clear(&d->leaves);
	vec_clear(&d->modes);
	vec_clear(&d->covers);
	vec_clear(&d->seasons);
	vec_clear(&d->warnings);
	calendar_clear(&r->calendar);
}

static const char *
name_of(const struct thing *t)
{
	return t->kind == &kind_post ? ((const struct post *)t->body)->name
				     : ((const struct person *)t->body)->name;
}

static enum rc
find(const struct things *ts, const char *what, const char *text, const struct thing **out,
     struct err *e)
{
	const struct thing *found = NULL;

	for (size_t i = 0; i < ts->n; i++) {
		if (str_equal(ts->v[i]->id, text)) {
			*out = ts->v[i];
			return RC_OK;
		}
		if (!str_equal(name_of(ts->v[i]), text))
			continue;
		if (found)
			return err_set(e, RC_INVALID,
				       _("%s and %s are both called %s; give the id"), found->id,
				       ts->v[i]->id, text);
		found = ts->v[i];
	}
	if (!found)
		return err_set(e, RC_NOT_FOUND, "%s: %s", what, text);
	*out = found;
	return RC_OK;
}

enum rc
roster_post(const struct roster *r, const char *id_or_name, const struct thing **out, struct err *e)
{
	return find(&r->duty.posts, _("no such post"), id_or_name, out, e);
}

enum rc
roster_person(const struct roster *r, const char *id_or_name, const struct thing **out,
	      struct err *e)
{
	return find(&r->duty.people, _("no such person"), id_or_name, out, e);
}
