/* What the commands about the roster share. */
#ifndef CLI_ROSTER_H
#define CLI_ROSTER_H

#include "cli/command.h"
#include "core/duty_check.h"
#include "storage/roster.h"

/* Days from --from to --to, both part of it. month: --from alone means the rest of its month. */
struct roster_days {
	int from, until;
	bool month;
};

/* The watches of the days: from the hour at which duties begin to the same one after the last day.
 */
struct roster_span {
	int64_t from, until;
};

struct roster_days roster_this_month(const struct command_context *c);
struct roster_days roster_days_ahead(const struct command_context *c, int days);
enum rc roster_days(struct command_context *c, const struct roster_days *usual,
		    struct roster_days *out, struct err *e) MUST_CHECK;
/* Loads the roster for them; the caller clears it. */
enum rc roster_load_days(struct command_context *c, struct roster_days d, struct roster *out,
			 struct roster_span *span, struct err *e) MUST_CHECK;

/* Says on a line of its own which year's holidays are not announced; nothing where all are. */
void roster_note_calendar(struct command_context *c, const struct calendar *cal,
			  struct roster_days d);

/* A broken rule, a line. */
void roster_show_violation(struct command_context *c, const struct duty_book *b,
			   const struct violation *v);

#endif
