/*
 * The record line: one strict reader and one canonical writer of JSON (design §3).
 *
 * Canonical: UTF-8 in NFC, members sorted by the bytes of their keys, no duplicate keys, no spaces,
 * integers only (no -0, no leading zeros, |n| < 2^53), no control or bidirectional characters but
 * newline (written \n), only \" \\ \n are escapes, at most JSON_LINE_MAX bytes, at most
 * JSON_DEPTH_MAX levels. A line that reads well is byte for byte what the writer makes of the same
 * values.
 */
#ifndef CORE_JSON_LINE_H
#define CORE_JSON_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum { JSON_LINE_MAX = 64 * 1024, JSON_DEPTH_MAX = 8 };

enum json_type { JT_NULL, JT_FALSE, JT_TRUE, JT_INT, JT_TEXT, JT_ARRAY, JT_OBJECT };

/*
 * Tokens in document order. An object's children alternate key, value; `next` is the index just
 * after the token and all its descendants, so that skipping is one step. off/len: the raw span; of
 * a text without its quotes; escaped says whether it holds a backslash.
 */
struct json_token {
	enum json_type type;
	bool escaped;
	uint32_t off, len, next;
};

struct json_line {
	const char *text; /* borrowed */
	size_t len;
	struct json_token *tokens; /* in the arena */
	size_t ntokens;
};

/* Reads one whole value (no trailing newline). Allocates the tokens in a. RC_INVALID says what and
 * at which byte. */
enum rc json_line_read(struct arena *a, const char *text, size_t len, struct json_line *out,
		       struct err *e) MUST_CHECK;

/* The value token of a member, or 0 when obj has none (0 is the root, never a member). */
size_t json_member(const struct json_line *j, size_t obj, const char *key);

/* First child and the end, for loops: for (i = json_first(j, t); i < j->tokens[t].next; i =
 * j->tokens[i].next) */
size_t json_first(size_t token);

/* The unescaped text of a JT_TEXT (in the arena); the value of a JT_INT. */
char *json_text(struct arena *a, const struct json_line *j, size_t token);
bool json_text_is(const struct json_line *j, size_t token, const char *text);
int64_t json_int(const struct json_line *j, size_t token);

/* Appends a quoted, escaped string. The text must already be clean (text_clean in core/text.h). */
void json_write_text(struct str *out, const char *text);
void json_write_text_n(struct str *out, const char *bytes, size_t n);

/*
 * An object under construction: members may come in any order, are sorted when it ends. A key twice
 * is a broken invariant (die). value is the JSON text of the value, already canonical.
 */
struct json_member_text {
	const char *key, *value;
};
void json_write_object(struct str *out, struct json_member_text *members, size_t n);

#endif
