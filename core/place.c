/* The place register: villages, units, points on roads. */
#include "core/place.h"

/* clang-format off */
static const struct choice place_types[] = {
	{"village", N_("Village")}, {"community", N_("Community")}, {"hamlet", N_("Hamlet")}, {"unit", N_("Unit")},
	{"road", N_("Road")}, {"water", N_("Water")}, {"forest", N_("Forest")}, {"other", N_("Other")}, {0},
};

static const struct field fields[] = {
	FIELD(struct place, name,       text,   .label = N_("Name"),           .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 60),
	FIELD(struct place, code,       text,   .label = N_("Code"),           .flags = FIELD_LIST, .max = 20),
	FIELD(struct place, part_of,    ref,    .label = N_("Lies in"),        .target = "place"),
	FIELD(struct place, type,       choice, .label = N_("Type"),           .flags = FIELD_LIST, .choices = place_types),
	FIELD(struct place, position,   text,   .label = N_("Position"),       .max = 40),
	FIELD(struct place, people,     count,  .label = N_("Population"),     .flags = FIELD_LIST),
	FIELD(struct place, households, count,  .label = N_("Households")),
	FIELD(struct place, prone,      yes,    .label = N_("Disaster-prone"), .flags = FIELD_LIST),
	FIELD(struct place, contact,    text,   .label = N_("Contact person"), .max = 30),
	FIELD(struct place, phone,      text,   .label = N_("Duty telephone"), .flags = FIELD_LIST, .max = 40),
	FIELD(struct place, note,       note,   .label = N_("Note")),
};
/* clang-format on */

const struct kind kind_place = {
    .name = "place",
    .label = N_("Place"),
    .size = sizeof(struct place),
    .fields = fields,
    .nfields = ARRAY_LEN(fields),
    .flags = KIND_THING,
    .writers = WRITER_HOME,
};
