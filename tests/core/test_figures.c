/* Figures: versions by as-of, three states, sums, and falls that need a reason. */
#include "core/figures.h"

#include "tests/core/case_kit.h"

static struct kit
nothing(void)
{
	return (struct kit){.incident = "sm1-1", .number = 10};
}

#define FACT(k, at, ...) put(k, &kind_fact, at, "sm1-1", "asof=" at, __VA_ARGS__, NULL)

static struct figures
fold(const struct kit *k)
{
	struct figures f;

	figures_fold(&k->file, INT64_MAX, &f);
	return f;
}

START_TEST(every_measure_is_the_field_of_its_name)
{
#define COUNT(m, label)                                         \
	ck_assert_str_eq(measure_field(MEASURE_##m)->name, #m); \
	ck_assert_int_eq(measure_named(#m), MEASURE_##m);
#define DECIMAL(m, label) COUNT(m, label) ck_assert(measure_is_decimal(MEASURE_##m));
#include "core/measures.def"
#undef COUNT
#undef DECIMAL
	ck_assert_int_eq(measure_named("asof"), MEASURES);
	ck_assert(!measure_is_decimal(MEASURE_dead));
}
END_TEST

START_TEST(what_a_version_does_not_name_keeps_its_value)
{
	struct kit k = nothing();
	struct figures f;

	FACT(&k, "2026-01-18T03:00", "dead=1", "light=2");
	FACT(&k, "2026-01-18T04:00", "light=3", "loss=12.5");
	f = fold(&k);
	ck_assert_int_eq(f.of[MEASURE_dead].value, 1);
	ck_assert_int_eq(f.of[MEASURE_light].value, 3);
	ck_assert_int_eq(f.of[MEASURE_loss].value, 12500);
	ck_assert(!f.of[MEASURE_missing].known);
	ck_assert_int_eq(f.asof, moment_of("2026-01-18T04:00"));
	close_kit(&k);
}
END_TEST

START_TEST(unknown_zero_and_verified_zero_are_three_things)
{
	struct kit k = nothing();
	struct figures f;

	FACT(&k, "2026-01-18T03:00", "dead=0");
	FACT(&k, "2026-01-18T03:10", "missing=0", "verified=yes");
	f = fold(&k);
	ck_assert(f.of[MEASURE_dead].known && !f.of[MEASURE_dead].verified);
	ck_assert(f.of[MEASURE_missing].known && f.of[MEASURE_missing].verified);
	ck_assert(!f.of[MEASURE_trapped].known);
	close_kit(&k);
}
END_TEST

START_TEST(a_version_that_comes_late_does_not_hide_a_later_one)
{
	struct kit k = nothing();
	struct figures f;

	FACT(&k, "2026-01-18T05:00", "missing=5", "reason=核实");
	put(&k, &kind_fact, "2026-01-18T06:00", "sm1-1", "asof=2026-01-18T04:00", "missing=7",
	    "trapped=2", NULL);
	f = fold(&k);
	ck_assert_int_eq(f.of[MEASURE_missing].value, 5);
	ck_assert_int_eq(f.of[MEASURE_trapped].value, 2);
	figures_fold(&k.file, moment_of("2026-01-18T04:30"), &f);
	ck_assert_int_eq(f.of[MEASURE_missing].value, 7);
	close_kit(&k);
}
END_TEST

START_TEST(of_the_same_as_of_the_later_record_holds)
{
	struct kit k = nothing();

	FACT(&k, "2026-01-18T05:00", "dead=1");
	FACT(&k, "2026-01-18T05:00", "dead=2");
	ck_assert_int_eq(fold(&k).of[MEASURE_dead].value, 2);
	struct record *swap = k.file.v[0];
	k.file.v[0] = k.file.v[1];
	k.file.v[1] = swap;
	ck_assert_int_eq(fold(&k).of[MEASURE_dead].value, 2);
	close_kit(&k);
}
END_TEST

/* Before and after; the sum of people tells the three words (practice.md 11). */
static const struct {
	const char *before[3], *after[4];
	enum change change;
} changes[] = {
    {{"missing=7"}, {"missing=5"}, CHANGE_REVISED},
    {{"missing=3"}, {"missing=2", "serious=1"}, CHANGE_PROGRESS},
    {{"serious=1", "light=1"}, {"serious=0", "dead=1"}, CHANGE_PROGRESS},
    {{"injured=2"}, {"injured=0", "serious=1", "light=1"}, CHANGE_PROGRESS},
    {{"trapped=2"}, {"trapped=0", "safe=2"}, CHANGE_PROGRESS},
    {{"dead=2"}, {"dead=3"}, CHANGE_MORE},
    {{"dead=0"}, {"dead=1", "loss=3"}, CHANGE_MORE},
    {{"dead=0"}, {"dead=0"}, CHANGE_NONE},
    {{"dead=0"}, {"evacuated=11"}, CHANGE_PROGRESS},
};

START_TEST(the_sum_tells_progress_from_more_and_from_revised)
{
	struct kit k = nothing();
	struct figures before, after;
	struct record *r;

	r = FACT(&k, "2026-01-18T03:00", "reason=一");
	for (int i = 0; i < 3 && changes[_i].before[i]; i++)
		kit_set(&k, r, changes[_i].before[i]);
	before = fold(&k);
	r = FACT(&k, "2026-01-18T04:00", "reason=二");
	for (int i = 0; i < 4 && changes[_i].after[i]; i++)
		kit_set(&k, r, changes[_i].after[i]);
	after = fold(&k);
	ck_assert_int_eq(figures_change(&before, &after), changes[_i].change);
	close_kit(&k);
}
END_TEST

START_TEST(a_fall_needs_a_reason)
{
	struct kit k = nothing();
	struct str names = STR_INIT;
	struct record *r;
	struct err e;

	FACT(&k, "2026-01-18T03:00", "missing=7", "serious=1", "loss=10");
	r = FACT(&k, "2026-01-18T04:00", "missing=5", "serious=1");
	ck_assert_int_eq(figures_check_fall(&k.file, r, NULL, &e), RC_INVALID);
	kit_set(&k, r, "reason=2人在外务工，电话核实");
	ck_ok(figures_check_fall(&k.file, r, &names, &e), &e);
	ck_assert_str_eq(names.ptr, "Missing 7→5");
	str_clear(&names);
	r = FACT(&k, "2026-01-18T05:00", "loss=9.5");
	ck_assert_int_eq(figures_check_fall(&k.file, r, NULL, &e), RC_INVALID);
	close_kit(&k);
}
END_TEST

START_TEST(the_sheltered_may_go_home_without_a_reason)
{
	struct kit k = nothing();
	struct record *r;
	struct err e;

	FACT(&k, "2026-01-18T03:00", "sheltered=213", "evacuated=213");
	r = FACT(&k, "2026-01-18T04:00", "sheltered=0");
	ck_ok(figures_check_fall(&k.file, r, NULL, &e), &e);
	r = FACT(&k, "2026-01-18T05:00", "evacuated=0");
	ck_assert_int_eq(figures_check_fall(&k.file, r, NULL, &e), RC_INVALID);
	close_kit(&k);
}
END_TEST

START_TEST(a_fall_is_measured_against_the_version_just_before)
{
	struct kit k = nothing();
	struct record *r;
	struct err e;

	FACT(&k, "2026-01-18T03:00", "dead=1");
	FACT(&k, "2026-01-18T06:00", "dead=3");
	/* Between the two: more than the one before, less than the one after. */
	r = FACT(&k, "2026-01-18T04:00", "dead=2");
	ck_ok(figures_check_fall(&k.file, r, NULL, &e), &e);
	/* Before all of them there is nothing to fall from. */
	r = FACT(&k, "2026-01-18T02:00", "dead=0");
	ck_ok(figures_check_fall(&k.file, r, NULL, &e), &e);
	/* The same as-of: the one that stands comes before. */
	r = FACT(&k, "2026-01-18T06:00", "dead=2");
	ck_assert_int_eq(figures_check_fall(&k.file, r, NULL, &e), RC_INVALID);
	close_kit(&k);
}
END_TEST

START_TEST(a_fact_still_being_written_is_the_newest)
{
	struct kit k = nothing();
	struct figures f;
	struct record *r;

	FACT(&k, "2026-01-18T03:00", "dead=1");
	f = fold(&k);
	r = FACT(&k, "2026-01-18T03:00", "dead=2");
	r->id = NULL;
	figures_add(&f, r);
	ck_assert_int_eq(f.of[MEASURE_dead].value, 2);
	close_kit(&k);
}
END_TEST

START_TEST(a_figure_is_never_learned_before_its_as_of)
{
	struct kit k = nothing();
	struct record *r;

	r = put(&k, &kind_fact, "2026-01-18T03:10", "sm1-1", "asof=2026-01-18T03:00", "dead=1",
		NULL);
	ck_assert_int_eq(fact_learned(r), moment_of("2026-01-18T03:10"));
	kit_set(&k, r, "learned=2026-01-18T03:05");
	ck_assert_int_eq(fact_learned(r), moment_of("2026-01-18T03:05"));
	kit_set(&k, r, "learned=2026-01-18T02:55");
	ck_assert_int_eq(fact_learned(r), moment_of("2026-01-18T03:00"));
	close_kit(&k);
}
END_TEST

/* Any order of arrival gives the same figures. */
START_TEST(the_order_of_arrival_does_not_matter)
{
	struct kit k = nothing();
	struct figures want, got;
	unsigned seed = 1;

	FACT(&k, "2026-01-18T03:00", "dead=0", "missing=7");
	FACT(&k, "2026-01-18T05:00", "missing=5", "serious=1");
	FACT(&k, "2026-01-18T05:00", "missing=4", "loss=8");
	FACT(&k, "2026-01-18T04:00", "missing=6", "light=2");
	FACT(&k, "2026-01-18T06:00", "dead=1", "serious=0");
	want = fold(&k);
	for (int round = 0; round < 200; round++) {
		for (size_t i = k.file.n - 1; i > 0; i--) {
			seed = seed * 1103515245u + 12345u;
			size_t j = (seed >> 16) % (i + 1);
			struct record *swap = k.file.v[i];

			k.file.v[i] = k.file.v[j];
			k.file.v[j] = swap;
		}
		got = fold(&k);
		ck_assert_int_eq(memcmp(&want, &got, sizeof(want)), 0);
	}
	close_kit(&k);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("figures");
	TCase *t = tcase_create("figures");

	tcase_add_test(t, every_measure_is_the_field_of_its_name);
	tcase_add_test(t, what_a_version_does_not_name_keeps_its_value);
	tcase_add_test(t, unknown_zero_and_verified_zero_are_three_things);
	tcase_add_test(t, a_version_that_comes_late_does_not_hide_a_later_one);
	tcase_add_test(t, of_the_same_as_of_the_later_record_holds);
	tcase_add_loop_test(t, the_sum_tells_progress_from_more_and_from_revised, 0, 9);
	tcase_add_test(t, a_fall_needs_a_reason);
	tcase_add_test(t, the_sheltered_may_go_home_without_a_reason);
	tcase_add_test(t, a_fall_is_measured_against_the_version_just_before);
	tcase_add_test(t, a_fact_still_being_written_is_the_newest);
	tcase_add_test(t, a_figure_is_never_learned_before_its_as_of);
	tcase_add_test(t, the_order_of_arrival_does_not_matter);
	suite_add_tcase(s, t);
	return run_suite(s);
}
