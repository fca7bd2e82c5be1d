/* Devices come and go: ended, given another key, enrolled by small files. */
#include "tui/device_act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "storage/enrol.h"
#include "storage/enrol_file.h"
#include "storage/file.h"
#include "storage/hub_door.h"
#include "storage/pin.h"
#include "tui/console.h"
#include "tui/sync_run.h"

/* ---- who says so ---- */

static enum rc
said(struct view *below, void *ctx, struct err *e)
{
	struct device_asked *asked = ctx;
	struct book *b = console_book(below);
	enum rc rc = book_need_leader(b, e);

	if (rc == RC_OK)
		rc = asked->act(below, asked, e);
	if (rc == RC_OK)
		rc = hub_door_refresh(book_store(b), book_home(b), e);
	if (rc == RC_OK)
		app_stale(below->app);
	return rc;
}

/* Before anybody has a PIN the device may do it, as on the command line. */
static enum rc
ask_leader(struct view *v, struct device_asked *asked, struct err *e)
{
	if (!pin_any(book_store(console_book(v))))
		return said(v, asked, e);
	asked->word.title = _("This takes a leader");
	asked->word.done = said;
	asked->word.ctx = asked;
	return leader_word_ask(v, &asked->word, e);
}

static enum rc
confirmed(struct view *below, void *ctx, int choice, struct err *e)
{
	return choice == 1 ? ask_leader(below, ctx, e) : RC_OK;
}

static enum rc
confirm(struct view *v, struct device_asked *asked, const char *text, const char *choice,
	struct err *e)
{
	const char *const choices[] = {choice, NULL};

	return dialog_open(v->app,
			   &(struct dialog){.title = asked->writer,
					    .text = text,
					    .choices = choices,
					    .done = confirmed,
					    .ctx = asked},
			   e);
}

/* ---- ending ---- */

/* Others learn of it with the next round, which is now. */
static void
tell_others(struct view *v, const char *text)
{
	const struct sync_job job = {.background = true};
	struct err e;

	app_say(v->app, STYLE_GOOD, "%s", text);
	if (sync_run(console_of(v), v->app, &job, &e) != RC_OK)
		return; /* one runs already, or the next one by itself */
}

static enum rc
end(struct view *below, struct device_asked *asked, struct err *e)
{
	if (enrol_end(console_book(below), asked->writer, (enum writer_op)asked->op, asked->from,
		      asked->reason[0] ? asked->reason : NULL, e) != RC_OK)
		return e->code;
	tell_others(below, _("Recorded. The stations learn of it with the next synchronisation."));
	return RC_OK;
}

static enum rc
reason_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct device_asked *asked = ctx;
	struct arena a = {0};
	enum rc rc;

	snprintf(asked->reason, sizeof(asked->reason), "%s", text);
	asked->act = end;
	rc = confirm(
	    below, asked,
	    arena_text_f(&a,
			 asked->op == WRITER_REVOKE
			     ? _("From entry %s-%lld on nothing of this device is taken in, "
				 "anywhere; what came before stands. It cannot be taken "
				 "back: the station goes on under another name.")
			     : _("%s is ended from entry %lld on: it is out of use, and the "
				 "station goes on under another name. It cannot be taken "
				 "back."),
			 asked->writer, (long long)asked->from),
	    asked->op == WRITER_REVOKE ? N_("refuse it from there on") : N_("end it"), e);
	arena_free(&a);
	return rc;
}

static enum rc
ask_reason(struct view *v, struct device_asked *asked, struct err *e)
{
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = _("Why"),
			     .hint = _("It stands in the keys for ever: a few words."),
			     .max = 60,
			     .done = reason_typed,
			     .ctx = asked},
	    e);
}

static enum rc
from_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct device_asked *asked = ctx;
	struct arena a = {0};
	char *digits = text_narrow(&a, text), *dash = strrchr(digits, '-'), *stop;
	long long from = strtoll(dash ? dash + 1 : digits, &stop, 10);
	bool ok = stop != digits && *stop == '\0' && from > 0 && from < 1000000000;

	arena_free(&a);
	if (!ok)
		return err_set(e, RC_INVALID, "%s", _("the number of an entry, such as 129"));
	asked->from = from;
	return ask_reason(below, asked, e);
}

/* Only a superior ends devices, and not its own hand: said before anything is typed. */
static enum rc
begin_end(struct view *v, struct device_asked *asked, enum writer_op op, struct err *e)
{
	struct book *b = console_book(v);
	char book[WRITER_TEXT];

	book_of_writer(asked->writer, book);
	if (!asked->writer[0])
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	if (str_equal(book, book_name(b)))
		return err_set(
		    e, RC_INVALID, "%s",
		    _("a station's own devices are ended by its superior: ring up there"));
	asked->op = (int)op;
	return store_next_number(book_store(b), asked->writer, &asked->from, e);
}

enum rc
device_act_revoke(struct view *v, struct device_asked *asked, struct err *e)
{
	char from[24];

	if (begin_end(v, asked, WRITER_REVOKE, e) != RC_OK)
		return e->code;
	snprintf(from, sizeof(from), "%lld", (long long)asked->from);
	return prompt_open(v->app,
			   &(struct prompt){.title = _("First entry that is not to be relied on"),
					    .hint = _("Is 128 the last that the station stands by, "
						      "it is 129."),
					    .initial = from,
					    .max = 30,
					    .done = from_typed,
					    .ctx = asked},
			   e);
}

enum rc
device_act_retire(struct view *v, struct device_asked *asked, struct err *e)
{
	if (begin_end(v, asked, WRITER_RETIRE, e) != RC_OK)
		return e->code;
	return ask_reason(v, asked, e);
}

/* ---- keys ---- */

static enum rc
write_file(const char *path, const struct str *text, struct err *e)
{
	return path[0] == '/' ? enrol_file_write(path, text, e)
			      : err_set(e, RC_INVALID, "%s", _("give the whole path, from / on"));
}

static enum rc
rotate_hands(struct view *below, struct device_asked *asked, struct err *e)
{
	struct arena a = {0};
	struct enrol_hands hands;
	enum rc rc = enrol_rotate_hands(console_book(below), &a, &hands, e);

	(void)asked;
	if (rc == RC_OK)
		tell_others(below,
			    arena_text_f(&a, _("The hand has another key in %zu books."), hands.n));
	arena_free(&a);
	return rc;
}

static enum rc
make_request(struct view *below, struct device_asked *asked, struct err *e)
{
	struct str text = STR_INIT;
	struct book *b = console_book(below);
	enum rc rc = asked->op == WRITER_ROTATE ? enrol_rotate(b, 0, &text, e)
						: enrol_request(b, NULL, &text, e);

	if (rc == RC_OK)
		rc = write_file(asked->file, &text, e);
	if (rc == RC_OK)
		app_say(below->app, STYLE_GOOD,
			_("The request is in %s: carry it to the superior, and compare the "
			  "fingerprint in it by telephone."),
			asked->file);
	str_clear(&text);
	return rc;
}

static enum rc
request_path(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct device_asked *asked = ctx;

	if (text[0] != '/')
		return err_set(e, RC_INVALID, "%s", _("give the whole path, from / on"));
	snprintf(asked->file, sizeof(asked->file), "%s", text);
	asked->act = make_request;
	return ask_leader(below, asked, e);
}

static enum rc
ask_file(struct view *v, struct device_asked *asked, const char *title,
	 enum rc (*done)(struct view *below, void *ctx, const char *text, struct err *e),
	 struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = title,
					    .hint = _("A small file, no secret: /media/usb/…"),
					    .initial = asked->file,
					    .max = DEVICE_PATH - 1,
					    .done = done,
					    .ctx = asked},
			   e);
}

enum rc
device_act_rotate(struct view *v, struct device_asked *asked, struct err *e)
{
	struct book *b = console_book(v);
	char book[WRITER_TEXT];

	book_of_writer(asked->writer, book);
	if (str_equal(asked->writer, book_device(b))) {
		asked->op = WRITER_ROTATE;
		return ask_file(v, asked, _("Write the request for a new key into"), request_path,
				e);
	}
	if (!asked->writer[0] || writer_role(asked->writer) != WRITER_SUPERIOR ||
	    str_equal(book, book_name(b)))
		return err_set(
		    e, RC_INVALID, "%s",
		    _("a new key is made at the device itself; here only this device and "
		      "our own hand can have one"));
	asked->act = rotate_hands;
	return confirm(
	    v, asked,
	    _("Our hand gets another key in all books below; the former one counts up to "
	      "what is published. It takes root.key in the home."),
	    N_("another key in all books"), e);
}

enum rc
device_act_request(struct view *v, struct device_asked *asked, struct err *e)
{
	struct book *b = console_book(v);
	struct err why;

	asked->op = WRITER_ENROL;
	if (trust_may_write(book_home(b), book_store(b), &why) != RC_OK)
		app_say(v->app, STYLE_WARNING, "%s",
			_("This device goes on under its next name from here on."));
	return ask_file(v, asked, _("Write the request into"), request_path, e);
}

/* ---- taking files in ---- */

static enum rc
accept(struct view *below, struct device_asked *asked, struct err *e)
{
	struct arena a = {0};
	char *text;
	size_t n;
	enum rc rc = file_read(&a, asked->file, ENROL_FILE_MAX, &text, &n, e);

	if (rc == RC_OK)
		rc = enrol_accept(console_book(below), text, n, e);
	if (rc == RC_OK)
		tell_others(below, _("Accepted: the superior's key is pinned, its addresses are "
				     "taken over."));
	arena_free(&a);
	return rc;
}

static enum rc
reply_path(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct device_asked *asked = ctx;

	snprintf(asked->file, sizeof(asked->file), "%s", text);
	asked->act = accept;
	return ask_leader(below, asked, e);
}

enum rc
device_act_accept(struct view *v, struct device_asked *asked, struct err *e)
{
	return ask_file(v, asked, _("The superior's reply is in"), reply_path, e);
}

/* The reply goes beside the request. */
static enum rc
enrol(struct view *below, struct device_asked *asked, struct err *e)
{
	const char *const remotes[] = {asked->remote[0] ? asked->remote : NULL, NULL};
	const struct enrol_terms terms = {.remotes = remotes};
	struct arena a = {0};
	struct str reply = STR_INIT;
	char *text, *path = arena_text_f(&a, "%s.reply", asked->file);
	size_t n;
	enum rc rc = file_read(&a, asked->file, ENROL_FILE_MAX, &text, &n, e);

	if (rc == RC_OK)
		rc = enrol_take(console_book(below), text, n, &terms, &reply, e);
	if (rc == RC_OK)
		rc = write_file(path, &reply, e);
	if (rc == RC_OK)
		tell_others(below, arena_text_f(
				       &a, _("Enrolled. The reply is in %s: it goes back."), path));
	str_clear(&reply);
	arena_free(&a);
	return rc;
}

static enum rc
remote_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct device_asked *asked = ctx;

	snprintf(asked->remote, sizeof(asked->remote), "%s", text);
	asked->act = enrol;
	return ask_leader(below, asked, e);
}

static enum rc
enrol_path(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct device_asked *asked = ctx;
	struct arena a = {0};
	char *bytes;
	size_t n;
	enum rc rc = text[0] == '/'
			 ? file_read(&a, text, ENROL_FILE_MAX, &bytes, &n, e)
			 : err_set(e, RC_INVALID, "%s", _("give the whole path, from / on"));

	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	snprintf(asked->file, sizeof(asked->file), "%s", text);
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _("Address where the book is synchronised"),
			     .hint = _("ssh://zhiban@HOST/sm.git, https://…, a folder; "
				       "empty: as before, or by mailbag"),
			     .max = DEVICE_PATH - 1,
			     .done = remote_typed,
			     .ctx = asked},
	    e);
}

enum rc
device_act_enrol(struct view *v, struct device_asked *asked, struct err *e)
{
	return ask_file(v, asked, _("The request of the station below is in"), enrol_path, e);
}
