/*
 * 到岗: who should be here now and who is: came, late, absent, held over; signing on and off by a
 * digit, walks at night, what was entered wrongly; and the month of each.
 */
#include "tui/view_attendance.h"

#include <stdio.h>
#include <string.h>

#include "core/vec.h"
#include "tui/attendance_inside.h"
#include "tui/roster_more.h"
#include "tui/view_checks.h"
#include "tui/view_takeover.h"

enum { WATCH_HOUR = 8, LINE_ROWS = 5 };

static size_t
count(void *ctx)
{
	const struct attendance_view *av = ctx;

	return av->month ? av->sums.n : av->rows.n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct attendance_view *av = ctx;

	if (av->month) {
		*style = av->sums.v[row].absent ? STYLE_OVERDUE
			 : av->sums.v[row].late ? STYLE_WARNING
						: STYLE_NORMAL;
		attendance_sum_cell(av, row, column, out);
		return;
	}
	*style = attendance_style_of(&av->rows.v[row]);
	attendance_duty_cell(av, row, column, out);
}

static void
id(void *ctx, size_t row, struct str *out)
{
	const struct attendance_view *av = ctx;
	const struct stint *s;

	if (av->month) {
		str_add(out, av->sums.v[row].person);
		return;
	}
	s = &av->rows.v[row].duty.stint;
	str_add_f(out, "%s %s %lld", s->person, s->post ? s->post : "", (long long)s->from);
}

/* clang-format off */
static const struct list_column duty_columns[] = {
	{ "#",            1,  false },
	{ N_("Post"),     12, false },
	{ N_("Person"),   8,  false },
	{ N_("Duty"),     11, false },
	{ N_("On"),       5,  false },
	{ N_("Off"),      5,  false },
	{ N_("State"),    0,  false },
};

static const struct list_column sum_columns[] = {
	{ N_("Person"),   10, false },
	{ N_("Office"),   10, false },
	{ N_("Duties"),   6,  true },
	{ N_("Came"),     5,  true },
	{ N_("Came late"), 12, true },
	{ N_("Absent"),   6,  true },
	{ N_("On call"),  10, true },
	{ N_("Held over"), 0, true },
};
/* clang-format on */

static void
set_source(struct attendance_view *av)
{
	list_clear(&av->list);
	av->source = (struct list_source){.columns = av->month ? sum_columns : duty_columns,
					  .ncolumns = av->month ? ARRAY_LEN(sum_columns)
								: ARRAY_LEN(duty_columns),
					  .empty = N_("by the roster nobody stands then"),
					  .count = count,
					  .cell = cell,
					  .id = id};
	list_init(&av->list, &av->source, av);
}

/* ---- loading ---- */

static int
running_day(const struct attendance_view *av)
{
	return day_of(console_now(&av->base) - WATCH_HOUR * 3600);
}

static int64_t
begin_of(int day)
{
	return day_secs(day) + WATCH_HOUR * 3600;
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;
	const struct roster_spot *spot = arg;

	(void)e;
	av->day = spot ? spot->day : running_day(av);
	av->followed = av->day == running_day(av);
	set_source(av);
	return RC_OK;
}

static void
forget(struct attendance_view *av)
{
	vec_clear(&av->lines);
	vec_clear(&av->standing);
	vec_clear(&av->duties);
	vec_clear(&av->rows);
	vec_clear(&av->sums);
	roster_clear(&av->roster);
	av->roster = (struct roster){0};
	arena_free(&av->arena);
}

static bool
has_duty(const struct attendance_view *av, const char *person)
{
	for (size_t i = 0; i < av->duties.n; i++)
		if (str_equal(av->duties.v[i].stint.person, person))
			return true;
	return false;
}

/* Signed on in this watch without a duty in it, and not gone. */
static void
add_extras(struct attendance_view *av, int64_t from, int64_t until)
{
	for (size_t i = 0; i < av->standing.n; i++) {
		const struct thing *t = av->standing.v[i];
		const struct attendance *a = t->body;
		struct attendance_row r = {.extra = true, .note = a->note};
		int64_t at = t->first->at.secs;

		if (a->way != ATTEND_ON || at < from || at >= until || has_duty(av, a->person))
			continue;
		r.duty.stint.person = a->person;
		r.duty.on = at;
		r.duty.on_line = t->id;
		for (size_t k = 0; k < av->standing.n; k++) {
			const struct attendance *b = av->standing.v[k]->body;

			if (b->way == ATTEND_OFF && str_equal(a->person, b->person) &&
			    av->standing.v[k]->first->at.secs > at)
				r.duty.off = av->standing.v[k]->first->at.secs;
		}
		vec_push(&av->rows, r);
	}
}

static bool
stands_on(const struct attendance_view *av, const struct stint *s)
{
	for (size_t i = 0; i < av->duties.n; i++) {
		const struct stint *next = &av->duties.v[i].stint;

		if (str_equal(next->person, s->person) && next->from >= s->until &&
		    next->from - s->until <= ATTEND_EARLY)
			return true;
	}
	return false;
}

/* Of the watch before: only who is still here and does not stand on. */
static bool
belongs(const struct attendance_view *av, const struct attended_duty *d, int64_t from, int64_t now)
{
	if (d->stint.until > from)
		return true;
	return (d->hold > now || d->on) && !d->off && now - d->stint.until < DAY_SECONDS &&
	       !stands_on(av, &d->stint);
}

static void
fill_watch(struct attendance_view *av)
{
	int64_t now = console_now(&av->base), from = begin_of(av->day), until = from + DAY_SECONDS;

	if (av->followed && now + ATTEND_EARLY + 1 > until)
		until = now + ATTEND_EARLY + 1; /* those who come to relieve it */
	duty_attend(&av->roster.duty, &av->standing, from - DAY_SECONDS, until, now, &av->duties);
	for (size_t i = 0; i < av->duties.n; i++)
		if (belongs(av, &av->duties.v[i], from, av->followed ? now : INT64_MAX))
			vec_push(&av->rows, ((struct attendance_row){.duty = av->duties.v[i]}));
	add_extras(av, from - ATTEND_EARLY, until);
}

static int
month_of(int day)
{
	return day / 100 * 100 + 1;
}

static void
fill_month(struct attendance_view *av)
{
	int first = month_of(av->day), next = month_of(day_add(first, 31));

	duty_attend(&av->roster.duty, &av->standing, begin_of(first), begin_of(next),
		    console_now(&av->base), &av->duties);
	duty_attend_sum(&av->duties, &av->sums);
}

static enum rc
load_lines(struct attendance_view *av, int64_t from, int64_t until, struct err *e)
{
	struct book *b = console_book(&av->base);
	struct book_filter f = {.book = book_name(b),
				.since = from - 2 * DAY_SECONDS,
				.until = until + 2 * DAY_SECONDS};

	if (book_list(b, &av->arena, &kind_attendance, &f, &av->lines, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < av->lines.n; i++)
		vec_push(&av->standing, av->lines.v[i]);
	attendance_standing(&av->standing);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;
	int64_t from, until;

	forget(av);
	if (av->followed)
		av->day = running_day(av);
	from = day_secs(av->month ? month_of(av->day) : av->day);
	until = from + (av->month ? 33 : 2) * (int64_t)DAY_SECONDS;
	if (roster_load(console_book(v), &av->arena, NULL, from - 3 * DAY_SECONDS,
			until + 3 * DAY_SECONDS, &av->roster, e) != RC_OK ||
	    load_lines(av, from, until, e) != RC_OK)
		return e->code;
	if (av->month)
		fill_month(av);
	else
		fill_watch(av);
	list_reload(&av->list);
	return RC_OK;
}

/* ---- drawing ---- */

static bool
is_superseded(const struct attendance_view *av, const struct thing *t)
{
	for (size_t i = 0; i < av->lines.n; i++)
		if (str_equal(av->lines.v[i]->of, t->id))
			return true;
	return false;
}

static void
draw_line(const struct attendance_view *av, const struct thing *t, struct canvas *c, int row)
{
	const struct attendance *a = t->body;
	bool gone = is_superseded(av, t);
	struct arena arena = {0};
	struct str s = STR_INIT;
	char at[MOMENT_TEXT], until[MOMENT_TEXT];

	moment_screen(t->first->at, at);
	moment_screen(a->until, until);
	str_add_f(&s, "%s %s %s%s%s  %s  %s", at, _(choice_label(attendance_ways, a->way)),
		  a->until.kind == MOMENT_EXACT ? until : "", gone ? _(" (put right)") : "",
		  a->note ? a->note : "", t->id,
		  book_author_name(console_of(&av->base)->book, &arena, t->first->by));
	if (record_late_minutes(t->first))
		str_add_f(&s, _("  entered %lld min later"),
			  (long long)record_late_minutes(t->first));
	if (a->reason)
		str_add_f(&s, _("  why: %s"), a->reason);
	canvas_text(c, row, 1, c->cols - 2, s.ptr, gone ? STYLE_DIM : STYLE_NORMAL);
	str_clear(&s);
	arena_free(&arena);
}

/* The lines behind the selected row; what was put right stays to be read. */
static void
draw_lines(const struct attendance_view *av, struct canvas *c)
{
	const struct attendance_row *r =
	    list_has_selection(&av->list) ? &av->rows.v[av->list.selected] : NULL;
	int64_t from = 0, until = INT64_MAX;
	int row = 1;

	canvas_rule(c, 0, 0, c->cols, STYLE_FRAME);
	if (r && !r->extra) {
		from = r->duty.stint.from - ATTEND_EARLY;
		until = r->duty.stint.until + DAY_SECONDS;
	}
	for (size_t i = av->lines.n; r && i-- > 0 && row < c->rows;) {
		const struct attendance *a = av->lines.v[i]->body;
		int64_t at = av->lines.v[i]->first->at.secs;

		if (str_equal(a->person, r->duty.stint.person) && at >= from && at < until)
			draw_line(av, av->lines.v[i], c, row++);
	}
	if (r && row == 1)
		canvas_text(c, 1, 1, c->cols - 2, _("nothing entered yet; the digit signs on"),
			    STYLE_DIM);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct attendance_view *av = (struct attendance_view *)v;
	bool lines = !av->month && c->rows > LINE_ROWS + 4;
	struct canvas top = canvas_part(c, 0, 0, lines ? c->rows - LINE_ROWS : c->rows, c->cols);
	struct canvas below = canvas_part(c, c->rows - LINE_ROWS, 0, LINE_ROWS, c->cols);

	list_draw(&av->list, &top);
	if (lines)
		draw_lines(av, &below);
}

static void
clear(struct view *v)
{
	forget((struct attendance_view *)v);
	list_clear(&((struct attendance_view *)v)->list);
}

static struct list *
list(struct view *v)
{
	return &((struct attendance_view *)v)->list;
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct attendance_view *)v)->minute))
		v->stale = true;
	return -1;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct attendance_view *av = (const struct attendance_view *)v;
	size_t due = 0, here = 0, late = 0, absent = 0;

	if (av->month) {
		str_add_f(out, "%04d-%02d", av->day / 10000, av->day / 100 % 100);
		return;
	}
	for (size_t i = 0; i < av->rows.n; i++) {
		const struct attended_duty *d = &av->rows.v[i].duty;

		if (av->rows.v[i].extra || d->state == ATTENDED_AHEAD ||
		    d->state == ATTENDED_ONCALL || d->state == ATTENDED_BEFORE ||
		    d->stint.until <= begin_of(av->day))
			continue;
		due++;
		here += (d->on || d->seen) && !d->off && d->missed <= d->seen;
		late += d->state == ATTENDED_LATE;
		absent += d->state == ATTENDED_ABSENT;
	}
	if (!av->followed)
		str_add_f(out, "%02d-%02d  ", av->day / 100 % 100, av->day % 100);
	str_add_f(out, _("%zu/%zu here %zu late %zu absent"), here, due, late, absent);
}

/* ---- commands ---- */

const struct attendance_row *
attendance_selected(struct attendance_view *av, struct err *e)
{
	if (!av->month && list_has_selection(&av->list))
		return &av->rows.v[av->list.selected];
	err_set(e, RC_NOT_FOUND, "%s",
		av->month ? _("these are sums: Tab goes back to the watch")
			  : _("nothing is selected here"));
	return NULL;
}

const char *const *
attendance_marked(const struct attendance_view *av, struct arena *a)
{
	const char **ids = arena_alloc(a, (av->rows.n + 1) * sizeof(*ids));
	size_t n = 0;

	for (size_t i = 0; i < av->rows.n; i++)
		if (list_is_marked(&av->list, i))
			ids[n++] = av->rows.v[i].duty.stint.person;
	return ids;
}

static enum rc
turn_to(struct view *v, int day, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;

	av->day = day;
	av->followed = !av->month && day == running_day(av);
	return load(v, e);
}

static enum rc
earlier(struct view *v, struct err *e)
{
	const struct attendance_view *av = (struct attendance_view *)v;

	return turn_to(v, day_add(av->month ? month_of(av->day) : av->day, -1), e);
}

static enum rc
later(struct view *v, struct err *e)
{
	const struct attendance_view *av = (struct attendance_view *)v;

	return turn_to(v, day_add(av->month ? month_of(av->day) : av->day, av->month ? 31 : 1), e);
}

static enum rc
turn(struct view *v, struct err *e)
{
	struct attendance_view *av = (struct attendance_view *)v;

	av->month = !av->month;
	set_source(av);
	return turn_to(v, av->month ? av->day : running_day(av), e);
}

static enum rc
open_checks(struct view *v, struct err *e)
{
	return app_open(v->app, &view_checks, NULL, e);
}

static enum rc
open_takeover(struct view *v, struct err *e)
{
	return app_open(v->app, &view_takeover, NULL, e);
}

#define ROW(n)                                                \
	static enum rc row_##n(struct view *v, struct err *e) \
	{                                                     \
		return attend_act_row(v, (size_t)(n)-1, e);   \
	}
ROW(1)
ROW(2)
ROW(3)
ROW(4)
ROW(5)
ROW(6)
ROW(7)
ROW(8)
ROW(9)
#undef ROW

/* clang-format off */
static const struct command commands[] = {
	{ { '1' },          "row-1",    N_("sign on; 1-9 the row"), row_1 },
	{ { K_ENTER },      "row",      N_("on, off, put right"), attend_act_enter },
	{ { K_F(5), 'a' },  "other",    N_("not on the list"),   attend_act_other },
	{ { K_F(6), 'w' },  "walk",     N_("walk at night"),   attend_act_walk },
	{ { K_F(7), 'c' },  "checks",   N_("spot checks"),     open_checks },
	{ { K_F(9), 't' },  "takeover", N_("take over"),       open_takeover },
	{ { K_LEFT },       "earlier",  N_("watch before"),    earlier },
	{ { K_RIGHT },      "later",    N_("next watch"),      later },
	{ { K_TAB },        "turn",     N_("watch or month"),  turn },
	{ { '2' }, "row-2", NULL, row_2 },
	{ { '3' }, "row-3", NULL, row_3 },
	{ { '4' }, "row-4", NULL, row_4 },
	{ { '5' }, "row-5", NULL, row_5 },
	{ { '6' }, "row-6", NULL, row_6 },
	{ { '7' }, "row-7", NULL, row_7 },
	{ { '8' }, "row-8", NULL, row_8 },
	{ { '9' }, "row-9", NULL, row_9 },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_attendance = {
    .name = "attendance",
    .title = N_("Who is here"),
    .size = sizeof(struct attendance_view),
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
