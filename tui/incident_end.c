/* The grade set by hand, and the end of an incident. */
#include <stdio.h>
#include <string.h>

#include "storage/case_incident.h"
#include "storage/pin.h"
#include "tui/dialog.h"
#include "tui/incident_inside.h"

/* A text as a field of incidents takes it. */
static enum rc
parse(struct view *v, struct arena *a, const char *field, const char *text, const char **out,
      struct err *e)
{
	struct parse_context c = {.now = console_now(v), .arena = a};
	const struct field *f = kind_field(&kind_incident, field);
	struct incident body = {0};

	if (field_parse(f, text, &c, &body, e) != RC_OK)
		return e->code;
	*out = *(char *const *)field_of(f, &body);
	return RC_OK;
}

/* ---- 人工认定 ---- */

static enum rc
record_grade(struct view *below, void *ctx, struct err *e)
{
	struct incident_screen *s = ctx;
	struct book *b = console_book(below);
	struct arena a = {0};
	const char *reason = NULL;
	enum rc rc = parse(below, &a, "grade_reason", s->text, &reason, e);

	if (rc == RC_OK)
		rc = book_need_leader(b, e);
	if (rc == RC_OK)
		rc = incident_grade(b, &a, s->id, s->grade, reason, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Set by hand: %s"),
			_(choice_label(grades, s->grade)));
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
grade_reason(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct incident_screen *s = ctx;
	struct console *con = console_of(below);
	const char *author = book_author(con->book);

	if (!*text)
		return err_set(e, RC_MISSING, "%s", _("a grade set by hand needs a reason"));
	snprintf(s->text, sizeof(s->text), "%s", text);
	if (!author || !pin_has(book_store(con->book), author))
		return record_grade(below, s, e);
	snprintf(s->leader, sizeof(s->leader), "%s", author);
	return console_ask_pin(below,
			       &(struct console_pin){.title = _("This takes a leader"),
						     .person = s->leader,
						     .done = record_grade,
						     .ctx = s},
			       e);
}

static enum rc
grade_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct incident_screen *s = ctx;

	if (choice == 0)
		return RC_OK;
	s->grade = choice;
	return prompt_open(below->app,
			   &(struct prompt){.title = _(choice_label(grades, choice)),
					    .hint = _("Why: by whose word, on what ground"),
					    .max = 100,
					    .done = grade_reason,
					    .ctx = s},
			   e);
}

/* The labels of a table of choices, for a dialog. */
static void
labels(const struct choice *table, const char *out[DIALOG_CHOICES + 1])
{
	int n = 0;

	for (; n < DIALOG_CHOICES && table[n].word; n++)
		out[n] = table[n].label;
	out[n] = NULL;
}

enum rc
incident_ask_grade(struct incident_screen *s, struct err *e)
{
	const char *choices[DIALOG_CHOICES + 1];

	labels(grades, choices);
	return dialog_open(
	    s->base.app,
	    &(struct dialog){.title = _("Grade set by hand"),
			     .text = _("The machine only says what the figures would make it. The "
				       "limits follow the graver one."),
			     .choices = choices,
			     .done = grade_chosen,
			     .ctx = s},
	    e);
}

/* ---- 办结 ---- */

static enum rc
close_it(struct view *below, struct incident_screen *s, const char *reason, struct err *e)
{
	struct arena a = {0};
	struct incident_closing how = {.as = s->closing, .into = s->other[0] ? s->other : NULL};
	enum rc rc = *reason ? parse(below, &a, "close_reason", reason, &how.reason, e) : RC_OK;

	if (rc == RC_OK)
		rc = incident_close(console_book(below), &a, s->id, &how, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Closed: %s"),
			_(choice_label(closings, s->closing)));
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
close_reason(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct incident_screen *s = ctx;

	if (!*text && s->closing != CLOSED_DONE)
		return err_set(e, RC_MISSING, "%s", _("say why: it ends what is owed"));
	return close_it(below, s, text, e);
}

static enum rc
ask_reason(struct view *below, struct incident_screen *s, struct err *e)
{
	return prompt_open(below->app,
			   &(struct prompt){.title = _(choice_label(closings, s->closing)),
					    .hint = _("Why, in a few words"),
					    .max = 100,
					    .done = close_reason,
					    .ctx = s},
			   e);
}

static enum rc
close_into(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct incident_screen *s = ctx;
	struct arena a = {0};
	struct thing *t;
	enum rc rc = book_thing_kind(console_book(below), &a, text, &kind_incident, &t, e);

	if (rc == RC_OK)
		snprintf(s->other, sizeof(s->other), "%s", t->id);
	arena_free(&a);
	return rc == RC_OK ? ask_reason(below, s, e) : rc;
}

static enum rc
close_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct incident_screen *s = ctx;

	if (choice == 0)
		return RC_OK;
	s->closing = choice;
	s->other[0] = '\0';
	if (choice != CLOSED_DUPLICATE)
		return ask_reason(below, s, e);
	return prompt_open(below->app,
			   &(struct prompt){.title = _("Duplicate of which incident"),
					    .hint = _("its number, such as sm1-97"),
					    .max = 40,
					    .done = close_into,
					    .ctx = s},
			   e);
}

/* What is still owed is said before anybody closes. */
static void
say_open(const struct incident_screen *s, struct str *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s->owed.n; i++)
		n += obligation_open(&s->owed.v[i]);
	if (n == 0) {
		str_add(out, _("Nothing is owed any more."));
		return;
	}
	str_add_f(out, _("Still owed, %zu: "), n);
	for (size_t i = 0, shown = 0; i < s->owed.n; i++)
		if (obligation_open(&s->owed.v[i]))
			str_add_f(out, "%s%s", shown++ ? "、" : "",
				  _(owed_step_label(s->owed.v[i].step)));
	str_add_f(out, "\n%s",
		  _("Done leaves them owed; false alarm, duplicate, elsewhere and exercise waive "
		    "them, and the reason is recorded."));
}

enum rc
incident_ask_close(struct incident_screen *s, struct err *e)
{
	const char *choices[DIALOG_CHOICES + 1];
	struct str text = STR_INIT;
	enum rc rc;

	if (s->cf.incident->closed)
		return err_set(e, RC_INVALID, _("%s is closed already"), s->id);
	labels(closings, choices);
	say_open(s, &text);
	rc = dialog_open(s->base.app,
			 &(struct dialog){.title = _("Close the incident as"),
					  .text = text.ptr,
					  .choices = choices,
					  .done = close_chosen,
					  .ctx = s},
			 e);
	str_clear(&text);
	return rc;
}
