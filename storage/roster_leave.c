/* Leave: asked, approved, refused, cancelled. */
#include "core/vec.h"
#include "storage/roster_change.h"

enum { AROUND = 2 * DAY_SECONDS };

static enum rc
finish(struct book *b, enum rc rc, struct err *e)
{
	if (rc == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return rc;
}

enum rc
leave_ask(struct book *b, struct arena *a, struct record *r, struct err *e)
{
	((struct leave *)r->body)->state = LEAVE_ASKED;
	record_has(r, "state");
	return book_add_one(b, a, r, NULL, e);
}

static enum rc
take(struct book *b, struct arena *a, const char *id, unsigned states, struct thing **out,
     struct err *e)
{
	int state;

	if (book_thing_kind(b, a, id, &kind_leave, out, e) != RC_OK)
		return e->code;
	state = ((const struct leave *)(*out)->body)->state;
	if (states >> state & 1)
		return RC_OK;
	return err_set(e, RC_INVALID, _("the leave %s is %s"), id,
		       _(choice_label(leave_states, state)));
}

static enum rc
set(struct book *b, struct arena *a, const struct thing *t, int state, const char *answer,
    struct err *e)
{
	struct leave wanted = *(const struct leave *)t->body;
	uint64_t mask = UINT64_C(1) << kind_field_index(&kind_leave, "state");

	wanted.state = state;
	if (answer) {
		wanted.answer = arena_text(a, answer);
		mask |= UINT64_C(1) << kind_field_index(&kind_leave, "answer");
	}
	return book_edit(b, a, t, &wanted, mask, e);
}

/* The gaps it leaves are told by the check; only rules about people forbid it. */
static enum rc
check_leave(struct book *b, struct arena *a, const struct thing *t, struct err *e)
{
	const struct leave *l = t->body;
	int64_t from = l->start.secs - AROUND, until = l->end.secs + AROUND;
	struct roster r = {0};
	struct violations before = {0}, after = {0};
	const struct violation *v = NULL;
	enum rc rc = roster_load(b, a, NULL, from, until, &r, e);

	if (rc == RC_OK)
		rc = roster_check(b, a, &r, from, until, &before, e);
	for (size_t i = 0; rc == RC_OK && i < r.duty.leaves.n; i++)
		if (str_equal(r.duty.leaves.v[i]->id, t->id))
			((struct leave *)r.duty.leaves.v[i]->body)->state = LEAVE_APPROVED;
	if (rc == RC_OK)
		rc = roster_check(b, a, &r, from, until, &after, e);
	if (rc == RC_OK)
		v = duty_newly_broken(&before, &after, false);
	if (v)
		rc = err_set(e, RC_INVALID,
			     _("this would break a rule: %s; a leader may allow it with --override "
			       "WHY"),
			     v->why);
	vec_clear(&before);
	vec_clear(&after);
	roster_clear(&r);
	return rc;
}

enum rc
leave_approve(struct book *b, struct arena *a, const char *id, const char *override, struct err *e)
{
	struct thing *t;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = take(b, a, id, 1 << LEAVE_ASKED, &t, e);
	if (rc == RC_OK && !override)
		rc = check_leave(b, a, t, e);
	if (rc == RC_OK)
		rc = set(b, a, t, LEAVE_APPROVED, override, e);
	return finish(b, rc, e);
}

enum rc
leave_end(struct book *b, struct arena *a, const char *id, int state, const char *reason,
	  struct err *e)
{
	unsigned states = 1 << LEAVE_ASKED;
	struct thing *t;
	enum rc rc;

	if (state == LEAVE_CANCELLED)
		states |= 1 << LEAVE_APPROVED;
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = take(b, a, id, states, &t, e);
	if (rc == RC_OK && state == LEAVE_CANCELLED &&
	    ((const struct leave *)t->body)->end.secs <= book_now(b))
		rc = err_set(e, RC_INVALID, _("the leave %s is over"), id);
	if (rc == RC_OK)
		rc = set(b, a, t, state, reason, e);
	return finish(b, rc, e);
}
