/* A form as a screen. */
#include "tui/view_form.h"

#include <stdlib.h>
#include <string.h>

#include "tui/app.h"
#include "tui/dialog.h"

enum { KEEP_MS = 3000 };

struct form_view {
	struct view base;
	struct form_args args;
	struct form form;
	struct view *below;
	char *heading;
	struct str open, secret; /* as kept the last time */
	int64_t keep_at;
};

static void
load_draft(struct form_view *fv)
{
	struct err e;
	bool found = false;

	for (int i = 0; i < 2; i++) {
		const char *text = fv->args.draft[i];

		if (text && *text && form_load(&fv->form, text, strlen(text), &e) == RC_OK)
			found = true;
	}
	if (found)
		app_say(fv->base.app, STYLE_WARNING, "%s", _("This was not finished: a draft."));
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct form_view *fv = (struct form_view *)v;
	const struct form_args *args = arg;

	(void)e;
	fv->args = *args;
	fv->below = app_view(v->app, 0);
	fv->heading = strdup(args->heading ? args->heading : "");
	if (!fv->heading)
		die("out of memory");
	fv->open = (struct str)STR_INIT;
	fv->secret = (struct str)STR_INIT;
	form_init(&fv->form, args->kind, args->fields, args->picks, args->ctx);
	if (args->body)
		form_set_body(&fv->form, args->body);
	if (args->prepare)
		args->prepare(args->ctx, &fv->form);
	load_draft(fv);
	fv->args.body = NULL;
	fv->args.draft[0] = fv->args.draft[1] = NULL;
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct form_view *fv = (struct form_view *)v;
	int below = fv->args.aside ? fv->args.aside_rows : 0;
	struct canvas part = canvas_part(c, 1, 0, c->rows - 1 - below, c->cols);
	struct canvas aside = canvas_part(c, c->rows - below, 0, below, c->cols);

	form_draw(&fv->form, &part);
	if (fv->args.aside)
		fv->args.aside(fv->below, &fv->form, &aside);
}

static void
clear(struct view *v)
{
	struct form_view *fv = (struct form_view *)v;

	form_clear(&fv->form);
	free(fv->heading);
	if (fv->open.ptr) {
		str_clear(&fv->open);
		str_clear(&fv->secret);
	}
}

static void
keep(struct view *v)
{
	struct form_view *fv = (struct form_view *)v;
	struct str open = STR_INIT, secret = STR_INIT;

	fv->keep_at = 0;
	if (!fv->args.keep)
		return;
	if (form_changed(&fv->form)) {
		form_save(&fv->form, false, &open);
		form_save(&fv->form, true, &secret);
	}
	if (!str_equal(open.ptr, fv->open.ptr) || !str_equal(secret.ptr, fv->secret.ptr))
		fv->args.keep(fv->below, open.ptr, secret.ptr);
	str_clear(&fv->open);
	str_clear(&fv->secret);
	fv->open = open;
	fv->secret = secret;
}

static int64_t
tick(struct view *v, int64_t now)
{
	struct form_view *fv = (struct form_view *)v;

	if (!fv->keep_at)
		return -1;
	if (now >= fv->keep_at) {
		keep(v);
		return -1;
	}
	return fv->keep_at - now;
}

static void
finish(struct form_view *fv)
{
	struct arena a = {0};
	struct parse_context world = {.now = app_now_ms(fv->base.app) / 1000, .arena = &a};
	struct record *r = record_new(&a, fv->args.kind);
	struct err e;
	enum rc rc = form_collect(&fv->form, &world, r, &e);

	if (rc == RC_OK)
		rc = fv->args.done(fv->below, fv->args.ctx, &fv->form, r, &e);
	if (rc == RC_OK) {
		if (fv->args.keep)
			fv->args.keep(fv->below, "", "");
		fv->args.keep = NULL;
		app_close(&fv->base);
	} else {
		app_say_error(fv->base.app, &e);
	}
	arena_free(&a);
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

static enum rc
leave(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("throw away what was typed"), NULL};
	struct form_view *fv = (struct form_view *)v;
	struct dialog d = {.title = _("Not recorded"),
			   .text = _("What was typed is not recorded and not kept."),
			   .choices = choices,
			   .done = thrown_away};

	if (form_changed(&fv->form) && !fv->args.keep)
		return dialog_open(v->app, &d, e);
	if (form_changed(&fv->form))
		app_say(v->app, STYLE_NORMAL, "%s", _("Kept as a draft."));
	keep(v);
	app_close(v);
	return RC_OK;
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct form_view *fv = (struct form_view *)v;

	switch (form_key(&fv->form, ev)) {
	case FORM_NOT_TAKEN:
		return false;
	case FORM_TAKEN:
		if (!fv->keep_at && fv->args.keep)
			fv->keep_at = app_steady_ms() + KEEP_MS;
		break;
	case FORM_DONE:
		finish(fv);
		break;
	}
	return true;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct form_view *fv = (const struct form_view *)v;

	str_add_f(out, "%s  %s", _(fv->args.kind->label), fv->heading);
}

static enum rc
record(struct view *v, struct err *e)
{
	(void)e;
	finish((struct form_view *)v);
	return RC_OK;
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_CTRL('d'), K_F(8) }, "record", N_("record it"), record },
	{ { K_ESC },               "leave",  N_("leave the form"),  leave },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_form = {
    .name = "form",
    .title = N_("Filling in"),
    .size = sizeof(struct form_view),
    .commands = commands,
    .open = open,
    .draw = draw,
    .clear = clear,
    .key = key,
    .tick = tick,
    .save = keep,
    .heading = heading,
};

enum rc
form_open(struct app *a, const struct form_args *args, struct err *e)
{
	return app_open(a, &view_form, args, e);
}
