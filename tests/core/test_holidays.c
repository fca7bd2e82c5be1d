/* A year's holidays from elsewhere: read, refused with the place, statutory days derived. */
#include "core/holidays.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/festivals.h"
#include "core/moment.h"
#include "tests/helpers.h"

static struct arena arena;
static struct err e;

static void
end(void)
{
	arena_free(&arena);
}

static const char *
table_of(const char *text, struct holidays *h)
{
	struct str out = STR_INIT;
	const char *copy;

	ck_ok(holidays_read(&arena, "2027.json", text, strlen(text), h, &e), &e);
	holidays_write(h, &out);
	copy = arena_text(&arena, out.ptr);
	str_clear(&out);
	return copy;
}

#define DAY(name, date, off) "{\"name\":\"" name "\",\"date\":\"" date "\",\"isOffDay\":" off "}"
#define FILE_OF(days)        "{\"year\":2027,\"papers\":[\"https://a\",\"https://b\"],\"days\":[" days "]}"

START_TEST(what_the_law_fixes_is_marked_and_said_to_be_derived)
{
	struct holidays h;
	const char *table = table_of(
	    FILE_OF(DAY("元旦", "2026-12-31", "true") "," DAY("元旦", "2027-01-01", "true") "," DAY(
		"元旦", "2027-01-03", "false") "," DAY("端午节", "2027-06-09", "true")),
	    &h);

	ck_assert_ptr_nonnull(strstr(table, "（2024年修订，每年13天）推得"));
	ck_assert_ptr_nonnull(strstr(table, "[year 2027]\nsource = https://a；https://b\n\n"
					    "[holiday 元旦]\n"
					    "off = 2026-12-31..2027-01-01\n"
					    "statutory = 2027-01-01\n"
					    "work = 2027-01-03\n\n"
					    "[holiday 端午节]\n"
					    "off = 2027-06-09\n"
					    "statutory = 2027-06-09\n"));
	ck_assert_uint_eq(h.off, 3);
	ck_assert_uint_eq(h.work, 1);
	ck_assert_uint_eq(h.statutory, 2);
	ck_assert_uint_eq(h.ndoubts, 11); /* of 13 days the law names 11 more */
}
END_TEST

START_TEST(what_the_file_does_not_bear_out_is_a_doubt)
{
	struct holidays h;

	table_of(
	    FILE_OF(
		DAY("劳动节", "2027-05-01", "true") "," DAY("春节", "2027-05-02", "true") "," DAY(
		    "重阳节", "2027-10-08", "true") "," DAY("劳动节", "2027-05-03", "false")),
	    &h);
	ck_assert_uint_eq(h.statutory, 1);
	ck_assert_uint_eq(h.work, 0);
	ck_assert_str_eq(h.doubts[0], "2027-05-03 is a workday anyway: left out");
	for (size_t i = 0; i < h.ndoubts; i++)
		if (strstr(h.doubts[i], "2027-05-02"))
			ck_assert_str_eq(
			    h.doubts[i],
			    "2027-05-02 is 劳动节 by the calendar, but called 春节 here");
	ck_assert_str_eq(h.doubts[h.ndoubts - 1],
			 "no statutory day of 重阳节 is known: name it in the "
			 "table if there is one");
}
END_TEST

START_TEST(two_holidays_on_one_day_ask_for_the_lunar_ones_day_instead)
{
	struct holidays h;
	bool asked = false;

	table_of("{\"year\":2020,\"days\":[" DAY("国庆节、中秋节", "2020-10-01", "true") "]}", &h);
	ck_assert_uint_eq(h.statutory, 1);
	ck_assert_str_eq(h.v[0].name, "国庆节");
	for (size_t i = 0; i < h.ndoubts; i++)
		asked |=
		    !strcmp(h.doubts[i], "two holidays meet on 2020-10-01: name the statutory day "
					 "given for 中秋节 yourself");
	ck_assert(asked);
}
END_TEST

START_TEST(joined_holidays_are_told_apart_by_their_days)
{
	struct holidays h;
	const char *table = table_of(
	    "{\"year\":2025,\"days\":[" DAY("国庆节、中秋节", "2025-10-01", "true") "," DAY(
		"国庆节、中秋节", "2025-10-04", "true") "," DAY("国庆节、中秋节", "2025-10-06",
								"true") "]}",
	    &h);

	ck_assert_ptr_nonnull(
	    strstr(table, "[holiday 国庆节]\noff = 2025-10-01\nstatutory = 2025-10-01\n"));
	ck_assert_ptr_nonnull(strstr(table, "[holiday 国庆节、中秋节]\noff = 2025-10-04\n"));
	ck_assert_ptr_nonnull(
	    strstr(table, "[holiday 中秋节]\noff = 2025-10-06\nstatutory = 2025-10-06\n"));
	ck_assert_ptr_nonnull(
	    strstr(table, "source = 2027.json\n")); /* the file's name, for want of more */
}
END_TEST

static const struct {
	const char *text, *error;
} bad[] = {
    {"", "2027.json: line 1, column 0: "},
    {"{\n \"year\": 2027,\n oops}", "2027.json: line 3, column "},
    {"{\"year\":2027,\"year\":2026}", "2027.json: line 1, column "},
    {"[]", "2027.json: /: "},
    {"{}", "2027.json: year: "},
    {"{\"year\":\"2027\"}", "2027.json: year: "},
    {"{\"year\":20270}", "2027.json: year: "},
    {"{\"year\":2027}", "2027.json: days: "},
    {"{\"year\":2027,\"papers\":[],\"days\":[]}",
     "2027.json: days: the list is empty: the year is not announced yet"},
    {"{\"year\":2027,\"papers\":7,\"days\":[]}", "2027.json: papers: "},
    {"{\"year\":2027,\"papers\":[\"a\",7],\"days\":[]}", "2027.json: papers[1]: "},
    {FILE_OF("7"), "2027.json: days[0]: "},
    {FILE_OF(DAY("元旦", "2027-01-01", "true") "," DAY("元旦", "2027-02-29", "true")),
     "2027.json: days[1].date: "},
    {FILE_OF(DAY("元旦", "2029-01-01", "true")), "2027.json: days[0].date: the day lies outside"},
    {FILE_OF(DAY("元旦", "2027-01-01", "true") "," DAY("春节", "2027-01-01", "false")),
     "2027.json: days[1].date: the day is given twice"},
    {FILE_OF(DAY("元旦", "2027-01-01", "1")), "2027.json: days[0].isOffDay: "},
    {FILE_OF(DAY("", "2027-01-01", "true")), "2027.json: days[0].name: "},
    {FILE_OF(DAY("元]旦", "2027-01-01", "true")), "2027.json: days[0].name: "},
    {FILE_OF(DAY("元\\u001b旦", "2027-01-01", "true")), "2027.json: days[0].name: "},
    {FILE_OF(DAY("元\\n旦", "2027-01-01", "true")), "2027.json: days[0].name: "},
    {FILE_OF(DAY("元旦元旦元旦元旦元旦元旦元旦元旦元旦元旦元旦元旦元旦元旦元旦元", "2027-01-01",
		 "true")),
     "2027.json: days[0].name: "},
};

START_TEST(a_bad_file_is_refused_with_the_place)
{
	struct holidays h = {.year = 77};

	ck_assert_int_eq(
	    holidays_read(&arena, "2027.json", bad[_i].text, strlen(bad[_i].text), &h, &e),
	    RC_INVALID);
	ck_assert_msg(!strncmp(e.text, bad[_i].error, strlen(bad[_i].error)), "%s", e.text);
	ck_assert_int_eq(h.year, 77);
}
END_TEST

START_TEST(sizes_are_bounded)
{
	struct str s = STR_INIT;
	struct holidays h;

	str_add(&s, "{\"year\":2027,\"days\":[7");
	for (int i = 0; i < HOLIDAYS_MAX; i++)
		str_add(&s, ",7");
	str_add(&s, "]}");
	ck_assert_int_eq(holidays_read(&arena, "f", s.ptr, s.len, &h, &e), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "at most 200 days"));
	str_cut(&s, 0);
	for (int i = 0; i < 100000; i++)
		str_add(&s, "[");
	ck_assert_int_eq(holidays_read(&arena, "f", s.ptr, s.len, &h, &e), RC_INVALID);
	while (s.len <= HOLIDAYS_BYTES_MAX)
		str_add(&s, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");
	ck_assert_int_eq(holidays_read(&arena, "f", s.ptr, s.len, &h, &e), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "too large"));
	str_clear(&s);
}
END_TEST

START_TEST(the_law_names_so_many_days)
{
	struct statutory_day days[STATUTORY_MAX];

	ck_assert_uint_eq(statutory_days(1999, days), 0);
	ck_assert_uint_eq(statutory_days(2006, days), 7); /* its lunar days are not known here */
	ck_assert_uint_eq(statutory_days(2007, days), 10);
	ck_assert_uint_eq(statutory_days(2008, days), 11);
	ck_assert_uint_eq(statutory_days(2024, days), 11);
	ck_assert_uint_eq(statutory_days(2025, days), 13);
	ck_assert_uint_eq(statutory_days(2040, days), 13);
	ck_assert_uint_eq(statutory_days(2041, days), 6);
}
END_TEST

static void
read_table(struct calendar *cal, const char *file, const char *text, size_t len)
{
	ck_ok(calendar_read(&arena, cal, file, text, len, &e), &e);
}

/* Twenty published years: what is derived from the files are our own tables, day by day; but for
 * 中秋 of 2009, which the notice moved to 6 October, and 2020, of which nobody knows. */
START_TEST(the_published_years_become_our_own_tables)
{
	struct calendar ours = {0}, theirs = {0};
	struct holidays h;
	struct str table = STR_INIT;
	char name[64];
	const char *path;
	char *text;
	size_t len;

	snprintf(name, sizeof(name), "holiday/%d.json", _i);
	path = shared_data(name);
	if (!path)
		return;
	text = slurp(path, &len);
	ck_ok(holidays_read(&arena, path, text, len, &h, &e), &e);
	free(text);
	holidays_write(&h, &table);
	read_table(&theirs, "theirs", table.ptr, table.len);
	snprintf(name, sizeof(name), "templates/holidays/%d.conf", _i);
	text = slurp(name, &len);
	read_table(&ours, name, text, len);
	free(text);
	ck_assert_uint_eq(theirs.n, ours.n);
	for (int day = _i * 10000 - 10000 + 1201; day < _i * 10000 + 1232; day = day_add(day, 1))
		if (day != 20091006)
			ck_assert_msg(calendar_kind(&theirs, day) == calendar_kind(&ours, day),
				      "%d", day);
	ck_assert_uint_eq(h.ndoubts, _i == 2009 ? 1 : _i == 2015 ? 1 : _i == 2020 ? 2 : 0);
	str_clear(&table);
	calendar_clear(&ours);
	calendar_clear(&theirs);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("holidays");
	TCase *t = tcase_create("holidays");

	tcase_add_checked_fixture(t, NULL, end);
	tcase_add_test(t, what_the_law_fixes_is_marked_and_said_to_be_derived);
	tcase_add_test(t, what_the_file_does_not_bear_out_is_a_doubt);
	tcase_add_test(t, two_holidays_on_one_day_ask_for_the_lunar_ones_day_instead);
	tcase_add_test(t, joined_holidays_are_told_apart_by_their_days);
	tcase_add_loop_test(t, a_bad_file_is_refused_with_the_place, 0,
			    (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_test(t, sizes_are_bounded);
	tcase_add_test(t, the_law_names_so_many_days);
	tcase_add_loop_test(t, the_published_years_become_our_own_tables, 2007, 2027);
	suite_add_tcase(s, t);
	return run_suite(s);
}
