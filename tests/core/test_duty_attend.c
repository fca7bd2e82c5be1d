/* Who was there: in time, late, absent, held over. */
#include "core/duty_attend.h"

#include <string.h>

#include "core/attendance.h"
#include "core/vec.h"
#include "tests/helpers.h"

static struct arena a;
static struct duty_book book;
static struct things lines;
static int made;

static void
begin(void)
{
	memset(&book, 0, sizeof(book));
	memset(&lines, 0, sizeof(lines));
	made = 0;
}

static void
end(void)
{
	vec_clear(&book.posts);
	vec_clear(&book.people);
	vec_clear(&book.assignments);
	vec_clear(&lines);
	arena_free(&a);
}

static void *
thing(struct things *into, const struct kind *k, const char *id)
{
	struct thing *t = ARENA_NEW(&a, struct thing);
	struct record *r = ARENA_NEW(&a, struct record);

	r->id = t->id = id ? id : arena_text_f(&a, "sm1-%d", ++made);
	r->kind = t->kind = k;
	t->body = arena_alloc(&a, k->size);
	t->first = t->last = r;
	vec_push(into, t);
	return t->body;
}

static int64_t
at(int day, int hour, int minute)
{
	return civil_secs(2026, 1, day, hour, minute);
}

static void
plan(const char *who, int day)
{
	*(struct assignment *)thing(&book.assignments, &kind_assignment, NULL) =
	    (struct assignment){.person = arena_text(&a, who),
				.post = arena_text(&a, "main"),
				.start = moment_at(at(day, 8, 0)),
				.end = moment_at(at(day + 1, 8, 0)),
				.source = ASSIGN_PLAN};
}

static void
sign(const char *who, int way, int64_t when)
{
	*(struct attendance *)thing(&lines, &kind_attendance, NULL) =
	    (struct attendance){.person = arena_text(&a, who), .way = way};
	((struct record *)lines.v[lines.n - 1]->first)->at = moment_at(when);
}

static struct attended_duty
only(int day, int64_t now)
{
	struct attended_duties all = {0};
	struct attended_duty d;

	duty_attend(&book, &lines, at(day, 8, 0), at(day + 1, 8, 0), now, &all);
	ck_assert_uint_eq(all.n, 1);
	d = all.v[0];
	vec_clear(&all);
	return d;
}

START_TEST(in_time_late_absent_and_ahead)
{
	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	ck_assert_int_eq(only(18, at(18, 7, 59)).state, ATTENDED_AHEAD);
	ck_assert_int_eq(only(18, at(18, 8, 0)).state, ATTENDED_ABSENT);
	sign("yi", ATTEND_ON, at(18, 7, 50));
	ck_assert_int_eq(only(18, at(18, 9, 0)).state, ATTENDED_ABSENT);
	sign("jia", ATTEND_ON, at(18, 8, 12));
	ck_assert_int_eq(only(18, at(18, 9, 0)).state, ATTENDED_LATE);
	ck_assert_int_eq(only(18, at(18, 9, 0)).late_minutes, 12);
	sign("jia", ATTEND_ON, at(18, 7, 45));
	ck_assert_int_eq(only(18, at(18, 9, 0)).state, ATTENDED_YES);
}
END_TEST

START_TEST(nobody_was_absent_before_the_book_began)
{
	struct attended_duties all = {0};
	struct attended_sums sums = {0};

	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	plan("yi", 19);
	book.kept_since = at(18, 9, 0);
	ck_assert_int_eq(only(18, at(18, 10, 0)).state, ATTENDED_BEFORE);
	ck_assert_int_eq(only(19, at(19, 10, 0)).state, ATTENDED_ABSENT);
	duty_attend(&book, &lines, at(18, 8, 0), at(20, 8, 0), at(20, 8, 0), &all);
	duty_attend_sum(&all, &sums);
	ck_assert_uint_eq(sums.n, 2);
	ck_assert_uint_eq(sums.v[0].duties + sums.v[0].absent, 0);
	ck_assert_uint_eq(sums.v[1].absent, 1);
	vec_clear(&all);
	vec_clear(&sums);
	sign("jia", ATTEND_ON, at(18, 9, 30));
	ck_assert_int_eq(only(18, at(18, 10, 0)).state, ATTENDED_YES);
	lines.n = 0;
	book.kept_since = at(20, 0, 0);
	ck_assert_int_eq(only(19, at(20, 8, 0)).state, ATTENDED_BEFORE);
	sign("bing", ATTEND_ON, at(19, 7, 50)); /* entered afterwards: so that day was kept */
	ck_assert_int_eq(only(19, at(20, 8, 0)).state, ATTENDED_ABSENT);
	book.kept_since = 0;
}
END_TEST

START_TEST(held_over_unless_one_stands_on)
{
	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	sign("jia", ATTEND_ON, at(18, 7, 50));
	sign("jia", ATTEND_OFF, at(19, 11, 0));
	ck_assert_int_eq(only(18, at(19, 12, 0)).held_minutes, 180);
	plan("jia", 19);
	ck_assert_int_eq(only(18, at(19, 12, 0)).held_minutes, 0);
}
END_TEST

START_TEST(a_few_minutes_of_handing_over_are_no_holding_over)
{
	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	sign("jia", ATTEND_OFF, at(19, 8, 14));
	ck_assert_int_eq(only(18, at(19, 12, 0)).held_minutes, 0);
}
END_TEST

START_TEST(on_call_need_not_sign_on)
{
	((struct post *)thing(&book.posts, &kind_post, "main"))->readiness = READY_ONCALL;
	plan("jia", 18);
	ck_assert_int_eq(only(18, at(18, 12, 0)).state, ATTENDED_ONCALL);
}
END_TEST

static struct attendance *
last_line(void)
{
	return lines.v[lines.n - 1]->body;
}

START_TEST(who_takes_over_comes_as_soon_as_they_can)
{
	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	((struct assignment *)book.assignments.v[0]->body)->source = ASSIGN_TAKEOVER;
	ck_assert_int_eq(only(18, at(18, 9, 0)).state, ATTENDED_ABSENT);
	sign("jia", ATTEND_ON, at(18, 8, 40));
	ck_assert_int_eq(only(18, at(18, 9, 0)).state, ATTENDED_YES);
}
END_TEST

START_TEST(who_stands_on_need_not_sign_on_again)
{
	struct attended_duties all = {0};

	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	plan("jia", 19);
	sign("jia", ATTEND_ON, at(18, 7, 50));
	ck_assert_int_eq(only(18, at(19, 9, 0)).state, ATTENDED_YES);
	duty_attend(&book, &lines, at(19, 8, 0), at(20, 8, 0), at(19, 9, 0), &all);
	ck_assert_uint_eq(all.n, 1);
	ck_assert_int_eq(all.v[0].state, ATTENDED_YES);
	vec_clear(&all);
	duty_attend(&book, &lines, at(19, 8, 0), at(20, 8, 0), at(19, 7, 0), &all);
	ck_assert_int_eq(all.v[0].state, ATTENDED_AHEAD);
	vec_clear(&all);
	sign("jia", ATTEND_OFF, at(19, 7, 55)); /* went home: must come again */
	duty_attend(&book, &lines, at(19, 8, 0), at(20, 8, 0), at(19, 9, 0), &all);
	ck_assert_int_eq(all.v[0].state, ATTENDED_ABSENT);
	vec_clear(&all);
}
END_TEST

START_TEST(the_next_duty_a_day_later_is_no_standing_on)
{
	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	plan("jia", 20);
	sign("jia", ATTEND_ON, at(18, 7, 50));
	sign("jia", ATTEND_OFF, at(19, 11, 0));
	ck_assert_int_eq(only(18, at(19, 12, 0)).held_minutes, 180);
	ck_assert_int_eq(only(20, at(20, 9, 0)).state, ATTENDED_ABSENT);
}
END_TEST

START_TEST(a_walk_at_night_finds_or_misses)
{
	struct attended_duty d;

	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	sign("jia", ATTEND_SEEN, at(18, 23, 0));
	d = only(18, at(19, 1, 0));
	ck_assert_int_eq(d.state, ATTENDED_SEEN);
	ck_assert_int_eq(d.seen, at(18, 23, 0));
	sign("jia", ATTEND_MISSED, at(19, 2, 0));
	ck_assert_int_eq(only(18, at(19, 3, 0)).missed, at(19, 2, 0));
	sign("jia", ATTEND_ON, at(18, 7, 50));
	ck_assert_int_eq(only(18, at(19, 3, 0)).state, ATTENDED_YES);
}
END_TEST

START_TEST(held_over_until_a_time)
{
	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	sign("jia", ATTEND_ON, at(18, 7, 50));
	sign("jia", ATTEND_HOLD, at(19, 7, 40));
	last_line()->until = moment_at(at(19, 11, 0));
	ck_assert_int_eq(only(18, at(19, 9, 0)).hold, at(19, 11, 0));
}
END_TEST

START_TEST(a_corrected_line_does_not_count)
{
	const char *wrong;

	thing(&book.posts, &kind_post, "main");
	plan("jia", 18);
	sign("jia", ATTEND_ON, at(18, 8, 40));
	wrong = lines.v[0]->id;
	sign("jia", ATTEND_ON, at(18, 7, 55));
	lines.v[1]->of = wrong;
	attendance_standing(&lines);
	ck_assert_uint_eq(lines.n, 1);
	ck_assert_int_eq(only(18, at(18, 9, 0)).state, ATTENDED_YES);
	sign("jia", ATTEND_VOID, at(18, 7, 55));
	lines.v[1]->of = lines.v[0]->id;
	attendance_standing(&lines);
	ck_assert_uint_eq(lines.n, 0);
	ck_assert_int_eq(only(18, at(18, 9, 0)).state, ATTENDED_ABSENT);
}
END_TEST

START_TEST(a_month_is_summed_by_person)
{
	struct attended_duties all = {0};
	struct attended_sums sums = {0};

	thing(&book.posts, &kind_post, "main");
	plan("jia", 10);
	plan("yi", 11);
	plan("jia", 12);
	plan("jia", 14);
	sign("jia", ATTEND_ON, at(10, 7, 50));
	sign("jia", ATTEND_OFF, at(11, 10, 0));
	sign("jia", ATTEND_ON, at(12, 8, 20));
	duty_attend(&book, &lines, at(1, 8, 0), at(31, 8, 0), at(13, 12, 0), &all);
	duty_attend_sum(&all, &sums);
	ck_assert_uint_eq(sums.n, 2);
	ck_assert_str_eq(sums.v[0].person, "jia");
	ck_assert_uint_eq(sums.v[0].duties, 2);
	ck_assert_uint_eq(sums.v[0].came, 2);
	ck_assert_uint_eq(sums.v[0].late, 1);
	ck_assert_int_eq(sums.v[0].late_minutes, 20);
	ck_assert_int_eq(sums.v[0].held_minutes, 120);
	ck_assert_uint_eq(sums.v[1].absent, 1);
	vec_clear(&sums);
	vec_clear(&all);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("duty attend");
	TCase *t = tcase_create("duty attend");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, in_time_late_absent_and_ahead);
	tcase_add_test(t, nobody_was_absent_before_the_book_began);
	tcase_add_test(t, held_over_unless_one_stands_on);
	tcase_add_test(t, a_few_minutes_of_handing_over_are_no_holding_over);
	tcase_add_test(t, on_call_need_not_sign_on);
	tcase_add_test(t, who_takes_over_comes_as_soon_as_they_can);
	tcase_add_test(t, who_stands_on_need_not_sign_on_again);
	tcase_add_test(t, the_next_duty_a_day_later_is_no_standing_on);
	tcase_add_test(t, a_walk_at_night_finds_or_misses);
	tcase_add_test(t, held_over_until_a_time);
	tcase_add_test(t, a_corrected_line_does_not_count);
	tcase_add_test(t, a_month_is_summed_by_person);
	suite_add_tcase(s, t);
	return run_suite(s);
}
