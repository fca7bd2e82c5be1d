/* The file of one incident: who did what, when, as far as deadlines and grades care. */
#include "core/casefile.h"

#include <stdlib.h>
#include <string.h>

#include "core/case_turns.h"
#include "core/vec.h"

struct reading {
	struct arena *arena;
	const struct records *file;
	const struct case_context *context;
	struct casefile *cf;
};

static int
by_time(const void *a, const void *b)
{
	const struct record *const *x = a, *const *y = b;
	int64_t p = record_when(*x), q = record_when(*y);

	return p != q ? (p < q ? -1 : 1) : record_compare(*x, *y);
}

static bool
by_superior(const struct record *r)
{
	struct record_id id;

	return record_id_read(r->id, &id) && writer_role(id.writer) == WRITER_SUPERIOR;
}

/* The records of a kind, by time; edits of things left out. superior: 1 only the superior's, 0
 * only the home's, -1 both. */
static struct case_records
pick(struct reading *in, const struct kind *k, int superior)
{
	struct case_records out = {0};
	size_t n = 0;

	for (size_t i = 0; i < in->file->n; i++)
		n += in->file->v[i]->kind == k;
	out.v = arena_alloc(in->arena, (n + 1) * sizeof(*out.v));
	for (size_t i = 0; i < in->file->n; i++) {
		const struct record *r = in->file->v[i];

		if (r->kind == k && r->body && !r->rev &&
		    (superior < 0 || by_superior(r) == superior))
			out.v[out.n++] = r;
	}
	if (out.n)
		qsort(out.v, out.n, sizeof(*out.v), by_time);
	return out;
}

static const struct record *
find_root(const struct records *file)
{
	const struct record *root = NULL;

	for (size_t i = 0; i < file->n; i++) {
		const struct record *r = file->v[i];

		if (r->body && !r->rev && r->kind == &kind_incident)
			return r;
		if (r->body && r->kind == &kind_query && !r->of &&
		    (!root || record_compare(r, root) < 0))
			root = r;
	}
	return root;
}

static const struct record *
report_of(const struct casefile *cf, const char *id)
{
	for (size_t i = 0; i < cf->reports.n; i++)
		if (str_equal(cf->reports.v[i]->id, id))
			return cf->reports.v[i];
	return NULL;
}

const struct record *
case_void_of(const struct casefile *cf, const struct record *report)
{
	for (size_t i = 0; i < cf->voids.n; i++)
		if (str_equal(cf->voids.v[i]->of, report->id))
			return cf->voids.v[i];
	return NULL;
}

static int64_t
counts_at(struct reading *in, const struct record *send)
{
	const struct case_context *c = in->context;
	int64_t at = record_when(send), held = NEVER;
	struct moment m = {0};

	if (((const struct report_send *)send->body)->via != VIA_SYNC)
		return at;
	if (c->delivered)
		m = c->delivered(c->ctx, send);
	if (m.kind == MOMENT_EXACT)
		held = m.secs;
	for (size_t i = 0; i < in->cf->receipts.n; i++) {
		const struct record *r = in->cf->receipts.v[i];

		if (str_equal(r->of, send->of) && by_superior(r) && record_when(r) >= at &&
		    record_when(r) < held)
			held = record_when(r);
	}
	return held < at ? at : held;
}

static int
by_counting(const void *a, const void *b)
{
	const struct case_sending *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return record_compare(x->send, y->send);
}

/* A report that was void before it was sent went nowhere. */
static void
read_sendings(struct reading *in)
{
	struct casefile *cf = in->cf;
	struct case_records sends = pick(in, &kind_send, 0);

	cf->sendings = arena_alloc(in->arena, (sends.n + 1) * sizeof(*cf->sendings));
	for (size_t i = 0; i < sends.n; i++) {
		const struct record *send = sends.v[i], *report = report_of(cf, send->of);
		const struct record *voided = report ? case_void_of(cf, report) : NULL;
		const struct report_send *body = send->body;

		if (!report || (voided && record_when(voided) < record_when(send)))
			continue;
		cf->sendings[cf->nsendings++] = (struct case_sending){
		    .send = send,
		    .report = report,
		    .type = ((const struct report *)report->body)->type,
		    .to = body->to,
		    .at = counts_at(in, send),
		    .by_sync = body->via == VIA_SYNC,
		};
	}
	if (cf->nsendings)
		qsort(cf->sendings, cf->nsendings, sizeof(*cf->sendings), by_counting);
}

/* The superior's word holds over the home's own; of several the last. */
static void
read_excuses(struct reading *in)
{
	struct casefile *cf = in->cf;
	struct case_records claims = pick(in, &kind_excuse, -1);
	struct case_records verdicts = pick(in, &kind_verdict, -1);

	cf->excuses = arena_alloc(in->arena, (claims.n + 1) * sizeof(*cf->excuses));
	cf->nexcuses = claims.n;
	for (size_t i = 0; i < claims.n; i++) {
		struct case_excuse *x = &cf->excuses[i];

		*x = (struct case_excuse){.record = claims.v[i], .body = claims.v[i]->body};
		for (size_t k = 0; k < verdicts.n; k++) {
			const struct record *v = verdicts.v[k];

			if (!str_equal(v->of, x->record->id) ||
			    (x->verdict && by_superior(x->verdict) && !by_superior(v)))
				continue;
			x->verdict = v;
		}
		if (!x->verdict)
			continue;
		int word = ((const struct verdict *)x->verdict->body)->verdict;

		x->confirmed = word == VERDICT_CONFIRM;
		x->refused = word == VERDICT_REFUSE;
	}
}

static int64_t
first_act(const struct casefile *cf, int step)
{
	for (size_t i = 0; i < cf->acts.n; i++)
		if (((const struct act *)cf->acts.v[i]->body)->step == step)
			return record_when(cf->acts.v[i]);
	return NEVER;
}

static bool
is_time(struct moment m)
{
	return m.kind == MOMENT_EXACT || m.kind == MOMENT_ABOUT;
}

static int64_t
min64(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int
window_days(const struct casefile *cf)
{
	const struct rule_set *s = rule_sets_at(cf->sets, cf->learned);
	struct rule_case c = {.family = cf->family, .kind = cf->incident->kind};
	struct rule_values v;

	if (!s)
		return 0;
	rules_choose(s, &c, NULL, &v);
	return v.n[RULE_WINDOW];
}

static void
read_milestones(struct casefile *cf)
{
	const struct incident *in = cf->incident;

	cf->family = in->family ? in->family : choice_value(families, in->kind);
	if (cf->family <= FAMILY_NONE || cf->family > FAMILY_OTHER)
		cf->family = FAMILY_OTHER;
	cf->learned = is_time(in->learned) ? in->learned.secs : record_when(cf->thing->first);
	if (in->closed)
		cf->closed =
		    is_time(in->closed_at) ? in->closed_at.secs : record_when(cf->thing->last);
	cf->response_end = first_act(cf, STEP_RESPONSE_END);
	if (cf->response_end == NEVER && in->closed == CLOSED_DONE)
		cf->response_end = cf->closed;
	cf->ended = min64(cf->response_end, cf->closed);
	cf->transferred = first_act(cf, STEP_FOLLOWUP_TRANSFER);
	cf->accident_day = day_of(is_time(in->occurred) ? in->occurred.secs : cf->learned);
	cf->until = supplement_until(cf->family, cf->accident_day, window_days(cf));
}

static enum rc
read_thing(struct reading *in, const struct record *root, struct err *e)
{
	struct casefile *cf = in->cf;
	struct thing *thing;

	cf->ended = cf->response_end = cf->transferred = cf->closed = NEVER;
	if (root->kind == &kind_query) {
		cf->learned = record_when(root);
		cf->family = FAMILY_OTHER;
		return RC_OK;
	}
	if (thing_fold(in->arena, (const struct record *const *)in->file->v, in->file->n, root->id,
		       &thing, e) != RC_OK)
		return e ? e->code : RC_CORRUPT;
	cf->thing = thing;
	cf->incident = thing->body;
	cf->acts = pick(in, &kind_act, -1);
	read_milestones(cf);
	return RC_OK;
}

enum rc
casefile_read(struct arena *a, const struct records *file, const struct case_context *c,
	      struct casefile *out, struct err *e)
{
	struct casefile cf = {.sets = c->sets};
	struct reading in = {.arena = a, .file = file, .context = c, .cf = &cf};
	const struct record *root = find_root(file);

	if (!root)
		return err_set(e, RC_NOT_FOUND,
			       _("the first record of the incident has not arrived"));
	cf.id = root->id;
	if (read_thing(&in, root, e) != RC_OK)
		return e ? e->code : RC_CORRUPT;
	cf.facts = pick(&in, &kind_fact, -1);
	cf.phones = pick(&in, &kind_phone, 0);
	cf.witnesses = pick(&in, &kind_phone, 1);
	cf.queries = pick(&in, &kind_query, -1);
	cf.reports = pick(&in, &kind_report, -1);
	cf.receipts = pick(&in, &kind_receipt, -1);
	cf.returns = pick(&in, &kind_return, -1);
	cf.voids = pick(&in, &kind_void, -1);
	cf.countersigns = pick(&in, &kind_countersign, -1);
	read_sendings(&in);
	read_excuses(&in);
	case_turns(a, file, &cf);
	*out = cf;
	return RC_OK;
}

bool
case_same_recipient(const char *rule, const char *said)
{
	return said && (strstr(said, rule) || (*said && strstr(rule, said)));
}

bool
case_phoned(const struct record *phone, const char *to)
{
	if (!to)
		return true;
	for (char **w = ((const struct phone_report *)phone->body)->to; w && *w; w++)
		if (case_same_recipient(to, *w))
			return true;
	return false;
}

const struct case_sending *
case_first_sending(const struct casefile *cf, int type, const char *to)
{
	for (size_t i = 0; i < cf->nsendings; i++) {
		const struct case_sending *s = &cf->sendings[i];

		if (s->at != NEVER && s->type == type && (!to || case_same_recipient(to, s->to)))
			return s;
	}
	return NULL;
}

bool
case_sent_first(const struct casefile *cf, const struct case_sending *s, const char *to)
{
	if (s->at == NEVER || (to && !case_same_recipient(to, s->to)))
		return false;
	for (const struct case_sending *e = cf->sendings; e < s; e++)
		if (e->report == s->report && (!to || case_same_recipient(to, e->to)))
			return false;
	return true;
}
