/* The swaps' screen, for tui/view_swaps.c (what is shown) and tui/swap_act.c (what is done) only.
 */
#ifndef TUI_SWAPS_INSIDE_H
#define TUI_SWAPS_INSIDE_H

#include "storage/roster_effect.h"
#include "tui/approval.h"
#include "tui/console.h"
#include "tui/list.h"
#include "tui/told.h"

enum { RULES_TOLD = 4 };

/* A swap, or an urgent takeover seen as one: `with` stands the duty of `person` (NULL: of nobody),
 * at once. */
struct swap_row {
	const struct thing *thing;
	const struct swap *swap;
	bool takeover;
};

struct swaps_view {
	struct view base;
	struct list list;
	struct list_source source;
	struct arena arena;
	struct roster roster;
	struct duty_limits limits;
	struct swap_row *shown; /* in the order of the list */
	size_t n;
	bool all;
	int64_t minute;

	struct told told;

	/* While it is asked about. */
	struct approval approval;
	struct leader_word word; /* of what is no approval */
	char id[ID_TEXT];
	char text[401]; /* why, on what ground: a hundred characters */
};

/* Never NULL. */
const char *swaps_name(const struct swaps_view *sv, const char *person);
bool swaps_begun(const struct swaps_view *sv, const struct swap *s);

/* The commands. */
enum rc swap_act_open(struct view *v, struct err *e);
enum rc swap_act_ask(struct view *v, struct err *e);
enum rc swap_act_takeover(struct view *v, struct err *e);
enum rc swap_act_accept(struct view *v, struct err *e);
enum rc swap_act_approve(struct view *v, struct err *e);
enum rc swap_act_refuse(struct view *v, struct err *e);
enum rc swap_act_undo(struct view *v, struct err *e);

#endif
