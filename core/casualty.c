/* Victims as people: what names them stays on this host and is destroyed by purge. */
#include "core/casualty.h"

/* clang-format off */
const struct choice casualty_states[] = {
	{"missing", N_("Missing")}, {"trapped", N_("Trapped")}, {"injured", N_("Injured, undiagnosed")},
	{"light", N_("Lightly injured")}, {"serious", N_("Seriously injured")}, {"dead", N_("Dead")}, {"safe", N_("Got out safe")}, {0},
};

static const struct field fields[] = {
	FIELD(struct casualty, incident, ref,    .label = N_("Incident"),       .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED, .target = "incident"),
	FIELD(struct casualty, state,    choice, .label = N_("State"),          .flags = FIELD_REQUIRED | FIELD_LIST, .choices = casualty_states),
	FIELD(struct casualty, since,    time,   .label = N_("Since"),          .flags = FIELD_LIST | FIELD_ABOUT),
	FIELD(struct casualty, name,     text,   .label = N_("Full name"),           .flags = FIELD_PRIVATE, .max = 40),
	FIELD(struct casualty, sex,      text,   .label = N_("Sex"),            .flags = FIELD_PRIVATE, .max = 10),
	FIELD(struct casualty, age,      text,   .label = N_("Age"),            .flags = FIELD_PRIVATE, .max = 10),
	FIELD(struct casualty, identity, text,   .label = N_("Identity number"), .flags = FIELD_PRIVATE, .max = 30),
	FIELD(struct casualty, home,     text,   .label = N_("Home"),           .flags = FIELD_PRIVATE),
	FIELD(struct casualty, hospital, text,   .label = N_("Hospital"),       .flags = FIELD_PRIVATE, .max = 60),
	FIELD(struct casualty, bed,      text,   .label = N_("Bed"),            .flags = FIELD_PRIVATE, .max = 20),
	FIELD(struct casualty, family,   text,   .label = N_("Relatives"),         .flags = FIELD_PRIVATE),
	FIELD(struct casualty, cadre,    text,   .label = N_("Cadre in charge"), .flags = FIELD_PRIVATE, .max = 40),
	FIELD(struct casualty, note,     note,   .label = N_("Note"),           .flags = FIELD_PRIVATE),
};

/* The state only: a line of the log is read over shoulders. */
static void
line(const void *body, struct str *out)
{
	const struct casualty *c = body;

	str_add_f(out, "%s %s", c->incident ? c->incident : "", _(choice_label(casualty_states, c->state)));
}

const struct kind kind_casualty = {
	.name = "casualty", .label = N_("Casualty"), .size = sizeof(struct casualty),
	.fields = fields, .nfields = ARRAY_LEN(fields),
	.flags = KIND_THING, .writers = WRITER_HOME, .line = line,
};
/* clang-format on */
