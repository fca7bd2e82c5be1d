/* The values of a record line, and its writer. */
#include <stdlib.h>
#include <string.h>

#include "core/json_line.h"

static size_t
unescape(char *out, const char *bytes, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		char c = bytes[i];

		if (c == '\\') {
			c = bytes[++i];
			if (c == 'n')
				c = '\n';
		}
		out[len++] = c;
	}
	return len;
}

size_t
json_member(const struct json_line *j, size_t obj, const char *key)
{
	size_t i, end = j->tokens[obj].next;

	if (j->tokens[obj].type != JT_OBJECT)
		return 0;
	for (i = obj + 1; i < end; i = j->tokens[i + 1].next)
		if (json_text_is(j, i, key))
			return i + 1;
	return 0;
}

size_t
json_first(size_t token)
{
	return token + 1;
}

char *
json_text(struct arena *a, const struct json_line *j, size_t token)
{
	const struct json_token *t = &j->tokens[token];
	char *out;

	if (!t->escaped)
		return arena_text_n(a, j->text + t->off, t->len);
	out = arena_alloc(a, t->len + 1);
	unescape(out, j->text + t->off, t->len);
	return out;
}

bool
json_text_is(const struct json_line *j, size_t token, const char *text)
{
	const struct json_token *t = &j->tokens[token];
	const char *s = j->text + t->off;
	size_t i;

	if (t->type != JT_TEXT)
		return false;
	for (i = 0; i < t->len; i++, text++) {
		char c = s[i];

		if (c == '\\') {
			c = s[++i];
			if (c == 'n')
				c = '\n';
		}
		if (*text != c)
			return false;
	}
	return *text == '\0';
}

int64_t
json_int(const struct json_line *j, size_t token)
{
	const struct json_token *t = &j->tokens[token];
	const char *s = j->text + t->off;
	int64_t value = 0;
	bool minus = t->len > 0 && s[0] == '-';

	if (t->type != JT_INT)
		return 0;
	for (size_t i = minus; i < t->len; i++)
		value = value * 10 + (s[i] - '0');
	return minus ? -value : value;
}

void
json_write_text(struct str *out, const char *text)
{
	json_write_text_n(out, text, strlen(text));
}

void
json_write_text_n(struct str *out, const char *bytes, size_t n)
{
	size_t done = 0;

	str_add_char(out, '"');
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] != '"' && bytes[i] != '\\' && bytes[i] != '\n')
			continue;
		str_add_n(out, bytes + done, i - done);
		str_add_char(out, '\\');
		str_add_char(out, bytes[i] == '\n' ? 'n' : bytes[i]);
		done = i + 1;
	}
	str_add_n(out, bytes + done, n - done);
	str_add_char(out, '"');
}

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct json_member_text *)a)->key,
		      ((const struct json_member_text *)b)->key);
}

void
json_write_object(struct str *out, struct json_member_text *members, size_t n)
{
	if (n > 1)
		qsort(members, n, sizeof(*members), by_key);
	str_add_char(out, '{');
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(members[i - 1].key, members[i].key) == 0)
			die("a record with the member %s twice", members[i].key);
		str_add(out, i > 0 ? ",\"" : "\"");
		str_add(out, members[i].key);
		str_add(out, "\":");
		str_add(out, members[i].value);
	}
	str_add_char(out, '}');
}
