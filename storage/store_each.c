/* Walking over everything: by number, by arrival, writers, publications, local values. */
#include <string.h>

#include "core/i18n.h"
#include "storage/block.h"
#include "storage/store_inner.h"

/* The sealed lines of one row of `ids` with numbers from a to b. */
static enum rc
number_row(struct store *s, const struct walk *w, int64_t a, int64_t b, store_line_fn fn, void *ctx,
	   bool *stopped, struct err *e)
{
	int64_t number = (int64_t)span_number(w->key, w->key.len - 8);
	struct key key = key_number(span_number(w->value, 0));
	const unsigned char *index = w->value.ptr;
	struct span block;
	const char *line;
	size_t at = 0, next = 0, len = 0;
	enum rc rc = row_get(s, TABLE_LOG, key_span(&key), &block, e);

	if (rc == RC_NOT_FOUND || w->value.len < 8)
		return err_set(e, RC_CORRUPT,
			       _("the view of %s does not fit the log: run zhiban rebuild"), "ids");
	for (size_t i = 8; rc == RC_OK && !*stopped && i < w->value.len; i++, number++) {
		for (; next <= index[i]; next++)
			if (!block_next(block.ptr, block.len, &at, &line, &len))
				return err_set(
				    e, RC_CORRUPT,
				    _("the view of %s does not fit the log: run zhiban rebuild"),
				    "ids");
		if (number >= a && number <= b)
			*stopped = !fn(ctx, line, len);
	}
	return rc;
}

static enum rc
each_number(struct store *s, const char *writer, int64_t a, int64_t b, store_line_fn fn, void *ctx,
	    struct err *e)
{
	struct key from = key_text_number(writer, (uint64_t)a), prefix = key_text(writer);
	bool stopped = false, ok;
	struct walk w;
	enum rc rc = tail_load(s, e), closed;

	if (rc != RC_OK)
		return rc;
	walk_open(s, TABLE_IDS, &w);
	/* The row before the first that begins behind a may hold a itself. */
	ok = walk_seek(&w, key_span(&from));
	ok = ok ? walk_prev(&w) || walk_first(&w) : walk_last(&w);
	if (ok && !span_starts(w.key, key_span(&prefix)))
		ok = walk_next(&w);
	for (; ok && rc == RC_OK && !stopped && span_starts(w.key, key_span(&prefix)) &&
	       (int64_t)span_number(w.key, w.key.len - 8) <= b;
	     ok = walk_next(&w))
		rc = number_row(s, &w, a, b, fn, ctx, &stopped, e);
	closed = walk_close(&w, rc == RC_OK ? e : NULL);
	rc = rc == RC_OK ? closed : rc;
	for (size_t i = 0; rc == RC_OK && !stopped && i < s->tail.n; i++) {
		const struct record_id *id = &s->tail.keys[i].id;

		if (strcmp(id->writer, writer) == 0 && id->number >= a && id->number <= b)
			stopped = !fn(ctx, s->tail.v[i].text, s->tail.v[i].len);
	}
	return rc;
}

enum rc
store_each_number(struct store *s, const char *writer, int64_t a, int64_t b, store_line_fn fn,
		  void *ctx, struct err *e)
{
	enum rc rc;

	if (!writer_valid(writer))
		return RC_OK;
	rc = read_begin(s, e);
	if (rc != RC_OK)
		return rc;
	rc = each_number(s, writer, a < 1 ? 1 : a, b ? b : INT64_MAX, fn, ctx, e);
	read_end(s);
	return rc;
}

static bool
block_forward(struct span block, store_line_fn fn, void *ctx)
{
	const char *line;
	size_t at = 0, len;

	while (block_next(block.ptr, block.len, &at, &line, &len))
		if (!fn(ctx, line, len))
			return false;
	return true;
}

static bool
block_backward(struct span block, store_line_fn fn, void *ctx)
{
	const char *line;
	size_t end = block.len, len;

	while (block_prev(block.ptr, &end, &line, &len))
		if (!fn(ctx, line, len))
			return false;
	return true;
}

static bool
each_tail(struct store *s, bool newest_first, store_line_fn fn, void *ctx)
{
	for (size_t i = 0; i < s->tail.n; i++) {
		const struct line_ref *r = &s->tail.v[newest_first ? s->tail.n - 1 - i : i];

		if (!fn(ctx, r->text, r->len))
			return false;
	}
	return true;
}

enum rc
store_each(struct store *s, bool newest_first, store_line_fn fn, void *ctx, struct err *e)
{
	bool on;
	struct walk w;
	enum rc rc = read_begin(s, e), closed;

	if (rc != RC_OK)
		return rc;
	rc = tail_load(s, e);
	on = rc == RC_OK && (!newest_first || each_tail(s, true, fn, ctx));
	walk_open(s, TABLE_LOG, &w);
	for (bool ok = on && (newest_first ? walk_last(&w) : walk_first(&w)); ok;
	     ok = on && (newest_first ? walk_prev(&w) : walk_next(&w))) {
		scan_will_need(s, w.value, newest_first);
		on = newest_first ? block_backward(w.value, fn, ctx)
				  : block_forward(w.value, fn, ctx);
	}
	closed = walk_close(&w, rc == RC_OK ? e : NULL);
	rc = rc == RC_OK ? closed : rc;
	if (rc == RC_OK && on && !newest_first)
		each_tail(s, false, fn, ctx);
	read_end(s);
	return rc;
}

/* Adds a writer to a short sorted list. */
static void
add_writer(struct arena *a, char **list, size_t *n, const char *writer)
{
	size_t i = *n;

	while (i > 0 && strcmp(list[i - 1], writer) > 0)
		i--;
	if (i > 0 && strcmp(list[i - 1], writer) == 0)
		return;
	memmove(list + i + 1, list + i, (*n - i) * sizeof(*list));
	list[i] = arena_text(a, writer);
	++*n;
}

static enum rc
sealed_writers(struct store *s, struct arena *a, struct writer_list *out, struct err *e)
{
	struct walk w;
	bool ok;

	walk_open(s, TABLE_IDS, &w);
	for (ok = walk_first(&w); ok;) {
		struct key last;

		if (w.key.len < 10 || w.key.len - 9 >= WRITER_TEXT)
			break;
		vec_push(out, arena_text_n(a, w.key.ptr, w.key.len - 9));
		last = key_text_number(out->v[out->n - 1], UINT64_MAX);
		ok = walk_seek(&w, key_span(&last));
	}
	return walk_close(&w, e);
}

enum rc
store_writers(struct store *s, struct arena *a, char ***out, size_t *n, struct err *e)
{
	struct writer_list found = {0};
	char **list;
	size_t count;
	enum rc rc = read_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = tail_load(s, e);
	if (rc == RC_OK)
		rc = sealed_writers(s, a, &found, e);
	if (rc == RC_OK) {
		list = arena_alloc(a, (found.n + s->tail.n + 1) * sizeof(*list));
		if (found.n)
			memcpy(list, found.v, found.n * sizeof(*list));
		count = found.n;
		for (size_t i = 0; i < s->tail.n; i++)
			add_writer(a, list, &count, s->tail.keys[i].id.writer);
		*out = list;
		*n = count;
	}
	vec_clear(&found);
	read_end(s);
	return rc;
}

enum rc
store_each_pub(struct store *s, const char *writer, bool newest_first, store_pub_fn fn, void *ctx,
	       struct err *e)
{
	struct key prefix = key_text(writer), end = key_text_number(writer, UINT64_MAX);
	struct walk w;
	bool ok, on = true;
	enum rc rc = read_begin(s, e);

	if (rc != RC_OK)
		return rc;
	walk_open(s, TABLE_PUB, &w);
	if (!newest_first)
		ok = walk_seek(&w, key_span(&prefix));
	else
		ok = walk_seek(&w, key_span(&end)) ? walk_prev(&w) : walk_last(&w);
	for (; ok && on && span_starts(w.key, key_span(&prefix));
	     ok = newest_first ? walk_prev(&w) : walk_next(&w))
		on = fn(ctx, (int64_t)span_number(w.key, w.key.len - 8), w.value.ptr, w.value.len);
	rc = walk_close(&w, e);
	read_end(s);
	return rc;
}

enum rc
store_each_local(struct store *s, const char *prefix, store_pair_fn fn, void *ctx, struct err *e)
{
	struct span start = {prefix, strlen(prefix)};
	char key[LOCAL_KEY + 1];
	struct walk w;
	bool ok, on = true;
	enum rc rc = read_begin(s, e);

	if (rc != RC_OK)
		return rc;
	walk_open(s, TABLE_LOCAL, &w);
	for (ok = start.len ? walk_seek(&w, start) : walk_first(&w);
	     ok && on && span_starts(w.key, start); ok = walk_next(&w)) {
		if (w.key.len > LOCAL_KEY)
			continue;
		memcpy(key, w.key.ptr, w.key.len);
		key[w.key.len] = '\0';
		on = fn(ctx, key, w.value.ptr, w.value.len);
	}
	rc = walk_close(&w, e);
	read_end(s);
	return rc;
}

int64_t
store_count(struct store *s)
{
	int64_t n = 0;

	if (read_begin(s, NULL) != RC_OK)
		return 0;
	if (tail_load(s, NULL) == RC_OK)
		n = s->end;
	read_end(s);
	return n;
}
