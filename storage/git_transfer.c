/* Talking to a remote, in a process of its own with limits. */
#include "storage/git_transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/record.h"
#include "storage/git_inner.h"
#include "storage/git_remote.h"
#include "storage/git_repo.h"
#include "storage/git_thin.h"

enum {
	REFS_MAX = 1000, /* more branches than any book has are an attack */
	MEGABYTE = 1 << 20,
	MEMORY = 1024,   /* megabytes */
	FILE_SIZE = 512, /* megabytes */
	CPU_SECONDS = 600,
	FILES = 128,
	FAIR_UP_TO = 256 * 1024, /* bytes of a fetch that are worth the work of a second look */
};

static void
limit(int what, unsigned long most)
{
	struct rlimit l = {most, most};

	setrlimit((__rlimit_resource_t)what, &l);
}

static void
set_limits(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody waits for us any more */
#ifndef __SANITIZE_ADDRESS__
	limit(RLIMIT_AS, (unsigned long)MEMORY * MEGABYTE);
#endif
	limit(RLIMIT_FSIZE, (unsigned long)FILE_SIZE * MEGABYTE);
	limit(RLIMIT_CPU, CPU_SECONDS);
	limit(RLIMIT_NOFILE, FILES);
	limit(RLIMIT_CORE, 0);
}

int
git_job_keep(struct git_job *j, int code)
{
	const git_error *last = git_error_last();
	struct err e;

	if (code != 0 && last && last->message)
		j->heavy |= last->klass == GIT_ERROR_NOMEMORY ||
			    strstr(last->message, "Out of memory") ||
			    strstr(last->message, "File too large");
	if (code != 0 && !j->way.err.text[0]) {
		git_remote_explain(&j->way, code, &e);
		j->way.err = e;
	}
	return code;
}

int
git_job_connect(struct git_job *j, bool to_push)
{
	if (!j->remote) {
		int code = git_remote_create_anonymous(&j->remote, j->repo->repo, j->url);

		if (code != 0)
			return git_job_keep(j, code);
	}
	j->way.asked = 0;
	return git_job_keep(
	    j, git_remote_connect(j->remote, to_push ? GIT_DIRECTION_PUSH : GIT_DIRECTION_FETCH,
				  j->callbacks, NULL, NULL));
}

void
git_job_disconnect(struct git_job *j)
{
	if (j->remote)
		git_remote_disconnect(j->remote);
}

int
git_job_list(struct git_job *j)
{
	const git_remote_head **heads;
	char writer[WRITER_TEXT], hex[GIT_OID_HEXSZ + 1];
	size_t n, i, others = 0;
	int code = git_remote_ls(&heads, &n, j->remote);

	if (code != 0)
		return git_job_keep(j, code);
	if (n > REFS_MAX) {
		err_set(&j->way.err, RC_NETWORK,
			_("the remote shows %zu branches, more than any book has"), n);
		return -1;
	}
	j->n = 0;
	for (i = 0; i < n; i++) {
		const char *name = heads[i]->name;

		if (!str_starts(name, "refs/heads/"))
			continue;
		name += strlen("refs/heads/");
		git_writer_of(j->book, name, writer, sizeof(writer));
		if (!writer[0] || j->n == BRANCHES_MAX) {
			others++;
			continue;
		}
		memcpy(j->ids[j->n], heads[i]->oid.id, SHA1_BYTES);
		free(j->branches[j->n]);
		j->branches[j->n++] = strdup(name);
		git_oid_tostr(hex, sizeof(hex), &heads[i]->oid);
		printf("ref %s %s\n", name, hex);
	}
	printf("others %zu\n", others);
	return 0;
}

static bool
holds(struct git_job *j, const uint8_t id[SHA1_BYTES])
{
	git_oid oid;

	git_oid_fromraw(&oid, id);
	return git_odb_exists(j->repo->odb, &oid);
}

/* Appends what the fetched branches add to those held here. */
static enum rc
add_fetched(struct git_job *j, const bool *fresh, struct git_thin *thin)
{
	struct err e;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < j->n; i++) {
		uint8_t ours[SHA1_BYTES];
		char ref[64];
		bool known;

		if (!fresh[i])
			continue;
		snprintf(ref, sizeof(ref), "refs/heads/%.24s", j->branches[i]);
		known = git_repo_ref(j->repo, ref, ours, &e) == RC_OK;
		rc = git_thin_add(thin, j->repo, known ? ours : NULL, j->ids[i], &e);
	}
	return rc;
}

/*
 * What came, against what the same commits take in a pack of ours. Servers that keep bitmaps send
 * whole files again and again (facts/sync.md 0.2), and nobody notices on a fast line: five times
 * the need is dear; half of what whole files take is fair, for then the server does send thin
 * packs. What lies between tells nothing, and unusual commits are left to those who judge them.
 */
static void
weigh(struct git_job *j, const bool *fresh)
{
	uint64_t came = j->way.in;
	struct git_thin need, whole;

	git_thin_begin(&need, came > DEAR_FROM ? (size_t)(came - DEAR_FROM) / DEAR_TIMES : 0);
	git_thin_begin(&whole, 2 * (size_t)came);
	whole.whole = true;
	if (came > DEAR_FROM && add_fetched(j, fresh, &need) == RC_OK)
		printf("dear %llu %zu\n", (unsigned long long)came, need.pack.len);
	else if (came < FAIR_UP_TO && add_fetched(j, fresh, &whole) == RC_INVALID)
		printf("fair\n");
	git_thin_clear(&need);
	git_thin_clear(&whole);
}

static int
download(struct git_job *j)
{
	git_fetch_options options;
	git_strarray specs = {0};
	char *names[BRANCHES_MAX];
	bool fresh[BRANCHES_MAX] = {false};
	struct arena a = {0};
	int code = git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
	size_t i;

	specs.strings = names;
	for (i = 0; i < j->n; i++)
		if ((fresh[i] = !holds(j, j->ids[i])))
			names[specs.count++] = arena_text_f(&a, "refs/heads/%s:refs/incoming/%s",
							    j->branches[i], j->branches[i]);
	options.callbacks = *j->callbacks;
	options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
	if (code == 0 && specs.count > 0)
		code = git_remote_download(j->remote, &specs, &options);
	git_job_keep(j, code);
	if (code == 0 && specs.count > 0 && j->way.wire.line)
		weigh(j, fresh);
	arena_free(&a);
	return code;
}

/* Of what the remote shows only these branches; n 0: all. */
static void
only(struct git_job *j, char **branches, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; n > 0 && i < j->n; i++) {
		bool wanted = false;
		char *name = j->branches[i];

		for (size_t k = 0; k < n; k++)
			wanted |= str_equal(name, branches[k]);
		if (!wanted)
			continue;
		j->branches[i] = j->branches[kept];
		j->branches[kept] = name;
		memcpy(j->ids[kept++], j->ids[i], SHA1_BYTES);
	}
	if (n > 0)
		j->n = kept;
}

static int
fetch(struct git_job *j, char **branches, size_t n)
{
	struct err e;
	int code = git_job_connect(j, false);
	size_t i;

	if (code == 0)
		code = git_job_list(j);
	if (code == 0)
		only(j, branches, n);
	if (code == 0)
		code = n > 0 && git_url_is_folder(j->url) ? git_job_copy(j) : download(j);
	git_job_disconnect(j);
	git_repo_drop_refs(j->repo, "refs/incoming/");
	for (i = 0; code == 0 && i < j->n; i++) {
		char ref[64];

		snprintf(ref, sizeof(ref), "refs/incoming/%.24s", j->branches[i]);
		if (git_repo_set_ref(j->repo, ref, j->ids[i], &e) != RC_OK) {
			j->way.err = e;
			code = -1;
		}
	}
	return code;
}

/*
 * Whoever pushes to a folder says in zhiban.lock which branches it moves. When the lock is free and
 * still says so, its holder was killed, and the lock files of those branches are nobody's.
 */
static int
take_folder(struct git_job *j, char **branches, size_t n)
{
	struct arena a = {0};
	struct str text = STR_INIT;
	char *path = arena_text_f(&a, "%s/zhiban.lock", j->url), left[BRANCHES_MAX * 32], *rest,
	     *name;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666), code = -1;
	ssize_t got;

	if (fd < 0 || flock(fd, LOCK_EX) != 0) {
		err_set(&j->way.err, RC_NETWORK, _("cannot write to %s: %s"), j->url,
			strerror(errno));
	} else if ((got = read(fd, left, sizeof(left) - 1)) >= 0) {
		left[got] = '\0';
		for (rest = left; (name = strsep(&rest, "\n"));)
			if (writer_valid(name) || str_equal(name, "keys"))
				unlink(arena_text_f(&a, "%s/refs/heads/%s.lock", j->url, name));
		for (size_t i = 0; i < n; i++)
			str_add_f(&text, "%s\n", branches[i]);
		if (ftruncate(fd, 0) == 0 && pwrite(fd, text.ptr, text.len, 0) == (ssize_t)text.len)
			code = 0;
		else
			err_set(&j->way.err, RC_NETWORK, _("cannot write to %s: %s"), j->url,
				strerror(errno));
	}
	j->folder_lock = fd;
	str_clear(&text);
	arena_free(&a);
	return code;
}

static void
leave_folder(struct git_job *j)
{
	if (j->folder_lock < 0)
		return;
	/* Where that fails, the next one unlocks in vain. */
	(void)!ftruncate(j->folder_lock, 0);
	close(j->folder_lock);
	j->folder_lock = -1;
}

/* The folder of a stick is made at the first push, as a bare repository; its parent must be there.
 */
static int
prepare_folder(struct git_job *j, bool make)
{
	struct git_repo *made;
	struct stat st;

	if (stat(j->url, &st) == 0) {
		/* libgit2 says nothing of a folder that is no repository. */
		if (git_repo_open(j->url, false, &made, &j->way.err) != RC_OK)
			return -1;
		git_repo_close(made);
		return 0;
	}
	if (!make) {
		printf("missing\n");
		return 1;
	}
	if (git_repo_open(j->url, true, &made, &j->way.err) != RC_OK)
		return -1;
	git_repo_close(made);
	return 0;
}

static int
run(struct git_job *j, const char *op, char **branches, size_t n)
{
	bool pushing = !str_equal(op, "fetch");
	int code = git_url_is_folder(j->url) ? prepare_folder(j, pushing) : 0;

	if (code != 0)
		return code < 0 ? code : 0;
	if (!pushing)
		return fetch(j, branches, n);
	if (git_url_is_folder(j->url))
		code = take_folder(j, branches, n);
	if (code == 0)
		code = git_job_push(j, branches, n, str_equal(op, "push-whole"));
	leave_folder(j);
	return code;
}

/* Of a folder only the packs are known. */
static void
print_bytes(const struct git_way *way)
{
	bool counted = way->wire.in > 0;

	printf("bytes %llu %llu\n", (unsigned long long)(counted ? way->wire.in : way->in),
	       (unsigned long long)(counted ? way->wire.out : way->out));
}

int
git_transfer_main(int argc, char **argv)
{
	git_remote_callbacks callbacks;
	struct git_job j = {.folder_lock = -1, .callbacks = &callbacks};
	struct err e;
	int code = -1;
	size_t i;

	if (argc < 5)
		return 2;
	set_limits();
	setenv("HOME", argv[4], 0); /* libgit2 does nothing by ssh without one: cron has none */
	setvbuf(stdout, NULL, _IOLBF, 0);
	git_repo_setup(!str_equal(argv[0], "fetch"));
	j.url = argv[2];
	j.book = argv[3];
	j.way.home = argv[4];
	git_wire_init(&j.way.wire);
	git_remote_init_callbacks(&callbacks, GIT_REMOTE_CALLBACKS_VERSION);
	git_remote_ways(&j.way, &callbacks);
	if (git_repo_open(argv[1], false, &j.repo, &j.way.err) == RC_OK)
		code = run(&j, argv[0], argv + 5, (size_t)(argc - 5));
	print_bytes(&j.way);
	if (code != 0) {
		git_remote_explain(&j.way, code, &e);
		for (char *p = e.text; *p; p++)
			if (*p == '\n')
				*p = ' ';
		printf("%sfailed %s\n", j.heavy ? "heavy\n" : "", e.text);
	}
	for (i = 0; i < BRANCHES_MAX; i++)
		free(j.branches[i]);
	git_remote_free(j.remote);
	git_wire_clear(&j.way.wire);
	git_repo_close(j.repo);
	git_libgit2_shutdown();
	return code == 0 ? 0 : 1;
}
