/* What is handed over, for paper: eight sections. */
#include "core/handover_print_inner.h"

#include <string.h>

#include "core/vec.h"

enum { CELLS_MAX = 6 };

/* How long it has been carried, and what was peculiar about it this time. */
static const char *
age_text(struct print *p, const struct handover_item *i)
{
	struct str s = STR_INIT;

	if (i->age)
		str_add_f(&s, "（已移交%d班）", i->age);
	if (i->again)
		str_add(&s, "（再次列入）");
	return paper_take(p, &s);
}

static const char *
check_mark(const struct handover_item *i)
{
	if (i->after)
		return i->ticked ? "（交班签名后有变化）" : "（未确认，交班签名后有变化）";
	return i->ticked ? "" : "（未确认）";
}

/* 异常（7:59）；已换备用电池: the result, and what is done about it. */
static void
piece_cells(struct print *p, const struct handover_item *i, const char **cells)
{
	const char *note = strstr(i->state, "；");

	cells[0] = i->what;
	cells[1] = "未检查";
	if (*i->state)
		cells[1] =
		    note ? arena_text_n(&p->arena, i->state, (size_t)(note - i->state)) : i->state;
	cells[2] = note ? note + strlen("；") : i->fault ? "待处理" : "";
}

static void
section_title(struct print *p, const char *number, const char *title, size_t n, const char *unit)
{
	if (n)
		paper_line(p, arena_text_f(&p->arena, "%s、%s（%zu%s）", number, title, n, unit));
	else
		paper_line(p, arena_text_f(&p->arena, "%s、%s：无", number, title));
}

static const char *
taker(struct print *p)
{
	return paper_signer(p, p->s->body->incoming, p->s->in);
}

static void
item_cells(struct print *p, const struct handover_item *i, size_t n, const char **cells)
{
	switch (i->section) {
	case SECTION_INCIDENTS:
		cells[0] = arena_text_f(&p->arena, "%s%s", i->what, age_text(p, i));
		cells[1] = arena_text_f(&p->arena, "%s%s", i->state, check_mark(i));
		cells[2] = i->next;
		cells[3] = taker(p);
		break;
	case SECTION_MATTERS:
		cells[0] = arena_text_f(&p->arena, "%zu", n);
		cells[1] = arena_text_f(&p->arena, "%s%s", i->what, age_text(p, i));
		cells[2] = i->from;
		cells[3] = *i->next ? i->next : "随时";
		cells[4] = arena_text_f(&p->arena, "%s%s", i->state, check_mark(i));
		cells[5] = taker(p);
		break;
	case SECTION_WARNINGS:
		cells[0] = arena_text_f(&p->arena, "%s%s", i->what, age_text(p, i));
		cells[1] =
		    arena_text_f(&p->arena, "%s%s%s", i->from, *i->next ? "，" : "", i->next);
		cells[2] = i->state;
		cells[3] = check_mark(i);
		break;
	case SECTION_OUT:
		cells[0] = i->what;
		cells[1] = i->state;
		cells[2] = i->from;
		cells[3] = i->next;
		cells[4] = check_mark(i);
		break;
	case SECTION_EQUIPMENT:
		piece_cells(p, i, cells);
		break;
	default:
		break;
	}
}

struct section_table {
	enum handover_section section;
	const char *number, *title, *unit;
	size_t columns;
	const char *heads[CELLS_MAX];
	int widths[CELLS_MAX];
};

static const struct section_table section_tables[] = {
    {SECTION_INCIDENTS,
     "一",
     "未办结突发事件",
     "件，逐件复述",
     4,
     {"事件", "现状", "下一时限", "承接人"},
     {24, 30, 23, 8}},
    {SECTION_MATTERS,
     "二",
     "未办结事项、指示、核报",
     "项",
     6,
     {"序", "事项", "来源、时间", "要求时限", "进展", "承接人"},
     {5, 26, 19, 15, 14, 8}},
    {SECTION_WARNINGS,
     "三",
     "在效预警和叫应",
     "项",
     4,
     {"预警", "发布、时段", "传达、叫应", "备注"},
     {18, 32, 20, 15}},
    {SECTION_OUT,
     "四",
     "在外人员、车辆",
     "处",
     5,
     {"人员（负责人、电话）", "任务、地点", "出发", "预计返回", "备注"},
     {28, 22, 14, 11, 12}},
    {SECTION_EQUIPMENT,
     "五",
     "设备器材",
     "项，只列异常和必查项，其余正常",
     3,
     {"名称", "检查结果", "处理、责任人"},
     {32, 28, 26}},
};

static void
section(struct print *p, const struct section_table *t)
{
	size_t n = paper_count(p, t->section), shown = 0;
	const char *heads[CELLS_MAX];
	struct grid g;

	section_title(p, t->number, t->title, n, t->unit);
	if (!n)
		return;
	g = paper_table(p, t->widths, t->columns);
	memcpy(heads, t->heads, sizeof(heads));
	if (t->section == SECTION_INCIDENTS && p->s->seal)
		heads[1] =
		    arena_text_f(&p->arena, "现状（截至%s）", paper_clock(p, p->s->seal->at.secs));
	grid_row(&g, heads, true, true);
	for (size_t i = 0; i < p->p->items->n; i++) {
		const char *cells[CELLS_MAX] = {NULL};

		if (p->p->items->v[i].section != t->section)
			continue;
		item_cells(p, &p->p->items->v[i], ++shown, cells);
		grid_row(&g, cells, false, true);
	}
	grid_end(&g);
}

static void
hints(struct print *p)
{
	const struct handover_items *items = p->p->items;
	struct str s = STR_INIT;
	size_t n = 0;

	for (size_t i = 0; i < items->n; i++)
		if (items->v[i].section == SECTION_STRENGTH)
			str_add(&s, items->v[i].what);
	paper_paragraph(p, arena_text_f(&p->arena, "六、在岗力量提示：%s", s.len ? s.ptr : "无"));
	str_clear(&s);
	for (size_t i = 0; i < items->n; i++)
		if (items->v[i].section == SECTION_ROSTER)
			str_add_f(&s, "%s%s", n++ ? "；" : "", items->v[i].what);
	paper_paragraph(p, arena_text_f(&p->arena, "七、值班表变动：%s", n ? s.ptr : "无"));
	str_clear(&s);
	paper_paragraph(p, arena_text_f(&p->arena, "八、其他需提请注意：%s",
					p->s->body->note ? p->s->body->note : "无"));
}

void
paper_sections(struct print *p)
{
	for (size_t i = 0; i < ARRAY_LEN(section_tables); i++)
		if (section_tables[i].section != SECTION_MATTERS || p->s->body->group != GROUP_FIRE)
			section(p, &section_tables[i]);
	hints(p);
}
