/*
 * What is done with a report, from any screen: each asks what it needs in dialogs and then acts
 * through storage/desk.h. ids: of a draft (draft-3) or of a signed report.
 *
 * One question at a time is open on a console, so what was answered so far stands there
 * (console.report).
 */
#ifndef TUI_REPORT_ACT_H
#define TUI_REPORT_ACT_H

#include "tui/scrap.h"
#include "tui/view.h"

/* Which kind, by digit; an unfinished draft of that kind is offered first. Opens view_report over
 * v. */
enum rc report_write(struct view *v, const char *incident, struct err *e) MUST_CHECK;
enum rc report_write_routine(struct view *v, const char *routine, struct err *e) MUST_CHECK;
/* For the start of the program: drafts that were being written when their terminal was lost. */
enum rc report_offer(struct view *v, struct err *e) MUST_CHECK;

/* Who is writing a draft is said in the book (tui/scrap.h), so that two terminals do not write over
 * each other, and so that a lost one's draft is offered. *who, if not NULL: name and time. */
enum rc report_claim(struct view *v, const char *draft, struct err *e) MUST_CHECK;
enum rc report_release(struct view *v, const char *draft, struct err *e) MUST_CHECK;
enum scrap_holder report_holder(struct view *v, struct arena *a, const char *draft, char **who);

/* The leader by digit, then the PIN. Of one that was authorised by phone: 补签. */
enum rc report_sign(struct view *v, const char *id, struct err *e) MUST_CHECK;
/* 电话授权: the leader by digit, then the witness. */
enum rc report_sign_by_phone(struct view *v, const char *id, struct err *e) MUST_CHECK;

enum rc report_sent(struct view *v, const char *id, struct err *e) MUST_CHECK;
/* What else may be done with it now, by digit: receipt, sent back, void; throw a draft away. */
enum rc report_more(struct view *v, const char *id, struct err *e) MUST_CHECK;
/* The text for pasting: a paragraph a line. */
enum rc report_text(struct view *v, const char *id, struct err *e) MUST_CHECK;

#endif
