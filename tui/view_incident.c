/* One incident: what is known, its course, what is owed, its reports, its figures. */
#include "tui/view_incident.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "tui/incident_inside.h"
#include "tui/view_case_review.h"
#include "tui/view_record.h"

enum { WIDE_COLS = 110, LEFT_COLS = 48 };

static const char *const page_names[INCIDENT_PAGES] = {N_("Course"), N_("Owed"), N_("Reports"),
						       N_("Figures in time")};

/* The list's ctx is its rows: it cannot know which page it is otherwise. */
static size_t
count(void *ctx)
{
	return ((struct incident_rows *)ctx)->n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct incident_row *r = &((struct incident_rows *)ctx)->v[row];

	str_add(out, r->cells[column]);
	*style = r->style;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct incident_rows *)ctx)->v[row].id);
}

/* clang-format off */
static const struct list_column course[] = {
	{ N_("At"),       11, false },
	{ N_("Kind"),     8,  false },
	{ N_("Text"),     0,  false },
	{ N_("Clerk"),    8,  false },
};
static const struct list_column owed[] = {
	{ N_("Owed"),     0,  false },
	{ N_("Due"),      11, false },
	{ N_("Status"),   0,  false },
	{ N_("Rule"),     14, false },
};
static const struct list_column reports[] = {
	{ N_("Type"),     14, false },
	{ N_("Number"),   18, false },
	{ N_("Title"),    0,  false },
	{ N_("State"),    14, false },
};
static const struct list_column figures[] = {
	{ N_("Figure"),   20, false },
	{ N_("Versions"), 16, false },
	{ N_("As of"),    24, false },
	{ N_("Reason of a fall"), 0, false },
};
/* clang-format on */

#define SOURCE(table, nothing)                                                                    \
	{                                                                                         \
		.columns = table, .ncolumns = ARRAY_LEN(table), .empty = nothing, .count = count, \
		.cell = cell, .id = id,                                                           \
	}
static const struct list_source sources[INCIDENT_PAGES] = {
    SOURCE(course, N_("nothing is recorded")),
    SOURCE(owed, N_("nothing is owed")),
    SOURCE(reports, N_("no report yet")),
    SOURCE(figures, N_("no figures yet: all is being verified")),
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct incident_screen *s = (struct incident_screen *)v;

	(void)e;
	snprintf(s->id, sizeof(s->id), "%s", (const char *)arg);
	for (int i = 0; i < INCIDENT_PAGES; i++)
		list_init(&s->lists[i], &sources[i], &s->rows[i]);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct incident_screen *s = (struct incident_screen *)v;
	bool first = s->rows[INCIDENT_COURSE].n == 0;

	if (incident_read(s, e) != RC_OK)
		return e->code;
	for (int i = 0; i < INCIDENT_PAGES; i++)
		list_reload(&s->lists[i]);
	if (first && s->rows[INCIDENT_COURSE].n > 0)
		list_select(&s->lists[INCIDENT_COURSE], s->rows[INCIDENT_COURSE].n - 1);
	return RC_OK;
}

/* Drawing */

struct wrapping {
	struct canvas *c;
	int row;
	enum style_role style;
};

static void
draw_line(void *ctx, const char *bytes, size_t n)
{
	struct wrapping *w = ctx;

	canvas_text_n(w->c, w->row++, 1, w->c->cols - 1, bytes, n, w->style);
}

static int
draw_head(const struct incident_screen *s, struct canvas *c, int row)
{
	struct wrapping w = {.c = c, .row = row};

	for (size_t i = 0; i < s->head.n; i++) {
		w.style = s->head.v[i].style;
		text_wrap(s->head.v[i].text, c->cols - 2, draw_line, &w);
	}
	return w.row;
}

static void
draw_tabs(const struct incident_screen *s, struct canvas *c, int row)
{
	char text[100];
	int col = 1;

	canvas_fill(c, row, 0, 1, c->cols, ' ', STYLE_HEADING);
	for (int i = 0; i < INCIDENT_PAGES; i++) {
		bool here = (int)s->page == i;

		snprintf(text, sizeof(text), here ? "【%s %zu】" : " %s %zu ", _(page_names[i]),
			 s->rows[i].n);
		col = canvas_put(c, row, col, text, here ? STYLE_SELECTED : STYLE_HEADING) + 1;
	}
	canvas_put_right(c, row, col, c->cols - 1, _("Tab: next page"), STYLE_HEADING);
}

/* The left pane of a wide screen: the pages that the right one does not show, in short. */
static void
draw_short(const struct incident_screen *s, enum incident_page page, struct canvas *c, int *row)
{
	static const int second[INCIDENT_PAGES] = {2, 2, 3, 1};

	if (*row + 1 >= c->rows || page == s->page || s->rows[page].n == 0)
		return;
	canvas_fill(c, *row, 0, 1, c->cols, ' ', STYLE_HEADING);
	canvas_put(c, (*row)++, 1, _(page_names[page]), STYLE_HEADING);
	for (size_t i = 0; i < s->rows[page].n && *row < c->rows; i++) {
		const struct incident_row *r = &s->rows[page].v[i];
		struct str text = STR_INIT;

		str_add_f(&text, "%s  %s", r->cells[0], r->cells[second[page]]);
		canvas_text(c, (*row)++, 1, c->cols - 2, text.ptr, r->style);
		str_clear(&text);
	}
}

static void
draw(struct view *v, struct canvas *c)
{
	struct incident_screen *s = (struct incident_screen *)v;
	bool wide = c->cols >= WIDE_COLS;
	struct canvas left = canvas_part(c, 0, 0, c->rows, wide ? LEFT_COLS : c->cols), right;
	int row = draw_head(s, &left, 0);

	if (wide) {
		row++;
		draw_short(s, INCIDENT_OWED, &left, &row);
		draw_short(s, INCIDENT_FIGURES, &left, &row);
		draw_short(s, INCIDENT_REPORTS, &left, &row);
		right = canvas_part(c, 0, LEFT_COLS + 1, c->rows, c->cols - LEFT_COLS - 1);
		row = 0;
	} else {
		right = *c;
	}
	draw_tabs(s, &right, row);
	right = canvas_part(&right, row + 1, 0, right.rows - row - 1, right.cols);
	list_draw(&s->lists[s->page], &right);
}

static void
clear(struct view *v)
{
	struct incident_screen *s = (struct incident_screen *)v;

	incident_forget(s);
	for (int i = 0; i < INCIDENT_PAGES; i++)
		list_clear(&s->lists[i]);
}

static struct list *
list(struct view *v)
{
	struct incident_screen *s = (struct incident_screen *)v;

	return &s->lists[s->page];
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct incident_screen *)v)->id);
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct incident_screen *)v)->minute))
		v->stale = true;
	return -1;
}

/* Commands */

static enum rc
next_page(struct view *v, struct err *e)
{
	struct incident_screen *s = (struct incident_screen *)v;

	(void)e;
	s->page = (enum incident_page)((s->page + 1) % INCIDENT_PAGES);
	return RC_OK;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	struct incident_screen *s = (struct incident_screen *)v;
	const struct view_type *report = view_type_by_name("report");
	struct list *l = &s->lists[s->page];
	struct record_id id;
	const char *row;

	if (!list_has_selection(l))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	row = s->rows[s->page].v[l->selected].id;
	if (s->page == INCIDENT_REPORTS && report)
		return app_open(v->app, report, row, e);
	if (s->page == INCIDENT_OWED || !record_id_read(row, &id))
		return RC_OK;
	return app_open(v->app, &view_record, row, e);
}

static enum rc
review(struct view *v, struct err *e)
{
	return app_open(v->app, &view_case_review, ((struct incident_screen *)v)->id, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 'f' },      "figures", N_("figures"),        incident_do_figures },
	{ { K_F(6), 'a' },      "act",     N_("action"),         incident_do_act },
	{ { K_F(7), 'p' },      "phone",   N_("phone report"),   incident_do_phone },
	{ { K_F(8), 'c' },      "calls",   N_("call list"),      incident_do_calls },
	{ { K_F(9), 'r' },      "report",  N_("write a report"), incident_do_report },
	{ { K_CTRL('o'), 'o' }, "more",    N_("more"),           incident_do_more },
	{ { K_CTRL('r') },      "review",  N_("review"),         review },
	{ { K_TAB, 't' },       "page",    N_("next page"),      next_page },
	{ { K_ENTER },          "open",    N_("read"),           open_selected },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_incident = {
    .name = "incident",
    .title = N_("Incident"),
    .size = sizeof(struct incident_screen),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .tick = tick,
    .heading = heading,
};
