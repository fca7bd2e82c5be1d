/* What happens to reports after signing, and reports by telephone. */
#include <string.h>

#include "storage/desk.h"
#include "storage/desk_inside.h"

/* Adds one record about `of` and gives its id. */
static enum rc
add(struct book *b, struct arena *a, struct record *r, const char *of, struct moment at,
    const char **out, struct err *e)
{
	r->of = of;
	r->at = at;
	if (book_add_one(b, a, r, NULL, e) != RC_OK)
		return e->code;
	*out = r->id;
	return RC_OK;
}

static enum rc
set_text(struct book *b, struct arena *a, struct record *r, const char *field, const char *text,
	 struct err *e)
{
	struct parse_context c = {.now = book_now(b), .arena = a};

	return record_set(r, field, text, &c, e);
}

enum rc
desk_phone(struct book *b, struct arena *a, const struct desk_call *c, const char **out,
	   struct err *e)
{
	struct record *r = record_new(a, &kind_phone), *of;
	struct phone_report *p = r->body;

	if (book_record(b, a, c->of, &of, e) != RC_OK)
		return e->code;
	if (of->kind != &kind_incident && of->kind != &kind_query)
		return err_set(e, RC_INVALID, _("%s is no incident"), c->of);
	if (set_text(b, a, r, "answered", c->answered, e) != RC_OK ||
	    (c->text && set_text(b, a, r, "text", c->text, e) != RC_OK))
		return e->code;
	p->to = c->to;
	p->step = c->step ? c->step : PHONE_FIRST;
	record_has(r, "to");
	record_has(r, "step");
	return add(b, a, r, arena_text(a, c->of), c->at, out, e);
}

enum rc
desk_send(struct book *b, struct arena *a, const char *id, const char *to, int via,
	  struct moment at, const char **out, struct err *e)
{
	struct record *r = record_new(a, &kind_send);
	struct desk_report report;

	if (desk_find(b, a, id, &report, e) != RC_OK)
		return e->code;
	if (!report.is_signed)
		return err_set(e, RC_INVALID,
			       _("%s is not signed: an unsigned report cannot be sent"), id);
	if (report.voided)
		return err_set(e, RC_INVALID, _("%s is void and cannot be sent"), id);
	if (set_text(b, a, r, "to", to, e) != RC_OK)
		return e->code;
	((struct report_send *)r->body)->via = via ? via : VIA_SYSTEM;
	record_has(r, "via");
	return add(b, a, r, report.id, at, out, e);
}

/* The id of a report, or of a phone report. */
static enum rc
find_reported(struct book *b, struct arena *a, const char *id, const char **out, struct err *e)
{
	struct desk_report report;
	struct record_id parts;
	struct record *r;

	if (record_id_read(id, &parts) && book_record(b, a, id, &r, e) == RC_OK &&
	    r->kind == &kind_phone) {
		*out = r->id;
		return RC_OK;
	}
	if (desk_find(b, a, id, &report, e) != RC_OK)
		return e->code;
	if (!report.is_signed)
		return err_set(e, RC_INVALID, _("%s is not signed yet"), id);
	*out = report.id;
	return RC_OK;
}

enum rc
desk_receipt(struct book *b, struct arena *a, const char *id, const char *by, struct moment at,
	     const char **out, struct err *e)
{
	struct record *r = record_new(a, &kind_receipt);
	const char *of = NULL;

	if (find_reported(b, a, id, &of, e) != RC_OK || set_text(b, a, r, "by", by, e) != RC_OK)
		return e->code;
	return add(b, a, r, of, at, out, e);
}

enum rc
desk_return(struct book *b, struct arena *a, const char *id, const char *reason, struct moment due,
	    const char **out, struct err *e)
{
	struct record *r = record_new(a, &kind_return);
	struct desk_report report;

	if (desk_find(b, a, id, &report, e) != RC_OK)
		return e->code;
	if (!report.is_signed || report.voided)
		return err_set(e, RC_INVALID, _("%s is no report in force"), id);
	if (set_text(b, a, r, "reason", reason, e) != RC_OK)
		return e->code;
	if (due.kind != MOMENT_NONE) {
		((struct report_return *)r->body)->due = due;
		record_has(r, "due");
	}
	return add(b, a, r, report.id, (struct moment){0}, out, e);
}
