/* 抽查: spot checks of the stations held here, what they found, what was answered. */
#ifndef TUI_VIEW_CHECKS_H
#define TUI_VIEW_CHECKS_H

#include "tui/view.h"

extern const struct view_type view_checks;

#endif
