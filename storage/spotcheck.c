/* Spot checks, and what is answered to them. */
#include "storage/spotcheck.h"

#include "core/matter.h"
#include "core/vec.h"

enum rc
spotcheck_record(struct book *b, struct arena *a, struct record *r, struct err *e)
{
	const struct spotcheck *s = r->body;
	char book[WRITER_TEXT];

	if (kind_check(r->kind, r->body, e) != RC_OK)
		return e->code;
	if (s->due.kind == MOMENT_EXACT && !spotcheck_found_fault(s))
		return err_set(e, RC_INVALID, "%s",
			       _("a time limit needs something to be put right: say the problem"));
	if (s->due.kind == MOMENT_EXACT && r->at.kind == MOMENT_EXACT && s->due.secs <= r->at.secs)
		return err_set(e, RC_INVALID, "%s",
			       _("the time limit lies before the check itself"));
	book_of_writer(s->post, book);
	return book_add_one(b, a, r, book, e);
}

static enum rc
last_feedback(struct book *b, struct arena *a, const char *id, struct spotcheck_reply *out,
	      struct err *e)
{
	struct records of = {0};
	enum rc rc = book_of(b, a, id, &of, e);

	for (size_t i = 0; rc == RC_OK && i < of.n; i++)
		if (of.v[i]->kind == &kind_feedback)
			*out =
			    (struct spotcheck_reply){((const struct feedback *)of.v[i]->body)->text,
						     of.v[i]->by, record_when(of.v[i])};
	vec_clear(&of);
	return rc;
}

enum rc
spotcheck_reply(struct book *b, struct arena *a, const struct thing *check,
		struct spotcheck_reply *out, struct err *e)
{
	const struct spotcheck *s = check->body;

	*out = (struct spotcheck_reply){0};
	if (s->reply) {
		*out =
		    (struct spotcheck_reply){s->reply, check->last->by, record_when(check->last)};
		return RC_OK;
	}
	return last_feedback(b, a, check->id, out, e);
}

/* Whether the check was written by the side of its book that we write for. */
static bool
is_ours(const struct book *b, const struct thing *check)
{
	char book[WRITER_TEXT];
	bool own_book;

	book_of_writer(check->id, book);
	own_book = str_equal(book, book_name(b));
	return own_book == (writer_role(check->id) == WRITER_HOME);
}

static enum rc
answer(struct book *b, struct arena *a, const struct thing *t, const char *text, struct err *e)
{
	struct spotcheck wanted = *(const struct spotcheck *)t->body;
	struct record *r = record_new(a, &kind_feedback);
	struct parse_context world = {.now = book_now(b), .arena = a};
	struct spotcheck_reply old;

	if (!spotcheck_found_fault(&wanted))
		return err_set(e, RC_INVALID, _("the check %s found nothing wrong"), t->id);
	if (spotcheck_reply(b, a, t, &old, e) != RC_OK)
		return e->code;
	if (old.text && is_ours(b, t))
		return err_set(e, RC_INVALID, _("the check %s is answered already"), t->id);
	if (record_set(r, "text", text, &world, e) != RC_OK)
		return e->code;
	if (is_ours(b, t)) {
		wanted.reply = ((const struct feedback *)r->body)->text;
		return book_edit(b, a, t, &wanted,
				 UINT64_C(1) << kind_field_index(&kind_spotcheck, "reply"), e);
	}
	r->of = t->id;
	return book_add(b, a, r, NULL, e);
}

enum rc
spotcheck_answer(struct book *b, struct arena *a, const char *id, const char *text, struct err *e)
{
	struct thing *t;
	enum rc rc;

	if (!*text)
		return err_set(e, RC_MISSING, "%s", _("an answer needs words"));
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = book_thing_kind(b, a, id, &kind_spotcheck, &t, e);
	if (rc == RC_OK)
		rc = answer(b, a, t, text, e);
	if (rc == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return rc;
}
