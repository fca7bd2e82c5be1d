/* The incidents, open ones or all. */
#ifndef TUI_VIEW_INCIDENTS_H
#define TUI_VIEW_INCIDENTS_H

#include "tui/view.h"

extern const struct view_type view_incidents;

#endif
