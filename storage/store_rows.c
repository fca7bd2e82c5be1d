/* Rows of the store's tables: reading, writing, walking along them. */
#include <sys/mman.h>

#include "core/i18n.h"
#include "storage/store_lmdb.h"

enum rc
row_get(struct store *s, enum table t, struct span key, struct span *out, struct err *e)
{
	MDB_val k = mdb_val(key), v;
	int r = mdb_get(store_txn(s), s->dbi[t], &k, &v);

	if (r == MDB_NOTFOUND)
		return RC_NOT_FOUND;
	if (r)
		return store_fail(s, r, _("cannot read"), e);
	*out = mdb_span(v);
	return RC_OK;
}

enum rc
row_put(struct store *s, enum table t, struct span key, struct span value, bool append,
	struct err *e)
{
	MDB_val k = mdb_val(key), v = mdb_val(value);
	int r = append ? mdb_put(s->writer, s->dbi[t], &k, &v, MDB_APPEND) : MDB_KEYEXIST;

	if (r == MDB_KEYEXIST) {
		k = mdb_val(key), v = mdb_val(value);
		r = mdb_put(s->writer, s->dbi[t], &k, &v, 0);
	}
	return r ? store_fail(s, r, _("cannot write"), e) : RC_OK;
}

enum rc
row_delete(struct store *s, enum table t, struct span key, struct err *e)
{
	MDB_val k = mdb_val(key);
	int r = mdb_del(s->writer, s->dbi[t], &k, NULL);

	return r && r != MDB_NOTFOUND ? store_fail(s, r, _("cannot write"), e) : RC_OK;
}

enum rc
table_clear(struct store *s, enum table t, struct err *e)
{
	int r = mdb_drop(s->writer, s->dbi[t], 0);

	return r ? store_fail(s, r, _("cannot write"), e) : RC_OK;
}

size_t
table_rows(struct store *s, enum table t)
{
	MDB_stat st;

	return mdb_stat(store_txn(s), s->dbi[t], &st) ? 0 : st.ms_entries;
}

/* LMDB maps for chance reads, single pages (MDB_NORDAHEAD: a quarter of the time of a cold start).
 */
static void
advise(const struct store *s, struct span bytes, int advice)
{
	uintptr_t from = (uintptr_t)bytes.ptr & ~(uintptr_t)(s->page - 1);

	(void)madvise((void *)from, (uintptr_t)bytes.ptr + bytes.len - from, advice);
}

void
span_will_need(const struct store *s, struct span block)
{
	if (block.len > s->page)
		advise(s, block, MADV_WILLNEED);
}

void
scan_will_need(struct store *s, struct span block, bool backwards)
{
	enum { WINDOW = 1 << 20 };
	uintptr_t from = (uintptr_t)block.ptr, to = from + block.len;

	if (from >= s->ahead_from && to <= s->ahead_to)
		return;
	if (backwards)
		from = to > WINDOW ? to - WINDOW : 0;
	else
		to = from + WINDOW;
	s->ahead_from = from;
	s->ahead_to = to;
	advise(s, (struct span){(const void *)from, to - from}, MADV_WILLNEED);
}

void
walk_open(struct store *s, enum table t, struct walk *w)
{
	*w = (struct walk){.store = s};
	w->fault = mdb_cursor_open(store_txn(s), s->dbi[t], &w->cursor);
}

static bool
step(struct walk *w, MDB_val k, MDB_cursor_op op)
{
	MDB_val v;

	if (w->fault)
		return false;
	w->fault = mdb_cursor_get(w->cursor, &k, &v, op);
	if (w->fault == MDB_NOTFOUND) {
		w->fault = 0;
		return false;
	}
	if (w->fault)
		return false;
	w->key = mdb_span(k);
	w->value = mdb_span(v);
	return true;
}

bool
walk_first(struct walk *w)
{
	return step(w, (MDB_val){0, NULL}, MDB_FIRST);
}

bool
walk_last(struct walk *w)
{
	return step(w, (MDB_val){0, NULL}, MDB_LAST);
}

bool
walk_seek(struct walk *w, struct span key)
{
	return step(w, mdb_val(key), MDB_SET_RANGE);
}

bool
walk_next(struct walk *w)
{
	return step(w, (MDB_val){0, NULL}, MDB_NEXT);
}

bool
walk_prev(struct walk *w)
{
	return step(w, (MDB_val){0, NULL}, MDB_PREV);
}

enum rc
walk_close(struct walk *w, struct err *e)
{
	if (w->cursor)
		mdb_cursor_close(w->cursor);
	w->cursor = NULL;
	return w->fault ? store_fail(w->store, w->fault, _("cannot read"), e) : RC_OK;
}
