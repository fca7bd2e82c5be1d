/* The screens of the kit's home in a real terminal. */
#include "tests/tui/kit/terminal.h"

#include "tests/helpers.h"
#include "tests/tui/kit/station.h"

static enum rc
run_app(struct app *app, const struct kit_terminal *t, struct err *e)
{
	if (app_open(app, t->first, NULL, e) != RC_OK ||
	    (t->then && t->then(app_view(app, 0), e) != RC_OK))
		return e->code;
	return app_run(app, e);
}

static int
run_screens(void *ctx)
{
	struct console console;
	struct book *book;
	struct app *app;
	struct err e;
	enum rc rc;

	if (book_open(kit.home, false, &book, &e) != RC_OK)
		return 2;
	console_init(&console, book);
	console.fixed_ms = kit.console.fixed_ms;
	app = app_new(&console.host);
	rc = run_app(app, ctx, &e);
	app_free(app);
	console_clear(&console);
	book_close(book);
	return rc == RC_OK ? 0 : 1;
}

struct screen *
kit_terminal(int rows, int cols, const struct kit_terminal *t)
{
	struct kit_terminal copy = *t;
	struct screen *s;
	struct err e;

	book_close(kit.book); /* one environment a process: none is open over the fork */
	s = screen_run(rows, cols, run_screens, &copy);
	ck_ok(book_open(kit.home, false, &kit.book, &e), &e);
	book_set_now(kit.book, kit.console.fixed_ms);
	screen_expect(s, t->title);
	return s;
}
