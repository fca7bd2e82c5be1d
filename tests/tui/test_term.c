/* The terminal: a real pty, the real loop, the screen as a person sees it. */
#include "tui/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/vec.h"
#include "tests/helpers.h"
#include "tests/tui/kit/demo.h"
#include "tests/tui/kit/screen.h"

static struct demo demo;
static struct screen *s;

static void
begin(void)
{
	demo_init(&demo);
	s = NULL;
}

static void
end(void)
{
	screen_free(s);
}

static void
start(int rows, int cols, int (*child)(void *))
{
	s = screen_run(rows, cols, child, &demo);
	screen_expect(s, "石门镇应急消防站");
}

START_TEST(the_screen_shows_what_the_canvas_holds)
{
	start(24, 80, demo_main);
	screen_expect_golden(s, "app-list-80x24");
	ck_assert(screen_coloured(s, 0, 1));
	ck_assert(!screen_cursor_shown(s));
	screen_expect_cursor(s, 2, 0);
}
END_TEST

START_TEST(a_person_types_chinese_goes_back_inserts_deletes_and_pastes)
{
	struct str text = STR_INIT;

	start(24, 80, demo_editor_main);
	screen_send(s, "你好世界");
	screen_expect(s, "你好世界");
	screen_send(s, "\033[D\033[D");
	screen_expect_cursor(s, 2, 2 + 4);
	screen_send(s, "，");
	screen_expect(s, "你好，世界");
	screen_send(s, "\033[3~");
	screen_expect(s, "你好，界");
	screen_send(s, "\x7f");
	screen_expect(s, "你好界");
	screen_expect_cursor(s, 2, 6);
	for (int i = 0; i < 100; i++)
		str_add(&text, "粘贴");
	screen_paste(s, text.ptr);
	/* 203 characters at 19 a row: ten full rows, 13 characters in the eleventh. */
	screen_expect_cursor(s, 12, 2 + 24);
	screen_expect_golden(s, "term-paste");
	screen_send(s, "\x1a"); /* one undo takes the paste */
	screen_expect(s, "  你好界\n");
	screen_expect_cursor(s, 2, 6);
	str_clear(&text);
}
END_TEST

START_TEST(a_split_character_and_a_broken_byte_do_no_harm)
{
	start(24, 80, demo_editor_main);
	screen_send(s, "a\xe4");
	screen_expect(s, "  a\n");
	screen_send(s, "\xb8");
	screen_send(s, "\xad\xff");
	screen_expect(s, "not UTF-8");
	screen_send(s, "文");
	screen_expect(s, "a中文");
	screen_expect_not(s, "not UTF-8");
}
END_TEST

START_TEST(esc_and_a_digit_is_an_f_key_and_esc_alone_goes_back)
{
	start(24, 80, demo_main);
	screen_send(s, "\033");
	screen_send(s, "5");
	screen_expect(s, "续报  ");
	screen_send(s, "\033\033");
	screen_expect(s, "突发事件");
	screen_send(s, "\033[15~");
	screen_expect(s, "续报  ");
	screen_send(s, "\033"); /* after its second */
	screen_expect(s, "突发事件");
}
END_TEST

/* Wide characters at every edge while the list moves and dialogs cover it. */
START_TEST(changed_cells_are_enough_to_keep_the_screen_right)
{
	static const char *const keys[] = {"\033[B",  "\033[6~", "s",  "\033OS",   "\033\033",
					   "\033[5~", "/",       "镇", "\033[B",   "\r",
					   " ",       "G",       "?",  "\033\033", "g"};
	char *before;

	start(24, 81, demo_main);
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		screen_send(s, keys[i]);
	screen_expect(s, "> sm1-40");
	while (screen_read(s, 100))
		continue;
	before = strdup(screen_text(s));
	screen_send(s, "\x0c"); /* everything again: nothing may differ */
	while (screen_read(s, 100))
		continue;
	ck_assert_str_eq(screen_text(s), before);
	free(before);
}
END_TEST

static void
touch(const char *path)
{
	FILE *f = fopen(path, "a");

	ck_assert_ptr_nonnull(f);
	fputc('x', f);
	fclose(f);
}

/* After every flush the cursor is at the caret: the clock ticks, another terminal writes. */
START_TEST(the_cursor_stays_at_the_caret)
{
	char path[300];
	int row, col, seen = 0;
	time_t stop = time(NULL) + 3;
	size_t bytes = 0;

	snprintf(path, sizeof(path), "%s/data", fresh_dir());
	touch(path);
	demo.seconds = true;
	demo.now_ms = 0;
	demo.host.watch = path;
	start(24, 80, demo_editor_main);
	screen_send(s, "输入");
	screen_expect(s, "输入");
	screen_expect_cursor(s, 2, 6);
	while (time(NULL) < stop) {
		touch(path);
		while (screen_read(s, 50)) /* a flush may arrive in pieces */
			continue;
		screen_cursor(s, &row, &col);
		ck_assert_int_eq(row, 2);
		ck_assert_int_eq(col, 6);
		seen += screen_bytes(s) > bytes;
		bytes = screen_bytes(s);
	}
	ck_assert_int_ge(seen, 2); /* it did tick */
	*strrchr(path, '/') = '\0';
	clean_dir(path);
}
END_TEST

START_TEST(a_storm_of_sizes_ends_with_the_right_screen)
{
	start(24, 80, demo_main);
	for (int i = 0; i < 200; i++) {
		screen_resize(s, 2 + i * 7 % 60, 4 + i * 13 % 150);
		screen_send(s, i % 2 ? "\033[B" : "\033[A");
	}
	screen_resize(s, 12, 40);
	screen_expect_golden(s, "app-list-40x12");
	screen_resize(s, 24, 80);
	screen_send(s, "g");
	screen_expect_golden(s, "app-list-80x24");
}
END_TEST

START_TEST(keys_on_a_page_that_is_too_small_do_nothing)
{
	start(24, 80, demo_main);
	screen_resize(s, 10, 30);
	screen_expect(s, "too small");
	screen_send(s, "jjq\033OR");
	screen_resize(s, 11, 31); /* shown after the keys before it are done */
	screen_expect(s, "31 × 11");
	screen_resize(s, 24, 80);
	screen_expect_golden(s, "app-list-80x24");
}
END_TEST

START_TEST(quitting_gives_the_terminal_back)
{
	start(24, 80, demo_main);
	ck_assert(!screen_is_cooked(s));
	screen_send(s, "\x18");
	screen_expect(s, "1 quit");
	screen_send(s, "1");
	ck_assert_int_eq(screen_exit(s), 0);
	ck_assert(screen_is_cooked(s));
	ck_assert(screen_cursor_shown(s));
	ck_assert(!screen_has(s, "石门镇"));
}
END_TEST

static int
dies(void *ctx)
{
	(void)ctx;
	demo.rows = 3;
	return demo_main(&demo);
}

START_TEST(a_program_that_dies_gives_the_terminal_back)
{
	start(24, 80, dies);
	screen_signal(s, SIGABRT);
	ck_assert_int_eq(screen_exit(s), -SIGABRT);
	ck_assert(screen_is_cooked(s));
	ck_assert(screen_cursor_shown(s));
	ck_assert(!screen_has(s, "石门镇"));
}
END_TEST

static const char *draft;

static void
expect_draft(void)
{
	char *text = slurp(draft, NULL);

	ck_assert_ptr_nonnull(text);
	ck_assert_str_eq(text, "写了一半的续报");
	free(text);
	screen_free(s);
	start(24, 80, demo_editor_main);
	screen_expect(s, "写了一半的续报");
	screen_expect(s, "找到未完成的草稿");
}

static void
write_half(void)
{
	static char path[300];

	snprintf(path, sizeof(path), "%s/draft", fresh_dir());
	demo.draft = draft = path;
	start(24, 80, demo_editor_main);
	screen_send(s, "写了一半的续报");
	screen_expect(s, "写了一半的续报");
}

START_TEST(a_kill_loses_nothing_that_was_seen)
{
	write_half();
	screen_send(s, "\033"); /* whatever it is doing */
	screen_signal(s, SIGKILL);
	ck_assert_int_eq(screen_exit(s), -SIGKILL);
	expect_draft();
}
END_TEST

START_TEST(a_closed_terminal_ends_it_with_the_draft_kept)
{
	write_half();
	screen_hang_up(s);
	ck_assert_int_eq(screen_exit(s), 0);
	expect_draft();
}
END_TEST

START_TEST(being_told_to_end_keeps_the_draft)
{
	write_half();
	screen_signal(s, SIGTERM);
	ck_assert_int_eq(screen_exit(s), 0);
	ck_assert(screen_is_cooked(s));
	expect_draft();
}
END_TEST

START_TEST(stopped_from_outside_it_comes_back_whole)
{
	start(24, 80, demo_main);
	screen_signal(s, SIGSTOP);
	screen_signal(s, SIGCONT);
	screen_send(s, "\033[B");
	screen_expect(s, "> sm1-2");
	ck_assert(!screen_is_cooked(s));
}
END_TEST

/* No shell is there to continue it: it must not hang. */
START_TEST(without_a_shell_suspending_changes_nothing)
{
	start(24, 80, demo_main);
	screen_send(s, "\x1a");
	screen_send(s, "\033[B");
	screen_expect(s, "> sm1-2");
	ck_assert(!screen_is_cooked(s));
	screen_send(s, "g");
	screen_expect_golden(s, "app-list-80x24");
}
END_TEST

static int
no_colour(void *ctx)
{
	setenv("NO_COLOR", "1", 1);
	return demo_main(ctx);
}

START_TEST(no_color_is_respected)
{
	s = screen_run(24, 80, no_colour, &demo);
	screen_expect(s, "> sm1-1");
	screen_expect_golden(s, "app-list-80x24");
	for (int row = 0; row < 24; row++)
		for (int col = 0; col < 80; col++)
			ck_assert(!screen_coloured(s, row, col));
	ck_assert(screen_reversed(s, 2, 10));
}
END_TEST

static int
strange_terminal(void *ctx)
{
	setenv("TERM", "no-such-terminal", 1);
	return demo_main(ctx);
}

static int
no_terminal(void *ctx)
{
	ck_assert_ptr_nonnull(freopen("/dev/null", "r", stdin));
	return demo_main(ctx);
}

START_TEST(what_is_wrong_with_the_terminal_is_said)
{
	s = screen_run(24, 80, strange_terminal, &demo);
	screen_expect(s, "no-such-terminal");
	ck_assert_int_eq(screen_exit(s), 1);
	screen_free(s);
	s = screen_run(24, 80, no_terminal, &demo);
	screen_expect(s, "need a terminal");
	ck_assert_int_eq(screen_exit(s), 1);
}
END_TEST

static int
latin(void *ctx)
{
	setenv("LC_ALL", "C", 1);
	return demo_main(ctx);
}

START_TEST(chinese_shows_in_the_c_locale)
{
	s = screen_run(24, 80, latin, &demo);
	screen_expect_golden(s, "app-list-80x24");
}
END_TEST

START_TEST(nothing_is_written_while_nothing_happens)
{
	size_t bytes;

	start(24, 80, demo_main);
	screen_send(s, "\033[B");
	screen_expect(s, "> sm1-2");
	while (screen_read(s, 300))
		continue;
	bytes = screen_bytes(s);
	ck_assert(!screen_read(s, 1500));
	screen_send(s, "\033[B");
	screen_expect(s, "> sm1-3");
	ck_assert_uint_lt(screen_bytes(s) - bytes, 600);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("term");
	TCase *t = tcase_create("term");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, the_screen_shows_what_the_canvas_holds);
	tcase_add_test(t, a_person_types_chinese_goes_back_inserts_deletes_and_pastes);
	tcase_add_test(t, a_split_character_and_a_broken_byte_do_no_harm);
	tcase_add_test(t, esc_and_a_digit_is_an_f_key_and_esc_alone_goes_back);
	tcase_add_test(t, changed_cells_are_enough_to_keep_the_screen_right);
	tcase_add_test(t, the_cursor_stays_at_the_caret);
	tcase_add_test(t, a_storm_of_sizes_ends_with_the_right_screen);
	tcase_add_test(t, keys_on_a_page_that_is_too_small_do_nothing);
	tcase_add_test(t, quitting_gives_the_terminal_back);
	tcase_add_test(t, a_program_that_dies_gives_the_terminal_back);
	tcase_add_test(t, a_kill_loses_nothing_that_was_seen);
	tcase_add_test(t, a_closed_terminal_ends_it_with_the_draft_kept);
	tcase_add_test(t, being_told_to_end_keeps_the_draft);
	tcase_add_test(t, stopped_from_outside_it_comes_back_whole);
	tcase_add_test(t, without_a_shell_suspending_changes_nothing);
	tcase_add_test(t, no_color_is_respected);
	tcase_add_test(t, what_is_wrong_with_the_terminal_is_said);
	tcase_add_test(t, chinese_shows_in_the_c_locale);
	tcase_add_test(t, nothing_is_written_while_nothing_happens);
	suite_add_tcase(suite, t);
	return run_suite(suite);
}
