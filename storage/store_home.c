/* The folder of a home: made, recognised, or refused. */
#include "storage/store_home.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/i18n.h"

enum {
	LOCK_BYTES = 8192,    /* what LMDB makes of its 126 readers */
	LEAST_BYTES = 8192,   /* the two first pages of any store */
	ROOM_BYTES = 1 << 20, /* less is a full disk */
};

char *
path_join(const char *dir, const char *name)
{
	size_t n = strlen(dir) + strlen(name) + 2;
	char *path = malloc(n);

	if (!path)
		die("out of memory");
	snprintf(path, n, "%s/%s", dir, name);
	return path;
}

static enum rc
make_parents(const char *dir, struct err *e)
{
	char *path = strdup(dir);
	enum rc rc = RC_OK;

	if (!path)
		die("out of memory");
	for (char *p = strchr(path + 1, '/'); p && rc == RC_OK; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(path, 0700) < 0 && errno != EEXIST)
			rc = err_set(e, RC_IO, _("cannot make %s: %s"), path, strerror(errno));
		*p = '/';
	}
	free(path);
	return rc;
}

/* What an interrupted init may have left behind, and what an office may have put there first. */
static bool
harmless(const char *name)
{
	static const char *const names[] = {".",          "..",      "data.mdb", "lock.mdb",
					    "write.lock", "journal", NULL};

	for (size_t i = 0; names[i]; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static enum rc
check_contents(const char *dir, struct err *e)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	enum rc rc = RC_OK;

	if (!d)
		return err_set(e, RC_IO, _("cannot read %s: %s"), dir, strerror(errno));
	while (rc == RC_OK && (entry = readdir(d)))
		if (!harmless(entry->d_name))
			rc = err_set(e, RC_INVALID,
				     _("%s holds other files (%s): choose an empty folder"), dir,
				     entry->d_name);
	closedir(d);
	return rc;
}

enum rc
home_make(const char *dir, struct err *e)
{
	struct stat st;
	enum rc rc;

	if (stat(dir, &st) == 0) {
		if (!S_ISDIR(st.st_mode))
			return err_set(e, RC_INVALID, _("%s is not a folder"), dir);
		return check_contents(dir, e);
	}
	rc = make_parents(dir, e);
	if (rc != RC_OK)
		return rc;
	if (mkdir(dir, 0700) < 0)
		return err_set(e, RC_IO, _("cannot make %s: %s"), dir, strerror(errno));
	return RC_OK;
}

enum rc
home_check(const char *dir, struct err *e)
{
	char *path = path_join(dir, "data.mdb");
	struct stat st;
	int r = stat(path, &st), why = errno;

	free(path);
	if (r < 0 && (why == ENOENT || why == ENOTDIR))
		return err_set(e, RC_NOT_FOUND,
			       _("there is no home at %s: make one with zhiban init"), dir);
	if (r < 0)
		return err_set(e, RC_IO, _("cannot read %s: %s"), dir, strerror(why));
	if (!S_ISREG(st.st_mode) || st.st_size < LEAST_BYTES)
		return err_set(
		    e, RC_CORRUPT,
		    _("the store in %s is damaged: data.mdb is cut short; take the backup"), dir);
	return RC_OK;
}

enum rc
home_lock_file(const char *dir, bool need, bool *writable, struct err *e)
{
	char *path = path_join(dir, "lock.mdb");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int why = errno;
	struct stat st;

	free(path);
	*writable = fd >= 0;
	if (fd < 0 && !need && (why == EACCES || why == EROFS || why == EPERM))
		return RC_OK;
	if (fd < 0)
		return err_set(e, RC_IO, _("cannot write in %s: %s"), dir, strerror(why));
	why = 0;
	if (fstat(fd, &st) < 0)
		why = errno;
	else if (st.st_size < LOCK_BYTES || (int64_t)st.st_blocks * 512 < LOCK_BYTES)
		why = posix_fallocate(fd, 0, LOCK_BYTES);
	close(fd);
	if (why == ENOSPC || why == EDQUOT)
		return err_set(e, RC_IO, _("the disk is full: free some room, then try again"));
	if (why)
		return err_set(e, RC_IO, _("cannot write in %s: %s"), dir, strerror(why));
	return RC_OK;
}

bool
disk_full(const char *dir)
{
	struct statvfs fs;

	return statvfs(dir, &fs) == 0 && (uint64_t)fs.f_bavail * fs.f_frsize < ROOM_BYTES;
}
