/* Reads the rows of a duty roster's table. */
#include "storage/roster_table.h"

#include <string.h>

#include "core/roster.h"
#include "core/roster_text.h"
#include "core/text.h"

enum { PROBLEMS_MAX = 1000, PLACES_MAX = 3, SHOWN_CELLS = 40 };

struct reader {
	struct roster_table *out;
	const struct roster_frame *frame;
	int near; /* the day of the row before */
	struct csv_table table;
	size_t date, shift, post, person; /* columns */
	bool wide;
};

static const size_t none = (size_t)-1;

#define problem(t, ...) roster_problem((t), arena_text_f((t)->arena, __VA_ARGS__))

void
roster_problem(struct roster_table *t, char *text)
{
	if (t->problems.n < PROBLEMS_MAX)
		vec_push(&t->problems, text);
}

static bool
one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (str_equal(text, *words))
			return true;
	return false;
}

static void
find_columns(struct reader *w)
{
	static const char *const date[] = {"日期", "date", "Date", NULL};
	static const char *const shift[] = {"班次", "shift", "Shift", NULL};
	static const char *const post[] = {"岗位", "post", "Post", NULL};
	static const char *const person[] = {"人员", "姓名", "值班人员", "person", "Person", NULL};
	const struct csv_row *head = &w->table.rows[0];

	w->date = w->shift = w->post = w->person = none;
	for (size_t i = head->n; i-- > 0;) {
		const char *text = head->cells[i];

		if (one_of(text, date))
			w->date = i;
		else if (one_of(text, shift))
			w->shift = i;
		else if (one_of(text, post))
			w->post = i;
		else if (one_of(text, person))
			w->person = i;
	}
	w->wide = w->post == none || w->person == none;
}

static bool
is_remark(const char *head)
{
	static const char *const words[] = {"星期", "备注", "weekday", "note", "remarks", NULL};

	return one_of(head, words);
}

const char *
roster_place(struct roster_table *t, size_t line, size_t column)
{
	return arena_text_f(t->arena, _("line %zu, column %zu"), line, column);
}

/* A cell in a message: clean, and not too long. */
static const char *
shown(struct roster_table *t, const char *text)
{
	struct str s = STR_INIT;
	char *clean;

	if (text_clean(t->arena, text, strlen(text), true, &clean, NULL) != RC_OK)
		return "…";
	for (char *p = clean; (p = strchr(p, '\n'));)
		*p = ' ';
	if (text_width(clean) <= SHOWN_CELLS)
		return clean;
	text_put(&s, clean, SHOWN_CELLS);
	clean = arena_text(t->arena, s.ptr);
	str_clear(&s);
	return clean;
}

/* Where the name stands in its list. */
static size_t
name_of(struct roster_table *t, struct roster_names *list, const char *text, const char *place)
{
	struct roster_name new = {.text = text, .places = ""};
	size_t i = 0;

	while (i < list->n && !str_equal(list->v[i].text, text))
		i++;
	if (i == list->n)
		vec_push(list, new);
	if (++list->v[i].uses <= PLACES_MAX)
		list->v[i].places = arena_text_f(t->arena, "%s%s%s", list->v[i].places,
						 *list->v[i].places ? "; " : "", place);
	else if (list->v[i].uses == PLACES_MAX + 1)
		list->v[i].places = arena_text_f(t->arena, "%s; …", list->v[i].places);
	return i;
}

static bool
find_shift(struct reader *w, size_t line, const char *text, struct shift_span *out)
{
	const struct things *shifts = w->frame->shifts;

	*out = (struct shift_span){SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};
	if (!*text || roster_span_read(text, out))
		return true;
	for (size_t i = 0; i < shifts->n; i++) {
		const struct shift *s = shifts->v[i]->body;

		if (str_equal(s->name, text) || str_equal(shifts->v[i]->id, text)) {
			*out = (struct shift_span){s->from.minute, s->to.minute};
			return true;
		}
	}
	problem(w->out, _("%s: “%s” is neither HH:MM-HH:MM nor the name of a shift"),
		roster_place(w->out, line, w->shift + 1), shown(w->out, text));
	return false;
}

/* A name as it is compared, or NULL with the problem told. */
static char *
read_name(struct reader *w, const char *text, const char *place)
{
	char *name;
	struct err e;

	if (roster_name_read(w->out->arena, text, &name, &e) == RC_OK)
		return name;
	problem(w->out, "%s: %s", place, e.text);
	return NULL;
}

/* head and cell: columns, from 0; head none: the post stands in the row. */
static void
add_cell(struct reader *w, size_t row, size_t head, size_t cell, struct roster_duty d)
{
	const struct csv_table *t = &w->table;
	const char *place = roster_place(w->out, d.line, cell + 1);
	const char *post = head == none ? csv_cell(t, row, w->post) : csv_cell(t, 0, head);
	char **names, *name;
	size_t n = roster_names(w->out->arena, csv_cell(t, row, cell), &names);

	d.column = cell + 1;
	if (!(name = read_name(w, post, place)))
		return;
	if (!*name && n) {
		problem(w->out, _("%s: the post is missing"),
			roster_place(w->out, d.line, w->post + 1));
		return;
	}
	d.post = name_of(w->out, &w->out->posts, name, place);
	for (size_t i = 0; i < n; i++) {
		if (!(name = read_name(w, names[i], place)) || !*name)
			continue;
		d.person = name_of(w->out, &w->out->people, name, place);
		vec_push(&w->out->duties, d);
	}
}

static void
add_day(struct roster_table *t, int day)
{
	for (size_t i = t->days.n; i-- > 0;)
		if (t->days.v[i] == day)
			return;
	vec_push(&t->days, day);
}

/* The day and the span of a row; false with the problem told. */
static bool
read_when(struct reader *w, size_t row, struct roster_duty *d)
{
	const struct csv_table *t = &w->table;
	const char *place = roster_place(w->out, d->line, w->date + 1);
	struct shift_span span;
	struct err e;

	if (roster_day_read(shown(w->out, csv_cell(t, row, w->date)), w->near, &d->day, &e) !=
	    RC_OK) {
		problem(w->out, "%s: %s", place, e.text);
		return false;
	}
	w->near = d->day;
	if (!find_shift(w, d->line, w->shift == none ? "" : csv_cell(t, row, w->shift), &span))
		return false;
	d->start = roster_span_start(d->day, span);
	d->end = roster_span_end(d->day, span);
	if (d->start < w->frame->latest)
		return true;
	problem(w->out, _("%s: the day lies more than a year ahead"), place);
	return false;
}

static void
read_row(struct reader *w, size_t row)
{
	const struct csv_table *t = &w->table;
	struct roster_duty d = {.line = t->rows[row].line};

	if (!read_when(w, row, &d))
		return;
	add_day(w->out, d.day);
	if (!w->wide) {
		add_cell(w, row, none, w->person, d);
		return;
	}
	for (size_t c = 0; c < t->rows[row].n || c < t->rows[0].n; c++) {
		const char *head = csv_cell(t, 0, c);

		if (c == w->date || c == w->shift || is_remark(head))
			continue;
		if (*head)
			add_cell(w, row, c, c, d);
		else if (*csv_cell(t, row, c))
			problem(w->out, _("%s: the column has no head"),
				roster_place(w->out, d.line, c + 1));
	}
}

static enum rc
check_size(const struct roster_table *t, const struct csv_file *file, struct err *e)
{
	if (t->duties.n > ROSTER_DUTIES_MAX)
		return err_set(e, RC_INVALID, _("%s holds more than %d duties"), file->name,
			       ROSTER_DUTIES_MAX);
	if (t->people.n > ROSTER_NAMES_MAX || t->posts.n > ROSTER_NAMES_MAX)
		return err_set(e, RC_INVALID, _("%s names more than %d people"), file->name,
			       ROSTER_NAMES_MAX);
	return RC_OK;
}

enum rc
roster_table_read(struct roster_table *out, const struct csv_file *file,
		  const struct roster_frame *frame, struct err *e)
{
	struct reader w = {.out = out, .frame = frame, .near = frame->today};

	if (csv_read(out->arena, file, &w.table, e) != RC_OK)
		return e->code;
	if (w.table.n < 2)
		return err_set(e, RC_INVALID, _("%s holds no rows below the head"), file->name);
	find_columns(&w);
	if (w.date == none)
		return err_set(e, RC_INVALID,
			       _("%s: no column is called 日期 or date; the first row must name "
				 "the columns"),
			       file->name);
	for (size_t i = 1; i < w.table.n; i++) {
		read_row(&w, i);
		if (check_size(out, file, e) != RC_OK)
			return e->code;
	}
	return RC_OK;
}

void
roster_table_clear(struct roster_table *t)
{
	vec_clear(&t->people);
	vec_clear(&t->posts);
	vec_clear(&t->duties);
	vec_clear(&t->days);
	vec_clear(&t->problems);
}
