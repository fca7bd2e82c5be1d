/* Matters: notices to pass on and have acknowledged. */
#include "cli/command.h"
#include "storage/case_matter.h"

static enum rc
exec_matter(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_matter);
	struct parse_context world = command_world(c);
	char **to = command_options(c, "to");
	struct str all = STR_INIT;
	enum rc rc = record_set(r, "text", c->args[0], &world, e);

	r->of = command_option(c, "of");
	for (size_t i = 0; to && to[i]; i++)
		str_add_f(&all, "%s%s", i ? "," : "", to[i]);
	if (rc == RC_OK && to)
		rc = record_set(r, "to", all.ptr, &world, e);
	str_clear(&all);
	if (rc != RC_OK || command_set_option(c, r, "from", "from", e) != RC_OK ||
	    command_set_option(c, r, "due", "due", e) != RC_OK ||
	    command_set_option(c, r, "number", "number", e) != RC_OK ||
	    command_at(c, r, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

static enum rc
exec_relay(struct command_context *c, struct err *e)
{
	struct parse_context world = command_world(c);
	char **to = command_options(c, "to");
	struct thing *t;
	bool closed = false;

	if (book_thing_kind(c->book, &c->arena, c->args[0], &kind_matter, &t, e) != RC_OK)
		return e->code;
	for (size_t i = 0; to[i]; i++) {
		struct record *r = record_new(&c->arena, &kind_relay);

		r->of = t->id;
		if (record_set(r, "to", to[i], &world, e) != RC_OK ||
		    command_set_option(c, r, "answered", "answered", e) != RC_OK ||
		    command_set_option(c, r, "via", "via", e) != RC_OK ||
		    command_at(c, r, e) != RC_OK ||
		    matter_relay(c->book, &c->arena, r, &closed, e) != RC_OK)
			return e->code;
		command_print(c, "id", r->id);
	}
	return RC_OK;
}

static enum rc
exec_close(struct command_context *c, struct err *e)
{
	struct moment at = {0};

	if (command_time(c, "at", MOMENT_HAPPENED, &at, e) != RC_OK)
		return e->code;
	return matter_close(c->book, &c->arena, c->args[0], &kind_matter, at, e);
}

/* clang-format off */
static const struct option matter_options[] = {
	OPT_REQUIRED("from", "WHO", N_("who sent it")),
	OPT("due",     "T",   N_("by when it must be done")),
	OPT_MANY("to", "WHO", N_("who must be told")),
	OPT("number",  "N",   N_("the number of the document")),
	OPT("at",      "T",   N_("when it happened; default now")),
	OPT("of",      "ID",  N_("what it speaks of")),
	OPT_END,
};

static const struct option relay_options[] = {
	{.name = "to", .value = "WHO", .help = N_("who was told"), .flags = OPTION_REQUIRED | OPTION_MANY},
	OPT("answered", "WHO", N_("who acknowledged")),
	OPT("via",      "HOW", N_("by which way")),
	OPT("at",       "T",   N_("when it happened; default now")),
	OPT_END,
};

static const struct option close_options[] = {
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

const struct command command_matter = {
	.name = "matter", .args = "TEXT", .help = N_("record a notice to pass on"),
	.options = matter_options, .flags = COMMAND_WRITE, .exec = exec_matter,
};

const struct command command_matter_relay = {
	.name = "matter relay", .args = "ID", .help = N_("a notice was passed on, or acknowledged"),
	.options = relay_options, .flags = COMMAND_WRITE, .exec = exec_relay,
};

const struct command command_matter_close = {
	.name = "matter close", .args = "ID", .help = N_("a notice is done with"),
	.options = close_options, .flags = COMMAND_WRITE, .exec = exec_close,
};
/* clang-format on */
