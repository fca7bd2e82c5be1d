/* A list of the things of one kind. */
#include "tui/things.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "storage/value.h"

/* Cells that values of a field take; 0: shares what is left. */
static int
width_of(const struct field *f)
{
	int width = text_width(_(f->label)), longest = 0;

	if (f->type == &field_time)
		longest = 13;
	else if (f->type == &field_day)
		longest = 12;
	else if (f->type == &field_count || f->type == &field_yes)
		longest = 5;
	else if (f->type == &field_person)
		longest = 8;
	else if (f->type == &field_text && f->max > 0 && f->max <= 40)
		longest = f->max <= 20 ? 10 : 14;
	for (size_t i = 0; f->type == &field_choice && f->choices[i].word; i++) {
		int cells = text_width(_(f->choices[i].label));

		longest = cells > longest ? cells : longest;
	}
	if (longest == 0 || f->flags & FIELD_SEARCH)
		return 0;
	return width > longest && longest < 8 ? width : longest;
}

static bool
left_out(const struct field *f, const char *const *without)
{
	for (; without && *without; without++)
		if (str_equal(f->name, *without))
			return true;
	return false;
}

static size_t
count(void *ctx)
{
	return ((struct things_list *)ctx)->things.n;
}

static void
one_line(struct str *s)
{
	for (size_t i = 0; i < s->len; i++)
		if (s->ptr[i] == '\n')
			s->ptr[i] = ' ';
}

void
things_cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	struct things_list *tl = ctx;
	const struct thing *t = tl->shown[row];
	const struct field *f = tl->fields[column];

	if (!f)
		str_add(out, t->id);
	else if (!field_empty(f, t->body))
		value_text(tl->book, &tl->arena, f, t->body, out);
	one_line(out);
	if (tl->look)
		tl->look(t, f, tl->ctx, style);
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct things_list *)ctx)->shown[row]->id);
}

/* Sorting: times and numbers by value, the rest by what is shown. */

static int
order_of(int64_t x, int64_t y)
{
	return (x > y) - (x < y);
}

static int
compare_texts(const struct things_list *tl, const struct field *f, const struct thing *a,
	      const struct thing *b)
{
	struct str s = STR_INIT, t = STR_INIT;
	struct arena scratch = {0};
	int order;

	value_text(tl->book, &scratch, f, a->body, &s);
	value_text(tl->book, &scratch, f, b->body, &t);
	order = strcmp(s.ptr, t.ptr);
	str_clear(&s);
	str_clear(&t);
	arena_free(&scratch);
	return order;
}

static int
compare(const struct things_list *tl, size_t column, const struct thing *a, const struct thing *b)
{
	const struct field *f = tl->fields[column];
	const void *x, *y;

	if (!f)
		return record_compare(a->first, b->first);
	x = field_of(f, a->body);
	y = field_of(f, b->body);
	if (f->type == &field_time)
		return order_of(((const struct moment *)x)->secs, ((const struct moment *)y)->secs);
	if (f->type == &field_count)
		return order_of(((const struct count *)x)->n, ((const struct count *)y)->n);
	return compare_texts(tl, f, a, b);
}

/* Stable: what is equal stays in the order it came in. */
static void
sort(void *ctx, size_t sorted, bool down)
{
	struct things_list *tl = ctx;

	for (size_t i = 0; i < tl->things.n; i++) {
		const struct thing *t = tl->things.v[i];
		size_t at = i, low = 0;

		while (sorted && low < at) {
			size_t middle = (low + at) / 2;
			int order = compare(tl, sorted - 1, tl->shown[middle], t);

			if ((down ? -order : order) > 0)
				at = middle;
			else
				low = middle + 1;
		}
		memmove(tl->shown + at + 1, tl->shown + at, (i - at) * sizeof(*tl->shown));
		tl->shown[at] = t;
	}
}

static void
add_column(struct things_list *tl, const struct field *f, struct list_column column)
{
	size_t n = tl->source.ncolumns;

	if (n == THINGS_COLUMNS)
		return;
	tl->fields[n] = f;
	tl->columns[n] = column;
	tl->source.ncolumns = n + 1;
}

void
things_init(struct things_list *tl, struct book *b, const struct kind *k, const char *empty,
	    const char *const *without)
{
	*tl = (struct things_list){.book = b, .kind = k};
	tl->source = (struct list_source){.columns = tl->columns,
					  .empty = empty,
					  .count = count,
					  .cell = things_cell,
					  .id = id,
					  .sort = sort};
	add_column(tl, NULL, (struct list_column){N_("No."), 8, false});
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (f->flags & FIELD_LIST && !left_out(f, without))
			add_column(
			    tl, f,
			    (struct list_column){f->label, width_of(f), f->type == &field_count});
	}
	list_init(&tl->list, &tl->source, tl);
}

static void
forget(struct things_list *tl)
{
	vec_clear(&tl->things);
	free(tl->shown);
	tl->shown = NULL;
	arena_free(&tl->arena);
}

void
things_clear(struct things_list *tl)
{
	forget(tl);
	list_clear(&tl->list);
}

static void
show(struct things_list *tl)
{
	free(tl->shown);
	tl->shown = calloc(tl->things.n + 1, sizeof(*tl->shown));
	if (!tl->shown)
		die("out of memory");
	sort(tl, tl->list.sorted, tl->list.down);
	list_reload(&tl->list);
}

enum rc
things_load(struct things_list *tl, const struct book_filter *f, struct err *e)
{
	struct arena fresh = {0};
	struct things things = {0};

	if (book_list(tl->book, &fresh, tl->kind, f, &things, e) != RC_OK) {
		vec_clear(&things);
		arena_free(&fresh);
		return e->code;
	}
	forget(tl);
	tl->arena = fresh;
	tl->things = things;
	show(tl);
	return RC_OK;
}

void
things_order(struct things_list *tl, int (*by)(const void *a, const void *b))
{
	if (tl->things.n > 1)
		qsort(tl->things.v, tl->things.n, sizeof(*tl->things.v), by);
	show(tl);
}

enum rc
things_selected(const struct things_list *tl, const struct thing **out, struct err *e)
{
	if (!list_has_selection(&tl->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = tl->shown[tl->list.selected];
	return RC_OK;
}
