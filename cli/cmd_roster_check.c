/* What is wrong with the roster. */
#include "cli/command.h"
#include "cli/roster.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/vec.h"
#include "storage/roster_change.h"

void
roster_show_violation(struct command_context *c, const struct duty_book *b,
		      const struct violation *v)
{
	struct str json = STR_INIT;

	if (!c->json) {
		fprintf(c->out, "%s  %s%s%s\n", v->hard ? _("hard") : _("soft"), v->why,
			v->override ? _("; allowed: ") : "", v->override ? v->override : "");
		return;
	}
	json_out_open(&json, NULL);
	json_out_yes(&json, "hard", v->hard);
	json_out_text(&json, "rule", v->rule);
	json_out_text(&json, "person", v->person);
	json_out_text(&json, "name", v->person ? duty_person_name(b, v->person) : NULL);
	json_out_text(&json, "post", v->post ? duty_post_name(b, v->post) : NULL);
	json_out_secs(&json, "at", v->at);
	json_out_secs(&json, "until", v->until);
	json_out_text(&json, "why", v->why);
	json_out_text(&json, "override", v->override);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static enum rc
exec_check(struct command_context *c, struct err *e)
{
	struct roster_days usual = roster_days_ahead(c, 31), d = {0};
	struct roster_span span;
	struct roster r;
	struct violations v = {0};
	enum rc rc;

	if (roster_days(c, &usual, &d, e) != RC_OK || roster_load_days(c, d, &r, &span, e) != RC_OK)
		return e->code;
	rc = roster_check(c->book, &c->arena, &r, span.from, span.until, &v, e);
	for (size_t i = 0; rc == RC_OK && i < v.n; i++)
		roster_show_violation(c, &r.duty, &v.v[i]);
	if (rc == RC_OK && !c->json && v.n == 0)
		fprintf(c->out, _("no violations\n"));
	vec_clear(&v);
	roster_clear(&r);
	return rc;
}

/* clang-format off */
static const struct option days_options[] = {
	OPT("from", "D", N_("first day; a day is its watch, 08:00 to 08:00")),
	OPT("to",   "D", N_("last day")),
	OPT_END,
};

const struct command command_roster_check = {
	.name = "roster check", .help = N_("what is wrong with the roster: who, when, by which rule"),
	.options = days_options, .flags = COMMAND_READ, .exec = exec_check,
};
/* clang-format on */
