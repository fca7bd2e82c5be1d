/* Grades: every threshold on both sides of its boundary, worst of several, what is not graded. */
#include "core/grade.h"

#include <string.h>

#include "core/vec.h"
#include "tests/helpers.h"

static struct figures
only(enum measure m, int64_t value)
{
	struct figures f;

	memset(&f, 0, sizeof(f));
	f.of[m].value = value;
	f.of[m].known = true;
	return f;
}

static struct grading
grade(int family, const struct figures *f)
{
	struct grading g;

	grade_figures(family, NULL, f, &g);
	return g;
}

#define M(name) MEASURE_##name
#define W(n)    (n * 1000LL)

/* The greatest value that is still the lower grade, and the limit itself. */
static const struct {
	int family;
	enum measure measure;
	int64_t iii, ii, i, step; /* step: one person, or a thousandth */
} ladders[] = {
    {FAMILY_PRODUCTION, M(dead), 3, 10, 30, 1},
    {FAMILY_PRODUCTION, M(serious), 10, 50, 100, 1},
    {FAMILY_PRODUCTION, M(poisoned), 10, 50, 100, 1},
    {FAMILY_PRODUCTION, M(loss), W(1000), W(5000), W(10000), 1},
    {FAMILY_FIRE, M(dead), 3, 10, 30, 1},
    {FAMILY_FIRE, M(serious), 10, 50, 100, 1},
    {FAMILY_FIRE, M(loss), W(1000), W(5000), W(10000), 1},
    {FAMILY_TRAFFIC, M(dead), 3, 10, 30, 1},
    {FAMILY_MINE, M(dead), 3, 10, 30, 1},
    {FAMILY_SPECIAL_EQUIPMENT, M(dead), 3, 10, 30, 1},
    {FAMILY_FOREST_FIRE, M(forest_ha), W(1), W(100), W(1000), 1},
    {FAMILY_FOREST_FIRE, M(dead), 3, 10, 30, 1},
    {FAMILY_FOREST_FIRE, M(serious), 10, 50, 100, 1},
    {FAMILY_GEOLOGICAL, M(dead), 3, 10, 30, 1},
    {FAMILY_GEOLOGICAL, M(loss), W(100), W(500), W(1000), 1},
    {FAMILY_ENVIRONMENT, M(dead), 3, 10, 30, 1},
    {FAMILY_ENVIRONMENT, M(poisoned), 10, 50, 100, 1},
    {FAMILY_ENVIRONMENT, M(evacuated), 5000, 10000, 50000, 1},
    {FAMILY_ENVIRONMENT, M(loss), W(500), W(2000), W(10000), 1},
    {FAMILY_EARTHQUAKE, M(dead), 10, 50, 300, 1},
    {FAMILY_EARTHQUAKE, M(missing), 10, 50, 300, 1},
};

START_TEST(a_limit_belongs_to_the_graver_side)
{
	const int64_t limits[] = {ladders[_i].iii, ladders[_i].ii, ladders[_i].i};
	const int below[] = {GRADE_IV, GRADE_III, GRADE_II};

	for (int k = 0; k < 3; k++) {
		struct figures f = only(ladders[_i].measure, limits[k] - ladders[_i].step);

		ck_assert_int_eq(grade(ladders[_i].family, &f).confirmed, below[k]);
		f = only(ladders[_i].measure, limits[k]);
		ck_assert_int_eq(grade(ladders[_i].family, &f).confirmed, below[k] - 1);
		ck_assert_int_eq(grade(ladders[_i].family, &f).possible, below[k] - 1);
	}
}
END_TEST

START_TEST(before_any_figure_it_is_iv_where_the_machine_grades)
{
	struct figures f = {0};

	for (int family = FAMILY_FIRE; family <= FAMILY_OTHER; family++) {
		struct grading g = grade(family, &f);
		bool none = family == FAMILY_SOCIAL || family == FAMILY_FLOOD ||
			    family == FAMILY_WEATHER || family == FAMILY_PUBLIC_HEALTH ||
			    family == FAMILY_OTHER;

		ck_assert_int_eq(g.confirmed, none ? GRADE_NONE : GRADE_IV);
		ck_assert_int_eq(g.possible, none ? GRADE_NONE : GRADE_IV);
		ck_assert_int_eq(g.hazard, GRADE_NONE);
	}
}
END_TEST

START_TEST(social_security_is_never_graded)
{
	struct figures f = only(M(dead), 40);

	ck_assert_int_eq(grade(FAMILY_SOCIAL, &f).confirmed, GRADE_NONE);
	ck_assert_int_eq(grade(FAMILY_SOCIAL, &f).possible, GRADE_NONE);
}
END_TEST

START_TEST(a_grass_fire_has_a_table_of_its_own_and_is_left_to_people)
{
	struct figures f = only(M(burnt_ha), W(50));
	struct grading g;

	grade_figures(FAMILY_FOREST_FIRE, "grassland", &f, &g);
	ck_assert_int_eq(g.possible, GRADE_NONE);
}
END_TEST

START_TEST(the_missing_and_trapped_are_possibly_dead)
{
	struct figures f = only(M(missing), 7);

	f.of[M(trapped)].value = 3;
	ck_assert_int_eq(grade(FAMILY_MINE, &f).confirmed, GRADE_IV);
	ck_assert_int_eq(grade(FAMILY_MINE, &f).possible, GRADE_II);
	f.of[M(trapped)].value = 2;
	ck_assert_int_eq(grade(FAMILY_MINE, &f).possible, GRADE_III);
	f.of[M(dead)].value = 1;
	ck_assert_int_eq(grade(FAMILY_MINE, &f).possible, GRADE_II);
	ck_assert_int_eq(grade(FAMILY_MINE, &f).confirmed, GRADE_IV);
}
END_TEST

START_TEST(the_gravest_measure_decides)
{
	struct figures f = only(M(dead), 2);
	struct grading g;

	f.of[M(serious)].value = 50;
	g = grade(FAMILY_FIRE, &f);
	ck_assert_int_eq(g.confirmed, GRADE_II);
	ck_assert_int_eq(g.confirmed_by->measure, M(serious));
}
END_TEST

START_TEST(poisoned_and_badly_hurt_add_up)
{
	struct figures f = only(M(serious), 4);

	f.of[M(poisoned)].value = 6;
	ck_assert_int_eq(grade(FAMILY_PRODUCTION, &f).confirmed, GRADE_III);
	ck_assert_int_eq(grade(FAMILY_FIRE, &f).confirmed, GRADE_IV);
}
END_TEST

START_TEST(burnt_land_is_possibly_forest_until_the_forest_is_known)
{
	struct figures f = only(M(burnt_ha), W(9));

	ck_assert_int_eq(grade(FAMILY_FOREST_FIRE, &f).confirmed, GRADE_IV);
	ck_assert_int_eq(grade(FAMILY_FOREST_FIRE, &f).possible, GRADE_III);
	f.of[M(forest_ha)] = (struct figure){.value = 800, .known = true};
	ck_assert_int_eq(grade(FAMILY_FOREST_FIRE, &f).possible, GRADE_IV);
	f.of[M(forest_ha)].value = 0;
	ck_assert_int_eq(grade(FAMILY_FOREST_FIRE, &f).possible, GRADE_IV);
}
END_TEST

static const struct {
	int64_t moved, loss;
	int hazard;
} hazards[] = {
    {99, 0, GRADE_IV},      {100, 0, GRADE_III},      {499, 0, GRADE_III},
    {500, 0, GRADE_II},     {1000, 0, GRADE_I},       {0, W(499), GRADE_IV},
    {0, W(500), GRADE_III}, {120, W(5000), GRADE_II}, {0, W(10000), GRADE_I},
};

START_TEST(a_geological_hazard_is_shown_apart)
{
	struct figures f = only(M(moved), hazards[_i].moved);

	f.of[M(possible_loss)].value = hazards[_i].loss;
	ck_assert_int_eq(grade(FAMILY_GEOLOGICAL, &f).hazard, hazards[_i].hazard);
	ck_assert_int_eq(grade(FAMILY_GEOLOGICAL, &f).confirmed, GRADE_IV);
	ck_assert_int_eq(grade(FAMILY_GEOLOGICAL, &f).possible, GRADE_IV);
	ck_assert_int_eq(grade(FAMILY_PRODUCTION, &f).hazard, GRADE_NONE);
}
END_TEST

START_TEST(an_earthquake_is_prejudged_by_its_magnitude)
{
	struct figures f = only(M(magnitude), 4900);

	ck_assert_int_eq(grade(FAMILY_EARTHQUAKE, &f).possible, GRADE_IV);
	f = only(M(magnitude), 5000);
	ck_assert_int_eq(grade(FAMILY_EARTHQUAKE, &f).possible, GRADE_III);
	ck_assert_int_eq(grade(FAMILY_EARTHQUAKE, &f).confirmed, GRADE_IV);
	f = only(M(magnitude), 7000);
	ck_assert_int_eq(grade(FAMILY_EARTHQUAKE, &f).possible, GRADE_I);
}
END_TEST

START_TEST(danger_is_a_term_of_accidents_only)
{
	const int accidents[] = {FAMILY_FIRE, FAMILY_TRAFFIC,           FAMILY_PRODUCTION,
				 FAMILY_MINE, FAMILY_SPECIAL_EQUIPMENT, FAMILY_ENVIRONMENT};
	struct figures f = only(M(evacuated), 600);
	unsigned graded = 0;

	for (size_t i = 0; i < ARRAY_LEN(accidents); i++)
		graded |= 1u << accidents[i];
	for (int family = FAMILY_NONE; family <= FAMILY_OTHER; family++)
		ck_assert_int_eq(grade_danger(family, FLAG_CROWDED, &f), graded >> family & 1);
}
END_TEST

START_TEST(danger_begins_at_its_limits)
{
	struct figures none = {0}, f;

	f = only(M(endangered), 9);
	ck_assert(!grade_danger(FAMILY_MINE, 0, &f));
	f = only(M(endangered), 10);
	ck_assert(grade_danger(FAMILY_MINE, 0, &f));
	f = only(M(evacuated), 499);
	ck_assert(!grade_danger(FAMILY_MINE, 0, &f));
	f = only(M(evacuated), 500);
	ck_assert(grade_danger(FAMILY_MINE, 0, &f));
	f = only(M(trapped), 2);
	ck_assert(!grade_danger(FAMILY_MINE, 0, &f));
	f.of[M(missing)].value = 1;
	ck_assert(grade_danger(FAMILY_MINE, 0, &f));
	ck_assert(grade_danger(FAMILY_FIRE, FLAG_WATER_SOURCE, &none));
	ck_assert(!grade_danger(FAMILY_FIRE, FLAG_SENSITIVE | FLAG_BORDER, &none));
}
END_TEST

START_TEST(supplements_are_owed_for_30_days_for_fire_and_traffic_7)
{
	ck_assert_int_eq(supplement_until(FAMILY_FIRE, 20260118, 0), 20260125);
	ck_assert_int_eq(supplement_until(FAMILY_TRAFFIC, 20261003, 0), 20261010);
	ck_assert_int_eq(supplement_until(FAMILY_MINE, 20260311, 0), 20260410);
	ck_assert_int_eq(supplement_until(FAMILY_ENVIRONMENT, 20260131, 0), 20260302);
	ck_assert_int_eq(supplement_until(FAMILY_FLOOD, 20260722, 0), 0);
	ck_assert_int_eq(supplement_until(FAMILY_FOREST_FIRE, 20260404, 30), 0);
	ck_assert_int_eq(supplement_until(FAMILY_FIRE, 20260118, 10), 20260128);
}
END_TEST

START_TEST(i_is_the_gravest)
{
	ck_assert(grade_graver(GRADE_I, GRADE_II));
	ck_assert(grade_graver(GRADE_IV, GRADE_NONE));
	ck_assert(!grade_graver(GRADE_NONE, GRADE_IV));
	ck_assert(!grade_graver(GRADE_III, GRADE_III));
	ck_assert_int_eq(grade_graver_of(GRADE_NONE, GRADE_III), GRADE_III);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("grade");
	TCase *t = tcase_create("grade");

	tcase_add_loop_test(t, a_limit_belongs_to_the_graver_side, 0, ARRAY_LEN(ladders));
	tcase_add_test(t, before_any_figure_it_is_iv_where_the_machine_grades);
	tcase_add_test(t, social_security_is_never_graded);
	tcase_add_test(t, a_grass_fire_has_a_table_of_its_own_and_is_left_to_people);
	tcase_add_test(t, the_missing_and_trapped_are_possibly_dead);
	tcase_add_test(t, the_gravest_measure_decides);
	tcase_add_test(t, poisoned_and_badly_hurt_add_up);
	tcase_add_test(t, burnt_land_is_possibly_forest_until_the_forest_is_known);
	tcase_add_loop_test(t, a_geological_hazard_is_shown_apart, 0, ARRAY_LEN(hazards));
	tcase_add_test(t, an_earthquake_is_prejudged_by_its_magnitude);
	tcase_add_test(t, danger_is_a_term_of_accidents_only);
	tcase_add_test(t, danger_begins_at_its_limits);
	tcase_add_test(t, supplements_are_owed_for_30_days_for_fire_and_traffic_7);
	tcase_add_test(t, i_is_the_gravest);
	suite_add_tcase(s, t);
	return run_suite(s);
}
