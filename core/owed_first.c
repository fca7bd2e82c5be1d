/* What is owed at the start and when things get worse: phone, writing, upgrades. */
#include "core/owed.h"

/* When the two first reports were made. */
struct made {
	int64_t phone, written;
	const struct record *phone_by, *written_by;
};

static struct made
made_to(const struct casefile *cf, const char *to)
{
	const struct case_sending *sent = case_first_sending(cf, REPORT_FIRST, to);
	struct made m = {
	    .phone = NEVER,
	    .written = sent ? sent->at : NEVER,
	    .written_by = sent ? sent->send : NULL,
	};

	for (size_t i = 0; i < cf->phones.n && m.phone == NEVER; i++) {
		const struct record *r = cf->phones.v[i];

		if (((const struct phone_report *)r->body)->step == PHONE_FIRST &&
		    case_phoned(r, to)) {
			m.phone = record_when(r);
			m.phone_by = r;
		}
	}
	return m;
}

static void
tighten(struct owing *o, struct obligation *row, int64_t at, const struct rule_values *v,
	enum rule_number number)
{
	int64_t due = at + v->n[number] * INT64_C(60);

	if (!v->n[number] || due >= row->due)
		return;
	row->due = due;
	owed_name(o, row, v, number);
}

static void
add_upgrade(struct owing *o, const struct case_turn *turn, const char *to, int n)
{
	struct obligation row = owed_row(o, OWED_UPGRADE_PHONE, n, to);

	if (!owed_limit(o, &row, turn->at, RULE_UPGRADE))
		return;
	row.cause = turn->by->id;
	owed_excuse(o, &row);
	owed_meet_phoned(o, &row, PHONE_UPGRADE, turn->at);
	owed_meet_sent(o, &row, 0, turn->at, row.due);
	owed_push(o, &row);
}

/* In the same minute the records' order decides. */
static bool
made_before(int64_t at, const struct record *by, const struct case_turn *turn)
{
	return at != turn->at ? at < turn->at : record_compare(by, turn->by) < 0;
}

/*
 * An upgrade moves the limits of what has not been made yet; once either has been made it is also
 * its own step.
 */
static void
go_through_upgrades(struct owing *o, struct obligation *phone, struct obligation *written,
		    const struct made *m)
{
	int n = 0;

	for (size_t i = 1; i < o->cf->nturns; i++) {
		const struct case_turn *turn = &o->cf->turns[i];
		struct rule_values v;

		if (!turn->upgrade || !owed_values(o, turn->at, phone->to, &v))
			continue;
		bool phoned = made_before(m->phone, m->phone_by, turn);
		bool wrote = made_before(m->written, m->written_by, turn);

		if (!phoned && !(wrote && m->written <= phone->due))
			tighten(o, phone, turn->at, &v, RULE_PHONE);
		if (!wrote)
			tighten(o, written, turn->at, &v, RULE_WRITTEN);
		if (phoned || wrote)
			add_upgrade(o, turn, phone->to, ++n);
	}
}

static int64_t
start_of(const struct owing *o, const char *to)
{
	struct moment occurred = o->cf->incident->occurred;
	struct rule_values v;

	if (owed_values(o, o->cf->learned, to, &v) && v.from_occurred &&
	    (occurred.kind == MOMENT_EXACT || occurred.kind == MOMENT_ABOUT))
		return occurred.secs;
	return o->cf->learned;
}

static struct obligation
first_row(struct owing *o, enum owed_step step, enum rule_number number, const char *to)
{
	struct obligation row = owed_row(o, step, 1, to);
	int64_t start = start_of(o, to);

	row.start = start;
	row.cause = o->cf->id;
	if (!owed_limit(o, &row, o->cf->learned, number))
		return row;
	row.due += start - row.start;
	row.start = start;
	return row;
}

void
owed_first(struct owing *o, const char *to)
{
	struct obligation phone = first_row(o, OWED_FIRST_PHONE, RULE_PHONE, to);
	struct obligation written = first_row(o, OWED_FIRST_WRITTEN, RULE_WRITTEN, to);
	struct made m = made_to(o->cf, to);

	go_through_upgrades(o, &phone, &written, &m);
	if (phone.due != NEVER) {
		owed_excuse(o, &phone);
		owed_meet_earlier(&phone, m.phone, m.phone_by);
		owed_meet_sent(o, &phone, REPORT_FIRST, INT64_MIN, phone.due);
		owed_push(o, &phone);
	}
	if (written.due != NEVER) {
		owed_excuse(o, &written);
		owed_meet_sent(o, &written, REPORT_FIRST, INT64_MIN, NEVER - 1);
		owed_push(o, &written);
	}
}
