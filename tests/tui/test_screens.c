/*
 * The station's screens in real terminals: typed Chinese, the caret, two terminals at once, a storm
 * of sizes, a killed program, a closed window.
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/line.h"
#include "core/text.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tests/tui/kit/terminal.h"
#include "tui/view_board.h"

#define F2 "\033OQ"
#define F3 "\033OR"

/* A terminal with the board in it. */
static struct screen *
terminal(int rows, int cols)
{
	return kit_terminal(rows, cols,
			    &(struct kit_terminal){.first = &view_board, .title = "Duty board"});
}

/* The newest line of the log, as it stands in the book. */
static const char *
newest(void)
{
	struct book_filter f = {.limit = 1};
	struct records recs = {0};
	struct str text = STR_INIT;
	const char *copy = "";
	struct err e;

	ck_ok(book_entries(kit.book, &kit.arena, &f, &recs, &e), &e);
	if (recs.n > 0) {
		record_line_text(recs.v[0], &text);
		copy = arena_text(&kit.arena, text.ptr);
	}
	str_clear(&text);
	vec_clear(&recs);
	return copy;
}

static void
add_line(const char *text)
{
	KIT_WRITE("log", "text", text);
}

START_TEST(typed_chinese_is_right_on_screen_and_in_the_record)
{
	struct screen *s = terminal(24, 80);
	struct str want = STR_INIT;

	screen_send(s, F3);
	screen_expect(s, "Log line");
	screen_send(s, "你好世界");
	screen_expect(s, "你好世界");
	screen_send(s, "\033[D\033[D新");
	screen_expect(s, "你好新世界");
	screen_send(s, "\033[3~");
	screen_expect(s, "你好新界");
	screen_send(s, "\033[F");
	for (int i = 0; i < 200; i++)
		str_add(&want, i % 2 ? "雪" : "路");
	screen_paste(s, want.ptr);
	screen_expect(s, "路雪路雪");
	screen_send(s, "\r");
	screen_expect(s, "Recorded: sm1-31");
	str_insert(&want, 0, "你好新界", strlen("你好新界"));
	ck_assert_str_eq(newest(), want.ptr);
	str_clear(&want);
	screen_send(s, "\030"
		       "1");
	ck_assert_int_eq(screen_exit(s), 0);
	screen_free(s);
}
END_TEST

START_TEST(the_caret_stays_while_others_write)
{
	static const char *const words[] = {"东", "街", "火", "势", "已", "控", "制", "人", "员"};
	struct screen *s = terminal(60, 120);
	struct str typed = STR_INIT;
	enum { row = 27, col = 24 };

	screen_send(s, F3);
	screen_expect(s, "Log line");
	screen_expect_cursor(s, row, col); /* a painting may come in pieces */
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		char line[40];

		screen_send(s, words[i]);
		str_add(&typed, words[i]);
		screen_expect(s, typed.ptr);
		snprintf(line, sizeof(line), "另一台写的第%zu条", i + 1);
		add_line(line);
		screen_expect(s, line);
		screen_expect_cursor(s, row, col + text_width(typed.ptr));
		ck_assert(screen_cursor_shown(s));
	}
	screen_send(s, "\r");
	screen_expect(s, "Recorded");
	ck_assert_str_eq(newest(), typed.ptr);
	str_clear(&typed);
	screen_free(s);
}
END_TEST

/* The real clock: the stopwatch of the intake ticks each second while a call is typed and others
 * write. */
START_TEST(the_caret_stays_while_the_clock_ticks)
{
	int64_t fixed_ms = kit.console.fixed_ms;
	int ticks = getenv("ZHIBAN_TEST_FULL") ? 30 : 4;
	enum { row = 2, col = 9 };
	struct screen *s;
	struct str typed = STR_INIT;

	kit.console.fixed_ms = 0;
	s = terminal(24, 80);
	kit.console.fixed_ms = fixed_ms;
	book_set_now(kit.book, fixed_ms);
	screen_send(s, F2);
	screen_expect(s, "Intake");
	screen_expect_cursor(s, row, col);
	for (int i = 1; i <= ticks; i++) {
		char seconds[40];

		screen_send(s, "村");
		str_add(&typed, "村");
		screen_expect(s, typed.ptr);
		add_line("另一台写的");
		snprintf(seconds, sizeof(seconds), "   00:%02d   not in the book", i);
		screen_expect(s, seconds);
		screen_expect_cursor(s, row, col + text_width(typed.ptr));
		ck_assert(screen_cursor_shown(s));
	}
	str_clear(&typed);
	screen_free(s);
}
END_TEST

START_TEST(two_terminals_see_each_other)
{
	struct screen *a = terminal(40, 120), *b = terminal(24, 80);

	screen_send(b, "1");
	screen_expect(b, "Phone rec");
	screen_send(a, F3);
	screen_expect(a, "Log line");
	screen_send(a, "甲终端记的一行\r");
	screen_expect(a, "Recorded: sm1-31");
	screen_expect(b, "甲终端记的一行");
	screen_send(b, F3 "乙终端记的一行\r");
	screen_expect(b, "Recorded: sm1-32");
	screen_expect(a, "乙终端记的一行");
	screen_free(a);
	screen_free(b);
}
END_TEST

START_TEST(a_storm_of_sizes_loses_nothing)
{
	struct screen *s = terminal(24, 80);
	size_t bytes;

	screen_send(s, F3);
	screen_expect(s, "Log line");
	screen_send(s, "风雪");
	screen_expect(s, "风雪");
	for (int i = 0; i < 80; i++)
		screen_resize(s, 3 + i * 7 % 50, 10 + i * 13 % 150);
	screen_resize(s, 12, 40);
	screen_expect(s, "40 × 12"); /* the last of them, not one on the way */
	bytes = screen_bytes(s);
	screen_send(s, "x\014"); /* what would act unseen does nothing; then all is drawn again */
	while (screen_bytes(s) == bytes)
		screen_read(s, 50);
	screen_resize(s, 24, 80);
	screen_expect(s, "风雪");
	screen_expect_not(s, "too small");
	screen_expect_golden(s, "screens-after-storm");
	screen_send(s, "停\r");
	screen_expect(s, "Recorded: sm1-31");
	ck_assert_str_eq(newest(), "风雪停");
	screen_free(s);
}
END_TEST

static bool
note_scrap(void *ctx, const char *key, const void *value, size_t n)
{
	(void)key;
	*(const char **)ctx = arena_text_n(&kit.arena, value, n);
	return false;
}

static const char *
kept(void)
{
	const char *text = "";
	struct err e;

	ck_ok(store_each_local(book_store(kit.book), "scrap/line/", note_scrap, &text, &e), &e);
	return text;
}

START_TEST(a_killed_program_leaves_its_draft)
{
	struct screen *s = terminal(24, 80);

	screen_send(s, F3);
	screen_expect(s, "Log line");
	screen_send(s, "写到一半");
	screen_expect(s, "写到一半");
	for (int i = 0; i < 200 && strcmp(kept(), "写到一半") != 0; i++)
		screen_read(s, 50);
	ck_assert_str_eq(kept(), "写到一半");
	screen_signal(s, SIGKILL);
	ck_assert_int_eq(screen_exit(s), -SIGKILL);
	screen_free(s);
	s = terminal(24, 80);
	screen_send(s, F3);
	screen_expect(s, "写到一半");
	screen_expect(s, "typed before");
	screen_send(s, "，接着写\r");
	screen_expect(s, "Recorded: sm1-31");
	ck_assert_str_eq(newest(), "写到一半，接着写");
	ck_assert_str_eq(kept(), "");
	screen_free(s);
}
END_TEST

START_TEST(a_closed_terminal_keeps_what_was_typed)
{
	struct screen *s = terminal(24, 80);

	screen_send(s, F3);
	screen_expect(s, "Log line");
	screen_send(s, "窗口关了");
	screen_expect(s, "窗口关了");
	screen_hang_up(s);
	ck_assert_int_eq(screen_exit(s), 0);
	screen_free(s);
	ck_assert_str_eq(kept(), "窗口关了");
}
END_TEST

START_TEST(the_board_in_a_terminal_is_the_board_on_the_canvas)
{
	struct screen *s = terminal(24, 80);

	screen_expect_golden(s, "board-80x24");
	screen_resize(s, 40, 120);
	screen_expect_golden(s, "board-120x40");
	screen_free(s);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("screens");
	TCase *t = tcase_create("screens");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_set_timeout(t, 90);
	tcase_add_checked_fixture(t, kit_begin_night, kit_end);
	tcase_add_test(t, typed_chinese_is_right_on_screen_and_in_the_record);
	tcase_add_test(t, the_caret_stays_while_others_write);
	tcase_add_test(t, the_caret_stays_while_the_clock_ticks);
	tcase_add_test(t, two_terminals_see_each_other);
	tcase_add_test(t, a_storm_of_sizes_loses_nothing);
	tcase_add_test(t, a_killed_program_leaves_its_draft);
	tcase_add_test(t, a_closed_terminal_keeps_what_was_typed);
	tcase_add_test(t, the_board_in_a_terminal_is_the_board_on_the_canvas);
	suite_add_tcase(s, t);
	return run_suite(s);
}
