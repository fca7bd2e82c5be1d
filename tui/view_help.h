/*
 * Help: every command of the screen it was called from and every screen, filtered as one types;
 * Enter runs the one that is selected. It is the command bar as well.
 */
#ifndef TUI_VIEW_HELP_H
#define TUI_VIEW_HELP_H

#include "tui/view.h"

/* Opened with the view that asks for help (app_open's arg). */
extern const struct view_type view_help;

#endif
