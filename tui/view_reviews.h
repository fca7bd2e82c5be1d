/* The review queue (审阅) of all stations held here, and what the own station has to answer. */
#ifndef TUI_VIEW_REVIEWS_H
#define TUI_VIEW_REVIEWS_H

#include "tui/view.h"

extern const struct view_type view_reviews;

#endif
