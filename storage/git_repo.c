/* The bare repository of a book: objects in and out, branches. */
#include "storage/git_repo.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/record.h"
#include "storage/file.h"
#include "storage/git_inner.h"

enum rc
git_fail(struct err *e, int code, const char *what)
{
	const git_error *last = git_error_last();
	const char *why = last && last->message ? last->message : "";

	if (code == GIT_ENOTFOUND)
		return err_set(e, RC_NOT_FOUND, "%s: %s", what, why);
	if (last && last->klass == GIT_ERROR_OS)
		return err_set(e, RC_IO, "%s: %s", what, why);
	return err_set(e, RC_CORRUPT, "%s: %s", what, why);
}

void
git_repo_setup(bool durable)
{
	static const int levels[] = {
	    GIT_CONFIG_LEVEL_SYSTEM,
	    GIT_CONFIG_LEVEL_XDG,
	    GIT_CONFIG_LEVEL_GLOBAL,
	    GIT_CONFIG_LEVEL_PROGRAMDATA,
	};
	size_t i;

	git_libgit2_init();
	for (i = 0; i < ARRAY_LEN(levels); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, durable ? 1 : 0);
}

/* What git itself must know of a repository of ours, whoever runs it: without bitmaps, or thin
 * packs stop (facts/sync.md 0.2); nobody rewrites. */
static int
configure(git_repository *repo)
{
	static const struct {
		const char *name;
		int value;
	} rows[] = {
	    {"repack.writebitmaps", 0},         {"pack.usebitmaps", 0},
	    {"receive.denynonfastforwards", 1}, {"receive.denydeletes", 1},
	    {"receive.fsckobjects", 1},         {"transfer.fsckobjects", 1},
	    {"core.logallrefupdates", 0},
	};
	git_config *config = NULL;
	int code = git_repository_config(&config, repo);
	size_t i;

	for (i = 0; code == 0 && i < ARRAY_LEN(rows); i++)
		code = git_config_set_bool(config, rows[i].name, rows[i].value);
	if (code == 0)
		code = git_config_set_string(config, "gc.auto", "2000");
	if (code == 0)
		code = git_config_set_string(config, "gpg.format", "ssh");
	if (code == 0) /* beside HEAD: as good as relative to where git runs in a bare one */
		code =
		    git_config_set_string(config, "gpg.ssh.allowedsignersfile", "allowed_signers");
	git_config_free(config);
	return code;
}

static int
init_at(const char *path, git_repository **out)
{
	git_repository_init_options options;
	int code = git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);

	if (code != 0)
		return code;
	options.flags =
	    GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_NO_REINIT;
	options.initial_head = "keys";
	code = git_repository_init_ext(out, path, &options);
	return code == 0 ? configure(*out) : code;
}

/* Made beside and renamed: a kill in between leaves no half repository where a whole one is looked
 * for. */
static enum rc
create(const char *path, git_repository **out, struct err *e)
{
	struct arena a = {0};
	char *beside = arena_text_f(&a, "%s.new", path);
	git_repository *made = NULL;
	int code;

	file_remove_tree(beside);
	code = init_at(beside, &made);
	git_repository_free(made);
	if (code == 0 && rename(beside, path) != 0 && errno != ENOTEMPTY && errno != EEXIST)
		code = -1;
	if (code == 0)
		code = git_repository_open_bare(out, path);
	if (code != 0) {
		git_fail(e, code, _("the repository cannot be made"));
		e->code = RC_IO;
	}
	file_remove_tree(beside);
	arena_free(&a);
	return code == 0 ? RC_OK : RC_IO;
}

/* A repository works without its config, but then git may write bitmaps and knows no signers. On a
 * medium that cannot be written it stays as it is. */
static void
restore_config(const char *path, git_repository *repo)
{
	struct arena a = {0};
	struct stat st;
	git_config *config = NULL;

	if ((stat(arena_text_f(&a, "%s/config", path), &st) != 0 || st.st_size == 0) &&
	    git_repository_config(&config, repo) == 0 &&
	    git_config_set_int32(config, "core.repositoryformatversion", 0) == 0 &&
	    git_config_set_bool(config, "core.bare", 1) == 0)
		(void)configure(repo);
	git_config_free(config);
	arena_free(&a);
}

enum rc
git_repo_open(const char *path, bool create_it, struct git_repo **out, struct err *e)
{
	struct git_repo *r;
	git_repository *repo = NULL;
	git_odb *odb = NULL;
	struct stat st;
	enum rc rc = RC_OK;
	int code;

	if (lstat(path, &st) != 0 && errno == ENOENT) {
		if (!create_it)
			return err_set(e, RC_NOT_FOUND, _("there is no repository at %s"), path);
		rc = create(path, &repo, e);
	} else {
		/* A failed opening says little (a foreign owner is "not found"): it is there. */
		code = git_repository_open_ext(
		    &repo, path, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, NULL);
		if (code != 0) {
			git_fail(e, code, path);
			rc = e->code == RC_IO ? RC_IO : (e->code = RC_CORRUPT);
		} else {
			restore_config(path, repo);
		}
	}
	if (rc == RC_OK && git_repository_odb(&odb, repo) != 0)
		rc = git_fail(e, -1, path);
	if (rc != RC_OK) {
		git_repository_free(repo);
		return rc;
	}
	r = calloc(1, sizeof(*r));
	if (!r)
		die("out of memory");
	r->repo = repo;
	r->odb = odb;
	*out = r;
	return RC_OK;
}

void
git_repo_close(struct git_repo *r)
{
	if (!r)
		return;
	git_odb_free(r->odb);
	git_repository_free(r->repo);
	free(r);
}

static bool
type_of(const char *name, git_object_t *out)
{
	*out = git_object_string2type(name);
	return *out != GIT_OBJECT_INVALID;
}

enum rc
git_repo_write(void *ctx, const char *type, const void *bytes, size_t n,
	       const uint8_t id[SHA1_BYTES], struct err *e)
{
	struct git_repo *r = ctx;
	git_oid want, got;
	git_object_t kind;
	int code;

	git_oid_fromraw(&want, id);
	if (git_odb_exists_ext(r->odb, &want, GIT_ODB_LOOKUP_NO_REFRESH))
		return RC_OK;
	if (!type_of(type, &kind))
		return err_set(e, RC_INVALID, _("no such kind of object: %s"), type);
	code = git_odb_write(&got, r->odb, bytes, n, kind);
	if (code != 0) {
		git_fail(e, code, _("writing to the repository"));
		return e->code = RC_IO;
	}
	if (!git_oid_equal(&want, &got))
		return err_set(e, RC_CORRUPT, _("git gives an object another id than we do"));
	return RC_OK;
}

enum rc
git_repo_read(struct git_repo *r, struct arena *a, const char *type, const uint8_t id[SHA1_BYTES],
	      size_t max, char **bytes, size_t *n, struct err *e)
{
	git_odb_object *object = NULL;
	git_object_t want, kind;
	git_oid oid;
	size_t size;
	int code;

	git_oid_fromraw(&oid, id);
	if (!type_of(type, &want))
		return err_set(e, RC_INVALID, _("no such kind of object: %s"), type);
	/* The size first: a small pack may unfold into gigabytes. */
	code = git_odb_read_header(&size, &kind, r->odb, &oid);
	if (code != 0)
		return git_fail(e, code, _("reading from the repository"));
	if (kind != want)
		return err_set(e, RC_CORRUPT, _("a %s stands where a %s belongs"),
			       git_object_type2string(kind), type);
	if (size > max)
		return err_set(e, RC_CORRUPT, _("a %s of %zu bytes is more than is taken"), type,
			       size);
	code = git_odb_read(&object, r->odb, &oid);
	if (code != 0)
		return git_fail(e, code, _("reading from the repository"));
	*n = git_odb_object_size(object);
	*bytes = arena_text_n(a, git_odb_object_data(object), *n);
	git_odb_object_free(object);
	return RC_OK;
}

enum rc
git_repo_ref(struct git_repo *r, const char *ref, uint8_t out[SHA1_BYTES], struct err *e)
{
	git_oid oid;
	int code = git_reference_name_to_id(&oid, r->repo, ref);

	if (code != 0)
		return git_fail(e, code, ref);
	memcpy(out, oid.id, SHA1_BYTES);
	return RC_OK;
}

enum rc
git_repo_set_ref(struct git_repo *r, const char *ref, const uint8_t id[SHA1_BYTES], struct err *e)
{
	git_reference *made = NULL;
	uint8_t now[SHA1_BYTES];
	git_oid oid;
	int code;

	git_oid_fromraw(&oid, id);
	if (!git_odb_exists(r->odb, &oid))
		return err_set(e, RC_CORRUPT, _("%s was not moved: its commit is missing"), ref);
	code = git_reference_create(&made, r->repo, ref, &oid, 1, NULL);
	git_reference_free(made);
	if (code != 0) {
		git_fail(e, code, ref);
		return e->code = RC_IO;
	}
	if (git_repo_ref(r, ref, now, e) != RC_OK || memcmp(now, id, SHA1_BYTES) != 0)
		return err_set(e, RC_IO, _("%s was not moved"), ref);
	return RC_OK;
}

void
git_repo_drop_refs(struct git_repo *r, const char *prefix)
{
	git_strarray names = {0};
	size_t i;

	if (git_reference_list(&names, r->repo) != 0)
		return;
	for (i = 0; i < names.count; i++)
		if (str_starts(names.strings[i], prefix))
			git_reference_remove(r->repo, names.strings[i]);
	git_strarray_dispose(&names);
}

/* Locks, and packs and objects that were half written (libgit2 names them so). */
static int
drop_lock(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	if (flag == FTW_F && (str_ends(path, ".lock") || strstr(path + ftw->base, "_git2_")))
		unlink(path);
	return 0;
}

void
git_repo_unlock(const char *path)
{
	nftw(path, drop_lock, 8, FTW_PHYS);
}

size_t
git_repo_loose(const char *path)
{
	struct arena a = {0};
	DIR *dir = opendir(arena_text_f(&a, "%s/objects/17", path));
	size_t n = 0;

	for (const struct dirent *d; dir && (d = readdir(dir));)
		n += d->d_name[0] != '.';
	if (dir)
		closedir(dir);
	arena_free(&a);
	return n * 256;
}

const char *
git_branch_of(const char *writer)
{
	return writer_role(writer) == WRITER_ROOT ? "keys" : writer;
}

void
git_writer_of(const char *book, const char *branch, char *out, size_t size)
{
	char of[WRITER_TEXT];

	out[0] = '\0';
	if (str_equal(branch, "keys")) {
		snprintf(out, size, "%s.root", book);
	} else if (strlen(branch) < size && writer_valid(branch) &&
		   writer_role(branch) != WRITER_ROOT) {
		book_of_writer(branch, of);
		if (str_equal(of, book))
			snprintf(out, size, "%s", branch);
	}
}
