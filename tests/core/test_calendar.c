/* The calendar of duty: decreed holidays, make-up days, years that are not announced. */
#include "core/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/helpers.h"

static struct arena arena;
static struct calendar cal;

static void
end(void)
{
	calendar_clear(&cal);
	arena_free(&arena);
}

static enum rc
read_text(const char *text, struct err *e)
{
	return calendar_read(&arena, &cal, "x.conf", text, strlen(text), e);
}

static void
read_file(const char *path)
{
	struct err e;
	size_t len = 0;
	char *text = slurp(path, &len);

	ck_assert_msg(text != NULL, "%s is missing", path);
	ck_ok(calendar_read(&arena, &cal, path, text, len, &e), &e);
	free(text);
}

static void
read_all(void)
{
	read_file("templates/holidays/2024.conf");
	read_file("templates/holidays/2025.conf");
	read_file("templates/holidays/2026.conf");
}

START_TEST(statutory_days_are_told_apart_from_rest_days)
{
	read_all();
	ck_assert_int_eq(calendar_kind(&cal, 20261001), DAY_STATUTORY);
	ck_assert_int_eq(calendar_kind(&cal, 20261003), DAY_STATUTORY);
	ck_assert_int_eq(calendar_kind(&cal, 20261004), DAY_REST);
	ck_assert_int_eq(calendar_kind(&cal, 20261008), DAY_WORK);
	ck_assert_str_eq(calendar_note(&cal, &arena, 20261001), "国庆节（法定）");
	ck_assert_str_eq(calendar_note(&cal, &arena, 20261004), "国庆节假期");
	ck_assert_str_eq(calendar_note(&cal, &arena, 20261008), "");
}
END_TEST

START_TEST(a_makeup_sunday_is_worked)
{
	read_all();
	ck_assert_int_eq(calendar_kind(&cal, 20260920), DAY_MAKEUP);
	ck_assert(!calendar_is_rest(&cal, 20260920));
	ck_assert(calendar_is_rest(&cal, 20260927));
	ck_assert_str_eq(calendar_note(&cal, &arena, 20261010), "调休上班");
	ck_assert_str_eq(weekday_zh(20261010), "六");
}
END_TEST

START_TEST(each_year_has_its_number_of_statutory_days)
{
	static const int want[][2] = {{2024, 11}, {2025, 13}, {2026, 13}};

	read_all();
	for (size_t i = 0; i < 3; i++) {
		int n = 0;

		for (size_t k = 0; k < cal.n; k++)
			n += cal.v[k].day / 10000 == want[i][0] && cal.v[k].kind == DAY_STATUTORY;
		ck_assert_int_eq(n, want[i][1]);
	}
}
END_TEST

START_TEST(a_year_not_announced_is_said)
{
	read_all();
	ck_assert(calendar_known(&cal, 20260601));
	ck_assert(calendar_known(&cal, 20261224));
	ck_assert(!calendar_known(&cal, 20261231));
	ck_assert(!calendar_known(&cal, 20270101));
	ck_assert(calendar_known(&cal, 20251231));
	ck_assert_int_eq(calendar_kind(&cal, 20270102), DAY_WEEKEND);
	ck_assert_ptr_nonnull(strstr(calendar_source(&cal, 2026), "国务院办公厅"));
}
END_TEST

START_TEST(december_looks_into_the_next_year)
{
	struct err e;

	ck_ok(read_text("[year 2022]\nsource = a\n", &e), &e);
	ck_assert(!calendar_known(&cal, 20221231));
	ck_ok(read_text("[year 2023]\nsource = b\n[holiday 元旦]\noff = "
			"2022-12-31..2023-01-02\nstatutory = 2023-01-01\n",
			&e),
	      &e);
	ck_assert(calendar_known(&cal, 20221231));
	ck_assert_int_eq(calendar_kind(&cal, 20221231), DAY_REST);
	ck_assert_int_eq(calendar_kind(&cal, 20230102), DAY_REST);
}
END_TEST

static const struct {
	const char *text, *error;
} bad[] = {
    {"[year 2026]\n", "x.conf:1: "},
    {"[year 26]\nsource = a\n", "x.conf:1: "},
    {"[year 2026]\nsource = a\n[holiday 元旦]\noff = 2026-02-30\n", "x.conf:4: "},
    {"[holiday 元旦]\noff = 2026-01-03..2026-01-01\n", "x.conf:2: "},
    {"[holiday 元旦]\noff = 2026-01-01..2027-01-01\n", "x.conf:2: "},
    {"[holiday 元旦]\noff = 2026-01-01\noff = 2026-01-01\n", "x.conf:3: "},
    {"[holiday 元旦]\nstatutory = 2026-01-01\n", "x.conf:2: "},
    {"[holiday 元旦]\nwork = 2026-01-05\n", "x.conf:2: "},
    {"[holiday 元旦]\nof = 2026-01-05\n", "x.conf:2: "},
    {"[feast 元旦]\n", "x.conf:1: "},
};

START_TEST(a_bad_table_is_refused_with_its_line)
{
	struct err e = {0};

	ck_assert_int_eq(read_text(bad[_i].text, &e), RC_INVALID);
	ck_assert_msg(!strncmp(e.text, bad[_i].error, strlen(bad[_i].error)), "%s", e.text);
}
END_TEST

/* Every day off and every make-up day of the published tables is in ours, and nothing else. */
START_TEST(our_tables_agree_with_the_published_ones)
{
	const char *path;
	char name[32];
	size_t len = 0;
	char *text, *at;
	int n = 0, mine = 0;

	read_all();
	snprintf(name, sizeof(name), "holiday/%d.json", _i);
	path = shared_data(name);
	if (!path)
		return;
	text = slurp(path, &len);
	for (at = text; (at = strstr(at, "\"date\": \"")) != NULL;) {
		int y, m, d;
		bool off;

		ck_assert_int_eq(sscanf(at + 9, "%d-%d-%d", &y, &m, &d), 3);
		at = strstr(at, "\"isOffDay\": ");
		ck_assert_ptr_nonnull(at);
		off = !strncmp(at + 12, "true", 4);
		ck_assert_msg(calendar_is_rest(&cal, y * 10000 + m * 100 + d) == off, "%d-%d-%d", y,
			      m, d);
		n++;
	}
	for (size_t k = 0; k < cal.n; k++)
		mine += cal.v[k].day / 10000 == _i;
	ck_assert_int_eq(n, mine);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("calendar");
	TCase *t = tcase_create("calendar");

	tcase_add_checked_fixture(t, NULL, end);
	tcase_add_test(t, statutory_days_are_told_apart_from_rest_days);
	tcase_add_test(t, a_makeup_sunday_is_worked);
	tcase_add_test(t, each_year_has_its_number_of_statutory_days);
	tcase_add_test(t, a_year_not_announced_is_said);
	tcase_add_test(t, december_looks_into_the_next_year);
	tcase_add_loop_test(t, a_bad_table_is_refused_with_its_line, 0,
			    sizeof(bad) / sizeof(bad[0]));
	tcase_add_loop_test(t, our_tables_agree_with_the_published_ones, 2024, 2027);
	suite_add_tcase(s, t);
	return run_suite(s);
}
