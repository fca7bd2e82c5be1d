/* Taking a call: few keys, each act stamped at once, nothing lost. */
#include "tui/view_intake.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/incident.h"
#include "core/line.h"
#include "core/matter.h"
#include "core/report.h"
#include "storage/intake.h"
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

START_TEST(what_is_typed_about_places_finds_them)
{
	KIT_WRITE("place", "name", "上河沟村四组", "type", "hamlet");
	kit_press(K_F(2));
	kit_type("shgc");
	kit_has("上河沟村四组");
	kit_press(K_ENTER);
	kit_type("yyht"); /* 一氧化碳中毒 */
	kit_has("一氧化碳中毒");
	kit_press(K_ENTER);
	kit_press(K_CTRL('d'));
	ck_assert_str_eq(incident()->place, "上河沟村四组");
	ck_assert_str_eq(incident()->kind, "carbon-monoxide");
}
END_TEST

START_TEST(tab_takes_the_last_place_and_full_width_digits_count)
{
	kit_press(K_F(2));
	kit_press(K_TAB);
	kit_type("３２");
	kit_press(K_DOWN);
	kit_type("６３");
	kit_press(K_CTRL('d'));
	ck_assert_str_eq(incident()->place, "石门镇石门村东街37号");
	ck_assert_str_eq(incident()->kind, "traffic");
	ck_assert_str_eq(incident()->source, "网格员");
	ck_assert_int_eq(((const struct fact *)newest(&kind_fact)->body)->trapped.n, 2);
}
END_TEST

START_TEST(a_wrong_time_does_not_hold_up_the_team)
{
	kit_press(K_F(2));
	kit_type("红旗村\r1\t\t\t\t2577");
	kit_press(K_F(5));
	kit_type("2");
	kit_press(K_ENTER);
	kit_has("未记入：");
	ck_assert_str_eq(incident()->place, "红旗村");
	ck_assert_int_eq(incident()->occurred.kind, MOMENT_NONE);
}
END_TEST

START_TEST(a_personal_number_in_the_words_is_asked_about)
{
	kit_press(K_F(2));
	kit_type("红旗村\r1");
	kit_press(K_DOWN);
	kit_press(K_DOWN);
	kit_type("打 13900000000 找他\r");
	kit_has("原话里有手机号或身份证号");
	kit_press(K_ESC);
	kit_press(K_CTRL('d'));
	kit_has("原话含个人号码，未记入");
	ck_assert_ptr_null(incident()->words);
}
END_TEST

START_TEST(the_leader_is_tried_and_each_attempt_recorded)
{
	kit_press(K_F(2));
	kit_type("红旗村\r1");
	kit_press(K_F(6));
	kit_golden("intake-tell-zh");
	kit_type("2");
	ck_assert_str_eq(((const struct call *)newest(&kind_call)->body)->text, "报告，未接");
	kit_has("B角");
	kit_type("1");
	ck_assert_int_eq(((const struct act *)newest(&kind_act)->body)->step, STEP_TOLD);
	ck_assert_str_eq(((const struct act *)newest(&kind_act)->body)->leader, "B角");
}
END_TEST

START_TEST(the_report_is_read_aloud_and_stamped)
{
	kit_press(K_F(2));
	kit_type("红旗村二组\r12");
	kit_press(K_F(7));
	kit_golden("intake-script-zh");
	kit_press(K_ENTER);
	kit_has("谁接听的");
	kit_clock(7 * 60);
	kit_type("郑八");
	kit_press(K_ENTER);
	ck_assert_int_eq(newest(&kind_phone)->first->at.secs, civil_secs(2026, 1, 18, 2, 54));
	ck_assert_str_eq(((const struct phone_report *)newest(&kind_phone)->body)->answered,
			 "郑八");
	ck_assert_str_eq(newest(&kind_phone)->of, newest(&kind_incident)->id);
	kit_has("√ 02:54  电话报告");
}
END_TEST

START_TEST(no_incident_becomes_a_matter)
{
	kit_press(K_F(2));
	kit_type("红旗村\r");
	kit_press(K_DOWN);
	kit_press(K_DOWN);
	kit_type("2\r");
	kit_type("问明天停不停电\r");
	kit_press(K_F(9));
	kit_type("1");
	kit_has("值守总览");
	ck_assert_str_eq(((const struct matter *)newest(&kind_matter)->body)->text,
			 "红旗村：问明天停不停电");
	ck_assert_int_eq(((const struct call *)newest(&kind_call)->body)->way, CALL_IN);
	ck_assert_str_eq(newest(&kind_incident)->id, "sm1-29");
}
END_TEST

START_TEST(what_was_typed_is_kept_and_taken_up_again)
{
	kit_press(K_F(2));
	kit_type("红旗村二组\r1");
	kit_type("2\t\t\t\t\t10300-0000371");
	kit_press(K_ESC);
	kit_has("已存为草稿");
	kit_clock(9 * 60);
	kit_press(K_F(2));
	kit_has("02:51 的来电没有登记完");
	kit_press(K_CTRL('t'));
	kit_has("02:51:09 起");
	kit_has("0300-0000371");
	kit_press(K_CTRL('d'));
	ck_assert_str_eq(incident()->place, "红旗村二组");
	ck_assert_str_eq(incident()->caller_phone, "0300-0000371");
	ck_assert_int_eq(incident()->learned.secs, civil_secs(2026, 1, 18, 2, 51));
	kit_press(K_ESC);
	kit_press(K_F(2));
	kit_has_not("没有登记完");
}
END_TEST

/* The private number of a draft lies in no table of the store. */
START_TEST(a_draft_keeps_the_telephone_apart)
{
	struct intake_draft d;
	struct err e;

	kit_press(K_F(2));
	kit_type("红旗村\r");
	kit_press(K_DOWN);
	kit_press(K_DOWN);
	kit_type("1");
	kit_type("0300-0000371");
	kit_press(K_ESC);
	ck_ok(intake_draft_find(kit.book, &kit.arena, 0, &d, &e), &e);
	ck_assert_ptr_null(strstr(d.text, "0300"));
	ck_assert_ptr_nonnull(strstr(d.secret, "0300-0000371"));
}
END_TEST

START_TEST(a_digit_changes_the_clerk)
{
	kit_press(K_F(2));
	kit_type("0");
	kit_type("2");
	kit_has("记录人 林二");
}
END_TEST

START_TEST(answers_to_the_card_stand_with_the_words)
{
	kit_press(K_F(2));
	kit_type("红旗村\r1");
	kit_press(K_DOWN);
	kit_press(K_DOWN);
	kit_type("着火\r");
	kit_type("东头第二家\r");
	kit_has("2/10");
	kit_press(K_CTRL('d'));
	ck_assert_str_eq(incident()->words, "着火\n具体地点：村组、门牌、附近标志？东头第二家");
}
END_TEST

START_TEST(in_english)
{
	setenv("LANGUAGE", "en", 1);
	kit_press(K_F(2));
	kit_golden("intake-80x24");
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
	tcase_add_test(t, what_is_typed_about_places_finds_them);
	tcase_add_test(t, tab_takes_the_last_place_and_full_width_digits_count);
	tcase_add_test(t, a_wrong_time_does_not_hold_up_the_team);
	tcase_add_test(t, a_personal_number_in_the_words_is_asked_about);
	tcase_add_test(t, the_leader_is_tried_and_each_attempt_recorded);
	tcase_add_test(t, the_report_is_read_aloud_and_stamped);
	tcase_add_test(t, no_incident_becomes_a_matter);
	tcase_add_test(t, what_was_typed_is_kept_and_taken_up_again);
	tcase_add_test(t, a_draft_keeps_the_telephone_apart);
	tcase_add_test(t, a_digit_changes_the_clerk);
	tcase_add_test(t, answers_to_the_card_stand_with_the_words);
	tcase_add_test(t, in_english);
	suite_add_tcase(s, t);
	return run_suite(s);
}
