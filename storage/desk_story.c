/* What has become of a report: sent, received, sent back, voided. */
#include "storage/desk_story.h"

#include "storage/delivered.h"

static enum rc
when_sent(struct book *b, const struct record *r, struct moment *out, struct err *e)
{
	struct record_id id;

	*out = r->at;
	if (((const struct report_send *)r->body)->via != VIA_SYNC)
		return RC_OK;
	*out = (struct moment){0};
	if (!record_id_read(r->id, &id))
		return RC_OK;
	return delivered_get(book_store(b), r->id, str_equal(id.writer, book_device(b)), out, e);
}

static void
take_sending(struct desk_story *s, struct moment when)
{
	s->waiting = s->waiting || when.kind == MOMENT_NONE;
	if (when.kind == MOMENT_NONE)
		return;
	s->returned = false;
	if (s->state == DESK_SIGNED)
		s->state = DESK_SENT;
	if (s->sent.kind == MOMENT_NONE)
		s->sent = when;
}

static enum rc
take(struct book *b, const struct record *r, struct desk_story *s, struct err *e)
{
	struct desk_event event = {.record = r, .when = r->at};

	if (r->kind == &kind_send) {
		if (when_sent(b, r, &event.when, e) != RC_OK)
			return e->code;
		take_sending(s, event.when);
	} else if (r->kind == &kind_receipt) {
		if (s->received.kind == MOMENT_NONE) {
			s->received = r->at;
			s->received_by = ((const struct report_receipt *)r->body)->by;
		}
	} else if (r->kind == &kind_return) {
		s->returned = true;
	} else if (r->kind == &kind_void) {
		s->state = DESK_VOID;
	} else if (r->kind == &kind_countersign) {
		s->owes_countersign = false;
	} else {
		return RC_OK;
	}
	vec_push(&s->events, event);
	return RC_OK;
}

enum rc
desk_story(struct book *b, struct arena *a, const struct desk_report *r, struct desk_story *out,
	   struct err *e)
{
	struct desk_story s = {.state = r->is_signed ? DESK_SIGNED : DESK_DRAFT,
			       .owes_countersign = r->is_signed && r->body->by_phone};
	struct records recs = {0};
	enum rc rc = r->is_signed ? book_of(b, a, r->id, &recs, e) : RC_OK;

	for (size_t i = 0; rc == RC_OK && i < recs.n; i++)
		if (recs.v[i]->body)
			rc = take(b, recs.v[i], &s, e);
	vec_clear(&recs);
	if (rc != RC_OK) {
		vec_clear(&s.events);
		return rc;
	}
	if (s.state == DESK_SENT)
		s.waiting = false;
	if (s.state == DESK_VOID)
		s.owes_countersign = s.waiting = s.returned = false;
	*out = s;
	return RC_OK;
}
