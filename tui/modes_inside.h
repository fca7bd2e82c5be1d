/* The screen of modes and cover, for tui/view_modes.c (what is shown) and tui/mode_act.c (what is
 * done) only. */
#ifndef TUI_MODES_INSIDE_H
#define TUI_MODES_INSIDE_H

#include "storage/roster_effect.h"
#include "tui/console.h"
#include "tui/list.h"
#include "tui/told.h"

struct modes_view {
	struct view base;
	struct list list;
	struct list_source source;
	struct arena arena;
	struct roster roster;
	const struct thing **shown; /* modes and covers, what is in force and ahead first */
	size_t n;
	bool all;
	int day; /* where a new one begins */
	int64_t minute;
	struct told told;

	/* While it is asked about. */
	char id[ID_TEXT];
	struct record *wanted; /* of the form, to be confirmed; in its arena */
	struct arena wanted_arena;
};

enum mode_phase { PHASE_NOW, PHASE_AHEAD, PHASE_OVER, PHASE_CANCELLED };
enum mode_phase modes_phase(const struct modes_view *mv, const struct thing *t);

/* "副班 1→2人；备班 听班→在岗": the posts that ask for other than in another mode. Appends. */
void modes_needs(const struct modes_view *mv, int from, int to, struct str *out);

/* The commands. */
enum rc mode_act_open(struct view *v, struct err *e);
enum rc mode_act_declare(struct view *v, struct err *e);
enum rc mode_act_cover(struct view *v, struct err *e);
enum rc mode_act_end(struct view *v, struct err *e);

#endif
