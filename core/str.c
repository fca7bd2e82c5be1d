/* The growing string. */
#include "core/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char str_nothing[1];

static void
reserve(struct str *s, size_t extra)
{
	size_t need = s->len + extra + 1, cap = s->cap ? s->cap : 32;

	if (need <= s->cap)
		return;
	while (cap < need)
		cap *= 2;
	s->ptr = realloc(s->cap ? s->ptr : NULL, cap);
	if (!s->ptr)
		die("out of memory");
	s->cap = cap;
}

void
str_add_n(struct str *s, const char *bytes, size_t n)
{
	if (n == 0)
		return;
	reserve(s, n);
	memcpy(s->ptr + s->len, bytes, n);
	s->len += n;
	s->ptr[s->len] = '\0';
}

void
str_add(struct str *s, const char *text)
{
	if (text)
		str_add_n(s, text, strlen(text));
}

void
str_add_char(struct str *s, char c)
{
	str_add_n(s, &c, 1);
}

void
str_add_v(struct str *s, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n <= 0)
		return;
	reserve(s, (size_t)n);
	vsnprintf(s->ptr + s->len, (size_t)n + 1, fmt, ap);
	s->len += (size_t)n;
}

void
str_add_f(struct str *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	str_add_v(s, fmt, ap);
	va_end(ap);
}

void
str_insert(struct str *s, size_t at, const char *bytes, size_t n)
{
	if (n == 0)
		return;
	reserve(s, n);
	memmove(s->ptr + at + n, s->ptr + at, s->len - at);
	memcpy(s->ptr + at, bytes, n);
	s->len += n;
	s->ptr[s->len] = '\0';
}

void
str_remove(struct str *s, size_t at, size_t n)
{
	if (n == 0)
		return;
	memmove(s->ptr + at, s->ptr + at + n, s->len - at - n);
	str_cut(s, s->len - n);
}

void
str_cut(struct str *s, size_t len)
{
	if (len >= s->len)
		return;
	s->len = len;
	s->ptr[len] = '\0';
}

void
str_clear(struct str *s)
{
	if (s->cap)
		free(s->ptr);
	*s = (struct str)STR_INIT;
}

char *
str_take(struct str *s)
{
	char *taken = s->cap ? s->ptr : calloc(1, 1);

	if (!taken)
		die("out of memory");
	*s = (struct str)STR_INIT;
	return taken;
}

bool
str_equal(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

bool
str_starts(const char *text, const char *prefix)
{
	return text && strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
str_ends(const char *text, const char *suffix)
{
	size_t n = text ? strlen(text) : 0, m = strlen(suffix);

	return n >= m && memcmp(text + n - m, suffix, m) == 0;
}
