/* What a superior asks, what a station explains, and the word on it. */
#include "cli/command.h"
#include "core/obligation.h"
#include "storage/case_incident.h"
#include "storage/trust.h"

static enum rc
exec_query(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_query);
	struct parse_context world = command_world(c);

	if (record_set(r, "text", c->args[1], &world, e) != RC_OK ||
	    command_set_option(c, r, "from", "from", e) != RC_OK ||
	    command_set_option(c, r, "due", "due", e) != RC_OK || command_at(c, r, e) != RC_OK)
		return e->code;
	if (str_equal(c->args[0], "-"))
		return command_add(c, r, e);
	return command_add_line(c, r, e);
}

static enum rc
exec_excuse(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_excuse);
	const char *step = command_option(c, "step");

	if (owed_step_named(step) == OWED_STEPS)
		return err_set(e, RC_INVALID, _("--step “%.40s” is no step; zhiban due shows them"),
			       step);
	if (command_set_option(c, r, "step", "step", e) != RC_OK ||
	    command_set_option(c, r, "from", "from", e) != RC_OK ||
	    command_set_option(c, r, "to", "to", e) != RC_OK ||
	    command_set_option(c, r, "reason", "reason", e) != RC_OK)
		return e->code;
	return command_add_line(c, r, e);
}

/* The superior's word; in a home without superior a leader's (contract, `excuse confirm`). */
static enum rc
check_judge(struct command_context *c, const char *excuse, struct err *e)
{
	struct trust trust = {0};
	char book[WRITER_TEXT];
	bool superior;
	enum rc rc;

	book_of_writer(excuse, book);
	if (str_equal(book, book_name(c->book))) {
		rc = trust_load(book_store(c->book), &c->arena, book, &trust, e);
		superior = rc == RC_OK && trust.root != NULL;
		trust_clear(&trust);
		if (rc != RC_OK && rc != RC_NOT_FOUND)
			return rc;
		if (superior)
			return err_set(e, RC_INVALID,
				       _("%s is for the superior to judge; it was told"), excuse);
	}
	return command_need_leader(c, e);
}

/* A verdict stands: whoever changes their mind writes to the station. */
static enum rc
check_unjudged(struct command_context *c, const char *id, struct err *e)
{
	struct records about = {0};
	enum rc rc = book_of(c->book, &c->arena, id, &about, e);

	for (size_t i = 0; rc == RC_OK && i < about.n; i++)
		if (about.v[i]->kind == &kind_verdict)
			rc = err_set(e, RC_INVALID, _("%s has its verdict already: %s"), id,
				     about.v[i]->id);
	vec_clear(&about);
	return rc;
}

static enum rc
judge(struct command_context *c, const char *word, struct err *e)
{
	struct record *excuse, *r = record_new(&c->arena, &kind_verdict);
	struct parse_context world = command_world(c);

	if (book_record(c->book, &c->arena, c->args[0], &excuse, e) != RC_OK)
		return e->code;
	if (excuse->kind != &kind_excuse)
		return err_set(e, RC_INVALID, _("%s is no explanation of lateness"), excuse->id);
	r->of = excuse->id;
	if (record_set(r, "verdict", word, &world, e) != RC_OK ||
	    command_set_option(c, r, "reason", "reason", e) != RC_OK ||
	    check_judge(c, excuse->id, e) != RC_OK || check_unjudged(c, excuse->id, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

static enum rc
exec_confirm(struct command_context *c, struct err *e)
{
	return judge(c, "confirm", e);
}

static enum rc
exec_refuse(struct command_context *c, struct err *e)
{
	return judge(c, "refuse", e);
}

/* clang-format off */
static const struct option query_options[] = {
	OPT_REQUIRED("from", "WHO", N_("who asks")),
	OPT("at",  "T", N_("when it happened; default now")),
	OPT("due", "T", N_("until when; default: by the rules")),
	OPT_END,
};

static const struct option excuse_options[] = {
	OPT_REQUIRED("step",   "STEP", N_("what was late: first-phone first-written …")),
	OPT_REQUIRED("from",   "T",    N_("when the obstacle began")),
	OPT_REQUIRED("to",     "T",    N_("when it ended")),
	OPT_REQUIRED("reason", "WHY",  N_("what stood in the way")),
	OPT_END,
};

static const struct option verdict_options[] = {
	OPT("reason", "WHY", N_("why")),
	OPT_END,
};

const struct command command_query = {
	.name = "query", .args = "ID TEXT", .help = N_("record a request to verify; - without an incident"),
	.options = query_options, .flags = COMMAND_WRITE, .exec = exec_query,
};

const struct command command_incident_excuse = {
	.name = "incident excuse", .args = "ID", .help = N_("explain a lateness; the superior confirms it"),
	.options = excuse_options, .flags = COMMAND_WRITE, .exec = exec_excuse,
};

const struct command command_excuse_confirm = {
	.name = "excuse confirm", .args = "ID", .help = N_("accept an explanation of lateness"),
	.options = verdict_options, .flags = COMMAND_WRITE, .exec = exec_confirm,
};

const struct command command_excuse_refuse = {
	.name = "excuse refuse", .args = "ID", .help = N_("refuse an explanation of lateness"),
	.options = verdict_options, .flags = COMMAND_WRITE, .exec = exec_refuse,
};
/* clang-format on */
