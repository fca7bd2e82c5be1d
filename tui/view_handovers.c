/* The handovers (交接班): those still open first, then the sealed ones, the newest first. */
#include "tui/view_handovers.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/text.h"
#include "storage/handover.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/view_handover.h"

enum { SHOWN_MAX = 400 };

/* Looked up when it is first shown. */
struct handover_line {
	const struct thing *thing;
	bool looked;
	const char *state;
	enum style_role style;
};

struct handovers {
	struct view base;
	struct list list;
	struct arena arena;
	struct things things;           /* oldest first */
	struct handover_chains *chains; /* of the seals, read once */
	struct handover_line *lines;    /* newest first */
	size_t n;
	bool unreviewed;
	char reason[801];     /* of handing over alone: 200 characters */
	int group;            /* … which, enum post_group */
	const char *waits[2]; /* a shift that is over and not handed over, in words; NULL */
	int64_t minute;
};

static size_t
count(void *ctx)
{
	return ((struct handovers *)ctx)->n;
}

static void
add_state(const struct handover_view *v, struct str *out)
{
	const struct record *verdict = handover_verdict(&v->state);
	char code[16] = "";

	if (!v->state.seal) {
		str_add(out, v->state.out ? _("outgoing has signed") : _("open"));
		return;
	}
	if (verdict)
		str_add_f(
		    out, "%s  ",
		    _(choice_label(review_words, ((const struct review *)verdict->body)->verdict)));
	for (const struct handover_flag_word *w = handover_flag_words; w->word; w++)
		if (v->flags & w->flag)
			str_add_f(out, "▲ %s  ", _(w->label));
	if (v->late)
		str_add_f(out, _("▲ %zu added after the seal  "), v->late);
	seal_short(v->state.sealed->seal, code);
	str_add_f(out, "%s  %s", v->state.sealed->number, code);
}

static void
look(struct handovers *h, struct handover_line *l)
{
	struct book *b = console_of(&h->base)->book;
	struct handover_view v;
	struct str text = STR_INIT;
	struct err e;

	if (l->looked)
		return;
	l->looked = true;
	l->state = "";
	l->style = STYLE_ERROR;
	if (handover_row(b, &h->arena, &h->chains, l->thing->id, &v, &e) != RC_OK)
		return;
	add_state(&v, &text);
	l->state = arena_text_n(&h->arena, text.ptr, text.len);
	l->style = !v.state.seal ? STYLE_STRONG : v.flags || v.late ? STYLE_WARNING : STYLE_NORMAL;
	str_clear(&text);
	handover_view_clear(&v);
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	struct handovers *h = ctx;
	struct handover_line *l = &h->lines[row];
	const struct handover *body = l->thing->body;
	struct book *b = console_of(&h->base)->book;
	char at[MOMENT_TEXT];

	look(h, l);
	*style = l->style;
	if (column == 0) {
		str_add(out, l->thing->id);
	} else if (column == 1) {
		str_add(out, _(choice_label(post_groups, body->group)));
	} else if (column == 2) {
		moment_screen(body->end, at);
		str_add(out, at);
	} else if (column == 3) {
		str_add_f(out, "%s → %s",
			  body->outgoing ? book_author_name(b, &h->arena, body->outgoing) : "?",
			  body->incoming ? book_author_name(b, &h->arena, body->incoming) : "?");
	} else {
		str_add(out, l->state);
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct handovers *)ctx)->lines[row].thing->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("No."),         8,  false },
	{ N_("Group"),       8,  false },
	{ N_("Shift until"), 11, false },
	{ N_("Who hands over"), 16, false },
	{ N_("State"),       0,  false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = N_("no handover yet: F5 starts one"),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	list_init(&((struct handovers *)v)->list, &source, v);
	return RC_OK;
}

static void
forget(struct handovers *h)
{
	vec_clear(&h->things);
	handover_chains_free(h->chains);
	h->chains = NULL;
	free(h->lines);
	h->lines = NULL;
	h->n = 0;
	arena_free(&h->arena);
}

/* The open ones first. */
static void
fill(struct handovers *h)
{
	for (int open_ones = 1; open_ones >= 0; open_ones--)
		for (size_t i = h->things.n; i-- > 0 && h->n < SHOWN_MAX;) {
			const struct handover *body = h->things.v[i]->body;

			if (body->sealed == !open_ones)
				h->lines[h->n++].thing = h->things.v[i];
		}
}

/* ■ 值班组 8:00 应交接，已过 22 分：蒋八 0300-…，带班领导 陈一 0300-…；F7 单方交班 */
static enum rc
load_waits(struct handovers *h, struct err *e)
{
	static const int groups[] = {GROUP_WATCH, GROUP_FIRE};
	int64_t now = console_now(&h->base);

	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		struct handover_wait w;
		struct str text = STR_INIT;
		char end[MOMENT_TEXT];

		h->waits[i] = NULL;
		if (handover_wait(console_book(&h->base), &h->arena, groups[i], &w, e) != RC_OK)
			return e->code;
		if (!w.end)
			continue;
		moment_screen(moment_at(w.end), end);
		str_add_f(&text, _("■ %s: the shift until %s is not handed over, %lld min past"),
			  _(choice_label(post_groups, groups[i])), end,
			  (long long)minutes_between(w.end, now));
		if (w.incoming)
			str_add_f(&text, _("; call %s %s"), w.incoming,
				  w.incoming_phone ? w.incoming_phone : "");
		if (w.leader)
			str_add_f(&text, _(", tell the leader %s %s"), w.leader,
				  w.leader_phone ? w.leader_phone : "");
		str_add(&text, _("; nobody comes: F7"));
		h->waits[i] = arena_text(&h->arena, text.ptr);
		str_clear(&text);
	}
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct handovers *h = (struct handovers *)v;
	struct things things = {0};
	struct arena fresh = {0};

	if (handover_list(console_book(v), &fresh, NULL, h->unreviewed, &things, e) != RC_OK) {
		vec_clear(&things);
		arena_free(&fresh);
		return e->code;
	}
	forget(h);
	h->arena = fresh;
	h->things = things;
	h->lines = calloc(things.n + 1, sizeof(*h->lines));
	if (!h->lines)
		die("out of memory");
	fill(h);
	list_reload(&h->list);
	return load_waits(h, e);
}

struct banner {
	struct canvas *c;
	int row;
};

static void
draw_line(void *ctx, const char *bytes, size_t n)
{
	struct banner *b = ctx;

	canvas_text_n(b->c, b->row++, 1, b->c->cols - 2, bytes, n, STYLE_OVERDUE);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct handovers *h = (struct handovers *)v;
	struct banner b = {c, 0};
	struct canvas body;

	for (size_t i = 0; i < ARRAY_LEN(h->waits); i++)
		if (h->waits[i])
			text_wrap(h->waits[i], c->cols - 2, draw_line, &b);
	body = canvas_part(c, b.row, 0, c->rows - b.row, c->cols);
	list_draw(&h->list, &body);
}

/* A quarter of an hour passes without anybody writing. */
static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct handovers *)v)->minute))
		v->stale = true;
	return -1;
}

static void
clear(struct view *v)
{
	forget((struct handovers *)v);
	list_clear(&((struct handovers *)v)->list);
}

static struct list *
list(struct view *v)
{
	return &((struct handovers *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	if (((const struct handovers *)v)->unreviewed)
		str_add(out, _("to be reviewed"));
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	struct handovers *h = (struct handovers *)v;

	if (!list_has_selection(&h->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	return app_open(v->app, &view_handover, h->lines[h->list.selected].thing->id, e);
}

static enum rc
start(struct view *v, int group, struct err *e)
{
	struct arena a = {0};
	const char *started;
	enum rc rc = handover_start(console_book(v), &a, group, &started, e);

	if (rc == RC_OK)
		rc = app_open(v->app, &view_handover, started, e);
	arena_free(&a);
	v->stale = true;
	return rc;
}

static enum rc
start_watch(struct view *v, struct err *e)
{
	return start(v, GROUP_WATCH, e);
}

static enum rc
start_fire(struct view *v, struct err *e)
{
	return start(v, GROUP_FIRE, e);
}

static enum rc
pin_typed(struct view *below, void *ctx, const char *pin, struct err *e)
{
	struct handovers *h = ctx;
	struct handover_leaving l = {.group = h->group, .reason = h->reason, .pin = pin};
	struct handover_signed out;
	struct arena a = {0};
	const char *started;
	enum rc rc = handover_alone(console_book(below), &a, &l, &out, &started, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Handed over alone and sealed: %s  %s"),
			out.number, out.code);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
reason_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct handovers *h = ctx;

	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s", _("the reason is missing"));
	snprintf(h->reason, sizeof(h->reason), "%s", text);
	return prompt_open(below->app,
			   &(struct prompt){.title = _("PIN of who leaves"),
					    .secret = true,
					    .max = 32,
					    .done = pin_typed,
					    .ctx = h},
			   e);
}

static enum rc
ask_reason(struct view *v, struct handovers *h, struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Nobody has come to take over"),
					    .hint = _("Why. It goes to review."),
					    .max = 200,
					    .done = reason_typed,
					    .ctx = h},
			   e);
}

static enum rc
group_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct handovers *h = ctx;

	if (choice == 0)
		return RC_OK;
	h->group = choice;
	return ask_reason(below, h, e);
}

/* Of the group that waits; where both or neither do, it is asked. */
static enum rc
alone(struct view *v, struct err *e)
{
	const char *groups[] = {post_groups[0].label, post_groups[1].label, NULL};
	struct handovers *h = (struct handovers *)v;

	if (!book_author(console_of(v)->book))
		return err_set(e, RC_INVALID, "%s", _("say first who writes: 0"));
	if (!h->waits[0] != !h->waits[1]) {
		h->group = h->waits[0] ? GROUP_WATCH : GROUP_FIRE;
		return ask_reason(v, h, e);
	}
	return dialog_open(v->app,
			   &(struct dialog){.title = _("Nobody has come to take over"),
					    .text = _("Which group hands over alone?"),
					    .choices = groups,
					    .done = group_chosen,
					    .ctx = h},
			   e);
}

static enum rc
turn(struct view *v, struct err *e)
{
	((struct handovers *)v)->unreviewed = !((struct handovers *)v)->unreviewed;
	return load(v, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },      "open",  N_("open it"),         open_selected },
	{ { K_F(5), 'w' },  "start", N_("hand over the watch"), start_watch },
	{ { K_F(6), 'f' },  "start-fire", N_("the fire group"), start_fire },
	{ { K_F(7), 'a' },  "alone", N_("nobody has come"), alone },
	{ { K_TAB },        "unreviewed", N_("all or to be reviewed"), turn },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_handovers = {
    .name = "handovers",
    .title = N_("Handovers"),
    .size = sizeof(struct handovers),
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
