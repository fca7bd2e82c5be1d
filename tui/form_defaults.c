/* What stands in a new form from the start, and days that are meant whole. */
#include "tui/form_defaults.h"

enum rc
form_defaults(struct view *v, struct form *f, const char *const *names, struct record *r,
	      struct err *e)
{
	struct console *con = console_of(v);
	struct parse_context world = {.now = console_now(v), .arena = &con->form.arena};
	struct str s = STR_INIT;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && names[i]; i++) {
		str_cut(&s, 0);
		input_value(form_input(f, names[i]), &s);
		if (s.len)
			rc = record_set(r, names[i], s.ptr, &world, e);
		if (rc != RC_OK)
			form_point(f, names[i], e->text);
	}
	str_clear(&s);
	return rc;
}

void
form_whole_day(struct form *f, const char *field, struct record *r)
{
	struct str s = STR_INIT;
	struct err no_day;
	int day;

	input_value(form_input(f, field), &s);
	if (day_parse(s.ptr, &day, &no_day) == RC_OK) {
		*(struct moment *)field_value(kind_field(r->kind, field), r->body) =
		    moment_at(day_secs(day_add(day, 1)));
		record_has(r, field);
	}
	str_clear(&s);
}
