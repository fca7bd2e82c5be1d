/*
 * 派队: a team by its digit, vehicles and people filled in from who is on duty, Enter. A team that
 * is not offered is typed after 0.
 */
#ifndef TUI_DISPATCH_BOX_H
#define TUI_DISPATCH_BOX_H

#include "storage/intake_offer.h"
#include "tui/view.h"

struct dispatch_args {
	const struct offer_team *teams; /* copied */
	size_t n;
	/* RC_OK closes the box. */
	enum rc (*done)(struct view *below, void *ctx, const struct offer_team *team,
			struct err *e);
	void *ctx;
};

/* Opened with a const struct dispatch_args *. */
extern const struct view_type view_dispatch;

#endif
