/* The calendar of duty: decreed holidays, make-up days, years that are not announced. */
#include "core/calendar.h"

#include <stdbool.h>
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

enum { FIRST_YEAR = 2007, LAST_YEAR = 2026 };

static void
read_all(void)
{
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
		char path[64];

		snprintf(path, sizeof(path), "templates/holidays/%d.conf", year);
		read_file(path);
	}
}

static int
count(int year, enum day_kind kind)
{
	int n = 0;

	for (size_t k = 0; k < cal.n; k++)
		n += cal.v[k].day / 10000 == year && cal.v[k].kind == kind;
	return n;
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

/* 10 by the law of 1999, 11 from 2008, 13 from 2025. In 2020 中秋 fell on 1 October and the notice
 * names no day in its stead; in 2009 it named one. */
START_TEST(each_year_has_its_number_of_statutory_days)
{
	read_all();
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
		int want = year < 2008 ? 10 : year == 2020 ? 10 : year < 2025 ? 11 : 13;

		ck_assert_msg(count(year, DAY_STATUTORY) == want, "%d: %d", year,
			      count(year, DAY_STATUTORY));
		ck_assert_ptr_nonnull(strstr(calendar_source(&cal, year), "www.gov.cn/"));
	}
	ck_assert_int_eq(calendar_kind(&cal, 20091003), DAY_STATUTORY);
	ck_assert_int_eq(calendar_kind(&cal, 20091006), DAY_STATUTORY);
	ck_assert_str_eq(calendar_name(&cal, 20091006), "中秋节");
}
END_TEST

/* The days on which the laws differ. */
static const struct {
	int day;
	enum day_kind kind;
} laws[] = {
    {20070217, DAY_MAKEUP},    {20070218, DAY_STATUTORY}, {20070220, DAY_STATUTORY},
    {20070221, DAY_REST},      {20070405, DAY_WORK},      {20070503, DAY_STATUTORY},
    {20070504, DAY_REST},      {20080206, DAY_STATUTORY}, {20080208, DAY_STATUTORY},
    {20080209, DAY_REST},      {20080404, DAY_STATUTORY}, {20080502, DAY_REST},
    {20130209, DAY_STATUTORY}, {20130212, DAY_REST},      {20140130, DAY_WORK},
    {20140131, DAY_STATUTORY}, {20140202, DAY_STATUTORY}, {20150218, DAY_REST},
    {20150903, DAY_REST},      {20150906, DAY_MAKEUP},    {20190504, DAY_REST},
    {20200131, DAY_REST},      {20200201, DAY_REST},      {20200203, DAY_WORK},
    {20240209, DAY_WORK},      {20240210, DAY_STATUTORY}, {20240502, DAY_REST},
    {20250128, DAY_STATUTORY}, {20250131, DAY_STATUTORY}, {20250502, DAY_STATUTORY},
    {20250503, DAY_REST},      {20251006, DAY_STATUTORY},
};

START_TEST(each_year_goes_by_the_law_of_its_time)
{
	read_all();
	ck_assert_msg(calendar_kind(&cal, laws[_i].day) == laws[_i].kind, "%d is %d", laws[_i].day,
		      calendar_kind(&cal, laws[_i].day));
}
END_TEST

/* A New Year's notice that speaks of the December before it. */
START_TEST(new_year_may_begin_in_december)
{
	read_all();
	ck_assert_int_eq(calendar_kind(&cal, 20061230), DAY_MAKEUP);
	ck_assert_int_eq(calendar_kind(&cal, 20071229), DAY_MAKEUP);
	ck_assert_int_eq(calendar_kind(&cal, 20071231), DAY_REST);
	ck_assert_int_eq(calendar_kind(&cal, 20111231), DAY_MAKEUP);
	ck_assert_int_eq(calendar_kind(&cal, 20181231), DAY_REST);
	ck_assert_int_eq(calendar_kind(&cal, 20221231), DAY_REST);
	ck_assert_str_eq(calendar_name(&cal, 20221231), "元旦");
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

START_TEST(one_sentence_names_the_year_that_is_missing)
{
	read_all();
	ck_assert_int_eq(calendar_missing(&cal, 20260101, 20261224), 0);
	ck_assert_int_eq(calendar_missing(&cal, 20260101, 20261225), 2027);
	ck_assert_int_eq(calendar_missing(&cal, 20261001, 20270131), 2027);
	ck_assert_int_eq(calendar_missing(&cal, 20270101, 20270131), 2027);
	ck_assert_int_eq(calendar_missing(&cal, 20061201, 20070131), 2006);
	ck_assert_int_eq(calendar_missing(&cal, 20201225, 20210105), 0);
	ck_assert_ptr_null(calendar_missing_text(&arena, &cal, 20250101, 20251231));
	ck_assert_str_eq(calendar_missing_text(&arena, &cal, 20261201, 20261231),
			 "the holidays of 2027 are not announced here: only Saturdays and Sundays "
			 "count as rest days");
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
	size_t len = 0, n = 0;
	char *text, *at;
	struct {
		int day;
		bool off;
	} days[100];

	read_all();
	snprintf(name, sizeof(name), "holiday/%d.json", _i);
	path = shared_data(name);
	if (!path)
		return;
	text = slurp(path, &len);
	for (at = text; (at = strstr(at, "\"date\": \"")) != NULL; n++) {
		int y, m, d;

		ck_assert_int_eq(sscanf(at + 9, "%d-%d-%d", &y, &m, &d), 3);
		at = strstr(at, "\"isOffDay\": ");
		ck_assert_ptr_nonnull(at);
		days[n].day = y * 10000 + m * 100 + d;
		days[n].off = !strncmp(at + 12, "true", 4);
		ck_assert_msg(calendar_is_rest(&cal, days[n].day) == days[n].off, "%d",
			      days[n].day);
	}
	for (size_t k = 0; k < cal.n; k++) {
		bool found = cal.v[k].day / 10000 != _i ||
			     cal.v[k].day % 10000 >= 1225; /* of the next year's file, may be */

		for (size_t i = 0; i < n && !found; i++)
			found = days[i].day == cal.v[k].day;
		ck_assert_msg(found, "%d is not in the file", cal.v[k].day);
	}
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
	tcase_add_loop_test(t, each_year_goes_by_the_law_of_its_time, 0,
			    sizeof(laws) / sizeof(laws[0]));
	tcase_add_test(t, new_year_may_begin_in_december);
	tcase_add_test(t, a_year_not_announced_is_said);
	tcase_add_test(t, one_sentence_names_the_year_that_is_missing);
	tcase_add_test(t, december_looks_into_the_next_year);
	tcase_add_loop_test(t, a_bad_table_is_refused_with_its_line, 0,
			    sizeof(bad) / sizeof(bad[0]));
	tcase_add_loop_test(t, our_tables_agree_with_the_published_ones, FIRST_YEAR, LAST_YEAR + 1);
	suite_add_tcase(s, t);
	return run_suite(s);
}
