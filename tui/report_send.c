/* After signing: sent, received, sent back, voided; and what else is done with a report. */
#include <stdio.h>
#include <string.h>

#include "storage/desk_story.h"
#include "tui/line_entry.h"
#include "tui/report_act.h"
#include "tui/report_ask.h"
#include "tui/view_paste.h"

/* ---- sending ---- */

static enum rc ask_via(struct view *v, struct err *e);

static enum rc
via_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	const char *record;
	enum rc rc;

	if (choice == 0)
		return RC_OK;
	if (!vias[choice - 1].word)
		return report_ask_time(below, ask_via, e);
	rc = desk_send(console_book(below), &a, q->id, q->to, choice, q->at, &record, e);
	if (rc == RC_OK) {
		if (choice == VIA_SYNC)
			app_say(below->app, STYLE_WARNING,
				_("Recorded: %s. It counts as sent when the remote holds it."),
				record);
		else
			app_say(below->app, STYLE_GOOD,
				_("Sent to %s. Without a receipt, ask by phone."), q->to);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
ask_via(struct view *v, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	const char *words[CONSOLE_CHOICES + 1];
	struct str text = STR_INIT;
	size_t n = 0;
	enum rc rc;

	for (; vias[n].word; n++)
		words[n] = vias[n].label;
	words[n] = N_("it was earlier: say when");
	words[n + 1] = NULL;
	report_ask_begin(q);
	str_add(&text, _("By which way it was sent. This is recorded with the time; nothing is "
			 "sent by itself but by sync."));
	report_ask_at(q, &text);
	rc = report_ask(v, &(struct dialog){.title = q->to, .text = text.ptr, .done = via_chosen},
			words, e);
	str_clear(&text);
	return rc;
}

static enum rc
to_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console_report *q = ctx;

	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s", _("to whom it was sent is missing"));
	snprintf(q->to, sizeof(q->to), "%s", text);
	return ask_via(below, e);
}

static enum rc
to_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;

	if (choice == 0)
		return RC_OK;
	if ((size_t)choice <= q->n) {
		snprintf(q->to, sizeof(q->to), "%s", q->texts[choice - 1]);
		return ask_via(below, e);
	}
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _("Sent to"), .max = 60, .done = to_typed, .ctx = q}, e);
}

/* 县委办公室，县政府办公室、县消防救援大队: one choice each. */
static void
offer_addressees(struct console_report *q, struct arena *a, const char *list)
{
	static const char *const separators[] = {"，", "、", ",", "；", ";"};

	while (list && *list) {
		size_t n = strlen(list), skip = 0;
		const char *one;

		for (size_t i = 0; i < ARRAY_LEN(separators); i++) {
			const char *hit = strstr(list, separators[i]);

			if (hit && (size_t)(hit - list) < n) {
				n = (size_t)(hit - list);
				skip = strlen(separators[i]);
			}
		}
		one = arena_text_n(a, list, n);
		/* The text is its own id, as far as there is room for it. */
		if (n > 0 && n < ID_TEXT)
			report_ask_add(q, one, one);
		list += n + skip;
	}
}

static enum rc
find(struct view *v, struct arena *a, const char *id, struct desk_report *r, struct err *e)
{
	struct console_report *q = &console_of(v)->report;

	if (desk_find(console_book(v), a, id, r, e) != RC_OK)
		return e->code;
	snprintf(q->id, sizeof(q->id), "%s", r->id);
	return RC_OK;
}

enum rc
report_sent(struct view *v, const char *id, struct err *e)
{
	static const char *const words[] = {N_("somebody else"), NULL};
	struct console_report *q = &console_of(v)->report;
	struct arena a = {0};
	struct desk_report r;
	enum rc rc = find(v, &a, id, &r, e);

	if (rc == RC_OK && !r.is_signed)
		rc = err_set(e, RC_INVALID,
			     _("%s is not signed: an unsigned report cannot be sent"), r.id);
	if (rc == RC_OK && r.voided)
		rc = err_set(e, RC_INVALID, _("%s is void and cannot be sent"), r.body->number);
	if (rc == RC_OK) {
		q->at = (struct moment){0};
		report_ask_begin(q);
		offer_addressees(q, &a, r.body->main);
		offer_addressees(q, &a, r.body->copy);
		rc = report_ask(
		    v,
		    &(struct dialog){.title = _("Sent"), .text = r.body->number, .done = to_chosen},
		    words, e);
	}
	arena_free(&a);
	return rc;
}

/* ---- the rest, by digit ---- */

static enum rc
receipt_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	struct moment at = {0};
	const char *record, *by;
	enum rc rc = line_split_time(&a, text, console_now(below), &at, &by, e);

	if (rc == RC_OK)
		rc = desk_receipt(console_book(below), &a, q->id, by, at, &record, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), record);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
ask_receipt(struct view *v, struct console_report *q, struct err *e)
{
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = _("Received by"),
			     .hint = _("Office and name. @0335 before it: it was then."),
			     .max = 60,
			     .done = receipt_typed,
			     .ctx = q},
	    e);
}

static enum rc
due_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	struct moment due = {0};
	const char *record;
	enum rc rc = RC_OK;

	if (*text)
		rc = moment_parse(text, console_now(below), MOMENT_DUE, 0, &due, e);
	if (rc == RC_OK)
		rc = desk_return(console_book(below), &a, q->id, q->reason, due, &record, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_WARNING,
			_("Recorded: %s. Write a correction or a follow-up."), record);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
back_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console_report *q = ctx;

	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s", _("the reason is missing"));
	snprintf(q->reason, sizeof(q->reason), "%s", text);
	return prompt_open(below->app,
			   &(struct prompt){.title = _("Sent back: until when"),
					    .hint = _("0545, or empty when no time was said."),
					    .max = 20,
					    .done = due_typed,
					    .ctx = q},
			   e);
}

static enum rc
ask_back(struct view *v, struct console_report *q, struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Sent back: why"),
					    .hint = _("In the words of the superior."),
					    .max = 60,
					    .done = back_typed,
					    .ctx = q},
			   e);
}

static enum rc
void_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	enum rc rc = desk_void(console_book(below), &a, q->id, text, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, "%s", _("Void. The number stays in the register."));
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
ask_void(struct view *v, struct console_report *q, struct err *e)
{
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = _("Void: why"),
			     .hint = _("It can never be sent; the number stays in the register."),
			     .max = 200,
			     .done = void_typed,
			     .ctx = q},
	    e);
}

static enum rc
thrown_away(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	struct err lost;
	enum rc rc;

	if (choice != 1)
		return RC_OK;
	rc = desk_discard(console_book(below), &a, q->id, e);
	if (rc == RC_OK) {
		if (report_release(below, q->id, &lost) != RC_OK)
			app_say_error(below->app, &lost);
		app_say(below->app, STYLE_NORMAL, _("%s is thrown away."), q->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
ask_discard(struct view *v, struct console_report *q, struct err *e)
{
	static const char *const choices[] = {N_("throw the draft away"), NULL};

	return dialog_open(v->app,
			   &(struct dialog){.title = q->id,
					    .text = _("The draft and all that was typed into it "
						      "is gone for good. It has no number yet."),
					    .choices = choices,
					    .done = thrown_away,
					    .ctx = q},
			   e);
}

static bool
is_valid(const struct desk_report *r)
{
	return r->is_signed && !r->voided;
}

static bool
is_unsent(const struct desk_report *r)
{
	return is_valid(r) && !r->sent;
}

static bool
is_draft(const struct desk_report *r)
{
	return !r->is_signed;
}

/* clang-format off */
static const struct more {
	const char *word; /* N_() */
	bool (*fits)(const struct desk_report *r);
	enum rc (*ask)(struct view *v, struct console_report *q, struct err *e);
} more[] = {
	{ N_("received"),             is_valid,  ask_receipt },
	{ N_("sent back"),            is_valid,  ask_back },
	{ N_("void it"),              is_unsent, ask_void },
	{ N_("throw the draft away"), is_draft,  ask_discard },
};
/* clang-format on */

static enum rc
more_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	struct desk_report r;
	enum rc rc;

	if (choice == 0)
		return RC_OK;
	rc = desk_find(console_book(below), &a, q->id, &r, e);
	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(more); i++)
		if (more[i].fits(&r) && --choice == 0) {
			rc = more[i].ask(below, q, e);
			break;
		}
	arena_free(&a);
	return rc;
}

enum rc
report_more(struct view *v, const char *id, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct arena a = {0};
	struct desk_report r;
	size_t n = 0;
	enum rc rc = find(v, &a, id, &r, e);

	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(more); i++)
		if (more[i].fits(&r))
			q->choices[n++] = more[i].word;
	q->choices[n] = NULL;
	if (rc == RC_OK && n == 0)
		rc = err_set(e, RC_INVALID, _("%s is void"), r.body->number);
	if (rc == RC_OK)
		rc = dialog_open(v->app,
				 &(struct dialog){.title = r.body->number ? r.body->number : q->id,
						  .text = r.body->title ? r.body->title : "",
						  .choices = q->choices,
						  .done = more_chosen,
						  .ctx = q},
				 e);
	arena_free(&a);
	return rc;
}

enum rc
report_text(struct view *v, const char *id, struct err *e)
{
	struct arena a = {0};
	struct str text = STR_INIT;
	struct desk_report r;
	enum rc rc = find(v, &a, id, &r, e);

	if (rc == RC_OK)
		rc = desk_show(console_book(v), &a, &r, false, &text, e);
	if (rc == RC_OK)
		rc =
		    app_open(v->app, &view_paste,
			     &(struct paste_args){.heading = r.body->number ? r.body->number : r.id,
						  .text = text.ptr},
			     e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}
