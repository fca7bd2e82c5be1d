/* Who is out, who is in, and who stands differently than planned: for the draft of a handover. */
#include "core/handover_inner.h"

#include "core/attendance.h"
#include "core/duty_check.h"
#include "core/edition.h"
#include "core/gauge.h"
#include "core/vec.h"

enum { CELLS_TOLD = 3 };

/* The work telephone of somebody on the roster, by the name that was said; NULL: not known. */
static const char *
phone_of(const struct draft *d, const char *name)
{
	const struct duty_book *duty = d->in->duty;

	for (size_t i = 0; duty && name && i < duty->people.n; i++) {
		const struct person *p = duty->people.v[i]->body;

		if (str_equal(p->name, name))
			return p->phone ? p->phone : p->mobile;
	}
	return NULL;
}

/* When they are expected back, as last said; *due is NEVER without it. */
static const char *
expected(struct draft *d, const struct casefile *cf, const struct crew *c, int64_t *due)
{
	*due = NEVER;
	for (size_t i = cf->acts.n; i-- > 0;) {
		const struct act *a = cf->acts.v[i]->body;

		if (a->until.kind != MOMENT_EXACT || (a->unit && !str_equal(a->unit, c->unit)))
			continue;
		*due = a->until.secs;
		return arena_text_f(d->arena, "%s%s", draft_time(d, a->until.secs),
				    a->until.secs < d->in->now ? "（已过）" : "");
	}
	return "";
}

static void
add_out(struct draft *d, const struct casefile *cf, const struct crew *c)
{
	struct handover_item item = {
	    .section = SECTION_OUT, .id = c->last->id, .touched = c->last->ts};
	const struct act *last = c->last->body;
	const char *phone = phone_of(d, c->leader);
	struct str s = STR_INIT;

	item.next = expected(d, cf, c, &item.due);
	str_add(&s, c->unit);
	if (c->people)
		str_add_f(&s, "%lld人", (long long)c->people);
	if (c->leader)
		str_add_f(&s, "（%s%s%s）", c->leader, phone ? " " : "", phone ? phone : "");
	item.what = draft_take(d, &s);
	str_add(&s, cf->incident->title ? cf->incident->title : "");
	if (draft_step(last->step)[0])
		str_add_f(&s, "（%s）", draft_step(last->step));
	for (char **w = c->engines; w && *w; w++)
		str_add_f(&s, "%s%s", w == c->engines ? " " : "、", *w);
	if (c->vehicles && !c->engines)
		str_add_f(&s, " %lld车", (long long)c->vehicles);
	item.state = draft_take(d, &s);
	item.from = draft_time(d, c->since);
	draft_add(d, item);
}

void
draft_people_out(struct draft *d, struct crews *total)
{
	for (size_t i = 0; i < d->in->ncases; i++) {
		const struct casefile *cf = d->in->cases[i].file;
		size_t first = total->n;

		crews_out(cf, total);
		for (size_t k = first; k < total->n; k++)
			if (!total->v[k].back)
				add_out(d, cf, &total->v[k]);
	}
}

/* 已请柳泉镇消防队代防至11:00 */
static void
add_covers(struct draft *d, struct str *text)
{
	const struct things *ts = &d->in->duty->covers;

	for (size_t i = 0; i < ts->n; i++) {
		const struct cover *c = ts->v[i]->body;

		if (c->cancelled || c->start.secs > d->in->now ||
		    (c->end.kind == MOMENT_EXACT && c->end.secs <= d->in->now))
			continue;
		str_add_f(text, "；已请%s代防", c->unit);
		if (c->end.kind == MOMENT_EXACT)
			str_add_f(text, "至%s", draft_time(d, c->end.secs));
		if (c->agreed)
			str_add_f(text, "（%s商定）", c->agreed);
	}
}

static void
add_strength(struct draft *d, const struct crews *crews)
{
	static const struct things no_vehicles;
	struct handover_item item = {.section = SECTION_STRENGTH, .id = "", .due = NEVER};
	const struct things *vehicles = d->in->vehicles ? d->in->vehicles : &no_vehicles;
	struct duty_strength s;
	struct gauge g;
	struct str text = STR_INIT;

	gauge_read(d->in->duty, vehicles, crews, d->in->now, &g);
	s = d->in->group == GROUP_FIRE ? g.fire : g.watch;
	if (g.people_out || g.vehicles_out)
		str_add_f(&text, "在外%lld人%lld车。", (long long)g.people_out,
			  (long long)g.vehicles_out);
	str_add_f(&text, "按班表在岗%lld人、备勤%lld人、听班%lld人", (long long)s.onsite,
		  (long long)s.standby, (long long)s.oncall);
	if (s.have < s.need)
		str_add_f(&text, "；岗位空缺%lld人", (long long)(s.need - s.have));
	if (g.fire.onsite + g.fire.standby)
		str_add_f(&text, "；消防组在队%lld人", (long long)g.people_left);
	if (vehicles->n)
		str_add_f(&text, "、可用车%zu辆，可出动%zu车", g.engines, g.can_roll);
	for (size_t i = 0; i < g.oncall.n; i++)
		str_add_f(&text, "%s%s", i ? "、" : "；备班：",
			  duty_person_name(d->in->duty, g.oncall.v[i].person));
	add_covers(d, &text);
	str_add(&text, "。");
	gauge_clear(&g);
	item.what = draft_take(d, &text);
	draft_add(d, item);
}

/* ---- changes of the roster ---- */

static const char *
name(const struct draft *d, const char *id)
{
	return duty_person_name(d->in->duty, id);
}

static void
add_change(struct draft *d, const struct thing *t, const char *what, const char *from)
{
	struct handover_item item = {.section = SECTION_ROSTER,
				     .id = t->id,
				     .what = what,
				     .from = from,
				     .due = NEVER,
				     .touched = t->last->ts};

	draft_add(d, item);
}

/* Whether an earlier handover could tell it: by the last cut, not by clocks, so that what came from
 * another device late, or in the second of the seal, is told once. */
static bool
told_before(const struct draft *d, const struct record *r)
{
	if (d->in->nseals)
		return cut_covers(d->in->seals[d->in->nseals - 1], r->id);
	return r->ts / 1000 < d->in->since;
}

static bool
is_late(const struct draft *d, const struct thing *t)
{
	return d->in->limits && duty_swap_late_for(d->in->limits, d->in->duty->calendar, t) != 0;
}

/* 1月20日8:00副班由丙改为丁，1月21日8:00副班由丁改为丙（调班已批准，未按期提出） */
static void
add_swap(struct draft *d, const struct thing *t)
{
	const struct swap *s = t->body;
	bool undone = s->state == SWAP_UNDONE;
	const char *giver = name(d, undone ? s->with : s->person);
	const char *taker = name(d, undone ? s->person : s->with);
	struct str what = STR_INIT;

	str_add_f(&what, "%s%s由%s改为%s", draft_time(d, s->start.secs),
		  duty_post_name(d->in->duty, s->post), giver, taker);
	if (s->back_start.kind == MOMENT_EXACT)
		str_add_f(&what, "，%s%s由%s改为%s", draft_time(d, s->back_start.secs),
			  duty_post_name(d->in->duty, s->back_post), taker, giver);
	str_add_f(&what, "（%s%s）", undone ? "调班已撤销" : "调班已批准",
		  !undone && is_late(d, t) ? "，未按期提出" : "");
	add_change(d, t, draft_take(d, &what), draft_time(d, t->last->ts / 1000));
}

static void
add_swaps(struct draft *d)
{
	const struct things *ts = &d->in->duty->swaps;

	for (size_t i = 0; i < ts->n; i++) {
		int state = ((const struct swap *)ts->v[i]->body)->state;

		if ((state == SWAP_APPROVED || state == SWAP_UNDONE) &&
		    !told_before(d, ts->v[i]->last))
			add_swap(d, ts->v[i]);
	}
}

static void
add_takeovers(struct draft *d)
{
	const struct things *ts = &d->in->duty->assignments;

	for (size_t i = 0; i < ts->n; i++) {
		const struct assignment *as = ts->v[i]->body;

		if (as->source != ASSIGN_TAKEOVER || as->cancelled ||
		    told_before(d, ts->v[i]->first))
			continue;
		add_change(d, ts->v[i],
			   arena_text_f(
			       d->arena, "%s起%s由%s顶班%s%s（%s）", draft_time(d, as->start.secs),
			       duty_post_name(d->in->duty, as->post), name(d, as->person),
			       as->instead ? "，替" : "", as->instead ? name(d, as->instead) : "",
			       as->reason ? as->reason : "未注明原因"),
			   draft_time(d, ts->v[i]->first->ts / 1000));
	}
}

static void
add_leaves(struct draft *d)
{
	const struct things *ts = &d->in->duty->leaves;

	for (size_t i = 0; i < ts->n; i++) {
		const struct leave *l = ts->v[i]->body;

		if (l->state != LEAVE_APPROVED || told_before(d, ts->v[i]->last) ||
		    l->end.secs <= d->in->now)
			continue;
		add_change(d, ts->v[i],
			   arena_text_f(d->arena, "%s%s至%s不在岗", name(d, l->person),
					draft_time(d, l->start.secs), draft_time(d, l->end.secs)),
			   draft_time(d, ts->v[i]->last->ts / 1000));
	}
}

/* 平时, 加强, 全员在岗: what was ordered since. */
static void
add_modes(struct draft *d)
{
	static const char *const words[] = {
	    [MODE_NORMAL] = "平时", [MODE_RAISED] = "加强", [MODE_ALL] = "全员在岗"};
	const struct things *ts = &d->in->duty->modes;

	for (size_t i = 0; i < ts->n; i++) {
		const struct mode *m = ts->v[i]->body;

		if (told_before(d, ts->v[i]->last) || m->level < MODE_NORMAL ||
		    (size_t)m->level >= ARRAY_LEN(words))
			continue;
		add_change(d, ts->v[i],
			   arena_text_f(d->arena, "%s起值守模式改为%s%s%s%s",
					draft_time(d, m->start.secs), words[m->level],
					m->by ? "（" : "", m->by ? m->by : "",
					m->by ? (m->cancelled ? "，已撤销）" : "）")
					      : (m->cancelled ? "（已撤销）" : "")),
			   draft_time(d, ts->v[i]->last->ts / 1000));
	}
}

/* 1月19日副班由卯改为巳 */
static void
add_cell(struct draft *d, const struct edition_change *c, struct str *out)
{
	struct shift_span usual = {SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};

	str_add_f(out, "%d月%d日%s由", c->day / 100 % 100, c->day % 100,
		  duty_post_name(d->in->duty, c->post));
	cell_names(d->in->duty, &c->was, usual, out);
	str_add(out, c->was.n ? "改为" : "空缺改为");
	cell_names(d->in->duty, &c->now, usual, out);
	str_add(out, c->now.n ? "" : "空缺");
}

/* The changes of this edition from today on; the first few in words. */
static void
add_cells(struct draft *d, const struct thing *t, struct str *out)
{
	struct things one = {(struct thing **)&t, 1, 1};
	struct edition_changes changes = {0};
	size_t told = 0;

	edition_changes(d->arena, &one, ((const struct edition *)t->body)->month, &changes);
	for (size_t i = 0; i < changes.n && told < CELLS_TOLD; i++) {
		if (changes.v[i].day < day_of(d->in->now - DAY_SECONDS / 2))
			continue;
		str_add(out, told++ ? "、" : "：");
		add_cell(d, &changes.v[i], out);
	}
	if (told == CELLS_TOLD && changes.n > told)
		str_add(out, "等");
	vec_clear(&changes);
}

/* 值班表 published since, from the second edition on: what hangs on the wall has changed. */
static void
add_editions(struct draft *d)
{
	const struct things *ts = d->in->editions;

	for (size_t i = 0; ts && i < ts->n; i++) {
		const struct edition *ed = ts->v[i]->body;
		struct str what = STR_INIT;

		if (told_before(d, ts->v[i]->first) || ed->part.set || ed->version.n < 2)
			continue;
		str_add_f(&what, "%d年%d月值班表第%lld版发布，改动%lld格", ed->month / 10000,
			  ed->month / 100 % 100, (long long)ed->version.n, (long long)ed->cells.n);
		add_cells(d, ts->v[i], &what);
		add_change(d, ts->v[i], draft_take(d, &what),
			   draft_time(d, ts->v[i]->first->ts / 1000));
	}
}

/* ---- 留岗 ---- */

/* Who stays on beyond the shift, by the lines of `duty hold`; the last word about each. */
static void
add_stays(struct draft *d)
{
	const struct things *lines = d->in->attendance;

	for (size_t i = 0; lines && i < lines->n; i++) {
		const struct attendance *a = lines->v[i]->body;
		struct handover_item item = {.section = SECTION_STAY,
					     .id = lines->v[i]->id,
					     .due = NEVER,
					     .touched = lines->v[i]->first->ts};
		bool last = true;

		for (size_t k = i + 1; k < lines->n; k++) {
			const struct attendance *b = lines->v[k]->body;

			last &= !(str_equal(b->person, a->person) &&
				  (b->way == ATTEND_HOLD || b->way == ATTEND_OFF));
		}
		if (a->way != ATTEND_HOLD || a->until.secs <= d->in->now || !last)
			continue;
		item.what = name(d, a->person);
		item.state = a->note;
		item.next = draft_time(d, a->until.secs);
		draft_add(d, item);
	}
}

void
draft_roster(struct draft *d, const struct crews *out)
{
	add_strength(d, out);
	add_swaps(d);
	add_takeovers(d);
	add_leaves(d);
	add_modes(d);
	add_editions(d);
	add_stays(d);
}
