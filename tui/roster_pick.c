/* Whom to put on a duty, the fittest first; or on which post to put somebody. */
#include <stdio.h>
#include <string.h>

#include "core/duty_fit.h"
#include "core/pinyin.h"
#include "core/text.h"
#include "core/vec.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/editor.h"
#include "tui/roster_inside.h"

enum { PICK_COLS = 74, NAME_COLS = 10, STATE_COLS = 12, LOAD_COLS = 16, DIGITS = 9 };

/* A person for the post, or a post for the person. */
struct choice_row {
	const char *id, *name;
	bool stands;     /* is there already */
	const char *why; /* why not, or NULL */
	bool hard;
	const char *state; /* what else is to be said */
	const char *load;
};

struct pick_view {
	struct view base;
	struct view *roster; /* the one below */
	struct arena arena;
	VEC(struct choice_row) rows;
	VEC(size_t) shown; /* that match what is typed */
	struct editor find;
	struct shift_span spans[ROSTER_SPANS];
	size_t nspans, span;
	size_t at, top;
	char post[ID_TEXT], person[ID_TEXT]; /* one of them is chosen, the other is "" */
	int day;
};

static struct roster_view *
below(const struct pick_view *pv)
{
	return roster_view_of(pv->roster);
}

static bool
picks_person(const struct pick_view *pv)
{
	return *pv->post;
}

/* ---- the rows ---- */

static struct duty_fit_ask
ask_for(const struct pick_view *pv, const char *post, struct shift_span span)
{
	const struct roster_view *rv = below(pv);
	int64_t month = day_secs(roster_first_day(rv)) + ROSTER_WATCH_HOUR * 3600;

	return (struct duty_fit_ask){.book = roster_book(rv),
				     .limits = &rv->review.limits,
				     .duty = {.post = post,
					      .from = roster_span_start(pv->day, span),
					      .until = roster_span_end(pv->day, span)},
				     .plan = true,
				     .load_from = month,
				     .load_until = month + rv->days * (int64_t)DAY_SECONDS};
}

static const char *
load_text(struct pick_view *pv, const struct duty_load *l)
{
	return arena_text_f(&pv->arena, _("%lld h, %zu nights"), (long long)(l->minutes / 60),
			    l->nights);
}

static bool
has_hours(const struct cell_duties *c, const char *person, int day, struct shift_span span)
{
	struct cell_duty d = {person, roster_span_start(day, span), roster_span_end(day, span)};

	return cell_has(c, &d);
}

static void
add_person(struct pick_view *pv, const struct duty_fit *f, bool stands)
{
	const struct duty_book *b = roster_book(below(pv));

	vec_push(&pv->rows,
		 ((struct choice_row){
		     .id = arena_text(&pv->arena, f->person),
		     .name = arena_text(&pv->arena, duty_person_name(b, f->person)),
		     .stands = stands,
		     .why = stands ? NULL : f->why,
		     .hard = f->hard > 0,
		     .state = stands      ? _("stands it")
			      : f->away   ? _("on leave")
			      : f->stands ? arena_text_f(&pv->arena, _("on %s"),
							 duty_post_name(b, f->stands))
			      : f->close  ? _("no rest")
			      : f->times  ? arena_text_f(&pv->arena, _("%zu here"), f->times)
					  : _("free"),
		     .load = load_text(pv, &f->load)}));
}

static void
gather_people(struct pick_view *pv)
{
	struct roster_view *rv = below(pv);
	struct duty_fit_ask ask = ask_for(pv, pv->post, pv->spans[pv->span]);
	struct stints planned = {0};
	struct duty_fits fits = {0};
	struct cell_duties now;

	duty_planned(roster_book(rv), day_secs(pv->day), day_secs(pv->day) + 2 * DAY_SECONDS,
		     &planned);
	now = cell_take(&pv->arena, &planned, pv->post, pv->day);
	duty_fit(&pv->arena, &ask, &fits);
	for (int first = 1; first >= 0; first--) /* who stands there comes first */
		for (size_t i = 0; i < fits.n; i++) {
			bool stands =
			    has_hours(&now, fits.v[i].person, pv->day, pv->spans[pv->span]);

			if (stands == (first == 1))
				add_person(pv, &fits.v[i], stands);
		}
	vec_clear(&fits);
	vec_clear(&planned);
}

static struct shift_span
usual_span(const struct pick_view *pv, const char *post)
{
	struct roster_view *rv = below(pv);
	struct shift_span spans[ROSTER_SPANS];
	struct stints planned = {0};
	int64_t around = 8 * (int64_t)DAY_SECONDS;

	duty_planned(roster_book(rv), day_secs(pv->day) - around, day_secs(pv->day) + around,
		     &planned);
	cell_usual(&planned, post, pv->day, spans, ROSTER_SPANS);
	vec_clear(&planned);
	return spans[0];
}

/* Posts that lack somebody first, then those that fit, then the others. */
static int
rank(const struct roster_view *rv, const struct choice_row *r, int d)
{
	for (size_t p = 0; p < rv->nposts; p++)
		if (str_equal(rv->posts[p], r->id) &&
		    rv->slots[(size_t)d * rv->nposts + p].shortage)
			return r->why ? 2 : 0;
	return r->why ? 3 : 1;
}

static void
add_post(struct pick_view *pv, const char *post)
{
	struct roster_view *rv = below(pv);
	struct duty_fit_ask ask = ask_for(pv, post, usual_span(pv, post));
	struct cell_duties now = roster_cell_now(rv, &pv->arena, post, pv->day);
	struct choice_row row = {.id = arena_text(&pv->arena, post),
				 .name =
				     arena_text(&pv->arena, duty_post_name(roster_book(rv), post))};
	struct duty_fits fits = {0};
	struct str who = STR_INIT;

	duty_fit(&pv->arena, &ask, &fits);
	cell_names(roster_book(rv), &now, (struct shift_span){SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY},
		   &who);
	row.stands = cell_has_person(&now, pv->person);
	row.state = who.len ? arena_text(&pv->arena, who.ptr) : _("nobody");
	str_clear(&who);
	row.load = "";
	for (size_t i = 0; i < fits.n; i++)
		if (str_equal(fits.v[i].person, pv->person) && !row.stands) {
			row.why = fits.v[i].why;
			row.hard = fits.v[i].hard > 0;
		}
	vec_clear(&fits);
	vec_push(&pv->rows, row);
}

static void
gather_posts(struct pick_view *pv)
{
	struct roster_view *rv = below(pv);

	for (size_t p = 0; p < rv->nposts; p++)
		add_post(pv, rv->posts[p]);
	for (size_t i = 1; i < pv->rows.n; i++) {
		struct choice_row r = pv->rows.v[i];
		size_t k = i;

		for (; k > 0 && rank(rv, &pv->rows.v[k - 1], rv->day) > rank(rv, &r, rv->day); k--)
			pv->rows.v[k] = pv->rows.v[k - 1];
		pv->rows.v[k] = r;
	}
}

static void
narrow(struct pick_view *pv)
{
	const char *typed = editor_text(&pv->find);

	pv->shown.n = 0;
	for (size_t i = 0; i < pv->rows.n; i++)
		if (pinyin_match(pv->rows.v[i].name, typed))
			vec_push(&pv->shown, i);
	pv->at = pv->top = 0;
}

static void
select_id(struct pick_view *pv, const char *id)
{
	for (size_t i = 0; i < pv->shown.n; i++)
		if (str_equal(pv->rows.v[pv->shown.v[i]].id, id))
			pv->at = i;
}

/* Reads the rows again; the selected one stays. Everything is copied: the roster below may be read
 * anew at any time. */
static enum rc
load(struct view *v, struct err *e)
{
	struct pick_view *pv = (struct pick_view *)v;
	const char *id = pv->at < pv->shown.n ? pv->rows.v[pv->shown.v[pv->at]].id : NULL;

	(void)e;
	pv->rows.n = 0;
	if (picks_person(pv))
		gather_people(pv);
	else
		gather_posts(pv);
	narrow(pv);
	if (id)
		select_id(pv, id);
	return RC_OK;
}

/* ---- the view ---- */

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct pick_view *pv = (struct pick_view *)v;
	struct roster_view *rv;
	struct stints planned = {0};
	struct cell_duties now;
	int64_t around = 8 * (int64_t)DAY_SECONDS;

	(void)arg;
	(void)e;
	pv->roster = app_view(v->app, 0);
	rv = below(pv);
	pv->day = roster_day(rv);
	editor_init(&pv->find, false, 20);
	if (rv->people)
		snprintf(pv->person, ID_TEXT, "%s", roster_selected_person(rv));
	else
		snprintf(pv->post, ID_TEXT, "%s", roster_selected_post(rv));
	if (picks_person(pv)) {
		duty_planned(roster_book(rv), day_secs(pv->day) - around,
			     day_secs(pv->day) + around, &planned);
		now = cell_take(&pv->arena, &planned, pv->post, pv->day);
		pv->nspans = cell_spans(&now, pv->spans, ROSTER_SPANS);
		if (pv->nspans == 0)
			pv->nspans =
			    cell_usual(&planned, pv->post, pv->day, pv->spans, ROSTER_SPANS);
		vec_clear(&planned);
	}
	return RC_OK;
}

static void
clear(struct view *v)
{
	struct pick_view *pv = (struct pick_view *)v;

	editor_clear(&pv->find);
	vec_clear(&pv->rows);
	vec_clear(&pv->shown);
	arena_free(&pv->arena);
}

static void
draw_row(const struct pick_view *pv, struct canvas *c, int row, size_t i)
{
	const struct choice_row *r = &pv->rows.v[pv->shown.v[i]];
	enum style_role style = r->stands ? STYLE_STRONG
				: r->hard ? STYLE_DIM
				: r->why  ? STYLE_WARNING
					  : STYLE_NORMAL;
	int col = 3, end = c->cols;
	char digit[2] = {(char)('1' + i - pv->top), '\0'};
	const char *why = r->stands ? "●" : r->why ? (r->hard ? "■ " : "▲ ") : "√";

	if (i - pv->top < DIGITS)
		canvas_text(c, row, 0, 2, digit, STYLE_KEY);
	canvas_text(c, row, col, NAME_COLS, r->name, style);
	col += NAME_COLS + 1;
	canvas_text(c, row, col, STATE_COLS, r->state, style);
	col += STATE_COLS + 1;
	if (picks_person(pv)) {
		canvas_text(c, row, col, LOAD_COLS, r->load, style);
		col += LOAD_COLS + 1;
	}
	col = canvas_put(c, row, col, why, style);
	if (r->why)
		canvas_text(c, row, col, end - col, r->why, style);
	if (i == pv->at) {
		canvas_style(c, row, 0, 1, c->cols, STYLE_SELECTED);
		canvas_caret(c, row, 0, false);
	}
}

static void
title_of(const struct pick_view *pv, struct str *out)
{
	const struct duty_book *b = roster_book(below(pv));
	char span[16];

	str_add_f(out, "%d-%02d %s ", pv->day / 100 % 100, pv->day % 100, weekday_zh(pv->day));
	str_add(out,
		picks_person(pv) ? duty_post_name(b, pv->post) : duty_person_name(b, pv->person));
	if (!picks_person(pv))
		return;
	roster_span_text(pv->spans[pv->span], span);
	str_add_f(out, " %s", span);
	if (pv->nspans > 1)
		str_add_f(out, " (%zu/%zu)", pv->span + 1, pv->nspans);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct pick_view *pv = (struct pick_view *)v;
	int rows = c->rows - 4 < 16 ? c->rows - 4 : 16, page = rows - 4, find;
	int cells = c->cols - 6 < PICK_COLS ? c->cols - 6 : PICK_COLS;
	struct str title = STR_INIT;
	struct canvas box, field;

	title_of(pv, &title);
	box = dialog_box(c, rows, cells, title.ptr);
	str_clear(&title);
	find = canvas_put(&box, 0, 0, _("Find: "), STYLE_STRONG);
	if (pv->at < pv->top)
		pv->top = pv->at;
	if (pv->at >= pv->top + (size_t)page)
		pv->top = pv->at - (size_t)page + 1;
	for (int i = 0; i < page && pv->top + (size_t)i < pv->shown.n; i++)
		draw_row(pv, &box, i + 2, pv->top + (size_t)i);
	if (pv->shown.n == 0)
		canvas_text(&box, 2, 3, box.cols - 3, _("Nothing is called so."), STYLE_DIM);
	canvas_text(
	    &box, rows - 1, 0, box.cols,
	    !picks_person(pv) ? _("Enter takes it over · Ins besides · Del off duty · Esc back")
	    : pv->nspans > 1 ? _("Enter alone · Ins one more or less · Tab next shift · Esc back")
			     : _("Enter alone · Ins one more or less · Esc back"),
	    STYLE_DIM);
	field = canvas_part(&box, 0, find, 1, 24);
	editor_draw(&pv->find, &field, STYLE_FOCUS, true);
}

/* ---- choosing ---- */

static const struct choice_row *
chosen(const struct pick_view *pv)
{
	return pv->at < pv->shown.n ? &pv->rows.v[pv->shown.v[pv->at]] : NULL;
}

/* The person leaves every other post of the day. */
static enum rc
put_on_post(struct pick_view *pv, const char *post, bool besides, struct err *e)
{
	struct roster_view *rv = below(pv);
	const char *who = pv->person;
	VEC(struct draft_edit) edits = {0};
	bool shortage = false;
	enum rc rc;

	for (size_t p = 0; p < rv->nposts; p++) {
		struct draft_edit x = {.op = DRAFT_LEAVE,
				       .day = pv->day,
				       .post = rv->posts[p],
				       .persons = &who,
				       .npersons = 1};

		if (str_equal(x.post, post))
			shortage = rv->slots[(size_t)rv->day * rv->nposts + p].shortage;
		vec_push(&edits, x);
	}
	vec_push(&edits, ((struct draft_edit){.op = shortage || besides ? DRAFT_TOGGLE : DRAFT_PUT,
					      .day = pv->day,
					      .post = post,
					      .span = usual_span(pv, post),
					      .persons = &who,
					      .npersons = 1}));
	rc = roster_do(rv, edits.v, edits.n, e);
	vec_clear(&edits);
	return rc;
}

static enum rc
put_person(struct pick_view *pv, const char *person, bool besides, struct err *e)
{
	struct draft_edit x = {.op = besides ? DRAFT_TOGGLE : DRAFT_PUT,
			       .day = pv->day,
			       .post = pv->post,
			       .span = pv->spans[pv->span],
			       .persons = &person,
			       .npersons = 1};

	return roster_do(below(pv), &x, 1, e);
}

/* besides: one more or less, and the box stays open for the next. */
static void
choose(struct pick_view *pv, bool besides)
{
	const struct choice_row *r = chosen(pv);
	char id[ID_TEXT];
	struct err e;
	enum rc rc;

	if (!r)
		return;
	snprintf(id, sizeof(id), "%s", r->id);
	rc = picks_person(pv) ? put_person(pv, id, besides, &e) : put_on_post(pv, id, besides, &e);
	if (rc != RC_OK) {
		app_say_error(pv->base.app, &e);
		return;
	}
	if (!besides || !picks_person(pv))
		app_close(&pv->base);
	else if (load(&pv->base, &e) != RC_OK)
		app_say_error(pv->base.app, &e);
}

static void
off_duty(struct pick_view *pv)
{
	struct err e;

	if (roster_clear_cell(pv->roster, &e) != RC_OK)
		app_say_error(pv->base.app, &e);
	else
		app_close(&pv->base);
}

static bool
move(struct pick_view *pv, long by)
{
	long at = (long)pv->at + by, last = (long)pv->shown.n - 1;

	at = at > last ? last : at;
	pv->at = at < 0 ? 0 : (size_t)at;
	return true;
}

static bool
move_key(struct pick_view *pv, uint32_t key)
{
	switch (key) {
	case K_UP:
		return move(pv, -1);
	case K_DOWN:
		return move(pv, 1);
	case K_PAGE_UP:
		return move(pv, -10);
	case K_PAGE_DOWN:
		return move(pv, 10);
	}
	return false;
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct pick_view *pv = (struct pick_view *)v;
	uint32_t k = key_narrow(ev->key);

	if (k == K_ESC || k == K_CTRL('c')) {
		app_close(v);
	} else if (k == K_ENTER || k == K_INSERT || k == '+') {
		choose(pv, k != K_ENTER);
	} else if (k == K_DELETE && !picks_person(pv)) {
		off_duty(pv);
	} else if (k == K_TAB && pv->nspans > 1) {
		pv->span = (pv->span + 1) % pv->nspans;
		v->stale = true;
	} else if (k >= '1' && k <= '9') {
		if (pv->top + (k - '1') >= pv->shown.n)
			return true;
		pv->at = pv->top + (k - '1');
		choose(pv, false);
	} else if (!move_key(pv, k)) {
		if (!editor_key(&pv->find, ev))
			return false;
		narrow(pv);
	}
	return true;
}

static const struct view_type view_roster_pick = {
    .name = "roster-pick",
    .title = N_("Who stands"),
    .size = sizeof(struct pick_view),
    .overlay = true,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .key = key,
};

/* Every duty of the cell has begun. */
static bool
is_over(struct roster_view *rv, struct arena *a)
{
	int64_t now = console_now(&rv->base);
	const char *post = roster_selected_post(rv);
	struct cell_duties c = roster_cell_now(rv, a, post, roster_day(rv));
	bool ahead = c.n == 0 && day_secs(roster_day(rv)) + ROSTER_WATCH_HOUR * 3600 > now;

	for (size_t i = 0; i < c.n; i++)
		ahead = ahead || c.v[i].from > now;
	return !ahead;
}

enum rc
roster_pick(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	struct arena a = {0};
	bool over;

	if (rv->nposts == 0 || (rv->people && !roster_selected_person(rv)) ||
	    roster_npeople(rv) == 0)
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	over = !rv->people && is_over(rv, &a);
	arena_free(&a);
	if (over)
		return err_set(e, RC_INVALID, "%s",
			       _("this has begun: use takeover, the past is not planned anew"));
	return app_open(v->app, &view_roster_pick, NULL, e);
}
