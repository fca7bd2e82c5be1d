/* Shifts and who stands them. */
#include "core/roster.h"

const struct choice assignment_sources[] = {
    {"pattern", N_("Pattern")},
    {"plan", N_("Published plan")},
    {"swap", N_("Swap")},
    {"takeover", N_("Takeover")},
    {0},
};

const struct choice pattern_days[] = {
    {"work", N_("On workdays")},
    {"rest", N_("On rest days")},
    {0},
};

const struct choice swap_states[] = {
    {"asked", N_("For consent")}, {"accepted", N_("For approval")}, {"approved", N_("Approved")},
    {"refused", N_("Declined")},  {"undone", N_("Undone")},         {0},
};

const struct choice leave_states[] = {
    {"asked", N_("For approval")},
    {"approved", N_("Approved")},
    {"refused", N_("Refused")},
    {"cancelled", N_("Cancelled")},
    {0},
};

/* clang-format off */
const struct choice leave_kinds[] = {
	{"annual", N_("Annual leave")}, {"sick", N_("Sick leave")}, {"private", N_("Private matter")},
	{"maternity", N_("Maternity leave")}, {"family", N_("Wedding or funeral")}, {"travel", N_("Official journey")},
	{"study", N_("Training")}, {"village", N_("Posted to a village")}, {"lent", N_("Lent elsewhere")},
	{"away", N_("Away notice")}, {"compensatory", N_("Compensatory leave")}, {0},
};

const struct choice duty_modes[] = {
	{"normal", N_("Normal")}, {"raised", N_("Raised")}, {"all", N_("All hands")}, {0},
};

static const struct field shift_fields[] = {
	FIELD(struct shift, name, text,  .label = N_("Name"),  .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 20),
	FIELD(struct shift, from, clock, .label = N_("From"),  .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct shift, to,   clock, .label = N_("Until"), .flags = FIELD_REQUIRED | FIELD_LIST),
};

static const struct field assignment_fields[] = {
	FIELD(struct assignment, person, person, .label = N_("Person"), .flags = FIELD_REQUIRED | FIELD_LIST, .target = "person"),
	FIELD(struct assignment, post,   ref,    .label = N_("Post"),   .flags = FIELD_REQUIRED | FIELD_LIST, .target = "post"),
	FIELD(struct assignment, start,  time,   .label = N_("From"),   .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED | FIELD_FUTURE),
	FIELD(struct assignment, end,    time,   .label = N_("Until"),  .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FUTURE),
	FIELD(struct assignment, source, choice, .label = N_("Source"), .flags = FIELD_LIST | FIELD_DERIVED, .choices = assignment_sources),
	FIELD(struct assignment, cancelled, yes, .label = N_("Cancelled")),
	FIELD(struct assignment, instead, person, .label = N_("Instead of"), .target = "person"),
	FIELD(struct assignment, reason, text,  .label = N_("Reason")),
	FIELD(struct assignment, besides, yes,  .label = N_("Besides those who stand")),
};

static const struct field pattern_fields[] = {
	FIELD(struct pattern, name,  text,  .label = N_("Name"),      .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 40),
	FIELD(struct pattern, post,  ref,   .label = N_("Post"),      .flags = FIELD_REQUIRED | FIELD_LIST, .target = "post"),
	FIELD(struct pattern, first, day,   .label = N_("First day"), .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct pattern, last,  day,   .label = N_("Last day"),  .flags = FIELD_LIST),
	FIELD(struct pattern, from,  clock, .label = N_("From"),      .flags = FIELD_LIST),
	FIELD(struct pattern, hours, count, .label = N_("Hours a turn"), .flags = FIELD_REQUIRED | FIELD_LIST, .max = 744),
	FIELD(struct pattern, crews, words, .label = N_("Crews"),     .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct pattern, every, count, .label = N_("Every … hours"), .max = 744),
	FIELD(struct pattern, times, count, .label = N_("Turns in a row"), .max = 366),
	FIELD(struct pattern, days,  choice, .label = N_("On which days"), .choices = pattern_days),
	FIELD(struct pattern, cancelled, yes, .label = N_("Cancelled")),
};

static const struct field swap_fields[] = {
	FIELD(struct swap, person, person, .label = N_("Person"),  .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED, .target = "person"),
	FIELD(struct swap, post,   ref,    .label = N_("Post"),    .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED, .target = "post"),
	FIELD(struct swap, start,  time,   .label = N_("From"),    .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED | FIELD_FUTURE),
	FIELD(struct swap, end,    time,   .label = N_("Until"),   .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED | FIELD_FUTURE),
	FIELD(struct swap, with,   person, .label = N_("With"),    .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED, .target = "person"),
	FIELD(struct swap, back_post,  ref,  .label = N_("Post in return"),  .flags = FIELD_FIXED, .target = "post"),
	FIELD(struct swap, back_start, time, .label = N_("From, in return"), .flags = FIELD_FIXED | FIELD_FUTURE),
	FIELD(struct swap, back_end,   time, .label = N_("Until, in return"), .flags = FIELD_FIXED | FIELD_FUTURE),
	FIELD(struct swap, reason, text,   .label = N_("Reason"),  .flags = FIELD_LIST | FIELD_SEARCH),
	FIELD(struct swap, state,  choice, .label = N_("State"),   .flags = FIELD_LIST | FIELD_DERIVED, .choices = swap_states),
	FIELD(struct swap, consent, text,  .label = N_("Consent given by")),
	FIELD(struct swap, answer, text,   .label = N_("Answer")),
};

static const struct field leave_fields[] = {
	FIELD(struct leave, person, person, .label = N_("Person"), .flags = FIELD_REQUIRED | FIELD_LIST, .target = "person"),
	FIELD(struct leave, type,   choice, .label = N_("Kind of leave"), .flags = FIELD_REQUIRED | FIELD_LIST, .choices = leave_kinds),
	FIELD(struct leave, start,  time,   .label = N_("From"),   .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FUTURE),
	FIELD(struct leave, end,    time,   .label = N_("Until"),  .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FUTURE),
	FIELD(struct leave, reason, text,   .label = N_("Reason"), .flags = FIELD_PRIVATE),
	FIELD(struct leave, place,  text,   .label = N_("Where to"), .max = 60),
	FIELD(struct leave, state,  choice, .label = N_("State"),  .flags = FIELD_LIST | FIELD_DERIVED, .choices = leave_states),
	FIELD(struct leave, answer, text,   .label = N_("Answer")),
};

static const struct field mode_fields[] = {
	FIELD(struct mode, level,    choice, .label = N_("Level"),      .flags = FIELD_REQUIRED | FIELD_LIST, .choices = duty_modes),
	FIELD(struct mode, start,    time,   .label = N_("From"),       .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FUTURE),
	FIELD(struct mode, end,      time,   .label = N_("Until"),      .flags = FIELD_LIST | FIELD_FUTURE),
	FIELD(struct mode, by,       text,   .label = N_("Ordered by"), .flags = FIELD_LIST, .max = 60),
	FIELD(struct mode, document, text,   .label = N_("Document")),
	FIELD(struct mode, reason,   text,   .label = N_("Reason")),
	FIELD(struct mode, cancelled, yes,   .label = N_("Cancelled")),
};

static const struct field cover_fields[] = {
	FIELD(struct cover, unit,     text,  .label = N_("Unit"),      .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 60),
	FIELD(struct cover, start,    time,  .label = N_("From"),      .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FUTURE),
	FIELD(struct cover, end,      time,  .label = N_("Until"),     .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FUTURE),
	FIELD(struct cover, agreed,   text,  .label = N_("Agreed by"), .flags = FIELD_LIST, .max = 60),
	FIELD(struct cover, people,   count, .label = N_("People"),    .max = 1000),
	FIELD(struct cover, vehicles, count, .label = N_("Vehicles"),  .max = 100),
	FIELD(struct cover, post,     ref,   .label = N_("Post"),      .target = "post"),
	FIELD(struct cover, cancelled, yes,  .label = N_("Cancelled")),
};
/* clang-format on */

static enum rc
span_check(struct moment start, struct moment end, struct err *e)
{
	if (end.secs <= start.secs)
		return err_set(e, RC_INVALID, _("a duty cannot end before it begins"));
	return RC_OK;
}

static enum rc
assignment_check(const void *body, struct err *e)
{
	const struct assignment *a = body;

	if (a->end.secs - a->start.secs > (int64_t)ASSIGNMENT_DAYS * DAY_SECONDS)
		return err_set(e, RC_INVALID, _("a duty lasts at most %d days"), ASSIGNMENT_DAYS);
	return span_check(a->start, a->end, e);
}

static bool
assignment_is_open(const void *body)
{
	return !((const struct assignment *)body)->cancelled;
}

static enum rc
pattern_check(const void *body, struct err *e)
{
	const struct pattern *p = body;

	if (p->hours.n < 1)
		return err_set(e, RC_INVALID, _("a turn lasts at least one hour"));
	if (p->every.set && p->every.n < p->hours.n)
		return err_set(e, RC_INVALID,
			       _("turns of %lld hours that begin every %lld hours would overlap"),
			       (long long)p->hours.n, (long long)p->every.n);
	if (p->times.set && p->times.n < 1)
		return err_set(e, RC_INVALID, _("a crew stands at least one turn"));
	if (p->last && p->last < p->first)
		return err_set(e, RC_INVALID, _("the last day lies before the first one"));
	return RC_OK;
}

static bool
pattern_is_open(const void *body)
{
	return !((const struct pattern *)body)->cancelled;
}

static enum rc
swap_check(const void *body, struct err *e)
{
	const struct swap *s = body;
	bool back = s->back_start.kind == MOMENT_EXACT;

	if (str_equal(s->person, s->with))
		return err_set(e, RC_INVALID, _("nobody can swap with themselves"));
	if (back != (s->back_end.kind == MOMENT_EXACT) || back != (s->back_post != NULL))
		return err_set(e, RC_INVALID, _("a duty in return needs its post, start and end"));
	if (back && span_check(s->back_start, s->back_end, e) != RC_OK)
		return e->code;
	return span_check(s->start, s->end, e);
}

bool
swap_answers_for_self(const struct swap *s, const char *author)
{
	return s->state == SWAP_ASKED && author && str_equal(author, s->with);
}

static bool
swap_is_open(const void *body)
{
	int state = ((const struct swap *)body)->state;

	return state == SWAP_ASKED || state == SWAP_ACCEPTED;
}

static enum rc
leave_check(const void *body, struct err *e)
{
	const struct leave *l = body;

	if (l->end.secs <= l->start.secs)
		return err_set(e, RC_INVALID, _("a leave cannot end before it begins"));
	return RC_OK;
}

static bool
leave_is_open(const void *body)
{
	return ((const struct leave *)body)->state == LEAVE_ASKED;
}

static enum rc
mode_check(const void *body, struct err *e)
{
	const struct mode *m = body;

	if (m->end.kind == MOMENT_EXACT && m->end.secs <= m->start.secs)
		return err_set(e, RC_INVALID, _("a mode cannot end before it begins"));
	return RC_OK;
}

static bool
mode_is_open(const void *body)
{
	return !((const struct mode *)body)->cancelled;
}

static enum rc
cover_check(const void *body, struct err *e)
{
	const struct cover *c = body;

	return span_check(c->start, c->end, e);
}

static bool
cover_is_open(const void *body)
{
	return !((const struct cover *)body)->cancelled;
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

const struct kind kind_pattern = {
	.name = "pattern", .label = N_("Rotation pattern"), .size = sizeof(struct pattern),
	.fields = pattern_fields, .nfields = ARRAY_LEN(pattern_fields),
	.flags = KIND_THING, .writers = WRITER_HOME, .check = pattern_check, .is_open = pattern_is_open,
};

const struct kind kind_swap = {
	.name = "swap", .label = N_("Swap"), .size = sizeof(struct swap),
	.fields = swap_fields, .nfields = ARRAY_LEN(swap_fields),
	.flags = KIND_THING | KIND_CORE, .writers = WRITER_HOME, .check = swap_check, .is_open = swap_is_open,
};

const struct kind kind_leave = {
	.name = "leave", .label = N_("Leave"), .size = sizeof(struct leave),
	.fields = leave_fields, .nfields = ARRAY_LEN(leave_fields),
	.flags = KIND_THING | KIND_CORE, .writers = WRITER_HOME, .check = leave_check, .is_open = leave_is_open,
};

const struct kind kind_mode = {
	.name = "mode", .label = N_("Duty mode"), .size = sizeof(struct mode),
	.fields = mode_fields, .nfields = ARRAY_LEN(mode_fields),
	.flags = KIND_THING, .writers = WRITER_HOME, .check = mode_check, .is_open = mode_is_open,
};

const struct kind kind_cover = {
	.name = "cover", .label = N_("Cover by a neighbour"), .size = sizeof(struct cover),
	.fields = cover_fields, .nfields = ARRAY_LEN(cover_fields),
	.flags = KIND_THING, .writers = WRITER_HOME, .check = cover_check, .is_open = cover_is_open,
};
/* clang-format on */
