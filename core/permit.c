/* What a writer may put into a book. */
#include "core/permit.h"

#include <inttypes.h>

#include "core/line.h"

/* An instruction is closed by whom it was given to, a notice gets its villages there. */
static bool
sets_only_either(const struct record *r)
{
	if (!r->kind || !r->has)
		return false;
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (r->has >> i & 1 && !(r->kind->fields[i].flags & FIELD_EITHER))
			return false;
	return true;
}

static enum rc
permit_of(const struct record *r, const char *writer, struct err *e)
{
	char ours[WRITER_TEXT], theirs[WRITER_TEXT];
	struct record_id of;
	bool home = writer_role(writer) == WRITER_HOME;

	if (!record_id_read(r->of, &of))
		return err_set(e, RC_INVALID, _("%s speaks of %s, which is no entry"), r->id,
			       r->of);
	book_of_writer(of.writer, theirs);
	book_of_writer(writer, ours);
	if (!str_equal(ours, theirs))
		return err_set(e, RC_INVALID, _("%s speaks of %s in another book"), r->id, r->of);
	if (writer_role(of.writer) == writer_role(writer))
		return RC_OK;
	if (r->kind == &kind_correction)
		return err_set(e, RC_INVALID,
			       home
				   ? _("%s was written by the superior: only the superior corrects "
				       "it; say what is wrong in an entry of your own")
				   : _("%s was written by the station: only the station corrects "
				       "it; say what is wrong in an entry of your own"),
			       r->of);
	if (r->rev > 0 && !(home && sets_only_either(r)))
		return err_set(e, RC_INVALID,
			       home
				   ? _("%s belongs to the superior: only the superior changes that")
				   : _("%s belongs to the station: only the station changes that"),
			       r->of);
	return RC_OK;
}

enum rc
permit_record(const struct record *r, const char *writer, int64_t number, struct err *e)
{
	struct record_id id;

	if (!record_id_read(r->id, &id) || !str_equal(id.writer, writer) || id.number != number)
		return err_set(e, RC_CORRUPT, _("the entry %s stands where %s-%" PRId64 " belongs"),
			       r->id, writer, number);
	if (r->kind && !(r->kind->writers & writer_role(writer)))
		return err_set(e, RC_INVALID, _("%s may not write records of the kind %s"), writer,
			       r->kind_name);
	return r->of ? permit_of(r, writer, e) : RC_OK;
}
