/* From a command's words to a record, and from a record into the book. */
#include <string.h>

#include "cli/command.h"
#include "core/json_out.h"
#include "core/text.h"
#include "storage/case_incident.h"

enum rc
command_set_pairs(struct command_context *c, struct record *r, struct err *e)
{
	struct parse_context world = command_world(c);

	for (size_t i = 0; i < c->npairs; i++)
		for (size_t k = 0; k < i; k++)
			if (str_equal(c->pairs[i].key, c->pairs[k].key))
				return err_set(e, RC_INVALID, _("%.40s is given twice"),
					       c->pairs[i].key);
	for (size_t i = 0; i < c->npairs; i++)
		if (record_set(r, c->pairs[i].key, c->pairs[i].value, &world, e) != RC_OK)
			return e->code;
	return RC_OK;
}

enum rc
command_set_option(struct command_context *c, struct record *r, const char *option,
		   const char *field, struct err *e)
{
	struct parse_context world = command_world(c);
	const char *value = command_option(c, option);

	if (!value)
		return RC_OK;
	return record_set(r, field, value, &world, e);
}

/* 姓名： before a name (practice.md 31). */
static bool
names_person(const char *text)
{
	return strstr(text, "姓名：") || strstr(text, "姓名:");
}

void
command_warn_private(const struct command_context *c, const struct record *r)
{
	(void)c;
	if (!r->kind || !(r->kind->flags & KIND_ENTRY))
		return;
	for (size_t i = 0; i < r->kind->nfields; i++) {
		const struct field *f = &r->kind->fields[i];
		const char *text;

		if (!(r->has >> i & 1) || (f->flags & FIELD_PRIVATE) ||
		    (f->type != &field_text && f->type != &field_note))
			continue;
		text = *(char *const *)field_of(f, r->body);
		if (text && text_has_personal_number(text)) {
			fprintf(stderr,
				_("zhiban: note: %s holds a mobile or identity number: it is "
				  "recorded for good and goes out; private fields stay here\n"),
				f->name);
			return;
		}
		if (text && names_person(text)) {
			fprintf(stderr,
				_("zhiban: note: %s names a person: it is recorded for good and "
				  "goes out; private fields stay here\n"),
				f->name);
			return;
		}
	}
}

void
command_print(const struct command_context *c, const char *member, const char *value)
{
	struct str line = STR_INIT;

	if (c->json) {
		json_out_open(&line, NULL);
		json_out_text(&line, member, value);
		json_out_close(&line);
	} else {
		str_add(&line, value);
	}
	fprintf(c->out, "%s\n", line.ptr);
	str_clear(&line);
}

enum rc
command_add(struct command_context *c, struct record *r, struct err *e)
{
	enum rc rc = book_add_one(c->book, &c->arena, r, c->book_name, e);

	if (rc != RC_OK)
		return rc;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

enum rc
command_add_line(struct command_context *c, struct record *r, struct err *e)
{
	if (incident_line(c->book, &c->arena, c->args[0], r, e) != RC_OK)
		return e->code;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

/* A bare clock time is the latest such moment; a date in the future is possible too. */
static enum rc
border(const struct command_context *c, const char *name, int64_t *secs, struct err *e)
{
	struct moment m = {0};

	if (command_time(c, name, MOMENT_HAPPENED, &m, e) != RC_OK &&
	    command_time(c, name, MOMENT_ANY, &m, e) != RC_OK)
		return e->code;
	*secs = m.secs;
	return RC_OK;
}

enum rc
command_filter(struct command_context *c, struct book_filter *f, struct err *e)
{
	int64_t limit = 0;

	*f = (struct book_filter){.of = command_option(c, "of"), .book = c->book_name};
	if (border(c, "since", &f->since, e) != RC_OK ||
	    border(c, "until", &f->until, e) != RC_OK ||
	    command_number(c, "limit", 100000000, &limit, e) != RC_OK)
		return e->code;
	f->limit = (size_t)limit;
	return RC_OK;
}
