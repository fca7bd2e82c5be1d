/* Writing: what one action adds is collected, then made durable in one transaction. */
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/block.h"
#include "storage/store_inner.h"

enum rc
store_begin(struct store *s, struct err *e)
{
	enum rc rc = check_process(s, e);

	if (rc != RC_OK)
		return rc;
	if (s->mode == STORE_READ)
		return err_set(e, RC_IO, _("the store is open for reading only"));
	if (s->pending.active)
		return err_set(e, RC_INVALID, _("the store is being written already"));
	rc = write_lock_take(s->lock, e);
	if (rc == RC_OK)
		s->pending.active = true;
	return rc;
}

void
store_abort(struct store *s)
{
	struct pending *p = &s->pending;

	if (!p->active)
		return;
	vec_clear(&p->lines);
	vec_clear(&p->rows);
	vec_clear(&p->writers);
	arena_free(&p->mem);
	p->active = false;
	write_lock_release(s->lock);
}

static enum rc
must_be_writing(const struct store *s, struct err *e)
{
	if (s->pending.active)
		return RC_OK;
	return err_set(e, RC_INVALID, _("the store is not being written"));
}

/* What was committed cannot change while the write lock is held; it is asked for once a writer. */
static enum rc
next_of(struct store *s, const char *writer, int64_t **out, struct err *e)
{
	struct pending *p = &s->pending;
	struct writer_next fresh = {.next = 0};
	enum rc rc;

	for (size_t i = 0; i < p->writers.n; i++)
		if (strcmp(p->writers.v[i].writer, writer) == 0) {
			*out = &p->writers.v[i].next;
			return RC_OK;
		}
	rc = read_begin(s, e);
	if (rc != RC_OK)
		return rc;
	rc = highest_number(s, writer, &fresh.next, e);
	read_end(s);
	if (rc != RC_OK)
		return rc;
	fresh.next++;
	memcpy(fresh.writer, writer, strlen(writer) + 1);
	vec_push(&p->writers, fresh);
	*out = &p->writers.v[p->writers.n - 1].next;
	return RC_OK;
}

enum rc
store_next_number(struct store *s, const char *writer, int64_t *out, struct err *e)
{
	int64_t *next, highest;
	enum rc rc;

	if (!writer_valid(writer))
		return err_set(e, RC_INVALID, _("'%s' is not the name of a writer"), writer);
	if (s->pending.active) {
		rc = next_of(s, writer, &next, e);
		if (rc == RC_OK)
			*out = *next;
		return rc;
	}
	rc = read_begin(s, e);
	if (rc != RC_OK)
		return rc;
	rc = highest_number(s, writer, &highest, e);
	if (rc == RC_OK)
		*out = highest + 1;
	read_end(s);
	return rc;
}

enum rc
store_append(struct store *s, const char *line, size_t len, struct err *e)
{
	struct pending *p = &s->pending;
	struct pending_line l = {.len = len};
	int64_t *next;
	enum rc rc = must_be_writing(s, e);

	if (rc == RC_OK)
		rc = index_line(line, len, &l.keys, e);
	if (rc == RC_OK)
		rc = next_of(s, l.keys.id.writer, &next, e);
	if (rc != RC_OK)
		return rc;
	if (l.keys.id.number != *next)
		return err_set(e, RC_CONFLICT,
			       _("%s-%lld is not the next of its writer: %s-%lld is"),
			       l.keys.id.writer, (long long)l.keys.id.number, l.keys.id.writer,
			       (long long)*next);
	l.text = arena_text_n(&p->mem, line, len);
	vec_push(&p->lines, l);
	++*next;
	return RC_OK;
}

static void
add_row(struct store *s, enum table t, struct span key, const void *value, size_t n)
{
	struct pending *p = &s->pending;
	struct pending_row r = {.table = t, .key_len = key.len, .len = n};

	r.key = arena_text_n(&p->mem, key.ptr, key.len);
	r.value = value ? arena_text_n(&p->mem, value, n) : NULL;
	vec_push(&p->rows, r);
}

enum rc
store_pub_put(struct store *s, const char *writer, int64_t first, const void *bytes, size_t n,
	      struct err *e)
{
	struct key key;
	enum rc rc = must_be_writing(s, e);

	if (rc != RC_OK)
		return rc;
	if (!writer_valid(writer))
		return err_set(e, RC_INVALID, _("'%s' is not the name of a writer"), writer);
	key = key_text_number(writer, (uint64_t)first);
	add_row(s, TABLE_PUB, key_span(&key), bytes, n);
	return RC_OK;
}

enum rc
store_local_put(struct store *s, const char *key, const void *value, size_t n, struct err *e)
{
	size_t len = strlen(key);
	enum rc rc = must_be_writing(s, e);

	if (rc != RC_OK)
		return rc;
	if (len == 0 || len > LOCAL_KEY)
		return err_set(e, RC_INVALID, _("'%s' is too long for the name of a setting"), key);
	add_row(s, TABLE_LOCAL, (struct span){key, len}, value, n);
	return RC_OK;
}

static const struct pending_row *
find_row(const struct store *s, struct span key)
{
	const struct pending *p = &s->pending;

	for (size_t i = p->rows.n; i-- > 0;) {
		const struct pending_row *r = &p->rows.v[i];

		if (r->table == TABLE_LOCAL && r->key_len == key.len &&
		    memcmp(r->key, key.ptr, key.len) == 0)
			return r;
	}
	return NULL;
}

enum rc
store_local_get(struct store *s, struct arena *a, const char *key, char **value, size_t *n,
		struct err *e)
{
	struct span k = {key, strlen(key)}, v = {NULL, 0};
	const struct pending_row *r = find_row(s, k);
	enum rc rc;

	if (r) {
		v = (struct span){r->value, r->len};
		rc = r->value ? RC_OK : RC_NOT_FOUND;
	} else {
		rc = read_begin(s, e);
		if (rc != RC_OK)
			return rc;
		rc = k.len && k.len <= LOCAL_KEY ? row_get(s, TABLE_LOCAL, k, &v, e) : RC_NOT_FOUND;
	}
	if (rc == RC_OK) {
		*value = arena_text_n(a, v.len ? v.ptr : "", v.len);
		*n = v.len;
	} else if (rc == RC_NOT_FOUND) {
		err_set(e, rc, _("there is nothing under %s"), key);
	}
	if (!r)
		read_end(s);
	return rc;
}

/* Committing */

/* LMDB's pages, and what it puts before a long value. */
enum { PAGE_BYTES = 4096, PAGE_HEAD = 16, BLOCK_LEAST = 44 };

struct sealing {
	struct store *store;
	int64_t pos;   /* of the first line that is not sealed yet */
	size_t before; /* how many of the lines stand in the tail */
	struct touched touched;
};

static const struct index_keys *
keys_of(const struct sealing *w, size_t i)
{
	return i < w->before ? &w->store->tail.keys[i]
			     : &w->store->pending.lines.v[i - w->before].keys;
}

static struct span
text_of(const struct sealing *w, size_t i)
{
	const struct pending_line *l;

	if (i < w->before)
		return (struct span){w->store->tail.v[i].text, w->store->tail.v[i].len};
	l = &w->store->pending.lines.v[i - w->before];
	return (struct span){l->text, l->len};
}

/* How many of the next 64 lines make the block that wastes least of its pages. */
static size_t
block_fit(const struct sealing *w, size_t i)
{
	size_t bytes = PAGE_HEAD, best = 0, least = SIZE_MAX;

	for (size_t n = 1; n <= BLOCK_LINES; n++) {
		size_t waste;

		bytes += text_of(w, i + n - 1).len + 1;
		waste = (PAGE_BYTES - 1 - (bytes - 1) % PAGE_BYTES) * 1000 / bytes;
		if (n >= BLOCK_LEAST && waste <= least) {
			least = waste;
			best = n;
		}
	}
	return best;
}

/* n lines from i on, of the tail and the new ones, become a block, with their rows in the views.
 * The first block clears the tail; put_tail puts back what is left of it. */
static enum rc
seal_block(struct sealing *w, size_t i, size_t n, struct str *block, struct err *e)
{
	struct block_keys b = {.pos = w->pos, .n = n};
	struct key key = key_number((uint64_t)w->pos);
	enum rc rc = RC_OK;

	str_cut(block, 0);
	for (size_t k = 0; k < n; k++) {
		struct span text = text_of(w, i + k);

		block_add(block, text.ptr, text.len);
		b.v[k] = keys_of(w, i + k);
		touched_add(&w->touched, b.v[k]);
	}
	if (i == 0 && w->store->tail.stored)
		rc = table_clear(w->store, TABLE_TAIL, e);
	if (rc == RC_OK)
		rc = row_put(w->store, TABLE_LOG, key_span(&key),
			     (struct span){block->ptr, block->len}, true, e);
	if (rc == RC_OK)
		rc = views_enter(w->store, &b, e);
	w->pos += (int64_t)n;
	return rc;
}

static enum rc
put_tail(struct sealing *w, size_t i, size_t n, struct err *e)
{
	enum rc rc = RC_OK;

	for (; rc == RC_OK && i < n; i++) {
		struct key key = key_number((uint64_t)w->pos++);

		rc = row_put(w->store, TABLE_TAIL, key_span(&key), text_of(w, i), true, e);
	}
	return rc;
}

/* The lines of the journal come along, so that it may begin anew. */
static enum rc
put_lines(struct store *s, struct err *e)
{
	struct sealing w = {.store = s, .before = s->tail.n};
	struct str block = STR_INIT;
	size_t n = s->tail.n + s->pending.lines.n, i = 0;
	enum rc rc = RC_OK;

	w.pos = s->end - (int64_t)s->tail.n;
	/* The table they lie in is cleared before the last of them is put somewhere else. */
	for (size_t k = 0; k < s->tail.stored; k++)
		s->tail.v[k].text =
		    arena_text_n(&w.touched.mem, s->tail.v[k].text, s->tail.v[k].len);
	while (rc == RC_OK && i + BLOCK_LINES <= n) {
		size_t lines = block_fit(&w, i);

		rc = seal_block(&w, i, lines, &block, e);
		i += lines;
	}
	if (rc == RC_OK)
		rc = views_fold(s, &w.touched, e);
	if (i == 0) {
		i = s->tail.stored;
		w.pos += (int64_t)i;
	}
	if (rc == RC_OK)
		rc = put_tail(&w, i, n, e);
	str_clear(&block);
	touched_clear(&w.touched);
	return rc;
}

static enum rc
put_rows(struct store *s, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < s->pending.rows.n; i++) {
		const struct pending_row *r = &s->pending.rows.v[i];
		struct span key = {r->key, r->key_len};

		if (!r->value)
			rc = row_delete(s, r->table, key, e);
		else
			rc = row_put(s, r->table, key, (struct span){r->value, r->len}, false, e);
	}
	return rc;
}

/* All of it through LMDB. What stays in the journal is flushed first: a line whose writer was
 * killed before its flush may be published by this very transaction. */
static enum rc
commit_rows(struct store *s, struct err *e)
{
	enum rc rc = write_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = tail_load(s, e);
	if (rc == RC_OK && s->pending.lines.n)
		rc = put_lines(s, e);
	else if (rc == RC_OK && s->tail.n > s->tail.stored)
		rc = journal_flush(s->journal, e);
	if (rc == RC_OK)
		rc = put_rows(s, e);
	if (rc == RC_OK)
		rc = write_commit(s, e);
	else
		write_abort(s);
	if (rc == RC_OK)
		journal_touch(s->journal);
	return rc;
}

/* A few lines and nothing else go to the journal. RC_NOT_FOUND: they do not fit. */
static enum rc
commit_lines(struct store *s, struct err *e)
{
	const struct pending *p = &s->pending;
	struct str text = STR_INIT;
	enum rc rc = read_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = tail_load(s, e);
	if (rc == RC_OK && s->tail.n + p->lines.n >= BLOCK_LINES)
		rc = RC_NOT_FOUND;
	if (rc == RC_OK) {
		for (size_t i = 0; i < p->lines.n; i++)
			block_add(&text, p->lines.v[i].text, p->lines.v[i].len);
		rc = journal_append(s->journal, s->tail.n == s->tail.stored, s->end, p->lines.n,
				    text.ptr, text.len, e);
	}
	read_end(s);
	s->tail_loaded = false;
	str_clear(&text);
	return rc;
}

enum rc
store_commit(struct store *s, struct err *e)
{
	const struct pending *p = &s->pending;
	enum rc rc = must_be_writing(s, e);

	if (rc != RC_OK)
		return rc;
	if (s->reading > 0)
		return err_set(e, RC_INVALID, _("the store cannot be written while it is listed"));
	rc = p->lines.n && !p->rows.n ? commit_lines(s, e) : RC_NOT_FOUND;
	if (rc == RC_NOT_FOUND)
		rc = p->lines.n + p->rows.n ? commit_rows(s, e) : RC_OK;
	store_abort(s);
	return rc;
}
