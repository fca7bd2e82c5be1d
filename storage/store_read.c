/* Reading: one record by its id, the records of a thing or of a kind, a writer's in their order. */
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/block.h"
#include "storage/store_inner.h"

static enum rc
bad_view(const char *what, struct err *e)
{
	return err_set(e, RC_CORRUPT, _("the view of %s does not fit the log: run zhiban rebuild"),
		       what);
}

static enum rc
find_block(struct store *s, int64_t pos, struct span *out, struct err *e)
{
	struct key key = key_number((uint64_t)pos);
	enum rc rc = row_get(s, TABLE_LOG, key_span(&key), out, e);

	if (rc == RC_OK)
		span_will_need(s, *out);
	return rc == RC_NOT_FOUND ? bad_view("log", e) : rc;
}

/* The row of `ids` that may hold a number: the last one that begins at or before it. */
static bool
seek_number(struct walk *w, const char *writer, int64_t number)
{
	struct key key = key_text_number(writer, (uint64_t)number), prefix = key_text(writer);
	bool found = walk_seek(w, key_span(&key));

	if (found && w->key.len == key.len && memcmp(w->key.ptr, key.bytes, key.len) == 0)
		return true;
	found = found ? walk_prev(w) : walk_last(w);
	return found && span_starts(w->key, key_span(&prefix));
}

enum rc
find_id(struct store *s, const char *id, bool with_tail, struct line_ref *out, struct err *e)
{
	struct record_id rid;
	struct walk w;
	struct span block;
	uint64_t i = 0;
	int64_t pos = -1;
	size_t index = 0;
	enum rc rc;

	if (!record_id_read(id, &rid))
		return RC_NOT_FOUND;
	for (size_t k = with_tail ? s->tail.n : 0; k-- > 0;)
		if (s->tail.keys[k].id.number == rid.number &&
		    strcmp(s->tail.keys[k].id.writer, rid.writer) == 0) {
			*out = s->tail.v[k];
			return RC_OK;
		}
	walk_open(s, TABLE_IDS, &w);
	if (seek_number(&w, rid.writer, rid.number)) {
		i = (uint64_t)rid.number - span_number(w.key, w.key.len - 8);
		if (i + 8 < w.value.len) {
			pos = (int64_t)span_number(w.value, 0);
			index = ((const unsigned char *)w.value.ptr)[8 + i];
		}
	}
	rc = walk_close(&w, e);
	if (rc != RC_OK)
		return rc;
	if (pos < 0)
		return RC_NOT_FOUND;
	rc = find_block(s, pos, &block, e);
	if (rc != RC_OK)
		return rc;
	if (!block_line(block.ptr, block.len, index, &out->text, &out->len))
		return bad_view("ids", e);
	out->pos = pos + (int64_t)index;
	return RC_OK;
}

enum rc
highest_number(struct store *s, const char *writer, int64_t *out, struct err *e)
{
	struct walk w;
	int64_t highest = 0;
	enum rc rc = tail_load(s, e);

	if (rc != RC_OK)
		return rc;
	for (size_t i = s->tail.n; i-- > 0;)
		if (strcmp(s->tail.keys[i].id.writer, writer) == 0) {
			*out = s->tail.keys[i].id.number;
			return RC_OK;
		}
	walk_open(s, TABLE_IDS, &w);
	if (seek_number(&w, writer, INT64_MAX) && w.value.len > 8)
		highest = (int64_t)(span_number(w.key, w.key.len - 8) + w.value.len - 9);
	rc = walk_close(&w, e);
	if (rc == RC_OK)
		*out = highest;
	return rc;
}

/* Calls fn for the lines of one block that a view's row names. */
static enum rc
row_lines(struct store *s, int64_t pos, struct span indexes, ref_fn fn, void *ctx, bool *stopped,
	  struct err *e)
{
	const unsigned char *index = indexes.ptr;
	struct line_ref r;
	struct span block;
	size_t at = 0, next = 0;
	enum rc rc = find_block(s, pos, &block, e);

	for (size_t i = 0; rc == RC_OK && !*stopped && i < indexes.len; i++) {
		for (; next <= index[i]; next++)
			if (!block_next(block.ptr, block.len, &at, &r.text, &r.len))
				return bad_view("log", e);
		r.pos = pos + index[i];
		*stopped = !fn(ctx, &r);
	}
	return rc;
}

/* The rows of `of` or `kind` under one thing or kind. */
static enum rc
view_lines(struct store *s, enum table t, const char *name, ref_fn fn, void *ctx, bool *stopped,
	   struct err *e)
{
	struct key prefix = t == TABLE_OF ? key_thing(name) : key_text(name);
	struct walk w;
	enum rc rc = RC_OK, closed;

	walk_open(s, t, &w);
	for (bool ok = walk_seek(&w, key_span(&prefix));
	     ok && rc == RC_OK && !*stopped && span_starts(w.key, key_span(&prefix));
	     ok = walk_next(&w))
		rc = row_lines(s, (int64_t)span_number(w.key, w.key.len - 8), w.value, fn, ctx,
			       stopped, e);
	closed = walk_close(&w, rc == RC_OK ? e : NULL);
	return rc == RC_OK ? closed : rc;
}

/* Puts the record itself among those that speak of it, at its place of arrival. */
struct merge {
	struct line_ref own;
	bool pending;
	ref_fn fn;
	void *ctx;
};

static bool
merge_line(void *ctx, const struct line_ref *r)
{
	struct merge *m = ctx;

	if (m->pending && m->own.pos <= r->pos) {
		m->pending = false;
		if (m->own.pos < r->pos && !m->fn(m->ctx, &m->own))
			return false;
	}
	return m->fn(m->ctx, r);
}

enum rc
refs_of(struct store *s, const char *id, bool with_tail, ref_fn fn, void *ctx, struct err *e)
{
	struct merge m = {.fn = fn, .ctx = ctx};
	bool stopped = false;
	enum rc rc = with_tail ? tail_load(s, e) : RC_OK;

	if (rc != RC_OK || strlen(id) >= ID_TEXT)
		return rc;
	rc = find_id(s, id, with_tail, &m.own, e);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	m.pending = rc == RC_OK;
	rc = view_lines(s, TABLE_OF, id, merge_line, &m, &stopped, e);
	for (size_t i = 0; rc == RC_OK && with_tail && !stopped && i < s->tail.n; i++)
		if (strcmp(s->tail.keys[i].parent, id) == 0)
			stopped = !merge_line(&m, &s->tail.v[i]);
	if (rc == RC_OK && !stopped && m.pending)
		fn(ctx, &m.own);
	return rc;
}

enum rc
store_hold(struct store *s, struct err *e)
{
	return read_begin(s, e);
}

void
store_release(struct store *s)
{
	read_end(s);
}

/* The public calls hand out the text only. */
struct plain {
	store_line_fn fn;
	void *ctx;
};

static bool
plain_line(void *ctx, const struct line_ref *r)
{
	struct plain *p = ctx;

	return p->fn(p->ctx, r->text, r->len);
}

/* A line of this action that is not committed yet. */
static const struct pending_line *
find_pending(const struct store *s, const char *id)
{
	struct record_id want;

	if (s->pending.lines.n == 0 || !record_id_read(id, &want))
		return NULL;
	for (size_t i = s->pending.lines.n; i-- > 0;) {
		const struct record_id *have = &s->pending.lines.v[i].keys.id;

		if (have->number == want.number && str_equal(have->writer, want.writer))
			return &s->pending.lines.v[i];
	}
	return NULL;
}

enum rc
store_get(struct store *s, struct arena *a, const char *id, char **line, size_t *len, struct err *e)
{
	const struct pending_line *p = find_pending(s, id);
	struct line_ref r;
	enum rc rc;

	if (p) {
		*line = arena_text_n(a, p->text, p->len);
		*len = p->len;
		return RC_OK;
	}
	rc = read_begin(s, e);
	if (rc != RC_OK)
		return rc;
	rc = tail_load(s, e);
	if (rc == RC_OK)
		rc = find_id(s, id, true, &r, e);
	if (rc == RC_OK) {
		*line = arena_text_n(a, r.text, r.len);
		*len = r.len;
	} else if (rc == RC_NOT_FOUND) {
		err_set(e, rc, _("there is no record %s"), id);
	}
	read_end(s);
	return rc;
}

enum rc
store_each_of(struct store *s, const char *id, store_line_fn fn, void *ctx, struct err *e)
{
	struct plain p = {fn, ctx};
	enum rc rc = read_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = refs_of(s, id, true, plain_line, &p, e);
	read_end(s);
	return rc;
}

static enum rc
each_first(struct store *s, const char *kind, store_line_fn fn, void *ctx, struct err *e)
{
	struct plain p = {fn, ctx};
	bool stopped = false;
	enum rc rc = tail_load(s, e);

	if (rc == RC_OK)
		rc = view_lines(s, TABLE_KIND, kind, plain_line, &p, &stopped, e);
	for (size_t i = 0; rc == RC_OK && !stopped && i < s->tail.n; i++)
		if (s->tail.keys[i].begins && strcmp(s->tail.keys[i].kind, kind) == 0)
			stopped = !plain_line(&p, &s->tail.v[i]);
	return rc;
}

static int
compare_ids(const void *a, const void *b)
{
	struct record_id x, y;
	int by_writer;

	if (!record_id_read(*(char *const *)a, &x) || !record_id_read(*(char *const *)b, &y))
		return strcmp(*(char *const *)a, *(char *const *)b);
	by_writer = strcmp(x.writer, y.writer);
	return by_writer ? by_writer : (x.number > y.number) - (x.number < y.number);
}

/* The sealed rows of `open`, but for the things in `changed` (sorted). */
static enum rc
sealed_open(struct store *s, const char *kind, const struct touched *changed, struct touched *out,
	    struct err *e)
{
	struct key prefix = key_text(kind);
	struct walk w;

	walk_open(s, TABLE_OPEN, &w);
	for (bool ok = walk_seek(&w, key_span(&prefix));
	     ok && span_starts(w.key, key_span(&prefix)); ok = walk_next(&w)) {
		char *id = arena_text_n(&out->mem, (const char *)w.key.ptr + prefix.len,
					w.key.len - prefix.len);

		if (!touched_has(changed, id))
			vec_push(&out->ids, id);
	}
	return walk_close(&w, e);
}

/* The things that the tail speaks of are folded here: their rows in `open` are of the last seal. */
static enum rc
open_ids(struct store *s, const char *kind, struct touched *out, struct err *e)
{
	struct touched changed = {0};
	enum rc rc = tail_load(s, e);

	for (size_t i = 0; rc == RC_OK && i < s->tail.n; i++)
		touched_add(&changed, &s->tail.keys[i]);
	touched_unique(&changed);
	if (rc == RC_OK)
		rc = sealed_open(s, kind, &changed, out, e);
	for (size_t i = 0; rc == RC_OK && i < changed.ids.n; i++) {
		const char *of_kind;
		bool open;

		rc = fold_open(s, changed.ids.v[i], true, &open, &of_kind, e);
		if (rc == RC_OK && open && strcmp(of_kind, kind) == 0)
			vec_push(&out->ids, arena_text(&out->mem, changed.ids.v[i]));
	}
	touched_clear(&changed);
	if (out->ids.n > 1)
		qsort(out->ids.v, out->ids.n, sizeof(char *), compare_ids);
	return rc;
}

static enum rc
each_open(struct store *s, const char *kind, store_line_fn fn, void *ctx, struct err *e)
{
	struct touched open = {0};
	struct line_ref r;
	enum rc rc = open_ids(s, kind, &open, e);
	bool stopped = false;

	for (size_t i = 0; rc == RC_OK && !stopped && i < open.ids.n; i++) {
		rc = find_id(s, open.ids.v[i], true, &r, e);
		if (rc == RC_NOT_FOUND)
			rc = bad_view("open", e);
		else if (rc == RC_OK)
			stopped = !fn(ctx, r.text, r.len);
	}
	touched_clear(&open);
	return rc;
}

enum rc
store_each_kind(struct store *s, const char *kind, bool open_only, store_line_fn fn, void *ctx,
		struct err *e)
{
	const struct kind *k = kind_find(kind);
	enum rc rc;

	/* Lines are never open, and nobody knows about the kinds of newer programs. */
	if (strlen(kind) >= sizeof(((struct index_keys *)0)->kind) ||
	    (open_only && (!k || !(k->flags & KIND_THING))))
		return RC_OK;
	rc = read_begin(s, e);
	if (rc != RC_OK)
		return rc;
	if (open_only && kind_closes(kind))
		rc = each_open(s, kind, fn, ctx, e);
	else
		rc = each_first(s, kind, fn, ctx, e);
	read_end(s);
	return rc;
}
