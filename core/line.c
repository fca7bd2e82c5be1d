/* Lines of the log that stand alone: an entry, a telephone record, a correction. */
#include "core/line.h"

const struct choice call_ways[] = {
    {"in", N_("Incoming")},
    {"out", N_("Outgoing")},
    {0},
};

static const struct choice call_types[] = {
    {"incident", N_("Incident")},  {"notice", N_("Notice")},     {"meeting", N_("Meeting")},
    {"help", N_("Call for help")}, {"petition", N_("Petition")}, {"check", N_("Spot check")},
    {"advice", N_("Enquiry")},     {"nuisance", N_("Nuisance")}, {0},
};

static void
call_line(const void *body, struct str *out)
{
	const struct call *c = body;

	str_add_f(out, "%s %s", c->way == CALL_OUT ? "→" : "←", c->party ? c->party : "");
	if (c->text)
		str_add_f(out, "：%s", c->text);
}

/* clang-format off */
static const struct field log_fields[] = {
	FIELD(struct log, text, note, .label = N_("Text"), .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
};

static const struct field call_fields[] = {
	FIELD(struct call, way,       choice, .label = N_("Way"),          .flags = FIELD_REQUIRED | FIELD_LIST, .choices = call_ways),
	FIELD(struct call, party,     text,   .label = N_("Other party"),  .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct call, phone,     text,   .label = N_("Phone number"),       .flags = FIELD_PRIVATE, .max = 40),
	FIELD(struct call, text,      note,   .label = N_("Text"),         .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct call, type,      choice, .label = N_("Type"),         .choices = call_types),
	FIELD(struct call, read_back, yes,    .label = N_("Read back")),
	FIELD(struct call, told,      text,   .label = N_("Caller already told")),
	FIELD(struct call, recording, text,   .label = N_("Recording"),    .max = 60),
	FIELD(struct call, minutes,   count,  .label = N_("Minutes"),      .max = 1440),
};

static const struct field correction_fields[] = {
	FIELD(struct correction, text,   note, .label = N_("Text"),   .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct correction, reason, text, .label = N_("Reason"), .flags = FIELD_REQUIRED),
};
/* clang-format on */

const struct kind kind_log = {
    .name = "log",
    .label = N_("Log entry"),
    .size = sizeof(struct log),
    .fields = log_fields,
    .nfields = ARRAY_LEN(log_fields),
    .flags = KIND_ENTRY,
    .writers = WRITER_HOME,
};

const struct kind kind_call = {
    .name = "call",
    .label = N_("Phone record"),
    .size = sizeof(struct call),
    .fields = call_fields,
    .nfields = ARRAY_LEN(call_fields),
    .flags = KIND_ENTRY,
    .writers = WRITER_HOME | WRITER_SUPERIOR,
    .line = call_line,
};

const struct kind kind_correction = {
    .name = "correction",
    .label = N_("Correction"),
    .size = sizeof(struct correction),
    .fields = correction_fields,
    .nfields = ARRAY_LEN(correction_fields),
    .flags = KIND_ENTRY | KIND_CORE,
    .writers = WRITER_HOME | WRITER_SUPERIOR,
};
