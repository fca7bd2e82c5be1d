/* 值守设置: shifts, posts, vehicles, rotation patterns, seasons; what a pattern gives. */
#ifndef TUI_VIEW_SETUP_H
#define TUI_VIEW_SETUP_H

#include "tui/view.h"

extern const struct view_type view_setup;

#endif
