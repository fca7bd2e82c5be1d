/* The intake screen's own state, for tui/view_intake.c, intake_draw.c and intake_act.c only. */
#ifndef TUI_INTAKE_INSIDE_H
#define TUI_INTAKE_INSIDE_H

#include "tui/console.h"
#include "tui/intake_form.h"

enum { INTAKE_SOURCES = 6 };

/* Digits 1-5 and 6 for the others. */
struct intake_source {
	const char *word;  /* of source_types; NULL: the others */
	const char *label; /* N_() */
};
extern const struct intake_source intake_sources[INTAKE_SOURCES];
/* The n-th source that has no digit of its own, from 0; 0 at the end. */
int intake_other_source(size_t n);

struct intake_view {
	struct view base;
	struct intake_form form;
	int64_t rang_ms;  /* the clock when the key was pressed */
	char id[ID_TEXT]; /* of the incident; "" not in the book */
	bool sent;        /* a team is */

	struct arena arena; /* of what follows, made anew by intake_settle */
	struct obligations preview;
	char *script;                 /* 口报稿 so far, or NULL */
	struct records acts;          /* what was done, from the book */
	struct offer_leader *leaders; /* while they are being told */
	size_t nleaders, leader;
	struct arena leader_arena;

	int64_t keep_at; /* steady ms: when the draft is kept; 0: it is */
	struct str kept[2];
	bool done; /* nothing is left to keep */
};

/* What hangs on what was said: what will be owed, the script, what was done. */
void intake_settle(struct intake_view *iv);
/* What was said as storage/intake.h wants it, in the arena. */
void intake_gather(struct intake_view *iv, struct arena *a, struct intake *in);
/* After a write: the incident has its id, the figures are in the book. */
void intake_written(struct intake_view *iv, const struct intake *in);

void intake_draw(struct view *v, struct canvas *c);

enum rc intake_act_dispatch(struct view *v, struct err *e);
enum rc intake_act_tell(struct view *v, struct err *e);
enum rc intake_act_report(struct view *v, struct err *e);
enum rc intake_act_list(struct view *v, struct err *e);
enum rc intake_act_matter(struct view *v, struct err *e);
enum rc intake_act_record(struct view *v, struct err *e);

#endif
