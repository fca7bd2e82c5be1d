/* What was missing in a report when it was signed, and by what right it was signed. */
#include <string.h>

#include "core/case_review_inner.h"
#include "core/lint.h"

/* The file as it was when the report was signed. */
static void
file_at(struct reviewing *r, const struct record *report, struct records *out)
{
	for (size_t i = 0; i < r->in->file->n; i++) {
		struct record *rec = r->in->file->v[i];

		if (record_compare(rec, report) < 0)
			vec_push(out, rec);
	}
}

/* Wording is the desk's business; here counts what was left out, and numbers that do not agree. */
static bool
is_missing(const char *code)
{
	return str_ends(code, "-missing") || str_equal(code, "hazmat") ||
	       str_equal(code, "title-casualties") || str_equal(code, "title-danger");
}

static bool
is_figures(const char *code)
{
	return str_equal(code, "figure-differs") || str_equal(code, "asof-later");
}

static const char *
report_name(struct reviewing *r, const struct record *report)
{
	const struct report *body = report->body;
	struct str s = STR_INIT;

	str_add(&s, _(choice_label(report_types, body->type)));
	if (body->seq.n > 1)
		str_add_f(&s, " %lld", (long long)body->seq.n);
	str_add_f(&s, " %s", body->number ? body->number : report->id);
	return review_take(r, &s);
}

/* Returns whether something was missing. */
static bool
elements(struct reviewing *r, const struct record *report)
{
	static const struct station nameless;
	const struct report *body = report->body;
	struct records then = {0};
	struct thing *t;
	struct draft_input in = {.station = r->in->station ? r->in->station : &nameless,
				 .incident_id = r->cf->id,
				 .file = &then,
				 .type = body->type,
				 .now = report->ts / 1000};
	struct hints hints = {0};
	struct str missing = STR_INIT;
	struct err e;
	const char *name = report_name(r, report);
	bool any;

	file_at(r, report, &then);
	if (thing_fold(r->arena, (const struct record *const *)then.v, then.n, r->cf->id, &t, &e) ==
	    RC_OK)
		in.incident = t->body;
	lint_report(r->arena, body, &in, &hints);
	for (size_t i = 0; i < hints.n; i++) {
		if (is_missing(hints.v[i].code))
			str_add_f(&missing, "%s%s", missing.len ? _("; ") : "", hints.v[i].text);
		else if (is_figures(hints.v[i].code))
			review_doubt(r, DOUBT_FIGURES, report->id,
				     arena_text_f(r->arena, "%s: %s", name, hints.v[i].text));
	}
	any = missing.len > 0;
	if (any)
		review_say(r, REVIEW_MISSING, report->id,
			   arena_text_f(r->arena, "%s: %s", name, missing.ptr));
	str_clear(&missing);
	vec_clear(&hints);
	vec_clear(&then);
	return any;
}

/* ---- by what right ---- */

/* 党政正职 (practice.md 2), by the words of the office. */
static bool
is_head(const char *office)
{
	static const char *const words[] = {"镇长",       "乡长",       "县长",
					    "区长",       "市长",       "党委书记",
					    "党工委书记", "办事处主任", "街道办主任"};

	if (!office || strstr(office, "副"))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strstr(office, words[i]))
			return true;
	return false;
}

static bool
is_named(const struct station *s, const char *person)
{
	for (char **w = s ? s->signers : NULL; w && *w; w++)
		if (str_equal(*w, person))
			return true;
	return false;
}

bool
review_signs_by_duty(const struct duty_book *duty, const struct station *s, const char *person,
		     int64_t at)
{
	const struct person *p = duty ? duty_person(duty, person) : NULL;
	struct stints now = {0};
	bool known = false, stands = false;

	if (!duty || !person || is_named(s, person) || (p && is_head(p->post)))
		return true;
	duty_at(duty, at, &now);
	for (size_t i = 0; i < now.n; i++) {
		if (!strstr(duty_post_name(duty, now.v[i].post), "带班"))
			continue;
		known = true;
		stands = stands || str_equal(now.v[i].person, person);
	}
	vec_clear(&now);
	return stands || !known;
}

static bool
is_countersigned(const struct reviewing *r, const struct record *report)
{
	for (size_t i = 0; i < r->cf->countersigns.n; i++)
		if (str_equal(r->cf->countersigns.v[i]->of, report->id))
			return true;
	return false;
}

static void
authority(struct reviewing *r, const struct record *report)
{
	const struct report *body = report->body;
	int64_t at =
	    body->signed_at.kind == MOMENT_EXACT ? body->signed_at.secs : record_when(report);
	const char *name = report_name(r, report);

	if (!review_signs_by_duty(r->in->duty, r->in->station, body->signer, at))
		review_doubt(r, DOUBT_OFF_DUTY, report->id,
			     arena_text_f(r->arena,
					  _("%s: signed %s by %s, not the leader on duty then"),
					  name, review_at(r, at),
					  body->signer_name ? body->signer_name
							    : review_name(r, body->signer)));
	if (body->by_phone && !is_countersigned(r, report))
		review_doubt(r, DOUBT_COUNTERSIGN, report->id,
			     arena_text_f(r->arena,
					  _("%s: authorised by phone %s, not countersigned yet"),
					  name, review_at(r, at)));
}

void
review_signed(struct reviewing *r)
{
	size_t lacking = 0;

	for (size_t i = 0; i < r->cf->reports.n; i++) {
		const struct record *report = r->cf->reports.v[i];

		if (case_void_of(r->cf, report))
			continue;
		lacking += elements(r, report);
		authority(r, report);
	}
	if (lacking)
		review_doubt(
		    r, DOUBT_MISSING, NULL,
		    arena_text_f(r->arena,
				 _("%zu reports were signed with elements missing, see above"),
				 lacking));
}
