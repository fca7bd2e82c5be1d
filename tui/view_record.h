/*
 * Reading one thing or line: every value with its label, then its history. Opened with an id
 * (app_open's arg is a const char *).
 */
#ifndef TUI_VIEW_RECORD_H
#define TUI_VIEW_RECORD_H

#include "tui/view.h"

extern const struct view_type view_record;

#endif
