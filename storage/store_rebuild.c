/* The views made again from the log, and written out for comparison. */
#include "core/i18n.h"
#include "storage/block.h"
#include "storage/store_inner.h"

enum rc
block_index(struct span block, int64_t pos, struct index_keys *keys, struct block_keys *out,
	    struct err *e)
{
	const char *line;
	size_t at = 0, len;

	out->pos = pos;
	for (out->n = 0; block_next(block.ptr, block.len, &at, &line, &len); out->n++) {
		if (out->n == BLOCK_LINES)
			return err_set(e, RC_CORRUPT, _("the block at %lld holds too many lines"),
				       (long long)pos);
		if (index_line(line, len, &keys[out->n], e) != RC_OK) {
			err_add(e, _("line %zu of the block at %lld"), out->n, (long long)pos);
			return RC_CORRUPT;
		}
		out->v[out->n] = &keys[out->n];
	}
	if (at != block.len)
		return err_set(e, RC_CORRUPT, _("the block at %lld is cut short"), (long long)pos);
	return RC_OK;
}

static enum rc
enter_log(struct store *s, struct touched *t, struct err *e)
{
	struct index_keys keys[BLOCK_LINES];
	struct block_keys b;
	struct walk w;
	enum rc rc = RC_OK, closed;

	walk_open(s, TABLE_LOG, &w);
	for (bool ok = walk_first(&w); ok && rc == RC_OK; ok = walk_next(&w)) {
		scan_will_need(s, w.value, false);
		rc = block_index(w.value, (int64_t)span_number(w.key, 0), keys, &b, e);
		if (rc == RC_OK)
			rc = views_enter(s, &b, e);
		for (size_t i = 0; rc == RC_OK && i < b.n; i++)
			touched_add(t, b.v[i]);
	}
	closed = walk_close(&w, rc == RC_OK ? e : NULL);
	return rc == RC_OK ? closed : rc;
}

static enum rc
rebuild(struct store *s, struct err *e)
{
	static const enum table views[] = {TABLE_IDS, TABLE_OF, TABLE_TIME, TABLE_KIND, TABLE_OPEN};
	struct touched t = {0};
	enum rc rc = write_begin(s, e);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(views); i++)
		rc = table_clear(s, views[i], e);
	if (rc == RC_OK)
		rc = enter_log(s, &t, e);
	if (rc == RC_OK)
		rc = views_fold(s, &t, e);
	touched_clear(&t);
	if (rc == RC_OK)
		return write_commit(s, e);
	write_abort(s);
	return rc;
}

enum rc
store_rebuild(struct store *s, struct err *e)
{
	enum rc rc = store_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = rebuild(s, e);
	store_abort(s);
	return rc;
}

static void
dump_indexes(struct span v, size_t from, struct str *out)
{
	for (size_t i = from; i < v.len; i++)
		str_add_f(out, " %d", ((const unsigned char *)v.ptr)[i]);
}

/* A key's text and the numbers behind it. */
static void
dump_key(struct span key, struct str *out)
{
	const char *text = key.ptr;
	size_t n = 0;

	while (n < key.len && text[n])
		n++;
	str_add_n(out, text, n);
	for (size_t at = n + 1; at + 8 <= key.len; at += 8)
		str_add_f(out, " %llu", (unsigned long long)span_number(key, at));
}

static void
dump_row(enum table t, const struct walk *w, struct str *out)
{
	uint64_t sign = (uint64_t)1 << 63;

	switch (t) {
	case TABLE_LOG:
		str_add_f(out, "%llu\n", (unsigned long long)span_number(w->key, 0));
		str_add_n(out, w->value.ptr, w->value.len);
		break;
	case TABLE_IDS:
		dump_key(w->key, out);
		str_add_f(out, " @%llu", (unsigned long long)span_number(w->value, 0));
		dump_indexes(w->value, 8, out);
		break;
	case TABLE_OF:
	case TABLE_KIND:
		dump_key(w->key, out);
		dump_indexes(w->value, 0, out);
		break;
	case TABLE_TIME:
		str_add_f(out, "%lld %llu %lld", (long long)(span_number(w->key, 0) ^ sign),
			  (unsigned long long)span_number(w->key, 8),
			  (long long)(span_number(w->value, 0) ^ sign));
		break;
	case TABLE_OPEN:
		for (size_t i = 0; i < w->key.len; i++) {
			char c = ((const char *)w->key.ptr)[i];

			str_add_char(out, c ? c : ' ');
		}
		break;
	case TABLE_PUB:
		dump_key(w->key, out);
		str_add_f(out, " %zu bytes", w->value.len);
		break;
	case TABLE_TAIL:  /* by its lines */
	case TABLE_LOCAL: /* not for other eyes */
	case TABLES:
		break;
	}
	str_add_char(out, '\n');
}

enum rc
store_dump(struct store *s, struct str *out, struct err *e)
{
	static const struct {
		enum table table;
		const char *name;
	} shown[] = {{TABLE_LOG, "log"},   {TABLE_IDS, "ids"},   {TABLE_OF, "of"},
		     {TABLE_KIND, "kind"}, {TABLE_TIME, "time"}, {TABLE_OPEN, "open"},
		     {TABLE_PUB, "pub"}};
	enum rc rc = read_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = tail_load(s, e);
	for (size_t i = 0; rc == RC_OK && i < s->tail.n; i++)
		str_add_f(out, "tail %lld\n%.*s\n", (long long)s->tail.v[i].pos,
			  (int)s->tail.v[i].len, s->tail.v[i].text);
	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(shown); i++) {
		struct walk w;

		walk_open(s, shown[i].table, &w);
		for (bool ok = walk_first(&w); ok; ok = walk_next(&w)) {
			str_add_f(out, "%s ", shown[i].name);
			dump_row(shown[i].table, &w, out);
		}
		rc = walk_close(&w, e);
	}
	read_end(s);
	return rc;
}
