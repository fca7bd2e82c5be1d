/* The log on screen: read, written in one line, corrected, searched; shared with other terminals.
 */
#include "tui/view_log.h"

#include <dirent.h>
#include <locale.h>
#include <stdio.h>

#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/list.h"
#include "tui/scrap.h"

static struct list *
list(void)
{
	return view_log.list(app_view(kit.app, 0));
}

START_TEST(the_newest_line_is_last_and_selected)
{
	kit_open(&view_log, NULL);
	kit_golden("log-80x24");
	ck_assert_uint_eq(list()->selected, 8);
	kit_size(40, 120);
	kit_golden("log-120x40");
	kit_size(12, 40);
	kit_golden("log-40x12");
}
END_TEST

START_TEST(the_log_in_chinese)
{
	kit_chinese();
	kit_open(&view_log, NULL);
	kit_golden("log-80x24-zh");
	kit_size(40, 120);
	kit_golden("log-120x40-zh");
}
END_TEST

START_TEST(a_line_takes_one_key_text_and_enter)
{
	kit_open(&view_log, NULL);
	kit_press(K_F(3));
	kit_golden("log-entry");
	kit_type("东街火势已控制");
	kit_press(K_ENTER);
	kit_has("Recorded: sm1-31");
	kit_has("东街火势已控制");
	ck_assert_uint_eq(list()->source->count(list()->ctx), 10);
}
END_TEST

START_TEST(a_line_may_have_happened_before)
{
	kit_open(&view_log, NULL);
	kit_press(K_F(3));
	kit_type("＠0215 村民来人报告看见烟");
	kit_press(K_ENTER);
	kit_has("Recorded: sm1-31  01-18 02:15");
	kit_has("(entered 32 min late)");
	kit_press(K_F(3));
	kit_type("@0931 x");
	kit_press(K_ENTER); /* yesterday's: the latest such moment */
	kit_has("01-17 09:31");
	kit_press(K_F(3));
	kit_type("@9999 x");
	kit_press(K_ENTER);
	kit_has("@9999 x"); /* refused, and still in its field */
}
END_TEST

START_TEST(a_persons_number_is_asked_about)
{
	kit_open(&view_log, NULL);
	kit_press(K_F(3));
	kit_type("报警人电话13900000371");
	kit_press(K_ENTER);
	kit_golden("log-number");
	kit_press(K_ENTER);
	kit_press('2');
	kit_has("报警人电话13900000371"); /* in the field again */
	kit_press(K_ENTER);
	kit_press('1');
	kit_has("Recorded: sm1-31");
}
END_TEST

START_TEST(a_corrected_line_stays_readable)
{
	kit_open(&view_log, NULL);
	kit_press(K_HOME);
	kit_press(K_F(5));
	kit_has("接班，器材和电话检查正常，当班无事");
	kit_press(K_CTRL('u'));
	kit_type("接班，对讲机一台无电，其余正常");
	kit_press(K_ENTER);
	kit_has("Why it is corrected");
	kit_press(K_ENTER);
	kit_has("Why it is corrected"); /* a reason is needed */
	kit_type("漏记");
	kit_press(K_ENTER);
	kit_has("Corrected sm1-22 by sm1-31");
	kit_has("[struck out: 接班，器材和电话");
	kit_has("[Corrected] 接班，对讲机");
	kit_press(K_ENTER);
	kit_golden("log-record");
}
END_TEST

START_TEST(a_thing_is_not_corrected_by_a_line)
{
	kit_open(&view_log, NULL);
	kit_press(K_UP);
	kit_press('c');
	kit_has("is no line of the log");
}
END_TEST

START_TEST(a_line_of_another_terminal_leaves_the_selection)
{
	kit_open(&view_log, NULL);
	kit_press(K_HOME);
	kit_press(K_DOWN);
	kit_foreign_line("另一台终端写的一行");
	kit_changed();
	kit_has("另一台终端写的一行");
	ck_assert_str_eq(list()->anchor.ptr, "sm1-23");
	kit_press(K_F(3));
	kit_type("半句话");
	kit_foreign_line("又一行");
	kit_changed();
	kit_has("半句话"); /* what is typed stays, and so does the caret */
	ck_assert_int_eq(canvas_caret_of(&kit.canvas).col, 10);
}
END_TEST

START_TEST(all_books_are_searched)
{
	kit_open(&view_log, NULL);
	kit_press(K_F(7));
	kit_type("水库");
	kit_press(K_ENTER);
	kit_golden("log-search");
	kit_press(K_F(7));
	kit_press(K_CTRL('u'));
	kit_press(K_ENTER);
	kit_has("接班");
}
END_TEST

START_TEST(one_day_is_read)
{
	kit_open(&view_log, NULL);
	kit_press(K_F(8));
	kit_type("2026-01-17");
	kit_press(K_ENTER);
	kit_has("接班");
	kit_has_not("红旗水库");
}
END_TEST

START_TEST(the_clerk_changes_by_a_digit)
{
	kit_open(&view_log, NULL);
	kit_press('0');
	kit_golden("log-clerk");
	kit_press('2');
	kit_has("clerk 林二");
	kit_press(K_F(3));
	kit_type("到岗");
	kit_press(K_ENTER);
	kit_has("林二");
	ck_assert_str_eq(book_author(kit.book), "sm1-10");
	kit_press('0');
	kit_press('7');
	ck_assert_ptr_null(book_author(kit.book));
}
END_TEST

START_TEST(the_last_line_is_put_right_within_a_minute)
{
	kit_open(&view_log, NULL);
	kit_press(K_CTRL('u'));
	kit_has("no line was just recorded here");
	kit_press(K_F(3));
	kit_type("火已灭");
	kit_press(K_ENTER);
	kit_press(K_CTRL('u'));
	kit_has("火已灭");
	kit_type("，余火看守");
	kit_press(K_ENTER);
	kit_has("Corrected sm1-31 by sm1-32");
	kit_has("[struck out: 火已灭]");
	kit_press(K_F(3));
	kit_type("记错了");
	kit_press(K_ENTER);
	kit.console.last_at -= 61000;
	kit_press(K_CTRL('u'));
	kit_has("the minute is over");
	kit.console.last_at += 61000;
	kit_press(K_CTRL('u'));
	kit_press(K_CTRL('u')); /* in the field: cuts it */
	kit_press(K_ENTER);
	kit_has("（误记，撤回）");
}
END_TEST

START_TEST(a_draft_is_offered_again)
{
	struct err e;

	kit_open(&view_log, NULL);
	kit_press('l');
	kit_type("半句");
	kit_press(K_ESC);
	kit_has_not("半句");
	kit_press('l');
	kit_has("半句");
	kit_press(K_CTRL('u'));
	kit_press(K_ESC);
	kit_press('l');
	kit_has_not("半句");
	ck_ok(scrap_keep(kit.book, "line", "", &e), &e);
}
END_TEST

/* What is in a file of HOME/private, all of them together. */
static size_t
private_files(struct str *out)
{
	char *folder = arena_text_f(&kit.arena, "%s/private", book_home(kit.book));
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t n = 0;

	while (dir && (entry = readdir(dir))) {
		char text[500];
		FILE *f;

		if (entry->d_name[0] == '.')
			continue;
		f = fopen(arena_text_f(&kit.arena, "%s/%s", folder, entry->d_name), "r");
		ck_assert_ptr_nonnull(f);
		str_add_n(out, text, fread(text, 1, sizeof(text), f));
		fclose(f);
		n++;
	}
	if (dir)
		closedir(dir);
	return n;
}

static bool
note_row(void *ctx, const char *key, const void *value, size_t n)
{
	(void)key;
	str_add_n(ctx, value, n);
	return true;
}

START_TEST(a_forms_draft_keeps_the_telephone_in_a_private_file)
{
	struct str rows = STR_INIT, files = STR_INIT;
	struct err e;

	kit_open(&view_log, NULL);
	kit_press(K_F(6));
	kit_press(K_DOWN); /* way, other party, telephone */
	kit_press(K_DOWN);
	kit_type("0300-0000371");
	kit_press(K_ESC);
	ck_ok(store_each_local(book_store(kit.book), "scrap/", note_row, &rows, &e), &e);
	ck_assert_ptr_null(strstr(rows.ptr, "0300"));
	ck_assert_uint_eq(private_files(&files), 1);
	ck_assert_ptr_nonnull(strstr(files.ptr, "0300-0000371"));
	kit_press(K_F(6));
	kit_has("0300-0000371");
	str_clear(&rows);
	str_clear(&files);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_log");
	TCase *t = tcase_create("view_log");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, kit_begin_night, kit_end);
	tcase_add_test(t, the_newest_line_is_last_and_selected);
	tcase_add_test(t, the_log_in_chinese);
	tcase_add_test(t, a_line_takes_one_key_text_and_enter);
	tcase_add_test(t, a_line_may_have_happened_before);
	tcase_add_test(t, a_persons_number_is_asked_about);
	tcase_add_test(t, a_corrected_line_stays_readable);
	tcase_add_test(t, a_thing_is_not_corrected_by_a_line);
	tcase_add_test(t, a_line_of_another_terminal_leaves_the_selection);
	tcase_add_test(t, all_books_are_searched);
	tcase_add_test(t, one_day_is_read);
	tcase_add_test(t, the_clerk_changes_by_a_digit);
	tcase_add_test(t, the_last_line_is_put_right_within_a_minute);
	tcase_add_test(t, a_draft_is_offered_again);
	tcase_add_test(t, a_forms_draft_keeps_the_telephone_in_a_private_file);
	suite_add_tcase(s, t);
	return run_suite(s);
}
