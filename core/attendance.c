/* Who was there: signing on and off duty, and spot checks by others. */
#include "core/attendance.h"

const struct choice attendance_ways[] = {
    {"on", N_("On duty")},
    {"off", N_("Off duty")},
    {0},
};

const struct choice check_methods[] = {
    {"phone", N_("Telephone")},
    {"video", N_("Video")},
    {"visit", N_("On the spot")},
    {0},
};

const struct choice check_findings[] = {
    {"yes", N_("yes")},
    {"no", N_("no")},
    {0},
};

/* clang-format off */
static const struct field attendance_fields[] = {
	FIELD(struct attendance, person, person, .label = N_("Person"), .flags = FIELD_REQUIRED | FIELD_LIST, .target = "person"),
	FIELD(struct attendance, post,   ref,    .label = N_("Post"),   .flags = FIELD_LIST, .target = "post"),
	FIELD(struct attendance, way,    choice, .label = N_("On or off"), .flags = FIELD_REQUIRED | FIELD_LIST, .choices = attendance_ways),
	FIELD(struct attendance, note,   text,   .label = N_("Note")),
};

static const struct field spotcheck_fields[] = {
	FIELD(struct spotcheck, post,     ref,    .label = N_("Post"),        .flags = FIELD_REQUIRED | FIELD_LIST, .target = "post"),
	FIELD(struct spotcheck, found,    choice, .label = N_("At the post"), .flags = FIELD_REQUIRED | FIELD_LIST, .choices = check_findings),
	FIELD(struct spotcheck, method,   choice, .label = N_("How checked"), .flags = FIELD_LIST, .choices = check_methods),
	FIELD(struct spotcheck, unit,     text,   .label = N_("Checking unit"), .flags = FIELD_LIST, .max = 60),
	FIELD(struct spotcheck, by,       text,   .label = N_("Checked by"),  .max = 40),
	FIELD(struct spotcheck, answered, text,   .label = N_("Answered by"), .max = 40),
	FIELD(struct spotcheck, seconds,  count,  .label = N_("Seconds of ringing"), .max = 3600),
	FIELD(struct spotcheck, leader,   choice, .label = N_("Leader at the post"), .choices = check_findings),
	FIELD(struct spotcheck, knows,    choice, .label = N_("Knows the work"), .choices = check_findings),
	FIELD(struct spotcheck, log_kept, choice, .label = N_("Log well kept"), .choices = check_findings),
	FIELD(struct spotcheck, problem,  note,   .label = N_("Problem"),     .flags = FIELD_SEARCH),
	FIELD(struct spotcheck, due,      time,   .label = N_("To be put right until"), .flags = FIELD_FUTURE),
	FIELD(struct spotcheck, reply,    note,   .label = N_("Reply")),
};
/* clang-format on */

static bool
spotcheck_is_open(const void *body)
{
	const struct spotcheck *s = body;

	return s->problem && !s->reply;
}

/* clang-format off */
const struct kind kind_attendance = {
	.name = "attendance", .label = N_("Attendance"), .size = sizeof(struct attendance),
	.fields = attendance_fields, .nfields = ARRAY_LEN(attendance_fields),
	.flags = KIND_CORE, .writers = WRITER_HOME,
};

const struct kind kind_spotcheck = {
	.name = "spotcheck", .label = N_("Spot check"), .size = sizeof(struct spotcheck),
	.fields = spotcheck_fields, .nfields = ARRAY_LEN(spotcheck_fields),
	.flags = KIND_THING | KIND_ENTRY, .writers = WRITER_HOME | WRITER_SUPERIOR, .is_open = spotcheck_is_open,
};
/* clang-format on */
