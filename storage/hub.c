/* The door of a hub: what a device may ask for by ssh. */
#include "storage/hub.h"

#include <string.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "core/vec.h"
#include "storage/file.h"
#include "storage/trust.h"

char *
hub_path(struct arena *a, const char *home, const char *book)
{
	char *hub = arena_text_f(a, "%s/hub", home);
	struct stat st;

	if (stat(hub, &st) != 0 || !S_ISDIR(st.st_mode))
		return NULL;
	return arena_text_f(a, "%s/%s.git", hub, book);
}

enum rc
hub_make(const char *home, struct err *e)
{
	struct arena a = {0};
	enum rc rc = file_make_dirs(arena_text_f(&a, "%s/hub", home), e);

	arena_free(&a);
	return rc;
}

bool
hub_lets_in(const struct trust_writer *w)
{
	return w->key && str_equal(w->state, "enrolled") && writer_role(w->writer) == WRITER_HOME;
}

static enum rc
check_device(struct store *s, struct arena *a, const char *device, const char *book, struct err *e)
{
	struct trust t;
	struct trust_writer *writers;
	size_t n;
	bool ok = false;
	enum rc rc = trust_load(s, a, book, &t, e);

	if (rc != RC_OK)
		return rc;
	trust_writers(&t, a, &writers, &n);
	for (size_t i = 0; i < n; i++)
		ok |= str_equal(writers[i].writer, device) && hub_lets_in(&writers[i]);
	ok &= !t.own;
	trust_clear(&t);
	return ok ? RC_OK
		  : err_set(e, RC_INVALID, _("%s is not enrolled here, or has ended"), device);
}

/* "git-receive-pack '/sm.git'" → service and the last part of the path. */
static bool
split(struct arena *a, const char *command, const char **service, const char **name)
{
	const char *quote = strchr(command, '\''), *end = quote ? strchr(quote + 1, '\'') : NULL;
	char *path;

	if (!end || end[1] != '\0')
		return false;
	*service = arena_text_n(a, command, (size_t)(quote - command));
	path = arena_text_n(a, quote + 1, (size_t)(end - quote - 1));
	*name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	return true;
}

/* Only the device's own branch is shown to a push, so that a push costs the same however many there
 * are; nothing is rewritten or deleted; every object is checked. */
static char **
receive(struct arena *a, const char *device, const char *path)
{
	static const char *const settings[] = {
	    "receive.hideRefs=refs/",      "receive.denyNonFastForwards=true",
	    "receive.denyDeletes=true",    "receive.fsckObjects=true",
	    "receive.maxInputSize=64m",    "receive.autogc=true",
	    "repack.writeBitmaps=false",   "core.fsync=all",
	    "receive.unpackLimit=1000000",
	};
	char **argv = arena_alloc(a, (2 * ARRAY_LEN(settings) + 8) * sizeof(*argv));
	size_t n = 0;

	argv[n++] = arena_text(a, "git");
	for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
		argv[n++] = arena_text(a, "-c");
		argv[n++] = arena_text(a, settings[i]);
	}
	argv[n++] = arena_text(a, "-c");
	argv[n++] = arena_text_f(a, "receive.hideRefs=!refs/heads/%s", device);
	argv[n++] = arena_text(a, "receive-pack");
	argv[n++] = arena_text(a, path);
	return argv;
}

static char **
upload(struct arena *a, const char *path)
{
	static const char *const words[] = {"git", "-c", "pack.useBitmaps=false", "upload-pack",
					    "--strict"};
	char **argv = arena_alloc(a, (ARRAY_LEN(words) + 2) * sizeof(*argv));
	size_t n = 0;

	for (; n < ARRAY_LEN(words); n++)
		argv[n] = arena_text(a, words[n]);
	argv[n] = arena_text(a, path);
	return argv;
}

static char **
digest(struct arena *a, const char *path)
{
	char **argv = arena_alloc(a, 6 * sizeof(*argv));

	argv[0] = arena_text(a, "git");
	argv[1] = arena_text_f(a, "--git-dir=%s", path);
	argv[2] = arena_text(a, "for-each-ref");
	argv[3] = arena_text(a, "--format=%(refname:lstrip=2) %(objectname)");
	argv[4] = arena_text(a, "refs/heads");
	return argv;
}

enum rc
hub_allow(struct store *s, struct arena *a, const char *home, const char *device,
	  const char *command, char ***argv, bool *tips, struct err *e)
{
	char book[WRITER_TEXT], *path;
	const char *service, *name;
	struct stat st;
	enum rc rc;

	if (!writer_valid(device) || writer_role(device) != WRITER_HOME)
		return err_set(e, RC_INVALID, _("'%s' cannot name a device"), device);
	book_of_writer(device, book);
	rc = check_device(s, a, device, book, e);
	if (rc != RC_OK)
		return rc;
	path = hub_path(a, home, book);
	if (!path || stat(path, &st) != 0)
		return err_set(e, RC_NOT_FOUND,
			       _("the hub has no repository of %s yet; synchronise there first"),
			       book);
	*tips = command && str_equal(command, "tips");
	if (*tips) {
		*argv = digest(a, path);
		return RC_OK;
	}
	if (!command || !split(a, command, &service, &name))
		return err_set(e, RC_INVALID, _("only git speaks here; there is no shell"));
	if (!str_equal(name, arena_text_f(a, "%s.git", book)) && !str_equal(name, book))
		return err_set(e, RC_INVALID, _("%s is not a book of %s"), name, device);
	if (str_equal(service, "git-receive-pack ") || str_equal(service, "git receive-pack ")) {
		if (file_tree_exceeds(path, HUB_BOOK_BYTES))
			return err_set(
			    e, RC_INVALID,
			    _("the repository of %s is larger than a book ever gets; whoever "
			      "looks after the hub must see to it"),
			    book);
		*argv = receive(a, device, path);
	} else if (str_equal(service, "git-upload-pack ") || str_equal(service, "git upload-pack "))
		*argv = upload(a, path);
	else
		return err_set(e, RC_INVALID, _("only git speaks here; there is no shell"));
	return RC_OK;
}
