/* What is done about lines of the log: corrections. */
#include "storage/case_line.h"

enum rc
line_may_correct(const struct record *r, struct err *e)
{
	if (!r->kind)
		return err_set(e, RC_INVALID, _("%s is of a kind this program does not know (%s)"),
			       r->id, r->kind_name);
	if (r->rev || (r->kind->flags & KIND_THING))
		return err_set(e, RC_INVALID,
			       _("%s is no line of the log: change it with zhiban set"), r->id);
	if (r->kind == &kind_correction)
		return err_set(e, RC_INVALID, _("%s is a correction itself: correct %s again"),
			       r->id, r->of);
	if (!(r->kind->flags & KIND_ENTRY) || str_equal(r->kind->name, "report"))
		return err_set(e, RC_INVALID,
			       _("%s cannot be corrected by a line; a report takes a correction "
				 "report"),
			       r->id);
	return RC_OK;
}

enum rc
line_correction(struct book *b, struct arena *a, const char *id, struct record *correction,
		struct err *e)
{
	struct record *line;

	if (book_record(b, a, id, &line, e) != RC_OK || line_may_correct(line, e) != RC_OK)
		return e->code;
	correction->of = line->id;
	return RC_OK;
}
