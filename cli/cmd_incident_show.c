/* One incident: its phase, grades and figures. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "storage/owed.h"

static void
json_grade(struct str *json, const char *key, int grade)
{
	json_out_text(json, key, grade ? choice_word(grades, grade) : NULL);
}

static void
json_grades(struct str *json, const struct casefile *cf, const struct incident_view *v)
{
	json_out_open(json, "grade");
	json_grade(json, "confirmed", v->confirmed);
	json_grade(json, "possible", v->possible);
	if (cf->family == FAMILY_GEOLOGICAL)
		json_grade(json, "hazard", v->hazard);
	json_out_yes(json, "danger", v->danger);
	if (v->override) {
		json_out_open(json, "override");
		json_grade(json, "grade", v->override);
		json_out_text(json, "reason", v->override_reason);
		json_out_close(json);
	} else {
		json_out_null(json, "override");
	}
	json_out_close(json);
}

/* A figure as a number: decimals have at most three places. */
static void
figure_text(enum measure m, int64_t value, struct str *out)
{
	if (!measure_is_decimal(m)) {
		str_add_f(out, "%lld", (long long)value);
		return;
	}
	str_add_f(out, "%lld.%03lld", (long long)(value / 1000), (long long)(value % 1000));
	while (str_ends(out->ptr, "0"))
		str_cut(out, out->len - 1);
	if (str_ends(out->ptr, "."))
		str_cut(out, out->len - 1);
}

static void
json_figures(struct str *json, const struct figures *f)
{
	json_out_open(json, "figures");
	for (int m = 0; m < MEASURES; m++) {
		struct str value = STR_INIT;

		if (f->of[m].known) {
			figure_text((enum measure)m, f->of[m].value, &value);
			json_out_raw(json, measure_field((enum measure)m)->name, value.ptr);
		}
		str_clear(&value);
	}
	json_out_close(json);
}

static void
print_json(FILE *out, const struct casefile *cf, const struct incident_view *v)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "id", cf->id);
	json_out_text(&json, "kind", cf->incident->kind);
	json_out_text(&json, "title", cf->incident->title);
	json_out_text(&json, "phase", phase_word(v->phase));
	json_grades(&json, cf, v);
	json_figures(&json, &v->figures);
	json_out_day(&json, "supplement_until", v->supplement_until);
	json_out_close(&json);
	show_json_line(out, &json);
}

static void
print_figures(FILE *out, const struct figures *f)
{
	struct str line = STR_INIT;

	for (int m = 0; m < MEASURES; m++) {
		if (!f->of[m].known)
			continue;
		str_add_f(&line, "%s%s ", line.len ? "，" : "",
			  _(measure_field((enum measure)m)->label));
		figure_text((enum measure)m, f->of[m].value, &line);
	}
	if (line.len)
		fprintf(out, "  %s\n", line.ptr);
	str_clear(&line);
}

static void
print_text(struct command_context *c, const struct casefile *cf, const struct incident_view *v)
{
	static const char *const phases[] = {N_("in response"), N_("response ended"), N_("closed")};

	fprintf(c->out, "%s  %s  [%s]\n", cf->id, cf->incident->title, _(phases[v->phase]));
	if (v->confirmed || v->possible)
		fprintf(c->out, _("  grade by figures %s, possible %s%s%s\n"),
			choice_word(grades, v->confirmed), choice_word(grades, v->possible),
			v->danger ? _(", gravely endangering") : "",
			v->override ? _(", set by hand") : "");
	print_figures(c->out, &v->figures);
	if (v->supplement_until)
		fprintf(c->out, _("  supplements until %04d-%02d-%02d\n"),
			v->supplement_until / 10000, v->supplement_until / 100 % 100,
			v->supplement_until % 100);
}

static enum rc
print_file(struct command_context *c, const char *id, struct err *e)
{
	struct book_filter filter = {.of = id};
	struct records recs = {0};
	enum rc rc = book_entries(c->book, &c->arena, &filter, &recs, e);

	for (size_t i = 0; rc == RC_OK && i < recs.n; i++)
		rc = show_entry(c, recs.v[i], e);
	vec_clear(&recs);
	return rc;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	struct casefile cf;
	struct incident_view v;
	struct thing *t;

	if (book_thing_kind(c->book, &c->arena, c->args[0], &kind_incident, &t, e) != RC_OK ||
	    owed_casefile(c->book, &c->arena, t->id, &cf, e) != RC_OK)
		return e->code;
	incident_view(&cf, &v);
	if (c->json) {
		print_json(c->out, &cf, &v);
		return RC_OK;
	}
	print_text(c, &cf, &v);
	return print_file(c, cf.id, e);
}

/* clang-format off */
const struct command command_incident_show = {
	.name = "incident show", .args = "ID", .help = N_("an incident: phase, grades, figures, what happened"),
	.flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec,
};
/* clang-format on */
