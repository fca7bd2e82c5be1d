/* Who is there: signing on and off, staying on, corrections. */
#include "storage/attend_inside.h"

#include "core/vec.h"
#include "storage/roster_inside.h"

/* The person's last word before the moment: whether signed on without signing off. */
static const struct thing *
last_line(const struct attend_scene *s, const char *person)
{
	const struct thing *last = NULL;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct attendance *at = s->lines.v[i]->body;

		if ((at->way == ATTEND_ON || at->way == ATTEND_OFF) &&
		    str_equal(at->person, person) && s->lines.v[i]->first->at.secs <= s->at &&
		    (!last || s->lines.v[i]->first->at.secs >= last->first->at.secs))
			last = s->lines.v[i];
	}
	return last;
}

/* ---- signing on and off ---- */

static enum rc
may_be_extra(const struct attend_scene *s, const struct attend_request *q, const char *person,
	     struct err *e)
{
	struct stints all = {0};
	char when[MOMENT_TEXT];
	bool nothing;

	duty_resolve(&s->roster.duty, s->at, s->at + ATTEND_EARLY, &all);
	nothing = all.n == 0;
	vec_clear(&all);
	if (nothing || (q->extra && *q->extra) || duty_mode_at(&s->roster.duty, s->at) == MODE_ALL)
		return RC_OK;
	moment_screen(moment_at(s->at), when);
	return err_set(e, RC_INVALID,
		       _("%s is not on the roster at %s: take over a post (takeover), or say why "
			 "with --extra WHY"),
		       duty_person_name(&s->roster.duty, person), when);
}

static enum rc
may_sign_on(const struct attend_scene *s, const struct attend_request *q, const char *person,
	    const char *post, struct err *e)
{
	const struct attended_duty *d = attend_duty_of(s, person, post, ATTEND_ON);
	const struct thing *last = last_line(s, person);
	char when[MOMENT_TEXT];
	bool on = last && ((const struct attendance *)last->body)->way == ATTEND_ON;

	if (d ? d->on_line && !d->off : on && s->at - last->first->at.secs < DAY_SECONDS) {
		moment_screen(moment_at(d ? d->on : last->first->at.secs), when);
		return err_set(e, RC_INVALID, _("%s has signed on at %s already"),
			       duty_person_name(&s->roster.duty, person), when);
	}
	return d ? RC_OK : may_be_extra(s, q, person, e);
}

static enum rc
may_sign_off(const struct attend_scene *s, const char *person, const char *post, struct err *e)
{
	const struct thing *last = last_line(s, person);
	const char *name = duty_person_name(&s->roster.duty, person);
	char when[MOMENT_TEXT];

	if (last && ((const struct attendance *)last->body)->way == ATTEND_ON)
		return RC_OK;
	if (last) {
		const struct attended_duty *d = attend_duty_of(s, person, post, ATTEND_OFF);

		moment_screen(last->first->at, when);
		if (!d || last->first->at.secs > d->stint.from)
			return err_set(e, RC_INVALID, _("%s has signed off at %s already"), name,
				       when);
	}
	if (attend_duty_of(s, person, post, ATTEND_OFF))
		return RC_OK; /* came without signing on */
	moment_screen(moment_at(s->at), when);
	return err_set(e, RC_INVALID,
		       _("%s has not signed on and has no duty that began before %s"), name, when);
}

static enum rc
fill_sign(struct arena *a, const struct attend_scene *s, const struct attend_request *q,
	  struct attendance *out, struct err *e)
{
	const struct roster *r = &s->roster;
	const char *person, *post, *note = q->note && *q->note ? q->note : q->extra;

	if (roster_person_id(r, q->person, &person, e) != RC_OK ||
	    roster_post_id(r, q->post, &post, e) != RC_OK)
		return e->code;
	if ((q->way == ATTEND_ON ? may_sign_on(s, q, person, post, e)
				 : may_sign_off(s, person, post, e)) != RC_OK)
		return e->code;
	*out = (struct attendance){.person = arena_text(a, person),
				   .post = arena_text(a, post),
				   .way = q->way,
				   .note = arena_text(a, note && *note ? note : NULL)};
	return RC_OK;
}

enum rc
attend_sign(struct book *b, struct arena *a, const struct attend_request *q, const char **id,
	    struct err *e)
{
	struct record *r = record_new(a, &kind_attendance);
	struct attend_scene s;
	enum rc rc;

	r->at = q->at.kind == MOMENT_EXACT ? q->at : moment_at(book_now(b));
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = attend_scene_read(b, a, r->at.secs, &s, e);
	if (rc == RC_OK) {
		rc = fill_sign(a, &s, q, r->body, e);
		attend_scene_clear(&s);
	}
	if (rc == RC_OK)
		rc = attend_add(b, a, r, id, e);
	return roster_finish(b, rc, e);
}

/* ---- 留岗 ---- */

static enum rc
fill_hold(struct arena *a, const struct attend_scene *s, const char *person, struct moment until,
	  struct attendance *out, struct err *e)
{
	const struct attended_duty *d;
	const char *id, *name;
	char when[MOMENT_TEXT];

	if (roster_person_id(&s->roster, person, &id, e) != RC_OK)
		return e->code;
	name = duty_person_name(&s->roster.duty, id);
	d = attend_duty_of(s, id, NULL, ATTEND_OFF);
	if (!d || d->off)
		return err_set(e, RC_INVALID, _("%s is not on duty: nobody can be held over"),
			       name);
	moment_screen(moment_at(d->stint.until), when);
	if (until.secs <= d->stint.until || until.secs <= s->at)
		return err_set(e, RC_INVALID,
			       _("the duty of %s ends at %s: hold over to a later time"), name,
			       when);
	if (until.secs > d->stint.until + DAY_SECONDS)
		return err_set(e, RC_INVALID, _("%s is held over for a day at most, after %s"),
			       name, when);
	*out = (struct attendance){.person = arena_text(a, id),
				   .post = arena_text(a, d->stint.post),
				   .way = ATTEND_HOLD,
				   .until = until};
	return RC_OK;
}

enum rc
attend_hold(struct book *b, struct arena *a, const char *person, struct moment until,
	    const char *note, const char **id, struct err *e)
{
	struct record *r = record_new(a, &kind_attendance);
	struct attend_scene s;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = attend_scene_read(b, a, book_now(b), &s, e);
	if (rc == RC_OK) {
		rc = fill_hold(a, &s, person, until, r->body, e);
		attend_scene_clear(&s);
	}
	if (rc == RC_OK) {
		((struct attendance *)r->body)->note = arena_text(a, note && *note ? note : NULL);
		rc = attend_add(b, a, r, id, e);
	}
	return roster_finish(b, rc, e);
}

/* ---- corrections ---- */

/* The line, which no other has corrected yet. */
static enum rc
find_line(struct book *b, struct arena *a, const char *line, struct record **out, struct err *e)
{
	struct records of = {0};
	enum rc rc = book_record(b, a, line, out, e);

	if (rc == RC_OK && (*out)->kind != &kind_attendance)
		rc = err_set(e, RC_INVALID, _("%s is no line of signing on or off"), line);
	if (rc == RC_OK && ((const struct attendance *)(*out)->body)->way == ATTEND_VOID)
		rc = err_set(e, RC_INVALID, _("%s takes another line back; sign on anew"), line);
	if (rc == RC_OK)
		rc = book_of(b, a, line, &of, e);
	for (size_t i = 0; rc == RC_OK && i < of.n; i++)
		if (of.v[i]->kind == &kind_attendance && str_equal(of.v[i]->of, line))
			rc = err_set(e, RC_INVALID, _("%s was corrected by %s already"), line,
				     of.v[i]->id);
	vec_clear(&of);
	return rc;
}

static enum rc
correct(struct book *b, struct arena *a, const char *line, struct moment at, struct record *r,
	struct err *e)
{
	struct attendance *body = r->body;
	struct record *old = NULL;
	char *reason = body->reason;

	if (find_line(b, a, line, &old, e) != RC_OK)
		return e->code;
	*body = *(const struct attendance *)old->body;
	body->reason = reason;
	r->of = old->id;
	r->at = at;
	if (at.kind == MOMENT_EXACT)
		return RC_OK;
	body->way = ATTEND_VOID;
	body->until = (struct moment){0};
	r->at = old->at;
	return RC_OK;
}

enum rc
attend_correct(struct book *b, struct arena *a, const char *line, struct moment at,
	       const char *reason, const char **id, struct err *e)
{
	struct record *r = record_new(a, &kind_attendance);
	enum rc rc;

	if (!reason || !*reason)
		return err_set(e, RC_MISSING, "%s", _("a correction needs a reason"));
	((struct attendance *)r->body)->reason = arena_text(a, reason);
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = correct(b, a, line, at, r, e);
	if (rc == RC_OK)
		rc = attend_add(b, a, r, id, e);
	return roster_finish(b, rc, e);
}
