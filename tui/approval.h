/*
 * A leader approves a change of duty: its effect is read first; one that breaks a hard rule is
 * allowed only with a reason, which stands with it and in every check. Then a leader's word
 * (tui/leader_word.h).
 */
#ifndef TUI_APPROVAL_H
#define TUI_APPROVAL_H

#include "storage/book.h"
#include "tui/leader_word.h"

/* Part of the view that asks; lives as long as it. Texts are translated, id is borrowed. */
struct approval {
	const char *title, *hint; /* hint: where the reason will stand */
	const char *approved;     /* said when it is done, before the id */
	const char *id;
	/* why: the reason, or NULL where no rule is broken. */
	enum rc (*approve)(struct book *b, struct arena *a, const char *id, const char *why,
			   struct err *e);
	char why[401]; /* a hundred characters */
	struct leader_word word;
};

/* effect: what is read before it is decided; fine: it breaks no hard rule. */
enum rc approval_open(struct view *v, struct approval *ap, const char *effect, bool fine,
		      struct err *e) MUST_CHECK;

/* Says what was done, and to what, when it went well; returns rc. */
enum rc approval_said(struct view *v, enum rc rc, const char *what, const char *id);

#endif
