/* Crews that are out, and what is left to roll. */
#include "core/gauge.h"

#include <string.h>

#include "core/vec.h"
#include "tests/helpers.h"

static struct arena a;
static struct casefile cf;
static struct incident incident;
static const struct record *acts[16];
static struct duty_book book;
static struct things vehicles, contacts;
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
	vehicles = contacts = (struct things){0};
	made = 0;
}

static void
end(void)
{
	vec_clear(&book.posts);
	vec_clear(&book.people);
	vec_clear(&book.assignments);
	vec_clear(&book.covers);
	vec_clear(&vehicles);
	vec_clear(&contacts);
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

START_TEST(an_action_without_a_unit_speaks_of_the_one_that_is_out)
{
	struct crews c = {0};

	act(STEP_TURNOUT, "镇队", 4, 1);
	act(STEP_ARRIVE, NULL, 0, 0);
	crews_out(&cf, &c);
	ck_assert_uint_eq(c.n, 1);
	ck_assert_str_eq(c.v[0].unit, "镇队");
	ck_assert_int_eq(c.v[0].people, 4);
	vec_clear(&c);
	act(STEP_READY, NULL, 0, 0);
	crews_out(&cf, &c);
	ck_assert_uint_eq(c.n, 0);
	vec_clear(&c);
}
END_TEST

START_TEST(an_action_without_unit_and_people_is_no_force)
{
	struct crews c = {0};

	act(STEP_ARRIVE, NULL, 0, 0);
	act(STEP_WATCH, NULL, 0, 0);
	crews_out(&cf, &c);
	ck_assert_uint_eq(c.n, 0);
	act(STEP_TURNOUT, NULL, 5, 0);
	crews_out(&cf, &c);
	ck_assert_uint_eq(c.n, 1);
	ck_assert_str_eq(c.v[0].unit, "");
	ck_assert_int_eq(c.v[0].people, 5);
	vec_clear(&c);
}
END_TEST

START_TEST(nobody_comes_back_by_a_word_that_names_none_of_several)
{
	struct crews c = {0};

	act(STEP_TURNOUT, "镇队", 6, 2);
	act(STEP_TURNOUT, "邻镇队", 5, 1);
	act(STEP_READY, NULL, 0, 0);
	crews_out(&cf, &c);
	ck_assert_uint_eq(c.n, 2);
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
	gauge_clear(&g);
	vec_push(&out, ((struct crew){.unit = "镇队", .people = 5, .vehicles = 1}));
	gauge_read(&book, &vehicles, &out, civil_secs(2026, 1, 18, 3, 0), &g);
	ck_assert_int_eq(g.people_left, 3);
	ck_assert_uint_eq(g.engines, 1);
	ck_assert_uint_eq(g.can_roll, 0);
	gauge_clear(&g);
	vec_clear(&out);
}
END_TEST

static void
six_in_quarters(void)
{
	static const char *const crew[] = {"dong", "nan", "xi", "bei", "chun", "xia"};
	struct post *fire = thing(&book.posts, &kind_post, "crew");
	struct post *desk = thing(&book.posts, &kind_post, "desk");

	*fire = (struct post){.name = T("战斗员"),
			      .group = GROUP_FIRE,
			      .readiness = READY_STANDBY,
			      .also = T("desk")};
	*desk = (struct post){.name = T("主班"), .min = {1, true}};
	for (size_t i = 0; i < ARRAY_LEN(crew); i++)
		stand(crew[i], "crew");
	*(struct vehicle *)thing(&vehicles, &kind_vehicle, "v2") =
	    (struct vehicle){.name = T("2号车"), .crew = {4, true}, .order = {2, true}};
	*(struct vehicle *)thing(&vehicles, &kind_vehicle, "v1") =
	    (struct vehicle){.name = T("1号车"), .crew = {3, true}, .order = {1, true}};
}

static void
read_gauge(const struct crews *out, struct gauge *g)
{
	gauge_read(&book, &vehicles, out, civil_secs(2026, 1, 18, 3, 0), g);
}

START_TEST(each_engine_says_what_is_left_if_it_rolls_now)
{
	struct crews out = {0};
	struct gauge g;

	six_in_quarters();
	read_gauge(&out, &g);
	ck_assert_str_eq(((struct vehicle *)g.vehicles.v[0].vehicle->body)->name, "1号车");
	ck_assert_int_eq(g.vehicles.v[0].lacks, 0);
	ck_assert_int_eq(g.vehicles.v[0].left, 3);
	ck_assert_uint_eq(g.vehicles.v[0].left_rolls, 0); /* 2号车 needs four */
	ck_assert_int_eq(g.vehicles.v[1].lacks, 1);       /* once 1号车 has its three */
	ck_assert_int_eq(g.vehicles.v[1].left, 2);
	ck_assert_uint_eq(g.can_roll, 1);
	gauge_clear(&g);
}
END_TEST

START_TEST(who_keeps_the_duty_room_is_no_crew)
{
	struct crews out = {0};
	struct gauge g;
	struct assignment *x;

	six_in_quarters();
	x = thing(&book.assignments, &kind_assignment, "sm1-90");
	*x = *(struct assignment *)book.assignments.v[0]->body;
	x->post = T("desk");
	read_gauge(&out, &g);
	ck_assert_int_eq(g.people_left, 5);
	ck_assert_int_eq(g.watch.onsite, 1);
	gauge_clear(&g);
}
END_TEST

START_TEST(who_and_what_went_is_known_where_it_was_said)
{
	char *names[] = {T("dong"), T("nan"), NULL}, *engines[] = {T("2号车"), NULL};
	struct crews out = {0};
	struct gauge g;

	six_in_quarters();
	vec_push(&out, ((struct crew){.unit = "镇队",
				      .people = 4,
				      .vehicles = 1,
				      .members = names,
				      .engines = engines,
				      .back = true}));
	read_gauge(&out, &g);
	for (size_t i = 0; i < g.people.n; i++) {
		const char *who = g.people.v[i].person;
		bool went = !strcmp(who, "dong") || !strcmp(who, "nan");

		ck_assert_msg((g.people.v[i].with == &out.v[0]) == went, "%s", who);
	}
	ck_assert_int_eq(g.unnamed_out, 2);
	ck_assert_int_eq(g.people_left, 2);
	ck_assert_int_eq(g.vehicles.v[0].state, VEHICLE_READY);
	ck_assert_int_eq(g.vehicles.v[1].state, VEHICLE_RECOVERING);
	ck_assert(!g.vehicles.v[1].assumed);
	ck_assert_int_eq(g.vehicles.v[0].lacks, 1);
	gauge_clear(&g);
	vec_clear(&out);
}
END_TEST

static void
contact(const char *id, const char *name, const char *category)
{
	struct contact *c = thing(&contacts, &kind_contact, id);

	c->name = T(name);
	c->category = T(category);
	c->phone = T("0300-0000001");
}

START_TEST(a_neighbours_crew_does_not_weaken_ours)
{
	struct crews out = {0};
	struct gauge g;

	six_in_quarters();
	contact("c1", "柳泉镇消防队", "邻镇代防");
	vec_push(&out, ((struct crew){.unit = "柳泉镇消防队", .people = 5, .vehicles = 1}));
	vec_push(&out, ((struct crew){.unit = "镇专职消防队", .people = 3, .vehicles = 1}));
	crews_mark_foreign(&out, &book, &contacts);
	ck_assert(out.v[0].foreign);
	ck_assert(!out.v[1].foreign);
	read_gauge(&out, &g);
	ck_assert_int_eq(g.people_out, 3);
	ck_assert_int_eq(g.people_left, 3);
	ck_assert(g.vehicles.v[0].assumed);
	ck_assert_int_eq(g.vehicles.v[0].state, VEHICLE_OUT);
	ck_assert_int_eq(g.vehicles.v[1].state, VEHICLE_READY);
	gauge_clear(&g);
	vec_clear(&out);
}
END_TEST

START_TEST(those_on_call_come_first_then_neighbours_then_the_brigade)
{
	static const char *const expected[] = {"huo", "shui", "柳泉镇消防队", "县消防救援大队"};
	struct crews out = {0};
	struct duty_limits limits;
	struct backups next = {0};
	struct gauge g;

	duty_limits_default(&limits);
	*(struct post *)thing(&book.posts, &kind_post, "far") =
	    (struct post){.name = T("备班"), .readiness = READY_ONCALL, .minutes = {40, true}};
	*(struct post *)thing(&book.posts, &kind_post, "near") =
	    (struct post){.name = T("备班二"), .readiness = READY_ONCALL, .minutes = {10, true}};
	stand("shui", "far");
	stand("huo", "near");
	contact("c1", "县消防救援大队", "邻镇之外");
	contact("c2", "柳泉镇消防队", "邻镇");
	contact("c3", "县医院", "医疗");
	*(struct cover *)thing(&book.covers, &kind_cover, "sm1-80") =
	    (struct cover){.unit = T("柳泉镇消防队"),
			   .start = moment_at(civil_secs(2026, 1, 18, 0, 0)),
			   .end = moment_at(civil_secs(2026, 1, 18, 6, 0))};
	read_gauge(&out, &g);
	gauge_backups(&book, &g, &limits, &contacts, civil_secs(2026, 1, 18, 3, 0), &next);
	ck_assert_uint_eq(next.n, ARRAY_LEN(expected));
	for (size_t i = 0; i < next.n; i++)
		ck_assert_str_eq(next.v[i].name, expected[i]);
	ck_assert_int_eq(next.v[0].minutes, 10);
	ck_assert_int_eq(next.v[2].covers, civil_secs(2026, 1, 18, 6, 0));
	vec_clear(&next);
	gauge_clear(&g);
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
	tcase_add_test(t, an_action_without_a_unit_speaks_of_the_one_that_is_out);
	tcase_add_test(t, an_action_without_unit_and_people_is_no_force);
	tcase_add_test(t, nobody_comes_back_by_a_word_that_names_none_of_several);
	tcase_add_test(t, each_engine_says_what_is_left_if_it_rolls_now);
	tcase_add_test(t, who_keeps_the_duty_room_is_no_crew);
	tcase_add_test(t, who_and_what_went_is_known_where_it_was_said);
	tcase_add_test(t, a_neighbours_crew_does_not_weaken_ours);
	tcase_add_test(t, those_on_call_come_first_then_neighbours_then_the_brigade);
	tcase_add_test(t, the_gauge_says_how_many_engines_can_still_roll);
	suite_add_tcase(s, t);
	return run_suite(s);
}
