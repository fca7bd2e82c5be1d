/*
 * The deadline rail (时限条): what is owed next over all open incidents, counting down, with the
 * rule it comes from. One line on every screen, also under dialogs; nothing hides it.
 *
 * What is owed is read when the store or the minute has changed, never at each drawing. It counts
 * in seconds while a deadline under ten minutes, or the stopwatch of an intake, is in it. Ten and
 * three minutes before a deadline, and when it has passed, a sentence says so once. While a call is
 * taken down its own deadlines stand first.
 */
#ifndef TUI_RAIL_H
#define TUI_RAIL_H

#include "core/arena.h"
#include "core/obligation.h"
#include "storage/book.h"
#include "tui/frame.h"

struct rail_feed {
	struct book *book;       /* borrowed */
	struct arena arena;      /* of owed */
	struct obligations owed; /* still open, next first */
	const char *untold;      /* who else wants the report of one that was made; NULL */
	int64_t count, minute;   /* of the store, and of the clock, when it was read */
	int64_t told;            /* seconds: what became due until then was said */
	bool failed;
	struct err trouble; /* why it could not be read */

	/* Of a call that is being taken down (tui/view_intake.c); zeroed without one. */
	const struct obligations *preview; /* what it will owe; borrowed */
	const char *incident;              /* what it is in the book, or NULL; borrowed */
	int64_t ring_ms;                   /* when it rang; 0: no stopwatch */
	bool sent;                         /* a team was */
};

/* For app_host.rail. */
void rail_fill(struct rail_feed *f, int64_t now_ms, int cells, struct rail *out);
void rail_clear(struct rail_feed *f);

#endif
