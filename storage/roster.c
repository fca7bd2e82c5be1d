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

/* Assignments whose first line says that they may bear on the window; years of them are passed over
 * by that line alone. Their start is fixed, so no edit can move them into it. */
struct choosing {
	struct arena *arena;
	char id[ID_TEXT];       /* "\"id\":\"sm": the book's ids begin so */
	char from[MOMENT_TEXT]; /* as in records; "": open */
	char until[MOMENT_TEXT];
	VEC(char *) ids;
};

static const char *
member(const char *line, size_t len, const char *key)
{
	const char *at = memmem(line, len, key, strlen(key));

	return at ? at + strlen(key) : NULL;
}

static bool
in_window(const struct choosing *c, const char *start, size_t len)
{
	size_t n = strlen("2026-01-20T08:00");

	if (!start || len < n || !*c->until)
		return true;
	return strncmp(start, c->from, n) >= 0 && strncmp(start, c->until, n) < 0;
}

static bool
choose(void *ctx, const char *line, size_t len)
{
	struct choosing *c = ctx;
	const char *id = member(line, len, c->id), *start = member(line, len, "\"start\":\"");
	const char *end;

	if (!id || *id < '0' || *id > '9')
		return true; /* of another book */
	if (!in_window(c, start, start ? len - (size_t)(start - line) : 0))
		return true;
	id = member(line, len, "\"id\":\"");
	end = memchr(id, '"', len - (size_t)(id - line));
	if (end)
		vec_push(&c->ids, arena_text_n(c->arena, id, (size_t)(end - id)));
	return true;
}

static enum rc
load_assignments(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
		 struct things *out, struct err *e)
{
	struct choosing c = {.arena = a};
	enum rc rc;

	snprintf(c.id, sizeof(c.id), "\"id\":\"%s", book);
	if (until) {
		moment_iso(moment_at(from - ASSIGNMENT_DAYS * (int64_t)DAY_SECONDS), c.from);
		moment_iso(moment_at(until + 60), c.until);
	}
	rc = store_each_kind(book_store(b), kind_assignment.name, false, choose, &c, e);
	for (size_t i = 0; rc == RC_OK && i < c.ids.n; i++) {
		struct thing *t;

		rc = book_thing(b, a, c.ids.v[i], &t, e);
		if (rc == RC_OK)
			vec_push(out, t);
	}
	vec_clear(&c.ids);
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
	if (book_list(b, a, &kind_post, &f, &d->posts, e) != RC_OK ||
	    book_list(b, a, &kind_person, &f, &d->people, e) != RC_OK ||
	    book_list(b, a, &kind_pattern, &f, &d->patterns, e) != RC_OK ||
	    load_assignments(b, a, f.book, from, until, &d->assignments, e) != RC_OK ||
	    book_list(b, a, &kind_swap, &f, &d->swaps, e) != RC_OK ||
	    book_list(b, a, &kind_leave, &f, &d->leaves, e) != RC_OK ||
	    book_list(b, a, &kind_mode, &f, &d->modes, e) != RC_OK ||
	    book_list(b, a, &kind_cover, &f, &d->covers, e) != RC_OK ||
	    book_list(b, a, &kind_season, &f, &d->seasons, e) != RC_OK ||
	    load_warnings(b, a, &f, d, e) != RC_OK ||
	    roster_calendar(b, a, &years, &out->calendar, e) != RC_OK) {
		roster_clear(out);
		return e->code;
	}
	d->calendar = &out->calendar;
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
