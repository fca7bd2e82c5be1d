/* The books held here, the keys that count in them, and this host's own keys. */
#include "storage/trust.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/record.h"
#include "core/station.h"
#include "storage/trust_row.h"

/* ---- local rows ---- */

/* A row is lines "key value", kept in the order of this table's use. */
static void
parse_row(struct arena *a, char *text, struct trust *t)
{
	char *line, *rest = text;

	while ((line = strsep(&rest, "\n"))) {
		char *value = strchr(line, ' ');

		if (!value)
			continue;
		*value++ = '\0';
		if (str_equal(line, "code"))
			t->code = arena_text(a, value);
		else if (str_equal(line, "name"))
			t->name = arena_text(a, value);
		else if (str_equal(line, "root"))
			t->root = arena_text(a, value);
		else if (str_equal(line, "superior"))
			t->superior = arena_text(a, value);
		else if (str_equal(line, "remote") && t->nremotes < TRUST_REMOTES)
			t->remotes[t->nremotes++] = arena_text(a, value);
	}
}

enum rc
trust_put(struct store *s, const struct trust *t, struct err *e)
{
	struct str text = STR_INIT;
	size_t i;
	enum rc rc;

	str_add_f(&text, "code %s\nname %s\n", t->code, t->name);
	if (t->root)
		str_add_f(&text, "root %s\n", t->root);
	if (t->superior)
		str_add_f(&text, "superior %s\n", t->superior);
	for (i = 0; i < t->nremotes; i++)
		str_add_f(&text, "remote %s\n", t->remotes[i]);
	rc = trust_row_put(s, "trust/%s", t->book, text.ptr, e);
	str_clear(&text);
	return rc;
}

struct names {
	struct arena *arena;
	VEC(char *) v;
};

static bool
add_name(void *ctx, const char *key, const void *value, size_t n)
{
	struct names *names = ctx;

	(void)value;
	(void)n;
	vec_push(&names->v, arena_text(names->arena, strchr(key, '/') + 1));
	return true;
}

enum rc
trust_books(struct store *s, struct arena *a, char ***out, size_t *n, struct err *e)
{
	struct names names = {.arena = a};
	char *device, book[WRITER_TEXT];
	enum rc rc = trust_row_get(s, a, &device, e, "%s", "device");
	size_t i;

	if (rc != RC_OK)
		return rc;
	book_of_writer(device, book);
	vec_push(&names.v, arena_text(a, book));
	rc = store_each_local(s, "hand/", add_name, &names, e);
	if (rc == RC_OK) {
		*out = arena_alloc(a, (names.v.n + 1) * sizeof(char *));
		for (i = 0; i < names.v.n; i++)
			(*out)[i] = names.v.v[i];
		*n = names.v.n;
	}
	vec_clear(&names.v);
	return rc;
}

/* ---- loading ---- */

/* Code and name of the own station stand in its first record until there is a row. */
static enum rc
from_station(struct store *s, struct arena *a, struct trust *t, struct err *e)
{
	char *id, *line;
	size_t len;
	struct record *r;
	const struct station *station;
	enum rc rc = trust_row_get(s, a, &id, e, "%s", "station");

	if (rc == RC_OK)
		rc = store_get(s, a, id, &line, &len, e);
	if (rc == RC_OK)
		rc = record_read(a, line, len, &r, e);
	if (rc == RC_OK && r->kind != &kind_station)
		rc = err_set(e, RC_CORRUPT, _("%s is not the record of a station"), id);
	if (rc != RC_OK)
		return rc;
	station = r->body;
	t->code = station->code;
	t->name = station->name;
	return RC_OK;
}

struct row_reader {
	struct arena *arena;
	struct trust *trust;
	struct err err;
	enum rc rc;
};

enum rc
trust_add_line(struct trust *t, struct arena *a, const char *line, size_t len, struct err *e)
{
	struct record *r;
	struct record_id id;
	enum rc rc = record_read(a, line, len, &r, e);

	if (rc == RC_OK && r->kind == &kind_writer && record_id_read(r->id, &id)) {
		struct trust_row row = {.number = id.number, .body = r->body};

		vec_push(&t->rows, row);
	}
	return rc;
}

static bool
add_row(void *ctx, const char *line, size_t len)
{
	struct row_reader *rr = ctx;

	rr->rc = trust_add_line(rr->trust, rr->arena, line, len, &rr->err);
	return rr->rc == RC_OK;
}

static enum rc
load_rows(struct store *s, struct arena *a, struct trust *t, struct err *e)
{
	struct row_reader rr = {.arena = a, .trust = t};
	char root[ID_TEXT];
	enum rc rc;

	snprintf(root, sizeof(root), "%s.root", t->book);
	rc = store_each_number(s, root, 1, 0, add_row, &rr, e);
	if (rc == RC_OK && rr.rc != RC_OK) {
		*e = rr.err;
		rc = rr.rc;
	}
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

struct self_reader {
	struct arena *arena;
	struct trust *trust;
};

static bool
add_self(void *ctx, const char *key, const void *value, size_t n)
{
	struct self_reader *sr = ctx;
	struct writer *w = ARENA_NEW(sr->arena, struct writer);
	struct trust_row row = {.body = w};
	char book[WRITER_TEXT];

	w->writer = arena_text(sr->arena, strchr(key, '/') + 1);
	w->key = arena_text_n(sr->arena, value, n);
	w->op = WRITER_ENROL;
	w->from.n = 1;
	book_of_writer(w->writer, book);
	if (str_equal(book, sr->trust->book))
		vec_push(&sr->trust->selves, row);
	return true;
}

enum rc
trust_load(struct store *s, struct arena *a, const char *book, struct trust *out, struct err *e)
{
	struct trust t = {.book = arena_text(a, book)};
	char own[WRITER_TEXT], *device, *text;
	enum rc rc = trust_row_get(s, a, &device, e, "%s", "device");

	if (rc != RC_OK)
		return rc;
	book_of_writer(device, own);
	t.own = str_equal(own, book);
	t.writer = device;
	if (!t.own) {
		rc = trust_row_get(s, a, &text, e, "hand/%s", book);
		if (rc == RC_NOT_FOUND)
			return err_set(e, RC_NOT_FOUND, _("the book %s is not held here"), book);
		t.writer = text;
	}
	if (rc == RC_OK)
		rc = trust_row_get(s, a, &text, e, "trust/%s", book);
	if (rc == RC_OK)
		parse_row(a, text, &t);
	else if (rc == RC_NOT_FOUND && t.own)
		rc = from_station(s, a, &t, e);
	if (rc == RC_OK && (!t.code || !t.name))
		rc = err_set(e, RC_CORRUPT, _("what is known of the book %s is damaged"), book);
	if (rc == RC_OK && trust_row_get(s, a, &text, e, "key/%s", device) == RC_OK)
		t.self = text;
	if (rc == RC_OK)
		rc = store_each_local(s, "key/", add_self, &(struct self_reader){a, &t}, e);
	if (rc == RC_OK)
		rc = load_rows(s, a, &t, e);
	if (rc == RC_OK)
		*out = t;
	else
		trust_clear(&t);
	return rc;
}

void
trust_clear(struct trust *t)
{
	vec_clear(&t->rows);
	vec_clear(&t->selves);
}

/* ---- judging ---- */

int64_t
trust_keys(const struct trust *t)
{
	return t->rows.n > 0 ? t->rows.v[t->rows.n - 1].number : 0;
}

/* What the keys branch says of entry `number`: the last line that concerns it counts, but what was
 * ended stays ended until a new key. */
static const struct writer *
ruling(const struct trust *t, const char *writer, int64_t number, bool *known)
{
	const struct writer *found = NULL;
	size_t i;

	*known = false;
	for (i = 0; i < t->rows.n; i++) {
		const struct writer *w = t->rows.v[i].body;

		if (!str_equal(w->writer, writer))
			continue;
		*known = true;
		if (w->from.n <= number)
			found = w;
	}
	return found;
}

enum rc
trust_key(const struct trust *t, const char *writer, int64_t number, uint8_t out[KEY_BYTES],
	  struct err *e)
{
	const struct writer *w;
	const char *text = NULL;
	bool known = false;
	size_t i;

	if (writer_role(writer) == WRITER_ROOT) {
		text = t->root;
	} else {
		w = ruling(t, writer, number, &known);
		if (w && !w->key)
			return err_set(e, RC_INVALID, _("%s is %s from entry %" PRId64 " on"),
				       writer, w->op == WRITER_REVOKE ? _("revoked") : _("retired"),
				       w->from.n);
		text = w ? w->key : NULL;
		for (i = 0; !known && i < t->selves.n; i++)
			if (str_equal(t->selves.v[i].body->writer, writer))
				text = t->selves.v[i].body->key;
	}
	if (known && !text)
		return err_set(e, RC_INVALID, _("%s is not enrolled for entry %" PRId64), writer,
			       number);
	if (!text)
		return err_set(e, RC_NOT_FOUND, _("%s is not enrolled in the book %s"), writer,
			       t->book);
	if (!sshsig_key_read(text, out))
		return err_set(e, RC_CORRUPT, _("the key of %s is damaged"), writer);
	return RC_OK;
}

/* The key that a rotation replaced; NULL when it had been ended before: then it never goes on. */
static const char *
former_key(const struct trust *t, const struct writer *rotation)
{
	const char *key = NULL;

	for (size_t i = 0; i < t->rows.n && t->rows.v[i].body != rotation; i++)
		if (str_equal(t->rows.v[i].body->writer, rotation->writer))
			key = t->rows.v[i].body->key;
	return key;
}

const struct writer *
trust_ended(const struct trust *t, const char *writer, int64_t number, struct trust *before)
{
	bool known;
	const struct writer *w = ruling(t, writer, number, &known), *first = w;

	if (!w || w->key)
		return NULL;
	*before = *t;
	while (w && !w->key) {
		while (before->rows.v[before->rows.n - 1].body != w)
			before->rows.n--;
		before->rows.n--;
		w = ruling(before, writer, number, &known);
	}
	return first;
}

static enum rc
counts_at(const struct trust *t, const struct trust_claim *c, int64_t number, struct err *e)
{
	uint8_t key[KEY_BYTES];
	const struct writer *w;
	const char *former;
	bool known;
	enum rc rc = trust_key(t, c->writer, number, key, e);

	if (rc != RC_OK || memcmp(key, c->key, KEY_BYTES) == 0)
		return rc;
	w = writer_role(c->writer) == WRITER_ROOT ? NULL : ruling(t, c->writer, number, &known);
	former = w && w->op == WRITER_ROTATE ? former_key(t, w) : NULL;
	if (former && sshsig_key_read(former, key) && memcmp(key, c->key, KEY_BYTES) == 0 &&
	    (!c->last || memcmp(c->last, c->key, KEY_BYTES) == 0))
		return RC_OK;
	return err_set(e, RC_CORRUPT, _("signed with a key that does not count for %s-%" PRId64),
		       c->writer, number);
}

enum rc
trust_counts(const struct trust *t, const struct trust_claim *c, struct err *e)
{
	enum rc rc = counts_at(t, c, c->a, e);

	return rc == RC_OK ? counts_at(t, c, c->b, e) : rc;
}

bool
trust_is_self(const struct trust *t, const char *writer)
{
	for (size_t i = 0; i < t->selves.n; i++)
		if (str_equal(t->selves.v[i].body->writer, writer))
			return true;
	return false;
}

static void
allow(const struct trust *t, const char *writer, const char *key, struct str *out)
{
	uint8_t public[KEY_BYTES];
	struct str principal = STR_INIT;

	if (!sshsig_key_read(key, public))
		return;
	str_add_f(&principal, "%s@%s", writer, t->code);
	sshsig_allowed(principal.ptr, public, out);
	str_clear(&principal);
}

void
trust_allowed(const struct trust *t, struct str *out)
{
	struct str root = STR_INIT;
	bool known;
	size_t i;

	str_add_f(&root, "%s.root", t->book);
	if (t->root)
		allow(t, root.ptr, t->root, out);
	for (i = 0; i < t->rows.n; i++) {
		const struct writer *w = t->rows.v[i].body;

		if (w->key)
			allow(t, w->writer, w->key, out);
	}
	for (i = 0; i < t->selves.n; i++) {
		const struct writer *w = t->selves.v[i].body;

		ruling(t, w->writer, 1, &known);
		if (!known)
			allow(t, w->writer, w->key, out);
	}
	str_clear(&root);
}

void
trust_writers(const struct trust *t, struct arena *a, struct trust_writer **out, size_t *n)
{
	static const char *const states[] = {"", "enrolled", "enrolled", "retired", "revoked"};
	struct trust_writer *list = arena_alloc(a, (t->rows.n + 1) * sizeof(*list));
	size_t count = 0, i, k;

	for (i = 0; i < t->rows.n; i++) {
		const struct writer *w = t->rows.v[i].body;

		for (k = 0; k < count && !str_equal(list[k].writer, w->writer);)
			k++;
		if (k == count)
			list[count++].writer = w->writer;
		list[k].former = w->op == WRITER_ROTATE ? former_key(t, w) : NULL;
		list[k].key = w->key ? w->key : list[k].key;
		list[k].state = states[w->op];
		list[k].from = w->from.n;
		list[k].reason = w->reason;
	}
	for (k = 0; k < count && !str_equal(list[k].writer, t->writer);)
		k++;
	if (k == count && t->self)
		list[count++] = (struct trust_writer){
		    .writer = t->writer, .key = t->self, .state = "own", .from = 1};
	*out = list;
	*n = count;
}
