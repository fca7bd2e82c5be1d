/* 通知清单: whom to tell about an incident, who was told. Opened with its id (a const char *). */
#ifndef TUI_VIEW_CALLS_H
#define TUI_VIEW_CALLS_H

#include "tui/view.h"

extern const struct view_type view_calls;

#endif
