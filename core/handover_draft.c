/* What one shift must tell the next, gathered from the records. */
#include "core/handover_inner.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "core/vec.h"

enum { ACTS_TOLD = 2 };

const char *
draft_take(struct draft *d, struct str *s)
{
	const char *text = arena_text(d->arena, s->ptr);

	str_clear(s);
	return text;
}

void
handover_time(int64_t secs, int64_t now, struct str *out)
{
	struct civil c = civil_of(secs);

	if (day_of(secs) != day_of(now))
		str_add_f(out, "%d月%d日", c.month, c.day);
	str_add_f(out, "%d:%02d", c.hour, c.minute);
}

const char *
draft_time(struct draft *d, int64_t secs)
{
	struct str s = STR_INIT;

	handover_time(secs, d->in->now, &s);
	return draft_take(d, &s);
}

static int
age(const struct draft *d, int64_t since)
{
	int n = 0;

	for (size_t i = 0; i < d->in->nseals; i++)
		n += d->in->seals[i] >= since;
	return n;
}

int64_t
draft_began(const struct record *r)
{
	return r->at.kind == MOMENT_EXACT || r->at.kind == MOMENT_ABOUT ? r->at.secs : r->ts / 1000;
}

void
draft_add(struct draft *d, struct handover_item item)
{
	const struct handover_state *s = d->in->state;
	const struct record *tick = s ? handover_tick_of(s, item.id) : NULL;
	const struct handover_tick *t = tick ? tick->body : NULL;
	struct str state = STR_INIT;

	item.what = item.what ? item.what : "";
	item.from = item.from ? item.from : "";
	item.next = item.next ? item.next : "";
	str_add(&state, item.state ? item.state : "");
	if (t) {
		item.ticked = true;
		item.fault = t->state == TICK_FAULT;
		if (item.section == SECTION_EQUIPMENT)
			str_add(&state, item.fault ? "异常" : "正常");
		if (t->note)
			str_add_f(&state, "%s%s", state.len ? "；" : "", t->note);
	}
	item.state = draft_take(d, &state);
	item.read_back = s && handover_readback_of(s, item.id);
	vec_push(d->out, item);
}

/* ---- incidents ---- */

static const struct {
	enum measure measure;
	const char *word;
} told_figures[] = {
    {MEASURE_dead, "死亡"},        {MEASURE_missing, "失联"}, {MEASURE_trapped, "被困"},
    {MEASURE_injured, "受伤"},     {MEASURE_serious, "重伤"}, {MEASURE_light, "轻伤"},
    {MEASURE_poisoned, "中毒"},    {MEASURE_rescued, "救出"}, {MEASURE_evacuated, "疏散转移"},
    {MEASURE_sheltered, "现安置"},
};

const char *
draft_step(int step)
{
	static const char *const words[] = {
	    [STEP_DISPATCH] = "派队",
	    [STEP_TURNOUT] = "出动",
	    [STEP_ARRIVE] = "到场",
	    [STEP_WATER] = "出水",
	    [STEP_CONTROLLED] = "已控制",
	    [STEP_OUT] = "明火扑灭",
	    [STEP_RESCUE] = "救援",
	    [STEP_EVACUATE] = "疏散",
	    [STEP_REINFORCE] = "增援",
	    [STEP_TOLD] = "报告带班",
	    [STEP_NOTIFY] = "通报",
	    [STEP_CORDON] = "警戒",
	    [STEP_MEDICAL] = "送医",
	    [STEP_RESPONSE_START] = "启动响应",
	    [STEP_COMMAND_SET] = "设指挥部",
	    [STEP_COMMAND_TRANSFER] = "指挥权移交",
	    [STEP_FOLLOWUP_TRANSFER] = "续报职责移交",
	    [STEP_WATCH] = "看守",
	    [STEP_RETURN] = "归队",
	    [STEP_READY] = "恢复执勤",
	    [STEP_RESPONSE_END] = "处置结束",
	};

	return step > 0 && (size_t)step < ARRAY_LEN(words) && words[step] ? words[step] : "";
}

static const char *
owed_zh(enum owed_step step)
{
	static const char *const words[OWED_STEPS] = {
	    [OWED_FIRST_PHONE] = "电话首报",
	    [OWED_FIRST_WRITTEN] = "书面首报",
	    [OWED_UPGRADE_PHONE] = "升级报告",
	    [OWED_FOLLOWUP] = "续报",
	    [OWED_FOLLOWUP_CHANGE] = "变化续报",
	    [OWED_VERIFY_PHONE] = "电话核报",
	    [OWED_VERIFY_WRITTEN] = "书面核报",
	    [OWED_FINAL] = "终报",
	    [OWED_SUPPLEMENT] = "补报",
	    [OWED_COUNTERSIGN] = "补签",
	    [OWED_RETURN] = "补正",
	    [OWED_CONFIRM] = "确认签收",
	    [OWED_TOLD_LEADER] = "报告带班",
	    [OWED_ENTERPRISE] = "单位报告",
	    [OWED_ROUTINE] = "定时报告",
	};

	return words[step] ? words[step] : owed_step_word(step);
}

static const char *
grade_zh(int grade)
{
	static const char *const words[] = {"", "特别重大", "重大", "较大", "一般"};

	return words[grade];
}

static void
add_figures(const struct figures *f, struct str *out)
{
	for (size_t i = 0; i < ARRAY_LEN(told_figures); i++) {
		const struct figure *x = &f->of[told_figures[i].measure];

		if (x->known && x->value > 0)
			str_add_f(out, "%s%s%lld人", out->len ? "，" : "", told_figures[i].word,
				  (long long)x->value);
	}
}

static void
add_acts(struct draft *d, const struct casefile *cf, struct str *out)
{
	size_t first = cf->acts.n > ACTS_TOLD ? cf->acts.n - ACTS_TOLD : 0;

	for (size_t i = first; i < cf->acts.n; i++) {
		const struct act *act = cf->acts.v[i]->body;

		str_add_f(out, "%s%s", out->len ? "；" : "", draft_step(act->step));
		handover_time(draft_began(cf->acts.v[i]), d->in->now, out);
		if (act->unit)
			str_add_f(out, " %s", act->unit);
		if (act->text)
			str_add_f(out, " %s", act->text);
	}
}

/* The open obligation that comes first; the window of supplements after it. */
static const char *
next_owed(struct draft *d, const struct handover_case *c, int window, int64_t *due)
{
	const struct obligation *best = NULL;
	struct str s = STR_INIT;

	for (size_t i = 0; i < c->nowed; i++)
		if (obligation_open(&c->owed[i]) && !c->owed[i].reminder &&
		    (!best || c->owed[i].due < best->due))
			best = &c->owed[i];
	*due = best ? best->due : NEVER;
	if (best) {
		str_add_f(&s, "%s：", owed_zh(best->step));
		handover_time(best->due, d->in->now, &s);
		str_add(&s, best->due < d->in->now ? "已超时未报" : "前");
	}
	if (window)
		str_add_f(&s, "%s伤亡补报期至%d月%d日", s.len ? "；" : "", window / 100 % 100,
			  window % 100);
	return draft_take(d, &s);
}

static void
add_incident(struct draft *d, const struct handover_case *c)
{
	const struct casefile *cf = c->file;
	struct handover_item item = {.section = SECTION_INCIDENTS, .id = cf->id, .grave = true};
	struct incident_view view;
	struct str s = STR_INIT;

	incident_view(cf, &view);
	item.typed = view.phase == PHASE_RESPONSE;
	item.age = age(d, draft_began(cf->thing->first));
	str_add_f(&s, "%s（%s", cf->incident->title ? cf->incident->title : "", cf->id);
	if (view.confirmed)
		str_add_f(&s, "，%s", grade_zh(view.confirmed));
	if (view.possible && view.possible < view.confirmed)
		str_add_f(&s, "，可能%s", grade_zh(view.possible));
	str_add(&s, view.danger ? "，较大涉险）" : "）");
	item.what = draft_take(d, &s);
	if (view.phase == PHASE_RESPONSE)
		str_add(&s, "处置中");
	else
		str_add_f(&s, "处置%s结束", draft_time(d, cf->ended));
	add_acts(d, cf, &s);
	add_figures(&view.figures, &s);
	item.state = draft_take(d, &s);
	item.next = next_owed(d, c, view.supplement_until, &item.due);
	item.from = draft_time(d, cf->learned);
	draft_add(d, item);
}

/* Graver first (a lower number; none last), response before what has ended, then what is due. */
struct ranked_case {
	const struct handover_case *c;
	int grade, phase;
	int64_t due;
};

static int
compare_cases(const void *a, const void *b)
{
	const struct ranked_case *x = a, *y = b;

	if (x->grade != y->grade)
		return x->grade - y->grade;
	if (x->phase != y->phase)
		return x->phase - y->phase;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return strcmp(x->c->file->id, y->c->file->id);
}

static void
add_incidents(struct draft *d)
{
	struct ranked_case *r = arena_alloc(d->arena, (d->in->ncases + 1) * sizeof(*r));
	size_t n = 0;

	for (size_t i = 0; i < d->in->ncases; i++) {
		const struct handover_case *c = &d->in->cases[i];
		struct incident_view view;

		if (!c->file->incident)
			continue;
		incident_view(c->file, &view);
		r[n] = (struct ranked_case){c, view.possible, (int)view.phase, NEVER};
		if (!r[n].grade)
			r[n].grade = GRADE_IV + 1;
		if (view.danger && r[n].grade > GRADE_III)
			r[n].grade = GRADE_III;
		next_owed(d, c, 0, &r[n].due);
		n++;
	}
	if (n)
		qsort(r, n, sizeof(*r), compare_cases);
	for (size_t i = 0; i < n; i++)
		add_incident(d, r[i].c);
}

/* ---- matters ---- */

static size_t
count(char *const *list)
{
	size_t n = 0;

	while (list && list[n])
		n++;
	return n;
}

static bool
has_answered(const struct records *lines, const char *to)
{
	for (size_t i = 0; i < lines->n; i++) {
		const struct relay *r = lines->v[i]->body;

		if (lines->v[i]->kind == &kind_relay && r->answered && str_equal(r->to, to))
			return true;
	}
	return false;
}

/* 已应答7，余：甲村、乙村; else the last word about it. */
static const char *
progress(struct draft *d, const struct handover_matter *m, char *const *to)
{
	size_t all = count(to), left = 0;
	struct str s = STR_INIT, rest = STR_INIT;
	const struct record *last = NULL;

	for (size_t i = 0; i < all; i++)
		if (!has_answered(m->lines, to[i]))
			str_add_f(&rest, "%s%s", left++ ? "、" : "", to[i]);
	if (all)
		str_add_f(&s, "已应答%zu，余%zu", all - left, left);
	if (left)
		str_add_f(&s, "：%s", rest.ptr);
	for (size_t i = 0; i < m->lines->n; i++)
		if (m->lines->v[i]->kind == &kind_feedback ||
		    (!all && m->lines->v[i]->kind == &kind_relay))
			last = m->lines->v[i];
	if (last) {
		str_add(&s, s.len ? "；" : "");
		handover_time(draft_began(last), d->in->now, &s);
		str_add(&s, " ");
		record_line_text(last, &s);
	}
	str_clear(&rest);
	return draft_take(d, &s);
}

static void
add_matter(struct draft *d, const struct handover_matter *m)
{
	const struct thing *t = m->thing;
	struct handover_item item = {.section = SECTION_MATTERS, .id = t->id, .due = NEVER};
	struct moment due = {0};
	const char *from = "";
	char *const *to = NULL;

	if (t->kind == &kind_order) {
		const struct order *o = t->body;

		item.what = o->text;
		item.grave = true;
		from = o->from;
		due = o->due;
	} else if (t->kind == &kind_matter) {
		const struct matter *x = t->body;

		item.what = x->text;
		from = x->from;
		due = x->due;
		to = x->to;
	} else if (t->kind == &kind_query) {
		const struct query *q = t->body;

		item.what = arena_text_f(d->arena, "核报：%s", q->text);
		from = q->from;
		due = q->due;
	} else {
		return;
	}
	if (due.kind == MOMENT_EXACT) {
		item.due = due.secs;
		item.next = draft_time(d, due.secs);
		if (due.secs < d->in->now)
			item.next = arena_text_f(d->arena, "%s（已超时）", item.next);
	}
	item.state = progress(d, m, to);
	item.from = arena_text_f(d->arena, "%s %s", from, draft_time(d, draft_began(t->first)));
	item.age = age(d, draft_began(t->first));
	draft_add(d, item);
}

static void
add_matters(struct draft *d)
{
	for (int orders = 1; orders >= 0; orders--)
		for (size_t i = 0; i < d->in->nmatters; i++)
			if ((d->in->matters[i].thing->kind == &kind_order) == orders)
				add_matter(d, &d->in->matters[i]);
}

static void
add_warnings(struct draft *d)
{
	static const char *const colours[] = {"", "红色", "橙色", "黄色", "蓝色"};

	for (size_t i = 0; d->in->warnings && i < d->in->warnings->n; i++) {
		const struct thing *t = d->in->warnings->v[i];
		const struct warning *w = t->body;
		struct handover_item item = {.section = SECTION_WARNINGS, .id = t->id};

		if (w->lifted || (w->until.kind == MOMENT_EXACT && w->until.secs <= d->in->now))
			continue;
		item.what = arena_text_f(d->arena, "%s%s", w->kind, colours[w->colour]);
		item.from = arena_text_f(
		    d->arena, "%s %s", w->issuer ? w->issuer : "",
		    w->issued.kind == MOMENT_EXACT ? draft_time(d, w->issued.secs) : "");
		item.due = NEVER;
		if (w->until.kind == MOMENT_EXACT) {
			item.due = w->until.secs;
			item.next = arena_text_f(d->arena, "至%s", draft_time(d, w->until.secs));
		}
		item.state = w->told.kind == MOMENT_EXACT
				 ? arena_text_f(d->arena, "%s已报带班", draft_time(d, w->told.secs))
				 : "未记报带班";
		item.age = age(d, draft_began(t->first));
		draft_add(d, item);
	}
}

void
handover_draft(struct arena *a, const struct handover_input *in, struct handover_items *out)
{
	struct draft d = {a, in, out};
	struct crews total = {0};

	add_incidents(&d);
	if (in->group != GROUP_FIRE)
		add_matters(&d);
	add_warnings(&d);
	draft_people_out(&d, &total);
	for (size_t i = 0; i < in->nchecks; i++)
		draft_add(&d, (struct handover_item){.section = SECTION_EQUIPMENT,
						     .id = in->checks[i],
						     .what = in->checks[i],
						     .due = NEVER});
	if (in->duty)
		draft_roster(&d, &total);
	vec_clear(&total);
}

size_t
handover_unread(const struct handover_items *items)
{
	size_t n = 0;

	for (size_t i = 0; i < items->n; i++)
		n += !items->v[i].ticked && items->v[i].section != SECTION_STRENGTH;
	return n;
}
