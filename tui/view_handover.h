/* One handover (交接班), step by step. Opened with its id (a const char *). */
#ifndef TUI_VIEW_HANDOVER_H
#define TUI_VIEW_HANDOVER_H

#include "tui/view.h"

extern const struct view_type view_handover;

#endif
