/* The roster as it hangs on the wall, printed: text, HTML, tables, people across days. */
#include <stdio.h>
#include <string.h>

#include "core/roster_text.h"
#include "core/sheet_inside.h"
#include "core/text.h"
#include "core/vec.h"

static const char changes_title[] = "变更记录";

/* Signed with the name of the leader who published it; the others sign by hand. */
static const char *
sign_line(struct sheet_work *w, int month, const char *gap)
{
	const struct things *all = w->sheet->editions;
	const struct thing *t = all ? edition_latest(all, month) : NULL;
	const struct edition *ed = t ? t->body : NULL;

	return arena_text_f(&w->arena, "制表：%s审核：%s签发：%s", gap, gap,
			    ed && ed->approver ? duty_person_name(w->sheet->book, ed->approver)
					       : "");
}

/* ---- text ---- */

/* The list's columns, as wide as they must be. */
static void
text_changes(struct sheet_work *w, struct str *out)
{
	int widths[SHEET_CHANGE_CELLS] = {0};
	struct grid g = {.out = out, .widths = widths, .n = SHEET_CHANGE_CELLS};
	size_t rows = w->changes.n + 1;
	const char *(*table)[SHEET_CHANGE_CELLS] = arena_alloc(&w->arena, rows * sizeof(*table));

	if (w->changes.n == 0)
		return;
	sheet_change_head(table[0]);
	for (size_t i = 1; i < rows; i++)
		sheet_change_cells(&w->arena, w->sheet, &w->changes.v[i - 1], table[i]);
	for (size_t c = 0; c < SHEET_CHANGE_CELLS; c++)
		for (size_t i = 0; i < rows; i++)
			if (text_width(table[i][c]) + 2 > widths[c])
				widths[c] = text_width(table[i][c]) + 2;
	str_add_f(out, "\n%s（%s）\n", changes_title, "*为变更处");
	grid_begin(&g);
	for (size_t i = 0; i < rows; i++)
		grid_row(&g, table[i], i == 0, i == 0 || i + 1 == rows);
}

static void
text_month(struct sheet_work *w, int from, int until, struct str *out)
{
	int widths[GRID_COLUMNS_MAX], total = 1;
	size_t rows, n = sheet_columns(w);
	const char ***table = sheet_month_rows(w, from, until, &rows, widths);
	struct grid g = {.out = out, .widths = widths, .n = n};

	for (size_t i = 0; i < n; i++)
		total += widths[i] + 1;
	text_centre(out, sheet_title(w, from, until), total);
	text_sides(out, sheet_unit_line(w), sheet_made_line(w, month_first(from)), total);
	grid_begin(&g);
	for (size_t i = 0; i < rows; i++)
		grid_row(&g, table[i], i == 0, i == 0 || i + 1 == rows);
	sheet_notes(w, from, until, out);
	str_add_f(out, "%s\n", sign_line(w, month_first(from), "            "));
	text_changes(w, out);
}

/* ---- HTML ---- */

/* A month of 31 days with ten lines of notes fits one A4 page across: 42 lines of 1.25 × 9 pt and
 * the borders are 178 mm, of 190 mm. */
static const char style[] = "@page { margin: 10mm 12mm; }\n"
			    "body { font-size: 9pt; line-height: 1.25; }\n"
			    "h1 { font-size: 14pt; margin: 0; }\n"
			    "th, td { padding: 0 3px; }\n"
			    "table { margin: 1mm 0; }\n"
			    "p { margin: 0.5mm 0; }\n"
			    "tr { page-break-inside: avoid; }\n";

static void
html_changes(struct sheet_work *w, struct str *out)
{
	const char *cells[SHEET_CHANGE_CELLS];
	struct grid g = {.out = out, .html = true, .n = SHEET_CHANGE_CELLS};

	if (w->changes.n == 0)
		return;
	str_add_f(out, "<p>%s（变更处加下划线）</p>\n", changes_title);
	grid_begin(&g);
	sheet_change_head(cells);
	grid_row(&g, cells, true, true);
	for (size_t i = 0; i < w->changes.n; i++) {
		sheet_change_cells(&w->arena, w->sheet, &w->changes.v[i], cells);
		grid_row(&g, cells, false, true);
	}
	grid_end(&g);
}

static void
html_month(struct sheet_work *w, int from, int until, struct str *out)
{
	int widths[GRID_COLUMNS_MAX];
	size_t rows;
	const char ***table;
	struct grid g = {.out = out, .html = true, .n = sheet_columns(w)};
	struct str notes = STR_INIT;

	w->html = true;
	table = sheet_month_rows(w, from, until, &rows, widths);
	str_add(out, "<div class=\"page\">\n<h1>");
	html_add(out, sheet_title(w, from, until));
	str_add(out, "</h1>\n<p class=\"sides\"><span>");
	html_add(out, sheet_unit_line(w));
	str_add(out, "</span><span>");
	html_add(out, sheet_made_line(w, month_first(from)));
	str_add(out, "</span></p>\n");
	grid_begin(&g);
	for (size_t i = 0; i < rows; i++)
		grid_row(&g, table[i], i == 0, true);
	grid_end(&g);
	sheet_notes(w, from, until, &notes);
	str_add(out, "<p>");
	html_add(out, notes.ptr);
	str_add(out, "</p>\n<p>");
	html_add(out, sign_line(w, month_first(from), "　　　　　　"));
	str_add(out, "</p>\n");
	html_changes(w, out);
	str_add(out, "</div>\n");
	str_clear(&notes);
}

/* ---- a table ---- */

struct table {
	sheet_line_fn line;
	void *ctx;
};

static void
one_cell(const struct table *t, const char *text)
{
	t->line(t->ctx, &text, 1);
}

static void
each_line(const struct table *t, struct arena *a, const char *text)
{
	for (const char *end; (end = strchr(text, '\n')); text = end + 1)
		one_cell(t, arena_text_n(a, text, (size_t)(end - text)));
}

static void
table_month(struct sheet_work *w, int from, int until, const struct table *t)
{
	int widths[GRID_COLUMNS_MAX];
	size_t rows, n = sheet_columns(w);
	const char ***table = sheet_month_rows(w, from, until, &rows, widths);
	const char *sides[2] = {sheet_unit_line(w), sheet_made_line(w, month_first(from))};
	const char *cells[SHEET_CHANGE_CELLS];
	struct str notes = STR_INIT;

	one_cell(t, sheet_title(w, from, until));
	t->line(t->ctx, sides, 2);
	for (size_t i = 0; i < rows; i++)
		t->line(t->ctx, table[i], n);
	sheet_notes(w, from, until, &notes);
	each_line(t, &w->arena, notes.ptr);
	one_cell(t, sign_line(w, month_first(from), "            "));
	str_clear(&notes);
	if (w->changes.n == 0)
		return;
	one_cell(t, arena_text_f(&w->arena, "%s（*为变更处）", changes_title));
	sheet_change_head(cells);
	t->line(t->ctx, cells, SHEET_CHANGE_CELLS);
	for (size_t i = 0; i < w->changes.n; i++) {
		sheet_change_cells(&w->arena, w->sheet, &w->changes.v[i], cells);
		t->line(t->ctx, cells, SHEET_CHANGE_CELLS);
	}
}

/* ---- months ---- */

/* The last day of the month of `day`, or `until` if that is earlier. */
static int
month_end(int day, int until)
{
	int end = day;

	while (end < until && day_add(end, 1) / 100 == day / 100)
		end = day_add(end, 1);
	return end;
}

static void
each_month(const struct sheet *s, struct str *out,
	   void (*print)(struct sheet_work *w, int from, int until, struct str *out))
{
	struct sheet_work w = {0};

	sheet_work_begin(&w, s);
	for (int day = s->from; day <= s->until;) {
		int end = month_end(day, s->until);

		if (day != s->from)
			str_add_char(out, '\n');
		print(&w, day, end, out);
		day = day_add(end, 1);
	}
	sheet_work_end(&w);
}

void
sheet_text(const struct sheet *s, struct str *out)
{
	each_month(s, out, text_month);
}

void
sheet_html(const struct sheet *s, struct str *out)
{
	html_begin_styled(out, "值班表", true, style);
	each_month(s, out, html_month);
	html_end(out);
}

void
sheet_table(const struct sheet *s, sheet_line_fn line, void *ctx)
{
	struct table t = {line, ctx};
	struct sheet_work w = {0};

	sheet_work_begin(&w, s);
	for (int day = s->from; day <= s->until;) {
		int end = month_end(day, s->until);

		table_month(&w, day, end, &t);
		day = day_add(end, 1);
	}
	sheet_work_end(&w);
}

/* Two cells of the post's name: enough to tell 主班 from 副班. */
static void
add_short(struct sheet_work *w, const char *person, int day, struct str *out)
{
	struct str name = STR_INIT;

	for (size_t i = 0; i < w->all.n; i++)
		if (str_equal(w->all.v[i].person, person) && sheet_belongs(w, &w->all.v[i], day))
			str_add(&name, duty_post_name(w->sheet->book, w->all.v[i].post));
	str_add_n(out, name.ptr, text_fit(name.ptr, 2, NULL));
	for (int n = text_width_n(name.ptr, text_fit(name.ptr, 2, NULL)); n < 3; n++)
		str_add_char(out, ' ');
	str_clear(&name);
}

static void
people_month(struct sheet_work *w, int from, int until, struct str *out)
{
	const char *edition = sheet_edition_text(&w->arena, w->sheet, month_first(from));
	const struct duty_book *b = w->sheet->book;
	int wide = 4;

	for (size_t i = 0; i < b->people.n; i++) {
		int n = text_width(duty_person_name(b, b->people.v[i]->id));

		wide = n > wide ? n : wide;
	}
	str_add_f(out, "%s%s%s\n", sheet_title(w, from, until), *edition ? "  " : "", edition);
	text_put(out, "", wide + 1);
	for (int day = from; day <= until; day = day_add(day, 1))
		str_add_f(out, "%-3d", day % 100);
	str_add(out, "\n");
	text_put(out, "", wide + 1);
	for (int day = from; day <= until; day = day_add(day, 1))
		str_add_f(out, "%s ", weekday_zh(day));
	str_add(out, "\n");
	for (size_t i = 0; i < b->people.n; i++) {
		const char *id = b->people.v[i]->id;
		bool stands = false;

		for (size_t k = 0; k < w->all.n && !stands; k++)
			stands = str_equal(w->all.v[k].person, id);
		if (!stands)
			continue;
		text_put(out, duty_person_name(b, id), wide + 1);
		for (int day = from; day <= until; day = day_add(day, 1))
			add_short(w, id, day, out);
		str_add(out, "\n");
	}
}

void
sheet_people(const struct sheet *s, struct str *out)
{
	each_month(s, out, people_month);
}

void
sheet_rows(const struct sheet *s, sheet_row_fn row, void *ctx)
{
	struct sheet_work w = {0};
	int64_t from = day_secs(s->from), until = day_secs(day_add(s->until, 1));

	sheet_work_begin(&w, s);
	for (size_t i = 0; i < w.all.n; i++) {
		const struct stint *st = &w.all.v[i];

		for (int64_t at = st->from; at < st->until;) {
			int64_t end = st->until - at > DAY_SECONDS ? at + DAY_SECONDS : st->until;
			struct civil a = civil_of(at), b = civil_of(end);
			char span[16], day[32];
			const char *cells[4] = {day, span, duty_post_name(s->book, st->post),
						duty_person_name(s->book, st->person)};

			snprintf(day, sizeof(day), "%04d-%02d-%02d", a.year, a.month, a.day);
			roster_span_text(
			    (struct shift_span){a.hour * 60 + a.minute, b.hour * 60 + b.minute},
			    span);
			if (at >= from && at < until)
				row(ctx, cells);
			at = end;
		}
	}
	sheet_work_end(&w);
}
