/* Screens about duty and what goes with it: matters, roster, synchronisation, settings. */
#include <locale.h>

#include "core/matter.h"
#include "storage/alarm.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/list.h"
#include "tui/view_board.h"
#include "tui/view_matters.h"
#include "tui/view_roster.h"
#include "tui/view_settings.h"
#include "tui/view_sync.h"

START_TEST(screens_in_chinese)
{
	kit_chinese();
	kit_each_size(&view_matters, "matters", "-zh");
	kit_press(K_TAB);
	kit_golden("matters-units-zh");
	kit_each_size(&view_roster, "roster", "-zh");
	kit_press(K_TAB);
	kit_golden("roster-people-zh");
	kit_each_size(&view_sync, "sync", "-zh");
	kit_each_size(&view_settings, "settings", "-zh");
}
END_TEST

START_TEST(screens_in_english)
{
	kit_each_size(&view_matters, "matters", "");
	kit_each_size(&view_roster, "roster", "");
	kit_each_size(&view_sync, "sync", "");
	kit_each_size(&view_settings, "settings", "");
}
END_TEST

START_TEST(a_matter_closes_when_all_have_answered)
{
	kit_open(&view_matters, NULL);
	kit_press(K_DOWN);
	kit_has("1/3 上河沟村、红旗村");
	kit_press(K_F(5));
	kit_press('1');
	kit_type("卫九");
	kit_press(K_ENTER);
	kit_has("2/3 红旗村");
	kit_press(K_F(5));
	kit_press('1');
	kit_press(K_ENTER); /* told, no answer yet */
	kit_has("2/3 红旗村(told)");
	kit_press(K_F(5));
	kit_press('1');
	kit_type("蒋十");
	kit_press(K_ENTER);
	kit_has("all have answered: closed");
	kit_has_not("明日上午九时");
	kit_press(K_CTRL('a'));
	kit_has("明日上午九时");
}
END_TEST

START_TEST(an_instruction_takes_feedback_and_is_closed)
{
	kit_open(&view_matters, NULL);
	kit_press(K_F(6));
	kit_type("除冰完毕，车辆可通行");
	kit_press(K_ENTER);
	kit_has("← 除冰完毕");
	kit_press(K_F(7));
	kit_golden("matters-close");
	kit_press(K_ENTER);
	kit_press('1');
	kit_has_not("雪后立即上路除冰");
}
END_TEST

START_TEST(an_instruction_is_passed_on_to_whom_it_concerns)
{
	kit_open(&view_matters, NULL);
	kit_press(K_F(5));
	kit_type("公路站");
	kit_press(K_ENTER);
	kit_type("韩班长");
	kit_press(K_ENTER);
	kit_has("Recorded: sm1-31");
}
END_TEST

START_TEST(an_overdue_matter_says_so)
{
	kit_open(&view_matters, NULL);
	kit_has_not("■");
	kit_clock(14 * 60);
	kit_changed();
	kit_has("■01-18 03:00");
}
END_TEST

START_TEST(the_roster_marks_today_and_turns_months)
{
	kit_open(&view_roster, NULL);
	kit_has("→17");
	kit_press(K_F(5));
	kit_golden("roster-day");
	kit_press(K_ENTER);
	kit_press(K_PAGE_UP);
	kit_has("2025-12");
	kit_has_not("→1");
	kit_press(K_PAGE_DOWN);
	kit_press(K_PAGE_DOWN);
	kit_has("2026-02");
	kit_has("春节");
	kit_press(K_HOME);
	kit_has("→17");
}
END_TEST

START_TEST(an_alarm_stands_until_it_was_seen)
{
	struct err e;

	ck_ok(alarm_raise(book_store(kit.book), "sm", "ahead sm1", kit.console.fixed_ms / 1000,
			  "远端有本机没有的记录", &e),
	      &e);
	kit_open(&view_sync, NULL);
	kit_has("■ alarm ahead sm1");
	kit_press(K_F(6));
	kit_has("only an alarm");
	kit_press(K_DOWN);
	kit_press(K_F(6));
	kit_press('1');
	kit_has_not("alarm ahead");
}
END_TEST

START_TEST(settings_are_kept)
{
	struct arena a = {0};
	struct err e;
	char *value;
	size_t n;

	kit_open(&view_settings, NULL);
	kit_press('2');
	kit_press('3');
	kit_has("mono");
	ck_ok(store_local_get(book_store(kit.book), &a, "set/theme", &value, &n, &e), &e);
	ck_assert_str_eq(value, "mono");
	kit_press('1');
	kit_press('2');
	ck_ok(store_local_get(book_store(kit.book), &a, "set/lang", &value, &n, &e), &e);
	ck_assert_str_eq(value, "en");
	arena_free(&a);
}
END_TEST

START_TEST(the_station_says_how_it_calls_itself)
{
	kit_open(&view_settings, NULL);
	kit_press('3');
	kit_golden("settings-station");
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_press(K_CTRL('u'));
	kit_type("我乡");
	kit_press(K_CTRL('d'));
	kit_has("我乡");
	ck_assert_str_eq(book_station(kit.book)->self, "我乡");
}
END_TEST

START_TEST(the_board_opens_each_screen_by_a_digit)
{
	static const char *const names[] = {"log",    "incidents", "matters", "",        "roster",
					    "people", "contacts",  "sync",    "settings"};

	kit_open(&view_board, NULL);
	for (uint32_t i = 0; i < ARRAY_LEN(names); i++) {
		if (!*names[i])
			continue;
		kit_press('1' + i);
		ck_assert_str_eq(app_view(kit.app, 0)->type->name, names[i]);
		kit_press(K_ESC);
		ck_assert_ptr_eq(app_view(kit.app, 0)->type, &view_board);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_duty");
	TCase *t = tcase_create("view_duty");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, kit_begin_night, kit_end);
	tcase_add_test(t, screens_in_chinese);
	tcase_add_test(t, screens_in_english);
	tcase_add_test(t, a_matter_closes_when_all_have_answered);
	tcase_add_test(t, an_instruction_takes_feedback_and_is_closed);
	tcase_add_test(t, an_instruction_is_passed_on_to_whom_it_concerns);
	tcase_add_test(t, an_overdue_matter_says_so);
	tcase_add_test(t, the_roster_marks_today_and_turns_months);
	tcase_add_test(t, an_alarm_stands_until_it_was_seen);
	tcase_add_test(t, settings_are_kept);
	tcase_add_test(t, the_station_says_how_it_calls_itself);
	tcase_add_test(t, the_board_opens_each_screen_by_a_digit);
	suite_add_tcase(s, t);
	return run_suite(s);
}
