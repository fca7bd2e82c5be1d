/* The screen of leave, for tui/view_leaves.c (what is shown) and tui/leave_act.c (what is done)
 * only. */
#ifndef TUI_LEAVES_INSIDE_H
#define TUI_LEAVES_INSIDE_H

#include "core/duty_heads.h"
#include "storage/roster_effect.h"
#include "tui/approval.h"
#include "tui/console.h"
#include "tui/list.h"
#include "tui/told.h"

enum { LEAVE_RULES_TOLD = 4 };

struct leaves_view {
	struct view base;
	struct list list;
	struct list_source source;
	struct arena arena;
	struct roster roster;
	struct duty_limits limits;
	const struct thing **shown; /* in the order of the list */
	size_t n;
	struct duty_heads heads;
	bool all, month;
	int day; /* any of the month; where a new leave begins */
	int64_t minute;
	struct told told;

	/* While it is asked about. */
	struct approval approval;
	struct leader_word word; /* of what is no approval */
	char id[ID_TEXT];
	char text[401];       /* why: a hundred characters */
	char person[ID_TEXT]; /* of a new one: who is on the spot */
};

/* The leave the keys are about; NULL with an error without one. */
const struct thing *leaves_selected(struct leaves_view *lv, struct err *e);

/* The commands. */
enum rc leave_act_open(struct view *v, struct err *e);
enum rc leave_act_ask(struct view *v, struct err *e);
enum rc leave_act_approve(struct view *v, struct err *e);
enum rc leave_act_refuse(struct view *v, struct err *e);
enum rc leave_act_cancel(struct view *v, struct err *e);

#endif
