/* Which books a mailbag is about. */
#include "storage/mailbag.h"

#include <dirent.h>
#include <limits.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/str.h"
#include "storage/trust.h"

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
is_repository(struct arena *a, const char *path)
{
	return is_folder(arena_text_f(a, "%s/objects", path)) &&
	       is_folder(arena_text_f(a, "%s/refs", path));
}

char *
mailbag_path(struct arena *a, const char *folder, const char *book)
{
	return arena_text_f(a, "%s/%s.git", folder, book);
}

/* Absolute, without slashes at the end. */
static enum rc
plain_path(struct arena *a, const char *folder, char **out, struct err *e)
{
	char here[PATH_MAX], *path;
	size_t n;

	if (str_starts(folder, "file:///"))
		folder += strlen("file://");
	if (!folder[0] || strstr(folder, "://") || strchr(folder, '\n'))
		return err_set(e, RC_INVALID, _("a mailbag is a folder, such as /media/usb"));
	if (folder[0] != '/' && !getcwd(here, sizeof(here)))
		return err_set(e, RC_IO, _("the current folder is not readable"));
	path = folder[0] == '/' ? arena_text(a, folder) : arena_text_f(a, "%s/%s", here, folder);
	for (n = strlen(path); n > 1 && path[n - 1] == '/';)
		path[--n] = '\0';
	if (!is_folder(path))
		return err_set(e, RC_NOT_FOUND,
			       _("there is no folder %s; is the stick plugged in?"), path);
	*out = path;
	return RC_OK;
}

/* The repository of one book was given: the mailbag is the folder around it. */
static void
step_out(struct arena *a, char **folder, const char **only)
{
	char *slash = strrchr(*folder, '/');
	size_t n = slash ? strlen(slash + 1) : 0;

	if (!slash || n <= strlen(".git") || !str_ends(slash, ".git") || !is_repository(a, *folder))
		return;
	*only = *only ? *only : arena_text_n(a, slash + 1, n - strlen(".git"));
	*folder = slash == *folder ? arena_text(a, "/")
				   : arena_text_n(a, *folder, (size_t)(slash - *folder));
}

static bool
held(char **books, size_t n, const char *book)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(books[i], book))
			return true;
	return false;
}

enum rc
mailbag_open(struct store *s, struct arena *a, const char *folder, const char *only,
	     struct mailbag *out, struct err *e)
{
	char **books, *path;
	size_t n, i;
	struct mailbag m = {0};

	if (plain_path(a, folder, &path, e) != RC_OK || trust_books(s, a, &books, &n, e) != RC_OK)
		return e->code;
	step_out(a, &path, &only);
	if (only && !held(books, n, only))
		return err_set(e, RC_NOT_FOUND, _("the book %s is not held here"), only);
	m.folder = path;
	m.books = arena_alloc(a, (n + 1) * sizeof(*m.books));
	for (i = 0; i < n; i++)
		if (only ? str_equal(books[i], only) : is_folder(mailbag_path(a, path, books[i])))
			m.books[m.n++] = books[i];
	if (m.n == 0 && n == 1)
		m.books[m.n++] = books[0];
	if (m.n == 0)
		return err_set(e, RC_INVALID,
			       _("%s holds no book of this station yet: say which one it shall "
				 "carry (--book NAME)"),
			       path);
	*out = m;
	return RC_OK;
}

/* A folder in it that lies on a disk of its own. */
static char *
mounted_in(struct arena *a, const char *place)
{
	DIR *dir = opendir(place);
	struct stat st, above;
	char *found = NULL;

	for (const struct dirent *d; dir && !found && (d = readdir(dir));)
		if (d->d_name[0] != '.' && fstat(dirfd(dir), &above) == 0 &&
		    fstatat(dirfd(dir), d->d_name, &st, 0) == 0 && S_ISDIR(st.st_mode) &&
		    st.st_dev != above.st_dev)
			found = arena_text_f(a, "%s/%s", place, d->d_name);
	if (dir)
		closedir(dir);
	return found;
}

char *
mailbag_guess(struct arena *a)
{
	const char *const places[] = {"/run/media/%s", "/media/%s"};
	const struct passwd *me = getpwuid(getuid());
	char *found = NULL;

	for (size_t i = 0; me && !found && i < ARRAY_LEN(places); i++)
		found = mounted_in(a, arena_text_f(a, places[i], me->pw_name));
	return found ? found : mounted_in(a, "/media");
}
