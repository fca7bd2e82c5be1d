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

enum {
	REFS_MAX = 1000, /* more branches than any book has are an attack */
	BRANCHES_MAX = 64,
	MEGABYTE = 1 << 20,
	MEMORY = 1024,   /* megabytes */
	FILE_SIZE = 512, /* megabytes */
	CPU_SECONDS = 600,
	FILES = 128,
};

struct job {
	const char *url, *book;
	struct git_repo *repo;
	git_remote *remote;
	struct git_way way;
	git_remote_callbacks callbacks;
	char *branches[BRANCHES_MAX]; /* of the book, at the remote */
	git_oid ids[BRANCHES_MAX];
	size_t n;
	int folder_lock; /* -1: none */
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

/* The library's last error is gone with its next call: what went wrong is put into words at once.
 */
static int
keep(struct job *j, int code)
{
	struct err e;

	if (code != 0 && !j->way.err.text[0]) {
		git_remote_explain(&j->way, code, &e);
		j->way.err = e;
	}
	return code;
}

static int
connect_remote(struct job *j, git_direction direction)
{
	if (!j->remote) {
		int code = git_remote_create_anonymous(&j->remote, j->repo->repo, j->url);

		if (code != 0)
			return keep(j, code);
	}
	j->way.asked = 0;
	return keep(j, git_remote_connect(j->remote, direction, &j->callbacks, NULL, NULL));
}

/* The branches of the book that the remote advertises, printed and kept. */
static int
list(struct job *j)
{
	const git_remote_head **heads;
	char writer[WRITER_TEXT], hex[GIT_OID_HEXSZ + 1];
	size_t n, i, others = 0;
	int code = git_remote_ls(&heads, &n, j->remote);

	if (code != 0)
		return keep(j, code);
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
		j->ids[j->n] = heads[i]->oid;
		free(j->branches[j->n]);
		j->branches[j->n++] = strdup(name);
		git_oid_tostr(hex, sizeof(hex), &heads[i]->oid);
		printf("ref %s %s\n", name, hex);
	}
	printf("others %zu\n", others);
	return 0;
}

static int
download(struct job *j)
{
	git_fetch_options options;
	git_strarray specs = {0};
	char *names[BRANCHES_MAX];
	struct arena a = {0};
	int code = git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
	size_t i;

	specs.strings = names;
	for (i = 0; i < j->n; i++)
		if (!git_odb_exists(j->repo->odb, &j->ids[i]))
			names[specs.count++] = arena_text_f(&a, "refs/heads/%s:refs/incoming/%s",
							    j->branches[i], j->branches[i]);
	options.callbacks = j->callbacks;
	options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
	if (code == 0 && specs.count > 0)
		code = git_remote_download(j->remote, &specs, &options);
	arena_free(&a);
	return keep(j, code);
}

static int
fetch(struct job *j)
{
	struct err e;
	int code = connect_remote(j, GIT_DIRECTION_FETCH);
	size_t i;

	if (code == 0)
		code = list(j);
	if (code == 0)
		code = download(j);
	if (j->remote)
		git_remote_disconnect(j->remote);
	git_repo_drop_refs(j->repo, "refs/incoming/");
	for (i = 0; code == 0 && i < j->n; i++) {
		char ref[64];

		snprintf(ref, sizeof(ref), "refs/incoming/%.24s", j->branches[i]);
		if (git_repo_set_ref(j->repo, ref, j->ids[i].id, &e) != RC_OK) {
			j->way.err = e;
			code = -1;
		}
	}
	return code;
}

static int
refused(const char *ref, const char *status, void *ctx)
{
	(void)ctx;
	if (status)
		printf("refused %s %s\n", ref, status);
	return 0;
}

static int
push(struct job *j, char **branches, size_t n)
{
	git_push_options options;
	git_strarray specs = {0};
	char *names[BRANCHES_MAX];
	struct arena a = {0};
	int code = git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);

	specs.strings = names;
	for (size_t i = 0; i < n && i < BRANCHES_MAX; i++)
		names[specs.count++] =
		    arena_text_f(&a, "refs/heads/%s:refs/heads/%s", branches[i], branches[i]);
	options.callbacks = j->callbacks;
	options.callbacks.push_update_reference = refused;
	options.pb_parallelism = 1; /* threads would not be deterministic */
	if (code == 0)
		code = connect_remote(j, GIT_DIRECTION_PUSH);
	if (code == 0 && specs.count > 0)
		code = keep(j, git_remote_upload(j->remote, &specs, &options));
	if (j->remote)
		git_remote_disconnect(j->remote);
	arena_free(&a);
	/* What the remote holds now is the result, whatever the calls said. */
	if (connect_remote(j, GIT_DIRECTION_FETCH) == 0) {
		int listed = list(j);

		code = code == 0 ? listed : code;
		git_remote_disconnect(j->remote);
	}
	return code;
}

/*
 * Whoever pushes to a folder says in zhiban.lock which branches it moves. When the lock is free and
 * still says so, its holder was killed, and the lock files of those branches are nobody's.
 */
static int
take_folder(struct job *j, char **branches, size_t n)
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
leave_folder(struct job *j)
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
prepare_folder(struct job *j, bool make)
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
run(struct job *j, bool pushing, char **branches, size_t n)
{
	int code = git_url_is_folder(j->url) ? prepare_folder(j, pushing) : 0;

	if (code != 0)
		return code < 0 ? code : 0;
	if (!pushing)
		return fetch(j);
	if (git_url_is_folder(j->url))
		code = take_folder(j, branches, n);
	if (code == 0)
		code = push(j, branches, n);
	leave_folder(j);
	return code;
}

int
git_transfer_main(int argc, char **argv)
{
	struct job j = {.folder_lock = -1};
	struct err e;
	bool pushing;
	int code = -1;
	size_t i;

	if (argc < 5)
		return 2;
	pushing = str_equal(argv[0], "push");
	set_limits();
	setvbuf(stdout, NULL, _IOLBF, 0);
	git_repo_setup(pushing);
	j.url = argv[2];
	j.book = argv[3];
	j.way.home = argv[4];
	git_remote_init_callbacks(&j.callbacks, GIT_REMOTE_CALLBACKS_VERSION);
	git_remote_ways(&j.way, &j.callbacks);
	if (git_repo_open(argv[1], false, &j.repo, &j.way.err) == RC_OK)
		code = run(&j, pushing, argv + 5, (size_t)(argc - 5));
	printf("bytes %llu %llu\n", (unsigned long long)j.way.in, (unsigned long long)j.way.out);
	if (code != 0) {
		git_remote_explain(&j.way, code, &e);
		for (char *p = e.text; *p; p++)
			if (*p == '\n')
				*p = ' ';
		printf("failed %s\n", e.text);
	}
	for (i = 0; i < BRANCHES_MAX; i++)
		free(j.branches[i]);
	git_remote_free(j.remote);
	git_repo_close(j.repo);
	git_libgit2_shutdown();
	return code == 0 ? 0 : 1;
}
