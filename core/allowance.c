/* The sheet of a month's duty allowance. */
#include "core/allowance.h"

#include <string.h>

#include "core/grid.h"
#include "core/say.h"
#include "core/text.h"
#include "core/vec.h"

/* 身份 and 签名 are nobody's business outside. */
static const struct {
	const char *head;
	bool inside;
} columns[ALLOWANCE_COLUMNS] = {
    {"序号", false},   {"姓名", false},       {"身份", true},    {"单位及职务", true},
    {"工作日", false}, {"周末", false},       {"调休日", false}, {"法定日", false},
    {"合计", false},   {"金额（元）", false}, {"备注", false},   {"领取签名", true},
};

struct sheet_rows {
	VEC(const char **) list;
};

struct work {
	const struct allowance *al;
	struct arena arena;
	struct sheet_rows rows;
	struct station_names names;
};

static const char *const identities[] = {"",           "公务员", "事业",  "合同制",
					 "专职消防员", "村干部", "网格员"};

void
allowance_yuan(int64_t hundredths, struct str *out)
{
	str_add_f(out, "%lld.%02lld", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

static const char *
number(struct arena *a, size_t n)
{
	return n ? arena_text_f(a, "%zu", n) : "";
}

static const char *
yuan(struct arena *a, int64_t hundredths)
{
	return arena_text_f(a, "%lld.%02lld", (long long)(hundredths / 100),
			    (long long)(hundredths % 100));
}

/* Days on which others were free: what leave is given for. */
static size_t
free_days(const size_t days[DAY_KINDS])
{
	return days[DAY_WEEKEND] + days[DAY_REST] + days[DAY_STATUTORY];
}

static const char *
remark(struct work *w, const struct duty_load *l, const struct person *p)
{
	size_t n = free_days(l->attended_days);

	if (!l->paid && !p->identity)
		return "身份未登记，未计补助";
	if (!l->paid && n)
		return arena_text_f(&w->arena, "不领补助，可补休%zu天", n);
	if (!l->paid)
		return "不领补助";
	return l->capped ? "已到月上限" : "";
}

static const char *
office(struct work *w, const struct person *p)
{
	return arena_text_f(&w->arena, "%s%s%s", p->unit ? p->unit : "",
			    p->unit && p->post ? " " : "", p->post ? p->post : "");
}

static void
add_counts(struct work *w, const size_t days[DAY_KINDS], size_t sum, const char **cells)
{
	cells[4] = number(&w->arena, days[DAY_WORK] + days[DAY_MAKEUP]);
	cells[5] = number(&w->arena, days[DAY_WEEKEND]);
	cells[6] = number(&w->arena, days[DAY_REST]);
	cells[7] = number(&w->arena, days[DAY_STATUTORY]);
	cells[8] = number(&w->arena, sum);
}

static const char **
new_row(struct work *w)
{
	const char **cells = arena_alloc(&w->arena, ALLOWANCE_COLUMNS * sizeof(*cells));

	for (size_t i = 0; i < ALLOWANCE_COLUMNS; i++)
		cells[i] = "";
	vec_push(&w->rows.list, cells);
	return cells;
}

static void
add_person(struct work *w, const struct duty_load *l)
{
	const struct person *p = duty_person(w->al->book, l->person);
	const char **cells;

	if (l->attended == 0 || !p)
		return;
	cells = new_row(w);
	cells[0] = number(&w->arena, w->rows.list.n - 1);
	cells[1] = p->name;
	cells[2] = p->identity > 0 && p->identity < (int)ARRAY_LEN(identities)
		       ? identities[p->identity]
		       : "";
	cells[3] = office(w, p);
	add_counts(w, l->attended_days, l->attended, cells);
	if (w->al->limits->nrates && l->paid)
		cells[9] = yuan(&w->arena, l->allowance);
	cells[10] = remark(w, l, p);
}

static void
add_sum(struct work *w)
{
	size_t days[DAY_KINDS] = {0}, sum = 0;
	int64_t money = 0;
	const char **cells = new_row(w);

	for (size_t i = 0; i < w->al->loads->n; i++) {
		const struct duty_load *l = &w->al->loads->v[i];

		for (size_t k = 0; k < DAY_KINDS; k++)
			days[k] += l->attended_days[k];
		sum += l->attended;
		money += l->allowance;
	}
	cells[1] = "合计";
	add_counts(w, days, sum, cells);
	if (w->al->limits->nrates)
		cells[9] = yuan(&w->arena, money);
}

static void
work_begin(struct work *w, const struct allowance *al)
{
	static const struct station nameless;
	const char **heads;

	*w = (struct work){.al = al};
	say_station(&w->arena, al->station ? al->station : &nameless, &w->names);
	heads = new_row(w);
	for (size_t i = 0; i < ALLOWANCE_COLUMNS; i++)
		heads[i] = columns[i].head;
	for (size_t i = 0; i < al->loads->n; i++)
		add_person(w, &al->loads->v[i]);
	add_sum(w);
}

static void
work_end(struct work *w)
{
	vec_clear(&w->rows.list);
	arena_free(&w->arena);
}

void
allowance_rows(const struct allowance *al, allowance_row_fn row, void *ctx)
{
	struct work w;

	work_begin(&w, al);
	for (size_t i = 0; i < w.rows.list.n; i++)
		row(ctx, w.rows.list.v[i]);
	work_end(&w);
}

size_t
allowance_cells(const struct allowance *al, const char *const all[ALLOWANCE_COLUMNS],
		const char *out[ALLOWANCE_COLUMNS])
{
	size_t n = 0;

	for (size_t i = 0; i < ALLOWANCE_COLUMNS; i++)
		if (!al->public || !columns[i].inside)
			out[n++] = all[i];
	return n;
}

/* ---- words around the table ---- */

static const char *
title(struct work *w)
{
	const struct allowance *al = w->al;
	int from = al->from, until = al->until;
	const char *what = al->public ? "值班补助公示表" : "值班补助发放表";

	if (from / 100 == until / 100 && from % 100 == 1 && day_add(until, 1) / 100 != until / 100)
		return arena_text_f(&w->arena, "%s%d年%d月%s", w->names.head, from / 10000,
				    from / 100 % 100, what);
	return arena_text_f(&w->arena, "%s%d年%d月%d日—%d年%d月%d日%s", w->names.head, from / 10000,
			    from / 100 % 100, from % 100, until / 10000, until / 100 % 100,
			    until % 100, what);
}

static const char *
made_line(struct work *w)
{
	int day = w->al->made_on;

	return day ? arena_text_f(&w->arena, "%d年%d月%d日制表", day / 10000, day / 100 % 100,
				  day % 100)
		   : "";
}

static void
add_rate(const struct duty_rate *r, struct str *out)
{
	static const struct {
		enum day_kind kind;
		const char *name;
	} days[] = {{DAY_WORK, "工作日"},
		    {DAY_WEEKEND, "周末"},
		    {DAY_REST, "调休日"},
		    {DAY_STATUTORY, "法定日"}};

	str_add_f(out, "%s", *r->post ? r->post : "其他岗位");
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		str_add_f(out, "%s%s", i ? "、" : "：", days[i].name);
		allowance_yuan(r->yuan[days[i].kind], out);
	}
	if (r->cap) {
		str_add(out, "，每人每月上限");
		allowance_yuan(r->cap, out);
	}
	str_add(out, "；");
}

static void
add_notes(struct work *w, struct str *out)
{
	const struct duty_limits *l = w->al->limits;
	const struct calendar *cal = w->al->book->calendar;
	int missing = cal ? calendar_missing(cal, w->al->from, w->al->until) : 0, n = 2;

	str_add(
	    out,
	    "1. 按实际到岗计，无到岗记录的班次不计；一班超过一昼夜的按天计。\n2. 标准（元/班）：");
	for (size_t i = 0; i < l->nrates; i++)
		add_rate(&l->rates[i], out);
	if (!l->nrates)
		str_add(out, "本站未录入（templates/roster/limits.conf），金额栏空缺；");
	str_cut(out, out->len - strlen("；"));
	str_add(out, "。\n");
	if (missing)
		str_add_f(out, "%d. %d年放假安排尚未录入，法定日和调休日未单列，按周六、周日计。\n",
			  ++n, missing);
	if (w->al->public)
		str_add_f(out,
			  "%d. 公示期：    年  月  日至    年  月  日。如有异议请向本单位反映。\n",
			  ++n);
}

static const char *
sign_line(const struct allowance *al)
{
	return al->public ? "公示单位（盖章）：" : "制表：            审核：            审批：";
}

static void
fit_widths(struct work *w, int *widths, size_t n)
{
	for (size_t c = 0; c < n; c++)
		widths[c] = 0;
	for (size_t i = 0; i < w->rows.list.n; i++) {
		const char *cells[ALLOWANCE_COLUMNS];

		allowance_cells(w->al, w->rows.list.v[i], cells);
		for (size_t c = 0; c < n; c++)
			if (text_width(cells[c]) + 2 > widths[c])
				widths[c] = text_width(cells[c]) + 2;
	}
}

static void
add_table(struct work *w, const struct grid *g)
{
	grid_begin(g);
	for (size_t i = 0; i < w->rows.list.n; i++) {
		const char *cells[ALLOWANCE_COLUMNS];

		allowance_cells(w->al, w->rows.list.v[i], cells);
		grid_row(g, cells, i == 0, true);
	}
}

void
allowance_text(const struct allowance *al, struct str *out)
{
	const char *cells[ALLOWANCE_COLUMNS];
	int widths[ALLOWANCE_COLUMNS], total = 1;
	struct work w;
	size_t n;

	work_begin(&w, al);
	n = allowance_cells(al, w.rows.list.v[0], cells);
	fit_widths(&w, widths, n);
	for (size_t i = 0; i < n; i++)
		total += widths[i] + 1;
	text_centre(out, title(&w), total);
	text_sides(out, arena_text_f(&w.arena, "单位：%s", w.names.organ), made_line(&w), total);
	add_table(&w, &(struct grid){.out = out, .widths = widths, .n = n});
	add_notes(&w, out);
	str_add_f(out, "%s\n", sign_line(al));
	work_end(&w);
}

void
allowance_html(const struct allowance *al, struct str *out)
{
	const char *cells[ALLOWANCE_COLUMNS];
	struct str notes = STR_INIT;
	struct work w;
	struct grid g = {.out = out, .html = true};

	work_begin(&w, al);
	g.n = allowance_cells(al, w.rows.list.v[0], cells);
	html_begin(out, "值班补助", true);
	str_add(out, "<div class=\"page\">\n<h1>");
	html_add(out, title(&w));
	str_add(out, "</h1>\n<p class=\"sides\"><span>单位：");
	html_add(out, w.names.organ);
	str_add(out, "</span><span>");
	html_add(out, made_line(&w));
	str_add(out, "</span></p>\n");
	add_table(&w, &g);
	grid_end(&g);
	add_notes(&w, &notes);
	str_add(out, "<p>");
	html_add(out, notes.ptr);
	str_add(out, "</p>\n<p>");
	html_add(out, sign_line(al));
	str_add(out, "</p>\n</div>\n");
	html_end(out);
	str_clear(&notes);
	work_end(&w);
}
