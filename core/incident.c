/* An incident, its figures and actions, and what is asked and excused about it. */
#include "core/incident.h"

/* clang-format off */
const struct choice families[] = {
	{"fire", N_("Fire")}, {"traffic", N_("Traffic accident")}, {"production", N_("Work accident")},
	{"mine", N_("Mine accident")}, {"forest-fire", N_("Forest or grass fire")}, {"geological", N_("Geological disaster")},
	{"flood", N_("Flood")}, {"weather", N_("Weather disaster")}, {"earthquake", N_("Earthquake")},
	{"environment", N_("Pollution")}, {"special-equipment", N_("Special equipment")}, {"public-health", N_("Public health")},
	{"social", N_("Social security")}, {"other", N_("Other")}, {0},
};

const struct choice incident_flags[] = {
	{"sensitive", N_("Sensitive")}, {"border", N_("At a border")}, {"crowded", N_("Crowded place")},
	{"water-source", N_("Water source")}, {0},
};

const struct choice grades[] = {
	{"I", N_("Extraordinarily serious (I)")}, {"II", N_("Serious (II)")}, {"III", N_("Major (III)")}, {"IV", N_("General (IV)")}, {0},
};

const struct choice closings[] = {
	{"done", N_("Done")}, {"false", N_("False alarm")}, {"duplicate", N_("Duplicate")},
	{"elsewhere", N_("Handed elsewhere")}, {"exercise", N_("Exercise")}, {0},
};

const struct choice steps[] = {
	{"dispatch", N_("Dispatch")}, {"turnout", N_("Turnout")}, {"arrive", N_("Arrival")}, {"water", N_("Water on")},
	{"controlled", N_("Under control")}, {"out", N_("Fire out")}, {"rescue", N_("Rescue")}, {"evacuate", N_("Evacuation")},
	{"reinforce", N_("Reinforcement")}, {"told", N_("Leader told")}, {"notify", N_("Others notified")}, {"cordon", N_("Cordon")},
	{"medical", N_("Taken to hospital")}, {"response-start", N_("Response started")}, {"command-set", N_("Command set up")},
	{"command-transfer", N_("Command transferred")}, {"followup-transfer", N_("Follow-up duty transferred")},
	{"watch", N_("Left on watch")}, {"return", N_("Return")}, {"ready", N_("Ready again")},
	{"response-end", N_("Response ended")}, {"other", N_("Other")}, {0},
};

/* practice.md 41 */
const struct choice source_types[] = {
	{"public", N_("Public")}, {"119", N_("119 dispatch")}, {"110", N_("110 linkage")}, {"120", N_("120")}, {"12345", N_("12345")},
	{"village", N_("Village or community")}, {"grid", N_("Grid worker")}, {"ranger", N_("Forest ranger")},
	{"enterprise", N_("Enterprise")}, {"monitor", N_("Monitoring or video")}, {"hotspot", N_("Satellite hotspot")},
	{"superior", N_("Superior")}, {"neighbour", N_("Neighbouring county or township")}, {"media", N_("Media")}, {"self", N_("Own inspection")}, {0},
};

const struct choice verdict_words[] = {
	{"confirm", N_("Confirmed")}, {"refuse", N_("Refused")}, {0},
};

static const struct field incident_fields[] = {
	FIELD(struct incident, kind,      text,   .label = N_("Kind"),          .flags = FIELD_REQUIRED | FIELD_LIST, .max = 40),
	FIELD(struct incident, family,    choice, .label = N_("Family"),        .flags = FIELD_DERIVED, .choices = families),
	FIELD(struct incident, place,     text,   .label = N_("Place"),         .flags = FIELD_REQUIRED | FIELD_LIST, .max = 100),
	FIELD(struct incident, title,     text,   .label = N_("Title"),         .flags = FIELD_LIST | FIELD_SEARCH, .max = 100),
	FIELD(struct incident, occurred,  time,   .label = N_("Occurred"),      .flags = FIELD_ABOUT | FIELD_UNKNOWN),
	FIELD(struct incident, learned,   time,   .label = N_("Report received"),      .flags = FIELD_LIST),
	FIELD(struct incident, source,    text,   .label = N_("Source")),
	FIELD(struct incident, source_type, choice, .label = N_("Source type"), .choices = source_types),
	FIELD(struct incident, dispatch_no, text, .label = N_("Dispatch number"), .max = 40),
	FIELD(struct incident, enterprise, text,  .label = N_("Unit concerned")),
	FIELD(struct incident, enterprise_learned, time, .label = N_("Unit learned")),
	FIELD(struct incident, flags,     flags,  .label = N_("Flags"),         .choices = incident_flags),
	FIELD(struct incident, part_of,   ref,    .label = N_("Parent incident"), .target = "incident"),
	FIELD(struct incident, position,  text,   .label = N_("Position"),      .max = 40),
	FIELD(struct incident, words,     note,   .label = N_("Caller's words")),
	FIELD(struct incident, object,    text,   .label = N_("Object")),
	FIELD(struct incident, commander, text,   .label = N_("On-scene commander"), .max = 40),
	FIELD(struct incident, commander_phone, text, .label = N_("Commander's phone"), .max = 40),
	FIELD(struct incident, caller,    text,   .label = N_("Caller"),        .flags = FIELD_PRIVATE, .max = 40),
	FIELD(struct incident, caller_phone, text, .label = N_("Caller's phone"), .flags = FIELD_PRIVATE, .max = 40),
	FIELD(struct incident, grade,     choice, .label = N_("Grade set by hand"), .flags = FIELD_DERIVED, .choices = grades),
	FIELD(struct incident, grade_reason, text, .label = N_("Why this grade"), .flags = FIELD_DERIVED),
	FIELD(struct incident, closed,    choice, .label = N_("Closed as"),     .flags = FIELD_DERIVED | FIELD_LIST, .choices = closings),
	FIELD(struct incident, closed_at, time,   .label = N_("Closed at"),     .flags = FIELD_DERIVED),
	FIELD(struct incident, into,      ref,    .label = N_("Duplicate of"),  .flags = FIELD_DERIVED, .target = "incident"),
	FIELD(struct incident, close_reason, text, .label = N_("Why closed"),   .flags = FIELD_DERIVED),
};

#define COUNT(name, words)   FIELD(struct fact, name, count, .label = words),
#define DECIMAL(name, words) FIELD(struct fact, name, decimal, .label = words),
static const struct field fact_fields[] = {
	FIELD(struct fact, asof, time, .label = N_("As of"), .flags = FIELD_REQUIRED | FIELD_LIST),
#include "core/measures.def"
	FIELD(struct fact, verified,    yes,  .label = N_("Verified")),
	FIELD(struct fact, learned,     time, .label = N_("Learned")),
	FIELD(struct fact, source,      text, .label = N_("Source"), .flags = FIELD_LIST),
	FIELD(struct fact, reason,      text, .label = N_("Reason of a fall")),
	FIELD(struct fact, checked_by,  text, .label = N_("Verified by")),
	FIELD(struct fact, checked_how, text, .label = N_("How verified")),
};
#undef COUNT
#undef DECIMAL

static const struct field act_fields[] = {
	FIELD(struct act, step,     choice, .label = N_("Step"),     .flags = FIELD_REQUIRED | FIELD_LIST, .choices = steps),
	FIELD(struct act, unit,     text,   .label = N_("Unit"),     .flags = FIELD_LIST, .max = 60),
	FIELD(struct act, vehicles, count,  .label = N_("Vehicles"), .max = 1000),
	FIELD(struct act, people,   count,  .label = N_("People"),   .max = 100000),
	FIELD(struct act, leader,   text,   .label = N_("Led by"),   .max = 40),
	FIELD(struct act, text,     note,   .label = N_("Text"),     .flags = FIELD_LIST | FIELD_SEARCH),
	FIELD(struct act, crew,     words,  .label = N_("Who went")),
	FIELD(struct act, engines,  words,  .label = N_("Which engines")),
	FIELD(struct act, until,    time,   .label = N_("Expected back"), .flags = FIELD_FUTURE),
};

static const struct field query_fields[] = {
	FIELD(struct query, text, note, .label = N_("Text"), .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct query, from, text, .label = N_("From"), .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct query, due,  time, .label = N_("Due"),  .flags = FIELD_FUTURE),
};

static const struct field excuse_fields[] = {
	FIELD(struct excuse, step,   text, .label = N_("Step"),   .flags = FIELD_REQUIRED | FIELD_LIST, .max = 40),
	FIELD(struct excuse, from,   time, .label = N_("From"),   .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct excuse, to,     time, .label = N_("Until"),  .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct excuse, reason, text, .label = N_("Reason"), .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
};

static const struct field verdict_fields[] = {
	FIELD(struct verdict, verdict, choice, .label = N_("Verdict"), .flags = FIELD_REQUIRED | FIELD_LIST, .choices = verdict_words),
	FIELD(struct verdict, reason,  text,   .label = N_("Reason")),
};
/* clang-format on */

bool
family_is_accident(int family)
{
	return family == FAMILY_FIRE || family == FAMILY_TRAFFIC || family == FAMILY_PRODUCTION ||
	       family == FAMILY_MINE || family == FAMILY_SPECIAL_EQUIPMENT ||
	       family == FAMILY_ENVIRONMENT;
}

static bool
incident_is_open(const void *body)
{
	return ((const struct incident *)body)->closed == CLOSED_NONE;
}

static void
fact_line(const void *body, struct str *out)
{
	const char *between = "";

	for (size_t i = 0; i < kind_fact.nfields; i++) {
		const struct field *f = &kind_fact.fields[i];

		if ((f->type != &field_count && f->type != &field_decimal) || field_empty(f, body))
			continue;
		str_add_f(out, "%s%s ", between, _(f->label));
		field_show(f, body, out);
		between = "，";
	}
}

static void
act_line(const void *body, struct str *out)
{
	const struct act *a = body;

	str_add_f(out, "%s", _(choice_label(steps, a->step)));
	if (a->unit)
		str_add_f(out, " %s", a->unit);
	if (a->text)
		str_add_f(out, "：%s", a->text);
}

static void
verdict_line(const void *body, struct str *out)
{
	const struct verdict *v = body;

	str_add(out, _(choice_label(verdict_words, v->verdict)));
	if (v->reason)
		str_add_f(out, "：%s", v->reason);
}

static enum rc
excuse_check(const void *body, struct err *e)
{
	const struct excuse *x = body;

	if (x->to.kind == MOMENT_EXACT && x->from.kind == MOMENT_EXACT &&
	    x->to.secs <= x->from.secs)
		return err_set(e, RC_INVALID, _("an obstacle cannot end before it begins"));
	return RC_OK;
}

/* clang-format off */
const struct kind kind_incident = {
	.name = "incident", .label = N_("Incident"), .size = sizeof(struct incident),
	.fields = incident_fields, .nfields = ARRAY_LEN(incident_fields),
	.flags = KIND_THING | KIND_ENTRY, .writers = WRITER_HOME, .is_open = incident_is_open,
};

const struct kind kind_fact = {
	.name = "fact", .label = N_("Figures"), .size = sizeof(struct fact),
	.fields = fact_fields, .nfields = ARRAY_LEN(fact_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME, .line = fact_line,
};

const struct kind kind_act = {
	.name = "act", .label = N_("Action"), .size = sizeof(struct act),
	.fields = act_fields, .nfields = ARRAY_LEN(act_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME, .line = act_line,
};

const struct kind kind_query = {
	.name = "query", .label = N_("Request to verify"), .size = sizeof(struct query),
	.fields = query_fields, .nfields = ARRAY_LEN(query_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME | WRITER_SUPERIOR,
};

const struct kind kind_excuse = {
	.name = "excuse", .label = N_("Explanation of lateness"), .size = sizeof(struct excuse),
	.fields = excuse_fields, .nfields = ARRAY_LEN(excuse_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME, .check = excuse_check,
};

const struct kind kind_verdict = {
	.name = "verdict", .label = N_("Verdict on lateness"), .size = sizeof(struct verdict),
	.fields = verdict_fields, .nfields = ARRAY_LEN(verdict_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME | WRITER_SUPERIOR, .line = verdict_line,
};
/* clang-format on */
