/* Crews that are out, and what is left to roll. */
#include "core/crew.h"

#include <string.h>

#include "core/vec.h"
#include "tests/helpers.h"

static struct arena a;
static struct casefile cf;
static struct incident incident;
static const struct record *acts[16];
static struct duty_book book;
static struct things vehicles;
static int made;

static char *
T(const char *text)
{
	return arena_text(&a, text);
}

static void
begin(void)
{
	cf = (struct casefile){.id = "sm1-97", .incident = &incident, .acts = {acts, 0}};
	memset(&book, 0, sizeof(book));
	vehicles = (struct things){0};
	made = 0;
}

static void
end(void)
{
	vec_clear(&book.posts);
	vec_clear(&book.people);
	vec_clear(&book.assignments);
	vec_clear(&vehicles);
	arena_free(&a);
}

static void
act(int step, const char *unit, int64_t people, int64_t vehicle_count)
{
	struct record *r = record_new(&a, &kind_act);
	struct act *x = r->body;

	r->id = arena_text_f(&a, "sm1-%d", 100 + made);
	r->at = moment_at(civil_secs(2026, 1, 18, 2, made++));
	*x = (struct act){.step = step,
			  .unit = arena_text(&a, unit),
			  .people = {people, people > 0},
			  .vehicles = {vehicle_count, vehicle_count > 0}};
	acts[cf.acts.n++] = r;
}

START_TEST(a_unit_is_out_from_turnout_until_it_is_ready)
{
	struct crews c = {0};

	act(STEP_DISPATCH, "镇队", 0, 0);
	act(STEP_TURNOUT, "镇队", 6, 2);
	act(STEP_OUT, "镇队", 0, 0);
	crews_out(&cf, &c);
	ck_assert_uint_eq(c.n, 1);
	ck_assert_int_eq(c.v[0].people, 6);
	ck_assert_int_eq(c.v[0].vehicles, 2);
	ck_assert_int_eq(c.v[0].since, civil_secs(2026, 1, 18, 2, 0));
	ck_assert(!c.v[0].back);
	vec_clear(&c);
	act(STEP_RETURN, "镇队", 0, 0);
	crews_out(&cf, &c);
	ck_assert(c.v[0].back);
	ck_assert_int_eq(c.v[0].people, 6);
	vec_clear(&c);
	act(STEP_READY, "镇队", 0, 0);
	crews_out(&cf, &c);
	ck_assert_uint_eq(c.n, 0);
	vec_clear(&c);
}
END_TEST

START_TEST(units_are_told_apart_and_may_go_out_again)
{
	struct crews c = {0};

	act(STEP_TURNOUT, "镇队", 6, 2);
	act(STEP_ARRIVE, "大队", 15, 3);
	act(STEP_READY, "镇队", 0, 0);
	act(STEP_WATCH, "镇队", 4, 1);
	crews_out(&cf, &c);
	ck_assert_uint_eq(c.n, 2);
	ck_assert_str_eq(c.v[0].unit, "大队");
	ck_assert_str_eq(c.v[1].unit, "镇队");
	ck_assert_int_eq(c.v[1].people, 4);
	vec_clear(&c);
}
END_TEST

static void *
thing(struct things *into, const struct kind *k, const char *id)
{
	struct thing *t = ARENA_NEW(&a, struct thing);
	struct record *r = ARENA_NEW(&a, struct record);

	r->id = t->id = T(id);
	r->kind = t->kind = k;
	t->body = arena_alloc(&a, k->size);
	t->first = t->last = r;
	vec_push(into, t);
	return t->body;
}

static void
stand(const char *who, const char *where)
{
	struct assignment *x;

	((struct person *)thing(&book.people, &kind_person, who))->name = T(who);
	x = thing(&book.assignments, &kind_assignment, arena_text_f(&a, "sm1-%d", ++made));
	*x = (struct assignment){.person = T(who),
				 .post = T(where),
				 .start = moment_at(civil_secs(2026, 1, 17, 8, 0)),
				 .end = moment_at(civil_secs(2026, 1, 18, 8, 0)),
				 .source = ASSIGN_PLAN};
}

START_TEST(the_gauge_says_how_many_engines_can_still_roll)
{
	static const char *const crew[] = {"dong", "nan", "xi",  "bei",
					   "chun", "xia", "qiu", "dong2"};
	struct crews out = {0};
	struct gauge g;
	struct post *fire = thing(&book.posts, &kind_post, "crew");
	struct post *far = thing(&book.posts, &kind_post, "far");
	struct post *near = thing(&book.posts, &kind_post, "near");

	*fire = (struct post){
	    .name = T("战斗员"), .group = GROUP_FIRE, .readiness = READY_STANDBY, .min = {8, true}};
	*far = (struct post){.name = T("备班"), .readiness = READY_ONCALL, .minutes = {40, true}};
	*near =
	    (struct post){.name = T("备班二"), .readiness = READY_ONCALL, .minutes = {10, true}};
	for (size_t i = 0; i < ARRAY_LEN(crew); i++)
		stand(crew[i], "crew");
	stand("shui", "far");
	stand("huo", "near");
	*(struct vehicle *)thing(&vehicles, &kind_vehicle, "v1") =
	    (struct vehicle){.name = T("1号车"), .crew = {4, true}, .order = {1, true}};
	*(struct vehicle *)thing(&vehicles, &kind_vehicle, "v2") =
	    (struct vehicle){.name = T("2号车"), .crew = {4, true}, .order = {2, true}};
	*(struct vehicle *)thing(&vehicles, &kind_vehicle, "v3") =
	    (struct vehicle){.name = T("3号车"), .state = VEHICLE_REPAIR};
	gauge_read(&book, &vehicles, &out, civil_secs(2026, 1, 18, 3, 0), &g);
	ck_assert_int_eq(g.people_left, 8);
	ck_assert_uint_eq(g.engines, 2);
	ck_assert_uint_eq(g.can_roll, 2);
	ck_assert_str_eq(g.oncall.v[0].person, "huo");
	ck_assert_str_eq(g.oncall.v[1].person, "shui");
	vec_clear(&g.oncall);
	vec_push(&out, ((struct crew){.unit = "镇队", .people = 5, .vehicles = 1}));
	gauge_read(&book, &vehicles, &out, civil_secs(2026, 1, 18, 3, 0), &g);
	ck_assert_int_eq(g.people_left, 3);
	ck_assert_uint_eq(g.engines, 1);
	ck_assert_uint_eq(g.can_roll, 0);
	vec_clear(&g.oncall);
	vec_clear(&out);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("crew");
	TCase *t = tcase_create("crew");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_unit_is_out_from_turnout_until_it_is_ready);
	tcase_add_test(t, units_are_told_apart_and_may_go_out_again);
	tcase_add_test(t, the_gauge_says_how_many_engines_can_still_roll);
	suite_add_tcase(s, t);
	return run_suite(s);
}
