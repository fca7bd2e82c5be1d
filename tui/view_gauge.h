/* 在岗力量: crews that are out, engines, people, and whom to call next. */
#ifndef TUI_VIEW_GAUGE_H
#define TUI_VIEW_GAUGE_H

#include "tui/view.h"

extern const struct view_type view_gauge;

#endif
