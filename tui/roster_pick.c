/* Whom to put on a duty, the fittest first; or on which post to put somebody. */
#include <stdio.h>
#include <string.h>

#include "core/pinyin.h"
#include "core/text.h"
#include "core/vec.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/editor.h"
#include "tui/roster_rows.h"

enum { PICK_COLS = 74, NAME_COLS = 10, STATE_COLS = 12, LOAD_COLS = 16, DIGITS = 9 };

struct pick_view {
	struct view base;
	struct view *roster; /* the one below */
	struct arena arena;
	struct roster_rows rows;
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
	struct roster_rows_ask ask = {.roster = below(pv),
				      .arena = &pv->arena,
				      .day = pv->day,
				      .post = pv->post,
				      .person = pv->person,
				      .span = pv->spans[pv->span]};

	(void)e;
	pv->rows.n = 0;
	(picks_person(pv) ? roster_rows_people : roster_rows_posts)(&ask, &pv->rows);
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
	const struct roster_row *r = &pv->rows.v[pv->shown.v[i]];
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

static const struct roster_row *
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
					      .span = roster_usual_span(rv, post, pv->day),
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
	const struct roster_row *r = chosen(pv);
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
