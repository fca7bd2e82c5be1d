/* The deadline rail: it counts down, warns in words, and no screen and no dialog hides it. */
#include "tui/rail.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/view_board.h"
#include "tui/view_help.h"

static void
begin(void)
{
	kit_begin();
	kit_night();
	kit_chinese();
}

/* The row above the keys, trailing blanks cut, until the next call. */
static const char *
rail_row(void)
{
	static char row[600];
	struct str all = STR_INIT;
	const char *at;

	canvas_dump(&kit.canvas, &all);
	at = all.ptr;
	for (int i = 0; i < kit.canvas.rows - 2; i++)
		at = strchr(at, '\n') + 1;
	snprintf(row, sizeof(row), "%.*s", (int)strcspn(at, "\n"), at);
	str_clear(&all);
	return row;
}

static void
expect_rail(const char *text)
{
	ck_assert_msg(strstr(rail_row(), text) != NULL, "missing \"%s\" in: %s", text, rail_row());
}

static struct rail
rail_at(int64_t seconds, int cells)
{
	struct rail r = {0};

	kit_clock(seconds);
	rail_fill(&kit.console.rail, kit.console.fixed_ms, cells, &r);
	return r;
}

/* Reported by phone is due 02:57, the clock stands at 02:47:09. */
START_TEST(it_counts_in_seconds_only_while_a_deadline_is_near)
{
	struct rail r = rail_at(-60, 120);

	ck_assert_ptr_nonnull(strstr(r.text, "· 电话首报 02:57 剩10分（一般·示例规则）sm1-"));
	ck_assert_int_eq(r.again_ms, 0);
	r = rail_at(0, 120);
	ck_assert_ptr_nonnull(strstr(r.text, "▲ 电话首报 02:57 剩9分51秒 即将到时"));
	ck_assert_int_eq(r.again_ms, 1000);
	r = rail_at(8 * 60, 120);
	ck_assert_ptr_nonnull(strstr(r.text, "▲ 电话首报 02:57 剩1分51秒 最后3分钟"));
	r = rail_at(12 * 60, 120);
	ck_assert_ptr_nonnull(strstr(r.text, "■ 电话首报 02:57 超2分"));
	ck_assert_int_eq(r.style, STYLE_OVERDUE);
	ck_assert_int_eq(r.again_ms, 0);
}
END_TEST

START_TEST(ten_and_three_minutes_before_and_when_it_is_over_it_says_so)
{
	ck_assert_str_eq(rail_at(-60, 80).warning, "");
	ck_assert_str_eq(rail_at(-10, 80).warning, "");
	ck_assert_str_eq(rail_at(-9, 80).warning, "剩10分钟：电话首报，应报时间 02:57 sm1-29");
	ck_assert_str_eq(rail_at(0, 80).warning, "");
	ck_assert_str_eq(rail_at(7 * 60, 80).warning, "只剩3分钟：电话首报，应报时间 02:57 sm1-29");
	ck_assert_str_eq(rail_at(9 * 60 + 51, 80).warning, "");
	ck_assert_str_eq(rail_at(10 * 60 + 51, 80).warning,
			 "已超时未报：电话首报，应报时间 02:57 sm1-29");
	ck_assert_str_eq(rail_at(11 * 60, 80).warning, "");
}
END_TEST

START_TEST(a_warning_stands_as_a_message_until_the_next_key)
{
	kit_clock(-60);
	kit_open(&view_board, NULL);
	kit_has_not("剩10分钟：");
	kit_clock(0);
	kit_changed();
	kit_has("剩10分钟：电话首报");
	kit_changed();
	kit_has("剩10分钟：电话首报");
	kit_press(K_DOWN);
	kit_has_not("剩10分钟：");
}
END_TEST

START_TEST(what_is_done_leaves_it)
{
	const char *incident =
	    kit_write("incident", NULL,
		      (const char *const[]){"kind", "traffic", "place", "G520线K12处", NULL});

	kit_open(&view_board, NULL);
	expect_rail("sm1-29");
	KIT_WRITE_OF("phone", "sm1-29", "to", "县应急局", "answered", "郑八", "step", "first");
	KIT_WRITE_OF("phone", incident, "to", "县应急局", "answered", "郑八", "step", "first");
	kit_changed();
	expect_rail("· 书面首报 03:27 剩39分");
}
END_TEST

/* practice.md 40: one has the report by telephone, the two offices want it too. */
START_TEST(who_was_not_told_is_named_once_somebody_was)
{
	ck_assert_ptr_null(strstr(rail_at(0, 200).text, "未报"));
	KIT_WRITE_OF("phone", "sm1-29", "to", "县应急局", "answered", "郑八", "step", "first");
	ck_assert_ptr_nonnull(
	    strstr(rail_at(0, 200).text, "已报县应急局；未报县委办公室、县政府办公室"));
	KIT_WRITE_OF("phone", "sm1-29", "to", "县委办公室、县政府办公室", "answered", "冯七",
		     "step", "first");
	ck_assert_ptr_null(strstr(rail_at(0, 200).text, "未报"));
}
END_TEST

START_TEST(a_running_call_counts_its_seconds)
{
	struct obligations none = {0};
	struct rail r;

	rail_at(-60, 120);
	kit.console.rail.preview = &none;
	kit.console.rail.ring_ms = kit.console.fixed_ms - 38000;
	r = rail_at(-60, 120);
	ck_assert_ptr_nonnull(strstr(r.text, "未派队 0:38"));
	ck_assert_int_eq(r.again_ms, 1000);
	kit.console.rail.sent = true;
	ck_assert_ptr_null(strstr(rail_at(-60, 120).text, "未派队"));
}
END_TEST

START_TEST(nothing_owed_is_said_as_well)
{
	kit_end();
	kit_begin();
	kit_open(&view_board, NULL);
	ck_assert_str_eq(rail_row(), "时限 没有应报事项");
}
END_TEST

START_TEST(no_screen_hides_it)
{
	kit_open(&view_board, NULL);
	for (size_t i = 0; view_types[i]; i++) {
		if (!view_types[i]->listed)
			continue;
		kit_open(view_types[i], NULL);
		expect_rail("电话首报 0");
		kit_press(K_CTRL('x')); /* a dialog */
		expect_rail("电话首报 0");
		kit_press(K_ESC);
		kit_press(K_F(3)); /* a prompt */
		expect_rail("电话首报 0");
		kit_press(K_ESC);
		kit_press('?');
		expect_rail("电话首报 0");
	}
	kit_size(12, 40); /* nor a window that is too small */
	expect_rail("电话首报 0");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rail");
	TCase *t = tcase_create("rail");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, it_counts_in_seconds_only_while_a_deadline_is_near);
	tcase_add_test(t, ten_and_three_minutes_before_and_when_it_is_over_it_says_so);
	tcase_add_test(t, a_warning_stands_as_a_message_until_the_next_key);
	tcase_add_test(t, what_is_done_leaves_it);
	tcase_add_test(t, who_was_not_told_is_named_once_somebody_was);
	tcase_add_test(t, a_running_call_counts_its_seconds);
	tcase_add_test(t, nothing_owed_is_said_as_well);
	tcase_add_test(t, no_screen_hides_it);
	suite_add_tcase(s, t);
	return run_suite(s);
}
