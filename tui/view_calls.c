/* The call list of an incident (通知清单): a tick is a phone record with its time and who answered.
 */
#include "tui/view_calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/intake.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"

struct calls_view {
	struct view base;
	struct list list;
	struct arena arena;
	struct offer_call *calls;
	size_t n;
	char id[ID_TEXT];
};

static size_t
count(void *ctx)
{
	return ((struct calls_view *)ctx)->n;
}

static void
add_state(const struct offer_call *c, struct str *out, enum style_role *style)
{
	struct civil at;

	if (c->told) {
		at = civil_of(record_when(c->told));
		str_add_f(out, "√ %02d:%02d %s", at.hour, at.minute,
			  c->answered ? c->answered : "");
		*style = STYLE_GOOD;
	} else if (c->entry.required) {
		str_add(out, _("▲ not told yet"));
		*style = STYLE_WARNING;
	}
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct offer_call *c = &((struct calls_view *)ctx)->calls[row];

	switch (column) {
	case 0:
		str_add_f(out, "%zu", row + 1);
		break;
	case 1:
		str_add(out, c->entry.whom);
		if (c->person)
			str_add_f(out, " %s", c->person);
		*style = c->entry.required && !c->told ? STYLE_STRONG : STYLE_NORMAL;
		break;
	case 2:
		str_add(out, c->phone ? c->phone : "");
		break;
	case 3:
		str_add_f(out, "%s%s", c->entry.why, c->entry.report ? _(" (report)") : "");
		break;
	default:
		add_state(c, out, style);
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct calls_view *)ctx)->calls[row].entry.whom);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("No."),            4,  true },
	{ N_("Whom"),           22, false },
	{ N_("Duty telephone"), 14, false },
	{ N_("Why"),            0,  false },
	{ N_("State"),          20, false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = N_("the call list of this kind is empty"),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct calls_view *cv = (struct calls_view *)v;

	(void)e;
	snprintf(cv->id, sizeof(cv->id), "%s", (const char *)arg);
	list_init(&cv->list, &source, cv);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct calls_view *cv = (struct calls_view *)v;
	struct arena fresh = {0};
	struct offer_call *calls;
	size_t n;

	if (offer_calls(console_book(v), &fresh, cv->id, &calls, &n, e) != RC_OK) {
		arena_free(&fresh);
		return e->code;
	}
	arena_free(&cv->arena);
	cv->arena = fresh;
	cv->calls = calls;
	cv->n = n;
	list_reload(&cv->list);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct calls_view *)v)->list, c);
}

static void
clear(struct view *v)
{
	struct calls_view *cv = (struct calls_view *)v;

	list_clear(&cv->list);
	arena_free(&cv->arena);
}

static struct list *
list(struct view *v)
{
	return &((struct calls_view *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct calls_view *)v)->id);
}

/* The marked ones, else the selected one. */
static size_t
wanted(const struct calls_view *cv, const struct offer_call **out)
{
	size_t n = 0;

	for (size_t i = 0; i < cv->n; i++)
		if (list_is_marked(&cv->list, i))
			out[n++] = &cv->calls[i];
	if (n == 0 && list_has_selection(&cv->list))
		out[n++] = &cv->calls[cv->list.selected];
	return n;
}

static enum rc
answered(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct calls_view *cv = (struct calls_view *)below;
	struct intake in = {.id = cv->id};
	struct arena a = {0};
	const struct offer_call **calls = arena_alloc(&a, (cv->n + 1) * sizeof(*calls));
	size_t n = wanted(cv, calls);
	enum rc rc;

	(void)ctx;
	if (!*text) {
		arena_free(&a);
		return err_set(e, RC_INVALID, "%s",
			       _("Who answered? A name, or what they call themselves."));
	}
	rc = intake_notify(console_book(below), &a, &in, calls, n, text, e);
	if (rc == RC_OK) {
		list_unmark_all(&cv->list);
		list_select(&cv->list, cv->list.selected + 1);
		app_say(below->app, STYLE_GOOD, _("Recorded: %zu told, answered by %s"), n, text);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
tell(struct view *v, struct err *e)
{
	struct calls_view *cv = (struct calls_view *)v;
	struct arena a = {0};
	const struct offer_call **calls = arena_alloc(&a, (cv->n + 1) * sizeof(*calls));
	size_t n = wanted(cv, calls);
	struct str title = STR_INIT;
	enum rc rc;

	for (size_t i = 0; i < n; i++)
		str_add_f(&title, "%s%s", i ? "、" : "", calls[i]->entry.whom);
	if (n == 1 && calls[0]->phone)
		str_add_f(&title, "  %s", calls[0]->phone);
	rc = n == 0 ? err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"))
		    : prompt_open(
			  v->app,
			  &(struct prompt){.title = title.ptr,
					   .hint = _("Who answered? The time is that of Enter."),
					   .max = 60,
					   .done = answered},
			  e);
	str_clear(&title);
	arena_free(&a);
	return rc;
}

/* A digit goes to the entry with that number. */
static bool
key(struct view *v, const struct key_event *ev)
{
	struct calls_view *cv = (struct calls_view *)v;
	uint32_t k = key_narrow(ev->key);
	struct err e;

	if (k < '1' || k > '9' || k - '1' >= cv->n || cv->list.searching)
		return false;
	list_select(&cv->list, k - '1');
	if (tell(v, &e) != RC_OK)
		app_say_error(v->app, &e);
	return true;
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER }, "tell", N_("told: who answered"), tell },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_calls = {
    .name = "calls",
    .title = N_("Call list"),
    .size = sizeof(struct calls_view),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .key = key,
    .list = list,
    .heading = heading,
};
