/* Cells of the roster, and a plan that is not published yet against the one that is. */
#include "core/roster_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty_fit.h"
#include "core/vec.h"
#include "tests/helpers.h"

static struct arena arena;
static struct duty_book book;
static struct plan_cells cells;
static struct plan_changes changes;
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

static void
post(const char *id, const char *name)
{
	struct post *p = thing(&book.posts, &kind_post, id);

	p->name = T(name);
	p->min = (struct count){1, true};
}

static struct person *
person(const char *id, const char *name)
{
	struct person *p = thing(&book.people, &kind_person, id);

	p->name = T(name);
	return p;
}

static void
plan(const char *who, const char *where, int day, int hour, int hours)
{
	struct assignment *a = thing(&book.assignments, &kind_assignment, NULL);

	*a = (struct assignment){.person = T(who),
				 .post = T(where),
				 .start = moment_at(at(day, hour)),
				 .end = moment_at(at(day, hour) + hours * 3600),
				 .source = ASSIGN_PLAN};
}

static void
pattern(const char *where, int first, int hours, const char *const *crews)
{
	struct pattern *p = thing(&book.patterns, &kind_pattern, NULL);

	*p = (struct pattern){
	    .name = T("轮"), .post = T(where), .first = 20261000 + first, .hours = {hours, true}};
	p->crews = arena_alloc(&arena, 8 * sizeof(char *));
	for (int i = 0; crews[i]; i++)
		p->crews[i] = T(crews[i]);
}

/* "sm1-11@20:00-08:00+sm1-12": wanted on that day. */
static void
want(int day, const char *where, const char *text)
{
	struct plan_cell c = {.day = 20261000 + day, .post = T(where)};
	struct err e;

	ck_ok(cell_read(&arena, c.day, text, &c.now, &e), &e);
	vec_push(&cells, c);
	plan_cells_sort(&cells);
}

static void
begin(void)
{
	memset(&book, 0, sizeof(book));
	made = 0;
	post("sm1-1", "主班");
	post("sm1-2", "副班");
	person("sm1-11", "甲");
	person("sm1-12", "乙");
	person("sm1-13", "丙");
	person("sm1-14", "丁");
}

static void
end(void)
{
	vec_clear(&book.posts);
	vec_clear(&book.people);
	vec_clear(&book.assignments);
	vec_clear(&book.patterns);
	vec_clear(&book.swaps);
	vec_clear(&book.leaves);
	vec_clear(&cells);
	vec_clear(&changes);
	arena_free(&arena);
}

/* What would be written: "person 甲→乙 1T08-2T08; …". */
static const char *
compared(void)
{
	static const char *const acts[] = {"new", "person", "end", "cancel"};
	struct str out = STR_INIT;
	char *text;

	changes.n = changes.kept = 0;
	plan_compare(&book, &cells, &changes);
	for (size_t i = 0; i < changes.n; i++) {
		const struct plan_change *c = &changes.v[i];
		struct civil a = civil_of(c->from), b = civil_of(c->until);

		str_add_f(&out, "%s%s %s %s %dT%02d-%dT%02d", i ? "; " : "", acts[c->act],
			  duty_post_name(&book, c->post), duty_person_name(&book, c->person), a.day,
			  a.hour, b.day, b.hour);
	}
	text = T(out.ptr);
	str_clear(&out);
	return text;
}

/* The cell's text in what is planned. */
static const char *
planned(const struct duty_book *b, const char *where, int day)
{
	struct stints all = {0};
	struct str out = STR_INIT;
	struct cell_duties c;
	const char *text;

	duty_planned(b, at(1, 0) - 40 * (int64_t)DAY_SECONDS, at(40, 0), &all);
	c = cell_take(&arena, &all, where, 20261000 + day);
	cell_text(&c, &out);
	text = T(out.ptr);
	str_clear(&out);
	vec_clear(&all);
	return text;
}

/* ---- cells ---- */

START_TEST(a_long_duty_lies_in_a_cell_of_each_day)
{
	plan("sm1-11", "sm1-1", 1, 8, 60);
	ck_assert_str_eq(planned(&book, "sm1-1", 1), "sm1-11");
	ck_assert_str_eq(planned(&book, "sm1-1", 2), "sm1-11");
	ck_assert_str_eq(planned(&book, "sm1-1", 3), "sm1-11@08:00-20:00");
	ck_assert_str_eq(planned(&book, "sm1-1", 4), "-");
}
END_TEST

START_TEST(a_cell_is_written_in_order_and_read_back)
{
	plan("sm1-12", "sm1-1", 1, 20, 12);
	plan("sm1-14", "sm1-1", 1, 8, 12);
	plan("sm1-11", "sm1-1", 1, 8, 12);
	ck_assert_str_eq(planned(&book, "sm1-1", 1),
			 "sm1-11@08:00-20:00+sm1-14@08:00-20:00+sm1-12@20:00-08:00");
}
END_TEST

START_TEST(nonsense_is_no_cell)
{
	static const char *const bad[] = {"",
					  "x",
					  "sm1-1@",
					  "sm1-1@25:00-08:00",
					  "sm1-1++sm1-2",
					  "+",
					  "sm1-1@08:00-08:00@1",
					  "-+sm1-1",
					  "sm1-0"};
	struct cell_duties c;
	struct err e;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		ck_assert_msg(cell_read(&arena, 20261001, bad[i], &c, &e) == RC_INVALID, "%s",
			      bad[i]);
}
END_TEST

static const char *
edited(const struct cell_duties *c)
{
	struct str out = STR_INIT;
	const char *text;

	cell_text(c, &out);
	text = T(out.ptr);
	str_clear(&out);
	return text;
}

START_TEST(who_gets_the_night_leaves_the_day_to_the_other)
{
	static const char *const who[] = {"sm1-12"};
	struct cell_duties c, got;
	struct err e;

	ck_ok(cell_read(&arena, 20261001, "sm1-11", &c, &e), &e);
	got = cell_put(&arena, &c, 20261001, (struct shift_span){1200, 480}, who, 1);
	ck_assert_str_eq(edited(&got), "sm1-11@08:00-20:00+sm1-12@20:00-08:00");
	got = cell_put(&arena, &got, 20261001, (struct shift_span){480, 480}, who, 1);
	ck_assert_str_eq(edited(&got), "sm1-12");
	got = cell_toggle(&arena, &got, 20261001, (struct shift_span){480, 480}, "sm1-13");
	ck_assert_str_eq(edited(&got), "sm1-12+sm1-13");
	got = cell_toggle(&arena, &got, 20261001, (struct shift_span){480, 480}, "sm1-12");
	ck_assert_str_eq(edited(&got), "sm1-13");
	got = cell_moved(&arena, &c, 20261001, 20261031);
	ck_assert_int_eq(got.v[0].from, at(31, 8));
}
END_TEST

/* ---- plans ---- */

START_TEST(what_is_planned_already_changes_nothing)
{
	plan("sm1-11", "sm1-1", 1, 8, 24);
	plan("sm1-12", "sm1-1", 2, 8, 72);
	want(1, "sm1-1", "sm1-11");
	want(3, "sm1-1", "sm1-12");
	ck_assert_str_eq(compared(), "");
	ck_assert_uint_eq(changes.kept, 2);
}
END_TEST

START_TEST(another_person_is_an_edit_and_nobody_a_cancellation)
{
	plan("sm1-11", "sm1-1", 1, 8, 24);
	plan("sm1-12", "sm1-1", 2, 8, 24);
	want(1, "sm1-1", "sm1-13");
	want(2, "sm1-1", "-");
	want(3, "sm1-1", "sm1-11");
	ck_assert_str_eq(compared(), "person 主班 丙 1T08-2T08; cancel 主班 乙 2T08-3T08; "
				     "new 主班 甲 3T08-4T08");
}
END_TEST

START_TEST(other_hours_are_another_duty)
{
	plan("sm1-11", "sm1-1", 1, 8, 24);
	want(1, "sm1-1", "sm1-11@08:00-20:00+sm1-12@20:00-08:00");
	ck_assert_str_eq(compared(), "cancel 主班 甲 1T08-2T08; new 主班 甲 1T08-1T20; "
				     "new 主班 乙 1T20-2T08");
}
END_TEST

START_TEST(a_day_out_of_a_week_leaves_the_rest_of_it)
{
	plan("sm1-11", "sm1-1", 1, 8, 168);
	want(3, "sm1-1", "sm1-12");
	ck_assert_str_eq(compared(), "end 主班 甲 1T08-3T08; new 主班 甲 4T08-8T08; "
				     "new 主班 乙 3T08-4T08");
	want(1, "sm1-1", "-");
	ck_assert_str_eq(compared(), "cancel 主班 甲 1T08-8T08; new 主班 甲 2T08-3T08; "
				     "new 主班 甲 4T08-8T08; new 主班 乙 3T08-4T08");
}
END_TEST

START_TEST(a_pattern_gives_way_to_a_plan_and_comes_back)
{
	static const char *const crews[] = {"sm1-11+sm1-12", "sm1-13", NULL};

	pattern("sm1-1", 1, 24, crews);
	want(1, "sm1-1", "sm1-11+sm1-12");
	ck_assert_str_eq(compared(), "");
	want(3, "sm1-1", "sm1-12+sm1-14");
	ck_assert_str_eq(compared(), "new 主班 乙 3T08-4T08; new 主班 丁 3T08-4T08");
	vec_clear(&cells);
	plan("sm1-14", "sm1-1", 2, 8, 24);
	want(2, "sm1-1", "sm1-13");
	ck_assert_str_eq(compared(), "person 主班 丙 2T08-3T08");
}
END_TEST

START_TEST(two_of_three_stay_untouched)
{
	plan("sm1-11", "sm1-1", 1, 8, 24);
	plan("sm1-12", "sm1-1", 1, 8, 24);
	plan("sm1-13", "sm1-1", 1, 8, 24);
	want(1, "sm1-1", "sm1-11+sm1-13+sm1-14");
	ck_assert_str_eq(compared(), "person 主班 丁 1T08-2T08");
	ck_assert_uint_eq(changes.kept, 2);
}
END_TEST

/* ---- any month, any draft ---- */

static const char *const posts[] = {"sm1-1", "sm1-2"};
static const char *const people[] = {"sm1-11", "sm1-12", "sm1-13", "sm1-14"};

static int
pick(int n)
{
	return rand() % n;
}

static void
random_book(void)
{
	static const char *const crews[] = {"sm1-13", "sm1-14+sm1-11", NULL};
	static const int hours[] = {12, 24, 24, 24, 36, 168};

	if (pick(2))
		pattern(posts[pick(2)], 1, pick(2) ? 24 : 48, crews);
	for (int i = pick(14); i > 0; i--)
		plan(people[pick(4)], posts[pick(2)], 1 + pick(12), pick(3) ? 8 : 20,
		     hours[pick(6)]);
	for (int i = pick(3); i > 0; i--) {
		struct swap *s = thing(&book.swaps, &kind_swap, NULL);
		int day = 1 + pick(12);

		*s = (struct swap){.person = T(people[pick(4)]),
				   .post = T(posts[pick(2)]),
				   .start = moment_at(at(day, 8)),
				   .end = moment_at(at(day + 1, 8)),
				   .with = T(people[pick(4)]),
				   .state = SWAP_APPROVED};
	}
	for (int i = pick(3); i > 0; i--) {
		struct leave *l = thing(&book.leaves, &kind_leave, NULL);
		int day = 1 + pick(12);

		*l = (struct leave){.person = T(people[pick(4)]),
				    .start = moment_at(at(day, 8)),
				    .end = moment_at(at(day + 1 + pick(3), 8)),
				    .state = LEAVE_APPROVED};
	}
}

static void
random_cells(void)
{
	static const char *const spans[] = {"", "@08:00-20:00", "@20:00-08:00"};

	for (int i = 1 + pick(8); i > 0; i--) {
		struct str text = STR_INIT;
		int day = 1 + pick(12), from = pick(4);
		const char *where = posts[pick(2)];

		for (int k = pick(3); k > 0; k--)
			str_add_f(&text, "%s%s%s", text.len ? "+" : "", people[(from + k) % 4],
				  spans[pick(3)]);
		if (!plan_cell_find(&cells, where, 20261000 + day))
			want(day, where, text.len ? text.ptr : "-");
		str_clear(&text);
	}
}

/* Nobody is in two places, and a narrow question has the answer of the wide one. */
static void
check_resolved(const struct duty_book *b)
{
	struct stints all = {0};

	duty_resolve(b, at(0, 8), at(15, 8), &all);
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert(!str_equal(all.v[i].person, all.v[k].person) ||
				  all.v[i].from >= all.v[k].until ||
				  all.v[k].from >= all.v[i].until);
	for (int day = 1; day < 14; day++) {
		struct stints now = {0};
		size_t n = 0;

		duty_at(b, at(day, 9), &now);
		for (size_t i = 0; i < all.n; i++)
			n += all.v[i].from <= at(day, 9) && at(day, 9) < all.v[i].until;
		ck_assert_uint_eq(now.n, n);
		vec_clear(&now);
	}
	vec_clear(&all);
}

/* Every hour without enough people is among the gaps of the check. */
static void
check_gaps(const struct duty_book *b)
{
	struct violations v = {0};
	struct duty_limits limits;

	duty_limits_default(&limits);
	duty_check(&arena, b, &limits, at(1, 8), at(14, 8), &v);
	for (int64_t t = at(1, 8); t < at(14, 8); t += 3600) {
		struct stints now = {0};

		duty_at(b, t, &now);
		for (size_t p = 0; p < 2; p++) {
			bool stands = false, listed = false;

			for (size_t i = 0; i < now.n; i++)
				stands = stands || str_equal(now.v[i].post, posts[p]);
			for (size_t i = 0; i < v.n; i++)
				listed = listed || (str_equal(v.v[i].rule, "gap") &&
						    str_equal(v.v[i].post, posts[p]) &&
						    v.v[i].at <= t && t < v.v[i].until);
			ck_assert_int_eq(stands, !listed);
		}
		vec_clear(&now);
	}
	vec_clear(&v);
}

/* A cell says what is wanted; where nobody or not the whole day is, a pattern may show through. */
static bool
pattern_shows(const char *where)
{
	for (size_t i = 0; i < book.patterns.n; i++)
		if (str_equal(((struct pattern *)book.patterns.v[i]->body)->post, where))
			return true;
	return false;
}

static void
check_applied(const struct duty_book *after)
{
	for (int day = 1; day <= 20; day++)
		for (size_t p = 0; p < 2; p++) {
			const struct plan_cell *c =
			    plan_cell_find(&cells, posts[p], 20261000 + day);

			if (pattern_shows(posts[p]))
				continue;
			ck_assert_str_eq(planned(after, posts[p], day),
					 c ? edited(&c->now) : planned(&book, posts[p], day));
		}
}

START_TEST(any_draft_becomes_the_plan_and_nothing_else_changes)
{
	struct duty_book after, twice;

	srand((unsigned)_i);
	random_book();
	random_cells();
	plan_compare(&book, &cells, &changes);
	plan_apply(&arena, &book, &changes, "sm1", &after);
	check_applied(&after);
	check_resolved(&after);
	check_gaps(&after);
	changes.n = 0;
	plan_compare(&after, &cells, &changes);
	for (size_t i = 0; i < changes.n; i++) /* a second time there is nothing left to do */
		ck_assert(pattern_shows(changes.v[i].post));
	plan_apply(&arena, &after, &changes, "sm1", &twice);
	check_resolved(&twice);
}
END_TEST

/* ---- who fits ---- */

static const char *
fitting(const char *where, int day, int hour, int hours)
{
	struct duty_limits limits;
	struct duty_fits fits = {0};
	struct str text = STR_INIT;
	struct duty_fit_ask ask = {
	    .book = &book,
	    .limits = &limits,
	    .duty = {.post = where, .from = at(day, hour), .until = at(day, hour) + hours * 3600},
	    .plan = true,
	    .load_from = at(1, 0),
	    .load_until = at(31, 0)};
	const char *out;

	duty_limits_default(&limits);
	duty_fit(&arena, &ask, &fits);
	for (size_t i = 0; i < fits.n; i++)
		str_add_f(&text, "%s%s%s", i ? " " : "", duty_person_name(&book, fits.v[i].person),
			  fits.v[i].why ? "!" : "");
	out = T(text.ptr);
	str_clear(&text);
	vec_clear(&fits);
	return out;
}

START_TEST(the_free_and_least_loaded_come_first)
{
	plan("sm1-11", "sm1-1", 1, 14, 24); /* too little rest on the 2nd */
	plan("sm1-12", "sm1-2", 2, 8, 24);  /* there already, elsewhere */
	plan("sm1-13", "sm1-2", 10, 8, 24); /* has a duty, not on this post */
	plan("sm1-14", "sm1-1", 20, 8, 24); /* knows the post */
	ck_assert_str_eq(fitting("sm1-1", 2, 20, 12), "丁 丙 甲! 乙!");
}
END_TEST

START_TEST(the_reason_why_not_is_the_checkers)
{
	struct leave *l = thing(&book.leaves, &kind_leave, NULL);
	struct person *p = book.people.v[0]->body;
	struct post *w = book.posts.v[0]->body;
	static char skill[] = "驾驶", *skills[] = {skill, NULL};

	*l = (struct leave){.person = T("sm1-12"),
			    .start = moment_at(at(1, 0)),
			    .end = moment_at(at(5, 0)),
			    .state = LEAVE_APPROVED};
	w->skills = skills;
	p->skills = skills;
	plan("sm1-11", "sm1-1", 3, 8, 24);
	ck_assert_str_eq(fitting("sm1-1", 3, 8, 24), "丙! 丁! 甲! 乙!");
	p->until = 20261001;
	ck_assert_str_eq(fitting("sm1-1", 3, 8, 24), "丙! 丁! 乙!");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("roster plan");
	TCase *t = tcase_create("roster plan");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_long_duty_lies_in_a_cell_of_each_day);
	tcase_add_test(t, a_cell_is_written_in_order_and_read_back);
	tcase_add_test(t, nonsense_is_no_cell);
	tcase_add_test(t, who_gets_the_night_leaves_the_day_to_the_other);
	tcase_add_test(t, what_is_planned_already_changes_nothing);
	tcase_add_test(t, another_person_is_an_edit_and_nobody_a_cancellation);
	tcase_add_test(t, other_hours_are_another_duty);
	tcase_add_test(t, a_day_out_of_a_week_leaves_the_rest_of_it);
	tcase_add_test(t, a_pattern_gives_way_to_a_plan_and_comes_back);
	tcase_add_test(t, two_of_three_stay_untouched);
	tcase_add_loop_test(t, any_draft_becomes_the_plan_and_nothing_else_changes, 0, 200);
	tcase_add_test(t, the_free_and_least_loaded_come_first);
	tcase_add_test(t, the_reason_why_not_is_the_checkers);
	suite_add_tcase(s, t);
	return run_suite(s);
}
