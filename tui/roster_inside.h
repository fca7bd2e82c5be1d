/*
 * What the files of the roster screen share: a month of cells as they would be if the draft were
 * published, the selection, the edits that can be taken back, and what the last one did.
 *
 *   view_roster.c    the view, moving about       roster_cells.c    a month read into cells, drawn
 *   roster_effect.c  what edits do, told at once  roster_edit.c     edits, undo, the day in full
 *   roster_pick.c    whom to put on a duty        roster_rows.c     who fits it, and why not
 *   roster_publish.c publish, discard, print
 */
#ifndef TUI_ROSTER_INSIDE_H
#define TUI_ROSTER_INSIDE_H

#include "core/duty_effect.h"
#include "storage/roster_publish.h"
#include "tui/leader_word.h"
#include "tui/view.h"

enum { ROSTER_DAYS = 31, ROSTER_WATCH_HOUR = 8, ROSTER_SIDE_COLS = 110, ROSTER_SPANS = 6 };

/* A post on a day. */
struct roster_slot {
	const char *names; /* who stands, "" nobody */
	bool shortage;     /* fewer than needed */
	bool broken;       /* another hard rule is broken by who stands there */
	bool changed;      /* edited, not published */
	bool stale;        /* what is published has changed under the edit */
};

/* A person on a day. */
struct roster_stand {
	const char *post; /* an id; NULL: off duty */
	bool changed;
};

struct roster_view {
	struct view base;
	struct arena arena; /* of what is read */
	struct roster_review review;
	struct things editions;
	struct duty_loads loads, published_loads; /* of the month, with the draft and without */
	const char **posts;                       /* ids, in order */
	size_t nposts;
	struct roster_slot *slots;   /* [day * nposts + post] */
	struct roster_stand *stands; /* [person * ROSTER_DAYS + day] */
	bool planned[ROSTER_DAYS];   /* somebody stands */
	int year, month, days;
	int64_t minute;

	bool people;   /* people × days; else days × posts */
	int day;       /* from 0 */
	int post;      /* into posts */
	int person;    /* into the people */
	int top, left; /* first row, first column shown */
	bool marking;  /* from the mark to the selection */
	int mark_day, mark_post;

	VEC(struct draft_step) steps; /* of this terminal */
	size_t undone;                /* of them, from the end */

	/* What the last edit did, until the selection moves. */
	struct arena effect_arena;
	struct duty_effect effect;
	bool told;    /* it is shown */
	bool editing; /* the next reading tells it */

	/* While it is published. */
	struct str seen; /* the draft as it was looked at */
	struct leader_word word;
	char *reason, *override;
};

static inline struct roster_view *
roster_view_of(struct view *v)
{
	return (struct roster_view *)v;
}

int roster_first_day(const struct roster_view *rv);                /* YYYYMMDD */
int roster_day(const struct roster_view *rv);                      /* the selected one */
const struct duty_book *roster_book(const struct roster_view *rv); /* with the draft */
size_t roster_npeople(const struct roster_view *rv);
/* Ids of the selection; NULL where there are none. */
const char *roster_selected_post(const struct roster_view *rv);
const char *roster_selected_person(const struct roster_view *rv);

/* ---- roster_cells.c ---- */

/* Reads the month that is set. Texts are in the view's arena. */
enum rc roster_cells_read(struct roster_view *rv, struct err *e) MUST_CHECK;
void roster_cells_forget(struct roster_view *rv);
void roster_cells_draw(struct roster_view *rv, struct canvas *c);
/* The selected cell: with the draft, and as published. */
struct cell_duties roster_cell_now(struct roster_view *rv, struct arena *a, const char *post,
				   int day);
struct cell_duties roster_cell_published(struct roster_view *rv, struct arena *a, const char *post,
					 int day);

/* ---- roster_effect.c ---- */

/* Compares what was before an edit with what is read now. */
void roster_effect_take(struct roster_view *rv, const struct violations *before,
			const struct duty_loads *loads);
void roster_effect_forget(struct roster_view *rv);
void roster_effect_draw(struct roster_view *rv, struct canvas *c);
/* Whether the violation is about the post or somebody on it that day. */
bool roster_concerns(const struct violation *v, const char *post, const struct cell_duties *c,
		     int day);

/* ---- roster_edit.c ---- */

/* Does the edits as one step that can be taken back, and shows what they do. */
enum rc roster_do(struct roster_view *rv, const struct draft_edit *edits, size_t n,
		  struct err *e) MUST_CHECK;
/* Remembers a step that was done already. */
void roster_remember(struct roster_view *rv, struct draft_step *step);
void roster_forget_steps(struct roster_view *rv);

enum rc roster_clear_cell(struct view *v, struct err *e);
enum rc roster_copy_cell(struct view *v, struct err *e);
enum rc roster_copy_day(struct view *v, struct err *e);
enum rc roster_rotate(struct view *v, struct err *e);
enum rc roster_undo(struct view *v, struct err *e);
enum rc roster_redo(struct view *v, struct err *e);
enum rc roster_mark(struct view *v, struct err *e);
enum rc roster_details(struct view *v, struct err *e);

/* The days and posts that are marked, or the selected one. */
struct roster_range {
	int first_day, last_day, first_post, last_post; /* all part of it */
};
struct roster_range roster_range(const struct roster_view *rv);

/* ---- roster_pick.c ---- */

enum rc roster_pick(struct view *v, struct err *e);

/* ---- roster_publish.c ---- */

enum rc roster_publish_ask(struct view *v, struct err *e);
enum rc roster_paper(struct view *v, struct err *e);

#endif
