/* People, the posts they stand, and the units one calls. */
#include "core/person.h"

const struct choice person_roles[] = {
    {"staff", N_("Staff")},
    {"leader", N_("Leader")},
    {"admin", N_("Administrator")},
    {0},
};

const struct choice post_groups[] = {
    {"watch", N_("Watch group")},
    {"fire", N_("Fire group")},
    {0},
};

const struct choice readinesses[] = {
    {"onsite", N_("On site")},
    {"standby", N_("Standby in quarters")},
    {"oncall", N_("On call")},
    {0},
};

const struct choice post_coverings[] = {
    {"always", N_("Always")},
    {"offhours", N_("Outside office hours")},
    {"restdays", N_("On rest days")},
    {"workdays", N_("On workdays")},
    {0},
};

const struct choice person_identities[] = {
    {"civil", N_("Civil servant")},
    {"institution", N_("Public institution")},
    {"contract", N_("Contract")},
    {"firefighter", N_("Full-time firefighter")},
    {"village", N_("Village cadre")},
    {"grid", N_("Grid worker")},
    {0},
};

/* clang-format off */
static const struct field person_fields[] = {
	FIELD(struct person, name,      text,   .label = N_("Full name"),        .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 30),
	FIELD(struct person, post,      text,   .label = N_("Office"),      .flags = FIELD_LIST, .max = 40),
	FIELD(struct person, unit,      text,   .label = N_("Unit"),        .flags = FIELD_LIST, .max = 40),
	FIELD(struct person, skills,    words,  .label = N_("Skills")),
	FIELD(struct person, phone,     text,   .label = N_("Work phone"),  .flags = FIELD_LIST, .max = 40),
	FIELD(struct person, mobile,    text,   .label = N_("Mobile"),      .max = 40),
	FIELD(struct person, satellite, text,   .label = N_("Satellite phone"), .max = 40),
	FIELD(struct person, role,      choice, .label = N_("Role"),        .flags = FIELD_LIST, .choices = person_roles),
	FIELD(struct person, identity,  choice, .label = N_("Employment"),  .choices = person_identities),
	FIELD(struct person, deputy,    person, .label = N_("Deputy (B)"),  .target = "person"),
	FIELD(struct person, licences,  text,   .label = N_("Licences")),
	FIELD(struct person, from,      day,    .label = N_("From")),
	FIELD(struct person, until,     day,    .label = N_("Until")),
	FIELD(struct person, night_free_from,   day,  .label = N_("No nights from")),
	FIELD(struct person, night_free_until,  day,  .label = N_("No nights until")),
	FIELD(struct person, night_free_reason, text, .label = N_("Reason for no nights"), .flags = FIELD_PRIVATE),
};

static const struct field post_fields[] = {
	FIELD(struct post, name,      text,   .label = N_("Name"),            .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 20),
	FIELD(struct post, group,     choice, .label = N_("Group"),           .flags = FIELD_LIST, .choices = post_groups),
	FIELD(struct post, min,       count,  .label = N_("Minimum crew"),    .flags = FIELD_LIST, .max = 100),
	FIELD(struct post, skills,    words,  .label = N_("Skills")),
	FIELD(struct post, readiness, choice, .label = N_("Readiness"),       .flags = FIELD_LIST, .choices = readinesses),
	FIELD(struct post, minutes,   count,  .label = N_("Minutes to arrive"), .max = 1440),
	FIELD(struct post, order,     count,  .label = N_("Order"),           .max = 1000),
	FIELD(struct post, also,      ref,    .label = N_("May double as"),   .target = "post"),
	FIELD(struct post, raised,    count,  .label = N_("Minimum when raised"),   .max = 100),
	FIELD(struct post, all,       count,  .label = N_("Minimum, all hands"),    .max = 100),
	FIELD(struct post, covers,    choice, .label = N_("To be stood"),           .choices = post_coverings),
	FIELD(struct post, office_from,  clock, .label = N_("Office keeps the desk from")),
	FIELD(struct post, office_until, clock, .label = N_("Office keeps the desk until")),
};

static const struct field contact_fields[] = {
	FIELD(struct contact, name,      text,  .label = N_("Unit"),            .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 40),
	FIELD(struct contact, category,  text,  .label = N_("Category"),        .flags = FIELD_LIST, .max = 20),
	FIELD(struct contact, phone,     text,  .label = N_("Duty telephone"),  .flags = FIELD_LIST, .max = 40),
	FIELD(struct contact, fax,       text,  .label = N_("Fax"),             .max = 40),
	FIELD(struct contact, satellite, text,  .label = N_("Satellite phone"), .max = 40),
	FIELD(struct contact, person,    text,  .label = N_("Contact person"),  .flags = FIELD_LIST, .max = 30),
	FIELD(struct contact, office,    text,  .label = N_("Office"),          .max = 40),
	FIELD(struct contact, mobile,    text,  .label = N_("Mobile"),          .max = 40),
	FIELD(struct contact, updated,   day,   .label = N_("Updated"),         .flags = FIELD_LIST),
	FIELD(struct contact, order,     count, .label = N_("Order"),           .max = 1000),
};
/* clang-format on */

const struct kind kind_person = {
    .name = "person",
    .label = N_("Person"),
    .size = sizeof(struct person),
    .fields = person_fields,
    .nfields = ARRAY_LEN(person_fields),
    .flags = KIND_THING,
    .writers = WRITER_HOME,
};

const struct kind kind_post = {
    .name = "post",
    .label = N_("Post"),
    .size = sizeof(struct post),
    .fields = post_fields,
    .nfields = ARRAY_LEN(post_fields),
    .flags = KIND_THING,
    .writers = WRITER_HOME,
};

const struct kind kind_contact = {
    .name = "contact",
    .label = N_("Contact"),
    .size = sizeof(struct contact),
    .fields = contact_fields,
    .nfields = ARRAY_LEN(contact_fields),
    .flags = KIND_THING,
    .writers = WRITER_HOME,
};
