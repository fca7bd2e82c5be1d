/* How an obligation is told in one line of a screen: word and sign before colour. */
#ifndef TUI_OWED_TEXT_H
#define TUI_OWED_TEXT_H

#include "core/obligation.h"
#include "tui/canvas.h"

enum { OWED_SOON_MINUTES = 10, OWED_LATE_FROM = 10 };

/* "▲书面首报 03:47 剩29分 sm1-97 …"; returns how it looks. now: seconds. */
enum style_role owed_text(const struct obligation *o, int64_t now, struct str *out);

/* Sign, step and what is left, for a narrow column. */
enum style_role owed_short(const struct obligation *o, int64_t now, struct str *out);

/* For the deadline rail: step, time, what is left, its rule. */
enum style_role owed_rail(const struct obligation *o, int64_t now, struct str *out);

#endif
