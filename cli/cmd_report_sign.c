/* Signing reports, authorising them by phone, countersigning and voiding them. */
#include <string.h>

#include "cli/command.h"
#include "storage/desk.h"

/* The author's PIN; not a word about it where the author may not sign anyway. */
static enum rc
author_pin(struct command_context *c, char pin[PIN_TEXT], struct err *e)
{
	struct thing *person;

	if (desk_may_sign(c->book, &c->arena, book_author(c->book), &person, e) != RC_OK)
		return e->code;
	return command_read_pin(c, ((const struct person *)person->body)->name, pin, e);
}

static void
forget(char pin[PIN_TEXT])
{
	volatile char *p = pin;

	for (size_t i = 0; i < PIN_TEXT; i++)
		p[i] = 0;
}

static enum rc
exec_sign(struct command_context *c, struct err *e)
{
	struct desk_signing s = {
	    .report = c->args[0],
	    .leader = command_option(c, "by-phone"),
	    .witness = command_option(c, "witness"),
	};
	struct desk_report out;
	char pin[PIN_TEXT] = "";
	enum rc rc;

	if (s.witness && !s.leader)
		return err_set(e, RC_USAGE, _("--witness goes with --by-phone only"));
	if (command_time(c, "at", MOMENT_HAPPENED, &s.at, e) != RC_OK ||
	    (!s.leader && author_pin(c, pin, e) != RC_OK))
		return e->code;
	s.pin = pin;
	rc = desk_sign(c->book, &c->arena, &s, &out, e);
	forget(pin);
	if (rc != RC_OK)
		return rc;
	if (c->json)
		fprintf(c->out, "{\"id\":\"%s\",\"number\":\"%s\"}\n", out.id, out.body->number);
	else
		command_print(c, "number", out.body->number);
	return RC_OK;
}

static enum rc
exec_countersign(struct command_context *c, struct err *e)
{
	char pin[PIN_TEXT] = "";
	enum rc rc;

	if (author_pin(c, pin, e) != RC_OK)
		return e->code;
	rc = desk_countersign(c->book, &c->arena, c->args[0], pin, e);
	forget(pin);
	return rc;
}

static enum rc
exec_void(struct command_context *c, struct err *e)
{
	return desk_void(c->book, &c->arena, c->args[0], command_option(c, "reason"), e);
}

/* clang-format off */
static const struct option sign_options[] = {
	OPT("by-phone", "LEADER", N_("authorised by phone by this leader")),
	OPT("witness", "PERSON", N_("who heard it read back; with --by-phone")),
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

static const struct option void_options[] = {
	OPT_REQUIRED("reason", "WHY", N_("why")),
	OPT_END,
};

const struct command command_report_sign = {
	.name = "report sign", .args = "R", .help = N_("sign a draft: it gets its number and its final text"),
	.options = sign_options, .flags = COMMAND_WRITE, .exec = exec_sign,
};

const struct command command_report_countersign = {
	.name = "report countersign", .args = "R", .help = N_("sign afterwards what was authorised by phone"),
	.flags = COMMAND_WRITE, .exec = exec_countersign,
};

const struct command command_report_void = {
	.name = "report void", .args = "R", .help = N_("void a signed report not sent yet; its number stays"),
	.options = void_options, .flags = COMMAND_WRITE, .exec = exec_void,
};
/* clang-format on */
