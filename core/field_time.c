/* Fields that hold time: a moment, a day, a time of day. */
#include <string.h>

#include "core/field.h"
#include "core/text.h"

enum { MINUTES_A_DAY = 1440 };

static enum rc
parse_time(const struct field *f, const char *text, const struct parse_context *c, void *out,
	   struct err *e)
{
	unsigned allow = 0;
	enum moment_sense sense = f->flags & FIELD_FUTURE ? MOMENT_DUE : MOMENT_HAPPENED;

	if (f->flags & FIELD_ABOUT)
		allow |= MOMENT_ALLOW_ABOUT;
	if (f->flags & FIELD_UNKNOWN)
		allow |= MOMENT_ALLOW_UNKNOWN;
	return moment_parse(text, c->now, sense, allow, out, e);
}

static void
show_time(const struct field *f, const void *value, struct str *out)
{
	char text[MOMENT_TEXT];

	(void)f;
	moment_iso(*(const struct moment *)value, text);
	str_add(out, text);
}

static void
encode_time(const struct field *f, const void *value, struct str *out)
{
	str_add_char(out, '"');
	show_time(f, value, out);
	str_add_char(out, '"');
}

static enum rc
decode_time(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	    void *out, struct err *e)
{
	const struct json_token *t = &j->tokens[token];
	struct moment m;

	(void)a;
	if (t->type != JT_TEXT || moment_read(j->text + t->off, t->len, &m, e) != RC_OK ||
	    m.kind == MOMENT_NONE || (m.kind == MOMENT_ABOUT && !(f->flags & FIELD_ABOUT)) ||
	    (m.kind == MOMENT_UNKNOWN && !(f->flags & FIELD_UNKNOWN)))
		return err_set(e, RC_INVALID, _("%s must be a time such as 2026-01-18T02:47+08:00"),
			       f->name);
	*(struct moment *)out = m;
	return RC_OK;
}

static bool
empty_time(const void *value)
{
	return ((const struct moment *)value)->kind == MOMENT_NONE;
}

static enum rc
parse_day(const struct field *f, const char *text, const struct parse_context *c, void *out,
	  struct err *e)
{
	(void)f;
	return day_parse(text_narrow(c->arena, text), out, e);
}

static void
show_day(const struct field *f, const void *value, struct str *out)
{
	int day = *(const int *)value;

	(void)f;
	str_add_f(out, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

static void
encode_day(const struct field *f, const void *value, struct str *out)
{
	str_add_char(out, '"');
	show_day(f, value, out);
	str_add_char(out, '"');
}

static enum rc
decode_day(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	   void *out, struct err *e)
{
	const char *text;

	if (j->tokens[token].type != JT_TEXT)
		return err_set(e, RC_INVALID, _("%s must be a day such as 2026-01-18"), f->name);
	text = json_text(a, j, token);
	if (strlen(text) != 10 || day_parse(text, out, e) != RC_OK)
		return err_set(e, RC_INVALID, _("%s must be a day such as 2026-01-18"), f->name);
	return RC_OK;
}

static bool
empty_day(const void *value)
{
	return *(const int *)value == 0;
}

/* 08:00, 8:00, 0800; 24:00 ends a day. */
static bool
read_clock(const char *text, bool canonical, struct clock *out)
{
	int digits[4] = {0}, n = 0, colon = -1;

	for (const char *p = text; *p; p++) {
		if (*p == ':' && colon < 0 && n > 0)
			colon = n;
		else if (*p >= '0' && *p <= '9' && n < 4)
			digits[n++] = *p - '0';
		else
			return false;
	}
	if (n < 3 || (colon >= 0 && colon != n - 2) || (canonical && (n != 4 || colon != 2)))
		return false;
	out->minute = n == 4 ? (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
			     : digits[0] * 60 + digits[1] * 10 + digits[2];
	out->set = true;
	return digits[n - 2] < 6 && out->minute <= MINUTES_A_DAY;
}

static enum rc
parse_clock(const struct field *f, const char *text, const struct parse_context *c, void *out,
	    struct err *e)
{
	struct clock v = {0};

	(void)f;
	if (!read_clock(text_narrow(c->arena, text), false, &v))
		return err_set(e, RC_INVALID, _("'%s' is not a time of day such as 08:00"), text);
	*(struct clock *)out = v;
	return RC_OK;
}

static void
show_clock(const struct field *f, const void *value, struct str *out)
{
	const struct clock *c = value;

	(void)f;
	str_add_f(out, "%02d:%02d", c->minute / 60, c->minute % 60);
}

static void
encode_clock(const struct field *f, const void *value, struct str *out)
{
	str_add_char(out, '"');
	show_clock(f, value, out);
	str_add_char(out, '"');
}

static enum rc
decode_clock(const struct field *f, struct arena *a, const struct json_line *j, size_t token,
	     void *out, struct err *e)
{
	struct clock v = {0};

	if (j->tokens[token].type != JT_TEXT || !read_clock(json_text(a, j, token), true, &v))
		return err_set(e, RC_INVALID, _("%s must be a time of day such as 08:00"), f->name);
	*(struct clock *)out = v;
	return RC_OK;
}

static bool
empty_clock(const void *value)
{
	return !((const struct clock *)value)->set;
}

#define TIME_TYPE(word, type)                    \
	const struct field_type field_##word = { \
	    .name = #word,                       \
	    .widget = WIDGET_TIME,               \
	    .size = sizeof(type),                \
	    .parse = parse_##word,               \
	    .show = show_##word,                 \
	    .encode = encode_##word,             \
	    .decode = decode_##word,             \
	    .empty = empty_##word,               \
	}

TIME_TYPE(time, struct moment);
TIME_TYPE(day, int);
TIME_TYPE(clock, struct clock);
