/* What is wrong with the roster, and what each one bears. */
#include "cli/command.h"
#include "cli/roster.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/text.h"
#include "core/vec.h"
#include "storage/attend.h"
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

/* ---- load ---- */

static void
json_load(struct command_context *c, const struct duty_book *b, const struct duty_load *l,
	  bool rates, bool known)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "person", l->person);
	json_out_text(&json, "name", duty_person_name(b, l->person));
	json_out_int(&json, "duties", (int64_t)l->duties);
	json_out_int(&json, "attended", (int64_t)l->attended);
	json_out_int(&json, "hours", l->minutes / 60);
	json_out_int(&json, "minutes", l->minutes);
	json_out_int(&json, "nights", (int64_t)l->nights);
	json_out_int(&json, "workdays", (int64_t)(l->days[DAY_WORK] + l->days[DAY_MAKEUP]));
	json_out_int(&json, "weekends", (int64_t)l->days[DAY_WEEKEND]);
	json_out_int(&json, "holidays", (int64_t)l->days[DAY_STATUTORY]);
	json_out_int(&json, "rest_days", (int64_t)l->days[DAY_REST]);
	json_out_text(&json, "weighted",
		      arena_text_f(&c->arena, "%lld.%lld", (long long)(l->weighted / 1000),
				   (long long)(l->weighted % 1000 / 100)));
	if (rates)
		json_out_text(&json, "allowance",
			      arena_text_f(&c->arena, "%lld.%02lld",
					   (long long)(l->allowance / 100),
					   (long long)(l->allowance % 100)));
	else
		json_out_null(&json, "allowance");
	json_out_yes(&json, "holidays_known", known);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
text_cell(FILE *out, const char *text, int cells)
{
	struct str s = STR_INIT;

	text_put(&s, text, cells);
	fprintf(out, "%s ", s.ptr);
	str_clear(&s);
}

static void
text_head(FILE *out)
{
	static const char *const heads[] = {N_("Duties"),    N_("Attended"), N_("Hours"),
					    N_("Nights"),    N_("Weekends"), N_("Holidays"),
					    N_("Rest days"), N_("Weighted")};

	text_cell(out, _("Name"), 12);
	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		text_cell(out, _(heads[i]), 10);
	fputs("\n", out);
}

static void
text_load(struct command_context *c, const struct duty_book *b, const struct duty_load *l)
{
	text_cell(c->out, duty_person_name(b, l->person), 12);
	fprintf(c->out, "%-10zu %-10zu %-10lld %-10zu %-10zu %-10zu %-10zu %lld.%lld\n", l->duties,
		l->attended, (long long)(l->minutes / 60), l->nights, l->days[DAY_WEEKEND],
		l->days[DAY_STATUTORY], l->days[DAY_REST], (long long)(l->weighted / 1000),
		(long long)(l->weighted % 1000 / 100));
}

static void
text_fairness(struct command_context *c, const struct duty_loads *loads)
{
	struct duty_fairness f;

	duty_fairness(loads, &f);
	if (f.people)
		fprintf(
		    c->out,
		    _("weighted hours: %lld to %lld, mean %lld; the most is %d%% of the mean\n"),
		    (long long)(f.least / 1000), (long long)(f.most / 1000),
		    (long long)(f.mean / 1000), f.percent);
}

static enum rc
show_loads(struct command_context *c, const struct roster *r, struct roster_span span,
	   struct roster_days d, struct err *e)
{
	struct things attended = {0};
	struct duty_limits limits;
	struct duty_loads loads = {0};
	enum rc rc = roster_limits(c->book, &c->arena, &limits, e);

	if (rc == RC_OK)
		rc = attend_lines(c->book, &c->arena, c->book_name, span.from, span.until,
				  &attended, e);
	if (rc != RC_OK)
		return rc;
	duty_load(&r->duty, &limits, &attended, span.from, span.until, &loads);
	if (!c->json)
		text_head(c->out);
	for (size_t i = 0; i < loads.n; i++)
		if (c->json)
			json_load(c, &r->duty, &loads.v[i], limits.nrates > 0,
				  !calendar_missing(&r->calendar, d.from, d.until));
		else
			text_load(c, &r->duty, &loads.v[i]);
	if (!c->json) {
		text_fairness(c, &loads);
		roster_note_calendar(c, &r->calendar, d);
	}
	vec_clear(&loads);
	vec_clear(&attended);
	return RC_OK;
}

static enum rc
exec_load(struct command_context *c, struct err *e)
{
	struct roster_days usual = roster_this_month(c), d = {0};
	struct roster_span span;
	struct roster r;
	enum rc rc;

	if (roster_days(c, &usual, &d, e) != RC_OK || roster_load_days(c, d, &r, &span, e) != RC_OK)
		return e->code;
	rc = show_loads(c, &r, span, d, e);
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

const struct command command_roster_load = {
	.name = "roster load", .help = N_("what each one bears: hours, nights, weekends, holidays"),
	.options = days_options, .flags = COMMAND_READ, .exec = exec_load,
};
/* clang-format on */
