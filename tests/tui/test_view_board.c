/* The start screen: golden in both languages, at each size; it follows what others write. */
#include "tui/view_board.h"

#include <locale.h>

#include "tests/helpers.h"
#include "tests/tui/kit/station.h"

START_TEST(a_night_at_a_glance)
{
	kit_open(&view_board, NULL);
	kit_golden("board-80x24");
	kit_size(40, 120);
	kit_golden("board-120x40");
	kit_size(12, 40);
	kit_golden("board-40x12");
}
END_TEST

START_TEST(a_night_at_a_glance_in_chinese)
{
	kit_chinese();
	kit_open(&view_board, NULL);
	kit_golden("board-80x24-zh");
	kit_size(40, 120);
	kit_golden("board-120x40-zh");
	kit_size(12, 40);
	kit_golden("board-40x12-zh");
}
END_TEST

START_TEST(what_another_terminal_writes_shows)
{
	kit_open(&view_board, NULL);
	kit_foreign_line("另一台终端写的一行");
	kit_has_not("另一台终端");
	kit_changed();
	kit_has("另一台终端写的一行");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_board");
	TCase *t = tcase_create("view_board");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, kit_begin_night, kit_end);
	tcase_add_test(t, a_night_at_a_glance);
	tcase_add_test(t, a_night_at_a_glance_in_chinese);
	tcase_add_test(t, what_another_terminal_writes_shows);
	suite_add_tcase(s, t);
	return run_suite(s);
}
