/* Times as typed at three in the morning, and as records and reports show them. */
#include "core/moment.h"

#include <stdio.h>
#include <string.h>

#include "core/vec.h"
#include "tests/helpers.h"

/* 80 digits: twice that is no time, and must not overflow anything. */
#define LONG "00000000000000000000000000000000000000000000000000000000000000000000000000000000"

enum { BOTH = MOMENT_ALLOW_ABOUT | MOMENT_ALLOW_UNKNOWN };

/* What is typed at `now` (seconds of 2026-01-18 in the station's zone) means, in canonical form. */
struct typed {
	const char *text, *meant;
};

static int64_t
at(int hour, int minute, int second)
{
	return civil_secs(2026, 1, 18, hour, minute) + second;
}

static void
check_typed(const struct typed *rows, size_t n, int64_t now, enum moment_sense sense)
{
	for (size_t i = 0; i < n; i++) {
		struct moment m;
		struct err e = {0};
		char iso[MOMENT_TEXT];
		enum rc rc = moment_parse(rows[i].text, now, sense, BOTH, &m, &e);

		ck_assert_msg(rc == RC_OK, "%s: %s", rows[i].text, e.text);
		moment_iso(m, iso);
		ck_assert_msg(strcmp(iso, rows[i].meant) == 0, "%s: %s, not %s", rows[i].text, iso,
			      rows[i].meant);
	}
}

static void
check_refused(const char *text, int64_t now, enum moment_sense sense, unsigned allow)
{
	const struct moment before = {12345, MOMENT_UNKNOWN};
	struct moment m = before;
	struct err e = {0};

	ck_assert_msg(moment_parse(text, now, sense, allow, &m, &e) == RC_INVALID, "“%s” was taken",
		      text);
	ck_assert_int_eq(m.secs, before.secs);
	ck_assert_int_eq(m.kind, before.kind);
	ck_assert_int_gt((int)strlen(e.text), 0);
	ck_assert_ptr_null(strchr(e.text, '\n'));
	ck_assert_ptr_null(strchr(e.text, '\033'));
}

START_TEST(every_way_of_writing_a_time_means_the_same_minute)
{
	static const struct typed rows[] = {
	    {"2026-01-18T02:47", "2026-01-18T02:47+08:00"},
	    {"2026-01-18T02:47:09", "2026-01-18T02:47+08:00"},
	    {"2026-01-18T02:47:59+08:00", "2026-01-18T02:47+08:00"},
	    {"2026-01-18t02:47+08:00", "2026-01-18T02:47+08:00"},
	    {"2026-01-18 02:47", "2026-01-18T02:47+08:00"},
	    {"2026-01-18 0247", "2026-01-18T02:47+08:00"},
	    {"02:47", "2026-01-18T02:47+08:00"},
	    {"2:47", "2026-01-18T02:47+08:00"},
	    {"02:47:59", "2026-01-18T02:47+08:00"},
	    {"0247", "2026-01-18T02:47+08:00"},
	    {"247", "2026-01-18T02:47+08:00"},
	    {"  02:47\n", "2026-01-18T02:47+08:00"},
	    {"-3m", "2026-01-18T02:47+08:00"},
	};

	check_typed(rows, ARRAY_LEN(rows), at(2, 50, 30), MOMENT_HAPPENED);
	check_typed(rows, ARRAY_LEN(rows), at(2, 50, 30), MOMENT_ANY);
}
END_TEST

START_TEST(full_width_input_counts_as_half_width)
{
	static const struct typed rows[] = {
	    {"２：４５", "2026-01-18T02:45+08:00"},
	    {"2：45", "2026-01-18T02:45+08:00"},
	    {"０２４５", "2026-01-18T02:45+08:00"},
	    {"～０２：４５", "~2026-01-18T02:45+08:00"},
	    {"〜02:45", "~2026-01-18T02:45+08:00"},
	    {"？", "?"},
	    {"２０２６－０１－１８　０２：４５", "2026-01-18T02:45+08:00"},
	    {"－５ｍ", "2026-01-18T02:45+08:00"},
	    {"ｎｏｗ", "2026-01-18T02:50+08:00"},
	    {"　02:45　", "2026-01-18T02:45+08:00"},
	};

	check_typed(rows, ARRAY_LEN(rows), at(2, 50, 0), MOMENT_HAPPENED);
}
END_TEST

START_TEST(about_and_unknown_are_read_where_they_are_allowed)
{
	static const struct typed rows[] = {
	    {"~02:45", "~2026-01-18T02:45+08:00"},
	    {"~ 245", "~2026-01-18T02:45+08:00"},
	    {"约02:45", "~2026-01-18T02:45+08:00"},
	    {"~-5m", "~2026-01-18T02:45+08:00"},
	    {"~2026-01-17", "~2026-01-17T00:00+08:00"},
	    {"?", "?"},
	    {"不详", "?"},
	};

	check_typed(rows, ARRAY_LEN(rows), at(2, 50, 0), MOMENT_HAPPENED);
	check_refused("~02:45", at(2, 50, 0), MOMENT_HAPPENED, 0);
	check_refused("~02:45", at(2, 50, 0), MOMENT_HAPPENED, MOMENT_ALLOW_UNKNOWN);
	check_refused("?", at(2, 50, 0), MOMENT_HAPPENED, 0);
	check_refused("?", at(2, 50, 0), MOMENT_HAPPENED, MOMENT_ALLOW_ABOUT);
	check_refused("~?", at(2, 50, 0), MOMENT_HAPPENED, BOTH);
	check_refused("~~02:45", at(2, 50, 0), MOMENT_HAPPENED, BOTH);
}
END_TEST

START_TEST(what_happened_is_the_latest_such_moment_up_to_two_minutes_ahead)
{
	static const struct typed after_midnight[] = {
	    {"23:50", "2026-01-17T23:50+08:00"}, {"00:10", "2026-01-18T00:10+08:00"},
	    {"00:12", "2026-01-18T00:12+08:00"}, {"00:13", "2026-01-17T00:13+08:00"},
	    {"-15m", "2026-01-17T23:55+08:00"},  {"-2h", "2026-01-17T22:10+08:00"},
	};
	static const struct typed before_midnight[] = {
	    {"00:00", "2026-01-19T00:00+08:00"},
	    {"00:01", "2026-01-19T00:01+08:00"},
	    {"00:02", "2026-01-18T00:02+08:00"},
	    {"23:59", "2026-01-18T23:59+08:00"},
	};

	check_typed(after_midnight, ARRAY_LEN(after_midnight), at(0, 10, 0), MOMENT_HAPPENED);
	check_typed(after_midnight, ARRAY_LEN(after_midnight), at(0, 10, 59), MOMENT_HAPPENED);
	check_typed(before_midnight, ARRAY_LEN(before_midnight), at(23, 59, 0), MOMENT_HAPPENED);
}
END_TEST

START_TEST(what_is_due_is_the_next_such_moment)
{
	static const struct typed rows[] = {
	    {"02:50", "2026-01-18T02:50+08:00"},
	    {"02:51", "2026-01-18T02:51+08:00"},
	    {"02:49", "2026-01-19T02:49+08:00"},
	    {"00:00", "2026-01-19T00:00+08:00"},
	    {"23:59", "2026-01-18T23:59+08:00"},
	    {"2026-03-01 08:00", "2026-03-01T08:00+08:00"},
	    {"2026-01-25", "2026-01-25T00:00+08:00"},
	    {"2026-01-01 08:00", "2026-01-01T08:00+08:00"},
	};

	check_typed(rows, ARRAY_LEN(rows), at(2, 50, 0), MOMENT_DUE);
	check_typed(rows, ARRAY_LEN(rows), at(2, 50, 40), MOMENT_DUE);
}
END_TEST

START_TEST(a_bare_time_of_any_sense_is_todays)
{
	static const struct typed rows[] = {
	    {"00:00", "2026-01-18T00:00+08:00"},
	    {"23:59", "2026-01-18T23:59+08:00"},
	};

	check_typed(rows, ARRAY_LEN(rows), at(0, 0, 0), MOMENT_ANY);
	check_typed(rows, ARRAY_LEN(rows), at(23, 59, 59), MOMENT_ANY);
}
END_TEST

START_TEST(what_happened_cannot_lie_in_the_future)
{
	static const struct typed near[] = {
	    {"2026-01-18T02:52", "2026-01-18T02:52+08:00"},
	    {"2026-01-18", "2026-01-18T00:00+08:00"},
	};
	struct moment m;
	struct err e;

	check_typed(near, ARRAY_LEN(near), at(2, 50, 0), MOMENT_HAPPENED);
	check_refused("2026-01-18T02:53", at(2, 50, 0), MOMENT_HAPPENED, BOTH);
	check_refused("2026-01-19", at(2, 50, 0), MOMENT_HAPPENED, BOTH);
	check_refused("~2026-01-18 03:00", at(2, 50, 0), MOMENT_HAPPENED, BOTH);
	/* The same minute in another zone is one hour later here. */
	check_refused("2026-01-18T02:50+07:00", at(2, 50, 0), MOMENT_HAPPENED, BOTH);
	ck_assert_int_eq(moment_parse("2026-01-18T02:53", at(2, 50, 0), MOMENT_HAPPENED, 0, &m, &e),
			 RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "future"));
}
END_TEST

START_TEST(a_zone_is_converted_to_the_stations)
{
	static const struct typed rows[] = {
	    {"2026-01-17T18:47Z", "2026-01-18T02:47+08:00"},
	    {"2026-01-17T18:47:30z", "2026-01-18T02:47+08:00"},
	    {"2026-01-18T03:47+09:00", "2026-01-18T02:47+08:00"},
	    {"2026-01-18T00:17+0530", "2026-01-18T02:47+08:00"},
	    {"2026-01-17T15:17-03:30", "2026-01-18T02:47+08:00"},
	};

	check_typed(rows, ARRAY_LEN(rows), at(2, 50, 0), MOMENT_HAPPENED);
}
END_TEST

START_TEST(what_is_no_time_is_refused_in_one_sentence)
{
	static const char *const rows[] = {
	    "",
	    " ",
	    "24:00",
	    "02:60",
	    "02:47:60",
	    "2460",
	    "2400",
	    "2026-02-30",
	    "2025-02-29",
	    "1900-02-29",
	    "2026-04-31 10:00",
	    "2026-13-01",
	    "2026-00-10",
	    "2026-01-00",
	    "1899-12-31",
	    "2201-01-01",
	    "26-01-18",
	    "2026-1-18",
	    "2026-01-18T",
	    "2026-01-18T02",
	    "2026-01-18T02:47+8",
	    "2026-01-18T02:47+15:00",
	    "2026-01-18T02:47+08:60",
	    "2026-01-18T02:47Zx",
	    "2026-01-18X02:47",
	    "2026/01/18",
	    "2",
	    "24",
	    "02:4",
	    "02:470",
	    "00247",
	    "02:47 03:00",
	    "-5",
	    "-m",
	    "-5x",
	    "--5m",
	    "-5m2h",
	    "-9999999m",
	    "-999999h5",
	    "nowadays",
	    "abc",
	    "~",
	    "??",
	    "\xff\xfe",
	    "02:47\033[2J",
	    "二点",
	    (LONG LONG),
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (int sense = MOMENT_HAPPENED; sense <= MOMENT_ANY; sense++)
			check_refused(rows[i], at(2, 50, 0), (enum moment_sense)sense, BOTH);
}
END_TEST

START_TEST(leap_days_exist_in_leap_years_only)
{
	ck_assert(civil_day_exists(2024, 2, 29));
	ck_assert(civil_day_exists(2000, 2, 29));
	ck_assert(!civil_day_exists(2025, 2, 29));
	ck_assert(!civil_day_exists(1900, 2, 29));
	ck_assert(!civil_day_exists(2100, 2, 29));
	ck_assert(!civil_day_exists(2026, 0, 1));
	ck_assert(!civil_day_exists(2026, 13, 1));
	ck_assert(!civil_day_exists(2026, 6, 31));
	ck_assert(civil_day_exists(1900, 1, 1));
	ck_assert(civil_day_exists(2200, 12, 31));
	ck_assert(!civil_day_exists(1899, 12, 31));
	ck_assert(!civil_day_exists(2201, 1, 1));
}
END_TEST

START_TEST(every_day_of_three_centuries_comes_back_from_its_seconds)
{
	int day = 19000101, weekday = 1, count = 0; /* a Monday */
	int64_t secs = day_secs(day);

	while (day <= 22001231) {
		struct civil c = civil_of(secs + DAY_SECONDS - 1);

		ck_assert(civil_day_exists(c.year, c.month, c.day));
		ck_assert_int_eq(c.year * 10000 + c.month * 100 + c.day, day);
		ck_assert_int_eq(c.hour * 10000 + c.minute * 100 + c.second, 235959);
		ck_assert_int_eq(c.weekday, weekday);
		ck_assert_int_eq(civil_secs(c.year, c.month, c.day, 0, 0), secs);
		ck_assert_int_eq(day_add(day_add(day, 400), -400), day);
		day = day_add(day, 1);
		weekday = (weekday + 1) % 7;
		secs += DAY_SECONDS;
		count++;
	}
	/* 301 years of 365 days and 73 leap days: 1904 … 2196 without 2100; 2000 is one. */
	ck_assert_int_eq(count, 301 * 365 + 73);
}
END_TEST

START_TEST(known_moments_have_their_known_seconds)
{
	ck_assert_int_eq(civil_secs(1970, 1, 1, 8, 0), 0);
	ck_assert_int_eq(civil_secs(2001, 9, 9, 9, 46), 1000000000 - 40);
	ck_assert_int_eq(civil_secs(2026, 1, 18, 2, 47), 1768675620);
	ck_assert_int_eq(day_of(-1 - ZONE_SECONDS), 19691231);
	ck_assert_int_eq(civil_of(civil_secs(2026, 1, 18, 2, 47)).weekday, 0);
}
END_TEST

START_TEST(minutes_drop_the_seconds_on_both_sides)
{
	ck_assert_int_eq(minutes_between(at(2, 47, 59), at(2, 48, 0)), 1);
	ck_assert_int_eq(minutes_between(at(2, 47, 0), at(2, 47, 59)), 0);
	ck_assert_int_eq(minutes_between(at(2, 48, 0), at(2, 47, 59)), -1);
	ck_assert_int_eq(minutes_between(at(23, 0, 0), at(23, 0, 0) + 2 * DAY_SECONDS), 2880);
	ck_assert_int_eq(minute_floor(-1), -60);
	ck_assert_int_eq(minute_floor(-60), -60);
	ck_assert_int_eq(moment_at(at(2, 47, 59)).secs, at(2, 47, 0));
	ck_assert_int_eq(moment_at(0).kind, MOMENT_EXACT);
}
END_TEST

START_TEST(days_are_parsed_strictly)
{
	static const char *const refused[] = {
	    "", "2026-02-30", "2026-1-18", "20260118", "2026-01-18T", "1899-01-01", "2201-01-01"};
	struct err e;
	int day = 7;

	ck_ok(day_parse("2026-01-18", &day, &e), &e);
	ck_assert_int_eq(day, 20260118);
	ck_ok(day_parse(" ２０２４－０２－２９ ", &day, &e), &e);
	ck_assert_int_eq(day, 20240229);
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		ck_assert_msg(day_parse(refused[i], &day, &e) == RC_INVALID, "%s", refused[i]);
	ck_assert_int_eq(day, 20240229);
}
END_TEST

START_TEST(records_take_only_the_canonical_time)
{
	static const char *const same[] = {
	    "2026-01-18T02:47+08:00", "~2026-01-18T02:45+08:00", "?", "",
	    "1900-01-01T00:00+08:00", "2200-12-31T23:59+08:00"};
	static const char *const refused[] = {"2026-01-18T02:47",
					      "2026-01-18T02:47Z",
					      "2026-01-18T02:47+09:00",
					      "2026-01-18T02:47:00+08:00",
					      "2026-01-18 02:47+08:00",
					      "2026-02-30T02:47+08:00",
					      "2026-01-18T24:00+08:00",
					      "2026-01-18T02:60+08:00",
					      "~?",
					      "~",
					      " 2026-01-18T02:47+08:00",
					      "2026-01-18T02:47+08:00 ",
					      "2201-01-01T00:00+08:00",
					      "1899-12-31T23:59+08:00",
					      "２026-01-18T02:47+08:00",
					      "??",
					      "now",
					      "~~2026-01-18T02:47+08:00"};
	struct moment m = {0};
	struct err e;
	char iso[MOMENT_TEXT];

	for (size_t i = 0; i < ARRAY_LEN(same); i++) {
		ck_ok(moment_read(same[i], strlen(same[i]), &m, &e), &e);
		moment_iso(m, iso);
		ck_assert_str_eq(iso, same[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		ck_assert_msg(moment_read(refused[i], strlen(refused[i]), &m, &e) == RC_INVALID,
			      "%s", refused[i]);
	ck_assert_int_eq(moment_read("?\0", 2, &m, &e), RC_INVALID);
	ck_ok(moment_read("?x", 1, &m, &e), &e);
}
END_TEST

START_TEST(stamps_come_back_as_they_were_written)
{
	static const char *const refused[] = {"",
					      "2026-01-18T02:47:09+08:00",
					      "2026-01-18T02:47:09.12+08:00",
					      "2026-01-18T02:47:60.000+08:00",
					      "2026-01-18T02:47:09.123Z",
					      "2026-01-18T02:47:09,123+08:00",
					      "2026-02-29T02:47:09.123+08:00",
					      "2026-01-18T02:47:09.1234+08:00"};
	const int64_t ms[] = {at(2, 47, 9) * 1000 + 123, 0, -1, -1000, 999};
	char iso[MOMENT_TEXT];
	struct err e;
	int64_t back = 0;

	stamp_iso(ms[0], iso);
	ck_assert_str_eq(iso, "2026-01-18T02:47:09.123+08:00");
	for (size_t i = 0; i < ARRAY_LEN(ms); i++) {
		stamp_iso(ms[i], iso);
		ck_ok(stamp_read(iso, strlen(iso), &back, &e), &e);
		ck_assert_int_eq(back, ms[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		ck_assert_int_eq(stamp_read(refused[i], strlen(refused[i]), &back, &e), RC_INVALID);
	ck_assert_int_eq(back, 999);
}
END_TEST

START_TEST(reports_and_screens_show_times_in_chinese)
{
	char text[MOMENT_TEXT];

	moment_zh(at(2, 47, 9), text);
	ck_assert_str_eq(text, "2026年1月18日2时47分");
	moment_zh_short(at(2, 47, 9), text);
	ck_assert_str_eq(text, "1月18日2时47分");
	moment_zh_clock(at(17, 2, 0), text);
	ck_assert_str_eq(text, "17时02分");
	moment_zh_clock(at(19, 0, 0), text);
	ck_assert_str_eq(text, "19时");
	moment_zh_clock(at(0, 0, 0), text);
	ck_assert_str_eq(text, "0时");
	moment_zh_day(at(0, 0, 0), text);
	ck_assert_str_eq(text, "1月18日");
	moment_zh(civil_secs(2200, 12, 31, 23, 59), text);
	ck_assert_str_eq(text, "2200年12月31日23时59分");
	moment_screen(moment_at(at(2, 47, 0)), text);
	ck_assert_str_eq(text, "01-18 02:47");
	moment_screen((struct moment){at(2, 45, 0), MOMENT_ABOUT}, text);
	ck_assert_str_eq(text, "约01-18 02:45");
	moment_screen((struct moment){0, MOMENT_UNKNOWN}, text);
	ck_assert_str_eq(text, "不详");
	moment_screen((struct moment){0}, text);
	ck_assert_str_eq(text, "");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("moment");
	TCase *t = tcase_create("moment");

	tcase_add_test(t, every_way_of_writing_a_time_means_the_same_minute);
	tcase_add_test(t, full_width_input_counts_as_half_width);
	tcase_add_test(t, about_and_unknown_are_read_where_they_are_allowed);
	tcase_add_test(t, what_happened_is_the_latest_such_moment_up_to_two_minutes_ahead);
	tcase_add_test(t, what_is_due_is_the_next_such_moment);
	tcase_add_test(t, a_bare_time_of_any_sense_is_todays);
	tcase_add_test(t, what_happened_cannot_lie_in_the_future);
	tcase_add_test(t, a_zone_is_converted_to_the_stations);
	tcase_add_test(t, what_is_no_time_is_refused_in_one_sentence);
	tcase_add_test(t, leap_days_exist_in_leap_years_only);
	tcase_add_test(t, every_day_of_three_centuries_comes_back_from_its_seconds);
	tcase_add_test(t, known_moments_have_their_known_seconds);
	tcase_add_test(t, minutes_drop_the_seconds_on_both_sides);
	tcase_add_test(t, days_are_parsed_strictly);
	tcase_add_test(t, records_take_only_the_canonical_time);
	tcase_add_test(t, stamps_come_back_as_they_were_written);
	tcase_add_test(t, reports_and_screens_show_times_in_chinese);
	suite_add_tcase(s, t);
	return run_suite(s);
}
