/* One sentence for the person at the keyboard, one code for the caller. */
#include "core/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A cut in the middle of a character would print as garbage: step back to its first byte. */
static void
trim_cut_character(char *text, size_t size)
{
	size_t end = strlen(text);

	if (end + 1 < size)
		return;
	while (end > 0 && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
		end--;
	if (end > 0 && (unsigned char)text[end - 1] >= 0xC0)
		end--;
	text[end] = '\0';
}

enum rc
err_set(struct err *e, enum rc code, const char *fmt, ...)
{
	va_list ap;

	if (!e)
		return code;
	e->code = code;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	trim_cut_character(e->text, sizeof(e->text));
	return code;
}

enum rc
err_add(struct err *e, const char *fmt, ...)
{
	char was[sizeof(e->text)];
	va_list ap;
	int n;

	if (!e)
		return RC_INVALID;
	memcpy(was, e->text, sizeof(was));
	va_start(ap, fmt);
	n = vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	/* The result is looked at because gcc 12 with sanitizers warns of the cut otherwise. */
	if (n >= 0 && (size_t)n < sizeof(e->text) &&
	    snprintf(e->text + n, sizeof(e->text) - (size_t)n, ": %s", was) < 0)
		e->text[n] = '\0';
	trim_cut_character(e->text, sizeof(e->text));
	return e->code;
}

void
die(const char *fmt, ...)
{
	va_list ap;

	fputs("zhiban: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}
