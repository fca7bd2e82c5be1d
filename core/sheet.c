/* The roster as it hangs on the wall. */
#include "core/sheet_inside.h"

#include <stdio.h>
#include <string.h>

#include "core/grid.h"
#include "core/roster_text.h"
#include "core/say.h"
#include "core/text.h"
#include "core/vec.h"

enum { FIXED_COLUMNS = 2, MANY_NAMES = 3, SHORT_BY = 3600 };

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
watch_start(const struct sheet_work *w, int day)
{
	return day_secs(day) + w->begins * 60;
}

bool
sheet_belongs(const struct sheet_work *w, const struct stint *s, int day)
{
	int64_t from = watch_start(w, day), length = s->until - s->from;

	if (length > DAY_SECONDS)
		length = DAY_SECONDS;
	return clip_length(s, from, from + DAY_SECONDS) * 2 >= length;
}

void
sheet_work_begin(struct sheet_work *w, const struct sheet *s)
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
		w->nposts--; /* more sheet_columns than any paper takes */
	duty_resolve(s->book, day_secs(s->from), day_secs(day_add(s->until, 2)), &w->all);
	duty_gaps(s->book, day_secs(s->from), day_secs(day_add(s->until, 2)), &w->gaps);
	w->begins = duty_begins(&w->all);
}

void
sheet_work_end(struct sheet_work *w)
{
	vec_clear(&w->all);
	vec_clear(&w->gaps);
	vec_clear(&w->changes);
	arena_free(&w->arena);
}

static void
add_clock(struct str *out, int64_t secs)
{
	struct civil c = civil_of(secs);

	str_add_f(out, "%d:%02d", c.hour, c.minute);
}

static void
add_span(struct str *out, int64_t from, int64_t until)
{
	str_add(out, "(");
	add_clock(out, from);
	str_add(out, "—");
	add_clock(out, until);
	str_add(out, ")");
}

/* 副镇长 甲（调）(20:00—8:00) */
static void
add_person(const struct sheet_work *w, const struct stint *s, int day, struct str *out)
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
	if (DAY_SECONDS - clip_length(s, from, until) > SHORT_BY)
		add_span(out, s->from, s->until);
}

/* Whether nobody stands the post at all for a part of the watch that begins at `from`. */
static bool
leaves_empty(const struct gap *g, const char *post, int64_t from)
{
	return !g->have && str_equal(g->post, post) && g->from < from + DAY_SECONDS &&
	       g->until > from;
}

static bool
is_empty(const struct sheet_work *w, const char *post, int64_t from)
{
	for (size_t i = 0; i < w->gaps.n; i++)
		if (leaves_empty(&w->gaps.v[i], post, from))
			return true;
	return false;
}

/* 空缺(0:00—8:00): where nobody stands for a part of the day. */
static void
add_gaps(const struct sheet_work *w, const char *post, int64_t from, struct str *out)
{
	int64_t until = from + DAY_SECONDS;

	for (size_t i = 0; i < w->gaps.n; i++) {
		const struct gap *g = &w->gaps.v[i];

		if (!leaves_empty(g, post, from))
			continue;
		str_add(out, "、空缺");
		add_span(out, g->from > from ? g->from : from, g->until < until ? g->until : until);
	}
}

/* A day before the book is nobody's gap, unless somebody was entered for it. */
static bool
is_kept(const struct sheet_work *w, int day)
{
	if (watch_start(w, day) >= w->sheet->book->kept_since)
		return true;
	for (size_t i = 0; i < w->all.n; i++)
		if (sheet_belongs(w, &w->all.v[i], day))
			return true;
	return false;
}

/* The names of a post on a day; short: 北等3人 for many. */
static void
add_post(const struct sheet_work *w, const char *post, int day, bool shortened, struct str *out)
{
	int64_t from = watch_start(w, day);
	size_t n = 0, shown = 0;
	bool changed = sheet_is_changed(&w->changes, post, day);

	if (changed)
		str_add(out, w->html ? HTML_UNDERLINE : "*");
	for (size_t i = 0; i < w->all.n; i++)
		n += str_equal(w->all.v[i].post, post) && sheet_belongs(w, &w->all.v[i], day);
	for (size_t i = 0; i < w->all.n; i++) {
		if (!str_equal(w->all.v[i].post, post) || !sheet_belongs(w, &w->all.v[i], day))
			continue;
		if (shortened && n >= MANY_NAMES && shown)
			break;
		str_add(out, shown++ ? "、" : "");
		add_person(w, &w->all.v[i], day, out);
	}
	if (shortened && n >= MANY_NAMES)
		str_add_f(out, "等%zu人", n);
	if (n == 0 && is_kept(w, day) && is_empty(w, post, from))
		str_add(out, "空缺");
	else if (n > 0)
		add_gaps(w, post, from, out);
	if (changed && w->html)
		str_add(out, HTML_PLAIN);
}

size_t
sheet_columns(const struct sheet_work *w)
{
	return FIXED_COLUMNS + w->nwatch + (w->nposts > w->nwatch) + 1;
}

static const char *
take(struct sheet_work *w, struct str *s)
{
	const char *text = arena_text(&w->arena, s->ptr);

	str_clear(s);
	return text;
}

static void
head_cells(struct sheet_work *w, const char **cells)
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

/* 国庆节（法定）、防火期 */
static const char *
remarks(struct sheet_work *w, int day)
{
	const struct rule_set *rules = w->sheet->rules;
	const struct calendar *cal = w->sheet->book->calendar;
	struct str text = STR_INIT;

	if (cal)
		str_add(&text, calendar_note(cal, &w->arena, day));
	for (size_t i = 0; rules && i < rules->nperiods; i++) {
		const char *name = rules->periods[i].name;
		bool said = false;

		for (size_t k = 0; k < i && !said; k++)
			said = str_equal(rules->periods[k].name, name);
		if (!said && rules_in_period(rules, name, day))
			str_add_f(&text, "%s%s", text.len ? "、" : "", name);
	}
	return take(w, &text);
}

static void
day_cells(struct sheet_work *w, int day, const char **cells)
{
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
	cells[n] = remarks(w, day);
}

const char *
sheet_title(struct sheet_work *w, int from, int until)
{
	const struct station *st = w->sheet->station;
	const char *who =
	    arena_text_f(&w->arena, "%s%s", st && st->practice ? "【演练】" : "", w->names.head);
	bool whole = from % 100 == 1 && day_add(until, 1) / 100 != until / 100;

	if (whole && from / 100 == until / 100)
		return arena_text_f(&w->arena, "%s%d年%d月应急消防联合值守值班表", who,
				    from / 10000, from / 100 % 100);
	return arena_text_f(&w->arena, "%s%d年%d月%d日—%d月%d日应急消防联合值守值班表", who,
			    from / 10000, from / 100 % 100, from % 100, until / 100 % 100,
			    until % 100);
}

void
sheet_notes(struct sheet_work *w, int from, int until, struct str *out)
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

/* 2026年9月24日发布    第1版; without an edition when it was printed. */
const char *
sheet_made_line(struct sheet_work *w, int month)
{
	const char *edition = sheet_edition_text(&w->arena, w->sheet, month);
	int day = w->sheet->made_on;

	if (*edition || !day)
		return edition;
	return arena_text_f(&w->arena, "%d年%d月%d日制表", day / 10000, day / 100 % 100, day % 100);
}

const char *
sheet_unit_line(struct sheet_work *w)
{
	return arena_text_f(&w->arena, "填报单位：%s", w->names.organ);
}

const char ***
sheet_month_rows(struct sheet_work *w, int from, int until, size_t *nrows, int *widths)
{
	size_t n = sheet_columns(w), rows = 1;
	const char ***table;

	w->changes.n = 0;
	sheet_changes(&w->arena, w->sheet, from, until, &w->changes);
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
