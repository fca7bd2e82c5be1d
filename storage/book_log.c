/* Reading the log: its entries, their corrections, and what is found in them. */
#include <stdlib.h>
#include <string.h>

#include "core/index.h"
#include "core/line.h"
#include "storage/book_collect.h"
#include "storage/book_state.h"

enum { ENTRIES_EXTRA = 4096, BATCH = 1000 };

static bool
is_entry(const struct record *r)
{
	return !r->rev && (!r->kind || r->kind->flags & KIND_ENTRY);
}

static bool
entry_in_filter(const struct record *r, const void *ctx)
{
	const struct book_filter *f = ctx;

	return is_entry(r) && book_in_filter(r, f);
}

static int
compare_when(const void *a, const void *b)
{
	const struct record *x = *(struct record *const *)a, *y = *(struct record *const *)b;

	if (book_when(x) != book_when(y))
		return book_when(x) < book_when(y) ? -1 : 1;
	return record_compare(x, y);
}

/* Walks back from the newest until `limit` are found and the minute of the last one is done with,
 * so that the result does not depend on the order of arrival within a minute. */
struct newest {
	struct collection c;
	size_t limit;
	int64_t last;
};

/* Told by the line's keys alone: a year's roster is thousands of lines that are no entries, and
 * reading each whole takes ten times as long. */
static bool
is_no_entry(const char *line, size_t len)
{
	struct index_keys keys;
	const struct kind *k;

	if (index_line(line, len, &keys, NULL) != RC_OK)
		return false;
	k = kind_find(keys.kind);
	return !keys.begins || (k && !(k->flags & KIND_ENTRY));
}

static bool
collect_newest(void *ctx, const char *line, size_t len)
{
	struct newest *n = ctx;

	if (is_no_entry(line, len))
		return true;
	if (!book_collect(&n->c, line, len))
		return false;
	if (n->limit == 0 || n->c.records->n < n->limit)
		return true;
	n->last = book_when(n->c.records->v[n->limit - 1]);
	return book_when(n->c.records->v[n->c.records->n - 1]) >= n->last &&
	       n->c.records->n < n->limit + ENTRIES_EXTRA;
}

static void
keep_newest(struct records *r, size_t limit)
{
	if (r->n > 1)
		qsort(r->v, r->n, sizeof(*r->v), compare_when);
	if (limit == 0 || r->n <= limit)
		return;
	memmove(r->v, r->v + (r->n - limit), limit * sizeof(*r->v));
	r->n = limit;
}

static enum rc
entries_of(struct book *b, struct arena *a, const struct book_filter *f, struct records *out,
	   struct err *e)
{
	struct records all = {0};
	enum rc rc = book_file(b, a, f->of, &all, e);

	for (size_t i = 0; rc == RC_OK && i < all.n; i++)
		if (entry_in_filter(all.v[i], f))
			vec_push(out, all.v[i]);
	vec_clear(&all);
	return rc;
}

enum rc
book_entries(struct book *b, struct arena *a, const struct book_filter *f, struct records *out,
	     struct err *e)
{
	struct newest n = {
	    .c = {.book = b,
		  .arena = a,
		  .records = out,
		  .wanted = entry_in_filter,
		  .ctx = f,
		  .e = e},
	    .limit = f->limit,
	};
	enum rc rc;

	if (f->of) {
		rc = entries_of(b, a, f, out, e);
	} else {
		rc = store_each_time(b->store, f->since, f->until ? f->until : INT64_MAX, true,
				     collect_newest, &n, e);
		if (rc == RC_OK)
			rc = n.c.rc;
	}
	keep_newest(out, f->limit);
	return rc;
}

enum rc
book_correction(struct book *b, struct arena *a, const char *id, const struct record **out,
		struct err *e)
{
	struct records recs = {0};
	enum rc rc = book_of(b, a, id, &recs, e);

	*out = NULL;
	for (size_t i = 0; rc == RC_OK && i < recs.n; i++)
		if (recs.v[i]->kind == &kind_correction && str_equal(recs.v[i]->of, id))
			*out = recs.v[i];
	vec_clear(&recs);
	return rc;
}

/* ---- one after the other ---- */

/* Entries until there are enough and their minute is done with. */
struct batch {
	struct collection c;
	int64_t next; /* where the next one begins; 0: this is the last */
};

static bool
collect_batch(void *ctx, const char *line, size_t len)
{
	struct batch *t = ctx;
	struct records *recs = t->c.records;
	size_t n = recs->n;

	if (is_no_entry(line, len))
		return true;
	if (!book_collect(&t->c, line, len))
		return false;
	if (recs->n <= BATCH || recs->n == n || book_when(recs->v[n]) == book_when(recs->v[n - 1]))
		return true;
	t->next = book_when(recs->v[n]);
	recs->n = n;
	return false;
}

static enum rc
hand_on(struct arena *a, const struct records *recs, book_entry_fn fn, void *ctx, struct err *e)
{
	for (size_t i = 0; i < recs->n; i++)
		if (fn(ctx, a, recs->v[i], e) != RC_OK)
			return e->code;
	return RC_OK;
}

/* Reads the next batch of the span and hands it on; the store is not held meanwhile. */
static enum rc
next_batch(struct book *b, struct book_filter *f, book_entry_fn fn, void *ctx, struct err *e)
{
	struct arena a = {0};
	struct records recs = {0};
	struct batch t = {.c = {.book = b,
				.arena = &a,
				.records = &recs,
				.wanted = entry_in_filter,
				.ctx = f,
				.e = e}};
	enum rc rc = store_each_time(b->store, f->since, f->until ? f->until : INT64_MAX, false,
				     collect_batch, &t, e);

	if (rc == RC_OK)
		rc = t.c.rc;
	if (rc == RC_OK)
		rc = hand_on(&a, &recs, fn, ctx, e);
	f->since = t.next;
	vec_clear(&recs);
	arena_free(&a);
	return rc;
}

enum rc
book_each_entry(struct book *b, const struct book_filter *f, book_entry_fn fn, void *ctx,
		struct err *e)
{
	struct book_filter rest = *f;
	struct arena a = {0};
	struct records recs = {0};
	enum rc rc;

	if (!f->of && !f->limit) {
		do
			rc = next_batch(b, &rest, fn, ctx, e);
		while (rc == RC_OK && rest.since);
		return rc;
	}
	rc = book_entries(b, &a, f, &recs, e);
	if (rc == RC_OK)
		rc = hand_on(&a, &recs, fn, ctx, e);
	vec_clear(&recs);
	arena_free(&a);
	return rc;
}

/* ---- search ---- */

struct search {
	struct collection c;
	const char *text;
	bool ascii;
	size_t count;
	bool only_count;
};

static bool
holds(const struct record *r, const char *text)
{
	struct str values = STR_INIT;
	bool found;

	record_values(r, &values);
	found = strstr(values.ptr, text) != NULL;
	str_clear(&values);
	return found;
}

/* Keys and ids are ASCII: a hit with other characters is in a value, an ASCII one must be looked
 * at. */
static bool
search_line(void *ctx, const char *line, size_t len)
{
	struct search *s = ctx;
	struct records *found = s->c.records;

	if (s->only_count && !s->ascii) {
		s->count++;
		return true;
	}
	if (!book_collect(&s->c, line, len))
		return false;
	if (s->ascii && !holds(found->v[found->n - 1], s->text))
		found->n--;
	else
		s->count++;
	return true;
}

static int
compare_newest(const void *a, const void *b)
{
	return -compare_when(a, b);
}

enum rc
book_search(struct book *b, struct arena *a, const char *text, size_t limit, struct records *out,
	    size_t *count, struct err *e)
{
	struct search s = {.c = {.book = b, .arena = a, .records = out, .e = e},
			   .text = text,
			   .ascii = true,
			   .only_count = count != NULL};
	struct str quoted = STR_INIT;
	enum rc rc;

	if (text[0] == '\0')
		return err_set(e, RC_INVALID, _("nothing to search for"));
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p >= 0x80)
			s.ascii = false;
	json_write_text(&quoted, text);
	quoted.ptr[quoted.len - 1] = '\0';
	rc = store_search(b->store, quoted.ptr + 1, search_line, &s, e);
	str_clear(&quoted);
	if (rc == RC_OK)
		rc = s.c.rc;
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), compare_newest);
	if (count) {
		*count = s.count;
		out->n = 0;
	} else if (limit && out->n > limit) {
		out->n = limit;
	}
	return rc;
}
