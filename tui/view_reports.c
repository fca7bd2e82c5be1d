/* 信息报送登记: routine reports that are owed, drafts, and what was signed, the newest first. */
#include "tui/view_reports.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/text.h"
#include "storage/owed.h"
#include "tui/list.h"
#include "tui/owed_text.h"
#include "tui/report_act.h"
#include "tui/report_ask.h"
#include "tui/report_words.h"
#include "tui/view_report.h"

enum { SHOWN_MAX = 400, QUERIES_MAX = 5, WIDE_COLS = 110 };

/* A routine that is owed, a draft, or a signed report, which is looked up when it is first shown.
 */
struct row {
	const struct obligation *owed;
	struct desk_report report;
	struct desk_story story;
	bool looked, left; /* left: by a terminal that was lost */
};

struct reports {
	struct view base;
	struct list list;
	struct arena arena;
	struct obligations owed;
	struct row *rows;
	size_t n;
	bool open_only, everywhere;
	int64_t minute;
};

static size_t
count(void *ctx)
{
	return ((struct reports *)ctx)->n;
}

static void
look(struct reports *rs, struct row *r)
{
	struct book *b = console_of(&rs->base)->book;
	struct desk_report found;
	struct err e;

	if (r->looked || r->owed)
		return;
	r->looked = true;
	if (r->report.is_signed && desk_find(b, &rs->arena, r->report.id, &found, &e) == RC_OK)
		r->report = found;
	if (desk_story(b, &rs->arena, &r->report, &r->story, &e) != RC_OK)
		r->story.state = r->report.is_signed ? DESK_SIGNED : DESK_DRAFT;
}

static void
add_moment(struct moment m, struct str *out)
{
	char at[MOMENT_TEXT];

	if (m.kind == MOMENT_NONE)
		return;
	moment_screen(m, at);
	str_add(out, at);
}

static void
add_state(const struct row *r, struct str *out)
{
	const struct desk_story *s = &r->story;

	str_add(out, report_state_word(s->state));
	if (r->left)
		str_add(out, _(" ▲ not finished"));
	if (s->waiting)
		str_add(out, _(" ▲ not delivered"));
	if (s->returned)
		str_add(out, _(" ▲ sent back"));
	if (s->owes_countersign)
		str_add(out, _(" ▲ to countersign"));
}

static void
owed_cell(const struct reports *rs, const struct row *r, size_t column, struct str *out,
	  enum style_role *style)
{
	struct str ignored = STR_INIT;
	int64_t now = console_now(&rs->base);

	*style = owed_short(r->owed, now, &ignored);
	str_clear(&ignored);
	if (column == 0)
		str_add(out, _("routine"));
	else if (column == 1)
		str_add(out, r->owed->rule);
	else if (column == 2)
		str_add_f(out, "→ %s", r->owed->to ? r->owed->to : "");
	else if (column == 3) {
		add_moment(moment_at(r->owed->due), out);
		str_add(out, " ");
		obligation_status_text(r->owed, now, OWED_LATE_FROM, out);
	}
}

static enum style_role
style_of(const struct row *r)
{
	const struct desk_story *s = &r->story;

	if (r->left || s->waiting || s->returned || s->owes_countersign)
		return STYLE_WARNING;
	return s->state == DESK_SENT   ? STYLE_NORMAL
	       : s->state == DESK_VOID ? STYLE_DIM
				       : STYLE_STRONG;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	struct reports *rs = ctx;
	struct row *r = &rs->rows[row];
	const struct report *body = r->report.body;

	if (r->owed) {
		owed_cell(rs, r, column, out, style);
		return;
	}
	look(rs, r);
	*style = style_of(r);
	switch (column) {
	case 0:
		str_add(out, body->number ? body->number : r->report.id);
		break;
	case 1:
		str_add(out, _(choice_label(report_types, body->type)));
		if (body->type == REPORT_FOLLOWUP && body->seq.set)
			str_add_f(out, " %lld", (long long)body->seq.n);
		break;
	case 2:
		str_add(out, body->title ? body->title : "");
		break;
	case 3:
		add_state(r, out);
		break;
	case 4:
		add_moment(r->story.sent, out);
		break;
	case 5:
		add_moment(r->story.received, out);
		break;
	default:
		str_add(out, r->report.incident ? r->report.incident : "");
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	const struct row *r = &((struct reports *)ctx)->rows[row];

	if (r->owed)
		str_add_f(out, "%s/%lld", r->owed->rule, (long long)r->owed->due);
	else
		str_add(out, r->report.draft ? r->report.draft : r->report.id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("Number"),   18, false },
	{ N_("Report kind"), 10, false },
	{ N_("Title"),    0,  false },
	{ N_("State"),    22, false },
	{ N_("Sent at"),  11, false },
	{ N_("Receipt"),  11, false },
	{ N_("Incident"), 8,  false },
};
/* clang-format on */

#define SOURCE(n)                                                                               \
	{                                                                                       \
		.columns = columns, .ncolumns = n, .empty = N_("no report yet: F5 writes one"), \
		.count = count, .cell = cell, .id = id,                                         \
	}

/* Times and incident have room on a wide screen only. */
static const struct list_source narrow = SOURCE(4), wide = SOURCE(7);

/* ---- loading ---- */

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	list_init(&((struct reports *)v)->list, &narrow, v);
	return RC_OK;
}

static void
forget(struct reports *rs)
{
	for (size_t i = 0; i < rs->n; i++)
		vec_clear(&rs->rows[i].story.events);
	free(rs->rows);
	rs->rows = NULL;
	rs->n = 0;
	vec_clear(&rs->owed);
	arena_free(&rs->arena);
}

static void
add_owed(struct reports *rs)
{
	for (size_t i = 0; i < rs->owed.n; i++)
		if (rs->owed.v[i].step == OWED_ROUTINE && obligation_open(&rs->owed.v[i]))
			rs->rows[rs->n++].owed = &rs->owed.v[i];
}

static void
add_drafts(struct reports *rs, const struct desk_reports *drafts)
{
	for (size_t i = drafts->n; i-- > 0;) {
		struct row *r = &rs->rows[rs->n++];

		r->report = drafts->v[i];
		r->left = report_holder(&rs->base, &rs->arena, r->report.id, NULL) == SCRAP_LEFT;
	}
}

/* Drafts, and what is signed and not done with: unsent, not received, to countersign. */
static bool
is_open(struct reports *rs, struct row *r)
{
	look(rs, r);
	if (r->story.state == DESK_VOID)
		return false;
	return r->story.state != DESK_SENT || r->story.received.kind == MOMENT_NONE ||
	       r->story.returned || r->story.owes_countersign;
}

static void
add_signed(struct reports *rs, const struct things *things)
{
	for (size_t i = things->n; i-- > 0;) {
		struct row *r = &rs->rows[rs->n];

		*r = (struct row){.report = {.id = things->v[i]->id,
					     .incident = things->v[i]->of,
					     .body = things->v[i]->body,
					     .is_signed = true}};
		if (rs->open_only && !is_open(rs, r))
			vec_clear(&r->story.events);
		else
			rs->n++;
	}
}

static enum rc
load(struct view *v, struct err *e)
{
	struct reports *rs = (struct reports *)v;
	struct book *b = console_book(v);
	struct book_filter f = {.limit = SHOWN_MAX, .book = rs->everywhere ? NULL : book_name(b)};
	struct desk_reports drafts = {0};
	struct things things = {0};
	enum rc rc;

	forget(rs);
	rc = owed_of(b, &rs->arena, NULL, &rs->owed, e);
	if (rc == RC_OK)
		rc = desk_drafts(b, &rs->arena, &drafts, e);
	if (rc == RC_OK)
		rc = book_list(b, &rs->arena, &kind_report, &f, &things, e);
	rs->rows = calloc(rs->owed.n + drafts.n + things.n + 1, sizeof(*rs->rows));
	if (!rs->rows)
		die("out of memory");
	if (rc == RC_OK) {
		add_owed(rs);
		add_drafts(rs, &drafts);
		add_signed(rs, &things);
		list_reload(&rs->list);
	}
	vec_clear(&drafts);
	vec_clear(&things);
	return rc;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct reports *rs = (struct reports *)v;

	rs->list.source = c->cols >= WIDE_COLS ? &wide : &narrow;
	list_draw(&rs->list, c);
}

static void
clear(struct view *v)
{
	struct reports *rs = (struct reports *)v;

	forget(rs);
	list_clear(&rs->list);
}

static struct list *
list(struct view *v)
{
	return &((struct reports *)v)->list;
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct reports *)v)->minute))
		v->stale = true;
	return -1;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct reports *rs = (const struct reports *)v;

	str_add(out, rs->open_only ? _("open ones") : _("all"));
	if (rs->everywhere)
		str_add(out, _(", of all books"));
}

/* ---- acting ---- */

static enum rc
selected(struct view *v, const struct row **out, struct err *e)
{
	struct reports *rs = (struct reports *)v;

	if (!list_has_selection(&rs->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = &rs->rows[rs->list.selected];
	return RC_OK;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	const struct row *r = NULL;

	if (selected(v, &r, e) != RC_OK)
		return e->code;
	if (r->owed)
		return report_write_routine(v, r->owed->rule, e);
	return app_open(v->app, &view_report, r->report.id, e);
}

static enum rc
act(struct view *v, enum rc (*what)(struct view *v, const char *id, struct err *e), struct err *e)
{
	const struct row *r = NULL;

	if (selected(v, &r, e) != RC_OK)
		return e->code;
	if (r->owed)
		return err_set(e, RC_INVALID, "%s", _("it is not written yet: Enter drafts it"));
	return what(v, r->report.id, e);
}

static enum rc
sign(struct view *v, struct err *e)
{
	return act(v, report_sign, e);
}

static enum rc
by_phone(struct view *v, struct err *e)
{
	return act(v, report_sign_by_phone, e);
}

static enum rc
send(struct view *v, struct err *e)
{
	return act(v, report_sent, e);
}

static enum rc
more(struct view *v, struct err *e)
{
	return act(v, report_more, e);
}

static enum rc
text(struct view *v, struct err *e)
{
	return act(v, report_text, e);
}

static enum rc
incident_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console_report *q = ctx;

	return choice == 0 ? RC_OK : report_write(below, q->ids[choice - 1], e);
}

/* Appends what is open of a kind, the newest first; a query has no end. */
static enum rc
offer_open(struct view *v, struct arena *a, const struct kind *k, struct err *e)
{
	struct book *b = console_book(v);
	struct book_filter f = {.book = book_name(b),
				.open = k == &kind_incident,
				.limit = k == &kind_incident ? 0 : QUERIES_MAX};
	struct things things = {0};
	enum rc rc = book_list(b, a, k, &f, &things, e);

	for (size_t i = things.n; rc == RC_OK && i-- > 0;) {
		struct str line = STR_INIT;

		/* A query about an incident is answered from there. */
		if (k == &kind_incident || !things.v[i]->of) {
			str_add_f(&line, "%s  ", things.v[i]->id);
			kind_line(k, things.v[i]->body, &line);
			report_ask_add(&console_of(v)->report, things.v[i]->id, line.ptr);
		}
		str_clear(&line);
	}
	vec_clear(&things);
	return rc;
}

static enum rc
write_new(struct view *v, struct err *e)
{
	struct console_report *q = &console_of(v)->report;
	struct arena a = {0};
	enum rc rc;

	report_ask_begin(q);
	rc = offer_open(v, &a, &kind_incident, e);
	if (rc == RC_OK)
		rc = offer_open(v, &a, &kind_query, e);
	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	if (q->n == 0)
		return err_set(e, RC_NOT_FOUND, "%s",
			       _("no incident is open; Enter on a routine report drafts it"));
	return report_ask(v,
			  &(struct dialog){.title = _("Report on which incident"),
					   .text = _("The open ones, the newest first."),
					   .done = incident_chosen},
			  NULL, e);
}

static enum rc
turn(struct view *v, struct err *e)
{
	((struct reports *)v)->open_only = !((struct reports *)v)->open_only;
	return load(v, e);
}

static enum rc
turn_books(struct view *v, struct err *e)
{
	((struct reports *)v)->everywhere = !((struct reports *)v)->everywhere;
	return load(v, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },          "open",     N_("open it"),        open_selected },
	{ { K_F(5), 'n' },      "new",      N_("new report"),     write_new },
	{ { K_F(6), 's' },      "sign",     N_("sign it"), sign },
	{ { K_F(7), 'p' },      "by-phone", N_("by phone"),       by_phone },
	{ { K_F(8), 't' },      "send",     N_("sent"),           send },
	{ { K_CTRL('o'), 'o' }, "more",     N_("more"),           more },
	{ { K_F(9), 'c' },      "text",     N_("text to copy"),   text },
	{ { K_TAB },            "turn",     N_("open ones or all"), turn },
	{ { K_CTRL('a') },      "books",    N_("own or all books"), turn_books },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_reports = {
    .name = "reports",
    .title = N_("Register of reports"),
    .size = sizeof(struct reports),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .tick = tick,
    .heading = heading,
};
