/* The handover record for paper. */
#include "core/handover_print.h"

#include <string.h>

#include "core/grid.h"
#include "core/say.h"
#include "core/text.h"
#include "core/vec.h"

enum { COLUMNS = 97, CELLS_MAX = 6 };

struct print {
	const struct handover_print *p;
	const struct handover_state *s;
	bool html;
	struct str *out;
	struct arena arena;
};

static void
line(struct print *p, const char *text)
{
	if (p->html)
		str_add(p->out, "<p>");
	if (p->html)
		html_add(p->out, text);
	else
		str_add(p->out, text);
	str_add(p->out, p->html ? "</p>\n" : "\n");
}

static void
add_wrapped(void *ctx, const char *bytes, size_t n)
{
	struct str *out = ctx;

	str_add_n(out, bytes, n);
	str_add_char(out, '\n');
}

/* A paragraph of any length. */
static void
paragraph(struct print *p, const char *text)
{
	if (p->html)
		line(p, text);
	else
		text_wrap(text, COLUMNS, add_wrapped, p->out);
}

static struct grid
table(struct print *p, const int *widths, size_t n)
{
	struct grid g = {.out = p->out, .html = p->html, .widths = widths, .n = n};

	grid_begin(&g);
	return g;
}

static const char *
take(struct print *p, struct str *s)
{
	const char *text = arena_text(&p->arena, s->ptr);

	str_clear(s);
	return text;
}

static const char *
clock_text(struct print *p, int64_t secs)
{
	struct civil c = civil_of(secs);

	return arena_text_f(&p->arena, "%d:%02d", c.hour, c.minute);
}

static const char *
name(struct print *p, const char *id)
{
	return id ? duty_person_name(p->p->duty, id) : "";
}

/* 甲（副镇长） */
static const char *
name_and_office(struct print *p, const char *id)
{
	const struct person *person = duty_person(p->p->duty, id);

	if (person && person->role >= ROLE_LEADER && person->post)
		return arena_text_f(&p->arena, "%s（%s）", name(p, id), person->post);
	return name(p, id);
}

/* The planned one, and who signed instead: 东（南代签） */
static const char *
with_signer(struct print *p, const char *planned, const struct record *sign)
{
	const char *signer = sign ? ((const struct handover_sign *)sign->body)->person : NULL;

	if (!planned)
		return name(p, signer);
	if (!signer || str_equal(signer, planned))
		return name(p, planned);
	return arena_text_f(&p->arena, "%s（%s代签）", name(p, planned), name(p, signer));
}

static const char *
arrived(struct print *p, const char *person)
{
	for (size_t i = 0; person && i < p->p->narrivals; i++)
		if (str_equal(p->p->arrivals[i].person, person))
			return clock_text(p, p->p->arrivals[i].at);
	return "";
}

static const char *
day_and_clock(struct print *p, int64_t secs, bool year)
{
	struct civil c = civil_of(secs);
	const char *weekday = weekday_zh(day_of(secs));

	if (year)
		return arena_text_f(&p->arena, "%d年%d月%d日（周%s）%d:%02d", c.year, c.month,
				    c.day, weekday, c.hour, c.minute);
	return arena_text_f(&p->arena, "%d月%d日（周%s）%d:%02d", c.month, c.day, weekday, c.hour,
			    c.minute);
}

void
handover_range_text(const struct cut *before, const struct cut *cut, struct str *out)
{
	bool many = false, any = false;

	for (size_t i = 0; i < cut->n; i++)
		many |= i > 0 && cut->v[i].number > cut_number(before, cut->v[i].writer);
	for (size_t i = 0; i < cut->n; i++) {
		int64_t from = cut_number(before, cut->v[i].writer) + 1, to = cut->v[i].number;

		if (to < from)
			continue;
		str_add(out, any ? "，" : "");
		if (many)
			str_add_f(out, "%s ", cut->v[i].writer);
		str_add_f(out, "第%lld—%lld条", (long long)from, (long long)to);
		any = true;
	}
	if (!any)
		str_add(out, "无");
}

static size_t
count(const struct print *p, enum handover_section section)
{
	size_t n = 0;

	for (size_t i = 0; i < p->p->items->n; i++)
		n += p->p->items->v[i].section == section;
	return n;
}

/* ---- head and people ---- */

static void
head(struct print *p)
{
	static const struct station nameless;
	const struct handover *h = p->s->body;
	struct station_names names;
	const char *title;
	struct str s = STR_INIT;

	say_station(&p->arena, p->p->station ? p->p->station : &nameless, &names);
	title = arena_text_f(&p->arena, "%s%s应急消防联合值守交接班记录%s",
			     p->p->practice ? "【演练】" : "", names.head,
			     h->group == GROUP_FIRE ? "（消防组）" : "");
	if (p->html) {
		html_begin(p->out, title, false);
		str_add(p->out, "<h1>");
		html_add(p->out, title);
		str_add(p->out, "</h1>\n");
	} else {
		text_centre(p->out, title, COLUMNS);
	}
	str_add(&s, "交班班次：");
	if (h->start.kind == MOMENT_EXACT)
		str_add_f(&s, "%s—", day_and_clock(p, h->start.secs, true));
	if (h->end.kind == MOMENT_EXACT)
		str_add(&s, day_and_clock(p, h->end.secs, false));
	str_add_f(&s, "       编号：%s",
		  p->s->sealed && p->s->sealed->number ? p->s->sealed->number : "（未封存）");
	line(p, take(p, &s));
	str_add_f(&s, "天气：%s    森林火险：%s    在效预警：%zu项  本班记录：",
		  h->weather ? h->weather : "未记", h->fire_risk ? h->fire_risk : "未记",
		  count(p, SECTION_WARNINGS));
	if (p->s->seal)
		handover_range_text(&p->p->before, &p->s->cut, &s);
	else
		str_add_f(&s, "%zu条", p->p->entries);
	line(p, take(p, &s));
}

static void
person_row(const struct grid *g, const char *post, const char *out, const char *in,
	   const char *arrival)
{
	const char *cells[] = {post, out, in, arrival, NULL};

	grid_row(g, cells, false, true);
}

static void
people(struct print *p)
{
	static const int widths[] = {12, 18, 18, 11, 23};
	static const char *const heads[] = {"岗位", "交班", "接班", "到岗时间", "备注"};
	const struct handover *h = p->s->body;
	bool fire = h->group == GROUP_FIRE;
	struct grid g = table(p, widths, 5);

	grid_row(&g, heads, true, true);
	if (!fire)
		person_row(&g, "带班领导", name_and_office(p, h->out_leader),
			   name_and_office(p, h->in_leader), arrived(p, h->in_leader));
	person_row(&g, fire ? "消防指挥员" : "主班", with_signer(p, h->outgoing, p->s->out),
		   with_signer(p, h->incoming, p->s->in), arrived(p, h->incoming));
	if (!fire)
		person_row(&g, "副班", name(p, h->out_deputy), name(p, h->in_deputy),
			   arrived(p, h->in_deputy));
	if (h->stay) {
		const char *cells[] = {"留岗", h->stay, NULL, NULL, "计延时"};

		grid_row(&g, cells, false, true);
	}
	grid_end(&g);
}

/* ---- sections ---- */

static const char *
age_text(struct print *p, const struct handover_item *i)
{
	return i->age > 1 ? arena_text_f(&p->arena, "（已移交%d班）", i->age) : "";
}

static const char *
check_mark(const struct handover_item *i)
{
	return i->ticked ? "" : "（未确认）";
}

static void
section_title(struct print *p, const char *number, const char *title, size_t n, const char *unit)
{
	if (n)
		line(p, arena_text_f(&p->arena, "%s、%s（%zu%s）", number, title, n, unit));
	else
		line(p, arena_text_f(&p->arena, "%s、%s：无", number, title));
}

static const char *
taker(struct print *p)
{
	return with_signer(p, p->s->body->incoming, p->s->in);
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
		cells[0] = i->what;
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
		cells[0] = i->what;
		cells[1] = *i->state ? i->state : "未检查";
		cells[2] = i->fault ? "待处理" : "";
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
     "项",
     3,
     {"名称", "检查结果", "处理、责任人"},
     {32, 28, 26}},
};

static void
section(struct print *p, const struct section_table *t)
{
	size_t n = count(p, t->section), shown = 0;
	struct grid g;

	section_title(p, t->number, t->title, n, t->unit);
	if (!n)
		return;
	g = table(p, t->widths, t->columns);
	grid_row(&g, t->heads, true, true);
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
	paragraph(p, arena_text_f(&p->arena, "六、在岗力量提示：%s", s.len ? s.ptr : "无"));
	str_clear(&s);
	for (size_t i = 0; i < items->n; i++)
		if (items->v[i].section == SECTION_ROSTER)
			str_add_f(&s, "%s%s", n++ ? "；" : "", items->v[i].what);
	paragraph(p, arena_text_f(&p->arena, "七、值班表变动：%s", n ? s.ptr : "无"));
	str_clear(&s);
	paragraph(p, arena_text_f(&p->arena, "八、其他需提请注意：%s",
				  p->s->body->note ? p->s->body->note : "无"));
}

/* ---- signatures ---- */

static const char *
signature(struct print *p, const struct record *sign)
{
	const struct handover_sign *b = sign ? sign->body : NULL;

	if (!b)
		return "";
	return arena_text_f(&p->arena, "%s%s %s", name(p, b->person),
			    b->by_phone ? "（电话确认）" : "", clock_text(p, sign->at.secs));
}

/* The leaders of the shift that comes sign below, all others above. */
static const char *
leader_signature(struct print *p, bool incoming)
{
	struct str s = STR_INIT;

	for (size_t i = 0; i < p->s->leaders.n; i++) {
		const struct record *r = p->s->leaders.v[i];
		const char *person = ((const struct handover_sign *)r->body)->person;

		if (str_equal(person, p->s->body->in_leader) == incoming)
			str_add_f(&s, "%s%s", s.len ? " " : "", signature(p, r));
	}
	return take(p, &s);
}

static void
signatures(struct print *p)
{
	static const int widths[] = {18, 24, 18, 30};
	const struct handover *h = p->s->body;
	const char *main = h->group == GROUP_FIRE ? "消防指挥员" : "主班";
	const char *heads[] = {NULL, main, "副班", "带班领导"};
	const char *out[] = {"交班签名、时间", signature(p, p->s->out), name(p, h->out_deputy),
			     leader_signature(p, false)};
	const char *in[] = {"接班签名、时间",
			    h->alone && !p->s->in ? "无人接班" : signature(p, p->s->in),
			    name(p, h->in_deputy), leader_signature(p, true)};
	struct grid g = table(p, widths, 4);

	grid_row(&g, heads, true, true);
	grid_row(&g, out, false, true);
	grid_row(&g, in, false, true);
	grid_end(&g);
}

static void
read_backs(struct print *p)
{
	const struct handover_items *items = p->p->items;
	size_t grave = 0, done = 0, unread = handover_unread(items), listed = 0;
	struct str s = STR_INIT;

	for (size_t i = 0; i < items->n; i++) {
		grave += items->v[i].grave;
		done += items->v[i].grave && items->v[i].read_back;
	}
	if (grave)
		str_add_f(
		    &s, "复述：未办结事件、重要指示共%zu项，已由接班人复述、交班人确认无误%zu项。",
		    grave, done);
	if (unread) {
		str_add_f(&s, "未逐项确认%zu项：", unread);
		for (size_t i = 0; i < items->n; i++)
			if (!items->v[i].ticked && items->v[i].section != SECTION_STRENGTH)
				str_add_f(&s, "%s%s", listed++ ? "、" : "", items->v[i].id);
		str_add(&s, "。");
	}
	if (p->p->entries == 0 && !count(p, SECTION_INCIDENTS) && !count(p, SECTION_MATTERS))
		str_add(&s, "当班无事（零记录）。");
	if (s.len)
		paragraph(p, s.ptr);
	str_clear(&s);
}

static void
seal_line(struct print *p)
{
	const struct handover_sign *sealed = p->s->sealed;
	struct str s = STR_INIT;
	char code[16];

	if (!sealed) {
		paragraph(p, "职责尚未交接：交接双方签名后封存。");
		return;
	}
	seal_short(sealed->seal, code);
	str_add_f(&s, "职责交接时间：%s（%s）。封存：", clock_text(p, p->s->seal->at.secs),
		  p->s->body->alone                 ? "单方交班"
		  : p->s->body->group == GROUP_FIRE ? "双方签名"
						    : "主班双签");
	handover_range_text(&p->p->before, &p->s->cut, &s);
	str_add_f(&s, "，校验码 %s。封后补记：%zu条。", code, p->p->late);
	if (p->s->body->alone)
		str_add_f(&s, "单方交班原因：%s。", p->s->body->reason ? p->s->body->reason : "");
	paragraph(p, s.ptr);
	str_clear(&s);
}

static const char *
verdict_zh(int verdict)
{
	static const char *const words[] = {"", "合格", "提醒", "退回补正", "督办"};

	return words[verdict];
}

static void
reviews(struct print *p)
{
	const struct handover_state *s = p->s;

	if (!s->reviews.n)
		line(p, "审阅：                      意见：                      时间：");
	for (size_t i = 0; i < s->reviews.n; i++) {
		const struct record *r = s->reviews.v[i];
		const struct review *v = r->body;
		struct str text = STR_INIT;

		if (v->verdict)
			str_add_f(&text, "审阅（%s）：", r->who ? r->who : name(p, r->by));
		else
			str_add(&text, "答复：");
		str_add_f(&text, "%s %s", verdict_zh(v->verdict),
			  v->text    ? v->text
			  : v->reply ? v->reply
				     : "");
		str_add_f(&text, "  %s", day_and_clock(p, r->at.secs, true));
		paragraph(p, text.ptr);
		str_clear(&text);
	}
}

void
handover_print(const struct handover_print *what, bool html, struct str *out)
{
	struct print p = {.p = what, .s = what->state, .html = html, .out = out};

	head(&p);
	people(&p);
	for (size_t i = 0; i < ARRAY_LEN(section_tables); i++)
		if (section_tables[i].section != SECTION_MATTERS || p.s->body->group != GROUP_FIRE)
			section(&p, &section_tables[i]);
	hints(&p);
	signatures(&p);
	read_backs(&p);
	seal_line(&p);
	reviews(&p);
	if (html)
		html_end(out);
	arena_free(&p.arena);
}
