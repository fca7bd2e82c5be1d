/* What is owed first, in speech and in writing, and when things get worse. */
#include "core/obligation.h"

#include "tests/core/case_kit.h"

/* ---- first reports ---- */

START_TEST(equal_is_in_time_and_a_minute_more_is_late)
{
	struct kit k = plain_fire();

	owe(&k, "2026-01-18T03:17");
	ck_assert_str_eq(said(&k, "first-phone", 1), "pending 0 2026-01-18T03:17");
	owe(&k, "2026-01-18T03:18");
	ck_assert_str_eq(said(&k, "first-phone", 1), "late 1 2026-01-18T03:17");
	phone(&k, "2026-01-18T03:17", "first");
	owe(&k, "2026-01-18T03:18");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:17");
	close_kit(&k);
}
END_TEST

START_TEST(seconds_are_dropped_on_both_sides)
{
	struct kit k = plain_fire();
	struct case_context c = kit_context(&k, "2026-01-18T03:17");
	struct err e;

	c.now += 59;
	ck_ok(obligations(&k.arena, &k.file, &c, &k.rows, &e), &e);
	ck_assert_str_eq(said(&k, "first-phone", 1), "pending 0 2026-01-18T03:17");
	close_kit(&k);
}
END_TEST

START_TEST(only_a_first_report_by_phone_is_the_first)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:55", "verify");
	phone(&k, "2026-01-18T02:56", "followup");
	owe(&k, "2026-01-18T02:58");
	ck_assert_str_eq(said(&k, "first-phone", 1), "pending 0 2026-01-18T03:17");
	close_kit(&k);
}
END_TEST

START_TEST(a_written_report_in_time_spares_the_call)
{
	struct kit k = plain_fire();

	written(&k, "2026-01-18T03:10", "first");
	phone(&k, "2026-01-18T03:14", "first");
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:17");
	ck_assert_int_eq(row(&k, "first-phone", 1)->met, moment_of("2026-01-18T03:10"));
	close_kit(&k);
}
END_TEST

START_TEST(a_written_report_after_the_phone_limit_does_not)
{
	struct kit k = plain_fire();

	written(&k, "2026-01-18T03:18", "first");
	owe(&k, "2026-01-18T03:20");
	ck_assert_str_eq(said(&k, "first-phone", 1), "late 3 2026-01-18T03:17");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-01-18T03:47");
	phone(&k, "2026-01-18T03:25", "first");
	owe(&k, "2026-01-18T03:30");
	ck_assert_str_eq(said(&k, "first-phone", 1), "late 8 2026-01-18T03:17");
	close_kit(&k);
}
END_TEST

START_TEST(a_signed_report_that_was_not_sent_meets_nothing)
{
	struct kit k = plain_fire();

	put(&k, &kind_report, "2026-01-18T03:10", k.incident, "type=first", "title=题",
	    "signed_at=2026-01-18T03:10", NULL);
	owe(&k, "2026-01-18T03:50");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 3 2026-01-18T03:47");
	ck_assert_str_eq(said(&k, "followup", 1), "");
	close_kit(&k);
}
END_TEST

START_TEST(what_is_sent_by_sync_counts_when_the_remote_holds_it)
{
	struct kit k = plain_fire();

	written_by(&k, "2026-01-18T03:30", "first", "县应急局", "sync");
	owe(&k, "2026-01-18T03:40");
	ck_assert_str_eq(said(&k, "first-written", 1), "pending 0 2026-01-18T03:47");
	ck_assert(row(&k, "first-written", 1)->undelivered);
	ck_assert(!row(&k, "first-phone", 1)->undelivered);
	k.delivered = moment_at(moment_of("2026-01-18T03:52"));
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 5 2026-01-18T03:47");
	ck_assert(!row(&k, "first-written", 1)->undelivered);
	ck_assert_str_eq(said(&k, "followup", 1), "pending 0 2026-01-18T07:52");
	close_kit(&k);
}
END_TEST

START_TEST(a_superiors_receipt_proves_delivery)
{
	struct kit k = plain_fire();

	written_by(&k, "2026-01-18T03:30", "first", "县应急局", "sync");
	put_superior(&k, &kind_receipt, "2026-01-18T03:36", k.report, "by=县值班员", NULL);
	owe(&k, "2026-01-18T03:40");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-01-18T03:47");
	ck_assert_int_eq(row(&k, "first-written", 1)->met, moment_of("2026-01-18T03:36"));
	close_kit(&k);
}
END_TEST

START_TEST(a_void_report_cannot_be_sent_but_what_was_sent_was_sent)
{
	struct kit k = plain_fire();

	written(&k, "2026-01-18T03:30", "first");
	put(&k, &kind_void, "2026-01-18T03:40", k.report, "reason=错", NULL);
	owe(&k, "2026-01-18T03:50");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-01-18T03:47");
	close_kit(&k);
	k = plain_fire();
	written(&k, "2026-01-18T03:30", "first");
	put(&k, &kind_void, "2026-01-18T03:29", k.report, "reason=错", NULL);
	owe(&k, "2026-01-18T03:50");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 3 2026-01-18T03:47");
	close_kit(&k);
}
END_TEST

START_TEST(a_report_across_midnight)
{
	struct kit k = open_case("2026-01-18T23:50", "kind=fire", "family=fire", "place=村",
				 "learned=2026-01-18T23:40", NULL);

	phone(&k, "2026-01-19T00:10", "first");
	written(&k, "2026-01-19T00:41", "first");
	owe(&k, "2026-01-19T01:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-19T00:10");
	ck_assert_str_eq(said(&k, "first-written", 1), "late 1 2026-01-19T00:40");
	close_kit(&k);
}
END_TEST

START_TEST(a_late_entry_stays_met_and_is_shown)
{
	struct kit k = plain_fire();
	struct str text = STR_INIT;
	const struct obligation *o;

	phone(&k, "2026-01-18T02:58", "first");
	k.file.v[k.file.n - 1]->ts = moment_of("2026-01-18T04:30") * 1000;
	owe(&k, "2026-01-18T05:00");
	o = row(&k, "first-phone", 1);
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:17");
	ck_assert_int_eq(o->late_entry, 92);
	ck_assert_int_eq(o->recorded, moment_of("2026-01-18T04:30"));
	obligation_status_text(o, moment_of("2026-01-18T05:00"), 10, &text);
	ck_assert_str_eq(text.ptr, "in time (entered 92 min later)");
	str_clear(&text);
	close_kit(&k);
}
END_TEST

START_TEST(the_superiors_own_record_of_the_call_bears_witness)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	owe(&k, "2026-01-18T03:00");
	ck_assert_int_eq(row(&k, "first-phone", 1)->witness, WITNESS_NONE);
	put_superior(&k, &kind_phone, "2026-01-18T03:09", k.incident, "to=县应急局", "answered=丙",
		     "step=first", NULL);
	owe(&k, "2026-01-18T03:10");
	ck_assert_int_eq(row(&k, "first-phone", 1)->witness, WITNESS_DIFFERS);
	ck_assert_int_eq(row(&k, "first-phone", 1)->witness_minutes, 11);
	put_superior(&k, &kind_phone, "2026-01-18T02:59", k.incident, "to=县应急局", "answered=丙",
		     "step=first", NULL);
	owe(&k, "2026-01-18T03:10");
	ck_assert_int_eq(row(&k, "first-phone", 1)->witness, WITNESS_AGREES);
	close_kit(&k);
}
END_TEST

START_TEST(the_superiors_record_alone_meets_nothing)
{
	struct kit k = plain_fire();

	put_superior(&k, &kind_phone, "2026-01-18T02:59", k.incident, "to=县应急局", "answered=丙",
		     "step=first", NULL);
	owe(&k, "2026-01-18T03:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "pending 0 2026-01-18T03:17");
	close_kit(&k);
}
END_TEST

/* ---- upgrades ---- */

START_TEST(known_at_the_start_they_only_choose_the_rule)
{
	struct kit k = open_case("2026-03-11T10:05", "kind=mine", "family=mine", "place=矿",
				 "learned=2026-03-11T10:05", NULL);

	fact(&k, "2026-03-11T10:05", "missing=7");
	phone(&k, "2026-03-11T10:12", "first");
	written(&k, "2026-03-11T10:34", "first");
	owe(&k, "2026-03-11T11:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-03-11T10:20");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-03-11T10:35");
	ck_assert_str_eq(said(&k, "followup", 1), "pending 0 2026-03-11T12:34");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "");
	ck_assert_int_eq(view_of(&k, "2026-03-11T11:00").possible, GRADE_III);
	ck_assert_int_eq(view_of(&k, "2026-03-11T11:00").confirmed, GRADE_IV);
	close_kit(&k);
}
END_TEST

START_TEST(before_the_phone_report_an_upgrade_moves_both_limits)
{
	struct kit k = plain_fire();

	fact(&k, "2026-01-18T02:55", "missing=3");
	owe(&k, "2026-01-18T03:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "pending 0 2026-01-18T03:10");
	ck_assert_str_eq(said(&k, "first-written", 1), "pending 0 2026-01-18T03:25");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "");
	phone(&k, "2026-01-18T03:05", "first");
	owe(&k, "2026-01-18T03:06");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:10");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "");
	close_kit(&k);
}
END_TEST

START_TEST(in_one_minute_the_order_of_typing_decides)
{
	struct kit k = plain_fire();

	fact(&k, "2026-01-18T02:55", "missing=3");
	phone(&k, "2026-01-18T02:55", "first");
	owe(&k, "2026-01-18T03:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:10");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "");
	close_kit(&k);
	k = plain_fire();
	phone(&k, "2026-01-18T02:55", "first");
	fact(&k, "2026-01-18T02:55", "missing=3");
	owe(&k, "2026-01-18T03:00");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:17");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "pending 0 2026-01-18T03:10");
	close_kit(&k);
}
END_TEST

START_TEST(an_upgrade_never_gives_more_time_than_there_was)
{
	struct kit k = plain_fire();

	fact(&k, "2026-01-18T03:10", "missing=3");
	owe(&k, "2026-01-18T03:11");
	ck_assert_str_eq(said(&k, "first-phone", 1), "pending 0 2026-01-18T03:17");
	ck_assert_str_eq(said(&k, "first-written", 1), "pending 0 2026-01-18T03:40");
	close_kit(&k);
}
END_TEST

START_TEST(between_phone_and_paper_it_moves_the_paper_and_is_a_step)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	fact(&k, "2026-01-18T03:05", "trapped=3");
	owe(&k, "2026-01-18T03:06");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:17");
	ck_assert_str_eq(said(&k, "first-written", 1), "pending 0 2026-01-18T03:35");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "pending 0 2026-01-18T03:20");
	written(&k, "2026-01-18T03:18", "first");
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "met 0 2026-01-18T03:20");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-01-18T03:35");
	close_kit(&k);
}
END_TEST

START_TEST(a_written_report_late_for_an_upgrade_does_not_meet_it)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	fact(&k, "2026-01-18T03:05", "trapped=3");
	written(&k, "2026-01-18T03:21", "first");
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "late 40 2026-01-18T03:20");
	phone(&k, "2026-01-18T04:05", "upgrade");
	owe(&k, "2026-01-18T05:00");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "late 45 2026-01-18T03:20");
	close_kit(&k);
}
END_TEST

START_TEST(one_call_meets_all_open_upgrades)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	written(&k, "2026-01-18T03:31", "first");
	fact(&k, "2026-01-18T03:40", "missing=3");
	fact(&k, "2026-01-18T03:45", "missing=10");
	phone(&k, "2026-01-18T03:50", "upgrade");
	fact(&k, "2026-01-18T04:20", "missing=30");
	owe(&k, "2026-01-18T04:25");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "met 0 2026-01-18T03:55");
	ck_assert_str_eq(said(&k, "upgrade-phone", 2), "met 0 2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "upgrade-phone", 3), "pending 0 2026-01-18T04:35");
	ck_assert_str_eq(said(&k, "upgrade-phone", 4), "");
	close_kit(&k);
}
END_TEST

START_TEST(an_old_report_sent_on_tells_nothing_of_an_upgrade)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	written(&k, "2026-01-18T03:31", "first");
	fact(&k, "2026-01-18T03:40", "missing=3");
	put(&k, &kind_send, "2026-01-18T03:45", k.report, "to=县委办公室", "via=fax", NULL);
	owe(&k, "2026-01-18T03:50");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "pending 0 2026-01-18T03:55");
	written(&k, "2026-01-18T03:55", "followup");
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "met 0 2026-01-18T03:55");
	close_kit(&k);
}
END_TEST

START_TEST(one_fact_makes_one_upgrade)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	put(&k, &kind_fact, "2026-01-18T03:05", k.incident, "asof=2026-01-18T03:05", "dead=3",
	    "trapped=4", "evacuated=600", NULL);
	owe(&k, "2026-01-18T03:06");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "pending 0 2026-01-18T03:20");
	ck_assert_str_eq(said(&k, "upgrade-phone", 2), "");
	close_kit(&k);
}
END_TEST

START_TEST(a_rise_within_what_was_reached_is_no_upgrade)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	fact(&k, "2026-01-18T03:05", "missing=7");
	phone(&k, "2026-01-18T03:08", "upgrade");
	put(&k, &kind_fact, "2026-01-18T03:30", k.incident, "asof=2026-01-18T03:30", "missing=2",
	    "reason=核实", NULL);
	fact(&k, "2026-01-18T03:50", "missing=5");
	fact(&k, "2026-01-18T03:55", "dead=1");
	owe(&k, "2026-01-18T04:00");
	ck_assert_str_eq(said(&k, "upgrade-phone", 2), "");
	close_kit(&k);
}
END_TEST

START_TEST(a_flag_set_later_is_an_upgrade_where_the_minutes_stay_the_same_too)
{
	struct kit k = open_case("2026-10-03T09:16", "kind=traffic", "family=traffic", "place=国道",
				 "learned=2026-10-03T09:16", "flags=sensitive", NULL);

	phone(&k, "2026-10-03T09:21", "first");
	edit(&k, "2026-10-03T09:30", 2, "flags=sensitive,border", NULL);
	owe(&k, "2026-10-03T09:31");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "pending 0 2026-10-03T09:45");
	edit(&k, "2026-10-03T09:40", 3, "place=国道南段", NULL);
	owe(&k, "2026-10-03T09:41");
	ck_assert_str_eq(said(&k, "upgrade-phone", 2), "");
	close_kit(&k);
}
END_TEST

START_TEST(a_grade_set_by_hand_is_an_upgrade_and_shows)
{
	struct kit k = plain_fire();
	struct incident_view v;

	phone(&k, "2026-01-18T02:58", "first");
	edit(&k, "2026-01-18T03:10", 2, "grade=III", "grade_reason=社会影响大", NULL);
	owe(&k, "2026-01-18T03:12");
	v = view_of(&k, "2026-01-18T03:12");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "pending 0 2026-01-18T03:25");
	ck_assert_int_eq(v.confirmed, GRADE_III);
	ck_assert_int_eq(v.possible, GRADE_IV);
	ck_assert_int_eq(v.override, GRADE_III);
	ck_assert_str_eq(v.override_reason, "社会影响大");
	close_kit(&k);
}
END_TEST

START_TEST(the_clock_of_an_upgrade_starts_when_the_station_learned)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	put(&k, &kind_fact, "2026-01-18T04:00", k.incident, "asof=2026-01-18T03:20", "dead=3",
	    "learned=2026-01-18T03:50", NULL);
	owe(&k, "2026-01-18T04:01");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "pending 0 2026-01-18T04:05");
	close_kit(&k);
	k = plain_fire();
	phone(&k, "2026-01-18T02:58", "first");
	put(&k, &kind_fact, "2026-01-18T04:00", k.incident, "asof=2026-01-18T03:20", "dead=3",
	    "learned=2026-01-18T03:00", NULL);
	owe(&k, "2026-01-18T04:01");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "late 26 2026-01-18T03:35");
	close_kit(&k);
}
END_TEST

START_TEST(after_the_end_or_the_transfer_there_are_no_upgrades)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	written(&k, "2026-01-18T03:31", "first");
	act(&k, "2026-01-18T05:00", "response-end");
	fact(&k, "2026-01-18T06:00", "dead=3");
	owe(&k, "2026-01-18T06:10");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "");
	close_kit(&k);
	k = plain_fire();
	phone(&k, "2026-01-18T02:58", "first");
	act(&k, "2026-01-18T03:30", "followup-transfer");
	fact(&k, "2026-01-18T04:00", "dead=3");
	owe(&k, "2026-01-18T04:10");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "");
	close_kit(&k);
}
END_TEST

START_TEST(six_hundred_led_out_before_a_flood_are_no_danger)
{
	struct kit k = open_case("2026-07-22T17:02", "kind=flood", "family=flood", "place=下滩村",
				 "learned=2026-07-22T17:02", NULL);
	struct incident_view v;

	phone(&k, "2026-07-22T17:24", "first");
	fact(&k, "2026-07-22T17:40", "evacuated=600");
	v = view_of(&k, "2026-07-22T18:00");
	owe(&k, "2026-07-22T18:00");
	ck_assert(!v.danger);
	ck_assert_int_eq(v.confirmed, GRADE_NONE);
	ck_assert_int_eq(v.possible, GRADE_NONE);
	ck_assert_int_eq(v.supplement_until, 0);
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "");
	ck_assert_str_eq(said(&k, "first-written", 1), "pending 0 2026-07-22T18:02");
	close_kit(&k);
}
END_TEST

START_TEST(nine_hectares_burnt_are_possibly_iii)
{
	struct kit k = open_case("2026-04-05T13:10", "kind=forest-fire", "family=forest-fire",
				 "place=后山", "learned=2026-04-05T13:10", NULL);
	struct incident_view v;

	phone(&k, "2026-04-05T13:20", "first");
	written(&k, "2026-04-05T13:50", "first");
	fact(&k, "2026-04-05T14:30", "burnt_ha=9");
	v = view_of(&k, "2026-04-05T14:30");
	ck_assert_int_eq(v.confirmed, GRADE_IV);
	ck_assert_int_eq(v.possible, GRADE_III);
	ck_assert_int_eq(v.supplement_until, 0);
	owe(&k, "2026-04-05T14:40");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "pending 0 2026-04-05T14:45");
	written(&k, "2026-04-05T14:44", "followup");
	fact(&k, "2026-04-05T16:00", "forest_ha=0.6");
	v = view_of(&k, "2026-04-05T16:00");
	ck_assert_int_eq(v.possible, GRADE_IV);
	owe(&k, "2026-04-05T18:00");
	ck_assert_str_eq(said(&k, "upgrade-phone", 1), "met 0 2026-04-05T14:45");
	/* The running interval kept its end; the next is of the steeper rule, which stays. */
	ck_assert_str_eq(said(&k, "followup", 1), "met 0 2026-04-05T17:50");
	ck_assert_str_eq(said(&k, "followup", 2), "pending 0 2026-04-05T19:50");
	close_kit(&k);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("owed_first");
	TCase *t;

	t = tcase_create("first reports");
	tcase_add_test(t, equal_is_in_time_and_a_minute_more_is_late);
	tcase_add_test(t, seconds_are_dropped_on_both_sides);
	tcase_add_test(t, only_a_first_report_by_phone_is_the_first);
	tcase_add_test(t, a_written_report_in_time_spares_the_call);
	tcase_add_test(t, a_written_report_after_the_phone_limit_does_not);
	tcase_add_test(t, a_signed_report_that_was_not_sent_meets_nothing);
	tcase_add_test(t, what_is_sent_by_sync_counts_when_the_remote_holds_it);
	tcase_add_test(t, a_superiors_receipt_proves_delivery);
	tcase_add_test(t, a_void_report_cannot_be_sent_but_what_was_sent_was_sent);
	tcase_add_test(t, a_report_across_midnight);
	tcase_add_test(t, a_late_entry_stays_met_and_is_shown);
	tcase_add_test(t, the_superiors_own_record_of_the_call_bears_witness);
	tcase_add_test(t, the_superiors_record_alone_meets_nothing);
	suite_add_tcase(s, t);

	t = tcase_create("upgrades");
	tcase_add_test(t, known_at_the_start_they_only_choose_the_rule);
	tcase_add_test(t, before_the_phone_report_an_upgrade_moves_both_limits);
	tcase_add_test(t, in_one_minute_the_order_of_typing_decides);
	tcase_add_test(t, an_upgrade_never_gives_more_time_than_there_was);
	tcase_add_test(t, between_phone_and_paper_it_moves_the_paper_and_is_a_step);
	tcase_add_test(t, a_written_report_late_for_an_upgrade_does_not_meet_it);
	tcase_add_test(t, one_call_meets_all_open_upgrades);
	tcase_add_test(t, an_old_report_sent_on_tells_nothing_of_an_upgrade);
	tcase_add_test(t, one_fact_makes_one_upgrade);
	tcase_add_test(t, a_rise_within_what_was_reached_is_no_upgrade);
	tcase_add_test(t, a_flag_set_later_is_an_upgrade_where_the_minutes_stay_the_same_too);
	tcase_add_test(t, a_grade_set_by_hand_is_an_upgrade_and_shows);
	tcase_add_test(t, the_clock_of_an_upgrade_starts_when_the_station_learned);
	tcase_add_test(t, after_the_end_or_the_transfer_there_are_no_upgrades);
	tcase_add_test(t, six_hundred_led_out_before_a_flood_are_no_danger);
	tcase_add_test(t, nine_hectares_burnt_are_possibly_iii);
	suite_add_tcase(s, t);
	return run_suite(s);
}
