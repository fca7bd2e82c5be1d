/* The four books of a shift: log, telephone, handover, reports. */
#include "cli/command.h"
#include "storage/books.h"

static enum rc
exec_books(struct command_context *c, struct err *e)
{
	const char *format = command_option(c, "format");
	struct moment shift = moment_at(c->now / 1000);
	struct str out = STR_INIT;
	enum rc rc;

	format = format ? format : "text";
	if (!str_equal(format, "text") && !str_equal(format, "html"))
		return err_set(e, RC_INVALID, _("--%s “%.40s” is not possible; see --help"),
			       "format", format);
	if (command_time(c, "shift", MOMENT_ANY, &shift, e) != RC_OK)
		return e->code;
	if (shift.kind != MOMENT_EXACT && shift.kind != MOMENT_ABOUT)
		return err_set(e, RC_INVALID, _("--shift takes a time within the shift"));
	rc = books_print(c->book, &c->arena, books_shift(shift.secs), format, &out, e);
	if (rc == RC_OK)
		fputs(out.ptr, c->out);
	str_clear(&out);
	return rc;
}

/* clang-format off */
static const struct option books_options[] = {
	OPT("shift", "T", N_("a time within the shift; default now")),
	OPT("format", "FORMAT", N_("text html; default text")),
	OPT_END,
};

const struct command command_books = {
	.name = "books", .help = N_("the four books of a shift: log, telephone, handover, reports"),
	.options = books_options, .flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec_books,
};
/* clang-format on */
