/* Incidents: opened, figured, acted on, graded by hand, closed. */
#include "cli/command.h"
#include "core/figures.h"
#include "storage/case_incident.h"

static enum rc
exec_open(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_incident);

	if (command_set_pairs(c, r, e) != RC_OK || command_at(c, r, e) != RC_OK ||
	    incident_open(c->book, &c->arena, r, c->book_name, e) != RC_OK)
		return e->code;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

/* An empty figure says neither 0 nor unknown. */
static enum rc
check_pairs(const struct command_context *c, struct err *e)
{
	for (size_t i = 0; i < c->npairs; i++)
		if (!*c->pairs[i].value && measure_named(c->pairs[i].key) < MEASURES)
			return err_set(e, RC_INVALID, _("%s is empty: leave out what is not known"),
				       c->pairs[i].key);
	return RC_OK;
}

static enum rc
exec_fact(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_fact);

	if (check_pairs(c, e) != RC_OK || command_set_pairs(c, r, e) != RC_OK ||
	    command_at(c, r, e) != RC_OK ||
	    incident_fact(c->book, &c->arena, c->args[0], r, e) != RC_OK)
		return e->code;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

static enum rc
exec_act(struct command_context *c, struct err *e)
{
	static const char *const named[] = {"step",   "unit", "vehicles", "people",
					    "leader", "crew", "engines",  "until"};
	struct record *r = record_new(&c->arena, &kind_act);
	struct parse_context world = command_world(c);

	for (size_t i = 0; i < ARRAY_LEN(named); i++)
		if (command_set_option(c, r, named[i], named[i], e) != RC_OK)
			return e->code;
	if (record_set(r, "text", c->args[1], &world, e) != RC_OK || command_at(c, r, e) != RC_OK)
		return e->code;
	return command_add_line(c, r, e);
}

/* The word of a choice option as its value. */
static enum rc
choose(struct command_context *c, const char *option, const struct choice *choices, int *out,
       struct err *e)
{
	const char *word = command_option(c, option);

	*out = choice_value(choices, word);
	if (*out)
		return RC_OK;
	return err_set(e, RC_INVALID, _("--%s “%.40s” is not possible; see --help"), option, word);
}

/* A text option, cleaned and within the length of its field. */
static enum rc
text_option(struct command_context *c, const char *option, const char *field, const char **out,
	    struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_incident);
	const struct field *f = kind_field(&kind_incident, field);
	struct parse_context world = command_world(c);
	const char *value = command_option(c, option);

	*out = NULL;
	if (!value)
		return RC_OK;
	if (field_parse(f, value, &world, r->body, e) != RC_OK)
		return e->code;
	*out = *(char *const *)field_of(f, r->body);
	return RC_OK;
}

static enum rc
exec_grade(struct command_context *c, struct err *e)
{
	const char *reason;
	int grade;

	if (choose(c, "grade", grades, &grade, e) != RC_OK ||
	    text_option(c, "reason", "grade_reason", &reason, e) != RC_OK)
		return e->code;
	if (!reason)
		return err_set(e, RC_MISSING, _("a grade set by hand needs a reason"));
	if (command_need_leader(c, e) != RC_OK)
		return e->code;
	return incident_grade(c->book, &c->arena, c->args[0], grade, reason, e);
}

static enum rc
exec_close(struct command_context *c, struct err *e)
{
	struct incident_closing how = {0};

	if (choose(c, "as", closings, &how.as, e) != RC_OK ||
	    text_option(c, "into", "into", &how.into, e) != RC_OK ||
	    text_option(c, "reason", "close_reason", &how.reason, e) != RC_OK ||
	    command_time(c, "at", MOMENT_HAPPENED, &how.at, e) != RC_OK)
		return e->code;
	return incident_close(c->book, &c->arena, c->args[0], &how, e);
}

/* clang-format off */
static const struct option open_options[] = {
	OPT("at", "T", N_("when it happened; default: when the station learned of it")),
	OPT_END,
};

static const struct option at_options[] = {
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

static const struct option act_options[] = {
	OPT_REQUIRED("step", "STEP", N_("dispatch turnout arrive water controlled out rescue evacuate reinforce told notify cordon medical "
	             "response-start command-set command-transfer followup-transfer watch return ready response-end other")),
	OPT("at",       "T", N_("when it happened; default now")),
	OPT("unit",     "U", N_("which unit")),
	OPT("vehicles", "N", N_("how many vehicles")),
	OPT("people",   "N", N_("how many people")),
	OPT("leader",   "WHO", N_("who leads them")),
	OPT("crew",     "NAME,NAME", N_("who went, by name")),
	OPT("engines",  "NAME,NAME", N_("which engines went")),
	OPT("until",    "T", N_("when they are expected back")),
	OPT_END,
};

static const struct option grade_options[] = {
	OPT_REQUIRED("grade",  "GRADE", N_("I II III IV")),
	OPT_REQUIRED("reason", "WHY",   N_("why")),
	OPT_END,
};

static const struct option close_options[] = {
	OPT_REQUIRED("as", "HOW", N_("done false duplicate elsewhere exercise")),
	OPT("into",   "ID",  N_("the incident it is a duplicate of")),
	OPT("reason", "WHY", N_("why")),
	OPT("at",     "T",   N_("when it happened; default now")),
	OPT_END,
};

const struct command command_incident_open = {
	.name = "incident open", .args = "key=value…", .help = N_("open an incident: kind=K place=…"),
	.options = open_options, .flags = COMMAND_WRITE, .exec = exec_open,
};

const struct command command_incident_fact = {
	.name = "incident fact", .args = "ID key=value…", .help = N_("a version of the figures: asof=T dead=N …"),
	.options = at_options, .flags = COMMAND_WRITE, .exec = exec_fact,
};

const struct command command_incident_act = {
	.name = "incident act", .args = "ID TEXT", .help = N_("what was done, step by step"),
	.options = act_options, .flags = COMMAND_WRITE, .exec = exec_act,
};

const struct command command_incident_grade = {
	.name = "incident grade", .args = "ID", .help = N_("set the grade by hand, with a reason"),
	.options = grade_options, .flags = COMMAND_WRITE, .exec = exec_grade,
};

const struct command command_incident_close = {
	.name = "incident close", .args = "ID", .help = N_("close an incident"),
	.options = close_options, .flags = COMMAND_WRITE, .exec = exec_close,
};
/* clang-format on */
