/* The roster as it hangs on the wall. */
#include "core/sheet.h"

#include <stdio.h>
#include <string.h>

#include "core/grid.h"
#include "core/roster_text.h"
#include "core/say.h"
#include "core/text.h"
#include "core/vec.h"

enum { FIXED_COLUMNS = 2, MANY_NAMES = 3, SHORT_BY = 3600 };

/* What one print works on. */
struct work {
	const struct sheet *sheet;
	struct arena arena;
	struct stints all;
	const char **posts;
	size_t nposts;
	size_t nwatch; /* of these, in order; the others are the fire group's */
	int begins;    /* minute at which most duties begin */
	struct station_names names;
};

static bool
is_fire(const struct duty_book *b, const char *post)
{
	const struct post *p = duty_post(b, post);

	return p && p->group == GROUP_FIRE;
}

static int64_t
clip_length(const struct stint *s, int64_t from, int64_t until)
{
	int64_t a = s->from > from ? s->from : from, b = s->until < until ? s->until : until;

	return b > a ? b - a : 0;
}

static int64_t
watch_start(const struct work *w, int day)
{
	return day_secs(day) + w->begins * 60;
}

/* Whether the better part of a stint, or half a day of it, lies in the day's watch. */
static bool
belongs(const struct work *w, const struct stint *s, int day)
{
	int64_t from = watch_start(w, day), length = s->until - s->from;

	if (length > DAY_SECONDS)
		length = DAY_SECONDS;
	return clip_length(s, from, from + DAY_SECONDS) * 2 >= length;
}

static void
work_begin(struct work *w, const struct sheet *s)
{
	const char **all = duty_posts(s->book, &w->arena);

	static const struct station nameless;

	w->sheet = s;
	say_station(&w->arena, s->station ? s->station : &nameless, &w->names);
	w->nposts = s->book->posts.n;
	w->posts = arena_alloc(&w->arena, (w->nposts + 1) * sizeof(*w->posts));
	for (size_t i = 0; i < w->nposts; i++)
		if (!is_fire(s->book, all[i]) && w->nwatch < GRID_COLUMNS_MAX - FIXED_COLUMNS - 2)
			w->posts[w->nwatch++] = all[i];
	for (size_t i = 0, n = w->nwatch; i < w->nposts && n < w->nposts; i++)
		if (is_fire(s->book, all[i]))
			w->posts[n++] = all[i];
	while (w->nposts > 0 && !w->posts[w->nposts - 1])
		w->nposts--; /* more columns than any paper takes */
	duty_resolve(s->book, day_secs(s->from), day_secs(day_add(s->until, 2)), &w->all);
	w->begins = duty_begins(&w->all);
}

static void
work_end(struct work *w)
{
	vec_clear(&w->all);
	arena_free(&w->arena);
}

static void
add_clock(struct str *out, int64_t secs)
{
	struct civil c = civil_of(secs);

	str_add_f(out, "%d:%02d", c.hour, c.minute);
}

/* 副镇长 甲（调）(20:00—8:00) */
static void
add_person(const struct work *w, const struct stint *s, int day, struct str *out)
{
	const struct person *p = duty_person(w->sheet->book, s->person);
	int64_t from = watch_start(w, day), until = from + DAY_SECONDS;

	if (p && p->role == ROLE_LEADER && p->post)
		str_add_f(out, "%s ", p->post);
	str_add(out, duty_person_name(w->sheet->book, s->person));
	if (s->source == ASSIGN_SWAP)
		str_add(out, "（调）");
	else if (s->source == ASSIGN_TAKEOVER)
		str_add(out, "（顶）");
	if (DAY_SECONDS - clip_length(s, from, until) > SHORT_BY) {
		str_add(out, "(");
		add_clock(out, s->from);
		str_add(out, "—");
		add_clock(out, s->until);
		str_add(out, ")");
	}
}

/* The names of a post on a day; short: 北等3人 for many. */
static void
add_post(const struct work *w, const char *post, int day, bool shortened, struct str *out)
{
	const struct post *p = duty_post(w->sheet->book, post);
	int64_t from = watch_start(w, day);
	size_t n = 0, shown = 0;

	for (size_t i = 0; i < w->all.n; i++)
		n += str_equal(w->all.v[i].post, post) && belongs(w, &w->all.v[i], day);
	for (size_t i = 0; i < w->all.n; i++) {
		if (!str_equal(w->all.v[i].post, post) || !belongs(w, &w->all.v[i], day))
			continue;
		if (shortened && n >= MANY_NAMES && shown)
			break;
		str_add(out, shown++ ? "、" : "");
		add_person(w, &w->all.v[i], day, out);
	}
	if (shortened && n >= MANY_NAMES)
		str_add_f(out, "等%zu人", n);
	if (n == 0 && p &&
	    (duty_need(w->sheet->book, p, from) > 0 ||
	     duty_need(w->sheet->book, p, from + DAY_SECONDS / 2) > 0))
		str_add(out, "空缺");
}

static size_t
columns(const struct work *w)
{
	return FIXED_COLUMNS + w->nwatch + (w->nposts > w->nwatch) + 1;
}

static const char *
take(struct work *w, struct str *s)
{
	const char *text = arena_text(&w->arena, s->ptr);

	str_clear(s);
	return text;
}

static void
head_cells(struct work *w, const char **cells)
{
	struct str fire = STR_INIT;
	size_t n = FIXED_COLUMNS;

	cells[0] = "日期";
	cells[1] = "星期";
	for (size_t i = 0; i < w->nwatch; i++) {
		int ready = duty_readiness(w->sheet->book, w->posts[i], 0);
		const char *name = duty_post_name(w->sheet->book, w->posts[i]);

		cells[n++] = ready == READY_ONCALL && !strstr(name, "听班")
				 ? arena_text_f(&w->arena, "%s（听班）", name)
				 : name;
	}
	for (size_t i = w->nwatch; i < w->nposts; i++) {
		const char *name = duty_post_name(w->sheet->book, w->posts[i]);

		if (str_starts(name, "消防"))
			name += strlen("消防");
		str_add_f(&fire, "%s%s", i == w->nwatch ? "消防组  " : "/", name);
	}
	if (w->nposts > w->nwatch)
		cells[n++] = take(w, &fire);
	else
		str_clear(&fire);
	cells[n] = "备注";
}

static void
day_cells(struct work *w, int day, const char **cells)
{
	const struct duty_book *b = w->sheet->book;
	struct str text = STR_INIT;
	size_t n = FIXED_COLUMNS;

	cells[0] = arena_text_f(&w->arena, "%d月%d日", day / 100 % 100, day % 100);
	cells[1] = weekday_zh(day);
	for (size_t i = 0; i < w->nwatch; i++) {
		add_post(w, w->posts[i], day, false, &text);
		cells[n++] = take(w, &text);
	}
	for (size_t i = w->nwatch; i < w->nposts; i++) {
		str_add(&text, i == w->nwatch ? "" : " / ");
		add_post(w, w->posts[i], day, true, &text);
	}
	if (w->nposts > w->nwatch)
		cells[n++] = take(w, &text);
	cells[n] = b->calendar ? calendar_note(b->calendar, &w->arena, day) : "";
}

static const char *
name_of_sheet(struct work *w, int from, int until)
{
	const char *who = w->names.head;
	bool whole = from % 100 == 1 && day_add(until, 1) / 100 != until / 100;

	if (whole && from / 100 == until / 100)
		return arena_text_f(&w->arena, "%s%d年%d月应急消防联合值守值班表", who,
				    from / 10000, from / 100 % 100);
	return arena_text_f(&w->arena, "%s%d年%d月%d日—%d月%d日应急消防联合值守值班表", who,
			    from / 10000, from / 100 % 100, from % 100, until / 100 % 100,
			    until % 100);
}

/* The lines below: hours, telephone, what the calendar does not know, the office's own. */
static void
add_notes(struct work *w, int from, int until, struct str *out)
{
	const struct sheet *s = w->sheet;
	int n = 0, missing = 0;

	str_add_f(out, "%d. 值班时间：每日%d:%02d至次日%d:%02d。\n", ++n, w->begins / 60,
		  w->begins % 60, w->begins / 60, w->begins % 60);
	if (s->station && s->station->phone)
		str_add_f(out, "%d. 值班电话：%s\n", ++n, s->station->phone);
	if (s->book->calendar)
		missing = calendar_missing(s->book->calendar, from, until);
	if (missing)
		str_add_f(out, "%d. %d年放假安排尚未录入，备注栏未标节假日，按周六、周日计。\n",
			  ++n, missing);
	if (s->notes && *s->notes)
		str_add(out, s->notes);
	if (out->len && out->ptr[out->len - 1] != '\n')
		str_add_char(out, '\n');
}

static const char *
made_line(struct work *w)
{
	int day = w->sheet->made_on;

	if (!day)
		return "";
	return arena_text_f(&w->arena, "%d年%d月%d日制表", day / 10000, day / 100 % 100, day % 100);
}

static const char *
unit_line(struct work *w)
{
	return arena_text_f(&w->arena, "填报单位：%s", w->names.organ);
}

static const char sign_line[] = "制表：            审核：            签发：";

/* Cells of the head and of all days of a month, and the width each column needs. */
static const char ***
month_rows(struct work *w, int from, int until, size_t *nrows, int *widths)
{
	size_t n = columns(w), rows = 1;
	const char ***table;

	for (int day = from; day <= until; day = day_add(day, 1))
		rows++;
	table = arena_alloc(&w->arena, rows * sizeof(*table));
	for (size_t i = 0; i < rows; i++)
		table[i] = arena_alloc(&w->arena, n * sizeof(char *));
	head_cells(w, table[0]);
	for (size_t i = 1; i < rows; i++)
		day_cells(w, day_add(from, (int)i - 1), table[i]);
	for (size_t c = 0; c < n; c++) {
		widths[c] = 0;
		for (size_t i = 0; i < rows; i++)
			if (text_width(table[i][c]) + 2 > widths[c])
				widths[c] = text_width(table[i][c]) + 2;
	}
	*nrows = rows;
	return table;
}

static void
text_month(struct work *w, int from, int until, struct str *out)
{
	int widths[GRID_COLUMNS_MAX], total = 1;
	size_t rows, n = columns(w);
	const char ***table = month_rows(w, from, until, &rows, widths);
	struct grid g = {.out = out, .widths = widths, .n = n};

	for (size_t i = 0; i < n; i++)
		total += widths[i] + 1;
	text_centre(out, name_of_sheet(w, from, until), total);
	text_sides(out, unit_line(w), made_line(w), total);
	grid_begin(&g);
	for (size_t i = 0; i < rows; i++)
		grid_row(&g, table[i], i == 0, i == 0 || i + 1 == rows);
	add_notes(w, from, until, out);
	str_add_f(out, "%s\n", sign_line);
}

static void
html_month(struct work *w, int from, int until, struct str *out)
{
	int widths[GRID_COLUMNS_MAX];
	size_t rows;
	const char ***table = month_rows(w, from, until, &rows, widths);
	struct grid g = {.out = out, .html = true, .n = columns(w)};
	struct str notes = STR_INIT;

	str_add(out, "<div class=\"page\">\n<h1>");
	html_add(out, name_of_sheet(w, from, until));
	str_add(out, "</h1>\n<p class=\"sides\"><span>");
	html_add(out, unit_line(w));
	str_add(out, "</span><span>");
	html_add(out, made_line(w));
	str_add(out, "</span></p>\n");
	grid_begin(&g);
	for (size_t i = 0; i < rows; i++)
		grid_row(&g, table[i], i == 0, true);
	grid_end(&g);
	add_notes(w, from, until, &notes);
	str_add(out, "<p>");
	html_add(out, notes.ptr);
	str_add(out,
		"</p>\n<p>制表：&emsp;&emsp;&emsp;审核：&emsp;&emsp;&emsp;签发：</p>\n</div>\n");
	str_clear(&notes);
}

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
	   void (*print)(struct work *w, int from, int until, struct str *out))
{
	struct work w = {0};

	work_begin(&w, s);
	for (int day = s->from; day <= s->until;) {
		int end = month_end(day, s->until);

		if (day != s->from)
			str_add_char(out, '\n');
		print(&w, day, end, out);
		day = day_add(end, 1);
	}
	work_end(&w);
}

void
sheet_text(const struct sheet *s, struct str *out)
{
	each_month(s, out, text_month);
}

void
sheet_html(const struct sheet *s, struct str *out)
{
	html_begin(out, "值班表", true);
	each_month(s, out, html_month);
	html_end(out);
}

/* Two cells of the post's name: enough to tell 主班 from 副班. */
static void
add_short(struct work *w, const char *person, int day, struct str *out)
{
	struct str name = STR_INIT;

	for (size_t i = 0; i < w->all.n; i++)
		if (str_equal(w->all.v[i].person, person) && belongs(w, &w->all.v[i], day))
			str_add(&name, duty_post_name(w->sheet->book, w->all.v[i].post));
	str_add_n(out, name.ptr, text_fit(name.ptr, 2, NULL));
	for (int n = text_width_n(name.ptr, text_fit(name.ptr, 2, NULL)); n < 3; n++)
		str_add_char(out, ' ');
	str_clear(&name);
}

static void
people_month(struct work *w, int from, int until, struct str *out)
{
	const struct duty_book *b = w->sheet->book;
	int wide = 4;

	for (size_t i = 0; i < b->people.n; i++) {
		int n = text_width(duty_person_name(b, b->people.v[i]->id));

		wide = n > wide ? n : wide;
	}
	str_add_f(out, "%s\n", name_of_sheet(w, from, until));
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
	struct work w = {0};
	int64_t from = day_secs(s->from), until = day_secs(day_add(s->until, 1));

	work_begin(&w, s);
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
	work_end(&w);
}
