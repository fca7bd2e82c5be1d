/* Fields that hold words: one line, many lines, references, lists of words. */
#include <string.h>

#include "core/field.h"
#include "core/text.h"

enum { TEXT_MAX = 200, NOTE_MAX = 4000, WORDS_MAX = 200 };

static long
greatest_length(const struct field *f)
{
	if (f->max)
		return f->max;
	return f->type == &field_note ? NOTE_MAX : TEXT_MAX;
}

static enum rc
check_length(const struct field *f, const char *text, struct err *e)
{
	size_t n = text_length(text);

	if (n > (size_t)greatest_length(f))
		return err_set(e, RC_INVALID, _("%zu characters are too many; at most %ld"), n,
			       greatest_length(f));
	return RC_OK;
}

static enum rc
parse_text(const struct field *f, const char *text, const struct parse_context *c, void *out,
	   struct err *e)
{
	if (check_length(f, text, e) != RC_OK)
		return RC_INVALID;
	*(char **)out = arena_text(c->arena, text);
	return RC_OK;
}

static void
show_text(const struct field *f, const void *value, struct str *out)
{
	(void)f;
	str_add(out, *(char *const *)value);
}

static void
encode_text(const struct field *f, const void *value, struct str *out)
{
	(void)f;
	json_write_text(out, *(char *const *)value);
}

static enum rc
decode_text(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	    void *out, struct err *e)
{
	const char *text;

	if (j->tokens[token].type != JT_TEXT)
		return err_set(e, RC_INVALID, _("%s must be text"), f->name);
	text = json_text(a, j, token);
	if (text[0] == '\0' || (f->type != &field_note && strchr(text, '\n')))
		return err_set(e, RC_INVALID, _("%s must be one line of text"), f->name);
	if (check_length(f, text, e) != RC_OK)
		return err_add(e, "%s", f->name);
	*(const char **)out = text;
	return RC_OK;
}

static bool
empty_text(const void *value)
{
	const char *text = *(char *const *)value;

	return !text || text[0] == '\0';
}

/* An id: the letters, digits, '-' and '.' of a writer and number, or another level's CODE/id. */
static enum rc
parse_ref(const struct field *f, const char *text, const struct parse_context *c, void *out,
	  struct err *e)
{
	if (strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-./") != strlen(text) ||
	    strlen(text) >= 64)
		return err_set(e, RC_INVALID, _("'%s' is not an id such as sm1-128"), text);
	return parse_text(f, text, c, out, e);
}

/* Words are separated by commas, 、 or ； as people type them. */
static size_t
separator(const char *p)
{
	static const char *const marks[] = {",", "，", "、", ";", "；"};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (str_starts(p, marks[i]))
			return strlen(marks[i]);
	return 0;
}

static enum rc
parse_words(const struct field *f, const char *text, const struct parse_context *c, void *out,
	    struct err *e)
{
	char **words = arena_alloc(c->arena, (WORDS_MAX + 1) * sizeof(*words));
	size_t n = 0;

	while (*text) {
		const char *start = text, *end;
		size_t skip = 0;

		while (*text && (skip = separator(text)) == 0)
			text++;
		end = text;
		text += skip;
		while (start < end && *start == ' ')
			start++;
		while (end > start && end[-1] == ' ')
			end--;
		if (start == end)
			continue;
		if (n == WORDS_MAX)
			return err_set(e, RC_INVALID, _("more than %d words"), WORDS_MAX);
		words[n] = arena_text_n(c->arena, start, (size_t)(end - start));
		if (check_length(f, words[n++], e) != RC_OK)
			return RC_INVALID;
	}
	*(char ***)out = n ? words : NULL;
	return RC_OK;
}

static void
show_words(const struct field *f, const void *value, struct str *out)
{
	char *const *words = *(char **const *)value;

	(void)f;
	for (size_t i = 0; words[i]; i++)
		str_add_f(out, "%s%s", i ? "、" : "", words[i]);
}

static void
encode_words(const struct field *f, const void *value, struct str *out)
{
	char *const *words = *(char **const *)value;

	(void)f;
	str_add_char(out, '[');
	for (size_t i = 0; words[i]; i++) {
		if (i)
			str_add_char(out, ',');
		json_write_text(out, words[i]);
	}
	str_add_char(out, ']');
}

static enum rc
decode_words(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	     void *out, struct err *e)
{
	char **words = arena_alloc(a, (WORDS_MAX + 1) * sizeof(*words));
	size_t n = 0;

	if (j->tokens[token].type != JT_ARRAY)
		return err_set(e, RC_INVALID, _("%s must be a list"), f->name);
	for (size_t i = json_first(token); i < j->tokens[token].next; i = j->tokens[i].next) {
		if (j->tokens[i].type != JT_TEXT || n == WORDS_MAX)
			return err_set(e, RC_INVALID, _("%s must be a list of words"), f->name);
		words[n] = json_text(a, j, i);
		if (words[n][0] == '\0' || strchr(words[n], '\n') ||
		    check_length(f, words[n], e) != RC_OK)
			return err_set(e, RC_INVALID, _("%s must be a list of words"), f->name);
		n++;
	}
	if (n == 0)
		return err_set(e, RC_INVALID, _("%s must be a list of words"), f->name);
	*(char ***)out = words;
	return RC_OK;
}

static bool
empty_words(const void *value)
{
	char *const *words = *(char **const *)value;

	return !words || !words[0];
}

#define TEXT_TYPE(word, wid, parser)             \
	const struct field_type field_##word = { \
	    .name = #word,                       \
	    .widget = wid,                       \
	    .size = sizeof(char *),              \
	    .parse = parser,                     \
	    .show = show_text,                   \
	    .encode = encode_text,               \
	    .decode = decode_text,               \
	    .empty = empty_text,                 \
	}

TEXT_TYPE(text, WIDGET_TEXT, parse_text);
TEXT_TYPE(note, WIDGET_NOTE, parse_text);
TEXT_TYPE(ref, WIDGET_TEXT, parse_ref);
TEXT_TYPE(person, WIDGET_PERSON, parse_ref);

const struct field_type field_words = {
    .name = "words",
    .widget = WIDGET_TEXT,
    .size = sizeof(char **),
    .parse = parse_words,
    .show = show_words,
    .encode = encode_words,
    .decode = decode_words,
    .empty = empty_words,
};
