/*
 * A synchronisation started from the screens: zhiban-sync as a child whose progress comes over a
 * pipe that the app's loop watches. Nothing waits for it; at most one runs at a time.
 */
#ifndef TUI_SYNC_RUN_H
#define TUI_SYNC_RUN_H

#include "tui/console.h"

/* RC_BUSY: one runs already. What came of it is said when it ends. */
enum rc sync_run_start(struct view *v, struct err *e) MUST_CHECK;

/* The program ends: the child goes on alone, its pipes are closed. */
void sync_run_leave(struct console *con);

#endif
