/* 值守模式、代防: what is in force, what a new one would change, neighbours that stand in. */
#ifndef TUI_VIEW_MODES_H
#define TUI_VIEW_MODES_H

#include "tui/view.h"

extern const struct view_type view_modes;

#endif
