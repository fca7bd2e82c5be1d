/* One pack instead of thousands of small files: what git calls gc. */
#include <dirent.h>
#include <errno.h>
#include <git2.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/str.h"
#include "storage/git_inner.h"
#include "storage/git_repo.h"

enum { ID_DIGITS = 40, FOLDER_DIGITS = 2 };

static int
push_branches(git_repository *repo, git_revwalk *walk)
{
	git_strarray names = {0};
	git_oid id;
	int code = git_reference_list(&names, repo);
	size_t i;

	for (i = 0; code == 0 && i < names.count; i++) {
		if (!str_starts(names.strings[i], "refs/heads/"))
			continue;
		code = git_reference_name_to_id(&id, repo, names.strings[i]);
		if (code == 0)
			code = git_revwalk_push(walk, &id);
	}
	git_strarray_dispose(&names);
	return code;
}

/* Removes the loose copy of every object that the pack's index holds. */
static void
drop_loose(struct git_repo *r, git_odb *packed)
{
	const char *root = git_repository_path(r->repo);
	struct arena a = {0};
	unsigned folder;

	for (folder = 0; folder < 256; folder++) {
		char *path = arena_text_f(&a, "%sobjects/%02x", root, folder);
		DIR *dir = opendir(path);

		for (const struct dirent *d; dir && (d = readdir(dir));) {
			char hex[ID_DIGITS + 1];
			git_oid id;

			if (strlen(d->d_name) != ID_DIGITS - FOLDER_DIGITS)
				continue;
			snprintf(hex, sizeof(hex), "%02x%.38s", folder, d->d_name);
			if (git_oid_fromstr(&id, hex) == 0 && git_odb_exists(packed, &id))
				unlink(arena_text_f(&a, "%s/%s", path, d->d_name));
		}
		if (dir)
			closedir(dir);
	}
	arena_free(&a);
}

enum rc
git_repo_pack(struct git_repo *r, struct err *e)
{
	git_packbuilder *builder = NULL;
	git_revwalk *walk = NULL;
	git_odb *packed = NULL;
	git_odb_backend *backend = NULL;
	struct arena a = {0};
	char *dir = arena_text_f(&a, "%sobjects/pack", git_repository_path(r->repo));
	int code = git_packbuilder_new(&builder, r->repo);

	if (code == 0)
		code = git_revwalk_new(&walk, r->repo);
	if (code == 0)
		code = push_branches(r->repo, walk);
	if (code == 0)
		code = git_packbuilder_insert_walk(builder, walk);
	if (code == 0 && git_packbuilder_object_count(builder) > 0)
		code = git_packbuilder_write(builder, dir, 0, NULL, NULL);
	if (code == 0)
		code = git_odb_new(&packed);
	if (code == 0)
		code = git_odb_backend_pack(
		    &backend, arena_text_f(&a, "%sobjects", git_repository_path(r->repo)));
	if (code == 0)
		code = git_odb_add_backend(packed, backend, 1);
	if (code == 0)
		drop_loose(r, packed);
	git_odb_free(packed);
	git_revwalk_free(walk);
	git_packbuilder_free(builder);
	arena_free(&a);
	return code == 0 ? RC_OK : git_fail(e, code, _("packing the repository"));
}
