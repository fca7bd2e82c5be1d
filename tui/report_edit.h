/*
 * The writing part of the report screen: the fields of a draft above, its text below, and what of
 * both is kept.
 *
 * Two copies of every field are held: as it was typed when it was kept last, and as it then stood
 * in the book. So keeping sends only what was changed here, and a change made elsewhere comes in
 * unless the same field was touched here.
 */
#ifndef TUI_REPORT_EDIT_H
#define TUI_REPORT_EDIT_H

#include "storage/desk.h"
#include "tui/editor.h"
#include "tui/form.h"

enum { REPORT_FIELDS = 24 };

struct report_edit {
	struct form form; /* all fields that may be typed but the body */
	struct editor body;
	bool in_body;                /* where the keys go */
	char *typed[REPORT_FIELDS];  /* by index in the kind */
	char *stored[REPORT_FIELDS]; /* the same, as read back */
};

void report_edit_init(struct report_edit *ed);
void report_edit_clear(struct report_edit *ed);

/* The draft as it stands in the book: at the start, and after any change there. */
void report_edit_take(struct report_edit *ed, const struct report *stored);

bool report_edit_changed(const struct report_edit *ed);

/*
 * Keeps what was changed. A field that does not parse is left out and named in the error, the rest
 * is kept all the same; point puts the caret at it.
 */
enum rc report_edit_keep(struct report_edit *ed, struct book *b, const char *id, bool point,
			 struct err *e) MUST_CHECK;

/* The report as typed, for preview and hints; texts in the arena. What does not parse is as in the
 * book. */
void report_edit_typed(const struct report_edit *ed, struct arena *a, int64_t now,
		       const struct report *stored, struct report *out);

bool report_edit_key(struct report_edit *ed, const struct key_event *ev);
/* focus: the keys are here, not in a preview beside. */
void report_edit_draw(struct report_edit *ed, struct canvas *c, bool focus);

#endif
