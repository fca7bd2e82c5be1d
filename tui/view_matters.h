/* 待办与传达: matters and instructions, and who has acknowledged them. */
#ifndef TUI_VIEW_MATTERS_H
#define TUI_VIEW_MATTERS_H

#include "tui/view.h"

extern const struct view_type view_matters;

#endif
