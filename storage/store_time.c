/* Reading by time: blocks overlap in time, so their lines are merged; equal times stand in an order
 * that is the same on every machine. */
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/block.h"
#include "storage/store_inner.h"

struct item {
	int64_t at, ts;
	const char *text;
	size_t len;
};

/* The lines of one block (or of the tail) that are wanted, in the order of the walk. */
struct run {
	struct item *v;
	size_t n, next;
};

/* A block by its row in the view. */
struct extent {
	int64_t first, last, pos;
};

struct merge {
	struct store *store;
	int64_t from, until;
	int sign;                 /* 1 oldest first, -1 newest first */
	VEC(struct run) heap;     /* the run with the next line is heap.v[0] */
	VEC(struct extent) later; /* oldest first: blocks not loaded yet, by their earliest time */
	size_t next_later;
};

/* Ties are rare: the id is read again rather than kept for every line. */
static int
compare_ids(const struct item *a, const struct item *b)
{
	struct index_keys x, y;
	int by_writer;

	if (index_line(a->text, a->len, &x, NULL) != RC_OK ||
	    index_line(b->text, b->len, &y, NULL) != RC_OK)
		return 0;
	by_writer = strcmp(x.id.writer, y.id.writer);
	return by_writer ? by_writer : (x.id.number > y.id.number) - (x.id.number < y.id.number);
}

static int
compare_items(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->ts != y->ts)
		return x->ts < y->ts ? -1 : 1;
	return compare_ids(x, y);
}

static bool
before(const struct merge *m, const struct run *a, const struct run *b)
{
	return compare_items(&a->v[a->next], &b->v[b->next]) * m->sign < 0;
}

static void
sift_down(struct merge *m, size_t i)
{
	for (;;) {
		size_t least = i, child = 2 * i + 1;

		for (size_t c = child; c < child + 2 && c < m->heap.n; c++)
			if (before(m, &m->heap.v[c], &m->heap.v[least]))
				least = c;
		if (least == i)
			return;
		struct run swap = m->heap.v[i];
		m->heap.v[i] = m->heap.v[least];
		m->heap.v[least] = swap;
		i = least;
	}
}

/* Sorts a run into the walk's order and enters it; an empty one is dropped. */
static void
enter_run(struct merge *m, struct run r)
{
	size_t i = m->heap.n;

	if (r.n == 0) {
		free(r.v);
		return;
	}
	qsort(r.v, r.n, sizeof(*r.v), compare_items);
	for (size_t a = 0, b = r.n - 1; m->sign < 0 && a < b; a++, b--) {
		struct item swap = r.v[a];
		r.v[a] = r.v[b];
		r.v[b] = swap;
	}
	vec_push(&m->heap, r);
	while (i > 0 && before(m, &m->heap.v[i], &m->heap.v[(i - 1) / 2])) {
		struct run swap = m->heap.v[i];
		m->heap.v[i] = m->heap.v[(i - 1) / 2];
		m->heap.v[(i - 1) / 2] = swap;
		i = (i - 1) / 2;
	}
}

static struct run
new_run(void)
{
	struct run r = {.v = malloc(BLOCK_LINES * sizeof(struct item))};

	if (!r.v)
		die("out of memory");
	return r;
}

static void
add_item(const struct merge *m, struct run *r, const struct index_keys *k, const char *text,
	 size_t len)
{
	if (k->at >= m->from && k->at < m->until && r->n < BLOCK_LINES)
		r->v[r->n++] = (struct item){k->at, k->ts, text, len};
}

static enum rc
load_block(struct merge *m, int64_t pos, struct err *e)
{
	struct key key = key_number((uint64_t)pos);
	struct run r = new_run();
	struct span block;
	struct index_keys k;
	const char *line;
	size_t at = 0, len;
	enum rc rc = row_get(m->store, TABLE_LOG, key_span(&key), &block, e);

	if (rc == RC_NOT_FOUND)
		rc = err_set(e, RC_CORRUPT,
			     _("the view of %s does not fit the log: run zhiban rebuild"), "time");
	if (rc == RC_OK)
		span_will_need(m->store, block);
	while (rc == RC_OK && block_next(block.ptr, block.len, &at, &line, &len)) {
		rc = index_line(line, len, &k, e);
		if (rc == RC_OK)
			add_item(m, &r, &k, line, len);
	}
	if (rc == RC_OK)
		enter_run(m, r);
	else
		free(r.v);
	return rc;
}

static void
load_tail(struct merge *m)
{
	const struct tail *t = &m->store->tail;
	struct run r = new_run();

	for (size_t i = 0; i < t->n; i++)
		add_item(m, &r, &t->keys[i], t->v[i].text, t->v[i].len);
	enter_run(m, r);
}

static struct extent
extent_of(const struct walk *w)
{
	uint64_t sign = (uint64_t)1 << 63;

	return (struct extent){.first = (int64_t)(span_number(w->value, 0) ^ sign),
			       .last = (int64_t)(span_number(w->key, 0) ^ sign),
			       .pos = (int64_t)span_number(w->key, 8)};
}

static int
compare_extents(const void *a, const void *b)
{
	const struct extent *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

/* Oldest first: every block that ends late enough may hold the next line. */
static void
list_later(struct merge *m, struct walk *w)
{
	struct key from = key_time(m->from, 0);

	for (bool ok = walk_seek(w, key_span(&from)); ok; ok = walk_next(w)) {
		struct extent x = extent_of(w);

		if (x.first < m->until)
			vec_push(&m->later, x);
	}
	if (m->later.n > 1)
		qsort(m->later.v, m->later.n, sizeof(struct extent), compare_extents);
}

/* Loads every block that may hold a line before the one on top. *ok: w stands on the next row. */
static enum rc
load_due(struct merge *m, struct walk *w, bool *ok, struct err *e)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && m->sign > 0 && m->next_later < m->later.n) {
		const struct extent *x = &m->later.v[m->next_later];

		if (m->heap.n && m->heap.v[0].v[m->heap.v[0].next].at < x->first)
			break;
		m->next_later++;
		rc = load_block(m, x->pos, e);
	}
	while (rc == RC_OK && m->sign < 0 && *ok) {
		struct extent x = extent_of(w);

		if (x.last < m->from)
			*ok = false;
		if (!*ok || (m->heap.n && m->heap.v[0].v[m->heap.v[0].next].at > x.last))
			break;
		if (x.first < m->until)
			rc = load_block(m, x.pos, e);
		*ok = walk_prev(w);
	}
	return rc;
}

static enum rc
walk_merged(struct merge *m, struct walk *w, store_line_fn fn, void *ctx, struct err *e)
{
	bool ok = m->sign < 0 && walk_last(w);
	enum rc rc = RC_OK;

	if (m->sign > 0)
		list_later(m, w);
	load_tail(m);
	for (;;) {
		struct run *top;
		struct item next;

		rc = load_due(m, w, &ok, e);
		if (rc != RC_OK || m->heap.n == 0)
			return rc;
		top = &m->heap.v[0];
		next = top->v[top->next++];
		if (top->next == top->n) {
			free(top->v);
			*top = m->heap.v[--m->heap.n];
		}
		sift_down(m, 0);
		if (!fn(ctx, next.text, next.len))
			return RC_OK;
	}
}

enum rc
store_each_time(struct store *s, int64_t from, int64_t until, bool newest_first, store_line_fn fn,
		void *ctx, struct err *e)
{
	struct merge m = {.store = s, .from = from ? from : INT64_MIN, .until = until};
	struct walk w;
	enum rc rc = read_begin(s, e), closed;

	if (rc != RC_OK)
		return rc;
	m.sign = newest_first ? -1 : 1;
	rc = tail_load(s, e);
	if (rc == RC_OK) {
		walk_open(s, TABLE_TIME, &w);
		rc = walk_merged(&m, &w, fn, ctx, e);
		closed = walk_close(&w, rc == RC_OK ? e : NULL);
		rc = rc == RC_OK ? closed : rc;
	}
	for (size_t i = 0; i < m.heap.n; i++)
		free(m.heap.v[i].v);
	vec_clear(&m.heap);
	vec_clear(&m.later);
	read_end(s);
	return rc;
}
