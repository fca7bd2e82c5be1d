/* The holidays of a year, from a file of the Internet into the office's own table. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "storage/file.h"
#include "storage/holiday_import.h"

static void
show_json(struct command_context *c, const struct holiday_imported *done)
{
	const struct holidays *h = &done->holidays;
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_int(&json, "year", h->year);
	json_out_int(&json, "off", (int64_t)h->off);
	json_out_int(&json, "work", (int64_t)h->work);
	json_out_int(&json, "statutory", (int64_t)h->statutory);
	json_out_list(&json, "doubts");
	for (size_t i = 0; i < h->ndoubts; i++)
		json_out_text(&json, NULL, h->doubts[i]);
	json_out_end(&json);
	json_out_yes(&json, "kept", done->kept);
	json_out_text(&json, "file", done->path);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
show_text(struct command_context *c, const struct holiday_imported *done, bool dry_run)
{
	const struct holidays *h = &done->holidays;

	fprintf(c->out,
		_("%d: %zu days off, %zu of them statutory by law (derived, not in the file: "
		  "compare them with the notice), %zu make-up days\n"),
		h->year, h->off, h->statutory, h->work);
	for (size_t i = 0; i < h->ndoubts; i++)
		fprintf(c->out, "  ? %s\n", h->doubts[i]);
	if (done->kept)
		fprintf(c->out, _("as it was: %s\n"), done->path);
	else if (!dry_run)
		fprintf(c->out, _("written: %s\n"), done->path);
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	struct holiday_import what = {.file = c->args[0],
				      .dry_run = command_flag(c, "dry-run"),
				      .replace = command_flag(c, "replace")};
	struct holiday_imported done;
	char *text;

	if (file_read(&c->arena, c->args[0], HOLIDAYS_BYTES_MAX, &text, &what.len, e) != RC_OK)
		return e->code;
	what.text = text;
	if (holidays_import(c->book, &c->arena, &what, &done, e) != RC_OK)
		return e->code;
	if (c->json)
		show_json(c, &done);
	else
		show_text(c, &done, what.dry_run);
	return RC_OK;
}

/* clang-format off */
static const struct option options[] = {
	OPT_FLAG("dry-run", N_("check only, write nothing")),
	OPT_FLAG("replace", N_("also where the office has a table of its own")),
	OPT_END,
};

const struct command command_import_holidays = {
	.name = "import holidays", .args = "FILE", .help = N_("the days off and make-up days of a year from a JSON file"),
	.options = options, .flags = COMMAND_WRITE, .exec = exec,
};
/* clang-format on */
