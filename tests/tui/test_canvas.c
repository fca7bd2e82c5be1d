/* The canvas: columns, wide characters, parts, boxes. */
#include "tui/canvas.h"

#include <locale.h>
#include <string.h>

#include "tests/helpers.h"

static void
shows(const struct canvas *c, const char *want)
{
	struct str text = STR_INIT;

	canvas_dump(c, &text);
	ck_assert_str_eq(text.ptr, want);
	str_clear(&text);
}

/* Every wide character has its other half, every half its character. */
static void
is_whole(const struct canvas *c)
{
	for (int row = 0; row < c->rows; row++)
		for (int col = 0; col < c->cols; col++) {
			const struct cell *cell = canvas_cell(c, row, col);
			const struct cell *next = canvas_cell(c, row, col + 1);
			bool half = next && next->width == 0;

			ck_assert_int_eq(cell->width == 2, half);
			ck_assert(cell->width == 0 || cell->len > 0);
		}
}

START_TEST(text_takes_exactly_its_columns)
{
	struct canvas c = canvas_new(4, 12);

	canvas_fill(&c, 0, 0, 4, 12, '.', STYLE_NORMAL);
	canvas_text(&c, 0, 1, 6, "abc", STYLE_NORMAL);
	canvas_text(&c, 1, 1, 6, "值班", STYLE_NORMAL);
	canvas_text(&c, 2, 1, 6, "值班室", STYLE_NORMAL);
	canvas_text(&c, 3, 1, 6, "值班室a", STYLE_NORMAL);
	shows(&c, ".abc   .....\n.值班  .....\n.值班室.....\n.值班… .....\n");
	is_whole(&c);
	canvas_free(&c);
}
END_TEST

START_TEST(a_wide_character_that_does_not_fit_is_not_cut)
{
	struct canvas c = canvas_new(2, 5);

	canvas_text(&c, 0, 0, 1, "中", STYLE_NORMAL);
	canvas_put(&c, 1, 0, "中文字", STYLE_NORMAL);
	shows(&c, "…\n中文\n");
	is_whole(&c);
	canvas_free(&c);
}
END_TEST

START_TEST(writing_over_half_of_a_wide_character_blanks_the_other)
{
	struct canvas c = canvas_new(3, 8);

	canvas_put(&c, 0, 0, "甲乙丙丁", STYLE_NORMAL);
	canvas_put(&c, 0, 1, "x", STYLE_NORMAL);
	canvas_put(&c, 1, 0, "甲乙丙丁", STYLE_NORMAL);
	canvas_put(&c, 1, 2, "x", STYLE_NORMAL);
	canvas_put(&c, 2, 0, "甲乙丙丁", STYLE_NORMAL);
	canvas_put(&c, 2, 1, "中", STYLE_NORMAL);
	shows(&c, " x乙丙丁\n甲x 丙丁\n 中 丙丁\n");
	is_whole(&c);
	canvas_free(&c);
}
END_TEST

START_TEST(a_part_clips_and_keeps_wide_characters_whole_across_its_edge)
{
	struct canvas c = canvas_new(3, 8), part;

	for (int row = 0; row < 3; row++)
		canvas_put(&c, row, 0, "甲乙丙丁", STYLE_NORMAL);
	part = canvas_part(&c, 1, 3, 1, 3);
	canvas_blank(&part);
	is_whole(&c);
	shows(&c, "甲乙丙丁\n甲    丁\n甲乙丙丁\n");
	canvas_put(&part, 0, 0, "ab中c", STYLE_NORMAL);
	canvas_put(&part, 1, 0, "outside", STYLE_NORMAL);
	canvas_put(&part, 0, -1, "中d", STYLE_NORMAL);
	is_whole(&c);
	shows(&c, "甲乙丙丁\n甲 ad 丁\n甲乙丙丁\n");
	canvas_free(&c);
}
END_TEST

START_TEST(marks_combine_and_controls_show_nothing)
{
	struct canvas c = canvas_new(2, 12);

	canvas_put(&c, 0, 0, "e\u0301\u202e\u200d|\033[31m|\x07", STYLE_NORMAL);
	canvas_text(&c, 1, 0, 9, "一\n二\t\xff", STYLE_NORMAL);
	shows(&c, "e\u0301|[31m|\n一 二 \ufffd\n");
	ck_assert_int_eq(canvas_cell(&c, 0, 0)->len, 3);
	canvas_free(&c);
}
END_TEST

START_TEST(many_marks_on_one_character_do_not_overflow_a_cell)
{
	struct canvas c = canvas_new(1, 4);
	struct str s = STR_INIT;

	str_add(&s, "a");
	for (int i = 0; i < 100; i++)
		str_add(&s, "\u0301");
	str_add(&s, "b");
	canvas_put(&c, 0, 0, s.ptr, STYLE_NORMAL);
	ck_assert_int_le(canvas_cell(&c, 0, 0)->len, CELL_BYTES);
	ck_assert_int_eq(canvas_cell(&c, 0, 1)->text[0], 'b');
	str_clear(&s);
	canvas_free(&c);
}
END_TEST

START_TEST(boxes_and_right_aligned_text)
{
	struct canvas c = canvas_new(4, 10);

	canvas_put(&c, 0, 1, "中中中中", STYLE_NORMAL);
	canvas_box(&c, 0, 0, 4, 10, STYLE_FRAME);
	canvas_put_right(&c, 1, 1, 9, "值班", STYLE_NORMAL);
	canvas_put_right(&c, 2, 1, 9, "时限条时限", STYLE_NORMAL);
	shows(&c, "┌────────┐\n│    值班│\n│时限条… │\n└────────┘\n");
	canvas_box(&c, 0, 0, 1, 1, STYLE_FRAME);
	is_whole(&c);
	canvas_free(&c);
}
END_TEST

START_TEST(the_caret_stays_inside)
{
	struct canvas c = canvas_new(10, 20), part = canvas_part(&c, 2, 5, 3, 4);

	ck_assert(!canvas_caret_of(&c).set);
	canvas_caret(&part, 1, 2, true);
	ck_assert_int_eq(canvas_caret_of(&c).row, 3);
	ck_assert_int_eq(canvas_caret_of(&c).col, 7);
	canvas_caret(&part, 99, 99, true);
	ck_assert_int_eq(canvas_caret_of(&c).row, 4);
	ck_assert_int_eq(canvas_caret_of(&c).col, 8);
	canvas_free(&c);
}
END_TEST

START_TEST(styles_go_with_both_halves)
{
	struct canvas c = canvas_new(1, 6);

	canvas_put(&c, 0, 0, "中文", STYLE_NORMAL);
	canvas_style(&c, 0, 0, 1, 1, STYLE_SELECTED);
	ck_assert_int_eq(canvas_cell(&c, 0, 0)->style, STYLE_SELECTED);
	ck_assert_int_eq(canvas_cell(&c, 0, 1)->style, STYLE_SELECTED);
	ck_assert_int_eq(canvas_cell(&c, 0, 2)->style, STYLE_NORMAL);
	canvas_free(&c);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("canvas");
	TCase *t = tcase_create("canvas");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_test(t, text_takes_exactly_its_columns);
	tcase_add_test(t, a_wide_character_that_does_not_fit_is_not_cut);
	tcase_add_test(t, writing_over_half_of_a_wide_character_blanks_the_other);
	tcase_add_test(t, a_part_clips_and_keeps_wide_characters_whole_across_its_edge);
	tcase_add_test(t, marks_combine_and_controls_show_nothing);
	tcase_add_test(t, many_marks_on_one_character_do_not_overflow_a_cell);
	tcase_add_test(t, boxes_and_right_aligned_text);
	tcase_add_test(t, the_caret_stays_inside);
	tcase_add_test(t, styles_go_with_both_halves);
	suite_add_tcase(s, t);
	return run_suite(s);
}
