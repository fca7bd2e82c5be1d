/* Settings files as an office writes them, and as something hostile might. */
#include "core/conf.h"

#include <stdlib.h>
#include <string.h>

#include "core/str.h"
#include "core/vec.h"
#include "tests/helpers.h"

static struct arena arena;

static void
clear(void)
{
	arena_free(&arena);
}

static struct conf
parsed(const char *text)
{
	struct conf c = {0};
	struct err e;

	ck_ok(conf_parse(&arena, "file.conf", text, strlen(text), &c, &e), &e);
	return c;
}

static void
check_refused_n(const char *text, size_t n, const char *start)
{
	struct conf c = {.n = 77};
	struct err e = {0};

	ck_assert_int_eq(conf_parse(&arena, "file.conf", text, n, &c, &e), RC_INVALID);
	ck_assert_msg(str_starts(e.text, start), "%s does not start with %s", e.text, start);
	ck_assert_uint_eq(c.n, 77);
}

static void
check_refused(const char *text, const char *start)
{
	check_refused_n(text, strlen(text), start);
}

START_TEST(sections_and_entries_keep_their_order_and_lines)
{
	struct conf c = parsed("# a comment\n"
			       "language = zh\n"
			       "\n"
			       "[rules 示例]\n"
			       "  first = 30  \n"
			       "\tfirst\t=\t60\n"
			       "doc=关于进一步加强值班的通知 = 第2号 # 不是注释\n"
			       "[ list   夜间 叫应 ]\n"
			       "[list 夜间 叫应]\n"
			       "empty =\n");

	ck_assert_uint_eq(c.n, 4);
	ck_assert_str_eq(c.file, "file.conf");
	ck_assert_str_eq(c.sections[0].type, "");
	ck_assert_str_eq(c.sections[0].name, "");
	ck_assert_str_eq(conf_get(&c.sections[0], "language"), "zh");
	ck_assert_str_eq(c.sections[1].type, "rules");
	ck_assert_str_eq(c.sections[1].name, "示例");
	ck_assert_int_eq(c.sections[1].line, 4);
	ck_assert_uint_eq(c.sections[1].n, 3);
	ck_assert_str_eq(c.sections[1].entries[0].value, "30");
	ck_assert_int_eq(c.sections[1].entries[0].line, 5);
	ck_assert_str_eq(conf_get(&c.sections[1], "first"), "60");
	ck_assert_str_eq(conf_get(&c.sections[1], "doc"),
			 "关于进一步加强值班的通知 = 第2号 # 不是注释");
	ck_assert_ptr_null(conf_get(&c.sections[1], "language"));
	ck_assert_str_eq(c.sections[2].name, "夜间 叫应");
	ck_assert_uint_eq(c.sections[2].n, 0);
	ck_assert_str_eq(c.sections[3].type, "list");
	ck_assert_str_eq(conf_get(&c.sections[3], "empty"), "");
}
END_TEST

START_TEST(a_file_from_windows_reads_the_same)
{
	struct conf c = parsed("\xEF\xBB\xBF[a b]\r\nkey = value\r\n");

	ck_assert_uint_eq(c.n, 1);
	ck_assert_str_eq(c.sections[0].type, "a");
	ck_assert_str_eq(c.sections[0].name, "b");
	ck_assert_str_eq(c.sections[0].entries[0].value, "value");
}
END_TEST

START_TEST(an_empty_file_has_no_sections)
{
	ck_assert_uint_eq(parsed("").n, 0);
	ck_assert_uint_eq(parsed("\n\n  \n# only words").n, 0);
	ck_assert_uint_eq(parsed("\xEF\xBB\xBF").n, 0);
}
END_TEST

START_TEST(the_last_line_needs_no_newline)
{
	ck_assert_str_eq(conf_get(&parsed("a = 1\nb = 2").sections[0], "b"), "2");
}
END_TEST

START_TEST(mistakes_are_named_with_file_and_line)
{
	check_refused("a = 1\nnonsense\n", "file.conf:2: ");
	check_refused("\n\n= 1\n", "file.conf:3: ");
	check_refused("[open\n", "file.conf:1: ");
	check_refused("[\n", "file.conf:1: ");
	check_refused("[]\n", "file.conf:1: ");
	check_refused("[  ]\n", "file.conf:1: ");
	check_refused("[a] b = 1\n", "file.conf:1: ");
	check_refused("a = 1\nb = \xC4\xE3\n", "file.conf:2: ");
	check_refused("a = 1\nb = \033[2J\n", "file.conf:2: ");
	check_refused("a\rb = 1\n", "file.conf:1: ");
	check_refused_n("a = 1\0b\n", 8, "file.conf:1: ");
	check_refused_n("\0", 1, "file.conf:1: ");
}
END_TEST

START_TEST(invisible_characters_do_not_enter)
{
	struct conf c = parsed("ke\u200By = a\u202Eb\u00ADc\n名 = e\u0301\n");

	ck_assert_str_eq(conf_get(&c.sections[0], "key"), "abc");
	ck_assert_str_eq(conf_get(&c.sections[0], "名"), "\u00E9");
}
END_TEST

START_TEST(sizes_are_bounded)
{
	struct str text = STR_INIT;

	for (int i = 0; i < 100 * 1000; i++)
		str_add(&text, "\n");
	ck_assert_uint_eq(parsed(text.ptr).n, 0);
	str_add(&text, "a = 1\n");
	check_refused(text.ptr, "file.conf:100001: ");
	str_cut(&text, 0);
	for (int i = 0; i < 300; i++)
		str_add(&text, "k");
	str_add(&text, " = 1\n");
	check_refused(text.ptr, "file.conf:1: ");
	while (text.len <= 1024 * 1024)
		str_add(&text, "# a long comment that says nothing at all\n");
	check_refused(text.ptr, "file.conf: ");
	str_clear(&text);
}
END_TEST

START_TEST(an_unknown_key_is_refused_by_name)
{
	static const char *const known[] = {"first", "final", NULL};
	struct conf c = parsed("[rule]\nfirst = 30\nfinal = 24\n[rule]\nfrist = 30\n");
	struct err e;

	ck_ok(conf_known(&c, &c.sections[0], known, &e), &e);
	ck_assert_int_eq(conf_known(&c, &c.sections[1], known, &e), RC_INVALID);
	ck_assert_str_eq(e.text, "file.conf:5: unknown key 'frist'");
}
END_TEST

START_TEST(an_error_names_file_and_line)
{
	struct conf c = parsed("a = 1\n");
	struct err e;

	ck_assert_int_eq(conf_error(&c, 3, &e, "“%s” is no number", "x"), RC_INVALID);
	ck_assert_int_eq(e.code, RC_INVALID);
	ck_assert_str_eq(e.text, "file.conf:3: “x” is no number");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("conf");
	TCase *t = tcase_create("conf");

	tcase_add_checked_fixture(t, NULL, clear);
	tcase_add_test(t, sections_and_entries_keep_their_order_and_lines);
	tcase_add_test(t, a_file_from_windows_reads_the_same);
	tcase_add_test(t, an_empty_file_has_no_sections);
	tcase_add_test(t, the_last_line_needs_no_newline);
	tcase_add_test(t, mistakes_are_named_with_file_and_line);
	tcase_add_test(t, invisible_characters_do_not_enter);
	tcase_add_test(t, sizes_are_bounded);
	tcase_add_test(t, an_unknown_key_is_refused_by_name);
	tcase_add_test(t, an_error_names_file_and_line);
	suite_add_tcase(s, t);
	return run_suite(s);
}
