/* The settings: language, theme, and how the station calls itself. */
#ifndef TUI_VIEW_SETTINGS_H
#define TUI_VIEW_SETTINGS_H

#include "tui/view.h"

extern const struct view_type view_settings;

#endif
