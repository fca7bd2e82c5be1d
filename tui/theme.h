/*
 * How the roles of cells look: three tables, dark, light and mono. Only the eight colours every
 * terminal has; each warning role also has an attribute, and the screens say it in words, so that
 * nothing is told by colour alone.
 */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include <stdbool.h>

#include "tui/canvas.h"

enum theme { THEME_DARK, THEME_LIGHT, THEME_MONO };

enum { COLOUR_DEFAULT = -1 };
enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_UNDERLINE = 4, LOOK_REVERSE = 8 };

struct look {
	int fg, bg; /* 0-7 as in ANSI, or COLOUR_DEFAULT */
	unsigned attrs;
};

const struct look *theme_look(enum theme theme, enum style_role role);

/* "dark", "light", "mono"; false for another word. */
bool theme_by_name(const char *name, enum theme *out);
const char *theme_name(enum theme theme);

#endif
