/* Reading a station's records: lines become records, records become things, private members are
 * joined. */
#include <stdlib.h>
#include <string.h>

#include "core/line.h"
#include "storage/book_collect.h"
#include "storage/book_state.h"
#include "storage/private.h"

enum rc
book_parse(struct book *b, struct arena *a, const char *line, size_t len, struct record **out,
	   struct err *e)
{
	struct record *r;
	char *text;
	size_t n;
	enum rc rc = record_read(a, line, len, &r, e);

	if (rc == RC_OK && r->private_names) {
		rc = private_read(book_private_dir(b, a), a, r->id, &text, &n, e);
		if (rc == RC_OK)
			rc = record_join_private(a, r, text, n, e);
		else if (rc == RC_NOT_FOUND)
			rc = RC_OK; /* of another station, or purged */
	}
	if (rc == RC_OK)
		*out = r;
	return rc;
}

bool
book_collect(void *ctx, const char *line, size_t len)
{
	struct collection *c = ctx;
	struct record *r;

	c->rc = book_parse(c->book, c->arena, line, len, &r, c->e);
	if (c->rc != RC_OK)
		return false;
	if (!c->wanted || c->wanted(r, c->ctx))
		vec_push(c->records, r);
	return true;
}

enum rc
book_record(struct book *b, struct arena *a, const char *id, struct record **out, struct err *e)
{
	struct record_id parts;
	char *line;
	size_t len;

	if (!record_id_read(id, &parts))
		return err_set(e, RC_NOT_FOUND, _("'%s' is not an id such as sm1-128"), id);
	if (store_get(b->store, a, id, &line, &len, e) != RC_OK)
		return e->code;
	return book_parse(b, a, line, len, out, e);
}

enum rc
book_of(struct book *b, struct arena *a, const char *id, struct records *out, struct err *e)
{
	struct collection c = {.book = b, .arena = a, .records = out, .e = e};
	enum rc rc = store_each_of(b->store, id, book_collect, &c, e);

	if (rc == RC_OK)
		rc = c.rc;
	records_sort(out);
	return rc;
}

enum rc
book_file(struct book *b, struct arena *a, const char *id, struct records *out, struct err *e)
{
	struct records direct = {0};
	struct collection c = {.book = b, .arena = a, .records = out, .e = e};
	enum rc rc = book_of(b, a, id, &direct, e);

	/* What speaks of the incident's reports, calls and claims comes with them. */
	for (size_t i = 0; rc == RC_OK && i < direct.n; i++) {
		if (str_equal(direct.v[i]->id, id) || direct.v[i]->rev) {
			vec_push(out, direct.v[i]);
			continue;
		}
		rc = store_each_of(b->store, direct.v[i]->id, book_collect, &c, e);
		if (rc == RC_OK)
			rc = c.rc;
	}
	vec_clear(&direct);
	records_sort(out);
	return rc;
}

static enum rc
fold(struct arena *a, const struct records *recs, const char *id, struct thing **out, struct err *e)
{
	return thing_fold(a, (const struct record *const *)recs->v, recs->n, id, out, e);
}

enum rc
book_thing(struct book *b, struct arena *a, const char *id, struct thing **out, struct err *e)
{
	struct records recs = {0};
	struct record_id parts;
	enum rc rc;

	if (!record_id_read(id, &parts))
		return err_set(e, RC_NOT_FOUND, _("'%s' is not an id such as sm1-128"), id);
	rc = book_of(b, a, id, &recs, e);
	if (rc == RC_OK)
		rc = fold(a, &recs, id, out, e);
	vec_clear(&recs);
	return rc;
}

enum rc
book_thing_kind(struct book *b, struct arena *a, const char *id, const struct kind *k,
		struct thing **out, struct err *e)
{
	struct thing *t;

	if (book_thing(b, a, id, &t, e) != RC_OK)
		return e->code;
	if (t->kind != k)
		return err_set(e, RC_INVALID, _("%s is not of the kind %s but %s"), id, _(k->label),
			       _(t->kind->label));
	*out = t;
	return RC_OK;
}

/* ---- lists ---- */

static bool
in_book(const struct record *r, const char *book)
{
	char name[WRITER_TEXT];

	if (!book)
		return true;
	book_of_writer(r->id, name);
	return str_equal(name, book);
}

int64_t
book_when(const struct record *r)
{
	return r->at.kind == MOMENT_EXACT || r->at.kind == MOMENT_ABOUT ? r->at.secs : r->ts / 1000;
}

bool
book_in_filter(const struct record *r, const struct book_filter *f)
{
	return in_book(r, f->book) && (f->since == 0 || book_when(r) >= f->since) &&
	       (f->until == 0 || book_when(r) < f->until);
}

static bool
begins_in_filter(const struct record *r, const void *ctx)
{
	const struct book_filter *f = ctx;

	return book_in_filter(r, f) && (!f->of || str_equal(r->of, f->of));
}

static struct thing *
line_as_thing(struct arena *a, const struct record *r)
{
	struct thing *t = ARENA_NEW(a, struct thing);

	*t = (struct thing){.kind = r->kind,
			    .id = r->id,
			    .of = r->of,
			    .body = r->body,
			    .has = r->has,
			    .rev = 1,
			    .first = r,
			    .last = r};
	return t;
}

static enum rc
thing_of_record(struct book *b, struct arena *a, const struct record *r, struct thing **out,
		struct err *e)
{
	if (r->kind->flags & KIND_THING)
		return book_thing(b, a, r->id, out, e);
	*out = line_as_thing(a, r);
	return RC_OK;
}

enum rc
book_list(struct book *b, struct arena *a, const struct kind *k, const struct book_filter *f,
	  struct things *out, struct err *e)
{
	struct records firsts = {0};
	struct collection c = {.book = b,
			       .arena = a,
			       .records = &firsts,
			       .wanted = begins_in_filter,
			       .ctx = f,
			       .e = e};
	size_t start = 0;
	enum rc rc = store_each_kind(b->store, k->name, f->open && k->flags & KIND_THING,
				     book_collect, &c, e);

	if (rc == RC_OK)
		rc = c.rc;
	records_sort(&firsts);
	if (f->limit && firsts.n > f->limit && !f->open)
		start = firsts.n - f->limit;
	for (size_t i = start; rc == RC_OK && i < firsts.n; i++) {
		struct thing *t;

		rc = thing_of_record(b, a, firsts.v[i], &t, e);
		if (rc == RC_OK && (!f->open || thing_open(t)))
			vec_push(out, t);
	}
	if (rc == RC_OK && f->limit && out->n > f->limit) {
		memmove(out->v, out->v + (out->n - f->limit), f->limit * sizeof(*out->v));
		out->n = f->limit;
	}
	vec_clear(&firsts);
	return rc;
}

/* ---- people ---- */

enum rc
book_person(struct book *b, struct arena *a, const char *id_or_name, struct thing **out,
	    struct err *e)
{
	struct things people = {0};
	struct book_filter all = {0};
	struct record_id parts;
	size_t found = 0;
	enum rc rc;

	if (record_id_read(id_or_name, &parts)) {
		rc = book_thing(b, a, id_or_name, out, e);
		if (rc == RC_OK && (*out)->kind != &kind_person)
			rc = err_set(e, RC_NOT_FOUND, _("%s is not a person"), id_or_name);
		return rc;
	}
	rc = book_list(b, a, &kind_person, &all, &people, e);
	for (size_t i = 0; rc == RC_OK && i < people.n; i++) {
		if (!str_equal(((struct person *)people.v[i]->body)->name, id_or_name))
			continue;
		*out = people.v[i];
		found++;
	}
	vec_clear(&people);
	if (rc == RC_OK && found == 0)
		rc = err_set(e, RC_NOT_FOUND, _("nobody is called %s"), id_or_name);
	if (rc == RC_OK && found > 1)
		rc = err_set(e, RC_INVALID, _("%zu people are called %s; use the id"), found,
			     id_or_name);
	return rc;
}

const char *
book_author_name(struct book *b, struct arena *a, const char *by)
{
	struct thing *t;
	struct err e;

	if (!strchr(by, '-') || book_thing(b, a, by, &t, &e) != RC_OK || t->kind != &kind_person)
		return by;
	return ((struct person *)t->body)->name;
}
