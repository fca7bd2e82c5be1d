/* Who was there: signing on and off duty, and spot checks by others. */
#include "core/attendance.h"

#include "core/vec.h"

const struct choice attendance_ways[] = {
    {"on", N_("Signed on")},
    {"off", N_("Signed off")},
    {"seen", N_("Found there")},
    {"missed", N_("Not found there")},
    {"hold", N_("Held over")},
    {"void", N_("Taken back")},
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
	FIELD(struct attendance, until,  time,   .label = N_("Until"), .flags = FIELD_FUTURE),
	FIELD(struct attendance, note,   text,   .label = N_("Note")),
	FIELD(struct attendance, reason, text,   .label = N_("Reason")),
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
	FIELD(struct spotcheck, reply,    note,   .label = N_("Reply"), .flags = FIELD_EITHER),
};
/* clang-format on */

static enum rc
attendance_check(const void *body, struct err *e)
{
	const struct attendance *a = body;

	if ((a->way == ATTEND_HOLD) != (a->until.kind == MOMENT_EXACT))
		return err_set(e, RC_INVALID, "%s",
			       _("who is held over is so until a time, and nobody else"));
	return RC_OK;
}

static bool
is_corrected(const struct things *lines, const char *id)
{
	for (size_t i = 0; i < lines->n; i++)
		if (str_equal(lines->v[i]->of, id))
			return true;
	return false;
}

void
attendance_standing(struct things *lines)
{
	struct things kept = {0};

	for (size_t i = 0; i < lines->n; i++)
		if (((const struct attendance *)lines->v[i]->body)->way != ATTEND_VOID &&
		    !is_corrected(lines, lines->v[i]->id))
			vec_push(&kept, lines->v[i]);
	vec_clear(lines);
	*lines = kept;
}

bool
spotcheck_found_fault(const struct spotcheck *s)
{
	return s->problem || s->found == FOUND_NO;
}

static bool
spotcheck_is_open(const void *body)
{
	const struct spotcheck *s = body;

	return spotcheck_found_fault(s) && !s->reply;
}

/* clang-format off */
const struct kind kind_attendance = {
	.name = "attendance", .label = N_("Attendance"), .size = sizeof(struct attendance),
	.fields = attendance_fields, .nfields = ARRAY_LEN(attendance_fields),
	.flags = KIND_CORE, .writers = WRITER_HOME, .check = attendance_check,
};

const struct kind kind_spotcheck = {
	.name = "spotcheck", .label = N_("Spot check"), .size = sizeof(struct spotcheck),
	.fields = spotcheck_fields, .nfields = ARRAY_LEN(spotcheck_fields),
	.flags = KIND_THING | KIND_ENTRY, .writers = WRITER_HOME | WRITER_SUPERIOR, .is_open = spotcheck_is_open,
};
/* clang-format on */
