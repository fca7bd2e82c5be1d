/* 请假、外出报备: who is away when, what waits for a leader, where the heads are. */
#ifndef TUI_VIEW_LEAVES_H
#define TUI_VIEW_LEAVES_H

#include "tui/view.h"

extern const struct view_type view_leaves;

#endif
