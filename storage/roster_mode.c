/* Modes of duty and cover by neighbours: declared, agreed, ended. */
#include "storage/roster_inside.h"

static struct moment
time_of(const struct thing *t, const char *field)
{
	return *(const struct moment *)field_of(kind_field(t->kind, field), t->body);
}

/* The past is frozen: who stood then was not told of it. */
static enum rc
not_past(const struct book *b, struct moment start, struct moment end, struct err *e)
{
	if (end.kind == MOMENT_EXACT && end.secs <= book_now(b))
		return err_set(e, RC_INVALID, "%s", _("its end has passed already"));
	if (start.secs < book_now(b) - ROSTER_BACK)
		return err_set(e, RC_INVALID, "%s", _("it begins at most twelve hours back"));
	return RC_OK;
}

enum rc
mode_allowed(struct book *b, const struct record *r, struct err *e)
{
	const struct moment *start = field_of(kind_field(r->kind, "start"), r->body);
	const struct moment *end = field_of(kind_field(r->kind, "end"), r->body);

	if (kind_check(r->kind, r->body, e) != RC_OK)
		return e->code;
	return not_past(b, *start, *end, e);
}

static enum rc
record(struct book *b, struct arena *a, struct record *r, struct err *e)
{
	if (mode_allowed(b, r, e) != RC_OK)
		return e->code;
	return book_add_one(b, a, r, NULL, e);
}

enum rc
mode_declare(struct book *b, struct arena *a, struct record *r, struct err *e)
{
	return record(b, a, r, e);
}

enum rc
cover_agree(struct book *b, struct arena *a, struct record *r, struct err *e)
{
	return record(b, a, r, e);
}

static enum rc
end_it(struct book *b, struct arena *a, const struct thing *t, struct moment at, struct err *e)
{
	bool begun = time_of(t, "start").secs < at.secs;
	struct moment end = time_of(t, "end");
	void *wanted = arena_alloc(a, t->kind->size);

	if (!thing_open(t) || (end.kind == MOMENT_EXACT && end.secs <= at.secs))
		return err_set(e, RC_INVALID, _("%s is over already"), t->id);
	if (at.secs < book_now(b) - ROSTER_BACK)
		return err_set(e, RC_INVALID, "%s", _("it ends at most twelve hours back"));
	for (size_t i = 0; i < t->kind->nfields; i++)
		field_copy(&t->kind->fields[i], t->body, wanted);
	if (begun)
		*(struct moment *)field_value(kind_field(t->kind, "end"), wanted) = at;
	else
		*(bool *)field_value(kind_field(t->kind, "cancelled"), wanted) = true;
	return book_edit(b, a, t, wanted, roster_bit(t->kind, begun ? "end" : "cancelled"), e);
}

enum rc
roster_end(struct book *b, struct arena *a, const char *id, const struct kind *k, struct moment at,
	   struct err *e)
{
	struct thing *t;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = book_thing_kind(b, a, id, k, &t, e);
	if (rc == RC_OK)
		rc = end_it(b, a, t, at, e);
	return roster_finish(b, rc, e);
}
