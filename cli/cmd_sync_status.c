/* How each book stands with the other side. */
#include <jansson.h>
#include <stdlib.h>

#include "cli/command.h"
#include "storage/advice.h"
#include "tui/sync_rows.h"

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

static json_t *
number_at(struct command_context *c, int64_t number, int64_t at)
{
	return number ? json_pack("{s:I,s:o}", "number", (json_int_t)number, "at",
				  text_or_null(when(c, at)))
		      : json_null();
}

static json_t *
alarms_json(struct command_context *c, const struct book_sync *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->nalarms; i++) {
		const struct alarm *alarm = &b->alarms[i];

		json_array_append_new(list,
				      json_pack("{s:s,s:s,s:s,s:o,s:o,s:I}", "about", alarm->about,
						"text", alarm->text, "advice",
						alarm_advice(&c->arena, alarm->about, b->trust.own),
						"first", text_or_null(when(c, alarm->first)),
						"last", text_or_null(when(c, alarm->last)), "count",
						(json_int_t)alarm->count));
	}
	return list;
}

static json_t *
quarantine_json(struct command_context *c, const struct book_sync *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->nquarantine; i++) {
		const struct quarantined *q = &b->quarantine[i];

		json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s,s:o}", "writer", q->writer,
						      "commit", q->commit, "reason", q->reason,
						      "remote", q->remote, "since",
						      text_or_null(when(c, q->since))));
	}
	return list;
}

static json_t *
remotes_json(const struct book_sync *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->contact.nremotes; i++) {
		const struct sync_remote *r = &b->contact.remotes[i];

		json_array_append_new(list, json_pack("{s:s,s:s,s:o}", "url", r->url, "state",
						      sync_remote_word(r->state), "error",
						      text_or_null(r->why)));
	}
	return list;
}

static void
put(json_t *o, const char *key, json_t *value)
{
	json_object_set_new(o, key, value);
}

static void
status_json(struct command_context *c, const struct book_sync *b)
{
	const struct sync_contact *k = &b->contact;
	json_t *o = json_object();
	int64_t at, held = sync_contact_held(k, &at);
	char *text;

	put(o, "book", json_string(b->trust.book));
	put(o, "name", json_string(b->trust.name));
	put(o, "writer", json_string(b->trust.writer));
	put(o, "newest", json_integer(b->outbox.last));
	put(o, "waiting", json_integer(outbox_count(&b->outbox)));
	put(o, "waiting_bytes", json_integer(b->outbox.bytes));
	put(o, "urgent", json_boolean(b->outbox.urgent > 0));
	put(o, "last_contact", text_or_null(when(c, k->last)));
	put(o, "tried", text_or_null(when(c, k->tried)));
	put(o, "failures", json_integer(k->failures));
	put(o, "remote", text_or_null(k->remote));
	put(o, "error", text_or_null(k->error));
	put(o, "remotes", remotes_json(b));
	put(o, "sent", json_integer(k->sent_tip));
	put(o, "receipt", number_at(c, held, at));
	put(o, "mailbag", number_at(c, k->carried, k->carried_at));
	put(o, "bytes_in", json_integer(k->in));
	put(o, "bytes_out", json_integer(k->out));
	put(o, "clock_offset", json_integer(k->ahead));
	put(o, "alarms", alarms_json(c, b));
	put(o, "quarantine", quarantine_json(c, b));
	text = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
	if (text)
		fprintf(c->out, "%s\n", text);
	free(text);
	json_decref(o);
}

static void
status_text(struct command_context *c, const struct book_sync *b)
{
	struct sync_rows rows = {0};

	fprintf(c->out, "%s %s\n", b->trust.book, b->trust.name);
	sync_rows(b, &c->arena, &rows);
	for (size_t i = 0; i < rows.n; i++) {
		fprintf(c->out, "  %s: %s\n", rows.v[i].label, rows.v[i].text);
		if (rows.v[i].about && rows.v[i].advice)
			fprintf(c->out, "    %s\n", rows.v[i].advice);
	}
	vec_clear(&rows);
}

static enum rc
show_status(struct command_context *c, const char *book, struct err *e)
{
	struct book_sync b;
	enum rc rc = book_sync_load(book_store(c->book), c->home, &c->arena, book, &b, e);

	if (rc != RC_OK)
		return rc;
	if (c->json)
		status_json(c, &b);
	else
		status_text(c, &b);
	book_sync_clear(&b);
	return RC_OK;
}

static enum rc
exec_status(struct command_context *c, struct err *e)
{
	char **books;
	size_t n, done = 0;
	enum rc rc = trust_books(book_store(c->book), &c->arena, &books, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (c->book_name && !str_equal(c->book_name, books[i]))
			continue;
		done++;
		rc = show_status(c, books[i], e);
	}
	if (rc == RC_OK && done == 0)
		rc = err_set(e, RC_NOT_FOUND, _("the book %s is not held here"), c->book_name);
	return rc;
}

/* clang-format off */
const struct command command_sync_status = {
	.name = "sync status", .help = N_("what waits, last contact, clock offsets, quarantine"),
	.flags = COMMAND_READ, .exec = exec_status,
};
/* clang-format on */
