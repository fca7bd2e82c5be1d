/* Shifts and who stands them. */
#include "core/roster.h"

const struct choice assignment_sources[] = {
    {"pattern", N_("Pattern")},
    {"plan", N_("Published plan")},
    {"swap", N_("Swap")},
    {"takeover", N_("Takeover")},
    {0},
};

/* clang-format off */
static const struct field shift_fields[] = {
	FIELD(struct shift, name, text,  .label = N_("Name"),  .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 20),
	FIELD(struct shift, from, clock, .label = N_("From"),  .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct shift, to,   clock, .label = N_("Until"), .flags = FIELD_REQUIRED | FIELD_LIST),
};

static const struct field assignment_fields[] = {
	FIELD(struct assignment, person, person, .label = N_("Person"), .flags = FIELD_REQUIRED | FIELD_LIST, .target = "person"),
	FIELD(struct assignment, post,   ref,    .label = N_("Post"),   .flags = FIELD_REQUIRED | FIELD_LIST, .target = "post"),
	FIELD(struct assignment, start,  time,   .label = N_("From"),   .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FUTURE),
	FIELD(struct assignment, end,    time,   .label = N_("Until"),  .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FUTURE),
	FIELD(struct assignment, source, choice, .label = N_("Source"), .flags = FIELD_LIST | FIELD_DERIVED, .choices = assignment_sources),
	FIELD(struct assignment, cancelled, yes, .label = N_("Cancelled")),
};
/* clang-format on */

static enum rc
assignment_check(const void *body, struct err *e)
{
	const struct assignment *a = body;

	if (a->end.secs <= a->start.secs)
		return err_set(e, RC_INVALID, _("a duty cannot end before it begins"));
	return RC_OK;
}

static bool
assignment_is_open(const void *body)
{
	return !((const struct assignment *)body)->cancelled;
}

/* clang-format off */
const struct kind kind_shift = {
	.name = "shift", .label = N_("Shift"), .size = sizeof(struct shift),
	.fields = shift_fields, .nfields = ARRAY_LEN(shift_fields),
	.flags = KIND_THING, .writers = WRITER_HOME,
};

const struct kind kind_assignment = {
	.name = "assignment", .label = N_("Assignment"), .size = sizeof(struct assignment),
	.fields = assignment_fields, .nfields = ARRAY_LEN(assignment_fields),
	.flags = KIND_THING, .writers = WRITER_HOME, .check = assignment_check, .is_open = assignment_is_open,
};
/* clang-format on */
