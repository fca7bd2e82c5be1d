/* Spot checks, and what is answered to them. */
#include "storage/spotcheck.h"

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
answer(struct book *b, struct arena *a, const struct thing *t, const char *text, struct err *e)
{
	struct spotcheck wanted = *(const struct spotcheck *)t->body;
	struct parse_context world = {.now = book_now(b), .arena = a};
	const struct field *reply = kind_field(&kind_spotcheck, "reply");

	if (!spotcheck_found_fault(&wanted))
		return err_set(e, RC_INVALID, _("the check %s found nothing wrong"), t->id);
	if (wanted.reply)
		return err_set(e, RC_INVALID, _("the check %s is answered already"), t->id);
	if (field_parse(reply, text, &world, &wanted, e) != RC_OK)
		return e->code;
	return book_edit(b, a, t, &wanted,
			 UINT64_C(1) << kind_field_index(&kind_spotcheck, "reply"), e);
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
