/* The lint of templates: slips of names and broken tags are found with their line. */
#include "core/template_check.h"

#include <string.h>

#include "core/str.h"
#include "tests/helpers.h"

static struct arena a;
static struct template_faults faults;

static void
check(const char *file, const char *text)
{
	vec_clear(&faults);
	template_check(&a, file, text, &faults);
}

static void
teardown(void)
{
	vec_clear(&faults);
	arena_free(&a);
}

START_TEST(known_names_are_fine)
{
	check("reports/first.mustache",
	      "关于{{subject}}{{#casualties_title}}{{.}}"
	      "{{/casualties_title}}{{^place}}{{{what}}}{{& self }}{{/place}}");
	ck_assert_uint_eq(faults.n, 0);
}
END_TEST

START_TEST(a_slip_is_told_with_its_line)
{
	check("reports/first.mustache", "关于{{subject}}\n截至{{asof}}，\n{{casualty}}\n");
	ck_assert_uint_eq(faults.n, 1);
	ck_assert_int_eq(faults.v[0].line, 3);
	ck_assert_ptr_nonnull(strstr(faults.v[0].text, "casualty"));
}
END_TEST

START_TEST(a_slip_in_a_section_is_told_once)
{
	check("reports/first.mustache", "{{#forces}}x{{/forces}}");
	ck_assert_uint_eq(faults.n, 1);
}
END_TEST

START_TEST(a_tag_that_does_not_close_is_told)
{
	check("reports/first.mustache", "{{#asof}}x");
	ck_assert_uint_eq(faults.n, 1);
	check("reports/first.mustache", "{{asof");
	ck_assert_uint_eq(faults.n, 1);
}
END_TEST

START_TEST(comments_are_no_names)
{
	check("reports/first.mustache", "{{! 县里改过\n两行 }}{{asof}}\n{{nothing}}");
	ck_assert_uint_eq(faults.n, 1);
	ck_assert_int_eq(faults.v[0].line, 3);
}
END_TEST

START_TEST(sheet_and_books_have_names_of_their_own)
{
	check("reports/sheet.html.mustache", "{{title}}{{#paragraphs}}{{.}}{{/paragraphs}}");
	ck_assert_uint_eq(faults.n, 0);
	check("reports/sheet.html.mustache", "{{casualty_sentence}}");
	ck_assert_uint_eq(faults.n, 1);
	check("books/books.text.mustache", "{{>log}}{{#entries}}{{time}}{{/entries}}");
	ck_assert_uint_eq(faults.n, 0);
	check("books/books.text.mustache", "{{>diary}}");
	ck_assert_uint_eq(faults.n, 1);
}
END_TEST

START_TEST(odd_texts_do_no_harm)
{
	static const char *const odd[] = {"",       "{{",       "}}",    "{{}}",
					  "{{{}}}", "{{{{}}}}", "{{#}}", "{{=<% %>=}}<%asof%>",
					  "{{ }}",  "{",        "{{!"};

	for (size_t i = 0; i < ARRAY_LEN(odd); i++)
		check("reports/first.mustache", odd[i]);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("template_check");
	TCase *t = tcase_create("template_check");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, known_names_are_fine);
	tcase_add_test(t, a_slip_is_told_with_its_line);
	tcase_add_test(t, a_slip_in_a_section_is_told_once);
	tcase_add_test(t, a_tag_that_does_not_close_is_told);
	tcase_add_test(t, comments_are_no_names);
	tcase_add_test(t, sheet_and_books_have_names_of_their_own);
	tcase_add_test(t, odd_texts_do_no_harm);
	suite_add_tcase(s, t);
	return run_suite(s);
}
