/*
 * One line of the log, entered from any screen: one key, the text, Enter. What is typed is kept as
 * a scrap. For a minute a line that was just recorded can be put right by one key; it stays in the
 * book, struck through, as every line does.
 */
#ifndef TUI_LINE_ENTRY_H
#define TUI_LINE_ENTRY_H

#include <stdint.h>

#include "core/err.h"

struct arena;
struct moment;
struct view;

/* Commands of every screen. */
enum rc line_entry(struct view *v, struct err *e);
enum rc line_undo(struct view *v, struct err *e);

/* "@0245 text" happened at 02:45: a late entry. Without a time `at` is left alone; *text is in
 * typed. */
enum rc line_split_time(struct arena *a, const char *typed, int64_t now, struct moment *at,
			const char **text, struct err *e) MUST_CHECK;

#endif
