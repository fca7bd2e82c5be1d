/* What the commits of a remote add: read with every bound that a hostile one would break. */
#include "storage/git_read.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/index.h"
#include "storage/git_inner.h"

/* The first parent by git's own form, also of a commit that is none of ours. */
static bool
first_parent(const char *bytes, size_t n, uint8_t out[SHA1_BYTES])
{
	static const char mark[] = "\nparent ";
	const size_t tree = strlen("tree ") + 2 * SHA1_BYTES, head = sizeof(mark) - 1;

	return n > tree + head + 2 * SHA1_BYTES && memcmp(bytes + tree, mark, head) == 0 &&
	       keys_from_hex(bytes + tree + head, SHA1_BYTES, out);
}

enum rc
git_read_new(struct git_repo *r, const uint8_t tip[SHA1_BYTES], const uint8_t *known, size_t max,
	     struct git_ids *out, bool *meets, struct err *e)
{
	struct arena a = {0};
	struct git_id at;
	size_t i;
	enum rc rc = RC_OK;

	memcpy(at.id, tip, SHA1_BYTES);
	*meets = false;
	while (rc == RC_OK && out->n < max) {
		char *bytes;
		size_t n;

		if (known && memcmp(at.id, known, SHA1_BYTES) == 0) {
			*meets = true;
			break;
		}
		vec_push(out, at);
		rc = git_repo_read(r, &a, "commit", at.id, GIT_COMMIT_MAX, &bytes, &n, e);
		if (rc != RC_OK)
			break;
		if (!first_parent(bytes, n, at.id)) {
			*meets = known == NULL;
			break;
		}
		if (out->n % 1000 == 0)
			arena_free(&a);
	}
	arena_free(&a);
	for (i = 0; i < out->n / 2; i++) {
		struct git_id swap = out->v[i];

		out->v[i] = out->v[out->n - 1 - i];
		out->v[out->n - 1 - i] = swap;
	}
	return rc;
}

/* ---- trees ---- */

/* One entry of a tree's bytes. */
static enum rc
take_entry(const char **p, size_t *left, struct git_entry *out, struct err *e)
{
	const char *zero = memchr(*p, '\0', *left), *name;
	size_t head, mode;

	if (!zero || *left - (size_t)(zero - *p) - 1 < SHA1_BYTES)
		return err_set(e, RC_CORRUPT, _("a folder's object is damaged"));
	name = memchr(*p, ' ', (size_t)(zero - *p));
	if (!name)
		return err_set(e, RC_CORRUPT, _("a folder's object is damaged"));
	mode = (size_t)(name - *p);
	out->folder = mode == 5 && memcmp(*p, "40000", 5) == 0;
	if (!out->folder && (mode != 6 || memcmp(*p, "100644", 6) != 0))
		return err_set(e, RC_CORRUPT,
			       mode == 6 && memcmp(*p, "120000", 6) == 0
				   ? _("a symbolic link among the files")
				   : _("a file with a mode other than 100644"));
	name++;
	if (zero - name >= GIT_NAME_MAX)
		return err_set(e, RC_CORRUPT, _("a file whose name is none of ours"));
	memcpy(out->name, name, (size_t)(zero - name) + 1);
	memcpy(out->id, zero + 1, SHA1_BYTES);
	head = (size_t)(zero - *p) + 1 + SHA1_BYTES;
	*p += head;
	*left -= head;
	return RC_OK;
}

enum rc
git_read_tree(struct git_repo *r, const uint8_t id[SHA1_BYTES], struct git_entries *out,
	      struct err *e)
{
	struct arena a = {0};
	struct git_entry entry = {0};
	char *bytes;
	const char *p;
	size_t n;
	enum rc rc = git_repo_read(r, &a, "tree", id, GIT_TREE_MAX, &bytes, &n, e);

	p = rc == RC_OK ? bytes : NULL;
	while (rc == RC_OK && n > 0) {
		rc = take_entry(&p, &n, &entry, e);
		if (rc == RC_OK)
			vec_push(out, entry);
	}
	arena_free(&a);
	return rc;
}

const struct git_entry *
git_find_entry(const struct git_entries *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (strcmp(list->v[i].name, name) == 0)
			return &list->v[i];
	return NULL;
}

/* ---- one commit ---- */

struct reading {
	struct git_repo *repo;
	struct arena *arena;
	const struct ingest *in;
	struct lines *lines;
	size_t bytes; /* added so far */
	int files;
};

/* Cuts the bytes after the day's known length into lines. */
static enum rc
add_lines(struct reading *rd, const char *path, const char *bytes, size_t n, size_t known,
	  struct err *e)
{
	const char *p = bytes + known, *end = bytes + n;

	rd->bytes += n - known;
	if (rd->bytes > PUBLICATION_BYTES)
		return err_set(e, RC_CORRUPT, _("a publication of more than %d bytes"),
			       PUBLICATION_BYTES);
	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		struct line l = {.text = p};

		if (!newline)
			return err_set(e, RC_CORRUPT, _("%s does not end in a newline"), path);
		l.len = (size_t)(newline - p);
		if (rd->lines->n == PUBLICATION_LINES)
			return err_set(e, RC_CORRUPT, _("a publication of more than %d entries"),
				       PUBLICATION_LINES);
		vec_push(rd->lines, l);
		p = newline + 1;
	}
	rd->files++;
	return RC_OK;
}

/* A reason that names the day, where the old blob can still be compared. */
static enum rc
check_prefix(struct reading *rd, const char *path, const struct git_entry *old, const char *bytes,
	     size_t known, struct err *e)
{
	struct arena a = {0};
	struct err missing;
	char *before;
	size_t n;
	bool same = true;

	if (old && git_repo_read(rd->repo, &a, "blob", old->id, GIT_DAY_MAX, &before, &n,
				 &missing) == RC_OK)
		same = n == known && memcmp(before, bytes, n) == 0;
	arena_free(&a);
	return same ? RC_OK : err_set(e, RC_CORRUPT, _("an older entry was changed in %s"), path);
}

static enum rc
read_day(struct reading *rd, const char *path, const struct git_entry *now,
	 const struct git_entry *old, struct err *e)
{
	int day = render_path_day(path);
	char *bytes;
	size_t n, known;
	enum rc rc;

	if (day == 0 || now->folder)
		return err_set(e, RC_CORRUPT, _("a file that is none of ours: %s"), path);
	known = (size_t)ingest_day_bytes(rd->in, day);
	rc = git_repo_read(rd->repo, rd->arena, "blob", now->id, GIT_DAY_MAX, &bytes, &n, e);
	if (rc != RC_OK)
		return rc;
	if (n < known)
		return err_set(e, RC_CORRUPT, _("entries were removed from %s"), path);
	rc = check_prefix(rd, path, old, bytes, known, e);
	return rc == RC_OK ? add_lines(rd, path, bytes, n, known, e) : rc;
}

/* Walks both trees side by side; depth 0 is the root, 1 a year, 2 a month. */
static enum rc
read_changes(struct reading *rd, const char *path, const uint8_t id[SHA1_BYTES],
	     const uint8_t *old_id, int depth, struct err *e)
{
	struct git_entries now = {0}, old = {0};
	size_t i;
	enum rc rc = git_read_tree(rd->repo, id, &now, e);

	if (rc == RC_OK && old_id)
		rc = git_read_tree(rd->repo, old_id, &old, e);
	for (i = 0; rc == RC_OK && i < old.n; i++)
		if (!git_find_entry(&now, old.v[i].name))
			rc = err_set(e, RC_CORRUPT, _("a file was removed: %s%s"), path,
				     old.v[i].name);
	for (i = 0; rc == RC_OK && i < now.n; i++) {
		const struct git_entry *n = &now.v[i], *o = git_find_entry(&old, n->name);
		char *below;

		if (o && memcmp(o->id, n->id, SHA1_BYTES) == 0 && o->folder == n->folder)
			continue;
		below = arena_text_f(rd->arena, "%s%s%s", path, n->name, depth < 2 ? "/" : "");
		if (depth == 2)
			rc = read_day(rd, below, n, o, e);
		else if (!n->folder)
			rc = err_set(e, RC_CORRUPT, _("a file that is none of ours: %s"), below);
		else
			rc = read_changes(rd, below, n->id, o && o->folder ? o->id : NULL,
					  depth + 1, e);
	}
	vec_clear(&now);
	vec_clear(&old);
	return rc;
}

struct numbered {
	int64_t number;
	struct line line;
};

static int
by_number(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* Lines of several days in the order of their numbers: the clock may have run back. */
static enum rc
sort_lines(struct lines *lines, struct err *e)
{
	struct numbered *list = calloc(lines->n + 1, sizeof(*list));
	struct index_keys keys;
	enum rc rc = RC_OK;
	size_t i;

	if (!list)
		die("out of memory");
	for (i = 0; rc == RC_OK && i < lines->n; i++) {
		rc = index_line(lines->v[i].text, lines->v[i].len, &keys, e);
		list[i] = (struct numbered){rc == RC_OK ? keys.id.number : 0, lines->v[i]};
	}
	if (rc == RC_OK) {
		qsort(list, lines->n, sizeof(*list), by_number);
		for (i = 0; i < lines->n; i++)
			lines->v[i] = list[i].line;
	}
	free(list);
	return rc;
}

enum rc
git_read_commit_tree(struct git_repo *r, const uint8_t commit[SHA1_BYTES], uint8_t tree[SHA1_BYTES],
		     struct err *e)
{
	struct arena a = {0};
	struct render_claim claim;
	char *bytes;
	size_t n;
	enum rc rc = git_repo_read(r, &a, "commit", commit, GIT_COMMIT_MAX, &bytes, &n, e);

	if (rc == RC_OK)
		rc = render_read(&a, bytes, n, &claim, e);
	if (rc == RC_OK)
		memcpy(tree, claim.tree, SHA1_BYTES);
	arena_free(&a);
	return rc;
}

enum rc
git_read_arrival(struct git_repo *r, struct arena *a, const uint8_t id[SHA1_BYTES],
		 const struct ingest *in, struct arrival *out, struct err *e)
{
	struct arrival arrival = {0};
	struct reading rd = {.repo = r, .arena = a, .in = in, .lines = &arrival.lines};
	struct render_claim claim;
	uint8_t parent[SHA1_BYTES];
	char *bytes;
	enum rc rc =
	    git_repo_read(r, a, "commit", id, GIT_COMMIT_MAX, &bytes, &arrival.commit_len, e);

	memcpy(arrival.id, id, SHA1_BYTES);
	arrival.commit = rc == RC_OK ? bytes : NULL;
	if (rc == RC_OK)
		rc = render_read(a, arrival.commit, arrival.commit_len, &claim, e);
	if (rc == RC_OK && claim.has_parent)
		rc = git_read_commit_tree(r, claim.parent, parent, e);
	if (rc == RC_OK)
		rc = read_changes(&rd, "", claim.tree, claim.has_parent ? parent : NULL, 0, e);
	if (rc == RC_OK && rd.files > 1)
		rc = sort_lines(&arrival.lines, e);
	if (rc == RC_OK)
		*out = arrival;
	else
		vec_clear(&arrival.lines);
	return rc == RC_OK || rc == RC_IO ? rc : (e->code = RC_CORRUPT);
}
