/*
 * Text for people: what may enter a record, and how it fits into columns. UTF-8 everywhere.
 * Cells are counted by wcwidth() as the terminal does (needs a UTF-8 LC_CTYPE); cluster borders,
 * normal form and line breaks are libunistring's.
 */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

bool text_is_utf8(const char *bytes, size_t n);

/*
 * Checks and normalises a typed or imported text: refuses broken UTF-8 and control characters
 * (newline only where many_lines), drops what is invisible or reorders (bidi marks, ZWJ, VS16,
 * BOM), turns CRLF into newline and tab into a space, makes NFC. Leading and trailing blanks go.
 * The result is in the arena.
 */
enum rc text_clean(struct arena *a, const char *bytes, size_t n, bool many_lines, char **out,
		   struct err *e) MUST_CHECK;

/* True when text_clean would change nothing: what ingest asks of a record's strings. */
bool text_is_clean(const char *bytes, size_t n, bool many_lines);

/* Full-width digits, letters and punctuation to half-width (NFKC), for times, numbers, ids. In the
 * arena. */
char *text_narrow(struct arena *a, const char *text);

/* Cells of a string; of the first n bytes. */
int text_width(const char *text);
int text_width_n(const char *text, size_t n);

/* Bytes of the longest prefix that fits into `cells`, never cutting a cluster. *width, if not NULL,
 * gets its cells. */
size_t text_fit(const char *text, int cells, int *width);

/* Appends text cut or padded with blanks to exactly `cells` cells; a cut one ends in … */
void text_put(struct str *out, const char *text, int cells);

/* Next and previous cluster border from byte i. */
size_t text_next(const char *text, size_t i);
size_t text_prev(const char *text, size_t i);

/*
 * Line breaks at `cells` columns by UAX 14 (no line starts with ，。、 or ends with （《). Calls
 * line() with each line, without its newline; an empty text is one empty line. Existing newlines
 * break too.
 */
void text_wrap(const char *text, int cells, void (*line)(void *ctx, const char *bytes, size_t n),
	       void *ctx);

/* Number of characters (code points). */
size_t text_length(const char *text);

/* Finds a mainland mobile number (11 digits) or identity number (18): what the author is asked
 * about before it becomes public. */
bool text_has_personal_number(const char *text);

#endif
