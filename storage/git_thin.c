/* A push that sends only what was added. */
#include "storage/git_thin.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "core/delta.h"
#include "core/i18n.h"
#include "storage/git_inner.h"
#include "storage/git_read.h"

enum {
	PACK_HEADER = 12,
	COUNT_AT = 8,
	REF_DELTA = 7,
	/* Commits after which everything that changed is sent whole again: a reader undoes the
	 * deltas one after another. */
	CHAIN = 50,
	/* Up to here both forms are tried and the shorter one is taken. */
	TRY_BOTH = 64 * 1024,
};

struct object {
	git_object_t type;
	uint8_t id[SHA1_BYTES];
	const char *bytes;
	size_t n;
};

/* One commit being added. */
struct adding {
	struct git_thin *thin;
	struct git_repo *repo;
	bool whole; /* no deltas this time */
};

void
git_thin_begin(struct git_thin *t, size_t max)
{
	static const char header[PACK_HEADER] = "PACK\0\0\0\2";

	*t = (struct git_thin){.pack = STR_INIT, .max = max};
	str_add_n(&t->pack, header, sizeof(header));
}

void
git_thin_clear(struct git_thin *t)
{
	str_clear(&t->pack);
}

void
git_thin_end(struct git_thin *t)
{
	struct sha1 sum;
	uint8_t id[SHA1_BYTES];

	for (int i = 0; i < 4; i++)
		t->pack.ptr[COUNT_AT + i] = (char)(t->objects >> (24 - 8 * i) & 0xff);
	sha1_init(&sum);
	sha1_add(&sum, t->pack.ptr, t->pack.len);
	sha1_end(&sum, id);
	str_add_n(&t->pack, (const char *)id, sizeof(id));
}

/* ---- entries ---- */

/* Three bits of type and the size before compression, least bits first. */
static void
add_head(struct str *out, unsigned type, size_t n)
{
	unsigned c = type << 4 | (unsigned)(n & 15);

	for (n >>= 4; n > 0; n >>= 7) {
		str_add_char(out, (char)(c | 0x80));
		c = (unsigned)(n & 0x7f);
	}
	str_add_char(out, (char)c);
}

static void
add_deflated(struct str *out, const char *bytes, size_t n)
{
	uLongf len = compressBound((uLong)n);
	Bytef *to = malloc(len);

	if (!to || compress2(to, &len, (const Bytef *)bytes, (uLong)n, Z_BEST_COMPRESSION) != Z_OK)
		die("out of memory");
	str_add_n(out, (const char *)to, len);
	free(to);
}

static void
write_whole(const struct object *o, struct str *out)
{
	add_head(out, (unsigned)o->type, o->n);
	add_deflated(out, o->bytes, o->n);
}

static void
write_delta(const struct object *o, const struct object *base, struct str *out)
{
	struct str delta = STR_INIT;

	delta_write(base->bytes, base->n, o->bytes, o->n, &delta);
	add_head(out, REF_DELTA, delta.len);
	str_add_n(out, (const char *)base->id, SHA1_BYTES);
	add_deflated(out, delta.ptr, delta.len);
	str_clear(&delta);
}

/* base NULL: there is none. */
static enum rc
add_object(struct adding *g, const struct object *o, const struct object *base, struct err *e)
{
	struct str whole = STR_INIT, delta = STR_INIT;
	bool small = o->n <= TRY_BOTH;

	if (base && !g->whole)
		write_delta(o, base, &delta);
	if (delta.len == 0 || small)
		write_whole(o, &whole);
	if (delta.len > 0 && (whole.len == 0 || delta.len < whole.len))
		str_add_n(&g->thin->pack, delta.ptr, delta.len);
	else
		str_add_n(&g->thin->pack, whole.ptr, whole.len);
	str_clear(&whole);
	str_clear(&delta);
	g->thin->objects++;
	return g->thin->pack.len <= g->thin->max
		   ? RC_OK
		   : err_set(e, RC_INVALID, _("more than fits into one pack"));
}

/* ---- what a commit changes ---- */

static enum rc
read_object(struct adding *g, struct arena *a, git_object_t type, const uint8_t id[SHA1_BYTES],
	    struct object *out, struct err *e)
{
	static const size_t most[] = {
	    [GIT_OBJECT_COMMIT] = GIT_COMMIT_MAX,
	    [GIT_OBJECT_TREE] = GIT_TREE_MAX,
	    [GIT_OBJECT_BLOB] = GIT_DAY_MAX,
	};
	char *bytes;
	enum rc rc = git_repo_read(g->repo, a, git_object_type2string(type), id, most[type], &bytes,
				   &out->n, e);

	if (rc != RC_OK)
		return rc;
	out->type = type;
	out->bytes = bytes;
	memcpy(out->id, id, SHA1_BYTES);
	return RC_OK;
}

/* An object that is new, on the one that stood in its place; old NULL: none did. */
static enum rc
add_changed(struct adding *g, git_object_t type, const uint8_t id[SHA1_BYTES], const uint8_t *old,
	    struct err *e)
{
	struct arena a = {0};
	struct object now, before;
	enum rc rc = read_object(g, &a, type, id, &now, e);

	if (rc == RC_OK && old)
		rc = read_object(g, &a, type, old, &before, e);
	if (rc == RC_OK)
		rc = add_object(g, &now, old ? &before : NULL, e);
	arena_free(&a);
	return rc;
}

/* Both trees side by side; depth 0 is the root, 1 a year, 2 a month with its days. */
static enum rc
add_tree(struct adding *g, const uint8_t id[SHA1_BYTES], const uint8_t *old_id, int depth,
	 struct err *e)
{
	struct git_entries now = {0}, old = {0};
	enum rc rc = add_changed(g, GIT_OBJECT_TREE, id, old_id, e);

	if (rc == RC_OK)
		rc = git_read_tree(g->repo, id, &now, e);
	if (rc == RC_OK && old_id)
		rc = git_read_tree(g->repo, old_id, &old, e);
	for (size_t i = 0; rc == RC_OK && i < now.n; i++) {
		const struct git_entry *n = &now.v[i], *o = git_find_entry(&old, n->name);
		const uint8_t *before = o && o->folder == n->folder ? o->id : NULL;

		if (before && memcmp(before, n->id, SHA1_BYTES) == 0)
			continue;
		if (n->folder != (depth < 2))
			rc = err_set(e, RC_CORRUPT, _("a file that is none of ours: %s"), n->name);
		else if (n->folder)
			rc = add_tree(g, n->id, before, depth + 1, e);
		else
			rc = add_changed(g, GIT_OBJECT_BLOB, n->id, before, e);
	}
	vec_clear(&now);
	vec_clear(&old);
	return rc;
}

static enum rc
add_commit(struct adding *g, const uint8_t id[SHA1_BYTES], const uint8_t *parent, struct err *e)
{
	uint8_t tree[SHA1_BYTES], old[SHA1_BYTES] = {0};
	enum rc rc = git_read_commit_tree(g->repo, id, tree, e);

	if (rc == RC_OK && parent)
		rc = git_read_commit_tree(g->repo, parent, old, e);
	if (rc == RC_OK)
		rc = add_changed(g, GIT_OBJECT_COMMIT, id, parent, e);
	if (rc == RC_OK && !(parent && memcmp(old, tree, SHA1_BYTES) == 0))
		rc = add_tree(g, tree, parent ? old : NULL, 0, e);
	return rc;
}

enum rc
git_thin_add(struct git_thin *t, struct git_repo *r, const uint8_t *from,
	     const uint8_t to[SHA1_BYTES], struct err *e)
{
	struct adding g = {.thin = t, .repo = r};
	struct git_ids ids = {0};
	bool meets = false;
	enum rc rc = git_read_new(r, to, from, GIT_COMMITS_MAX, &ids, &meets, e);

	if (rc == RC_OK && !meets)
		rc = err_set(e, RC_NOT_FOUND, _("the branch does not go on from there"));
	for (size_t i = 0; rc == RC_OK && i < ids.n; i++) {
		g.whole = t->whole || i % CHAIN == CHAIN - 1;
		rc = add_commit(&g, ids.v[i].id, i > 0 ? ids.v[i - 1].id : from, e);
	}
	vec_clear(&ids);
	return rc;
}
