/* One incident for a supervisor (时间链核查): the chain of times, what stands below it, verdicts.
 */
#include "tui/view_case_review.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "storage/case_review.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/verdict_box.h"
#include "tui/view_record.h"
#include "tui/view_text.h"

enum { WIDE_COLS = 110, HEAD_ROWS = 2, NAME_COLS = 20, TIMES_COLS = 17, INDENT = 2 };
enum { PANE_CHAIN, PANE_REST, PANES };

/* A statement with the record that shows it. */
struct block {
	const char *text, *more; /* more: beneath it, dimmer; "" none */
	const char *id;          /* NULL: none */
	enum style_role style;
	bool heading;
};

/* One row on screen, of a block. */
struct row {
	size_t block;
	const char *bytes;
	size_t n;
	int indent;
	enum style_role style;
};

struct pane {
	VEC(struct block) blocks;
	VEC(struct row) rows; /* folded to `cols` */
	int cols;
	size_t selected, top, page; /* block; row; rows shown */
};

struct case_screen {
	struct view base;
	char id[ID_TEXT];
	struct arena arena;
	struct case_page page;
	struct pane panes[PANES];
	int focus;
	bool loaded, wide;
	int64_t minute;
	struct verdict_box box;
};

/* ---- what there is to read ---- */

static void
add(struct pane *p, struct block b)
{
	b.more = b.more ? b.more : "";
	vec_push(&p->blocks, b);
}

static enum style_role
style_of(enum review_judgement j)
{
	switch (j) {
	case JUDGED_TIME:
		return STYLE_GOOD;
	case JUDGED_LATE:
		return STYLE_OVERDUE;
	case JUDGED_OPEN:
	case JUDGED_EXCUSED:
		return STYLE_WARNING;
	case JUDGED_NOT:
	case JUDGED_DROPPED:
		break;
	}
	return STYLE_NORMAL;
}

/* "接报→电话首报    02:47 → 02:58  11/30  按时", its evidence beneath. */
static void
add_node(struct case_screen *s, const struct review_node *n, int cells)
{
	struct str line = STR_INIT, times = STR_INIT, minutes = STR_INIT;

	review_node_times(&s->page.review, n, &times);
	review_node_minutes(n, &minutes);
	text_put(&line, n->name, cells);
	str_add(&line, " ");
	if (text_width(times.ptr) <= TIMES_COLS)
		text_put(&line, times.ptr, TIMES_COLS);
	else
		str_add(&line, times.ptr);
	str_add(&line, "  ");
	text_put(&line, minutes.ptr, 9);
	str_add_f(&line, "  %s", n->verdict);
	add(&s->panes[PANE_CHAIN], (struct block){.text = arena_text(&s->arena, line.ptr),
						  .more = n->evidence,
						  .id = n->id,
						  .style = style_of(n->judged)});
	str_clear(&line);
	str_clear(&times);
	str_clear(&minutes);
}

static void
add_part(struct case_screen *s, enum review_part part)
{
	const struct case_review *r = &s->page.review;
	struct pane *p = &s->panes[PANE_REST];
	size_t n = 0;

	for (size_t i = 0; i < r->nlines; i++)
		n += r->lines[i].part == part;
	add(p, (struct block){.text = arena_text_f(&s->arena, "%s%s", _(review_part_labels[part]),
						   n ? "" : _(": none")),
			      .style = STYLE_HEADING,
			      .heading = true});
	for (size_t i = 0; i < r->nlines; i++) {
		const struct review_line *l = &r->lines[i];

		if (l->part != part)
			continue;
		add(p,
		    (struct block){.text = l->doubt ? arena_text_f(&s->arena, "▲ %s — %s",
								   _(review_doubt_labels[l->doubt]),
								   l->text)
						    : l->text,
				   .id = l->id,
				   .style = l->doubt ? STYLE_WARNING : STYLE_NORMAL});
	}
}

static void
forget(struct case_screen *s)
{
	for (int i = 0; i < PANES; i++) {
		vec_clear(&s->panes[i].blocks);
		vec_clear(&s->panes[i].rows);
		s->panes[i].cols = 0;
	}
	arena_free(&s->arena);
	s->loaded = false;
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)e;
	snprintf(((struct case_screen *)v)->id, ID_TEXT, "%s", (const char *)arg);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct case_screen *s = (struct case_screen *)v;
	struct arena fresh = {0};
	struct case_page page;
	int cells = 0;

	if (case_page(console_book(v), &fresh, s->id, &page, e) != RC_OK) {
		arena_free(&fresh);
		return e->code;
	}
	forget(s);
	s->arena = fresh;
	s->page = page;
	s->loaded = true;
	for (size_t i = 0; i < page.review.nnodes; i++)
		if (text_width(page.review.nodes[i].name) > cells)
			cells = text_width(page.review.nodes[i].name);
	for (size_t i = 0; i < page.review.nnodes; i++)
		add_node(s, &page.review.nodes[i], cells < NAME_COLS ? cells : NAME_COLS);
	for (enum review_part p = 0; p < REVIEW_PARTS; p++)
		add_part(s, p);
	return RC_OK;
}

/* ---- drawing ---- */

struct folding {
	struct pane *pane;
	size_t block;
	int indent;
	enum style_role style;
};

static void
fold_row(void *ctx, const char *bytes, size_t n)
{
	const struct folding *f = ctx;

	vec_push(&f->pane->rows, ((struct row){f->block, bytes, n, f->indent, f->style}));
}

/* Folds the blocks to the pane's width; long lines go on beneath their beginning. */
static void
fold(struct pane *p, int cols)
{
	p->rows.n = 0;
	p->cols = cols;
	for (size_t i = 0; i < p->blocks.n; i++) {
		const struct block *b = &p->blocks.v[i];
		struct folding f = {p, i, b->heading ? 0 : 1, b->style};

		text_wrap(b->text, cols - 2, fold_row, &f);
		f.indent = INDENT + 1;
		f.style = STYLE_DIM;
		if (*b->more)
			text_wrap(b->more, cols - INDENT - 2, fold_row, &f);
	}
}

/* The first row of the selected block stays on screen, the whole of it where it fits. */
static void
keep_in_sight(struct pane *p)
{
	size_t first = 0, last;

	while (first < p->rows.n && p->rows.v[first].block != p->selected)
		first++;
	for (last = first; last + 1 < p->rows.n && p->rows.v[last + 1].block == p->selected;)
		last++;
	if (last >= p->top + p->page)
		p->top = last + 1 - p->page;
	if (first < p->top)
		p->top = first;
	/* The heading over the first of a part. */
	if (first > 0 && p->top == first && p->blocks.v[p->rows.v[first - 1].block].heading)
		p->top--;
}

static void
draw_pane(struct pane *p, struct canvas *c, bool focus)
{
	if (p->cols != c->cols)
		fold(p, c->cols);
	p->page = c->rows > 0 ? (size_t)c->rows : 1;
	if (p->selected >= p->blocks.n)
		p->selected = p->blocks.n ? p->blocks.n - 1 : 0;
	keep_in_sight(p);
	for (size_t i = 0; i < p->page && p->top + i < p->rows.n; i++) {
		const struct row *r = &p->rows.v[p->top + i];
		bool here = focus && r->block == p->selected;

		canvas_text_n(c, (int)i, r->indent, c->cols - r->indent, r->bytes, r->n, r->style);
		if (here)
			canvas_style(c, (int)i, 0, 1, c->cols, STYLE_SELECTED);
		if (here && (i == 0 || p->rows.v[p->top + i - 1].block != r->block))
			canvas_caret(c, (int)i, 0, false);
	}
}

static void
draw_head(const struct case_screen *s, struct canvas *c)
{
	const struct case_review *r = &s->page.review;
	struct str line = STR_INIT;
	char learned[MOMENT_TEXT];

	moment_screen(moment_at(r->cf->learned), learned);
	str_add_f(&line, _("%s  received %s"),
		  r->cf->incident->title ? r->cf->incident->title : r->cf->incident->place,
		  learned);
	canvas_text(c, 0, 1, c->cols - 1, line.ptr, STYLE_STRONG);
	str_cut(&line, 0);
	str_add_f(&line, _("late %zu, with reason %zu"), r->late, r->excused);
	for (int d = DOUBT_NONE + 1; d < DOUBTS; d++)
		if (r->doubts >> d & 1)
			str_add_f(&line, "  ▲%s", _(review_doubt_labels[d]));
	if (r->verdict)
		str_add_f(&line, "  → %s%s",
			  _(choice_label(review_words,
					 ((const struct review *)r->verdict->body)->verdict)),
			  r->reply ? _(", answered") : "");
	canvas_text(c, 1, 1, c->cols - 1, line.ptr,
		    r->late || r->doubts ? STYLE_WARNING : STYLE_NORMAL);
	str_clear(&line);
}

/* On a narrow screen one pane at a time; Tab changes it. */
static void
draw(struct view *v, struct canvas *c)
{
	struct case_screen *s = (struct case_screen *)v;
	struct canvas body = canvas_part(c, HEAD_ROWS, 0, c->rows - HEAD_ROWS, c->cols);
	int half = c->cols / 2;

	s->wide = c->cols >= WIDE_COLS;
	if (!s->loaded)
		return;
	draw_head(s, c);
	if (!s->wide) {
		draw_pane(&s->panes[s->focus], &body, true);
		return;
	}
	for (int i = 0; i < PANES; i++) {
		struct canvas part = canvas_part(&body, 0, i ? half + 1 : 0, body.rows,
						 i ? c->cols - half - 1 : half);

		draw_pane(&s->panes[i], &part, i == s->focus);
	}
}

static void
clear(struct view *v)
{
	forget((struct case_screen *)v);
}

static void
heading(const struct view *v, struct str *out)
{
	const struct case_screen *s = (const struct case_screen *)v;

	str_add_f(out, "%s  %s", s->id,
		  s->wide                  ? ""
		  : s->focus == PANE_CHAIN ? _("chain of times")
					   : _("what stands below it"));
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct case_screen *)v)->minute))
		v->stale = true;
	return -1;
}

/* ---- moving ---- */

static enum rc
move(struct view *v, int by)
{
	struct pane *p = &((struct case_screen *)v)->panes[((struct case_screen *)v)->focus];
	int64_t to = (int64_t)p->selected + by;

	if (p->blocks.n == 0)
		return RC_OK;
	to = to < 0 ? 0 : to >= (int64_t)p->blocks.n ? (int64_t)p->blocks.n - 1 : to;
	p->selected = (size_t)to;
	return RC_OK;
}

static enum rc
up(struct view *v, struct err *e)
{
	(void)e;
	return move(v, -1);
}

static enum rc
down(struct view *v, struct err *e)
{
	(void)e;
	return move(v, 1);
}

static enum rc
page_up(struct view *v, struct err *e)
{
	(void)e;
	return move(v, -8);
}

static enum rc
page_down(struct view *v, struct err *e)
{
	(void)e;
	return move(v, 8);
}

static enum rc
turn(struct view *v, struct err *e)
{
	struct case_screen *s = (struct case_screen *)v;

	(void)e;
	s->focus = (s->focus + 1) % PANES;
	return RC_OK;
}

/* ---- acting ---- */

static enum rc
open_record(struct view *v, struct err *e)
{
	struct case_screen *s = (struct case_screen *)v;
	const struct pane *p = &s->panes[s->focus];

	if (p->selected >= p->blocks.n || !p->blocks.v[p->selected].id)
		return err_set(e, RC_NOT_FOUND, "%s", _("no single record stands behind this"));
	return app_open(v->app, &view_record, p->blocks.v[p->selected].id, e);
}

static enum rc
paper(struct view *v, struct err *e)
{
	struct case_screen *s = (struct case_screen *)v;
	struct arena a = {0};
	struct str text = STR_INIT;
	enum rc rc = case_page_paper(console_book(v), &a, s->id, false, &text, e);

	if (rc == RC_OK)
		rc = app_open(v->app, &view_text,
			      &(struct text_args){.heading = s->id, .text = text.ptr}, e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}

static enum rc
reply(struct view *v, struct err *e)
{
	struct case_screen *s = (struct case_screen *)v;

	return verdict_reply(v, &s->box, s->id, e);
}

static enum rc
give(struct view *v, int verdict, struct err *e)
{
	struct case_screen *s = (struct case_screen *)v;

	return verdict_ask(v, &s->box, s->id, verdict, e);
}

#define VERDICT(name, word)                                \
	static enum rc name(struct view *v, struct err *e) \
	{                                                  \
		return give(v, word, e);                   \
	}
VERDICT(in_order, REVIEW_OK)
VERDICT(remind, REVIEW_REMIND)
VERDICT(send_back, REVIEW_RETURN)
VERDICT(supervise, REVIEW_SUPERVISE)
#undef VERDICT

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },         "open",      N_("the record"),    open_record },
	{ { K_TAB, K_RIGHT },  "pane",      N_("other part"),    turn },
	{ { '1' },             "ok",        N_("in order"),      in_order },
	{ { '2' },             "remind",    N_("reminder"),      remind },
	{ { '3' },             "return",    N_("send back"),     send_back },
	{ { '4' },             "supervise", N_("supervise"),     supervise },
	{ { K_F(6), 'r' },     "reply",     N_("reply to it"),   reply },
	{ { K_F(9), 'p' },     "paper",     N_("as printed"),    paper },
	{ { K_UP, 'k' },       "up",        NULL,                up },
	{ { K_DOWN, 'j' },     "down",      NULL,                down },
	{ { K_PAGE_UP },       "page-up",   NULL,                page_up },
	{ { ' ', K_PAGE_DOWN }, "page-down", NULL,               page_down },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_case_review = {
    .name = "case-review",
    .title = N_("Review of an incident"),
    .size = sizeof(struct case_screen),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .tick = tick,
    .heading = heading,
};
