/*
 * What a leader must say yes to at a console where somebody else writes: the clerk's own PIN where
 * the clerk is a leader; else a leader is chosen by digit and types theirs. What is done then is
 * done as that leader; the clerk goes on writing afterwards. Before anybody has a PIN none is
 * asked.
 */
#ifndef TUI_LEADER_WORD_H
#define TUI_LEADER_WORD_H

#include "core/record.h"
#include "tui/dialog.h"

/* Part of the view that asks; lives as long as it. */
struct leader_word {
	char ids[DIALOG_CHOICES][ID_TEXT];
	char texts[DIALOG_CHOICES][160];
	const char *choices[DIALOG_CHOICES + 1];
	char person[ID_TEXT];
	const char *title;
	enum rc (*done)(struct view *below, void *ctx, struct err *e);
	void *ctx;
};

/* done is called with the leader as author. title is borrowed until then. RC_NOT_FOUND: no leader
 * is entered. */
enum rc leader_word_ask(struct view *v, struct leader_word *w, struct err *e) MUST_CHECK;

/* The same for one who speaks for themselves: done is called with that person as author, without a
 * PIN. */
enum rc leader_word_as(struct view *v, const char *person,
		       enum rc (*done)(struct view *below, void *ctx, struct err *e), void *ctx,
		       struct err *e) MUST_CHECK;

#endif
