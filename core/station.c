/* The station of a book, and the rule sets in force in it. */
#include "core/station.h"

enum { LATE_FROM = 10 }; /* minutes (practice.md 24) */

const struct choice station_levels[] = {
    {"village", N_("Village")}, {"township", N_("Township")}, {"county", N_("County")},
    {"city", N_("City")},       {"province", N_("Province")}, {0},
};

/* clang-format off */
static const struct field station_fields[] = {
	FIELD(struct station, code,     text,   .label = N_("Code"),         .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LIST, .max = 20),
	FIELD(struct station, name,     text,   .label = N_("Name"),         .flags = FIELD_REQUIRED | FIELD_LIST, .max = 40),
	FIELD(struct station, level,    choice, .label = N_("Level"),        .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LIST, .choices = station_levels),
	FIELD(struct station, device,   text,   .label = N_("Device"),       .flags = FIELD_REQUIRED | FIELD_FIXED, .max = 10),
	FIELD(struct station, practice, yes,    .label = N_("Practice"),     .flags = FIELD_FIXED),
	FIELD(struct station, organ,    text,   .label = N_("Issuing organ"), .max = 40),
	FIELD(struct station, self,     text,   .label = N_("Calls itself"), .max = 10),
	FIELD(struct station, prefix,   text,   .label = N_("Number prefix"), .max = 10),
	FIELD(struct station, head,     text,   .label = N_("Head line"),    .max = 40),
	FIELD(struct station, main,     text,   .label = N_("Main addressee")),
	FIELD(struct station, copy,     text,   .label = N_("Copy to")),
	FIELD(struct station, phone,    text,   .label = N_("Duty telephone"), .max = 40),
	FIELD(struct station, superior, text,   .label = N_("Superior"),     .max = 40),
	FIELD(struct station, signers,  words,  .label = N_("May sign")),
	FIELD(struct station, late_from, count, .label = N_("Late from (min)"), .max = 1440),
};

static const struct field rules_fields[] = {
	FIELD(struct rules_record, name,   text, .label = N_("Name"),        .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct rules_record, source, text, .label = N_("Source document"), .flags = FIELD_LIST),
	FIELD(struct rules_record, since,  day,  .label = N_("In force from"), .flags = FIELD_LIST),
	FIELD(struct rules_record, text,   note, .label = N_("Text"),        .flags = FIELD_REQUIRED, .max = 15000),
};
/* clang-format on */

const struct kind kind_station = {
    .name = "station",
    .label = N_("Station"),
    .size = sizeof(struct station),
    .fields = station_fields,
    .nfields = ARRAY_LEN(station_fields),
    .flags = KIND_THING | KIND_CORE,
    .writers = WRITER_HOME,
};

const struct kind kind_rules = {
    .name = "rules",
    .label = N_("Rule set"),
    .size = sizeof(struct rules_record),
    .fields = rules_fields,
    .nfields = ARRAY_LEN(rules_fields),
    .flags = KIND_CORE,
    .writers = WRITER_HOME,
};

int64_t
station_late_from(const struct station *s)
{
	return s && s->late_from.set && s->late_from.n > 0 ? s->late_from.n : LATE_FROM;
}
