/*
 * 覆盖: one watch of the roster hour by hour, and the gaps of the weeks ahead. Opened with a
 * const struct roster_spot * (tui/roster_more.h), or NULL for the watch that runs.
 */
#ifndef TUI_VIEW_COVERAGE_H
#define TUI_VIEW_COVERAGE_H

#include "tui/view.h"

extern const struct view_type view_coverage;

#endif
