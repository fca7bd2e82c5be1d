/* 值守总览, the start screen. */
#ifndef TUI_VIEW_BOARD_H
#define TUI_VIEW_BOARD_H

#include "tui/view.h"

extern const struct view_type view_board;

#endif
