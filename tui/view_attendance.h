/* 到岗: who should be here and who is; signing on and off, 留岗, walks at night; a month's sums. */
#ifndef TUI_VIEW_ATTENDANCE_H
#define TUI_VIEW_ATTENDANCE_H

#include "tui/view.h"

extern const struct view_type view_attendance;

#endif
