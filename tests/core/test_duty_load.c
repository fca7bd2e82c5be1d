/* What each one bears: long duties by the day, nights, holidays, attendance, allowance. */
#include "core/duty_load.h"

#include "core/attendance.h"
#include "tests/core/roster_kit.h"

static struct duty_limits limits;
static struct things attended;
static struct duty_loads loads;

static void
begin(void)
{
	kit_begin();
	duty_limits_default(&limits);
	attended = (struct things){0};
	loads = (struct duty_loads){0};
}

static void
end(void)
{
	vec_clear(&loads);
	vec_clear(&attended);
	kit_end();
}

static void
signs(const char *who, int way, int64_t when)
{
	struct thing *t = kit_thing(&attended, &kind_attendance, NULL,
				    &(struct attendance){.person = T(who), .way = way});

	((struct record *)(uintptr_t)t->first)->at = moment_at(when);
}

static void
rates(const char *conf)
{
	struct err e;

	ck_ok(duty_limits_read(&arena, "x", conf, strlen(conf), &limits, &e), &e);
}

/* jia, of a span. */
static const struct duty_load *
load(int64_t from, int64_t until)
{
	loads.n = 0;
	duty_load(&book, &limits, &attended, from, until, &loads);
	return &loads.v[0];
}

START_TEST(a_duty_of_two_days_counts_twice_by_the_kind_of_each)
{
	const struct duty_load *l;

	decree("[year 2026]\nsource = a\n[holiday x]\noff = 2026-03-11..2026-03-12\nstatutory = "
	       "2026-03-11\n");
	plan("jia", "main", at(11, 8, 0), at(13, 8, 0));
	l = load(at(1, 8, 0), at(31, 8, 0));
	ck_assert_uint_eq(l->duties, 2);
	ck_assert_uint_eq(l->nights, 2);
	ck_assert_uint_eq(l->days[DAY_STATUTORY], 1);
	ck_assert_uint_eq(l->days[DAY_REST], 1);
	ck_assert_int_eq(l->minutes, 48 * 60);
	/* 24 × 3 + 24 × 2 and half an hour more for each of 16 hours of night */
	ck_assert_int_eq(l->weighted, (72 + 48 + 8) * 1000);
}
END_TEST

START_TEST(a_week_on_duty_has_seven_nights_and_one_weekend)
{
	const struct duty_load *l;

	plan("jia", "main", at(2, 8, 0), at(9, 8, 0));
	l = load(at(1, 8, 0), at(31, 8, 0));
	ck_assert_uint_eq(l->duties, 7);
	ck_assert_uint_eq(l->nights, 7);
	ck_assert_uint_eq(l->days[DAY_WEEKEND], 2);
	ck_assert_uint_eq(l->days[DAY_WORK], 5);
}
END_TEST

START_TEST(a_worked_sunday_is_no_weekend)
{
	const struct duty_load *l;

	decree("[year 2026]\nsource = a\n[holiday x]\noff = 2026-03-11\nwork = 2026-03-15\n");
	plan("jia", "main", at(15, 8, 0), at(16, 8, 0));
	l = load(at(1, 8, 0), at(31, 8, 0));
	ck_assert_uint_eq(l->days[DAY_MAKEUP], 1);
	ck_assert_uint_eq(l->days[DAY_WEEKEND], 0);
	ck_assert_int_eq(l->weighted, (24 + 4) * 1000);
}
END_TEST

START_TEST(what_a_takeover_cut_in_two_is_one_duty_and_one_night)
{
	struct assignment *a;
	const struct duty_load *l;

	plan("jia", "main", at(2, 8, 0), at(3, 8, 0));
	a = plan("yi", "main", at(2, 12, 0), at(2, 14, 0))->body;
	a->source = ASSIGN_TAKEOVER;
	l = load(at(1, 8, 0), at(31, 8, 0));
	ck_assert_uint_eq(l->duties, 1);
	ck_assert_uint_eq(l->nights, 1);
	ck_assert_int_eq(l->minutes, 22 * 60);
	ck_assert_uint_eq(loads.v[1].duties, 1);
	ck_assert_int_eq(loads.v[1].minutes, 120);
}
END_TEST

START_TEST(what_the_office_cuts_out_of_a_turn_leaves_one_duty)
{
	struct post *p = book.posts.v[0]->body;
	const struct duty_load *l;

	p->covers = COVERS_OFFHOURS;
	p->office_from = (struct clock){8 * 60 + 30, true};
	NEW(patterns, pattern, NULL, .name = T("p"), .post = T("main"), .first = 20260302,
	    .hours = {24, true}, .crews = crews("jia yi bing"));
	/* Monday 2nd and Thursday 5th */
	l = load(at(2, 0, 0), at(7, 0, 0));
	ck_assert_uint_eq(l->duties, 2);
	ck_assert_int_eq(l->minutes, 2 * (30 + 14 * 60));
}
END_TEST

START_TEST(a_span_over_new_year_cuts_minutes_and_counts_what_begins_in_it)
{
	const struct duty_load *l;

	plan("jia", "main", civil_secs(2026, 12, 30, 8, 0), civil_secs(2027, 1, 3, 8, 0));
	l = load(civil_secs(2027, 1, 1, 8, 0), civil_secs(2027, 2, 1, 8, 0));
	ck_assert_uint_eq(l->duties, 2);
	ck_assert_int_eq(l->minutes, 48 * 60);
	l = load(civil_secs(2026, 12, 1, 8, 0), civil_secs(2027, 1, 1, 8, 0));
	ck_assert_uint_eq(l->duties, 2);
	ck_assert_int_eq(l->minutes, 48 * 60);
}
END_TEST

START_TEST(who_leaves_early_has_attended_the_days_before)
{
	const struct duty_load *l;

	plan("jia", "main", at(2, 8, 0), at(4, 8, 0));
	signs("jia", ATTEND_ON, at(2, 7, 50));
	signs("jia", ATTEND_OFF, at(2, 20, 0));
	l = load(at(1, 8, 0), at(31, 8, 0));
	ck_assert_uint_eq(l->duties, 2);
	ck_assert_uint_eq(l->attended, 1);
	ck_assert_int_eq(l->attended_minutes, 24 * 60);
	ck_assert_int_gt(l->attended_weighted, 0);
	ck_assert_int_lt(l->attended_weighted, l->weighted);
}
END_TEST

START_TEST(allowance_is_paid_for_attended_days_with_a_cap_each_month)
{
	const struct duty_load *l;

	rates("[rate]\nworkday = 50\nweekend = 100\ncap = 120\n");
	for (int day = 2; day <= 5; day++) { /* Monday to Thursday */
		plan("jia", "main", at(day, 8, 0), at(day + 1, 8, 0));
		if (day != 3)
			signs("jia", ATTEND_ON, at(day, 8, 0));
		signs("jia", ATTEND_OFF, at(day + 1, 7, 59));
	}
	plan("jia", "main", at(33, 8, 0), at(34, 8, 0)); /* Thursday, 2 April */
	signs("jia", ATTEND_ON, at(33, 8, 0));
	l = load(at(1, 8, 0), at(61, 8, 0));
	ck_assert_uint_eq(l->duties, 5);
	ck_assert_uint_eq(l->attended, 4);
	ck_assert(l->capped);
	ck_assert_int_eq(l->allowance, 12000 + 5000);
	l = load(at(32, 8, 0), at(61, 8, 0));
	ck_assert(!l->capped);
	ck_assert_int_eq(l->allowance, 5000);
}
END_TEST

START_TEST(civil_servants_get_leave_instead_where_the_office_says_so)
{
	const struct duty_load *l;

	rates("[rate]\nweekend = 100\n[allowance]\npaid = contract institution\n");
	((struct person *)book.people.v[0]->body)->identity = 1; /* civil servant */
	((struct person *)book.people.v[1]->body)->identity = 3; /* contract */
	plan("jia", "main", at(1, 8, 0), at(2, 8, 0));
	plan("yi", "deputy", at(1, 8, 0), at(2, 8, 0));
	signs("jia", ATTEND_ON, at(1, 8, 0));
	signs("yi", ATTEND_ON, at(1, 8, 0));
	l = load(at(1, 8, 0), at(31, 8, 0));
	ck_assert(!l->paid);
	ck_assert_int_eq(l->allowance, 0);
	ck_assert_uint_eq(l->attended_days[DAY_WEEKEND], 1);
	ck_assert(loads.v[1].paid);
	ck_assert_int_eq(loads.v[1].allowance, 10000);
	ck_assert(!loads.v[2].paid); /* employment not entered */
}
END_TEST

static const struct {
	const char *conf, *says;
} bad[] = {
    {"[allowance]\npaid = contract king\n", "x:2: “king”"},
    {"[allowance]\nwages = 3\n", "x:2: "},
    {"[backup]\nneighbors = a\n", "x:2: "},
};

START_TEST(a_bad_line_is_named)
{
	struct err e;

	ck_assert_int_eq(
	    duty_limits_read(&arena, "x", bad[_i].conf, strlen(bad[_i].conf), &limits, &e),
	    RC_INVALID);
	ck_assert_ptr_eq(strstr(e.text, bad[_i].says), e.text);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("duty load");
	TCase *t = tcase_create("duty load");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_duty_of_two_days_counts_twice_by_the_kind_of_each);
	tcase_add_test(t, a_week_on_duty_has_seven_nights_and_one_weekend);
	tcase_add_test(t, a_worked_sunday_is_no_weekend);
	tcase_add_test(t, what_a_takeover_cut_in_two_is_one_duty_and_one_night);
	tcase_add_test(t, what_the_office_cuts_out_of_a_turn_leaves_one_duty);
	tcase_add_test(t, a_span_over_new_year_cuts_minutes_and_counts_what_begins_in_it);
	tcase_add_test(t, who_leaves_early_has_attended_the_days_before);
	tcase_add_test(t, allowance_is_paid_for_attended_days_with_a_cap_each_month);
	tcase_add_test(t, civil_servants_get_leave_instead_where_the_office_says_so);
	tcase_add_loop_test(t, a_bad_line_is_named, 0, ARRAY_LEN(bad));
	suite_add_tcase(s, t);
	return run_suite(s);
}
