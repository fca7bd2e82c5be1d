/* Tables of spreadsheets: read with lines and columns, written so that nothing runs. */
#include "storage/csv_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "tests/helpers.h"

static struct arena arena;

static struct csv_file
file_of(const char *bytes)
{
	return (struct csv_file){.name = "people.csv", .bytes = bytes, .len = strlen(bytes)};
}

static struct csv_table
read_table(const char *bytes)
{
	struct csv_file f = file_of(bytes);
	struct csv_table t;
	struct err e = {0};

	ck_ok(csv_read(&arena, &f, &t, &e), &e);
	return t;
}

/* The table as "line:cell|cell" rows, for comparing at a glance. */
static void
check_table(const char *bytes, const char *want)
{
	struct csv_table t = read_table(bytes);
	struct str s = STR_INIT;

	for (size_t i = 0; i < t.n; i++) {
		str_add_f(&s, "%s%zu:", i ? " / " : "", t.rows[i].line);
		for (size_t c = 0; c < t.rows[i].n; c++)
			str_add_f(&s, "%s%s", c ? "|" : "", csv_cell(&t, i, c));
	}
	ck_assert_str_eq(s.ptr, want);
	str_clear(&s);
}

static void
check_refused_n(const char *bytes, size_t len, const char *want)
{
	struct csv_file f = {.name = "people.csv", .bytes = bytes, .len = len};
	struct csv_table t = {.n = 77};
	struct err e = {0};

	ck_assert_int_eq(csv_read(&arena, &f, &t, &e), RC_INVALID);
	ck_assert_str_eq(e.text, want);
	ck_assert_uint_eq(t.n, 77);
}

static void
check_refused(const char *bytes, const char *want)
{
	check_refused_n(bytes, strlen(bytes), want);
}

START_TEST(rows_are_read_with_their_lines)
{
	check_table("", "");
	check_table("\n\n", "");
	check_table("姓名,电话\n甲,0300-0000001\n", "1:姓名|电话 / 2:甲|0300-0000001");
	check_table("a,b\r\n1,2\r\n", "1:a|b / 2:1|2");
	check_table("a,b\r1,2", "1:a|b / 2:1|2");
	check_table("a", "1:a");
	check_table("\n\na,b\n\n  \n1,2", "3:a|b / 6:1|2");
	check_table("a,,\n,b,\n,,c", "1:a|| / 2:|b| / 3:||c");
}
END_TEST

START_TEST(quoted_cells_may_hold_anything)
{
	check_table("\"a,b\",\"say \"\"hi\"\"\",\"\"\n", "1:a,b|say \"hi\"|");
	check_table("x,\"1\n2\n3\"\ny,z\n", "1:x|1\n2\n3 / 2:y|z");
	check_table("\"1\r\n2\",x\r\ny\r\n", "1:1\r\n2|x / 2:y");
	check_table("\"\n\n\"\nb", "1:\n\n / 2:b");
}
END_TEST

START_TEST(blanks_around_go_and_empty_rows_too)
{
	check_table("  a , b\t,\" c \"\n", "1:a|b| c ");
	check_table("a,b\n,,,\n , \nc\n", "1:a|b / 4:c");
	check_table("'=abc,' ,x\n", "1:=abc|'|x");
}
END_TEST

START_TEST(a_byte_order_mark_is_not_part_of_the_header)
{
	check_table(CSV_BOM "姓名\r\n甲\r\n", "1:姓名 / 2:甲");
	check_table(CSV_BOM, "");
	check_table(CSV_BOM "\"姓名\"\n", "1:姓名");
}
END_TEST

START_TEST(gb18030_is_understood)
{
	/* 值班,甲 and a character of four bytes (𠮷, U+20BB7) */
	check_table("\xD6\xB5\xB0\xE0,\xBC\xD7\n1,\x95\x34\xB2\x35\n", "1:值班|甲 / 2:1|𠮷");
}
END_TEST

static void
check_utf16(const char *bytes, size_t len)
{
	struct csv_file f = {.name = "people.csv", .bytes = bytes, .len = len};
	struct csv_table t;
	struct err e = {0};

	ck_ok(csv_read(&arena, &f, &t, &e), &e);
	ck_assert_uint_eq(t.n, 1);
	ck_assert_uint_eq(t.rows[0].n, 2);
	ck_assert_str_eq(csv_cell(&t, 0, 0), "甲,");
	ck_assert_str_eq(csv_cell(&t, 0, 1), "𠮷");
}

START_TEST(excels_unicode_text_is_understood)
{
	/* 甲 U+7532, quoted for its comma, a tab, 𠮷 U+20BB7 as a pair */
	check_utf16("\xFF\xFE\"\0\x32\x75,\0\"\0\t\0\x42\xD8\xB7\xDF\r\0\n\0", 20);
	check_utf16("\xFE\xFF\0\"\x75\x32\0,\0\"\0\t\xD8\x42\xDF\xB7\0\r\0\n", 20);
}
END_TEST

START_TEST(tabs_part_cells_where_the_first_line_has_no_comma)
{
	check_table("a\t b\tc\n1,5\t\t3\n", "1:a|b|c / 2:1,5||3");
	check_table("\n\"a,b\"\tc\n1\t2\n", "2:a,b|c / 3:1|2");
	check_table("a,b\tc\n1\t2\n", "1:a|b\tc / 2:1\t2");
}
END_TEST

START_TEST(other_encodings_are_refused)
{
	check_refused_n("\xFF\xFE\x41\0\n", 5, /* cut in a character */
			"people.csv: the file is neither UTF-8 nor GB18030");
	check_refused_n("\xFF\xFE\x00\xD8\x41\0", 6, /* half of a pair */
			"people.csv: the file is neither UTF-8 nor GB18030");
	check_refused("a\xFF\xFF\xFF,b", "people.csv: the file is neither UTF-8 nor GB18030");
	check_refused("\xD6", "people.csv: the file is neither UTF-8 nor GB18030");
}
END_TEST

START_TEST(what_is_wrong_is_named_with_line_and_column)
{
	const char *middle = "a quote in the middle of a cell: write it twice, inside quotes";
	char want[200];

	snprintf(want, sizeof(want), "people.csv: line 3, column 2: %s", middle);
	check_refused("a,b\n\nc,d\"e\n", want);
	snprintf(want, sizeof(want), "people.csv: line 2, column 1: %s", middle);
	check_refused("a,b\n\"c\"d,e\n", want);
	snprintf(want, sizeof(want), "people.csv: line 3, column 3: %s", middle);
	check_refused("a\nb,\"1\n2\",c\nd,e,f\"\n", want);
	check_refused("a,b\nc,\"d\ne,f\n",
		      "people.csv: line 2, column 2: the quote of a cell is not closed");
	check_refused_n("a,b\0c\n", 6, "people.csv: line 1, column 2: the cell holds a NUL byte");
}
END_TEST

START_TEST(sizes_are_bounded)
{
	struct str s = STR_INIT;
	struct csv_table t;

	for (int i = 0; i < CSV_COLUMNS_MAX; i++)
		str_add(&s, i ? ",x" : "x");
	t = read_table(s.ptr);
	ck_assert_uint_eq(t.rows[0].n, CSV_COLUMNS_MAX);
	str_add(&s, ",x");
	check_refused(s.ptr, "people.csv: line 1, column 201: the row has more than 200 columns");

	str_cut(&s, 0);
	for (int i = 0; i < CSV_ROWS_MAX; i++)
		str_add(&s, "x\n");
	t = read_table(s.ptr);
	ck_assert_uint_eq(t.n, CSV_ROWS_MAX);
	str_add(&s, "x\n");
	check_refused(s.ptr, "people.csv: line 100001, column 2: "
			     "the table has more than 100000 rows");

	while (s.len <= CSV_BYTES_MAX)
		str_add(&s, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	check_refused(s.ptr, "people.csv: the file is larger than 16 MiB");
	str_clear(&s);
}
END_TEST

START_TEST(short_rows_read_as_empty_and_errors_find_their_cell)
{
	struct csv_table t = read_table("a,b\n\n\nc\n");
	struct err e = {0};

	ck_assert_str_eq(csv_cell(&t, 1, 0), "c");
	ck_assert_str_eq(csv_cell(&t, 1, 1), "");
	ck_assert_str_eq(csv_cell(&t, 1, 1000), "");
	err_set(&e, RC_MISSING, "a phone is missing");
	ck_assert_int_eq(csv_blame(&t, 1, 1, &e), RC_MISSING);
	ck_assert_str_eq(e.text, "people.csv: line 4, column 2: a phone is missing");
}
END_TEST

/* clang-format off */
static const struct { const char *text, *written; } cells[] = {
	{ "", "" }, { "甲", "甲" }, { "a b", "a b" }, { "a,b", "\"a,b\"" }, { "\"", "\"\"\"\"" }, { "a\nb", "\"a\nb\"" }, { "a\r\nb", "\"a\r\nb\"" },
	{ " a", "\" a\"" }, { "a ", "\"a \"" }, { "\ta", "\"'\ta\"" }, { " ", "\" \"" },
	{ "=1+1", "'=1+1" }, { "+86", "'+86" }, { "@SUM(A1)", "'@SUM(A1)" }, { "-1+1|cmd", "'-1+1|cmd" }, { "=\"a\"", "\"'=\"\"a\"\"\"" },
	{ "-", "-" }, { "-5", "-5" }, { "-5.25", "-5.25" }, { "--5", "'--5" }, { "'", "'" }, { "'a", "'a" }, { "'-5", "'-5" },
	{ "'=1", "''=1" }, { "''=1", "'''=1" }, { "a=1", "a=1" },
};
/* clang-format on */

START_TEST(cells_are_quoted_and_guarded_and_come_back_the_same)
{
	struct str all = STR_INIT, one = STR_INIT;
	struct csv_table t;

	str_add(&all, CSV_BOM);
	for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
		str_cut(&one, 0);
		csv_add_cell(&one, cells[i].text, true);
		ck_assert_str_eq(one.ptr, cells[i].written);
		csv_add_cell(&all, cells[i].text, true);
		csv_add_cell(&all, "x", false);
		csv_add_cell(&all, cells[i].text, false);
		str_add(&all, CSV_CRLF);
	}
	t = read_table(all.ptr);
	ck_assert_uint_eq(t.n, ARRAY_LEN(cells));
	for (size_t i = 0; i < t.n; i++) {
		ck_assert_uint_eq(t.rows[i].n, 3);
		ck_assert_str_eq(csv_cell(&t, i, 0), cells[i].text);
		ck_assert_str_eq(csv_cell(&t, i, 1), "x");
		ck_assert_str_eq(csv_cell(&t, i, 2), cells[i].text);
	}
	str_clear(&all);
	str_clear(&one);
}
END_TEST

START_TEST(a_real_duty_table_is_read_whole)
{
	const char *path = shared_data("roster/cn_duty_3perday_2024spring.csv");
	struct csv_file f = {.name = "duty.csv"};
	struct csv_table t;
	struct err e = {0};
	char *bytes;

	if (!path)
		return;
	bytes = slurp(path, &f.len);
	f.bytes = bytes;
	ck_ok(csv_read(&arena, &f, &t, &e), &e);
	ck_assert_uint_gt(t.n, 60);
	ck_assert_str_eq(csv_cell(&t, 0, 0), "日期");
	ck_assert_str_eq(csv_cell(&t, 1, 1), "值班员01");
	for (size_t i = 0; i < t.n; i++)
		ck_assert_uint_eq(t.rows[i].line, i + 1);
	free(bytes);
}
END_TEST

static void
free_arena(void)
{
	arena_free(&arena);
}

int
main(void)
{
	Suite *s = suite_create("csv_read");
	TCase *t = tcase_create("csv_read");

	tcase_add_checked_fixture(t, NULL, free_arena);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, rows_are_read_with_their_lines);
	tcase_add_test(t, quoted_cells_may_hold_anything);
	tcase_add_test(t, blanks_around_go_and_empty_rows_too);
	tcase_add_test(t, a_byte_order_mark_is_not_part_of_the_header);
	tcase_add_test(t, gb18030_is_understood);
	tcase_add_test(t, excels_unicode_text_is_understood);
	tcase_add_test(t, tabs_part_cells_where_the_first_line_has_no_comma);
	tcase_add_test(t, other_encodings_are_refused);
	tcase_add_test(t, what_is_wrong_is_named_with_line_and_column);
	tcase_add_test(t, sizes_are_bounded);
	tcase_add_test(t, short_rows_read_as_empty_and_errors_find_their_cell);
	tcase_add_test(t, cells_are_quoted_and_guarded_and_come_back_the_same);
	tcase_add_test(t, a_real_duty_table_is_read_whole);
	suite_add_tcase(s, t);
	return run_suite(s);
}
