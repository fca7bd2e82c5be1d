/* Devices, their keys and what can be done about them. */
#ifndef TUI_VIEW_DEVICES_H
#define TUI_VIEW_DEVICES_H

#include "tui/view.h"

extern const struct view_type view_devices;

#endif
