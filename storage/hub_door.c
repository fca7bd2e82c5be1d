/* The lines of authorized_keys that let the devices of a hub in. */
#include "storage/hub_door.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/branch.h"
#include "storage/file.h"
#include "storage/hub.h"
#include "storage/trust.h"

enum { DOOR_MAX = 1 << 20 };

/* This program and the home as sshd will call them. */
struct door {
	char program[PATH_MAX], home[PATH_MAX];
};

/* Inside double quotes of authorized_keys and of a shell word. */
static bool
is_plain(const char *path)
{
	for (; *path; path++)
		if (strchr("\"\\$`'\n ", *path))
			return false;
	return true;
}

/* Whether the newest publication was made with the device's present key. */
static enum rc
uses_new_key(struct store *s, const struct trust *t, const struct trust_writer *w, bool *out,
	     struct err *e)
{
	struct branch b;
	uint8_t key[KEY_BYTES];
	enum rc rc = branch_load(s, w->writer, t->code, &b, e);

	if (rc != RC_OK)
		return rc;
	*out =
	    sshsig_key_read(w->key, key) && b.render.has_tip && memcmp(b.key, key, KEY_BYTES) == 0;
	branch_clear(&b);
	return RC_OK;
}

static void
add_line(const struct door *d, const char *writer, const char *key, struct str *out)
{
	str_add_f(out, "restrict,command=\"%s --home %s serve %s\" %s %s\n", d->program, d->home,
		  writer, key, writer);
}

static enum rc
add_book(struct store *s, struct arena *a, const char *book, const struct door *d, struct str *out,
	 struct err *e)
{
	struct trust t;
	struct trust_writer *writers;
	size_t n;
	bool used = true;
	enum rc rc = trust_load(s, a, book, &t, e);

	if (rc != RC_OK)
		return rc;
	trust_writers(&t, a, &writers, &n);
	for (size_t i = 0; rc == RC_OK && i < n && !t.own; i++) {
		const struct trust_writer *w = &writers[i];

		if (!hub_lets_in(w))
			continue;
		add_line(d, w->writer, w->key, out);
		if (w->former)
			rc = uses_new_key(s, &t, w, &used, e);
		if (rc == RC_OK && w->former && !used)
			add_line(d, w->writer, w->former, out);
	}
	trust_clear(&t);
	return rc;
}

static enum rc
find_door(const char *home, struct door *out, struct err *e)
{
	ssize_t n = readlink("/proc/self/exe", out->program, sizeof(out->program) - 1);

	if (n <= 0 || !realpath(home, out->home))
		return err_set(e, RC_IO, _("the own path is not readable: %s"), strerror(errno));
	out->program[n] = '\0';
	if (is_plain(out->program) && is_plain(out->home))
		return RC_OK;
	return err_set(e, RC_INVALID,
		       _("a hub's home and program need paths without blanks or quotes: %s"), home);
}

static enum rc
add_books(struct store *s, const struct door *d, struct str *out, struct err *e)
{
	struct arena a = {0};
	char **books;
	size_t n = 0;
	enum rc rc = trust_books(s, &a, &books, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = add_book(s, &a, books[i], d, out, e);
	arena_free(&a);
	return rc;
}

enum rc
hub_door_lines(struct store *s, const char *home, struct str *out, struct err *e)
{
	struct door d;
	enum rc rc = find_door(home, &d, e);

	return rc == RC_OK ? add_books(s, &d, out, e) : rc;
}

/* What an administrator put there himself, and the lines of other homes. */
static void
keep_others(char *text, const char *home, struct str *out)
{
	struct str mark = STR_INIT;
	char *line;

	str_add_f(&mark, " --home %s serve ", home);
	while ((line = strsep(&text, "\n")))
		if (line[0] && !(str_starts(line, "restrict,command=") && strstr(line, mark.ptr)))
			str_add_f(out, "%s\n", line);
	str_clear(&mark);
}

static enum rc
write_lines(struct store *s, const char *home, const char *path, struct err *e)
{
	struct arena a = {0};
	struct door d;
	struct str text = STR_INIT;
	char *old = NULL, *folder = arena_text(&a, path), *slash = strrchr(folder, '/');
	size_t n = 0;
	enum rc rc = find_door(home, &d, e);

	*slash = '\0';
	if (rc == RC_OK && folder[0])
		rc = file_make_dirs(folder, e);
	if (rc == RC_OK) {
		rc = file_read(&a, path, DOOR_MAX, &old, &n, e);
		if (rc == RC_OK)
			keep_others(arena_text(&a, old), d.home, &text);
		else if (rc == RC_NOT_FOUND)
			rc = RC_OK;
	}
	if (rc == RC_OK)
		rc = add_books(s, &d, &text, e);
	if (rc == RC_OK && (!old || n != text.len || memcmp(old, text.ptr, n) != 0))
		rc = file_write(path, text.ptr, text.len, e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}

enum rc
hub_door_write(struct store *s, const char *home, const char *path, struct err *e)
{
	struct arena a = {0};
	char here[PATH_MAX];
	enum rc rc = RC_OK;

	if (path[0] != '/' && !getcwd(here, sizeof(here)))
		rc = err_set(e, RC_IO, _("the current folder is not readable"));
	else if (path[0] != '/')
		path = arena_text_f(&a, "%s/%s", here, path);
	if (rc == RC_OK)
		rc = write_lines(s, home, path, e);
	if (rc == RC_OK)
		rc = file_write(arena_text_f(&a, "%s/hub/door", home), path, strlen(path), e);
	arena_free(&a);
	return rc;
}

enum rc
hub_door_refresh(struct store *s, const char *home, struct err *e)
{
	struct arena a = {0};
	char *path;
	size_t n;
	enum rc rc = file_read(&a, arena_text_f(&a, "%s/hub/door", home), PATH_MAX, &path, &n, e);

	if (rc == RC_OK) {
		path[strcspn(path, "\n")] = '\0'; /* of an editor */
		rc = path[0] == '/' ? write_lines(s, home, path, e)
				    : err_set(e, RC_INVALID,
					      _("hub/door of the home names no file; write the "
						"door again with `serve -o FILE`"));
	} else if (rc == RC_NOT_FOUND) {
		rc = RC_OK;
	}
	arena_free(&a);
	return rc;
}
