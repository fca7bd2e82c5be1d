/* What is shown when nothing else is asked for: the screens at a terminal, else the board. */
#include <stdlib.h>

#include "cli/command.h"
#include "cli/screens.h"

enum rc
command_front(struct command_context *c, struct err *e)
{
	const char *scripted = getenv("ZHIBAN_NOW");

	if (!screens_possible())
		return command_print_board(c, e);
	return screens_run(c->book, scripted && *scripted ? c->now : 0, c->plain, e);
}

/* clang-format off */
const struct command command_screens = {
	.name = "screens", .help = N_("the screens; what zhiban without a command opens at a terminal"),
	.flags = COMMAND_WRITE, .exec = command_front,
};
/* clang-format on */
