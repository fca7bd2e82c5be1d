/* A thing is the sum of its records. */
#include "core/thing.h"

#include <stdlib.h>
#include <string.h>

static int
compare_edits(const void *a, const void *b)
{
	const struct record *x = *(const struct record *const *)a,
			    *y = *(const struct record *const *)b;

	if (x->rev != y->rev)
		return x->rev < y->rev ? -1 : 1;
	return record_compare(x, y);
}

static char *
shown(struct arena *a, const struct field *f, const void *body)
{
	struct str text = STR_INIT;
	char *copy;

	field_show(f, body, &text);
	copy = arena_text_n(a, text.ptr, text.len);
	str_clear(&text);
	return copy;
}

static void
note_conflict(struct arena *a, struct thing *t, const struct record *edit, const struct field *f)
{
	struct conflict *grown = arena_alloc(a, (t->nconflicts + 1) * sizeof(*grown));

	if (t->nconflicts)
		memcpy(grown, t->conflicts, t->nconflicts * sizeof(*grown));
	grown[t->nconflicts++] = (struct conflict){.field = f,
						   .edit = edit,
						   .shown = shown(a, f, t->body),
						   .expected = shown(a, f, edit->was)};
	t->conflicts = grown;
}

static void
apply(struct arena *a, struct thing *t, const struct record *edit)
{
	for (size_t i = 0; i < t->kind->nfields; i++) {
		const struct field *f = &t->kind->fields[i];

		if (!(edit->has >> i & 1))
			continue;
		if (!(f->flags & FIELD_PRIVATE) && !field_equal(f, t->body, edit->was))
			note_conflict(a, t, edit, f);
		field_copy(f, edit->body, t->body);
		t->has |= UINT64_C(1) << i;
	}
	if (edit->rev > t->rev)
		t->rev = edit->rev;
	t->last = edit;
}

enum rc
thing_fold(struct arena *a, const struct record *const *recs, size_t n, const char *id,
	   struct thing **out, struct err *e)
{
	const struct record **edits = arena_alloc(a, (n + 1) * sizeof(*edits));
	struct thing *t = ARENA_NEW(a, struct thing);
	size_t nedits = 0;

	for (size_t i = 0; i < n; i++)
		if (str_equal(recs[i]->id, id))
			t->first = recs[i];
	if (!t->first)
		return err_set(e, RC_NOT_FOUND, _("%s is not here"), id);
	if (!t->first->kind)
		return err_set(e, RC_INVALID, _("%s is of a kind this program does not know (%s)"),
			       id, t->first->kind_name);
	for (size_t i = 0; i < n; i++)
		if (recs[i]->rev && recs[i]->kind == t->first->kind && str_equal(recs[i]->of, id))
			edits[nedits++] = recs[i];
	qsort(edits, nedits, sizeof(*edits), compare_edits);
	t->kind = t->first->kind;
	t->id = t->first->id;
	t->of = t->first->rev ? NULL : t->first->of;
	t->last = t->first;
	t->rev = 1;
	t->has = t->first->has;
	t->body = arena_alloc(a, t->kind->size);
	memcpy(t->body, t->first->body, t->kind->size);
	for (size_t i = 0; i < nedits; i++)
		apply(a, t, edits[i]);
	*out = t;
	return RC_OK;
}

bool
thing_open(const struct thing *t)
{
	return !t->kind->is_open || t->kind->is_open(t->body);
}

struct record *
thing_edit(struct arena *a, const struct thing *t, const void *wanted, uint64_t mask)
{
	struct record *r = record_new(a, t->kind);

	r->of = t->id;
	r->rev = t->rev + 1;
	r->was = arena_alloc(a, t->kind->size);
	for (size_t i = 0; i < t->kind->nfields; i++) {
		const struct field *f = &t->kind->fields[i];

		if (!(mask >> i & 1) || field_equal(f, t->body, wanted))
			continue;
		field_copy(f, wanted, r->body);
		field_copy(f, t->body, r->was);
		r->has |= UINT64_C(1) << i;
	}
	return r->has ? r : NULL;
}
