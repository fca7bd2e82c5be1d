/* Trust: the superior's root key, and devices that join, end, and are listed. */
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "storage/enrol.h"
#include "storage/enrol_file.h"
#include "storage/file.h"
#include "storage/hub_door.h"
#include "tui/device_words.h"

/* Into the file of -o, else to stdout. */
static enum rc
put_out(struct command_context *c, const struct str *text, struct err *e)
{
	const char *path = command_option(c, "o");

	if (path)
		return enrol_file_write(path, text, e);
	fwrite(text->ptr, 1, text->len, c->out);
	return RC_OK;
}

static enum rc
exec_root_new(struct command_context *c, struct err *e)
{
	char key[KEY_TEXT_MAX], print[FINGERPRINT_TEXT];
	uint8_t public[KEY_BYTES];

	if (command_need_leader(c, e) != RC_OK || trust_root_new(c->home, key, e) != RC_OK)
		return e->code;
	if (!sshsig_key_read(key, public))
		return err_set(e, RC_CORRUPT, _("the new root key is not readable"));
	sshsig_fingerprint(public, print);
	fprintf(c->out, "%s\n", print);
	return RC_OK;
}

static enum rc
exec_request(struct command_context *c, struct err *e)
{
	struct str text = STR_INIT;
	enum rc rc = command_need_leader(c, e);

	if (rc == RC_OK)
		rc = enrol_request(c->book, command_option(c, "as"), &text, e);
	if (rc == RC_OK)
		rc = put_out(c, &text, e);
	str_clear(&text);
	return rc;
}

static enum rc
exec_enrol(struct command_context *c, struct err *e)
{
	struct str reply = STR_INIT;
	const struct enrol_terms terms = {
	    .remotes = (const char *const *)command_options(c, "remote"),
	    .host_keys = (const char *const *)command_options(c, "host-key"),
	};
	char *text;
	size_t n;
	enum rc rc = command_need_leader(c, e);

	if (rc == RC_OK)
		rc = file_read(&c->arena, c->args[0], ENROL_FILE_MAX, &text, &n, e);
	if (rc == RC_OK)
		rc = enrol_take(c->book, text, n, &terms, &reply, e);
	if (rc == RC_OK)
		rc = put_out(c, &reply, e);
	if (rc == RC_OK)
		rc = hub_door_refresh(book_store(c->book), c->home, e);
	str_clear(&reply);
	return rc;
}

static enum rc
exec_accept(struct command_context *c, struct err *e)
{
	char *text;
	size_t n;

	if (command_need_leader(c, e) != RC_OK ||
	    file_read(&c->arena, c->args[0], ENROL_FILE_MAX, &text, &n, e) != RC_OK)
		return e->code;
	return enrol_accept(c->book, text, n, e);
}

static enum rc
end(struct command_context *c, enum writer_op op, struct err *e)
{
	int64_t from = 0;

	if (command_need_leader(c, e) != RC_OK ||
	    command_number(c, "from", 1000000000, &from, e) != RC_OK)
		return e->code;
	if (enrol_end(c->book, c->args[0], op, from, command_option(c, "reason"), e) != RC_OK)
		return e->code;
	return hub_door_refresh(book_store(c->book), c->home, e);
}

static enum rc
exec_retire(struct command_context *c, struct err *e)
{
	return end(c, WRITER_RETIRE, e);
}

/* A superior's hand: one command, every book below. */
static enum rc
rotate_hands(struct command_context *c, struct err *e)
{
	struct enrol_hands hands;
	struct trust t;
	char book[WRITER_TEXT];

	book_of_writer(c->args[0], book);
	if (str_equal(book, book_name(c->book)))
		return err_set(e, RC_INVALID,
			       _("%s is the superior's hand: its key is changed there"),
			       c->args[0]);
	if (trust_load(book_store(c->book), &c->arena, book, &t, e) != RC_OK)
		return e->code;
	trust_clear(&t);
	if (command_option(c, "from"))
		return err_set(e, RC_INVALID,
			       _("a hand changes its key with the next entry that is published; "
				 "leave --from away"));
	if (enrol_rotate_hands(c->book, &c->arena, &hands, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < hands.n; i++) {
		const struct enrol_hand *h = &hands.v[i];

		if (c->json)
			fprintf(c->out, "{\"after\":%s%s%s,\"from\":%lld,\"writer\":\"%s\"}\n",
				h->after ? "\"" : "", h->after ? h->after : "null",
				h->after ? "\"" : "", (long long)h->from, h->writer);
		else if (h->after)
			fprintf(c->out, _("%s goes on as %s, with a key of its own\n"), h->after,
				h->writer);
		else
			fprintf(c->out, _("%s: the new key counts from entry %lld on\n"), h->writer,
				(long long)h->from);
	}
	return RC_OK;
}

/* At the device itself: the superior enrols the request, then the keys branch brings the word. */
static enum rc
exec_rotate(struct command_context *c, struct err *e)
{
	struct str text = STR_INIT;
	int64_t from = 0;
	enum rc rc = command_need_leader(c, e);

	if (rc == RC_OK && writer_valid(c->args[0]) && writer_role(c->args[0]) == WRITER_SUPERIOR)
		return rotate_hands(c, e);
	if (rc == RC_OK && !str_equal(c->args[0], book_device(c->book)))
		rc = err_set(e, RC_INVALID,
			     _("a new key is made at the device itself: run this there, then enrol "
			       "its request"));
	if (rc == RC_OK)
		rc = command_number(c, "from", 1000000000, &from, e);
	if (rc == RC_OK)
		rc = enrol_rotate(c->book, from, &text, e);
	if (rc == RC_OK)
		rc = put_out(c, &text, e);
	str_clear(&text);
	return rc;
}

static enum rc
exec_revoke(struct command_context *c, struct err *e)
{
	return end(c, WRITER_REVOKE, e);
}

static void
show_writer(struct command_context *c, const char *book, const struct trust_writer *w)
{
	struct str line = STR_INIT, value = STR_INIT;
	char print[FINGERPRINT_TEXT] = "";
	uint8_t public[KEY_BYTES];

	if (w->key && sshsig_key_read(w->key, public))
		sshsig_fingerprint(public, print);
	if (c->json) {
		struct json_member_text m[5] = {{"book", NULL},
						{"from", NULL},
						{"key", NULL},
						{"state", NULL},
						{"writer", NULL}};
		const char *texts[5] = {book, NULL, w->key ? w->key : "", w->state, w->writer};

		for (int i = 0; i < 5; i++) {
			str_cut(&value, 0);
			if (texts[i])
				json_write_text(&value, texts[i]);
			else
				str_add_f(&value, "%lld", (long long)w->from);
			m[i].value = arena_text(&c->arena, value.ptr);
		}
		json_write_object(&line, m, 5);
		show_json_line(c->out, &line);
	} else {
		device_state(w, &value);
		fprintf(c->out, "  %-8s %s  %s\n", w->writer, print, value.ptr);
	}
	str_clear(&value);
	str_clear(&line);
}

static enum rc
exec_list(struct command_context *c, struct err *e)
{
	char **books;
	size_t n;
	enum rc rc = trust_books(book_store(c->book), &c->arena, &books, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct trust t;
		struct trust_writer *writers;
		size_t count;

		if (c->book_name && !str_equal(c->book_name, books[i]))
			continue;
		rc = trust_load(book_store(c->book), &c->arena, books[i], &t, e);
		if (rc != RC_OK)
			break;
		trust_writers(&t, &c->arena, &writers, &count);
		if (!c->json)
			fprintf(c->out, "%s %s\n", books[i], t.name);
		for (size_t k = 0; k < count; k++)
			show_writer(c, books[i], &writers[k]);
		trust_clear(&t);
	}
	return rc;
}

/* clang-format off */

static const struct option request_options[] = {
	OPT("o", "FILE", N_("write it into this file")),
	OPT("as", "NAME", N_("a new name for this device, when the next letter is taken")),
	OPT_END,
};

static const struct option rotate_options[] = {
	OPT("o", "FILE", N_("write it into this file")),
	OPT("from", "N", N_("first entry that it may sign; default: the next one")),
	OPT_END,
};

static const struct option enrol_options[] = {
	OPT_MANY("remote", "URL", N_("where the book is synchronised: ssh://, https:// or a folder")),
	OPT_MANY("host-key", "FILE", N_("public host key of that ssh server, for the reply; default at a hub: this machine's")),
	OPT("o", "REPLY", N_("write the reply into this file")),
	OPT_END,
};

static const struct option end_options[] = {
	OPT("from", "N", N_("first entry that counts no more; default: the next one")),
	OPT("reason", "WHY", N_("why")),
	OPT_END,
};

const struct command command_root_new = {
	.name = "root new", .help = N_("make the root key of a superior; keep root.key on paper or a stick"),
	.flags = COMMAND_WRITE, .exec = exec_root_new,
};

const struct command command_device_request = {
	.name = "device request", .help = N_("ask the superior to enrol this device"), .options = request_options,
	.flags = COMMAND_WRITE, .exec = exec_request,
};

const struct command command_device_enrol = {
	.name = "device enrol", .args = "FILE", .help = N_("enrol a subordinate's device and make the reply"),
	.options = enrol_options, .flags = COMMAND_WRITE, .exec = exec_enrol,
};

const struct command command_device_accept = {
	.name = "device accept", .args = "REPLY", .help = N_("pin the superior's root key and take its remotes"),
	.flags = COMMAND_WRITE, .exec = exec_accept,
};

const struct command command_device_retire = {
	.name = "device retire", .args = "W", .help = N_("end a device that is no longer used"), .options = end_options,
	.flags = COMMAND_WRITE, .exec = exec_retire,
};

const struct command command_device_revoke = {
	.name = "device revoke", .args = "W", .help = N_("refuse a lost or stolen device"), .options = end_options,
	.flags = COMMAND_WRITE, .exec = exec_revoke,
};

const struct command command_device_rotate = {
	.name = "device rotate", .args = "W", .help = N_("a new key under the same name: a request of this device, or the own hand (sm0) in all books below"),
	.options = rotate_options, .flags = COMMAND_WRITE, .exec = exec_rotate,
};

const struct command command_device_list = {
	.name = "device list", .help = N_("devices, their keys and state"), .flags = COMMAND_READ, .exec = exec_list,
};
/* clang-format on */
