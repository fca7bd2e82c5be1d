/* What is owed as a whole: the scenarios, rule sets, and what must always hold. */
#include "core/obligation.h"

#include "core/line.h"
#include "tests/core/case_kit.h"

/* ---- scenarios ---- */

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

/* ---- rule sets ---- */

START_TEST(an_edited_file_never_turns_last_years_reports_late)
{
	struct kit k = reported_fire();

	add_rules(
	    &k, "2026-01-18T12:00",
	    "[rules]\nname=strict\nsince=2025-01-01\n[rule all]\nphone=5\nwritten=10\nfollowup=1h\n"
	    "final=2h\n");
	act(&k, "2026-01-18T14:00", "response-end");
	owe(&k, "2026-01-18T14:30");
	ck_assert_str_eq(said(&k, "first-phone", 1), "met 0 2026-01-18T03:17");
	ck_assert_str_eq(said(&k, "first-written", 1), "met 0 2026-01-18T03:47");
	ck_assert_str_eq(said(&k, "followup", 3), "");
	ck_assert_str_eq(said(&k, "final", 1), "pending 0 2026-01-18T16:00");
	ck_assert_str_eq(row(&k, "final", 1)->set, "strict");
	ck_assert_str_eq(row(&k, "first-phone", 1)->set, "示例规则");
	ck_assert_str_eq(row(&k, "first-phone", 1)->rule, "一般");
	close_kit(&k);
}
END_TEST

START_TEST(several_recipients_are_a_row_each)
{
	struct kit k = plain_fire();

	k.sets.n = 0;
	add_rules(&k, "2026-01-01T00:00",
		  "[rules]\nname=two\n[rule all]\nphone=30\nwritten=60\nto=县应急局，县委办\n");
	put(&k, &kind_phone, "2026-01-18T02:58", k.incident, "to=县应急局值班室", "answered=丙",
	    "step=first", NULL);
	owe(&k, "2026-01-18T03:20");
	ck_assert_int_eq(row_to(&k, "first-phone", 1, "县应急局")->status, OWED_MET);
	ck_assert_int_eq(row_to(&k, "first-phone", 1, "县委办")->status, OWED_LATE);
	ck_assert_int_eq(row_to(&k, "first-phone", 1, "县委办")->late_minutes, 3);
	close_kit(&k);
}
END_TEST

START_TEST(clock_times_besides_the_interval)
{
	struct kit k = reported_fire();

	k.sets.n = 0;
	add_rules(&k, "2026-01-01T00:00",
		  "[rules]\nname=x\n[rule all]\nphone=30\nwritten=60\nfollowup=4h\n"
		  "followup-times=08:00, 17:00\n");
	owe(&k, "2026-01-18T17:30");
	ck_assert_str_eq(said(&k, "followup", 1), "late 630 2026-01-18T07:00");
	ck_assert_str_eq(said(&k, "followup", 2), "late 570 2026-01-18T08:00");
	ck_assert_str_eq(said(&k, "followup", 3), "late 330 2026-01-18T12:00");
	ck_assert_str_eq(said(&k, "followup", 4), "late 90 2026-01-18T16:00");
	ck_assert_str_eq(said(&k, "followup", 5), "late 30 2026-01-18T17:00");
	close_kit(&k);
}
END_TEST

static const char zero_report[] = "[rules]\nname=x\n[routine 零报告]\non=yes\ntimes=08:00,16:00\n"
				  "early=3h\n[routine 拨测]\non=yes\nby=call\nweekdays=mon\n"
				  "times=10:00\nearly=1d\n[routine 不用]\ntimes=09:00\n";

static const char *
routine(const struct kit *k, const char *name, const char *due)
{
	for (size_t i = 0; i < k->rows.n; i++)
		if (str_equal(k->rows.v[i].rule, name) && k->rows.v[i].due == moment_of(due))
			return owed_status_word(k->rows.v[i].status);
	return "";
}

START_TEST(routine_reports_are_owed_by_the_clock)
{
	struct kit k = {.number = 10};
	struct case_context c = kit_context(&k, "2026-01-19T09:30"); /* a Monday */

	add_rules(&k, "2026-01-17T12:00", zero_report);
	k.report = put(&k, &kind_report, "2026-01-18T15:50", NULL, "type=zero", "title=零报告",
		       "routine=零报告", NULL)
		       ->id;
	put(&k, &kind_send, "2026-01-18T15:52", k.report, "to=县应急局", "via=system", NULL);
	put(&k, &kind_log, "2026-01-19T09:00", NULL, "text=卫星电话拨测正常", NULL);
	routine_obligations(&k.arena, &k.file, &c, moment_of("2026-01-15T00:00"), &k.rows);
	ck_assert_str_eq(routine(&k, "零报告", "2026-01-17T08:00"), "");
	ck_assert_str_eq(routine(&k, "零报告", "2026-01-17T16:00"), "late");
	ck_assert_str_eq(routine(&k, "零报告", "2026-01-18T08:00"), "late");
	ck_assert_str_eq(routine(&k, "零报告", "2026-01-18T16:00"), "met");
	ck_assert_str_eq(routine(&k, "零报告", "2026-01-19T08:00"), "late");
	ck_assert_str_eq(routine(&k, "零报告", "2026-01-19T16:00"), "pending");
	ck_assert_str_eq(routine(&k, "零报告", "2026-01-20T08:00"), "");
	ck_assert_str_eq(routine(&k, "拨测", "2026-01-19T10:00"), "met");
	ck_assert_str_eq(routine(&k, "拨测", "2026-01-26T10:00"), "pending");
	ck_assert_str_eq(routine(&k, "不用", "2026-01-19T09:00"), "");
	ck_assert_str_eq(said(&k, "countersign", 1), "");
	close_kit(&k);
}
END_TEST

START_TEST(a_routine_report_signed_by_phone_owes_a_countersignature_too)
{
	struct kit k = plain_fire();
	struct case_context c = kit_context(&k, "2026-01-19T09:30");

	k.report = put(&k, &kind_report, "2026-01-18T15:50", NULL, "type=zero", "title=零报告",
		       "routine=零报告", "by_phone=yes", "signed_at=2026-01-18T15:50", NULL)
		       ->id;
	routine_obligations(&k.arena, &k.file, &c, moment_of("2026-01-15T00:00"), &k.rows);
	ck_assert_str_eq(said(&k, "countersign", 1), "pending 0 2026-01-19T15:50");
	put(&k, &kind_countersign, "2026-01-19T08:00", k.report, "signer=sm1-1", NULL);
	vec_clear(&k.rows);
	routine_obligations(&k.arena, &k.file, &c, moment_of("2026-01-15T00:00"), &k.rows);
	ck_assert_str_eq(said(&k, "countersign", 1), "met 0 2026-01-19T15:50");
	close_kit(&k);
}
END_TEST

/* ---- properties ---- */

static struct kit
everything(void)
{
	struct kit k = methanol_truck();

	written(&k, "2026-10-03T12:10", "followup");
	put(&k, &kind_excuse, "2026-10-03T12:20", k.incident, "step=followup",
	    "from=2026-10-03T11:00", "to=2026-10-03T11:20", "reason=断", NULL);
	put_superior(&k, &kind_verdict, "2026-10-03T12:30", last_id(&k), "verdict=confirm", NULL);
	written(&k, "2026-10-03T13:44", "followup");
	fact(&k, "2026-10-03T14:00", "missing=3");
	fact(&k, "2026-10-03T14:00", "missing=2");
	edit(&k, "2026-10-03T14:20", 2, "flags=sensitive,border", NULL);
	phone(&k, "2026-10-03T14:30", "upgrade");
	act(&k, "2026-10-03T17:40", "response-end");
	written(&k, "2026-10-04T15:30", "final");
	fact(&k, "2026-10-05T08:00", "dead=1");
	written(&k, "2026-10-05T08:40", "supplement");
	return k;
}

static void
print_rows(struct kit *k, struct str *out)
{
	for (size_t i = 0; i < k->rows.n; i++) {
		const struct obligation *o = &k->rows.v[i];

		str_add_f(out, "%s %d %lld %lld %lld %s %lld %d %s\n", owed_step_word(o->step),
			  o->n, (long long)o->start, (long long)o->due, (long long)o->met,
			  owed_status_word(o->status), (long long)o->late_minutes, (int)o->claim,
			  o->met_by ? o->met_by->id : "");
	}
}

START_TEST(the_order_of_arrival_does_not_matter)
{
	struct kit k = everything();
	struct str want = STR_INIT;
	unsigned seed = 7;

	owe(&k, "2026-10-06T09:00");
	print_rows(&k, &want);
	ck_assert_uint_gt(k.rows.n, 10);
	for (int round = 0; round < 100; round++) {
		struct str got = STR_INIT;

		for (size_t i = k.file.n - 1; i > 0; i--) {
			seed = seed * 1103515245u + 12345u;
			size_t j = (seed >> 16) % (i + 1);
			struct record *swap = k.file.v[i];

			k.file.v[i] = k.file.v[j];
			k.file.v[j] = swap;
		}
		owe(&k, "2026-10-06T09:00");
		print_rows(&k, &got);
		ck_assert_str_eq(got.ptr, want.ptr);
		str_clear(&got);
	}
	str_clear(&want);
	close_kit(&k);
}
END_TEST

/* Time going on changes nothing that was met, and takes no row away. */
START_TEST(what_is_met_stays_met)
{
	struct kit k = everything();
	struct obligations before = {0};

	for (int64_t now = moment_of("2026-10-03T09:16"); now < moment_of("2026-10-05T12:00");
	     now += 7 * 60) {
		struct case_context c = kit_context(&k, "2026-10-03T09:16");
		struct err e;

		c.now = now;
		vec_clear(&k.rows);
		ck_ok(obligations(&k.arena, &k.file, &c, &k.rows, &e), &e);
		for (size_t i = 0; i < before.n; i++) {
			const struct obligation *o =
			    row(&k, owed_step_word(before.v[i].step), before.v[i].n);

			ck_assert_ptr_nonnull(o);
			ck_assert_int_eq(o->met, before.v[i].met);
			ck_assert_int_eq(o->due, before.v[i].due);
			if (before.v[i].met != NEVER)
				ck_assert_int_eq(o->status, before.v[i].status);
		}
		vec_clear(&before);
		for (size_t i = 0; i < k.rows.n; i++)
			vec_push(&before, k.rows.v[i]);
	}
	vec_clear(&before);
	close_kit(&k);
}
END_TEST

/* A clock that ran back gives wrong ts; what is owed goes by at. */
START_TEST(a_clock_that_ran_back_changes_nothing)
{
	struct kit k = everything();
	struct str want = STR_INIT, got = STR_INIT;

	owe(&k, "2026-10-06T09:00");
	print_rows(&k, &want);
	for (size_t i = 0; i < k.file.n; i++)
		k.file.v[i]->ts = moment_of("2026-10-07T00:00") * 1000 + (int64_t)i;
	owe(&k, "2026-10-06T09:00");
	print_rows(&k, &got);
	ck_assert_str_eq(got.ptr, want.ptr);
	str_clear(&want);
	str_clear(&got);
	close_kit(&k);
}
END_TEST

START_TEST(an_incident_whose_beginning_has_not_arrived_waits)
{
	struct kit k = plain_fire();
	struct case_context c = kit_context(&k, "2026-01-18T03:00");
	struct err e;

	phone(&k, "2026-01-18T02:58", "first");
	k.file.v[0] = k.file.v[1];
	k.file.n = 1;
	ck_assert_int_eq(obligations(&k.arena, &k.file, &c, &k.rows, &e), RC_NOT_FOUND);
	ck_assert_uint_eq(k.rows.n, 0);
	close_kit(&k);
}
END_TEST

START_TEST(what_is_owed_next_comes_first)
{
	struct kit k = plain_fire();

	owe(&k, "2026-01-18T03:00");
	qsort(k.rows.v, k.rows.n, sizeof(*k.rows.v), obligation_compare);
	ck_assert_int_eq(k.rows.v[0].step, OWED_FIRST_PHONE);
	ck_assert_int_eq(k.rows.v[1].step, OWED_FIRST_WRITTEN);
	close_kit(&k);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("obligation");
	TCase *t;

	t = tcase_create("scenarios");
	tcase_add_test(t, the_house_fire_of_the_scenario);
	tcase_add_test(t, the_truck_of_the_scenario);
	suite_add_tcase(s, t);

	t = tcase_create("rule sets");
	tcase_add_test(t, an_edited_file_never_turns_last_years_reports_late);
	tcase_add_test(t, several_recipients_are_a_row_each);
	tcase_add_test(t, clock_times_besides_the_interval);
	tcase_add_test(t, routine_reports_are_owed_by_the_clock);
	tcase_add_test(t, a_routine_report_signed_by_phone_owes_a_countersignature_too);
	suite_add_tcase(s, t);

	t = tcase_create("properties");
	tcase_add_test(t, the_order_of_arrival_does_not_matter);
	tcase_add_test(t, what_is_met_stays_met);
	tcase_add_test(t, a_clock_that_ran_back_changes_nothing);
	tcase_add_test(t, an_incident_whose_beginning_has_not_arrived_waits);
	tcase_add_test(t, what_is_owed_next_comes_first);
	suite_add_tcase(s, t);
	return run_suite(s);
}
