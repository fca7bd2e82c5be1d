/* What each one bears, and the sheet of a month's allowance. */
#include "cli/command.h"
#include "cli/roster.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/text.h"
#include "storage/load.h"

static void
json_load(struct command_context *c, const struct load_table *t, const struct duty_load *l)
{
	struct str json = STR_INIT, yuan = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "person", l->person);
	json_out_text(&json, "name", duty_person_name(&t->roster.duty, l->person));
	json_out_int(&json, "duties", (int64_t)l->duties);
	json_out_int(&json, "attended", (int64_t)l->attended);
	json_out_int(&json, "hours", l->minutes / 60);
	json_out_int(&json, "minutes", l->minutes);
	json_out_int(&json, "attended_minutes", l->attended_minutes);
	json_out_int(&json, "nights", (int64_t)l->nights);
	json_out_int(&json, "workdays", (int64_t)(l->days[DAY_WORK] + l->days[DAY_MAKEUP]));
	json_out_int(&json, "weekends", (int64_t)l->days[DAY_WEEKEND]);
	json_out_int(&json, "holidays", (int64_t)l->days[DAY_STATUTORY]);
	json_out_int(&json, "rest_days", (int64_t)l->days[DAY_REST]);
	json_out_text(&json, "weighted",
		      arena_text_f(&c->arena, "%lld.%lld", (long long)(l->weighted / 1000),
				   (long long)(l->weighted % 1000 / 100)));
	allowance_yuan(l->allowance, &yuan);
	if (t->limits.nrates)
		json_out_text(&json, "allowance", yuan.ptr);
	else
		json_out_null(&json, "allowance");
	json_out_yes(&json, "paid", l->paid);
	json_out_yes(&json, "holidays_known",
		     !calendar_missing(&t->roster.calendar, t->day_from, t->day_until));
	json_out_close(&json);
	show_json_line(c->out, &json);
	str_clear(&yuan);
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
text_head(FILE *out, bool rates)
{
	static const char *const heads[] = {N_("Duties"),    N_("Attended"), N_("Hours"),
					    N_("Nights"),    N_("Weekends"), N_("Holidays"),
					    N_("Rest days"), N_("Weighted"), N_("Allowance")};

	text_cell(out, _("Name"), 12);
	for (size_t i = 0; i + !rates < ARRAY_LEN(heads); i++)
		text_cell(out, _(heads[i]), 10);
	fputs("\n", out);
}

static void
text_load(struct command_context *c, const struct load_table *t, const struct duty_load *l)
{
	struct str yuan = STR_INIT;
	char weighted[40];

	snprintf(weighted, sizeof(weighted), "%lld.%lld", (long long)(l->weighted / 1000),
		 (long long)(l->weighted % 1000 / 100));
	text_cell(c->out, duty_person_name(&t->roster.duty, l->person), 12);
	fprintf(c->out, "%-10zu %-10zu %-10lld %-10zu %-10zu %-10zu %-10zu ", l->duties,
		l->attended, (long long)(l->minutes / 60), l->nights, l->days[DAY_WEEKEND],
		l->days[DAY_STATUTORY], l->days[DAY_REST]);
	allowance_yuan(l->allowance, &yuan);
	if (t->limits.nrates)
		fprintf(c->out, "%-10s %s\n", weighted, l->paid ? yuan.ptr : _("leave instead"));
	else
		fprintf(c->out, "%s\n", weighted);
	str_clear(&yuan);
}

static void
show_loads(struct command_context *c, const struct load_table *t)
{
	const struct duty_fairness *f = &t->fairness;

	if (!c->json)
		text_head(c->out, t->limits.nrates > 0);
	for (size_t i = 0; i < t->loads.n; i++)
		if (c->json)
			json_load(c, t, &t->loads.v[i]);
		else
			text_load(c, t, &t->loads.v[i]);
	if (c->json)
		return;
	if (f->people)
		fprintf(
		    c->out,
		    _("weighted hours: %lld to %lld, mean %lld; the most is %d%% of the mean\n"),
		    (long long)(f->least / 1000), (long long)(f->most / 1000),
		    (long long)(f->mean / 1000), f->percent);
	roster_note_calendar(c, &t->roster.calendar,
			     (struct roster_days){t->day_from, t->day_until, false});
}

static enum rc
read_days(struct command_context *c, struct load_table *t, struct err *e)
{
	struct roster_days usual = roster_this_month(c), d = {0};

	if (roster_days(c, &usual, &d, e) != RC_OK)
		return e->code;
	return load_read(c->book, &c->arena, c->book_name, d.from, d.until, t, e);
}

static enum rc
exec_load(struct command_context *c, struct err *e)
{
	const char *format = command_option(c, "format");
	struct str out = STR_INIT;
	struct load_table t;

	if (format && !str_equal(format, "text") && !str_equal(format, "csv"))
		return err_set(e, RC_INVALID, "%s", _("--format is text or csv"));
	if (read_days(c, &t, e) != RC_OK)
		return e->code;
	if (str_equal(format, "csv")) {
		load_csv(&t, &out);
		fputs(out.ptr, c->out);
	} else {
		show_loads(c, &t);
	}
	str_clear(&out);
	load_clear(&t);
	return RC_OK;
}

static enum rc
exec_allowance(struct command_context *c, struct err *e)
{
	const char *format = command_option(c, "format");
	bool public = command_flag(c, "public");
	struct str out = STR_INIT;
	struct load_table t;
	struct allowance al;
	enum rc rc = RC_OK;

	if (read_days(c, &t, e) != RC_OK)
		return e->code;
	al = load_allowance(c->book, &t, public);
	if (!format || str_equal(format, "text"))
		allowance_text(&al, &out);
	else if (str_equal(format, "html"))
		allowance_html(&al, &out);
	else if (str_equal(format, "csv"))
		load_allowance_csv(c->book, &t, public, &out);
	else
		rc = err_set(e, RC_INVALID, "%s", _("--format is text, html or csv"));
	if (rc == RC_OK)
		fputs(out.ptr, c->out);
	str_clear(&out);
	load_clear(&t);
	return rc;
}

/* clang-format off */
static const struct option load_options[] = {
	OPT("from",   "D", N_("first day; a day is its watch, 08:00 to 08:00")),
	OPT("to",     "D", N_("last day")),
	OPT("format", "F", N_("text, or csv for a spreadsheet")),
	OPT_END,
};

static const struct option allowance_options[] = {
	OPT("from",   "D", N_("first day; default this month")),
	OPT("to",     "D", N_("last day")),
	OPT("format", "F", N_("text, html or csv")),
	OPT_FLAG("public", N_("the version that hangs out: without employment and signatures")),
	OPT_END,
};

const struct command command_roster_load = {
	.name = "roster load", .help = N_("what each one bears: hours, nights, weekends, holidays"),
	.options = load_options, .flags = COMMAND_READ, .exec = exec_load,
};

const struct command command_roster_allowance = {
	.name = "roster allowance", .help = N_("the sheet of a month's allowance, from attended duty"),
	.options = allowance_options, .flags = COMMAND_READ, .exec = exec_allowance,
};
/* clang-format on */
