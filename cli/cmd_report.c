/* Reports by telephone, and what happens to written ones after signing. */
#include "cli/command.h"
#include "storage/desk.h"

/* The word of a choice option as its value; 0 when it is not given. */
static enum rc
choose(struct command_context *c, const char *option, const struct choice *choices, int *out,
       struct err *e)
{
	const char *word = command_option(c, option);

	*out = 0;
	if (!word)
		return RC_OK;
	*out = choice_value(choices, word);
	if (*out)
		return RC_OK;
	return err_set(e, RC_INVALID, _("--%s “%.40s” is not possible; see --help"), option, word);
}

/* The recipients, each cleaned as the field asks. */
static enum rc
recipients(struct command_context *c, char ***out, struct err *e)
{
	const struct field *to = kind_field(&kind_send, "to");
	struct parse_context world = command_world(c);
	char **list = command_options(c, "to");

	for (char **word = list; word && *word; word++) {
		struct report_send body = {0};

		if (field_parse(to, *word, &world, &body, e) != RC_OK)
			return e->code;
		if (!body.to)
			return err_set(e, RC_INVALID, _("--to is empty: name who was called"));
		*word = body.to;
	}
	*out = list;
	return RC_OK;
}

static enum rc
exec_phone(struct command_context *c, struct err *e)
{
	struct desk_call call = {.of = c->args[0], .answered = command_option(c, "answered")};
	const char *id;

	if (choose(c, "step", phone_steps, &call.step, e) != RC_OK ||
	    recipients(c, &call.to, e) != RC_OK ||
	    command_time(c, "at", MOMENT_HAPPENED, &call.at, e) != RC_OK ||
	    desk_phone(c->book, &c->arena, &call, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

static enum rc
exec_script(struct command_context *c, struct err *e)
{
	struct draft_input in;
	char *text;

	if (desk_input(c->book, &c->arena, c->args[0], REPORT_FIRST, &in, e) != RC_OK ||
	    desk_script(c->book, &c->arena, &in, &text, e) != RC_OK)
		return e->code;
	fprintf(c->out, "%s\n", text);
	return RC_OK;
}

static enum rc
exec_send(struct command_context *c, struct err *e)
{
	struct moment at = {0};
	const char *id;
	int via;

	if (choose(c, "via", vias, &via, e) != RC_OK ||
	    command_time(c, "at", MOMENT_HAPPENED, &at, e) != RC_OK ||
	    desk_send(c->book, &c->arena, c->args[0], command_option(c, "to"), via, at, &id, e) !=
		RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

static enum rc
exec_receipt(struct command_context *c, struct err *e)
{
	struct moment at = {0};
	const char *id;

	if (command_time(c, "at", MOMENT_HAPPENED, &at, e) != RC_OK ||
	    desk_receipt(c->book, &c->arena, c->args[0], command_option(c, "by"), at, &id, e) !=
		RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

static enum rc
exec_return(struct command_context *c, struct err *e)
{
	struct moment due = {0};
	const char *id;

	if (command_time(c, "due", MOMENT_DUE, &due, e) != RC_OK ||
	    desk_return(c->book, &c->arena, c->args[0], command_option(c, "reason"), due, &id, e) !=
		RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

/* clang-format off */
static const struct option phone_options[] = {
	{ .name = "to", .value = "WHO", .help = N_("who was called; may be given several times"),
	  .flags = OPTION_REQUIRED | OPTION_MANY },
	OPT_REQUIRED("answered", "WHO", N_("who answered")),
	OPT("step", "STEP", N_("first upgrade verify followup; default first")),
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

static const struct option send_options[] = {
	OPT_REQUIRED("to", "WHO", N_("to whom")),
	OPT("via", "WAY", N_("system fax paper sync; default system")),
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

static const struct option receipt_options[] = {
	OPT_REQUIRED("by", "WHO", N_("who received it")),
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

static const struct option return_options[] = {
	OPT_REQUIRED("reason", "WHY", N_("why")),
	OPT("due", "T", N_("until when it must be put right")),
	OPT_END,
};

const struct command command_report_phone = {
	.name = "report phone", .args = "ID", .help = N_("a report by telephone, about an incident"),
	.options = phone_options, .flags = COMMAND_WRITE, .exec = exec_phone,
};

const struct command command_report_script = {
	.name = "report script", .args = "ID", .help = N_("the text to read aloud when reporting by telephone"),
	.flags = COMMAND_READ, .exec = exec_script,
};

const struct command command_report_send = {
	.name = "report send", .args = "R", .help = N_("a signed report was sent"),
	.options = send_options, .flags = COMMAND_WRITE, .exec = exec_send,
};

const struct command command_report_receipt = {
	.name = "report receipt", .args = "R", .help = N_("a report was received"),
	.options = receipt_options, .flags = COMMAND_WRITE, .exec = exec_receipt,
};

const struct command command_report_return = {
	.name = "report return", .args = "R", .help = N_("a report was sent back to be put right"),
	.options = return_options, .flags = COMMAND_WRITE, .exec = exec_return,
};
/* clang-format on */
