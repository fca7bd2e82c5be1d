/*
 * 接警登记 (practice.md 3.1, design §9): a call is taken down while the stopwatch runs, and each
 * act is recorded the moment its key is pressed, before any field is complete.
 */
#ifndef TUI_VIEW_INTAKE_H
#define TUI_VIEW_INTAKE_H

#include "tui/view.h"

extern const struct view_type view_intake;

/* F2, from every screen. */
enum rc intake_open(struct view *v, struct err *e);

#endif
