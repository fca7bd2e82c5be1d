/* The load of each one (值班负荷): hours, nights, weekends, holidays; planned and attended; even?
 */
#include "tui/view_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "storage/load.h"
#include "tui/console.h"
#include "tui/list.h"
#include "tui/view_record.h"
#include "tui/view_text.h"

enum { BELOW_ROWS = 3, BAR_MOST = 60 };
enum load_span { SPAN_MONTH = 1, SPAN_QUARTER = 3, SPAN_YEAR = 12 };

enum column {
	COLUMN_NAME,
	COLUMN_DUTIES,
	COLUMN_ATTENDED,
	COLUMN_HOURS,
	COLUMN_NIGHTS,
	COLUMN_WEEKENDS,
	COLUMN_HOLIDAYS,
	COLUMN_WEIGHTED,
	COLUMN_YUAN,
	COLUMN_BAR,
	COLUMNS
};

struct load_view {
	struct view base;
	struct list list;
	struct arena arena;
	struct load_table table;
	const struct duty_load **shown;
	int year, month; /* the span's first */
	enum load_span span;
	int bar; /* cells of the bar at the last drawing */
};

static size_t
count(void *ctx)
{
	return ((struct load_view *)ctx)->table.loads.n;
}

static const char *
name_of(const struct load_view *lv, const struct duty_load *l)
{
	return duty_person_name(&lv->table.roster.duty, l->person);
}

/* Full cells for what was attended, light ones for the rest of what is planned. */
static void
add_bar(const struct load_view *lv, const struct duty_load *l, struct str *out)
{
	int64_t most = lv->table.fairness.most;
	int cells = most ? (int)(l->weighted * lv->bar / most) : 0;
	int full = most ? (int)(l->attended_weighted * lv->bar / most) : 0;

	if (cells == 0 && l->weighted > 0)
		cells = 1;
	for (int i = 0; i < cells; i++)
		str_add(out, i < full ? "█" : "░");
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	struct load_view *lv = ctx;
	const struct duty_load *l = lv->shown[row];

	switch ((enum column)column) {
	case COLUMN_NAME:
		str_add(out, name_of(lv, l));
		break;
	case COLUMN_DUTIES:
		str_add_f(out, "%zu", l->duties);
		break;
	case COLUMN_ATTENDED:
		str_add_f(out, "%zu", l->attended);
		break;
	case COLUMN_HOURS:
		str_add_f(out, "%lld", (long long)(l->minutes / 60));
		break;
	case COLUMN_NIGHTS:
		str_add_f(out, "%zu", l->nights);
		break;
	case COLUMN_WEEKENDS:
		str_add_f(out, "%zu", l->days[DAY_WEEKEND] + l->days[DAY_REST]);
		break;
	case COLUMN_HOLIDAYS:
		str_add_f(out, "%zu", l->days[DAY_STATUTORY]);
		break;
	case COLUMN_WEIGHTED:
		str_add_f(out, "%lld.%lld", (long long)(l->weighted / 1000),
			  (long long)(l->weighted % 1000 / 100));
		break;
	case COLUMN_YUAN:
		if (lv->table.limits.nrates && l->paid)
			str_add_f(out, "%lld%s", (long long)(l->allowance / 100),
				  l->capped ? "▲" : "");
		else
			str_add(out, l->paid ? "-" : _("leave"));
		break;
	case COLUMN_BAR:
		add_bar(lv, l, out);
		*style = STYLE_STRONG;
		break;
	case COLUMNS:
		break;
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct load_view *)ctx)->shown[row]->person);
}

/* ---- order ---- */

static int64_t
value(const struct duty_load *l, enum column column)
{
	switch (column) {
	case COLUMN_DUTIES:
		return (int64_t)l->duties;
	case COLUMN_ATTENDED:
		return (int64_t)l->attended;
	case COLUMN_HOURS:
		return l->minutes;
	case COLUMN_NIGHTS:
		return (int64_t)l->nights;
	case COLUMN_WEEKENDS:
		return (int64_t)(l->days[DAY_WEEKEND] + l->days[DAY_REST]);
	case COLUMN_HOLIDAYS:
		return (int64_t)l->days[DAY_STATUTORY];
	case COLUMN_YUAN:
		return l->allowance;
	case COLUMN_WEIGHTED:
	case COLUMN_BAR:
	case COLUMN_NAME:
	case COLUMNS:
		break;
	}
	return l->weighted;
}

static bool
comes_after(const struct load_view *lv, const struct duty_load *x, const struct duty_load *y,
	    enum column column, bool down)
{
	int64_t m = value(x, column), n = value(y, column);

	if (column == COLUMN_NAME)
		m = strcmp(name_of(lv, x), name_of(lv, y)), n = 0;
	return down ? m < n : m > n;
}

/* Stable; the own order is the people's. */
static void
sort(void *ctx, size_t sorted, bool down)
{
	struct load_view *lv = ctx;

	for (size_t i = 0; i < lv->table.loads.n; i++) {
		const struct duty_load *l = &lv->table.loads.v[i];
		size_t k = i;

		for (; sorted && k > 0 &&
		       comes_after(lv, lv->shown[k - 1], l, (enum column)(sorted - 1), down);
		     k--)
			lv->shown[k] = lv->shown[k - 1];
		lv->shown[k] = l;
	}
}

/* clang-format off */
static const struct list_column columns[] = {
	[COLUMN_NAME]     = { N_("Name"),       9, false },
	[COLUMN_DUTIES]   = { N_("Duty"),       4, true },
	[COLUMN_ATTENDED] = { N_("Came"),       4, true },
	[COLUMN_HOURS]    = { N_("Hours"),      5, true },
	[COLUMN_NIGHTS]   = { N_("Night"),      5, true },
	[COLUMN_WEEKENDS] = { N_("Wkend"),      5, true },
	[COLUMN_HOLIDAYS] = { N_("Hol."),      5, true },
	[COLUMN_WEIGHTED] = { N_("Weighs"),     6, true },
	[COLUMN_YUAN]     = { N_("Yuan"),       6, true },
	[COLUMN_BAR]      = { N_("█ attended ░ planned"), 0, false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = COLUMNS,
    .empty = N_("nobody is entered yet"),
    .count = count,
    .cell = cell,
    .id = id,
    .sort = sort,
};

/* ---- the span ---- */

static void
to_span(struct load_view *lv, enum load_span span)
{
	lv->span = span;
	lv->month = (lv->month - 1) / (int)span * (int)span + 1;
}

static void
go_now(struct load_view *lv)
{
	int day = day_of(console_now(&lv->base));

	lv->year = day / 10000;
	lv->month = day / 100 % 100;
	to_span(lv, lv->span);
}

static int
first_day(const struct load_view *lv)
{
	return lv->year * 10000 + lv->month * 100 + 1;
}

static int
last_day(const struct load_view *lv)
{
	int next = lv->month + (int)lv->span;

	return day_add((lv->year + (next - 1) / 12) * 10000 + ((next - 1) % 12 + 1) * 100 + 1, -1);
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct load_view *lv = (struct load_view *)v;

	(void)arg;
	(void)e;
	list_init(&lv->list, &source, lv);
	lv->span = SPAN_MONTH;
	lv->bar = BAR_MOST;
	go_now(lv);
	return RC_OK;
}

static void
forget(struct load_view *lv)
{
	load_clear(&lv->table);
	arena_free(&lv->arena);
	lv->table = (struct load_table){0};
}

static enum rc
load(struct view *v, struct err *e)
{
	struct load_view *lv = (struct load_view *)v;

	forget(lv);
	if (load_read(console_book(v), &lv->arena, NULL, first_day(lv), last_day(lv), &lv->table,
		      e) != RC_OK)
		return e->code;
	lv->shown = arena_alloc(&lv->arena, (lv->table.loads.n + 1) * sizeof(*lv->shown));
	sort(lv, lv->list.sorted, lv->list.down);
	list_reload(&lv->list);
	return RC_OK;
}

static int
bar_cells(int cols)
{
	int left = cols - 2 - (COLUMNS - 1);

	for (size_t i = 0; i < COLUMNS; i++)
		left -= columns[i].width;
	return left < 1 ? 1 : left > BAR_MOST ? BAR_MOST : left;
}

/* What is even, in one line; what the numbers are, in another. */
static void
draw_below(const struct load_view *lv, struct canvas *c)
{
	const struct duty_fairness *f = &lv->table.fairness;
	const struct duty_limits *l = &lv->table.limits;
	int row = c->rows - BELOW_ROWS + 1;
	char text[300];

	if (f->people)
		snprintf(text, sizeof(text),
			 _("Evenness: most %lld.%lld, least %lld.%lld, mean %lld.%lld: the most is "
			   "%d%% of it (100%% even)"),
			 (long long)(f->most / 1000), (long long)(f->most % 1000 / 100),
			 (long long)(f->least / 1000), (long long)(f->least % 1000 / 100),
			 (long long)(f->mean / 1000), (long long)(f->mean % 1000 / 100),
			 f->percent);
	else
		snprintf(text, sizeof(text), "%s", _("nobody stands in this span"));
	canvas_text(c, row, 1, c->cols - 2, text, f->percent > 130 ? STYLE_WARNING : STYLE_STRONG);
	snprintf(text, sizeof(text),
		 _("An hour weighs %.1f, weekend %.1f, decreed %.1f, night +%.1f, on call a third"),
		 l->weights[DAY_WORK] / 1000.0, l->weights[DAY_WEEKEND] / 1000.0,
		 l->weights[DAY_STATUTORY] / 1000.0, l->night_weight / 1000.0);
	canvas_text(c, row + 1, 1, c->cols - 2, text, STYLE_DIM);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct load_view *lv = (struct load_view *)v;
	struct canvas part = canvas_part(c, 0, 0, c->rows - BELOW_ROWS, c->cols);

	lv->bar = bar_cells(c->cols);
	list_draw(&lv->list, &part);
	draw_below(lv, c);
}

static void
clear(struct view *v)
{
	struct load_view *lv = (struct load_view *)v;

	list_clear(&lv->list);
	forget(lv);
}

static struct list *
list(struct view *v)
{
	return &((struct load_view *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct load_view *lv = (const struct load_view *)v;
	int until = last_day(lv);

	switch (lv->span) {
	case SPAN_MONTH:
		str_add_f(out, "%04d-%02d", lv->year, lv->month);
		break;
	case SPAN_QUARTER:
		str_add_f(out, _("%04d quarter %d"), lv->year, (lv->month + 2) / 3);
		break;
	case SPAN_YEAR:
		str_add_f(out, "%04d", lv->year);
		break;
	}
	str_add_f(out, "  %02d-%02d – %02d-%02d", lv->month, 1, until / 100 % 100, until % 100);
	if (calendar_missing(&lv->table.roster.calendar, lv->table.day_from, lv->table.day_until))
		str_add(out, _("  (holidays of this year are not known here)"));
}

/* ---- commands ---- */

static enum rc
turn(struct view *v, int by, struct err *e)
{
	struct load_view *lv = (struct load_view *)v;
	int months = lv->year * 12 + lv->month - 1 + by * (int)lv->span;

	if (months / 12 < 1971 || months / 12 > 2199)
		return err_set(e, RC_INVALID, "%s", _("there is no month beyond"));
	lv->year = months / 12;
	lv->month = months % 12 + 1;
	return load(v, e);
}

static enum rc
earlier(struct view *v, struct err *e)
{
	return turn(v, -1, e);
}

static enum rc
later(struct view *v, struct err *e)
{
	return turn(v, 1, e);
}

static enum rc
by_month(struct view *v, struct err *e)
{
	to_span((struct load_view *)v, SPAN_MONTH);
	return load(v, e);
}

static enum rc
by_quarter(struct view *v, struct err *e)
{
	to_span((struct load_view *)v, SPAN_QUARTER);
	return load(v, e);
}

static enum rc
by_year(struct view *v, struct err *e)
{
	to_span((struct load_view *)v, SPAN_YEAR);
	return load(v, e);
}

static enum rc
now(struct view *v, struct err *e)
{
	go_now((struct load_view *)v);
	return load(v, e);
}

static enum rc
open_person(struct view *v, struct err *e)
{
	struct load_view *lv = (struct load_view *)v;

	if (!list_has_selection(&lv->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	return app_open(v->app, &view_record, lv->shown[lv->list.selected]->person, e);
}

static enum rc
show_sheet(struct view *v, bool public, struct err *e)
{
	struct load_view *lv = (struct load_view *)v;
	struct allowance al = load_allowance(console_book(v), &lv->table, public);
	struct str text = STR_INIT;
	enum rc rc;

	allowance_text(&al, &text);
	rc = app_open(
	    v->app, &view_text,
	    &(struct text_args){.heading = _("Allowance, from attended duty"), .text = text.ptr},
	    e);
	str_clear(&text);
	return rc;
}

static enum rc
sheet(struct view *v, struct err *e)
{
	return show_sheet(v, false, e);
}

static enum rc
public_sheet(struct view *v, struct err *e)
{
	return show_sheet(v, true, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_LEFT },       "earlier",   N_("span before"),  earlier },
	{ { K_RIGHT },      "later",     N_("next span"),    later },
	{ { '1' },          "month",     N_("month"),        by_month },
	{ { '2' },          "quarter",   N_("quarter"),      by_quarter },
	{ { '3' },          "year",      N_("year"),         by_year },
	{ { 't', K_F(4) },  "now",       N_("this span"),    now },
	{ { K_F(5), 'a' },  "allowance", N_("allowance sheet"), sheet },
	{ { K_F(6), 'p' },  "public",    N_("public sheet"), public_sheet },
	{ { K_ENTER },      "open",      N_("read"),         open_person },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_load = {
    .name = "load",
    .title = N_("Load of duty"),
    .size = sizeof(struct load_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .heading = heading,
};
