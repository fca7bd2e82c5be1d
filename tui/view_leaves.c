/*
 * 请假、外出报备: who asks for leave, what it would do to the roster before a leader says yes,
 * where the heads are; and who is away on which day of a month.
 */
#include "tui/view_leaves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "tui/leaves_inside.h"
#include "tui/roster_more.h"

enum { DAYS_MAX = 31, PERSON_COLS = 10, PAST_DAYS = 400 };

/* ---- cells ---- */

static bool
is_over(const struct leaves_view *lv, const struct leave *l)
{
	return l->end.secs <= console_now(&lv->base);
}

static bool
is_away_now(const struct leaves_view *lv, const struct leave *l)
{
	return l->state == LEAVE_APPROVED && l->start.secs <= console_now(&lv->base) &&
	       !is_over(lv, l);
}

static const char *
state_text(const struct leaves_view *lv, const struct leave *l)
{
	if (is_away_now(lv, l))
		return _("Away now");
	if (l->state == LEAVE_APPROVED && is_over(lv, l))
		return _("Back");
	return _(choice_label(leave_states, l->state));
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct leaves_view *lv = ctx;
	const struct thing *t = lv->shown[row];
	const struct leave *l = t->body;
	char when[MOMENT_TEXT];

	*style = l->state == LEAVE_ASKED                         ? STYLE_WARNING
		 : is_away_now(lv, l)                            ? STYLE_STRONG
		 : l->state == LEAVE_APPROVED && !is_over(lv, l) ? STYLE_NORMAL
								 : STYLE_DIM;
	switch (column) {
	case 0:
		str_add(out, t->id);
		break;
	case 1:
		str_add(out, state_text(lv, l));
		break;
	case 2:
		str_add(out, duty_person_name(&lv->roster.duty, l->person));
		break;
	case 3:
		str_add(out, _(choice_label(leave_kinds, l->type)));
		break;
	case 4:
	case 5:
		moment_screen(column == 4 ? l->start : l->end, when);
		str_add(out, when);
		break;
	default:
		str_add_f(out, "%s%s%s", l->place ? l->place : "",
			  l->place && l->answer ? "  " : "", l->answer ? l->answer : "");
	}
}

/* In the month the rows are the people. */
static size_t
count(void *ctx)
{
	const struct leaves_view *lv = ctx;

	return lv->month ? lv->roster.duty.people.n : lv->n;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	const struct leaves_view *lv = ctx;

	str_add(out, lv->month ? lv->roster.duty.people.v[row]->id : lv->shown[row]->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("No."),      8,  false },
	{ N_("State"),    12, false },
	{ N_("Person"),   8,  false },
	{ N_("Kind of leave"), 10,  false },
	{ N_("From"),     11, false },
	{ N_("Until"),    11, false },
	{ N_("Where to"), 0,  false },
};
/* clang-format on */

/* ---- loading ---- */

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct leaves_view *lv = (struct leaves_view *)v;
	const struct roster_spot *spot = arg;

	(void)e;
	lv->day = spot ? spot->day : day_of(console_now(v));
	if (spot && spot->person)
		snprintf(lv->person, sizeof(lv->person), "%s", spot->person);
	lv->source = (struct list_source){.columns = columns,
					  .ncolumns = ARRAY_LEN(columns),
					  .empty = N_("nobody asks for leave or is away: F5 asks"),
					  .count = count,
					  .cell = cell,
					  .id = id};
	list_init(&lv->list, &lv->source, lv);
	return RC_OK;
}

static void
forget(struct leaves_view *lv)
{
	vec_clear(&lv->heads);
	roster_clear(&lv->roster);
	lv->roster = (struct roster){0};
	free(lv->shown);
	lv->shown = NULL;
	lv->n = 0;
	arena_free(&lv->arena);
	told_forget(&lv->told);
}

/* What waits first, then who is away and who goes, then what is over. */
static int
rank(const struct leaves_view *lv, const struct leave *l)
{
	if (l->state == LEAVE_ASKED)
		return 0;
	return l->state == LEAVE_APPROVED && !is_over(lv, l) ? 1 : 2;
}

static bool
before(const struct leaves_view *lv, const struct leave *a, const struct leave *b)
{
	int x = rank(lv, a), y = rank(lv, b);

	if (x != y)
		return x < y;
	return x == 2 ? a->start.secs > b->start.secs : a->start.secs < b->start.secs;
}

static void
fill(struct leaves_view *lv)
{
	const struct things *leaves = &lv->roster.duty.leaves;
	int64_t least = console_now(&lv->base) - PAST_DAYS * (int64_t)DAY_SECONDS;

	lv->shown = calloc(leaves->n + 1, sizeof(*lv->shown));
	if (!lv->shown)
		die("out of memory");
	for (size_t i = 0; i < leaves->n; i++) {
		const struct thing *t = leaves->v[i];
		const struct leave *l = t->body;
		size_t k = lv->n;

		if (lv->all ? l->end.secs < least : rank(lv, l) == 2)
			continue;
		for (; k > 0 && before(lv, l, lv->shown[k - 1]->body); k--)
			lv->shown[k] = lv->shown[k - 1];
		lv->shown[k] = t;
		lv->n++;
	}
}

static enum rc
load(struct view *v, struct err *e)
{
	struct leaves_view *lv = (struct leaves_view *)v;
	struct book *b = console_book(v);
	int64_t from = lv->month ? day_secs(lv->day / 100 * 100 + 1) : book_now(b);

	forget(lv);
	if (roster_load(b, &lv->arena, NULL, from, from + 32 * (int64_t)DAY_SECONDS, &lv->roster,
			e) != RC_OK ||
	    roster_limits(b, &lv->arena, &lv->limits, e) != RC_OK)
		return e->code;
	fill(lv);
	duty_heads(&lv->roster.duty, &lv->limits, NULL, book_now(b), &lv->heads);
	list_reload(&lv->list);
	return RC_OK;
}

/* ---- the leave below the list ---- */

static void
tell_effect(struct leaves_view *lv, const struct thing *t)
{
	struct duty_effect x = {0};
	struct err e;

	if (leave_effect(console_book(&lv->base), &lv->told.arena, t, &x, &e) != RC_OK)
		told_add(&lv->told, STYLE_OVERDUE, arena_text(&lv->told.arena, e.text));
	else
		told_effect(&lv->told, console_of(&lv->base)->book, &x, LEAVE_RULES_TOLD);
	duty_effect_clear(&x);
}

/* The reason is nobody's business but the leader's: it is told when approval is asked for. */
static void
tell_leave(struct leaves_view *lv, const struct thing *t)
{
	const struct leave *l = t->body;
	struct arena *a = &lv->told.arena;
	const struct person *p = duty_person(&lv->roster.duty, l->person);
	char when[MOMENT_TEXT];

	moment_screen(t->first->at, when);
	told_add(&lv->told, STYLE_STRONG,
		 arena_text_f(a, "%s%s%s  %s  %s  %s", p && p->post ? p->post : "",
			      p && p->post ? " " : "",
			      duty_person_name(&lv->roster.duty, l->person),
			      _(choice_label(leave_kinds, l->type)),
			      told_span(&lv->told, l->start, l->end), l->place ? l->place : ""));
	told_add(&lv->told, STYLE_NORMAL,
		 arena_text_f(a, _("asked on %s by %s%s%s"), when,
			      book_author_name(console_of(&lv->base)->book, a, t->first->by), "",
			      ""));
	if (l->reason)
		told_add(&lv->told, STYLE_DIM,
			 _("the reason is kept on this host and shown to the leader who approves"));
	if (l->answer)
		told_add(&lv->told, STYLE_NORMAL, arena_text_f(a, _("answer: %s"), l->answer));
	if (l->state == LEAVE_ASKED)
		tell_effect(lv, t);
}

/* ---- drawing ---- */

/* "党政正职：党委书记 壬 在辖区 · 镇长 癸 外出报备 市里 至 10-09 00:00" */
static void
draw_heads(const struct leaves_view *lv, struct canvas *c)
{
	struct str s = STR_INIT;
	char until[MOMENT_TEXT];
	bool gone = duty_heads_all_away(&lv->heads);

	str_add(&s, gone ? _("■ the heads are all away: ") : _("Heads: "));
	for (size_t i = 0; i < lv->heads.n; i++) {
		const struct duty_head *h = &lv->heads.v[i];
		const struct person *p = duty_person(&lv->roster.duty, h->person);

		str_add_f(&s, "%s%s %s ", i ? " · " : "", p && p->post ? p->post : "",
			  duty_person_name(&lv->roster.duty, h->person));
		if (!h->away) {
			str_add(&s, _("in the area"));
			continue;
		}
		moment_screen(h->away->end, until);
		str_add_f(&s, _("▲ %s %s until %s"), _(choice_label(leave_kinds, h->away->type)),
			  h->away->place ? h->away->place : "", until);
	}
	if (lv->heads.n == 0)
		str_add(&s, _("none among the people (office 书记, 镇长 …)"));
	canvas_text(c, 0, 1, c->cols - 2, s.ptr, gone ? STYLE_OVERDUE : STYLE_STRONG);
	str_clear(&s);
}

static const struct leave *
away_on(const struct leaves_view *lv, const char *person, int day)
{
	const struct things *leaves = &lv->roster.duty.leaves;
	int64_t from = day_secs(day), until = from + DAY_SECONDS;
	const struct leave *found = NULL;

	for (size_t i = 0; i < leaves->n; i++) {
		const struct leave *l = leaves->v[i]->body;

		if (str_equal(l->person, person) &&
		    (l->state == LEAVE_APPROVED || l->state == LEAVE_ASKED) &&
		    l->start.secs < until && l->end.secs > from &&
		    (!found || found->state == LEAVE_ASKED))
			found = l;
	}
	return found;
}

static int
days_in(int first)
{
	int days = 28;

	while (days < DAYS_MAX && civil_day_exists(first / 10000, first / 100 % 100, days + 1))
		days++;
	return days;
}

static void
draw_person(const struct leaves_view *lv, struct canvas *c, int row, const struct thing *t)
{
	int first = lv->day / 100 * 100 + 1;

	canvas_text(c, row, 1, PERSON_COLS - 2, ((const struct person *)t->body)->name,
		    STYLE_NORMAL);
	for (int d = 0; d < days_in(first); d++) {
		const struct leave *l = away_on(lv, t->id, first + d);
		const char *word = l ? _(choice_label(leave_kinds, l->type)) : NULL;

		if (l)
			canvas_text_n(c, row, PERSON_COLS + d * 2, 2,
				      l->state == LEAVE_ASKED ? "?" : word,
				      l->state == LEAVE_ASKED ? 1 : text_next(word, 0),
				      l->state == LEAVE_ASKED ? STYLE_WARNING : STYLE_STRONG);
	}
}

/* People down, days across: the first character of the kind; ? asked for. */
static void
draw_month(struct leaves_view *lv, struct canvas *c)
{
	const struct things *people = &lv->roster.duty.people;
	int first = lv->day / 100 * 100 + 1, page = c->rows - 2;
	size_t top = lv->list.selected >= (size_t)page ? lv->list.selected - (size_t)page + 1 : 0;

	canvas_fill(c, 0, 0, 1, c->cols, ' ', STYLE_HEADING);
	for (int d = 0; d < days_in(first); d++) {
		char text[16];
		size_t away = 0;

		snprintf(text, sizeof(text), "%2d", d + 1);
		canvas_text(c, 0, PERSON_COLS + d * 2, 2, text,
			    calendar_is_rest(&lv->roster.calendar, first + d) ? STYLE_WARNING
									      : STYLE_HEADING);
		for (size_t i = 0; i < people->n; i++) {
			const struct leave *l = away_on(lv, people->v[i]->id, first + d);

			away += l && l->state == LEAVE_APPROVED;
		}
		snprintf(text, sizeof(text), "%2zu", away);
		if (away)
			canvas_text(c, c->rows - 1, PERSON_COLS + d * 2, 2, text, STYLE_STRONG);
	}
	canvas_text(c, c->rows - 1, 1, PERSON_COLS - 2, _("away"), STYLE_STRONG);
	for (int i = 0; i < page && top + (size_t)i < people->n; i++) {
		draw_person(lv, c, i + 1, people->v[top + (size_t)i]);
		if (top + (size_t)i == lv->list.selected) {
			canvas_style(c, i + 1, 0, 1, PERSON_COLS, STYLE_SELECTED);
			canvas_caret(c, i + 1, 0, false);
		}
	}
}

static void
draw(struct view *v, struct canvas *c)
{
	struct leaves_view *lv = (struct leaves_view *)v;
	struct canvas body = canvas_part(c, 1, 0, c->rows - 1, c->cols), top, below;
	const struct thing *t =
	    !lv->month && list_has_selection(&lv->list) ? lv->shown[lv->list.selected] : NULL;

	draw_heads(lv, c);
	if (lv->month) {
		lv->list.page = (size_t)(body.rows - 2);
		draw_month(lv, &body);
		return;
	}
	if (told_split(&body, &top, &below)) {
		if (told_begins(&lv->told, t ? t->id : NULL))
			tell_leave(lv, t);
		told_draw(&lv->told, &below);
	}
	list_draw(&lv->list, &top);
}

static void
clear(struct view *v)
{
	struct leaves_view *lv = (struct leaves_view *)v;

	forget(lv);
	told_clear(&lv->told);
	list_clear(&lv->list);
}

static struct list *
list(struct view *v)
{
	return &((struct leaves_view *)v)->list;
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct leaves_view *)v)->minute))
		v->stale = true;
	return -1;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct leaves_view *lv = (const struct leaves_view *)v;
	size_t asked = 0, away = 0;

	if (lv->month) {
		str_add_f(out, "%04d-%02d", lv->day / 10000, lv->day / 100 % 100);
		return;
	}
	for (size_t i = 0; i < lv->n; i++) {
		const struct leave *l = lv->shown[i]->body;

		asked += l->state == LEAVE_ASKED;
		away += is_away_now(lv, l);
	}
	str_add_f(out, _("%zu for approval, %zu away now%s"), asked, away,
		  lv->all ? _(" · all") : "");
}

/* ---- commands ---- */

const struct thing *
leaves_selected(struct leaves_view *lv, struct err *e)
{
	if (!lv->month && list_has_selection(&lv->list)) {
		const struct thing *t = lv->shown[lv->list.selected];

		snprintf(lv->id, sizeof(lv->id), "%s", t->id);
		return t;
	}
	err_set(e, RC_NOT_FOUND, "%s",
		lv->month ? _("this is the month: Tab goes back to the list")
			  : _("nothing is selected here"));
	return NULL;
}

static enum rc
turn(struct view *v, struct err *e)
{
	struct leaves_view *lv = (struct leaves_view *)v;

	lv->month = !lv->month;
	list_select(&lv->list, 0);
	return load(v, e);
}

static enum rc
turn_month(struct view *v, int by, struct err *e)
{
	struct leaves_view *lv = (struct leaves_view *)v;
	int first = lv->day / 100 * 100 + 1;

	if (!lv->month)
		return turn(v, e);
	lv->day = by < 0 ? day_add(first, -1) : day_add(first, DAYS_MAX);
	return load(v, e);
}

static enum rc
earlier(struct view *v, struct err *e)
{
	return turn_month(v, -1, e);
}

static enum rc
later(struct view *v, struct err *e)
{
	return turn_month(v, 1, e);
}

static enum rc
show_all(struct view *v, struct err *e)
{
	((struct leaves_view *)v)->all = !((struct leaves_view *)v)->all;
	return load(v, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 'a' },   "ask",     N_("leave, away notice"), leave_act_ask },
	{ { K_F(7), 'p' },   "approve", N_("approve"),          leave_act_approve },
	{ { K_F(8), 'x' },   "refuse",  N_("decline"),          leave_act_refuse },
	{ { K_F(9), 'u' },   "cancel",  N_("cancel, back"),     leave_act_cancel },
	{ { K_TAB },         "month",   N_("list or month"),    turn },
	{ { K_ENTER },       "open",    N_("read"),             leave_act_open },
	{ { K_LEFT },        "earlier", N_("month before"),     earlier },
	{ { K_RIGHT },       "later",   N_("next month"),       later },
	{ { K_CTRL('a') },   "all",     N_("open ones or all"), show_all },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_leaves = {
    .name = "leaves",
    .title = N_("Leave"),
    .size = sizeof(struct leaves_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .tick = tick,
    .heading = heading,
};
