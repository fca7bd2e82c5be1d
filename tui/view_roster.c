/* The roster of a month (值班表), to read: days and posts, or people and days. */
#include "tui/view_roster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/sheet.h"
#include "core/text.h"
#include "storage/roster.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/roster_more.h"

enum { DAYS_MAX = 31, DAY_COLS = 17, PERSON_COLS = 10, CELL_MIN = 8, WATCH_HOUR = 8 };

struct roster_view {
	struct view base;
	struct arena arena;
	struct roster roster;
	const char **posts;  /* ids, in order */
	const char **cells;  /* [day * posts + post]: who; "" nobody */
	bool *short_of;      /* likewise: fewer than needed */
	bool *planned;       /* [day]: somebody stands */
	const char **stands; /* [person * DAYS_MAX + day]: a post's name or NULL */
	int year, month, days;
	int row; /* of the day, or of the person, from 0 */
	int top;
	bool people;
	int64_t minute;
};

static int
first_day(const struct roster_view *rv)
{
	return rv->year * 10000 + rv->month * 100 + 1;
}

static size_t
nposts(const struct roster_view *rv)
{
	return rv->roster.duty.posts.n;
}

/* Rows that the selection walks over. */
static int
rows_of(const struct roster_view *rv)
{
	return rv->people ? (int)rv->roster.duty.people.n : rv->days;
}

static size_t
post_index(const struct roster_view *rv, const char *name)
{
	for (size_t i = 0; i < nposts(rv); i++)
		if (str_equal(duty_post_name(&rv->roster.duty, rv->posts[i]), name))
			return i;
	return nposts(rv);
}

/* A row of the sheet: date, shift, post, person. */
static void
take_row(void *ctx, const char *const cells[4])
{
	struct roster_view *rv = ctx;
	size_t post = post_index(rv, cells[2]);
	struct err e;
	int day;
	const char **cell;

	if (day_parse(cells[0], &day, &e) != RC_OK || day / 100 != first_day(rv) / 100 ||
	    post == nposts(rv))
		return;
	cell = &rv->cells[(size_t)(day % 100 - 1) * nposts(rv) + post];
	*cell = arena_text_f(&rv->arena, "%s%s%s", *cell, **cell ? "、" : "", cells[3]);
}

static void
mark_gaps(struct roster_view *rv)
{
	struct gaps gaps = {0};
	int64_t from = day_secs(first_day(rv)) + WATCH_HOUR * 3600;

	duty_gaps(&rv->roster.duty, from, from + rv->days * (int64_t)DAY_SECONDS, &gaps);
	for (size_t i = 0; i < gaps.n; i++)
		for (int d = 0; d < rv->days; d++) {
			int64_t begin = from + d * (int64_t)DAY_SECONDS;
			size_t post = 0;

			if (gaps.v[i].from >= begin + DAY_SECONDS || gaps.v[i].until <= begin)
				continue;
			while (post < nposts(rv) && !str_equal(rv->posts[post], gaps.v[i].post))
				post++;
			if (post < nposts(rv))
				rv->short_of[(size_t)d * nposts(rv) + post] = true;
		}
	vec_clear(&gaps);
}

static void
fill_people(struct roster_view *rv, int d)
{
	const struct duty_book *duty = &rv->roster.duty;
	int64_t from = day_secs(first_day(rv) + d) + WATCH_HOUR * 3600;
	struct stints stints = {0};

	duty_resolve(duty, from, from + DAY_SECONDS, &stints);
	rv->planned[d] = stints.n > 0;
	for (size_t i = 0; i < stints.n; i++)
		for (size_t p = 0; p < duty->people.n; p++)
			if (str_equal(duty->people.v[p]->id, stints.v[i].person))
				rv->stands[p * DAYS_MAX + (size_t)d] =
				    duty_post_name(duty, stints.v[i].post);
	vec_clear(&stints);
}

static void
fill(struct roster_view *rv, struct book *b)
{
	size_t n = (size_t)rv->days * (nposts(rv) + 1);
	struct arena *a = &rv->arena;
	struct sheet sheet = {.book = &rv->roster.duty,
			      .station = book_station(b),
			      .from = first_day(rv),
			      .until = day_add(first_day(rv), rv->days - 1)};

	rv->posts = duty_posts(&rv->roster.duty, a);
	rv->cells = arena_alloc(a, n * sizeof(*rv->cells));
	rv->short_of = arena_alloc(a, n * sizeof(*rv->short_of));
	rv->planned = arena_alloc(a, DAYS_MAX * sizeof(*rv->planned));
	rv->stands =
	    arena_alloc(a, (rv->roster.duty.people.n + 1) * DAYS_MAX * sizeof(*rv->stands));
	for (size_t i = 0; i < n; i++)
		rv->cells[i] = "";
	sheet_rows(&sheet, take_row, rv);
	for (int d = 0; d < rv->days; d++)
		fill_people(rv, d);
	mark_gaps(rv);
}

/* The day whose watch runs: until the hour of relief it is yesterday's. */
static int
running_day(const struct roster_view *rv)
{
	return day_of(console_now(&rv->base) - WATCH_HOUR * 3600);
}

static void
go_today(struct roster_view *rv)
{
	int day = running_day(rv);

	rv->year = day / 10000;
	rv->month = day / 100 % 100;
	if (!rv->people)
		rv->row = day % 100 - 1;
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	go_today((struct roster_view *)v);
	return RC_OK;
}

static void
forget(struct roster_view *rv)
{
	roster_clear(&rv->roster);
	rv->roster = (struct roster){0};
	arena_free(&rv->arena);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct roster_view *rv = (struct roster_view *)v;
	struct book *b = console_book(v);
	int64_t from = day_secs(first_day(rv));

	forget(rv);
	rv->days = 28;
	while (rv->days < DAYS_MAX && civil_day_exists(rv->year, rv->month, rv->days + 1))
		rv->days++;
	if (roster_load(b, &rv->arena, NULL, from, from + (rv->days + 1) * (int64_t)DAY_SECONDS,
			&rv->roster, e) != RC_OK)
		return e->code;
	fill(rv, b);
	if (rv->row >= rows_of(rv))
		rv->row = rows_of(rv) > 0 ? rows_of(rv) - 1 : 0;
	return RC_OK;
}

/* ---- drawing ---- */

static bool
is_today(const struct roster_view *rv, int day)
{
	return day == running_day(rv);
}

static enum style_role
day_style(const struct roster_view *rv, int day)
{
	return calendar_is_rest(&rv->roster.calendar, day) ? STYLE_WARNING : STYLE_NORMAL;
}

static void
draw_day_name(const struct roster_view *rv, struct canvas *c, int row, int day)
{
	char name[80];

	snprintf(name, sizeof(name), "%s%2d %s %s", is_today(rv, day) ? "→" : " ", day % 100,
		 weekday_zh(day), calendar_name(&rv->roster.calendar, day));
	canvas_text(c, row, 0, DAY_COLS - 1, name, day_style(rv, day));
}

static void
draw_cell(const struct roster_view *rv, struct canvas *c, int row, int col, int width, size_t at)
{
	const char *who = rv->cells[at];
	char text[200];

	if (!rv->planned[at / nposts(rv)]) {
		canvas_text(c, row, col, width, "-", STYLE_DIM);
		return;
	}
	if (!rv->short_of[at]) {
		canvas_text(c, row, col, width, who, STYLE_NORMAL);
		return;
	}
	snprintf(text, sizeof(text), "%s%s", _("■gap "), who);
	canvas_text(c, row, col, width, text, STYLE_OVERDUE);
}

static void
draw_days(struct roster_view *rv, struct canvas *c)
{
	size_t n = nposts(rv);
	int width = n > 0 ? (c->cols - DAY_COLS) / (int)n - 1 : 0;

	width = width < CELL_MIN ? CELL_MIN : width;
	canvas_fill(c, 0, 0, 1, c->cols, ' ', STYLE_HEADING);
	for (size_t p = 0; p < n; p++)
		canvas_text(c, 0, DAY_COLS + (int)p * (width + 1), width,
			    duty_post_name(&rv->roster.duty, rv->posts[p]), STYLE_HEADING);
	for (int i = 0; i + 1 < c->rows && rv->top + i < rv->days; i++) {
		int day = first_day(rv) + rv->top + i;

		draw_day_name(rv, c, i + 1, day);
		for (size_t p = 0; p < n; p++)
			draw_cell(rv, c, i + 1, DAY_COLS + (int)p * (width + 1), width,
				  (size_t)(rv->top + i) * n + p);
	}
}

/* The first character of the post's name: 带 主 副 消. */
static void
draw_person_day(struct canvas *c, int row, int col, const char *post)
{
	if (post)
		canvas_text_n(c, row, col, 2, post, text_next(post, 0), STYLE_STRONG);
}

static void
draw_people(struct roster_view *rv, struct canvas *c)
{
	const struct things *people = &rv->roster.duty.people;

	canvas_fill(c, 0, 0, 1, c->cols, ' ', STYLE_HEADING);
	for (int d = 0; d < rv->days; d++) {
		char name[16];
		int day = first_day(rv) + d;

		snprintf(name, sizeof(name), "%2d", d + 1);
		canvas_text(c, 0, PERSON_COLS + d * 2, 2, name,
			    is_today(rv, day) ? STYLE_FOCUS : STYLE_HEADING);
	}
	for (int i = 0; i + 1 < c->rows && rv->top + i < (int)people->n; i++) {
		const struct thing *t = people->v[rv->top + i];

		canvas_text(c, i + 1, 0, PERSON_COLS - 1, ((const struct person *)t->body)->name,
			    STYLE_NORMAL);
		for (int d = 0; d < rv->days; d++)
			draw_person_day(c, i + 1, PERSON_COLS + d * 2,
					rv->stands[(rv->top + i) * DAYS_MAX + d]);
	}
}

static void
draw(struct view *v, struct canvas *c)
{
	struct roster_view *rv = (struct roster_view *)v;
	int page = c->rows - 1, last = rows_of(rv) - page;

	if (rv->row < rv->top)
		rv->top = rv->row;
	if (rv->row >= rv->top + page)
		rv->top = rv->row - page + 1;
	if (rv->top > last)
		rv->top = last > 0 ? last : 0;
	if (rv->people)
		draw_people(rv, c);
	else
		draw_days(rv, c);
	if (nposts(rv) == 0)
		canvas_text(c, 2, 2, c->cols - 2,
			    _("no posts yet: zhiban roster import reads a roster"), STYLE_DIM);
	if (rows_of(rv) > 0) {
		canvas_style(c, rv->row - rv->top + 1, 0, 1, c->cols, STYLE_SELECTED);
		canvas_caret(c, rv->row - rv->top + 1, 0, false);
	}
}

static void
clear(struct view *v)
{
	forget((struct roster_view *)v);
}

static void
heading(const struct view *v, struct str *out)
{
	const struct roster_view *rv = (const struct roster_view *)v;

	str_add_f(out, "%04d-%02d%s", rv->year, rv->month,
		  calendar_known(&rv->roster.calendar, first_day(rv))
		      ? ""
		      : _("  (holidays of this year are not known here)"));
}

static int64_t
tick(struct view *v, int64_t now)
{
	struct roster_view *rv = (struct roster_view *)v;
	int64_t was = rv->minute;

	(void)now;
	if (console_minute_passed(v, &rv->minute) &&
	    day_of(was * 60 - WATCH_HOUR * 3600) != running_day(rv))
		v->stale = true;
	return -1;
}

/* ---- commands ---- */

static enum rc
move(struct view *v, int by)
{
	struct roster_view *rv = (struct roster_view *)v;
	int last = rows_of(rv) - 1;

	rv->row += by;
	rv->row = rv->row > last ? last : rv->row;
	rv->row = rv->row < 0 ? 0 : rv->row;
	return RC_OK;
}

static enum rc
up(struct view *v, struct err *e)
{
	(void)e;
	return move(v, -1);
}

static enum rc
down(struct view *v, struct err *e)
{
	(void)e;
	return move(v, 1);
}

static enum rc
turn_month(struct view *v, int by, struct err *e)
{
	struct roster_view *rv = (struct roster_view *)v;
	int month = rv->year * 12 + rv->month - 1 + by;

	if (month / 12 < 1970 || month / 12 > 2200)
		return err_set(e, RC_INVALID, "%s", _("there is no month beyond"));
	rv->year = month / 12;
	rv->month = month % 12 + 1;
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
today(struct view *v, struct err *e)
{
	go_today((struct roster_view *)v);
	return load(v, e);
}

static enum rc
turn(struct view *v, struct err *e)
{
	struct roster_view *rv = (struct roster_view *)v;

	rv->people = !rv->people;
	rv->row = rv->top = 0;
	if (!rv->people)
		go_today(rv);
	return load(v, e);
}

static void
add_stint(const struct roster_view *rv, const struct stint *s, bool with_post, struct str *out)
{
	const struct duty_book *d = &rv->roster.duty;
	const struct person *p = duty_person(d, s->person);
	char from[MOMENT_TEXT], until[MOMENT_TEXT];

	moment_screen(moment_at(s->from), from);
	moment_screen(moment_at(s->until), until);
	str_add_f(out, "%s – %s  %s  %s  %s", from, until,
		  with_post ? duty_post_name(d, s->post) : "", duty_person_name(d, s->person),
		  _(choice_label(assignment_sources, s->source)));
	if (p && (p->phone || p->mobile))
		str_add_f(out, "  %s", p->phone ? p->phone : p->mobile);
	str_add_char(out, '\n');
}

/* Everybody of the day, or all the month's duties of the person. */
static enum rc
details(struct view *v, struct err *e)
{
	struct roster_view *rv = (struct roster_view *)v;
	int day = first_day(rv) + (rv->people ? 0 : rv->row);
	int64_t from = day_secs(day) + WATCH_HOUR * 3600;
	struct stints stints = {0};
	struct str text = STR_INIT;
	char title[40];
	enum rc rc;

	if (rows_of(rv) == 0)
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	duty_resolve(&rv->roster.duty, from,
		     from + (rv->people ? rv->days : 1) * (int64_t)DAY_SECONDS, &stints);
	for (size_t i = 0; i < stints.n && text.len < 3000; i++)
		if (!rv->people ||
		    str_equal(stints.v[i].person, rv->roster.duty.people.v[rv->row]->id))
			add_stint(rv, &stints.v[i], true, &text);
	vec_clear(&stints);
	snprintf(title, sizeof(title), "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
	rc = dialog_open(v->app,
			 &(struct dialog){.title = rv->people ? _("Duties of the month") : title,
					  .text = text.len ? text.ptr : _("nobody by the roster")},
			 e);
	str_clear(&text);
	return rc;
}

struct roster_spot
roster_spot_of(const struct view *v)
{
	const struct roster_view *rv = (const struct roster_view *)v;
	struct roster_spot spot = {.day = first_day(rv)};

	if (rv->people && rows_of(rv) > 0)
		spot.person = rv->roster.duty.people.v[rv->row]->id;
	else if (!rv->people)
		spot.day += rv->row;
	return spot;
}

#define MORE(name, key, help)                                     \
	static enum rc open_##name(struct view *v, struct err *e) \
	{                                                         \
		return roster_more_open(v, #name, e);             \
	}
#include "tui/roster_more.def"
#undef MORE

/* clang-format off */
#define MORE(name, key, help) { { key }, #name, help, open_##name },
static const struct command commands[] = {
	{ { K_ENTER },        "details", N_("who stands"),     details },
	{ { K_LEFT },    "earlier", N_("month before"),   earlier },
	{ { K_RIGHT },   "later",   N_("next month"),     later },
	{ { 't', K_HOME },    "today",   N_("today"),          today },
	{ { K_TAB },          "turn",    N_("by people or posts"), turn },
	{ { 'k', K_UP },      "up",      N_("row up"),         up },
	{ { 'j', K_DOWN },    "down",    N_("row down"),       down },
	{ { K_CTRL('o'), 'o' }, "more",    N_("more"),           roster_more },
#include "tui/roster_more.def"
	{ { 0 }, NULL, NULL, NULL },
};
#undef MORE
/* clang-format on */

const struct view_type view_roster = {
    .name = "roster",
    .title = N_("Roster"),
    .size = sizeof(struct roster_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .tick = tick,
    .heading = heading,
};
