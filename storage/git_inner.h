/* What the storage/git_*.c files share. Nobody else includes it: it names libgit2's types. */
#ifndef STORAGE_GIT_INNER_H
#define STORAGE_GIT_INNER_H

#include <stdbool.h>

#include "core/err.h"
#include "core/sha1.h"
#include "storage/git_remote.h"

struct git_repository;
struct git_odb;
struct git_remote;
struct git_remote_callbacks;

struct git_repo {
	struct git_repository *repo;
	struct git_odb *odb;
};

enum { BRANCHES_MAX = 64 };

/* One run of the step that talks to a remote. */
struct git_job {
	const char *url, *book;
	struct git_repo *repo;
	struct git_remote *remote;
	struct git_remote_callbacks *callbacks;
	struct git_way way;
	char *branches[BRANCHES_MAX]; /* of the book, at the remote */
	uint8_t ids[BRANCHES_MAX][SHA1_BYTES];
	size_t n;
	int folder_lock; /* -1: none */
	bool heavy;      /* it failed at the limits of this process */
};

/* The library's last error is gone with its next call: what went wrong is put into words at once.
 * Returns the code. */
int git_job_keep(struct git_job *j, int code);
int git_job_connect(struct git_job *j, bool to_push);
void git_job_disconnect(struct git_job *j);
/* The branches of the book that the remote advertises, printed and kept. */
int git_job_list(struct git_job *j);

/* Copies what those branches of a folder have and we lack, and nothing of its others. */
int git_job_copy(struct git_job *j);

/* Moves these branches at the remote forward and prints what came of it (git_transfer.h). whole:
 * never by a thin pack. */
int git_job_push(struct git_job *j, char **branches, size_t n, bool whole);

/* Sets e from libgit2's last error; what goes before it. */
enum rc git_fail(struct err *e, int code, const char *what);

#endif
