/* One incident on one page for a supervisor. */
#include "core/case_review_inner.h"

#include <string.h>

const char *const review_part_labels[REVIEW_PARTS] = {
    [REVIEW_EXCUSES] = N_("With reason (explained, confirmed)"),
    [REVIEW_LATE] = N_("Entered late"),
    [REVIEW_CORRECTIONS] = N_("Corrected"),
    [REVIEW_FIGURES] = N_("Figures in time"),
    [REVIEW_MISSING] = N_("Missing at signing"),
    [REVIEW_ORDERS] = N_("Instructions and feedback"),
    [REVIEW_DUTY] = N_("On duty, attended"),
    [REVIEW_CLOCKS] = N_("Clocks"),
    [REVIEW_DOUBTS] = N_("To be looked into"),
    [REVIEW_COMMENTS] = N_("Verdicts and replies"),
};

const char *const review_part_words[REVIEW_PARTS] = {
    "excuses", "late_entries", "corrections", "figures", "missing",
    "orders",  "duty",         "clocks",      "doubts",  "comments",
};

const char *const review_doubt_labels[DOUBTS] = {
    [DOUBT_NONE] = "",
    [DOUBT_LATE_ENTRY] = N_("met by a late entry"),
    [DOUBT_COUNTERSIGN] = N_("not countersigned"),
    [DOUBT_FIGURES] = N_("figures do not agree"),
    [DOUBT_MISSING] = N_("elements missing"),
    [DOUBT_UNCHECKED] = N_("corrected, nobody named who checked"),
    [DOUBT_CLOCK] = N_("clock off"),
    [DOUBT_OFF_DUTY] = N_("signed by one not on duty"),
    [DOUBT_REWRITTEN] = N_("times changed afterwards"),
};

const char *const review_doubt_words[DOUBTS] = {
    "",          "late-entry", "countersign", "figures",   "missing",
    "unchecked", "clock",      "off-duty",    "rewritten",
};

const char *const review_judgement_words[] = {
    [JUDGED_NOT] = "none",  [JUDGED_TIME] = "in-time",    [JUDGED_OPEN] = "open",
    [JUDGED_LATE] = "late", [JUDGED_EXCUSED] = "excused", [JUDGED_DROPPED] = "dropped",
};

const char *
review_take(struct reviewing *r, struct str *s)
{
	const char *text = arena_text_n(r->arena, s->ptr, s->len);

	str_clear(s);
	return text;
}

const char *
review_time(struct arena *a, int64_t secs, int64_t base)
{
	char text[MOMENT_TEXT];

	if (secs == NEVER)
		return "–";
	moment_screen(moment_at(secs), text);
	return arena_text(a, day_of(secs) == day_of(base) ? text + strlen("01-18 ") : text);
}

const char *
review_at(struct reviewing *r, int64_t secs)
{
	return review_time(r->arena, secs, r->cf->learned);
}

const char *
review_name(struct reviewing *r, const char *person)
{
	if (!person)
		return "?";
	return r->in->duty ? duty_person_name(r->in->duty, person) : person;
}

const char *
review_author(struct reviewing *r, const struct record *by)
{
	return by->who ? by->who : review_name(r, by->by);
}

void
review_say(struct reviewing *r, enum review_part part, const char *id, const char *text)
{
	vec_push(&r->lines, ((struct review_line){.part = part, .id = id, .text = text}));
}

void
review_doubt(struct reviewing *r, enum review_doubt what, const char *id, const char *text)
{
	r->out->doubts |= 1u << what;
	vec_push(&r->lines, ((struct review_line){
				.part = REVIEW_DOUBTS, .doubt = what, .id = id, .text = text}));
}

void
review_standing(const struct records *file, const char *of, const struct record **verdict,
		const struct record **reply)
{
	*verdict = *reply = NULL;
	for (size_t i = 0; i < file->n; i++) {
		const struct record *rec = file->v[i];
		const struct review *v = rec->body;

		if (rec->kind != &kind_review || !v || !str_equal(rec->of, of))
			continue;
		if (v->verdict && (!*verdict || record_compare(rec, *verdict) > 0))
			*verdict = rec;
	}
	for (size_t i = 0; *verdict && i < file->n; i++) {
		const struct record *rec = file->v[i];
		const struct review *v = rec->body;

		if (rec->kind == &kind_review && v && v->reply && str_equal(rec->of, of) &&
		    record_compare(rec, *verdict) > 0 &&
		    (!*reply || record_compare(rec, *reply) > 0))
			*reply = rec;
	}
}

/* The parts one after the other; inside one, as they were found. */
static void
order_lines(struct reviewing *r)
{
	struct review_line *out = arena_alloc(r->arena, (r->lines.n + 1) * sizeof(*out));
	size_t n = 0;

	for (enum review_part p = 0; p < REVIEW_PARTS; p++)
		for (size_t i = 0; i < r->lines.n; i++)
			if (r->lines.v[i].part == p)
				out[n++] = r->lines.v[i];
	r->out->lines = out;
	r->out->nlines = n;
}

void
case_review(struct arena *a, const struct case_review_input *given, struct case_review *out)
{
	struct records sorted = {0};
	struct case_review_input in = *given;
	struct reviewing r = {.arena = a, .in = &in, .cf = in.cf, .out = out};

	for (size_t i = 0; i < given->file->n; i++)
		vec_push(&sorted, given->file->v[i]);
	records_sort(&sorted);
	in.file = &sorted;
	*out = (struct case_review){.cf = in.cf, .late_from = in.late_from};
	incident_view(in.cf, &out->view);
	review_standing(in.file, in.cf->id, &out->verdict, &out->reply);
	review_chain(&r);
	review_story(&r);
	review_signed(&r);
	out->nodes = arena_alloc(a, (r.nodes.n + 1) * sizeof(*out->nodes));
	if (r.nodes.n)
		memcpy(out->nodes, r.nodes.v, r.nodes.n * sizeof(*out->nodes));
	out->nnodes = r.nodes.n;
	order_lines(&r);
	vec_clear(&r.nodes);
	vec_clear(&r.lines);
	vec_clear(&sorted);
}

void
review_node_times(const struct case_review *r, const struct review_node *n, struct str *out)
{
	struct arena a = {0};

	if (n->from == NEVER)
		str_add(out, _("unknown"));
	else
		str_add_f(out, "%s%s", n->about ? _("about ") : "",
			  review_time(&a, n->from, r->cf->learned));
	str_add_f(out, " → %s", review_time(&a, n->at, r->cf->learned));
	arena_free(&a);
}

void
review_node_minutes(const struct review_node *n, struct str *out)
{
	if (n->minutes < 0)
		str_add(out, "–");
	else
		str_add_f(out, "%lld", (long long)n->minutes);
	if (n->limit)
		str_add_f(out, "/%lld", (long long)n->limit);
}
