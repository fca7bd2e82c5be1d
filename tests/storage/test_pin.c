/* PINs: set, checked, and the wait after wrong tries. */
#include "storage/pin.h"

#include <stdio.h>
#include <string.h>

#include "tests/helpers.h"

static const char *dir;
static struct store *store;

static void
setup(void)
{
	struct err e;
	char path[300];

	dir = fresh_dir();
	snprintf(path, sizeof(path), "%s/store", dir);
	ck_ok(store_open(path, STORE_CREATE, &store, &e), &e);
}

static void
teardown(void)
{
	store_close(store);
	clean_dir(dir);
}

static enum rc
try_pin(const char *pin, int64_t now)
{
	struct err e;

	return pin_check(store, "sm1-2", pin, now, &e);
}

START_TEST(a_pin_opens_for_its_person_only)
{
	struct err e;

	ck_assert(!pin_any(store));
	ck_ok(pin_set(store, "sm1-2", "2468", &e), &e);
	ck_ok(pin_set(store, "sm1-3", "1357", &e), &e);
	ck_assert(pin_any(store));
	ck_assert(pin_has(store, "sm1-2"));
	ck_assert(!pin_has(store, "sm1-4"));
	ck_ok(pin_check(store, "sm1-2", "2468", 1000, &e), &e);
	ck_assert_int_eq(pin_check(store, "sm1-3", "2468", 1000, &e), RC_INVALID);
	ck_ok(pin_set(store, "sm1-2", "8642", &e), &e);
	ck_assert_int_eq(try_pin("2468", 1000), RC_INVALID);
	ck_ok(pin_check(store, "sm1-2", "8642", 1000, &e), &e);
}
END_TEST

START_TEST(full_width_digits_of_an_input_method_are_the_same_pin)
{
	struct err e;

	ck_ok(pin_set(store, "sm1-2", "２４６８ｚ", &e), &e);
	ck_ok(pin_check(store, "sm1-2", "2468z", 1000, &e), &e);
	ck_ok(pin_check(store, "sm1-2", "２4６8ｚ", 1000, &e), &e);
}
END_TEST

START_TEST(short_long_and_blank_pins_are_refused)
{
	static const char *const wrong[] = {
	    "", "123", "12 34", "12\t34", " 1234", "123456789012345678901234567890123", "２４６",
	};
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_assert_int_eq(pin_set(store, "sm1-2", wrong[i], &e), RC_INVALID);
	ck_assert(!pin_any(store));
	ck_ok(pin_set(store, "sm1-2", "12345678901234567890123456789012", &e), &e);
	ck_ok(pin_set(store, "sm1-2", "红山值班", &e), &e);
	ck_ok(pin_check(store, "sm1-2", "红山值班", 1000, &e), &e);
}
END_TEST

START_TEST(after_five_wrong_tries_the_right_pin_must_wait_too)
{
	struct err e;
	int i;

	ck_ok(pin_set(store, "sm1-2", "2468", &e), &e);
	for (i = 0; i < PIN_FREE_TRIES; i++)
		ck_assert_int_eq(try_pin("0000", 1000), RC_INVALID);
	ck_assert_int_eq(try_pin("2468", 1000), RC_INVALID);
	ck_assert_int_eq(try_pin("2468", 1059), RC_INVALID);
	/* A wrong try after the wait doubles it. */
	ck_assert_int_eq(try_pin("0000", 1060), RC_INVALID);
	ck_assert_int_eq(try_pin("2468", 1060 + 119), RC_INVALID);
	ck_assert_int_eq(try_pin("2468", 1060 + 120), RC_OK);
	/* A right one forgets the wrong ones. */
	ck_assert_int_eq(try_pin("0000", 1060 + 120), RC_INVALID);
	ck_assert_int_eq(try_pin("2468", 1060 + 120), RC_OK);
}
END_TEST

START_TEST(one_waits_an_hour_at_most_even_when_the_clock_ran_back)
{
	struct err e;
	int64_t now = 1000000;
	int i;

	ck_ok(pin_set(store, "sm1-2", "2468", &e), &e);
	for (i = 0; i < 20; i++, now += PIN_WAIT_MAX)
		ck_assert_int_eq(try_pin("0000", now), RC_INVALID);
	ck_assert_int_eq(try_pin("2468", now - 1), RC_INVALID);
	ck_assert_int_eq(try_pin("2468", now), RC_OK);
	for (i = 0; i < 20; i++, now += PIN_WAIT_MAX)
		ck_assert_int_eq(try_pin("0000", now), RC_INVALID);
	ck_assert_int_eq(try_pin("2468", 5), RC_OK);
}
END_TEST

START_TEST(no_pin_a_wrong_one_and_a_wait_say_the_same)
{
	struct err none, wrong, waits;
	int i;

	ck_ok(pin_set(store, "sm1-2", "2468", &none), &none);
	ck_assert_int_eq(pin_check(store, "sm1-9", "2468", 1000, &none), RC_INVALID);
	ck_assert_int_eq(pin_check(store, "sm1-2", "9999", 1000, &wrong), RC_INVALID);
	for (i = 0; i < PIN_FREE_TRIES; i++)
		ck_assert_int_eq(pin_check(store, "sm1-2", "9999", 1000, &waits), RC_INVALID);
	ck_assert_int_eq(pin_check(store, "sm1-2", "2468", 1000, &waits), RC_INVALID);
	ck_assert_str_eq(none.text, wrong.text);
	ck_assert_str_eq(none.text, waits.text);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("pin");
	TCase *t = tcase_create("pin");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_pin_opens_for_its_person_only);
	tcase_add_test(t, full_width_digits_of_an_input_method_are_the_same_pin);
	tcase_add_test(t, short_long_and_blank_pins_are_refused);
	tcase_add_test(t, after_five_wrong_tries_the_right_pin_must_wait_too);
	tcase_add_test(t, one_waits_an_hour_at_most_even_when_the_clock_ran_back);
	tcase_add_test(t, no_pin_a_wrong_one_and_a_wait_say_the_same);
	suite_add_tcase(s, t);
	return run_suite(s);
}
