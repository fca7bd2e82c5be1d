/* What a command stands on: the home, the clock, the author. */
#ifndef CLI_CONTEXT_H
#define CLI_CONTEXT_H

#include "cli/command.h"

/* --home, $ZHIBAN_HOME, $XDG_DATA_HOME/zhiban, ~/.local/share/zhiban: into c->home. */
enum rc context_find_home(struct command_context *c, struct err *e) MUST_CHECK;

/* The clock: the system's, or $ZHIBAN_NOW in a practice home (refused elsewhere): into c->now. */
enum rc context_clock(struct command_context *c, bool practice, struct err *e) MUST_CHECK;

/* Opens the home as the command's flags ask, sets clock, author ($ZHIBAN_AS) and language. */
enum rc context_open(struct command_context *c, struct err *e) MUST_CHECK;

#endif
