/* What is owed at the end and afterwards, what closing waives and an excuse moves. */
#include "core/obligation.h"

#include "tests/core/case_kit.h"

/* ---- the end and afterwards ---- */

static struct kit
ended_fire(void)
{
	struct kit k = reported_fire();

	fact(&k, "2026-01-18T03:04", "serious=1");
	act(&k, "2026-01-18T06:50", "response-end");
	written(&k, "2026-01-18T16:40", "final");
	return k;
}

START_TEST(a_supplement_is_owed_on_the_last_day_of_the_window_and_not_after)
{
	struct kit k = ended_fire();

	put(&k, &kind_fact, "2026-01-25T23:59", k.incident, "asof=2026-01-25T23:58", "dead=1",
	    "serious=0", "reason=抢救无效", NULL);
	put(&k, &kind_fact, "2026-01-26T00:10", k.incident, "asof=2026-01-26T00:00", "dead=2",
	    NULL);
	owe(&k, "2026-01-26T00:20");
	ck_assert_str_eq(said(&k, "supplement", 1), "pending 0 2026-01-26T01:59");
	ck_assert_str_eq(said(&k, "supplement", 2), "");
	close_kit(&k);
}
END_TEST

START_TEST(it_is_the_day_of_the_accident_that_counts_not_of_learning)
{
	struct kit k = open_case("2026-01-19T00:20", "kind=fire", "family=fire", "place=村",
				 "occurred=2026-01-18T23:50", "learned=2026-01-19T00:10", NULL);

	ck_assert_int_eq(view_of(&k, "2026-01-19T01:00").supplement_until, 20260125);
	close_kit(&k);
	k = open_case("2026-01-19T00:20", "kind=fire", "family=fire", "place=村", "occurred=?",
		      "learned=2026-01-19T00:10", NULL);
	ck_assert_int_eq(view_of(&k, "2026-01-19T01:00").supplement_until, 20260126);
	close_kit(&k);
	k = open_case("2026-01-19T00:20", "kind=fire", "family=fire", "place=村",
		      "occurred=~2026-01-18T23:50", "learned=2026-01-19T00:10", NULL);
	ck_assert_int_eq(view_of(&k, "2026-01-19T01:00").supplement_until, 20260125);
	close_kit(&k);
}
END_TEST

START_TEST(one_supplement_meets_all_open_ones)
{
	struct kit k = ended_fire();

	fact(&k, "2026-01-19T08:00", "loss=30");
	fact(&k, "2026-01-19T08:30", "light=2");
	written(&k, "2026-01-19T09:50", "supplement");
	fact(&k, "2026-01-20T08:00", "loss=31");
	owe(&k, "2026-01-20T10:30");
	ck_assert_str_eq(said(&k, "supplement", 1), "met 0 2026-01-19T10:00");
	ck_assert_str_eq(said(&k, "supplement", 2), "met 0 2026-01-19T10:30");
	ck_assert_str_eq(said(&k, "supplement", 3), "late 30 2026-01-20T10:00");
	close_kit(&k);
}
END_TEST

START_TEST(a_fact_that_changes_nothing_owes_nothing)
{
	struct kit k = ended_fire();

	fact(&k, "2026-01-19T08:00", "serious=1");
	put(&k, &kind_fact, "2026-01-19T09:00", k.incident, "asof=2026-01-18T03:00", "serious=4",
	    NULL);
	owe(&k, "2026-01-19T10:00");
	ck_assert_str_eq(said(&k, "supplement", 1), "");
	close_kit(&k);
}
END_TEST

START_TEST(before_the_final_report_no_supplement_is_owed)
{
	struct kit k = reported_fire();

	act(&k, "2026-01-18T06:50", "response-end");
	fact(&k, "2026-01-18T08:00", "dead=1");
	written(&k, "2026-01-18T16:40", "final");
	owe(&k, "2026-01-18T17:00");
	ck_assert_str_eq(said(&k, "supplement", 1), "");
	close_kit(&k);
}
END_TEST

START_TEST(a_death_after_the_window_does_not_change_the_grade)
{
	struct kit k = ended_fire();
	struct incident_view v;

	fact(&k, "2026-01-30T08:00", "dead=3");
	v = view_of(&k, "2026-01-30T09:00");
	ck_assert_int_eq(v.figures.of[MEASURE_dead].value, 3);
	ck_assert_int_eq(v.confirmed, GRADE_IV);
	close_kit(&k);
}
END_TEST

START_TEST(a_flood_has_a_final_report_but_no_supplements)
{
	struct kit k = open_case("2026-07-22T17:02", "kind=flood", "family=flood", "place=下滩村",
				 "learned=2026-07-22T17:02", NULL);

	written(&k, "2026-07-22T17:30", "first");
	act(&k, "2026-07-23T09:00", "response-end");
	written(&k, "2026-07-23T15:00", "final");
	fact(&k, "2026-07-23T18:00", "dead=1");
	owe(&k, "2026-07-23T19:00");
	ck_assert_str_eq(said(&k, "final", 1), "met 0 2026-07-24T09:00");
	ck_assert_str_eq(said(&k, "supplement", 1), "");
	close_kit(&k);
}
END_TEST

START_TEST(a_signature_by_phone_owes_a_countersignature)
{
	struct kit k = reported_fire();

	k.report = put(&k, &kind_report, "2026-01-18T03:29", k.incident, "type=followup",
		       "title=题", "signed_at=2026-01-18T03:29", "by_phone=yes", NULL)
		       ->id;
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "countersign", 1), "pending 0 2026-01-19T03:29");
	put(&k, &kind_countersign, "2026-01-18T07:50", k.report, "signer=sm1-1", NULL);
	owe(&k, "2026-01-18T08:00");
	ck_assert_str_eq(said(&k, "countersign", 1), "met 0 2026-01-19T03:29");
	close_kit(&k);
}
END_TEST

START_TEST(a_void_report_needs_no_countersignature)
{
	struct kit k = reported_fire();

	k.report = put(&k, &kind_report, "2026-01-18T03:29", k.incident, "type=followup",
		       "title=题", "signed_at=2026-01-18T03:29", "by_phone=yes", NULL)
		       ->id;
	put(&k, &kind_void, "2026-01-18T03:40", k.report, "reason=错", NULL);
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "countersign", 1), "waived 0 2026-01-19T03:29");
	close_kit(&k);
}
END_TEST

START_TEST(sending_back_starts_its_own_clock_and_undoes_nothing)
{
	struct kit k = plain_fire();

	written(&k, "2026-01-18T03:31", "first");
	put_superior(&k, &kind_return, "2026-01-18T03:45", k.report, "reason=缺要素", NULL);
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-01-18T03:47");
	ck_assert_str_eq(said(&k, "return", 1), "pending 0 2026-01-18T04:45");
	written(&k, "2026-01-18T04:30", "first");
	owe(&k, "2026-01-18T05:00");
	ck_assert_str_eq(said(&k, "return", 1), "met 0 2026-01-18T04:45");
	close_kit(&k);
}
END_TEST

START_TEST(the_enterprises_lateness_is_its_own_line)
{
	struct kit k =
	    open_case("2026-03-11T10:05", "kind=mine", "family=mine", "place=矿",
		      "learned=2026-03-11T10:05", "enterprise_learned=2026-03-11T08:30", NULL);

	owe(&k, "2026-03-11T10:10");
	ck_assert_str_eq(said(&k, "enterprise", 1), "late 35 2026-03-11T09:30");
	ck_assert_str_eq(said(&k, "first-phone", 1), "pending 0 2026-03-11T10:35");
	close_kit(&k);
	k = plain_fire();
	owe(&k, "2026-01-18T03:00");
	ck_assert_str_eq(said(&k, "enterprise", 1), "");
	close_kit(&k);
}
END_TEST

/* ---- closing ---- */

START_TEST(a_false_alarm_owes_nothing_more)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	close_as(&k, "2026-01-18T03:20", "false");
	owe(&k, "2026-01-19T03:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:17");
	ck_assert_str_eq(said(&k, "first-written", 1), "waived 0 2026-01-18T03:47");
	ck_assert_str_eq(said(&k, "final", 1), "");
	ck_assert_int_eq(view_of(&k, "2026-01-19T03:00").phase, PHASE_CLOSED);
	close_kit(&k);
}
END_TEST

START_TEST(a_duplicate_waives_what_was_overdue_too)
{
	struct kit k = reported_fire();

	ask(&k, "2026-01-18T04:00");
	close_as(&k, "2026-01-18T07:30", "duplicate");
	owe(&k, "2026-01-18T20:00");
	ck_assert_str_eq(said(&k, "verify-phone", 1), "waived 0 2026-01-18T04:30");
	ck_assert_str_eq(said(&k, "followup", 1), "waived 0 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "waived 0 2026-01-18T11:00");
	ck_assert_str_eq(said(&k, "followup", 3), "");
	close_kit(&k);
}
END_TEST

START_TEST(done_waives_nothing)
{
	struct kit k = plain_fire();

	close_as(&k, "2026-01-18T03:20", "done");
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 13 2026-01-18T03:47");
	close_kit(&k);
}
END_TEST

/* ---- excuses ---- */

static struct kit
cut_off_by_the_flood(const char *sent)
{
	struct kit k = open_case("2026-07-22T17:02", "kind=flood", "family=flood", "place=下滩村",
				 "learned=2026-07-22T17:02", NULL);

	phone(&k, "2026-07-22T17:24", "first");
	written(&k, sent, "first");
	put(&k, &kind_excuse, "2026-07-22T20:40", k.incident, "step=first-written",
	    "from=2026-07-22T17:20", "to=2026-07-22T19:05", "reason=公网中断", NULL);
	return k;
}

START_TEST(a_claim_alone_changes_nothing_but_shows)
{
	struct kit k = cut_off_by_the_flood("2026-07-22T19:12");

	owe(&k, "2026-07-22T21:00");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 70 2026-07-22T18:02");
	ck_assert_int_eq(row(&k, "first-written", 1)->claim, CLAIM_PENDING);
	ck_assert_int_eq(row(&k, "first-phone", 1)->claim, CLAIM_NONE);
	put_superior(&k, &kind_verdict, "2026-07-23T08:00", last_id(&k), "verdict=refuse", NULL);
	owe(&k, "2026-07-23T09:00");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 70 2026-07-22T18:02");
	ck_assert_int_eq(row(&k, "first-written", 1)->claim, CLAIM_REFUSED);
	close_kit(&k);
}
END_TEST

START_TEST(a_confirmed_excuse_stops_the_clock_for_its_span)
{
	struct kit k = cut_off_by_the_flood("2026-07-22T19:12");
	const struct obligation *o;

	put_superior(&k, &kind_verdict, "2026-07-23T08:00", last_id(&k), "verdict=confirm", NULL);
	owe(&k, "2026-07-23T09:00");
	o = row(&k, "first-written", 1);
	ck_assert_str_eq(said(&k, "first-written", 1), "excused 0 2026-07-22T19:47");
	ck_assert_int_eq(o->due_before, moment_of("2026-07-22T18:02"));
	ck_assert_int_eq(o->excused_minutes, 105);
	ck_assert_int_eq(o->claim, CLAIM_NONE);
	close_kit(&k);
}
END_TEST

START_TEST(what_was_left_when_it_began_is_all_there_is_afterwards)
{
	struct kit k = cut_off_by_the_flood("2026-07-22T20:30");

	put_superior(&k, &kind_verdict, "2026-07-23T08:00", last_id(&k), "verdict=confirm", NULL);
	owe(&k, "2026-07-23T09:00");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 43 2026-07-22T19:47");
	close_kit(&k);
}
END_TEST

START_TEST(an_obstacle_after_the_limit_excuses_nothing)
{
	struct kit k = open_case("2026-07-22T17:02", "kind=flood", "family=flood", "place=下滩村",
				 "learned=2026-07-22T17:02", NULL);

	written(&k, "2026-07-22T20:30", "first");
	put(&k, &kind_excuse, "2026-07-22T20:40", k.incident, "step=first-written",
	    "from=2026-07-22T18:10", "to=2026-07-22T20:00", "reason=断", NULL);
	put_superior(&k, &kind_verdict, "2026-07-23T08:00", last_id(&k), "verdict=confirm", NULL);
	owe(&k, "2026-07-23T09:00");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 148 2026-07-22T18:02");
	close_kit(&k);
}
END_TEST

START_TEST(overlapping_obstacles_count_once)
{
	struct kit k = cut_off_by_the_flood("2026-07-22T19:12");

	put_superior(&k, &kind_verdict, "2026-07-23T08:00", last_id(&k), "verdict=confirm", NULL);
	put(&k, &kind_excuse, "2026-07-22T20:41", k.incident, "step=first-written",
	    "from=2026-07-22T18:50", "to=2026-07-22T19:10", "reason=断电", NULL);
	put_superior(&k, &kind_verdict, "2026-07-23T08:01", last_id(&k), "verdict=confirm", NULL);
	owe(&k, "2026-07-23T09:00");
	ck_assert_int_eq(row(&k, "first-written", 1)->excused_minutes, 110);
	close_kit(&k);
}
END_TEST

START_TEST(the_superiors_word_holds_over_the_homes)
{
	struct kit k = cut_off_by_the_flood("2026-07-22T19:12");
	const char *claim = last_id(&k);

	put_superior(&k, &kind_verdict, "2026-07-23T08:00", claim, "verdict=refuse", NULL);
	put(&k, &kind_verdict, "2026-07-23T09:00", claim, "verdict=confirm", NULL);
	owe(&k, "2026-07-23T10:00");
	ck_assert_int_eq(row(&k, "first-written", 1)->status, OWED_LATE);
	close_kit(&k);
	k = cut_off_by_the_flood("2026-07-22T19:12");
	put(&k, &kind_verdict, "2026-07-23T09:00", last_id(&k), "verdict=confirm", NULL);
	owe(&k, "2026-07-23T10:00");
	ck_assert_int_eq(row(&k, "first-written", 1)->status, OWED_EXCUSED);
	close_kit(&k);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("owed_other");
	TCase *t;

	t = tcase_create("the end and afterwards");
	tcase_add_test(t, a_supplement_is_owed_on_the_last_day_of_the_window_and_not_after);
	tcase_add_test(t, it_is_the_day_of_the_accident_that_counts_not_of_learning);
	tcase_add_test(t, one_supplement_meets_all_open_ones);
	tcase_add_test(t, a_fact_that_changes_nothing_owes_nothing);
	tcase_add_test(t, before_the_final_report_no_supplement_is_owed);
	tcase_add_test(t, a_death_after_the_window_does_not_change_the_grade);
	tcase_add_test(t, a_flood_has_a_final_report_but_no_supplements);
	tcase_add_test(t, a_signature_by_phone_owes_a_countersignature);
	tcase_add_test(t, a_void_report_needs_no_countersignature);
	tcase_add_test(t, sending_back_starts_its_own_clock_and_undoes_nothing);
	tcase_add_test(t, the_enterprises_lateness_is_its_own_line);
	suite_add_tcase(s, t);

	t = tcase_create("closing");
	tcase_add_test(t, a_false_alarm_owes_nothing_more);
	tcase_add_test(t, a_duplicate_waives_what_was_overdue_too);
	tcase_add_test(t, done_waives_nothing);
	suite_add_tcase(s, t);

	t = tcase_create("excuses");
	tcase_add_test(t, a_claim_alone_changes_nothing_but_shows);
	tcase_add_test(t, a_confirmed_excuse_stops_the_clock_for_its_span);
	tcase_add_test(t, what_was_left_when_it_began_is_all_there_is_afterwards);
	tcase_add_test(t, an_obstacle_after_the_limit_excuses_nothing);
	tcase_add_test(t, overlapping_obstacles_count_once);
	tcase_add_test(t, the_superiors_word_holds_over_the_homes);
	suite_add_tcase(s, t);
	return run_suite(s);
}
