/* The journal: sound entries are read, whatever else the file holds. */
#include "storage/journal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/helpers.h"

enum { SALT = 4711, HEAD = 16 };

static const char *dir;
static char path[512];
static struct journal *journal;
static struct err err;

static struct journal *
open_journal(uint64_t salt)
{
	struct journal *j = journal_new(path);

	ck_ok(journal_open(j, salt, true, &err), &err);
	ck_ok(journal_load(j, &err), &err);
	return j;
}

static void
make_journal(void)
{
	dir = fresh_dir();
	snprintf(path, sizeof(path), "%s/journal", dir);
	journal = journal_new(path);
	ck_ok(journal_make(journal, &err), &err);
	journal_free(journal);
	journal = open_journal(SALT);
}

static void
remove_journal(void)
{
	journal_free(journal);
	clean_dir(dir);
}

/* Appends n lines "POS" from pos on. */
static void
append(int64_t pos, size_t n, bool anew)
{
	char text[1024] = "";

	for (size_t i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%lld\n",
			 (long long)pos + (long long)i);
	ck_ok(journal_append(journal, anew, pos, n, text, strlen(text), &err), &err);
	ck_ok(journal_load(journal, &err), &err);
}

/* Every line that is read says its own position, without gap from `first`. */
static void
check_lines(struct journal *j, int64_t first, size_t n)
{
	char text[32];

	ck_assert_uint_eq(journal_count(j), n);
	for (size_t i = 0; i < n; i++) {
		struct journal_line l = journal_at(j, i);

		ck_assert_int_eq(l.pos, first + (int64_t)i);
		snprintf(text, sizeof(text), "%lld", (long long)l.pos);
		ck_assert_uint_eq(l.len, strlen(text));
		ck_assert_mem_eq(l.text, text, l.len);
	}
}

START_TEST(entries_are_read_back_in_order)
{
	struct journal *other = open_journal(SALT);

	check_lines(journal, 0, 0);
	append(100, 1, false);
	append(101, 3, false);
	check_lines(journal, 100, 4);
	ck_ok(journal_load(other, &err), &err);
	check_lines(other, 100, 4);
	append(104, 2, false);
	ck_ok(journal_load(other, &err), &err);
	check_lines(other, 100, 6);
	journal_free(other);
}
END_TEST

START_TEST(beginning_anew_forgets_the_older_entries)
{
	struct journal *other;

	for (int i = 0; i < 10; i++)
		append(100 + i * 3, 3, i == 0);
	other = open_journal(SALT);
	check_lines(other, 100, 30);
	append(130, 1, true);
	check_lines(journal, 130, 1);
	ck_ok(journal_load(other, &err), &err);
	check_lines(other, 130, 1);
	journal_free(other);
}
END_TEST

START_TEST(an_entry_of_another_store_is_not_read)
{
	struct journal *other;

	append(7, 2, false);
	other = open_journal(SALT + 1);
	check_lines(other, 0, 0);
	journal_free(other);
}
END_TEST

START_TEST(a_spoilt_byte_loses_its_entry_and_no_sound_one_before)
{
	/* an entry is 32 bytes and its text: "10\n", "11\n12\n", "13\n" */
	static const size_t ends[] = {HEAD, HEAD + 35, HEAD + 73, HEAD + 108};
	static const size_t lines[] = {0, 1, 3, 4};
	char bytes[256];
	int fd;

	append(10, 1, false);
	append(11, 2, false);
	append(13, 1, false);
	fd = open(path, O_RDWR);
	ck_assert_int_eq(pread(fd, bytes, sizeof(bytes), 0), sizeof(bytes));
	for (size_t at = HEAD; at < ends[3]; at++) {
		struct journal *other;
		char spoilt = (char)(bytes[at] ^ 0x10);
		size_t entry = 0;

		while (ends[entry + 1] <= at)
			entry++;
		ck_assert_int_eq(pwrite(fd, &spoilt, 1, (off_t)at), 1);
		other = open_journal(SALT);
		check_lines(other, 10, lines[entry]);
		ck_assert_int_eq(journal_lost(other), entry < 2 ? 13 : -1);
		journal_free(other);
		ck_assert_int_eq(pwrite(fd, bytes + at, 1, (off_t)at), 1);
	}
	close(fd);
	ck_ok(journal_load(journal, &err), &err);
	check_lines(journal, 10, 4);
	ck_assert_int_eq(journal_lost(journal), -1);
}
END_TEST

START_TEST(what_does_not_fit_is_told)
{
	static char text[JOURNAL_BYTES + 1];

	memset(text, 'x', sizeof(text) - 1);
	text[JOURNAL_BYTES - 1] = '\n';
	ck_assert_int_eq(journal_append(journal, false, 0, 1, text, JOURNAL_BYTES, &err),
			 RC_NOT_FOUND);
	text[JOURNAL_BYTES - HEAD - 32 - 1] = '\n';
	ck_ok(journal_append(journal, false, 0, 1, text, JOURNAL_BYTES - HEAD - 32, &err), &err);
	ck_ok(journal_load(journal, &err), &err);
	ck_assert_uint_eq(journal_count(journal), 1);
	ck_assert_int_eq(journal_append(journal, false, 1, 1, "y\n", 2, &err), RC_NOT_FOUND);
	ck_assert_int_eq(journal_append(journal, true, 1, 65, "y\n", 2, &err), RC_NOT_FOUND);
	append(1, 1, true);
}
END_TEST

START_TEST(a_commit_elsewhere_changes_the_file_and_no_entry)
{
	size_t n;
	char *before, *after;

	append(10, 2, false);
	before = slurp(path, &n);
	journal_touch(journal);
	after = slurp(path, &n);
	ck_assert_int_ne(memcmp(before, after, HEAD), 0);
	ck_assert_mem_eq(before + HEAD, after + HEAD, JOURNAL_BYTES - HEAD);
	free(before);
	free(after);
	ck_ok(journal_load(journal, &err), &err);
	check_lines(journal, 10, 2);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("journal");
	TCase *t = tcase_create("entries");

	tcase_add_checked_fixture(t, make_journal, remove_journal);
	tcase_add_test(t, entries_are_read_back_in_order);
	tcase_add_test(t, beginning_anew_forgets_the_older_entries);
	tcase_add_test(t, an_entry_of_another_store_is_not_read);
	tcase_add_test(t, a_spoilt_byte_loses_its_entry_and_no_sound_one_before);
	tcase_add_test(t, what_does_not_fit_is_told);
	tcase_add_test(t, a_commit_elsewhere_changes_the_file_and_no_entry);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
