/* One line of the log, entered from any screen, and put right within a minute. */
#include "tui/line_entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "storage/case_line.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/scrap.h"

enum { GRACE_MS = 60000 };

static const char line_scrap[] = "line";

/* What stands in the book of a line put right at once; data, not words of the program. */
static const char grace_reason[] = "录入有误，当即更正", taken_back[] = "（误记，撤回）";

static enum rc open_entry(struct view *v, const char *initial, struct err *e);

enum rc
line_split_time(struct arena *a, const char *typed, int64_t now, struct moment *at,
		const char **text, struct err *e)
{
	const char *rest = typed, *end;
	size_t mark = str_starts(typed, "@") ? 1 : str_starts(typed, "＠") ? strlen("＠") : 0;

	*text = typed;
	if (mark == 0)
		return RC_OK;
	rest += mark;
	end = rest;
	while (*end && *end != ' ' && !str_starts(end, "　"))
		end++;
	*text = str_starts(end, "　") ? end + strlen("　") : *end ? end + 1 : end;
	return moment_parse(arena_text_n(a, rest, (size_t)(end - rest)), now, MOMENT_HAPPENED,
			    MOMENT_ALLOW_ABOUT, at, e);
}

static enum rc
record_entry(struct view *v, const char *typed, struct err *e)
{
	struct console *con = console_of(v);
	struct arena a = {0};
	struct parse_context world = {.now = console_now(v), .arena = &a};
	struct record *r = record_new(&a, &kind_log);
	const char *text;
	char at[MOMENT_TEXT];
	enum rc rc = line_split_time(&a, typed, world.now, &r->at, &text, e);

	if (rc == RC_OK)
		rc = record_set(r, "text", text, &world, e);
	if (rc == RC_OK)
		rc = book_add_one(console_book(v), &a, r, NULL, e);
	if (rc == RC_OK) {
		moment_screen(r->at, at);
		snprintf(con->last_id, sizeof(con->last_id), "%s", r->id);
		con->last_at = app_steady_ms();
		app_say(v->app, STYLE_GOOD, _("Recorded: %s  %s"), r->id, at);
		if (scrap_keep(con->book, line_scrap, "", e) != RC_OK)
			app_say_error(v->app, e);
		app_stale(v->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
number_answered(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console *con = ctx;
	char *line = con->line;
	enum rc rc;

	con->line = NULL;
	rc = choice == 1 ? record_entry(below, line, e) : open_entry(below, line, e);
	free(line);
	return rc;
}

/* What is published stays for good, so a number of a person is asked about first. */
static enum rc
ask_about_number(struct view *v, const char *text, struct err *e)
{
	static const char *const choices[] = {N_("record it as it stands"), N_("change the text"),
					      NULL};
	struct console *con = console_of(v);

	free(con->line);
	con->line = strdup(text);
	if (!con->line)
		die("out of memory");
	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("A number of a person"),
			     .text = _("The line holds a mobile or identity number. It would be "
				       "published with the book and could never be taken back."),
			     .choices = choices,
			     .done = number_answered,
			     .ctx = con},
	    e);
}

static enum rc
entry_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	(void)ctx;
	if (text_has_personal_number(text))
		return ask_about_number(below, text, e);
	return record_entry(below, text, e);
}

static void
entry_kept(struct view *below, void *ctx, const char *text)
{
	struct console *con = ctx;
	struct err e;

	if (scrap_keep(con->book, line_scrap, text, &e) != RC_OK)
		app_say_error(below->app, &e);
}

static enum rc
open_entry(struct view *v, const char *initial, struct err *e)
{
	struct arena a = {0};
	enum rc rc;

	rc = prompt_open(v->app,
			 &(struct prompt){.title = _("Log line"),
					  .hint = arena_text_f(
					      &a, _("By %s. @0245 before the text: it was then."),
					      console_clerk(v, &a)),
					  .initial = initial,
					  .max = 1000,
					  .done = entry_typed,
					  .kept = entry_kept,
					  .ctx = console_of(v)},
			 e);
	arena_free(&a);
	return rc;
}

enum rc
line_entry(struct view *v, struct err *e)
{
	struct arena a = {0};
	char *draft = scrap_offer(console_book(v), &a, line_scrap);
	enum rc rc = open_entry(v, draft, e);

	if (rc == RC_OK && draft)
		app_say(v->app, STYLE_WARNING, "%s",
			_("This line was typed before and not recorded yet."));
	arena_free(&a);
	return rc;
}

/* Putting the last line right */

static enum rc
undo_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console *con = ctx;
	struct book *b = console_book(below);
	struct arena a = {0};
	struct parse_context world = {.now = console_now(below), .arena = &a};
	struct record *r = record_new(&a, &kind_correction);
	enum rc rc = line_correction(b, &a, con->last_id, r, e);

	if (rc == RC_OK)
		rc = record_set(r, "text", *text ? text : taken_back, &world, e);
	if (rc == RC_OK)
		rc = record_set(r, "reason", grace_reason, &world, e);
	if (rc == RC_OK)
		rc = book_add_one(b, &a, r, NULL, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Corrected %s by %s"), con->last_id, r->id);
		con->last_id[0] = '\0';
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

enum rc
line_undo(struct view *v, struct err *e)
{
	struct console *con = console_of(v);
	struct arena a = {0};
	struct record *r;
	struct str text = STR_INIT;
	enum rc rc;

	if (!con->last_id[0])
		return err_set(e, RC_NOT_FOUND, "%s", _("no line was just recorded here"));
	if (app_steady_ms() - con->last_at > GRACE_MS)
		return err_set(e, RC_INVALID, _("the minute is over: correct %s in the log"),
			       con->last_id);
	rc = book_record(con->book, &a, con->last_id, &r, e);
	if (rc == RC_OK) {
		record_line_text(r, &text);
		rc = prompt_open(
		    v->app,
		    &(struct prompt){.title = _("Put the last line right"),
				     .hint = _("Emptied, it is taken back. Either way the "
					       "first text stays, struck through."),
				     .initial = text.ptr,
				     .max = 1000,
				     .done = undo_typed,
				     .ctx = con},
		    e);
	}
	str_clear(&text);
	arena_free(&a);
	return rc;
}
