/* Reports owed by the clock, whether anything happened or not: zero reports, daily figures, tests.
 */
#include <stdlib.h>
#include <string.h>

#include "core/line.h"
#include "core/owed.h"
#include "core/vec.h"

enum { AHEAD_DAYS = 8 }; /* how far the next one is looked for: weekly ones show */

struct routines {
	const struct records *records;
	const struct case_context *context;
	int64_t since;
	struct obligations *out;
};

/* When a record says that this routine was done; NEVER when it does not. */
static int64_t
done_at(const struct routines *in, const struct rule_routine *r, const struct record *said)
{
	const char *text = NULL;

	if (r->by_call && said->kind == &kind_call)
		text = ((const struct call *)said->body)->text;
	if (r->by_call && said->kind == &kind_log)
		text = ((const struct log *)said->body)->text;
	if (r->by_call)
		return text && strstr(text, r->name) ? record_when(said) : NEVER;
	if (said->kind != &kind_send)
		return NEVER;
	for (size_t i = 0; i < in->records->n; i++) {
		const struct record *report = in->records->v[i];
		struct moment held = {0};

		if (report->kind != &kind_report || !report->body ||
		    !str_equal(report->id, said->of) ||
		    !str_equal(((const struct report *)report->body)->routine, r->name))
			continue;
		if (((const struct report_send *)said->body)->via != VIA_SYNC)
			return record_when(said);
		if (in->context->delivered)
			held = in->context->delivered(in->context->ctx, said);
		return held.kind == MOMENT_EXACT ? held.secs : NEVER;
	}
	return NEVER;
}

static bool
falls_on(const struct rule_set *s, const struct rule_routine *r, int day)
{
	struct civil c = civil_of(day_secs(day));

	if (!r->on || (r->weekdays && !(r->weekdays >> c.weekday & 1)))
		return false;
	return !r->period || rules_in_period(s, r->period, day);
}

static struct obligation
row_at(const struct rule_set *s, const struct rule_routine *r, int64_t due, int n)
{
	return (struct obligation){
	    .step = OWED_ROUTINE,
	    .n = n,
	    .to = r->to,
	    .rule = r->name,
	    .set = s->name,
	    .start = due - r->early * INT64_C(60),
	    .due = due,
	    .due_before = due,
	    .met = NEVER,
	    .recorded = NEVER,
	};
}

/* All times of one day, of the set in force at each. */
static void
add_day(struct routines *in, int day, struct obligations *rows)
{
	const struct rule_sets *sets = in->context->sets;
	const struct rule_set *s = rule_sets_at(sets, day_secs(day) + DAY_SECONDS - 60);

	for (size_t i = 0; s && i < s->nroutines; i++) {
		const struct rule_routine *r = &s->routines[i];

		if (!falls_on(s, r, day))
			continue;
		for (size_t k = 0; k < r->ntimes; k++) {
			int64_t due = day_secs(day) + r->times[k] * INT64_C(60);

			if (rule_sets_at(sets, due) == s && due >= sets->v[0].in_force)
				vec_push(rows, row_at(s, r, due, (int)k + 1));
		}
	}
}

static const struct obligation *
next_of(const struct obligations *rows, const struct obligation *row)
{
	const struct obligation *best = NULL;

	for (size_t i = 0; i < rows->n; i++)
		if (str_equal(rows->v[i].rule, row->rule) && rows->v[i].due > row->due &&
		    (!best || rows->v[i].due < best->due))
			best = &rows->v[i];
	return best;
}

/* What is said from its opening until the next one opens is said for this one. */
static void
meet(struct routines *in, struct obligation *row, int64_t until)
{
	const struct rule_set *s = rule_sets_at(in->context->sets, row->due);
	const struct rule_routine *r = rules_routine(s, row->rule);

	for (size_t i = 0; r && i < in->records->n; i++) {
		const struct record *said = in->records->v[i];
		int64_t at = said->body && !said->rev ? done_at(in, r, said) : NEVER;

		if (at >= row->start && at < until)
			owed_meet_earlier(row, at, said);
	}
}

static void
finish(struct routines *in, struct obligation *row)
{
	int64_t now = minute_floor(in->context->now), end = row->met != NEVER ? row->met : now;

	if (row->met_by) {
		row->recorded = minute_floor(row->met_by->ts / 1000);
		row->late_entry = record_late_minutes(row->met_by);
	}
	row->status = end > row->due ? OWED_LATE : row->met != NEVER ? OWED_MET : OWED_PENDING;
	if (row->status == OWED_LATE)
		row->late_minutes = minutes_between(row->due, end);
	vec_push(in->out, *row);
}

static bool
is_first_ahead(const struct obligations *rows, const struct obligation *row, int64_t now)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_equal(rows->v[i].rule, row->rule) && rows->v[i].start > now &&
		    rows->v[i].due < row->due)
			return false;
	return true;
}

/* A report without an incident that was signed by phone: 补签 is owed as for any other. */
static void
add_countersign(struct routines *in, const struct record *r, int n)
{
	const struct report *report = r->body;
	int64_t start =
	    report->signed_at.kind == MOMENT_EXACT ? report->signed_at.secs : record_when(r);
	const struct rule_set *s = rule_sets_at(in->context->sets, start);
	struct rule_case c = {.family = FAMILY_OTHER, .day = day_of(start)};
	struct obligation row = {.step = OWED_COUNTERSIGN,
				 .n = n,
				 .cause = r->id,
				 .set = s->name,
				 .start = start,
				 .met = NEVER,
				 .recorded = NEVER};
	struct rule_values v;

	rules_choose(s, &c, NULL, &v);
	if (!v.n[RULE_COUNTERSIGN])
		return;
	row.rule = v.by[RULE_COUNTERSIGN]->name;
	row.due = row.due_before = start + v.n[RULE_COUNTERSIGN] * INT64_C(60);
	for (size_t i = 0; i < in->records->n; i++) {
		const struct record *by = in->records->v[i];

		if (!str_equal(by->of, r->id))
			continue;
		if (by->kind == &kind_countersign)
			owed_meet_earlier(&row, record_when(by), by);
		if (by->kind == &kind_void)
			return;
	}
	finish(in, &row);
}

static void
add_countersigns(struct routines *in)
{
	int n = 0;

	for (size_t i = 0; i < in->records->n; i++) {
		const struct record *r = in->records->v[i];

		if (r->kind == &kind_report && r->body && !r->of &&
		    ((const struct report *)r->body)->by_phone)
			add_countersign(in, r, ++n);
	}
}

void
routine_obligations(struct arena *a, const struct records *records, const struct case_context *c,
		    int64_t since, struct obligations *out)
{
	struct routines in = {.records = records, .context = c, .since = since, .out = out};
	struct obligations rows = {0};
	int last = day_add(day_of(c->now), AHEAD_DAYS);

	(void)a;
	if (!c->sets->n)
		return;
	for (int day = day_of(since); day <= last; day = day_add(day, 1))
		add_day(&in, day, &rows);
	for (size_t i = 0; i < rows.n; i++) {
		struct obligation row = rows.v[i];
		const struct obligation *next = next_of(&rows, &row);

		if (row.due <= since ||
		    (row.start > c->now && !is_first_ahead(&rows, &row, c->now)))
			continue;
		/* Its own window never reaches back into the one before. */
		for (size_t k = 0; k < rows.n; k++)
			if (str_equal(rows.v[k].rule, row.rule) && rows.v[k].due < row.due &&
			    rows.v[k].due > row.start)
				row.start = rows.v[k].due + 60;
		meet(&in, &row,
		     next && next->start > row.due ? next->start
		     : next                        ? row.due + 1
						   : NEVER);
		finish(&in, &row);
	}
	vec_clear(&rows);
	add_countersigns(&in);
}
