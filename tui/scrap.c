/* Drafts of one line, kept until they are recorded or thrown away. */
#include "tui/scrap.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEY_TEXT = 80 };

static void
key_of(const char *name, long pid, char out[KEY_TEXT])
{
	snprintf(out, KEY_TEXT, "scrap/%s/%ld", name, pid);
}

static enum rc
put(struct book *b, const char *key, const char *text, struct err *e)
{
	size_t n = strlen(text);

	if (store_begin(book_store(b), e) != RC_OK)
		return e->code;
	if (store_local_put(book_store(b), key, n ? text : NULL, n, e) != RC_OK) {
		store_abort(book_store(b));
		return e->code;
	}
	return store_commit(book_store(b), e);
}

enum rc
scrap_keep(struct book *b, const char *name, const char *text, struct err *e)
{
	char key[KEY_TEXT];

	key_of(name, (long)getpid(), key);
	return put(b, key, text, e);
}

struct offer {
	struct arena *arena;
	char key[KEY_TEXT];
	char *text;
};

/* A process that is gone, or this one. A number that another program has now only delays. */
static bool
may_take(long pid)
{
	return pid == (long)getpid() || (pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

static bool
look(void *ctx, const char *key, const void *value, size_t n)
{
	struct offer *o = ctx;
	const char *pid = strrchr(key, '/');

	if (!pid || strlen(key) >= KEY_TEXT || n == 0 || !may_take(strtol(pid + 1, NULL, 10)))
		return true;
	snprintf(o->key, sizeof(o->key), "%s", key);
	o->text = arena_text_n(o->arena, value, n);
	return false;
}

char *
scrap_offer(struct book *b, struct arena *a, const char *name)
{
	struct offer o = {.arena = a};
	char prefix[KEY_TEXT], own[KEY_TEXT];
	struct err e;

	snprintf(prefix, sizeof(prefix), "scrap/%s/", name);
	key_of(name, (long)getpid(), own);
	if (store_each_local(book_store(b), prefix, look, &o, &e) != RC_OK || !o.text)
		return NULL;
	/* It becomes ours first, so that it is never in no place at all. */
	if (!str_equal(o.key, own) && (put(b, own, o.text, &e) != RC_OK || put(b, o.key, "", &e)))
		return o.text;
	return o.text;
}
