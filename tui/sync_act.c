/* What can be done about synchronisation. */
#include "tui/sync_act.h"

#include <stdio.h>
#include <string.h>

#include "storage/alarm.h"
#include "storage/mailbag.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/sync_run.h"
#include "tui/view_devices.h"
#include "tui/view_mailbag.h"
#include "tui/view_text.h"

/* ---- alarms ---- */

static enum rc
alarm_seen(struct view *below, void *ctx, int choice, struct err *e)
{
	const struct sync_asked *asked = ctx;
	struct store *s = book_store(console_book(below));

	if (choice != 1)
		return RC_OK;
	if (alarm_clear(s, asked->book, asked->about, e) != RC_OK)
		return e->code;
	console_of(below)->rounds.minute = 0; /* read again */
	app_stale(below->app);
	return RC_OK;
}

enum rc
sync_act_alarm(struct view *v, struct sync_asked *asked, const char *text, const char *advice,
	       struct err *e)
{
	static const char *const choices[] = {N_("seen: take it off the list"), NULL};
	struct arena a = {0};
	enum rc rc = dialog_open(
	    v->app,
	    &(struct dialog){.title = asked->about,
			     .text = arena_text_f(&a, "%s\n\n%s", text, advice ? advice : ""),
			     .choices = choices,
			     .done = alarm_seen,
			     .ctx = asked},
	    e);

	arena_free(&a);
	return rc;
}

/* ---- the mailbag ---- */

static const char folder_setting[] = "set/mailbag";

static void
remember(struct store *s, const char *folder)
{
	struct err e;

	if (store_begin(s, &e) != RC_OK)
		return;
	if (store_local_put(s, folder_setting, folder, strlen(folder), &e) != RC_OK ||
	    store_commit(s, &e) != RC_OK)
		store_abort(s);
}

/* Where nothing of ours is in it yet, the book that was chosen goes onto it, or our own. */
static enum rc
folder_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	const struct sync_asked *asked = ctx;
	struct book *b = console_book(below);
	struct store *s = book_store(b);
	struct arena a = {0};
	struct mailbag bag;
	struct mailbag_page page = {0};
	enum rc rc = mailbag_open(s, &a, text, NULL, &bag, e);

	if (rc == RC_INVALID && text[0]) {
		page.book = asked->book[0] ? asked->book : book_name(b);
		rc = mailbag_open(s, &a, text, page.book, &bag, e);
	}
	if (rc == RC_OK) {
		remember(s, bag.folder);
		page.folder = bag.folder;
		rc = app_open(below->app, &view_mailbag, &page, e);
	}
	arena_free(&a);
	return rc;
}

enum rc
sync_act_mailbag(struct view *v, struct sync_asked *asked, struct err *e)
{
	struct store *s = book_store(console_book(v));
	struct arena a = {0};
	struct err none;
	char *last = NULL;
	size_t n = 0;
	enum rc rc;

	if (store_local_get(s, &a, folder_setting, &last, &n, &none) == RC_OK)
		last = arena_text_n(&a, last, n);
	else
		last = mailbag_guess(&a);
	rc =
	    prompt_open(v->app,
			&(struct prompt){.title = _("Mailbag: folder or stick"),
					 .hint = _("Nothing is written yet: first it is shown what "
						   "would go out and come in."),
					 .initial = last,
					 .max = 1000,
					 .done = folder_typed,
					 .ctx = asked},
			e);
	arena_free(&a);
	return rc;
}

/* ---- the proof ---- */

enum rc
sync_act_verify(struct view *v, const struct sync_asked *asked, struct err *e)
{
	const struct sync_job job = {.book = asked->book[0] ? asked->book : NULL, .verify = true};

	if (sync_run(console_of(v), v->app, &job, e) != RC_OK)
		return e->code;
	app_say(v->app, STYLE_NORMAL, "%s",
		_("Putting it to the test; work on, the result will be said …"));
	return RC_OK;
}

/* ---- devices ---- */

enum rc
sync_act_devices(struct view *v, struct err *e)
{
	return app_open(v->app, &view_devices, NULL, e);
}

enum rc
sync_act_routine(struct view *v, struct err *e)
{
	const struct text_args page = {
	    .heading = _("lost, stolen, cloned, restored"),
	    .text =
		_("LOST OR STOLEN\n"
		  "  Tell the superior by telephone: the device's name (sm1), the last entry that "
		  "is yours.\n"
		  "  There:  zhiban device revoke sm1 --from N --reason lost, then synchronise\n"
		  "  From entry N on nothing of it is taken in; what came before stands.\n"
		  "  Then a new machine, as below.\n"
		  "\n"
		  "RESTORED FROM A BACKUP\n"
		  "  It reads at once, and writes only under the next name (sm1 becomes sm1b).\n"
		  "  Here:   zhiban device request -o FILE       carry the file to the superior\n"
		  "  There:  zhiban device enrol FILE -o REPLY   carry the reply back\n"
		  "  Here:   zhiban device accept REPLY, then synchronise: what is missing comes "
		  "back\n"
		  "  There, once the old one is out of use:  zhiban device retire sm1\n"
		  "\n"
		  "A NEW MACHINE WITHOUT A BACKUP\n"
		  "  zhiban init ... --device sm2, then as above; the old entries come with the "
		  "first round.\n"
		  "\n"
		  "A CLONED DISK (alarm: fork)\n"
		  "  Two machines wrote under one name: it stands still, both histories are kept.\n"
		  "  On each of them `device request`, and on as above; each goes on under its own "
		  "name.\n"
		  "\n"
		  "A NEW KEY, AS A PRECAUTION\n"
		  "  Here:   zhiban device rotate sm1 -o FILE    There:  zhiban device enrol FILE\n"
		  "  Work goes on meanwhile; the old key counts up to its number.\n"
		  "  A superior's own hand (sm0):  zhiban device rotate sm0, with root.key in the "
		  "home\n"
		  "\n"
		  "DEVICES AND THEIR STATE:  zhiban device list        more: docs/hub.en.md, part "
		  "6\n"),
	};

	return app_open(v->app, &view_text, &page, e);
}
