/*
 * The one text format of settings, rule sets, cards, call lists, patterns, catalogues: UTF-8 lines
 *   # comment      [section] or [section name]      key = value
 * Values run to the end of the line, blanks trimmed; a key may repeat. A section header may hold a
 * name after the type. No escapes, no continuation, no includes. At most 1 MiB, 100,000 lines. A
 * BOM and CRLF are accepted.
 */
#ifndef CORE_CONF_H
#define CORE_CONF_H

#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

struct conf_entry {
	const char *key, *value;
	int line;
};

struct conf_section {
	const char *type; /* "" for entries before the first header */
	const char *name; /* "" without one */
	int line;
	struct conf_entry *entries;
	size_t n;
};

struct conf {
	const char *file; /* for messages */
	struct conf_section *sections;
	size_t n;
};

/* Parses text (of `file`, named in messages as file:line). Everything in the arena. */
enum rc conf_parse(struct arena *a, const char *file, const char *text, size_t len,
		   struct conf *out, struct err *e) MUST_CHECK;

/* The value of the last entry with that key, or NULL. */
const char *conf_get(const struct conf_section *s, const char *key);

/* Refuses a key that is not in the NULL-terminated list, naming file and line. */
enum rc conf_known(const struct conf *c, const struct conf_section *s, const char *const *keys,
		   struct err *e) MUST_CHECK;

/* Sets err to RC_INVALID "file:line: …" for a value that does not fit; returns RC_INVALID. */
enum rc conf_error(const struct conf *c, int line, struct err *e, const char *fmt, ...)
    FORMAT(4, 5);

#endif
