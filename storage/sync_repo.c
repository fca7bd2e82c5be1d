/* The repository of a book, always what the store says: damaged or missing parts are made again. */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/branch.h"
#include "storage/file.h"
#include "storage/sync.h"

enum { LOOSE_MAX = 2000, SIGNERS_MAX = 1 << 20, REPO_BYTES = 512 << 20 };

char *
sync_repo_path(struct arena *a, const char *home, const char *book)
{
	return arena_text_f(a, "%s/git/%s.git", home, book);
}

/* ---- has somebody else been here? ---- */

/* Adds name, size and time of each file in a folder, in any order. */
static void
add_folder(const char *path, uint8_t sum[HEAD_BYTES])
{
	DIR *dir = opendir(path);
	char text[600];
	uint8_t one[HEAD_BYTES];
	struct stat st;

	for (const struct dirent *d; dir && (d = readdir(dir));) {
		if (d->d_name[0] == '.' || fstatat(dirfd(dir), d->d_name, &st, 0) != 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		snprintf(text, sizeof(text), "%s/%s %lld %lld.%09ld", strrchr(path, '/'), d->d_name,
			 (long long)st.st_size, (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
		keys_digest(text, strlen(text), one);
		for (int i = 0; i < HEAD_BYTES; i++)
			sum[i] ^= one[i];
	}
	if (dir)
		closedir(dir);
}

static void
look(const char *repo, char hex[HEAD_HEX])
{
	uint8_t sum[HEAD_BYTES] = {0};
	struct arena a = {0};

	add_folder(repo, sum);
	add_folder(arena_text_f(&a, "%s/objects/pack", repo), sum);
	for (unsigned i = 0; i < 256; i++)
		add_folder(arena_text_f(&a, "%s/objects/%02x", repo, i), sum);
	keys_hex(sum, HEAD_BYTES, hex);
	arena_free(&a);
}

static bool
as_we_left_it(struct sync *y, const char *book, const char *repo)
{
	struct arena a = {0};
	struct err e;
	char key[ID_TEXT], *value, now[HEAD_HEX];
	size_t n;
	bool same;

	snprintf(key, sizeof(key), "git/%s", book);
	look(repo, now);
	same = store_local_get(y->store, &a, key, &value, &n, &e) == RC_OK && n == strlen(now) &&
	       memcmp(value, now, n) == 0;
	arena_free(&a);
	return same;
}

static void
remember_look(struct sync *y, const char *book, const char *repo)
{
	struct err e;
	char key[ID_TEXT], now[HEAD_HEX];

	if (as_we_left_it(y, book, repo) || store_begin(y->store, &e) != RC_OK)
		return;
	snprintf(key, sizeof(key), "git/%s", book);
	look(repo, now);
	if (store_local_put(y->store, key, now, strlen(now), &e) != RC_OK ||
	    store_commit(y->store, &e) != RC_OK)
		store_abort(y->store);
}

/* ---- rendering ---- */

/* A sink that only compares: an object that is missing or differs ends the replay. */
static enum rc
compare(void *ctx, const char *type, const void *bytes, size_t n, const uint8_t id[SHA1_BYTES],
	struct err *e)
{
	struct arena a = {0};
	char *held;
	size_t len;
	enum rc rc = git_repo_read(ctx, &a, type, id, n, &held, &len, e);

	if (rc == RC_OK && (len != n || memcmp(held, bytes, n) != 0))
		rc = err_set(e, RC_CORRUPT, _("an object of the repository is damaged"));
	arena_free(&a);
	return rc == RC_OK ? RC_OK : (e->code = RC_CORRUPT);
}

static void
branch_ref(const char *writer, char out[ID_TEXT])
{
	snprintf(out, ID_TEXT, "refs/heads/%s", git_branch_of(writer));
}

/* Renders a whole branch into the repository, or holds it against it. */
static enum rc
render_branch(struct sync *y, const struct trust *t, struct git_repo *r, const char *writer,
	      render_object_fn sink, struct err *e)
{
	struct branch_source src = {y->store, writer, sink, r};
	struct branch b;
	char ref[ID_TEXT];
	enum rc rc = branch_replay(&src, t->code, NULL, NULL, &b, e);

	if (rc != RC_OK)
		return rc;
	branch_ref(writer, ref);
	if (b.render.has_tip)
		rc = git_repo_set_ref(r, ref, b.render.tip, e);
	branch_clear(&b);
	return rc;
}

enum rc
sync_repo_branch(struct sync *y, const struct trust *t, struct git_repo *r, const char *writer,
		 struct err *e)
{
	struct arena a = {0};
	struct branch b;
	struct err missing;
	uint8_t now[SHA1_BYTES];
	char ref[ID_TEXT], *bytes;
	size_t n;
	enum rc rc = branch_load(y->store, writer, t->code, &b, e);

	if (rc != RC_OK)
		return rc;
	branch_ref(writer, ref);
	if (!b.render.has_tip || (git_repo_ref(r, ref, now, &missing) == RC_OK &&
				  memcmp(now, b.render.tip, SHA1_BYTES) == 0))
		rc = RC_OK;
	else if (git_repo_read(r, &a, "commit", b.render.tip, 4096, &bytes, &n, &missing) == RC_OK)
		rc = git_repo_set_ref(r, ref, b.render.tip, e);
	else
		rc = render_branch(y, t, r, writer, git_repo_write, e);
	branch_clear(&b);
	arena_free(&a);
	return rc;
}

/* Every writer of the book that published; fn until one fails. */
static enum rc
each_branch(struct sync *y, const struct trust *t, struct git_repo *r,
	    enum rc (*fn)(struct sync *, const struct trust *, struct git_repo *, const char *,
			  struct err *),
	    struct err *e)
{
	struct arena a = {0};
	char **writers, book[WRITER_TEXT];
	size_t n, i;
	enum rc rc = store_writers(y->store, &a, &writers, &n, e);

	for (i = 0; rc == RC_OK && i < n; i++) {
		book_of_writer(writers[i], book);
		if (str_equal(book, t->book))
			rc = fn(y, t, r, writers[i], e);
	}
	arena_free(&a);
	return rc;
}

static enum rc
render_one(struct sync *y, const struct trust *t, struct git_repo *r, const char *writer,
	   struct err *e)
{
	return render_branch(y, t, r, writer, git_repo_write, e);
}

static enum rc
compare_one(struct sync *y, const struct trust *t, struct git_repo *r, const char *writer,
	    struct err *e)
{
	return render_branch(y, t, r, writer, compare, e);
}

static enum rc
replay_one(struct sync *y, const struct trust *t, struct git_repo *r, const char *writer,
	   struct err *e)
{
	struct branch_source src = {.store = y->store, .writer = writer};
	struct branch b;
	enum rc rc = branch_replay(&src, t->code, NULL, NULL, &b, e);

	(void)r;
	if (rc == RC_OK)
		branch_clear(&b);
	return rc;
}

/* Where the store itself is damaged, the old repository is kept: it may be the better copy. */
static enum rc
rebuild(struct sync *y, const struct trust *t, const char *path, struct git_repo **out,
	struct err *e)
{
	struct git_repo *r = NULL;
	enum rc rc = each_branch(y, t, NULL, replay_one, e);

	if (rc != RC_OK)
		return rc;
	file_remove_tree(path);
	rc = git_repo_open(path, true, &r, e);
	if (rc == RC_OK)
		rc = each_branch(y, t, r, render_one, e);
	if (rc != RC_OK) {
		git_repo_close(r);
		return err_add(e, _("rendering the repository of %s anew"), t->book);
	}
	*out = r;
	return RC_OK;
}

enum rc
sync_repo_open(struct sync *y, const struct trust *t, struct git_repo **out, struct err *e)
{
	struct arena a = {0};
	struct git_repo *r = NULL;
	struct err why;
	struct stat st;
	char *path = sync_repo_path(&a, y->home, t->book);
	bool there = lstat(path, &st) == 0;
	enum rc rc = file_make_dirs(arena_text_f(&a, "%s/git", y->home), e);

	if (rc != RC_OK) {
		arena_free(&a);
		return rc;
	}
	git_repo_unlock(path);
	rc = there ? git_repo_open(path, false, &r, &why) : RC_CORRUPT;
	if (rc == RC_OK)
		rc = each_branch(y, t, r,
				 as_we_left_it(y, t->book, path) ? sync_repo_branch : compare_one,
				 &why);
	if (rc == RC_OK) {
		*out = r;
	} else {
		git_repo_close(r);
		rc = rebuild(y, t, path, out, e);
		if (rc == RC_OK && there)
			sync_event(y, "rendered", "book", t->book, "why", why.text, NULL);
	}
	arena_free(&a);
	return rc;
}

void
sync_repo_close(struct sync *y, const struct trust *t, struct git_repo *r)
{
	struct arena a = {0};
	char *path = sync_repo_path(&a, y->home, t->book);
	struct err e;

	git_repo_drop_refs(r, "refs/incoming/");
	if (git_repo_loose(path) > LOOSE_MAX && git_repo_pack(r, &e) != RC_OK)
		sync_trouble(y, t->book, &e);
	git_repo_close(r);
	/* What was refused again and again lies there too; the next round renders the rest anew. */
	if (y->refused && file_tree_exceeds(path, REPO_BYTES))
		file_remove_tree(path);
	else
		remember_look(y, t->book, path);
	arena_free(&a);
}

/* ---- allowed_signers ---- */

/* Keeps the lines of other stations: a folder may hold the books of many. */
static void
keep_others(char *text, const char *code, struct str *out)
{
	struct str mark = STR_INIT;
	char *line;

	str_add_f(&mark, "@%s ", code);
	while ((line = strsep(&text, "\n")))
		if (line[0] && !strstr(line, mark.ptr))
			str_add_f(out, "%s\n", line);
	str_clear(&mark);
}

static bool
holds(const char *path, const struct str *text)
{
	struct arena a = {0};
	struct err missing;
	char *old;
	size_t n;
	bool same = file_read(&a, path, SIGNERS_MAX, &old, &n, &missing) == RC_OK &&
		    n == text->len && memcmp(old, text->ptr, n) == 0;

	arena_free(&a);
	return same;
}

static enum rc
write_signers(const char *path, const struct str *text, struct err *e)
{
	enum rc rc = file_write(path, text->ptr, text->len, e);

	if (rc == RC_OK)
		(void)!chmod(path, 0644); /* a stick without permissions is as good */
	return rc;
}

/* The file beside the repository holds the lines of all stations there. */
static enum rc
write_beside(const char *path, const struct trust *t, const struct str *ours, struct err *e)
{
	struct arena a = {0};
	struct str text = STR_INIT;
	struct err missing;
	char *old;
	size_t n;
	enum rc rc;

	if (file_read(&a, path, SIGNERS_MAX, &old, &n, &missing) == RC_OK)
		keep_others(old, t->code, &text);
	str_add(&text, ours->ptr);
	rc = write_signers(path, &text, e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}

/* The repository's own list, written last, says whether both are right. */
enum rc
sync_allowed(const char *repo, const struct trust *t, struct err *e)
{
	struct arena a = {0};
	struct str text = STR_INIT;
	const char *slash = strrchr(repo, '/');
	char *own = arena_text_f(&a, "%s/allowed_signers", repo);
	char *beside = arena_text_f(&a, "%.*s/allowed_signers", slash ? (int)(slash - repo) : 1,
				    slash ? repo : ".");
	enum rc rc = RC_OK;

	trust_allowed(t, &text);
	if (!holds(own, &text) || access(beside, F_OK) != 0) {
		rc = write_beside(beside, t, &text, e);
		if (rc == RC_OK)
			rc = write_signers(own, &text, e);
	}
	str_clear(&text);
	arena_free(&a);
	return rc;
}
