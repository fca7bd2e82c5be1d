/* JSON for other programs to read. */
#include "core/json_out.h"

#include <string.h>

/* Every value ends in a quote, a digit, a letter or a closing bracket, so the last byte tells. */
static void
begin(struct str *out, const char *key)
{
	char last = out->len ? out->ptr[out->len - 1] : '[';

	if (last != '{' && last != '[' && last != '\n')
		str_add_char(out, ',');
	if (key)
		str_add_f(out, "\"%s\":", key);
}

void
json_out_open(struct str *out, const char *key)
{
	begin(out, key);
	str_add_char(out, '{');
}

void
json_out_close(struct str *out)
{
	str_add_char(out, '}');
}

void
json_out_list(struct str *out, const char *key)
{
	begin(out, key);
	str_add_char(out, '[');
}

void
json_out_end(struct str *out)
{
	str_add_char(out, ']');
}

void
json_out_text(struct str *out, const char *key, const char *value)
{
	begin(out, key);
	if (!value) {
		str_add(out, "null");
		return;
	}
	str_add_char(out, '"');
	for (const char *p = value; *p; p++) {
		unsigned char byte = (unsigned char)*p;

		if (byte == '"' || byte == '\\')
			str_add_f(out, "\\%c", byte);
		else if (byte == '\n')
			str_add(out, "\\n");
		else if (byte < ' ' || byte == 0x7f)
			str_add_f(out, "\\u%04x", byte);
		else
			str_add_char(out, *p);
	}
	str_add_char(out, '"');
}

void
json_out_int(struct str *out, const char *key, int64_t value)
{
	begin(out, key);
	str_add_f(out, "%lld", (long long)value);
}

void
json_out_yes(struct str *out, const char *key, bool value)
{
	json_out_raw(out, key, value ? "true" : "false");
}

void
json_out_null(struct str *out, const char *key)
{
	json_out_raw(out, key, "null");
}

void
json_out_moment(struct str *out, const char *key, struct moment m)
{
	char text[MOMENT_TEXT];

	moment_iso(m, text);
	json_out_text(out, key, m.kind == MOMENT_NONE ? NULL : text);
}

void
json_out_secs(struct str *out, const char *key, int64_t secs)
{
	json_out_moment(out, key, moment_at(secs));
}

void
json_out_stamp(struct str *out, const char *key, int64_t ms)
{
	char text[MOMENT_TEXT];

	stamp_iso(ms, text);
	json_out_text(out, key, text);
}

void
json_out_day(struct str *out, const char *key, int day)
{
	begin(out, key);
	if (day)
		str_add_f(out, "\"%04d-%02d-%02d\"", day / 10000, day / 100 % 100, day % 100);
	else
		str_add(out, "null");
}

void
json_out_raw(struct str *out, const char *key, const char *json)
{
	begin(out, key);
	str_add(out, json);
}

static bool
is_taken(const char *name, const char *const *taken)
{
	for (; taken && *taken; taken++)
		if (str_equal(*taken, name))
			return true;
	return false;
}

void
json_out_body(struct str *out, const struct kind *k, const void *body, uint64_t has,
	      const char *const *taken)
{
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];
		struct str key = STR_INIT;

		if (!(has >> i & 1) || field_empty(f, body))
			continue;
		if (is_taken(f->name, taken))
			str_add_f(&key, "%s_", k->name);
		str_add(&key, f->name);
		begin(out, key.ptr);
		f->type->encode(f, field_of(f, body), out);
		str_clear(&key);
	}
}
