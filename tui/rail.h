/*
 * What the deadline rail (时限条) says: what is owed next, from storage/owed.h, as many as fit, the
 * first in seconds while less than ten minutes are left. The store is read again only when it has
 * grown or a minute has passed.
 */
#ifndef TUI_RAIL_H
#define TUI_RAIL_H

#include <stdint.h>

#include "tui/frame.h"

struct console;

/* app_host.rail; ctx is a struct console. */
void rail_owed(void *ctx, int64_t now_ms, int cells, struct rail *out);
void rail_forget(struct console *con);

#endif
