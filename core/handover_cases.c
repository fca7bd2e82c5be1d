/* Open incidents in the draft of a handover: the gravest first, with what is owed next. */
#include "core/handover_inner.h"

#include <stdlib.h>
#include <string.h>

enum { ACTS_TOLD = 2 };

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
	    [OWED_ANSWER] = "答复审阅",
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

/* Whether the acts that are told have the end of the response among them. */
static bool
tells_end(const struct casefile *cf)
{
	size_t first = cf->acts.n > ACTS_TOLD ? cf->acts.n - ACTS_TOLD : 0;
	bool told = false;

	for (size_t i = first; i < cf->acts.n; i++)
		told |= ((const struct act *)cf->acts.v[i]->body)->step == STEP_RESPONSE_END;
	return told;
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

/* Names stay on this host; that there are some is told. */
static void
add_casualties(const struct draft *d, const char *incident, struct str *out)
{
	size_t n = 0;

	for (size_t i = 0; d->in->casualties && i < d->in->casualties->n; i++)
		n += str_equal(d->in->casualties->v[i]->of, incident);
	if (n)
		str_add_f(out, "；%zu人姓名等见本站隐私登记（不随本表打印、不同步）", n);
}

static void
take_newest(const struct case_records *recs, int64_t *newest)
{
	for (size_t i = 0; i < recs->n; i++)
		if (recs->v[i]->ts > *newest)
			*newest = recs->v[i]->ts;
}

/* When something was last entered about it. */
static int64_t
newest(const struct handover_case *c)
{
	const struct casefile *cf = c->file;
	const struct case_records *all[] = {&cf->facts,   &cf->acts,    &cf->phones,
					    &cf->queries, &cf->reports, &cf->receipts,
					    &cf->returns, &cf->voids,   &cf->countersigns};
	int64_t ts = cf->thing->last->ts;

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		take_newest(all[i], &ts);
	for (size_t i = 0; i < cf->nsendings; i++)
		if (cf->sendings[i].send->ts > ts)
			ts = cf->sendings[i].send->ts;
	return ts;
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
	item.touched = newest(c);
	str_add_f(&s, "%s（%s", cf->incident->title ? cf->incident->title : "", cf->id);
	if (view.confirmed)
		str_add_f(&s, "，%s", grade_zh(view.confirmed));
	if (view.possible && view.possible < view.confirmed)
		str_add_f(&s, "，可能%s", grade_zh(view.possible));
	str_add(&s, view.danger ? "，较大涉险）" : "）");
	item.what = draft_take(d, &s);
	if (view.phase == PHASE_RESPONSE)
		str_add(&s, "处置中");
	else if (!tells_end(cf))
		str_add_f(&s, "处置%s结束", draft_time(d, cf->ended));
	add_acts(d, cf, &s);
	add_figures(&view.figures, &s);
	add_casualties(d, cf->id, &s);
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

void
draft_incidents(struct draft *d)
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
