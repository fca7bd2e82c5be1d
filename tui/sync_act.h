/* What can be done about synchronisation: the list of books and the page of one share it. */
#ifndef TUI_SYNC_ACT_H
#define TUI_SYNC_ACT_H

#include "core/record.h"
#include "tui/view.h"

/* Whom a question is about: kept by the screen that asks. */
struct sync_asked {
	char book[WRITER_TEXT]; /* "": none was chosen */
	char about[200];        /* of an alarm */
};

/* An alarm, what to do about it, and the digit that takes it off the list. */
enum rc sync_act_alarm(struct view *v, struct sync_asked *asked, const char *text,
		       const char *advice, struct err *e) MUST_CHECK;

/* Asks for the folder of a mailbag and opens its page. */
enum rc sync_act_mailbag(struct view *v, struct sync_asked *asked, struct err *e) MUST_CHECK;

/* Puts the book, or all, to the test beside the screens. */
enum rc sync_act_verify(struct view *v, const struct sync_asked *asked, struct err *e) MUST_CHECK;

/* The devices; and what to do about a lost, stolen, cloned or restored one. */
enum rc sync_act_devices(struct view *v, struct err *e);
enum rc sync_act_routine(struct view *v, struct err *e);

#endif
