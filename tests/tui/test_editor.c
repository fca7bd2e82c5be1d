/* The line editor: Chinese, clusters, wrapping, undo, paste. */
#include "tui/editor.h"

#include <locale.h>
#include <string.h>

#include "tests/helpers.h"

static struct editor ed;

static void
one_line(void)
{
	editor_init(&ed, false, 0);
}

static void
many_lines(void)
{
	editor_init(&ed, true, 0);
}

static void
done(void)
{
	editor_clear(&ed);
}

static bool
press(uint32_t key)
{
	return editor_key(&ed, &(struct key_event){.key = key});
}

static void
type(const char *text)
{
	struct keys k;
	struct key_event ev;

	keys_init(&k);
	keys_feed(&k, text, strlen(text), 0);
	while (keys_next(&k, 0, &ev))
		editor_key(&ed, &ev);
	keys_clear(&k);
}

static void
paste(const char *text)
{
	editor_key(&ed, &(struct key_event){K_PASTE, text, strlen(text)});
}

/* The text with | at the caret. */
static void
holds(const char *want)
{
	struct str s = STR_INIT;

	str_add(&s, editor_text(&ed));
	str_insert(&s, ed.caret, "|", 1);
	ck_assert_str_eq(s.ptr, want);
	str_clear(&s);
}

static void
draws(int rows, int cols, const char *want, int row, int col)
{
	struct canvas c = canvas_new(rows, cols);
	struct str s = STR_INIT;

	editor_draw(&ed, &c, STYLE_FOCUS, true);
	canvas_dump(&c, &s);
	ck_assert_str_eq(s.ptr, want);
	ck_assert_int_eq(canvas_caret_of(&c).row, row);
	ck_assert_int_eq(canvas_caret_of(&c).col, col);
	str_clear(&s);
	canvas_free(&c);
}

START_TEST(chinese_is_typed_inserted_and_deleted_by_characters)
{
	type("你好世界");
	press(K_LEFT);
	press(K_LEFT);
	holds("你好|世界");
	type("，");
	holds("你好，|世界");
	press(K_BACKSPACE);
	press(K_DELETE);
	holds("你好|界");
	draws(1, 10, "你好界\n", 0, 4);
}
END_TEST

START_TEST(the_caret_never_stands_inside_a_cluster)
{
	type("ae\u0301b");
	press(K_LEFT);
	press(K_LEFT);
	holds("a|e\u0301b"); /* typed apart, one step all the same */
	type("e");
	press(K_HOME);
	press(K_RIGHT);
	type("\u0301"); /* joins the a before the caret */
	ck_assert_uint_eq(ed.caret, strlen("a\u0301"));
}
END_TEST

START_TEST(words_are_runs_of_chinese_letters_or_marks)
{
	type("东街37号 fire起火，速来");
	press(K_LEFT | K_CTRL_BIT);
	holds("东街37号 fire起火，|速来");
	press(K_LEFT | K_CTRL_BIT);
	press(K_LEFT | K_CTRL_BIT);
	holds("东街37号 fire|起火，速来");
	press(K_LEFT | K_CTRL_BIT);
	holds("东街37号 |fire起火，速来");
	press(K_LEFT | K_CTRL_BIT);
	holds("东街37|号 fire起火，速来");
	press(K_RIGHT | K_CTRL_BIT);
	holds("东街37号 |fire起火，速来");
}
END_TEST

START_TEST(cut_text_can_be_put_back)
{
	type("接警登记 完成");
	press(K_CTRL('w'));
	holds("接警登记 |");
	press(K_HOME);
	press(K_CTRL('y'));
	holds("完成|接警登记 ");
	press(K_CTRL('k'));
	holds("完成|");
	press(K_CTRL('u'));
	holds("|");
	press(K_CTRL('y'));
	holds("完成|");
}
END_TEST

START_TEST(undo_takes_words_and_redo_brings_them_back)
{
	type("ab cd");
	press(K_CTRL('z'));
	holds("ab|");
	press(K_CTRL('z'));
	holds("|");
	press(K_CTRL('z'));
	holds("|");
	press(K_CTRL('r'));
	press(K_CTRL('r'));
	holds("ab cd|");
	press(K_BACKSPACE);
	press(K_BACKSPACE);
	holds("ab |");
	press(K_CTRL('z'));
	holds("ab cd|");
	type("e");
	press(K_CTRL('r')); /* nothing left to redo */
	holds("ab cde|");
}
END_TEST

START_TEST(undo_is_bounded)
{
	for (int i = 0; i < EDITOR_UNDO_MAX + 100; i++) {
		type("x");
		press(K_LEFT);
	}
	ck_assert_uint_eq(ed.edits.n, EDITOR_UNDO_MAX);
	for (int i = 0; i < EDITOR_UNDO_MAX + 100; i++)
		press(K_CTRL('z'));
	ck_assert_uint_eq(ed.text.len, 100);
}
END_TEST

START_TEST(a_paste_into_one_line_has_no_newlines_or_controls)
{
	type("头尾");
	press(K_LEFT);
	paste(" 一\n二\t三\033[31m\xff\x07\u202e四 ");
	holds("头 一 二 三[31m四 |尾");
	press(K_CTRL('z'));
	holds("头|尾");
}
END_TEST

START_TEST(a_paste_of_many_lines_keeps_them)
{
	paste("一\r\n二\n\n三");
	holds("一\n二\n\n三|");
}
END_TEST

START_TEST(the_limit_counts_characters)
{
	editor_clear(&ed);
	editor_init(&ed, false, 4);
	type("甲乙丙");
	ck_assert(!editor_insert(&ed, "丁戊己", strlen("丁戊己")));
	holds("甲乙丙丁|");
	type("x");
	holds("甲乙丙丁|");
	ck_assert(editor_insert(&ed, "", 0) == false);
}
END_TEST

START_TEST(full_width_digits_stay_as_typed)
{
	type("０２：４５");
	holds("０２：４５|");
}
END_TEST

START_TEST(one_long_line_scrolls_with_the_caret)
{
	type("一二三四五六七八");
	draws(1, 8, "六七八\n", 0, 6);
	press(K_HOME);
	draws(1, 8, "一二三…\n", 0, 0);
	press(K_END);
	press(K_LEFT);
	draws(1, 8, "五六七八\n", 0, 6);
	type("9");
	draws(1, 8, "五六七9…\n", 0, 7);
}
END_TEST

START_TEST(lines_wrap_by_columns_and_punctuation_never_begins_one)
{
	type("东街门市着火，二层有明火");
	draws(3, 13, "东街门市着\n火，二层有明\n火\n", 2, 2);
	press(K_UP);
	draws(3, 13, "东街门市着\n火，二层有明\n火\n", 1, 2);
	press(K_END);
	draws(3, 13, "东街门市着\n火，二层有明\n火\n", 1, 10);
	press(K_UP);
	draws(3, 13, "东街门市着\n火，二层有明\n火\n", 0, 8);
	ck_assert(!press(K_UP));
	press(K_HOME);
	holds("|东街门市着火，二层有明火");
}
END_TEST

START_TEST(a_full_row_takes_more_in_its_middle)
{
	/* What the form library refused: typing into a row that is full. */
	type("一二三四五六七八九十");
	draws(4, 11, "一二三四五\n六七八九十\n\n\n", 1, 10);
	press(K_HOME);
	press(K_UP);
	type("a零");
	draws(4, 11, "a零一二三\n四五六七八\n九十\n\n", 0, 3);
}
END_TEST

START_TEST(up_and_down_keep_the_column)
{
	type("一二三四");
	press(K_ENTER);
	type("a");
	press(K_ENTER);
	type("五六七八");
	draws(3, 20, "一二三四\na\n五六七八\n", 2, 8);
	press(K_UP);
	draws(3, 20, "一二三四\na\n五六七八\n", 1, 1);
	press(K_UP);
	draws(3, 20, "一二三四\na\n五六七八\n", 0, 8);
	press(K_DOWN);
	press(K_DOWN);
	ck_assert(!press(K_DOWN));
	draws(3, 20, "一二三四\na\n五六七八\n", 2, 8);
}
END_TEST

START_TEST(many_lines_scroll_with_the_caret)
{
	type("1\r2\r3\r4\r5");
	draws(3, 10, "3\n4\n5\n", 2, 1);
	press(K_HOME | K_CTRL_BIT);
	draws(3, 10, "1\n2\n3\n", 0, 0);
	press(K_PAGE_DOWN);
	press(K_PAGE_DOWN);
	draws(3, 10, "3\n4\n5\n", 2, 0);
}
END_TEST

START_TEST(blanks_hang_over_the_margin)
{
	type("abcdef     ");
	draws(2, 8, "abcdef\n\n", 0, 7);
	type("x");
	draws(2, 8, "abcdef\nx\n", 1, 1);
}
END_TEST

START_TEST(a_pin_is_never_shown_or_kept)
{
	ed.secret = true;
	type("1234");
	draws(1, 10, "****\n", 0, 4);
	press(K_CTRL('u'));
	press(K_CTRL('y'));
	holds("|");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("editor");
	TCase *one = tcase_create("one line"), *many = tcase_create("many lines");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(one, one_line, done);
	tcase_add_checked_fixture(many, many_lines, done);
	tcase_add_test(one, chinese_is_typed_inserted_and_deleted_by_characters);
	tcase_add_test(one, the_caret_never_stands_inside_a_cluster);
	tcase_add_test(one, words_are_runs_of_chinese_letters_or_marks);
	tcase_add_test(one, cut_text_can_be_put_back);
	tcase_add_test(one, undo_takes_words_and_redo_brings_them_back);
	tcase_add_test(one, undo_is_bounded);
	tcase_add_test(one, a_paste_into_one_line_has_no_newlines_or_controls);
	tcase_add_test(one, the_limit_counts_characters);
	tcase_add_test(one, full_width_digits_stay_as_typed);
	tcase_add_test(one, one_long_line_scrolls_with_the_caret);
	tcase_add_test(one, a_pin_is_never_shown_or_kept);
	tcase_add_test(many, a_paste_of_many_lines_keeps_them);
	tcase_add_test(many, lines_wrap_by_columns_and_punctuation_never_begins_one);
	tcase_add_test(many, a_full_row_takes_more_in_its_middle);
	tcase_add_test(many, up_and_down_keep_the_column);
	tcase_add_test(many, many_lines_scroll_with_the_caret);
	tcase_add_test(many, blanks_hang_over_the_margin);
	suite_add_tcase(s, one);
	suite_add_tcase(s, many);
	return run_suite(s);
}
