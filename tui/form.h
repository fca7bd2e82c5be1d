/*
 * A form: the fields of a kind, filled in and parsed into a record. Rows come from the field table
 * in its order; fields that the program sets are left out.
 *
 * Tab, arrows and Enter go from field to field; Enter on the last one, or Ctrl-D anywhere, is done.
 * A field that does not parse gets the caret and its sentence; nothing is recorded half.
 */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/record.h"
#include "tui/canvas.h"
#include "tui/input.h"

struct form {
	const struct kind *kind;
	struct input *inputs;
	int *index; /* of each input's field in the kind */
	size_t n, focus;
	int top;      /* first row shown */
	bool blurred; /* drawn without caret and hint: the keys are elsewhere */
};

enum form_result { FORM_NOT_TAKEN, FORM_TAKEN, FORM_DONE };

/* Picks for a field, or NULL; what it returns is borrowed for the life of the form. */
typedef const struct pick *(*form_picks)(void *ctx, const struct field *field, size_t *n);

/* fields: bit i = field i of the kind; 0: all that a person may set. */
void form_init(struct form *f, const struct kind *kind, uint64_t fields, form_picks picks,
	       void *ctx);
void form_clear(struct form *f);

/* Shows the values of a body as those at the start: an edit. */
void form_set_body(struct form *f, const void *body);
/* One field's value as text, as at the start; unknown names are ignored. */
void form_set(struct form *f, const char *field, const char *text);

struct input *form_input(struct form *f, const char *field); /* NULL: not in the form */
bool form_changed(const struct form *f);

enum form_result form_key(struct form *f, const struct key_event *ev);
void form_draw(struct form *f, struct canvas *c);

/*
 * Parses what was changed into r (of the form's kind) and marks it given; an emptied field is given
 * as empty. RC_INVALID has put caret and sentence at the field.
 */
enum rc form_collect(struct form *f, const struct parse_context *c, struct record *r,
		     struct err *e) MUST_CHECK;
/* The same of what can be read so far, for looking only: nothing is said about the rest. */
void form_peek(const struct form *f, const struct parse_context *c, struct record *r);
/* Puts caret and sentence at a field: for checks over several fields. */
void form_point(struct form *f, const char *field, const char *sentence);

/* What was typed as one JSON object, for a draft: the public or the private fields. And back. */
void form_save(const struct form *f, bool private_fields, struct str *out);
enum rc form_load(struct form *f, const char *text, size_t len, struct err *e) MUST_CHECK;

#endif
