/* How an obligation is told in one line of a screen: word and sign before colour. */
#ifndef TUI_OWED_TEXT_H
#define TUI_OWED_TEXT_H

#include "core/obligation.h"
#include "tui/canvas.h"

enum { OWED_SOON_MINUTES = 10, OWED_LATE_FROM = 10 };

/* "▲书面首报 03:47 剩29分 sm1-97 …"; returns how it looks. now: seconds. */
enum style_role owed_text(const struct obligation *o, int64_t now, struct str *out);

/* The parts of it: the sign with its blank ("■", "▲" or "·"), "剩29分" or "超10分", the look. */
const char *owed_sign(const struct obligation *o, int64_t now);
void owed_span(const struct obligation *o, int64_t now, struct str *out);
enum style_role owed_style(const struct obligation *o, int64_t now);

/* Sign, step and what is left, for a narrow column. */
enum style_role owed_short(const struct obligation *o, int64_t now, struct str *out);

#endif
