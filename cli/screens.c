/* The screens, from the command line. */
#include "cli/screens.h"

#include <unistd.h>

#include "cli/language.h"
#include "tui/app.h"
#include "tui/console.h"
#include "tui/report_act.h"
#include "tui/view_board.h"

bool
screens_possible(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

enum rc
screens_run(struct book *book, int64_t fixed_ms, bool plain, struct err *e)
{
	struct console console;
	struct app *app;
	enum rc rc;

	console_init(&console, book);
	console.fixed_ms = fixed_ms;
	console.language = language_set;
	if (plain)
		console.host.theme = THEME_MONO;
	app = app_new(&console.host);
	rc = app_open(app, &view_board, NULL, e);
	if (rc == RC_OK)
		rc = report_offer(app_view(app, 0), e);
	if (rc == RC_OK)
		rc = app_run(app, e);
	app_free(app);
	console_clear(&console);
	return rc;
}
