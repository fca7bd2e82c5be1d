/* A hot copy of a home, without what must not leave it. */
#include "storage/backup.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/file.h"

enum { TEMPLATE_MAX = 1 << 20, DEPTH_MAX = 4 };

static enum rc copy_folder(struct arena *a, const char *from, const char *to, int depth,
			   struct err *e);

/* Links and other things that are no files stay behind. */
static enum rc
copy_entry(struct arena *a, const char *from, const char *to, int depth, struct err *e)
{
	struct stat st;
	char *bytes;
	size_t n;

	if (lstat(from, &st) != 0)
		return RC_OK;
	if (S_ISDIR(st.st_mode))
		return copy_folder(a, from, to, depth + 1, e);
	if (!S_ISREG(st.st_mode))
		return RC_OK;
	if (file_read(a, from, TEMPLATE_MAX, &bytes, &n, e) != RC_OK)
		return e->code;
	return file_write(to, bytes, n, e);
}

static enum rc
copy_folder(struct arena *a, const char *from, const char *to, int depth, struct err *e)
{
	DIR *dir = depth < DEPTH_MAX ? opendir(from) : NULL;
	enum rc rc = dir ? file_make_dirs(to, e) : RC_OK;

	for (struct dirent *d; rc == RC_OK && dir && (d = readdir(dir));)
		if (d->d_name[0] != '.')
			rc = copy_entry(a, arena_text_f(a, "%s/%s", from, d->d_name),
					arena_text_f(a, "%s/%s", to, d->d_name), depth, e);
	if (dir)
		closedir(dir);
	return rc;
}

enum rc
book_backup(struct book *b, const char *dir, struct err *e)
{
	struct arena a = {0};
	bool existed = access(dir, F_OK) == 0;
	enum rc rc;

	if (existed && !file_dir_empty(dir))
		return err_set(e, RC_INVALID,
			       _("%s is not an empty folder: choose a new one for the backup"),
			       dir);
	rc = file_make_dirs(dir, e);
	if (rc != RC_OK)
		return rc;
	rc = store_copy(book_store(b), arena_text_f(&a, "%s/store", dir), e);
	if (rc == RC_OK)
		rc = copy_folder(&a, arena_text_f(&a, "%s/templates", book_home(b)),
				 arena_text_f(&a, "%s/templates", dir), 0, e);
	if (rc != RC_OK) {
		file_remove_tree(arena_text_f(&a, "%s/store", dir));
		file_remove_tree(arena_text_f(&a, "%s/templates", dir));
		if (!existed)
			rmdir(dir);
	}
	arena_free(&a);
	return rc;
}
