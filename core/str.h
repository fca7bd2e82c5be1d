/*
 * The one growing string. ptr is never NULL and always NUL-terminated at len; a zeroed struct is
 * not valid, start from STR_INIT. Out of memory aborts.
 */
#ifndef CORE_STR_H
#define CORE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

struct str {
	char *ptr;
	size_t len, cap;
};

extern char str_nothing[1];
#define STR_INIT                  \
	{                         \
		str_nothing, 0, 0 \
	}

void str_add(struct str *s, const char *text);
void str_add_n(struct str *s, const char *bytes, size_t n);
void str_add_char(struct str *s, char c);
void str_add_f(struct str *s, const char *fmt, ...) FORMAT(2, 3);
void str_add_v(struct str *s, const char *fmt, va_list ap);
void str_insert(struct str *s, size_t at, const char *bytes, size_t n);
void str_remove(struct str *s, size_t at, size_t n);
void str_cut(struct str *s, size_t len); /* shorten to len */
void str_clear(struct str *s);           /* free, back to STR_INIT */
char *str_take(struct str *s);           /* the caller frees the result; s is empty again */

/* Small helpers on plain strings. NULL counts as "". */
bool str_equal(const char *a, const char *b);
bool str_starts(const char *text, const char *prefix);
bool str_ends(const char *text, const char *suffix);

#endif
