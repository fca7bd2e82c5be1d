/* Urgent takeover (紧急顶班): which post, by whom, why. */
#ifndef TUI_VIEW_TAKEOVER_H
#define TUI_VIEW_TAKEOVER_H

#include "tui/view.h"

extern const struct view_type view_takeover;

#endif
