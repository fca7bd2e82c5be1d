/* What every field can do, whatever its type. */
#include "core/field.h"

#include <string.h>

#include "core/text.h"

bool
field_empty(const struct field *f, const void *body)
{
	return f->type->empty(field_of(f, body));
}

bool
field_equal(const struct field *f, const void *body_a, const void *body_b)
{
	struct str a = STR_INIT, b = STR_INIT;
	bool same;

	if (field_empty(f, body_a) || field_empty(f, body_b))
		return field_empty(f, body_a) && field_empty(f, body_b);
	f->type->encode(f, field_of(f, body_a), &a);
	f->type->encode(f, field_of(f, body_b), &b);
	same = str_equal(a.ptr, b.ptr);
	str_clear(&a);
	str_clear(&b);
	return same;
}

void
field_copy(const struct field *f, const void *from_body, void *to_body)
{
	memcpy(field_value(f, to_body), field_of(f, from_body), f->type->size);
}

void
field_show(const struct field *f, const void *body, struct str *out)
{
	if (!field_empty(f, body))
		f->type->show(f, field_of(f, body), out);
}

enum rc
field_parse(const struct field *f, const char *text, const struct parse_context *c, void *body,
	    struct err *e)
{
	char *clean;
	bool many_lines = f->type == &field_note;

	if (text_clean(c->arena, text, strlen(text), many_lines, &clean, e) != RC_OK)
		return err_add(e, "%s", f->name);
	if (clean[0] == '\0') {
		memset(field_value(f, body), 0, f->type->size);
		return RC_OK;
	}
	if (f->type->parse(f, clean, c, field_value(f, body), e) != RC_OK)
		return err_add(e, "%s", f->name);
	return RC_OK;
}

const char *
choice_word(const struct choice *choices, int value)
{
	return value > 0 ? choices[value - 1].word : "";
}

const char *
choice_label(const struct choice *choices, int value)
{
	return value > 0 ? choices[value - 1].label : "";
}

int
choice_value(const struct choice *choices, const char *word)
{
	for (int i = 0; choices[i].word; i++)
		if (str_equal(choices[i].word, word))
			return i + 1;
	return 0;
}
