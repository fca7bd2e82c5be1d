/* The log as a file for other programs: JSON lines or a table, without private members. */
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"

static void
csv_cell(FILE *out, const char *text, char end)
{
	/* A cell that begins like a formula would be run by a spreadsheet. */
	bool formula = *text && strchr("=+-@", *text);

	putc('"', out);
	if (formula)
		putc('\'', out);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', out);
		putc(*text, out);
	}
	putc('"', out);
	if (end == '\n')
		putc('\r', out);
	putc(end, out);
}

static enum rc
csv_row(void *ctx, struct arena *a, const struct record *r, struct err *e)
{
	struct command_context *c = ctx;
	const struct record *correction = NULL;
	char at[MOMENT_TEXT], ts[MOMENT_TEXT];
	struct str text = STR_INIT;

	if (book_correction(c->book, a, r->id, &correction, e) != RC_OK)
		return e->code;
	moment_iso(r->at, at);
	stamp_iso(r->ts, ts);
	record_line_text(r, &text);
	csv_cell(c->out, r->id, ',');
	csv_cell(c->out, r->kind_name, ',');
	csv_cell(c->out, at, ',');
	csv_cell(c->out, ts, ',');
	csv_cell(c->out, r->by, ',');
	csv_cell(c->out, r->of ? r->of : "", ',');
	csv_cell(c->out, text.ptr, ',');
	fprintf(c->out, "%lld,", (long long)record_late_minutes(r));
	csv_cell(c->out, correction ? correction->id : "", '\n');
	str_clear(&text);
	return RC_OK;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	const char *format = command_option(c, "format");
	bool csv = str_equal(format, "csv");
	struct book_filter f;

	if (!csv && !str_equal(format, "json"))
		return err_set(e, RC_INVALID,
			       _("--format “%.20s”: the log goes out as json or csv"), format);
	if (command_filter(c, &f, e) != RC_OK)
		return e->code;
	if (csv)
		fputs("\xEF\xBB\xBFid,kind,at,ts,by,of,text,late_entry,corrected_by\r\n", c->out);
	c->json = true;
	return book_each_entry(c->book, &f, csv ? csv_row : show_each, c, e);
}

/* clang-format off */
static const struct option options[] = {
	OPT_REQUIRED("format", "F", N_("json or csv")),
	OPT("of",    "ID", N_("only what speaks of this")),
	OPT("since", "T",  N_("from this time on")),
	OPT("until", "T",  N_("before this time")),
	OPT("limit", "N",  N_("only the newest so many")),
	OPT_END,
};

const struct command command_export_log = {
	.name = "export log", .help = N_("the log for other programs, without private fields"),
	.options = options, .flags = COMMAND_READ | COMMAND_BULK, .exec = exec,
};
/* clang-format on */
