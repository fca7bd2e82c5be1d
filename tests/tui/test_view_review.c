/* A supervisor on screen: the queue, one incident's times and evidence, verdicts and replies. */
#include <locale.h>

#include "core/handover.h"
#include "core/incident.h"
#include "storage/case_review.h"
#include "storage/pin.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/view_case_review.h"
#include "tui/view_incident.h"
#include "tui/view_reviews.h"

static const char fire[] = "sm1-29";
static const char *clerk = "sm1-10";

/* The house fire, told late by telephone, with a figure that fell and nobody who checked. */
static void
begin(void)
{
	const char *id;

	kit_begin();
	kit_night();
	kit_clock(3 * 60);
	KIT_WRITE_OF("act", fire, "step", "turnout", "unit", "镇专职消防队");
	kit_clock(5 * 60);
	KIT_WRITE_OF("fact", fire, "asof", "2026-01-18T02:50", "missing", "3", "injured", "1");
	kit_clock(45 * 60);
	KIT_WRITE_OF("phone", fire, "to", "县应急局", "answered", "郑八", "step", "first");
	kit_clock(50 * 60);
	KIT_WRITE_OF("fact", fire, "asof", "2026-01-18T03:35", "missing", "1", "reason",
		     "重复计算");
	id = KIT_WRITE_OF("order", fire, "text", "看守到天亮", "from", "陈一");
	KIT_WRITE_OF("feedback", id, "text", "留2人看守");
	kit_clock(60 * 60);
	KIT_WRITE_OF("act", fire, "step", "response-end", "text", "明火扑灭");
	kit_clock(5 * 3600);
}

static const struct review *
newest(void)
{
	struct book_filter f = {.limit = 1};
	struct things things = {0};
	struct err e;
	const struct review *v;

	ck_ok(book_list(kit.book, &kit.arena, &kind_review, &f, &things, &e), &e);
	ck_assert_uint_eq(things.n, 1);
	v = things.v[0]->body;
	vec_clear(&things);
	return v;
}

START_TEST(the_page_of_one_incident)
{
	kit_open(&view_case_review, fire);
	kit_golden("review-80x24");
	kit_press(K_TAB);
	kit_golden("review-below");
	kit_size(40, 120);
	kit_golden("review-120x40");
	kit_size(12, 40);
	kit_has("too small");
}
END_TEST

START_TEST(the_page_of_one_incident_in_chinese)
{
	kit_chinese();
	kit_open(&view_incident, fire);
	kit_press(K_CTRL('r'));
	kit_golden("review-80x24-zh");
	kit_press(K_TAB);
	kit_golden("review-below-zh");
	kit_size(40, 120);
	kit_golden("review-120x40-zh");
}
END_TEST

START_TEST(every_row_comes_into_sight_and_opens_its_record)
{
	kit_open(&view_case_review, fire);
	kit_press(K_TAB);
	for (int i = 0; i < 40; i++)
		kit_press(K_DOWN);
	kit_has("Verdicts and replies");
	kit_press(K_ENTER);
	kit_has("no single record");
	for (int i = 0; i < 40; i++)
		kit_press(K_UP);
	kit_has("With reason");
	kit_press(K_TAB);
	kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_has("镇专职消防队");
	kit_has("Record");
}
END_TEST

START_TEST(a_verdict_has_words_and_a_day_and_the_station_answers)
{
	kit_open(&view_reviews, NULL);
	kit_has("石门村");
	kit_press('3');
	kit_press(K_ENTER);
	kit_has("needs words");
	kit_type("补写核实人");
	kit_press(K_ENTER);
	kit_type("２４００");
	kit_press(K_ENTER);
	ck_assert_msg(app_view(kit.app, 0)->type != &view_reviews,
		      "a time that is none is refused");
	kit_press(K_CTRL('u'));
	kit_type("１２：００");
	kit_press(K_ENTER);
	kit_has("Recorded:");
	ck_assert_int_eq(newest()->verdict, REVIEW_RETURN);
	ck_assert_int_eq(newest()->due.secs, civil_secs(2026, 1, 18, 12, 0));
	kit_has("Returned for correction");
	kit_clock(10 * 3600);
	kit_changed();
	kit_has("■no answer in time");
	kit_press(K_F(6));
	kit_type("已补");
	kit_press(K_ENTER);
	ck_assert_str_eq(newest()->reply, "已补");
	kit_has("answered");
	kit_has_not("■no answer in time");
	kit_press('1');
	kit_press(K_ENTER);
	ck_assert_int_eq(newest()->verdict, REVIEW_OK);
	kit_has("nothing waits for review");
}
END_TEST

START_TEST(who_has_a_pin_reviews_with_it_once_a_screen)
{
	struct err e;

	ck_ok(pin_set(book_store(kit.book), clerk, "1111", &e), &e);
	ck_ok(console_sign_on(&kit.console, clerk, &e), &e);
	kit_open(&view_case_review, fire);
	kit_press('2');
	kit_type("注意");
	kit_press(K_ENTER);
	kit_press(K_ENTER);
	kit_has("PIN of 林二");
	kit_type("2222");
	kit_press(K_ENTER);
	kit_has("not accepted");
	kit_press(K_CTRL('u'));
	kit_type("1111");
	kit_press(K_ENTER);
	kit_has("Recorded:");
	kit_press('1');
	kit_press(K_ENTER);
	kit_has("Recorded:");
	ck_assert_int_eq(newest()->verdict, REVIEW_OK);
}
END_TEST

START_TEST(the_queue_shows_one_thing_at_a_time)
{
	kit_chinese();
	kit_open(&view_reviews, NULL);
	kit_golden("reviews-80x24-zh");
	kit_press(K_TAB);
	kit_has("待审阅 1");
	kit_press(K_TAB);
	kit_has("待答复 0");
	kit_press(K_TAB);
	kit_press(K_TAB);
	kit_has("全部 1");
	kit_press(K_ENTER);
	kit_has("时间链");
}
END_TEST

START_TEST(the_page_on_paper)
{
	kit_open(&view_case_review, fire);
	kit_press(K_F(9));
	kit_has("Evide");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_review");
	TCase *t = tcase_create("view_review");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, the_page_of_one_incident);
	tcase_add_test(t, the_page_of_one_incident_in_chinese);
	tcase_add_test(t, every_row_comes_into_sight_and_opens_its_record);
	tcase_add_test(t, a_verdict_has_words_and_a_day_and_the_station_answers);
	tcase_add_test(t, who_has_a_pin_reviews_with_it_once_a_screen);
	tcase_add_test(t, the_queue_shows_one_thing_at_a_time);
	tcase_add_test(t, the_page_on_paper);
	suite_add_tcase(s, t);
	return run_suite(s);
}
