/* What is owed on request, at the end and afterwards. */
#include <string.h>

#include "core/owed.h"

static bool
query_row(struct owing *o, const struct record *query, enum owed_step step, enum rule_number number,
	  struct obligation *row)
{
	const struct query *body = query->body;
	int64_t start = record_when(query);
	bool limited = owed_limit(o, row, start, number);

	row->start = start;
	row->cause = query->id;
	if (body->due.kind == MOMENT_EXACT &&
	    (step == OWED_VERIFY_WRITTEN || !limited || body->due.secs < row->due)) {
		row->due = body->due.secs;
		row->rule = row->set = NULL;
		limited = true;
	}
	owed_excuse(o, row);
	return limited;
}

/* Each answer meets the oldest query that is open then. */
static void
answer(struct obligation *rows, size_t n, int64_t at, const struct record *by)
{
	for (size_t i = 0; i < n && at != NEVER; i++)
		if (rows[i].met == NEVER && rows[i].start <= at) {
			owed_meet(&rows[i], at, by);
			return;
		}
}

static void
verify_step(struct owing *o, enum owed_step step, enum rule_number number)
{
	const struct casefile *cf = o->cf;
	struct obligation *rows = arena_alloc(o->arena, (cf->queries.n + 1) * sizeof(*rows));
	size_t n = 0;

	for (size_t i = 0; i < cf->queries.n; i++) {
		rows[n] = owed_row(o, step, (int)i + 1, NULL);
		if (query_row(o, cf->queries.v[i], step, number, &rows[n]))
			n++;
	}
	for (size_t i = 0; step == OWED_VERIFY_PHONE && i < cf->phones.n; i++)
		if (((const struct phone_report *)cf->phones.v[i]->body)->step == PHONE_VERIFY)
			answer(rows, n, record_when(cf->phones.v[i]), cf->phones.v[i]);
	for (size_t i = 0; step == OWED_VERIFY_WRITTEN && i < cf->nsendings; i++) {
		const struct case_sending *s = &cf->sendings[i];

		if (s->type != REPORT_VERIFY)
			continue;
		if (case_sent_first(cf, s, NULL))
			answer(rows, n, s->at, s->send);
		for (size_t k = 0; k < n && s->at == NEVER; k++)
			rows[k].undelivered |= rows[k].met == NEVER;
	}
	for (size_t i = 0; i < n; i++)
		owed_push(o, &rows[i]);
}

void
owed_verify(struct owing *o)
{
	verify_step(o, OWED_VERIFY_PHONE, RULE_VERIFY_PHONE);
	verify_step(o, OWED_VERIFY_WRITTEN, RULE_VERIFY_WRITTEN);
}

void
owed_final(struct owing *o, const char *to)
{
	struct obligation row = owed_row(o, OWED_FINAL, 1, to);

	if (o->cf->response_end == NEVER || !owed_limit(o, &row, o->cf->response_end, RULE_FINAL))
		return;
	row.cause = o->cf->id;
	owed_excuse(o, &row);
	owed_meet_sent(o, &row, REPORT_FINAL, INT64_MIN, NEVER - 1);
	owed_push(o, &row);
}

/* Whether a fact was recorded after a sending; in the same minute the records' order decides. */
static bool
recorded_after(const struct record *fact, const struct case_sending *sent)
{
	int64_t at = record_when(fact);

	return at != sent->at ? at > sent->at : record_compare(fact, sent->send) > 0;
}

/* Whether one record came after another; in the same minute the records' order decides. */
static bool
came_after(const struct record *a, const struct record *b)
{
	int64_t x = record_when(a), y = record_when(b);

	return x != y ? x > y : record_compare(a, b) > 0;
}

/* A supplement of the same minute that was sent before the fact does not tell it. */
static void
meet_supplement(const struct owing *o, const struct record *fact, struct obligation *row)
{
	owed_meet_sent(o, row, REPORT_SUPPLEMENT, row->start, NEVER - 1);
	if (row->met != row->start || came_after(row->met_by, fact))
		return;
	owed_meet(row, NEVER, NULL);
	owed_meet_sent(o, row, REPORT_SUPPLEMENT, row->start + 1, NEVER - 1);
}

void
owed_supplements(struct owing *o, const char *to)
{
	const struct casefile *cf = o->cf;
	const struct case_sending *final = case_first_sending(cf, REPORT_FINAL, to);
	struct figures before = {0};
	int n = 0;

	for (size_t i = 0; final && cf->until && i < cf->facts.n; i++) {
		const struct record *fact = cf->facts.v[i];
		struct obligation row = owed_row(o, OWED_SUPPLEMENT, n + 1, to);
		struct figures after = before;
		bool changed;

		figures_add(&after, fact);
		changed = figures_differ(&before, &after);
		before = after;
		if (!changed || !recorded_after(fact, final) ||
		    day_of(fact_asof(fact)) > cf->until ||
		    !owed_limit(o, &row, fact_learned(fact), RULE_SUPPLEMENT))
			continue;
		n++;
		row.cause = fact->id;
		owed_excuse(o, &row);
		meet_supplement(o, fact, &row);
		owed_push(o, &row);
	}
}

void
owed_countersigns(struct owing *o)
{
	const struct casefile *cf = o->cf;
	int n = 0;

	for (size_t i = 0; i < cf->reports.n; i++) {
		const struct record *r = cf->reports.v[i], *voided = case_void_of(cf, r);
		const struct report *report = r->body;
		struct obligation row = owed_row(o, OWED_COUNTERSIGN, n + 1, NULL);
		int64_t signed_at = report->signed_at.kind == MOMENT_EXACT ? report->signed_at.secs
									   : record_when(r);

		if (!report->by_phone || !owed_limit(o, &row, signed_at, RULE_COUNTERSIGN))
			continue;
		n++;
		row.cause = r->id;
		for (size_t k = 0; k < cf->countersigns.n; k++)
			if (str_equal(cf->countersigns.v[k]->of, r->id))
				owed_meet_earlier(&row, record_when(cf->countersigns.v[k]),
						  cf->countersigns.v[k]);
		if (voided && row.met == NEVER)
			row.status = OWED_WAIVED;
		owed_excuse(o, &row);
		owed_push(o, &row);
	}
}

static int
type_of(const struct casefile *cf, const char *report)
{
	for (size_t i = 0; i < cf->reports.n; i++)
		if (str_equal(cf->reports.v[i]->id, report))
			return ((const struct report *)cf->reports.v[i]->body)->type;
	return REPORT_NONE;
}

/* 退回补正: the next sending of the same report or kind, or of a correction. */
static void
meet_return(const struct casefile *cf, const struct record *returned, struct obligation *row)
{
	int type = type_of(cf, returned->of);

	for (size_t i = 0; i < cf->nsendings; i++) {
		const struct case_sending *s = &cf->sendings[i];

		/* Two stations' clocks do not tell which of one minute was first. */
		if (str_equal(s->report->id, returned->of) && s->at <= row->start)
			continue;
		if (s->at >= row->start && came_after(s->send, returned) &&
		    (s->type == type || s->type == REPORT_CORRECTION))
			owed_meet_earlier(row, s->at, s->send);
	}
}

void
owed_returns(struct owing *o)
{
	const struct casefile *cf = o->cf;
	int n = 0;

	for (size_t i = 0; i < cf->returns.n; i++) {
		const struct record *r = cf->returns.v[i];
		const struct report_return *body = r->body;
		struct obligation row = owed_row(o, OWED_RETURN, n + 1, NULL);

		if (!owed_limit(o, &row, record_when(r), RULE_RETURN) &&
		    body->due.kind != MOMENT_EXACT)
			continue;
		n++;
		row.start = record_when(r);
		row.cause = r->id;
		if (body->due.kind == MOMENT_EXACT)
			row.due = body->due.secs;
		owed_excuse(o, &row);
		meet_return(cf, r, &row);
		owed_push(o, &row);
	}
}

/* No receipt for the newest sending: 请电话确认 (practice.md 27). Dropped when all is over. */
void
owed_confirm(struct owing *o)
{
	const struct casefile *cf = o->cf;
	const struct case_sending *last = NULL;
	struct obligation row = owed_row(o, OWED_CONFIRM, 1, NULL);

	for (size_t i = 0; i < cf->nsendings; i++)
		if (cf->sendings[i].at != NEVER)
			last = &cf->sendings[i];
	if (!last || !owed_limit(o, &row, last->at, RULE_CONFIRM))
		return;
	row.cause = last->send->id;
	row.reminder = true;
	for (size_t i = 0; i < cf->receipts.n; i++)
		if (str_equal(cf->receipts.v[i]->of, last->report->id))
			owed_meet_earlier(&row, record_when(cf->receipts.v[i]), cf->receipts.v[i]);
	for (size_t i = 0; i < cf->phones.n; i++)
		if (record_when(cf->phones.v[i]) > last->at)
			owed_meet_earlier(&row, record_when(cf->phones.v[i]), cf->phones.v[i]);
	if (row.met != NEVER || cf->ended == NEVER)
		owed_push(o, &row);
}

void
owed_told(struct owing *o)
{
	const struct casefile *cf = o->cf;
	struct obligation row = owed_row(o, OWED_TOLD_LEADER, 1, NULL);

	if (!owed_limit(o, &row, cf->learned, RULE_TOLD_LEADER))
		return;
	row.cause = cf->id;
	row.reminder = true;
	for (size_t i = 0; i < cf->acts.n; i++)
		if (((const struct act *)cf->acts.v[i]->body)->step == STEP_TOLD)
			owed_meet_earlier(&row, record_when(cf->acts.v[i]), cf->acts.v[i]);
	if (row.met != NEVER || cf->ended == NEVER)
		owed_push(o, &row);
}

/* The enterprise's lateness is its own line, never the station's. */
void
owed_enterprise(struct owing *o)
{
	const struct casefile *cf = o->cf;
	struct moment learned = cf->incident->enterprise_learned;
	struct obligation row = owed_row(o, OWED_ENTERPRISE, 1, NULL);

	if (learned.kind != MOMENT_EXACT && learned.kind != MOMENT_ABOUT)
		return;
	if (!owed_limit(o, &row, learned.secs, RULE_ENTERPRISE))
		return;
	row.cause = cf->id;
	owed_meet(&row, cf->learned, cf->thing->first);
	owed_push(o, &row);
}
