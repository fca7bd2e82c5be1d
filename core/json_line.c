/* Reads and writes the one line of JSON that is a record. */
#include "core/json_line.h"

#include <endian.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"

enum { KEY_MAX = 64, LOCAL_TOKENS = 96 };

static const int64_t int_limit = INT64_C(1) << 53;

struct reader {
	struct arena *arena;
	const char *text;
	size_t at, len;
	struct json_token *tokens; /* a buffer on the stack until it is full, then in the arena */
	size_t ntokens, cap;
	size_t open[JSON_DEPTH_MAX];     /* the containers we are in */
	size_t last_key[JSON_DEPTH_MAX]; /* of each, the key read last; 0 when none */
	int depth;
	struct err *err;
};

static enum rc
refuse(const struct reader *r, const char *what)
{
	return err_set(r->err, RC_INVALID, _("%s at byte %zu of the line"), what, r->at + 1);
}

/* NUL is nowhere allowed in a line, so it can stand for the end. */
static char
peek(const struct reader *r)
{
	return r->at < r->len ? r->text[r->at] : '\0';
}

static size_t
add_token(struct reader *r, enum json_type type, size_t off)
{
	if (r->ntokens == r->cap) {
		size_t cap = r->cap * 2;
		struct json_token *more = arena_alloc(r->arena, cap * sizeof(*more));

		memcpy(more, r->tokens, r->ntokens * sizeof(*more));
		r->tokens = more;
		r->cap = cap;
	}
	r->tokens[r->ntokens] = (struct json_token){
	    .type = type, .off = (uint32_t)off, .next = (uint32_t)r->ntokens + 1};
	return r->ntokens++;
}

static void
end_token(struct reader *r, size_t token)
{
	r->tokens[token].len = (uint32_t)(r->at - r->tokens[token].off);
}

/*
 * Characters of everyday Chinese that no normal form changes and that combine with nothing: they
 * need no look at the tables of libunistring. All else does. s has four bytes: the closing quote
 * comes after the last.
 */
static bool
is_plain(const unsigned char *s)
{
	uint32_t w, c;

	memcpy(&w, s, 4);
	w = le32toh(w);
	if ((w & 0xC0C0F0) != 0x8080E0)
		return false;
	c = (w & 0x0F) << 12 | (w >> 2 & 0xFC0) | (w >> 16 & 0x3F);
	if (c >= 0x4E00 && c <= 0x9FFF)
		return true; /* unified ideographs */
	if (c >= 0x3001 && c <= 0x3011)
		return true; /* 、。〈〉《》「」『』【】 */
	if (c >= 0xFF01 && c <= 0xFF5E)
		return true; /* full-width ，：；（） and letters */
	return c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D ||
	       c == 0x2026; /* — ‘’ “” … */
}

/* Bytes at the start that are ASCII and stand for themselves, eight at a time: a subtraction
 * borrows into the high bit of the first byte that is too small, or equal to what was flipped to
 * zero. */
static size_t
ascii_run(const unsigned char *s, size_t n)
{
	const uint64_t ones = UINT64_MAX / 0xFF;
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		uint64_t w, bad;

		memcpy(&w, s + i, 8);
		w = le64toh(w);
		bad = w | (w - ones * 0x20) | ((w ^ ones * '"') - ones) |
		      ((w ^ ones * '\\') - ones) | ((w ^ ones * 0x7F) - ones);
		bad &= ones * 0x80;
		if (bad)
			return i + (size_t)__builtin_ctzll(bad) / 8;
	}
	while (i < n && s[i] >= 0x20 && s[i] < 0x7F && s[i] != '"' && s[i] != '\\')
		i++;
	return i;
}

/* Leading and trailing blanks are for text_is_clean to judge. A text that ends in an escaped
 * backslash and n looks like a newline here; it only takes the slower way. */
static bool
blank_ends(const char *s, size_t n)
{
	if (n == 0)
		return false;
	return s[0] == ' ' || s[n - 1] == ' ' || (n >= 2 && s[0] == '\\' && s[1] == 'n') ||
	       (n >= 2 && s[n - 2] == '\\' && s[n - 1] == 'n');
}

static bool
is_clean(const struct reader *r, size_t token)
{
	const struct json_line j = {.text = r->text, .tokens = r->tokens};
	const struct json_token *t = &r->tokens[token];
	const char *plain;

	if (!t->escaped)
		return text_is_clean(r->text + t->off, t->len, true);
	plain = json_text(r->arena, &j, token);
	return text_is_clean(plain, strlen(plain), true);
}

/* Moves over what a text may hold, to its closing quote. *plain turns false when a character came
 * that only text_is_clean can judge. */
static enum rc
scan_text(struct reader *r, struct json_token *t, bool *plain)
{
	const unsigned char *s = (const unsigned char *)r->text;
	size_t i = r->at, n = r->len;

	for (;;) {
		i += ascii_run(s + i, n - i);
		while (n - i > 3 && is_plain(s + i))
			i += 3;
		r->at = i;
		if (i == n || s[i] == '"')
			return RC_OK;
		if (s[i] == '\\') {
			if (n - i < 2 || (s[i + 1] != 'n' && s[i + 1] != '"' && s[i + 1] != '\\'))
				return refuse(r, _("an escape other than \\\" \\\\ \\n"));
			t->escaped = true;
			i += 2;
		} else if (s[i] < 0x20 || s[i] == 0x7F) {
			return refuse(r, _("a control character"));
		} else {
			*plain = *plain && s[i] < 0x80;
			i++;
		}
	}
}

static enum rc
read_text(struct reader *r)
{
	size_t token = add_token(r, JT_TEXT, r->at + 1);
	struct json_token *t = &r->tokens[token];
	bool plain = true;

	r->at++;
	if (scan_text(r, t, &plain))
		return RC_INVALID;
	if (r->at == r->len)
		return refuse(r, _("a text without its closing quote"));
	end_token(r, token);
	if ((!plain || blank_ends(r->text + t->off, t->len)) && !is_clean(r, token)) {
		r->at = t->off;
		return refuse(r, _("a text that is not in clean, normal form"));
	}
	r->at++;
	return RC_OK;
}

static enum rc
read_int(struct reader *r)
{
	size_t token = add_token(r, JT_INT, r->at), first;
	int64_t value = 0;

	if (peek(r) == '-')
		r->at++;
	first = r->at;
	for (; peek(r) >= '0' && peek(r) <= '9'; r->at++) {
		value = value * 10 + (peek(r) - '0');
		if (value >= int_limit)
			return refuse(r, _("a number that is too large"));
	}
	end_token(r, token);
	if (r->at == first)
		return refuse(r, _("no value"));
	if (r->text[first] == '0' && r->tokens[token].len > 1)
		return refuse(r, _("a number with a needless zero"));
	return RC_OK;
}

static enum rc
read_word(struct reader *r)
{
	static const struct {
		const char *word;
		size_t len;
		enum json_type type;
	} words[] = {{"null", 4, JT_NULL}, {"false", 5, JT_FALSE}, {"true", 4, JT_TRUE}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = words[i].len;

		if (r->len - r->at >= n && memcmp(r->text + r->at, words[i].word, n) == 0) {
			size_t token = add_token(r, words[i].type, r->at);

			r->at += n;
			end_token(r, token);
			return RC_OK;
		}
	}
	return refuse(r, _("no value"));
}

static bool
keys_ascend(const struct reader *r, const struct json_token *a, const struct json_token *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int order = memcmp(r->text + a->off, r->text + b->off, n);

	return order < 0 || (order == 0 && a->len < b->len);
}

/* a-z 0-9 _ - as bits */
static bool
is_key_byte(char c)
{
	static const uint64_t low = UINT64_C(0x03FF200000000000),
			      high = UINT64_C(0x07FFFFFE80000000);
	unsigned char u = (unsigned char)c;

	return u < 128 && ((u < 64 ? low : high) >> (u & 63) & 1);
}

/* A key with its quotes and its colon. */
static enum rc
read_key(struct reader *r)
{
	size_t *last = &r->last_key[r->depth - 1], token;

	if (peek(r) != '"')
		return refuse(r, _("no key"));
	token = add_token(r, JT_TEXT, ++r->at);
	while (is_key_byte(peek(r)))
		r->at++;
	end_token(r, token);
	if (peek(r) != '"' || r->tokens[token].len == 0 || r->tokens[token].len > KEY_MAX)
		return refuse(r, _("a key that is not 1 to 64 of a-z 0-9 _ -"));
	if (*last && !keys_ascend(r, &r->tokens[*last], &r->tokens[token]))
		return refuse(r, _("a key out of order or twice"));
	*last = token;
	r->at++;
	if (peek(r) != ':')
		return refuse(r, _("no colon after the key"));
	r->at++;
	return RC_OK;
}

static char
closing(const struct reader *r)
{
	return r->tokens[r->open[r->depth - 1]].type == JT_OBJECT ? '}' : ']';
}

static void
close_container(struct reader *r)
{
	size_t token = r->open[--r->depth];

	r->at++;
	end_token(r, token);
	r->tokens[token].next = (uint32_t)r->ntokens;
}

/* Opens a container. *inside says that a value must follow: it is not empty. */
static enum rc
open_container(struct reader *r, enum json_type type, bool *inside)
{
	if (r->depth == JSON_DEPTH_MAX)
		return refuse(r, _("too many levels"));
	r->open[r->depth] = add_token(r, type, r->at++);
	r->last_key[r->depth++] = 0;
	*inside = peek(r) != closing(r);
	if (!*inside) {
		close_container(r);
		return RC_OK;
	}
	return type == JT_OBJECT ? read_key(r) : RC_OK;
}

static enum rc
read_value(struct reader *r, bool *inside)
{
	char c = peek(r);

	*inside = false;
	if (c == '"')
		return read_text(r);
	if (c == '{')
		return open_container(r, JT_OBJECT, inside);
	if (c == '[')
		return open_container(r, JT_ARRAY, inside);
	if (c == '-' || (c >= '0' && c <= '9'))
		return read_int(r);
	return read_word(r);
}

/* After a value: closes what ends here. *more says that another value must follow. */
static enum rc
after_value(struct reader *r, bool *more)
{
	*more = false;
	while (r->depth > 0) {
		if (peek(r) == ',') {
			r->at++;
			*more = true;
			return closing(r) == '}' ? read_key(r) : RC_OK;
		}
		if (peek(r) != closing(r))
			return refuse(r, _("neither a comma nor the end of a list"));
		close_container(r);
	}
	if (r->at != r->len)
		return refuse(r, _("more after the end"));
	return RC_OK;
}

static enum rc
read_all(struct reader *r)
{
	bool more = true;

	while (more) {
		enum rc rc = read_value(r, &more);

		if (!rc && !more)
			rc = after_value(r, &more);
		if (rc)
			return rc;
	}
	return RC_OK;
}

enum rc
json_line_read(struct arena *a, const char *text, size_t len, struct json_line *out, struct err *e)
{
	struct json_token local[LOCAL_TOKENS];
	struct reader r = {
	    .arena = a, .text = text, .len = len, .tokens = local, .cap = LOCAL_TOKENS, .err = e};
	enum rc rc;

	if (len > JSON_LINE_MAX)
		return err_set(e, RC_INVALID, _("the line is longer than %d bytes"), JSON_LINE_MAX);
	rc = read_all(&r);
	if (rc)
		return rc;
	if (r.tokens == local) {
		r.tokens = arena_alloc(a, r.ntokens * sizeof(*local));
		memcpy(r.tokens, local, r.ntokens * sizeof(*local));
	}
	*out =
	    (struct json_line){.text = text, .len = len, .tokens = r.tokens, .ntokens = r.ntokens};
	return RC_OK;
}
