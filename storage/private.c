/* Private members in files of their own, which can be destroyed. */
#include "storage/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/record.h"

enum { PRIVATE_MAX = 1 << 20 };

static const char temporary[] = ".new";

static bool
id_valid(const char *id)
{
	struct record_id rid;

	if (record_id_read(id, &rid))
		return true;
	return str_starts(id, "draft-") && strlen(id) > 6 && strlen(id) < ID_TEXT &&
	       strspn(id + 6, "0123456789") == strlen(id) - 6;
}

/* sentence: with the id and the reason. */
static enum rc
system_error(const char *sentence, const char *id, struct err *e)
{
	if (errno == ENOSPC || errno == EDQUOT)
		return err_set(e, RC_IO, _("the disk is full: free some room, then try again"));
	return err_set(e, RC_IO, _(sentence), id, strerror(errno));
}

/* The folder, made when make is set. -1 with errno. */
static int
open_folder(const char *dir, bool make)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), home;

	if (fd >= 0 || errno != ENOENT || !make || mkdir(dir, 0700) < 0)
		return fd;
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	home = fd >= 0 ? openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (home >= 0) {
		(void)fsync(home);
		close(home);
	}
	return fd;
}

static int
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, bytes, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return -1;
		bytes += w;
		n -= (size_t)w;
	}
	return 0;
}

/* Overwrites a file's content in place. */
static int
wipe(int fd)
{
	static const char zeros[4096];
	struct stat st;

	if (fstat(fd, &st) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		return -1;
	for (off_t left = st.st_size; left > 0; left -= (off_t)sizeof(zeros))
		if (write_all(fd, zeros,
			      left < (off_t)sizeof(zeros) ? (size_t)left : sizeof(zeros)) < 0)
			return -1;
	return fsync(fd);
}

static int
write_new(int folder, const char *text, size_t n)
{
	int fd =
	    openat(folder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	int failed;

	if (fd < 0)
		return -1;
	failed = write_all(fd, text, n) < 0 || fsync(fd) < 0;
	if (close(fd) < 0)
		failed = 1;
	if (failed) {
		int why = errno;

		unlinkat(folder, temporary, 0);
		errno = why;
	}
	return failed ? -1 : 0;
}

static enum rc
replace(int folder, const char *name, const char *id, const char *text, size_t n, struct err *e)
{
	int old = openat(folder, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	enum rc rc = RC_OK;

	if (write_new(folder, text, n) < 0 || renameat(folder, temporary, folder, name) < 0 ||
	    fsync(folder) < 0)
		rc = system_error(N_("cannot write the private file of %s: %s"), id, e);
	else if (old >= 0)
		(void)wipe(old);
	if (old >= 0)
		close(old);
	return rc;
}

static enum rc
check_id(const char *id, struct err *e)
{
	return id_valid(id) ? RC_OK : err_set(e, RC_INVALID, _("'%s' is not an id"), id);
}

static void
file_name(const char *id, char name[ID_TEXT + 8])
{
	snprintf(name, ID_TEXT + 8, "%s.json", id);
}

enum rc
private_write(const char *dir, const char *id, const char *text, size_t n, struct err *e)
{
	char name[ID_TEXT + 8];
	enum rc rc = check_id(id, e);
	int folder;

	if (rc != RC_OK)
		return rc;
	if (n > PRIVATE_MAX)
		return err_set(e, RC_INVALID, _("the private text of %s is too long"), id);
	folder = open_folder(dir, true);
	if (folder < 0)
		return system_error(N_("cannot write the private file of %s: %s"), id, e);
	file_name(id, name);
	rc = replace(folder, name, id, text, n, e);
	close(folder);
	return rc;
}

/* Opens the file of an id; RC_NOT_FOUND when there is none. */
static enum rc
open_file(const char *dir, const char *id, int flags, int *folder, int *file, struct err *e)
{
	char name[ID_TEXT + 8];
	enum rc rc = check_id(id, e);

	if (rc != RC_OK)
		return rc;
	*file = -1;
	*folder = open_folder(dir, false);
	file_name(id, name);
	if (*folder >= 0)
		*file = openat(*folder, name, flags | O_CLOEXEC | O_NOFOLLOW);
	if (*file >= 0)
		return RC_OK;
	rc = errno == ENOENT ? err_set(e, RC_NOT_FOUND, _("nothing private is kept for %s"), id)
			     : system_error(N_("cannot open the private file of %s: %s"), id, e);
	if (*folder >= 0)
		close(*folder);
	return rc;
}

enum rc
private_read(const char *dir, struct arena *a, const char *id, char **text, size_t *n,
	     struct err *e)
{
	int folder, file;
	struct stat st;
	char *bytes;
	size_t got = 0;
	enum rc rc = open_file(dir, id, O_RDONLY, &folder, &file, e);

	if (rc != RC_OK)
		return rc;
	if (fstat(file, &st) < 0 || st.st_size > PRIVATE_MAX || !S_ISREG(st.st_mode)) {
		rc = err_set(e, RC_CORRUPT, _("the private file of %s is damaged"), id);
		goto out;
	}
	bytes = arena_alloc(a, (size_t)st.st_size + 1);
	while (got < (size_t)st.st_size) {
		ssize_t r = read(file, bytes + got, (size_t)st.st_size - got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0) {
			rc = system_error(N_("cannot read the private file of %s: %s"), id, e);
			goto out;
		}
		got += (size_t)r;
	}
	*text = bytes;
	*n = got;
out:
	close(file);
	close(folder);
	return rc;
}

enum rc
private_purge(const char *dir, const char *id, struct err *e)
{
	char name[ID_TEXT + 8];
	int folder, file;
	enum rc rc = open_file(dir, id, O_WRONLY, &folder, &file, e);

	if (rc != RC_OK)
		return rc;
	file_name(id, name);
	if (wipe(file) < 0 || unlinkat(folder, name, 0) < 0 || fsync(folder) < 0)
		rc = system_error(N_("cannot erase the private file of %s: %s"), id, e);
	close(file);
	close(folder);
	return rc;
}

bool
private_exists(const char *dir, const char *id)
{
	int folder, file;

	if (open_file(dir, id, O_RDONLY, &folder, &file, NULL) != RC_OK)
		return false;
	close(file);
	close(folder);
	return true;
}

void
private_erase(const char *dir, const char *id)
{
	(void)!private_purge(dir, id, NULL);
}
