/* Values as people read them. */
#include "storage/value.h"

static void
flags_text(const struct field *f, unsigned flags, struct str *out)
{
	for (size_t i = 0; f->choices[i].word; i++)
		if (flags >> i & 1)
			str_add_f(out, "%s%s", flags & ((1U << i) - 1) ? " " : "",
				  _(f->choices[i].label));
}

void
value_text(struct book *b, struct arena *a, const struct field *f, const void *body,
	   struct str *out)
{
	const void *value = field_of(f, body);
	char time[MOMENT_TEXT];

	if (f->type == &field_choice) {
		str_add(out, _(choice_label(f->choices, *(const int *)value)));
	} else if (f->type == &field_flags) {
		flags_text(f, *(const unsigned *)value, out);
	} else if (f->type == &field_time) {
		moment_screen(*(const struct moment *)value, time);
		str_add(out, time);
	} else if (f->type == &field_person) {
		str_add(out, book_author_name(b, a, *(char *const *)value));
	} else if (f->type == &field_yes) {
		str_add(out, _("yes"));
	} else {
		field_show(f, body, out);
	}
}
