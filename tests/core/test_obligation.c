/* What is owed, by the words of the contract: two whole scenarios and each rule by itself. */
#include "core/obligation.h"

#include "tests/core/case_kit.h"

static struct kit
house_fire(void)
{
	struct kit k = open_case("2026-01-18T02:47", "kind=fire", "family=fire", "place=石门村",
				 "occurred=2026-01-18T02:45", "learned=2026-01-18T02:47", NULL);

	act(&k, "2026-01-18T02:48", "turnout");
	phone(&k, "2026-01-18T02:58", "first");
	put(&k, &kind_fact, "2026-01-18T03:04", k.incident, "asof=2026-01-18T03:04", "dead=0",
	    "serious=1", "light=1", "evacuated=11", NULL);
	written(&k, "2026-01-18T03:31", "first");
	put(&k, &kind_query, "2026-01-18T04:40", k.incident, "text=核实", "from=县应急局", NULL);
	phone(&k, "2026-01-18T04:58", "verify");
	written(&k, "2026-01-18T05:35", "verify");
	written(&k, "2026-01-18T06:30", "followup");
	act(&k, "2026-01-18T06:50", "response-end");
	written(&k, "2026-01-18T16:40", "final");
	return k;
}

START_TEST(the_house_fire_of_the_scenario)
{
	struct kit k = house_fire();
	struct incident_view v = view_of(&k, "2026-01-19T09:00");

	owe(&k, "2026-01-19T09:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:17");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-01-18T03:47");
	ck_assert_str_eq(said(&k, "verify-phone", 1), "met 0 2026-01-18T05:10");
	ck_assert_str_eq(said(&k, "verify-written", 1), "met 0 2026-01-18T05:40");
	ck_assert_str_eq(said(&k, "followup", 1), "met 0 2026-01-18T07:31");
	ck_assert_str_eq(said(&k, "followup", 2), "");
	ck_assert_str_eq(said(&k, "final", 1), "met 0 2026-01-19T06:50");
	ck_assert_int_eq(v.confirmed, GRADE_IV);
	ck_assert_int_eq(v.supplement_until, 20260125);
	put(&k, &kind_fact, "2026-01-21T06:25", k.incident, "asof=2026-01-21T06:20", "dead=1",
	    "serious=0", "light=1", "reason=抢救无效", NULL);
	owe(&k, "2026-01-21T06:30");
	ck_assert_str_eq(said(&k, "supplement", 1), "pending 0 2026-01-21T08:25");
	written(&k, "2026-01-21T07:05", "supplement");
	owe(&k, "2026-01-21T09:30");
	ck_assert_str_eq(said(&k, "supplement", 1), "met 0 2026-01-21T08:25");
	close_kit(&k);
}
END_TEST

static struct kit
methanol_truck(void)
{
	struct kit k = open_case("2026-10-03T09:16", "kind=traffic", "family=traffic", "place=国道",
				 "occurred=2026-10-03T09:12", "learned=2026-10-03T09:16",
				 "flags=sensitive", NULL);

	phone(&k, "2026-10-03T09:21", "first");
	put(&k, &kind_fact, "2026-10-03T09:40", k.incident, "asof=2026-10-03T09:40", "dead=0",
	    "serious=0", "light=1", NULL);
	written(&k, "2026-10-03T09:44", "first");
	put(&k, &kind_fact, "2026-10-03T10:20", k.incident, "asof=2026-10-03T10:20",
	    "evacuated=620", NULL);
	phone(&k, "2026-10-03T10:24", "upgrade");
	put(&k, &kind_query, "2026-10-03T10:31", k.incident, "text=核实", "from=县应急局", NULL);
	phone(&k, "2026-10-03T10:52", "verify");
	written(&k, "2026-10-03T11:26", "verify");
	return k;
}

START_TEST(the_truck_of_the_scenario)
{
	struct kit k = methanol_truck();
	struct incident_view v = view_of(&k, "2026-10-03T12:00");

	ck_assert(v.danger);
	ck_assert_int_eq(v.confirmed, GRADE_IV);
	owe(&k, "2026-10-03T12:00");
	ck_assert_str_eq(said(&k, "followup", 1), "late 16 2026-10-03T11:44");
	written(&k, "2026-10-03T12:10", "followup");
	written(&k, "2026-10-03T13:44", "followup");
	written(&k, "2026-10-03T15:44", "followup");
	act(&k, "2026-10-03T17:40", "response-end");
	written(&k, "2026-10-03T17:44", "followup");
	written(&k, "2026-10-04T15:30", "final");
	owe(&k, "2026-10-05T09:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-10-03T09:31");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-10-03T09:46");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "met 0 2026-10-03T10:35");
	ck_assert_str_eq(said(&k, "upgrade-phone", 2), "");
	ck_assert_str_eq(said(&k, "verify-phone", 1), "met 0 2026-10-03T11:01");
	ck_assert_str_eq(said(&k, "verify-written", 1), "met 0 2026-10-03T11:31");
	ck_assert_str_eq(said(&k, "followup", 1), "late 26 2026-10-03T11:44");
	ck_assert_str_eq(said(&k, "followup", 2), "met 0 2026-10-03T13:44");
	ck_assert_str_eq(said(&k, "followup", 3), "met 0 2026-10-03T15:44");
	ck_assert_str_eq(said(&k, "followup", 4), "");
	ck_assert_str_eq(said(&k, "final", 1), "met 0 2026-10-04T17:40");
	ck_assert_int_eq(view_of(&k, "2026-10-05T09:00").supplement_until, 20261010);
	close_kit(&k);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("obligation");
	TCase *scenarios = tcase_create("scenarios");

	tcase_add_test(scenarios, the_house_fire_of_the_scenario);
	tcase_add_test(scenarios, the_truck_of_the_scenario);
	suite_add_tcase(s, scenarios);
	return run_suite(s);
}
