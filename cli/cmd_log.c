/* Lines of the log: an entry, a telephone record, a correction. */
#include "cli/command.h"
#include "storage/case_line.h"

static enum rc
exec_log(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_log);
	struct parse_context world = command_world(c);

	r->of = command_option(c, "of");
	if (record_set(r, "text", c->args[0], &world, e) != RC_OK || command_at(c, r, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

static enum rc
exec_call(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_call);
	struct parse_context world = command_world(c);
	const char *from = command_option(c, "from"), *to = command_option(c, "to");

	if (!from == !to)
		return err_set(
		    e, RC_USAGE,
		    _("who was on the other end: give --from WHO for a call that came in, "
		      "--to WHO for one that was made"));
	r->of = command_option(c, "of");
	if (record_set(r, "way", from ? "in" : "out", &world, e) != RC_OK ||
	    record_set(r, "party", from ? from : to, &world, e) != RC_OK ||
	    record_set(r, "text", c->args[0], &world, e) != RC_OK ||
	    command_set_option(c, r, "phone", "phone", e) != RC_OK ||
	    command_set_option(c, r, "type", "type", e) != RC_OK || command_at(c, r, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

static enum rc
exec_correct(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_correction);
	struct parse_context world = command_world(c);

	if (line_correction(c->book, &c->arena, c->args[0], r, e) != RC_OK ||
	    record_set(r, "text", c->args[1], &world, e) != RC_OK ||
	    command_set_option(c, r, "reason", "reason", e) != RC_OK ||
	    command_at(c, r, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

/* clang-format off */
static const struct option log_options[] = {
	OPT("at", "T",  N_("when it happened; default now")),
	OPT("of", "ID", N_("what it speaks of")),
	OPT_END,
};

static const struct option call_options[] = {
	OPT("from",  "WHO",  N_("who called")),
	OPT("to",    "WHO",  N_("who was called")),
	OPT("phone", "N",    N_("the number; it never leaves this host")),
	OPT("type",  "TYPE", N_("incident notice meeting help petition check advice nuisance")),
	OPT("at",    "T",    N_("when it happened; default now")),
	OPT("of",    "ID",   N_("what it speaks of")),
	OPT_END,
};

static const struct option correct_options[] = {
	OPT_REQUIRED("reason", "WHY", N_("why it is corrected")),
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

const struct command command_log = {
	.name = "log", .args = "TEXT", .help = N_("write a line into the log"),
	.options = log_options, .flags = COMMAND_WRITE, .exec = exec_log,
};

const struct command command_call = {
	.name = "call", .args = "TEXT", .help = N_("record a telephone call"),
	.options = call_options, .flags = COMMAND_WRITE, .exec = exec_call,
};

const struct command command_correct = {
	.name = "correct", .args = "ID TEXT", .help = N_("correct a line; the old text stays, struck through"),
	.options = correct_options, .flags = COMMAND_WRITE, .exec = exec_correct,
};
/* clang-format on */
