/* This host's own keys: the device's, the one to come, the root's. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "storage/trust.h"
#include "storage/trust_hand.h"
#include "storage/trust_row.h"

enum rc
trust_row_get(struct store *s, struct arena *a, char **out, struct err *e, const char *fmt,
	      const char *name)
{
	char key[ID_TEXT], *value;
	size_t n;
	enum rc rc;

	snprintf(key, sizeof(key), fmt, name);
	rc = store_local_get(s, a, key, &value, &n, e);
	if (rc == RC_OK)
		*out = arena_text_n(a, value, n);
	return rc;
}

enum rc
trust_row_put(struct store *s, const char *fmt, const char *name, const char *text, struct err *e)
{
	char key[ID_TEXT];

	snprintf(key, sizeof(key), fmt, name);
	return store_local_put(s, key, text, strlen(text), e);
}

static char *
home_file(struct arena *a, const char *home, const char *name)
{
	return arena_text_f(a, "%s/%s", home, name);
}

static enum rc
restored(struct err *e)
{
	return err_set(e, RC_INVALID,
		       _("this home was restored from a backup and has no key of its own: make one "
			 "with `device request`, have it enrolled, then go on"));
}

/* Remembers which key belongs to the own writer: a home without that key is a restored one. */
static enum rc
remember(struct store *s, const char *writer, const char *key, struct err *e)
{
	enum rc rc = store_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = trust_row_put(s, "key/%s", writer, key, e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_abort(s);
	return rc;
}

/* Whether device.key.next is the key that the store expects: a change of keys was broken off. */
static bool
finish_change(struct arena *a, const char *home, struct store *s, const char *known)
{
	char *path = home_file(a, home, "device.key"),
	     *next = home_file(a, home, "device.key.next");
	char text[KEY_TEXT_MAX];
	struct key_pair k;
	struct err e;

	if (!known || sshsig_file_load(next, &k, &e) != RC_OK)
		return false;
	sshsig_key_text(k.public, text);
	keys_wipe(&k, sizeof(k));
	if (!str_equal(text, known))
		return false;
	trust_hand_keep(home, s);
	return rename(next, path) == 0;
}

enum rc
trust_device_key(const char *home, struct store *s, struct key_pair *out, struct err *e)
{
	struct arena a = {0};
	char *path = home_file(&a, home, "device.key"), *device, *known = NULL;
	char text[KEY_TEXT_MAX];
	enum rc rc = trust_row_get(s, &a, &device, e, "%s", "device");
	enum rc rc_known = RC_OK;

	if (rc == RC_OK) {
		rc_known = trust_row_get(s, &a, &known, e, "key/%s", device);
		rc = rc_known == RC_NOT_FOUND ? RC_OK : rc_known;
	}
	if (rc == RC_OK) {
		finish_change(&a, home, s, known);
		rc = sshsig_file_load(path, out, e);
	}
	if (rc == RC_NOT_FOUND)
		rc = known ? restored(e) : sshsig_file_new(path, device, out, e);
	if (rc == RC_CONFLICT) /* another process of this host was first */
		rc = sshsig_file_load(path, out, e);
	if (rc == RC_OK) {
		sshsig_key_text(out->public, text);
		if (!known)
			rc = remember(s, device, text, e);
		else if (!str_equal(known, text))
			rc = restored(e);
	}
	arena_free(&a);
	return rc;
}

enum rc
trust_signing_key(const char *home, struct store *s, const struct trust *t, int64_t number,
		  struct key_pair *out, struct err *e)
{
	struct arena a = {0};
	struct key_pair next;
	struct err missing;
	uint8_t counts[KEY_BYTES];
	char text[KEY_TEXT_MAX];
	enum rc rc;

	if (!t->own)
		return trust_hand_key(home, t, number, out, e);
	rc = trust_device_key(home, s, out, e);
	if (rc == RC_OK && trust_key(t, t->writer, number, counts, &missing) == RC_OK &&
	    memcmp(counts, out->public, KEY_BYTES) != 0 &&
	    sshsig_file_load(home_file(&a, home, "device.key.next"), &next, &missing) == RC_OK &&
	    memcmp(counts, next.public, KEY_BYTES) == 0) {
		*out = next;
		sshsig_key_text(next.public, text);
		rc = trust_new_epoch(home, s, t->writer, text, e);
	}
	keys_wipe(&next, sizeof(next));
	arena_free(&a);
	return rc;
}

enum rc
trust_device(struct store *s, char out[WRITER_TEXT], struct err *e)
{
	struct arena a = {0};
	char *text;
	enum rc rc = trust_row_get(s, &a, &text, e, "%s", "device");

	if (rc == RC_OK)
		snprintf(out, WRITER_TEXT, "%s", text);
	arena_free(&a);
	return rc;
}

enum rc
trust_new_epoch(const char *home, struct store *s, const char *writer, const char *key,
		struct err *e)
{
	struct arena a = {0};
	enum rc rc = store_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = trust_row_put(s, "%s", "device", writer, e);
	if (rc == RC_OK)
		rc = trust_row_put(s, "key/%s", writer, key, e);
	if (rc == RC_OK)
		rc = store_commit(s, e);
	else
		store_abort(s);
	if (rc == RC_OK)
		finish_change(&a, home, s, key);
	arena_free(&a);
	return rc;
}

enum rc
trust_may_write(const char *home, struct store *s, struct err *e)
{
	struct arena a = {0};
	struct stat st;
	char *device, *text;
	struct err missing;
	enum rc rc = trust_row_get(s, &a, &device, e, "%s", "device");

	if (rc == RC_NOT_FOUND) { /* a home in the making */
		arena_free(&a);
		return RC_OK;
	}
	if (rc == RC_OK && trust_row_get(s, &a, &text, &missing, "frozen/%s", device) == RC_OK)
		rc = err_set(e, RC_INVALID,
			     _("%s may not go on: %s; ask for a new one with `device request`"),
			     device, text);
	if (rc == RC_OK && trust_row_get(s, &a, &text, &missing, "key/%s", device) == RC_OK &&
	    stat(home_file(&a, home, "device.key"), &st) != 0)
		rc = restored(e);
	arena_free(&a);
	return rc;
}

enum rc
trust_root_new(const char *home, char key[KEY_TEXT_MAX], struct err *e)
{
	struct arena a = {0};
	struct key_pair k;
	char *path = home_file(&a, home, "root.key");
	enum rc rc = sshsig_file_new(path, "root", &k, e);

	if (rc == RC_OK) {
		sshsig_key_text(k.public, key);
		keys_wipe(&k, sizeof(k));
	}
	arena_free(&a);
	return rc;
}

enum rc
trust_root_key(const char *home, struct key_pair *out, struct err *e)
{
	struct arena a = {0};
	enum rc rc = sshsig_file_load(home_file(&a, home, "root.key"), out, e);

	arena_free(&a);
	if (rc == RC_NOT_FOUND)
		return err_set(e, RC_NOT_FOUND,
			       _("there is no root key in this home: make one with `root new`, or "
				 "bring root.key back from its paper or stick"));
	return rc;
}
