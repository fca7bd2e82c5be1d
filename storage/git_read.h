/*
 * Reading what a remote offers: which commits are new, and what lines each of them adds. All of it
 * is hostile: sizes are asked before anything is unfolded, trees are taken apart here, and every
 * deviation is RC_CORRUPT with its reason, for the quarantine. Whether the lines are right is
 * storage/ingest.h's to judge.
 */
#ifndef STORAGE_GIT_READ_H
#define STORAGE_GIT_READ_H

#include "core/vec.h"
#include "storage/git_repo.h"
#include "storage/ingest.h"

struct git_id {
	uint8_t id[SHA1_BYTES];
};

struct git_ids {
	struct git_id *v;
	size_t n, cap;
};

enum {
	GIT_COMMITS_MAX = 1000000,
	/* Longest objects that are taken. */
	GIT_COMMIT_MAX = 4096,
	GIT_TREE_MAX = 64 * 1024, /* 31 days, 12 months; years for centuries */
	GIT_DAY_MAX = 64 * 1024 * 1024,
	GIT_NAME_MAX = 32,
};

/* What a folder holds; only what the renderer writes is taken: plain files and folders. */
struct git_entry {
	bool folder;
	char name[GIT_NAME_MAX];
	uint8_t id[SHA1_BYTES];
};

struct git_entries {
	struct git_entry *v;
	size_t n, cap;
};

/* Appends the tree's entries. */
enum rc git_read_tree(struct git_repo *r, const uint8_t id[SHA1_BYTES], struct git_entries *out,
		      struct err *e) MUST_CHECK;
const struct git_entry *git_find_entry(const struct git_entries *list, const char *name);

/* The tree of a commit that render_read takes. */
enum rc git_read_commit_tree(struct git_repo *r, const uint8_t commit[SHA1_BYTES],
			     uint8_t tree[SHA1_BYTES], struct err *e) MUST_CHECK;

/*
 * The commits from tip back to (without) known, oldest first; known NULL: to the first one. *meets:
 * known was reached. Only first parents are followed. At most `max`: then the oldest are left out
 * when known is far, which *meets tells.
 */
enum rc git_read_new(struct git_repo *r, const uint8_t tip[SHA1_BYTES], const uint8_t *known,
		     size_t max, struct git_ids *out, bool *meets, struct err *e) MUST_CHECK;

/* The commit and the lines that it adds to its parent, in the arena (the list of lines is on the
 * heap). in: the branch as taken in so far, for the length of each day. */
enum rc git_read_arrival(struct git_repo *r, struct arena *a, const uint8_t id[SHA1_BYTES],
			 const struct ingest *in, struct arrival *out, struct err *e) MUST_CHECK;

#endif
