/*
 * One incident (突发事件): what is known, the course of it, what is owed, its reports, how its
 * figures went; and everything that is done about it. Opened with its id (a const char *).
 */
#ifndef TUI_VIEW_INCIDENT_H
#define TUI_VIEW_INCIDENT_H

#include "tui/view.h"

extern const struct view_type view_incident;

#endif
