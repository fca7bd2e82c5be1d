/*
 * What is typed while a call is taken down: the fields of tui/view_intake.c, what is offered for
 * them, their way into records, into a draft and back. Knows nothing of acts and of drawing.
 *
 * A field that cannot be read never holds up an act: it is left out, its sentence is shown. A
 * personal number in the words is left out until somebody has decided about it.
 */
#ifndef TUI_INTAKE_FORM_H
#define TUI_INTAKE_FORM_H

#include "core/catalogue.h"
#include "core/figures.h"
#include "storage/intake.h"
#include "tui/editor.h"

enum intake_field {
	IN_PLACE,
	IN_KIND, /* what is typed to find one */
	IN_TRAPPED,
	IN_INJURED,
	IN_DEAD,
	IN_MISSING,
	IN_OCCURRED,
	IN_SOURCE, /* likewise */
	IN_PHONE,
	IN_WORDS,
	IN_ANSWER, /* to the question of the card */
	IN_FIELDS
};

enum { INTAKE_COUNTS = 4, INTAKE_CANDIDATES = 10, INTAKE_MENU = 10 };

struct intake_form {
	struct arena arena; /* of what is offered */
	struct editor editors[IN_FIELDS];
	enum intake_field focus;
	size_t at; /* the candidate that Enter takes */

	struct catalogue catalogue;
	const struct catalogue_kind *menu[INTAKE_MENU]; /* by digit; NULL: none */
	const struct catalogue_kind *kind;              /* chosen; NULL */
	const char **places, *last_place;
	size_t nplaces;
	int source;       /* of source_types; 0 */
	bool more;        /* the longer list of sources is shown */
	struct card card; /* of the kind */
	size_t question;

	bool number_ok;                  /* a personal number in the words may be recorded */
	int64_t recorded[INTAKE_COUNTS]; /* figures in the book; -1 none */
	char error[200];                 /* at error_at */
	enum intake_field error_at;
};

enum rc intake_form_init(struct intake_form *f, struct book *b, struct err *e) MUST_CHECK;
void intake_form_clear(struct intake_form *f);

const char *intake_text(const struct intake_form *f, enum intake_field field);
void intake_choose_kind(struct intake_form *f, struct book *b, const struct catalogue_kind *kind);
/* Candidates for the place or the kind by what is typed: how many, and the label of the n-th. */
size_t intake_candidates(const struct intake_form *f);
const char *intake_candidate(const struct intake_form *f, size_t n);
/* Takes the n-th; false when there is none. */
bool intake_take(struct intake_form *f, struct book *b, size_t n);
/* The answer goes to the words, the next question comes. */
void intake_answer(struct intake_form *f);
bool intake_is_blank(const struct intake_form *f);

/*
 * What was said, as records in the arena, for storage/intake.h. Never fails: what cannot be read is
 * left out, named in f->error.
 */
void intake_collect(struct intake_form *f, struct arena *a, int64_t now, struct intake *in);
/* The figures of in are in the book now. */
void intake_recorded(struct intake_form *f, const struct intake *in);

/* The same from the figures of an incident. */
void intake_form_know(struct intake_form *f, const struct figures *figures);

/* As two JSON objects, public and private; and back. id: of the incident, or NULL. */
void intake_save(const struct intake_form *f, const char *id, bool secret, struct str *out);
void intake_restore(struct intake_form *f, struct book *b, const char *text, char id[ID_TEXT]);

#endif
