/* The questions of the report desk: choices by digit that stand in console.report, and a time that
 * is said when it was not now. For tui/report_*.c and tui/view_reports.c. */
#ifndef TUI_REPORT_ASK_H
#define TUI_REPORT_ASK_H

#include "tui/console.h"
#include "tui/dialog.h"

/* Room for so many things besides two words (somebody else, earlier). */
enum { REPORT_ASK_MAX = CONSOLE_CHOICES - 2 };

/* Begins a question anew. */
void report_ask_begin(struct console_report *q);
/* One more; a known id, and what is over REPORT_ASK_MAX, is left out. text is copied. */
void report_ask_add(struct console_report *q, const char *id, const char *text);

/* Opens the dialog of title, text and done with what was added, then the words (N_(), ends with
 * NULL; may be NULL). done gets 1 … n for what was added, then the words. */
enum rc report_ask(struct view *v, const struct dialog *d, const char *const *words,
		   struct err *e) MUST_CHECK;

/* When it was, then `again`: q->at is set. */
enum rc report_ask_time(struct view *v, enum rc (*again)(struct view *v, struct err *e),
			struct err *e) MUST_CHECK;

/* " At 03:31." when a time was said; appends. */
void report_ask_at(const struct console_report *q, struct str *out);

#endif
