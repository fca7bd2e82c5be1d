/* A list over rows that somebody else keeps. */
#include "tui/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/i18n.h"
#include "core/text.h"
#include "tui/app.h"

enum { GUTTER = 2 };

static size_t
count(const struct list *l)
{
	return l->source->count(l->ctx);
}

void
list_init(struct list *l, const struct list_source *source, void *ctx)
{
	*l = (struct list){.source = source, .ctx = ctx, .anchor = STR_INIT, .page = 1};
	editor_init(&l->search, false, 80);
}

void
list_clear(struct list *l)
{
	if (!l->source)
		return;
	list_unmark_all(l);
	str_clear(&l->anchor);
	editor_clear(&l->search);
}

static void
id_of(const struct list *l, size_t row, struct str *out)
{
	str_cut(out, 0);
	if (row < count(l))
		l->source->id(l->ctx, row, out);
}

void
list_select(struct list *l, size_t row)
{
	size_t n = count(l);

	l->selected = n == 0 ? 0 : row < n ? row : n - 1;
	id_of(l, l->selected, &l->anchor);
}

bool
list_has_selection(const struct list *l)
{
	return l->selected < count(l);
}

void
list_reload(struct list *l)
{
	struct str id = STR_INIT;
	size_t n = count(l), row = n;

	if (l->anchor.len > 0) {
		id_of(l, l->selected, &id);
		if (str_equal(id.ptr, l->anchor.ptr))
			row = l->selected;
		for (size_t i = 0; i < n && row == n; i++) {
			id_of(l, i, &id);
			if (str_equal(id.ptr, l->anchor.ptr))
				row = i;
		}
	}
	/* What was selected is gone: its neighbour. The row stays where it was on the screen. */
	if (row < n && row > l->selected)
		l->top += row - l->selected;
	list_select(l, row < n ? row : l->selected);
	str_clear(&id);
}

/* Marks */

static size_t
mark_index(const struct list *l, const char *id)
{
	for (size_t i = 0; i < l->marks.n; i++)
		if (str_equal(l->marks.v[i], id))
			return i;
	return l->marks.n;
}

bool
list_is_marked(const struct list *l, size_t row)
{
	struct str id = STR_INIT;
	bool marked = false;

	if (l->marks.n > 0) {
		id_of(l, row, &id);
		marked = mark_index(l, id.ptr) < l->marks.n;
		str_clear(&id);
	}
	return marked;
}

void
list_mark(struct list *l, size_t row, bool on)
{
	struct str id = STR_INIT;
	size_t i;

	id_of(l, row, &id);
	i = mark_index(l, id.ptr);
	if (on && i == l->marks.n && row < count(l)) {
		vec_push(&l->marks, str_take(&id));
	} else if (!on && i < l->marks.n) {
		free(l->marks.v[i]);
		l->marks.v[i] = l->marks.v[--l->marks.n];
	}
	str_clear(&id);
}

void
list_unmark_all(struct list *l)
{
	while (l->marks.n > 0)
		free(l->marks.v[--l->marks.n]);
	vec_clear(&l->marks);
}

/* Drawing */

/* The cells that a column without a width gets. */
static int
shared_width(const struct list *l, int cells)
{
	int left = cells - GUTTER, n = 0;

	for (size_t i = 0; i < l->source->ncolumns; i++) {
		left -= l->source->columns[i].width + (i > 0);
		n += l->source->columns[i].width == 0;
	}
	return n > 0 && left > n ? left / n : 1;
}

static void
draw_cell(struct canvas *c, int row, int col, int width, const struct list_column *column,
	  const char *text, enum style_role style)
{
	if (column->right)
		canvas_put_right(c, row, col, col + width, text, style);
	else
		canvas_text(c, row, col, width, text, style);
}

static void
draw_heads(const struct list *l, struct canvas *c)
{
	int share = shared_width(l, c->cols), col = GUTTER;
	char place[48] = "";
	size_t n = count(l);

	if (n > (size_t)c->rows - 1)
		snprintf(place, sizeof(place), "%zu/%zu", l->selected + 1, n);
	canvas_fill(c, 0, 0, 1, c->cols, ' ', STYLE_HEADING);
	for (size_t i = 0; i < l->source->ncolumns; i++) {
		const struct list_column *column = &l->source->columns[i];
		int width = column->width ? column->width : share;
		char title[80];

		snprintf(title, sizeof(title), "%s%s", _(column->title),
			 l->sorted != i + 1 ? ""
			 : l->down          ? "↓"
					    : "↑");
		draw_cell(c, 0, col, width, column, title, STYLE_HEADING);
		if (column->width == 0)
			canvas_put_right(c, 0, col, col + width, place, STYLE_HEADING);
		col += width + 1;
	}
}

static void
draw_row(const struct list *l, struct canvas *c, int at, size_t row)
{
	int share = shared_width(l, c->cols), col = GUTTER;
	bool selected = row == l->selected, marked = list_is_marked(l, row);
	struct str text = STR_INIT;

	for (size_t i = 0; i < l->source->ncolumns; i++) {
		const struct list_column *column = &l->source->columns[i];
		int width = column->width ? column->width : share;
		enum style_role style = marked ? STYLE_MARKED : STYLE_NORMAL;

		str_cut(&text, 0);
		l->source->cell(l->ctx, row, i, &text, &style);
		draw_cell(c, at, col, width, column, text.ptr, style);
		col += width + 1;
	}
	str_clear(&text);
	if (marked)
		canvas_put(c, at, 1, "*", STYLE_MARKED);
	if (selected) {
		canvas_put(c, at, 0, ">", STYLE_NORMAL);
		canvas_style(c, at, 0, 1, c->cols, STYLE_SELECTED);
		canvas_caret(c, at, 0, false);
	}
}

static void
settle_top(struct list *l)
{
	size_t n = count(l);

	if (l->selected >= n)
		l->selected = n > 0 ? n - 1 : 0;
	if (l->top + l->page > n)
		l->top = n > l->page ? n - l->page : 0;
	if (l->selected < l->top)
		l->top = l->selected;
	if (l->selected >= l->top + l->page)
		l->top = l->selected - l->page + 1;
}

void
list_draw(struct list *l, struct canvas *c)
{
	struct canvas field;
	size_t n = count(l);

	if (c->rows < 3)
		return;
	l->page = (size_t)(c->rows - 1 - l->searching);
	settle_top(l);
	draw_heads(l, c);
	for (size_t i = 0; i < l->page && l->top + i < n; i++)
		draw_row(l, c, (int)i + 1, l->top + i);
	if (n == 0 && l->source->empty)
		canvas_text(c, 2, GUTTER, c->cols - GUTTER, _(l->source->empty), STYLE_DIM);
	if (l->searching) {
		field = canvas_part(c, c->rows - 1, canvas_put(c, c->rows - 1, 0, "/", STYLE_KEY),
				    1, c->cols - 1);
		editor_draw(&l->search, &field, STYLE_FOCUS, true);
	}
}

/* Searching */

static bool
holds(const char *text, const char *needle)
{
	size_t n = strlen(needle);

	for (; *text; text++)
		if (strncasecmp(text, needle, n) == 0)
			return true;
	return n == 0;
}

static bool
matches(const struct list *l, size_t row)
{
	const char *needle = editor_text(&l->search);
	struct str text = STR_INIT;
	enum style_role style;
	bool found = false;

	if (l->source->match)
		return l->source->match(l->ctx, row, needle);
	for (size_t i = 0; i < l->source->ncolumns && !found; i++) {
		str_cut(&text, 0);
		l->source->cell(l->ctx, row, i, &text, &style);
		found = holds(text.ptr, needle);
	}
	str_clear(&text);
	return found;
}

/* From `from` on, around the end. */
static bool
find(struct list *l, size_t from, bool back)
{
	size_t n = count(l);

	if (n == 0 || *editor_text(&l->search) == '\0')
		return false;
	for (size_t i = 0; i < n; i++) {
		size_t row = back ? (from + n - i) % n : (from + i) % n;

		if (matches(l, row)) {
			list_select(l, row);
			return true;
		}
	}
	return false;
}

bool
list_find_next(struct list *l, bool back)
{
	size_t n = count(l);

	return n > 0 && find(l, back ? (l->selected + n - 1) % n : (l->selected + 1) % n, back);
}

void
list_search(struct list *l)
{
	l->searching = true;
	l->before = l->selected;
	editor_set(&l->search, "");
}

bool
list_search_key(struct list *l, const struct key_event *ev)
{
	if (!l->searching)
		return false;
	switch (ev->key) {
	case K_ESC:
		list_select(l, l->before);
		l->searching = false;
		return true;
	case K_ENTER:
		l->searching = false;
		return true;
	case K_UP:
	case K_DOWN:
		list_find_next(l, ev->key == K_UP);
		return true;
	}
	if (!editor_key(&l->search, ev))
		return false;
	if (!find(l, l->before, false))
		list_select(l, l->before);
	return true;
}

/* Commands */

static enum rc
move(struct view *v, long by)
{
	struct list *l = v->type->list(v);
	size_t step = (size_t)(by < 0 ? -by : by);

	if (by < 0)
		list_select(l, l->selected > step ? l->selected - step : 0);
	else
		list_select(l, l->selected + step);
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
page_up(struct view *v, struct err *e)
{
	(void)e;
	return move(v, -(long)v->type->list(v)->page);
}

static enum rc
page_down(struct view *v, struct err *e)
{
	(void)e;
	return move(v, (long)v->type->list(v)->page);
}

static enum rc
first(struct view *v, struct err *e)
{
	(void)e;
	list_select(v->type->list(v), 0);
	return RC_OK;
}

static enum rc
last(struct view *v, struct err *e)
{
	(void)e;
	list_select(v->type->list(v), count(v->type->list(v)));
	return RC_OK;
}

static enum rc
mark(struct view *v, struct err *e)
{
	struct list *l = v->type->list(v);

	(void)e;
	list_mark(l, l->selected, !list_is_marked(l, l->selected));
	return move(v, 1);
}

/* Each column upwards, then downwards, then the order it came in. */
static enum rc
sort(struct view *v, struct err *e)
{
	struct list *l = v->type->list(v);

	if (!l->source->sort)
		return err_set(e, RC_INVALID, "%s", _("this list has one order only"));
	if (l->sorted && !l->down) {
		l->down = true;
	} else {
		l->down = false;
		l->sorted = (l->sorted + 1) % (l->source->ncolumns + 1);
	}
	l->source->sort(l->ctx, l->sorted, l->down);
	list_reload(l);
	return RC_OK;
}

static enum rc
search(struct view *v, struct err *e)
{
	(void)e;
	list_search(v->type->list(v));
	return RC_OK;
}

static enum rc
next_match(struct view *v, bool back, struct err *e)
{
	struct list *l = v->type->list(v);

	if (*editor_text(&l->search) == '\0')
		return err_set(e, RC_INVALID, "%s", _("nothing searched for yet: / searches"));
	if (!list_find_next(l, back))
		return err_set(e, RC_NOT_FOUND, _("no row holds \"%s\""), editor_text(&l->search));
	return RC_OK;
}

static enum rc
next(struct view *v, struct err *e)
{
	return next_match(v, false, e);
}

static enum rc
previous(struct view *v, struct err *e)
{
	return next_match(v, true, e);
}

/* clang-format off */
const struct command list_commands[] = {
	{ { '/', K_CTRL('f') },   "search",    N_("search"),           search },
	{ { 'n', K_CTRL('n') },   "next",      N_("next match"),       next },
	{ { 'N', K_CTRL('p') },   "previous",  N_("previous match"),   previous },
	{ { ' ', K_INSERT },      "mark",      N_("mark"),             mark },
	{ { 's', K_CTRL('o') },   "sort",      N_("sort"),             sort },
	{ { 'k', K_UP },          "up",        N_("row up"),           up },
	{ { 'j', K_DOWN },        "down",      N_("row down"),         down },
	{ { K_PAGE_UP },          "page-up",   N_("page up"),          page_up },
	{ { K_PAGE_DOWN },        "page-down", N_("page down"),        page_down },
	{ { 'g', K_HOME },        "first",     N_("first row"),        first },
	{ { 'G', K_END },         "last",      N_("last row"),         last },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */
