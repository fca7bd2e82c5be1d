/* Writes what was told and read back of a handover. */
#include "core/vec.h"
#include "storage/handover_inside.h"

static enum rc
must_be_open(const struct handover_state *s, struct err *e)
{
	if (!s->seal)
		return RC_OK;
	return err_set(e, RC_INVALID,
		       _("the handover %s is sealed; what came to light later is entered in the "
			 "log"),
		       s->thing->id);
}

static const struct handover_item *
item_of(const struct handover_items *items, const char *id)
{
	for (size_t i = 0; i < items->n; i++)
		if (!handover_is_hint(&items->v[i]) && str_equal(items->v[i].id, id))
			return &items->v[i];
	return NULL;
}

/* Inside a write. */
static enum rc
add_line(struct book *b, struct arena *a, const char *id, struct record *r, const char **record,
	 struct err *e)
{
	r->of = id;
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (!field_empty(&r->kind->fields[i], r->body))
			record_has(r, r->kind->fields[i].name);
	if (book_add(b, a, r, NULL, e) != RC_OK)
		return e->code;
	*record = r->id;
	return RC_OK;
}

/* Inside a write: what one mark says, as a tick, a read-back or both. */
static enum rc
add_mark(struct book *b, struct arena *a, const char *id, const struct handover_mark *m,
	 const char **record, struct err *e)
{
	enum rc rc = RC_OK;

	if (m->tick) {
		struct record *r = record_new(a, &kind_tick);
		struct handover_tick *body = r->body;

		body->item = arena_text(a, m->item);
		body->state = m->state ? m->state : TICK_FINE;
		body->note = arena_text(a, m->note);
		rc = add_line(b, a, id, r, record, e);
	}
	if (rc == RC_OK && m->read_back) {
		struct record *r = record_new(a, &kind_readback);
		struct handover_readback *body = r->body;

		body->item = arena_text(a, m->item);
		body->text = arena_text(a, m->text);
		rc = add_line(b, a, id, r, record, e);
	}
	return rc;
}

/* What may be confirmed together, of an open handover; as marks. */
struct marks {
	struct handover_mark *v;
	size_t n, cap;
};

static void
collect_rest(const struct handover_items *items, int64_t now, bool spoken, struct marks *out)
{
	for (size_t i = 0; i < items->n; i++) {
		enum handover_together t = handover_together(&items->v[i], now);

		if (t == TOGETHER_PLAIN || (t == TOGETHER_SPOKEN && spoken))
			vec_push(out, ((struct handover_mark){.item = items->v[i].id,
							      .tick = true,
							      .read_back = t == TOGETHER_SPOKEN}));
	}
}

enum rc
handover_mark_rest(struct book *b, struct arena *a, const char *id, bool spoken, size_t *n,
		   struct err *e)
{
	struct handover_view v;
	struct marks marks = {0};
	const char *record;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = handover_view(b, a, id, &v, e);
	if (rc != RC_OK)
		return handover_finish(b, rc, e);
	rc = must_be_open(&v.state, e);
	if (rc == RC_OK)
		collect_rest(&v.items, book_now(b), spoken, &marks);
	for (size_t i = 0; rc == RC_OK && i < marks.n; i++)
		rc = add_mark(b, a, id, &marks.v[i], &record, e);
	*n = marks.n;
	vec_clear(&marks);
	handover_view_clear(&v);
	return handover_finish(b, rc, e);
}

enum rc
handover_mark(struct book *b, struct arena *a, const char *id, const struct handover_mark *mark,
	      const char **record, struct err *e)
{
	struct handover_view v;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = handover_view(b, a, id, &v, e);
	if (rc != RC_OK)
		return handover_finish(b, rc, e);
	rc = must_be_open(&v.state, e);
	if (rc == RC_OK && !item_of(&v.items, mark->item))
		rc = err_set(e, RC_NOT_FOUND, _("%s has no item %s; see handover show"), id,
			     mark->item);
	if (rc == RC_OK)
		rc = add_mark(b, a, id, mark, record, e);
	handover_view_clear(&v);
	return handover_finish(b, rc, e);
}

enum rc
handover_tick(struct book *b, struct arena *a, const char *id, const struct handover_tick *tick,
	      const char **record, struct err *e)
{
	struct handover_mark mark = {
	    .item = tick->item, .tick = true, .state = tick->state, .note = tick->note};

	return handover_mark(b, a, id, &mark, record, e);
}

enum rc
handover_readback(struct book *b, struct arena *a, const char *id,
		  const struct handover_readback *back, const char **record, struct err *e)
{
	struct handover_mark mark = {.item = back->item, .read_back = true, .text = back->text};

	return handover_mark(b, a, id, &mark, record, e);
}
