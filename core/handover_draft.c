/* What one shift must tell the next, gathered from the records. */
#include "core/handover_inner.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "core/vec.h"

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

/* By the cuts, not by clocks: what arrived late was carried by no shift before. */
static int
age(const struct draft *d, const char *id)
{
	int n = 0;

	for (size_t i = 0; i < d->in->nseals; i++)
		n += cut_covers(d->in->seals[i], id);
	return n;
}

static const struct handover_item *
as_sealed(const struct draft *d, const struct handover_item *item)
{
	for (size_t i = 0; d->in->before && i < d->in->before->n; i++)
		if (d->in->before->v[i].section == item->section &&
		    str_equal(d->in->before->v[i].id, item->id))
			return &d->in->before->v[i];
	return NULL;
}

/* What the incoming side must be shown besides the thing itself. */
static void
add_marks(struct draft *d, struct handover_item *item)
{
	const struct handover_item *was = as_sealed(d, item);
	const struct record *out = d->in->state ? d->in->state->out : NULL;

	if (item->section <= SECTION_WARNINGS) {
		item->age = age(d, item->id);
		item->again = item->age > 0 && d->in->before && !was;
		item->news = !was || item->touched / 1000 > d->in->since;
	} else if (item->section == SECTION_EQUIPMENT) {
		item->news = was && was->fault;
	} else {
		item->news = !handover_is_hint(item) && item->touched / 1000 > d->in->since;
	}
	item->after = out && item->touched > out->ts;
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
		if (item.section == SECTION_EQUIPMENT) {
			str_cut(&state, 0);
			str_add_f(&state, "%s（%s）", item.fault ? "异常" : "正常",
				  draft_time(d, draft_began(tick)));
		}
		if (t->note)
			str_add_f(&state, "%s%s", state.len ? "；" : "", t->note);
	}
	item.state = draft_take(d, &state);
	item.read_back = s && handover_readback_of(s, item.id);
	add_marks(d, &item);
	vec_push(d->out, item);
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
	item.touched = t->last->ts;
	for (size_t i = 0; i < m->lines->n; i++)
		if (m->lines->v[i]->ts > item.touched)
			item.touched = m->lines->v[i]->ts;
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
		item.touched = t->last->ts;
		draft_add(d, item);
	}
}

/* ---- pieces ---- */

/* What was not in order when it was last handed over is told again until it is. */
static void
add_pieces(struct draft *d)
{
	for (size_t i = 0; i < d->in->nchecks; i++) {
		struct handover_item item = {.section = SECTION_EQUIPMENT,
					     .id = d->in->checks[i],
					     .what = d->in->checks[i],
					     .due = NEVER};
		const struct handover_item *was = as_sealed(d, &item);

		if (was && was->fault)
			item.state = arena_text_f(d->arena, "上班%s", was->state);
		draft_add(d, item);
	}
}

/* Vehicles by exception: those that could not roll. */
static void
add_vehicles(struct draft *d)
{
	static const char *const states[] = {
	    [VEHICLE_OUT] = "在外", [VEHICLE_RECOVERING] = "恢复中", [VEHICLE_REPAIR] = "维修"};

	for (size_t i = 0; d->in->vehicles && i < d->in->vehicles->n; i++) {
		const struct thing *t = d->in->vehicles->v[i];
		const struct vehicle *v = t->body;
		struct handover_item item = {.section = SECTION_EQUIPMENT,
					     .id = t->id,
					     .what = v->name,
					     .due = NEVER,
					     .touched = t->last->ts};

		if (v->state <= VEHICLE_READY)
			continue;
		item.state = arena_text_f(d->arena, "%s%s%s", states[v->state],
					  v->reason ? "：" : "", v->reason ? v->reason : "");
		draft_add(d, item);
	}
}

void
handover_draft(struct arena *a, const struct handover_input *in, struct handover_items *out)
{
	struct draft d = {a, in, out};
	struct crews total = {0};

	draft_incidents(&d);
	if (in->group != GROUP_FIRE)
		add_matters(&d);
	for (size_t i = 0; i < in->nloose; i++)
		draft_add(&d, in->loose[i]);
	add_warnings(&d);
	draft_people_out(&d, &total);
	add_pieces(&d);
	add_vehicles(&d);
	if (in->duty)
		draft_roster(&d, &total);
	vec_clear(&total);
}

bool
handover_is_hint(const struct handover_item *i)
{
	return i->section == SECTION_STRENGTH || i->section == SECTION_STAY;
}

size_t
handover_unread(const struct handover_items *items)
{
	size_t n = 0;

	for (size_t i = 0; i < items->n; i++)
		n += !items->v[i].ticked && !handover_is_hint(&items->v[i]);
	return n;
}

enum handover_together
handover_together(const struct handover_item *i, int64_t now)
{
	if (handover_is_hint(i) || i->news || i->again || i->after || i->due < now ||
	    i->section == SECTION_INCIDENTS || i->section == SECTION_ROSTER)
		return TOGETHER_NOT;
	if (i->grave)
		return i->typed || (i->ticked && i->read_back) ? TOGETHER_NOT : TOGETHER_SPOKEN;
	return i->ticked ? TOGETHER_NOT : TOGETHER_PLAIN;
}
