/* Request, enrolment, reply, acceptance: trust carried by hand. */
#include "storage/enrol.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/render.h"
#include "core/text.h"
#include "storage/enrol_file.h"
#include "storage/enrol_hosts.h"
#include "storage/enrol_line.h"
#include "storage/enrol_remotes.h"
#include "storage/trust_hand.h"

/* ---- asking ---- */

/* The name of the next epoch: sm1 → sm1b → sm1c. */
static enum rc
next_epoch(struct book *b, const char *as, char out[WRITER_TEXT], struct err *e)
{
	const char *device = book_device(b);
	size_t n = strcspn(device, "0123456789") + 1;
	char book[WRITER_TEXT];
	int64_t next;
	enum rc rc;

	if (as) {
		book_of_writer(as, book);
		if (!writer_valid(as) || writer_role(as) != WRITER_HOME ||
		    !str_equal(book, book_name(b)))
			return err_set(e, RC_INVALID, _("'%s' cannot name a device of the book %s"),
				       as, book_name(b));
		snprintf(out, WRITER_TEXT, "%s", as);
	} else if (device[n] == 'z') {
		return err_set(e, RC_INVALID, _("no letter is left after %s; give a name"), device);
	} else {
		snprintf(out, WRITER_TEXT, "%.*s%c", (int)n, device,
			 device[n] ? device[n] + 1 : 'b');
	}
	rc = store_next_number(book_store(b), out, &next, e);
	if (rc == RC_OK && next > 1)
		rc = err_set(e, RC_INVALID, _("%s has entries already; give another name"), out);
	return rc;
}

/*
 * A new key under a new name. The key lies under another name until the store knows it, so that
 * a broken off change is finished at the next use (trust_device_key).
 */
static enum rc
begin_epoch(struct book *b, const char *as, struct err *e)
{
	struct arena a = {0};
	struct key_pair k;
	char writer[WRITER_TEXT], key[KEY_TEXT_MAX];
	char *next = arena_text_f(&a, "%s/device.key.next", book_home(b));
	enum rc rc = next_epoch(b, as, writer, e);

	if (rc == RC_OK && unlink(next) != 0 && errno != ENOENT)
		rc = err_set(e, RC_IO, _("cannot remove %s: %s"), next, strerror(errno));
	if (rc == RC_OK)
		rc = sshsig_file_new(next, writer, &k, e);
	if (rc == RC_OK) {
		sshsig_key_text(k.public, key);
		keys_wipe(&k, sizeof(k));
		rc = trust_new_epoch(book_home(b), book_store(b), writer, key, e);
	}
	arena_free(&a);
	return rc;
}

static void
write_request(struct book *b, const char *device, int64_t entries, struct str *out)
{
	const struct station *st = book_station(b);

	str_add(out, "# 值守台账终端登记申请：请交上级值班室办理（zhiban device enrol）\n");
	str_add_f(out, "[request]\nbook = %s\nwriter = %s\n", book_name(b), device);
	str_add_f(out, "code = %s\nname = %s\npractice = %s\nentries = %" PRId64 "\n", st->code,
		  st->name, st->practice ? "yes" : "no", entries);
}

enum rc
enrol_request(struct book *b, const char *as, struct str *out, struct err *e)
{
	struct key_pair k;
	char device[WRITER_TEXT], after[WRITER_TEXT] = "";
	int64_t next = 1;
	size_t start = out->len;
	struct err why;
	enum rc rc = RC_OK;

	snprintf(device, sizeof(device), "%s", book_device(b));
	if (as || trust_may_write(book_home(b), book_store(b), &why) != RC_OK) {
		snprintf(after, sizeof(after), "%s", device);
		rc = begin_epoch(b, as, e);
		if (rc == RC_OK)
			rc = trust_device(book_store(b), device, e);
	}
	if (rc == RC_OK)
		rc = trust_device_key(book_home(b), book_store(b), &k, e);
	if (rc == RC_OK)
		rc = store_next_number(book_store(b), after[0] ? after : device, &next, e);
	if (rc != RC_OK)
		return rc;
	write_request(b, device, next - 1, out);
	if (after[0])
		str_add_f(out, "after = %s\n", after);
	enrol_key(out, "key", k.public);
	enrol_proof(out, start, "proof", &k);
	keys_wipe(&k, sizeof(k));
	return RC_OK;
}

/* ---- another key under the same name ---- */

/* The key to come: made once, so that asking again asks for the same. */
static enum rc
next_key(struct book *b, struct key_pair *out, struct err *e)
{
	struct arena a = {0};
	char *path = arena_text_f(&a, "%s/device.key.next", book_home(b));
	enum rc rc = sshsig_file_load(path, out, e);

	if (rc == RC_NOT_FOUND)
		rc = sshsig_file_new(path, book_device(b), out, e);
	arena_free(&a);
	return rc;
}

enum rc
enrol_rotate(struct book *b, int64_t from, struct str *out, struct err *e)
{
	struct arena a = {0};
	struct trust t = {0};
	struct key_pair old, next;
	size_t start = out->len;
	int64_t number = 1;
	enum rc rc = trust_load(book_store(b), &a, book_name(b), &t, e);

	if (rc == RC_OK && !enrol_latest(&t, book_device(b)))
		rc = err_set(e, RC_INVALID,
			     _("%s is not enrolled at a superior who could confirm a new key"),
			     book_device(b));
	if (rc == RC_OK)
		rc = trust_may_write(book_home(b), book_store(b), e);
	if (rc == RC_OK)
		rc = trust_device_key(book_home(b), book_store(b), &old, e);
	if (rc == RC_OK)
		rc = next_key(b, &next, e);
	if (rc == RC_OK)
		rc = store_next_number(book_store(b), book_device(b), &number, e);
	if (rc == RC_OK) {
		write_request(b, book_device(b), (from > 0 ? from : number) - 1, out);
		enrol_key(out, "key", next.public);
		enrol_proof(out, start, "with", &old);
		enrol_proof(out, start, "proof", &next);
	}
	keys_wipe(&old, sizeof(old));
	keys_wipe(&next, sizeof(next));
	trust_clear(&t);
	arena_free(&a);
	return rc;
}

/* ---- enrolling ---- */

struct request {
	const char *book, *writer, *after, *code, *name, *key;
	bool practice;
	int64_t entries;
	const char *with; /* the former key's signature under a request to rotate, or NULL */
	const char *text; /* the whole file, for that */
	struct str hosts; /* lines of the reply */
};

static bool
is_writer_of(const char *writer, const char *book)
{
	char its[WRITER_TEXT];

	if (!writer_valid(writer))
		return false;
	book_of_writer(writer, its);
	return str_equal(its, book);
}

static enum rc
read_request(struct book *b, struct arena *a, const char *text, size_t len, struct request *out,
	     struct err *e)
{
	const struct conf_section *s = NULL;
	const char *practice, *entries;
	char book[WRITER_TEXT];
	enum rc rc = enrol_file_read(a, text, len, "request", &s, e);

	if (rc != RC_OK || enrol_need(s, "book", &out->book, e) != RC_OK ||
	    enrol_need(s, "writer", &out->writer, e) != RC_OK ||
	    enrol_need(s, "code", &out->code, e) != RC_OK ||
	    enrol_need(s, "name", &out->name, e) != RC_OK ||
	    enrol_need(s, "key", &out->key, e) != RC_OK ||
	    enrol_need(s, "practice", &practice, e) != RC_OK ||
	    enrol_need(s, "entries", &entries, e) != RC_OK)
		return e->code;
	out->after = conf_get(s, "after");
	out->with = conf_get(s, "with");
	out->text = enrol_plain(a, text, len);
	out->practice = str_equal(practice, "yes");
	out->entries = strtoll(entries, NULL, 10);
	if (!writer_valid(out->writer) || writer_role(out->writer) != WRITER_HOME)
		return err_set(e, RC_INVALID, _("'%s' cannot name a device"), out->writer);
	book_of_writer(out->writer, book);
	if (!str_equal(book, out->book) || (out->after && !is_writer_of(out->after, book)))
		return err_set(e, RC_INVALID, _("the device %s does not belong to the book %s"),
			       out->writer, out->book);
	if (str_equal(out->book, book_name(b)))
		return err_set(
		    e, RC_INVALID,
		    _("this is a request of this station itself; it goes to its superior"));
	if (out->code[0] == '\0' || strlen(out->code) >= RENDER_CODE_TEXT ||
	    strspn(out->code, "0123456789") != strlen(out->code) ||
	    !text_is_clean(out->name, strlen(out->name), false))
		return err_set(e, RC_INVALID, _("code or name of the station cannot be right"));
	if (out->practice != book_practice(b))
		return err_set(e, RC_INVALID,
			       out->practice ? _("a practice home cannot join a real superior")
					     : _("a real station cannot join a practice home"));
	return RC_OK;
}

/* The book as it will be held here: known already, or new. */
static enum rc
hold_book(struct book *b, struct arena *a, const struct request *q, const char *root,
	  struct trust *t, struct err *e)
{
	enum rc rc = trust_load(book_store(b), a, q->book, t, e);

	if (rc == RC_NOT_FOUND) {
		*t = (struct trust){.book = q->book,
				    .code = q->code,
				    .name = q->name,
				    .writer = arena_text_f(a, "%s0", q->book)};
		return RC_OK;
	}
	if (rc == RC_OK && !str_equal(t->code, q->code))
		return err_set(e, RC_CONFLICT,
			       _("the name %s belongs to another station here (%s %s)"), q->book,
			       t->code, t->name);
	if (rc == RC_OK && t->root && !str_equal(t->root, root))
		return err_set(e, RC_CONFLICT, _("the book %s was enrolled with another root key"),
			       q->book);
	return rc;
}

/* The lines that enrol the device, and our own hand at the first one. A device that it follows is
 * not ended here: what it published last may still be on its way. */
static enum rc
add_lines(struct book *b, struct arena *a, const struct request *q, const struct trust *t,
	  const char *own_key, struct err *e)
{
	const struct writer *old = enrol_latest(t, q->writer);
	struct writer w = {.op = WRITER_ENROL,
			   .writer = arena_text(a, q->writer),
			   .key = arena_text(a, q->key),
			   .code = arena_text(a, q->code),
			   .name = arena_text(a, q->name),
			   .from = {1, true}};
	enum rc rc = RC_OK;

	if (old && old->key && str_equal(old->key, q->key))
		return RC_OK; /* the same request again */
	if (old && old->key && q->with && enrol_proof_fits(q->text, "with", q->with, old->key)) {
		w.op = WRITER_ROTATE;
		w.from.n = q->entries + 1;
		w.code = w.name = NULL;
		return enrol_add_line(b, a, q->book, &w, e);
	}
	if (old)
		return err_set(e, RC_CONFLICT,
			       _("%s was enrolled before with another key; a restored device takes "
				 "a new name: `device request` there, with --as if that is taken"),
			       q->writer);
	w.after = q->after ? arena_text(a, q->after) : NULL;
	rc = enrol_add_line(b, a, q->book, &w, e);
	if (rc == RC_OK && !enrol_latest(t, t->writer)) {
		struct writer ours = {.op = WRITER_ENROL,
				      .writer = arena_text(a, t->writer),
				      .from = {1, true},
				      .key = arena_text(a, own_key)};

		rc = enrol_add_line(b, a, q->book, &ours, e);
	}
	return rc;
}

static void
write_reply(struct book *b, const struct request *q, const struct trust *t,
	    const struct key_pair *root, struct str *out)
{
	size_t start = out->len;

	str_add_f(out, "# 值守台账终端登记回执：请在本站办理（zhiban device accept）\n");
	str_add_f(out, "[reply]\nbook = %s\nwriter = %s\nkey = %s\n", q->book, q->writer, q->key);
	str_add_f(out, "superior = %s\n", book_station(b)->name);
	enrol_key(out, "root", root->public);
	for (size_t i = 0; i < t->nremotes; i++)
		str_add_f(out, "remote = %s\n", t->remotes[i]);
	str_add(out, q->hosts.ptr);
	enrol_proof(out, start, "proof", root);
}

static enum rc
take(struct book *b, struct arena *a, struct request *q, const struct enrol_terms *terms,
     const struct key_pair *root, struct str *out, struct err *e)
{
	struct trust t = {0};
	struct key_pair own;
	char root_text[KEY_TEXT_MAX], own_text[KEY_TEXT_MAX];
	char *key = arena_text_f(a, "hand/%s", q->book);
	enum rc rc = trust_hand_present(book_home(b), book_store(b), &own, e);

	if (rc != RC_OK)
		return rc;
	sshsig_key_text(own.public, own_text);
	keys_wipe(&own, sizeof(own));
	sshsig_key_text(root->public, root_text);
	rc = store_begin(book_store(b), e);
	if (rc != RC_OK)
		return rc;
	rc = hold_book(b, a, q, root_text, &t, e);
	t.root = arena_text(a, root_text);
	if (rc == RC_OK)
		rc = add_lines(b, a, q, &t, own_text, e);
	if (rc == RC_OK)
		rc = enrol_add_remotes(a, &t, terms->remotes, e);
	if (rc == RC_OK)
		rc = enrol_hosts(a, book_home(b), &t, terms->host_keys, &q->hosts, e);
	if (rc == RC_OK)
		rc = trust_put(book_store(b), &t, e);
	if (rc == RC_OK)
		rc = store_local_put(book_store(b), key, t.writer, strlen(t.writer), e);
	if (rc == RC_OK)
		rc = store_commit(book_store(b), e);
	else
		store_abort(book_store(b));
	if (rc == RC_OK)
		write_reply(b, q, &t, root, out);
	trust_clear(&t);
	return rc;
}

enum rc
enrol_take(struct book *b, const char *text, size_t len, const struct enrol_terms *terms,
	   struct str *out, struct err *e)
{
	struct arena a = {0};
	struct request q = {.hosts = STR_INIT};
	struct key_pair root;
	enum rc rc = read_request(b, &a, text, len, &q, e);

	if (rc == RC_OK)
		rc = trust_root_key(book_home(b), &root, e);
	if (rc == RC_OK) {
		rc = take(b, &a, &q, terms, &root, out, e);
		keys_wipe(&root, sizeof(root));
	}
	str_clear(&q.hosts);
	arena_free(&a);
	return rc;
}

/* ---- accepting ---- */

static enum rc
pin_root(struct book *b, struct arena *a, const struct conf_section *s, struct err *e)
{
	struct trust t = {0};
	const char *root = conf_get(s, "root");
	enum rc rc = trust_load(book_store(b), a, book_name(b), &t, e);

	if (rc != RC_OK)
		return rc;
	if (t.root && !str_equal(t.root, root))
		rc = err_set(e, RC_CONFLICT,
			     _("this station has pinned another root key already; ask the superior "
			       "before anything else"));
	t.root = root;
	t.superior = conf_get(s, "superior");
	for (size_t i = 0; rc == RC_OK && i < s->n; i++) {
		const char *const one[] = {s->entries[i].value, NULL};

		if (str_equal(s->entries[i].key, "remote"))
			rc = enrol_add_remotes(a, &t, one, e);
	}
	if (rc == RC_OK)
		rc = store_begin(book_store(b), e);
	if (rc == RC_OK) {
		rc = trust_put(book_store(b), &t, e);
		if (rc == RC_OK)
			rc = store_commit(book_store(b), e);
		else
			store_abort(book_store(b));
	}
	trust_clear(&t);
	return rc;
}

enum rc
enrol_accept(struct book *b, const char *reply, size_t len, struct err *e)
{
	struct arena a = {0};
	const struct conf_section *s = NULL;
	const char *book = "", *writer = "", *key = "";
	char own[KEY_TEXT_MAX];
	struct key_pair k;
	enum rc rc = enrol_file_read(&a, reply, len, "reply", &s, e);

	if (rc == RC_OK && (enrol_need(s, "book", &book, e) != RC_OK ||
			    enrol_need(s, "writer", &writer, e) != RC_OK ||
			    enrol_need(s, "key", &key, e) != RC_OK))
		rc = e->code;
	if (rc == RC_OK)
		rc = trust_device_key(book_home(b), book_store(b), &k, e);
	if (rc == RC_OK) {
		sshsig_key_text(k.public, own);
		keys_wipe(&k, sizeof(k));
		if (!str_equal(book, book_name(b)) || !str_equal(writer, book_device(b)) ||
		    !str_equal(key, own))
			rc =
			    err_set(e, RC_INVALID,
				    _("this reply is for %s with another key, not for this device"),
				    writer);
	}
	if (rc == RC_OK)
		rc = pin_root(b, &a, s, e);
	if (rc == RC_OK)
		rc = enrol_known_hosts(book_home(b), s, e);
	arena_free(&a);
	return rc;
}

/* ---- later ---- */

enum rc
enrol_end(struct book *b, const char *writer, enum writer_op op, int64_t from, const char *reason,
	  struct err *e)
{
	struct arena a = {0};
	struct trust t = {0};
	struct writer w = {
	    .op = (int)op, .writer = arena_text(&a, writer), .reason = arena_text(&a, reason)};
	char book[WRITER_TEXT];
	int64_t next = 1;
	enum rc rc;

	book_of_writer(writer, book);
	rc = trust_load(book_store(b), &a, book, &t, e);
	if (rc == RC_OK && t.own)
		rc = err_set(e, RC_INVALID, _("the superior does this for its subordinates"));
	if (rc == RC_OK && str_equal(writer, t.writer))
		rc = err_set(
		    e, RC_INVALID,
		    _("%s is this station's own hand in that book: `device rotate %s` gives "
		      "it another key, or after a restore the next name; then the former "
		      "one can be ended"),
		    writer, writer);
	if (rc == RC_OK && !enrol_latest(&t, writer))
		rc = err_set(e, RC_NOT_FOUND, _("%s is not enrolled"), writer);
	if (rc == RC_OK)
		rc = store_begin(book_store(b), e);
	if (rc == RC_OK) {
		rc = store_next_number(book_store(b), writer, &next, e);
		w.from = (struct count){from > 0 ? from : next, true};
		if (rc == RC_OK)
			rc = enrol_add_line(b, &a, book, &w, e);
		if (rc == RC_OK)
			rc = store_commit(book_store(b), e);
		else
			store_abort(book_store(b));
	}
	trust_clear(&t);
	arena_free(&a);
	return rc;
}
