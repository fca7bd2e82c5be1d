/* Leave: asked, approved, refused, cancelled. */
#include "core/vec.h"
#include "storage/roster_effect.h"
#include "storage/roster_inside.h"

/* Nobody is away twice at a time. */
static enum rc
not_away_already(struct book *b, struct arena *a, const struct leave *wanted, struct err *e)
{
	struct book_filter own = {.book = book_name(b)};
	struct things all = {0};
	char from[MOMENT_TEXT], until[MOMENT_TEXT];
	enum rc rc = book_list(b, a, &kind_leave, &own, &all, e);

	for (size_t i = 0; rc == RC_OK && i < all.n; i++) {
		const struct leave *l = all.v[i]->body;

		if (!str_equal(l->person, wanted->person) || l->state == LEAVE_REFUSED ||
		    l->state == LEAVE_CANCELLED || l->start.secs >= wanted->end.secs ||
		    l->end.secs <= wanted->start.secs)
			continue;
		moment_screen(l->start, from);
		moment_screen(l->end, until);
		rc = err_set(e, RC_INVALID,
			     _("%s has asked for leave from %s to %s already (%s): cancel that one "
			       "first"),
			     book_author_name(b, a, l->person), from, until, all.v[i]->id);
	}
	vec_clear(&all);
	return rc;
}

enum rc
leave_ask(struct book *b, struct arena *a, struct record *r, struct err *e)
{
	enum rc rc;

	((struct leave *)r->body)->state = LEAVE_ASKED;
	record_has(r, "state");
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = kind_check(r->kind, r->body, e);
	if (rc == RC_OK)
		rc = not_away_already(b, a, r->body, e);
	if (rc == RC_OK)
		rc = book_add(b, a, r, NULL, e);
	return roster_finish(b, rc, e);
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
	uint64_t mask = roster_bit(&kind_leave, "state");

	wanted.state = state;
	if (answer) {
		wanted.answer = arena_text(a, answer);
		mask |= roster_bit(&kind_leave, "answer");
	}
	return book_edit(b, a, t, &wanted, mask, e);
}

/* The gaps it leaves are told by the check; only rules about people forbid it. */
static enum rc
check_leave(struct book *b, struct arena *a, const struct thing *t, struct err *e)
{
	struct duty_effect effect = {0};
	enum rc rc = leave_effect(b, a, t, &effect, e);

	if (rc == RC_OK)
		rc = roster_forbids(&effect, false, e);
	duty_effect_clear(&effect);
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
	return roster_finish(b, rc, e);
}

static bool
is_over(const struct book *b, const struct thing *t)
{
	return ((const struct leave *)t->body)->end.secs <= book_now(b);
}

static bool
has_begun(const struct book *b, const struct thing *t)
{
	const struct leave *l = t->body;

	return l->state == LEAVE_APPROVED && l->start.secs < minute_floor(book_now(b));
}

/* Back early (销假): the days away stay as they were. */
static enum rc
end_now(struct book *b, struct arena *a, const struct thing *t, const char *reason, struct err *e)
{
	struct leave wanted = *(const struct leave *)t->body;
	uint64_t mask = roster_bit(&kind_leave, "end");

	wanted.end = moment_at(book_now(b));
	if (reason) {
		wanted.answer = arena_text(a, reason);
		mask |= roster_bit(&kind_leave, "answer");
	}
	return book_edit(b, a, t, &wanted, mask, e);
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
	if (rc == RC_OK && state == LEAVE_CANCELLED && is_over(b, t))
		rc = err_set(e, RC_INVALID, _("the leave %s is over"), id);
	else if (rc == RC_OK && state == LEAVE_CANCELLED && has_begun(b, t))
		rc = end_now(b, a, t, reason, e);
	else if (rc == RC_OK)
		rc = set(b, a, t, state, reason, e);
	return roster_finish(b, rc, e);
}
