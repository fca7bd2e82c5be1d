/*
 * One field to fill in: the widget for a row of a kind's field table (core/field.h).
 *
 * Its value is always a text as a person would type it, the same that field_parse reads: forms and
 * the command line understand the same words. Widgets: an editor for text, notes, times, numbers; a
 * picker where there are things to pick, found by characters, pinyin, initials or a digit; boxes to
 * tick by digits for flags and yes.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/field.h"
#include "tui/canvas.h"
#include "tui/editor.h"

/* Something to pick. label is shown as it is: already translated, or data. */
struct pick {
	const char *value, *label;
};

struct input {
	const struct field *field;
	struct editor editor;     /* the text, or what is typed to find a pick */
	const struct pick *picks; /* borrowed */
	size_t npicks;
	bool strict;      /* nothing but a pick will do */
	int chosen;       /* index into picks, -1 none */
	size_t at;        /* the candidate that Enter takes, counted among the matching */
	struct pick *own; /* picks made from the field's choices */
	unsigned flags;
	bool yes;
	char *initial;   /* the value at the start */
	char error[200]; /* shown below; gone with the next key */
};

enum input_result {
	INPUT_NOT_TAKEN,
	INPUT_TAKEN,
	INPUT_DONE, /* something was picked: on to the next field */
};

/* picks may be NULL; a choice field makes its own. A person or reference with picks is strict; for
 * others set `strict` when the text must be one of the values. */
void input_init(struct input *in, const struct field *field, const struct pick *picks, size_t n);
void input_clear(struct input *in);

/* Sets the value and takes it as the one at the start. */
void input_set(struct input *in, const char *value);
/* Puts in another value as if it had been typed. */
void input_type(struct input *in, const char *value);
void input_value(const struct input *in, struct str *out); /* appends */
bool input_changed(const struct input *in);

enum input_result input_key(struct input *in, const struct key_event *ev);

/* Rows it takes in so many columns. */
int input_rows(const struct input *in, int cols, bool focus);
void input_draw(struct input *in, struct canvas *c, bool focus);
/* What may be typed here, one short line, or "". */
const char *input_hint(const struct input *in);

#endif
