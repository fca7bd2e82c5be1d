/* Asking for a verdict, and for the station's reply to one. */
#include "tui/verdict_box.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "storage/case_review.h"
#include "storage/pin.h"
#include "tui/dialog.h"

static enum rc
record(struct view *below, const struct verdict_box *box, const struct review *review,
       struct err *e)
{
	struct arena a = {0};
	const char *id;
	enum rc rc = review_add(console_book(below), &a, box->of, review, &id, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

/* ---- the verdict ---- */

static enum rc
approved(struct view *below, void *ctx, struct err *e)
{
	struct verdict_box *box = ctx;
	const char *author = book_author(console_of(below)->book);
	struct review review = {
	    .verdict = box->verdict, .text = *box->text ? box->text : NULL, .due = box->due};

	if (author)
		snprintf(box->approved, sizeof(box->approved), "%s", author);
	return record(below, box, &review, e);
}

/* A verdict is a signature (practice.md 7); forty of them in a morning are one. */
static enum rc
approve(struct view *below, struct verdict_box *box, struct err *e)
{
	struct console *con = console_of(below);
	const char *author = book_author(con->book);

	if (!author || !pin_has(book_store(con->book), author) || str_equal(author, box->approved))
		return approved(below, box, e);
	return console_ask_pin(
	    below,
	    &(struct console_pin){.title = _(choice_label(review_words, box->verdict)),
				  .person = author,
				  .done = approved,
				  .ctx = box},
	    e);
}

static enum rc
due_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct verdict_box *box = ctx;
	struct arena a = {0};
	enum rc rc = RC_OK;

	box->due = (struct moment){0};
	if (*text)
		rc = moment_parse(text_narrow(&a, text), console_now(below), MOMENT_DUE, 0,
				  &box->due, e);
	arena_free(&a);
	return rc == RC_OK ? approve(below, box, e) : rc;
}

static enum rc
words_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct verdict_box *box = ctx;

	if (!*text && box->verdict != REVIEW_OK)
		return err_set(e, RC_MISSING, "%s", _("such a verdict needs words"));
	snprintf(box->text, sizeof(box->text), "%s", text);
	box->due = (struct moment){0};
	if (box->verdict == REVIEW_OK)
		return approve(below, box, e);
	return prompt_open(below->app,
			   &(struct prompt){.title = _("To be answered until"),
					    .hint = _("1800, 2026-03-02 12:00; nothing: no limit"),
					    .max = 40,
					    .done = due_typed,
					    .ctx = box},
			   e);
}

static enum rc
ask_words(struct view *below, struct verdict_box *box, struct err *e)
{
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _(choice_label(review_words, box->verdict)),
			     .hint = box->verdict == REVIEW_OK
					 ? _("Enter records it; words may be added.")
					 : _("What is to be put right, or kept in mind."),
			     .max = 500,
			     .done = words_typed,
			     .ctx = box},
	    e);
}

static enum rc
verdict_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct verdict_box *box = ctx;

	if (choice == 0)
		return RC_OK;
	box->verdict = choice;
	return ask_words(below, box, e);
}

enum rc
verdict_ask(struct view *v, struct verdict_box *box, const char *of, int verdict, struct err *e)
{
	const char *choices[DIALOG_CHOICES + 1] = {NULL};

	snprintf(box->of, sizeof(box->of), "%s", of);
	box->verdict = verdict;
	if (verdict)
		return ask_words(v, box, e);
	for (int i = 0; review_words[i].word && i < DIALOG_CHOICES; i++)
		choices[i] = review_words[i].label;
	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("Review"),
			     .text = _("The verdict is a line of its own in the book."),
			     .choices = choices,
			     .done = verdict_chosen,
			     .ctx = box},
	    e);
}

/* ---- the reply ---- */

static enum rc
reply_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct verdict_box *box = ctx;
	struct review review = {.reply = box->text};

	if (!*text)
		return err_set(e, RC_MISSING, "%s", _("the reply is missing"));
	snprintf(box->text, sizeof(box->text), "%s", text);
	return record(below, box, &review, e);
}

enum rc
verdict_reply(struct view *v, struct verdict_box *box, const char *of, struct err *e)
{
	snprintf(box->of, sizeof(box->of), "%s", of);
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Reply of the station"),
					    .hint = _("What was put right, or why not."),
					    .max = 500,
					    .done = reply_typed,
					    .ctx = box},
			   e);
}
