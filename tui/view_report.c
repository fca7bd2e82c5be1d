/* The report desk: a draft with what is missing and its sheet; a signed report and its story. */
#include "tui/view_report.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/report_act.h"
#include "tui/report_edit.h"
#include "tui/report_words.h"

enum { KEEP_MS = 3000, WIDE_COLS = 119, BELOW_ROWS = 4, BELOW_ROWS_WIDE = 9 };

struct report_screen {
	struct view base;
	char id[ID_TEXT]; /* as opened: a draft's name stays valid once it is signed */
	struct arena arena;
	struct desk_report report;
	struct desk_story story;
	struct draft_input input;
	bool loaded, checked; /* checked: input is there */
	struct report_edit edit;
	struct arena fresh; /* of what follows, made anew with each key */
	struct report typed;
	struct hints hints;
	struct page_lines sheet;
	bool reading; /* the keys scroll the sheet */
	size_t top;
	bool writing; /* the draft is this terminal's */
	int64_t keep_at;
	char kept[MOMENT_TEXT]; /* when, "" before the first time */
};

static struct report_screen *
screen(const struct view *v)
{
	return (struct report_screen *)v;
}

static bool
is_draft(const struct report_screen *s)
{
	return s->loaded && !s->report.is_signed;
}

/* Nobody writes it any more. */
static void
release(struct report_screen *s)
{
	struct err e;

	if (s->writing && report_release(&s->base, s->id, &e) != RC_OK)
		app_say_error(s->base.app, &e);
	s->writing = false;
}

/* ---- reading ---- */

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)e;
	snprintf(screen(v)->id, sizeof(screen(v)->id), "%s", (const char *)arg);
	report_edit_init(&screen(v)->edit);
	return RC_OK;
}

static void
forget(struct report_screen *s)
{
	vec_clear(&s->story.events);
	vec_clear(&s->hints);
	vec_clear(&s->sheet);
	arena_free(&s->arena);
	arena_free(&s->fresh);
	s->story = (struct desk_story){0};
	s->loaded = s->checked = false;
}

/* Hints and sheet of what is typed now. */
static void
refresh(struct report_screen *s)
{
	struct book *b = console_book(&s->base);
	struct desk_report r = s->report;
	struct err e;

	vec_clear(&s->hints);
	vec_clear(&s->sheet);
	arena_free(&s->fresh);
	if (is_draft(s)) {
		report_edit_typed(&s->edit, &s->fresh, book_now(b), s->report.body, &s->typed);
		r.body = &s->typed;
	}
	s->input.now = book_now(b);
	if (s->checked)
		lint_report(&s->fresh, r.body, &s->input, &s->hints);
	if (desk_page(b, &s->fresh, &r, &s->sheet, &e) != RC_OK)
		app_say_error(s->base.app, &e);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct report_screen *s = screen(v);
	struct book *b = console_book(v);
	struct err lost;

	forget(s);
	if (desk_find(b, &s->arena, s->id, &s->report, e) != RC_OK ||
	    desk_story(b, &s->arena, &s->report, &s->story, e) != RC_OK)
		return e->code;
	s->loaded = true;
	/* Of a routine that the rules no longer know there are no hints, but it can be read. */
	s->checked = desk_input_of(b, &s->arena, &s->report, &s->input, &lost) == RC_OK;
	if (is_draft(s)) {
		report_edit_take(&s->edit, s->report.body);
		s->writing = s->writing &&
			     report_holder(&s->base, &s->arena, s->id, NULL) != SCRAP_ELSEWHERE;
	} else {
		s->reading = true;
		s->keep_at = 0;
		release(s);
	}
	refresh(s);
	return RC_OK;
}

static void
clear(struct view *v)
{
	forget(screen(v));
	report_edit_clear(&screen(v)->edit);
}

static void
heading(const struct view *v, struct str *out)
{
	const struct report_screen *s = screen(v);

	if (!s->loaded)
		return;
	str_add_f(out, "[%s] ", report_state_word(s->story.state));
	report_name(&s->report, out);
}

/* ---- keeping ---- */

static enum rc
keep(struct report_screen *s, bool point, struct err *e)
{
	struct arena a = {0};
	enum rc rc = RC_OK;

	s->keep_at = 0;
	if (!is_draft(s) || !report_edit_changed(&s->edit))
		return RC_OK;
	if (report_holder(&s->base, &a, s->id, NULL) == SCRAP_ELSEWHERE) {
		s->writing = false;
		rc = err_set(e, RC_CONFLICT, "%s",
			     _("Another terminal goes on with this draft: what was typed here "
			       "since is not kept."));
	}
	arena_free(&a);
	if (rc == RC_OK)
		rc = report_edit_keep(&s->edit, console_book(&s->base), s->id, point, e);
	if (rc == RC_OK)
		moment_screen(moment_at(console_now(&s->base)), s->kept);
	return rc;
}

/* The program ends: that this draft was being written stays said, so that it is offered again. */
static void
save(struct view *v)
{
	struct err e;

	if (keep(screen(v), false, &e) != RC_OK)
		return;
}

static int64_t
tick(struct view *v, int64_t now)
{
	struct report_screen *s = screen(v);
	struct err e;

	if (!s->keep_at)
		return -1;
	if (now < s->keep_at)
		return s->keep_at - now;
	if (keep(s, false, &e) == RC_OK)
		return -1;
	app_say_error(v->app, &e);
	if (e.code != RC_BUSY && e.code != RC_IO)
		return -1;
	s->keep_at = now + KEEP_MS;
	return KEEP_MS;
}

/* ---- drawing ---- */

static void
draw_state(struct report_screen *s, struct canvas *c)
{
	struct str text = STR_INIT;

	canvas_text(c, 0, 0, c->cols, "", report_state_style(s->story.state));
	str_add_f(&text, "%s  ", report_state_word(s->story.state));
	report_name(&s->report, &text);
	str_add(&text, "  ");
	report_state_text(&s->report, &s->story, &text);
	if (is_draft(s) && *s->kept)
		str_add_f(&text, _("  Kept %s."), s->kept + strlen("01-18 "));
	canvas_text(c, 0, 1, c->cols - 1, text.ptr, report_state_style(s->story.state));
	str_clear(&text);
}

static void
draw_below(struct report_screen *s, struct canvas *c)
{
	char head[100];
	int rows = c->rows - 1;

	canvas_rule(c, 0, 0, c->cols, STYLE_FRAME);
	snprintf(head, sizeof(head),
		 s->hints.n ? _(" Missing or doubtful: %zu (F4) ") : _(" Nothing is missing "),
		 s->hints.n);
	canvas_put(c, 0, 2, head, s->hints.n ? STYLE_WARNING : STYLE_GOOD);
	for (int i = 0; i < rows && (size_t)i < s->hints.n; i++) {
		canvas_put(c, i + 1, 1, "·", STYLE_WARNING);
		canvas_text(c, i + 1, 3, c->cols - 3, s->hints.v[i].text, STYLE_NORMAL);
	}
}

static void
draw_sheet(struct report_screen *s, struct canvas *c)
{
	int col = c->cols > REPORT_SHEET_CELLS ? (c->cols - REPORT_SHEET_CELLS) / 2 : 0;
	struct canvas part = canvas_part(c, 0, col, c->rows, REPORT_SHEET_CELLS);

	report_sheet_draw(&s->sheet, s->story.state, &part, &s->top);
	if (s->reading)
		canvas_caret(&part, 0, REPORT_MARK_CELLS + 1, false);
}

static void
draw_writing(struct report_screen *s, struct canvas *c, int below)
{
	struct canvas lower = canvas_part(c, c->rows - below - 1, 0, below + 1, c->cols);
	struct canvas upper = canvas_part(c, 0, 0, c->rows - below - 1, c->cols);

	draw_below(s, &lower);
	report_edit_draw(&s->edit, &upper, !s->reading);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct report_screen *s = screen(v);
	bool wide = c->cols >= WIDE_COLS;
	int below = wide ? BELOW_ROWS_WIDE : BELOW_ROWS, side = c->cols - REPORT_SHEET_CELLS - 1;
	struct canvas body = canvas_part(c, 1, 0, c->rows - 1, c->cols), left, right;

	if (!s->loaded)
		return;
	draw_state(s, c);
	if (wide) {
		left = canvas_part(&body, 0, 0, body.rows, side);
		right = canvas_part(&body, 0, side + 1, body.rows, REPORT_SHEET_CELLS);
		if (is_draft(s))
			draw_writing(s, &left, below);
		else
			report_story_draw(console_of(v)->book, &s->report, &s->story, &left);
		draw_sheet(s, &right);
		return;
	}
	if (is_draft(s) && !s->reading) {
		draw_writing(s, &body, below);
		return;
	}
	if (!is_draft(s)) {
		left = canvas_part(&body, body.rows - below - 1, 0, below + 1, body.cols);
		report_story_draw(console_of(v)->book, &s->report, &s->story, &left);
		body = canvas_part(&body, 0, 0, body.rows - below - 1, body.cols);
	}
	draw_sheet(s, &body);
}

/* ---- keys ---- */

static enum rc
taken_over(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	if (choice != 1)
		return RC_OK;
	screen(below)->writing = report_claim(below, screen(below)->id, e) == RC_OK;
	return screen(below)->writing ? RC_OK : e->code;
}

/* Before the first key that may change something. */
static bool
may_write(struct report_screen *s)
{
	static const char *const choices[] = {N_("go on writing here"), NULL};
	struct arena a = {0};
	char *who = NULL;
	struct err e;
	bool may = s->writing;

	if (!may && report_holder(&s->base, &a, s->id, &who) == SCRAP_ELSEWHERE) {
		if (dialog_open(s->base.app,
				&(struct dialog){
				    .title = s->id,
				    .text = arena_text_f(&a,
							 _("%s is writing this draft at another "
							   "terminal. Written on here, what is "
							   "typed there is no longer kept."),
							 who),
				    .choices = choices,
				    .done = taken_over},
				&e) != RC_OK)
			app_say_error(s->base.app, &e);
	} else if (!may) {
		/* What cannot be said in the book now must not stop the writing. */
		may = true;
		s->writing = report_claim(&s->base, s->id, &e) == RC_OK;
		if (!s->writing)
			app_say_error(s->base.app, &e);
	}
	arena_free(&a);
	return may;
}

static bool
changes(const struct key_event *ev)
{
	switch (ev->key) {
	case K_ENTER:
	case K_BACKSPACE:
	case K_DELETE:
	case K_PASTE:
	case K_CTRL('k'):
	case K_CTRL('u'):
	case K_CTRL('w'):
	case K_CTRL('y'):
	case K_CTRL('z'):
	case K_CTRL('r'):
		return true;
	}
	return key_is_text(ev->key);
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct report_screen *s = screen(v);

	if (is_draft(s) && s->reading && ev->key == K_ENTER) {
		s->reading = false;
		return true;
	}
	if (!is_draft(s) || s->reading || ev->key == K_CTRL('d'))
		return false;
	if (changes(ev) && !may_write(s))
		return true;
	if (!report_edit_key(&s->edit, ev))
		return false;
	if (report_edit_changed(&s->edit)) {
		refresh(s);
		if (!s->keep_at)
			s->keep_at = app_steady_ms() + KEEP_MS;
	}
	return true;
}

static enum rc
scroll(struct view *v, long by)
{
	struct report_screen *s = screen(v);

	if (by < 0 && s->top < (size_t)-by)
		s->top = 0;
	else
		s->top = (size_t)((long)s->top + by);
	return RC_OK;
}

static enum rc
up(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, -1);
}

static enum rc
down(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, 1);
}

static enum rc
page_up(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, -(PAGE_LINES / 2));
}

static enum rc
page_down(struct view *v, struct err *e)
{
	(void)e;
	return scroll(v, PAGE_LINES / 2);
}

/* ---- acting ---- */

static enum rc
preview(struct view *v, struct err *e)
{
	struct report_screen *s = screen(v);

	(void)e;
	if (is_draft(s))
		s->reading = !s->reading;
	return RC_OK;
}

static enum rc
record(struct view *v, struct err *e)
{
	struct report_screen *s = screen(v);

	if (!is_draft(s))
		return RC_OK;
	if (keep(s, true, e) != RC_OK)
		return e->code;
	app_say(v->app, STYLE_GOOD, "%s", _("Kept as a draft. Not signed, not sent."));
	return RC_OK;
}

static enum rc
left_anyway(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	(void)e;
	if (choice == 1) {
		release(screen(below));
		app_close(below);
	}
	return RC_OK;
}

/* Out of the preview first. What cannot be kept is said before it is lost. */
static enum rc
leave(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("leave without it"), NULL};
	struct report_screen *s = screen(v);
	struct err why = {.code = RC_OK};

	if (is_draft(s) && s->reading) {
		s->reading = false;
		return RC_OK;
	}
	if (is_draft(s) && report_edit_changed(&s->edit) && keep(s, true, &why) != RC_OK)
		return dialog_open(v->app,
				   &(struct dialog){.title = _("Not kept"),
						    .text = why.text,
						    .choices = choices,
						    .done = left_anyway},
				   e);
	release(s);
	app_close(v);
	return RC_OK;
}

/* Everything typed must be in the draft before anything is done with it. */
static enum rc
act(struct view *v, enum rc (*what)(struct view *v, const char *id, struct err *e), struct err *e)
{
	struct report_screen *s = screen(v);

	if (keep(s, true, e) != RC_OK)
		return e->code;
	return what(v, s->id, e);
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
all(struct view *v, struct err *e)
{
	struct report_screen *s = screen(v);
	struct arena a = {0};
	struct str out = STR_INIT;
	enum rc rc;

	report_story_text(console_of(v)->book, &a, &s->report, &s->story, &out);
	if (out.len > 0)
		str_add(&out, "\n");
	for (size_t i = 0; i < s->hints.n; i++)
		str_add_f(&out, "· %s\n", s->hints.v[i].text);
	if (s->hints.n == 0)
		str_add(&out, _("Nothing is missing.\n"));
	rc = dialog_open(
	    v->app,
	    &(struct dialog){.title = _("Checked, and what has become of it"), .text = out.ptr}, e);
	str_clear(&out);
	arena_free(&a);
	return rc;
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5) },             "preview",  N_("preview"),        preview },
	{ { K_F(6) },             "sign",     N_("sign it"), sign },
	{ { K_F(7) },             "by-phone", N_("by phone"),       by_phone },
	{ { K_F(8) },             "send",     N_("sent"),           send },
	{ { K_CTRL('o'), K_ENTER }, "more",   N_("more"),           more },
	{ { K_F(9) },             "text",     N_("text to copy"),   text },
	{ { K_F(4) },             "missing",  N_("what is missing"), all },
	{ { K_CTRL('d') },        "keep",     N_("keep the draft"), record },
	{ { K_ESC, 'q' },         "back",     N_("back"),           leave },
	{ { K_CTRL('c') },        "back",     NULL,                 leave },
	{ { K_UP, 'k' },          "up",       N_("row up"),         up },
	{ { K_DOWN, 'j' },        "down",     N_("row down"),       down },
	{ { K_PAGE_UP },          "page-up",  N_("page up"),        page_up },
	{ { K_PAGE_DOWN, ' ' },   "page-down", N_("page down"),     page_down },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_report = {
    .name = "report",
    .title = N_("Report"),
    .size = sizeof(struct report_screen),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .key = key,
    .tick = tick,
    .save = save,
    .heading = heading,
};
