/* Who stands which post: plans, patterns, swaps, takeovers, leave, one place, gaps. */
#include "core/duty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty_check.h"
#include "core/duty_load.h"
#include "core/vec.h"
#include "tests/helpers.h"

static struct arena arena;
static struct duty_book book;
static struct calendar calendar;
static int made;

/* 2026-03-01 is a Sunday. */
static int64_t
at(int day, int hour, int minute)
{
	return civil_secs(2026, 3, 1, hour, minute) + (int64_t)(day - 1) * DAY_SECONDS;
}

static struct moment
when(int day, int hour)
{
	return moment_at(at(day, hour, 0));
}

static struct thing *
thing(struct things *into, const struct kind *k, const char *id, void *body)
{
	struct thing *t = ARENA_NEW(&arena, struct thing);
	struct record *r = ARENA_NEW(&arena, struct record);

	r->id = arena_text(&arena, id ? id : arena_text_f(&arena, "sm1-%d", 100 + made));
	r->ts = ++made;
	r->kind = k;
	t->kind = k;
	t->id = r->id;
	t->body = body;
	t->first = t->last = r;
	vec_push(into, t);
	return t;
}

#define NEW(list, type, id, ...)                                                   \
	(thing(&book.list, &kind_##type, id,                                       \
	       memcpy(ARENA_NEW(&arena, struct type), &(struct type){__VA_ARGS__}, \
		      sizeof(struct type))))

static char *
T(const char *text)
{
	return arena_text(&arena, text);
}

static char **
crews_of(const char *a, const char *b, const char *c)
{
	char **v = arena_alloc(&arena, 4 * sizeof(*v));

	v[0] = T(a);
	v[1] = T(b);
	v[2] = T(c);
	return v;
}

static void
post(const char *id, int order, int min)
{
	NEW(posts, post, id, .name = T(id), .order = {order, true}, .min = {min, true});
}

static void
person(const char *id)
{
	NEW(people, person, id, .name = T(id));
}

static struct thing *
plan(const char *who, const char *where, int day, int hours)
{
	return NEW(assignments, assignment, NULL, .person = T(who), .post = T(where),
		   .start = when(day, 8), .end = moment_at(at(day, 8 + hours, 0)),
		   .source = ASSIGN_PLAN);
}

static struct thing *
takeover(const char *who, const char *where, const char *instead, int day, int hour, int hours)
{
	return NEW(assignments, assignment, NULL, .person = T(who), .post = T(where),
		   .instead = T(instead), .start = when(day, hour),
		   .end = moment_at(at(day, hour + hours, 0)), .source = ASSIGN_TAKEOVER);
}

static struct thing *
swap(const char *who, const char *where, int day, const char *with, int back)
{
	struct thing *t =
	    NEW(swaps, swap, NULL, .person = T(who), .post = T(where), .start = when(day, 8),
		.end = when(day + 1, 8), .with = T(with), .state = SWAP_APPROVED);
	struct swap *s = t->body;

	if (back) {
		s->back_post = s->post;
		s->back_start = when(back, 8);
		s->back_end = when(back + 1, 8);
	}
	return t;
}

static void
leave(const char *who, int day, int hour, int hours)
{
	NEW(leaves, leave, NULL, .person = T(who), .start = when(day, hour),
	    .end = moment_at(at(day, hour + hours, 0)), .state = LEAVE_APPROVED);
}

static void
begin(void)
{
	memset(&book, 0, sizeof(book));
	made = 0;
	post("main", 1, 1);
	post("deputy", 2, 1);
	person("jia");
	person("yi");
	person("bing");
	person("ding");
}

static void
end(void)
{
	vec_clear(&book.posts);
	vec_clear(&book.people);
	vec_clear(&book.patterns);
	vec_clear(&book.assignments);
	vec_clear(&book.swaps);
	vec_clear(&book.leaves);
	vec_clear(&book.modes);
	vec_clear(&book.covers);
	calendar_clear(&calendar);
	arena_free(&arena);
}

/* "main=jia 01T08-02T08 plan; …" of a window, or of a moment. */
static const char *
told(const struct stints *s)
{
	struct str out = STR_INIT;
	char *text;

	for (size_t i = 0; i < s->n; i++) {
		struct civil a = civil_of(s->v[i].from), b = civil_of(s->v[i].until);

		str_add_f(&out, "%s%s=%s %02dT%02d-%02dT%02d %s", i ? "; " : "", s->v[i].post,
			  s->v[i].person, a.day, a.hour, b.day, b.hour,
			  choice_word(assignment_sources, s->v[i].source));
	}
	text = arena_text(&arena, out.ptr);
	str_clear(&out);
	return text;
}

static const char *
days(int from, int until)
{
	struct stints s = {0};
	const char *text;

	duty_resolve(&book, at(from, 0, 0), at(until, 0, 0), &s);
	text = told(&s);
	vec_clear(&s);
	return text;
}

static const char *
now(int day, int hour)
{
	struct stints s = {0};
	const char *text;

	duty_at(&book, at(day, hour, 0), &s);
	text = told(&s);
	vec_clear(&s);
	return text;
}

static const char *
gaps(int from, int until)
{
	struct gaps g = {0};
	struct str out = STR_INIT;
	char *text;

	duty_gaps(&book, at(from, 8, 0), at(until, 8, 0), &g);
	for (size_t i = 0; i < g.n; i++) {
		struct civil a = civil_of(g.v[i].from), b = civil_of(g.v[i].until);

		str_add_f(&out, "%s%s %02dT%02d:%02d-%02dT%02d:%02d %d/%d", i ? "; " : "",
			  g.v[i].post, a.day, a.hour, a.minute, b.day, b.hour, b.minute,
			  (int)g.v[i].have, (int)g.v[i].need);
	}
	text = arena_text(&arena, out.ptr);
	str_clear(&out);
	vec_clear(&g);
	return text;
}

START_TEST(a_plan_says_who_stands_and_until_when)
{
	plan("jia", "main", 1, 24);
	plan("yi", "deputy", 1, 24);
	plan("bing", "main", 2, 24);
	ck_assert_str_eq(now(2, 3), "main=jia 01T08-02T08 plan; deputy=yi 01T08-02T08 plan");
	ck_assert_str_eq(now(2, 8), "main=bing 02T08-03T08 plan");
	ck_assert_str_eq(now(1, 7), "");
}
END_TEST

START_TEST(a_cancelled_plan_does_not_stand)
{
	((struct assignment *)plan("jia", "main", 1, 24)->body)->cancelled = true;
	ck_assert_str_eq(now(1, 9), "");
}
END_TEST

START_TEST(a_pattern_turns_and_a_plan_stands_above_it)
{
	char **crews = crews_of("jia", "yi", "bing+ding");

	NEW(patterns, pattern, NULL, .post = T("main"), .first = 20260301, .hours = {24, true},
	    .crews = crews);
	ck_assert_str_eq(now(1, 9), "main=jia 01T08-02T08 pattern");
	ck_assert_str_eq(now(2, 9), "main=yi 02T08-03T08 pattern");
	ck_assert_str_eq(now(3, 9), "main=bing 03T08-04T08 pattern; main=ding 03T08-04T08 pattern");
	ck_assert_str_eq(now(31, 9), "main=jia 31T08-01T08 pattern");
	plan("ding", "main", 2, 12);
	ck_assert_str_eq(days(2, 3), "main=jia 01T08-02T08 pattern; main=ding 02T08-02T20 plan; "
				     "main=yi 02T20-03T08 pattern");
}
END_TEST

START_TEST(a_swap_exchanges_two_duties_and_its_undoing_restores_them)
{
	struct thing *t;

	plan("jia", "main", 1, 24);
	plan("yi", "main", 3, 24);
	t = swap("jia", "main", 1, "yi", 3);
	ck_assert_str_eq(days(1, 5), "main=yi 01T08-02T08 swap; main=jia 03T08-04T08 swap");
	((struct swap *)t->body)->state = SWAP_UNDONE;
	ck_assert_str_eq(days(1, 5), "main=jia 01T08-02T08 plan; main=yi 03T08-04T08 plan");
	((struct swap *)t->body)->state = SWAP_ACCEPTED;
	ck_assert_str_eq(now(1, 9), "main=jia 01T08-02T08 plan");
}
END_TEST

START_TEST(swaps_in_a_circle_have_one_answer)
{
	plan("jia", "main", 1, 24);
	swap("jia", "main", 1, "yi", 0);
	swap("yi", "main", 1, "bing", 0);
	ck_assert_str_eq(now(1, 9), "main=bing 01T08-02T08 swap");
	swap("bing", "main", 1, "jia", 0);
	ck_assert_str_eq(now(1, 9), "main=jia 01T08-02T08 swap");
}
END_TEST

START_TEST(a_swap_of_what_one_does_not_hold_gives_nothing)
{
	plan("jia", "main", 1, 24);
	swap("yi", "main", 1, "bing", 0);
	ck_assert_str_eq(now(1, 9), "main=jia 01T08-02T08 plan");
}
END_TEST

START_TEST(a_takeover_replaces_from_its_minute_on)
{
	plan("jia", "main", 1, 24);
	takeover("bing", "main", "jia", 1, 20, 12);
	ck_assert_str_eq(days(1, 3), "main=jia 01T08-01T20 plan; main=bing 01T20-02T08 takeover");
	takeover("ding", "main", "bing", 2, 2, 6);
	ck_assert_str_eq(now(2, 3), "main=ding 02T02-02T08 takeover");
	ck_assert_str_eq(now(1, 22), "main=bing 01T20-02T02 takeover");
}
END_TEST

START_TEST(who_takes_over_leaves_a_gap_at_the_own_post)
{
	plan("jia", "main", 1, 24);
	plan("yi", "deputy", 1, 24);
	takeover("yi", "main", "jia", 1, 20, 12);
	ck_assert_str_eq(now(1, 21), "main=yi 01T20-02T08 takeover");
	ck_assert_str_eq(gaps(1, 2), "deputy 01T20:00-02T08:00 0/1");
}
END_TEST

START_TEST(one_who_may_double_stands_both_posts)
{
	((struct post *)book.posts.v[1]->body)->also = T("main");
	plan("yi", "main", 1, 24);
	plan("yi", "deputy", 1, 24);
	ck_assert_str_eq(now(1, 9), "main=yi 01T08-02T08 plan; deputy=yi 01T08-02T08 plan");
	ck_assert_str_eq(gaps(1, 2), "");
}
END_TEST

START_TEST(a_deputy_who_may_double_fills_the_main_post)
{
	((struct post *)book.posts.v[1]->body)->also = T("main");
	plan("yi", "deputy", 1, 24);
	ck_assert_str_eq(gaps(1, 2), "");
}
END_TEST

START_TEST(nobody_is_in_two_places)
{
	plan("jia", "deputy", 1, 24);
	plan("jia", "main", 1, 12);
	ck_assert_str_eq(days(1, 3), "main=jia 01T08-01T20 plan; deputy=jia 01T20-02T08 plan");
	ck_assert_str_eq(gaps(1, 2), "deputy 01T08:00-01T20:00 0/1; main 01T20:00-02T08:00 0/1");
}
END_TEST

START_TEST(approved_leave_opens_a_gap)
{
	plan("jia", "main", 1, 24);
	plan("yi", "deputy", 1, 24);
	leave("jia", 1, 12, 6);
	ck_assert_str_eq(gaps(1, 2), "main 01T12:00-01T18:00 0/1");
	takeover("bing", "main", NULL, 1, 12, 6);
	ck_assert_str_eq(gaps(1, 2), "");
}
END_TEST

START_TEST(a_mode_raises_the_minimum_for_its_time_only)
{
	((struct post *)book.posts.v[0]->body)->raised = (struct count){2, true};
	plan("jia", "main", 1, 48);
	plan("yi", "deputy", 1, 48);
	NEW(modes, mode, NULL, .level = MODE_RAISED, .start = when(1, 20), .end = when(2, 9));
	ck_assert_str_eq(gaps(1, 3), "main 01T20:00-02T09:00 1/2");
	NEW(covers, cover, NULL, .unit = T("柳泉镇消防队"), .post = T("main"), .people = {3, true},
	    .start = when(2, 0), .end = when(2, 9));
	ck_assert_str_eq(gaps(1, 3), "main 01T20:00-02T00:00 1/2");
}
END_TEST

START_TEST(the_office_keeps_the_desk_on_workdays_only)
{
	struct post *p = book.posts.v[1]->body;
	struct err e;
	const char *conf = "[year 2026]\nsource = a\n[holiday x]\noff = 2026-03-04\nwork = "
			   "2026-03-07\n";

	p->covers = COVERS_OFFHOURS;
	((struct post *)book.posts.v[0]->body)->min.n = 0;
	ck_ok(calendar_read(&arena, &calendar, "x", conf, strlen(conf), &e), &e);
	book.calendar = &calendar;
	/* Monday 2nd, Tuesday 3rd worked, Wednesday 4th off, Saturday 7th worked */
	ck_assert_str_eq(gaps(2, 4), "deputy 02T18:00-03T08:00 0/1; deputy 03T18:00-04T08:00 0/1");
	ck_assert_str_eq(gaps(4, 5), "deputy 04T08:00-05T08:00 0/1");
	ck_assert_str_eq(gaps(7, 8), "deputy 07T18:00-08T08:00 0/1");
	p->covers = COVERS_RESTDAYS;
	ck_assert_str_eq(gaps(2, 6), "deputy 04T08:00-05T08:00 0/1");
}
END_TEST

START_TEST(all_hands_bring_in_those_on_call)
{
	struct duty_strength s;

	((struct post *)book.posts.v[1]->body)->readiness = READY_ONCALL;
	plan("jia", "main", 1, 24);
	plan("yi", "deputy", 1, 24);
	duty_strength(&book, GROUP_WATCH, at(1, 9, 0), &s);
	ck_assert_int_eq(s.onsite, 1);
	ck_assert_int_eq(s.oncall, 1);
	ck_assert_int_eq(s.have, 2);
	NEW(modes, mode, NULL, .level = MODE_ALL, .start = when(1, 0));
	duty_strength(&book, GROUP_WATCH, at(1, 9, 0), &s);
	ck_assert_int_eq(s.onsite, 2);
	duty_strength(&book, GROUP_FIRE, at(1, 9, 0), &s);
	ck_assert_int_eq(s.need, 0);
}
END_TEST

static const char *const names[] = {"jia", "yi", "bing", "ding"};
static const char *const places[] = {"main", "deputy"};

static void
random_month(void)
{
	char **crews = crews_of("jia", "yi", "bing");

	if (rand() % 2)
		NEW(patterns, pattern, NULL, .post = T("main"), .first = 20260301,
		    .hours = {12 + rand() % 30, true}, .crews = crews);
	if (rand() % 2)
		((struct post *)book.posts.v[1]->body)->also = T("main");
	for (int i = 0; i < 30; i++) {
		const char *who = names[rand() % 4], *where = places[rand() % 2];
		int day = 1 + rand() % 12;

		switch (rand() % 5) {
		case 0:
			swap(who, where, day, names[rand() % 4], rand() % 2 ? 1 + rand() % 12 : 0);
			break;
		case 1:
			takeover(who, where, rand() % 3 ? names[rand() % 4] : NULL, day,
				 rand() % 24, 1 + rand() % 20);
			break;
		case 2:
			leave(who, day, rand() % 24, 1 + rand() % 30);
			break;
		default:
			plan(who, where, day, 12 + rand() % 36);
		}
	}
	NEW(modes, mode, NULL, .level = MODE_RAISED, .start = when(1 + rand() % 6, rand() % 24),
	    .end = when(8, 8));
	((struct post *)book.posts.v[0]->body)->raised = (struct count){2, true};
}

static int
count_gaps(const struct gaps *g, const char *post, int64_t t)
{
	int n = 0;

	for (size_t i = 0; i < g->n; i++)
		n += !strcmp(g->v[i].post, post) && g->v[i].from <= t && t < g->v[i].until;
	return n;
}

/* One answer: a moment asked alone, the whole month, and the gaps all agree. */
static void
check_moment(const struct stints *month, const struct gaps *g, int64_t t)
{
	struct stints alone = {0}, cut = {0};
	bool doubles = ((struct post *)book.posts.v[1]->body)->also;
	int stand[2] = {0, 0};

	duty_at(&book, t, &alone);
	for (int p = 0; p < 2; p++)
		for (size_t i = 0; i < month->n; i++)
			if (month->v[i].from <= t && t < month->v[i].until &&
			    !strcmp(month->v[i].post, places[p]))
				vec_push(&cut, month->v[i]);
	ck_assert_str_eq(told(&alone), told(&cut));
	for (size_t i = 0; i < alone.n; i++) {
		bool both = false;

		for (size_t k = 0; k < alone.n; k++)
			if (k != i && !strcmp(alone.v[i].person, alone.v[k].person)) {
				ck_assert_msg(doubles && strcmp(alone.v[i].post, alone.v[k].post),
					      "two places: %s", told(&alone));
				both = true;
			}
		stand[!strcmp(alone.v[i].post, "deputy")]++;
		stand[0] += doubles && !both && !strcmp(alone.v[i].post, "deputy");
	}
	ck_assert_int_eq(count_gaps(g, "main", t),
			 stand[0] < duty_need(&book, book.posts.v[0]->body, t));
	ck_assert_int_eq(count_gaps(g, "deputy", t), stand[1] < 1);
	vec_clear(&alone);
	vec_clear(&cut);
}

/* The load, the checker and the rows of a sheet count the very same stints. */
static void
check_views(const struct stints *month)
{
	struct duty_limits limits;
	struct duty_loads loads = {0};
	struct violations v = {0};
	struct gaps g = {0};
	int64_t stood = 0, borne = 0;
	size_t gaps_told = 0;

	duty_limits_default(&limits);
	duty_load(&book, &limits, NULL, at(1, 0, 0), at(15, 0, 0), &loads);
	for (size_t i = 0; i < loads.n; i++)
		borne += loads.v[i].minutes;
	for (size_t i = 0; i < month->n; i++) {
		int64_t from = month->v[i].from, until = month->v[i].until;

		from = from < at(1, 0, 0) ? at(1, 0, 0) : from;
		until = until > at(15, 0, 0) ? at(15, 0, 0) : until;
		stood += (until - from) / 60;
	}
	if (((struct post *)book.posts.v[1]->body)->also) /* who doubles works one hour an hour */
		ck_assert_int_le(borne, stood);
	else
		ck_assert_int_eq(borne, stood);
	duty_gaps(&book, at(1, 0, 0), at(15, 0, 0), &g);
	duty_check(&arena, &book, &limits, at(1, 0, 0), at(15, 0, 0), &v);
	for (size_t i = 0; i < v.n; i++)
		gaps_told += !strcmp(v.v[i].rule, "gap");
	ck_assert_uint_eq(gaps_told, g.n);
	vec_clear(&loads);
	vec_clear(&v);
	vec_clear(&g);
}

START_TEST(random_months_have_one_answer_at_every_moment)
{
	struct stints month = {0};
	struct gaps g = {0};

	srand((unsigned)_i + 1);
	random_month();
	duty_resolve(&book, at(1, 0, 0), at(15, 0, 0), &month);
	duty_gaps(&book, at(1, 0, 0), at(15, 0, 0), &g);
	for (int i = 0; i < 200; i++)
		check_moment(&month, &g, at(1 + rand() % 14, rand() % 24, rand() % 2 * 59));
	check_views(&month);
	vec_clear(&month);
	vec_clear(&g);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("duty");
	TCase *t = tcase_create("duty");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_plan_says_who_stands_and_until_when);
	tcase_add_test(t, a_cancelled_plan_does_not_stand);
	tcase_add_test(t, a_pattern_turns_and_a_plan_stands_above_it);
	tcase_add_test(t, a_swap_exchanges_two_duties_and_its_undoing_restores_them);
	tcase_add_test(t, swaps_in_a_circle_have_one_answer);
	tcase_add_test(t, a_swap_of_what_one_does_not_hold_gives_nothing);
	tcase_add_test(t, a_takeover_replaces_from_its_minute_on);
	tcase_add_test(t, who_takes_over_leaves_a_gap_at_the_own_post);
	tcase_add_test(t, one_who_may_double_stands_both_posts);
	tcase_add_test(t, a_deputy_who_may_double_fills_the_main_post);
	tcase_add_test(t, nobody_is_in_two_places);
	tcase_add_test(t, approved_leave_opens_a_gap);
	tcase_add_test(t, a_mode_raises_the_minimum_for_its_time_only);
	tcase_add_test(t, the_office_keeps_the_desk_on_workdays_only);
	tcase_add_test(t, all_hands_bring_in_those_on_call);
	tcase_add_loop_test(t, random_months_have_one_answer_at_every_moment, 0, 60);
	suite_add_tcase(s, t);
	return run_suite(s);
}
