/* The list of kinds, and what every kind can do by its table. */
#include "core/kind.h"

#include "core/attendance.h"
#include "core/casualty.h"
#include "core/crew.h"
#include "core/edition.h"
#include "core/handover.h"
#include "core/incident.h"
#include "core/line.h"
#include "core/matter.h"
#include "core/person.h"
#include "core/place.h"
#include "core/report.h"
#include "core/roster.h"
#include "core/season.h"
#include "core/station.h"
#include "core/writer.h"

const struct kind *const kinds[] = {
#define KIND(name) &kind_##name,
#include "core/kinds.def"
#undef KIND
    NULL,
};

const struct kind *
kind_find(const char *name)
{
	for (size_t i = 0; kinds[i]; i++)
		if (str_equal(kinds[i]->name, name))
			return kinds[i];
	return NULL;
}

int
kind_field_index(const struct kind *k, const char *name)
{
	for (size_t i = 0; i < k->nfields; i++)
		if (str_equal(k->fields[i].name, name))
			return (int)i;
	return -1;
}

const struct field *
kind_field(const struct kind *k, const char *name)
{
	int i = kind_field_index(k, name);

	return i < 0 ? NULL : &k->fields[i];
}

void
kind_line(const struct kind *k, const void *body, struct str *out)
{
	if (k->line) {
		k->line(body, out);
		return;
	}
	for (size_t i = 0; i < k->nfields; i++) {
		if (k->fields[i].flags & FIELD_SEARCH) {
			field_show(&k->fields[i], body, out);
			return;
		}
	}
}

enum rc
kind_check(const struct kind *k, const void *body, struct err *e)
{
	for (size_t i = 0; i < k->nfields; i++)
		if (k->fields[i].flags & FIELD_REQUIRED && field_empty(&k->fields[i], body))
			return err_set(e, RC_MISSING, _("%s is missing; give %s=…"),
				       _(k->fields[i].label), k->fields[i].name);
	return k->check ? k->check(body, e) : RC_OK;
}
