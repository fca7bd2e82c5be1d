/* The mailbag (U盘邮袋): first what would happen, then a digit, then what came of it. */
#include "tui/view_mailbag.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/sync_run.h"

enum stage { WAITING, LOOKING, SHOWN, EXCHANGING, DONE };

enum { BUSY_MS = 500, HEAD_ROWS = 2, LINE_COLS = 72 };

struct mailbag_view {
	struct view base;
	struct list list;
	struct arena arena;
	VEC(const char *) lines;
	const char *folder, *book;
	enum stage stage;
	unsigned serial; /* of the job that runs */
	bool failed;
};

static size_t
count(void *ctx)
{
	return ((struct mailbag_view *)ctx)->lines.n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct mailbag_view *mv = ctx;

	(void)column;
	str_add(out, mv->lines.v[row]);
	if (mv->failed)
		*style = STYLE_WARNING;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	(void)ctx;
	str_add_f(out, "%zu", row);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("What goes out and comes in"), 0, false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .count = count,
    .cell = cell,
    .id = id,
};

/* Where another job runs it is tried again with the next tick. */
static enum rc
start(struct mailbag_view *mv, bool preview, struct err *e)
{
	struct console *con = console_of(&mv->base);
	const struct sync_job job = {
	    .book = mv->book, .folder = mv->folder, .preview = preview, .silent = true};

	if (con->sync.running) {
		mv->stage = preview ? WAITING : SHOWN;
		return preview
			   ? RC_OK
			   : err_set(e, RC_BUSY, "%s", _("a synchronisation is running already"));
	}
	if (sync_run(con, mv->base.app, &job, e) != RC_OK)
		return e->code;
	mv->serial = con->sync.serial;
	mv->stage = preview ? LOOKING : EXCHANGING;
	return RC_OK;
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct mailbag_view *mv = (struct mailbag_view *)v;
	const struct mailbag_page *page = arg;

	list_init(&mv->list, &source, mv);
	mv->folder = arena_text(&mv->arena, page->folder);
	mv->book = arena_text(&mv->arena, page->book);
	return start(mv, true, e);
}

struct wrapping {
	struct mailbag_view *mv;
	bool more;
};

static void
add_part(void *ctx, const char *bytes, size_t n)
{
	struct wrapping *w = ctx;
	struct mailbag_view *mv = w->mv;

	vec_push(&mv->lines,
		 arena_text_f(&mv->arena, "%s%.*s", w->more ? "    " : "", (int)n, bytes));
	w->more = true;
}

/* A sentence that is too long for the screen goes on below. */
static void
add_line(struct mailbag_view *mv, const char *text)
{
	struct wrapping w = {.mv = mv};

	text_wrap(text, LINE_COLS, add_part, &w);
}

/* Why it failed is among what it told, unless it could not even begin. */
static bool
was_told(const struct console_result *r)
{
	for (size_t i = 0; i < r->lines.n; i++)
		if (strstr(r->lines.v[i], r->error))
			return true;
	return false;
}

/* Takes over what the job told once it has ended. */
static enum rc
load(struct view *v, struct err *e)
{
	struct mailbag_view *mv = (struct mailbag_view *)v;
	const struct console_result *r = &console_of(v)->result;

	(void)e;
	if ((mv->stage != LOOKING && mv->stage != EXCHANGING) || r->serial != mv->serial)
		return RC_OK;
	mv->lines.n = 0;
	mv->failed = r->failed;
	if (r->failed && !was_told(r))
		add_line(mv, r->error);
	for (size_t i = 0; i < r->lines.n; i++)
		add_line(mv, r->lines.v[i]);
	mv->stage = mv->stage == LOOKING ? SHOWN : DONE;
	list_reload(&mv->list);
	return RC_OK;
}

static const char *
words(const struct mailbag_view *mv)
{
	static const char *const rows[] = {
	    [WAITING] = N_("another synchronisation is running; this one waits for its end"),
	    [LOOKING] = N_("looking; nothing is changed …"),
	    [SHOWN] = N_("Nothing has been changed yet. F5 fills it and takes in."),
	    [EXCHANGING] = N_("exchanging; do not pull it out …"),
	    [DONE] = N_("Done. It can be taken out; what is on it is plain text."),
	};

	if (mv->failed && mv->stage == SHOWN)
		return _("It cannot be used as it is; nothing has been changed.");
	return mv->failed && mv->stage == DONE
		   ? _("It did not go well; nothing is lost. F5 tries again.")
		   : _(rows[mv->stage]);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct mailbag_view *mv = (struct mailbag_view *)v;
	struct canvas below = canvas_part(c, HEAD_ROWS, 0, c->rows - HEAD_ROWS, c->cols);

	canvas_text(c, 0, 1, c->cols - 2, words(mv), mv->failed ? STYLE_WARNING : STYLE_STRONG);
	list_draw(&mv->list, &below);
}

static void
clear(struct view *v)
{
	struct mailbag_view *mv = (struct mailbag_view *)v;

	list_clear(&mv->list);
	vec_clear(&mv->lines);
	arena_free(&mv->arena);
}

static struct list *
list(struct view *v)
{
	return &((struct mailbag_view *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct mailbag_view *mv = (const struct mailbag_view *)v;

	str_add(out, mv->folder);
	if (mv->book)
		str_add_f(out, " · %s", mv->book);
}

static int64_t
tick(struct view *v, int64_t now)
{
	struct mailbag_view *mv = (struct mailbag_view *)v;
	struct err e;

	(void)now;
	if (mv->stage != WAITING)
		return -1;
	if (start(mv, true, &e) != RC_OK)
		app_say_error(v->app, &e);
	return mv->stage == WAITING ? BUSY_MS : -1;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	struct mailbag_view *mv = (struct mailbag_view *)v;

	if (!list_has_selection(&mv->list))
		return RC_OK;
	return dialog_open(
	    v->app, &(struct dialog){.title = _("Mailbag"), .text = mv->lines.v[mv->list.selected]},
	    e);
}

static enum rc
chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)below;
	return choice == 1 ? start(ctx, false, e) : RC_OK;
}

static enum rc
exchange(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("fill it and take in"), NULL};
	struct mailbag_view *mv = (struct mailbag_view *)v;
	struct arena a = {0};
	enum rc rc;

	if (mv->stage != SHOWN && mv->stage != DONE)
		return err_set(e, RC_BUSY, "%s", words(mv));
	rc = dialog_open(
	    v->app,
	    &(struct dialog){
		.title = _("Mailbag"),
		.text = arena_text_f(
		    &a,
		    _("What was shown is written into %s, and what is new there is taken "
		      "in. It is plain text: whoever holds it can read it, nobody can "
		      "change it unseen."),
		    mv->folder),
		.choices = choices,
		.done = chosen,
		.ctx = mv},
	    e);
	arena_free(&a);
	return rc;
}

static enum rc
look_again(struct view *v, struct err *e)
{
	struct mailbag_view *mv = (struct mailbag_view *)v;

	if (mv->stage != SHOWN && mv->stage != DONE)
		return err_set(e, RC_BUSY, "%s", words(mv));
	return start(mv, true, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 'y' },  "exchange", N_("fill and take in"), exchange },
	{ { K_F(7), 'm' },  "look",     N_("look again"),       look_again },
	{ { K_ENTER },      "open",     N_("read"),             open_selected },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_mailbag = {
    .name = "mailbag",
    .title = N_("Mailbag"),
    .size = sizeof(struct mailbag_view),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .tick = tick,
    .heading = heading,
};
