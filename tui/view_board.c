/* The start screen (值守总览): who is on duty, what is open, what is owed next, the newest lines.
 */
#include "tui/view_board.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/handover.h"
#include "core/incident.h"
#include "core/text.h"
#include "storage/board.h"
#include "storage/case_matter.h"
#include "tui/console.h"
#include "tui/entry_row.h"
#include "tui/owed_text.h"
#include "tui/sync_words.h"

enum { ENTRIES = 40, TWO_PANES_COLS = 110, SCREENS = 9 };

struct board_line {
	const char *text;
	enum style_role style;
};

/* A part of the board: a heading and lines of which as many show as there is room for. */
struct section {
	const char *title; /* N_() */
	const char *none;  /* N_(): said in the heading when it is empty */
	int least;         /* lines that go first when room is short */
	bool newest;       /* the last lines count most */
	VEC(struct board_line) lines;
	int rows; /* given to its lines */
};

enum { SECTION_DUTY, SECTION_OWED, SECTION_INCIDENTS, SECTION_MATTERS, SECTION_ENTRIES, SECTIONS };

struct board_view {
	struct view base;
	struct arena arena;
	struct board board;
	struct section sections[SECTIONS];
	int64_t minute; /* of the last load */
};

static void
add(struct section *s, const char *text, enum style_role style)
{
	vec_push(&s->lines, ((struct board_line){text, style}));
}

static void
add_str(struct board_view *bv, struct section *s, struct str *text, enum style_role style)
{
	for (size_t i = 0; i < text->len; i++)
		if (text->ptr[i] == '\n')
			text->ptr[i] = ' ';
	add(s, arena_text_n(&bv->arena, text->ptr, text->len), style);
	str_clear(text);
}

/* Duty: a post a line, its people one after the other. */

static void
add_person(struct board_view *bv, const struct stint *s, struct str *out)
{
	const struct person *p = duty_person(&bv->board.roster.duty, s->person);
	char until[MOMENT_TEXT];

	str_add_f(out, "  %s", duty_person_name(&bv->board.roster.duty, s->person));
	if (p && (p->phone || p->mobile))
		str_add_f(out, " %s", p->phone ? p->phone : p->mobile);
	moment_screen(moment_at(s->until), until);
	if (s->until - bv->minute * 60 < 2 * 3600)
		str_add_f(out, _(" until %s"), until + strlen("01-18 "));
}

static void
add_not_handed_over(struct board_view *bv, int group, int64_t end)
{
	char when[MOMENT_TEXT];

	if (!end)
		return;
	moment_screen(moment_at(end), when);
	add(&bv->sections[SECTION_DUTY],
	    arena_text_f(&bv->arena, _("■ %s: the shift until %s is not handed over, %lld min (4)"),
			 _(choice_label(post_groups, group)), when,
			 (long long)(bv->minute - end / 60)),
	    STYLE_OVERDUE);
}

static void
add_absent(struct board_view *bv)
{
	const struct attended_duties *absent = &bv->board.people.absent;
	const struct duty_book *duty = &bv->board.roster.duty;

	for (size_t i = 0; i < absent->n; i++) {
		const struct stint *s = &absent->v[i].stint;

		add(&bv->sections[SECTION_DUTY],
		    arena_text_f(&bv->arena, _("■ not here: %s %s, for %lld min (F4)"),
				 duty_post_name(duty, s->post), duty_person_name(duty, s->person),
				 (long long)(bv->minute - s->from / 60)),
		    STYLE_OVERDUE);
	}
}

static void
fill_duty(struct board_view *bv)
{
	struct section *s = &bv->sections[SECTION_DUTY];
	const struct duty_book *duty = &bv->board.roster.duty;
	const struct stints *stints = &bv->board.duty;

	if (bv->board.mode > MODE_NORMAL)
		add(s,
		    arena_text_f(&bv->arena, _("Mode in force: %s"),
				 _(choice_label(duty_modes, bv->board.mode))),
		    STYLE_WARNING);
	for (size_t i = 0; i < stints->n;) {
		const char *post = stints->v[i].post;
		int readiness = duty_readiness(duty, post, bv->minute * 60);
		struct str line = STR_INIT;

		text_put(&line, duty_post_name(duty, post), 10);
		str_add_f(&line, " %s", _(choice_label(readinesses, readiness)));
		for (; i < stints->n && str_equal(stints->v[i].post, post); i++)
			add_person(bv, &stints->v[i], &line);
		add_str(bv, s, &line, STYLE_NORMAL);
	}
	add_absent(bv);
	add_not_handed_over(bv, GROUP_WATCH, bv->board.not_handed_over);
	add_not_handed_over(bv, GROUP_FIRE, bv->board.fire_not_handed_over);
	for (size_t i = 0; i < bv->board.gaps.n; i++) {
		const struct gap *g = &bv->board.gaps.v[i];
		char until[BOARD_UNTIL_TEXT];

		board_gap_until(&bv->board, g, until);
		add(s,
		    arena_text_f(&bv->arena, _("■ gap: %s has %lld of %lld, until %s"),
				 duty_post_name(duty, g->post), (long long)g->have,
				 (long long)g->need, until),
		    STYLE_OVERDUE);
	}
}

static void
fill_incidents(struct board_view *bv)
{
	struct section *s = &bv->sections[SECTION_INCIDENTS];
	const struct things *things = &bv->board.incidents;

	for (size_t i = things->n; i-- > 0;) {
		const struct incident *in = things->v[i]->body;
		struct str line = STR_INIT;
		char learned[MOMENT_TEXT];

		moment_screen(in->learned, learned);
		str_add_f(&line, "%s  %s  %s", learned, things->v[i]->id,
			  in->title ? in->title : in->place);
		if (in->flags)
			str_add(&line, "  ▲");
		for (size_t k = 0; incident_flags[k].word; k++)
			if (in->flags >> k & 1)
				str_add_f(&line, " %s", _(incident_flags[k].label));
		add_str(bv, s, &line, STYLE_STRONG);
	}
}

static void
add_matter(struct board_view *bv, const struct thing *t, struct moment due)
{
	struct section *s = &bv->sections[SECTION_MATTERS];
	bool over = due.kind == MOMENT_EXACT && due.secs < bv->minute * 60;
	struct str line = STR_INIT;
	char text[MOMENT_TEXT];
	char **waiting;
	struct err e;

	str_add_f(&line, "%s%s  ", over ? "■ " : "", _(t->kind->label));
	kind_line(t->kind, t->body, &line);
	moment_screen(due, text);
	if (due.kind == MOMENT_EXACT)
		str_add_f(&line, _("  by %s"), text);
	if (t->kind == &kind_matter &&
	    matter_waiting(console_of(&bv->base)->book, &bv->arena, t, &waiting, &e) == RC_OK)
		for (size_t i = 0; waiting[i]; i++)
			str_add_f(&line, "%s%s", i ? "、" : _("  waits for "), waiting[i]);
	add_str(bv, s, &line, over ? STYLE_OVERDUE : STYLE_NORMAL);
}

/* A verdict from above that wants an answer (F8). */
static void
add_answer(struct board_view *bv, const struct queue_item *x)
{
	const struct review *v = x->verdict->body;
	bool over = x->flags & QUEUE_OVERDUE;
	struct str line = STR_INIT;
	char due[MOMENT_TEXT];

	str_add_f(&line, "%s %s  %s", over ? "■" : "▲", _(choice_label(review_words, v->verdict)),
		  x->title);
	if (v->text)
		str_add_f(&line, "：%s", v->text);
	moment_screen(v->due, due);
	if (v->due.kind == MOMENT_EXACT)
		str_add_f(&line, _("  by %s"), due);
	add_str(bv, &bv->sections[SECTION_MATTERS], &line, over ? STYLE_OVERDUE : STYLE_WARNING);
}

/* Swaps, leave and spot checks that wait for a word. */
static void
add_waiting(struct board_view *bv)
{
	struct str line = STR_INIT;

	board_waiting_text(&bv->board.people, &line);
	if (line.len)
		add_str(bv, &bv->sections[SECTION_MATTERS], &line,
			bv->board.people.overdue ? STYLE_OVERDUE : STYLE_WARNING);
	str_clear(&line);
}

static void
fill_matters(struct board_view *bv)
{
	const struct board *b = &bv->board;

	for (size_t i = 0; i < b->warnings.n; i++) {
		const struct warning *w = b->warnings.v[i]->body;
		struct str line = STR_INIT;

		str_add_f(&line, "▲ %s %s  %s", w->kind ? w->kind : "",
			  _(choice_label(warning_colours, w->colour)), w->issuer ? w->issuer : "");
		add_str(bv, &bv->sections[SECTION_MATTERS], &line, STYLE_WARNING);
	}
	for (size_t i = 0; i < b->answers.n; i++)
		add_answer(bv, &b->answers.v[i]);
	for (size_t i = 0; i < b->orders.n; i++)
		add_matter(bv, b->orders.v[i], ((struct order *)b->orders.v[i]->body)->due);
	for (size_t i = 0; i < b->matters.n; i++)
		add_matter(bv, b->matters.v[i], ((struct matter *)b->matters.v[i]->body)->due);
	add_waiting(bv);
}

static void
fill_entries(struct board_view *bv)
{
	struct section *s = &bv->sections[SECTION_ENTRIES];

	for (size_t i = 0; i < bv->board.entries.n; i++) {
		struct entry_row en = {.record = bv->board.entries.v[i]};
		struct str line = STR_INIT;
		char at[MOMENT_TEXT];

		entry_look(&en, console_of(&bv->base)->book, &bv->arena);
		moment_screen(en.record->at, at);
		str_add_f(&line, "%s  %s  %s  %s", at, entry_kind(&en), en.text, en.by);
		add_str(bv, s, &line, entry_style(&en));
	}
}

/* What counts down is written at each drawing. */
static void
fill_owed(struct board_view *bv)
{
	struct section *s = &bv->sections[SECTION_OWED];
	int64_t now = console_now(&bv->base);

	s->lines.n = 0;
	for (size_t i = 0; i < bv->board.owed.n; i++) {
		struct str line = STR_INIT;
		enum style_role style = owed_text(&bv->board.owed.v[i], now, &line);

		add_str(bv, s, &line, style);
	}
}

static void
forget(struct board_view *bv)
{
	for (int i = 0; i < SECTIONS; i++)
		vec_clear(&bv->sections[i].lines);
	board_clear(&bv->board);
	arena_free(&bv->arena);
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct board_view *bv = (struct board_view *)v;

	(void)arg;
	(void)e;
	bv->sections[SECTION_DUTY] = (struct section){
	    .title = N_("On duty"), .none = N_("nobody by the roster"), .least = 6};
	bv->sections[SECTION_OWED] =
	    (struct section){.title = N_("Owed next"), .none = N_("nothing is owed"), .least = 3};
	bv->sections[SECTION_INCIDENTS] =
	    (struct section){.title = N_("Open incidents"), .none = N_("none"), .least = 3};
	bv->sections[SECTION_MATTERS] = (struct section){
	    .title = N_("Instructions and matters"), .none = N_("none"), .least = 2};
	bv->sections[SECTION_ENTRIES] = (struct section){
	    .title = N_("Newest entries"), .none = N_("none"), .least = 1, .newest = true};
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct board_view *bv = (struct board_view *)v;

	forget(bv);
	bv->minute = console_now(v) / 60;
	if (board_load(console_book(v), &bv->arena, ENTRIES, &bv->board, e) != RC_OK)
		return e->code;
	fill_duty(bv);
	fill_incidents(bv);
	fill_matters(bv);
	fill_entries(bv);
	return RC_OK;
}

/* Drawing */

/* Gives each section its share of the rows: the least that each wants first, in order, then the
 * rest to those that have more. */
static void
share_rows(struct section *const *s, int n, int rows)
{
	rows -= n;
	for (int i = 0; i < n; i++) {
		int want = (int)s[i]->lines.n < s[i]->least ? (int)s[i]->lines.n : s[i]->least;

		s[i]->rows = want < rows ? want : rows > 0 ? rows : 0;
		rows -= s[i]->rows;
	}
	for (int i = 0; i < n && rows > 0; i++) {
		int more = (int)s[i]->lines.n - s[i]->rows;

		more = more < rows ? more : rows;
		s[i]->rows += more;
		rows -= more;
	}
}

static int
draw_heading(const struct section *s, struct canvas *c, int row)
{
	char count[48] = "";
	int col;

	canvas_fill(c, row, 0, 1, c->cols, ' ', STYLE_HEADING);
	col = canvas_put(c, row, 1, _(s->title), STYLE_HEADING);
	if (s->lines.n == 0) {
		canvas_put(c, row, col + 2, _(s->none), STYLE_HEADING);
	} else if ((int)s->lines.n > s->rows) {
		snprintf(count, sizeof(count), "%d/%zu", s->rows, s->lines.n);
		canvas_put_right(c, row, col + 2, c->cols - 1, count, STYLE_HEADING);
	}
	return row + 1;
}

static void
draw_pane(struct section *const *s, int n, struct canvas *c)
{
	int row = 0;

	share_rows(s, n, c->rows);
	for (int i = 0; i < n && row < c->rows; i++) {
		size_t first = s[i]->newest ? s[i]->lines.n - (size_t)s[i]->rows : 0;

		row = draw_heading(s[i], c, row);
		for (int k = 0; k < s[i]->rows; k++, row++) {
			const struct board_line *line = &s[i]->lines.v[first + (size_t)k];

			canvas_text(c, row, 1, c->cols - 2, line->text, line->style);
		}
	}
}

static void
draw_sync(const struct board_view *bv, struct canvas *c)
{
	const struct console *con = console_of(&bv->base);
	struct str text = STR_INIT;

	str_add(&text, _("Sync: "));
	sync_words(&bv->board.rounds, con->sync.running && !con->sync.verify,
		   console_now(&bv->base), SYNC_FULLEST, &text);
	canvas_text(c, c->rows - 1, 1, c->cols - 1, text.ptr, STYLE_DIM);
	str_clear(&text);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct board_view *bv = (struct board_view *)v;
	struct section *all[SECTIONS];
	int half = c->cols / 2, rows = c->rows - 1;
	struct canvas left =
	    canvas_part(c, 0, 0, rows, c->cols < TWO_PANES_COLS ? c->cols : half - 1);
	struct canvas right = canvas_part(c, 0, half, rows, c->cols - half);

	fill_owed(bv);
	for (int i = 0; i < SECTIONS; i++)
		all[i] = &bv->sections[i];
	if (c->cols < TWO_PANES_COLS) {
		draw_pane(all, SECTIONS, &left);
	} else {
		draw_pane(all, SECTION_MATTERS, &left);
		draw_pane(all + SECTION_MATTERS, SECTIONS - SECTION_MATTERS, &right);
	}
	draw_sync(bv, c);
	canvas_caret(c, 0, 0, false);
}

static void
clear(struct view *v)
{
	forget((struct board_view *)v);
}

/* Duty changes with the minute, without anybody writing. */
static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct board_view *)v)->minute))
		v->stale = true;
	return -1;
}

static enum rc
open_screen(struct view *v, const char *name, struct err *e)
{
	const struct view_type *type = view_type_by_name(name);

	return type ? app_open(v->app, type, NULL, e)
		    : err_set(e, RC_NOT_FOUND, _("there is no screen %s"), name);
}

#define SCREEN(name)                                              \
	static enum rc open_##name(struct view *v, struct err *e) \
	{                                                         \
		return open_screen(v, #name, e);                  \
	}
SCREEN(log)
SCREEN(incidents)
SCREEN(reports)
SCREEN(matters)
SCREEN(handovers)
SCREEN(reviews)
SCREEN(roster)
SCREEN(coverage)
SCREEN(takeover)
SCREEN(attendance)
SCREEN(gauge)
SCREEN(people)
SCREEN(contacts)
SCREEN(sync)
SCREEN(settings)
#undef SCREEN

/* clang-format off */
static const struct command commands[] = {
	{ { '1' }, "log",       N_("log"),       open_log },
	{ { '2' }, "incidents", N_("incidents"), open_incidents },
	{ { K_F(6), 'r' }, "reports", N_("reports"), open_reports },
	{ { '3' }, "matters",   N_("matters"),   open_matters },
	{ { '4' }, "handovers", N_("handover"),  open_handovers },
	{ { '5' }, "roster",    N_("roster"),    open_roster },
	{ { K_F(5), 'c' }, "coverage", N_("coverage"), open_coverage },
	{ { K_F(7), 'g' }, "gauge", N_("force"), open_gauge },
	{ { '6' }, "people",    N_("personnel"), open_people },
	{ { '7' }, "contacts",  N_("contacts"),  open_contacts },
	{ { '8' }, "sync",      N_("sync"),      open_sync },
	{ { '9' }, "settings",  N_("settings"),  open_settings },
	{ { K_F(8), 'v' }, "reviews", N_("review"), open_reviews },
	{ { K_F(4), 'd' }, "attendance", N_("who is here"), open_attendance },
	{ { K_F(9), 't' }, "takeover", N_("take over"), open_takeover },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_board = {
    .name = "board",
    .title = N_("Duty board"),
    .size = sizeof(struct board_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .tick = tick,
};
