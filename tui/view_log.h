/* The log. Opened with how many entries are read at first (a const size_t *), or NULL. */
#ifndef TUI_VIEW_LOG_H
#define TUI_VIEW_LOG_H

#include "tui/view.h"

extern const struct view_type view_log;

#endif
