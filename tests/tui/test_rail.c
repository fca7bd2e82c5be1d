/* The deadline rail: what is owed next, in word and sign, on every screen, in seconds at the end.
 */
#include "tui/rail.h"

#include <locale.h>
#include <string.h>

#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/view_board.h"
#include "tui/view_people.h"

static struct rail
rail_now(void)
{
	struct rail r = {.style = STYLE_NORMAL};

	rail_owed(&kit.console, kit.console.fixed_ms, 120, &r);
	return r;
}

START_TEST(an_empty_station_owes_nothing)
{
	ck_assert_str_eq(rail_now().text, " Limits  nothing is owed");
	ck_assert_int_eq(rail_now().again_ms, 0);
}
END_TEST

START_TEST(the_last_ten_minutes_count_in_seconds)
{
	kit_night(); /* 02:47:09, the first report is due 02:57 */
	ck_assert_int_eq(rail_now().again_ms, 0);
	ck_assert_int_eq(rail_now().style, STYLE_WARNING);
	kit_clock(60);
	ck_assert_ptr_nonnull(strstr(rail_now().text, "9 min left  (一般) (9:51)"));
	ck_assert_int_eq(rail_now().again_ms, 1000);
	kit_clock(10 * 60 + 50); /* 02:57:59: still in time */
	ck_assert_ptr_nonnull(strstr(rail_now().text, "▲ First report by phone 02:57 0 min left"));
	kit_clock(10 * 60 + 51);
	ck_assert_ptr_nonnull(strstr(rail_now().text, "■ First report by phone 02:57 1 min over"));
	ck_assert_int_eq(rail_now().style, STYLE_OVERDUE);
	ck_assert_int_eq(rail_now().again_ms, 0);
}
END_TEST

START_TEST(what_is_reported_leaves_the_rail)
{
	kit_night();
	ck_assert_ptr_nonnull(strstr(rail_now().text, "First report by phone"));
	KIT_WRITE_OF("phone", "sm1-29", "step", "first", "to", "县应急局", "answered", "值班员");
	ck_assert_ptr_null(strstr(rail_now().text, "First report by phone"));
	ck_assert_ptr_nonnull(strstr(rail_now().text, "First report in writing"));
}
END_TEST

START_TEST(it_stands_on_every_screen_and_under_dialogs)
{
	kit_night();
	kit_open(&view_board, NULL);
	kit_has("Limits ▲");
	kit_open(&view_people, NULL);
	kit_has("Limits ▲");
	kit_press('0');
	kit_has("Limits ▲");
	kit_size(10, 40);
	kit_has("Limits ▲");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rail");
	TCase *t = tcase_create("rail");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, kit_begin, kit_end);
	tcase_add_test(t, an_empty_station_owes_nothing);
	tcase_add_test(t, the_last_ten_minutes_count_in_seconds);
	tcase_add_test(t, what_is_reported_leaves_the_rail);
	tcase_add_test(t, it_stands_on_every_screen_and_under_dialogs);
	suite_add_tcase(s, t);
	return run_suite(s);
}
