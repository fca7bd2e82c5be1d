/*
 * 伤亡人员: the victims of one incident by name. Names are masked, the rest shows in the form only;
 * the numbers are held against the figures. Opened with the incident's id (a const char *).
 */
#ifndef TUI_VIEW_CASUALTIES_H
#define TUI_VIEW_CASUALTIES_H

#include "tui/view.h"

extern const struct view_type view_casualties;

#endif
