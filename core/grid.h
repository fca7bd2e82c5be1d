/*
 * Ruled tables in plain text, for the sheet on the wall and the handover record:
 *   +------+------+
 *   | 岗位 | 交班 |
 *   +------+------+
 * and the same as HTML. Widths are terminal cells between the bars, a blank on each side included;
 * long cells are wrapped by text_wrap.
 */
#ifndef CORE_GRID_H
#define CORE_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

enum { GRID_COLUMNS_MAX = 256 };

struct grid {
	struct str *out;
	bool html;
	const int *widths; /* text only */
	size_t n;
};

/* The first rule, or <table>. */
void grid_begin(const struct grid *g);
/* A row of n cells; NULL is an empty one. A rule follows in text when `rule` says so. */
void grid_row(const struct grid *g, const char *const *cells, bool head, bool rule);
void grid_end(const struct grid *g);

/* & < > " as entities, newlines as breaks; what stands between the two marks is underlined. Texts
 * of records hold neither of them. */
#define HTML_UNDERLINE "\x01"
#define HTML_PLAIN     "\x02"
void html_add(struct str *out, const char *text);
/* A whole page's head with our print style, and its end. landscape: A4 across. */
void html_begin(struct str *out, const char *title, bool landscape);
/* The same with more rules of CSS. */
void html_begin_styled(struct str *out, const char *title, bool landscape, const char *style);
void html_end(struct str *out);

/* The text in the middle of `cells` columns, newline after it, no trailing blanks. */
void text_centre(struct str *out, const char *text, int cells);
/* Left and right text on one line of `cells` columns. */
void text_sides(struct str *out, const char *left, const char *right, int cells);

#endif
