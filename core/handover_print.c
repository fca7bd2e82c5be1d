/* The handover record for paper. */
#include "core/handover_print_inner.h"

#include <string.h>

#include "core/say.h"
#include "core/text.h"
#include "core/vec.h"

void
paper_line(struct print *p, const char *text)
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

void
paper_paragraph(struct print *p, const char *text)
{
	if (p->html)
		paper_line(p, text);
	else
		text_wrap(text, PAPER_COLUMNS, add_wrapped, p->out);
}

struct grid
paper_table(struct print *p, const int *widths, size_t n)
{
	struct grid g = {.out = p->out, .html = p->html, .widths = widths, .n = n};

	grid_begin(&g);
	return g;
}

const char *
paper_take(struct print *p, struct str *s)
{
	const char *text = arena_text(&p->arena, s->ptr);

	str_clear(s);
	return text;
}

const char *
paper_clock(struct print *p, int64_t secs)
{
	struct civil c = civil_of(secs);

	return arena_text_f(&p->arena, "%d:%02d", c.hour, c.minute);
}

const char *
paper_name(struct print *p, const char *id)
{
	return id ? duty_person_name(p->p->duty, id) : "";
}

/* 甲（副镇长） */
static const char *
name_and_office(struct print *p, const char *id)
{
	const struct person *person = duty_person(p->p->duty, id);

	if (person && person->role >= ROLE_LEADER && person->post)
		return arena_text_f(&p->arena, "%s（%s）", paper_name(p, id), person->post);
	return paper_name(p, id);
}

const char *
paper_signer(struct print *p, const char *planned, const struct record *sign)
{
	const char *signer = sign ? ((const struct handover_sign *)sign->body)->person : NULL;

	if (!planned)
		return paper_name(p, signer);
	if (!signer || str_equal(signer, planned))
		return paper_name(p, planned);
	return arena_text_f(&p->arena, "%s（%s代签）", paper_name(p, planned),
			    paper_name(p, signer));
}

static const char *
arrived(struct print *p, const char *person)
{
	for (size_t i = 0; person && i < p->p->narrivals; i++)
		if (str_equal(p->p->arrivals[i].person, person))
			return paper_clock(p, p->p->arrivals[i].at);
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

size_t
paper_count(const struct print *p, enum handover_section section)
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
		text_centre(p->out, title, PAPER_COLUMNS);
	}
	str_add(&s, "交班班次：");
	if (h->start.kind == MOMENT_EXACT)
		str_add_f(&s, "%s—", day_and_clock(p, h->start.secs, true));
	if (h->end.kind == MOMENT_EXACT)
		str_add(&s, day_and_clock(p, h->end.secs, false));
	str_add_f(&s, "       编号：%s",
		  p->s->sealed && p->s->sealed->number ? p->s->sealed->number : "（未封存）");
	paper_line(p, paper_take(p, &s));
	str_add_f(&s, "天气：%s    森林火险：%s    在效预警：%zu项  本班记录：",
		  h->weather ? h->weather : "未记", h->fire_risk ? h->fire_risk : "未记",
		  paper_count(p, SECTION_WARNINGS));
	if (p->s->seal)
		handover_range_text(&p->p->before, &p->s->cut, &s);
	else
		str_add_f(&s, "%zu条", p->p->entries);
	paper_line(p, paper_take(p, &s));
}

struct person_row {
	const char *post, *out, *in, *arrival, *remark;
};

static void
person_row(const struct grid *g, struct person_row r)
{
	const char *cells[] = {r.post, r.out, r.in, r.arrival, r.remark};

	grid_row(g, cells, false, true);
}

/* The fire group hands over by itself, with its own list of vehicles and gear. */
static void
fire_row(struct print *p, const struct grid *g)
{
	const struct handover_state *fire = p->p->fire;
	struct person_row r = {.post = "消防指挥员"};

	if (!fire)
		return;
	r.out = paper_signer(p, fire->body->outgoing, fire->out);
	r.in = paper_signer(p, fire->body->incoming, fire->in);
	r.arrival = arrived(p, fire->body->incoming);
	r.remark = fire->seal ? arena_text_f(&p->arena, "车辆器材另表交接，%s完毕",
					     paper_clock(p, fire->seal->at.secs))
			      : "车辆器材另表交接，尚未完毕";
	person_row(g, r);
}

/* 留岗: by name with the time it ends, as sealed; and what was said in words. */
static void
stay_rows(struct print *p, const struct grid *g)
{
	const struct handover_items *items = p->p->items;

	for (size_t i = 0; i < items->n; i++) {
		const struct handover_item *x = &items->v[i];

		if (x->section != SECTION_STAY)
			continue;
		person_row(g,
			   (struct person_row){"留岗", x->what, NULL, NULL,
					       arena_text_f(&p->arena, "%s%s至%s，计延时", x->state,
							    *x->state ? "，" : "", x->next)});
	}
	if (p->s->body->stay)
		person_row(g, (struct person_row){"留岗", p->s->body->stay, NULL, NULL, "计延时"});
}

static void
people(struct print *p)
{
	static const int widths[] = {12, 18, 18, 11, 23};
	static const char *const heads[] = {"岗位", "交班", "接班", "到岗时间", "备注"};
	const struct handover *h = p->s->body;
	bool fire = h->group == GROUP_FIRE;
	struct grid g = paper_table(p, widths, 5);

	grid_row(&g, heads, true, true);
	if (!fire)
		person_row(&g, (struct person_row){"带班领导", name_and_office(p, h->out_leader),
						   name_and_office(p, h->in_leader),
						   arrived(p, h->in_leader), NULL});
	person_row(&g,
		   (struct person_row){
		       fire ? "消防指挥员" : "主班", paper_signer(p, h->outgoing, p->s->out),
		       h->alone && !p->s->in ? "无人接班" : paper_signer(p, h->incoming, p->s->in),
		       arrived(p, h->incoming), NULL});
	if (!fire) {
		person_row(&g, (struct person_row){"副班",
						   paper_signer(p, h->out_deputy, p->s->out_deputy),
						   paper_signer(p, h->in_deputy, p->s->in_deputy),
						   arrived(p, h->in_deputy), NULL});
		fire_row(p, &g);
	}
	stay_rows(p, &g);
	grid_end(&g);
}

/* ---- signatures ---- */

/* 乙 8:06; 南（代东）8:20; 甲（电话确认）8:10; 乙（纸面签名，子见证）8:06 */
static const char *
signature(struct print *p, const char *planned, const struct record *sign)
{
	const struct handover_sign *b = sign ? sign->body : NULL;
	struct str s = STR_INIT;

	if (!b)
		return "";
	str_add(&s, paper_name(p, b->person));
	if (planned && !str_equal(planned, b->person))
		str_add_f(&s, "（代%s）", paper_name(p, planned));
	if (b->by_phone)
		str_add(&s, "（电话确认）");
	if (b->on_paper)
		str_add_f(&s, "（纸面签名，%s见证）", paper_name(p, b->witness));
	str_add_f(&s, " %s", paper_clock(p, sign->at.secs));
	return paper_take(p, &s);
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
			str_add_f(&s, "%s%s", s.len ? " " : "", signature(p, NULL, r));
	}
	return paper_take(p, &s);
}

static void
fire_signatures(struct print *p)
{
	static const int widths[] = {18, 36, 37};
	static const char *const heads[] = {NULL, "消防指挥员", "带班领导"};
	const struct handover *h = p->s->body;
	const char *out[] = {"交班签名、时间", signature(p, h->outgoing, p->s->out),
			     leader_signature(p, false)};
	const char *in[] = {"接班签名、时间",
			    h->alone && !p->s->in ? "无人接班"
						  : signature(p, h->incoming, p->s->in),
			    leader_signature(p, true)};
	struct grid g = paper_table(p, widths, 3);

	grid_row(&g, heads, true, true);
	grid_row(&g, out, false, true);
	grid_row(&g, in, false, true);
	grid_end(&g);
}

static void
signatures(struct print *p)
{
	static const int widths[] = {16, 18, 14, 20, 22};
	static const char *const heads[] = {NULL, "主班", "副班", "消防指挥员", "带班领导"};
	const struct handover *h = p->s->body;
	const struct handover_state *f = p->p->fire;
	const char *out[] = {"交班签名、时间", signature(p, h->outgoing, p->s->out),
			     signature(p, h->out_deputy, p->s->out_deputy),
			     f ? signature(p, f->body->outgoing, f->out) : "",
			     leader_signature(p, false)};
	const char *in[] = {
	    "接班签名、时间",
	    h->alone && !p->s->in ? "无人接班" : signature(p, h->incoming, p->s->in),
	    signature(p, h->in_deputy, p->s->in_deputy),
	    f ? signature(p, f->body->incoming, f->in) : "", leader_signature(p, true)};
	struct grid g = paper_table(p, widths, 5);

	grid_row(&g, heads, true, true);
	grid_row(&g, out, false, true);
	grid_row(&g, in, false, true);
	grid_end(&g);
}

/* What had to be read back, and how much of it was. */
static void
count_read(const struct print *p, enum handover_section section, size_t *grave, size_t *done)
{
	const struct handover_items *items = p->p->items;

	*grave = *done = 0;
	for (size_t i = 0; i < items->n; i++)
		if (items->v[i].grave && items->v[i].section == section) {
			++*grave;
			*done += items->v[i].read_back;
		}
}

static void
add_read(struct print *p, struct str *s)
{
	size_t events, told, orders, heard;

	count_read(p, SECTION_INCIDENTS, &events, &told);
	count_read(p, SECTION_MATTERS, &orders, &heard);
	if (events + orders == 0)
		return;
	str_add(s, "复述：");
	if (events)
		str_add_f(s, "未办结事件%zu件", events);
	if (orders)
		str_add_f(s, "%s重要指示%zu项", events ? "、" : "", orders);
	if (told + heard == 0)
		str_add(s, "，未复述。");
	else if (told + heard == events + orders)
		str_add(s, "已由接班主班复述，交班主班确认无误。");
	else
		str_add_f(s, "，其中%zu项已由接班主班复述、交班主班确认无误，%zu项未复述。",
			  told + heard, events + orders - told - heard);
}

/* 当班无事 is a legal entry where equipment and telephones were checked (practice.md 57). */
static bool
pieces_checked(const struct handover_items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (items->v[i].section == SECTION_EQUIPMENT && !items->v[i].ticked)
			return false;
	return true;
}

/* Whoever reads the paper does not know ids by heart; a piece's name is its id. */
static void
add_unread(const struct handover_item *i, size_t before, struct str *out)
{
	str_add(out, before ? "；" : "");
	if (i->what && strstr(i->what, i->id))
		str_add(out, i->what);
	else if (i->what)
		str_add_f(out, "%s（%s）", i->what, i->id);
	else
		str_add(out, i->id);
}

static void
read_backs(struct print *p)
{
	const struct handover_items *items = p->p->items;
	size_t unread = handover_unread(items), listed = 0;
	struct str s = STR_INIT;

	add_read(p, &s);
	if (unread) {
		str_add_f(&s, "未逐项确认%zu项：", unread);
		for (size_t i = 0; i < items->n; i++)
			if (!items->v[i].ticked && !handover_is_hint(&items->v[i]))
				add_unread(&items->v[i], listed++, &s);
		str_add(&s, "。");
	}
	if (p->p->entries == 0 && !paper_count(p, SECTION_INCIDENTS) &&
	    !paper_count(p, SECTION_MATTERS))
		str_add(&s, pieces_checked(items) ? "当班无事（零记录）。"
						  : "本班无记录，器材、电话未全部检查。");
	if (s.len)
		paper_paragraph(p, s.ptr);
	str_clear(&s);
}

static void
seal_line(struct print *p)
{
	const struct handover_sign *sealed = p->s->sealed;
	struct str s = STR_INIT;
	char code[16];

	if (!sealed) {
		paper_paragraph(p, "职责尚未交接：交接双方签名后封存。");
		return;
	}
	seal_short(sealed->seal, code);
	str_add_f(&s, "职责交接时间：%s（%s）。封存：", paper_clock(p, p->s->seal->at.secs),
		  p->s->body->alone                 ? "单方交班"
		  : p->s->body->group == GROUP_FIRE ? "双方签名"
						    : "主班双签");
	handover_range_text(&p->p->before, &p->s->cut, &s);
	str_add_f(&s, "，校验码 %s。封后补记：%zu条", code, p->p->late);
	for (size_t i = 0; i < p->p->nlate_ids; i++)
		str_add_f(&s, "%s%s", i ? "、" : "（", p->p->late_ids[i]);
	str_add(&s, p->p->nlate_ids == 0           ? "。"
		    : p->p->nlate_ids < p->p->late ? " 等）。"
						   : "）。");
	if (p->s->body->alone)
		str_add_f(&s, "单方交班原因：%s。", p->s->body->reason ? p->s->body->reason : "");
	paper_paragraph(p, s.ptr);
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
	const char *superior = p->p->station ? p->p->station->superior : NULL;

	if (!s->reviews.n)
		paper_line(p,
			   arena_text_f(&p->arena,
					"审阅%s%s%s：                      意见：                  "
					"    时间：",
					superior ? "（" : "", superior ? superior : "",
					superior ? "）" : ""));
	for (size_t i = 0; i < s->reviews.n; i++) {
		const struct record *r = s->reviews.v[i];
		const struct review *v = r->body;
		struct str text = STR_INIT;

		if (v->verdict)
			str_add_f(&text, "审阅（%s）：", r->who ? r->who : paper_name(p, r->by));
		else
			str_add(&text, "答复：");
		str_add_f(&text, "%s %s", verdict_zh(v->verdict),
			  v->text    ? v->text
			  : v->reply ? v->reply
				     : "");
		if (v->due.kind == MOMENT_EXACT)
			str_add_f(&text, "（限%s前答复）", day_and_clock(p, v->due.secs, false));
		str_add_f(&text, "  %s", day_and_clock(p, r->at.secs, true));
		paper_paragraph(p, text.ptr);
		str_clear(&text);
	}
}

void
handover_print(const struct handover_print *what, bool html, struct str *out)
{
	struct print p = {.p = what, .s = what->state, .html = html, .out = out};

	head(&p);
	people(&p);
	paper_sections(&p);
	if (p.s->body->group == GROUP_FIRE)
		fire_signatures(&p);
	else
		signatures(&p);
	read_backs(&p);
	seal_line(&p);
	reviews(&p);
	if (html)
		html_end(out);
	arena_free(&p.arena);
}
