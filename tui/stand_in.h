/*
 * Who stands in for whom: a duty is picked from the roster, then a person with what that would
 * break, then, for a swap, a duty in return. What tui/view_swap_ask.c and tui/view_takeover.c
 * share.
 *
 * Both open with a const struct roster_spot * (tui/roster_more.h) or NULL.
 */
#ifndef TUI_STAND_IN_H
#define TUI_STAND_IN_H

#include "core/duty_fit.h"
#include "storage/roster_change.h"
#include "tui/console.h"
#include "tui/list.h"

enum stand_in_step { STEP_DUTY, STEP_PERSON, STEP_BACK };

struct stand_in {
	struct view base;
	bool takeover;
	struct list list;
	struct list_source source; /* of the step */
	enum stand_in_step step;
	struct arena arena;
	struct roster roster;
	struct duty_limits limits;
	struct stints duties; /* to choose from; a takeover: an unstood post has no person */
	struct duty_fits fits;
	struct stints back; /* of the person */

	/* Chosen; copies, as the lists are read anew. */
	char person[ID_TEXT], post[ID_TEXT]; /* whose duty; "" nobody's */
	int64_t from, until;
	char with[ID_TEXT];
	char back_post[ID_TEXT];
	int64_t back_from; /* 0: nothing in return */
	char reason[401];

	char spot_person[ID_TEXT], spot_post[ID_TEXT]; /* where the selection begins */
	int spot_day;
	/* What follows when all is chosen. */
	enum rc (*chosen)(struct view *v, struct err *e);
};

/* For view_type. */
enum rc stand_in_open(struct view *v, const void *arg, struct err *e);
enum rc stand_in_load(struct view *v, struct err *e);
void stand_in_draw(struct view *v, struct canvas *c);
void stand_in_clear(struct view *v);
struct list *stand_in_list(struct view *v);
void stand_in_heading(const struct view *v, struct str *out);
extern const struct command stand_in_commands[];

/* "10-04 08:00 主班 甲", of what is chosen; in the view's arena. */
const char *stand_in_duty_text(struct stand_in *si);

#endif
