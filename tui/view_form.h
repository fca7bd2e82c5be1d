/*
 * A form as a screen: filled in, parsed, handed over. What is typed is kept every few seconds while
 * it changes, and when the screen is left or the program ends, where `keep` is given.
 */
#ifndef TUI_VIEW_FORM_H
#define TUI_VIEW_FORM_H

#include "tui/form.h"
#include "tui/view.h"

struct form_args {
	const char *heading; /* copied; what it is about, or NULL */
	const struct kind *kind;
	uint64_t fields;  /* bit i = field i; 0: all that a person may set */
	const void *body; /* an edit: the values that stand; NULL: a new one */
	form_picks picks; /* may be NULL */
	/* The start of a new one: form_set, strict; may be NULL. */
	void (*prepare)(void *ctx, struct form *f);
	/* r has what was filled in, its rev is 0. RC_OK closes the form; an error keeps it, its
	 * sentence is shown (at a field after form_point). below: the view under the form. */
	enum rc (*done)(struct view *below, void *ctx, struct form *f, struct record *r,
			struct err *e);
	/* Keeps a draft of what was changed, public and private fields apart, each a JSON object;
	 * both "" when there is nothing to keep any more. below: the view under the form. May be
	 * NULL: leaving then wants a digit. */
	void (*keep)(struct view *below, const char *open, const char *secret);
	/* Draws, in so many rows below the fields, what comes of what is typed (form_peek); NULL.
	 */
	void (*aside)(struct view *below, const struct form *f, struct canvas *c);
	int aside_rows;
	const char *draft[2]; /* what was kept the last time, or NULL */
	void *ctx;            /* borrowed until the form closes */
};

enum rc form_open(struct app *a, const struct form_args *args, struct err *e) MUST_CHECK;

extern const struct view_type view_form;

#endif
