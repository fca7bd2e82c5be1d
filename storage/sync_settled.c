/* A folder where nothing has changed since all was exchanged: seen without a child. */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/alarm.h"
#include "storage/git_remote.h"
#include "storage/sync.h"

enum { BRANCH_FILE = 64, BRANCHES_MAX = 256 };

static void
mix(uint8_t sum[HEAD_BYTES], const void *bytes, size_t n)
{
	uint8_t one[HEAD_BYTES];

	keys_digest(bytes, n, one);
	for (int i = 0; i < HEAD_BYTES; i++)
		sum[i] ^= one[i];
}

/* Names and contents of the branches' files, whatever the order; false: this is no such folder. */
static bool
mix_branches(const char *path, uint8_t sum[HEAD_BYTES])
{
	DIR *dir = opendir(path);
	char text[NAME_MAX + BRANCH_FILE + 2];
	size_t n = 0;

	for (const struct dirent *d; dir && n < BRANCHES_MAX && (d = readdir(dir));) {
		size_t len = strlen(d->d_name);
		int fd;
		ssize_t got;

		if (d->d_name[0] == '.')
			continue;
		fd = openat(dirfd(dir), d->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
		memcpy(text, d->d_name, len + 1);
		got = fd < 0 ? 0 : read(fd, text + len + 1, BRANCH_FILE);
		if (fd >= 0)
			close(fd);
		mix(sum, text, len + 1 + (got > 0 ? (size_t)got : 0));
		n++;
	}
	if (!dir)
		return false;
	closedir(dir);
	return n < BRANCHES_MAX;
}

static bool
mix_tip(void *ctx, const char *key, const void *value, size_t n)
{
	(void)key;
	mix(ctx, value, n);
	return true;
}

/* What both sides hold. */
static bool
look(struct sync *y, const struct trust *t, const char *url, char hex[HEAD_HEX])
{
	struct arena a = {0};
	uint8_t sum[HEAD_BYTES] = {0};
	char text[80];
	struct stat st;
	struct err e;
	bool ok = mix_branches(arena_text_f(&a, "%s/refs/heads", url), sum);

	if (stat(arena_text_f(&a, "%s/packed-refs", url), &st) == 0) {
		snprintf(text, sizeof(text), "packed %lld %lld.%09ld", (long long)st.st_size,
			 (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
		mix(sum, text, strlen(text));
	}
	ok = ok && store_each_local(y->store, arena_text_f(&a, "tip/%s", t->book), mix_tip, sum,
				    &e) == RC_OK;
	keys_hex(sum, HEAD_BYTES, hex);
	arena_free(&a);
	return ok;
}

static void
row_key(const struct trust *t, const char *url, char out[ID_TEXT])
{
	uint8_t sum[HEAD_BYTES];
	char hex[17];

	keys_digest(url, strlen(url), sum);
	keys_hex(sum, 8, hex);
	snprintf(out, ID_TEXT, "seen/%s/%s", t->book, hex);
}

bool
sync_settled(struct sync *y, const struct trust *t, const char *url)
{
	struct arena a = {0};
	struct err e;
	char key[ID_TEXT], now[HEAD_HEX], *was;
	size_t n;
	bool same;

	struct alarm *alarms;
	size_t nalarms;

	/* An alarm is looked after in every round. */
	if (!git_url_is_folder(url) || !look(y, t, url, now) ||
	    alarm_list(y->store, &a, t->book, &alarms, &nalarms, &e) != RC_OK || nalarms > 0) {
		arena_free(&a);
		return false;
	}
	row_key(t, url, key);
	same = store_local_get(y->store, &a, key, &was, &n, &e) == RC_OK && n == strlen(now) &&
	       memcmp(was, now, n) == 0;
	arena_free(&a);
	return same;
}

void
sync_settle(struct sync *y, const struct trust *t, const char *url)
{
	struct err e;
	char key[ID_TEXT], now[HEAD_HEX];

	if (sync_settled(y, t, url) || !git_url_is_folder(url) || !look(y, t, url, now) ||
	    store_begin(y->store, &e) != RC_OK)
		return;
	row_key(t, url, key);
	if (store_local_put(y->store, key, now, strlen(now), &e) != RC_OK ||
	    store_commit(y->store, &e) != RC_OK)
		store_abort(y->store);
}
