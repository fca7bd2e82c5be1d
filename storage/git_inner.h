/* What the storage/git_*.c files share. Nobody else includes it: it names libgit2's types. */
#ifndef STORAGE_GIT_INNER_H
#define STORAGE_GIT_INNER_H

#include "core/err.h"

struct git_repository;
struct git_odb;

struct git_repo {
	struct git_repository *repo;
	struct git_odb *odb;
};

/* Sets e from libgit2's last error; what goes before it. */
enum rc git_fail(struct err *e, int code, const char *what);

#endif
