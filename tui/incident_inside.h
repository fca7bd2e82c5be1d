/* The incident screen's own state, for tui/view_incident.c, incident_rows.c and incident_act.c. */
#ifndef TUI_INCIDENT_INSIDE_H
#define TUI_INCIDENT_INSIDE_H

#include "core/casefile.h"
#include "core/obligation.h"
#include "storage/book.h"
#include "tui/console.h"
#include "tui/list.h"

enum incident_page {
	INCIDENT_COURSE,
	INCIDENT_OWED,
	INCIDENT_REPORTS,
	INCIDENT_FIGURES,
	INCIDENT_PAGES
};
enum { INCIDENT_COLUMNS = 4 };

struct incident_row {
	const char *id; /* of a record or draft; else what names the row */
	const char *cells[INCIDENT_COLUMNS];
	enum style_role style;
};

struct incident_rows {
	struct incident_row *v;
	size_t n, cap;
};

struct incident_line {
	const char *text;
	enum style_role style;
};

struct incident_screen {
	struct view base;
	char id[ID_TEXT];
	struct arena arena; /* of all that follows */
	struct casefile cf;
	struct incident_view view;
	struct records file;
	struct obligations owed;
	VEC(struct incident_line) head; /* what is known, a line each */
	struct incident_rows rows[INCIDENT_PAGES];

	enum incident_page page;
	struct list lists[INCIDENT_PAGES];
	int64_t minute;

	/* Of the question that is open. */
	struct form *figures; /* waits for the reason of a fall */
	int grade, closing;
	char text[401], other[ID_TEXT], leader[ID_TEXT];
};

/* Everything from the book, into the arena. */
enum rc incident_read(struct incident_screen *s, struct err *e) MUST_CHECK;
void incident_forget(struct incident_screen *s);

enum rc incident_do_figures(struct view *v, struct err *e);
enum rc incident_do_act(struct view *v, struct err *e);
enum rc incident_do_phone(struct view *v, struct err *e);
enum rc incident_do_calls(struct view *v, struct err *e);
enum rc incident_do_report(struct view *v, struct err *e);
enum rc incident_do_more(struct view *v, struct err *e);

/* In tui/incident_end.c: the grade by hand, closing. */
enum rc incident_ask_grade(struct incident_screen *s, struct err *e);
enum rc incident_ask_close(struct incident_screen *s, struct err *e);

#endif
