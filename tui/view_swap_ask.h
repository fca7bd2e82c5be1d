/* Asking for a swap or a substitute (调班、替班): which duty, with whom, what in return. */
#ifndef TUI_VIEW_SWAP_ASK_H
#define TUI_VIEW_SWAP_ASK_H

#include "tui/view.h"

extern const struct view_type view_swap_ask;

#endif
