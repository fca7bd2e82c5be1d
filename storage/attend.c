/* Who is there: signing on and off, staying on, a walk at night, corrections. */
#include "storage/attend.h"

#include "core/line.h"
#include "core/vec.h"
#include "storage/roster_inside.h"

enum { BACK = 2 * DAY_SECONDS };

enum rc
attend_lines(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
	     struct things *out, struct err *e)
{
	struct book_filter f = {
	    .book = book ? book : book_name(b), .since = from - BACK, .until = until + BACK};
	enum rc rc = book_list(b, a, &kind_attendance, &f, out, e);

	if (rc == RC_OK)
		attendance_standing(out);
	return rc;
}

/* ---- what is known at a moment ---- */

struct scene {
	struct roster roster;
	struct things lines;
	struct attended_duties duties; /* that bear on the moment */
	int64_t at;
};

static void
leave_scene(struct scene *s)
{
	vec_clear(&s->duties);
	vec_clear(&s->lines);
	roster_clear(&s->roster);
}

static enum rc
set_scene(struct book *b, struct arena *a, int64_t at, struct scene *s, struct err *e)
{
	*s = (struct scene){.at = at};
	if (roster_load_around(b, a, at, at, &s->roster, e) != RC_OK)
		return e->code;
	if (attend_lines(b, a, NULL, at, at, &s->lines, e) != RC_OK) {
		leave_scene(s);
		return e->code;
	}
	duty_attend(&s->roster.duty, &s->lines, at - DAY_SECONDS, at + ATTEND_EARLY + 1, at,
		    &s->duties);
	return RC_OK;
}

/* The duty of a person that a signing on or off at the moment belongs to: the one that has begun,
 * else for signing on the one about to begin. */
static const struct attended_duty *
duty_of(const struct scene *s, const char *person, const char *post, int way)
{
	const struct attended_duty *found = NULL;

	for (size_t i = 0; i < s->duties.n; i++) {
		const struct attended_duty *d = &s->duties.v[i];
		bool begun = d->stint.from <= s->at, over = d->stint.until <= s->at;

		if (!str_equal(d->stint.person, person) ||
		    (post && !str_equal(d->stint.post, post)))
			continue;
		if (way == ATTEND_ON ? !over && !(found && !begun) : begun)
			found = d;
	}
	return found;
}

/* The person's last word before the moment: whether signed on without signing off. */
static const struct thing *
last_line(const struct scene *s, const char *person)
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
may_be_extra(const struct scene *s, const struct attend_request *q, const char *person,
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
may_sign_on(const struct scene *s, const struct attend_request *q, const char *person,
	    const char *post, struct err *e)
{
	const struct attended_duty *d = duty_of(s, person, post, ATTEND_ON);
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
may_sign_off(const struct scene *s, const char *person, const char *post, struct err *e)
{
	const struct thing *last = last_line(s, person);
	const char *name = duty_person_name(&s->roster.duty, person);
	char when[MOMENT_TEXT];

	if (last && ((const struct attendance *)last->body)->way == ATTEND_ON)
		return RC_OK;
	if (last) {
		const struct attended_duty *d = duty_of(s, person, post, ATTEND_OFF);

		moment_screen(last->first->at, when);
		if (!d || last->first->at.secs > d->stint.from)
			return err_set(e, RC_INVALID, _("%s has signed off at %s already"), name,
				       when);
	}
	if (duty_of(s, person, post, ATTEND_OFF))
		return RC_OK; /* came without signing on */
	moment_screen(moment_at(s->at), when);
	return err_set(e, RC_INVALID,
		       _("%s has not signed on and has no duty that began before %s"), name, when);
}

static enum rc
fill_sign(struct arena *a, const struct scene *s, const struct attend_request *q,
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

static enum rc
add_line(struct book *b, struct arena *a, struct record *r, const char **id, struct err *e)
{
	roster_mark_given(r);
	if (book_add(b, a, r, NULL, e) != RC_OK)
		return e->code;
	*id = r->id;
	return RC_OK;
}

enum rc
attend_sign(struct book *b, struct arena *a, const struct attend_request *q, const char **id,
	    struct err *e)
{
	struct record *r = record_new(a, &kind_attendance);
	struct scene s;
	enum rc rc;

	r->at = q->at.kind == MOMENT_EXACT ? q->at : moment_at(book_now(b));
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = set_scene(b, a, r->at.secs, &s, e);
	if (rc == RC_OK) {
		rc = fill_sign(a, &s, q, r->body, e);
		leave_scene(&s);
	}
	if (rc == RC_OK)
		rc = add_line(b, a, r, id, e);
	return roster_finish(b, rc, e);
}

/* ---- 留岗 ---- */

static enum rc
fill_hold(struct arena *a, const struct scene *s, const char *person, struct moment until,
	  struct attendance *out, struct err *e)
{
	const struct attended_duty *d;
	const char *id, *name;
	char when[MOMENT_TEXT];

	if (roster_person_id(&s->roster, person, &id, e) != RC_OK)
		return e->code;
	name = duty_person_name(&s->roster.duty, id);
	d = duty_of(s, id, NULL, ATTEND_OFF);
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
	struct scene s;
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = set_scene(b, a, book_now(b), &s, e);
	if (rc == RC_OK) {
		rc = fill_hold(a, &s, person, until, r->body, e);
		leave_scene(&s);
	}
	if (rc == RC_OK) {
		((struct attendance *)r->body)->note = arena_text(a, note && *note ? note : NULL);
		rc = add_line(b, a, r, id, e);
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
		rc = add_line(b, a, r, id, e);
	return roster_finish(b, rc, e);
}

/* ---- a walk at night ---- */

struct walk {
	struct book *book;
	struct arena *arena;
	const struct scene *scene;
	const char **missing; /* ids, ends with NULL */
	size_t expected, found;
	struct str absent; /* 王辛（驾驶员）、… */
};

static bool
is_missing(const struct walk *w, const char *person)
{
	for (size_t i = 0; w->missing[i]; i++)
		if (str_equal(w->missing[i], person))
			return true;
	return false;
}

/* Once for each person, on whichever post comes first. */
static enum rc
walk_past(struct walk *w, const struct stint *s, struct err *e)
{
	struct record *r = record_new(w->arena, &kind_attendance);
	const struct duty_book *d = &w->scene->roster.duty;
	bool missing = is_missing(w, s->person);
	const char *id;

	*(struct attendance *)r->body =
	    (struct attendance){.person = arena_text(w->arena, s->person),
				.post = arena_text(w->arena, s->post),
				.way = missing ? ATTEND_MISSED : ATTEND_SEEN};
	r->at = moment_at(w->scene->at);
	w->expected++;
	w->found += !missing;
	if (missing)
		str_add_f(&w->absent, "%s%s（%s）", w->absent.len ? "、" : "",
			  duty_person_name(d, s->person), duty_post_name(d, s->post));
	return add_line(w->book, w->arena, r, &id, e);
}

static bool
came_before(const struct stints *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_equal(all->v[k].person, all->v[i].person))
			return true;
	return false;
}

static enum rc
walk_all(struct walk *w, struct err *e)
{
	const struct duty_book *d = &w->scene->roster.duty;
	struct stints all = {0};
	enum rc rc = RC_OK;

	duty_at(d, w->scene->at, &all);
	for (size_t i = 0; rc == RC_OK && i < all.n; i++)
		if (duty_readiness(d, all.v[i].post, w->scene->at) != READY_ONCALL &&
		    !came_before(&all, i))
			rc = walk_past(w, &all.v[i], e);
	vec_clear(&all);
	if (rc == RC_OK && w->expected == 0)
		rc = err_set(e, RC_INVALID, "%s", _("by the roster nobody should be there now"));
	return rc;
}

static enum rc
missing_ids(struct arena *a, const struct scene *s, const char *const *names, const char ***out,
	    struct err *e)
{
	size_t n = 0;

	while (names && names[n])
		n++;
	*out = arena_alloc(a, (n + 1) * sizeof(**out));
	for (size_t i = 0; i < n; i++) {
		const struct attended_duty *d = NULL;

		if (roster_person_id(&s->roster, names[i], &(*out)[i], e) != RC_OK)
			return e->code;
		d = duty_of(s, (*out)[i], NULL, ATTEND_ON);
		if (!d || d->stint.from > s->at ||
		    duty_readiness(&s->roster.duty, d->stint.post, s->at) == READY_ONCALL)
			return err_set(e, RC_INVALID, _("%s need not be there now"),
				       duty_person_name(&s->roster.duty, (*out)[i]));
	}
	return RC_OK;
}

/* The line of the log is Chinese data, as all lines that people write. */
static enum rc
log_walk(struct walk *w, const char *note, const char **id, struct err *e)
{
	struct record *r = record_new(w->arena, &kind_log);
	struct str text = STR_INIT;

	str_add_f(&text, "夜间查铺：应在岗%zu人，在岗%zu人", w->expected, w->found);
	if (w->absent.len)
		str_add_f(&text, "；未见：%s", w->absent.ptr);
	str_add_f(&text, "%s%s。", note && *note ? "；" : "", note ? note : "");
	((struct log *)r->body)->text = arena_text(w->arena, text.ptr);
	str_clear(&text);
	r->at = moment_at(w->scene->at);
	return add_line(w->book, w->arena, r, id, e);
}

enum rc
attend_walk(struct book *b, struct arena *a, const struct attend_walk *q, const char **id,
	    struct err *e)
{
	struct scene s;
	struct walk w = {.book = b, .arena = a, .scene = &s, .absent = STR_INIT};
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = set_scene(b, a, q->at.kind == MOMENT_EXACT ? q->at.secs : book_now(b), &s, e);
	if (rc != RC_OK)
		return roster_finish(b, rc, e);
	rc = missing_ids(a, &s, q->missing, &w.missing, e);
	if (rc == RC_OK)
		rc = walk_all(&w, e);
	if (rc == RC_OK)
		rc = log_walk(&w, q->note, id, e);
	str_clear(&w.absent);
	leave_scene(&s);
	return roster_finish(b, rc, e);
}
