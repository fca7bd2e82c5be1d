/* The views: what a block enters into them, and which things are open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/thing.h"
#include "storage/block.h"
#include "storage/store_inner.h"

static enum rc
tail_add(struct tail *t, int64_t pos, const char *text, size_t len, struct err *e)
{
	enum rc rc;

	if (t->n == BLOCK_LINES)
		return err_set(e, RC_CORRUPT, _("the newest lines of the store are damaged"));
	t->v[t->n] = (struct line_ref){pos, text, len};
	if (t->keys_of[t->n] != pos + 1) {
		t->keys_of[t->n] = 0;
		rc = index_line(text, len, &t->keys[t->n], e);
		if (rc != RC_OK)
			return rc;
		t->keys_of[t->n] = pos + 1;
	}
	t->n++;
	return RC_OK;
}

static enum rc
log_end(struct store *s, int64_t *out, struct err *e)
{
	struct walk w;

	*out = 0;
	walk_open(s, TABLE_LOG, &w);
	if (walk_last(&w))
		*out = (int64_t)(span_number(w.key, 0) + block_count(w.value.ptr, w.value.len));
	return walk_close(&w, e);
}

/* What LMDB has taken already is passed over. */
static enum rc
add_journal(struct store *s, int64_t next, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < journal_count(s->journal); i++) {
		struct journal_line l = journal_at(s->journal, i);

		if (l.pos < next)
			continue;
		if (l.pos > next)
			return err_set(e, RC_CORRUPT,
				       _("data.mdb is older than the journal: take the backup"));
		rc = tail_add(&s->tail, l.pos, l.text, l.len, e);
		next++;
	}
	if (rc == RC_OK && journal_lost(s->journal) >= next)
		rc = err_set(e, RC_CORRUPT,
			     _("the store is damaged: an entry in %s is not as it was written; "
			       "take the backup"),
			     journal_path(s->journal));
	return rc;
}

enum rc
tail_load(struct store *s, struct err *e)
{
	struct tail *t = &s->tail;
	struct walk w;
	int64_t end = 0;
	enum rc rc = RC_OK, closed;

	if (s->tail_loaded)
		return RC_OK;
	t->n = 0;
	walk_open(s, TABLE_TAIL, &w);
	for (bool ok = walk_first(&w); ok && rc == RC_OK; ok = walk_next(&w))
		rc = tail_add(t, (int64_t)span_number(w.key, 0), w.value.ptr, w.value.len, e);
	closed = walk_close(&w, rc == RC_OK ? e : NULL);
	rc = rc == RC_OK ? closed : rc;
	t->stored = t->n;
	if (rc == RC_OK && t->n == 0)
		rc = log_end(s, &end, e);
	else if (rc == RC_OK)
		end = t->v[t->n - 1].pos + 1;
	if (rc == RC_OK)
		rc = add_journal(s, end, e);
	if (rc == RC_OK)
		s->end = end + (int64_t)(t->n - t->stored);
	s->tail_loaded = rc == RC_OK;
	return rc;
}

/* One line's place under a text of a view. */
struct place {
	const char *text;
	unsigned char index;
};

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int by_text = strcmp(x->text, y->text);

	return by_text ? by_text : (x->index > y->index) - (x->index < y->index);
}

/* One row for each text: its lines' indexes, behind the block's position where the key does not
 * hold it. */
static enum rc
place_rows(const struct block_keys *b, enum table t, struct place *places, size_t n,
	   const struct row_sink *sink, struct err *e)
{
	struct key at = key_number((uint64_t)b->pos), key;
	enum rc rc = RC_OK;

	qsort(places, n, sizeof(*places), compare_places);
	for (size_t i = 0, end; i < n && rc == RC_OK; i = end) {
		unsigned char value[8 + BLOCK_LINES];
		size_t len = 0;

		if (t == TABLE_IDS) {
			memcpy(value, at.bytes, 8);
			len = 8;
			key = key_text_number(places[i].text,
					      (uint64_t)b->v[places[i].index]->id.number);
		} else if (t == TABLE_OF) {
			key = key_thing_number(places[i].text, (uint64_t)b->pos);
		} else {
			key = key_text_number(places[i].text, (uint64_t)b->pos);
		}
		for (end = i; end < n && strcmp(places[end].text, places[i].text) == 0; end++)
			value[len++] = places[end].index;
		rc = sink->put(sink->ctx, t, key_span(&key), (struct span){value, len}, e);
	}
	return rc;
}

static enum rc
time_row(const struct block_keys *b, const struct row_sink *sink, struct err *e)
{
	int64_t first = b->v[0]->at, last = first;
	struct key key, from;

	for (size_t i = 1; i < b->n; i++) {
		first = b->v[i]->at < first ? b->v[i]->at : first;
		last = b->v[i]->at > last ? b->v[i]->at : last;
	}
	key = key_time(last, b->pos);
	from = key_time(first, 0);
	return sink->put(sink->ctx, TABLE_TIME, key_span(&key), (struct span){from.bytes, 8}, e);
}

enum rc
view_rows(const struct block_keys *b, const struct row_sink *sink, struct err *e)
{
	struct place ids[BLOCK_LINES], of[BLOCK_LINES], kind[BLOCK_LINES];
	size_t nof = 0, nkind = 0;
	enum rc rc;

	if (b->n == 0)
		return RC_OK;
	for (size_t i = 0; i < b->n; i++) {
		ids[i] = (struct place){b->v[i]->id.writer, (unsigned char)i};
		if (b->v[i]->parent[0])
			of[nof++] = (struct place){b->v[i]->parent, (unsigned char)i};
		if (b->v[i]->begins)
			kind[nkind++] = (struct place){b->v[i]->kind, (unsigned char)i};
	}
	rc = place_rows(b, TABLE_IDS, ids, b->n, sink, e);
	if (rc == RC_OK)
		rc = place_rows(b, TABLE_OF, of, nof, sink, e);
	if (rc == RC_OK)
		rc = place_rows(b, TABLE_KIND, kind, nkind, sink, e);
	if (rc == RC_OK)
		rc = time_row(b, sink, e);
	return rc;
}

static enum rc
put_row(void *ctx, enum table t, struct span key, struct span value, struct err *e)
{
	return row_put(ctx, t, key, value, t == TABLE_TIME, e);
}

enum rc
views_enter(struct store *s, const struct block_keys *b, struct err *e)
{
	struct row_sink sink = {put_row, s};

	return view_rows(b, &sink, e);
}

bool
kind_closes(const char *name)
{
	const struct kind *k = kind_find(name);

	return k && (k->flags & KIND_THING) && k->is_open;
}

void
touched_add(struct touched *t, const struct index_keys *k)
{
	if (!kind_closes(k->kind))
		return;
	vec_push(&t->ids,
		 k->begins ? arena_text_f(&t->mem, "%s-%lld", k->id.writer, (long long)k->id.number)
			   : arena_text(&t->mem, k->parent));
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
touched_unique(struct touched *t)
{
	size_t n = 0;

	if (t->ids.n > 1)
		qsort(t->ids.v, t->ids.n, sizeof(char *), compare_texts);
	for (size_t i = 0; i < t->ids.n; i++)
		if (n == 0 || strcmp(t->ids.v[i], t->ids.v[n - 1]) != 0)
			t->ids.v[n++] = t->ids.v[i];
	t->ids.n = n;
}

bool
touched_has(const struct touched *t, const char *id)
{
	return t->ids.n && bsearch(&id, t->ids.v, t->ids.n, sizeof(char *), compare_texts);
}

void
touched_clear(struct touched *t)
{
	vec_clear(&t->ids);
	arena_free(&t->mem);
}

struct gather {
	const char *id;
	struct arena *mem;
	VEC(const struct record *) recs;
};

/* Only the record itself and its edits are folded: an incident has hundreds of other lines, and an
 * edit is no thing, though another may name it. One that this program cannot read (stricter rules,
 * a newer writer) must not keep the rest from being sealed. */
static bool
gather_line(void *ctx, const struct line_ref *r)
{
	struct gather *g = ctx;
	struct index_keys k;
	struct record *rec;
	char own[ID_TEXT];
	struct err e;

	if (index_line(r->text, r->len, &k, &e) != RC_OK)
		return true;
	snprintf(own, sizeof(own), "%s-%lld", k.id.writer, (long long)k.id.number);
	if (k.begins == (strcmp(own, g->id) == 0) &&
	    record_read(g->mem, r->text, r->len, &rec, &e) == RC_OK)
		vec_push(&g->recs, rec);
	return true;
}

enum rc
fold_open(struct store *s, const char *id, bool with_tail, bool *open, const char **kind,
	  struct err *e)
{
	struct arena mem = {0};
	struct gather g = {.id = id, .mem = &mem};
	struct thing *t = NULL;
	enum rc rc = refs_of(s, id, with_tail, gather_line, &g, e);

	*open = false;
	*kind = NULL;
	/* Without its first record a thing waits: it is nowhere listed. */
	if (rc == RC_OK && thing_fold(&mem, g.recs.v, g.recs.n, id, &t, NULL) == RC_OK && t->kind) {
		*kind = t->kind->name;
		*open = kind_closes(*kind) && thing_open(t);
	}
	vec_clear(&g.recs);
	arena_free(&mem);
	return rc;
}

static enum rc
fold_row(struct store *s, const char *id, struct err *e)
{
	const char *kind;
	struct key key;
	bool open;
	enum rc rc = fold_open(s, id, false, &open, &kind, e);

	if (rc != RC_OK || !kind)
		return rc;
	key = key_pair(kind, id);
	if (!open)
		return row_delete(s, TABLE_OPEN, key_span(&key), e);
	return row_put(s, TABLE_OPEN, key_span(&key), (struct span){"", 0}, false, e);
}

enum rc
views_fold(struct store *s, struct touched *t, struct err *e)
{
	enum rc rc = RC_OK;

	touched_unique(t);
	for (size_t i = 0; rc == RC_OK && i < t->ids.n; i++)
		rc = fold_row(s, t->ids.v[i], e);
	return rc;
}
