/* A folder that is not there: a stick that is not plugged in, not a place for a new repository. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "storage/git_remote.h"
#include "storage/sync.h"

/* The folder that it lies in; in the arena. */
static const char *
parent_of(struct arena *a, const char *url)
{
	const char *slash = strrchr(url, '/');

	return !slash ? "." : slash == url ? "/" : arena_text_n(a, url, (size_t)(slash - url));
}

/* Whether a path lies on a disk of its own, not on that of the root: a stick that was mounted. */
static bool
is_mounted(const char *path)
{
	struct stat st, root;

	return stat(path, &st) == 0 && stat("/", &root) == 0 && st.st_dev != root.st_dev;
}

static void
row_key(const struct trust *t, const char *url, char out[ID_TEXT])
{
	uint8_t sum[HEAD_BYTES];
	char hex[17];

	keys_digest(url, strlen(url), sum);
	keys_hex(sum, 8, hex);
	snprintf(out, ID_TEXT, "mount/%s/%s", t->book, hex);
}

static bool
was_mounted(struct sync *y, struct arena *a, const char *key)
{
	struct err e;
	char *value;
	size_t n;

	return store_local_get(y->store, a, key, &value, &n, &e) == RC_OK;
}

/*
 * Its parent is gone; or the parent is the empty place where the stick used to be mounted: what is
 * made there would count as delivered and lie on our own disk.
 */
bool
sync_folder_absent(struct sync *y, const struct trust *t, const char *url)
{
	struct arena a = {0};
	struct stat st;
	char key[ID_TEXT];
	const char *parent = parent_of(&a, url);
	bool absent = false;

	if (git_url_is_folder(url) && stat(url, &st) != 0) {
		row_key(t, url, key);
		absent = stat(parent, &st) != 0 || (!is_mounted(parent) && was_mounted(y, &a, key));
	}
	arena_free(&a);
	return absent;
}

void
sync_folder_seen(struct sync *y, const struct trust *t, const char *url)
{
	struct arena a = {0};
	struct err e;
	char key[ID_TEXT];

	row_key(t, url, key);
	if (git_url_is_folder(url) && is_mounted(url) && !was_mounted(y, &a, key) &&
	    store_begin(y->store, &e) == RC_OK &&
	    (store_local_put(y->store, key, "1", 1, &e) != RC_OK ||
	     store_commit(y->store, &e) != RC_OK))
		store_abort(y->store);
	arena_free(&a);
}
