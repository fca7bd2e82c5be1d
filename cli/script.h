/*
 * Commands played one after the other in a practice home, each at its own time: the demonstration
 * station, exercises. A script is data (core/conf.h), one section a step:
 *
 *   [step NAME]            NAME may be left out; what the step prints first is then $NAME
 *   at  = -95m             before now; or "-2 08:30": that clock time so many days ago; "0 08:30":
 *                        this morning, left out when it has not come yet
 *   by  = $ZHAO            the author, a person's id; left out: the device
 *   pin = 246810           where the command asks for a PIN
 *   run = incident open | kind=fire | place=…     words between bars; $NAME anywhere in them
 *
 * $BEFORE, $YESTERDAY, $TODAY, $TOMORROW, $AFTER and $LATER are six days in a row (2026-01-18);
 * $START is a whole number of six-day rounds before $BEFORE, not later than the 1st of its month.
 * Steps are played in the order of their times, equal ones in the order of the file; one whose time
 * has not come (at = 0 07:50, before that) is left out.
 */
#ifndef CLI_SCRIPT_H
#define CLI_SCRIPT_H

#include "cli/command.h"

/* The $NAMEs; start from a zeroed struct, clear with vec_clear. Values are in c's arena. */
struct script_names {
	struct script_name {
		const char *name, *value;
	} * v;
	size_t n, cap;
};

void script_name(struct command_context *c, struct script_names *names, const char *name,
		 const char *value);
const char *script_value(const struct script_names *names, const char *name); /* NULL: none */

/* c->book is open for writing and stays so; the clock and the author are c's again afterwards.
 * names has those given before and gets those of the steps. The error names file and line of the
 * step that failed. */
enum rc script_play(struct command_context *c, const char *file, const char *text, size_t len,
		    struct script_names *names, struct err *e) MUST_CHECK;

#endif
