/* The screen of attendance, for tui/view_attendance.c (what is shown) and tui/attend_act.c (what is
 * done) only. */
#ifndef TUI_ATTENDANCE_INSIDE_H
#define TUI_ATTENDANCE_INSIDE_H

#include "storage/attend.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"

/* A duty with what became of it, or somebody who signed on without one. */
struct attendance_row {
	struct attended_duty duty; /* extra: stint.person and on only */
	bool extra;
	const char *note; /* of who is extra: why */
};

struct attendance_view {
	struct view base;
	struct list list;
	struct list_source source;
	struct arena arena;
	struct roster roster;
	struct things lines; /* all of them, corrected ones too */
	struct things standing;
	struct attended_duties duties;
	VEC(struct attendance_row) rows;
	struct attended_sums sums; /* of the month */
	int day;                   /* the watch that begins on it; a month: any day of it */
	bool month, followed;      /* followed: the day moves on with the watch */
	int64_t minute;

	/* While it is asked about. */
	char person[ID_TEXT], post[ID_TEXT], line[ID_TEXT];
	struct moment at;
	bool off; /* the line that is put right is of signing off */
	char choice_text[DIALOG_CHOICES][120];
	const char *choices[DIALOG_CHOICES + 1];
	enum rc (*acts[DIALOG_CHOICES])(struct view *v, struct err *e);
	size_t nacts;
};

/* The selected row; NULL with an error in an empty list and among the sums. */
const struct attendance_row *attendance_selected(struct attendance_view *av, struct err *e);
const char *attendance_name(const struct attendance_view *av, const char *person);
/* Ids of those that are marked, in the arena; ends with NULL. */
const char *const *attendance_marked(const struct attendance_view *av, struct arena *a);

void attendance_duty_cell(const struct attendance_view *av, size_t row, size_t column,
			  struct str *out);
void attendance_sum_cell(const struct attendance_view *av, size_t row, size_t column,
			 struct str *out);
enum style_role attendance_style_of(const struct attendance_row *r);

/* Signs on, or asks what else there is to do about the row. */
enum rc attend_act_row(struct view *v, size_t row, struct err *e);
/* The commands. */
enum rc attend_act_enter(struct view *v, struct err *e);
enum rc attend_act_other(struct view *v, struct err *e);
enum rc attend_act_walk(struct view *v, struct err *e);

#endif
