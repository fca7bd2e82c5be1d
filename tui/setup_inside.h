/* What the files of the set-up screen share; for tui/setup_*.c and view_setup.c only. */
#ifndef TUI_SETUP_INSIDE_H
#define TUI_SETUP_INSIDE_H

#include "storage/roster.h"
#include "storage/roster_setup.h"
#include "tui/list.h"

enum { SETUP_TABS = 5, SETUP_DAYS = 14, SETUP_PREVIEW_ROWS = 7 };

struct setup_view {
	struct view base;
	struct list list;
	struct arena arena;
	struct roster roster; /* around now: posts, people, patterns, calendar */
	struct things others; /* shifts, vehicles, seasons */
	struct things shown;  /* of the tab */
	int tab;
	char id[ID_TEXT]; /* of the form: what is changed; "" a new one */
	bool goes_on;     /* of the form: the pattern has begun */
	int preset;       /* of the form of a new pattern */
};

const struct kind *setup_tab_kind(int tab);

/* One line about a thing, without its name. */
void setup_line(const struct setup_view *sv, const struct thing *t, struct str *out);

/* The form of the tab's kind: for a new one (t NULL) or a change. */
enum rc setup_form(struct setup_view *sv, const struct thing *t, struct err *e);

/* Asks which of the usual rotations a new one is, then opens its form. */
enum rc setup_ask_preset(struct setup_view *sv, struct err *e);

/* The days that a pattern gives, from today on or from its first day. body: as it stands. */
void setup_draw_days(const struct setup_view *sv, const struct record *wanted, const char *id,
		     struct canvas *c);

#endif
