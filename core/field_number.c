/* Fields that hold numbers and picks: counts, decimals, yes or no, one of a list, several of a
 * list. */
#include <stdlib.h>
#include <string.h>

#include "core/field.h"
#include "core/text.h"

enum { COUNT_MAX = 10000000, DECIMAL_DIGITS = 3, MILLI = 1000 };

/* Digits only, no sign, within the limit. */
static bool
read_digits(const char *text, size_t n, int64_t limit, int64_t *out)
{
	int64_t value = 0;

	if (n == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = value * 10 + (text[i] - '0');
		if (value > limit)
			return false;
	}
	*out = value;
	return true;
}

static int64_t
greatest(const struct field *f)
{
	return f->max ? f->max : COUNT_MAX;
}

static enum rc
parse_count(const struct field *f, const char *text, const struct parse_context *c, void *out,
	    struct err *e)
{
	struct count v = {.set = true};

	text = text_narrow(c->arena, text);
	if (!read_digits(text, strlen(text), greatest(f), &v.n))
		return err_set(e, RC_INVALID, _("'%s' is not a number from 0 to %lld"), text,
			       (long long)greatest(f));
	*(struct count *)out = v;
	return RC_OK;
}

static void
show_count(const struct field *f, const void *value, struct str *out)
{
	(void)f;
	str_add_f(out, "%lld", (long long)((const struct count *)value)->n);
}

static enum rc
decode_count(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	     void *out, struct err *e)
{
	int64_t n;

	(void)a;
	if (j->tokens[token].type != JT_INT || (n = json_int(j, token)) < 0 || n > greatest(f))
		return err_set(e, RC_INVALID, _("%s must be a number from 0 to %lld"), f->name,
			       (long long)greatest(f));
	*(struct count *)out = (struct count){.n = n, .set = true};
	return RC_OK;
}

static bool
empty_count(const void *value)
{
	return !((const struct count *)value)->set;
}

/* 12, 12.5, 0.125; no more than three places. canonical: no trailing zero, no leading zero but one
 * before the point. */
static bool
read_decimal(const char *text, int64_t limit, bool canonical, struct decimal *out)
{
	const char *point = strchr(text, '.');
	size_t whole_len = point ? (size_t)(point - text) : strlen(text),
	       places = point ? strlen(point + 1) : 0;
	int64_t whole, part = 0;

	if (!read_digits(text, whole_len, limit, &whole))
		return false;
	if (point && (places == 0 || places > DECIMAL_DIGITS ||
		      !read_digits(point + 1, places, MILLI, &part)))
		return false;
	if (canonical &&
	    ((whole_len > 1 && text[0] == '0') || (places && text[strlen(text) - 1] == '0')))
		return false;
	for (size_t i = places; i < DECIMAL_DIGITS; i++)
		part *= 10;
	*out = (struct decimal){.milli = whole * MILLI + part, .set = true};
	return true;
}

static enum rc
parse_decimal(const struct field *f, const char *text, const struct parse_context *c, void *out,
	      struct err *e)
{
	text = text_narrow(c->arena, text);
	if (!read_decimal(text, greatest(f), false, out))
		return err_set(e, RC_INVALID, _("'%s' is not a number with at most three decimals"),
			       text);
	return RC_OK;
}

static void
show_decimal(const struct field *f, const void *value, struct str *out)
{
	const struct decimal *d = value;
	int64_t part = d->milli % MILLI;

	(void)f;
	str_add_f(out, "%lld", (long long)(d->milli / MILLI));
	if (part == 0)
		return;
	str_add_f(out, ".%03d", (int)part);
	while (out->ptr[out->len - 1] == '0')
		str_cut(out, out->len - 1);
}

static void
encode_decimal(const struct field *f, const void *value, struct str *out)
{
	str_add_char(out, '"');
	show_decimal(f, value, out);
	str_add_char(out, '"');
}

static enum rc
decode_decimal(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	       void *out, struct err *e)
{
	if (j->tokens[token].type != JT_TEXT ||
	    !read_decimal(json_text(a, j, token), greatest(f), true, out))
		return err_set(e, RC_INVALID, _("%s must be a decimal in quotes"), f->name);
	return RC_OK;
}

static bool
empty_decimal(const void *value)
{
	return !((const struct decimal *)value)->set;
}

static enum rc
parse_yes(const struct field *f, const char *text, const struct parse_context *c, void *out,
	  struct err *e)
{
	static const char *const yes[] = {"yes", "y", "1", "true", "是"}, *const no[] = {
									      "no", "n", "0",
									      "false", "否"};

	(void)f;
	(void)c;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		if (str_equal(text, yes[i]) || str_equal(text, no[i])) {
			*(bool *)out = str_equal(text, yes[i]);
			return RC_OK;
		}
	}
	return err_set(e, RC_INVALID, _("'%s' is not yes or no"), text);
}

static void
show_yes(const struct field *f, const void *value, struct str *out)
{
	(void)f;
	str_add(out, *(const bool *)value ? "yes" : "no");
}

static void
encode_yes(const struct field *f, const void *value, struct str *out)
{
	(void)f;
	str_add(out, *(const bool *)value ? "true" : "false");
}

static enum rc
decode_yes(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	   void *out, struct err *e)
{
	(void)a;
	if (j->tokens[token].type != JT_TRUE)
		return err_set(e, RC_INVALID, _("%s must be true"), f->name);
	*(bool *)out = true;
	return RC_OK;
}

static bool
empty_yes(const void *value)
{
	return !*(const bool *)value;
}

static void
list_words(const struct choice *choices, struct str *out)
{
	for (size_t i = 0; choices[i].word; i++)
		str_add_f(out, "%s%s", i ? " " : "", choices[i].word);
}

static enum rc
not_a_choice(const struct field *f, const char *text, struct err *e)
{
	struct str words = STR_INIT;

	list_words(f->choices, &words);
	err_set(e, RC_INVALID, _("'%s' is none of: %s"), text, words.ptr);
	str_clear(&words);
	return RC_INVALID;
}

/* The word, or the label as the screen shows it. */
static int
find_choice(const struct field *f, const char *text)
{
	int value = choice_value(f->choices, text);

	for (int i = 0; value == 0 && f->choices[i].word; i++)
		if (str_equal(_(f->choices[i].label), text))
			value = i + 1;
	return value;
}

static enum rc
parse_choice(const struct field *f, const char *text, const struct parse_context *c, void *out,
	     struct err *e)
{
	int value = find_choice(f, text);

	(void)c;
	if (value == 0)
		return not_a_choice(f, text, e);
	*(int *)out = value;
	return RC_OK;
}

static void
show_choice(const struct field *f, const void *value, struct str *out)
{
	str_add(out, choice_word(f->choices, *(const int *)value));
}

static void
encode_choice(const struct field *f, const void *value, struct str *out)
{
	json_write_text(out, choice_word(f->choices, *(const int *)value));
}

static enum rc
decode_choice(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	      void *out, struct err *e)
{
	const char *word;
	int value;

	if (j->tokens[token].type != JT_TEXT)
		return err_set(e, RC_INVALID, _("%s must be text"), f->name);
	word = json_text(a, j, token);
	value = choice_value(f->choices, word);
	if (value == 0) {
		not_a_choice(f, word, e);
		return err_add(e, "%s", f->name);
	}
	*(int *)out = value;
	return RC_OK;
}

static bool
empty_int(const void *value)
{
	return *(const int *)value == 0;
}

static enum rc
parse_flags(const struct field *f, const char *text, const struct parse_context *c, void *out,
	    struct err *e)
{
	char **words = NULL;
	unsigned flags = 0;

	if (field_words.parse(f, text, c, &words, e) != RC_OK)
		return RC_INVALID;
	for (; words && *words; words++) {
		int value = find_choice(f, *words);

		if (value == 0)
			return not_a_choice(f, *words, e);
		flags |= 1u << (value - 1);
	}
	*(unsigned *)out = flags;
	return RC_OK;
}

static void
show_flags(const struct field *f, const void *value, struct str *out)
{
	unsigned flags = *(const unsigned *)value;
	const char *between = "";

	for (size_t i = 0; f->choices[i].word; i++) {
		if (!(flags & 1u << i))
			continue;
		str_add_f(out, "%s%s", between, f->choices[i].word);
		between = ",";
	}
}

static void
encode_flags(const struct field *f, const void *value, struct str *out)
{
	unsigned flags = *(const unsigned *)value;
	const char *between = "";

	str_add_char(out, '[');
	for (size_t i = 0; f->choices[i].word; i++) {
		if (!(flags & 1u << i))
			continue;
		str_add(out, between);
		json_write_text(out, f->choices[i].word);
		between = ",";
	}
	str_add_char(out, ']');
}

static enum rc
decode_flags(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	     void *out, struct err *e)
{
	unsigned flags = 0;

	if (j->tokens[token].type != JT_ARRAY)
		return err_set(e, RC_INVALID, _("%s must be a list"), f->name);
	for (size_t i = json_first(token); i < j->tokens[token].next; i = j->tokens[i].next) {
		int value =
		    j->tokens[i].type == JT_TEXT ? choice_value(f->choices, json_text(a, j, i)) : 0;
		unsigned bit = value ? 1u << (value - 1) : 0;

		if (bit == 0 || flags >= bit)
			return err_set(e, RC_INVALID, _("%s holds an unknown or repeated word"),
				       f->name);
		flags |= bit;
	}
	if (flags == 0)
		return err_set(e, RC_INVALID, _("%s must not be an empty list"), f->name);
	*(unsigned *)out = flags;
	return RC_OK;
}

/* clang-format off */
#define NUMBER_TYPE(word, wid, type, enc, empty_fn)                                                \
	const struct field_type field_##word = {                                                   \
	    .name = #word, .widget = wid, .size = sizeof(type), .parse = parse_##word,             \
	    .show = show_##word, .encode = enc, .decode = decode_##word, .empty = empty_fn,        \
	}
NUMBER_TYPE(count,   WIDGET_COUNT,  struct count,   show_count,     empty_count);
NUMBER_TYPE(decimal, WIDGET_COUNT,  struct decimal, encode_decimal, empty_decimal);
NUMBER_TYPE(yes,     WIDGET_YES,    bool,           encode_yes,     empty_yes);
NUMBER_TYPE(choice,  WIDGET_CHOICE, int,            encode_choice,  empty_int);
NUMBER_TYPE(flags,   WIDGET_FLAGS,  unsigned,       encode_flags,   empty_int);
/* clang-format on */
