/* Loads the roster of a book for the resolver. */
#include "storage/roster.h"

#include <string.h>

#include "core/vec.h"

enum rc
roster_calendar(struct book *b, struct arena *a, struct calendar *out, struct err *e)
{
	char **names;
	size_t n;
	enum rc rc = book_data_list(b, a, "holidays", &names, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		char *path = arena_text_f(a, "holidays/%s", names[i]), *text;
		size_t len;

		if (!str_ends(names[i], ".conf"))
			continue;
		rc = book_data(b, a, path, &text, &len, e);
		if (rc == RC_OK)
			rc = calendar_read(a, out, path, text, len, e);
	}
	return rc;
}

enum rc
roster_load(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
	    struct roster *out, struct err *e)
{
	struct book_filter f = {.book = book ? book : book_name(b)};
	struct book_filter recent = f;
	struct duty_book *d = &out->duty;

	memset(out, 0, sizeof(*out));
	/* What was written long before the window cannot bear on it. */
	if (until && from > (int64_t)ROSTER_AHEAD_DAYS * DAY_SECONDS)
		recent.since = from - (int64_t)ROSTER_AHEAD_DAYS * DAY_SECONDS;
	if (book_list(b, a, &kind_post, &f, &d->posts, e) != RC_OK ||
	    book_list(b, a, &kind_person, &f, &d->people, e) != RC_OK ||
	    book_list(b, a, &kind_pattern, &f, &d->patterns, e) != RC_OK ||
	    book_list(b, a, &kind_assignment, &recent, &d->assignments, e) != RC_OK ||
	    book_list(b, a, &kind_swap, &f, &d->swaps, e) != RC_OK ||
	    book_list(b, a, &kind_leave, &f, &d->leaves, e) != RC_OK ||
	    book_list(b, a, &kind_mode, &f, &d->modes, e) != RC_OK ||
	    book_list(b, a, &kind_cover, &f, &d->covers, e) != RC_OK ||
	    roster_calendar(b, a, &out->calendar, e) != RC_OK) {
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
