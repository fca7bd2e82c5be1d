/* Taking a call: few keys, each act stamped at once, nothing lost. */
#include "tui/view_intake.h"

#include <locale.h>
#include <string.h>

#include "core/incident.h"
#include "core/line.h"
#include "core/matter.h"
#include "core/report.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/view_board.h"

static void
begin(void)
{
	kit_begin();
	kit_night();
	kit_chinese();
	kit_clock(4 * 60); /* 02:51:09 */
	kit_open(&view_board, NULL);
}

/* The newest record of a kind, whole; NULL without one. */
static const struct thing *
newest(const struct kind *k)
{
	struct book_filter f = {.limit = 1};
	struct things things = {0};
	struct err e;
	const struct thing *t = NULL;

	ck_ok(book_list(kit.book, &kit.arena, k, &f, &things, &e), &e);
	if (things.n > 0)
		t = things.v[things.n - 1];
	vec_clear(&things);
	return t;
}

static const struct incident *
incident(void)
{
	return newest(&kind_incident)->body;
}

START_TEST(the_screen_as_it_opens)
{
	kit_press(K_F(2));
	kit_golden("intake-80x24-zh");
	kit_size(40, 120);
	kit_golden("intake-120x40-zh");
}
END_TEST

START_TEST(a_fire_is_taken_down)
{
	kit_press(K_F(2));
	kit_clock(4 * 60 + 38);
	kit_type("红旗村二组\r1");
	kit_type("2\t\t\t\t0245\r1");
	kit_type("0300-0000371\r");
	kit_type("二层有明火，有人喊救命\r");
	kit_golden("intake-fire-80x24-zh");
	kit_size(40, 120);
	kit_golden("intake-fire-120x40-zh");
	kit_size(24, 80);
	kit_press(K_F(5));
	kit_golden("intake-dispatch-zh");
	kit_type("1");
	kit_press(K_ENTER);
	kit_golden("intake-sent-zh");
	ck_assert_str_eq(incident()->place, "红旗村二组");
	ck_assert_str_eq(incident()->title, "红旗村二组火灾");
	ck_assert_str_eq(incident()->caller_phone, "0300-0000371");
	ck_assert_str_eq(incident()->source, "群众");
	ck_assert_int_eq(incident()->occurred.kind, MOMENT_ABOUT);
	ck_assert_int_eq(incident()->learned.secs, civil_secs(2026, 1, 18, 2, 51));
	ck_assert_int_eq(((const struct fact *)newest(&kind_fact)->body)->trapped.n, 2);
}
END_TEST

/* practice.md 39: at most twelve keys besides place and words, from the ring until the team is sent
 * is recorded. */
START_TEST(twelve_keys_are_enough_to_send_a_team)
{
	static const uint32_t keys[] = {
	    K_F(2), 0 /* place */, K_ENTER,       '1',    '2', K_DOWN,
	    '1',    K_DOWN,        0 /* words */, K_F(5), '1', K_ENTER,
	};
	static const char *const texts[] = {"石门镇石门村西街9号", "二层有明火"};
	size_t pressed = 0, text = 0;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (keys[i]) {
			kit_press(keys[i]);
			pressed++;
		} else {
			kit_type(texts[text++]);
		}
	}
	ck_assert_uint_le(pressed, 12);
	kit_has("已记录：石门镇 02:51");
	ck_assert_str_eq(incident()->kind, "fire");
	ck_assert_str_eq(incident()->words, "二层有明火");
	ck_assert_str_eq(incident()->source, "群众");
	ck_assert_int_eq(((const struct fact *)newest(&kind_fact)->body)->trapped.n, 2);
	ck_assert_int_eq(((const struct act *)newest(&kind_act)->body)->step, STEP_DISPATCH);
	ck_assert_str_eq(newest(&kind_act)->of, newest(&kind_incident)->id);
}
END_TEST

START_TEST(a_team_is_sent_before_anything_is_known)
{
	kit_press(K_F(2));
	kit_press(K_F(5));
	kit_type("2");
	kit_press(K_ENTER);
	ck_assert_str_eq(incident()->place, "地点待核");
	ck_assert_str_eq(incident()->kind, "other");
	ck_assert_str_eq(((const struct act *)newest(&kind_act)->body)->unit, "镇专职消防队");
	ck_assert_int_eq(((const struct act *)newest(&kind_act)->body)->people.n, 6);
	/* What is said later is added to the same incident, and the title follows. */
	kit_clock(6 * 60);
	kit_type("红旗村二组\r1");
	kit_press(K_ESC);
	ck_assert_str_eq(incident()->place, "红旗村二组");
	ck_assert_str_eq(incident()->title, "红旗村二组火灾");
	ck_assert_int_eq(incident()->learned.secs, civil_secs(2026, 1, 18, 2, 51));
	ck_assert_int_eq(newest(&kind_incident)->rev, 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_intake");
	TCase *t = tcase_create("view_intake");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, the_screen_as_it_opens);
	tcase_add_test(t, a_fire_is_taken_down);
	tcase_add_test(t, twelve_keys_are_enough_to_send_a_team);
	tcase_add_test(t, a_team_is_sent_before_anything_is_known);
	suite_add_tcase(s, t);
	return run_suite(s);
}
