/* A dialog that asks for one line or a text. */
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "tui/app.h"
#include "tui/dialog.h"
#include "tui/editor.h"

enum { PROMPT_COLS = 72, PROMPT_ROWS = 8, KEEP_MS = 2000 };

struct prompt_view {
	struct view base;
	struct prompt p;
	char *title, *hint, *initial;
	struct editor editor;
	struct view *below;
	int64_t keep_at; /* steady ms: when what was typed is kept; 0: it is */
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct prompt_view *pv = (struct prompt_view *)v;
	const struct prompt *p = arg;

	(void)e;
	pv->p = *p;
	pv->title = strdup(p->title);
	pv->hint = strdup(p->hint ? p->hint : "");
	pv->initial = strdup(p->initial ? p->initial : "");
	if (!pv->title || !pv->hint || !pv->initial)
		die("out of memory");
	editor_init(&pv->editor, p->many_lines, p->max);
	pv->editor.secret = p->secret;
	editor_set(&pv->editor, pv->initial);
	pv->below = app_view(v->app, 0);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct prompt_view *pv = (struct prompt_view *)v;
	int cells = c->cols - 8 < PROMPT_COLS ? c->cols - 8 : PROMPT_COLS;
	int rows = pv->p.many_lines ? PROMPT_ROWS : 1;
	struct canvas box = dialog_box(c, rows + 4, cells, pv->title), field;
	const char *keys =
	    pv->p.many_lines ? _("Ctrl-D done · Esc back") : _("Enter done · Esc back");

	field = canvas_part(&box, 1, 0, rows, box.cols);
	editor_draw(&pv->editor, &field, STYLE_FOCUS, true);
	canvas_text(&box, rows + 2, 0, box.cols, pv->hint, STYLE_DIM);
	canvas_put_right(&box, rows + 3, 0, box.cols, keys, STYLE_DIM);
}

static void
clear(struct view *v)
{
	struct prompt_view *pv = (struct prompt_view *)v;

	free(pv->title);
	free(pv->hint);
	free(pv->initial);
	editor_clear(&pv->editor);
}

static void
finish(struct prompt_view *pv)
{
	struct err e;

	/* Closing first: what done opens then stands over the view below, not over this one. */
	app_close(&pv->base);
	if (pv->p.done(pv->below, pv->p.ctx, editor_text(&pv->editor), &e) != RC_OK) {
		app_say_error(pv->base.app, &e);
		pv->base.closing = false;
	}
}

static enum rc
thrown_away(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	(void)e;
	if (choice == 1)
		app_close(below);
	return RC_OK;
}

static void
leave(struct prompt_view *pv)
{
	static const char *const choices[] = {N_("throw the text away"), NULL};
	const char *typed = editor_text(&pv->editor);
	struct dialog d = {.title = pv->title,
			   .text = _("The text is not recorded yet."),
			   .choices = choices,
			   .done = thrown_away};
	struct err e;

	if (pv->p.kept)
		pv->p.kept(pv->below, pv->p.ctx, typed);
	if (pv->p.kept || pv->p.secret || str_equal(typed, pv->initial))
		app_close(&pv->base);
	else if (dialog_open(pv->base.app, &d, &e) != RC_OK)
		app_say_error(pv->base.app, &e);
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct prompt_view *pv = (struct prompt_view *)v;

	if (ev->key == K_ESC || ev->key == K_CTRL('c')) {
		leave(pv);
		return true;
	}
	if (ev->key == K_CTRL('d') || (ev->key == K_ENTER && !pv->p.many_lines)) {
		finish(pv);
		return true;
	}
	if (!editor_key(&pv->editor, ev))
		return false;
	if (pv->p.kept && !pv->p.secret && !pv->keep_at)
		pv->keep_at = app_steady_ms() + KEEP_MS;
	return true;
}

/* What is typed is kept while it is typed: a killed program loses no more than KEEP_MS of it. */
static int64_t
tick(struct view *v, int64_t now)
{
	struct prompt_view *pv = (struct prompt_view *)v;
	int64_t left = pv->keep_at - now;

	if (!pv->keep_at)
		return -1;
	if (left > 0)
		return left;
	pv->keep_at = 0;
	pv->p.kept(pv->below, pv->p.ctx, editor_text(&pv->editor));
	return -1;
}

static void
save(struct view *v)
{
	struct prompt_view *pv = (struct prompt_view *)v;

	if (pv->p.kept && !pv->p.secret)
		pv->p.kept(pv->below, pv->p.ctx, editor_text(&pv->editor));
}

const struct view_type view_prompt = {
    .name = "prompt",
    .title = N_("Filling in"),
    .size = sizeof(struct prompt_view),
    .overlay = true,
    .open = open,
    .draw = draw,
    .clear = clear,
    .key = key,
    .tick = tick,
    .save = save,
};

enum rc
prompt_open(struct app *a, const struct prompt *p, struct err *e)
{
	return app_open(a, &view_prompt, p, e);
}
