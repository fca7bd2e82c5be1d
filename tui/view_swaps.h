/* 调班: the swaps by state, what is due from whom, and what one would do before it is approved. */
#ifndef TUI_VIEW_SWAPS_H
#define TUI_VIEW_SWAPS_H

#include "tui/view.h"

extern const struct view_type view_swaps;

#endif
