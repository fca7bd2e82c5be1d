/* 值班负荷: what each one bears over a month, a quarter or a year, as bars and numbers. */
#ifndef TUI_VIEW_LOAD_H
#define TUI_VIEW_LOAD_H

#include "tui/view.h"

extern const struct view_type view_load;

#endif
