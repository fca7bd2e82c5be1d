/* A new report: which kind, by digit; a draft that is there already is offered first. */
#include <stdio.h>
#include <string.h>

#include "storage/desk_story.h"
#include "storage/owed.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/owed_text.h"
#include "tui/report_act.h"
#include "tui/view_report.h"

enum { OWED_LINES = 3 };

/* ---- who writes it ---- */

static const char *
writing_name(struct arena *a, const char *draft)
{
	return arena_text_f(a, "writing-%.32s", draft);
}

enum rc
report_claim(struct view *v, const char *draft, struct err *e)
{
	struct arena a = {0};
	char at[MOMENT_TEXT];
	enum rc rc;

	moment_screen(moment_at(console_now(v)), at);
	rc = scrap_claim(console_book(v), writing_name(&a, draft),
			 arena_text_f(&a, "%s %s", console_clerk(v, &a), at), e);
	arena_free(&a);
	return rc;
}

enum rc
report_release(struct view *v, const char *draft, struct err *e)
{
	struct arena a = {0};
	enum rc rc = scrap_claim(console_book(v), writing_name(&a, draft), "", e);

	arena_free(&a);
	return rc;
}

enum scrap_holder
report_holder(struct view *v, struct arena *a, const char *draft, char **who)
{
	return scrap_holder(console_book(v), a, writing_name(a, draft), who);
}

/* ---- a new one ---- */

static enum rc
write_new(struct view *v, struct console_report *q, struct err *e)
{
	struct arena a = {0};
	const char *draft;
	bool routine = q->type == REPORT_NONE;
	enum rc rc =
	    desk_draft(console_book(v), &a, routine ? NULL : q->incident,
		       routine ? REPORT_ZERO : q->type, routine ? q->incident : NULL, &draft, e);

	if (rc == RC_OK)
		rc = app_open(v->app, &view_report, draft, e);
	v->stale = true;
	arena_free(&a);
	return rc;
}

static enum rc
draft_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;

	if (choice == 1)
		return app_open(below->app, &view_report, q->id, e);
	return choice == 2 ? write_new(below, q, e) : RC_OK;
}

/* Goes on with a draft of the same kind, if there is one and the person wants it. */
static enum rc
write_or_go_on(struct view *v, struct console_report *q, struct err *e)
{
	static const char *const choices[] = {N_("go on with this draft"), N_("write a new one"),
					      NULL};
	struct arena a = {0};
	struct desk_reports drafts = {0};
	const struct desk_report *found = NULL;
	enum rc rc = desk_drafts(console_book(v), &a, &drafts, e);

	for (size_t i = 0; rc == RC_OK && i < drafts.n; i++) {
		const struct desk_report *r = &drafts.v[i];
		bool same = q->type == REPORT_NONE
				? str_equal(r->body->routine, q->incident)
				: r->body->type == q->type && str_equal(r->incident, q->incident);

		found = same ? r : found;
	}
	if (rc == RC_OK && !found)
		rc = write_new(v, q, e);
	if (rc == RC_OK && found) {
		snprintf(q->id, sizeof(q->id), "%s", found->id);
		rc = dialog_open(v->app,
				 &(struct dialog){.title = _("A draft of this kind is there"),
						  .text = arena_text_f(
						      &a, "%s\n%s", found->id,
						      found->body->title ? found->body->title : ""),
						  .choices = choices,
						  .done = draft_chosen,
						  .ctx = q},
				 e);
	}
	vec_clear(&drafts);
	arena_free(&a);
	return rc;
}

static enum rc
kind_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;

	if (choice == 0)
		return RC_OK;
	q->type = choice;
	return write_or_go_on(below, q, e);
}

/* What is owed about it now, as the reason to choose. */
static void
add_owed(struct view *v, const char *incident, struct str *out)
{
	struct arena a = {0};
	struct obligations owed = {0};
	struct err e;
	int shown = 0;

	if (owed_of(console_book(v), &a, incident, &owed, &e) == RC_OK)
		for (size_t i = 0; i < owed.n && shown < OWED_LINES; i++)
			if (obligation_open(&owed.v[i])) {
				str_add(out, "\n");
				owed_short(&owed.v[i], console_now(v), out);
				shown++;
			}
	vec_clear(&owed);
	arena_free(&a);
}

enum rc
report_write(struct view *v, const char *incident, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct arena a = {0};
	struct str text = STR_INIT;
	struct record *r;
	size_t n = 0;
	enum rc rc = book_record(console_book(v), &a, incident, &r, e);

	if (rc != RC_OK)
		goto out;
	snprintf(q->incident, sizeof(q->incident), "%s", incident);
	if (r->kind == &kind_query) {
		q->type = REPORT_VERIFY;
		rc = write_or_go_on(v, q, e);
		goto out;
	}
	/* The same digit is always the same kind: what has no incident stands last and is left out.
	 */
	for (; n < REPORT_CORRECTION; n++)
		q->choices[n] = report_types[n].label;
	q->choices[n] = NULL;
	str_add_f(&text, "%s  ", incident);
	record_line_text(r, &text);
	add_owed(v, incident, &text);
	rc = dialog_open(v->app,
			 &(struct dialog){.title = _("Which report"),
					  .text = text.ptr,
					  .choices = q->choices,
					  .done = kind_chosen,
					  .ctx = q},
			 e);
out:
	str_clear(&text);
	arena_free(&a);
	return rc;
}

enum rc
report_write_routine(struct view *v, const char *routine, struct err *e)
{
	struct console_report *q = &console_of(v)->report;

	snprintf(q->incident, sizeof(q->incident), "%s", routine);
	q->type = REPORT_NONE;
	return write_or_go_on(v, q, e);
}

/* ---- what a lost terminal has left ---- */

static enum rc
offer_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;

	if (choice == 1)
		return app_open(below->app, &view_report, q->id, e);
	return choice == 2 ? report_release(below, q->id, e) : RC_OK;
}

enum rc
report_offer(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("go on with this draft"),
					      N_("leave it among the drafts"), NULL};
	struct console_report *q = &console_of(v)->report;
	struct arena a = {0};
	struct desk_reports drafts = {0};
	enum rc rc = desk_drafts(console_book(v), &a, &drafts, e);

	for (size_t i = drafts.n; rc == RC_OK && i-- > 0;) {
		const struct desk_report *r = &drafts.v[i];
		char *who = NULL;

		if (report_holder(v, &a, r->id, &who) != SCRAP_LEFT)
			continue;
		snprintf(q->id, sizeof(q->id), "%s", r->id);
		rc = dialog_open(
		    v->app,
		    &(struct dialog){
			.title = _("A report was being written"),
			.text = arena_text_f(&a,
					     _("%s  %s\n%s was writing it when the terminal was "
					       "lost. What was typed is kept."),
					     r->id, r->body->title ? r->body->title : "", who),
			.choices = choices,
			.done = offer_chosen,
			.ctx = q},
		    e);
		break;
	}
	vec_clear(&drafts);
	arena_free(&a);
	return rc;
}
