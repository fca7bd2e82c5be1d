/* A child that talks to the network while we watch the clock. */
#define _GNU_SOURCE /* pipe2, wait4 */
#include "storage/sync_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/keys.h"
#include "storage/sync.h"

enum {
	LINE_MAX_BYTES = 1024,
	FIXED_ARGS = 7,
	OUTPUT_MAX = 64 * 1024,
	/* The longest that a transfer's own word puts off its deadline: an hour and more. */
	MOVING_MAX = 4 * 1024 * 1024,
	/* A late child that computed for more than this part of its time did not wait for the line.
	 */
	BUSY_PART = 4,
};

extern char **environ;

struct listener {
	struct sync_tips *tips;
	char line[LINE_MAX_BYTES];
	size_t n;
	size_t total;
	int64_t moving; /* bytes that it has just begun to send */
	char failed[400];
};

static void
take_ref(struct sync_tips *t, const char *text)
{
	struct sync_tip tip = {0};
	const char *hex = strchr(text, ' ');
	size_t n = hex ? (size_t)(hex - text) : 0;

	if (!hex || n >= sizeof(tip.branch) || strlen(hex + 1) != 2 * SHA1_BYTES ||
	    !keys_from_hex(hex + 1, SHA1_BYTES, tip.id))
		return;
	memcpy(tip.branch, text, n);
	/* What was listed before is over: both would not have room. */
	for (size_t i = 0; i < t->n; i++)
		if (str_equal(t->v[i].branch, tip.branch)) {
			t->v[i] = tip;
			return;
		}
	if (t->n < TIPS_MAX)
		t->v[t->n++] = tip;
}

/* Lines of numbers; false: it is another one. */
static bool
take_numbers(struct listener *l)
{
	struct sync_tips *t = l->tips;
	long long a, b;

	if (sscanf(l->line, "bytes %lld %lld", &a, &b) == 2) {
		t->in += a;
		t->out += b;
	} else if (sscanf(l->line, "dear %lld %lld", &a, &b) == 2) {
		t->moved = a;
		t->need = b;
	} else if (sscanf(l->line, "moving %lld", &a) == 1) {
		l->moving = a < 0 ? 0 : a < MOVING_MAX ? a : MOVING_MAX;
	} else if (sscanf(l->line, "others %lld", &a) == 1) {
		t->others = a;
	} else {
		return false;
	}
	return true;
}

static void
take_line(struct listener *l)
{
	struct sync_tips *t = l->tips;

	if (take_numbers(l))
		return;
	if (str_starts(l->line, "ref "))
		take_ref(t, l->line + 4);
	else if (str_equal(l->line, "missing"))
		t->missing = true;
	else if (str_equal(l->line, "heavy"))
		t->heavy = true;
	else if (str_equal(l->line, "fair"))
		t->fair = true;
	else if (str_starts(l->line, "no-thin "))
		snprintf(t->no_thin, sizeof(t->no_thin), "%.190s", l->line + 8);
	else if (str_starts(l->line, "refused "))
		snprintf(t->refused, sizeof(t->refused), "%.190s", l->line + 8);
	else if (str_starts(l->line, "failed "))
		snprintf(l->failed, sizeof(l->failed), "%.390s", l->line + 7);
}

static void
take_bytes(struct listener *l, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] == '\n') {
			l->line[l->n] = '\0';
			take_line(l);
			l->n = 0;
		} else if (l->n + 1 < sizeof(l->line)) {
			l->line[l->n++] = bytes[i];
		}
	}
	l->total += n;
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads until the child closes its end. False: the deadline passed, or it talks too much. */
static bool
listen_to(int fd, int seconds, struct listener *l)
{
	int64_t until = now_ms() + (int64_t)seconds * 1000;

	for (;;) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		char bytes[1024];
		int64_t left = until - now_ms();
		ssize_t n;

		if (left <= 0 || l->total > OUTPUT_MAX)
			return false;
		if (poll(&p, 1, (int)(left < 1000 ? left : 1000)) <= 0)
			continue;
		n = read(fd, bytes, sizeof(bytes));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		take_bytes(l, bytes, (size_t)n);
		until += l->moving * 1000 / SYNC_BYTES_PER_SECOND;
		l->moving = 0;
	}
}

static char **
arguments(const struct sync_order *o)
{
	char **argv = calloc(FIXED_ARGS + o->nbranches + 1, sizeof(*argv));
	const char *fixed[FIXED_ARGS] = {"zhiban-sync", "--transfer", o->op,  o->repo,
					 o->url,        o->book,      o->home};

	if (!argv)
		die("out of memory");
	for (size_t i = 0; i < FIXED_ARGS; i++)
		argv[i] = (char *)(uintptr_t)fixed[i];
	for (size_t i = 0; i < o->nbranches; i++)
		argv[FIXED_ARGS + i] = (char *)(uintptr_t)o->branches[i];
	return argv;
}

/* Our own program again, its output into the pipe. */
static int
start(const struct sync_order *o, int write_end, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	char **argv = arguments(o);
	int code;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, write_end, STDOUT_FILENO);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
	code = posix_spawn(pid, "/proc/self/exe", &actions, &attributes, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	free(argv);
	return code;
}

static bool
was_busy(const struct rusage *used, int seconds)
{
	int64_t s = used->ru_utime.tv_sec + used->ru_stime.tv_sec,
		us = used->ru_utime.tv_usec + used->ru_stime.tv_usec;

	return s * 1000 + us / 1000 > (int64_t)seconds * 1000 / BUSY_PART;
}

enum rc
sync_child_run(const struct sync_order *o, struct sync_tips *out, struct err *e)
{
	struct listener l = {.tips = out};
	int pipes[2], status = 0, code;
	pid_t pid;
	bool in_time;
	struct rusage used = {0};

	memset(out, 0, sizeof(*out));
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_set(e, RC_IO, _("no pipe: %s"), strerror(errno));
	code = start(o, pipes[1], &pid);
	close(pipes[1]);
	if (code != 0) {
		close(pipes[0]);
		return err_set(e, RC_IO, _("the transfer does not start: %s"), strerror(code));
	}
	in_time = listen_to(pipes[0], o->seconds, &l);
	if (!in_time)
		kill(-pid, SIGKILL);
	close(pipes[0]);
	while (wait4(pid, &status, 0, &used) < 0 && errno == EINTR)
		;
	out->heavy |= !in_time && was_busy(&used, o->seconds);
	if (!in_time)
		return err_set(e, RC_NETWORK, _("no end after %d seconds; it was broken off"),
			       o->seconds);
	out->heavy |= WIFSIGNALED(status);
	if (WIFSIGNALED(status))
		return err_set(e, RC_NETWORK,
			       _("the transfer died (signal %d): the remote may be hostile"),
			       WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return err_set(e, RC_NETWORK, "%s", l.failed[0] ? l.failed : _("it failed"));
	return RC_OK;
}

const struct sync_tip *
sync_tip_find(const struct sync_tips *t, const char *branch)
{
	for (size_t i = t->n; i > 0; i--) /* the last listing is the newest */
		if (str_equal(t->v[i - 1].branch, branch))
			return &t->v[i - 1];
	return NULL;
}
