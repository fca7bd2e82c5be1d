/*
 * A bare repository that carries one book: HOME/git/BOOK.git. It is disposable: every object in it
 * can be rendered again from the store, with the same ids. Branches of verified writers are
 * refs/heads/NAME (NAME is the writer, `keys` for BOOK.root); what a remote offered and nobody has
 * verified yet lies under refs/incoming/. No git2 type leaves storage/git_*.c. Ids are 20 bytes.
 */
#ifndef STORAGE_GIT_REPO_H
#define STORAGE_GIT_REPO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/sha1.h"

struct git_repo;

/* Settings of the library for this process: no configuration of the machine or the user counts, an
 * owner other than us is fine (a stick). durable: fsync what is written. */
void git_repo_setup(bool durable);

/* Opens; makes it when it is missing (its parent must exist). RC_CORRUPT: something is there that
 * is no repository. RC_NOT_FOUND: nothing there and not to be made. */
enum rc git_repo_open(const char *path, bool create, struct git_repo **out,
		      struct err *e) MUST_CHECK;
void git_repo_close(struct git_repo *r);

/* A render_object_fn: ctx is the repository. Writes unless it is there; checks the id. */
enum rc git_repo_write(void *ctx, const char *type, const void *bytes, size_t n,
		       const uint8_t id[SHA1_BYTES], struct err *e) MUST_CHECK;

/* Reads an object of that type whole, at most max bytes, its hash checked. RC_NOT_FOUND without it,
 * RC_CORRUPT when damaged, too long or of another type. */
enum rc git_repo_read(struct git_repo *r, struct arena *a, const char *type,
		      const uint8_t id[SHA1_BYTES], size_t max, char **bytes, size_t *n,
		      struct err *e) MUST_CHECK;

/* refs: full names. get: RC_NOT_FOUND without one. set checks that the object is there and that the
 * ref was moved. Deleting what is not there is fine. */
enum rc git_repo_ref(struct git_repo *r, const char *ref, uint8_t out[SHA1_BYTES],
		     struct err *e) MUST_CHECK;
enum rc git_repo_set_ref(struct git_repo *r, const char *ref, const uint8_t id[SHA1_BYTES],
			 struct err *e) MUST_CHECK;
void git_repo_drop_refs(struct git_repo *r, const char *prefix);

/* Removes lock files and half-written ones that a killed process left. Only under the lock of a
 * sync. */
void git_repo_unlock(const char *path);

/* Number of loose objects, roughly, from one of their 256 folders, as `git gc --auto` does. */
size_t git_repo_loose(const char *path);
/* Puts everything reachable from refs/heads into one pack and removes the loose copies. */
enum rc git_repo_pack(struct git_repo *r, struct err *e) MUST_CHECK;

/* "sm.root" is branch "keys"; every other writer's branch has its name. Back: "" for a name that is
 * no branch of the book. */
const char *git_branch_of(const char *writer);
void git_writer_of(const char *book, const char *branch, char *out, size_t size);

#endif
