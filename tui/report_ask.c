/* The questions of the report desk: choices by digit, and when it was. */
#include "tui/report_ask.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"

enum { TEXT_CELLS = 58 };

void
report_ask_begin(struct console_report *q)
{
	q->n = 0;
	q->choices[0] = NULL;
}

void
report_ask_add(struct console_report *q, const char *id, const char *text)
{
	size_t n = text_fit(text, TEXT_CELLS, NULL);

	for (size_t i = 0; i < q->n; i++)
		if (str_equal(q->ids[i], id))
			return;
	if (q->n == REPORT_ASK_MAX || n >= sizeof(q->texts[0]))
		return;
	snprintf(q->ids[q->n], sizeof(q->ids[0]), "%s", id);
	snprintf(q->texts[q->n], sizeof(q->texts[0]), "%.*s", (int)n, text);
	q->choices[q->n] = q->texts[q->n];
	q->choices[++q->n] = NULL;
}

enum rc
report_ask(struct view *v, const struct dialog *d, const char *const *words, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct dialog full = *d;
	size_t n = q->n;

	for (; words && *words && n < CONSOLE_CHOICES; words++)
		q->choices[n++] = *words;
	q->choices[n] = NULL;
	full.choices = q->choices;
	full.ctx = q;
	return dialog_open(v->app, &full, e);
}

static enum rc
time_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct console_report *q = ctx;
	struct arena a = {0};
	enum rc rc =
	    moment_parse(text_narrow(&a, text), console_now(below), MOMENT_HAPPENED, 0, &q->at, e);

	arena_free(&a);
	return rc == RC_OK ? q->again(below, e) : rc;
}

enum rc
report_ask_time(struct view *v, enum rc (*again)(struct view *v, struct err *e), struct err *e)
{
	struct console_report *q = &console_of(v)->report;

	q->again = again;
	return prompt_open(v->app,
			   &(struct prompt){.title = _("When it was"),
					    .hint = _("0245 or 01-18 0245"),
					    .max = 20,
					    .done = time_typed,
					    .ctx = q},
			   e);
}

void
report_ask_at(const struct console_report *q, struct str *out)
{
	char at[MOMENT_TEXT];

	if (q->at.kind == MOMENT_NONE)
		return;
	moment_screen(q->at, at);
	str_add_f(out, _(" At %s."), at);
}
