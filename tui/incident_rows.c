/* One incident as rows of text: what is known, its course, what is owed, reports, figures. */
#include <stdlib.h>
#include <string.h>

#include "core/catalogue.h"
#include "core/line.h"
#include "storage/desk.h"
#include "storage/intake_offer.h"
#include "storage/owed.h"
#include "storage/value.h"
#include "tui/entry_row.h"
#include "tui/incident_inside.h"
#include "tui/owed_text.h"

static const char *
keep(struct incident_screen *s, struct str *text)
{
	const char *kept = arena_text_n(&s->arena, text->ptr, text->len);

	str_cut(text, 0);
	return kept;
}

/* ---- what is known ---- */

static void
head(struct incident_screen *s, struct str *text, enum style_role style)
{
	if (text->len > 0)
		vec_push(&s->head, ((struct incident_line){keep(s, text), style}));
}

static void
add_part(struct str *out, const char *label, const char *value)
{
	if (value && *value)
		str_add_f(out, "%s%s %s", out->len ? "  " : "", label, value);
}

static void
add_time(struct str *out, const char *label, struct moment m)
{
	char text[MOMENT_TEXT];

	moment_screen(m, text);
	if (m.kind != MOMENT_NONE)
		add_part(out, label, text);
}

static void
head_facts(struct incident_screen *s, const char *kind)
{
	static const char *const phases[] = {N_("in response"), N_("response ended"), N_("closed")};
	const struct incident *in = s->cf.incident;
	struct str line = STR_INIT;

	str_add_f(&line, "%s  [%s]", in->title ? in->title : in->place, _(phases[s->view.phase]));
	if (in->closed)
		str_add_f(&line, " %s", _(choice_label(closings, in->closed)));
	for (size_t i = 0; incident_flags[i].word; i++)
		if (in->flags >> i & 1)
			str_add_f(&line, "  ▲%s", _(incident_flags[i].label));
	head(s, &line, STYLE_STRONG);
	add_part(&line, _("Kind"), kind);
	add_part(&line, _("Place"), in->place);
	head(s, &line, STYLE_NORMAL);
	add_time(&line, _("Report received"), in->learned);
	add_time(&line, _("Occurred"), in->occurred);
	add_part(&line, _("Source"), in->source);
	head(s, &line, STYLE_NORMAL);
	add_part(&line, _("Object"), in->object);
	add_part(&line, _("On-scene commander"), in->commander);
	add_part(&line, "☎", in->commander_phone);
	head(s, &line, STYLE_NORMAL);
	str_clear(&line);
}

/* 初判 and 可能 are the machine's; 人工认定 is somebody's (practice.md 15). */
static void
head_grades(struct incident_screen *s)
{
	const struct incident_view *v = &s->view;
	struct str line = STR_INIT;

	if (v->grading.confirmed || v->grading.possible) {
		add_part(&line, _("by verified figures"),
			 _(choice_label(grades, v->grading.confirmed)));
		add_part(&line, _("possibly"), _(choice_label(grades, v->grading.possible)));
	}
	if (v->override) {
		add_part(&line, _("set by hand"), _(choice_label(grades, v->override)));
		add_part(&line, "—", v->override_reason);
	}
	if (v->danger)
		str_add_f(&line, "%s▲%s", line.len ? "  " : "", _("gravely endangering"));
	if (v->supplement_until)
		str_add_f(&line, _("  supplements until %04d-%02d-%02d"),
			  v->supplement_until / 10000, v->supplement_until / 100 % 100,
			  v->supplement_until % 100);
	head(s, &line,
	     grade_graver(v->possible, GRADE_IV) || v->danger ? STYLE_WARNING : STYLE_NORMAL);
	str_clear(&line);
}

static void
add_value(enum measure m, int64_t value, struct str *out)
{
	if (measure_is_decimal(m))
		str_add_f(out, "%lld.%01lld", (long long)(value / 1000),
			  (long long)(value % 1000 / 100));
	else
		str_add_f(out, "%lld", (long long)value);
}

/* 3→2: what one version after the other said. */
static void
add_history(struct incident_screen *s, enum measure m, struct str *out)
{
	const struct record **versions;
	size_t n = figures_history(&s->arena, &s->file, m, &versions);
	int64_t last = -1, value = 0;

	for (size_t i = 0; i < n; i++) {
		if (!measure_given(versions[i], m, &value) || value == last)
			continue;
		str_add(out, last >= 0 ? "→" : "");
		add_value(m, value, out);
		last = value;
	}
}

static void
head_figures(struct incident_screen *s)
{
	struct str line = STR_INIT, history = STR_INIT;
	char asof[MOMENT_TEXT];

	for (int m = 0; m < MEASURES; m++) {
		const struct figure *f = &s->view.figures.of[m];

		if (!f->known)
			continue;
		str_cut(&history, 0);
		add_history(s, (enum measure)m, &history);
		if (f->verified)
			str_add(&history, "√");
		add_part(&line, _(measure_field((enum measure)m)->label), history.ptr);
	}
	if (line.len == 0) {
		str_add(&line, _("no figures yet: all is being verified"));
	} else {
		moment_screen(moment_at(s->view.figures.asof), asof);
		add_part(&line, _("As of"), asof);
	}
	head(s, &line, STYLE_STRONG);
	str_clear(&line);
	str_clear(&history);
}

/* Who has the report by telephone, and who wants it besides (practice.md 40). */
static void
head_told(struct incident_screen *s, struct book *b)
{
	struct offer_call *calls;
	struct str told = STR_INIT, missing = STR_INIT, line = STR_INIT;
	struct err e;
	size_t n;

	if (s->cf.incident->closed || offer_calls(b, &s->arena, s->id, &calls, &n, &e) != RC_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct str *out = calls[i].told ? &told : &missing;

		if (calls[i].entry.report && calls[i].entry.required)
			str_add_f(out, "%s%s", out->len ? "、" : "", calls[i].entry.whom);
	}
	if (told.len > 0 || missing.len > 0)
		str_add_f(&line, _("told %s; not told: %s"), told.len ? told.ptr : _("nobody"),
			  missing.len ? missing.ptr : _("nobody"));
	head(s, &line, missing.len ? STYLE_WARNING : STYLE_NORMAL);
	str_clear(&told);
	str_clear(&missing);
	str_clear(&line);
}

/* ---- rows ---- */

static struct incident_row *
row(struct incident_screen *s, enum incident_page page, const char *id)
{
	vec_push(&s->rows[page], ((struct incident_row){.id = id, .cells = {"", "", "", ""}}));
	return &s->rows[page].v[s->rows[page].n - 1];
}

static int
by_time(const void *a, const void *b)
{
	const struct record *const *x = a, *const *y = b;
	int64_t p = record_when(*x), q = record_when(*y);

	return p != q ? (p < q ? -1 : 1) : record_compare(*x, *y);
}

static void
add_changes(struct incident_screen *s, struct book *b, const struct record *edit, struct str *out)
{
	const char *between = _("changed: ");

	for (size_t i = 0; edit->kind && i < edit->kind->nfields; i++) {
		const struct field *f = &edit->kind->fields[i];

		if (!(edit->has >> i & 1))
			continue;
		str_add_f(out, "%s%s ", between, _(f->label));
		if (!field_empty(f, edit->body))
			value_text(b, &s->arena, f, edit->body, out);
		between = "，";
	}
}

/* The course of it: lines and edits by when things happened, with late entries and corrections. */
static void
rows_course(struct incident_screen *s, struct book *b)
{
	struct records course = {0};
	char at[MOMENT_TEXT];

	for (size_t i = 0; i < s->file.n; i++)
		vec_push(&course, s->file.v[i]);
	if (course.n > 0)
		qsort(course.v, course.n, sizeof(*course.v), by_time);
	for (size_t i = 0; i < course.n; i++) {
		struct entry_row en = {.record = course.v[i]};
		struct incident_row *r = row(s, INCIDENT_COURSE, en.record->id);
		struct str text = STR_INIT;

		moment_screen(en.record->at, at);
		r->cells[0] = arena_text(&s->arena, at);
		r->cells[1] = entry_kind(&en);
		if (en.record->rev) {
			add_changes(s, b, en.record, &text);
			r->cells[2] = keep(s, &text);
			r->cells[3] = book_author_name(b, &s->arena, en.record->by);
			r->style = STYLE_DIM;
		} else {
			entry_look(&en, b, &s->arena);
			r->cells[2] = en.text;
			r->cells[3] = en.by;
			r->style = entry_style(&en);
		}
		str_clear(&text);
	}
	vec_clear(&course);
}

static void
rows_owed(struct incident_screen *s, struct book *b, int64_t now)
{
	int late_from = (int)station_late_from(book_station(b));
	struct str text = STR_INIT;
	char due[MOMENT_TEXT];

	for (size_t i = 0; i < s->owed.n; i++) {
		const struct obligation *o = &s->owed.v[i];
		struct incident_row *r;

		str_add_f(&text, "%s-%d-%s", owed_step_word(o->step), o->n, o->to ? o->to : "");
		r = row(s, INCIDENT_OWED, keep(s, &text));
		str_add_f(&text, "%s%s", obligation_open(o) ? owed_sign(o, now) : "√ ",
			  _(owed_step_label(o->step)));
		if (o->n > 1)
			str_add_f(&text, " %d", o->n);
		if (o->to)
			str_add_f(&text, " →%s", o->to);
		r->cells[0] = keep(s, &text);
		moment_screen(moment_at(o->due), due);
		r->cells[1] = arena_text(&s->arena, due);
		obligation_status_text(o, now, late_from, &text);
		if (obligation_open(o)) {
			str_add(&text, " ");
			owed_span(o, now, &text);
		}
		if (o->met_by && o->met_by->kind == &kind_phone) {
			str_add(&text, "  ");
			obligation_witness_text(o, &text);
		}
		r->cells[2] = keep(s, &text);
		r->cells[3] = o->rule ? o->rule : "";
		r->style = obligation_open(o)       ? owed_style(o, now)
			   : o->status == OWED_LATE ? STYLE_WARNING
						    : STYLE_NORMAL;
	}
	str_clear(&text);
}

static const char *
report_state(struct incident_screen *s, const struct record *report)
{
	bool sent = false, received = false, voided = false;

	for (size_t i = 0; i < s->file.n; i++) {
		const struct record *r = s->file.v[i];

		if (!str_equal(r->of, report->id))
			continue;
		sent = sent || r->kind == &kind_send;
		received = received || r->kind == &kind_receipt;
		voided = voided || r->kind == &kind_void;
	}
	return voided     ? _("void")
	       : received ? _("received")
	       : sent     ? _("sent")
			  : _("▲ signed, not sent");
}

static void
rows_reports(struct incident_screen *s, struct book *b)
{
	struct desk_reports drafts = {0};
	struct err e;

	for (size_t i = 0; i < s->cf.reports.n; i++) {
		const struct record *r = s->cf.reports.v[i];
		const struct report *body = r->body;
		struct incident_row *out = row(s, INCIDENT_REPORTS, r->id);

		out->cells[0] = _(choice_label(report_types, body->type));
		out->cells[1] = body->number ? body->number : "";
		out->cells[2] = body->title ? body->title : "";
		out->cells[3] = report_state(s, r);
	}
	if (desk_drafts(b, &s->arena, &drafts, &e) == RC_OK)
		for (size_t i = 0; i < drafts.n; i++) {
			struct incident_row *out;

			if (!str_equal(drafts.v[i].incident, s->id))
				continue;
			out = row(s, INCIDENT_REPORTS, drafts.v[i].id);
			out->cells[0] = _(choice_label(report_types, drafts.v[i].body->type));
			out->cells[1] = drafts.v[i].id;
			out->cells[2] = drafts.v[i].body->title ? drafts.v[i].body->title : "";
			out->cells[3] = _("▲ draft");
			out->style = STYLE_WARNING;
		}
	vec_clear(&drafts);
}

static void
rows_figures(struct incident_screen *s)
{
	struct str text = STR_INIT;

	for (int m = 0; m < MEASURES; m++) {
		const struct figure *f = &s->view.figures.of[m];
		struct incident_row *r;
		char asof[MOMENT_TEXT];

		if (!f->known)
			continue;
		r = row(s, INCIDENT_FIGURES, f->by->id);
		r->cells[0] = _(measure_field((enum measure)m)->label);
		add_history(s, (enum measure)m, &text);
		r->cells[1] = keep(s, &text);
		moment_screen(moment_at(f->asof), asof);
		str_add_f(&text, "%s %s", asof, f->verified ? _("verified") : _("unverified"));
		r->cells[2] = keep(s, &text);
		if (((const struct fact *)f->by->body)->reason)
			r->cells[3] = ((const struct fact *)f->by->body)->reason;
	}
	str_clear(&text);
}

/* ---- reading ---- */

void
incident_forget(struct incident_screen *s)
{
	for (int i = 0; i < INCIDENT_PAGES; i++)
		vec_clear(&s->rows[i]);
	vec_clear(&s->head);
	vec_clear(&s->file);
	vec_clear(&s->owed);
	arena_free(&s->arena);
}

static const char *
kind_name(struct incident_screen *s, struct book *b)
{
	struct catalogue catalogue;
	const struct catalogue_kind *kind;
	struct err e;

	if (owed_catalogue(b, &s->arena, &catalogue, &e) != RC_OK)
		return s->cf.incident->kind;
	kind = catalogue_find(&catalogue, s->cf.incident->kind);
	return kind ? kind->name : s->cf.incident->kind;
}

enum rc
incident_read(struct incident_screen *s, struct err *e)
{
	struct book *b = console_book(&s->base);
	struct thing *t;

	incident_forget(s);
	if (book_thing_kind(b, &s->arena, s->id, &kind_incident, &t, e) != RC_OK ||
	    owed_casefile(b, &s->arena, s->id, &s->cf, e) != RC_OK ||
	    book_file(b, &s->arena, s->id, &s->file, e) != RC_OK ||
	    owed_of(b, &s->arena, s->id, &s->owed, e) != RC_OK)
		return e->code;
	incident_view(&s->cf, &s->view);
	head_facts(s, kind_name(s, b));
	head_grades(s);
	head_figures(s);
	head_told(s, b);
	rows_course(s, b);
	rows_owed(s, b, console_now(&s->base));
	rows_reports(s, b);
	rows_figures(s);
	return RC_OK;
}
