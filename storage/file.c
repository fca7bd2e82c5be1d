/* Small dealings with files, durable where it matters. */
#include "storage/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/str.h"

static enum rc
io_error(struct err *e, const char *path)
{
	if (errno == ENOENT)
		return err_set(e, RC_NOT_FOUND, _("%s is not there"), path);
	if (errno == ENOSPC || errno == EDQUOT)
		return err_set(e, RC_IO, _("the disk is full: %s; make room and try again"), path);
	return err_set(e, RC_IO, "%s: %s", path, strerror(errno));
}

static enum rc
read_all(struct arena *a, int fd, const char *path, size_t size, char **bytes, size_t *len,
	 struct err *e)
{
	char *text = arena_alloc(a, size + 1);
	size_t got = 0;

	while (got < size) {
		ssize_t n = read(fd, text + got, size - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return io_error(e, path);
		if (n == 0)
			break;
		got += (size_t)n;
	}
	*bytes = text;
	*len = got;
	return RC_OK;
}

enum rc
file_read(struct arena *a, const char *path, size_t max, char **bytes, size_t *len, struct err *e)
{
	struct stat st;
	enum rc rc;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return io_error(e, path);
	if (fstat(fd, &st) != 0)
		rc = io_error(e, path);
	else if (!S_ISREG(st.st_mode))
		rc = err_set(e, RC_INVALID, _("%s is not a file"), path);
	else if ((size_t)st.st_size > max)
		rc = err_set(e, RC_INVALID, _("%s is larger than %zu bytes"), path, max);
	else
		rc = read_all(a, fd, path, (size_t)st.st_size, bytes, len, e);
	close(fd);
	return rc;
}

static bool
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
sync_folder_of(const char *path)
{
	struct arena a = {0};
	char *folder = arena_text(&a, path), *slash = strrchr(folder, '/');
	int fd;
	bool ok;

	if (slash)
		*slash = '\0';
	fd = open(slash ? (folder[0] ? folder : "/") : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	arena_free(&a);
	return ok;
}

enum rc
file_write(const char *path, const void *bytes, size_t len, struct err *e)
{
	struct arena a = {0};
	char *temp = arena_text_f(&a, "%s.new", path);
	int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write_all(fd, bytes, len) && fsync(fd) == 0;
	enum rc rc = RC_OK;
	int saved = errno;

	if (fd >= 0 && close(fd) != 0 && ok) {
		saved = errno;
		ok = false;
	}
	if (ok && (rename(temp, path) != 0 || !sync_folder_of(path))) {
		saved = errno;
		ok = false;
	}
	if (!ok) {
		unlink(temp);
		errno = saved;
		rc = io_error(e, path);
	}
	arena_free(&a);
	return rc;
}

enum rc
file_make_dirs(const char *path, struct err *e)
{
	struct arena a = {0};
	char *p = arena_text(&a, path);
	enum rc rc = RC_OK;

	for (char *slash = p + 1; rc == RC_OK; slash++) {
		slash = strchr(slash, '/');
		if (slash)
			*slash = '\0';
		if (mkdir(p, 0700) != 0 && errno != EEXIST)
			rc = io_error(e, p);
		if (!slash)
			break;
		*slash = '/';
	}
	arena_free(&a);
	return rc;
}

bool
file_dir_empty(const char *path)
{
	DIR *dir = opendir(path);
	bool empty = dir != NULL;

	for (struct dirent *d; dir && (d = readdir(dir));)
		if (!str_equal(d->d_name, ".") && !str_equal(d->d_name, ".."))
			empty = false;
	if (dir)
		closedir(dir);
	return empty;
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

void
file_remove_tree(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

enum { TREE_DEPTH = 16 };

/* False when no room is left. Links are not followed. */
static bool
take_room(int parent, const char *name, int64_t *room, int depth)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct stat st;

	for (const struct dirent *d; dir && *room >= 0 && (d = readdir(dir));) {
		if (str_equal(d->d_name, ".") || str_equal(d->d_name, "..") ||
		    fstatat(fd, d->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (S_ISREG(st.st_mode))
			*room -= st.st_size;
		else if (S_ISDIR(st.st_mode) && depth < TREE_DEPTH)
			take_room(fd, d->d_name, room, depth + 1);
	}
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	return *room >= 0;
}

bool
file_tree_exceeds(const char *path, int64_t bytes)
{
	return !take_room(AT_FDCWD, path, &bytes, 0);
}
