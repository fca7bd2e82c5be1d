/*
 * What a report is called on screens: its state in one word and sign, the same word at every line
 * of the sheet, and its story a line each.
 */
#ifndef TUI_REPORT_WORDS_H
#define TUI_REPORT_WORDS_H

#include "core/page.h"
#include "storage/desk_story.h"
#include "tui/canvas.h"

enum { REPORT_MARK_CELLS = 6, REPORT_SHEET_CELLS = REPORT_MARK_CELLS + 1 + PAGE_CELLS };

const char *report_state_word(enum desk_state s); /* 草稿 已签发 已报送 作废; translated */
enum style_role report_state_style(enum desk_state s);

/* "Follow-up report 2", with its number when it has one. */
void report_name(const struct desk_report *r, struct str *out);

/* One sentence on what it is now and what is to be done next. */
void report_state_text(const struct desk_report *r, const struct desk_story *s, struct str *out);

/* One line for each thing that happened to it, with a newline each. */
void report_story_text(struct book *b, struct arena *a, const struct desk_report *r,
		       const struct desk_story *s, struct str *out);

/* The same under a rule with its heading; where there is no room for all, the newest lines. */
void report_story_draw(struct book *b, const struct desk_report *r, const struct desk_story *s,
		       struct canvas *c);

/*
 * The sheet as on paper: a mark at each line, a rule between pages. top: first line shown, pulled
 * into what there is.
 */
void report_sheet_draw(const struct page_lines *lines, enum desk_state s, struct canvas *c,
		       size_t *top);

#endif
