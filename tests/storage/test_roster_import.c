/* Duty rosters from tables: long and wide, all or nothing, again and again. */
#include "storage/roster_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/file.h"
#include "storage/roster.h"
#include "storage/roster_table.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static const char *dir;
static struct book *b;
static int64_t now;
static struct roster_imported done;

static void
set_up(void)
{
	static const char text[] = "[rules]\nname = 示例\n";
	char *home, *rules;

	a = (struct arena){0};
	dir = fresh_dir();
	home = arena_text_f(&a, "%s/home", dir);
	rules = arena_text_f(&a, "%s/rules.conf", dir);
	now = civil_secs(2026, 1, 18, 2, 47);
	ck_ok(file_write(rules, text, strlen(text), &e), &e);
	ck_ok(book_create(home,
			  &(struct book_init){.code = "140400101",
					      .name = "石门镇应急消防站",
					      .device = "sm1",
					      .rules_file = rules,
					      .level = LEVEL_TOWNSHIP,
					      .practice = true},
			  now * 1000, &e),
	      &e);
	ck_ok(book_open(home, false, &b, &e), &e);
	book_set_now(b, now * 1000);
}

static void
tear_down(void)
{
	book_close(b);
	b = NULL;
	clean_dir(dir);
	arena_free(&a);
}

static enum rc
import(const char *text, bool create)
{
	struct roster_import what = {.file = {"t.csv", text, strlen(text)}, .create = create};

	return roster_import(b, &a, &what, &done, &e);
}

/* "01-20 08:00 主班 乙; …" of all planned duties. */
static const char *
plan(void)
{
	struct roster r;
	struct stints s = {0};
	struct str out = STR_INIT;
	char *text, when[MOMENT_TEXT];

	ck_ok(roster_load(b, &a, NULL, 0, 0, &r, &e), &e);
	duty_resolve(&r.duty, 0, civil_secs(2100, 1, 1, 0, 0), &s);
	for (size_t i = 0; i < s.n; i++) {
		moment_screen(moment_at(s.v[i].from), when);
		str_add_f(&out, "%s%s %s %s", i ? "; " : "", when,
			  duty_post_name(&r.duty, s.v[i].post),
			  duty_person_name(&r.duty, s.v[i].person));
	}
	text = arena_text(&a, out.ptr);
	str_clear(&out);
	vec_clear(&s);
	roster_clear(&r);
	return text;
}

static int64_t
records(void)
{
	return store_count(book_store(b));
}

static const char long_form[] = "\xEF\xBB\xBF日期,班次,岗位,人员\r\n"
				"2026-01-20,08:00-20:00,主班,甲\r\n"
				"2026-01-20,20:00-08:00,主班,乙\r\n"
				"2026-01-20,,副班,丙\r\n";

START_TEST(the_long_form_makes_people_posts_and_duties)
{
	ck_ok(import(long_form, true), &e);
	ck_assert_uint_eq(done.made, 3);
	ck_assert_uint_eq(done.people, 3);
	ck_assert_uint_eq(done.posts, 2);
	ck_assert_str_eq(plan(), "01-20 08:00 主班 甲; 01-20 08:00 副班 丙; 01-20 20:00 主班 乙");
}
END_TEST

START_TEST(the_wide_form_leaves_missing_cells_empty)
{
	ck_ok(import("date,星期,主班,副班\n2026-01-20,二,甲,乙\n2026-01-21,三,丙\n", true), &e);
	ck_assert_str_eq(plan(), "01-20 08:00 主班 甲; 01-20 08:00 副班 乙; 01-21 08:00 主班 丙");
}
END_TEST

START_TEST(unknown_names_are_refused_and_all_listed)
{
	int64_t before = records();

	ck_assert_int_eq(import(long_form, false), RC_INVALID);
	ck_assert_uint_eq(done.nproblems, 5);
	ck_assert_ptr_nonnull(strstr(e.text, "甲 (line 2, column 4)"));
	ck_assert_ptr_nonnull(strstr(e.text, "主班 (line 2, column 4; line 3, column 4)"));
	ck_assert_ptr_nonnull(strstr(e.text, "副班 (line 4, column 4)"));
	ck_assert_int_eq(records(), before);
}
END_TEST

START_TEST(the_same_table_again_changes_nothing)
{
	int64_t before;

	ck_ok(import(long_form, true), &e);
	before = records();
	ck_ok(import(long_form, false), &e);
	ck_assert_int_eq(records(), before);
	ck_assert_uint_eq(done.kept, 3);
	ck_assert_uint_eq(done.made + done.changed + done.cancelled, 0);
}
END_TEST

START_TEST(a_changed_cell_edits_and_a_missing_one_cancels)
{
	ck_ok(import("日期,主班,副班\n2026-01-20,甲,乙\n2026-01-21,丙,丁\n", true), &e);
	ck_ok(import("日期,主班,副班\n2026-01-20,丁,乙\n2026-01-21,丙,\n", false), &e);
	ck_assert_uint_eq(done.changed, 1);
	ck_assert_uint_eq(done.cancelled, 1);
	ck_assert_uint_eq(done.kept, 2);
	ck_assert_uint_eq(done.made, 0);
	ck_assert_str_eq(plan(), "01-20 08:00 主班 丁; 01-20 08:00 副班 乙; 01-21 08:00 主班 丙");
}
END_TEST

START_TEST(days_and_posts_outside_the_table_stay)
{
	ck_ok(import("日期,主班,副班\n2026-01-20,甲,乙\n2026-01-21,丙,丁\n", true), &e);
	ck_ok(import("日期,主班\n2026-01-21,甲\n", false), &e);
	ck_assert_str_eq(plan(), "01-20 08:00 主班 甲; 01-20 08:00 副班 乙; "
				 "01-21 08:00 主班 甲; 01-21 08:00 副班 丁");
}
END_TEST

START_TEST(a_past_month_can_be_entered_but_not_changed)
{
	ck_ok(import("日期,主班\n2025-12-01,甲\n2025-12-02,乙\n", true), &e);
	ck_assert_uint_eq(done.made, 2);
	ck_assert_int_eq(import("日期,主班\n2025-12-01,乙\n", false), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "line 2"));
	ck_ok(import("日期,主班\n2025-12-01,甲\n2025-12-03,甲\n", false), &e);
	ck_assert_uint_eq(done.made, 1);
}
END_TEST

START_TEST(named_shifts_and_several_names_in_a_cell)
{
	struct record *r = record_new(&a, &kind_shift);
	struct parse_context c = {.now = now, .arena = &a};

	ck_ok(record_set(r, "name", "夜班", &c, &e), &e);
	ck_ok(record_set(r, "from", "20:00", &c, &e), &e);
	ck_ok(record_set(r, "to", "08:00", &c, &e), &e);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_ok(import("date,shift,post,person\n2026/1/20,夜班,战斗员,东、南\n", true), &e);
	ck_assert_str_eq(plan(), "01-20 20:00 战斗员 东; 01-20 20:00 战斗员 南");
}
END_TEST

static const struct {
	const char *text, *error;
} bad[] = {
    {"", "t.csv"},
    {"日期,主班\n", "no rows"},
    {"天,主班\n2026-01-20,甲\n", "日期"},
    {"日期,主班\n2026-02-30,甲\n", "line 2, column 1: the day 2026-02-30 does not exist"},
    {"日期,主班\n2026-01-20,甲\n2026-13-01,甲\n", "line 3"},
    {"日期,班次,岗位,人员\n2026-01-20,早班,主班,甲\n", "line 2, column 2: “早班”"},
    {"日期,班次,岗位,人员\n2026-01-20,,,甲\n", "line 2, column 3: the post is missing"},
    {"日期,主班\n2026-01-20,甲\x01\n", "line 2, column 2"},
    {"日期,主班\n5月5,甲\n13月5日,甲\n", "line 3, column 1"},
    {"日期,主班,副班\n2026-01-20,甲,甲\n",
     "line 2, column 3: 甲 stands 副班 and, by line 2, column 2, 主班"},
    {"日期,班次,岗位,人员\n2026-01-20,08:00-20:00,主班,甲\n2026-01-20,18:00-08:00,副班,甲\n",
     "line 3, column 4: 甲 stands"},
    {"日期,班次,岗位,人员\n2026-01-20,,主班,甲\n2026-01-20,,主班,甲\n", "line 3"},
    {"日期,主班,\n2026-01-20,甲,乙\n", "column 3"},
    {"日期,主班\n2028-01-20,甲\n", "more than a year"},
};

START_TEST(a_bad_table_writes_nothing)
{
	int64_t before = records();

	ck_assert_int_eq(import(bad[_i].text, true), RC_INVALID);
	ck_assert_msg(strstr(e.text, bad[_i].error), "%s", e.text);
	ck_assert_int_eq(records(), before);
}
END_TEST

START_TEST(a_duty_that_overlaps_one_in_the_book_is_refused)
{
	ck_ok(import("日期,主班,副班\n2026-01-20,甲,乙\n", true), &e);
	ck_assert_int_eq(import("日期,副班\n2026-01-20,甲\n", false), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "甲"));
	ck_ok(import("日期,主班,副班\n2026-01-20,乙,甲\n", false), &e);
	ck_assert_str_eq(plan(), "01-20 08:00 主班 乙; 01-20 08:00 副班 甲");
}
END_TEST

START_TEST(many_unknown_names_are_all_in_the_list)
{
	struct str text = STR_INIT;

	str_add(&text, "日期,主班\n");
	for (int i = 0; i < 60; i++)
		str_add_f(&text, "2026-02-%02d,值班员%02d\n", i % 28 + 1, i);
	ck_assert_int_eq(import(text.ptr, false), RC_INVALID);
	ck_assert_uint_eq(done.nproblems, 61);
	ck_assert_ptr_nonnull(strstr(done.problems[59], "值班员59"));
	str_clear(&text);
}
END_TEST

/* A cell of two lines is one row, as a spreadsheet counts. */
START_TEST(all_that_is_wrong_is_told_with_line_and_column)
{
	ck_assert_int_eq(import("日期,班次,岗位,人员\n"
				"2026-02-30,,主班,甲\n"
				"\"2026-01-20\",\"白\n班\",主班,甲\n"
				"2026-01-21,,主班,甲、乙\n"
				"2026-01-21,,副班,甲\n",
				false),
			 RC_INVALID);
	ck_assert_str_eq(
	    e.text,
	    "nothing was imported from t.csv: line 2, column 1: the day 2026-02-30 does not "
	    "exist; line 3, column 2: “白 班” is neither HH:MM-HH:MM nor the name of a "
	    "shift; unknown person 甲 (line 4, column 4; line 5, column 4); unknown person "
	    "乙 (line 4, column 4); unknown post 主班 (line 4, column 4); unknown post 副班 "
	    "(line 5, column 4); line 5, column 4: 甲 stands 副班 and, by line 4, column 4, "
	    "主班 at the same time");
}
END_TEST

START_TEST(days_without_a_year_go_on_from_row_to_row)
{
	/* It is January 2026; the first row is the nearest, the others follow it. */
	ck_ok(
	    import("日期,主班\n12月30日,甲\n12月31日,乙\n1月1日,甲\n7月2日,乙\n12月1日,甲\n", true),
	    &e);
	ck_assert_str_eq(plan(), "12-30 08:00 主班 甲; 12-31 08:00 主班 乙; 01-01 08:00 主班 甲; "
				 "07-02 08:00 主班 乙; 12-01 08:00 主班 甲");
}
END_TEST

START_TEST(names_set_out_with_blanks_are_the_same_people)
{
	ck_ok(import("日期,主班,副 班\n2026-01-20,张　三,李四\n", true), &e);
	ck_ok(import("日期,主班,副班\n2026-01-20,张三,李　四\n", false), &e);
	ck_assert_uint_eq(done.kept, 2);
}
END_TEST

START_TEST(too_large_a_table_is_refused)
{
	struct str text = STR_INIT;

	str_add(&text, "日期,主班\n");
	for (int i = 0; i <= ROSTER_NAMES_MAX; i++)
		str_add_f(&text, "2026-02-01,员%d\n", i);
	ck_assert_int_eq(import(text.ptr, true), RC_INVALID);
	ck_assert_str_eq(e.text, "t.csv names more than 2000 people");
	str_cut(&text, strlen("日期,主班\n"));
	for (int i = 0; i <= ROSTER_DUTIES_MAX; i++)
		str_add(&text, "2026-02-01,员\n");
	ck_assert_int_eq(import(text.ptr, true), RC_INVALID);
	ck_assert_str_eq(e.text, "t.csv holds more than 20000 duties");
	str_clear(&text);
}
END_TEST

/* The table of a real station: 60 days × 3 people of 20 in turn. */
START_TEST(a_real_table_is_imported_whole)
{
	const char *path = shared_data("roster/cn_duty_3perday_2024spring.csv");
	struct roster r;
	struct stints s = {0};
	struct gaps g = {0};
	char *text;
	size_t len;
	int64_t from = civil_secs(2024, 3, 9, 8, 0), until = civil_secs(2024, 5, 8, 8, 0);

	if (!path)
		return;
	text = slurp(path, &len);
	ck_ok(import(text, true), &e);
	ck_assert_uint_eq(done.people, 20);
	ck_assert_uint_eq(done.posts, 4);
	ck_assert_uint_eq(done.made, 180);
	ck_ok(import(text, false), &e);
	ck_assert_uint_eq(done.kept, 180);
	ck_ok(roster_load(b, &a, NULL, from, until, &r, &e), &e);
	duty_resolve(&r.duty, from, until, &s);
	ck_assert_uint_eq(s.n, 180);
	ck_assert_str_eq(duty_person_name(&r.duty, s.v[0].person), "值班员01");
	ck_assert_str_eq(duty_person_name(&r.duty, s.v[179].person), "值班员20");
	duty_gaps(&r.duty, from, until, &g);
	ck_assert_uint_eq(g.n, 0);
	duty_gaps(&r.duty, until, until + DAY_SECONDS, &g);
	ck_assert_uint_eq(g.n, 3);
	vec_clear(&s);
	vec_clear(&g);
	roster_clear(&r);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("roster_import");
	TCase *t = tcase_create("roster_import");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, the_long_form_makes_people_posts_and_duties);
	tcase_add_test(t, the_wide_form_leaves_missing_cells_empty);
	tcase_add_test(t, unknown_names_are_refused_and_all_listed);
	tcase_add_test(t, the_same_table_again_changes_nothing);
	tcase_add_test(t, a_changed_cell_edits_and_a_missing_one_cancels);
	tcase_add_test(t, days_and_posts_outside_the_table_stay);
	tcase_add_test(t, a_past_month_can_be_entered_but_not_changed);
	tcase_add_test(t, named_shifts_and_several_names_in_a_cell);
	tcase_add_loop_test(t, a_bad_table_writes_nothing, 0, (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_test(t, a_duty_that_overlaps_one_in_the_book_is_refused);
	tcase_add_test(t, many_unknown_names_are_all_in_the_list);
	tcase_add_test(t, all_that_is_wrong_is_told_with_line_and_column);
	tcase_add_test(t, days_without_a_year_go_on_from_row_to_row);
	tcase_add_test(t, names_set_out_with_blanks_are_the_same_people);
	tcase_add_test(t, too_large_a_table_is_refused);
	tcase_add_test(t, a_real_table_is_imported_whole);
	suite_add_tcase(s, t);
	return run_suite(s);
}
