/* The duty roster: from a table, to a sheet, and where it has holes. */
#include "storage/roster.h"

#include "cli/command.h"
#include "cli/roster.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/sheet.h"
#include "core/text.h"
#include "core/vec.h"
#include "storage/csv_read.h"
#include "storage/file.h"
#include "storage/roster_import.h"
#include "storage/roster_setup.h"
#include "storage/roster_sheet.h"

static enum rc
exec_import(struct command_context *c, struct err *e)
{
	struct roster_import what = {.create = command_flag(c, "create"),
				     .dry_run = command_flag(c, "dry-run"),
				     .draft = command_flag(c, "draft"),
				     .reason = command_option(c, "reason")};
	struct roster_imported done = {0};
	char *text;
	size_t len;

	if (file_read(&c->arena, c->args[0], CSV_BYTES_MAX, &text, &len, e) != RC_OK)
		return e->code;
	what.file = (struct csv_file){c->args[0], text, len};
	if (roster_import(c->book, &c->arena, &what, &done, e) != RC_OK)
		return e->code;
	if (what.draft)
		fprintf(c->out, c->json ? "{\"cells\":%zu}\n" : _("%zu cells\n"), done.cells);
	else if (c->json)
		fprintf(c->out,
			"{\"made\":%zu,\"changed\":%zu,\"cancelled\":%zu,\"kept\":%zu,"
			"\"people\":%zu,\"posts\":%zu}\n",
			done.made, done.changed, done.cancelled, done.kept, done.people,
			done.posts);
	else
		fprintf(
		    c->out,
		    _("%zu duties new, %zu changed, %zu cancelled, %zu as they were; %zu people "
		      "and %zu posts made\n"),
		    done.made, done.changed, done.cancelled, done.kept, done.people, done.posts);
	return RC_OK;
}

enum rc
roster_days(struct command_context *c, const struct roster_days *usual, struct roster_days *out,
	    struct err *e)
{
	struct moment from = {0}, to = {0};

	*out = *usual;
	if (command_time(c, "from", MOMENT_ANY, &from, e) != RC_OK ||
	    command_time(c, "to", MOMENT_ANY, &to, e) != RC_OK)
		return e->code;
	if (from.kind) {
		int length = 0;

		while (day_add(out->from, length) < out->until)
			length++;
		out->from = day_of(from.secs);
		out->until = day_add(out->from, length);
		if (usual->month)
			while (day_add(out->until, 1) / 100 == out->from / 100)
				out->until = day_add(out->until, 1);
		if (usual->month)
			while (out->until / 100 != out->from / 100)
				out->until = day_add(out->until, -1);
	}
	if (to.kind)
		out->until = day_of(to.secs);
	if (out->until < out->from)
		return err_set(e, RC_INVALID, _("--to lies before --from"));
	if (day_secs(out->until) - day_secs(out->from) > (int64_t)800 * DAY_SECONDS)
		return err_set(e, RC_INVALID, _("more than two years at once"));
	return RC_OK;
}

struct roster_days
roster_this_month(const struct command_context *c)
{
	int day = day_of(c->now / 1000), from = day / 100 * 100 + 1, until = day;

	while (day_add(until, 1) / 100 == from / 100)
		until = day_add(until, 1);
	return (struct roster_days){from, until, true};
}

struct roster_days
roster_days_ahead(const struct command_context *c, int days)
{
	int day = day_of(c->now / 1000);

	return (struct roster_days){day, day_add(day, days - 1), false};
}

enum rc
roster_load_days(struct command_context *c, struct roster_days d, struct roster *out,
		 struct roster_span *span, struct err *e)
{
	int64_t from = day_secs(d.from), until = day_secs(day_add(d.until, 1));
	struct stints all = {0};

	if (roster_load(c->book, &c->arena, c->book_name, from, until + DAY_SECONDS, out, e) !=
	    RC_OK)
		return e->code;
	duty_resolve(&out->duty, from, until, &all);
	span->from = from + duty_begins(&all) * 60;
	span->until = until + duty_begins(&all) * 60;
	vec_clear(&all);
	return RC_OK;
}

void
roster_note_calendar(struct command_context *c, const struct calendar *cal, struct roster_days d)
{
	const char *text = calendar_missing_text(&c->arena, cal, d.from, d.until);

	if (text)
		fprintf(c->out, "%s\n", text);
}

static enum rc
show_setup(struct command_context *c, struct err *e)
{
	struct str out = STR_INIT;
	enum rc rc = roster_setup_text(c->book, &c->arena, &out, e);

	if (rc == RC_OK)
		fputs(out.ptr, c->out);
	str_clear(&out);
	return rc;
}

static enum rc
exec_setup(struct command_context *c, struct err *e)
{
	struct roster_set_up done;
	const char *file = command_arg(c, 0);
	char *text;
	size_t len;

	if (command_flag(c, "show") == (file != NULL))
		return err_set(e, RC_USAGE, "%s", _("give a file, or --show to see what stands"));
	if (!file)
		return show_setup(c, e);
	if (file_read(&c->arena, file, CSV_BYTES_MAX, &text, &len, e) != RC_OK ||
	    roster_setup(c->book, &c->arena, file, text, len, &done, e) != RC_OK)
		return e->code;
	if (c->json)
		fprintf(c->out, "{\"made\":%zu,\"changed\":%zu,\"kept\":%zu}\n", done.made,
			done.changed, done.kept);
	else
		fprintf(c->out, _("%zu made, %zu changed, %zu as they were\n"), done.made,
			done.changed, done.kept);
	return RC_OK;
}

/* ---- export ---- */

static void
csv_row(void *ctx, const char *const cells[4])
{
	struct str *out = ctx;

	for (int i = 0; i < 4; i++)
		csv_add_cell(out, cells[i], i == 0);
	str_add(out, CSV_CRLF);
}

static enum rc
export_ics(struct command_context *c, const struct roster *r, const struct sheet *s,
	   struct str *out, struct err *e)
{
	const char *person = command_option(c, "person");
	const struct thing *t = NULL;

	if (person && roster_person(r, person, &t, e) != RC_OK)
		return e->code;
	sheet_ics(s, t ? t->id : NULL, c->now / 1000, out);
	return RC_OK;
}

static enum rc
export_as(struct command_context *c, const char *format, const struct roster_sheet *rs,
	  struct str *out, struct err *e)
{
	const struct sheet *s = &rs->sheet;

	if (!format || str_equal(format, "text")) {
		sheet_text(s, out);
	} else if (str_equal(format, "html")) {
		sheet_html(s, out);
	} else if (str_equal(format, "people")) {
		sheet_people(s, out);
	} else if (str_equal(format, "csv")) {
		str_add(out, CSV_BOM "日期,班次,岗位,人员" CSV_CRLF);
		sheet_rows(s, csv_row, out);
	} else if (str_equal(format, "table")) {
		roster_sheet_csv(s, out);
	} else if (str_equal(format, "ics")) {
		return export_ics(c, &rs->roster, s, out, e);
	} else {
		return err_set(e, RC_INVALID,
			       _("--format is csv, table, ics, html, text or people"));
	}
	return RC_OK;
}

static enum rc
exec_export(struct command_context *c, struct err *e)
{
	struct roster_days usual = roster_this_month(c), d = {0};
	struct roster_sheet s;
	struct str out = STR_INIT;
	enum rc rc;

	if (roster_days(c, &usual, &d, e) != RC_OK)
		return e->code;
	rc = roster_sheet_load(c->book, &c->arena, c->book_name, d.from, d.until, &s, e);
	if (rc == RC_OK)
		rc = export_as(c, command_option(c, "format"), &s, &out, e);
	if (rc == RC_OK)
		fputs(out.ptr, c->out);
	str_clear(&out);
	roster_sheet_clear(&s);
	return rc;
}

/* ---- gaps ---- */

static void
show_gap(struct command_context *c, const struct duty_book *b, const struct gap *g)
{
	char from[MOMENT_TEXT], until[MOMENT_TEXT];
	struct str json = STR_INIT;

	if (c->json) {
		json_out_open(&json, NULL);
		json_out_text(&json, "post", duty_post_name(b, g->post));
		json_out_text(&json, "post_id", g->post);
		json_out_moment(&json, "from", moment_at(g->from));
		json_out_moment(&json, "until", moment_at(g->until));
		json_out_int(&json, "minutes", (g->until - g->from) / 60);
		json_out_int(&json, "need", g->need);
		json_out_int(&json, "have", g->have);
		json_out_yes(&json, "holidays_known",
			     calendar_known(b->calendar, day_of(g->from)) &&
				 calendar_known(b->calendar, day_of(g->until)));
		json_out_close(&json);
		show_json_line(c->out, &json);
		return;
	}
	moment_screen(moment_at(g->from), from);
	moment_screen(moment_at(g->until), until);
	fprintf(c->out, _("%s  %s to %s  %lld of %lld\n"), duty_post_name(b, g->post), from, until,
		(long long)g->have, (long long)g->need);
}

static enum rc
exec_gaps(struct command_context *c, struct err *e)
{
	struct roster_days usual = roster_days_ahead(c, 14), d = {0};
	struct roster_span span;
	struct roster r;
	struct gaps g = {0};

	if (roster_days(c, &usual, &d, e) != RC_OK || roster_load_days(c, d, &r, &span, e) != RC_OK)
		return e->code;
	duty_gaps(&r.duty, span.from, span.until, &g);
	for (size_t i = 0; i < g.n; i++)
		show_gap(c, &r.duty, &g.v[i]);
	if (!c->json && g.n == 0)
		fprintf(c->out, _("no gaps\n"));
	if (!c->json)
		roster_note_calendar(c, &r.calendar, d);
	vec_clear(&g);
	roster_clear(&r);
	return RC_OK;
}

/* clang-format off */
static const struct option import_options[] = {
	OPT_FLAG("create",  N_("make people and posts that are not known")),
	OPT_FLAG("dry-run", N_("check only, write nothing")),
	OPT_FLAG("draft",   N_("into the draft: nothing is published yet")),
	OPT("reason", "WHY", N_("why the roster is changed; stands in the list of changes")),
	OPT_END,
};

static const struct option setup_options[] = {
	OPT_FLAG("show", N_("print what stands as such a file")),
	OPT_END,
};

static const struct option export_options[] = {
	OPT("from",   "D", N_("first day; default this month")),
	OPT("to",     "D", N_("last day")),
	OPT("format", "F", N_("text, html, csv (one duty a row, for import), table (the sheet for a spreadsheet), ics, or people (people down, days across)")),
	OPT("person", "P", N_("with ics: the duties of one only")),
	OPT_END,
};

static const struct option days_options[] = {
	OPT("from", "D", N_("first day; a day is its watch, 08:00 to 08:00")),
	OPT("to",   "D", N_("last day")),
	OPT_END,
};

const struct command command_roster_import = {
	.name = "roster import", .args = "FILE", .help = N_("take over a duty roster from a table"),
	.options = import_options, .flags = COMMAND_WRITE, .exec = exec_import,
};

const struct command command_roster_setup = {
	.name = "roster setup", .args = "[FILE]", .help = N_("shifts, posts, vehicles and patterns from a text file"),
	.options = setup_options, .flags = COMMAND_WRITE, .exec = exec_setup,
};

const struct command command_import_roster = {
	.name = "import roster", .args = "FILE", .help = N_("take over a duty roster from a table"),
	.options = import_options, .flags = COMMAND_WRITE | COMMAND_HIDDEN, .exec = exec_import,
};

const struct command command_roster_export = {
	.name = "roster export", .help = N_("the roster as a sheet or a table"),
	.options = export_options, .flags = COMMAND_READ, .exec = exec_export,
};

const struct command command_roster_gaps = {
	.name = "roster gaps", .help = N_("when a post has fewer people than it needs"),
	.options = days_options, .flags = COMMAND_READ, .exec = exec_gaps,
};
/* clang-format on */
