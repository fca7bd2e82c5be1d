/* The keys that a superior's hand signs with. */
#include "storage/trust_hand.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "storage/trust_row.h"

static char *
home_file(struct arena *a, const char *home, const char *name)
{
	return arena_text_f(a, "%s/%s", home, name);
}

/* One of the keys in the home, if it is this one. */
static bool
find_key(const char *home, const uint8_t public[KEY_BYTES], struct key_pair *out)
{
	static const char *const names[] = {"device.key", "hand.key", "hand.key.next"};
	struct arena a = {0};
	struct key_pair k;
	struct err e;
	bool found = false;

	for (size_t i = 0; !found && i < ARRAY_LEN(names); i++)
		if (sshsig_file_load(home_file(&a, home, names[i]), &k, &e) == RC_OK &&
		    memcmp(k.public, public, KEY_BYTES) == 0) {
			*out = k;
			found = true;
		}
	keys_wipe(&k, sizeof(k));
	arena_free(&a);
	return found;
}

enum rc
trust_hand_key(const char *home, const struct trust *t, int64_t number, struct key_pair *out,
	       struct err *e)
{
	uint8_t public[KEY_BYTES];
	struct err why;

	if (trust_key(t, t->writer, number, public, &why) != RC_OK)
		return err_set(e, RC_INVALID,
			       _("%s: give the hand another key with `device rotate %s`, with "
				 "root.key in the home"),
			       why.text, t->writer);
	if (find_key(home, public, out))
		return RC_OK;
	return err_set(e, RC_INVALID,
		       _("this home has no key for %s (it was restored from a backup): synchronise "
			 "first, then `device rotate %s`, with root.key in the home"),
		       t->writer, t->writer);
}

/* Whether the own writer's key is the one that the store remembers; a new home has none yet. */
static bool
holds_own(const char *home, struct store *s, const struct trust *t)
{
	struct arena a = {0};
	struct key_pair k;
	struct err e;
	char *known, text[KEY_TEXT_MAX];
	static const char *const names[] = {"device.key", "device.key.next"};
	bool holds = trust_row_get(s, &a, &known, &e, "key/%s", t->writer) != RC_OK;

	for (size_t i = 0; !holds && i < ARRAY_LEN(names); i++)
		if (sshsig_file_load(home_file(&a, home, names[i]), &k, &e) == RC_OK) {
			sshsig_key_text(k.public, text);
			holds = str_equal(text, known);
		}
	keys_wipe(&k, sizeof(k));
	arena_free(&a);
	return holds;
}

bool
trust_holds(const char *home, struct store *s, const struct trust *t)
{
	struct key_pair k;
	struct err e;
	int64_t next;
	bool holds;

	if (t->own)
		return holds_own(home, s, t);
	holds = store_next_number(s, t->writer, &next, &e) == RC_OK &&
		trust_hand_key(home, t, next, &k, &e) == RC_OK;
	keys_wipe(&k, sizeof(k));
	return holds;
}

enum rc
trust_hand_may_write(const char *home, struct store *s, const struct trust *t, struct err *e)
{
	struct arena a = {0};
	struct key_pair k;
	struct err missing;
	char *text;
	int64_t next = 1;
	enum rc rc = store_next_number(s, t->writer, &next, e);

	if (rc == RC_OK && trust_row_get(s, &a, &text, &missing, "frozen/%s", t->writer) == RC_OK)
		rc = err_set(e, RC_INVALID,
			     _("%s may not go on: %s; `device rotate %s` gives the hand the next "
			       "name, with root.key in the home"),
			     t->writer, text, t->writer);
	if (rc == RC_OK)
		rc = trust_hand_key(home, t, next, &k, e);
	keys_wipe(&k, sizeof(k));
	arena_free(&a);
	return rc;
}

enum rc
trust_hand_present(const char *home, struct store *s, struct key_pair *out, struct err *e)
{
	struct arena a = {0};
	enum rc rc = sshsig_file_load(home_file(&a, home, "hand.key"), out, e);

	arena_free(&a);
	return rc == RC_NOT_FOUND ? trust_device_key(home, s, out, e) : rc;
}

enum rc
trust_hand_next(const char *home, struct key_pair *out, struct err *e)
{
	struct arena a = {0};
	char *path = home_file(&a, home, "hand.key.next");
	enum rc rc = sshsig_file_load(path, out, e);

	if (rc == RC_NOT_FOUND)
		rc = sshsig_file_new(path, "hand", out, e);
	arena_free(&a);
	return rc;
}

void
trust_hand_done(const char *home)
{
	struct arena a = {0};

	/* Where that fails the next one is found under its own name (find_key). */
	(void)!rename(home_file(&a, home, "hand.key.next"), home_file(&a, home, "hand.key"));
	arena_free(&a);
}

static bool
note_any(void *ctx, const char *key, const void *value, size_t n)
{
	(void)key;
	(void)value;
	(void)n;
	*(bool *)ctx = true;
	return false;
}

void
trust_hand_keep(const char *home, struct store *s)
{
	struct arena a = {0};
	struct stat st;
	struct err e;
	char *path = home_file(&a, home, "hand.key");
	bool hands = false;

	if (stat(path, &st) != 0 && store_each_local(s, "hand/", note_any, &hands, &e) == RC_OK &&
	    hands)
		(void)!rename(home_file(&a, home, "device.key"), path);
	arena_free(&a);
}
