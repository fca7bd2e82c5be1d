/* PINs: set, checked, and a growing wait after wrong tries. */
#include "storage/pin.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/record.h"
#include "storage/keys.h"

enum { PIN_BYTES = 4 * PIN_MAX + 1, ROW_BYTES = PIN_HASH_TEXT + 64, KEY_TEXT = ID_TEXT + 8 };

/* A row is "FAILS LAST HASH": wrong tries since the last right one, when the last was made. */
struct row {
	int fails;
	int64_t last;
	char hash[PIN_HASH_TEXT];
};

/* The hash of nothing anybody can type: checked for persons without a PIN, so that both cases take
 * the same time. */
static const char no_hash[PIN_HASH_TEXT] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
					   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/* Copies pin with full-width ASCII narrowed; characters counted, 0 when it may not be a PIN. */
static size_t
narrow(const char *pin, char out[PIN_BYTES], size_t *len)
{
	const unsigned char *p = (const unsigned char *)pin;
	size_t chars = 0, n = 0;

	while (*p) {
		if (chars == PIN_MAX || n + 4 >= PIN_BYTES || *p <= ' ' || *p == 0x7f)
			return 0;
		if (p[0] == 0xef && (p[1] == 0xbc || p[1] == 0xbd) && p[2] >= 0x80) {
			/* U+FF01…FF5E are 0x21…0x7e */
			unsigned c = (unsigned)((p[1] - 0xbcu) * 64 + (p[2] - 0x80u)) + 0x20;

			if (c < 0x21 || c > 0x7e)
				return 0;
			out[n++] = (char)c;
			p += 3;
		} else {
			do
				out[n++] = (char)*p++;
			while ((*p & 0xc0) == 0x80 && n + 1 < PIN_BYTES);
		}
		chars++;
	}
	out[n] = 0;
	*len = n;
	return chars;
}

static void
row_key(const char *person, char out[KEY_TEXT])
{
	snprintf(out, KEY_TEXT, "pin/%s", person);
}

static bool
row_get(struct store *s, const char *person, struct row *out)
{
	struct arena a = {0};
	struct err e;
	char key[KEY_TEXT], *text;
	size_t n;
	bool ok;

	row_key(person, key);
	ok = store_local_get(s, &a, key, &text, &n, &e) == RC_OK && n < ROW_BYTES;
	if (ok) {
		char *z = arena_text_n(&a, text, n);

		ok = sscanf(z, "%d %" SCNd64 " %127s", &out->fails, &out->last, out->hash) == 3;
	}
	arena_free(&a);
	return ok;
}

static enum rc
row_put(struct store *s, const char *person, const struct row *r, struct err *e)
{
	char key[KEY_TEXT], text[ROW_BYTES];
	int n = snprintf(text, sizeof(text), "%d %" PRId64 " %s", r->fails, r->last, r->hash);

	row_key(person, key);
	return store_local_put(s, key, text, (size_t)n, e);
}

static int64_t
wait_seconds(int fails)
{
	int64_t wait = 60;
	int i;

	if (fails < PIN_FREE_TRIES)
		return 0;
	for (i = PIN_FREE_TRIES; i < fails && wait < PIN_WAIT_MAX; i++)
		wait *= 2;
	return wait < PIN_WAIT_MAX ? wait : PIN_WAIT_MAX;
}

/* Counts a try before it is judged. *open: the person need not wait. */
static enum rc
count_try(struct store *s, const char *person, int64_t now, struct row *r, bool *open,
	  struct err *e)
{
	enum rc rc = store_begin(s, e);

	if (rc != RC_OK)
		return rc;
	*open = false;
	if (!row_get(s, person, r)) {
		snprintf(r->hash, sizeof(r->hash), "%s", no_hash);
		store_abort(s);
		return RC_OK;
	}
	/* A clock that ran back must not lock anybody out for years. */
	if (now >= r->last && now - r->last < wait_seconds(r->fails)) {
		store_abort(s);
		return RC_OK;
	}
	*open = true;
	r->fails = r->fails < 1000 ? r->fails + 1 : r->fails;
	r->last = now;
	rc = row_put(s, person, r, e);
	if (rc == RC_OK)
		rc = store_commit(s, e);
	else
		store_abort(s);
	return rc;
}

enum rc
pin_set(struct store *s, const char *person, const char *pin, struct err *e)
{
	struct row r = {0};
	char text[PIN_BYTES];
	size_t n = 0;
	bool hashed;
	enum rc rc;

	if (strlen(person) >= ID_TEXT)
		return err_set(e, RC_INVALID, _("no such person"));
	if (narrow(pin, text, &n) < PIN_MIN)
		return err_set(e, RC_INVALID,
			       _("a PIN has %d to %d characters, digits are enough, no blanks"),
			       PIN_MIN, PIN_MAX);
	hashed = keys_pin_hash(text, n, r.hash);
	keys_wipe(text, sizeof(text));
	if (!hashed)
		return err_set(e, RC_IO,
			       _("the PIN was not set: not enough memory; close other programs"));
	rc = store_begin(s, e);
	if (rc != RC_OK)
		return rc;
	rc = row_put(s, person, &r, e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_abort(s);
	return rc;
}

/* Forgets the wrong tries after a right one. */
static enum rc
reset(struct store *s, const char *person, struct row *r, struct err *e)
{
	enum rc rc = store_begin(s, e);

	if (rc != RC_OK)
		return rc;
	r->fails = 0;
	rc = row_put(s, person, r, e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_abort(s);
	return rc;
}

enum rc
pin_check(struct store *s, const char *person, const char *pin, int64_t now, struct err *e)
{
	struct row r = {0};
	char text[PIN_BYTES] = "";
	size_t n = 0;
	bool open = false, right;
	enum rc rc = RC_OK;

	if (strlen(person) < ID_TEXT)
		rc = count_try(s, person, now, &r, &open, e);
	if (rc != RC_OK)
		return rc;
	narrow(pin, text, &n);
	right = keys_pin_verify(r.hash[0] ? r.hash : no_hash, text, n);
	keys_wipe(text, sizeof(text));
	if (open && right)
		return reset(s, person, &r, e);
	return err_set(e, RC_INVALID,
		       _("the PIN was not accepted; after %d wrong tries one must wait, an hour at "
			 "most"),
		       PIN_FREE_TRIES);
}

bool
pin_has(struct store *s, const char *person)
{
	struct row r;

	return strlen(person) < ID_TEXT && row_get(s, person, &r);
}

static bool
seen(void *ctx, const char *key, const void *value, size_t n)
{
	(void)key, (void)value, (void)n;
	*(bool *)ctx = true;
	return false;
}

bool
pin_any(struct store *s)
{
	struct err e;
	bool any = false;

	return store_each_local(s, "pin/", seen, &any, &e) == RC_OK && any;
}
