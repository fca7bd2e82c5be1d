/* Handing over on screen: going through the items, reading back, signing on both sides, the paper.
 */
#include <locale.h>

#include "storage/handover.h"
#include "storage/pin.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/list.h"
#include "tui/view_handover.h"
#include "tui/view_handovers.h"

static const char *out_person = "sm1-10", *leader = "sm1-8", *in_person;

/* The morning after: the next watch stands from eight o'clock on. */
static void
begin(void)
{
	struct err e;

	kit_begin();
	kit_night();
	kit_clock(5 * 3600);
	in_person = KIT_WRITE("person", "name", "蒋八", "post", "科员");
	KIT_WRITE("assignment", "person", in_person, "post", "sm1-4", "start", "2026-01-18T08:00",
		  "end", "2026-01-19T08:00");
	ck_ok(pin_set(book_store(kit.book), out_person, "1111", &e), &e);
	ck_ok(pin_set(book_store(kit.book), in_person, "2222", &e), &e);
	ck_ok(pin_set(book_store(kit.book), leader, "3333", &e), &e);
}

static void
start(void)
{
	kit_open(&view_handovers, NULL);
	kit_press(K_F(5));
}

/* One key after the other, as the clerk does it: the typed one, the spoken one, the rest. */
static void
tick_all(void)
{
	kit_press(K_HOME);
	kit_press(K_F(5));
	kit_type("东街门市火灾，余火看守中");
	kit_press(K_ENTER);
	kit_press(K_F(5));
	kit_press('1');
	for (int i = 0; i < 6; i++)
		kit_press(K_F(5));
	kit_has("All has been gone through");
	kit_has("0 items not confirmed");
}

static void
sign(const char *choice, const char *pin)
{
	kit_press(K_F(8));
	kit_has(choice);
	kit_press('1');
	if (pin) {
		kit_type(pin);
		kit_press(K_ENTER);
	}
}

START_TEST(a_handover_gathers_itself)
{
	start();
	kit_golden("handover-80x24");
	kit_size(40, 120);
	kit_golden("handover-120x40");
	kit_size(12, 40);
	kit_golden("handover-40x12");
}
END_TEST

START_TEST(a_handover_in_chinese)
{
	kit_chinese();
	start();
	kit_golden("handover-80x24-zh");
	kit_size(40, 120);
	kit_golden("handover-120x40-zh");
	kit_size(24, 80);
	kit_press(K_F(8));
	kit_golden("handover-sign-zh");
	kit_press(K_ESC);
	kit_press(K_ESC);
	kit_golden("handovers-80x24-zh");
}
END_TEST

START_TEST(items_are_confirmed_one_after_the_other)
{
	start();
	kit_has("· ▲ to read");
	kit_press(K_F(5));
	kit_has("typed: still in response");
	kit_press(K_ENTER);
	kit_has("what was read back is typed");
	kit_type("东街门市火灾，余火看守中");
	kit_press(K_ENTER);
	kit_has("√ read back");
	kit_press(K_F(5));
	kit_has("雪后立即上路除冰");
	kit_press('2');
	kit_has("√ ▲ to read");
	kit_press(K_F(6));
	kit_type("还差两个村");
	kit_press(K_ENTER);
	kit_has("×");
	kit_press(K_HOME);
	kit_press(K_DOWN);
	kit_press(K_F(7));
	kit_press('1');
	kit_press(K_HOME);
	kit_press(K_DOWN);
	kit_press(K_ENTER);
	kit_has("雪后立即上路除冰");
	kit_has_not("to read");
}
END_TEST

/* The second handover of three days: what nobody touched goes together. */
START_TEST(unchanged_ones_go_together)
{
	kit_chinese();
	KIT_WRITE("order", "text", "集市日留一辆消防车在广场", "from", "陈一");
	KIT_WRITE("matter", "text", "月底报库存", "from", "镇党政办", "to", "石门村");
	start();
	kit_press(K_CTRL('a'));
	kit_has("且正常的4项"); /* the pieces: all else is new */
	kit_press('1');
	kit_has("已一并确认4项");
	kit_has("6 项未确认");
	kit_press(K_CTRL('a'));
	kit_has("没有可一并确认的了");
	sign("交班人  林二", "1111");
	sign("接班人  蒋八", "2222");
	kit_press(K_ESC);
	kit_clock(5 * 3600 + DAY_SECONDS);
	KIT_WRITE("log", "text", "又一班");
	kit_press(K_F(5));
	kit_golden("handover-second-zh");
	kit_press(K_CTRL('a'));
	kit_golden("handover-together-zh");
	kit_press('2');
	kit_has("已一并确认");
	kit_has("▲待复述"); /* the fire, by itself */
}
END_TEST

START_TEST(duty_passes_with_the_second_signature)
{
	start();
	tick_all();
	sign("Outgoing  林二", "1234");
	kit_has("not accepted");
	kit_press(K_CTRL('u'));
	kit_type("1111");
	kit_press(K_ENTER);
	kit_has("√ 林二");
	ck_assert_ptr_null(book_author(kit.book));
	sign("Incoming  蒋八", "2222");
	kit_has("The duty has passed");
	kit_has("√ 蒋八");
	sign("Leader on duty  陈一", "3333");
	kit_has("leader √ 陈一");
	kit_press(K_F(5));
	kit_has("sealed");
	kit_press(K_CTRL('e'));
	kit_has("it is sealed");
	kit_press(K_F(9));
	kit_golden("handover-paper");
	kit_press(K_PAGE_DOWN);
	kit_press(K_RIGHT);
	kit_press(K_ESC);
	kit_press(K_CTRL('r'));
	kit_press('1');
	kit_type("交接清楚");
	kit_press(K_ENTER);
	kit_has("Recorded:");
	kit_press(K_ESC);
	kit_has("In order");
}
END_TEST

START_TEST(the_leader_confirms_by_phone)
{
	struct err e;

	start();
	ck_ok(console_sign_on(&kit.console, in_person, &e), &e);
	kit_press(K_F(8));
	kit_has("Leader on duty  陈一  by phone");
	kit_press('4');
	kit_has("by phone");
}
END_TEST

START_TEST(deputies_are_picked_without_a_pin)
{
	start();
	kit_press(K_F(8));
	kit_has("Outgoing deputy  周三  is here");
	kit_press('4');
	kit_has("outgoing not signed + 周三 07:47");
	kit_press(K_F(8));
	kit_has_not("Outgoing deputy  周三");
}
END_TEST

START_TEST(a_forgotten_pin_stops_no_handover)
{
	struct err e;

	ck_ok(console_sign_on(&kit.console, in_person, &e), &e);
	start();
	kit_press(K_F(8));
	kit_has("PIN forgotten");
	kit_press('6');
	kit_golden("handover-other-ways");
	kit_press('3');
	kit_has("you saw the signature");
	kit_type("2222");
	kit_press(K_ENTER);
	kit_has("outgoing √ 林二 07:47 on paper");
	sign("Incoming  蒋八", "2222");
	kit_has("The duty has passed");
	kit_press(K_F(9));
	for (int i = 0; i < 3; i++)
		kit_press(K_PAGE_DOWN);
	kit_has("纸面签名");
}
END_TEST

START_TEST(what_comes_after_the_seal_stands_outside_it)
{
	start();
	sign("Outgoing  林二", "1111");
	sign("Incoming  蒋八", "2222");
	kit_clock(5 * 3600 + 600);
	KIT_WRITE("log", "text", "夜里的事");
	kit_clock(4 * 3600);
	KIT_WRITE("log", "text", "迟到的记录");
	kit_clock(6 * 3600);
	kit_changed();
	kit_has("outside the seal, added later: 1 sm1-");
}
END_TEST

START_TEST(remarks_are_typed_before_the_seal)
{
	start();
	kit_press(K_CTRL('e'));
	kit_type("小雪，零下六度");
	kit_press(K_CTRL('d'));
	kit_press(K_F(9));
	kit_has("小雪");
}
END_TEST

START_TEST(nobody_came_to_take_over)
{
	struct err e;

	ck_ok(console_sign_on(&kit.console, out_person, &e), &e);
	kit_open(&view_handovers, NULL);
	kit_press(K_F(7));
	kit_has("Which group");
	kit_press('1');
	kit_type("接班人路上车祸，已报带班领导");
	kit_press(K_ENTER);
	kit_type("1111");
	kit_press(K_ENTER);
	kit_has("Handed over alone");
	kit_has("▲ handed over alone");
	kit_press(K_HOME); /* the seal hangs on the rules' text */
	kit_golden("handovers-alone");
}
END_TEST

/* A quarter of an hour after the shift, of either group: who is to be called stands on the screen.
 */
START_TEST(nobody_came_and_it_is_told_who_to_call)
{
	kit_chinese();
	start();
	sign("交班人  林二", "1111");
	sign("接班人  蒋八", "2222");
	kit_press(K_ESC);
	KIT_WRITE("assignment", "person", out_person, "post", "sm1-4", "start", "2026-01-19T08:00",
		  "end", "2026-01-20T08:00");
	KIT_WRITE("assignment", "person", leader, "post", "sm1-3", "start", "2026-01-18T08:00",
		  "end", "2026-01-19T08:00");
	kit_clock(5 * 3600 + DAY_SECONDS + 20 * 60);
	kit_changed();
	kit_has_not("尚未交接");
	kit_clock(5 * 3600 + DAY_SECONDS + 30 * 60);
	kit_changed();
	kit_golden("handovers-waiting-zh");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_handover");
	TCase *t = tcase_create("view_handover");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, a_handover_gathers_itself);
	tcase_add_test(t, a_handover_in_chinese);
	tcase_add_test(t, items_are_confirmed_one_after_the_other);
	tcase_add_test(t, duty_passes_with_the_second_signature);
	tcase_add_test(t, the_leader_confirms_by_phone);
	tcase_add_test(t, unchanged_ones_go_together);
	tcase_add_test(t, deputies_are_picked_without_a_pin);
	tcase_add_test(t, a_forgotten_pin_stops_no_handover);
	tcase_add_test(t, what_comes_after_the_seal_stands_outside_it);
	tcase_add_test(t, nobody_came_and_it_is_told_who_to_call);
	tcase_add_test(t, remarks_are_typed_before_the_seal);
	tcase_add_test(t, nobody_came_to_take_over);
	suite_add_tcase(s, t);
	return run_suite(s);
}
