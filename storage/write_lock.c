/* Keeps two writers of one home apart, and names the one that is in the way. */
#include "storage/write_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/arena.h"
#include "core/i18n.h"

enum { WAIT_MS = 5000, HOLDER_TEXT = 48 };

struct write_lock {
	int fd;
	char *path;
	char me[HOLDER_TEXT + 1];
};

static long
elapsed_ms(const struct timespec *since)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - since->tv_sec) * 1000L + (now.tv_nsec - since->tv_nsec) / 1000000L;
}

/* The name this program was started by; the kernel keeps it beside the process. */
static void
name_me(struct write_lock *l)
{
	char name[32] = "zhiban";
	FILE *f = fopen("/proc/self/comm", "re");

	if (f) {
		if (fgets(name, sizeof(name), f))
			name[strcspn(name, "\n")] = '\0';
		fclose(f);
	}
	snprintf(l->me, sizeof(l->me), "%ld %s", (long)getpid(), name);
	for (size_t i = strlen(l->me); i < HOLDER_TEXT; i++)
		l->me[i] = i == HOLDER_TEXT - 1 ? '\n' : ' ';
	l->me[HOLDER_TEXT] = '\0';
}

struct write_lock *
write_lock_new(const char *path)
{
	struct write_lock *l = calloc(1, sizeof(*l));

	if (!l || !(l->path = strdup(path)))
		die("out of memory");
	l->fd = -1;
	name_me(l);
	return l;
}

void
write_lock_free(struct write_lock *l)
{
	if (!l)
		return;
	if (l->fd >= 0)
		close(l->fd);
	free(l->path);
	free(l);
}

static enum rc
open_file(struct write_lock *l, struct err *e)
{
	if (l->fd >= 0)
		return RC_OK;
	l->fd = open(l->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (l->fd < 0)
		return err_set(e, RC_IO, _("cannot write here: %s: %s"), l->path, strerror(errno));
	return RC_OK;
}

/* Somebody may have removed the file (a copied or cleaned home): a lock on a name that is gone
 * keeps nobody out. */
static bool
still_there(const struct write_lock *l)
{
	struct stat held, named;

	return fstat(l->fd, &held) == 0 && stat(l->path, &named) == 0 &&
	       held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

/* Written only when another process held the lock last: an append pays for no second file. */
static void
sign(struct write_lock *l)
{
	char now[HOLDER_TEXT];

	if (pread(l->fd, now, sizeof(now), 0) == (ssize_t)sizeof(now) &&
	    memcmp(now, l->me, sizeof(now)) == 0)
		return;
	/* The name is a courtesy: a full disk must not stop the one who could free it. */
	if (pwrite(l->fd, l->me, HOLDER_TEXT, 0) != HOLDER_TEXT)
		(void)!ftruncate(l->fd, 0);
}

static enum rc
busy(struct write_lock *l, struct err *e)
{
	char holder[HOLDER_TEXT + 1] = "", name[32] = "";
	ssize_t n = pread(l->fd, holder, HOLDER_TEXT, 0);
	long pid = 0;

	if (n > 0)
		holder[n] = '\0';
	if (sscanf(holder, "%ld %31s", &pid, name) < 1)
		return err_set(e, RC_BUSY,
			       _("the store is being written by another program: try again"));
	return err_set(e, RC_BUSY,
		       _("the store is held by process %ld (%s): wait for it or end it"), pid,
		       name[0] ? name : "?");
}

enum rc
write_lock_take(struct write_lock *l, struct err *e)
{
	static const long pauses[] = {1, 1, 2, 2, 5, 5, 10, 10, 20};
	struct timespec start, pause = {0, 0};
	size_t i = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (;;) {
		if (open_file(l, e) != RC_OK)
			return RC_IO;
		if (flock(l->fd, LOCK_EX | LOCK_NB) == 0) {
			if (still_there(l))
				break;
			close(l->fd);
			l->fd = -1;
			continue;
		}
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_set(e, RC_IO, _("cannot lock %s: %s"), l->path, strerror(errno));
		if (elapsed_ms(&start) >= WAIT_MS)
			return busy(l, e);
		pause.tv_nsec = pauses[i] * 1000000L;
		if (i + 1 < sizeof(pauses) / sizeof(pauses[0]))
			i++;
		nanosleep(&pause, NULL);
	}
	sign(l);
	return RC_OK;
}

void
write_lock_release(struct write_lock *l)
{
	if (l->fd >= 0)
		flock(l->fd, LOCK_UN);
}
