/* Opening a store: what is made, what is refused, and who may use it at the same time. */
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/store.h"
#include "tests/helpers.h"
#include "tests/storage/lines.h"

static const char *dir;
static struct err err;
static char path[512];

static void
make_dir(void)
{
	dir = fresh_dir();
}

static void
remove_dir(void)
{
	clean_dir(dir);
}

static const char *
in_dir(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static struct store *
open_store(enum store_mode mode)
{
	struct store *s = NULL;

	ck_ok(store_open(dir, mode, &s, &err), &err);
	return s;
}

static void
append(struct store *s, const char *line)
{
	ck_ok(store_begin(s, &err), &err);
	ck_ok(store_append(s, line, strlen(line), &err), &err);
	ck_ok(store_commit(s, &err), &err);
}

/* A store with n lines of sm1, closed again. */
static void
make_store(int n)
{
	struct store *s = open_store(STORE_CREATE);

	for (int i = 1; i <= n; i++)
		append(s, log_line("sm1", i, minute(i), "text"));
	store_close(s);
}

static enum rc
try_open(enum store_mode mode)
{
	struct store *s = NULL;
	enum rc rc = store_open(dir, mode, &s, &err);

	store_close(s);
	return rc;
}

static unsigned
mode_of(const char *name)
{
	struct stat st;

	ck_assert_int_eq(stat(in_dir(name), &st), 0);
	return st.st_mode & 07777;
}

START_TEST(a_store_is_made_for_its_owner_alone)
{
	char deep[512];
	struct store *s = NULL;

	umask(0);
	snprintf(deep, sizeof(deep), "%s/a/b/store", dir);
	ck_ok(store_open(deep, STORE_CREATE, &s, &err), &err);
	append(s, log_line("sm1", 1, 0, "text"));
	store_close(s);
	ck_assert_uint_eq(mode_of("a"), 0700);
	ck_assert_uint_eq(mode_of("a/b/store"), 0700);
	ck_assert_uint_eq(mode_of("a/b/store/data.mdb"), 0600);
	ck_assert_uint_eq(mode_of("a/b/store/lock.mdb"), 0600);
	ck_assert_uint_eq(mode_of("a/b/store/write.lock"), 0600);
	ck_assert_uint_eq(mode_of("a/b/store/journal"), 0600);
}
END_TEST

START_TEST(an_existing_store_is_not_made_again)
{
	struct store *s;

	make_store(3);
	ck_assert_int_eq(try_open(STORE_CREATE), RC_CONFLICT);
	s = open_store(STORE_WRITE);
	ck_assert_int_eq(store_count(s), 3);
	store_close(s);
}
END_TEST

START_TEST(a_folder_that_holds_something_else_is_refused)
{
	int fd = open(in_dir("letter.txt"), O_CREAT | O_WRONLY, 0600);

	close(fd);
	ck_assert_int_eq(try_open(STORE_CREATE), RC_INVALID);
	ck_assert_int_eq(try_open(STORE_WRITE), RC_NOT_FOUND);
	ck_assert_int_eq(try_open(STORE_READ), RC_NOT_FOUND);
	ck_assert_int_ne(access(in_dir("data.mdb"), F_OK), 0);
}
END_TEST

START_TEST(no_home_is_not_found)
{
	struct store *s = NULL;

	ck_assert_int_eq(store_open(in_dir("nowhere"), STORE_READ, &s, &err), RC_NOT_FOUND);
	ck_assert_int_eq(store_open(in_dir("nowhere"), STORE_WRITE, &s, &err), RC_NOT_FOUND);
	ck_assert_int_ne(access(in_dir("nowhere"), F_OK), 0);
}
END_TEST

START_TEST(a_cut_store_is_damaged_at_every_length)
{
	struct stat st;

	make_store(200);
	ck_assert_int_eq(stat(in_dir("data.mdb"), &st), 0);
	for (off_t n = st.st_size - 1; n > 0; n = n > 4096 ? n - 4096 : n / 2) {
		ck_assert_int_eq(truncate(in_dir("data.mdb"), n), 0);
		ck_assert_int_eq(try_open(STORE_READ), RC_CORRUPT);
		ck_assert_int_eq(try_open(STORE_WRITE), RC_CORRUPT);
	}
	ck_assert_int_eq(truncate(in_dir("data.mdb"), 0), 0);
	ck_assert_int_eq(try_open(STORE_WRITE), RC_CORRUPT);
	ck_assert_int_eq(stat(in_dir("data.mdb"), &st), 0);
	ck_assert_int_eq(st.st_size, 0);
}
END_TEST

START_TEST(a_store_of_something_else_is_damaged)
{
	int fd;

	make_store(1);
	fd = open(in_dir("data.mdb"), O_WRONLY);
	for (int i = 0; i < 16; i++)
		ck_assert_int_eq(pwrite(fd, "not a store, but long enough....", 32, i * 512), 32);
	close(fd);
	ck_assert_int_eq(try_open(STORE_READ), RC_CORRUPT);
	ck_assert_int_eq(try_open(STORE_WRITE), RC_CORRUPT);
}
END_TEST

START_TEST(a_missing_or_cut_journal_is_damage)
{
	make_store(3);
	ck_assert_int_eq(truncate(in_dir("journal"), 4096), 0);
	ck_assert_int_eq(try_open(STORE_READ), RC_CORRUPT);
	ck_assert_int_eq(unlink(in_dir("journal")), 0);
	ck_assert_int_eq(try_open(STORE_WRITE), RC_CORRUPT);
}
END_TEST

/* Changes a byte of the journal, at the first place of a text. */
static void
spoil(const char *text)
{
	static char bytes[128 * 1024];
	int fd = open(in_dir("journal"), O_RDWR | O_CLOEXEC);
	ssize_t n = pread(fd, bytes, sizeof(bytes), 0);
	size_t at = 0, len = strlen(text);

	while ((ssize_t)(at + len) < n && memcmp(bytes + at, text, len) != 0)
		at++;
	ck_assert_int_lt((ssize_t)(at + len), n);
	ck_assert_int_eq(pwrite(fd, "#", 1, (off_t)at), 1);
	close(fd);
}

static enum rc
check_whole(void)
{
	struct store *s = NULL;
	enum rc rc = store_open(dir, STORE_READ, &s, &err);

	if (rc == RC_OK)
		rc = store_check(s, &err);
	store_close(s);
	return rc;
}

START_TEST(an_entry_of_the_journal_that_broke_off_is_no_damage)
{
	make_store(3);
	spoil("sm1-3");
	ck_ok(check_whole(), &err);
}
END_TEST

START_TEST(a_changed_entry_before_others_is_damage)
{
	make_store(3);
	spoil("sm1-2");
	ck_assert_int_eq(check_whole(), RC_CORRUPT);
}
END_TEST

START_TEST(a_changed_first_entry_is_damage)
{
	make_store(3);
	spoil("lwen"); /* the mark before each entry */
	ck_assert_int_eq(check_whole(), RC_CORRUPT);
}
END_TEST

/* The schema's number stands behind its name in LMDB's main page. */
static void
set_schema(const char from[4], const char to[4])
{
	size_t len;
	char *bytes = slurp(in_dir("data.mdb"), &len), key[10] = "zhiban";
	int fd = open(in_dir("data.mdb"), O_WRONLY), found = 0;

	ck_assert_ptr_nonnull(bytes);
	memcpy(key + 6, from, 4);
	for (size_t i = 0; i + 10 <= len; i++)
		if (memcmp(bytes + i, key, 10) == 0) {
			ck_assert_int_eq(pwrite(fd, to, 4, (off_t)i + 6), 4);
			found++;
		}
	ck_assert_int_gt(found, 0);
	close(fd);
	free(bytes);
}

START_TEST(a_newer_schema_is_refused_untouched)
{
	make_store(3);
	set_schema("\0\0\0\1", "\0\0\0\2");
	ck_assert_int_eq(try_open(STORE_READ), RC_CORRUPT);
	ck_assert_int_eq(try_open(STORE_WRITE), RC_CORRUPT);
	ck_assert_ptr_nonnull(strstr(err.text, "newer"));
	set_schema("\0\0\0\2", "\0\0\0\1");
	ck_assert_int_eq(try_open(STORE_WRITE), RC_OK);
}
END_TEST

START_TEST(a_broken_off_copy_is_no_home)
{
	make_store(3);
	set_schema("\0\0\0\1", "\1\0\0\1");
	ck_assert_int_eq(try_open(STORE_READ), RC_NOT_FOUND);
}
END_TEST

/* Runs check in a child that is an ordinary user when we are not; its failures come back. */
static void
as_ordinary_user(void (*check)(void))
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
			_exit(3);
		check();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child failed: %d",
		      status);
}

static void
must(bool good)
{
	if (!good)
		_exit(1);
}

static void
read_but_not_write(void)
{
	struct store *s = NULL;
	struct seen seen = {0};

	must(store_open(dir, STORE_READ, &s, &err) == RC_OK);
	must(store_each(s, false, see, &seen, &err) == RC_OK);
	must(seen.n == 70);
	must(store_begin(s, &err) == RC_IO);
	store_close(s);
	must(store_open(dir, STORE_WRITE, &s, &err) == RC_IO);
}

START_TEST(a_home_that_cannot_be_written_can_be_read)
{
	static const char *const names[] = {"data.mdb", "lock.mdb", "write.lock", "journal"};

	make_store(70);
	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(chmod(in_dir(names[i]), 0444), 0);
	ck_assert_int_eq(chmod(dir, 0555), 0);
	as_ordinary_user(read_but_not_write);
	ck_assert_int_eq(unlink(in_dir("lock.mdb")), 0);
	as_ordinary_user(read_but_not_write);
	ck_assert_int_eq(chmod(dir, 0755), 0);
}
END_TEST

static void
unreadable(void)
{
	must(try_open(STORE_READ) == RC_IO);
	must(try_open(STORE_WRITE) == RC_IO);
}

START_TEST(a_home_of_somebody_else_is_unreadable)
{
	make_store(1);
	ck_assert_int_eq(chmod(dir, 0700), 0);
	if (geteuid() == 0)
		as_ordinary_user(unreadable);
}
END_TEST

START_TEST(a_stopped_writer_is_named_after_five_seconds)
{
	struct store *s;
	char who[32];
	int ready[2], status;
	pid_t child;

	make_store(1);
	ck_assert_int_eq(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		s = NULL;
		must(store_open(dir, STORE_WRITE, &s, &err) == RC_OK);
		must(store_begin(s, &err) == RC_OK);
		must(write(ready[1], "x", 1) == 1);
		raise(SIGSTOP);
		_exit(0);
	}
	ck_assert_int_eq(read(ready[0], who, 1), 1);
	s = open_store(STORE_WRITE);
	ck_assert_int_eq(store_begin(s, &err), RC_BUSY);
	snprintf(who, sizeof(who), "%ld (", (long)child);
	ck_assert_msg(strstr(err.text, who) != NULL, "%s", err.text);
	ck_assert_int_eq(store_count(s), 1); /* reading goes on */
	kill(child, SIGCONT);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	append(s, log_line("sm1", 2, 0, "text"));
	store_close(s);
}
END_TEST

START_TEST(a_removed_lock_file_keeps_nobody_in_or_out)
{
	struct store *s;

	make_store(1);
	s = open_store(STORE_WRITE);
	append(s, log_line("sm1", 2, 0, "text"));
	ck_assert_int_eq(unlink(in_dir("write.lock")), 0);
	append(s, log_line("sm1", 3, 0, "text"));
	ck_assert_int_eq(access(in_dir("write.lock"), F_OK), 0);
	store_close(s);
}
END_TEST

START_TEST(a_forked_child_must_open_the_store_itself)
{
	struct store *s;
	int status;
	pid_t child;

	make_store(1);
	s = open_store(STORE_WRITE);
	child = fork();
	if (child == 0) {
		must(store_count(s) == 0);
		must(store_each(s, false, see, &(struct seen){0}, &err) == RC_IO);
		must(store_begin(s, &err) != RC_OK);
		store_close(s);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	append(s, log_line("sm1", 2, 0, "text"));
	ck_assert_int_eq(store_count(s), 2);
	store_close(s);
}
END_TEST

/* A reader that held its snapshot would keep every old page. */
START_TEST(the_file_does_not_grow_while_a_screen_is_open)
{
	struct store *s, *screen = NULL;
	struct stat before, after;
	char byte;
	int ready[2], done[2], status;
	pid_t child;

	make_store(10);
	ck_assert_int_eq(pipe(ready), 0);
	ck_assert_int_eq(pipe(done), 0);
	child = fork();
	if (child == 0) {
		close(done[1]);
		must(store_open(dir, STORE_READ, &screen, &err) == RC_OK);
		must(store_count(screen) == 10);
		must(write(ready[1], "x", 1) == 1);
		must(read(done[0], &byte, 1) == 0);
		store_close(screen);
		_exit(0);
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	s = open_store(STORE_WRITE);
	for (int i = 0; i < 300; i++) {
		if (i == 20)
			ck_assert_int_eq(stat(in_dir("data.mdb"), &before), 0);
		ck_ok(store_begin(s, &err), &err);
		ck_ok(store_local_put(s, "draft/1", &i, sizeof(i), &err), &err);
		ck_ok(store_commit(s, &err), &err);
	}
	ck_assert_int_eq(stat(in_dir("data.mdb"), &after), 0);
	ck_assert_int_eq(after.st_size, before.st_size);
	close(done[1]);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	store_close(s);
}
END_TEST

static bool
stop_here(void *ctx, const char *line, size_t len)
{
	(void)line;
	(void)len;
	if (write(*(int *)ctx, "x", 1) == 1)
		raise(SIGSTOP);
	return false;
}

START_TEST(a_stopped_reader_is_named)
{
	struct store *s, *screen = NULL;
	char byte;
	int ready[2], status;
	pid_t child;

	make_store(10);
	ck_assert_int_eq(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		must(store_open(dir, STORE_READ, &screen, &err) == RC_OK);
		must(store_each(screen, false, stop_here, &ready[1], &err) == RC_OK);
		store_close(screen);
		_exit(0);
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	s = open_store(STORE_WRITE);
	for (int i = 0; i < 110; i++) {
		if (i == 90)
			ck_assert_int_eq(store_stuck_reader(s), 0);
		ck_ok(store_begin(s, &err), &err);
		ck_ok(store_local_put(s, "draft/1", &i, sizeof(i), &err), &err);
		ck_ok(store_commit(s, &err), &err);
	}
	ck_assert_int_eq(store_stuck_reader(s), child);
	kill(child, SIGKILL);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(store_stuck_reader(s), 0);
	store_close(s);
}
END_TEST

START_TEST(a_copy_is_the_same_without_pins)
{
	struct str before = STR_INIT, after = STR_INIT;
	struct store *s, *copy = NULL;
	struct arena a = {0};
	char to[512], *value;
	size_t n, len;
	char *bytes;

	make_store(150);
	s = open_store(STORE_WRITE);
	ck_ok(store_begin(s, &err), &err);
	ck_ok(store_local_put(s, "pin/sm1-2", "$argon2id$secret", 16, &err), &err);
	ck_ok(store_local_put(s, "set/lang", "zh", 2, &err), &err);
	ck_ok(store_pub_put(s, "sm1", 1, "bytes", 5, &err), &err);
	ck_ok(store_commit(s, &err), &err);
	snprintf(to, sizeof(to), "%s/copy", dir);
	ck_ok(store_copy(s, to, &err), &err);
	ck_assert_int_eq(store_copy(s, to, &err), RC_CONFLICT);
	ck_ok(store_open(to, STORE_WRITE, &copy, &err), &err);
	ck_ok(store_dump(s, &before, &err), &err);
	ck_ok(store_dump(copy, &after, &err), &err);
	ck_ok(store_check(copy, &err), &err);
	ck_assert_int_eq(store_count(copy), 150);
	ck_ok(store_local_get(copy, &a, "set/lang", &value, &n, &err), &err);
	ck_assert_int_eq(store_local_get(copy, &a, "pin/sm1-2", &value, &n, &err), RC_NOT_FOUND);
	append(copy, log_line("sm1", 151, 0, "text"));
	store_close(copy);
	store_close(s);
	ck_assert(str_equal(before.ptr, after.ptr));
	bytes = slurp(in_dir("copy/data.mdb"), &len);
	ck_assert_ptr_nonnull(bytes);
	for (size_t i = 0; i + 8 < len; i++)
		ck_assert_int_ne(memcmp(bytes + i, "argon2id", 8), 0);
	free(bytes);
	str_clear(&before);
	str_clear(&after);
	arena_free(&a);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("opening the store");
	TCase *t = tcase_create("guards");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, make_dir, remove_dir);
	tcase_add_test(t, a_store_is_made_for_its_owner_alone);
	tcase_add_test(t, an_existing_store_is_not_made_again);
	tcase_add_test(t, a_folder_that_holds_something_else_is_refused);
	tcase_add_test(t, no_home_is_not_found);
	tcase_add_test(t, a_cut_store_is_damaged_at_every_length);
	tcase_add_test(t, a_store_of_something_else_is_damaged);
	tcase_add_test(t, a_missing_or_cut_journal_is_damage);
	tcase_add_test(t, an_entry_of_the_journal_that_broke_off_is_no_damage);
	tcase_add_test(t, a_changed_entry_before_others_is_damage);
	tcase_add_test(t, a_changed_first_entry_is_damage);
	tcase_add_test(t, a_newer_schema_is_refused_untouched);
	tcase_add_test(t, a_broken_off_copy_is_no_home);
	tcase_add_test(t, a_home_that_cannot_be_written_can_be_read);
	tcase_add_test(t, a_home_of_somebody_else_is_unreadable);
	tcase_add_test(t, a_stopped_writer_is_named_after_five_seconds);
	tcase_add_test(t, a_removed_lock_file_keeps_nobody_in_or_out);
	tcase_add_test(t, a_forked_child_must_open_the_store_itself);
	tcase_add_test(t, the_file_does_not_grow_while_a_screen_is_open);
	tcase_add_test(t, a_stopped_reader_is_named);
	tcase_add_test(t, a_copy_is_the_same_without_pins);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
