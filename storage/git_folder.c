/* Fetching some branches of a folder: libgit2 always takes all of them, and one may be hostile. */
#include <git2.h>
#include <string.h>

#include "core/arena.h"
#include "storage/git_inner.h"

/* What we hold already and the folder knows as well need not come. */
static int
hide_ours(struct git_job *j, git_odb *there, git_revwalk *walk)
{
	git_strarray names = {0};
	git_oid id;
	int code = git_reference_list(&names, j->repo->repo);

	for (size_t i = 0; code == 0 && i < names.count; i++)
		if (git_reference_name_to_id(&id, j->repo->repo, names.strings[i]) == 0 &&
		    git_odb_exists(there, &id))
			code = git_revwalk_hide(walk, &id);
	git_strarray_dispose(&names);
	return code;
}

static int
choose(struct git_job *j, git_repository *from, git_revwalk *walk)
{
	git_odb *there = NULL;
	git_oid id;
	int code = git_repository_odb(&there, from);

	for (size_t i = 0; code == 0 && i < j->n; i++) {
		git_oid_fromraw(&id, j->ids[i]);
		if (!git_odb_exists(j->repo->odb, &id))
			code = git_revwalk_push(walk, &id);
	}
	if (code == 0)
		code = hide_ours(j, there, walk);
	git_odb_free(there);
	return code;
}

int
git_job_copy(struct git_job *j)
{
	git_repository *from = NULL;
	git_revwalk *walk = NULL;
	git_packbuilder *pack = NULL;
	struct arena a = {0};
	char *to = arena_text_f(&a, "%sobjects/pack", git_repository_path(j->repo->repo));
	int code = git_repository_open_ext(
	    &from, j->url, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, NULL);

	if (code == 0)
		code = git_revwalk_new(&walk, from);
	if (code == 0)
		code = choose(j, from, walk);
	if (code == 0)
		code = git_packbuilder_new(&pack, from);
	if (code == 0)
		code = git_packbuilder_insert_walk(pack, walk);
	if (code == 0 && git_packbuilder_object_count(pack) > 0)
		code = git_packbuilder_write(pack, to, 0, NULL, NULL);
	if (code == 0)
		code = git_odb_refresh(j->repo->odb);
	git_job_keep(j, code);
	git_packbuilder_free(pack);
	git_revwalk_free(walk);
	git_repository_free(from);
	arena_free(&a);
	return code;
}
