/* Which key a writer signs with, from which of its numbers on: the superior's root says so. */
#include "core/writer.h"

#include "core/record.h"

const struct choice writer_ops[] = {
    {"enrol", N_("enrolled")},
    {"rotate", N_("new key")},
    {"retire", N_("retired")},
    {"revoke", N_("revoked")},
    {0},
};

/* clang-format off */
static const struct field fields[] = {
	FIELD(struct writer, op,     choice, .label = N_("Act"),          .flags = FIELD_REQUIRED | FIELD_LIST, .choices = writer_ops),
	FIELD(struct writer, writer, text,   .label = N_("Device"),       .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 20),
	FIELD(struct writer, key,    text,   .label = N_("Key"),          .max = 128),
	FIELD(struct writer, from,   count,  .label = N_("From number"),  .flags = FIELD_REQUIRED | FIELD_LIST, .max = 1000000000),
	FIELD(struct writer, code,   text,   .label = N_("Code"),         .max = 20),
	FIELD(struct writer, name,   text,   .label = N_("Station"),      .max = 40),
	FIELD(struct writer, after,  text,   .label = N_("Follows"),      .max = 20),
	FIELD(struct writer, reason, text,   .label = N_("Reason")),
};
/* clang-format on */

static enum rc
check(const void *body, struct err *e)
{
	const struct writer *w = body;
	bool gives_key = w->op == WRITER_ENROL || w->op == WRITER_ROTATE;

	if (!writer_valid(w->writer) || writer_role(w->writer) == WRITER_ROOT)
		return err_set(e, RC_INVALID, _("not the name of a device: %s"), w->writer);
	if (w->from.n < 1)
		return err_set(e, RC_INVALID, _("numbers of entries start at 1"));
	if (gives_key != (w->key != NULL))
		return err_set(e, RC_INVALID, _("a key belongs to enrolling and to a new key"));
	return RC_OK;
}

const struct kind kind_writer = {
    .name = "writer",
    .label = N_("Device"),
    .size = sizeof(struct writer),
    .fields = fields,
    .nfields = ARRAY_LEN(fields),
    .flags = KIND_CORE,
    .writers = WRITER_ROOT,
    .check = check,
};
