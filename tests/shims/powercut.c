/*
 * A power cut, preloaded: files under $POWERCUT_DIR get a shadow of the same name in
 * $POWERCUT_SHADOW that holds only what was flushed. Before change number $POWERCUT_AT (a write, a
 * truncation or a flush) the power goes: of the sectors not flushed yet some reach the shadow, by
 * $POWERCUT_SEED, and the process ends with 77. The test then puts the shadows in the files' place.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FILES = 16, FDS = 1024, SECTOR = 512, CUT = 77 };

/* A change that was not flushed: bytes at an offset, or a new length (bytes NULL). */
struct change {
	off_t at;
	size_t n;
	char *bytes;
	struct change *next;
};

static struct file {
	char name[64];
	int shadow;
	struct change *first, **last;
} files[FILES];
static int fd_file[FDS]; /* 1 + index into files, 0: not ours */
static int fd_direct[FDS];
static long changes;
static uint64_t seed;

static uint64_t
roll(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	return seed ^= seed << 17;
}

static void
fail(const char *what)
{
	perror(what);
	_exit(78);
}

static void
raw_write(int fd, const char *p, size_t n, off_t at)
{
	while (n > 0) {
		ssize_t w = syscall(SYS_pwrite64, fd, p, n, at);

		if (w <= 0)
			fail("shadow");
		p += w;
		n -= (size_t)w;
		at += w;
	}
}

static void
apply(struct file *f, const struct change *c)
{
	if (c->bytes)
		raw_write(f->shadow, c->bytes, c->n, c->at);
	else if (syscall(SYS_ftruncate, f->shadow, c->at) < 0)
		fail("shadow");
}

static void
flush(struct file *f)
{
	while (f->first) {
		struct change *c = f->first;

		apply(f, c);
		f->first = c->next;
		free(c->bytes);
		free(c);
	}
	f->last = &f->first;
}

/* The disk had begun: each sector may have arrived or not. */
static void
cut(void)
{
	for (int i = 0; i < FILES; i++)
		for (struct change *c = files[i].first; c; c = c->next) {
			if (!c->bytes) {
				if (roll() & 1)
					apply(&files[i], c);
				continue;
			}
			for (size_t at = 0; at < c->n; at += SECTOR)
				if (roll() & 1)
					raw_write(files[i].shadow, c->bytes + at,
						  c->n - at < SECTOR ? c->n - at : SECTOR,
						  c->at + (off_t)at);
		}
	_exit(CUT);
}

static void
count(void)
{
	const char *at = getenv("POWERCUT_AT");

	changes++;
	if (at && changes == strtol(at, NULL, 10))
		cut();
}

static void
copy_whole(int from, int to)
{
	char buf[65536];
	off_t at = 0;
	ssize_t n;

	while ((n = syscall(SYS_pread64, from, buf, sizeof(buf), at)) > 0) {
		raw_write(to, buf, (size_t)n, at);
		at += n;
	}
}

static int
file_of(const char *path, int fd)
{
	const char *dir = getenv("POWERCUT_DIR"), *shadow = getenv("POWERCUT_SHADOW"), *name;
	char shadow_path[600];

	if (!dir || !shadow || strncmp(path, dir, strlen(dir)) != 0 || path[strlen(dir)] != '/')
		return 0;
	name = strrchr(path, '/') + 1;
	if (strcmp(name, "lock.mdb") == 0 || strcmp(name, "write.lock") == 0)
		return 0;
	for (int i = 0; i < FILES; i++) {
		struct file *f = &files[i];

		if (strcmp(f->name, name) == 0)
			return i + 1;
		if (f->name[0])
			continue;
		if (!seed)
			seed = UINT64_C(0x9e3779b97f4a7c15) +
			       strtoull(getenv("POWERCUT_SEED") ? getenv("POWERCUT_SEED") : "0",
					NULL, 10);
		snprintf(f->name, sizeof(f->name), "%s", name);
		snprintf(shadow_path, sizeof(shadow_path), "%s/%s", shadow, name);
		f->shadow = (int)syscall(SYS_openat, AT_FDCWD, shadow_path,
					 O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		if (f->shadow < 0)
			fail(shadow_path);
		f->last = &f->first;
		copy_whole(fd, f->shadow);
		return i + 1;
	}
	fail("too many files");
	return 0;
}

static struct file *
ours(int fd)
{
	return fd >= 0 && fd < FDS && fd_file[fd] ? &files[fd_file[fd] - 1] : NULL;
}

static void
note(int fd, const void *bytes, size_t n, off_t at)
{
	struct file *f = ours(fd);
	struct change *c;

	if (!f)
		return;
	count();
	c = calloc(1, sizeof(*c));
	if (!c)
		fail("memory");
	c->at = at;
	c->n = n;
	if (bytes) {
		c->bytes = malloc(n ? n : 1);
		if (!c->bytes)
			fail("memory");
		memcpy(c->bytes, bytes, n);
	}
	if (fd_direct[fd]) {
		apply(f, c);
		free(c->bytes);
		free(c);
		return;
	}
	*f->last = c;
	f->last = &c->next;
}

int open(const char *path, int flags, ...);
int open64(const char *path, int flags, ...);
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at);
int ftruncate64(int fd, off64_t n);
ssize_t pwritev64(int fd, const struct iovec *v, int n, off64_t at);

int
open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;
	int fd;

	if (flags & (O_CREAT | O_TMPFILE)) {
		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
	}
	fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
	if (fd < 0 || fd >= FDS)
		return fd;
	fd_file[fd] = flags & (O_WRONLY | O_RDWR) ? file_of(path, fd) : 0;
	fd_direct[fd] = (flags & O_DSYNC) != 0;
	return fd;
}

int
open64(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	if (flags & (O_CREAT | O_TMPFILE)) {
		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
	}
	return open(path, flags, mode);
}

/* What the fortified headers make of open without a mode. */
int
__open_2(const char *path, int flags)
{
	return open(path, flags);
}

int
__open64_2(const char *path, int flags)
{
	return open(path, flags);
}

int
close(int fd)
{
	if (fd >= 0 && fd < FDS)
		fd_file[fd] = 0;
	return (int)syscall(SYS_close, fd);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	note(fd, bytes, n, at);
	return syscall(SYS_pwrite64, fd, bytes, n, at);
}

ssize_t
pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return pwrite64(fd, bytes, n, at);
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	if (ours(fd))
		note(fd, bytes, n, (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR));
	return syscall(SYS_write, fd, bytes, n);
}

ssize_t
pwritev64(int fd, const struct iovec *v, int n, off64_t at)
{
	ssize_t sum = 0;

	for (int i = 0; i < n; i++) {
		ssize_t w = pwrite64(fd, v[i].iov_base, v[i].iov_len, at + sum);

		if (w < 0)
			return sum ? sum : -1;
		sum += w;
	}
	return sum;
}

ssize_t
pwritev(int fd, const struct iovec *v, int n, off_t at)
{
	return pwritev64(fd, v, n, at);
}

ssize_t
writev(int fd, const struct iovec *v, int n)
{
	ssize_t sum = 0;

	if (!ours(fd))
		return syscall(SYS_writev, fd, v, n);
	for (int i = 0; i < n; i++) {
		ssize_t w = write(fd, v[i].iov_base, v[i].iov_len);

		if (w < 0)
			return sum ? sum : -1;
		sum += w;
	}
	return sum;
}

int
ftruncate64(int fd, off64_t n)
{
	note(fd, NULL, 0, n);
	return (int)syscall(SYS_ftruncate, fd, n);
}

int
ftruncate(int fd, off_t n)
{
	return ftruncate64(fd, n);
}

int
fdatasync(int fd)
{
	if (ours(fd)) {
		count();
		flush(ours(fd));
	}
	return (int)syscall(SYS_fdatasync, fd);
}

int
fsync(int fd)
{
	if (ours(fd)) {
		count();
		flush(ours(fd));
	}
	return (int)syscall(SYS_fsync, fd);
}
