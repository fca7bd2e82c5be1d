/* What is owed: rows, excuses, verdicts; the steps themselves are in the owed_ files. */
#include "core/obligation.h"

#include <stdlib.h>
#include <string.h>

#include "core/owed.h"
#include "core/vec.h"

/* A call that two clocks put this far apart is one and the same (design §3: clock offsets). */
enum { WITNESS_MINUTES = 2, SOON_MINUTES = 10 };

/* clang-format off */
static const struct {
	const char *word, *label;
} step_words[OWED_STEPS] = {
	[OWED_FIRST_PHONE]     = {"first-phone",     N_("First report by phone")},
	[OWED_FIRST_WRITTEN]   = {"first-written",   N_("First report in writing")},
	[OWED_UPGRADE_PHONE]   = {"upgrade-phone",   N_("Upgrade by phone")},
	[OWED_FOLLOWUP]        = {"followup",        N_("Follow-up report")},
	[OWED_FOLLOWUP_CHANGE] = {"followup-change", N_("Follow-up on a change")},
	[OWED_VERIFY_PHONE]    = {"verify-phone",    N_("Verification by phone")},
	[OWED_VERIFY_WRITTEN]  = {"verify-written",  N_("Verification in writing")},
	[OWED_FINAL]           = {"final",           N_("Final report")},
	[OWED_SUPPLEMENT]      = {"supplement",      N_("Supplement")},
	[OWED_COUNTERSIGN]     = {"countersign",     N_("Countersignature")},
	[OWED_RETURN]          = {"return",          N_("Report sent back")},
	[OWED_CONFIRM]         = {"confirm",         N_("Confirm receipt by phone")},
	[OWED_TOLD_LEADER]     = {"told-leader",     N_("Tell the leader on duty")},
	[OWED_ENTERPRISE]      = {"enterprise",      N_("Report of the enterprise")},
	[OWED_ROUTINE]         = {"routine",         N_("Routine report")},
	[OWED_ANSWER]          = {"answer",          N_("Answer to the review")},
};
/* clang-format on */

static const char *const status_words[] = {"pending", "met",         "late",
					   "excused", "transferred", "waived"};

const char *
owed_step_word(enum owed_step s)
{
	return step_words[s].word;
}

const char *
owed_step_label(enum owed_step s)
{
	return step_words[s].label;
}

enum owed_step
owed_step_named(const char *word)
{
	enum owed_step s = 0;

	while (s < OWED_STEPS && !str_equal(step_words[s].word, word))
		s++;
	return s;
}

const char *
owed_status_word(enum owed_status s)
{
	return status_words[s];
}

const char *
owed_claim_word(enum owed_claim c)
{
	return c == CLAIM_PENDING ? "pending" : c == CLAIM_REFUSED ? "refused" : NULL;
}

bool
obligation_open(const struct obligation *o)
{
	return o->status == OWED_PENDING || (o->status == OWED_LATE && o->met == NEVER);
}

struct obligation
owed_row(const struct owing *o, enum owed_step step, int n, const char *to)
{
	return (struct obligation){
	    .incident = o->cf->id,
	    .step = step,
	    .n = n,
	    .to = to,
	    .met = NEVER,
	    .recorded = NEVER,
	    .due = NEVER,
	    .due_before = NEVER,
	};
}

bool
owed_values(const struct owing *o, int64_t moment, const char *to, struct rule_values *out)
{
	const struct rule_set *s = rule_sets_at(o->cf->sets, moment);
	struct rule_case c = case_turn_at(o->cf, moment)->rule;

	*out = (struct rule_values){0};
	if (!s)
		return false;
	c.day = day_of(moment);
	rules_choose(s, &c, to, out);
	return true;
}

void
owed_name(const struct owing *o, struct obligation *row, const struct rule_values *v,
	  enum rule_number number)
{
	const struct rule_set *s = rule_sets_at(o->cf->sets, row->start);

	row->rule = v->by[number] ? v->by[number]->name : NULL;
	row->set = s ? s->name : NULL;
}

bool
owed_limit(const struct owing *o, struct obligation *row, int64_t start, enum rule_number number)
{
	struct rule_values v;

	if (!owed_values(o, start, row->to, &v) || !v.n[number])
		return false;
	row->start = start;
	row->due = start + v.n[number] * INT64_C(60);
	owed_name(o, row, &v, number);
	return true;
}

void
owed_meet(struct obligation *row, int64_t at, const struct record *by)
{
	row->met = at;
	row->met_by = by;
	row->undelivered = false;
}

void
owed_meet_earlier(struct obligation *row, int64_t at, const struct record *by)
{
	if (at != NEVER && at < row->met)
		owed_meet(row, at, by);
}

void
owed_meet_sent(const struct owing *o, struct obligation *row, int type, int64_t from, int64_t until)
{
	for (size_t i = 0; i < o->cf->nsendings; i++) {
		const struct case_sending *s = &o->cf->sendings[i];

		if (type && s->type != type)
			continue;
		if (case_sent_first(o->cf, s, row->to) && s->at >= from && s->at <= until)
			owed_meet_earlier(row, s->at, s->send);
		/* Only for what is owed in writing: a call may still come in time. */
		if (s->at == NEVER && until == NEVER - 1 && row->met == NEVER &&
		    record_when(s->send) >= from &&
		    (!row->to || case_same_recipient(row->to, s->to)))
			row->undelivered = true;
	}
}

void
owed_meet_phoned(const struct owing *o, struct obligation *row, int step, int64_t from)
{
	for (size_t i = 0; i < o->cf->phones.n; i++) {
		const struct record *r = o->cf->phones.v[i];

		if (((const struct phone_report *)r->body)->step == step &&
		    record_when(r) >= from && case_phoned(r, row->to))
			owed_meet_earlier(row, record_when(r), r);
	}
}

static bool
of_step(const struct case_excuse *x, const struct obligation *row)
{
	return str_equal(x->body->step, owed_step_word(row->step)) &&
	       x->body->from.kind == MOMENT_EXACT && x->body->to.kind == MOMENT_EXACT;
}

static const struct case_excuse *
next_confirmed(const struct casefile *cf, const struct obligation *row, int64_t from, size_t *index)
{
	const struct case_excuse *best = NULL;

	for (size_t i = 0; i < cf->nexcuses; i++) {
		const struct case_excuse *x = &cf->excuses[i];
		int64_t begins = x->body->from.secs;

		if (!x->confirmed || !of_step(x, row) || begins < from ||
		    (begins == from && i < *index))
			continue;
		if (!best || begins < best->body->from.secs)
			best = x;
	}
	if (best)
		*index = (size_t)(best - cf->excuses) + 1;
	return best;
}

/* due' = end of the obstacle + what was left when it began (practice.md 6), one after the other;
 * what overlaps counts once. */
void
owed_excuse(const struct owing *o, struct obligation *row)
{
	const struct case_excuse *x;
	int64_t from = INT64_MIN, clear = row->start;
	size_t index = 0;

	row->due_before = row->due;
	while ((x = next_confirmed(o->cf, row, from, &index))) {
		int64_t begins = x->body->from.secs > clear ? x->body->from.secs : clear;

		from = x->body->from.secs;
		if (begins > row->due || x->body->to.secs <= begins)
			continue;
		row->due += x->body->to.secs - begins;
		clear = x->body->to.secs;
	}
	row->excused_minutes = minutes_between(row->due_before, row->due);
}

static enum owed_claim
claim_of(const struct owing *o, const struct obligation *row)
{
	enum owed_claim claim = CLAIM_NONE;
	int64_t end = row->met != NEVER ? row->met : o->now;

	for (size_t i = 0; i < o->cf->nexcuses; i++) {
		const struct case_excuse *x = &o->cf->excuses[i];

		if (x->confirmed || !of_step(x, row) || x->body->to.secs < row->start ||
		    x->body->from.secs > end)
			continue;
		if (!x->refused)
			return CLAIM_PENDING;
		claim = CLAIM_REFUSED;
	}
	return claim;
}

static int64_t
distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

/* The superior's record of the same call: its own phone record, or its receipt for ours. */
static void
find_witness(const struct owing *o, struct obligation *row)
{
	const struct phone_report *ours = row->met_by->body;
	const struct record *best = NULL;

	for (size_t i = 0; i < o->cf->receipts.n; i++)
		if (str_equal(o->cf->receipts.v[i]->of, row->met_by->id))
			best = o->cf->receipts.v[i];
	for (size_t i = 0; i < o->cf->witnesses.n && !best; i++) {
		const struct record *r = o->cf->witnesses.v[i];

		if (((const struct phone_report *)r->body)->step != ours->step)
			continue;
		if (!best ||
		    distance(record_when(r), row->met) < distance(record_when(best), row->met))
			best = r;
	}
	if (!best)
		return;
	row->witness_minutes = minutes_between(row->met, record_when(best));
	row->witness =
	    distance(row->witness_minutes, 0) <= WITNESS_MINUTES ? WITNESS_AGREES : WITNESS_DIFFERS;
}

/* False alarms, duplicates, what belongs elsewhere and exercises owe nothing any more (practice.md
 * 43). */
static bool
is_waived(const struct owing *o, const struct obligation *row)
{
	const struct casefile *cf = o->cf;

	return cf->closed != NEVER && cf->incident->closed != CLOSED_DONE &&
	       row->start <= cf->closed &&
	       (row->met == NEVER || (row->met > row->due && row->met > cf->closed));
}

void
owed_push(struct owing *o, struct obligation *row)
{
	int64_t now = minute_floor(o->now), end = row->met != NEVER ? row->met : now;

	if (row->due_before == NEVER)
		row->due_before = row->due;
	if (row->met_by) {
		row->recorded = minute_floor(row->met_by->ts / 1000);
		row->late_entry = record_late_minutes(row->met_by);
		if (row->met_by->kind == &kind_phone)
			find_witness(o, row);
	}
	if (row->status == OWED_PENDING) {
		if (is_waived(o, row))
			row->status = OWED_WAIVED;
		else if (end > row->due && !row->reminder)
			row->status = OWED_LATE;
		else if (row->met != NEVER)
			row->status =
			    row->met > row->due_before && !row->reminder ? OWED_EXCUSED : OWED_MET;
	}
	if (row->status == OWED_LATE)
		row->late_minutes = minutes_between(row->due, end);
	if (row->status == OWED_LATE || row->status == OWED_PENDING)
		row->claim = claim_of(o, row);
	vec_push(o->out, *row);
}

static int
by_step(const void *a, const void *b)
{
	const struct obligation *x = a, *y = b;

	if (x->step != y->step)
		return x->step < y->step ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return strcmp(x->to ? x->to : "", y->to ? y->to : "");
}

static void
for_recipient(struct owing *o, const char *to)
{
	if (o->cf->incident) {
		owed_first(o, to);
		owed_followups(o, to);
		owed_final(o, to);
		owed_supplements(o, to);
	}
}

void
obligations_of(struct arena *a, const struct casefile *cf, int64_t now, struct obligations *out)
{
	struct owing o = {.arena = a, .cf = cf, .now = now, .out = out};
	const struct rule_set *s = rule_sets_at(cf->sets, cf->learned);
	const char **to = s ? rules_recipients(a, s, &cf->turns[0].rule, false) : NULL;
	size_t first = out->n;

	for (size_t i = 0; to && to[i]; i++)
		for_recipient(&o, to[i]);
	if (!to || !to[0])
		for_recipient(&o, NULL);
	owed_verify(&o);
	owed_countersigns(&o);
	owed_returns(&o);
	if (cf->incident) {
		owed_changes(&o);
		owed_confirm(&o);
		owed_told(&o);
		owed_enterprise(&o);
	}
	if (out->n > first)
		qsort(out->v + first, out->n - first, sizeof(*out->v), by_step);
}

enum rc
obligations(struct arena *a, const struct records *file, const struct case_context *c,
	    struct obligations *out, struct err *e)
{
	struct casefile cf;

	if (casefile_read(a, file, c, &cf, e) != RC_OK)
		return e ? e->code : RC_NOT_FOUND;
	obligations_of(a, &cf, c->now, out);
	return RC_OK;
}

int
obligation_compare(const void *a, const void *b)
{
	const struct obligation *x = a, *y = b;
	bool p = obligation_open(x), q = obligation_open(y);

	if (p != q)
		return p ? -1 : 1;
	if (p && x->reminder != y->reminder)
		return x->reminder ? 1 : -1;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	if (!str_equal(x->incident, y->incident))
		return strcmp(x->incident ? x->incident : "", y->incident ? y->incident : "");
	return by_step(a, b);
}

static void
late_text(const struct obligation *o, struct str *out)
{
	str_add_f(out,
		  o->met == NEVER ? _("overdue, not reported, %lld min") : _("late by %lld min"),
		  (long long)o->late_minutes);
	if (o->claim == CLAIM_PENDING)
		str_add(out, _(" (explained)"));
	if (o->claim == CLAIM_REFUSED)
		str_add(out, _(" (explanation refused)"));
}

void
obligation_status_text(const struct obligation *o, int64_t now, int late_from, struct str *out)
{
	switch (o->status) {
	case OWED_PENDING:
		if (o->undelivered)
			str_add(out, _("not delivered yet"));
		else if (o->due >= now && minutes_between(now, o->due) <= SOON_MINUTES)
			str_add(out, _("due soon"));
		else
			str_add(out, _("to be reported"));
		break;
	case OWED_MET:
		str_add(out, _("in time"));
		if (o->late_entry >= late_from && late_from > 0)
			str_add_f(out, _(" (entered %lld min later)"), (long long)o->late_entry);
		break;
	case OWED_LATE:
		late_text(o, out);
		break;
	case OWED_EXCUSED:
		str_add_f(out, _("late with reason: %lld min over, %lld of them excused"),
			  (long long)minutes_between(o->due_before, o->met),
			  (long long)o->excused_minutes);
		break;
	case OWED_TRANSFERRED:
		str_add(out, _("duty transferred"));
		break;
	case OWED_WAIVED:
		str_add(out, _("waived, not owed"));
		break;
	}
}

void
obligation_witness_text(const struct obligation *o, struct str *out)
{
	if (!o->met_by || o->met_by->kind != &kind_phone)
		return;
	if (o->witness == WITNESS_AGREES)
		str_add(out, _("both records agree"));
	else if (o->witness == WITNESS_DIFFERS)
		str_add_f(out, _("records differ by %lld min"),
			  (long long)distance(o->witness_minutes, 0));
	else
		str_add(out, _("no record on the other side"));
}
