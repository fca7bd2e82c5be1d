/* The handovers (交接班): the open one, and those sealed before. */
#ifndef TUI_VIEW_HANDOVERS_H
#define TUI_VIEW_HANDOVERS_H

#include "tui/view.h"

extern const struct view_type view_handovers;

#endif
