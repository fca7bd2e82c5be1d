/*
 * Cases counted by hand: over midnight, over New Year, a worked Sunday, twelve hours, a leader of
 * 24 hours over watches of twelve, a mode in mid-month, a leap day, 31 days, somebody who leaves
 * the books.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty_check.h"
#include "core/duty_load.h"
#include "core/handover.h"
#include "core/vec.h"
#include "tests/core/kit/chance.h"
#include "tests/helpers.h"

static struct chance c; /* for its arena, its lists and its ids; nothing random here */
static struct duty_limits limits;

static void
begin(void)
{
	static const char *const years[] = {"2024", "2025", "2026"};

	memset(&c, 0, sizeof(c));
	duty_limits_default(&limits);
	c.book.calendar = &c.calendar;
	for (size_t i = 0; i < ARRAY_LEN(years); i++) {
		const char *path = arena_text_f(&c.arena, "templates/holidays/%s.conf", years[i]);
		struct err e;
		size_t len;
		char *text = slurp(path, &len);

		ck_assert_msg(text != NULL, "%s is missing", path);
		ck_ok(calendar_read(&c.arena, &c.calendar, path, text, len, &e), &e);
		free(text);
	}
}

static void
end(void)
{
	chance_clear(&c);
}

static char *
post(const char *name, int64_t min)
{
	struct post p = {.name = arena_text(&c.arena, name), .min = {min, true}};

	return (char *)chance_thing(&c, &c.book.posts, &kind_post, &p)->id;
}

static struct post *
post_body(size_t i)
{
	return c.book.posts.v[i]->body;
}

static char *
person(const char *name)
{
	struct person p = {.name = arena_text(&c.arena, name)};

	return (char *)chance_thing(&c, &c.book.people, &kind_person, &p)->id;
}

static int64_t
at(int day, int hour)
{
	return day_secs(day) + hour * 3600;
}

static void
plan(char *who, char *where, int64_t from, int64_t hours)
{
	struct assignment as = {.person = who,
				.post = where,
				.start = moment_at(from),
				.end = moment_at(from + hours * 3600),
				.source = ASSIGN_PLAN};

	chance_thing(&c, &c.book.assignments, &kind_assignment, &as);
}

/* Crews of one person each, ends with NULL. */
static struct pattern *
pattern(char *where, int first, int hour, int64_t hours, char *const *who)
{
	struct pattern p = {.post = where,
			    .first = first,
			    .from = {hour * 60, true},
			    .hours = {hours, true},
			    .crews = (char **)who};

	return chance_thing(&c, &c.book.patterns, &kind_pattern, &p)->body;
}

/* What somebody bears in the days [from, until), from midnight. */
static struct duty_load
load(const char *who, int from, int until)
{
	struct duty_loads all = {0};
	struct duty_load found = {0};

	duty_load(&c.book, &limits, NULL, day_secs(from), day_secs(until), &all);
	for (size_t i = 0; i < all.n; i++)
		if (!strcmp(all.v[i].person, who))
			found = all.v[i];
	vec_clear(&all);
	return found;
}

/* "甲、乙" at a moment, in the order of posts. */
static const char *
who(int64_t when)
{
	struct stints now = {0};
	struct str out = STR_INIT;
	const char *copy;

	duty_at(&c.book, when, &now);
	for (size_t i = 0; i < now.n; i++)
		str_add_f(&out, "%s%s", i ? "、" : "", duty_person_name(&c.book, now.v[i].person));
	copy = arena_text(&c.arena, out.ptr);
	str_clear(&out);
	vec_clear(&now);
	return copy;
}

/* "post 2026-01-01T08:00+08:00 until 2026-01-01T20:00+08:00 1/2" for each gap. */
static const char *
gaps(int from, int until)
{
	struct gaps g = {0};
	struct str out = STR_INIT;
	const char *copy;

	duty_gaps(&c.book, day_secs(from), day_secs(until), &g);
	for (size_t i = 0; i < g.n; i++) {
		char a[MOMENT_TEXT], b[MOMENT_TEXT];

		moment_screen(moment_at(g.v[i].from), a);
		moment_screen(moment_at(g.v[i].until), b);
		str_add_f(&out, "%s%s %s..%s %lld/%lld", i ? "; " : "",
			  duty_post_name(&c.book, g.v[i].post), a, b, (long long)g.v[i].have,
			  (long long)g.v[i].need);
	}
	copy = arena_text(&c.arena, out.ptr);
	str_clear(&out);
	vec_clear(&g);
	return copy;
}

/* Thursday 12 March 2026, 20:00 until Friday 08:00: two hours before midnight are night, six after.
 */
START_TEST(a_shift_over_midnight_is_one_duty_of_the_day_it_begins_on)
{
	char *main = post("主班", 0), *jia = person("甲");
	struct duty_load l;

	plan(jia, main, at(20260312, 20), 12);
	l = load(jia, 20260312, 20260314);
	ck_assert_uint_eq(l.duties, 1);
	ck_assert_int_eq(l.minutes, 720);
	ck_assert_int_eq(l.night_minutes, 480);
	ck_assert_uint_eq(l.nights, 1);
	ck_assert_int_eq(l.weighted, 16000); /* 12 h × 1 + 8 h × 0.5 */
	ck_assert_str_eq(who(at(20260313, 0)), "甲");
	ck_assert_str_eq(who(at(20260313, 8) - 60), "甲");
	ck_assert_str_eq(who(at(20260313, 8)), "");
	/* the days apart: the duty is Thursday's, its minutes are four and eight hours */
	ck_assert_uint_eq(load(jia, 20260312, 20260313).duties, 1);
	ck_assert_int_eq(load(jia, 20260312, 20260313).minutes, 240);
	ck_assert_uint_eq(load(jia, 20260313, 20260314).duties, 0);
	ck_assert_int_eq(load(jia, 20260313, 20260314).minutes, 480);
}
END_TEST

/* Wednesday 31 December 2025, 08:00 until 1 January: a workday's duty, sixteen hours in the old
 * year. */
START_TEST(a_shift_over_new_year_is_a_duty_of_the_old_year)
{
	char *main = post("主班", 1), *jia = person("甲"), *yi = person("乙");
	struct duty_load old, new;

	plan(jia, main, at(20251231, 8), 24);
	plan(yi, main, at(20260101, 8), 24);
	old = load(jia, 20251201, 20260101);
	new = load(jia, 20260101, 20260201);
	ck_assert_uint_eq(old.duties, 1);
	ck_assert_uint_eq(old.days[DAY_WORK], 1);
	ck_assert_int_eq(old.minutes, 16 * 60);
	ck_assert_uint_eq(new.duties, 0);
	ck_assert_int_eq(new.minutes, 8 * 60);
	ck_assert_int_eq(new.weighted, 8000 + 3000); /* at a workday's weight, six hours of night */
	new = load(yi, 20260101, 20260201);
	ck_assert_uint_eq(new.days[DAY_STATUTORY], 1);
	ck_assert_int_eq(new.weighted, 72000 + 4000);
	ck_assert_str_eq(who(at(20260101, 8) - 60), "甲");
	ck_assert_str_eq(who(at(20260101, 8)), "乙");
	ck_assert_str_eq(gaps(20251231, 20260103),
			 "主班 12-31 00:00..12-31 08:00 0/1; 主班 01-02 08:00..01-03 00:00 0/1");
}
END_TEST

/* Sunday 4 January 2026 is worked for the New Year, Saturday 3 is free. */
START_TEST(a_worked_sunday_is_a_workday_for_desk_and_load)
{
	char *desk = post("值守", 1), *main = post("主班", 0), *jia = person("甲");
	struct duty_load l;

	post_body(0)->covers = COVERS_WORKDAYS;
	ck_assert_str_eq(gaps(20260103, 20260106),
			 "值守 01-04 08:00..01-06 00:00 0/1"); /* not on the 3rd, nor its night */
	plan(jia, desk, at(20260104, 8), 24);
	ck_assert_str_eq(gaps(20260103, 20260105), "");
	plan(jia, main, at(20260103, 8), 24);
	l = load(jia, 20260103, 20260106);
	ck_assert_uint_eq(l.days[DAY_MAKEUP], 1);
	ck_assert_uint_eq(l.days[DAY_REST], 1);
	ck_assert_uint_eq(l.days[DAY_WEEKEND], 0);
	ck_assert_int_eq(l.weighted, (24 + 4) * 1000 + (48 + 4) * 1000);
}
END_TEST

/* Two crews, days and nights in turn, every twelve hours from 08:00 of 1 March: 62 turns in 31
 * days. */
START_TEST(twelve_hours_in_turn_are_even_over_a_month_of_31_days)
{
	char *main = post("主班", 1), *jia = person("甲"), *yi = person("乙"), *bing = person("丙");
	char *three[] = {jia, yi, bing, NULL};
	struct duty_load a, b, d;

	pattern(main, 20260301, 8, 12, three);
	ck_assert_str_eq(who(at(20260301, 8)), "甲");
	ck_assert_str_eq(who(at(20260301, 20)), "乙");
	ck_assert_str_eq(who(at(20260302, 8)), "丙");
	ck_assert_str_eq(who(at(20260302, 20)), "甲");
	a = load(jia, 20260301, 20260401);
	b = load(yi, 20260301, 20260401);
	d = load(bing, 20260301, 20260401);
	/* turns 0 … 61 begin in March: 21, 21, 20; the last, 甲 or 乙's, runs into April */
	ck_assert_uint_eq(a.duties, 21);
	ck_assert_uint_eq(b.duties, 21);
	ck_assert_uint_eq(d.duties, 20);
	/* odd turns are nights: 甲 has 3, 9, … 57: 10; 乙 1, 7, … 61: 11; 丙 5, 11, … 59: 10 */
	ck_assert_uint_eq(a.nights, 10);
	ck_assert_uint_eq(b.nights, 11);
	ck_assert_uint_eq(d.nights, 10);
	/* 乙's turn 61 runs from 20:00 of the 31st: four hours of it are March's */
	ck_assert_int_eq(a.minutes, 21 * 720);
	ck_assert_int_eq(b.minutes, 20 * 720 + 240);
	ck_assert_int_eq(d.minutes, 20 * 720);
	ck_assert_str_eq(gaps(20260302, 20260401), "");
}
END_TEST

/* The leader for 24 hours, the watch for twelve: at 20:00 the watch hands over, the leader stays.
 */
START_TEST(a_leader_of_24_hours_sees_two_watches)
{
	char *lead = post("带班领导", 1), *main = post("主班", 1);
	char *leader = person("领"), *day = person("日"), *night = person("夜"),
	     *next = person("次");
	struct handover h = {0};

	plan(leader, lead, at(20260310, 8), 24);
	plan(next, lead, at(20260311, 8), 24);
	plan(day, main, at(20260310, 8), 12);
	plan(night, main, at(20260310, 20), 12);
	plan(day, main, at(20260311, 8), 12);
	ck_assert_str_eq(who(at(20260310, 20) - 60), "领、日");
	ck_assert_str_eq(who(at(20260310, 20)), "领、夜");
	ck_assert_str_eq(who(at(20260311, 8)), "次、日");
	handover_people(&c.book, GROUP_WATCH, at(20260310, 19) + 1800, 0, &h);
	ck_assert_int_eq(h.end.secs, at(20260310, 20));
	ck_assert_str_eq(h.outgoing, day);
	ck_assert_str_eq(h.incoming, night);
	ck_assert_str_eq(h.out_leader, leader);
	ck_assert_str_eq(h.in_leader, leader);
	h = (struct handover){0};
	handover_people(&c.book, GROUP_WATCH, at(20260311, 7) + 1800, 0, &h);
	ck_assert_int_eq(h.start.secs, at(20260310, 20));
	ck_assert_int_eq(h.end.secs, at(20260311, 8));
	ck_assert_str_eq(h.outgoing, night);
	ck_assert_str_eq(h.incoming, day);
	ck_assert_str_eq(h.out_leader, leader);
	ck_assert_str_eq(h.in_leader, next);
	ck_assert_int_eq(load(leader, 20260310, 20260312).minutes, 1440);
	ck_assert_uint_eq(load(day, 20260310, 20260312).nights, 0);
}
END_TEST

/* Raised from noon of the 10th until midnight before the 15th, all hands on the 12th: two, then
 * four are asked where one stands; who is on call until then is at work on the 12th. */
START_TEST(a_mode_in_mid_month_changes_minima_and_readiness_to_the_minute)
{
	char *main = post("主班", 1), *spare = post("备班", 0), *jia = person("甲"),
	     *yi = person("乙");
	char *one[] = {jia, NULL}, *two[] = {yi, NULL};
	struct mode raised = {.level = MODE_RAISED,
			      .start = moment_at(at(20260310, 12)),
			      .end = moment_at(at(20260315, 0))};
	struct mode all = {.level = MODE_ALL,
			   .start = moment_at(at(20260312, 0)),
			   .end = moment_at(at(20260313, 0))};

	post_body(0)->raised = (struct count){2, true};
	post_body(0)->all = (struct count){4, true};
	post_body(1)->readiness = READY_ONCALL;
	pattern(main, 20260301, 8, 24, one);
	pattern(spare, 20260301, 8, 24, two);
	chance_thing(&c, &c.book.modes, &kind_mode, &raised);
	chance_thing(&c, &c.book.modes, &kind_mode, &all);
	ck_assert_str_eq(gaps(20260305, 20260331), "主班 03-10 12:00..03-12 00:00 1/2; "
						   "主班 03-12 00:00..03-13 00:00 1/4; "
						   "主班 03-13 00:00..03-15 00:00 1/2");
	/* 31 days less the eight hours before the first turn; one day of it at work */
	ck_assert_int_eq(load(yi, 20260301, 20260401).minutes, (31 * 24 - 8) * 60);
	ck_assert_int_eq(load(yi, 20260301, 20260401).oncall_minutes, (30 * 24 - 8) * 60);
	ck_assert_int_eq(load(jia, 20260301, 20260401).oncall_minutes, 0);
}
END_TEST

/* Three crews of 24 hours through February 2024: 29 turns are 10, 10 and 9; the 29th is there. */
START_TEST(a_leap_day_is_a_day_like_others)
{
	char *main = post("主班", 1), *jia = person("甲"), *yi = person("乙"), *bing = person("丙");
	char *three[] = {jia, yi, bing, NULL};

	pattern(main, 20240201, 8, 24, three);
	ck_assert_uint_eq(load(jia, 20240201, 20240301).duties, 10);
	ck_assert_uint_eq(load(yi, 20240201, 20240301).duties, 10);
	ck_assert_uint_eq(load(bing, 20240201, 20240301).duties, 9);
	ck_assert_str_eq(who(at(20240228, 9)), "甲"); /* turn 27 */
	ck_assert_str_eq(who(at(20240229, 9)), "乙");
	ck_assert_str_eq(who(at(20240301, 9)), "丙");
	ck_assert_str_eq(gaps(20240202, 20240303), "");
	/* in a year without it the 1st of March follows the 28th */
	ck_assert_int_eq(day_add(20260228, 1), 20260301);
}
END_TEST

/* Four crews through the 31 days of October: 8, 8, 8 and 7 turns; who has which of the seven days
 * of the National Day: turns 0 1 2 are statutory, 3 … 6 rest days. */
START_TEST(a_month_of_31_days_is_not_quite_even)
{
	char *main = post("主班", 1);
	char *crew[] = {person("甲"), person("乙"), person("丙"), person("丁"), NULL};
	static const size_t want[4][4] = {
	    /* duties, statutory, rest, make-up */
	    {8, 1, 1, 0}, /* 1 5 9 13 17 21 25 29 */
	    {8, 1, 1, 1}, /* 2 6 10 … */
	    {8, 1, 1, 0}, /* 3 7 11 … */
	    {7, 0, 1, 0}, /* 4 8 12 … 28 */
	};

	pattern(main, 20261001, 8, 24, crew);
	for (size_t i = 0; i < 4; i++) {
		struct duty_load l = load(crew[i], 20261001, 20261101);

		ck_assert_uint_eq(l.duties, want[i][0]);
		ck_assert_uint_eq(l.days[DAY_STATUTORY], want[i][1]);
		ck_assert_uint_eq(l.days[DAY_REST], want[i][2]);
		ck_assert_uint_eq(l.days[DAY_MAKEUP], want[i][3]);
		/* 丙 stands the 31st: sixteen of its hours are October's */
		ck_assert_int_eq(l.minutes, (int64_t)want[i][0] * 1440 - (i == 2 ? 480 : 0));
	}
	/* Saturdays and Sundays in October that are neither holiday nor worked: 11 17 18 24 25 31
	 */
	ck_assert_uint_eq(load(crew[2], 20261001, 20261101).days[DAY_WEEKEND], 2); /* 11, 31 */
	ck_assert_uint_eq(load(crew[0], 20261001, 20261101).days[DAY_WEEKEND], 2); /* 17, 25 */
}
END_TEST

/* 乙 is on the books until the 15th: what begins on the 14th is good, what runs past the 15th is
 * not. */
START_TEST(who_leaves_the_books_in_mid_month_is_told_from_then_on)
{
	char *main = post("主班", 1), *jia = person("甲"), *yi = person("乙");
	char *crew[] = {jia, yi, NULL};
	struct violations v = {0};
	size_t n = 0;

	((struct person *)c.book.people.v[1]->body)->until = 20260315;
	pattern(main, 20260301, 8, 24, crew); /* 乙 has the even days */
	duty_check(&c.arena, &c.book, &limits, day_secs(20260301), day_secs(20260401), &v);
	for (size_t i = 0; i < v.n; i++) {
		if (strcmp(v.v[i].rule, "books") != 0)
			continue;
		ck_assert_str_eq(v.v[i].person, yi);
		ck_assert_int_eq(v.v[i].at, at(20260316 + 2 * (int)n, 8));
		n++;
	}
	ck_assert_uint_eq(n, 8); /* 16 18 … 30 */
	ck_assert_uint_eq(load(yi, 20260301, 20260316).duties, 7);
	vec_clear(&v);
	/* a duty that begins on the last day runs into the next one: told */
	((struct person *)c.book.people.v[1]->body)->until = 20260314;
	duty_check(&c.arena, &c.book, &limits, day_secs(20260301), day_secs(20260316), &v);
	n = 0;
	while (n < v.n && strcmp(v.v[n].rule, "books") != 0)
		n++;
	ck_assert_uint_lt(n, v.n);
	ck_assert_int_eq(v.v[n].at, at(20260314, 8));
	vec_clear(&v);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("duty hand");
	TCase *t = tcase_create("duty hand");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_shift_over_midnight_is_one_duty_of_the_day_it_begins_on);
	tcase_add_test(t, a_shift_over_new_year_is_a_duty_of_the_old_year);
	tcase_add_test(t, a_worked_sunday_is_a_workday_for_desk_and_load);
	tcase_add_test(t, twelve_hours_in_turn_are_even_over_a_month_of_31_days);
	tcase_add_test(t, a_leader_of_24_hours_sees_two_watches);
	tcase_add_test(t, a_mode_in_mid_month_changes_minima_and_readiness_to_the_minute);
	tcase_add_test(t, a_leap_day_is_a_day_like_others);
	tcase_add_test(t, a_month_of_31_days_is_not_quite_even);
	tcase_add_test(t, who_leaves_the_books_in_mid_month_is_told_from_then_on);
	suite_add_tcase(s, t);
	return run_suite(s);
}
