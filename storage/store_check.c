/* Whether the store is what it should be: lines, numbers without gap, and views that fit the log.
 */
#include <string.h>

#include "core/i18n.h"
#include "storage/block.h"
#include "storage/store_inner.h"

struct check {
	struct store *store;
	int64_t next; /* position */
	size_t rows[TABLES];
	VEC(struct writer_next) writers;
	struct touched touched;
};

static enum rc
check_number(struct check *c, const struct record_id *id, struct err *e)
{
	struct writer_next fresh = {.next = 2};
	struct writer_next *w = NULL;

	for (size_t i = 0; i < c->writers.n && !w; i++)
		if (strcmp(c->writers.v[i].writer, id->writer) == 0)
			w = &c->writers.v[i];
	if (id->number != (w ? w->next : 1))
		return err_set(e, RC_CORRUPT, _("the log holds %s-%lld where %s-%lld should stand"),
			       id->writer, (long long)id->number, id->writer,
			       (long long)(w ? w->next : 1));
	if (w) {
		w->next++;
	} else {
		memcpy(fresh.writer, id->writer, sizeof(fresh.writer));
		vec_push(&c->writers, fresh);
	}
	return RC_OK;
}

static enum rc
misfit(const char *view, int64_t pos, struct err *e)
{
	return err_set(e, RC_CORRUPT,
		       _("the view of %s does not fit the log at %lld: run zhiban rebuild"), view,
		       (long long)pos);
}

static const char *
view_name(enum table t)
{
	static const char *const names[TABLES] = {[TABLE_IDS] = "ids",
						  [TABLE_OF] = "of",
						  [TABLE_TIME] = "time",
						  [TABLE_KIND] = "kind",
						  [TABLE_OPEN] = "open"};

	return names[t] ? names[t] : "";
}

static enum rc
compare_row(void *ctx, enum table t, struct span key, struct span value, struct err *e)
{
	struct check *c = ctx;
	struct span found;
	enum rc rc = row_get(c->store, t, key, &found, e);

	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_NOT_FOUND || found.len != value.len ||
	    memcmp(found.ptr, value.ptr, value.len) != 0)
		return misfit(view_name(t), c->next, e);
	c->rows[t]++;
	return RC_OK;
}

static enum rc
check_block(struct check *c, const struct walk *w, struct err *e)
{
	struct row_sink sink = {compare_row, c};
	struct index_keys keys[BLOCK_LINES];
	struct block_keys b;
	enum rc rc;

	if (w->key.len != 8 || (int64_t)span_number(w->key, 0) != c->next)
		return err_set(e, RC_CORRUPT, _("the log has a gap at %lld"), (long long)c->next);
	rc = block_index(w->value, c->next, keys, &b, e);
	for (size_t i = 0; rc == RC_OK && i < b.n; i++) {
		rc = check_number(c, &b.v[i]->id, e);
		touched_add(&c->touched, b.v[i]);
	}
	if (rc == RC_OK)
		rc = view_rows(&b, &sink, e);
	if (rc == RC_OK)
		c->next += (int64_t)b.n;
	return rc;
}

static enum rc
check_log(struct check *c, struct err *e)
{
	struct walk w;
	enum rc rc = RC_OK, closed;

	walk_open(c->store, TABLE_LOG, &w);
	for (bool ok = walk_first(&w); ok && rc == RC_OK; ok = walk_next(&w)) {
		scan_will_need(c->store, w.value, false);
		rc = check_block(c, &w, e);
	}
	closed = walk_close(&w, rc == RC_OK ? e : NULL);
	return rc == RC_OK ? closed : rc;
}

static enum rc
check_tail(struct check *c, struct err *e)
{
	const struct tail *t = &c->store->tail;
	enum rc rc = tail_load(c->store, e);

	for (size_t i = 0; rc == RC_OK && i < t->n; i++, c->next++)
		rc = t->v[i].pos == c->next ? check_number(c, &t->keys[i].id, e)
					    : err_set(e, RC_CORRUPT, _("the log has a gap at %lld"),
						      (long long)c->next);
	return rc;
}

static enum rc
check_open(struct check *c, struct err *e)
{
	enum rc rc = RC_OK;

	touched_unique(&c->touched);
	for (size_t i = 0; rc == RC_OK && i < c->touched.ids.n; i++) {
		const char *id = c->touched.ids.v[i], *kind;
		struct span found;
		struct key key;
		bool open;

		rc = fold_open(c->store, id, false, &open, &kind, e);
		if (rc != RC_OK || !kind)
			continue;
		key = key_pair(kind, id);
		rc = row_get(c->store, TABLE_OPEN, key_span(&key), &found, e);
		if (rc == RC_OK || rc == RC_NOT_FOUND)
			rc = (rc == RC_OK) == open ? RC_OK : misfit(id, c->next, e);
		c->rows[TABLE_OPEN] += open;
	}
	return rc;
}

static enum rc
check_counts(struct check *c, struct err *e)
{
	static const enum table views[] = {TABLE_IDS, TABLE_OF, TABLE_TIME, TABLE_KIND, TABLE_OPEN};

	for (size_t i = 0; i < ARRAY_LEN(views); i++)
		if (table_rows(c->store, views[i]) != c->rows[views[i]])
			return misfit(view_name(views[i]), c->next, e);
	return RC_OK;
}

enum rc
store_check(struct store *s, struct err *e)
{
	struct check c = {.store = s};
	enum rc rc = read_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = check_log(&c, e);
	if (rc == RC_OK)
		rc = check_tail(&c, e);
	if (rc == RC_OK)
		rc = check_open(&c, e);
	if (rc == RC_OK)
		rc = check_counts(&c, e);
	vec_clear(&c.writers);
	touched_clear(&c.touched);
	read_end(s);
	return rc;
}
