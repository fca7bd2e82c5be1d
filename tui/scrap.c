/* Drafts of one line, kept until they are recorded or thrown away. */
#include "tui/scrap.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/vec.h"
#include "storage/private.h"

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

/* Dead, but nobody has asked for its end yet: it never writes again. */
static bool
is_zombie(long pid)
{
	char name[40], text[200];
	const char *end;
	FILE *f;
	size_t n;

	snprintf(name, sizeof(name), "/proc/%ld/stat", pid);
	f = fopen(name, "r");
	if (!f)
		return false;
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	/* "812 (name) Z …"; the name may hold anything. */
	end = strrchr(text, ')');
	return end && (str_starts(end, ") Z") || str_starts(end, ") X"));
}

/* A process that is gone, or this one. A number that another program has now only delays. */
static bool
may_take(long pid)
{
	if (pid == (long)getpid())
		return true;
	return pid > 0 && ((kill((pid_t)pid, 0) != 0 && errno == ESRCH) || is_zombie(pid));
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

/* ---- forms ---- */

/*
 * A form's row is the number of its private file ("" none), a line end, and the open part. The
 * number comes from the clock and the process, so no two drafts share a file.
 */

static char *
private_folder(struct book *b, struct arena *a)
{
	return arena_text_f(a, "%s/private", book_home(b));
}

static char *
new_number(struct arena *a)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return arena_text_f(a, "%lld%03ld%07ld", (long long)now.tv_sec, now.tv_nsec / 1000000,
			    (long)getpid());
}

static enum rc
own_number(struct book *b, struct arena *a, const char *key, char **out, struct err *e)
{
	char *row = NULL;
	size_t n = 0;
	enum rc rc = store_local_get(book_store(b), a, key, &row, &n, e);

	*out = rc == RC_OK ? arena_text_n(a, row, strcspn(row, "\n")) : arena_text(a, "");
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc
scrap_keep_form(struct book *b, const char *name, const char *const part[2], struct err *e)
{
	struct arena a = {0};
	struct store *s = book_store(b);
	char key[KEY_TEXT], *number, *row, *folder = private_folder(b, &a);
	bool empty = !*part[0] && !*part[1];
	enum rc rc;

	key_of(name, (long)getpid(), key);
	rc = own_number(b, &a, key, &number, e);
	if (rc == RC_OK && *part[1] && !*number)
		number = new_number(&a);
	row = arena_text_f(&a, "%s\n%s", number, part[0]);
	if (rc == RC_OK && (rc = store_begin(s, e)) == RC_OK) {
		if (*part[1])
			rc = private_write(folder, arena_text_f(&a, "draft-%s", number), part[1],
					   strlen(part[1]), e);
		if (rc == RC_OK)
			rc =
			    store_local_put(s, key, empty ? NULL : row, empty ? 0 : strlen(row), e);
		if (rc == RC_OK)
			rc = store_commit(s, e);
		else
			store_abort(s);
	}
	if (rc == RC_OK && *number && !*part[1])
		private_erase(folder, arena_text_f(&a, "draft-%s", number));
	arena_free(&a);
	return rc;
}

void
scrap_offer_form(struct book *b, struct arena *a, const char *name, const char *part[2])
{
	char *row = scrap_offer(b, a, name), *open = row ? strchr(row, '\n') : NULL, *secret = NULL;
	size_t n;
	struct err e;

	part[0] = part[1] = "";
	if (!open)
		return;
	*open++ = '\0';
	part[0] = open;
	if (*row && private_read(private_folder(b, a), a, arena_text_f(a, "draft-%s", row), &secret,
				 &n, &e) == RC_OK)
		part[1] = secret;
}

/* ---- one terminal at a time ---- */

struct holding {
	struct arena *arena;
	enum scrap_holder holder;
	char *text;
};

static bool
look_who(void *ctx, const char *key, const void *value, size_t n)
{
	struct holding *h = ctx;
	const char *slash = strrchr(key, '/');
	long pid = slash ? strtol(slash + 1, NULL, 10) : 0;
	enum scrap_holder who = pid == (long)getpid() ? SCRAP_OWN
				: may_take(pid)       ? SCRAP_LEFT
						      : SCRAP_ELSEWHERE;

	/* One that runs matters more than what is left over. */
	if (n == 0 || (h->holder != SCRAP_NONE && who == SCRAP_LEFT))
		return true;
	h->holder = who;
	h->text = arena_text_n(h->arena, value, n);
	return who != SCRAP_OWN;
}

enum scrap_holder
scrap_holder(struct book *b, struct arena *a, const char *name, char **text)
{
	struct holding h = {.arena = a};
	char prefix[KEY_TEXT];
	struct err e;

	snprintf(prefix, sizeof(prefix), "scrap/%s/", name);
	if (store_each_local(book_store(b), prefix, look_who, &h, &e) != RC_OK)
		return SCRAP_NONE;
	if (text)
		*text = h.text;
	return h.holder;
}

struct keys_found {
	struct arena *arena;
	VEC(char *) keys;
};

static bool
note_key(void *ctx, const char *key, const void *value, size_t n)
{
	struct keys_found *found = ctx;

	(void)value;
	(void)n;
	vec_push(&found->keys, arena_text(found->arena, key));
	return true;
}

enum rc
scrap_claim(struct book *b, const char *name, const char *text, struct err *e)
{
	struct arena a = {0};
	struct keys_found found = {.arena = &a};
	struct store *s = book_store(b);
	char key[KEY_TEXT];
	size_t n = strlen(text);
	enum rc rc;

	snprintf(key, sizeof(key), "scrap/%s/", name);
	rc = store_each_local(s, key, note_key, &found, e);
	key_of(name, (long)getpid(), key);
	if (rc == RC_OK && (rc = store_begin(s, e)) == RC_OK) {
		for (size_t i = 0; rc == RC_OK && i < found.keys.n; i++)
			rc = store_local_put(s, found.keys.v[i], NULL, 0, e);
		if (rc == RC_OK && n > 0)
			rc = store_local_put(s, key, text, n, e);
		if (rc == RC_OK)
			rc = store_commit(s, e);
		else
			store_abort(s);
	}
	vec_clear(&found.keys);
	arena_free(&a);
	return rc;
}
