/* What a set-up of the roster may not say. */
#include "core/setup_check.h"

#include "tests/core/roster_kit.h"

static struct thing *
pattern(const char *name, const char *where, int first, int hours, const char *who)
{
	return NEW(patterns, pattern, NULL, .name = T(name), .post = T(where), .first = first,
		   .hours = {hours, true}, .crews = crews(who));
}

static struct pattern *
body(const struct thing *t)
{
	return t->body;
}

static void
refused(const struct thing *t, const char *says)
{
	struct err e = {0};

	ck_assert_int_eq(setup_check_pattern(&book, t, at(1, 0, 0), &e), RC_INVALID);
	ck_assert_msg(strstr(e.text, says) != NULL, "no \"%s\" in: %s", says, e.text);
}

static void
allowed(const struct thing *t)
{
	struct err e;

	ck_ok(setup_check_pattern(&book, t, at(1, 0, 0), &e), &e);
}

START_TEST(two_rotations_of_a_post_for_one_are_refused_with_the_moment)
{
	pattern("a", "main", 20260301, 24, "jia yi");
	refused(pattern("b", "main", 20260305, 24, "bing"), "from 03-05 08:00");
}
END_TEST

START_TEST(they_may_stand_together_where_the_post_needs_both)
{
	struct thing *t;

	((struct post *)book.posts.v[0]->body)->raised = (struct count){2, true};
	pattern("a", "main", 20260301, 24, "jia yi");
	t = pattern("b", "main", 20260305, 24, "bing");
	allowed(t);
	body(t)->crews = crews("bing+ding");
	refused(t, "both put people on main");
}
END_TEST

START_TEST(one_may_follow_the_other_or_take_other_hours)
{
	struct thing *t = pattern("a", "main", 20260301, 24, "jia yi");

	body(t)->last = 20260304;
	allowed(pattern("b", "main", 20260305, 24, "jia"));
	kit_end();
	kit_begin();
	t = pattern("days", "main", 20260301, 12, "jia yi");
	body(t)->every = (struct count){24, true};
	t = pattern("nights", "main", 20260301, 12, "yi jia");
	body(t)->every = (struct count){24, true};
	body(t)->from = (struct clock){20 * 60, true};
	allowed(t);
}
END_TEST

START_TEST(nobody_is_put_on_two_posts_unless_one_doubles_the_other)
{
	struct thing *t;

	pattern("a", "main", 20260301, 24, "jia yi bing");
	t = pattern("b", "deputy", 20260301, 24, "yi ding"); /* both turns meet on the 5th */
	refused(t, "yi would stand main and deputy at the same time");
	((struct post *)book.posts.v[1]->body)->also = T("main");
	allowed(t);
}
END_TEST

START_TEST(what_is_over_or_taken_back_is_in_nobodys_way)
{
	struct thing *old = pattern("a", "main", 20260101, 24, "jia");

	body(old)->last = 20260220;
	allowed(pattern("b", "main", 20260301, 24, "yi"));
	old = pattern("c", "main", 20260301, 24, "bing");
	body(old)->cancelled = true;
	allowed(book.patterns.v[1]);
}
END_TEST

START_TEST(crews_are_people_of_the_book)
{
	refused(pattern("a", "main", 20260301, 24, "jia wu"), "wu");
	refused(pattern("b", "main", 20260301, 24, "jia+yi+wang"), "wang");
	refused(pattern("c", "main", 20260301, 24, "- -"), "no crew has anybody");
}
END_TEST

START_TEST(a_pattern_that_never_meets_the_posts_hours_is_refused)
{
	struct thing *t = pattern("a", "main", 20260301, 12, "jia");

	((struct post *)book.posts.v[0]->body)->covers = COVERS_RESTDAYS;
	body(t)->days = PATTERN_WORKDAYS;
	body(t)->from = (struct clock){8 * 60, true};
	body(t)->every = (struct count){24, true};
	refused(t, "nobody on main");
	body(t)->days = PATTERN_RESTDAYS;
	allowed(t);
}
END_TEST

START_TEST(two_shifts_of_the_same_hours_are_refused)
{
	struct things shifts = {0};
	struct thing *t;
	struct err e;

	kit_thing(&shifts, &kind_shift, NULL, &(struct shift){T("day"), {480, true}, {1200, true}});
	t = kit_thing(&shifts, &kind_shift, NULL,
		      &(struct shift){T("early"), {480, true}, {1200, true}});
	ck_assert_int_eq(setup_check_shift(&shifts, t, &e), RC_INVALID);
	((struct shift *)t->body)->to.minute = 480;
	ck_ok(setup_check_shift(&shifts, t, &e), &e);
	vec_clear(&shifts);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("setup check");
	TCase *t = tcase_create("setup check");

	tcase_add_checked_fixture(t, kit_begin, kit_end);
	tcase_add_test(t, two_rotations_of_a_post_for_one_are_refused_with_the_moment);
	tcase_add_test(t, they_may_stand_together_where_the_post_needs_both);
	tcase_add_test(t, one_may_follow_the_other_or_take_other_hours);
	tcase_add_test(t, nobody_is_put_on_two_posts_unless_one_doubles_the_other);
	tcase_add_test(t, what_is_over_or_taken_back_is_in_nobodys_way);
	tcase_add_test(t, crews_are_people_of_the_book);
	tcase_add_test(t, a_pattern_that_never_meets_the_posts_hours_is_refused);
	tcase_add_test(t, two_shifts_of_the_same_hours_are_refused);
	suite_add_tcase(s, t);
	return run_suite(s);
}
