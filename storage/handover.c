/* Reads handovers: their state, their range, their seal, their paper. */
#include "storage/handover.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/handover_inside.h"
#include "storage/keys.h"

enum { QUEUE_DAYS = 400 };

enum rc
handover_load(struct book *b, struct arena *a, const char *id, struct handover_state *out,
	      struct err *e)
{
	struct records recs = {0};
	struct record *first;
	enum rc rc = book_record(b, a, id, &first, e);

	if (rc == RC_OK && first->kind != &kind_handover)
		rc = err_set(e, RC_INVALID, _("%s is not a handover"), id);
	if (rc == RC_OK)
		rc = book_of(b, a, id, &recs, e);
	if (rc == RC_OK)
		rc = handover_read(a, &recs, id, out, e);
	vec_clear(&recs);
	return rc;
}

/* ---- the chain of seals ---- */

/* A seal comes after the one it names as before; ids tell nothing, clocks may run back. */
static void
sort_seals(struct sealed_list *l)
{
	const char *before = NULL;

	for (size_t i = 0; i < l->n; i++) {
		size_t k = i;

		while (k < l->n && !str_equal(l->v[k].sign->prev, before))
			k++;
		if (k == l->n)
			break; /* a hole: the rest stays as it came */
		struct sealed x = l->v[k];
		memmove(l->v + i + 1, l->v + i, (k - i) * sizeof(*l->v));
		l->v[i] = x;
		before = x.handover;
	}
}

enum rc
handover_seals(struct book *b, struct arena *a, const char *book, int group,
	       struct sealed_list *out, struct err *e)
{
	struct book_filter f = {.book = book};
	struct things signs = {0};
	enum rc rc = book_list(b, a, &kind_handover_sign, &f, &signs, e);

	for (size_t i = 0; rc == RC_OK && i < signs.n; i++) {
		struct sealed x = {.handover = signs.v[i]->of,
				   .record = signs.v[i]->first,
				   .sign = signs.v[i]->body};

		if (!x.sign->cut || x.sign->group != group)
			continue;
		rc = cut_read(x.sign->cut, &x.cut, e);
		vec_push(out, x);
	}
	sort_seals(out);
	vec_clear(&signs);
	return rc;
}

/* The seals before this handover's own; all of them while it is open. */
static void
keep_before(struct sealed_list *l, const struct handover_state *s)
{
	for (size_t i = 0; s->seal && i < l->n; i++)
		if (str_equal(l->v[i].handover, s->thing->id))
			l->n = i;
}

/* ---- the seal ---- */

static int
by_writer(const void *a, const void *b)
{
	return strcmp(((const struct record_id *)a)->writer, ((const struct record_id *)b)->writer);
}

struct chain {
	uint8_t head[HEAD_BYTES];
	int64_t n;
};

static bool
chain_line(void *ctx, const char *line, size_t len)
{
	struct chain *c = ctx;

	keys_chain(c->head, line, len);
	c->n++;
	return true;
}

enum rc
handover_seal(struct book *b, const struct cut *cut, char out[65], struct err *e)
{
	struct cut sorted = *cut;
	struct str all = STR_INIT;
	uint8_t digest[HEAD_BYTES];
	enum rc rc = RC_OK;

	qsort(sorted.v, sorted.n, sizeof(sorted.v[0]), by_writer);
	for (size_t i = 0; rc == RC_OK && i < sorted.n; i++) {
		struct chain c = {{0}, 0};
		char hex[HEAD_HEX];

		rc = store_each_number(book_store(b), sorted.v[i].writer, 1, sorted.v[i].number,
				       chain_line, &c, e);
		if (rc == RC_OK && c.n != sorted.v[i].number)
			rc = err_set(e, RC_CORRUPT, _("%s-%lld is not held here"),
				     sorted.v[i].writer, (long long)sorted.v[i].number);
		keys_hex(c.head, sizeof(c.head), hex);
		str_add_f(&all, "%s-%lld %s\n", sorted.v[i].writer, (long long)sorted.v[i].number,
			  hex);
	}
	keys_digest(all.ptr, all.len, digest);
	keys_hex(digest, sizeof(digest), out);
	str_clear(&all);
	return rc;
}

enum rc
handover_cut_now(struct book *b, struct arena *a, const char *book, struct cut *out, struct err *e)
{
	char **writers, name[WRITER_TEXT];
	size_t n;
	enum rc rc = store_writers(book_store(b), a, &writers, &n, e);

	*out = (struct cut){0};
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; rc == RC_OK && i < n; i++) {
			int64_t next;

			book_of_writer(writers[i], name);
			if (!str_equal(name, book) || strchr(writers[i], '.') ||
			    str_equal(writers[i], book_device(b)) != own)
				continue;
			rc = store_next_number(book_store(b), writers[i], &next, e);
			if (rc == RC_OK)
				cut_add(out, writers[i], next - 1);
		}
	return rc;
}

/* ---- the range ---- */

static bool
count_entry(void *ctx, const char *line, size_t len)
{
	struct arena a = {0};
	struct record *r;
	struct err e;

	if (record_read(&a, line, len, &r, &e) == RC_OK && r->kind && r->kind->flags & KIND_ENTRY &&
	    !r->rev)
		++*(size_t *)ctx;
	arena_free(&a);
	return true;
}

static enum rc
count_entries(struct book *b, const struct cut *before, const struct cut *until, size_t *out,
	      struct err *e)
{
	enum rc rc = RC_OK;

	*out = 0;
	for (size_t i = 0; rc == RC_OK && i < until->n; i++) {
		int64_t from = cut_number(before, until->v[i].writer) + 1;

		if (from <= until->v[i].number)
			rc = store_each_number(book_store(b), until->v[i].writer, from,
					       until->v[i].number, count_entry, out, e);
	}
	return rc;
}

/* 封后补记: what happened before the seal and was entered, or arrived, after it. */
static enum rc
find_late(struct book *b, struct arena *a, const char *book, struct handover_view *v, struct err *e)
{
	struct book_filter f = {.book = book, .since = v->since, .until = v->state.seal->at.secs};
	struct records late = {0};
	enum rc rc = book_entries(b, a, &f, &late, e);

	v->late = 0;
	for (size_t i = 0; rc == RC_OK && i < late.n; i++) {
		if (cut_covers(&v->state.cut, late.v[i]->id))
			continue;
		if (v->late < LATE_IDS)
			v->late_ids[v->late] = late.v[i]->id;
		v->late++;
	}
	vec_clear(&late);
	return rc;
}

static enum rc
view_range(struct book *b, struct arena *a, const char *book, struct handover_view *v,
	   struct err *e)
{
	struct cut now;
	enum rc rc;

	if (!v->state.seal) {
		rc = handover_cut_now(b, a, book, &now, e);
		return rc == RC_OK ? count_entries(b, &v->before, &now, &v->entries, e) : rc;
	}
	rc = count_entries(b, &v->before, &v->state.cut, &v->entries, e);
	return rc == RC_OK ? find_late(b, a, book, v, e) : rc;
}

static enum rc
check_seal(struct book *b, struct handover_view *v, struct err *e)
{
	char seal[65];
	enum rc rc;

	if (!v->state.seal)
		return RC_OK;
	rc = handover_seal(b, &v->state.cut, seal, e);
	v->seal_good = rc == RC_OK && str_equal(seal, v->state.sealed->seal);
	return rc == RC_CORRUPT ? RC_OK : rc;
}

/* 当班无事 is a legal entry where equipment and telephones were checked (practice.md 57). */
static bool
pieces_unchecked(const struct handover_items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (items->v[i].section == SECTION_EQUIPMENT && !items->v[i].ticked)
			return true;
	return false;
}

/* seals: of the group, whole. gather: whether an open one's items are fetched. */
static enum rc
fill_view(struct book *b, struct arena *a, struct sealed_list seals, bool gather,
	  struct handover_view *v, struct err *e)
{
	char book[WRITER_TEXT];
	enum rc rc;

	book_of_writer(v->state.thing->id, book);
	keep_before(&seals, &v->state);
	if (seals.n) {
		v->before = seals.v[seals.n - 1].cut;
		v->since = seals.v[seals.n - 1].record->at.secs;
	}
	rc = view_range(b, a, book, v, e);
	if (rc == RC_OK && v->state.sealed)
		handover_items_read(a, v->state.sealed->items, &v->items);
	else if (rc == RC_OK && gather)
		rc = handover_gather(b, a, &v->state, &seals, &v->items, e);
	v->unread = handover_unread(&v->items);
	v->flags = handover_flags(&v->state, v->unread, book_now(b));
	if (v->state.seal && v->entries == 0 && pieces_unchecked(&v->items))
		v->flags |= HANDOVER_THIN;
	return rc;
}

enum rc
handover_view(struct book *b, struct arena *a, const char *id, struct handover_view *out,
	      struct err *e)
{
	struct handover_view v = {0};
	struct sealed_list seals = {0};
	char book[WRITER_TEXT];
	enum rc rc = handover_load(b, a, id, &v.state, e);

	if (rc != RC_OK)
		return rc;
	book_of_writer(id, book);
	rc = handover_seals(b, a, book, v.state.body->group, &seals, e);
	if (rc == RC_OK)
		rc = fill_view(b, a, seals, true, &v, e);
	if (rc == RC_OK)
		rc = check_seal(b, &v, e);
	vec_clear(&seals);
	if (rc == RC_OK)
		*out = v;
	else
		handover_view_clear(&v);
	return rc;
}

void
handover_view_clear(struct handover_view *v)
{
	handover_clear(&v->state);
	vec_clear(&v->items);
}

/* ---- rows ---- */

struct group_chain {
	char book[WRITER_TEXT];
	int group;
	struct sealed_list seals;
};

struct handover_chains {
	struct arena arena; /* of the seals */
	VEC(struct group_chain) groups;
};

static enum rc
chain_for(struct book *b, struct handover_chains *c, const struct handover_state *s,
	  struct sealed_list *out, struct err *e)
{
	struct group_chain g = {.group = s->body->group};

	book_of_writer(s->thing->id, g.book);
	for (size_t i = 0; i < c->groups.n; i++)
		if (c->groups.v[i].group == g.group && str_equal(c->groups.v[i].book, g.book)) {
			*out = c->groups.v[i].seals;
			return RC_OK;
		}
	if (handover_seals(b, &c->arena, g.book, g.group, &g.seals, e) != RC_OK) {
		vec_clear(&g.seals);
		return e->code;
	}
	vec_push(&c->groups, g);
	*out = g.seals;
	return RC_OK;
}

enum rc
handover_row(struct book *b, struct arena *a, struct handover_chains **chains, const char *id,
	     struct handover_view *out, struct err *e)
{
	struct handover_view v = {0};
	struct sealed_list seals;
	enum rc rc = handover_load(b, a, id, &v.state, e);

	if (rc != RC_OK)
		return rc;
	if (!*chains) {
		*chains = calloc(1, sizeof(**chains));
		if (!*chains)
			die("out of memory");
	}
	rc = chain_for(b, *chains, &v.state, &seals, e);
	if (rc == RC_OK)
		rc = fill_view(b, a, seals, false, &v, e);
	if (rc == RC_OK)
		*out = v;
	else
		handover_view_clear(&v);
	return rc;
}

void
handover_chains_free(struct handover_chains *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->groups.n; i++)
		vec_clear(&c->groups.v[i].seals);
	vec_clear(&c->groups);
	arena_free(&c->arena);
	free(c);
}

/* ---- lists ---- */

enum rc
handover_list(struct book *b, struct arena *a, const char *book, bool unreviewed,
	      struct things *out, struct err *e)
{
	struct book_filter f = {.book = book};
	struct things all = {0};
	enum rc rc;

	if (unreviewed)
		f.since = book_now(b) - QUEUE_DAYS * (int64_t)DAY_SECONDS;
	rc = book_list(b, a, &kind_handover, &f, &all, e);
	for (size_t i = 0; rc == RC_OK && i < all.n; i++) {
		struct handover_state s;
		bool wanted = true;

		if (unreviewed) {
			rc = handover_load(b, a, all.v[i]->id, &s, e);
			if (rc != RC_OK)
				break;
			wanted = s.seal && (!handover_verdict(&s) ||
					    handover_flags(&s, 0, book_now(b)) & HANDOVER_RETURNED);
			handover_clear(&s);
		}
		if (wanted)
			vec_push(out, all.v[i]);
	}
	vec_clear(&all);
	return rc;
}
