/* The roster of a month (值班表), to read and to edit. */
#ifndef TUI_VIEW_ROSTER_H
#define TUI_VIEW_ROSTER_H

#include "tui/view.h"

extern const struct view_type view_roster;

#endif
