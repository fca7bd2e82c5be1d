/*
 * A report as it looks on paper, in cells of the screen: 28 × 22 full-width characters, that is 56
 * cells and 22 lines a page (facts: GB/T 9704). The first line of a paragraph is indented by 4
 * cells; no line begins with ，。、 or ends with （《.
 */
#ifndef CORE_PAGE_H
#define CORE_PAGE_H

#include "core/report.h"
#include "core/say.h"

enum { PAGE_CELLS = 56, PAGE_LINES = 22, PAGE_INDENT = 4 };

struct page_sheet {
	const struct report *report;
	const struct station_names *names;
	bool practice, voided, countersigned;
};

/* Lines of at most PAGE_CELLS cells, texts in the arena; clear with vec_clear. */
struct page_lines {
	char **v;
	size_t n, cap;
};

/* The whole sheet, appended line by line. */
void page_lay(struct arena *a, const struct page_sheet *s, struct page_lines *out);
/* Body paragraphs only: what an editor shows while a draft is changed. */
void page_body(struct arena *a, const char *body, struct page_lines *out);
/* Pages of so many lines, one at least. */
size_t page_count(size_t lines);

#endif
