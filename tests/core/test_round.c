/* When a round is due by itself. */
#include "core/round.h"

#include <stdio.h>
#include <string.h>

#include "tests/helpers.h"

enum { NOW = 1800000000, EVERY = 600 };

static struct round_plan
steady(void)
{
	return (struct round_plan){.on = true, .every = EVERY, .tried = NOW - 100};
}

START_TEST(a_home_that_does_not_synchronise_is_never_due)
{
	struct round_plan p = steady();

	p.on = false;
	p.urgent = p.fresh = true;
	ck_assert_int_eq(round_due(&p, NOW), ROUND_NEVER);
}
END_TEST

START_TEST(the_first_round_is_due_at_once)
{
	struct round_plan p = steady();

	p.tried = 0;
	ck_assert_int_eq(round_due(&p, NOW), NOW);
}
END_TEST

START_TEST(rounds_follow_each_other_at_the_interval_and_a_tenth_of_it_more_at_most)
{
	struct round_plan p = steady();

	ck_assert_int_eq(round_due(&p, NOW), NOW - 100 + EVERY);
	p.jitter = EVERY / 10;
	ck_assert_int_eq(round_due(&p, NOW), NOW - 100 + EVERY + EVERY / 10);
	p.jitter++;
	ck_assert_int_eq(round_due(&p, NOW), NOW - 100 + EVERY);
	p.jitter = UINT32_MAX;
	ck_assert(round_due(&p, NOW) >= NOW - 100 + EVERY);
	ck_assert(round_due(&p, NOW) <= NOW - 100 + EVERY + EVERY / 10);
}
END_TEST

START_TEST(something_urgent_goes_at_once)
{
	struct round_plan p = steady();

	p.urgent = p.fresh = true;
	ck_assert_int_eq(round_due(&p, NOW), NOW);
	p.failures = 9; /* it is news, whatever failed before */
	ck_assert_int_eq(round_due(&p, NOW), NOW);
}
END_TEST

START_TEST(something_urgent_that_a_round_left_behind_does_not_make_it_run_in_circles)
{
	struct round_plan p = steady();

	p.urgent = true;
	ck_assert_int_eq(round_due(&p, NOW), NOW - 100 + EVERY);
}
END_TEST

/* The gap after so many failures, without spread: jitter 0 is a quarter less, gap / 2 a quarter
 * more. */
static int64_t
gap(struct round_plan p, int failures, int64_t full)
{
	int64_t least, most;

	p.failures = failures;
	p.jitter = 0;
	least = round_due(&p, NOW) - p.tried;
	p.jitter = (uint32_t)(full / 2);
	most = round_due(&p, NOW) - p.tried;
	ck_assert_int_eq(least, full - full / 4);
	ck_assert_int_eq(most, full - full / 4 + full / 2);
	return full;
}

START_TEST(after_failures_the_gaps_double_up_to_half_an_hour)
{
	struct round_plan p = steady();

	gap(p, 1, 60);
	gap(p, 2, 120);
	gap(p, 3, 240);
	gap(p, 5, 960);
	gap(p, 6, 1800);
	gap(p, 7, 1800);
	gap(p, 1000000, 1800);
	p.every = 7200; /* who looks every two hours does not look oftener for a dead line */
	gap(p, 8, 7200);
}
END_TEST

START_TEST(what_is_urgent_is_tried_again_sooner)
{
	struct round_plan p = steady();

	p.urgent = true;
	gap(p, 1, 15);
	gap(p, 2, 30);
	gap(p, 5, 240);
	gap(p, 6, 300);
	gap(p, 1000, 300);
}
END_TEST

START_TEST(a_clock_that_ran_back_does_not_put_the_rounds_off)
{
	struct round_plan p = steady();

	p.tried = NOW + 86400;
	ck_assert_int_eq(round_due(&p, NOW), NOW);
	p.tried = NOW + 5; /* two clocks that are not quite equal */
	ck_assert_int_eq(round_due(&p, NOW), NOW + 5 + EVERY);
}
END_TEST

static bool
urgent(const char *kind, const char *extra, const char *body)
{
	char line[600];

	snprintf(line, sizeof(line),
		 "{\"at\":\"2026-01-18T02:47+08:00\",\"body\":{%s},\"by\":\"sm1\",\"id\":\"sm1-9\","
		 "\"kind\":\"%s\"%s,\"ts\":\"2026-01-18T02:47:09.123+08:00\"}",
		 body, kind, extra);
	return round_line_is_urgent(line, strlen(line));
}

START_TEST(a_new_incident_a_sending_by_sync_and_a_request_to_verify_are_urgent)
{
	const char *incident = "\"kind\":\"traffic\",\"learned\":\"2026-01-18T02:47+08:00\","
			       "\"place\":\"村口\",\"title\":\"村口交通事故\"";

	ck_assert(urgent("incident", "", incident));
	ck_assert(urgent("query", ",\"of\":\"sm1-3\"", "\"from\":\"县局\",\"text\":\"请核实\""));
	ck_assert(urgent("send", ",\"of\":\"sm1-3\"", "\"to\":\"县局\",\"via\":\"sync\""));
	ck_assert(!urgent("send", ",\"of\":\"sm1-3\"", "\"to\":\"县局\",\"via\":\"fax\""));
	ck_assert(!urgent("log", "", "\"text\":\"巡查\""));
	ck_assert(!urgent("log", "", "\"text\":\"\\\"kind\\\":\\\"query\\\"\""));
}
END_TEST

START_TEST(an_edit_of_an_incident_can_wait)
{
	ck_assert(!urgent("incident", ",\"of\":\"sm1-3\",\"rev\":1", "\"title\":\"村口车祸\""));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("round");
	TCase *t = tcase_create("round");

	tcase_add_test(t, a_home_that_does_not_synchronise_is_never_due);
	tcase_add_test(t, the_first_round_is_due_at_once);
	tcase_add_test(t, rounds_follow_each_other_at_the_interval_and_a_tenth_of_it_more_at_most);
	tcase_add_test(t, something_urgent_goes_at_once);
	tcase_add_test(t,
		       something_urgent_that_a_round_left_behind_does_not_make_it_run_in_circles);
	tcase_add_test(t, after_failures_the_gaps_double_up_to_half_an_hour);
	tcase_add_test(t, what_is_urgent_is_tried_again_sooner);
	tcase_add_test(t, a_clock_that_ran_back_does_not_put_the_rounds_off);
	tcase_add_test(t, a_new_incident_a_sending_by_sync_and_a_request_to_verify_are_urgent);
	tcase_add_test(t, an_edit_of_an_incident_can_wait);
	suite_add_tcase(s, t);
	return run_suite(s);
}
