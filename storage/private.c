/* Private members of records, where they can be destroyed for good. */
#include "storage/private.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/json_line.h"
#include "storage/file.h"

static char *
path_of(struct arena *a, const char *dir, const char *id)
{
	return arena_text_f(a, "%s/%s.json", dir, id);
}

enum rc
private_write(const char *dir, const char *id, const char *text, size_t len, struct err *e)
{
	struct arena a = {0};
	enum rc rc = file_make_dirs(dir, e);

	if (rc == RC_OK)
		rc = file_write(path_of(&a, dir, id), text, len, e);
	arena_free(&a);
	return rc;
}

enum rc
private_read(const char *dir, struct arena *a, const char *id, char **text, size_t *len,
	     struct err *e)
{
	return file_read(a, path_of(a, dir, id), JSON_LINE_MAX, text, len, e);
}

static void
overwrite(int fd, off_t size)
{
	static const char zeros[4096];

	for (off_t at = 0; at < size; at += (off_t)sizeof(zeros)) {
		size_t n = size - at < (off_t)sizeof(zeros) ? (size_t)(size - at) : sizeof(zeros);

		if (pwrite(fd, zeros, n, at) < 0)
			break;
	}
	fsync(fd);
}

void
private_erase(const char *dir, const char *id)
{
	struct arena a = {0};
	char *path = path_of(&a, dir, id);
	struct stat st;
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd >= 0) {
		if (fstat(fd, &st) == 0)
			overwrite(fd, st.st_size);
		close(fd);
		unlink(path);
	}
	arena_free(&a);
}
