/* A leader's instructions: received, passed on, answered for, closed. */
#include "cli/command.h"
#include "storage/case_matter.h"

static enum rc
exec_order(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_order);
	struct parse_context world = command_world(c);

	r->of = command_option(c, "of");
	if (record_set(r, "text", c->args[0], &world, e) != RC_OK ||
	    command_set_option(c, r, "from", "from", e) != RC_OK ||
	    command_set_option(c, r, "due", "due", e) != RC_OK ||
	    command_set_option(c, r, "way", "way", e) != RC_OK || command_at(c, r, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

static enum rc
exec_relay(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_relay);
	bool closed;
	struct thing *t;

	if (book_thing_kind(c->book, &c->arena, c->args[0], &kind_order, &t, e) != RC_OK)
		return e->code;
	r->of = t->id;
	if (command_set_option(c, r, "to", "to", e) != RC_OK ||
	    command_set_option(c, r, "answered", "answered", e) != RC_OK ||
	    command_set_option(c, r, "via", "via", e) != RC_OK || command_at(c, r, e) != RC_OK ||
	    matter_relay(c->book, &c->arena, r, &closed, e) != RC_OK)
		return e->code;
	command_print(c, "id", r->id);
	return RC_OK;
}

static enum rc
exec_feedback(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_feedback);
	struct parse_context world = command_world(c);

	r->of = c->args[0];
	if (record_set(r, "text", c->args[1], &world, e) != RC_OK || command_at(c, r, e) != RC_OK ||
	    order_feedback(c->book, &c->arena, r, e) != RC_OK)
		return e->code;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

static enum rc
exec_close(struct command_context *c, struct err *e)
{
	struct moment at = {0};

	if (command_time(c, "at", MOMENT_HAPPENED, &at, e) != RC_OK)
		return e->code;
	return matter_close(c->book, &c->arena, c->args[0], &kind_order, at, e);
}

/* clang-format off */
static const struct option order_options[] = {
	OPT_REQUIRED("from", "LEADER", N_("who gave it")),
	OPT("at",  "T",   N_("when it happened; default now")),
	OPT("due", "T",   N_("by when it must be done")),
	OPT("way", "HOW", N_("by phone, in person, on paper")),
	OPT("of",  "ID",  N_("what it speaks of")),
	OPT_END,
};

static const struct option relay_options[] = {
	OPT_REQUIRED("to", "WHO", N_("who was told")),
	OPT("answered", "WHO", N_("who acknowledged")),
	OPT("via",      "HOW", N_("by which way")),
	OPT("at",       "T",   N_("when it happened; default now")),
	OPT_END,
};

static const struct option at_options[] = {
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

const struct command command_order = {
	.name = "order", .args = "TEXT", .help = N_("record a leader's instruction"),
	.options = order_options, .flags = COMMAND_WRITE, .exec = exec_order,
};

const struct command command_order_relay = {
	.name = "order relay", .args = "ID", .help = N_("an instruction was passed on"),
	.options = relay_options, .flags = COMMAND_WRITE, .exec = exec_relay,
};

const struct command command_order_feedback = {
	.name = "order feedback", .args = "ID TEXT", .help = N_("what was done about an instruction"),
	.options = at_options, .flags = COMMAND_WRITE, .exec = exec_feedback,
};

const struct command command_order_close = {
	.name = "order close", .args = "ID", .help = N_("an instruction is carried out"),
	.options = at_options, .flags = COMMAND_WRITE, .exec = exec_close,
};
/* clang-format on */
