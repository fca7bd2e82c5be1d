/* The chain of times of one incident: which step, when, within which limit, by which evidence. */
#include "core/case_review_inner.h"

/* A step with what it runs from. */
static const char *const names[OWED_STEPS] = {
    [OWED_FIRST_PHONE] = N_("received → phone"),
    [OWED_FIRST_WRITTEN] = N_("received → writing"),
    [OWED_UPGRADE_PHONE] = N_("graver → phone"),
    [OWED_FOLLOWUP] = N_("last → follow-up"),
    [OWED_FOLLOWUP_CHANGE] = N_("change → follow-up"),
    [OWED_VERIFY_PHONE] = N_("asked → phone"),
    [OWED_VERIFY_WRITTEN] = N_("asked → writing"),
    [OWED_FINAL] = N_("ended → final"),
    [OWED_SUPPLEMENT] = N_("change → supplement"),
    [OWED_COUNTERSIGN] = N_("by phone → signed"),
    [OWED_RETURN] = N_("sent back → again"),
    [OWED_CONFIRM] = N_("sent → receipt"),
    [OWED_TOLD_LEADER] = N_("received → leader"),
    [OWED_ENTERPRISE] = N_("unit knew → report"),
};

/* Evidence is a list of short statements. */
static void
add(struct str *out, const char *text)
{
	if (text && *text)
		str_add_f(out, "%s%s", out->len ? _(", ") : "", text);
}

static void
push(struct reviewing *r, struct review_node node)
{
	if (!node.verdict)
		node.verdict = "–";
	if (!node.evidence)
		node.evidence = "";
	vec_push(&r->nodes, node);
}

/* 发生 → 接报: no limit, but the first question of every review. */
static void
heard(struct reviewing *r)
{
	const struct incident *in = r->cf->incident;
	bool known = in->occurred.kind == MOMENT_EXACT || in->occurred.kind == MOMENT_ABOUT;
	struct review_node n = {.name = _("occurred → received"),
				.step = "heard",
				.from = known ? in->occurred.secs : NEVER,
				.about = in->occurred.kind == MOMENT_ABOUT,
				.at = r->cf->learned,
				.minutes = -1,
				.id = r->cf->id,
				.late_entry = record_late_minutes(r->cf->thing->first)};
	struct str s = STR_INIT;

	if (known)
		n.minutes = minutes_between(n.from, n.at);
	add(&s, r->cf->id);
	add(&s, in->source);
	n.evidence = review_take(r, &s);
	push(r, n);
}

static int64_t
dispatch_limit(const struct casefile *cf)
{
	const struct rule_set *set = rule_sets_at(cf->sets, cf->learned);
	struct rule_values v;

	if (!set)
		return 0;
	rules_choose(set, &case_turn_at(cf, cf->learned)->rule, NULL, &v);
	return v.n[RULE_DISPATCH];
}

/* 接报 → 派队: nothing is owed by it, so the rule's minutes are only held against it. */
static void
dispatched(struct reviewing *r)
{
	const struct record *act = NULL;
	struct review_node n = {.name = _("received → team"),
				.step = "dispatch",
				.from = r->cf->learned,
				.at = NEVER,
				.minutes = -1,
				.limit = dispatch_limit(r->cf)};
	struct str s = STR_INIT;

	for (size_t i = 0; i < r->cf->acts.n && !act; i++) {
		int step = ((const struct act *)r->cf->acts.v[i]->body)->step;

		if (step == STEP_DISPATCH || step == STEP_TURNOUT)
			act = r->cf->acts.v[i];
	}
	if (!act) {
		n.verdict = _("nothing is recorded");
		push(r, n);
		return;
	}
	n.at = record_when(act);
	n.id = act->id;
	n.minutes = minutes_between(n.from, n.at);
	n.late_entry = record_late_minutes(act);
	if (n.limit) {
		n.judged = n.minutes > n.limit ? JUDGED_LATE : JUDGED_TIME;
		n.verdict = n.judged == JUDGED_TIME
				? _("in time")
				: arena_text_f(r->arena, _("%lld min over"),
					       (long long)(n.minutes - n.limit));
	}
	add(&s, act->id);
	str_add(&s, _(", "));
	record_line_text(act, &s);
	n.evidence = review_take(r, &s);
	push(r, n);
}

/* ---- evidence of what was owed ---- */

/* 县方记录 02:59，一致 (practice.md 25, 62): the other side's clock in the same line. */
static void
add_witness(struct reviewing *r, const struct obligation *o, struct str *out)
{
	const char *at = review_at(r, o->met + o->witness_minutes * 60);

	if (o->witness == WITNESS_AGREES)
		add(out, arena_text_f(r->arena, _("the other side's record %s agrees"), at));
	else if (o->witness == WITNESS_DIFFERS)
		add(out,
		    arena_text_f(r->arena, _("the other side's record %s differs by %lld min"), at,
				 (long long)(o->witness_minutes < 0 ? -o->witness_minutes
								    : o->witness_minutes)));
	else
		add(out, _("no record on the other side"));
}

static void
add_phone(struct reviewing *r, const struct obligation *o, struct str *out)
{
	const struct phone_report *p = o->met_by->body;
	struct str to = STR_INIT;

	for (char **w = p->to; w && *w; w++)
		str_add_f(&to, "%s%s", to.len ? "、" : "", *w);
	if (p->answered)
		str_add_f(&to, _(" (answered by %s)"), p->answered);
	add(out, review_take(r, &to));
	add_witness(r, o, out);
}

/* 电话授权，07:50 补签 */
static void
add_authority(struct reviewing *r, const struct record *report, struct str *out)
{
	const struct report *body = report->body;
	const struct case_records *signs = &r->cf->countersigns;

	if (!body->by_phone)
		return;
	for (size_t i = 0; i < signs->n; i++)
		if (str_equal(signs->v[i]->of, report->id)) {
			add(out, arena_text_f(r->arena, _("authorised by phone, countersigned %s"),
					      review_at(r, record_when(signs->v[i]))));
			return;
		}
	add(out, _("authorised by phone, not countersigned"));
}

static bool
by_superior(const struct record *r)
{
	struct record_id id;

	return record_id_read(r->id, &id) && writer_role(id.writer) == WRITER_SUPERIOR;
}

/* The superior's own receipt is proof; one that the station noted is its word. */
static void
add_receipt(struct reviewing *r, const struct record *report, struct str *out)
{
	const struct case_records *all = &r->cf->receipts;
	const struct record *best = NULL;

	for (size_t i = 0; i < all->n; i++)
		if (str_equal(all->v[i]->of, report->id) &&
		    (!best || (by_superior(all->v[i]) && !by_superior(best))))
			best = all->v[i];
	if (!best) {
		add(out, _("no receipt"));
		return;
	}
	add(out, arena_text_f(r->arena,
			      by_superior(best) ? _("receipt by the superior %s %s")
						: _("receipt noted here %s %s"),
			      review_at(r, record_when(best)),
			      ((const struct report_receipt *)best->body)->by));
}

static void
add_sending(struct reviewing *r, const struct record *send, struct str *out)
{
	const struct report_send *body = send->body;
	const struct record *report = NULL;
	const struct report *text;

	for (size_t i = 0; i < r->cf->reports.n; i++)
		if (str_equal(r->cf->reports.v[i]->id, send->of))
			report = r->cf->reports.v[i];
	if (!report)
		return;
	text = report->body;
	add(out, text->number);
	add(out, arena_text_f(r->arena, _("to %s, %s"), body->to ? body->to : "",
			      _(choice_label(vias, body->via))));
	add_authority(r, report, out);
	add_receipt(r, report, out);
	for (size_t i = 0; i < r->cf->returns.n; i++)
		if (str_equal(r->cf->returns.v[i]->of, report->id))
			add(out, arena_text_f(r->arena, _("sent back %s"),
					      review_at(r, record_when(r->cf->returns.v[i]))));
}

static const char *
evidence(struct reviewing *r, const struct obligation *o)
{
	struct str s = STR_INIT;

	if (!o->met_by)
		return o->undelivered ? _("sent, not delivered yet") : "";
	add(&s, o->met_by->id);
	if (o->met_by->kind == &kind_phone)
		add_phone(r, o, &s);
	else if (o->met_by->kind == &kind_send)
		add_sending(r, o->met_by, &s);
	else if (o->met_by->kind == &kind_act)
		add(&s, _("act"));
	else
		add(&s, _(o->met_by->kind->label));
	return review_take(r, &s);
}

/* ---- what was owed ---- */

static enum review_judgement
judge(const struct obligation *o)
{
	switch (o->status) {
	case OWED_PENDING:
		return JUDGED_OPEN;
	case OWED_MET:
		/* Reminders are never late; here the minutes are shown all the same. */
		return o->met > o->due ? JUDGED_LATE : JUDGED_TIME;
	case OWED_LATE:
		return JUDGED_LATE;
	case OWED_EXCUSED:
		return JUDGED_EXCUSED;
	case OWED_TRANSFERRED:
	case OWED_WAIVED:
		return JUDGED_DROPPED;
	}
	return JUDGED_NOT;
}

static const char *
verdict_of(struct reviewing *r, const struct obligation *o)
{
	struct str s = STR_INIT;

	int64_t said = o->met != NEVER ? o->met : r->in->now;

	if (o->reminder && said > o->due && (o->status == OWED_MET || o->status == OWED_PENDING))
		str_add_f(&s,
			  o->met != NEVER ? _("%lld min over (reminder)")
					  : _("not said, %lld min over (reminder)"),
			  (long long)minutes_between(o->due, said));
	else
		obligation_status_text(o, r->in->now, (int)r->in->late_from, &s);
	return review_take(r, &s);
}

static void
owed_node(struct reviewing *r, const struct obligation *o)
{
	struct str name = STR_INIT;
	struct review_node n = {.step = owed_step_word(o->step),
				.from = o->start,
				.at = o->met,
				.limit = minutes_between(o->start, o->due_before),
				.judged = judge(o),
				.verdict = verdict_of(r, o),
				.evidence = evidence(r, o),
				.id = o->met_by ? o->met_by->id : NULL,
				.late_entry = o->late_entry};

	n.minutes = minutes_between(o->start, o->met != NEVER ? o->met : r->in->now);
	str_add(&name, _(names[o->step]));
	if (o->n > 1)
		str_add_f(&name, " %d", o->n);
	if (o->to)
		str_add_f(&name, " %s", o->to);
	n.name = review_take(r, &name);
	r->out->late += n.judged == JUDGED_LATE && !o->reminder;
	r->out->excused += n.judged == JUDGED_EXCUSED;
	push(r, n);
}

void
review_chain(struct reviewing *r)
{
	heard(r);
	dispatched(r);
	for (int told = 1; told >= 0; told--)
		for (size_t i = 0; i < r->in->nowed; i++) {
			const struct obligation *o = &r->in->owed[i];

			if (names[o->step] && (o->step == OWED_TOLD_LEADER) == told)
				owed_node(r, o);
		}
}
