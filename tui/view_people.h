/* The people of the station. */
#ifndef TUI_VIEW_PEOPLE_H
#define TUI_VIEW_PEOPLE_H

#include "tui/view.h"

extern const struct view_type view_people;

#endif
