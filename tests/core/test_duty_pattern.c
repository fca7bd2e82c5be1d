/* Rotation patterns: 24/48, weeks, nights, 12 hours, weekends; and seasons that change the mode. */
#include "tests/core/roster_kit.h"

static struct pattern *
pattern(const char *where, int first, int hours, const char *who)
{
	return NEW(patterns, pattern, NULL, .name = T("p"), .post = T(where), .first = first,
		   .hours = {hours, true}, .crews = crews(who))
	    ->body;
}

static struct count
n(int64_t value)
{
	return (struct count){value, true};
}

START_TEST(three_crews_of_24_hours_stand_one_day_and_rest_two)
{
	pattern("main", 20260301, 24, "jia yi bing+ding");
	ck_assert_str_eq(stood("main", 2, 4),
			 "jia 03-01 08:00..03-02 08:00; yi 03-02 08:00..03-03 08:00; "
			 "bing 03-03 08:00..03-04 08:00; ding 03-03 08:00..03-04 08:00");
}
END_TEST

START_TEST(a_dash_is_nobodys_week)
{
	/* 2026-03-02 is a Monday: jia the first week of three, yi the third. */
	pattern("main", 20260302, 168, "jia - yi");
	ck_assert_str_eq(stood("main", 3, 30),
			 "jia 03-02 08:00..03-09 08:00; yi 03-16 08:00..03-23 08:00; "
			 "jia 03-23 08:00..03-30 08:00");
}
END_TEST

START_TEST(the_nights_of_a_week_are_one_persons)
{
	struct pattern *p = pattern("main", 20260302, 14, "jia yi");

	p->from = (struct clock){18 * 60, true};
	p->every = n(24);
	p->times = n(7);
	ck_assert_str_eq(stood("main", 3, 4), "jia 03-02 18:00..03-03 08:00; "
					      "jia 03-03 18:00..03-04 08:00");
	ck_assert_str_eq(stood("main", 9, 10), "jia 03-08 18:00..03-09 08:00; "
					       "yi 03-09 18:00..03-10 08:00");
	ck_assert_str_eq(stood("main", 16, 17), "yi 03-15 18:00..03-16 08:00; "
						"jia 03-16 18:00..03-17 08:00");
}
END_TEST

START_TEST(days_and_nights_of_twelve_hours_follow_each_other)
{
	struct pattern *day = pattern("main", 20260301, 12, "jia yi bing ding");
	struct pattern *night = pattern("main", 20260301, 12, "ding jia yi bing");

	day->every = night->every = n(24);
	night->from = (struct clock){20 * 60, true};
	ck_assert_str_eq(stood("main", 2, 3),
			 "ding 03-01 20:00..03-02 08:00; yi 03-02 08:00..03-02 20:00; "
			 "jia 03-02 20:00..03-03 08:00");
	ck_assert_str_eq(gaps_of("main", 1, 20), "");
}
END_TEST

START_TEST(turns_go_on_over_the_years_end_as_in_one_line)
{
	pattern("main", 20251230, 48, "jia yi bing");
	/* 12-30 jia, 01-01 yi, 01-03 bing */
	ck_assert_str_eq(stood("main", -59, -55), "jia 12-30 08:00..01-01 08:00; "
						  "yi 01-01 08:00..01-03 08:00; "
						  "bing 01-03 08:00..01-05 08:00");
}
END_TEST

START_TEST(weekend_turns_count_weekends_only_and_a_worked_sunday_is_none)
{
	struct pattern *p = pattern("main", 20260301, 24, "jia yi bing");

	p->days = PATTERN_RESTDAYS;
	decree("[year 2026]\nsource = a\n[holiday x]\noff = 2026-03-10\nwork = 2026-03-08\n");
	/* Sunday 1st, Saturday 7th, Tuesday 10th off, Saturday 14th; Sunday 8th is worked */
	ck_assert_str_eq(stood("main", 1, 15),
			 "jia 03-01 08:00..03-02 08:00; yi 03-07 08:00..03-08 08:00; "
			 "bing 03-10 08:00..03-11 08:00; jia 03-14 08:00..03-15 08:00");
}
END_TEST

START_TEST(workday_turns_leave_the_weekend_out)
{
	pattern("main", 20260306, 24, "jia yi")->days = PATTERN_WORKDAYS;
	ck_assert_str_eq(stood("main", 6, 11), "jia 03-06 08:00..03-07 08:00; "
					       "yi 03-09 08:00..03-10 08:00; "
					       "jia 03-10 08:00..03-11 08:00");
}
END_TEST

START_TEST(a_turn_is_cut_to_the_hours_in_which_the_post_must_be_stood)
{
	struct post *p = book.posts.v[0]->body;

	p->covers = COVERS_OFFHOURS;
	p->office_from = (struct clock){8 * 60 + 30, true};
	p->office_until = (struct clock){17 * 60 + 30, true};
	pattern("main", 20260306, 24, "jia yi");
	/* Friday 6th: half an hour before the office opens, then the evening on; Saturday whole */
	ck_assert_str_eq(stood("main", 6, 8),
			 "jia 03-06 08:00..03-06 08:30; jia 03-06 17:30..03-07 08:00; "
			 "yi 03-07 08:00..03-08 08:00");
	ck_assert_str_eq(gaps_of("main", 6, 20), "");
}
END_TEST

START_TEST(the_parts_of_one_turn_know_when_it_began)
{
	struct post *p = book.posts.v[0]->body;
	struct stints s = {0};

	p->covers = COVERS_OFFHOURS;
	pattern("main", 20260302, 168, "jia yi");
	duty_resolve(&book, at(2, 0, 0), at(9, 8, 0), &s);
	ck_assert_uint_eq(s.n, 5); /* four nights, then Friday evening until Monday morning */
	for (size_t i = 0; i < s.n; i++)
		ck_assert_int_eq(s.v[i].begins, at(2, 8, 0));
	ck_assert_int_eq(s.v[4].from, at(6, 18, 0));
	ck_assert_int_eq(s.v[4].until, at(9, 8, 0));
	vec_clear(&s);
}
END_TEST

START_TEST(a_pattern_ends_with_its_last_day)
{
	pattern("main", 20260301, 24, "jia")->last = 20260302;
	ck_assert_str_eq(stood("main", 1, 9), "jia 03-01 08:00..03-02 08:00; "
					      "jia 03-02 08:00..03-03 08:00");
}
END_TEST

START_TEST(turns_that_overlap_are_refused)
{
	struct pattern p = {.name = T("p"),
			    .post = T("main"),
			    .first = 20260301,
			    .hours = {24, true},
			    .every = {12, true},
			    .crews = crews("jia")};
	struct err e;

	ck_assert_int_eq(kind_check(&kind_pattern, &p, &e), RC_INVALID);
	p.every.n = 24;
	ck_ok(kind_check(&kind_pattern, &p, &e), &e);
}
END_TEST

START_TEST(one_more_may_stand_besides_a_crew)
{
	struct assignment *a;

	((struct post *)book.posts.v[0]->body)->min.n = 3;
	pattern("main", 20260301, 24, "jia+yi");
	ck_assert_str_eq(gaps_of("main", 1, 2), "03-01 08:00..03-02 08:00 2/3");
	a = plan("bing", "main", at(1, 20, 0), at(2, 8, 0))->body;
	a->source = ASSIGN_TAKEOVER;
	a->besides = true;
	ck_assert_str_eq(gaps_of("main", 1, 2), "03-01 08:00..03-01 20:00 2/3");
	ck_assert_str_eq(stood("main", 1, 2), "jia 03-01 08:00..03-02 08:00; "
					      "yi 03-01 08:00..03-02 08:00; "
					      "bing 03-01 20:00..03-02 08:00");
}
END_TEST

/* ---- seasons ---- */

static struct season *
season(const char *from, const char *to, int level)
{
	return NEW(seasons, season, NULL, .name = T("s"), .from = from ? T(from) : NULL,
		   .to = to ? T(to) : NULL, .level = level)
	    ->body;
}

START_TEST(a_season_comes_every_year_also_over_new_year)
{
	season("10-01", "05-31", MODE_RAISED);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2026, 12, 31, 23, 59)), MODE_RAISED);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2027, 5, 31, 23, 59)), MODE_RAISED);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2027, 6, 1, 0, 0)), MODE_NORMAL);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2027, 9, 30, 23, 59)), MODE_NORMAL);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2027, 10, 1, 0, 0)), MODE_RAISED);
	ck_assert_int_eq(duty_mode_next(&book, civil_secs(2026, 12, 31, 0, 0)),
			 civil_secs(2027, 6, 1, 0, 0));
}
END_TEST

START_TEST(a_season_until_29_february_ends_in_common_years_too)
{
	season("12-01", "02-29", MODE_RAISED);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2027, 2, 28, 23, 59)), MODE_RAISED);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2027, 3, 1, 0, 0)), MODE_NORMAL);
	ck_assert_int_eq(duty_mode_next(&book, civil_secs(2027, 2, 1, 0, 0)),
			 civil_secs(2027, 3, 1, 0, 0));
	ck_assert_int_eq(duty_mode_next(&book, civil_secs(2028, 2, 1, 0, 0)),
			 civil_secs(2028, 3, 1, 0, 0));
}
END_TEST

START_TEST(minima_follow_a_season_that_begins_in_the_middle_of_a_watch)
{
	struct post *p = book.posts.v[0]->body;

	p->raised = n(2);
	season("03-15", "03-16", MODE_RAISED);
	pattern("main", 20260301, 24, "jia");
	ck_assert_str_eq(gaps_of("main", 10, 20), "03-15 00:00..03-17 00:00 1/2");
}
END_TEST

START_TEST(what_was_ordered_stands_above_the_season)
{
	season("03-01", "03-31", MODE_RAISED);
	NEW(modes, mode, NULL, .level = MODE_NORMAL, .start = moment_at(at(5, 8, 0)),
	    .end = moment_at(at(6, 8, 0)));
	ck_assert_int_eq(duty_mode_at(&book, at(5, 7, 59)), MODE_RAISED);
	ck_assert_int_eq(duty_mode_at(&book, at(5, 8, 0)), MODE_NORMAL);
	ck_assert_int_eq(duty_mode_at(&book, at(6, 8, 0)), MODE_RAISED);
	ck_assert_ptr_eq(duty_mode_cause(&book, at(5, 8, 0)), book.modes.v[0]);
	ck_assert_ptr_eq(duty_mode_cause(&book, at(6, 8, 0)), book.seasons.v[0]);
}
END_TEST

static struct warning *
warning(int colour, int from, int until)
{
	return NEW(warnings, warning, NULL, .kind = T("暴雨"), .colour = colour,
		   .issued = moment_at(at(from, 10, 30)), .until = moment_at(at(until, 10, 30)))
	    ->body;
}

enum { RED = 1, ORANGE, YELLOW, BLUE };

START_TEST(a_warning_of_the_colour_or_worse_changes_the_mode_while_it_lasts)
{
	season(NULL, NULL, MODE_RAISED)->colour = YELLOW;
	season(NULL, NULL, MODE_ALL)->colour = ORANGE;
	warning(BLUE, 1, 9);
	ck_assert_int_eq(duty_mode_at(&book, at(2, 0, 0)), MODE_NORMAL);
	warning(YELLOW, 2, 9);
	ck_assert_int_eq(duty_mode_at(&book, at(2, 10, 29)), MODE_NORMAL);
	ck_assert_int_eq(duty_mode_at(&book, at(2, 10, 30)), MODE_RAISED);
	warning(RED, 4, 5);
	ck_assert_int_eq(duty_mode_at(&book, at(4, 10, 30)), MODE_ALL);
	ck_assert_int_eq(duty_mode_at(&book, at(5, 10, 30)), MODE_RAISED);
	ck_assert_int_eq(duty_mode_next(&book, at(3, 0, 0)), at(4, 10, 30));
}
END_TEST

START_TEST(a_lifted_warning_ends_with_the_word_that_lifts_it)
{
	struct thing *t;

	season(NULL, NULL, MODE_RAISED)->colour = YELLOW;
	warning(YELLOW, 2, 9)->lifted = true;
	t = book.warnings.v[0];
	t->last = memcpy(ARENA_NEW(&arena, struct record), t->first, sizeof(struct record));
	((struct record *)(uintptr_t)t->last)->at = moment_at(at(3, 6, 0));
	ck_assert_int_eq(duty_mode_at(&book, at(3, 5, 59)), MODE_RAISED);
	ck_assert_int_eq(duty_mode_at(&book, at(3, 6, 0)), MODE_NORMAL);
}
END_TEST

START_TEST(only_warnings_of_the_hazard_in_its_season_count)
{
	struct season *s = season("06-01", "09-30", MODE_RAISED);

	s->colour = BLUE;
	s->hazard = T("暴雨");
	warning(RED, 2, 200);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2026, 5, 31, 23, 59)), MODE_NORMAL);
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2026, 6, 1, 0, 0)), MODE_RAISED);
	s->hazard = T("大风");
	ck_assert_int_eq(duty_mode_at(&book, civil_secs(2026, 6, 1, 0, 0)), MODE_NORMAL);
}
END_TEST

static const struct {
	const char *from, *to;
	int colour;
	enum rc rc;
} seasons[] = {
    {"06-01", "09-30", 0, RC_OK},       {"02-29", "02-29", 0, RC_OK},
    {NULL, NULL, YELLOW, RC_OK},        {NULL, NULL, 0, RC_INVALID},
    {"06-01", NULL, 0, RC_INVALID},     {"06-31", "07-01", 0, RC_INVALID},
    {"6月1日", "09-30", 0, RC_INVALID}, {"06-01x", "07-01", 0, RC_INVALID},
};

START_TEST(seasons_are_checked)
{
	struct season s = {.name = T("s"), .level = MODE_RAISED, .colour = seasons[_i].colour};
	struct err e;

	s.from = seasons[_i].from ? T(seasons[_i].from) : NULL;
	s.to = seasons[_i].to ? T(seasons[_i].to) : NULL;
	ck_assert_int_eq(kind_check(&kind_season, &s, &e), seasons[_i].rc);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("duty pattern");
	TCase *t = tcase_create("duty pattern");

	tcase_add_checked_fixture(t, kit_begin, kit_end);
	tcase_add_test(t, three_crews_of_24_hours_stand_one_day_and_rest_two);
	tcase_add_test(t, a_dash_is_nobodys_week);
	tcase_add_test(t, the_nights_of_a_week_are_one_persons);
	tcase_add_test(t, days_and_nights_of_twelve_hours_follow_each_other);
	tcase_add_test(t, turns_go_on_over_the_years_end_as_in_one_line);
	tcase_add_test(t, weekend_turns_count_weekends_only_and_a_worked_sunday_is_none);
	tcase_add_test(t, workday_turns_leave_the_weekend_out);
	tcase_add_test(t, a_turn_is_cut_to_the_hours_in_which_the_post_must_be_stood);
	tcase_add_test(t, the_parts_of_one_turn_know_when_it_began);
	tcase_add_test(t, a_pattern_ends_with_its_last_day);
	tcase_add_test(t, turns_that_overlap_are_refused);
	tcase_add_test(t, one_more_may_stand_besides_a_crew);
	tcase_add_test(t, a_season_comes_every_year_also_over_new_year);
	tcase_add_test(t, a_season_until_29_february_ends_in_common_years_too);
	tcase_add_test(t, minima_follow_a_season_that_begins_in_the_middle_of_a_watch);
	tcase_add_test(t, what_was_ordered_stands_above_the_season);
	tcase_add_test(t, a_warning_of_the_colour_or_worse_changes_the_mode_while_it_lasts);
	tcase_add_test(t, a_lifted_warning_ends_with_the_word_that_lifts_it);
	tcase_add_test(t, only_warnings_of_the_hazard_in_its_season_count);
	tcase_add_loop_test(t, seasons_are_checked, 0, ARRAY_LEN(seasons));
	suite_add_tcase(s, t);
	return run_suite(s);
}
