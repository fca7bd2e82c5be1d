/* Written reports: drafted, changed, checked, shown. */
#include "cli/command.h"
#include "core/json_out.h"
#include "storage/desk.h"

static enum rc
exec_draft(struct command_context *c, struct err *e)
{
	const char *kind = command_option(c, "kind"), *routine = command_option(c, "routine");
	const char *incident = command_arg(c, 0), *draft;
	int type = kind ? choice_value(report_types, kind) : REPORT_ZERO;

	if (!incident == !routine)
		return err_set(e, RC_USAGE, _("give an incident and --kind, or --routine NAME"));
	if (incident && !kind)
		return err_set(e, RC_USAGE, _("--kind is missing: which kind of report"));
	if (!type)
		return err_set(e, RC_INVALID, _("--%s “%.40s” is not possible; see --help"), "kind",
			       kind);
	if (desk_draft(c->book, &c->arena, incident, type, routine, &draft, e) != RC_OK)
		return e->code;
	command_print(c, "id", draft);
	return RC_OK;
}

static enum rc
exec_edit(struct command_context *c, struct err *e)
{
	const char **fields = arena_alloc(&c->arena, (c->npairs + 1) * sizeof(*fields));
	const char **values = arena_alloc(&c->arena, (c->npairs + 1) * sizeof(*values));

	for (size_t i = 0; i < c->npairs; i++) {
		fields[i] = c->pairs[i].key;
		values[i] = c->pairs[i].value;
	}
	return desk_edit(c->book, &c->arena, c->args[0], fields, values, c->npairs, e);
}

static enum rc
exec_lint(struct command_context *c, struct err *e)
{
	struct hints hints = {0};
	enum rc rc = desk_lint(c->book, &c->arena, c->args[0], &hints, e);

	for (size_t i = 0; rc == RC_OK && i < hints.n; i++) {
		struct str line = STR_INIT;

		if (c->json) {
			json_out_open(&line, NULL);
			json_out_text(&line, "code", hints.v[i].code);
			json_out_text(&line, "text", hints.v[i].text);
			json_out_close(&line);
		} else {
			str_add_f(&line, "%s: %s", hints.v[i].code, hints.v[i].text);
		}
		fprintf(c->out, "%s\n", line.ptr);
		str_clear(&line);
	}
	vec_clear(&hints);
	return rc;
}

static void
show_json(const struct desk_report *r, struct str *out)
{
	static const char *const taken[] = {"id", "kind", NULL};
	struct record all = {.kind = &kind_report, .body = r->body};

	for (size_t i = 0; i < kind_report.nfields; i++)
		if (!field_empty(&kind_report.fields[i], r->body))
			all.has |= 1ull << i;
	json_out_open(out, NULL);
	json_out_text(out, "id", r->id);
	json_out_text(out, "kind", "report");
	json_out_text(out, "draft", r->draft);
	json_out_text(out, "incident", r->incident);
	json_out_yes(out, "signed", r->is_signed);
	json_out_yes(out, "sent", r->sent);
	json_out_yes(out, "voided", r->voided);
	json_out_yes(out, "countersigned", r->countersigned);
	json_out_body(out, &kind_report, r->body, all.has, taken);
	json_out_close(out);
	str_add_char(out, '\n');
}

static enum rc
exec_show(struct command_context *c, struct err *e)
{
	const char *format = command_option(c, "format");
	struct desk_report r;
	struct str out = STR_INIT;
	enum rc rc = RC_OK;

	format = format ? format : c->json ? "json" : "text";
	if (desk_find(c->book, &c->arena, c->args[0], &r, e) != RC_OK)
		return e->code;
	if (str_equal(format, "json"))
		show_json(&r, &out);
	else if (str_equal(format, "text") || str_equal(format, "html"))
		rc = desk_show(c->book, &c->arena, &r, str_equal(format, "html"), &out, e);
	else
		rc = err_set(e, RC_INVALID, _("--%s “%.40s” is not possible; see --help"), "format",
			     format);
	if (rc == RC_OK)
		fputs(out.ptr, c->out);
	str_clear(&out);
	return rc;
}

/* clang-format off */
static const struct option draft_options[] = {
	OPT("kind", "KIND", N_("first followup final verify supplement correction zero daily")),
	OPT("routine", "NAME", N_("a routine report of the rule set, without an incident")),
	OPT_END,
};

static const struct option show_options[] = {
	OPT("format", "FORMAT", N_("text html json; default text")),
	OPT_END,
};

const struct command command_report_draft = {
	.name = "report draft", .args = "[ID]", .help = N_("draft a report; it fills itself from the book"),
	.options = draft_options, .flags = COMMAND_WRITE, .exec = exec_draft,
};

const struct command command_report_edit = {
	.name = "report edit", .args = "R key=value…", .help = N_("change a draft: title body main copy urgency contact …"),
	.flags = COMMAND_WRITE, .exec = exec_edit,
};

const struct command command_report_lint = {
	.name = "report lint", .args = "R", .help = N_("what a report lacks or says badly; never blocks"),
	.flags = COMMAND_READ, .exec = exec_lint,
};

const struct command command_report_show = {
	.name = "report show", .args = "R", .help = N_("the text of a report"),
	.options = show_options, .flags = COMMAND_READ, .exec = exec_show,
};
/* clang-format on */
