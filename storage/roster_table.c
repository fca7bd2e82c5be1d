/* Reads the rows of a duty roster's table. */
#include "storage/roster_table.h"

#include <string.h>

#include "core/roster.h"
#include "core/roster_text.h"

enum { PROBLEMS_MAX = 1000, PLACES_MAX = 8 };

struct reader {
	struct roster_table *out;
	const struct things *shifts;
	int64_t latest;
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

static size_t
name_of(struct roster_table *t, struct roster_names *list, const char *text, size_t line)
{
	struct roster_name new = {.text = text, .places = ""};
	size_t i = 0;

	while (i < list->n && !str_equal(list->v[i].text, text))
		i++;
	if (i == list->n)
		vec_push(list, new);
	if (++list->v[i].uses <= PLACES_MAX)
		list->v[i].places = arena_text_f(t->arena, "%s%s%zu", list->v[i].places,
						 *list->v[i].places ? ", " : "", line);
	else if (list->v[i].uses == PLACES_MAX + 1)
		list->v[i].places = arena_text_f(t->arena, "%s …", list->v[i].places);
	return i;
}

static bool
find_shift(struct reader *w, size_t line, const char *text, struct shift_span *out)
{
	*out = (struct shift_span){SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};
	if (!*text || roster_span_read(text, out))
		return true;
	for (size_t i = 0; i < w->shifts->n; i++) {
		const struct shift *s = w->shifts->v[i]->body;

		if (str_equal(s->name, text) || str_equal(w->shifts->v[i]->id, text)) {
			*out = (struct shift_span){s->from.minute, s->to.minute};
			return true;
		}
	}
	problem(w->out, _("line %zu: “%s” is neither HH:MM-HH:MM nor the name of a shift"), line,
		text);
	return false;
}

static void
add_cell(struct reader *w, size_t row, const char *post, const char *cell, struct roster_duty d)
{
	char **names;
	size_t n = roster_names(w->out->arena, cell, &names);

	d.line = w->table.rows[row].line;
	d.post = name_of(w->out, &w->out->posts, post, d.line);
	for (size_t i = 0; i < n; i++) {
		d.person = name_of(w->out, &w->out->people, names[i], d.line);
		vec_push(&w->out->duties, d);
	}
}

static void
read_row(struct reader *w, size_t row)
{
	const struct csv_table *t = &w->table;
	size_t line = t->rows[row].line;
	struct shift_span span;
	struct roster_duty d = {0};
	struct err e;

	if (roster_day_read(csv_cell(t, row, w->date), &d.day, &e) != RC_OK) {
		problem(w->out, _("line %zu: %s"), line, e.text);
		return;
	}
	if (!find_shift(w, line, w->shift == none ? "" : csv_cell(t, row, w->shift), &span))
		return;
	d.start = roster_span_start(d.day, span);
	d.end = roster_span_end(d.day, span);
	if (d.start >= w->latest) {
		problem(w->out, _("line %zu: the day lies more than a year ahead"), line);
		return;
	}
	vec_push(&w->out->days, d.day);
	if (!w->wide) {
		add_cell(w, row, csv_cell(t, row, w->post), csv_cell(t, row, w->person), d);
		return;
	}
	for (size_t c = 0; c < t->rows[row].n || c < t->rows[0].n; c++) {
		const char *head = csv_cell(t, 0, c);

		if (c == w->date || c == w->shift || is_remark(head))
			continue;
		if (*head)
			add_cell(w, row, head, csv_cell(t, row, c), d);
		else if (*csv_cell(t, row, c))
			problem(w->out, _("line %zu: column %zu has no head"), line, c + 1);
	}
}

enum rc
roster_table_read(struct roster_table *out, const struct csv_file *file,
		  const struct things *shifts, int64_t latest, struct err *e)
{
	struct reader w = {.out = out, .shifts = shifts, .latest = latest};

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
	for (size_t i = 1; i < w.table.n; i++)
		read_row(&w, i);
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
