/* Follow-ups: the grid of intervals, and reminders when something changes. */
#include "core/owed.h"
#include "core/vec.h"

/* An incident that nobody ends must not fill the memory. */
enum { INTERVALS_MAX = 20000 };

struct interval {
	int64_t begin, end;
	int64_t met;
	const struct record *by;
};

struct grid {
	struct owing *o;
	const char *to;
	int64_t stop; /* end of the response or transfer of the duty */
	VEC(struct interval) intervals;
};

static int64_t
next_clock_time(const struct rule_values *v, int64_t after)
{
	int64_t day = day_secs(day_of(after)), best = NEVER;

	for (size_t i = 0; i < 2 * v->ntimes; i++) {
		int64_t at =
		    day + (i < v->ntimes ? 0 : DAY_SECONDS) + v->times[i % v->ntimes] * INT64_C(60);

		if (at > after && at < best)
			best = at;
	}
	return best;
}

/* The end of the interval that begins there; NEVER when no rule asks for one. */
static int64_t
end_after(const struct grid *g, int64_t begin)
{
	struct rule_values v;
	int64_t clock, end = NEVER;

	if (!owed_values(g->o, begin, g->to, &v))
		return NEVER;
	if (v.n[RULE_FOLLOWUP])
		end = begin + v.n[RULE_FOLLOWUP] * INT64_C(60);
	clock = next_clock_time(&v, begin);
	return clock < end ? clock : end;
}

/* All intervals that begin by `until` and before the stop. */
static void
build(struct grid *g, int64_t first, int64_t until)
{
	int64_t begin = first;

	while (begin <= until && begin < g->stop && g->intervals.n < INTERVALS_MAX) {
		int64_t end = end_after(g, begin);

		if (end == NEVER)
			return;
		vec_push(&g->intervals,
			 ((struct interval){.begin = begin, .end = end, .met = NEVER}));
		begin = end;
	}
}

/* A late one meets all that stand unmet past their ends, and then not the running one. */
static void
send_one(struct grid *g, const struct case_sending *s)
{
	bool late = false;

	for (size_t i = 0; i < g->intervals.n; i++) {
		struct interval *v = &g->intervals.v[i];

		if (v->met != NEVER || v->end >= s->at || v->end >= g->stop)
			continue;
		v->met = s->at;
		v->by = s->send;
		late = true;
	}
	for (size_t i = 0; i < g->intervals.n && !late; i++) {
		struct interval *v = &g->intervals.v[i];

		if (v->begin >= s->at || v->end < s->at || s->at > g->stop || v->met != NEVER)
			continue;
		v->met = s->at;
		v->by = s->send;
	}
}

static bool
counts(const struct grid *g, const struct case_sending *s)
{
	return s->type == REPORT_FOLLOWUP && case_sent_first(g->o->cf, s, g->to);
}

static void
list_interval(struct grid *g, const struct interval *v, int n)
{
	const struct casefile *cf = g->o->cf;
	struct obligation row = owed_row(g->o, OWED_FOLLOWUP, n, g->to);
	bool stopped = v->end >= g->stop;
	bool waived =
	    cf->incident->closed && cf->incident->closed != CLOSED_DONE && g->stop == cf->closed;
	struct rule_values values;

	if (stopped && v->met == NEVER && g->stop != cf->transferred && !waived)
		return;
	row.start = v->begin;
	row.due = v->end;
	if (owed_values(g->o, v->begin, g->to, &values))
		owed_name(g->o, &row, &values, RULE_FOLLOWUP);
	owed_excuse(g->o, &row);
	if (v->met != NEVER)
		owed_meet(&row, v->met, v->by);
	else if (stopped && g->stop == cf->transferred)
		row.status = OWED_TRANSFERRED;
	owed_push(g->o, &row);
}

void
owed_followups(struct owing *o, const char *to)
{
	const struct casefile *cf = o->cf;
	const struct case_sending *first = case_first_sending(cf, REPORT_FIRST, to);
	struct grid g = {.o = o, .to = to, .stop = cf->ended};
	int64_t until = o->now;

	if (!first)
		return;
	if (cf->transferred < g.stop)
		g.stop = cf->transferred;
	for (size_t i = 0; i < cf->nsendings; i++)
		if (counts(&g, &cf->sendings[i]) && cf->sendings[i].at > until)
			until = cf->sendings[i].at;
	build(&g, first->at, until);
	for (size_t i = 0; i < cf->nsendings; i++)
		if (counts(&g, &cf->sendings[i]))
			send_one(&g, &cf->sendings[i]);
	for (size_t i = 0; i < g.intervals.n; i++)
		if (g.intervals.v[i].begin <= o->now || g.intervals.v[i].met != NEVER)
			list_interval(&g, &g.intervals.v[i], (int)i + 1);
	vec_clear(&g.intervals);
}

struct trigger {
	int64_t at;
	const struct record *by;
};

static unsigned
trigger_of_step(int step)
{
	switch (step) {
	case STEP_CONTROLLED:
		return TRIGGER_CONTROLLED;
	case STEP_OUT:
		return TRIGGER_OUT;
	case STEP_EVACUATE:
		return TRIGGER_EVACUATED;
	case STEP_COMMAND_SET:
	case STEP_COMMAND_TRANSFER:
		return TRIGGER_COMMAND;
	case STEP_RESPONSE_START:
		return TRIGGER_RESPONSE;
	default:
		return 0;
	}
}

static bool
people_changed(const struct figures *a, const struct figures *b)
{
	return a->of[MEASURE_dead].value != b->of[MEASURE_dead].value ||
	       a->of[MEASURE_missing].value != b->of[MEASURE_missing].value ||
	       a->of[MEASURE_trapped].value != b->of[MEASURE_trapped].value;
}

/* Whether the rules want to be told of this kind of change, at that moment. */
static bool
wanted(const struct owing *o, unsigned trigger, int64_t at)
{
	struct rule_values v;

	return trigger && owed_values(o, at, NULL, &v) && (v.triggers & trigger);
}

/* Changes from the first written report to the end of the response, not yet in order. */
static size_t
gather_triggers(const struct owing *o, struct trigger *out)
{
	const struct casefile *cf = o->cf;
	struct figures before = {0};
	size_t n = 0;

	for (size_t i = 0; i < cf->facts.n; i++) {
		struct figures after = before;
		int64_t at = fact_learned(cf->facts.v[i]);

		figures_add(&after, cf->facts.v[i]);
		if (people_changed(&before, &after) && wanted(o, TRIGGER_FIGURES, at))
			out[n++] = (struct trigger){.at = at, .by = cf->facts.v[i]};
		before = after;
	}
	for (size_t i = 0; i < cf->acts.n; i++) {
		const struct act *act = cf->acts.v[i]->body;
		int64_t at = record_when(cf->acts.v[i]);

		if (wanted(o, trigger_of_step(act->step), at))
			out[n++] = (struct trigger){.at = at, .by = cf->acts.v[i]};
	}
	return n;
}

static const struct trigger *
next_trigger(const struct trigger *v, size_t n, int64_t after)
{
	const struct trigger *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (v[i].at > after &&
		    (!best || v[i].at < best->at ||
		     (v[i].at == best->at && record_compare(v[i].by, best->by) < 0)))
			best = &v[i];
	return best;
}

/* After the end, or when another does the follow-ups, nobody need be reminded any more. */
static bool
is_over(const struct owing *o, struct obligation *row)
{
	const struct casefile *cf = o->cf;
	int64_t stop = cf->ended < cf->transferred ? cf->ended : cf->transferred;

	if (row->met != NEVER || stop > o->now || (!row->reminder && row->due < stop))
		return false;
	if (stop == cf->transferred)
		row->status = OWED_TRANSFERRED;
	return stop != cf->transferred;
}

/* One reminder for all changes since the last word; what is said afterwards covers them. */
void
owed_changes(struct owing *o)
{
	const struct casefile *cf = o->cf;
	const struct case_sending *first = case_first_sending(cf, REPORT_FIRST, NULL);
	struct trigger *v = arena_alloc(o->arena, (cf->facts.n + cf->acts.n + 1) * sizeof(*v));
	size_t n = gather_triggers(o, v);
	int64_t stop = cf->ended < cf->transferred ? cf->ended : cf->transferred;
	const struct trigger *t = first ? next_trigger(v, n, first->at) : NULL;

	for (int number = 1; t && t->at < stop; number++) {
		struct obligation row = owed_row(o, OWED_FOLLOWUP_CHANGE, number, NULL);
		struct rule_values values;

		if (!owed_limit(o, &row, t->at, RULE_CHANGE))
			return;
		row.cause = t->by->id;
		row.reminder = owed_values(o, t->at, NULL, &values) && !values.change_late;
		owed_excuse(o, &row);
		owed_meet_sent(o, &row, 0, t->at, NEVER - 1);
		owed_meet_phoned(o, &row, PHONE_FOLLOWUP, t->at);
		owed_meet_phoned(o, &row, PHONE_UPGRADE, t->at);
		if (!is_over(o, &row))
			owed_push(o, &row);
		t = row.met == NEVER ? NULL : next_trigger(v, n, row.met);
	}
}
