/*
 * A supervisor's verdict on an incident or a handover, asked for in the same way on every screen:
 * the word by a digit, then why, then until when, then the PIN of who reviews (once a screen). And
 * the station's reply.
 */
#ifndef TUI_VERDICT_BOX_H
#define TUI_VERDICT_BOX_H

#include "core/handover.h"
#include "tui/console.h"

/* In the struct of the view that asks; start from zeroes. */
struct verdict_box {
	char of[ID_TEXT];
	int verdict; /* enum review_word */
	char text[2001];
	struct moment due;
	char approved[ID_TEXT]; /* whose PIN was right on this screen */
};

/* verdict: enum review_word, NONE asks for it by digit. */
enum rc verdict_ask(struct view *v, struct verdict_box *box, const char *of, int verdict,
		    struct err *e) MUST_CHECK;
enum rc verdict_reply(struct view *v, struct verdict_box *box, const char *of,
		      struct err *e) MUST_CHECK;

#endif
