/* Private members: kept apart, durable before the record, gone after a purge. */
#include "storage/private.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/helpers.h"

static const char *home;
static char dir[300];
static struct err err;
static char path[512];

static void
make_home(void)
{
	home = fresh_dir();
	snprintf(dir, sizeof(dir), "%s/private", home);
}

static void
remove_home(void)
{
	clean_dir(home);
}

static const char *
at(const char *name)
{
	snprintf(path, sizeof(path), "%s/private/%s", home, name);
	return path;
}

START_TEST(a_private_text_is_read_back)
{
	struct arena a = {0};
	char *text = NULL;
	size_t n = 0;

	ck_ok(private_write(dir, "sm1-128", "{\"caller\":\"甲\"}", 16, &err), &err);
	ck_ok(private_read(dir, &a, "sm1-128", &text, &n, &err), &err);
	ck_assert_uint_eq(n, 16);
	ck_assert_mem_eq(text, "{\"caller\":\"甲\"}", 16);
	ck_ok(private_write(dir, "sm1-128", "{}", 2, &err), &err);
	ck_ok(private_read(dir, &a, "sm1-128", &text, &n, &err), &err);
	ck_assert_str_eq(text, "{}");
	ck_assert(private_exists(dir, "sm1-128"));
	ck_assert(!private_exists(dir, "sm1-129"));
	ck_assert_int_eq(private_read(dir, &a, "sm1-129", &text, &n, &err), RC_NOT_FOUND);
	arena_free(&a);
}
END_TEST

START_TEST(only_the_owner_may_read_it)
{
	struct stat st;

	ck_ok(private_write(dir, "draft-3", "{}", 2, &err), &err);
	ck_assert_int_eq(stat(at("draft-3.json"), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(stat(at(""), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0700);
}
END_TEST

START_TEST(a_name_that_is_no_id_is_refused)
{
	static const char *const bad[] = {"",       "..",       "../sm1-1",   "sm1-1/..", "/etc/x",
					  "draft-", "draft-1a", "draft-../x", "sm1",      ".new"};
	struct arena a = {0};
	char *text;
	size_t n;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_int_eq(private_write(dir, bad[i], "{}", 2, &err), RC_INVALID);
		ck_assert_int_eq(private_read(dir, &a, bad[i], &text, &n, &err), RC_INVALID);
		ck_assert_int_eq(private_purge(dir, bad[i], &err), RC_INVALID);
	}
}
END_TEST

START_TEST(erasing_overwrites_before_it_unlinks)
{
	char bytes[8] = "unread";
	int fd;

	ck_ok(private_write(dir, "sm1-1", "secret", 6, &err), &err);
	fd = open(at("sm1-1.json"), O_RDONLY);
	ck_assert_int_ge(fd, 0);
	ck_ok(private_purge(dir, "sm1-1", &err), &err);
	ck_assert_int_eq(pread(fd, bytes, 6, 0), 6);
	ck_assert_mem_eq(bytes, "\0\0\0\0\0\0", 6);
	close(fd);
	ck_assert_int_ne(access(at("sm1-1.json"), F_OK), 0);
	ck_assert_int_eq(private_purge(dir, "sm1-1", &err), RC_NOT_FOUND);
}
END_TEST

START_TEST(replacing_overwrites_what_was_there)
{
	char bytes[8] = "unread";
	int fd;

	ck_ok(private_write(dir, "draft-1", "secret", 6, &err), &err);
	fd = open(at("draft-1.json"), O_RDONLY);
	ck_ok(private_write(dir, "draft-1", "{}", 2, &err), &err);
	ck_assert_int_eq(pread(fd, bytes, 6, 0), 6);
	ck_assert_mem_eq(bytes, "\0\0\0\0\0\0", 6);
	close(fd);
}
END_TEST

START_TEST(an_orphan_is_erased_and_its_absence_is_no_error)
{
	private_erase(dir, "sm1-7");
	ck_ok(private_write(dir, "sm1-7", "{}", 2, &err), &err);
	private_erase(dir, "sm1-7");
	ck_assert(!private_exists(dir, "sm1-7"));
}
END_TEST

START_TEST(a_link_is_not_followed)
{
	struct arena a = {0};
	char target[512], *text;
	size_t n;

	ck_ok(private_write(dir, "sm1-1", "{}", 2, &err), &err);
	snprintf(target, sizeof(target), "%s/elsewhere", home);
	ck_assert_int_eq(symlink(target, at("sm1-2.json")), 0);
	ck_assert_int_eq(private_read(dir, &a, "sm1-2", &text, &n, &err), RC_IO);
	ck_ok(private_write(dir, "sm1-2", "{}", 2, &err), &err);
	ck_assert_int_ne(access(target, F_OK), 0);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("private");
	TCase *t = tcase_create("files");

	tcase_add_checked_fixture(t, make_home, remove_home);
	tcase_add_test(t, a_private_text_is_read_back);
	tcase_add_test(t, only_the_owner_may_read_it);
	tcase_add_test(t, a_name_that_is_no_id_is_refused);
	tcase_add_test(t, erasing_overwrites_before_it_unlinks);
	tcase_add_test(t, replacing_overwrites_what_was_there);
	tcase_add_test(t, an_orphan_is_erased_and_its_absence_is_no_error);
	tcase_add_test(t, a_link_is_not_followed);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
