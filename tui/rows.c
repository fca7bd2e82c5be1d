/* Rows of text under headings with one selection. */
#include "tui/rows.h"

#include "core/str.h"

void
rows_init(struct rows *r)
{
	*r = (struct rows){.anchor = STR_INIT};
}

void
rows_clear(struct rows *r)
{
	vec_clear(&r->list);
	if (r->anchor.ptr)
		str_clear(&r->anchor);
}

void
rows_begin(struct rows *r)
{
	r->list.n = 0;
}

void
rows_heading(struct rows *r, const char *text)
{
	vec_push(&r->list, ((struct row){.text = text, .style = STYLE_HEADING}));
}

static void
take_anchor(struct rows *r)
{
	str_cut(&r->anchor, 0);
	if (rows_selected(r) && rows_selected(r)->id)
		str_add(&r->anchor, rows_selected(r)->id);
}

/* The nearest row at or after i that can be selected, else before it. */
static size_t
nearest(const struct rows *r, size_t i)
{
	for (size_t k = i; k < r->list.n; k++)
		if (r->list.v[k].what)
			return k;
	for (size_t k = i < r->list.n ? i : r->list.n; k-- > 0;)
		if (r->list.v[k].what)
			return k;
	return 0;
}

void
rows_end(struct rows *r)
{
	size_t found = r->list.n;

	for (size_t i = 0; i < r->list.n && found == r->list.n; i++)
		if (r->list.v[i].what && str_equal(r->list.v[i].id, r->anchor.ptr))
			found = i;
	r->selected = nearest(r, found < r->list.n ? found : r->selected);
	take_anchor(r);
}

const struct row *
rows_selected(const struct rows *r)
{
	return r->selected < r->list.n && r->list.v[r->selected].what ? &r->list.v[r->selected]
								      : NULL;
}

void
rows_move(struct rows *r, int by)
{
	for (; by > 0; by--)
		for (size_t i = r->selected + 1; i < r->list.n; i++)
			if (r->list.v[i].what) {
				r->selected = i;
				break;
			}
	for (; by < 0; by++)
		for (size_t i = r->selected; i-- > 0;)
			if (r->list.v[i].what) {
				r->selected = i;
				break;
			}
	take_anchor(r);
}

/* Scrolls to the selection, and to the headings right above the first one. */
static size_t
settle_top(const struct rows *r, size_t first, size_t last, size_t top, size_t page)
{
	size_t want = r->selected, room = last - first;

	if (want < first || want >= last)
		want = top < first ? first : top;
	while (want > first && !r->list.v[want - 1].what && r->selected - want < page / 2)
		want--;
	if (top < first || room <= page)
		top = first;
	if (top > want)
		top = want;
	if (r->selected < last && r->selected >= top + page)
		top = r->selected - page + 1;
	return top + page > last && room > page ? last - page : top;
}

void
rows_draw(struct rows *r, size_t first, size_t last, int pane, struct canvas *c)
{
	size_t page = c->rows > 0 ? (size_t)c->rows : 1, top;

	if (last > r->list.n)
		last = r->list.n;
	if (first >= last)
		return;
	top = r->top[pane] = settle_top(r, first, last, r->top[pane], page);
	for (size_t i = top; i < last && i < top + page; i++) {
		const struct row *row = &r->list.v[i];
		int at = (int)(i - top);

		if (!row->what && row->style == STYLE_HEADING) {
			canvas_fill(c, at, 0, 1, c->cols, ' ', STYLE_HEADING);
			canvas_text(c, at, 1, c->cols - 1, row->text, STYLE_HEADING);
			continue;
		}
		canvas_text(c, at, 2, c->cols - 2, row->text, row->style);
		if (i != r->selected || !row->what)
			continue;
		canvas_put(c, at, 0, ">", STYLE_NORMAL);
		canvas_style(c, at, 0, 1, c->cols, STYLE_SELECTED);
		canvas_caret(c, at, 0, false);
	}
}
