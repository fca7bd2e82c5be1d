/* Edits of the roster's draft on the screen: emptied, copied, taken in turns, taken back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/roster.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/roster_inside.h"

enum { STEPS_MAX = 200 };

struct edits {
	struct draft_edit *v;
	size_t n, cap;
};

/* ---- doing and taking back ---- */

static void
forget_undone(struct roster_view *rv)
{
	for (; rv->undone > 0; rv->undone--)
		draft_step_clear(&rv->steps.v[--rv->steps.n]);
}

void
roster_remember(struct roster_view *rv, struct draft_step *step)
{
	forget_undone(rv);
	if (step->n == 0)
		return;
	if (rv->steps.n == STEPS_MAX) {
		draft_step_clear(&rv->steps.v[0]);
		rv->steps.n--;
		memmove(rv->steps.v, rv->steps.v + 1, rv->steps.n * sizeof(*rv->steps.v));
	}
	vec_push(&rv->steps, *step);
	*step = (struct draft_step){0};
}

void
roster_forget_steps(struct roster_view *rv)
{
	rv->undone = 0;
	while (rv->steps.n > 0)
		draft_step_clear(&rv->steps.v[--rv->steps.n]);
	vec_clear(&rv->steps);
}

static enum rc
read_again(struct roster_view *rv, struct err *e)
{
	rv->editing = true;
	return rv->base.type->load(&rv->base, e);
}

enum rc
roster_do(struct roster_view *rv, const struct draft_edit *edits, size_t n, struct err *e)
{
	struct draft_step step = {0};
	struct arena a = {0};
	enum rc rc = roster_draft_put(console_book(&rv->base), &a, edits, n, &step, e);

	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	roster_remember(rv, &step);
	return read_again(rv, e);
}

enum rc
roster_undo(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);

	if (rv->undone == rv->steps.n)
		return err_set(e, RC_INVALID, "%s", _("nothing to take back at this terminal"));
	if (roster_draft_undo(console_book(v), &rv->steps.v[rv->steps.n - 1 - rv->undone], false,
			      e) != RC_OK)
		return e->code;
	rv->undone++;
	return read_again(rv, e);
}

enum rc
roster_redo(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);

	if (rv->undone == 0)
		return err_set(e, RC_INVALID, "%s", _("nothing was taken back"));
	if (roster_draft_undo(console_book(v), &rv->steps.v[rv->steps.n - rv->undone], true, e) !=
	    RC_OK)
		return e->code;
	rv->undone--;
	return read_again(rv, e);
}

/* ---- what is selected ---- */

struct roster_range
roster_range(const struct roster_view *rv)
{
	struct roster_range r = {rv->day, rv->day, rv->post, rv->post};

	if (!rv->marking)
		return r;
	r.first_day = rv->mark_day < rv->day ? rv->mark_day : rv->day;
	r.last_day = rv->mark_day > rv->day ? rv->mark_day : rv->day;
	r.first_post = rv->mark_post < rv->post ? rv->mark_post : rv->post;
	r.last_post = rv->mark_post > rv->post ? rv->mark_post : rv->post;
	return r;
}

enum rc
roster_mark(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);

	if (rv->people)
		return err_set(e, RC_INVALID, "%s",
			       _("days are selected where posts stand across: Tab"));
	rv->marking = !rv->marking;
	rv->mark_day = rv->day;
	rv->mark_post = rv->post;
	if (rv->marking)
		app_say(v->app, STYLE_NORMAL, "%s",
			_("From here: move to the last cell, then empty, copy or take turns."));
	return RC_OK;
}

static enum rc
need_cells(const struct roster_view *rv, struct err *e)
{
	if (rv->nposts == 0 || (rv->people && roster_npeople(rv) == 0))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	return RC_OK;
}

/* The edit on each marked cell. */
static void
each_cell(const struct roster_view *rv, struct draft_edit x, struct edits *out)
{
	struct roster_range r = roster_range(rv);

	for (int d = r.first_day; d <= r.last_day; d++)
		for (int p = r.first_post; p <= r.last_post; p++) {
			x.day = roster_first_day(rv) + d;
			x.post = rv->posts[p];
			vec_push(out, x);
		}
}

static enum rc
do_all(struct roster_view *rv, struct edits *edits, struct err *e)
{
	enum rc rc = roster_do(rv, edits->v, edits->n, e);

	vec_clear(edits);
	if (rc == RC_OK)
		rv->marking = false;
	return rc;
}

/* ---- empty, copy ---- */

enum rc
roster_clear_cell(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	const char *who = roster_selected_person(rv);
	struct edits edits = {0};

	if (need_cells(rv, e) != RC_OK)
		return e->code;
	if (!rv->people)
		each_cell(rv, (struct draft_edit){.op = DRAFT_CLEAR}, &edits);
	for (size_t p = 0; rv->people && p < rv->nposts; p++)
		vec_push(&edits, ((struct draft_edit){.op = DRAFT_LEAVE,
						      .day = roster_day(rv),
						      .post = rv->posts[p],
						      .persons = &who,
						      .npersons = 1}));
	return do_all(rv, &edits, e);
}

/* A person's day as the day before: on the same post. */
static void
copy_person(const struct roster_view *rv, const char *const *who, struct edits *out)
{
	int before = rv->day - 1;
	const char *post = before >= 0 ? rv->stands[rv->person * ROSTER_DAYS + before].post : NULL;

	for (size_t p = 0; p < rv->nposts; p++)
		vec_push(out, ((struct draft_edit){.op = DRAFT_LEAVE,
						   .day = roster_day(rv),
						   .post = rv->posts[p],
						   .persons = who,
						   .npersons = 1}));
	if (post)
		vec_push(out, ((struct draft_edit){.op = DRAFT_TOGGLE,
						   .day = roster_day(rv),
						   .post = post,
						   .span = NO_SPAN,
						   .persons = who,
						   .npersons = 1}));
}

/* Each day of the selection as the day before its first one. */
enum rc
roster_copy_cell(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	const char *who = roster_selected_person(rv);
	struct edits edits = {0};

	if (need_cells(rv, e) != RC_OK)
		return e->code;
	if (rv->people && rv->day == 0)
		return err_set(e, RC_INVALID, "%s",
			       _("the day before lies in the month before: copy by posts, Tab"));
	if (rv->people)
		copy_person(rv, &who, &edits);
	else
		each_cell(rv,
			  (struct draft_edit){.op = DRAFT_COPY,
					      .from_day = day_add(roster_first_day(rv),
								  roster_range(rv).first_day - 1)},
			  &edits);
	return do_all(rv, &edits, e);
}

enum rc
roster_copy_day(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	struct roster_range r = roster_range(rv);
	struct edits edits = {0};

	if (need_cells(rv, e) != RC_OK)
		return e->code;
	for (int d = r.first_day; d <= r.last_day; d++)
		for (size_t p = 0; p < rv->nposts; p++)
			vec_push(&edits,
				 ((struct draft_edit){
				     .op = DRAFT_COPY,
				     .day = roster_first_day(rv) + d,
				     .from_day = day_add(roster_first_day(rv), r.first_day - 1),
				     .post = rv->posts[p]}));
	return do_all(rv, &edits, e);
}

/* ---- turns ---- */

static enum rc
rotation_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct roster_view *rv = roster_view_of(below);
	struct roster_range r = roster_range(rv);
	struct draft_rotation what = {.post = rv->posts[r.first_post],
				      .first = roster_first_day(rv) + r.first_day,
				      .last = roster_first_day(rv) + r.last_day,
				      .span = NO_SPAN};
	struct draft_edit *edits = NULL;
	struct arena a = {0};
	char **crews;
	size_t n = 0;
	enum rc rc;

	(void)ctx;
	what.ncrews = roster_names(&a, text, &crews);
	what.crews = (const char *const *)crews;
	rc = roster_draft_rotation(&a, &rv->review.roster, &what, &edits, &n, e);
	if (rc == RC_OK)
		rc = roster_do(rv, edits, n, e);
	if (rc == RC_OK)
		rv->marking = false;
	arena_free(&a);
	return rc;
}

/* Who stands in the first days of the selection, each once: what the clerk wants to go on with. */
static void
propose(const struct roster_view *rv, struct str *out)
{
	struct roster_range r = roster_range(rv);

	for (int d = r.first_day; d <= r.last_day; d++) {
		const char *names = rv->slots[(size_t)d * rv->nposts + (size_t)r.first_post].names;
		const char *first =
		    rv->slots[(size_t)r.first_day * rv->nposts + (size_t)r.first_post].names;

		if (!*names || (d > r.first_day && str_equal(names, first)))
			return;
		str_add(out, d > r.first_day ? "、" : "");
		for (const char *p = names; *p; p++) {
			bool comma = str_starts(p, "、");

			str_add_char(out, comma ? '+' : *p);
			p += comma ? strlen("、") - 1 : 0;
		}
	}
}

enum rc
roster_rotate(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	struct roster_range r = roster_range(rv);
	struct str initial = STR_INIT;
	char title[200];
	enum rc rc;

	if (need_cells(rv, e) != RC_OK)
		return e->code;
	if (rv->people || r.first_day == r.last_day)
		return err_set(
		    e, RC_INVALID, "%s",
		    _("select the days of one post first: F4, then move to the last day"));
	if (r.first_post != r.last_post)
		return err_set(e, RC_INVALID, "%s", _("turns are taken on one post at a time"));
	propose(rv, &initial);
	snprintf(title, sizeof(title), _("Turns on %s, %d-%02d to %d-%02d"),
		 duty_post_name(roster_book(rv), rv->posts[r.first_post]), rv->month,
		 r.first_day + 1, rv->month, r.last_day + 1);
	rc = prompt_open(v->app,
			 &(struct prompt){.title = title,
					  .hint = _("names in order, by 、; + joins those who "
						    "stand together: a day each, again and again"),
					  .initial = initial.ptr,
					  .done = rotation_typed},
			 e);
	str_clear(&initial);
	return rc;
}

/* ---- a day in full ---- */

static void
add_stint(const struct roster_view *rv, const struct stint *s, struct str *out)
{
	const struct duty_book *d = roster_book(rv);
	const struct person *p = duty_person(d, s->person);
	char from[MOMENT_TEXT], until[MOMENT_TEXT];

	moment_screen(moment_at(s->from), from);
	moment_screen(moment_at(s->until), until);
	str_add_f(out, "%s – %s  %s  %s  %s", from, until, duty_post_name(d, s->post),
		  duty_person_name(d, s->person), _(choice_label(assignment_sources, s->source)));
	if (p && (p->phone || p->mobile))
		str_add_f(out, "  %s", p->phone ? p->phone : p->mobile);
	str_add_char(out, '\n');
}

static void
add_rules(const struct roster_view *rv, int64_t from, int64_t until, struct str *out)
{
	const struct violations *v = &rv->review.new;

	for (size_t i = 0; i < v->n && out->len < 3000; i++)
		if (v->v[i].at < until && v->v[i].until > from &&
		    (v->v[i].person || v->v[i].post) &&
		    (!roster_selected_person(rv) ||
		     str_equal(v->v[i].person, roster_selected_person(rv))))
			str_add_f(out, "%s%s%s%s\n", v->v[i].hard ? "■ " : "▲ ", v->v[i].why,
				  v->v[i].override ? _("; allowed: ") : "",
				  v->v[i].override ? v->v[i].override : "");
}

/* Everybody of the day with what is wrong, or all the month's duties of the person. */
enum rc
roster_details(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	int day = rv->people ? roster_first_day(rv) : roster_day(rv);
	int64_t from = day_secs(day) + ROSTER_WATCH_HOUR * 3600;
	int64_t until = from + (rv->people ? rv->days : 1) * (int64_t)DAY_SECONDS;
	struct stints stints = {0};
	struct str text = STR_INIT;
	struct arena a = {0};
	enum rc rc;

	if (need_cells(rv, e) != RC_OK)
		return e->code;
	if (rv->review.cells.n)
		str_add_f(&text, "%s\n", _("With the draft, which is not published:"));
	duty_resolve(roster_book(rv), from, until, &stints);
	for (size_t i = 0; i < stints.n && text.len < 3000; i++)
		if (!rv->people || str_equal(stints.v[i].person, roster_selected_person(rv)))
			add_stint(rv, &stints.v[i], &text);
	if (stints.n == 0)
		str_add_f(&text, "%s\n", _("nobody by the roster"));
	vec_clear(&stints);
	add_rules(rv, from, until, &text);
	rc = dialog_open(
	    v->app,
	    &(struct dialog){
		.title = rv->people
			     ? duty_person_name(roster_book(rv), roster_selected_person(rv))
			     : arena_text_f(&a, "%04d-%02d-%02d %s %s", day / 10000,
					    day / 100 % 100, day % 100, weekday_zh(day),
					    calendar_note(&rv->review.roster.calendar, &a, day)),
		.text = text.ptr},
	    e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}
