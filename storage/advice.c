/* An alarm says what happened; this says what to do. */
#include "storage/advice.h"

#include <string.h>

#include "core/i18n.h"
#include "core/str.h"
#include "core/vec.h"

static const char bitmaps_off[] = N_(
    "At %1$s, in the book's repository: `git config repack.writeBitmaps false`, `git config "
    "pack.useBitmaps false`, `git repack -ad`. The alarm goes when a fetch costs what it should.");
static const char newer_git[] =
    N_("Every push to %1$s sends whole files: have git there brought up to date, or use another "
       "address. It is tried again after a week, or when this alarm is taken off the list.");

/* %1$s: the device or the address that the alarm is about. */
/* clang-format off */
static const struct {
	const char *what;
	const char *own, *other; /* in the own book; in the book of a subordinate */
} rows[] = {
	{ "refused",
	  N_("Nothing of it was taken in and nothing is lost. Read the reason in the quarantine, ask "
	     "where %1$s is to run `zhiban verify`, then synchronise again."),
	  N_("Nothing of it was taken in; what came before stands. Read the reason in the quarantine, "
	     "have `zhiban verify` run where %1$s is. Is the device out of hand: `zhiban device revoke "
	     "%1$s --from N --reason WHY`.") },
	{ "fork",
	  N_("This device may not go on as %1$s: `zhiban device request -o FILE` here, have the file "
	     "enrolled by the superior, `zhiban device accept REPLY`; it goes on under the next name. Both "
	     "histories are kept."),
	  N_("Two machines write as %1$s: a cloned disk or a restored backup. On each of them `zhiban "
	     "device request`, enrol both requests here, then `zhiban device retire %1$s`. Both histories "
	     "are kept.") },
	{ "clock",
	  N_("Compare the clocks of both stations and put the wrong one right; times that were recorded "
	     "stay as they are."),
	  N_("Ring up and have the clock of %1$s put right; times that were recorded stay as they are.") },
	{ "stale",
	  N_("The address may hold back the keys: synchronise by another address or a mailbag (`zhiban "
	     "sync --folder DIR`), and ask the superior."),
	  N_("The address may hold back the keys: synchronise by another address or a mailbag (`zhiban "
	     "sync --folder DIR`).") },
	{ "revoked",
	  N_("Ask the superior which of them are right; what is right is recorded again under the new "
	     "name."),
	  N_("Check with the station which of these entries are right (`zhiban history ID`); what is right "
	     "they record again under the new name. Then take the alarm off the list.") },
	{ "fetch", bitmaps_off, bitmaps_off },
	{ "push", newer_git, newer_git },
};
/* clang-format on */

const char *
alarm_advice(struct arena *a, const char *about, bool own)
{
	const char *writer = strchr(about, ' ');

	for (size_t i = 0; writer && i < ARRAY_LEN(rows); i++)
		if (strncmp(about, rows[i].what, (size_t)(writer - about)) == 0 &&
		    rows[i].what[writer - about] == '\0')
			return arena_text_f(a, _(own ? rows[i].own : rows[i].other), writer + 1);
	return _("Read what it says; when it is dealt with, take it off the list.");
}
