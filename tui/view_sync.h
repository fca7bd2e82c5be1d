/* The state of synchronisation (同步). */
#ifndef TUI_VIEW_SYNC_H
#define TUI_VIEW_SYNC_H

#include "tui/view.h"

extern const struct view_type view_sync;

#endif
