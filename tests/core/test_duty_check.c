/* What a roster is held against, and what each one bears. */
#include "core/duty_check.h"

#include <stdio.h>
#include <string.h>

#include "core/attendance.h"
#include "core/duty_effect.h"
#include "core/duty_fit.h"
#include "core/vec.h"
#include "tests/helpers.h"

static struct arena arena;
static struct duty_book book;
static struct duty_limits limits;
static struct calendar calendar;
static struct things attended;
static int made;

static char *
T(const char *text)
{
	return arena_text(&arena, text);
}

static void *
thing(struct things *into, const struct kind *k, const char *id)
{
	struct thing *t = ARENA_NEW(&arena, struct thing);
	struct record *r = ARENA_NEW(&arena, struct record);

	r->id = t->id = id ? T(id) : arena_text_f(&arena, "sm1-%d", 100 + made);
	r->ts = ++made;
	r->kind = t->kind = k;
	t->body = arena_alloc(&arena, k->size);
	t->first = t->last = r;
	vec_push(into, t);
	return t->body;
}

static int64_t
at(int day, int hour)
{
	return civil_secs(2026, 10, 1, hour, 0) + (day - 1) * (int64_t)DAY_SECONDS;
}

static struct post *
post(const char *id)
{
	struct post *p = thing(&book.posts, &kind_post, id);

	p->name = T(id);
	return p;
}

static struct person *
person(const char *id)
{
	struct person *p = thing(&book.people, &kind_person, id);

	p->name = T(id);
	return p;
}

static struct assignment *
plan(const char *who, const char *where, int day, int hour, int hours)
{
	struct assignment *a = thing(&book.assignments, &kind_assignment, NULL);

	*a = (struct assignment){.person = T(who),
				 .post = T(where),
				 .start = moment_at(at(day, hour)),
				 .end = moment_at(at(day, hour) + hours * 3600),
				 .source = ASSIGN_PLAN};
	return a;
}

static struct leave *
leave(const char *who, int day, int hours)
{
	struct leave *l = thing(&book.leaves, &kind_leave, NULL);

	*l = (struct leave){.person = T(who),
			    .start = moment_at(at(day, 8)),
			    .end = moment_at(at(day, 8) + hours * 3600),
			    .state = LEAVE_APPROVED};
	return l;
}

static void
begin(void)
{
	struct err e;
	const char *conf = "[year 2026]\nsource = a\n[holiday 国庆节]\noff = "
			   "2026-10-01..2026-10-07\nstatutory = 2026-10-01..2026-10-03\nwork = "
			   "2026-10-10\n";

	memset(&book, 0, sizeof(book));
	memset(&attended, 0, sizeof(attended));
	made = 0;
	duty_limits_default(&limits);
	ck_ok(calendar_read(&arena, &calendar, "x", conf, strlen(conf), &e), &e);
	book.calendar = &calendar;
	post("main");
	post("deputy");
	person("jia");
	person("yi");
}

static void
end(void)
{
	vec_clear(&book.posts);
	vec_clear(&book.people);
	vec_clear(&book.assignments);
	vec_clear(&book.leaves);
	vec_clear(&book.modes);
	vec_clear(&attended);
	calendar_clear(&calendar);
	arena_free(&arena);
}

/* "rest jia 2T08; …" of days 1 to 31. */
static const char *
found(void)
{
	struct violations v = {0};
	struct str out = STR_INIT;
	char *text;

	duty_check(&arena, &book, &limits, at(1, 0), at(31, 0), &v);
	for (size_t i = 0; i < v.n; i++) {
		struct civil c = civil_of(v.v[i].at);

		str_add_f(&out, "%s%s%s %s %dT%02d%s", i ? "; " : "", v.v[i].hard ? "" : "(soft) ",
			  v.v[i].rule, v.v[i].person ? v.v[i].person : v.v[i].post, c.day, c.hour,
			  v.v[i].override ? " allowed" : "");
	}
	text = T(out.ptr);
	str_clear(&out);
	vec_clear(&v);
	return text;
}

START_TEST(a_clean_roster_has_no_violations)
{
	plan("jia", "main", 1, 8, 24);
	plan("yi", "main", 2, 8, 24);
	plan("jia", "main", 3, 8, 24);
	ck_assert_str_eq(found(), "");
}
END_TEST

START_TEST(nobody_is_planned_for_two_posts_at_once)
{
	struct assignment *a;

	plan("jia", "main", 1, 8, 24);
	a = plan("jia", "deputy", 1, 20, 6);
	ck_assert_str_eq(found(), "double jia 1T20");
	a->reason = T("人手不足");
	ck_assert_str_eq(found(), "double jia 1T20 allowed");
	((struct post *)book.posts.v[1]->body)->also = T("main");
	ck_assert_str_eq(found(), "");
}
END_TEST

START_TEST(rest_between_duties_is_counted_for_posts_on_site_only)
{
	plan("jia", "main", 1, 8, 12);
	plan("jia", "main", 2, 7, 12);
	ck_assert_str_eq(found(), "rest jia 2T07");
	((struct post *)book.posts.v[0]->body)->readiness = READY_ONCALL;
	ck_assert_str_eq(found(), "");
}
END_TEST

START_TEST(duties_that_touch_are_one_run)
{
	plan("jia", "main", 1, 8, 24);
	plan("jia", "deputy", 2, 8, 24);
	ck_assert_str_eq(found(), "");
	plan("jia", "main", 3, 8, 1);
	ck_assert_str_eq(found(), "consecutive jia 1T08");
}
END_TEST

START_TEST(a_plan_during_leave_is_told_with_its_gap)
{
	((struct post *)book.posts.v[0]->body)->min = (struct count){1, true};
	for (int day = 0; day < 31; day++)
		plan(day == 4 ? "jia" : day % 2 ? "yi" : "bing", "main", day, 8, 24);
	leave("jia", 4, 6);
	ck_assert_str_eq(found(), "gap main 4T08; leave jia 4T08");
}
END_TEST

START_TEST(skills_books_and_nights_bind)
{
	struct person *p = book.people.v[0]->body;
	struct post *w = book.posts.v[0]->body;
	char **skills = arena_alloc(&arena, 2 * sizeof(*skills));

	skills[0] = T("司机");
	w->skills = skills;
	p->until = 20261004;
	p->night_free_from = 20261001;
	p->night_free_until = 20261003;
	plan("jia", "main", 2, 8, 24);
	plan("jia", "deputy", 5, 8, 10);
	ck_assert_str_eq(found(), "night jia 2T08; skill jia 2T08; books jia 5T08");
	p->skills = skills;
	p->until = 0;
	p->night_free_until = 20261001;
	ck_assert_str_eq(found(), "");
}
END_TEST

START_TEST(the_two_heads_are_never_both_away)
{
	((struct person *)book.people.v[0]->body)->post = T("党委书记");
	((struct person *)book.people.v[1]->body)->post = T("镇长");
	person("bing")->post = T("副书记");
	leave("jia", 1, 48);
	leave("bing", 1, 48);
	ck_assert_str_eq(found(), "");
	leave("yi", 2, 4);
	ck_assert_str_eq(found(), "heads yi 2T08");
}
END_TEST

START_TEST(the_heads_of_a_village_are_a_group_of_their_own)
{
	static const char *const offices[] = {"村党支部书记", "村委会主任", "村委会主任"};

	((struct person *)book.people.v[0]->body)->post = T("党委书记");
	((struct person *)book.people.v[1]->body)->post = T("镇长");
	for (int i = 0; i < 3; i++) {
		struct person *p = person(i == 0 ? "bing" : i == 1 ? "ding" : "wu");

		p->post = T(offices[i]);
		p->unit = T(i == 2 ? "河口村" : "石门村");
	}
	leave("jia", 1, 48);
	leave("wu", 1, 48); /* alone in the village's list: nothing to watch */
	leave("bing", 1, 48);
	ck_assert_str_eq(found(), "");
	leave("yi", 2, 4);
	leave("ding", 2, 4);
	ck_assert_str_eq(found(), "heads ding 2T08; heads yi 2T08");
	((struct person *)book.people.v[0]->body)->until = 20261001; /* retired before that */
	ck_assert_str_eq(found(), "heads ding 2T08");
}
END_TEST

START_TEST(leave_during_all_hands_is_only_told)
{
	struct mode *m = thing(&book.modes, &kind_mode, NULL);

	*m = (struct mode){.level = MODE_ALL, .start = moment_at(at(3, 0))};
	leave("yi", 2, 48);
	ck_assert_str_eq(found(), "(soft) mode yi 3T00");
}
END_TEST

START_TEST(a_change_is_blamed_for_what_it_newly_breaks_only)
{
	struct violations before = {0}, after = {0};

	plan("jia", "main", 1, 8, 24);
	plan("jia", "deputy", 1, 8, 24);
	duty_check(&arena, &book, &limits, at(1, 0), at(9, 0), &before);
	plan("jia", "main", 2, 14, 12);
	duty_check(&arena, &book, &limits, at(1, 0), at(9, 0), &after);
	ck_assert_ptr_null(duty_newly_broken(&after, &after, true));
	ck_assert_str_eq(duty_newly_broken(&before, &after, true)->rule, "rest");
	vec_clear(&before);
	vec_clear(&after);
}
END_TEST

static const struct {
	const char *text, *error;
} bad[] = {
    {"[limits]\nrest = 12\n", "x:2: "},     {"[limits]\nnight = late\n", "x:2: "},
    {"[limits]\nsleep = 8h\n", "x:2: "},    {"[weights]\nsunday = 2\n", "x:2: "},
    {"[weights]\nweekend = -1\n", "x:2: "}, {"[rate 主班]\nworkday = much\n", "x:2: "},
    {"[rate]\nworkday = 1e99\n", "x:2: "},  {"[wage]\n", "x:1: "},
    {"[notice]\nworkday = 1d\n", "x:2: "},  {"[notice]\nsunday = 1\n", "x:2: "},
};

START_TEST(bad_limits_are_refused_with_their_line)
{
	struct err e = {0};
	struct duty_limits l;

	ck_assert_int_eq(duty_limits_read(&arena, "x", bad[_i].text, strlen(bad[_i].text), &l, &e),
			 RC_INVALID);
	ck_assert_msg(!strncmp(e.text, bad[_i].error, 5), "%s", e.text);
}
END_TEST

START_TEST(an_office_is_a_head_by_its_words_or_by_the_list)
{
	struct duty_limits l;
	struct err e;
	const char *text = "[limits]\nheads = 站长\n";

	ck_assert(duty_is_head(&limits, "党委书记"));
	ck_assert(duty_is_head(&limits, "镇长"));
	ck_assert(!duty_is_head(&limits, "副镇长"));
	ck_assert(!duty_is_head(&limits, "人大主席"));
	ck_assert(!duty_is_head(&limits, "应急办主任"));
	ck_assert(!duty_is_head(&limits, "团委书记"));
	ck_assert(duty_is_head(&limits, "村委会主任"));
	ck_assert(duty_is_head(&limits, "主任"));
	ck_assert(!duty_is_head(&limits, NULL));
	ck_ok(duty_limits_read(&arena, "x", text, strlen(text), &l, &e), &e);
	ck_assert(duty_is_head(&l, "站长"));
	ck_assert(!duty_is_head(&l, "镇长"));
}
END_TEST

static struct swap *
swap(const char *who, int day, const char *with, int asked_day)
{
	struct swap *s = thing(&book.swaps, &kind_swap, NULL);

	*s = (struct swap){.person = T(who),
			   .post = T("main"),
			   .start = moment_at(at(day, 8)),
			   .end = moment_at(at(day + 1, 8)),
			   .with = T(with),
			   .state = SWAP_APPROVED};
	((struct record *)book.swaps.v[book.swaps.n - 1]->first)->at = moment_at(at(asked_day, 23));
	return s;
}

static void
read_limits(const char *text)
{
	struct err e;

	ck_ok(duty_limits_read(&arena, "x", text, strlen(text), &limits, &e), &e);
}

/* The 9th is a workday, the 12th too; the 10th is worked instead of a day off, the 11th a Sunday.
 */
START_TEST(a_swap_asked_late_is_told_and_forbids_nothing)
{
	plan("jia", "main", 9, 8, 24);
	plan("jia", "main", 11, 8, 24);
	swap("jia", 9, "yi", 9);
	ck_assert_str_eq(found(), ""); /* no rule without the office's numbers */
	read_limits("[notice]\nworkday = 1\nholiday = 2\n");
	ck_assert_str_eq(found(), "(soft) notice jia 9T08");
	((struct record *)book.swaps.v[0]->first)->at = moment_at(at(8, 23));
	ck_assert_str_eq(found(), "");
	swap("jia", 11, "yi", 10);
	ck_assert_str_eq(found(), "(soft) notice jia 11T08");
	((struct record *)book.swaps.v[1]->first)->at = moment_at(at(9, 23));
	ck_assert_str_eq(found(), "");
	vec_clear(&book.swaps);
}
END_TEST

START_TEST(the_duty_in_return_needs_notice_too)
{
	struct swap *s;

	plan("jia", "main", 20, 8, 24);
	plan("yi", "main", 9, 8, 24);
	read_limits("[notice]\nworkday = 1\nholiday = 2\n");
	s = swap("jia", 20, "yi", 9);
	ck_assert_str_eq(found(), "");
	s->back_post = T("main");
	s->back_start = moment_at(at(9, 8));
	s->back_end = moment_at(at(10, 8));
	ck_assert_int_eq(duty_swap_late_for(&limits, &calendar, book.swaps.v[0]), at(9, 8));
	vec_clear(&book.swaps);
}
END_TEST

START_TEST(an_effect_tells_what_breaks_what_mends_and_who_bears_it)
{
	struct duty_book after;
	struct duty_effect x;
	struct duty_effect_ask ask = {.before = &book,
				      .after = &after,
				      .limits = &limits,
				      .from = at(1, 8),
				      .until = at(31, 8),
				      .load_from = at(1, 8),
				      .load_until = at(31, 8),
				      .people = {"jia", "yi"}};
	struct things all = {0};
	struct str why = STR_INIT;

	((struct post *)book.posts.v[0]->body)->min = (struct count){1, true};
	for (int day = 1; day < 31; day++)
		if (day != 5)
			plan(day % 2 ? "bing" : "ding", "main", day, 8, 24);
	plan("jia", "deputy", 9, 8, 24);
	after = book;
	for (size_t i = 0; i < book.assignments.n; i++)
		vec_push(&all, book.assignments.v[i]);
	plan("yi", "main", 5, 8, 24);
	plan("yi", "deputy", 6, 12, 8);
	after.assignments = book.assignments;
	book.assignments = all;
	duty_effect(&arena, &ask, &x);
	ck_assert_uint_eq(x.broken.n, 1);
	ck_assert_str_eq(x.broken.v[0].rule, "rest");
	ck_assert_str_eq(x.broken.v[0].person, "yi");
	ck_assert_ptr_eq(duty_effect_forbids(&x, false), &x.broken.v[0]);
	x.broken.v[0].why = "the first";
	vec_push(&x.broken, ((struct violation){.hard = true,
						.rule = "gap",
						.at = at(20, 8),
						.until = at(21, 8),
						.need = 1,
						.why = "a gap"}));
	vec_push(&x.broken, ((struct violation){.rule = "load", .why = "advice"}));
	vec_push(&x.broken, ((struct violation){.hard = true, .rule = "heads", .why = "both"}));
	ck_assert_uint_eq(duty_effect_why(&x, false, &why), 2);
	ck_assert_str_eq(why.ptr, "the first; both");
	x.broken.v[0].override = "人手不足";
	str_clear(&why);
	ck_assert_uint_eq(duty_effect_why(&x, true, &why), 2);
	ck_assert_str_eq(why.ptr, "a gap; both");
	str_clear(&why);
	ck_assert_uint_eq(x.mended.n, 1);
	ck_assert_str_eq(x.mended.v[0].rule, "gap");
	ck_assert_int_eq(x.mended.v[0].at, at(5, 8));
	ck_assert_uint_eq(x.npeople, 2);
	ck_assert_uint_eq(x.people[0].before.duties, 1);
	ck_assert_uint_eq(x.people[0].after.duties, 1);
	ck_assert_uint_eq(x.people[1].before.duties, 0);
	ck_assert_uint_eq(x.people[1].after.duties, 2);
	ck_assert_int_eq(x.people[1].after.minutes, 32 * 60);
	duty_effect_clear(&x);
	vec_clear(&after.assignments);
}
END_TEST

START_TEST(who_breaks_least_and_bears_least_fits_best)
{
	struct duty_fit_ask ask = {
	    .book = &book,
	    .limits = &limits,
	    .duty = {.person = "jia", .post = "main", .from = at(12, 8), .until = at(13, 8)},
	    .load_from = at(1, 8),
	    .load_until = at(31, 8)};
	struct duty_fits fits = {0};

	((struct post *)book.posts.v[1]->body)->min = (struct count){1, true};
	person("bing");
	person("ding");
	person("wu");
	person("gone")->until = 20261005;
	plan("jia", "main", 12, 8, 24);
	plan("yi", "deputy", 12, 8, 24);  /* elsewhere at that time */
	plan("bing", "deputy", 5, 8, 24); /* free, has a duty this month */
	leave("wu", 11, 72);              /* away */
	for (int takeover = 0; takeover < 2; takeover++) {
		ask.takeover = takeover == 1;
		duty_fit(&arena, &ask, &fits);
		ck_assert_uint_eq(fits.n, 4);
		ck_assert_str_eq(fits.v[0].person, "ding");
		ck_assert_uint_eq(fits.v[0].hard, 0);
		ck_assert_str_eq(fits.v[1].person, "bing");
		ck_assert_uint_eq(fits.v[1].load.duties, 1);
		ck_assert(fits.v[2].away || fits.v[3].away);
		ck_assert_ptr_null(fits.v[0].stands);
		ck_assert_str_eq(fits.v[2].away ? fits.v[3].stands : fits.v[2].stands, "deputy");
		vec_clear(&fits);
	}
}
END_TEST

START_TEST(the_night_runs_over_midnight)
{
	ck_assert_int_eq(duty_night_seconds(&limits, at(1, 8), at(2, 8)), 8 * 3600);
	ck_assert_int_eq(duty_night_seconds(&limits, at(1, 23), at(2, 1)), 2 * 3600);
	ck_assert_int_eq(duty_night_seconds(&limits, at(2, 3), at(2, 5)), 2 * 3600);
	ck_assert_int_eq(duty_night_seconds(&limits, at(2, 6), at(2, 22)), 0);
	ck_assert_int_eq(duty_night_seconds(&limits, at(1, 0), at(3, 0)), 16 * 3600);
}
END_TEST

static void
signs_on(const char *who, int day, int hour)
{
	struct attendance *a = thing(&attended, &kind_attendance, NULL);

	*a = (struct attendance){.person = T(who), .way = ATTEND_ON};
	((struct record *)attended.v[attended.n - 1]->first)->at = moment_at(at(day, hour));
}

/* 1 October statutory (Thursday), 4th a rest day, 8th a workday, 10th a worked Saturday, 11th a
 * Sunday. */
START_TEST(load_is_counted_by_the_kind_of_day)
{
	struct duty_loads loads = {0};
	const struct duty_load *l;
	struct err e;
	const char *text = "[rate]\nworkday = 50\nweekend = 100\nrest = 100\nstatutory = "
			   "150.5\nmakeup = 50\n[rate deputy]\nworkday = 1\n";

	plan("jia", "main", 1, 8, 24);
	plan("jia", "main", 4, 8, 24);
	plan("jia", "main", 8, 8, 12);
	plan("jia", "deputy", 10, 8, 24);
	plan("jia", "main", 11, 20, 12);
	signs_on("jia", 1, 7);
	signs_on("jia", 11, 21);
	signs_on("jia", 8, 21);
	ck_ok(duty_limits_read(&arena, "x", text, strlen(text), &limits, &e), &e);
	duty_load(&book, &limits, &attended, at(1, 8), at(31, 8), &loads);
	ck_assert_uint_eq(loads.n, 2);
	l = &loads.v[0];
	ck_assert_uint_eq(l->duties, 5);
	ck_assert_uint_eq(l->attended, 2);
	ck_assert_int_eq(l->minutes, 96 * 60);
	ck_assert_uint_eq(l->nights, 4);
	ck_assert_uint_eq(l->days[DAY_STATUTORY], 1);
	ck_assert_uint_eq(l->days[DAY_REST], 1);
	ck_assert_uint_eq(l->days[DAY_WORK], 1);
	ck_assert_uint_eq(l->days[DAY_MAKEUP], 1);
	ck_assert_uint_eq(l->days[DAY_WEEKEND], 1);
	/* 24×3 + 24×2 + 12 + 24 + 12×2 and half an hour more for each of 32 hours of night */
	ck_assert_int_eq(l->weighted, (72 + 48 + 12 + 24 + 24 + 16) * 1000);
	ck_assert_int_eq(l->allowance, 15050 + 10000);
	ck_assert_uint_eq(loads.v[1].duties, 0);
	vec_clear(&loads);
}
END_TEST

START_TEST(fairness_compares_those_who_stand)
{
	struct duty_loads loads = {0};
	struct duty_fairness f;

	plan("jia", "main", 8, 8, 10);
	plan("yi", "main", 9, 8, 14);
	person("bing");
	duty_load(&book, &limits, NULL, at(1, 8), at(31, 8), &loads);
	duty_fairness(&loads, &f);
	ck_assert_uint_eq(f.people, 2);
	ck_assert_int_eq(f.least, 10000);
	ck_assert_int_eq(f.most, 14000);
	ck_assert_int_eq(f.mean, 12000);
	ck_assert_int_eq(f.percent, 116);
	vec_clear(&loads);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("duty check");
	TCase *t = tcase_create("duty check");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_clean_roster_has_no_violations);
	tcase_add_test(t, nobody_is_planned_for_two_posts_at_once);
	tcase_add_test(t, rest_between_duties_is_counted_for_posts_on_site_only);
	tcase_add_test(t, duties_that_touch_are_one_run);
	tcase_add_test(t, a_plan_during_leave_is_told_with_its_gap);
	tcase_add_test(t, skills_books_and_nights_bind);
	tcase_add_test(t, the_two_heads_are_never_both_away);
	tcase_add_test(t, the_heads_of_a_village_are_a_group_of_their_own);
	tcase_add_test(t, leave_during_all_hands_is_only_told);
	tcase_add_test(t, a_change_is_blamed_for_what_it_newly_breaks_only);
	tcase_add_loop_test(t, bad_limits_are_refused_with_their_line, 0,
			    (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_test(t, an_office_is_a_head_by_its_words_or_by_the_list);
	tcase_add_test(t, a_swap_asked_late_is_told_and_forbids_nothing);
	tcase_add_test(t, the_duty_in_return_needs_notice_too);
	tcase_add_test(t, an_effect_tells_what_breaks_what_mends_and_who_bears_it);
	tcase_add_test(t, who_breaks_least_and_bears_least_fits_best);
	tcase_add_test(t, the_night_runs_over_midnight);
	tcase_add_test(t, load_is_counted_by_the_kind_of_day);
	tcase_add_test(t, fairness_compares_those_who_stand);
	suite_add_tcase(s, t);
	return run_suite(s);
}
