/* The app: the stack of views, the commands, the keys. */
#include "tui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/i18n.h"
#include "core/moment.h"
#include "tui/app_inside.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/view_help.h"

enum { TABLES = 4 };

static enum rc
back(struct view *v, struct err *e)
{
	(void)e;
	if (app_view(v->app, 1))
		app_close(v);
	else
		app_say(v->app, STYLE_NORMAL, "%s", _("This is the first screen. Ctrl-X quits."));
	return RC_OK;
}

static enum rc
quit_now(struct view *v, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	(void)e;
	if (choice == 1)
		app_quit(v->app);
	return RC_OK;
}

static enum rc
quit(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("quit"), NULL};

	return dialog_open(v->app,
			   &(struct dialog){.title = _("Quit"),
					    .text = _("This screen closes; drafts are kept and "
						      "the other terminals go on."),
					    .choices = choices,
					    .done = quit_now},
			   e);
}

static enum rc
redraw(struct view *v, struct err *e)
{
	(void)e;
	app_redraw(v->app);
	return RC_OK;
}

static enum rc
suspend(struct view *v, struct err *e)
{
	(void)e;
	app_suspend(v->app);
	return RC_OK;
}

static enum rc
help(struct view *v, struct err *e)
{
	if (v->type != &view_help)
		return app_open(v->app, &view_help, v, e);
	app_close(v);
	return RC_OK;
}

/* clang-format off */
static const struct command everywhere[] = {
	{ { K_ESC, 'q' },             "back",    N_("back"),             back },
	{ { '?', K_F(1) },            "help",    N_("help"),             help },
	{ { K_CTRL('x'), 'Q' },       "quit",    N_("quit"),             quit },
	{ { K_CTRL('l') },            "redraw",  N_("draw again"),       redraw },
	{ { K_CTRL('z') },            "suspend", N_("to the shell"),     suspend },
	{ { K_CTRL('c') },            "back",    NULL,                   back },
	{ { 0 }, NULL, NULL, NULL },
};

static const struct command none[] = { { { 0 }, NULL, NULL, NULL } };
/* clang-format on */

struct app *
app_new(const struct app_host *host)
{
	struct app *a = calloc(1, sizeof(*a));

	if (!a)
		die("out of memory");
	a->host = host;
	a->inotify = -1;
	a->tick_at = -1;
	keys_init(&a->keys);
	return a;
}

static void
free_view(struct view *v)
{
	if (v->type->clear)
		v->type->clear(v);
	free(v);
}

void
app_free(struct app *a)
{
	if (!a)
		return;
	while (a->views.n > 0)
		free_view(a->views.v[--a->views.n]);
	vec_clear(&a->views);
	vec_clear(&a->watches);
	keys_clear(&a->keys);
	free(a);
}

const struct app_host *
app_host(const struct app *a)
{
	return a->host;
}

enum rc
app_open(struct app *a, const struct view_type *type, const void *arg, struct err *e)
{
	struct view *v = calloc(1, type->size);
	enum rc rc = RC_OK;

	if (!v)
		die("out of memory");
	v->type = type;
	v->app = a;
	if (type->open)
		rc = type->open(v, arg, e);
	if (rc == RC_OK && type->load)
		rc = type->load(v, e);
	if (rc != RC_OK) {
		free_view(v);
		return rc;
	}
	vec_push(&a->views, v);
	return RC_OK;
}

void
app_close(struct view *v)
{
	v->closing = true;
}

void
app_quit(struct app *a)
{
	a->quit = true;
}

struct view *
app_view(const struct app *a, size_t below)
{
	for (size_t i = a->views.n; i > 0; i--)
		if (!a->views.v[i - 1]->closing && below-- == 0)
			return a->views.v[i - 1];
	return NULL;
}

void
app_say(struct app *a, enum style_role style, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->message.text, sizeof(a->message.text), fmt, ap);
	va_end(ap);
	a->message.style = style;
}

void
app_say_error(struct app *a, const struct err *e)
{
	app_say(a, STYLE_ERROR, "%s", e->text);
}

bool
app_is_saying(const struct app *a)
{
	return a->message.text[0] || a->warning.text[0];
}

void
app_stale(struct app *a)
{
	for (size_t i = 0; i < a->views.n; i++)
		a->views.v[i]->stale = true;
}

void
app_theme(struct app *a, enum theme theme)
{
	if (a->term)
		term_theme(a->term, theme);
}

void
app_redraw(struct app *a)
{
	if (a->term)
		term_redraw(a->term);
}

void
app_suspend(struct app *a)
{
	if (a->term)
		term_suspend(a->term);
}

void
app_bare(struct app *a, const char *text)
{
	struct str page = STR_INIT;

	if (!a->term)
		return;
	str_add_f(&page, "\n%s\n%s\n", text, _("-- any key: back to the screens --"));
	term_bare(a->term, page.ptr);
	str_clear(&page);
	a->bare = true;
}

int64_t
app_steady_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
app_now_ms(const struct app *a)
{
	return a->host->now_ms(a->host->ctx);
}

static const struct command *
table(const struct app *a, const struct view *v, int which)
{
	if (which == 0)
		return v->type->commands ? v->type->commands : none;
	if (which == 1)
		return a->host->commands ? a->host->commands : none;
	if (which == 2)
		return v->type->list ? list_commands : none;
	return which == TABLES - 1 ? everywhere : NULL;
}

const struct command *
app_command(const struct app *a, const struct view *v, size_t i)
{
	const struct command *m;

	for (int which = 0; (m = table(a, v, which)); which++)
		for (; m->keys[0]; m++)
			if (i-- == 0)
				return m;
	return NULL;
}

/* Over a dialog, letters are for the dialog: they never reach the commands of every screen. */
static const struct command *
find_command(const struct app *a, const struct view *v, uint32_t key)
{
	const struct command *m;

	if (key == 0) /* an event without a key: empty slots of the tables must not take it */
		return NULL;

	for (int which = 0; (m = table(a, v, which)); which++) {
		if (which > 0 && v->type->overlay && key_is_text(key))
			break;
		for (; m->keys[0]; m++)
			for (int i = 0; i < COMMAND_KEYS; i++)
				if (m->keys[i] == key)
					return m;
	}
	return NULL;
}

/* Editors come before commands: the view's own, or the search line of its list. */
static bool
taken(struct view *v, const struct key_event *ev)
{
	if (v->type->key && v->type->key(v, ev))
		return true;
	return v->type->list && list_search_key(v->type->list(v), ev);
}

void
app_key(struct app *a, const struct key_event *ev)
{
	struct view *v = app_view(a, 0);
	const struct command *m;
	struct err e;

	a->message.text[0] = '\0';
	if (ev->key == K_BAD)
		app_say(a, STYLE_ERROR, "%s",
			_("The terminal is not UTF-8: set its character set to UTF-8, else Chinese "
			  "cannot be typed."));
	else if (v && !taken(v, ev) && ev->key != K_PASTE) {
		m = find_command(a, v, key_narrow(ev->key));
		if (m && m->run(v, &e) != RC_OK)
			app_say_error(a, &e);
	}
	app_settle(a);
}

void
app_settle(struct app *a)
{
	struct err e;
	bool closed = false;
	size_t kept = 0;

	for (size_t i = 0; i < a->views.n; i++) {
		struct view *v = a->views.v[i];

		if (v->closing)
			free_view(v);
		else
			a->views.v[kept++] = v;
	}
	closed = kept < a->views.n;
	a->views.n = kept;
	if (closed)
		app_stale(a);
	for (size_t i = 0; i < a->views.n; i++) {
		struct view *v = a->views.v[i];

		if (v->stale && v->type->load && v->type->load(v, &e) != RC_OK)
			app_say_error(a, &e);
		v->stale = false;
	}
}

int64_t
app_tick(struct app *a)
{
	int64_t now = app_steady_ms(), least = a->host->tick ? a->host->tick(a->host->ctx, a) : -1;

	for (size_t i = 0; i < a->views.n; i++) {
		struct view *v = a->views.v[i];
		int64_t wish = v->type->tick ? v->type->tick(v, now) : -1;

		if (wish >= 0 && (least < 0 || wish < least))
			least = wish;
	}
	return least;
}

void
app_save(struct app *a)
{
	for (size_t i = 0; i < a->views.n; i++)
		if (a->views.v[i]->type->save)
			a->views.v[i]->type->save(a->views.v[i]);
}

/* The views that are seen: the top one, and those under overlays. */
static void
draw_views(struct app *a, struct canvas *body)
{
	size_t first = a->views.n - 1;

	while (first > 0 && a->views.v[first]->type->overlay)
		first--;
	for (size_t i = first; i < a->views.n; i++)
		a->views.v[i]->type->draw(a->views.v[i], body);
}

/* A warning of the rail rings at once; what is said to the person before it is read first. */
static void
show_warning(struct app *a)
{
	if (a->rail.warning[0]) {
		snprintf(a->warning.text, sizeof(a->warning.text), "%s", a->rail.warning);
		if (a->term)
			term_bell(a->term);
	}
	if (!a->warning.text[0] || a->message.text[0])
		return;
	app_say(a, STYLE_WARNING, "%s", a->warning.text);
	a->warning.text[0] = '\0';
}

void
app_draw(struct app *a, struct canvas *c)
{
	struct view *top = app_view(a, 0), *page = top;
	const struct command *tables[TABLES + 1] = {NULL};
	struct str heading = STR_INIT;
	struct frame f = {.station = a->host->station, .practice = a->host->practice};
	struct canvas body;
	char clock[MOMENT_TEXT];
	int64_t now = app_now_ms(a);

	if (!top)
		return;
	for (size_t i = 1; page->type->overlay && app_view(a, i); i++)
		page = app_view(a, i);
	if (page->type->heading)
		page->type->heading(page, &heading);
	for (int i = 0; i < (top->type->overlay ? 1 : TABLES); i++)
		tables[i] = table(a, top, i);
	/* The one that must be found at three in the morning, on every screen but its own. */
	if (!top->type->overlay && a->host->commands &&
	    !str_equal(top->type->name, a->host->commands->name))
		f.first = a->host->commands;
	moment_screen(moment_at(now / 1000), clock);
	a->rail = (struct rail){.style = STYLE_NORMAL};
	if (a->host->rail)
		a->host->rail(a->host->ctx, now, c->cols, &a->rail);
	show_warning(a);
	f.state = a->host->state;
	f.ctx = a->host->ctx;
	f.now_ms = now;
	f.title = _(page->type->title);
	f.heading = heading.ptr;
	f.clock = clock;
	f.message = &a->message;
	f.rail = &a->rail;
	f.commands = tables;
	body = frame_draw(&f, c);
	if (body.rows > 0)
		draw_views(a, &body);
	str_clear(&heading);
}
