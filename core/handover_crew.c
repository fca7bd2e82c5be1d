/* Who is out, who is in, and who stands differently than planned: for the draft of a handover. */
#include "core/handover_inner.h"

#include "core/vec.h"

static bool
goes_out(int step)
{
	return step == STEP_DISPATCH || step == STEP_TURNOUT || step == STEP_ARRIVE ||
	       step == STEP_REINFORCE || step == STEP_WATCH;
}

/* The last word about a unit decides: out, or back (归队, 恢复执勤). */
static bool
is_last_of_unit(const struct casefile *cf, size_t i)
{
	const struct act *act = cf->acts.v[i]->body;

	for (size_t k = i + 1; k < cf->acts.n; k++) {
		const struct act *later = cf->acts.v[k]->body;

		if (str_equal(later->unit, act->unit) &&
		    (goes_out(later->step) || later->step == STEP_RETURN ||
		     later->step == STEP_READY))
			return false;
	}
	return true;
}

/* Vehicles and people as last said; since when it is out. */
static void
unit_numbers(const struct casefile *cf, size_t last, struct act *out, int64_t *since)
{
	const struct act *act = cf->acts.v[last]->body;

	*out = *act;
	*since = draft_began(cf->acts.v[last]);
	for (size_t i = last; i-- > 0;) {
		const struct act *before = cf->acts.v[i]->body;

		if (!str_equal(before->unit, act->unit))
			continue;
		if (before->step == STEP_RETURN || before->step == STEP_READY)
			break;
		if (!goes_out(before->step))
			continue;
		*since = draft_began(cf->acts.v[i]);
		out->vehicles = out->vehicles.set ? out->vehicles : before->vehicles;
		out->people = out->people.set ? out->people : before->people;
		out->leader = out->leader ? out->leader : before->leader;
	}
}

static void
add_out(struct draft *d, const struct casefile *cf, size_t i, struct act *total)
{
	struct handover_item item = {.section = SECTION_OUT, .due = NEVER};
	struct act act;
	int64_t since;
	struct str s = STR_INIT;

	unit_numbers(cf, i, &act, &since);
	item.id = cf->acts.v[i]->id;
	str_add(&s, act.unit ? act.unit : "");
	if (act.people.set)
		str_add_f(&s, "%lld人", (long long)act.people.n);
	if (act.leader)
		str_add_f(&s, "（%s）", act.leader);
	item.what = draft_take(d, &s);
	str_add_f(&s, "%s", cf->incident->title ? cf->incident->title : "");
	if (draft_step(act.step)[0])
		str_add_f(&s, "（%s）", draft_step(act.step));
	if (act.vehicles.set)
		str_add_f(&s, " %lld车", (long long)act.vehicles.n);
	item.state = draft_take(d, &s);
	item.from = draft_time(d, since);
	total->people.n += act.people.n;
	total->vehicles.n += act.vehicles.n;
	draft_add(d, item);
}

void
draft_people_out(struct draft *d, struct act *total)
{
	for (size_t c = 0; c < d->in->ncases; c++) {
		const struct casefile *cf = d->in->cases[c].file;

		for (size_t i = 0; cf->incident && i < cf->acts.n; i++)
			if (goes_out(((const struct act *)cf->acts.v[i]->body)->step) &&
			    is_last_of_unit(cf, i))
				add_out(d, cf, i, total);
	}
}

static void
add_strength(struct draft *d, const struct act *out)
{
	struct handover_item item = {.section = SECTION_STRENGTH, .id = "", .due = NEVER};
	struct duty_strength s;
	struct str text = STR_INIT;

	duty_strength(d->in->duty, d->in->group, d->in->now, &s);
	if (out->people.n || out->vehicles.n)
		str_add_f(&text, "在外%lld人%lld车。", (long long)out->people.n,
			  (long long)out->vehicles.n);
	str_add_f(&text, "按班表在岗%lld人、备勤%lld人、听班%lld人", (long long)s.onsite,
		  (long long)s.standby, (long long)s.oncall);
	if (s.have < s.need)
		str_add_f(&text, "；岗位空缺%lld人", (long long)(s.need - s.have));
	str_add(&text, "。");
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
	struct handover_item item = {
	    .section = SECTION_ROSTER, .id = t->id, .what = what, .from = from, .due = NEVER};

	draft_add(d, item);
}

static void
add_swaps(struct draft *d)
{
	const struct things *ts = &d->in->duty->swaps;

	for (size_t i = 0; i < ts->n; i++) {
		const struct swap *s = ts->v[i]->body;

		if (ts->v[i]->last->ts / 1000 < d->in->since ||
		    (s->state != SWAP_APPROVED && s->state != SWAP_UNDONE))
			continue;
		add_change(d, ts->v[i],
			   arena_text_f(d->arena, "%s%s由%s改为%s（%s）",
					draft_time(d, s->start.secs),
					duty_post_name(d->in->duty, s->post),
					name(d, s->state == SWAP_APPROVED ? s->person : s->with),
					name(d, s->state == SWAP_APPROVED ? s->with : s->person),
					s->state == SWAP_APPROVED ? "调班已批准" : "调班已撤销"),
			   draft_time(d, ts->v[i]->last->ts / 1000));
	}
}

static void
add_takeovers(struct draft *d)
{
	const struct things *ts = &d->in->duty->assignments;

	for (size_t i = 0; i < ts->n; i++) {
		const struct assignment *as = ts->v[i]->body;

		if (as->source != ASSIGN_TAKEOVER || as->cancelled ||
		    ts->v[i]->first->ts / 1000 < d->in->since)
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

		if (l->state != LEAVE_APPROVED || ts->v[i]->last->ts / 1000 < d->in->since ||
		    l->end.secs <= d->in->now)
			continue;
		add_change(d, ts->v[i],
			   arena_text_f(d->arena, "%s%s至%s不在岗", name(d, l->person),
					draft_time(d, l->start.secs), draft_time(d, l->end.secs)),
			   draft_time(d, ts->v[i]->last->ts / 1000));
	}
}

void
draft_roster(struct draft *d, const struct act *out)
{
	add_strength(d, out);
	add_swaps(d);
	add_takeovers(d);
	add_leaves(d);
}
