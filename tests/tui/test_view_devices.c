/* Devices on the screen: a village is enrolled, lost, ended; our own hand gets another key. */
#include "tui/view_devices.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/station.h"
#include "storage/enrol.h"
#include "storage/enrol_file.h"
#include "storage/pin.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"

static char *
path(const char *name)
{
	return arena_text_f(&kit.arena, "%s/%s", kit.dir, name);
}

/* A village below the kit's township has written its request into a file. */
static void
village_asks(void)
{
	struct book_init init = {.code = "140400101201",
				 .name = "上石村",
				 .device = "sc1",
				 .level = LEVEL_VILLAGE,
				 .practice = true};
	char key[KEY_TEXT_MAX];
	struct str text = STR_INIT;
	struct book *village;
	struct err e;

	ck_ok(book_create(path("village"), &init, kit.console.fixed_ms, &e), &e);
	ck_ok(book_open(path("village"), false, &village, &e), &e);
	ck_ok(enrol_request(village, NULL, &text, &e), &e);
	ck_ok(enrol_file_write(path("request"), &text, &e), &e);
	book_close(village);
	str_clear(&text);
	ck_ok(trust_root_new(kit.home, key, &e), &e);
}

static void
begin(void)
{
	kit_begin();
	kit_night();
	village_asks();
}

static void
fill(const char *text)
{
	kit_press(K_CTRL('u'));
	kit_type(text);
	kit_press(K_ENTER);
}

static void
enrol_village(void)
{
	kit_open(&view_devices, NULL);
	kit_press('2');
	kit_has("The request of the station below is in");
	fill(path("request"));
	kit_has("Address where the book is synchronised");
	fill(path("stick/sc.git"));
}

static const struct writer *
newest(struct trust *t)
{
	struct err e;

	ck_ok(trust_load(book_store(kit.book), &kit.arena, "sc", t, &e), &e);
	return t->rows.n > 0 ? t->rows.v[t->rows.n - 1].body : NULL;
}

START_TEST(a_station_below_is_enrolled_from_its_file)
{
	enrol_village();
	kit_has("Enrolled. The reply is in");
	kit_has("上石村");
	ck_assert_int_eq(access(path("request.reply"), F_OK), 0);
	kit_press(K_UP); /* the path is another one each time */
	kit_golden("devices-80x24");
	kit_chinese();
	kit_changed();
	kit_golden("devices-80x24-zh");
	kit_size(40, 120);
	kit_golden("devices-120x40-zh");
}
END_TEST

START_TEST(a_file_that_is_no_request_keeps_the_question_open)
{
	kit_open(&view_devices, NULL);
	kit_press('2');
	fill("request");
	kit_has("give the whole path");
	fill(path("nothing"));
	kit_has("The request of the station below is in");
}
END_TEST

START_TEST(a_lost_device_is_refused_from_an_entry_on)
{
	struct trust t;
	const struct writer *w;

	enrol_village();
	kit_press(K_DOWN);
	kit_press(K_F(5));
	kit_has("First entry that is not to be relied on");
	fill("sc1-７"); /* as it is said over the phone, with the input method on */
	kit_has("Why");
	fill("丢失");
	kit_has("From entry sc1-7 on");
	kit_press(K_ENTER); /* confirms nothing */
	kit_has("From entry sc1-7 on");
	kit_press('1');
	kit_has("Recorded");
	kit_has("revoked: nothing is taken from entry 7 on");
	w = newest(&t);
	ck_assert_int_eq(w->op, WRITER_REVOKE);
	ck_assert_int_eq(w->from.n, 7);
	ck_assert_str_eq(w->reason, "丢失");
	trust_clear(&t);
}
END_TEST

START_TEST(what_is_no_number_is_refused_and_esc_changes_nothing)
{
	struct trust t;

	enrol_village();
	kit_press(K_DOWN);
	kit_press(K_F(5));
	fill("最后一条");
	kit_has("the number of an entry");
	fill("7");
	fill("丢失");
	kit_press(K_ESC);
	kit_has_not("Recorded");
	ck_assert_int_eq(newest(&t)->op, WRITER_ENROL);
	trust_clear(&t);
}
END_TEST

START_TEST(our_own_devices_are_not_ended_here)
{
	enrol_village();
	kit_press(K_F(5));
	kit_has("ended by its superior");
	kit_press(K_F(6));
	kit_has("ended by its superior");
	kit_press(K_DOWN);
	kit_press(K_DOWN);
	kit_press(K_F(6));
	fill("不用了");
	kit_press('1');
	kit_has("own hand in that book");
}
END_TEST

START_TEST(our_hand_gets_another_key)
{
	struct trust t;
	const struct writer *w;

	enrol_village();
	kit_press(K_DOWN);
	kit_press(K_F(7));
	kit_has("a new key is made at the device itself");
	kit_press(K_DOWN);
	kit_press(K_F(7));
	kit_has("another key in all books");
	kit_press('1');
	kit_has("another key in 1 books");
	w = newest(&t);
	ck_assert_str_eq(w->writer, "sc0");
	ck_assert_int_eq(w->op, WRITER_ROTATE);
	trust_clear(&t);
}
END_TEST

START_TEST(it_takes_a_leader_s_pin_once_there_is_one)
{
	struct trust t;
	const char *leader = KIT_WRITE("person", "name", "带班甲", "role", "leader");
	struct err e;

	enrol_village();
	ck_ok(pin_set(book_store(kit.book), leader, "246810", &e), &e);
	kit_press(K_DOWN);
	kit_press(K_F(6));
	fill("换新机");
	kit_press('1');
	kit_has("This takes a leader");
	kit_press('1');
	kit_type("246810");
	kit_press(K_ENTER);
	kit_has("retired: nothing is taken from entry");
	ck_assert_int_eq(newest(&t)->op, WRITER_RETIRE);
	trust_clear(&t);
}
END_TEST

START_TEST(the_request_of_this_device_goes_into_a_file)
{
	char *text;
	size_t n;

	kit_open(&view_devices, NULL);
	kit_press(K_F(8));
	fill(path("ours"));
	kit_has("carry it to the superior");
	text = slurp(path("ours"), &n);
	ck_assert_ptr_nonnull(text);
	ck_assert_ptr_nonnull(strstr(text, "writer = sm1"));
	free(text);
	kit_press('1');
	fill(path("ours"));
	kit_has("holds no reply");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_devices");
	TCase *t = tcase_create("view_devices");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, a_station_below_is_enrolled_from_its_file);
	tcase_add_test(t, a_file_that_is_no_request_keeps_the_question_open);
	tcase_add_test(t, a_lost_device_is_refused_from_an_entry_on);
	tcase_add_test(t, what_is_no_number_is_refused_and_esc_changes_nothing);
	tcase_add_test(t, our_own_devices_are_not_ended_here);
	tcase_add_test(t, our_hand_gets_another_key);
	tcase_add_test(t, it_takes_a_leader_s_pin_once_there_is_one);
	tcase_add_test(t, the_request_of_this_device_goes_into_a_file);
	suite_add_tcase(s, t);
	return run_suite(s);
}
