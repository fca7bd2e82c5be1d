/* A hot copy: row by row from one snapshot into a fresh store, so that no freed page and no PIN
 * hash comes along. */
#include <string.h>

#include "core/i18n.h"
#include "storage/store_inner.h"

/* What a transaction may hold in memory before it is written. */
enum { CHUNK_BYTES = 16 << 20 };

static bool
stays_here(enum table t, struct span key)
{
	static const char pins[] = "pin/";

	return t == TABLE_LOCAL && span_starts(key, (struct span){pins, sizeof(pins) - 1});
}

static enum rc
next_chunk(struct store *to, struct err *e)
{
	enum rc rc = write_commit(to, e);

	return rc == RC_OK ? write_begin(to, e) : rc;
}

static enum rc
copy_table(struct store *from, struct store *to, enum table t, size_t *bytes, struct err *e)
{
	struct walk w;
	enum rc rc = RC_OK, closed;

	walk_open(from, t, &w);
	for (bool ok = walk_first(&w); ok && rc == RC_OK; ok = walk_next(&w)) {
		if (stays_here(t, w.key))
			continue;
		rc = row_put(to, t, w.key, w.value, true, e);
		*bytes += w.value.len + w.key.len;
		if (rc == RC_OK && *bytes > CHUNK_BYTES) {
			*bytes = 0;
			rc = next_chunk(to, e);
		}
	}
	closed = walk_close(&w, rc == RC_OK ? e : NULL);
	return rc == RC_OK ? closed : rc;
}

/* The copy begins with an empty journal. */
static enum rc
copy_journal(struct store *from, struct store *to, struct err *e)
{
	const struct tail *t = &from->tail;
	enum rc rc = tail_load(from, e);

	for (size_t i = t->stored; rc == RC_OK && i < t->n; i++) {
		struct key key = key_number((uint64_t)t->v[i].pos);

		rc = row_put(to, TABLE_TAIL, key_span(&key),
			     (struct span){t->v[i].text, t->v[i].len}, true, e);
	}
	return rc;
}

static enum rc
copy_all(struct store *from, struct store *to, struct err *e)
{
	size_t bytes = 0;
	enum rc rc = write_begin(to, e);

	if (rc == RC_OK)
		rc = store_mark(to, false, e);
	if (rc == RC_OK)
		rc = next_chunk(to, e);
	for (int t = 0; rc == RC_OK && t < TABLES; t++)
		rc = copy_table(from, to, (enum table)t, &bytes, e);
	if (rc == RC_OK)
		rc = copy_journal(from, to, e);
	if (rc == RC_OK)
		rc = store_mark(to, true, e);
	if (rc == RC_OK)
		rc = write_commit(to, e);
	else
		write_abort(to);
	return rc;
}

enum rc
store_copy(struct store *s, const char *dir, struct err *e)
{
	struct store *to = NULL;
	enum rc rc = store_open(dir, STORE_CREATE, &to, e);

	if (rc != RC_OK)
		return rc;
	rc = read_begin(s, e);
	if (rc == RC_OK) {
		rc = copy_all(s, to, e);
		read_end(s);
	}
	store_close(to);
	return rc;
}
