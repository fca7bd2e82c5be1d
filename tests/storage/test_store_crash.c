/*
 * What was acknowledged is there, whatever happens: killed writers, two at once, a power cut before
 * every change to the disk, a disk that fills up at any byte. A worker is this program again; it
 * writes each number to standard output once its commit is done.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/store.h"
#include "tests/helpers.h"
#include "tests/storage/lines.h"

enum { POWER_CUT = 77, DISK_FULL = 3 };

static const char *dir;
static struct err err;
static int64_t acked_local;

/* ---- the worker ---- */

static void
worker_must(enum rc rc)
{
	if (rc == RC_OK)
		return;
	if (rc == RC_IO && strstr(err.text, "disk is full"))
		_exit(DISK_FULL);
	fprintf(stderr, "%s\n", err.text);
	_exit(4);
}

/* One action: some lines, every third time with a local value in the same transaction. */
static enum rc
try_act(struct store *s, const char *writer, int lines, int64_t *out)
{
	int64_t n = 0;
	enum rc rc = store_begin(s, &err);

	if (rc == RC_OK)
		rc = store_next_number(s, writer, &n, &err);
	for (int i = 0; rc == RC_OK && i < lines; i++, n++) {
		const char *line = n % 50 == 7 ? matter_line(writer, n, "待办")
					       : of_line(writer, n, minute(n), "sm1-7", "现场");

		rc = store_append(s, line, strlen(line), &err);
	}
	*out = --n;
	if (rc == RC_OK && n % 3 == 0)
		rc = store_local_put(s, writer, &n, sizeof(n), &err);
	if (rc == RC_OK)
		rc = store_commit(s, &err);
	store_abort(s);
	return rc;
}

static int64_t
act(struct store *s, const char *writer, int lines)
{
	int64_t n;
	enum rc rc = try_act(s, writer, lines, &n);

	/* Somebody has made room: the same program goes on. */
	if (rc != RC_OK && getenv("WORKER_RETRIES")) {
		if (rc != RC_IO || !strstr(err.text, "disk is full"))
			worker_must(rc);
		setenv("ENOSPC_AFTER", "1000000000", 1);
		rc = try_act(s, writer, lines, &n);
	}
	worker_must(rc);
	return n;
}

/* worker DIR WRITER LINES ACTIONS */
static int
worker(char **argv)
{
	struct store *s = NULL;
	int lines = (int)strtol(argv[2], NULL, 10), actions = (int)strtol(argv[3], NULL, 10);

	worker_must(store_open(argv[0], STORE_WRITE, &s, &err));
	for (int i = 0; i < actions; i++) {
		int64_t n = act(s, argv[1], lines);

		if (write(STDOUT_FILENO, &n, sizeof(n)) != (ssize_t)sizeof(n))
			_exit(5);
	}
	store_close(s);
	return 0;
}

/* ---- running it ---- */

struct running {
	pid_t pid;
	int acks;
};

/* shim: a name in tests/shims, or NULL. Its variables are in the environment already. */
static struct running
start(const char *shim, const char *writer, int lines, int actions)
{
	struct running r = {0};
	char self[512], preload[600], lines_text[16], actions_text[16], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int pipes[2];

	ck_assert_int_gt(n, 0);
	self[n] = '\0';
	ck_assert_int_eq(pipe(pipes), 0);
	snprintf(lines_text, sizeof(lines_text), "%d", lines);
	snprintf(actions_text, sizeof(actions_text), "%d", actions);
	r.pid = fork();
	if (r.pid == 0) {
		const char *argv[] = {self, "worker", dir, writer, lines_text, actions_text, NULL};

		dup2(pipes[1], STDOUT_FILENO);
		close(pipes[0]);
		close(pipes[1]);
		if (shim) {
			slash = strstr(self, "/tests/storage/");
			snprintf(preload, sizeof(preload), "%.*s/tests/shims/%s.so",
				 (int)(slash - self), self, shim);
			setenv("LD_PRELOAD", preload, 1);
			setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
		}
		execv(self, (char *const *)(uintptr_t)argv);
		_exit(9);
	}
	close(pipes[1]);
	r.acks = pipes[0];
	return r;
}

/* The next number acknowledged; notes the ones that set a local value too. */
static bool
read_ack(struct running *r, int64_t *n)
{
	if (read(r->acks, n, sizeof(*n)) != (ssize_t)sizeof(*n))
		return false;
	if (*n % 3 == 0)
		acked_local = *n;
	return true;
}

/* The last number acknowledged, `before` when none was. */
static int64_t
last_ack(struct running *r, int64_t before)
{
	int64_t n;

	while (read_ack(r, &n))
		before = n;
	close(r->acks);
	return before;
}

static int
finish(const struct running *r)
{
	int status;

	ck_assert_int_eq(waitpid(r->pid, &status, 0), r->pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* ---- what must hold ---- */

struct gapless {
	const char *writer;
	int64_t next;
};

static bool
in_order(void *ctx, const char *line, size_t len)
{
	struct gapless *g = ctx;
	char id[ID_TEXT];

	snprintf(id, sizeof(id), "%s-%lld", g->writer, (long long)g->next);
	ck_assert_str_eq(id_of(line, len), id);
	g->next++;
	return true;
}

/* Acknowledged numbers are there, each once, without gap, in all views; the local value goes with
 * its lines. Returns the highest number. */
static int64_t
check_store(const char *writer, int64_t acked)
{
	struct store *s = NULL;
	struct gapless g = {writer, 1};
	struct arena a = {0};
	int64_t local = 0;
	char *value;
	size_t n;

	ck_ok(store_open(dir, STORE_WRITE, &s, &err), &err);
	ck_ok(store_check(s, &err), &err);
	ck_ok(store_each_number(s, writer, 1, 0, in_order, &g, &err), &err);
	ck_assert_int_ge(g.next - 1, acked);
	if (store_local_get(s, &a, writer, &value, &n, &err) == RC_OK) {
		ck_assert_uint_eq(n, sizeof(local));
		memcpy(&local, value, sizeof(local));
	}
	ck_assert_int_le(local, g.next - 1);
	ck_assert_int_ge(local, acked_local);
	store_close(s);
	arena_free(&a);
	return g.next - 1;
}

static void
make_store(void)
{
	struct store *s = NULL;

	dir = fresh_dir();
	ck_ok(store_open(dir, STORE_CREATE, &s, &err), &err);
	store_close(s);
}

static void
remove_store(void)
{
	clean_dir(dir);
}

/* ---- tests ---- */

/* Every so many faults are enough for a quick test; ZHIBAN_TEST_FULL=1 tries each. */
static long
stride(long quick, long full)
{
	const char *all = getenv("ZHIBAN_TEST_FULL");

	return all && all[0] == '1' ? full : quick;
}

START_TEST(two_writers_at_once_lose_nothing)
{
	struct running one = start(NULL, "sm1", 1, 150), two = start(NULL, "sm0", 3, 80);
	int64_t acked_one = last_ack(&one, 0), acked_two = last_ack(&two, 0);

	ck_assert_int_eq(finish(&one), 0);
	ck_assert_int_eq(finish(&two), 0);
	ck_assert_int_eq(acked_one, 150);
	ck_assert_int_eq(acked_two, 240);
	acked_local = 0;
	ck_assert_int_eq(check_store("sm1", acked_one), 150);
	ck_assert_int_eq(check_store("sm0", acked_two), 240);
}
END_TEST

/* The reader stays open; in between the writer fills the journal, seals, begins it anew. */
START_TEST(a_reader_sees_each_commit_at_once)
{
	struct store *s = NULL;
	struct running r;
	struct arena a = {0};
	char id[ID_TEXT], *line;
	int64_t n, seen = 0;
	size_t len;

	ck_ok(store_open(dir, STORE_READ, &s, &err), &err);
	r = start(NULL, "sm1", 2, 300);
	while (read_ack(&r, &n)) {
		ck_assert_int_ge(store_count(s), n);
		for (seen++; seen <= n; seen++) {
			snprintf(id, sizeof(id), "sm1-%lld", (long long)seen);
			ck_ok(store_get(s, &a, id, &line, &len, &err), &err);
		}
		seen = n;
	}
	close(r.acks);
	ck_assert_int_eq(finish(&r), 0);
	ck_assert_int_eq(seen, 600);
	store_close(s);
	arena_free(&a);
}
END_TEST

START_TEST(a_killed_writer_leaves_what_it_acknowledged)
{
	int64_t acked = 0, n, seen;

	for (int round = 0; round < stride(20, 100); round++) {
		struct running r = start(NULL, "sm1", 1 + round % 4, 100000);

		seen = 0;
		/* killed in the middle of one of its next actions, never at a rest */
		for (int i = 0; i <= round % 7; i++)
			if (read_ack(&r, &n))
				seen = n;
		kill(r.pid, SIGKILL);
		acked = last_ack(&r, seen > acked ? seen : acked);
		ck_assert_int_eq(finish(&r), 128 + SIGKILL);
		acked = check_store("sm1", acked);
	}
}
END_TEST

static void
put_back(const char *shadow, const char *name)
{
	char from[600], to[600];

	snprintf(from, sizeof(from), "%s/%s", shadow, name);
	snprintf(to, sizeof(to), "%s/%s", dir, name);
	ck_assert_msg(rename(from, to) == 0 || errno == ENOENT, "%s", to);
}

static void
set_number(const char *name, long n)
{
	char text[32];

	snprintf(text, sizeof(text), "%ld", n);
	setenv(name, text, 1);
}

/* Cuts the power before every change up to the last one of the actions, each time from where the
 * one before left the disk. */
static void
cut_everywhere(int lines, int actions, long step)
{
	char shadow[600];
	int64_t acked = 0;

	snprintf(shadow, sizeof(shadow), "%s/shadow", dir);
	ck_assert_int_eq(mkdir(shadow, 0700), 0);
	setenv("POWERCUT_DIR", dir, 1);
	setenv("POWERCUT_SHADOW", shadow, 1);
	for (long at = 1;; at += step) {
		struct running r;
		int code;

		set_number("POWERCUT_AT", at);
		set_number("POWERCUT_SEED", at * 7919 + lines);
		r = start("powercut", "sm1", lines, actions);
		acked = last_ack(&r, acked);
		code = finish(&r);
		ck_assert_msg(code == 0 || code == POWER_CUT, "exit %d at %ld", code, at);
		if (code == 0)
			return;
		put_back(shadow, "data.mdb");
		put_back(shadow, "journal");
		acked = check_store("sm1", acked);
	}
}

START_TEST(a_power_cut_leaves_what_was_acknowledged)
{
	cut_everywhere(1, 70, stride(5, 1));
}
END_TEST

START_TEST(a_power_cut_while_sealing_leaves_whole_blocks)
{
	cut_everywhere(40, 12, stride(3, 1));
}
END_TEST

START_TEST(a_power_cut_in_an_ingest_leaves_all_or_nothing)
{
	cut_everywhere(500, 3, stride(3, 1));
}
END_TEST

/* The disk fills up at every so many bytes; what was acknowledged stays, and once there is room the
 * work goes on. */
static void
fill_everywhere(int lines, int actions, long step)
{
	int64_t acked = 0;

	setenv("ENOSPC_DIR", dir, 1);
	for (long after = 0;; after += step) {
		struct running r;
		int code;

		set_number("ENOSPC_AFTER", after);
		r = start("enospc", "sm1", lines, actions);
		acked = last_ack(&r, acked);
		code = finish(&r);
		ck_assert_msg(code == 0 || code == DISK_FULL, "exit %d after %ld", code, after);
		acked = check_store("sm1", acked);
		if (code == 0)
			return;
	}
}

START_TEST(a_full_disk_is_said_and_loses_nothing)
{
	fill_everywhere(1, 70, stride(9001, 331));
}
END_TEST

START_TEST(a_full_disk_in_an_ingest_loses_nothing)
{
	fill_everywhere(150, 3, stride(30011, 2711));
}
END_TEST

START_TEST(a_program_goes_on_once_there_is_room)
{
	setenv("WORKER_RETRIES", "1", 1);
	setenv("ENOSPC_DIR", dir, 1);
	for (long after = 0, acked = 0; after < 30000; after += stride(4001, 97)) {
		struct running r;

		set_number("ENOSPC_AFTER", after);
		r = start("enospc", "sm1", 13, 6);
		acked = (long)last_ack(&r, acked);
		ck_assert_int_eq(finish(&r), 0);
		acked = (long)check_store("sm1", acked);
	}
}
END_TEST

START_TEST(a_head_that_cannot_be_written_stops_nothing_for_ever)
{
	int64_t acked = 0;

	setenv("WORKER_RETRIES", "1", 1);
	setenv("ENOSPC_DIR", dir, 1);
	for (long head = 1; head <= 3; head++) {
		struct running r;

		set_number("ENOSPC_HEAD", head);
		r = start("enospc", "sm1", 13, 12);
		acked = last_ack(&r, acked);
		ck_assert_int_eq(finish(&r), 0);
		acked = check_store("sm1", acked);
	}
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("crashes");
	TCase *t = tcase_create("faults");

	tcase_set_timeout(t, 1200);
	tcase_add_checked_fixture(t, make_store, remove_store);
	tcase_add_test(t, two_writers_at_once_lose_nothing);
	tcase_add_test(t, a_reader_sees_each_commit_at_once);
	tcase_add_test(t, a_killed_writer_leaves_what_it_acknowledged);
	tcase_add_test(t, a_power_cut_leaves_what_was_acknowledged);
	tcase_add_test(t, a_power_cut_while_sealing_leaves_whole_blocks);
	tcase_add_test(t, a_power_cut_in_an_ingest_leaves_all_or_nothing);
	tcase_add_test(t, a_full_disk_is_said_and_loses_nothing);
	tcase_add_test(t, a_full_disk_in_an_ingest_loses_nothing);
	tcase_add_test(t, a_program_goes_on_once_there_is_room);
	tcase_add_test(t, a_head_that_cannot_be_written_stops_nothing_for_ever);
	suite_add_tcase(s, t);
	return s;
}

int
main(int argc, char **argv)
{
	if (argc == 6 && strcmp(argv[1], "worker") == 0)
		return worker(argv + 2);
	/* Thousands of flushes that need no disk. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	return run_suite(suite());
}
