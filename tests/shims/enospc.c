/*
 * A full disk, preloaded: after $ENOSPC_AFTER bytes written to files under $ENOSPC_DIR every write,
 * allocation, extension and flush of dirty data fails, a last write comes short, and statvfs says
 * that nothing is left. $ENOSPC_HEAD=N: the Nth write to a file opened for synchronous writing
 * fails (LMDB writes its head so), and only that.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FDS = 1024 };

static char fd_ours[FDS], fd_direct[FDS];
static uint64_t written;
static long heads;

static uint64_t
limit(void)
{
	const char *text = getenv("ENOSPC_AFTER");

	return text ? strtoull(text, NULL, 10) : UINT64_MAX;
}

static int
ours(int fd)
{
	return fd >= 0 && fd < FDS && fd_ours[fd];
}

static int
head_fails(int fd)
{
	const char *n = getenv("ENOSPC_HEAD");

	if (!n || !ours(fd) || !fd_direct[fd] || ++heads != strtol(n, NULL, 10))
		return 0;
	errno = ENOSPC;
	return 1;
}

/* How much of n still fits; counts it. 0 with errno when the disk is full. */
static size_t
room(size_t n)
{
	uint64_t left = limit() > written ? limit() - written : 0;

	if (n > left)
		n = (size_t)left;
	written += n;
	if (n == 0) {
		written = limit();
		errno = ENOSPC;
	}
	return n;
}

int open(const char *path, int flags, ...);
int open64(const char *path, int flags, ...);
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at);
ssize_t pwritev64(int fd, const struct iovec *v, int n, off64_t at);
int ftruncate64(int fd, off64_t n);
int posix_fallocate64(int fd, off64_t at, off64_t n);
int statvfs64(const char *restrict path, struct statvfs64 *restrict out);

int
open(const char *path, int flags, ...)
{
	const char *dir = getenv("ENOSPC_DIR");
	mode_t mode = 0;
	va_list ap;
	int fd;

	if (flags & (O_CREAT | O_TMPFILE)) {
		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
	}
	fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
	if (fd >= 0 && fd < FDS) {
		fd_ours[fd] = dir && strncmp(path, dir, strlen(dir)) == 0;
		fd_direct[fd] = (flags & O_DSYNC) != 0;
	}
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
		fd_ours[fd] = 0;
	return (int)syscall(SYS_close, fd);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	if (head_fails(fd) || (ours(fd) && n && !(n = room(n))))
		return -1;
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
	if (ours(fd) && n && !(n = room(n)))
		return -1;
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
		if ((size_t)w < v[i].iov_len)
			break;
	}
	return sum;
}

ssize_t
pwritev(int fd, const struct iovec *v, int n, off_t at)
{
	return pwritev64(fd, v, n, at);
}

int
ftruncate64(int fd, off64_t n)
{
	struct stat st;

	if (ours(fd) && fstat(fd, &st) == 0 && n > st.st_size && written >= limit()) {
		errno = ENOSPC;
		return -1;
	}
	return (int)syscall(SYS_ftruncate, fd, n);
}

int
ftruncate(int fd, off_t n)
{
	return ftruncate64(fd, n);
}

int
posix_fallocate64(int fd, off64_t at, off64_t n)
{
	if (ours(fd) && room((size_t)n) < (size_t)n)
		return ENOSPC;
	return syscall(SYS_fallocate, fd, 0, at, n) < 0 ? errno : 0;
}

int
posix_fallocate(int fd, off_t at, off_t n)
{
	return posix_fallocate64(fd, at, n);
}

int
fdatasync(int fd)
{
	if (ours(fd) && written >= limit()) {
		errno = ENOSPC;
		return -1;
	}
	return (int)syscall(SYS_fdatasync, fd);
}

int
statvfs64(const char *restrict path, struct statvfs64 *restrict out)
{
	(void)path;
	memset(out, 0, sizeof(*out));
	out->f_frsize = out->f_bsize = 4096;
	out->f_bavail = written >= limit() ? 0 : 1000000;
	return 0;
}

int
statvfs(const char *restrict path, struct statvfs *restrict out)
{
	(void)path;
	memset(out, 0, sizeof(*out));
	out->f_frsize = out->f_bsize = 4096;
	out->f_bavail = written >= limit() ? 0 : 1000000;
	return 0;
}
