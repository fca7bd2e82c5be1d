/* Things made and changed by hand. */
#include "storage/case_thing.h"

#include "core/handover.h"
#include "core/roster.h"
#include "storage/case_incident.h"
#include "storage/pin.h"
#include "storage/roster_change.h"
#include "storage/roster_setup.h"

static bool
sets(const struct record *r, const struct kind *k, const char *field)
{
	return r->kind == k && r->has >> kind_field_index(k, field) & 1;
}

/* The check takes a duty's reason and a leave's answer for a leader's word against a rule. */
bool
thing_needs_leader(const struct record *r)
{
	if (sets(r, &kind_assignment, "reason"))
		return ((const struct assignment *)r->body)->reason != NULL;
	if (sets(r, &kind_leave, "answer"))
		return ((const struct leave *)r->body)->answer != NULL;
	return sets(r, &kind_person, "role") &&
	       ((const struct person *)r->body)->role >= ROLE_LEADER;
}

/* What may overlap, or has begun: storage/roster_setup.h looks at it. */
static bool
is_set_up(const struct kind *k)
{
	return k == &kind_pattern || k == &kind_shift;
}

static bool
is_mode(const struct kind *k)
{
	return k == &kind_mode || k == &kind_cover;
}

/* By hand nothing is made of the roster that its own commands would refuse: the past is frozen. */
static enum rc
may_begin(struct book *b, const struct record *r, struct err *e)
{
	if (is_mode(r->kind))
		return mode_allowed(b, r, e);
	if (r->kind == &kind_assignment &&
	    ((const struct assignment *)r->body)->start.secs < book_now(b) - ROSTER_BACK)
		return err_set(e, RC_INVALID, "%s", _("it begins at most twelve hours back"));
	return RC_OK;
}

enum rc
thing_new(struct book *b, struct arena *a, struct record *r, const char *book, struct err *e)
{
	if (r->kind->flags & KIND_CORE)
		return err_set(e, RC_INVALID,
			       _("%s is written by its own command; see zhiban help"),
			       r->kind->name);
	if (thing_needs_leader(r) && book_need_leader(b, e) != RC_OK)
		return e->code;
	if (r->kind == &kind_incident)
		return incident_open(b, a, r, book, e);
	if (is_set_up(r->kind))
		return roster_setup_put(b, a, NULL, r, &r->id, e);
	if (may_begin(b, r, e) != RC_OK)
		return e->code;
	return book_add_one(b, a, r, book, e);
}

static bool
changes_any(const struct thing *t, const struct record *wanted, const char *const *fields)
{
	for (; *fields; fields++) {
		int i = kind_field_index(t->kind, *fields);

		if (i >= 0 && wanted->has >> i & 1 &&
		    !field_equal(&t->kind->fields[i], t->body, wanted->body))
			return true;
	}
	return false;
}

static struct moment
time_in(const struct kind *k, const void *body, const char *field)
{
	return *(const struct moment *)field_of(kind_field(k, field), body);
}

/* A mode or cover that has begun stays as it was, but for its end; neither end is put into the
 * past. */
static enum rc
mode_may_change(const struct book *b, const struct thing *t, const struct record *wanted,
		struct err *e)
{
	static const char *const what[] = {"start", "level",  "cancelled", "unit",
					   "post",  "people", NULL};
	static const char *const start[] = {"start", NULL}, *const end[] = {"end", NULL};
	int64_t oldest = book_now(b) - ROSTER_BACK;

	if (time_in(t->kind, t->body, "start").secs <= book_now(b) && changes_any(t, wanted, what))
		return err_set(e, RC_INVALID,
			       _("%s has begun and stays as it was: end it, and declare another"),
			       t->id);
	if (changes_any(t, wanted, start) && time_in(t->kind, wanted->body, "start").secs < oldest)
		return err_set(e, RC_INVALID, "%s", _("it begins at most twelve hours back"));
	if (changes_any(t, wanted, end) &&
	    time_in(t->kind, wanted->body, "end").kind == MOMENT_EXACT &&
	    time_in(t->kind, wanted->body, "end").secs < oldest)
		return err_set(e, RC_INVALID, "%s", _("it ends at most twelve hours back"));
	return RC_OK;
}

/* What was signed, approved or has begun is not changed by hand any more. */
static enum rc
must_not_be_frozen(const struct book *b, const struct thing *t, const struct record *wanted,
		   struct err *e)
{
	static const char *const approved[] = {"person", "type", "start", "end", NULL};

	if (is_mode(t->kind))
		return mode_may_change(b, t, wanted, e);
	if (t->kind == &kind_leave && ((const struct leave *)t->body)->state == LEAVE_APPROVED &&
	    changes_any(t, wanted, approved))
		return err_set(e, RC_INVALID,
			       _("the leave %s is approved as it is: leave cancel, and ask anew"),
			       t->id);
	if (t->kind == &kind_handover && ((const struct handover *)t->body)->sealed)
		return err_set(e, RC_INVALID,
			       _("the handover %s is sealed; what came to light later is entered "
				 "in the log"),
			       t->id);
	if (t->kind == &kind_assignment &&
	    ((const struct assignment *)t->body)->start.secs <= book_now(b))
		return err_set(e, RC_INVALID,
			       _("the duty %s has begun and is not changed any more; use takeover"),
			       t->id);
	return RC_OK;
}

/* Inside the write, so that rev and was are those that stand. */
static enum rc
edit(struct book *b, struct arena *a, const char *id, const struct record *wanted, struct err *e)
{
	struct thing *t;

	if (book_thing_kind(b, a, id, wanted->kind, &t, e) != RC_OK ||
	    must_not_be_frozen(b, t, wanted, e) != RC_OK)
		return e->code;
	return book_edit(b, a, t, wanted->body, wanted->has, e);
}

enum rc
thing_set(struct book *b, struct arena *a, const char *id, const struct record *wanted,
	  struct err *e)
{
	const char *made;

	if (!(wanted->kind->flags & KIND_THING))
		return err_set(e, RC_INVALID,
			       _("%s is a line of the log and is not edited: zhiban correct %s"),
			       id, id);
	if (thing_needs_leader(wanted) && book_need_leader(b, e) != RC_OK)
		return e->code;
	if (wanted->kind == &kind_incident)
		return incident_edit(b, a, id, wanted, e);
	if (is_set_up(wanted->kind))
		return roster_setup_put(b, a, id, wanted, &made, e);
	if (book_begin(b, e) != RC_OK)
		return e->code;
	if (edit(b, a, id, wanted, e) != RC_OK) {
		book_abort(b);
		return e->code;
	}
	return book_commit(b, e);
}

enum rc
person_pin_guard(struct book *b, struct arena *a, const struct thing *person, const char **whose,
		 struct err *e)
{
	const char *author = book_author(b);
	struct thing *t;

	*whose = NULL;
	if (!pin_has(book_store(b), person->id))
		return RC_OK;
	*whose = person->id;
	if (!author || str_equal(author, person->id))
		return RC_OK;
	if (book_thing(b, a, author, &t, e) != RC_OK)
		return e->code;
	if (((struct person *)t->body)->role != ROLE_ADMIN)
		return err_set(
		    e, RC_INVALID,
		    _("the PIN of %s is set already: changing it takes the old PIN or an "
		      "administrator"),
		    ((struct person *)person->body)->name);
	*whose = author;
	return RC_OK;
}
