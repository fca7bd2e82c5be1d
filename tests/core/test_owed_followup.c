/* Follow-ups on their grid, reminders of changes, and requests to verify. */
#include "core/obligation.h"

#include "tests/core/case_kit.h"

/* ---- follow-ups ---- */

START_TEST(an_interval_is_listed_from_its_beginning)
{
	struct kit k = plain_fire();

	owe(&k, "2026-01-18T03:00");
	ck_assert_str_eq(said(&k, "followup", 1), "");
	written(&k, "2026-01-18T03:00", "first");
	owe(&k, "2026-01-18T03:00");
	ck_assert_str_eq(said(&k, "followup", 1), "pending 0 2026-01-18T07:00");
	owe(&k, "2026-01-18T06:59");
	ck_assert_str_eq(said(&k, "followup", 2), "");
	owe(&k, "2026-01-18T07:01");
	ck_assert_str_eq(said(&k, "followup", 1), "late 1 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "pending 0 2026-01-18T11:00");
	close_kit(&k);
}
END_TEST

START_TEST(an_early_one_does_not_move_the_grid_and_a_further_one_is_extra)
{
	struct kit k = reported_fire();

	written(&k, "2026-01-18T03:30", "followup");
	written(&k, "2026-01-18T04:30", "followup");
	owe(&k, "2026-01-18T07:30");
	ck_assert_str_eq(said(&k, "followup", 1), "met 0 2026-01-18T07:00");
	ck_assert_int_eq(row(&k, "followup", 1)->met, moment_of("2026-01-18T03:30"));
	ck_assert_str_eq(said(&k, "followup", 2), "pending 0 2026-01-18T11:00");
	close_kit(&k);
}
END_TEST

START_TEST(a_late_one_meets_all_past_ones_but_not_the_running_one)
{
	struct kit k = reported_fire();

	written(&k, "2026-01-18T16:00", "followup");
	owe(&k, "2026-01-18T16:30");
	ck_assert_str_eq(said(&k, "followup", 1), "late 540 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "late 300 2026-01-18T11:00");
	ck_assert_str_eq(said(&k, "followup", 3), "late 60 2026-01-18T15:00");
	ck_assert_str_eq(said(&k, "followup", 4), "pending 0 2026-01-18T19:00");
	written(&k, "2026-01-18T16:10", "followup");
	owe(&k, "2026-01-18T16:30");
	ck_assert_str_eq(said(&k, "followup", 4), "met 0 2026-01-18T19:00");
	close_kit(&k);
}
END_TEST

START_TEST(on_the_end_of_an_interval_it_still_belongs_to_it)
{
	struct kit k = reported_fire();

	written(&k, "2026-01-18T07:00", "followup");
	owe(&k, "2026-01-18T08:00");
	ck_assert_str_eq(said(&k, "followup", 1), "met 0 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "pending 0 2026-01-18T11:00");
	close_kit(&k);
}
END_TEST

START_TEST(a_phone_call_is_no_follow_up)
{
	struct kit k = reported_fire();

	phone(&k, "2026-01-18T05:00", "followup");
	written(&k, "2026-01-18T05:10", "verify");
	owe(&k, "2026-01-18T06:00");
	ck_assert_str_eq(said(&k, "followup", 1), "pending 0 2026-01-18T07:00");
	close_kit(&k);
}
END_TEST

START_TEST(the_same_report_sent_on_is_no_further_one)
{
	struct kit k = reported_fire();

	written(&k, "2026-01-18T07:10", "followup");
	put(&k, &kind_send, "2026-01-18T07:12", k.report, "to=县委办公室", "via=fax", NULL);
	owe(&k, "2026-01-18T08:00");
	ck_assert_str_eq(said(&k, "followup", 1), "late 10 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "pending 0 2026-01-18T11:00");
	close_kit(&k);
}
END_TEST

START_TEST(the_running_interval_keeps_its_end_when_things_get_worse)
{
	struct kit k = reported_fire();

	fact(&k, "2026-01-18T05:00", "dead=3");
	owe(&k, "2026-01-18T10:00");
	ck_assert_str_eq(said(&k, "followup", 1), "late 180 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "late 60 2026-01-18T09:00");
	ck_assert_str_eq(said(&k, "followup", 3), "pending 0 2026-01-18T11:00");
	close_kit(&k);
}
END_TEST

START_TEST(the_interval_of_the_end_is_listed_only_when_it_was_met)
{
	struct kit k = reported_fire();

	act(&k, "2026-01-18T09:00", "response-end");
	owe(&k, "2026-01-18T20:00");
	ck_assert_str_eq(said(&k, "followup", 1), "late 780 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "");
	ck_assert_str_eq(said(&k, "final", 1), "pending 0 2026-01-19T09:00");
	written(&k, "2026-01-18T09:20", "followup");
	owe(&k, "2026-01-18T20:00");
	ck_assert_str_eq(said(&k, "followup", 1), "late 140 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "");
	close_kit(&k);
}
END_TEST

START_TEST(at_the_transfer_of_the_duty_the_interval_is_transferred)
{
	struct kit k = reported_fire();

	written(&k, "2026-01-18T06:00", "followup");
	act(&k, "2026-01-18T08:00", "followup-transfer");
	owe(&k, "2026-01-18T23:00");
	ck_assert_str_eq(said(&k, "followup", 1), "met 0 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "transferred 0 2026-01-18T11:00");
	ck_assert_str_eq(said(&k, "followup", 3), "");
	close_kit(&k);
	k = reported_fire();
	written(&k, "2026-01-18T07:30", "followup");
	act(&k, "2026-01-18T08:00", "followup-transfer");
	act(&k, "2026-01-18T09:00", "response-end");
	owe(&k, "2026-01-18T23:00");
	ck_assert_str_eq(said(&k, "followup", 1), "late 30 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "transferred 0 2026-01-18T11:00");
	ck_assert_str_eq(said(&k, "final", 1), "pending 0 2026-01-19T09:00");
	close_kit(&k);
}
END_TEST

START_TEST(command_may_be_transferred_without_the_follow_up_duty)
{
	struct kit k = reported_fire();

	act(&k, "2026-01-18T04:00", "command-transfer");
	owe(&k, "2026-01-18T08:00");
	ck_assert_str_eq(said(&k, "followup", 1), "late 60 2026-01-18T07:00");
	close_kit(&k);
}
END_TEST

START_TEST(a_change_reminds_and_never_is_late)
{
	struct kit k = reported_fire();
	const struct obligation *o;

	fact(&k, "2026-01-18T03:20", "trapped=2");
	act(&k, "2026-01-18T03:25", "controlled");
	owe(&k, "2026-01-18T05:00");
	o = row(&k, "followup-change", 1);
	ck_assert_str_eq(said(&k, "followup-change", 1), "pending 0 2026-01-18T03:50");
	ck_assert(o->reminder);
	ck_assert_str_eq(said(&k, "followup-change", 2), "");
	written(&k, "2026-01-18T05:10", "followup");
	act(&k, "2026-01-18T05:30", "out");
	owe(&k, "2026-01-18T05:40");
	ck_assert_str_eq(said(&k, "followup-change", 1), "met 0 2026-01-18T03:50");
	ck_assert_str_eq(said(&k, "followup-change", 2), "pending 0 2026-01-18T06:00");
	close_kit(&k);
}
END_TEST

/* ---- requests to verify ---- */

START_TEST(an_answer_is_for_the_oldest_open_request)
{
	struct kit k = reported_fire();

	ask(&k, "2026-01-18T04:00");
	ask(&k, "2026-01-18T04:10");
	phone(&k, "2026-01-18T04:20", "verify");
	owe(&k, "2026-01-18T04:30");
	ck_assert_str_eq(said(&k, "verify-phone", 1), "met 0 2026-01-18T04:30");
	ck_assert_str_eq(said(&k, "verify-phone", 2), "pending 0 2026-01-18T04:40");
	phone(&k, "2026-01-18T04:45", "verify");
	written(&k, "2026-01-18T04:50", "verify");
	owe(&k, "2026-01-18T05:30");
	ck_assert_str_eq(said(&k, "verify-phone", 2), "late 5 2026-01-18T04:40");
	ck_assert_str_eq(said(&k, "verify-written", 1), "met 0 2026-01-18T05:00");
	ck_assert_str_eq(said(&k, "verify-written", 2), "late 20 2026-01-18T05:10");
	close_kit(&k);
}
END_TEST

START_TEST(an_answer_before_any_request_answers_none)
{
	struct kit k = reported_fire();

	phone(&k, "2026-01-18T03:50", "verify");
	ask(&k, "2026-01-18T04:00");
	owe(&k, "2026-01-18T04:10");
	ck_assert_str_eq(said(&k, "verify-phone", 1), "pending 0 2026-01-18T04:30");
	close_kit(&k);
}
END_TEST

START_TEST(a_request_may_say_when_it_wants_the_answer)
{
	struct kit k = reported_fire();

	put(&k, &kind_query, "2026-01-18T04:00", k.incident, "text=核实", "from=县应急局",
	    "due=2026-01-18T04:20", NULL);
	owe(&k, "2026-01-18T04:10");
	ck_assert_str_eq(said(&k, "verify-phone", 1), "pending 0 2026-01-18T04:20");
	ck_assert_str_eq(said(&k, "verify-written", 1), "pending 0 2026-01-18T04:20");
	close_kit(&k);
}
END_TEST

START_TEST(a_request_without_an_incident_has_its_own_clocks)
{
	struct kit k = plain_fire();
	struct records only = {0};
	struct case_context c = kit_context(&k, "2026-01-18T10:20");
	struct record *query;
	struct err e;

	query =
	    put(&k, &kind_query, "2026-01-18T10:00", NULL, "text=热点核查", "from=县林业局", NULL);
	vec_push(&only, query);
	vec_push(&only, put(&k, &kind_phone, "2026-01-18T10:12", query->id, "to=县林业局",
			    "answered=丙", "step=verify", NULL));
	ck_ok(obligations(&k.arena, &only, &c, &k.rows, &e), &e);
	ck_assert_uint_eq(k.rows.n, 2);
	ck_assert_str_eq(said(&k, "verify-phone", 1), "met 0 2026-01-18T10:30");
	ck_assert_str_eq(said(&k, "verify-written", 1), "pending 0 2026-01-18T11:00");
	ck_assert_str_eq(k.rows.v[0].incident, query->id);
	vec_clear(&only);
	close_kit(&k);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("owed_followup");
	TCase *t;

	t = tcase_create("follow-ups");
	tcase_add_test(t, an_interval_is_listed_from_its_beginning);
	tcase_add_test(t, an_early_one_does_not_move_the_grid_and_a_further_one_is_extra);
	tcase_add_test(t, a_late_one_meets_all_past_ones_but_not_the_running_one);
	tcase_add_test(t, on_the_end_of_an_interval_it_still_belongs_to_it);
	tcase_add_test(t, a_phone_call_is_no_follow_up);
	tcase_add_test(t, the_same_report_sent_on_is_no_further_one);
	tcase_add_test(t, the_running_interval_keeps_its_end_when_things_get_worse);
	tcase_add_test(t, the_interval_of_the_end_is_listed_only_when_it_was_met);
	tcase_add_test(t, at_the_transfer_of_the_duty_the_interval_is_transferred);
	tcase_add_test(t, command_may_be_transferred_without_the_follow_up_duty);
	tcase_add_test(t, a_change_reminds_and_never_is_late);
	suite_add_tcase(s, t);

	t = tcase_create("requests to verify");
	tcase_add_test(t, an_answer_is_for_the_oldest_open_request);
	tcase_add_test(t, an_answer_before_any_request_answers_none);
	tcase_add_test(t, a_request_may_say_when_it_wants_the_answer);
	tcase_add_test(t, a_request_without_an_incident_has_its_own_clocks);
	suite_add_tcase(s, t);
	return run_suite(s);
}
