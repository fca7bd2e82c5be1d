/* What is not an incident but must not be forgotten: instructions, notices to pass on, warnings. */
#include "core/matter.h"

const struct choice warning_colours[] = {
    {"red", N_("Red")},
    {"orange", N_("Orange")},
    {"yellow", N_("Yellow")},
    {"blue", N_("Blue")},
    {0},
};

/* clang-format off */
static const struct field order_fields[] = {
	FIELD(struct order, text,      note, .label = N_("Text"),      .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct order, from,      text, .label = N_("Leader"),    .flags = FIELD_REQUIRED | FIELD_LIST, .max = 60),
	FIELD(struct order, due,       time, .label = N_("Time limit"),       .flags = FIELD_FUTURE | FIELD_LIST),
	FIELD(struct order, way,       text, .label = N_("How given"), .max = 40),
	FIELD(struct order, closed,    yes,  .label = N_("Closed"),    .flags = FIELD_LIST | FIELD_DERIVED | FIELD_EITHER),
	FIELD(struct order, closed_at, time, .label = N_("Closed at"), .flags = FIELD_DERIVED | FIELD_EITHER),
};

static const struct field matter_fields[] = {
	FIELD(struct matter, text,      note,  .label = N_("Text"),        .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct matter, from,      text,  .label = N_("From"),        .flags = FIELD_REQUIRED | FIELD_LIST, .max = 60),
	FIELD(struct matter, number,    text,  .label = N_("Reference"),   .max = 60),
	FIELD(struct matter, due,       time,  .label = N_("Time limit"),         .flags = FIELD_FUTURE | FIELD_LIST),
	FIELD(struct matter, to,        words, .label = N_("To be told"),  .flags = FIELD_LIST | FIELD_EITHER),
	FIELD(struct matter, closed,    yes,   .label = N_("Closed"),      .flags = FIELD_LIST | FIELD_DERIVED | FIELD_EITHER),
	FIELD(struct matter, closed_at, time,  .label = N_("Closed at"),   .flags = FIELD_DERIVED | FIELD_EITHER),
};

static const struct field relay_fields[] = {
	FIELD(struct relay, to,       text, .label = N_("To"),          .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 60),
	FIELD(struct relay, answered, text, .label = N_("Answered by"), .flags = FIELD_LIST, .max = 60),
	FIELD(struct relay, via,      text, .label = N_("Via"),         .max = 40),
	FIELD(struct relay, text,     note, .label = N_("Text")),
};

static const struct field feedback_fields[] = {
	FIELD(struct feedback, text, note, .label = N_("Text"), .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
};

static const struct field warning_fields[] = {
	FIELD(struct warning, kind,     text,   .label = N_("Kind"),      .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 40),
	FIELD(struct warning, colour,   choice, .label = N_("Colour"),    .flags = FIELD_REQUIRED | FIELD_LIST, .choices = warning_colours),
	FIELD(struct warning, issuer,   text,   .label = N_("Issued by"), .flags = FIELD_REQUIRED | FIELD_LIST, .max = 60),
	FIELD(struct warning, issued,   time,   .label = N_("Issued"),    .flags = FIELD_LIST),
	FIELD(struct warning, received, time,   .label = N_("Received"),  .flags = FIELD_EITHER),
	FIELD(struct warning, until,    time,   .label = N_("Until"),     .flags = FIELD_FUTURE | FIELD_LIST),
	FIELD(struct warning, number,   text,   .label = N_("Reference"), .max = 60),
	FIELD(struct warning, area,     text,   .label = N_("Area")),
	FIELD(struct warning, text,     note,   .label = N_("Text")),
	FIELD(struct warning, via,      text,   .label = N_("Via"),       .max = 40),
	FIELD(struct warning, told,     time,   .label = N_("Leader told"), .flags = FIELD_EITHER),
	FIELD(struct warning, lifted,   yes,    .label = N_("Lifted"),    .flags = FIELD_LIST | FIELD_EITHER),
};
/* clang-format on */

static bool
order_is_open(const void *body)
{
	return !((const struct order *)body)->closed;
}

static bool
matter_is_open(const void *body)
{
	return !((const struct matter *)body)->closed;
}

static bool
warning_is_open(const void *body)
{
	return !((const struct warning *)body)->lifted;
}

static void
relay_line(const void *body, struct str *out)
{
	const struct relay *r = body;

	str_add_f(out, "→ %s", r->to ? r->to : "");
	if (r->answered)
		str_add_f(out, " (%s)", r->answered);
	if (r->text)
		str_add_f(out, "：%s", r->text);
}

/* clang-format off */
const struct kind kind_order = {
	.name = "order", .label = N_("Instruction"), .size = sizeof(struct order),
	.fields = order_fields, .nfields = ARRAY_LEN(order_fields),
	.flags = KIND_THING | KIND_ENTRY, .writers = WRITER_HOME | WRITER_SUPERIOR, .is_open = order_is_open,
};

const struct kind kind_matter = {
	.name = "matter", .label = N_("Matter"), .size = sizeof(struct matter),
	.fields = matter_fields, .nfields = ARRAY_LEN(matter_fields),
	.flags = KIND_THING | KIND_ENTRY, .writers = WRITER_HOME | WRITER_SUPERIOR, .is_open = matter_is_open,
};

const struct kind kind_relay = {
	.name = "relay", .label = N_("Passed on"), .size = sizeof(struct relay),
	.fields = relay_fields, .nfields = ARRAY_LEN(relay_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME, .line = relay_line,
};

const struct kind kind_feedback = {
	.name = "feedback", .label = N_("Feedback"), .size = sizeof(struct feedback),
	.fields = feedback_fields, .nfields = ARRAY_LEN(feedback_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME | WRITER_SUPERIOR,
};

const struct kind kind_warning = {
	.name = "warning", .label = N_("Warning"), .size = sizeof(struct warning),
	.fields = warning_fields, .nfields = ARRAY_LEN(warning_fields),
	.flags = KIND_THING | KIND_ENTRY, .writers = WRITER_HOME | WRITER_SUPERIOR, .is_open = warning_is_open,
};
/* clang-format on */
