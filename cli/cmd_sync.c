/* Synchronisation by hand, and its state. */
#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/show.h"
#include "storage/alarm.h"
#include "storage/contact.h"
#include "storage/helper.h"
#include "storage/hub_door.h"
#include "storage/publish.h"

enum { CHUNK = 4096, OUTPUT_MAX = 1 << 20, ERRORS_MAX = 4096 };

/* ---- sync ---- */

static const char *
text_of(json_t *event, const char *key)
{
	const char *text = json_string_value(json_object_get(event, key));

	return text ? text : "";
}

static long long
number_of(json_t *event, const char *key)
{
	return json_integer_value(json_object_get(event, key));
}

/* clang-format off */
static const struct {
	const char *event, *format; /* book, writer or branch, entries */
} sentences[] = {
	{ "published",     N_("%s: %lld entries published\n") },
	{ "would-publish", N_("%s: %lld entries wait to go out\n") },
};
/* clang-format on */

static void
say(struct command_context *c, json_t *event)
{
	const char *what = text_of(event, "event"), *book = text_of(event, "book");

	for (size_t i = 0; i < ARRAY_LEN(sentences); i++)
		if (str_equal(what, sentences[i].event))
			fprintf(c->out, _(sentences[i].format), book, number_of(event, "entries"));
	if (str_equal(what, "ingested"))
		fprintf(c->out, _("%s: %lld entries taken in from %s\n"), book,
			number_of(event, "entries"), text_of(event, "writer"));
	else if (str_equal(what, "would-ingest"))
		fprintf(c->out, _("%s: %lld entries of %s would come in\n"), book,
			number_of(event, "entries"), text_of(event, "writer"));
	else if (str_equal(what, "pushed"))
		fprintf(c->out, _("%s: %s up to entry %lld is at %s\n"), book,
			text_of(event, "branch"), number_of(event, "number"),
			text_of(event, "remote"));
	else if (str_equal(what, "rendered"))
		fprintf(c->out, _("%s: the repository was damaged and was rendered anew\n"), book);
	else if (str_equal(what, "quarantined"))
		fprintf(c->out, _("%s: something of %s was refused: %s\n"), book,
			text_of(event, "writer"), text_of(event, "reason"));
	else if (str_equal(what, "alarm"))
		fprintf(c->out, _("%s: alarm about %s: %s\n"), book, text_of(event, "writer"),
			text_of(event, "text"));
	else if (str_equal(what, "trouble"))
		fprintf(c->out, "%s: %s\n", book, text_of(event, "text"));
}

static void
take_events(struct command_context *c, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		json_t *event = json_loadb(text, n, 0, NULL);

		if (c->json)
			fprintf(c->out, "%.*s\n", (int)n, text);
		else if (event)
			say(c, event);
		json_decref(event);
		text += n + (text[n] == '\n');
	}
}

/* Both pipes at once, or a child that fills one of them would wait for ever. */
static void
read_both(int out, int errors, struct str *text, struct str *error)
{
	struct pollfd p[2] = {{.fd = out, .events = POLLIN}, {.fd = errors, .events = POLLIN}};
	char bytes[CHUNK];

	while (p[0].fd >= 0 || p[1].fd >= 0) {
		if (poll(p, 2, -1) < 0 && errno != EINTR)
			return;
		for (int i = 0; i < 2; i++) {
			struct str *to = i == 0 ? text : error;
			size_t max = i == 0 ? OUTPUT_MAX : ERRORS_MAX;
			ssize_t n;

			if (p[i].fd < 0 || !p[i].revents)
				continue;
			n = read(p[i].fd, bytes, sizeof(bytes));
			if (n <= 0)
				p[i].fd = -1;
			else if (to->len < max)
				str_add_n(to, bytes, (size_t)n);
		}
	}
}

static enum rc
code_of(int status)
{
	switch (status) {
	case 1:
		return RC_INVALID;
	case 2:
		return RC_USAGE;
	case 3:
		return RC_NOT_FOUND;
	case 4:
		return RC_CORRUPT;
	case 6:
		return RC_NETWORK;
	default:
		return RC_IO;
	}
}

/* What was done before the failure is told too, on stdout of a round that half succeeded: an error
 * has one line only, on stderr. */
static enum rc
finish(int status, struct str *error, struct err *e)
{
	char *text = error->ptr, *line;

	if (status == 0)
		return RC_OK;
	line = strsep(&text, "\n");
	if (str_starts(line, "zhiban: "))
		line += strlen("zhiban: ");
	return err_set(e, code_of(status), "%s",
		       line[0] ? line : _("the synchronisation broke off; try again"));
}

static enum rc
exec_sync(struct command_context *c, struct err *e)
{
	struct str text = STR_INIT, error = STR_INIT;
	char *path, now[24];
	const char *argv[9];
	size_t n = 0;
	int out, errors, status;
	pid_t pid;
	enum rc rc = helper_find(&c->arena, "zhiban-sync", &path, e);

	if (rc != RC_OK)
		return rc;
	argv[n++] = path;
	argv[n++] = "--home";
	argv[n++] = c->home;
	if (c->book_name) {
		argv[n++] = "--book";
		argv[n++] = c->book_name;
	}
	if (book_practice(c->book)) {
		snprintf(now, sizeof(now), "%lld", (long long)(c->now / 1000));
		argv[n++] = "--now";
		argv[n++] = now;
	}
	if (command_flag(c, "dry-run"))
		argv[n++] = "--dry-run";
	argv[n] = NULL;
	rc = helper_start((char *const *)argv, &pid, &out, &errors, e);
	if (rc != RC_OK)
		return rc;
	read_both(out, errors, &text, &error);
	close(out);
	close(errors);
	status = helper_wait(pid);
	take_events(c, text.ptr);
	rc = finish(status, &error, e);
	/* A key that was replaced opens the door until the new one was used. */
	if (rc == RC_OK && !command_flag(c, "dry-run"))
		rc = hub_door_refresh(book_store(c->book), c->home, e);
	str_clear(&text);
	str_clear(&error);
	return rc;
}

/* ---- sync status ---- */

struct status {
	struct trust trust;
	struct sync_contact contact;
	int64_t waiting;
	struct alarm *alarms;
	size_t nalarms;
	struct quarantined *quarantine;
	size_t nquarantine;
};

static bool
of_book(const struct quarantined *q, const char *book)
{
	char of[WRITER_TEXT];

	book_of_writer(q->writer, of);
	return str_equal(of, book);
}

static enum rc
load_status(struct command_context *c, const char *book, struct status *out, struct err *e)
{
	struct store *s = book_store(c->book);
	struct arena *a = &c->arena;
	size_t i, kept = 0;

	memset(out, 0, sizeof(*out));
	if (trust_load(s, a, book, &out->trust, e) != RC_OK)
		return e->code;
	if (sync_contact_load(s, a, book, &out->contact, e) != RC_OK ||
	    publish_waiting(s, &out->trust, out->trust.writer, &out->waiting, e) != RC_OK ||
	    alarm_list(s, a, book, &out->alarms, &out->nalarms, e) != RC_OK ||
	    quarantine_list(s, a, NULL, &out->quarantine, &out->nquarantine, e) != RC_OK) {
		trust_clear(&out->trust);
		return e->code;
	}
	for (i = 0; i < out->nquarantine; i++)
		if (of_book(&out->quarantine[i], book))
			out->quarantine[kept++] = out->quarantine[i];
	out->nquarantine = kept;
	/* Published and not yet at the remote waits too. */
	return RC_OK;
}

static const char *
when(struct command_context *c, int64_t secs)
{
	char text[MOMENT_TEXT];

	if (secs == 0)
		return NULL;
	moment_iso(moment_at(secs), text);
	return arena_text(&c->arena, text);
}

static json_t *
text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static void
status_json(struct command_context *c, const struct status *s)
{
	json_t *alarms = json_array(), *refused = json_array(), *o;
	char *text;

	for (size_t i = 0; i < s->nalarms; i++)
		json_array_append_new(alarms,
				      json_pack("{s:s,s:s,s:o,s:o,s:I}", "about",
						s->alarms[i].about, "text", s->alarms[i].text,
						"first", text_or_null(when(c, s->alarms[i].first)),
						"last", text_or_null(when(c, s->alarms[i].last)),
						"count", (json_int_t)s->alarms[i].count));
	for (size_t i = 0; i < s->nquarantine; i++)
		json_array_append_new(
		    refused, json_pack("{s:s,s:s,s:s,s:s,s:o}", "writer", s->quarantine[i].writer,
				       "commit", s->quarantine[i].commit, "reason",
				       s->quarantine[i].reason, "remote", s->quarantine[i].remote,
				       "since", text_or_null(when(c, s->quarantine[i].since))));
	o = json_pack(
	    "{s:s,s:I,s:o,s:o,s:o,s:I,s:I,s:I,s:I,s:o,s:o}", "book", s->trust.book, "waiting",
	    (json_int_t)s->waiting, "last_contact", text_or_null(when(c, s->contact.last)),
	    "remote", text_or_null(s->contact.remote), "error", text_or_null(s->contact.error),
	    "sent", (json_int_t)s->contact.sent_tip, "bytes_in", (json_int_t)s->contact.in,
	    "bytes_out", (json_int_t)s->contact.out, "clock_offset", (json_int_t)s->contact.ahead,
	    "alarms", alarms, "quarantine", refused);
	text = o ? json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
	if (text)
		fprintf(c->out, "%s\n", text);
	free(text);
	json_decref(o);
}

static void
status_text(struct command_context *c, const struct status *s)
{
	char last[MOMENT_TEXT] = "";

	if (s->contact.last)
		moment_screen(moment_at(s->contact.last), last);
	fprintf(c->out, _("%s %s: %lld entries wait; last contact %s\n"), s->trust.book,
		s->trust.name, (long long)s->waiting, s->contact.last ? last : _("never"));
	if (s->contact.error)
		fprintf(c->out, "  %s\n", s->contact.error);
	if (s->contact.ahead)
		fprintf(c->out, _("  its clock runs %lld seconds ahead\n"),
			(long long)s->contact.ahead);
	for (size_t i = 0; i < s->nalarms; i++)
		fprintf(c->out, _("  alarm: %s: %s\n"), s->alarms[i].about, s->alarms[i].text);
	for (size_t i = 0; i < s->nquarantine; i++)
		fprintf(c->out, _("  in quarantine: %s %.10s: %s\n"), s->quarantine[i].writer,
			s->quarantine[i].commit, s->quarantine[i].reason);
}

static enum rc
each_book(struct command_context *c,
	  enum rc (*fn)(struct command_context *, const char *, struct err *), struct err *e)
{
	char **books;
	size_t n, done = 0;
	enum rc rc = trust_books(book_store(c->book), &c->arena, &books, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (c->book_name && !str_equal(c->book_name, books[i]))
			continue;
		done++;
		rc = fn(c, books[i], e);
	}
	if (rc == RC_OK && done == 0)
		rc = err_set(e, RC_NOT_FOUND, _("the book %s is not held here"), c->book_name);
	return rc;
}

static enum rc
show_status(struct command_context *c, const char *book, struct err *e)
{
	struct status s;
	enum rc rc = load_status(c, book, &s, e);

	if (rc != RC_OK)
		return rc;
	if (c->json)
		status_json(c, &s);
	else
		status_text(c, &s);
	trust_clear(&s.trust);
	return RC_OK;
}

static enum rc
exec_status(struct command_context *c, struct err *e)
{
	return each_book(c, show_status, e);
}

/* clang-format off */
static const struct option sync_options[] = {
	OPT_FLAG("dry-run", N_("show what would go out and come in, change nothing")),
	OPT_END,
};

const struct command command_sync = {
	.name = "sync", .help = N_("synchronise the books now"), .options = sync_options,
	.flags = COMMAND_READ, .exec = exec_sync,
};

const struct command command_sync_status = {
	.name = "sync status", .help = N_("what waits, last contact, clock offsets, quarantine"),
	.flags = COMMAND_READ, .exec = exec_status,
};
/* clang-format on */
