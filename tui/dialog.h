/*
 * Dialogs over the view: a message, a choice by digit, one line or text to type. A confirmation
 * names the consequence and wants a digit; Enter or a blank never confirms, as an input method may
 * send them.
 */
#ifndef TUI_DIALOG_H
#define TUI_DIALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "tui/view.h"

enum { DIALOG_CHOICES = 9 };

/* Everything is copied when it opens. */
struct dialog {
	const char *title;
	const char *text;           /* what happens then; may have several lines */
	const char *const *choices; /* N_(), for digits 1 …; ends with NULL; NULL: a message */
	/* Called with the view below, which stays borrowed, and 1 for the first choice; 0: left by
	 * Esc. May be NULL. An error is shown. */
	enum rc (*done)(struct view *below, void *ctx, int choice, struct err *e);
	void *ctx;
};

enum rc dialog_open(struct app *a, const struct dialog *d, struct err *e) MUST_CHECK;

/* Asks for a text. done gets it when Enter (many lines: Ctrl-D) ends it; RC_INVALID keeps the
 * dialog open with its sentence, so that nothing typed is lost. */
struct prompt {
	const char *title;
	const char *hint;    /* one line under the field; may be NULL */
	const char *initial; /* may be NULL */
	bool many_lines;
	bool secret; /* a PIN */
	size_t max;  /* characters; 0: as much as a record takes */
	enum rc (*done)(struct view *below, void *ctx, const char *text, struct err *e);
	/* Keep what is typed (a draft): every few seconds, and with Esc. May be NULL: then a digit
	 * confirms the loss. */
	void (*kept)(struct view *below, void *ctx, const char *text);
	void *ctx;
};

enum rc prompt_open(struct app *a, const struct prompt *p, struct err *e) MUST_CHECK;

/* A centred box with a title; returns its inside. */
struct canvas dialog_box(struct canvas *c, int rows, int cols, const char *title);

extern const struct view_type view_dialog, view_prompt;

#endif
