/*
 * Drafts of one line: what is typed but not recorded, in the store's local table under
 * "scrap/NAME/PROCESS". Each terminal has its own; what a terminal that is gone has left, by a
 * crash or a closed window, is offered to the next one that asks.
 */
#ifndef TUI_SCRAP_H
#define TUI_SCRAP_H

#include "storage/book.h"

/* Keeps the text durably; "" throws the draft away. RC_BUSY and the like: it is not kept. */
enum rc scrap_keep(struct book *b, const char *name, const char *text, struct err *e) MUST_CHECK;

/* The text of this terminal's draft, else of one whose terminal is gone (taken over), else NULL; in
 * the arena. */
char *scrap_offer(struct book *b, struct arena *a, const char *name);

/*
 * The same for a form: part[0] is what may stand in the store, part[1] the private fields, which
 * lie in a file of their own under HOME/private until the draft ends (design §3). Both "" throw the
 * draft away and erase that file. The offer sets both, "" where there is nothing; in the arena.
 */
enum rc scrap_keep_form(struct book *b, const char *name, const char *const part[2],
			struct err *e) MUST_CHECK;
void scrap_offer_form(struct book *b, struct arena *a, const char *name, const char *part[2]);

/*
 * Whose draft of this name there is: this terminal's, one's that runs, or one's that is gone. text,
 * if not NULL, gets what it holds, in the arena. For things that one terminal at a time should
 * change.
 */
enum scrap_holder { SCRAP_NONE, SCRAP_OWN, SCRAP_ELSEWHERE, SCRAP_LEFT };
enum scrap_holder scrap_holder(struct book *b, struct arena *a, const char *name, char **text);
/* Makes it this terminal's alone, or ("") nobody's. */
enum rc scrap_claim(struct book *b, const char *name, const char *text, struct err *e) MUST_CHECK;

#endif
