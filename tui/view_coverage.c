/* Coverage (覆盖): who stands when on one watch, hour by hour, and where people are missing. */
#include "tui/view_coverage.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "storage/roster.h"
#include "tui/console.h"
#include "tui/roster_more.h"
#include "tui/rows.h"
#include "tui/strip_draw.h"
#include "tui/view_fill.h"

enum { ROW_GAP = 1, AHEAD_DAYS = 28, LIST_LEAST = 6, EIGHT = 8 * 60 };

struct coverage {
	struct view base;
	struct arena day_arena, ahead_arena;
	struct roster day_roster, ahead_roster;
	struct strip strip;
	struct gaps gaps; /* of the weeks ahead */
	struct rows rows;
	int64_t ahead; /* gaps are looked for until then */
	int day;       /* whose watch is shown */
	int begins;    /* minute of the day */
	size_t top;    /* first lane shown */
	size_t lanes;  /* shown at the last drawing */
	int64_t minute;
};

static int64_t
watch_from(const struct coverage *cv)
{
	return day_secs(cv->day) + cv->begins * 60;
}

/* ---- the watch ---- */

static void
forget_day(struct coverage *cv)
{
	strip_clear(&cv->strip);
	roster_clear(&cv->day_roster);
	arena_free(&cv->day_arena);
	cv->day_roster = (struct roster){0};
}

static enum rc
load_day(struct coverage *cv, struct err *e)
{
	int64_t from = day_secs(cv->day);
	struct stints all = {0};

	forget_day(cv);
	if (roster_load(console_book(&cv->base), &cv->day_arena, NULL, from, from + 2 * DAY_SECONDS,
			&cv->day_roster, e) != RC_OK)
		return e->code;
	duty_resolve(&cv->day_roster.duty, from, from + DAY_SECONDS, &all);
	cv->begins = duty_begins(&all);
	vec_clear(&all);
	strip_read(&cv->day_roster.duty, watch_from(cv), watch_from(cv) + DAY_SECONDS, &cv->strip);
	if (cv->top >= cv->strip.lanes.n)
		cv->top = 0;
	return RC_OK;
}

/* ---- the gaps ahead ---- */

static void
add_gap(struct coverage *cv, size_t i)
{
	const struct gap *g = &cv->gaps.v[i];
	bool running = g->from / 60 <= cv->minute;
	char from[MOMENT_TEXT], until[MOMENT_TEXT];
	struct str s = STR_INIT;

	moment_screen(moment_at(g->from), from);
	moment_screen(moment_at(g->until), until);
	text_put(&s, running ? _("■ now") : "", 7);
	text_put(&s, duty_post_name(&cv->ahead_roster.duty, g->post), 12);
	str_add(&s, " ");
	str_add(&s, g->have == 0 ? _("gap") : _("part-covered"));
	str_add_f(&s,
		  g->until < cv->ahead ? _(" %s to %s  has %lld of %lld")
				       : _(" %s to %s or longer  has %lld of %lld"),
		  from, until, (long long)g->have, (long long)g->need);
	vec_push(&cv->rows.list, ((struct row){.text = arena_text(&cv->ahead_arena, s.ptr),
					       .style = running ? STYLE_OVERDUE : STYLE_WARNING,
					       .what = ROW_GAP,
					       .index = i,
					       .id = arena_text_f(&cv->ahead_arena, "%s %lld",
								  g->post, (long long)g->until)}));
	str_clear(&s);
}

static void
forget_ahead(struct coverage *cv)
{
	vec_clear(&cv->gaps);
	roster_clear(&cv->ahead_roster);
	arena_free(&cv->ahead_arena);
	cv->ahead_roster = (struct roster){0};
}

static enum rc
load_ahead(struct coverage *cv, struct err *e)
{
	int64_t now = cv->minute * 60;
	struct gaps all = {0};

	forget_ahead(cv);
	cv->ahead = now + AHEAD_DAYS * (int64_t)DAY_SECONDS;
	if (roster_load(console_book(&cv->base), &cv->ahead_arena, NULL, now - DAY_SECONDS,
			cv->ahead, &cv->ahead_roster, e) != RC_OK)
		return e->code;
	duty_gaps(&cv->ahead_roster.duty, now - DAY_SECONDS, cv->ahead, &all);
	for (size_t i = 0; i < all.n; i++) /* since when those of now have run */
		if (all.v[i].until > now)
			vec_push(&cv->gaps, all.v[i]);
	vec_clear(&all);
	rows_begin(&cv->rows);
	rows_heading(&cv->rows,
		     arena_text_f(&cv->ahead_arena, _("Gaps from now on, %d days ahead: %zu"),
				  AHEAD_DAYS, cv->gaps.n));
	for (size_t i = 0; i < cv->gaps.n; i++)
		add_gap(cv, i);
	rows_end(&cv->rows);
	return RC_OK;
}

/* The watch that runs at a moment. */
static int
watch_of(const struct coverage *cv, int64_t at)
{
	return day_of(at - cv->begins * 60);
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct coverage *cv = (struct coverage *)v;
	const struct roster_spot *spot = arg;

	(void)e;
	rows_init(&cv->rows);
	cv->begins = EIGHT;
	cv->day = spot && spot->day ? spot->day : watch_of(cv, console_now(v));
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct coverage *cv = (struct coverage *)v;

	cv->minute = console_now(v) / 60;
	if (load_day(cv, e) != RC_OK)
		return e->code;
	return load_ahead(cv, e);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct coverage *cv = (struct coverage *)v;
	struct strip_frame f = {.book = &cv->day_roster.duty,
				.strip = &cv->strip,
				.from = watch_from(cv),
				.until = watch_from(cv) + DAY_SECONDS,
				.now = cv->minute * 60,
				.top = cv->top};
	int head = strip_head_rows(&f), want = head + (int)cv->strip.lanes.n;
	int most = c->rows - LIST_LEAST;
	struct canvas upper, lower;

	want = want < most ? want : most;
	cv->lanes = want > head ? (size_t)(want - head) : 0;
	if (cv->top + cv->lanes > cv->strip.lanes.n)
		cv->top = f.top = cv->strip.lanes.n - cv->lanes;
	upper = canvas_part(c, 0, 0, want, c->cols);
	lower = canvas_part(c, want + 1, 0, c->rows - want - 1, c->cols);
	strip_draw(&f, &upper);
	if (cv->strip.lanes.n == 0)
		canvas_text(c, 2, 2, c->cols - 2, _("no posts yet: the set-up screen makes them"),
			    STYLE_DIM);
	rows_draw(&cv->rows, 0, cv->rows.list.n, 0, &lower);
	if (cv->gaps.n == 0)
		canvas_text(&lower, 1, 2, lower.cols - 2, _("√ every post is stood"), STYLE_GOOD);
	if (cv->lanes < cv->strip.lanes.n) {
		char text[60];

		snprintf(text, sizeof(text), _("rows %zu to %zu of %zu, PgDn"), cv->top + 1,
			 cv->top + cv->lanes, cv->strip.lanes.n);
		canvas_put_right(c, want, 0, c->cols - 1, text, STYLE_DIM);
	}
}

static void
clear(struct view *v)
{
	struct coverage *cv = (struct coverage *)v;

	forget_day(cv);
	forget_ahead(cv);
	rows_clear(&cv->rows);
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct coverage *)v)->minute))
		v->stale = true;
	return -1;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct coverage *cv = (const struct coverage *)v;
	const struct calendar *cal = &cv->day_roster.calendar;
	struct arena a = {0};

	str_add_f(out, _("%04d-%02d-%02d %s %02d:%02d, 24 h  %s"), cv->day / 10000,
		  cv->day / 100 % 100, cv->day % 100, weekday_zh(cv->day), cv->begins / 60,
		  cv->begins % 60, calendar_note(cal, &a, cv->day));
	arena_free(&a);
}

/* ---- commands ---- */

static enum rc
show_day(struct view *v, int day, struct err *e)
{
	struct coverage *cv = (struct coverage *)v;

	if (day < 19700102 || day > 22000101)
		return err_set(e, RC_INVALID, "%s", _("there is no day beyond"));
	cv->day = day;
	return load_day(cv, e);
}

static enum rc
earlier(struct view *v, struct err *e)
{
	return show_day(v, day_add(((struct coverage *)v)->day, -1), e);
}

static enum rc
later(struct view *v, struct err *e)
{
	return show_day(v, day_add(((struct coverage *)v)->day, 1), e);
}

static enum rc
today(struct view *v, struct err *e)
{
	return show_day(v, watch_of((struct coverage *)v, console_now(v)), e);
}

static enum rc
up(struct view *v, struct err *e)
{
	(void)e;
	rows_move(&((struct coverage *)v)->rows, -1);
	return RC_OK;
}

static enum rc
down(struct view *v, struct err *e)
{
	(void)e;
	rows_move(&((struct coverage *)v)->rows, 1);
	return RC_OK;
}

static enum rc
lanes_up(struct view *v, struct err *e)
{
	struct coverage *cv = (struct coverage *)v;

	(void)e;
	cv->top = cv->top > cv->lanes ? cv->top - cv->lanes : 0;
	return RC_OK;
}

static enum rc
lanes_down(struct view *v, struct err *e)
{
	struct coverage *cv = (struct coverage *)v;

	(void)e;
	if (cv->top + cv->lanes < cv->strip.lanes.n)
		cv->top += cv->lanes;
	return RC_OK;
}

static enum rc
selected(struct coverage *cv, const struct gap **out, struct err *e)
{
	const struct row *row = rows_selected(&cv->rows);

	if (!row)
		return err_set(e, RC_NOT_FOUND, "%s", _("there is no gap ahead"));
	*out = &cv->gaps.v[row->index];
	return RC_OK;
}

static enum rc
jump(struct view *v, struct err *e)
{
	struct coverage *cv = (struct coverage *)v;
	const struct gap *g = NULL;

	if (selected(cv, &g, e) != RC_OK)
		return e->code;
	return show_day(v, watch_of(cv, g->from), e);
}

/* For the part of the gap that lies in the watch in which it begins: a duty is no month. */
static enum rc
fill(struct view *v, struct err *e)
{
	struct coverage *cv = (struct coverage *)v;
	const struct gap *g = NULL;
	struct fill_args args;
	int64_t from, until;

	if (selected(cv, &g, e) != RC_OK)
		return e->code;
	from = g->from > cv->minute * 60 ? g->from : cv->minute * 60;
	until = day_secs(watch_of(cv, from)) + cv->begins * 60 + DAY_SECONDS;
	args = (struct fill_args){g->post, from, g->until < until ? g->until : until};
	return app_open(v->app, &view_fill, &args, e);
}

/* The screens of swaps and takeovers, at the gap. */
static enum rc
open_at_gap(struct view *v, const char *screen, struct err *e)
{
	struct coverage *cv = (struct coverage *)v;
	struct roster_spot spot = {.day = cv->day};
	const struct gap *g = NULL;

	if (cv->gaps.n > 0 && selected(cv, &g, e) == RC_OK) {
		spot.day = watch_of(cv, g->from > cv->minute * 60 ? g->from : cv->minute * 60);
		spot.post = g->post;
	}
	return app_open(v->app, view_type_by_name(screen), &spot, e);
}

static enum rc
take_over(struct view *v, struct err *e)
{
	return open_at_gap(v, "takeover", e);
}

static enum rc
ask_swap(struct view *v, struct err *e)
{
	return open_at_gap(v, "swap_ask", e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 'f' },  "fill",    N_("who could stand"),  fill },
	{ { K_LEFT },       "earlier", N_("day before"),       earlier },
	{ { K_RIGHT },      "later",   N_("next day"),         later },
	{ { K_HOME, 't' },  "today",   N_("today"),            today },
	{ { K_ENTER },      "jump",    N_("to the day of the gap"), jump },
	{ { K_F(6), 'o' },  "takeover", N_("take over"),       take_over },
	{ { K_F(7), 's' },  "swap",    N_("ask for a swap"),   ask_swap },
	{ { 'k', K_UP },    "up",      N_("row up"),           up },
	{ { 'j', K_DOWN },  "down",    N_("row down"),         down },
	{ { K_PAGE_UP },    "lanes-up",   N_("posts above"),   lanes_up },
	{ { K_PAGE_DOWN },  "lanes-down", N_("posts below"),   lanes_down },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_coverage = {
    .name = "coverage",
    .title = N_("Coverage"),
    .size = sizeof(struct coverage),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .tick = tick,
    .heading = heading,
};
