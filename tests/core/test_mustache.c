/* Templates: the public specification, and what a bad template may not do. */
#include "core/mustache.h"

#include <stdio.h>
#include <string.h>

#include "core/vec.h"
#include "tests/helpers.h"

static json_t *
parse(const char *text)
{
	json_t *v = json_loads(text, JSON_DECODE_ANY, NULL);

	ck_assert_msg(v != NULL, "%s", text);
	return v;
}

/* Partials are in a JSON object of name and text. */
static const char *
partial_of(void *ctx, const char *name, size_t n)
{
	return json_string_value(json_object_getn(ctx, name, n));
}

static void
check_render(const struct mustache *m, const char *text, const char *data, const char *want)
{
	struct str out = STR_INIT;
	struct err e = {0};
	json_t *v = parse(data);

	ck_ok(mustache_render(m, text, v, &out, &e), &e);
	ck_assert_str_eq(out.ptr, want);
	str_clear(&out);
	json_decref(v);
}

static void
check_refused(const char *text, const char *data, const char *partials, const char *want)
{
	struct str out = STR_INIT;
	struct err e = {0};
	json_t *v = parse(data), *p = parse(partials);
	struct mustache m = {.partial = partial_of, .ctx = p};

	str_add(&out, "before");
	ck_assert_int_eq(mustache_render(&m, text, v, &out, &e), RC_INVALID);
	ck_assert_str_eq(e.text, want);
	ck_assert_str_eq(out.ptr, "before");
	str_clear(&out);
	json_decref(v);
	json_decref(p);
}

static size_t
check_specification(const char *path)
{
	json_t *spec = json_load_file(path, 0, NULL), *test;
	size_t i, n;

	ck_assert_msg(spec != NULL, "%s", path);
	json_array_foreach(json_object_get(spec, "tests"), i, test)
	{
		struct mustache m = {
		    .html = true, .partial = partial_of, .ctx = json_object_get(test, "partials")};
		struct str out = STR_INIT;
		struct err e = {0};
		const char *name = json_string_value(json_object_get(test, "name"));

		ck_ok(mustache_render(&m, json_string_value(json_object_get(test, "template")),
				      json_object_get(test, "data"), &out, &e),
		      &e);
		ck_assert_msg(
		    strcmp(out.ptr, json_string_value(json_object_get(test, "expected"))) == 0,
		    "%s: %s: got <%s>", path, name, out.ptr);
		str_clear(&out);
	}
	n = json_array_size(json_object_get(spec, "tests"));
	json_decref(spec);
	return n;
}

START_TEST(the_public_specification_holds)
{
	static const char *const files[] = {"comments", "delimiters", "interpolation",
					    "inverted", "partials",   "sections"};
	const char *shared = shared_data("mustache");
	char path[512];
	size_t n = 0;

	if (!shared)
		return;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		snprintf(path, sizeof(path), "%s/%s.json", shared, files[i]);
		n += check_specification(path);
	}
	ck_assert_uint_eq(n, 136);
}
END_TEST

/* clang-format off */
static const struct { const char *text, *data, *want; } plain[] = {
	{ "", "{}", "" },
	{ "无标记的一段文字。\n", "{}", "无标记的一段文字。\n" },
	{ "{{place}}{{what}}，伤{{hurt}}人", "{\"place\":\"赵庄村\",\"what\":\"山火\",\"hurt\":2}", "赵庄村山火，伤2人" },
	{ "{{a}}{{{a}}}{{&a}}", "{\"a\":\"<&\\\">\"}", "<&\"><&\"><&\">" },
	{ "{{#n}}有{{n}}人{{/n}}{{^n}}无{{/n}}", "{\"n\":0}", "无" },
	{ "{{#n}}有{{n}}人{{/n}}{{^n}}无{{/n}}", "{\"n\":\"\"}", "无" },
	{ "{{#n}}有{{n}}人{{/n}}{{^n}}无{{/n}}", "{\"n\":-1}", "有-1人" },
	{ "{{#n}}有{{n}}人{{/n}}{{^n}}无{{/n}}", "{\"n\":\"0\"}", "有0人" },
	{ "{{#n}}有{{/n}}{{^n}}无{{/n}}", "{\"n\":{}}", "有" },
	{ "{{a}}|{{b}}|{{c}}|{{d}}|{{e}}|{{f}}", "{\"a\":true,\"b\":null,\"c\":[1],\"d\":{\"x\":1},\"e\":0.1,\"f\":-9007199254740991}", "true||||0.1|-9007199254740991" },
	{ "{{#rows}}\n{{n}} {{what}}\n{{/rows}}\n{{^rows}}\n无\n{{/rows}}\n完", "{\"rows\":[{\"n\":1,\"what\":\"甲\"},{\"n\":2,\"what\":\"乙\"}]}", "1 甲\n2 乙\n完" },
	{ "{{=<% %>=}}<%a%>{{a}}<%={{ }}=%>{{a}}", "{\"a\":1}", "1{{a}}1" },
	{ "{{#l}}{{=| |=}}|.||={{ }}=|{{/l}}{{x}}", "{\"l\":[1,2],\"x\":3}", "123" },
	{ "{{a.b.c}}{{a.x.c}}{{x.y}}{{a.b.c.d}}", "{\"a\":{\"b\":{\"c\":5}}}", "5" },
	{ "{{ .a }}{{a.}}{{..}}", "{\"a\":{\"b\":1}}", "" },
	{ "{ {a} } }} {", "{}", "{ {a} } }} {" },
	{ "{{#a}}{{#b}}{{/b}}{{#c}}x{{/c}}{{/a}}{{y}}", "{\"a\":false,\"y\":1}", "1" },
	{ "{{>nowhere}}x\n  {{>nowhere}}\ny", "{}", "x\ny" },
	{ "{{!\n 说明\n}}\n正文", "{}", "正文" },
};
/* clang-format on */

START_TEST(plain_text_is_filled_without_escapes)
{
	const struct mustache m = {.html = false};

	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		check_render(&m, plain[i].text, plain[i].data, plain[i].want);
}
END_TEST

START_TEST(html_is_escaped_unless_the_template_says_raw)
{
	const struct mustache m = {.html = true};

	check_render(&m, "<b>{{a}}</b>{{{a}}}{{&a}}", "{\"a\":\"<i>'&\\\"\"}",
		     "<b>&lt;i&gt;'&amp;&quot;</b><i>'&\"<i>'&\"");
}
END_TEST

/* clang-format off */
static const struct { const char *text, *want; } broken[] = {
	{ "一\n二{{#a}}\n三", "line 2 of the template: a section without its end" },
	{ "{{^a}}x{{#b}}{{/b}}", "line 1 of the template: a section without its end" },
	{ "x\n\n{{/a}}", "line 3 of the template: the end of a section that was not open" },
	{ "{{#a}}\n{{/b}}", "line 2 of the template: the end of a section that was not open" },
	{ "{{#a}}{{#b}}{{/a}}{{/b}}", "line 1 of the template: the end of a section that was not open" },
	{ "x\n{{a", "line 2 of the template: a tag without its end" },
	{ "{{{a}}", "line 1 of the template: a tag without its end" },
	{ "{{! a", "line 1 of the template: a tag without its end" },
	{ "{{=<% %>}}", "line 1 of the template: a tag without its end" },
	{ "{{}}", "line 1 of the template: a tag without a name" },
	{ "{{# }}{{/ }}", "line 1 of the template: a tag without a name" },
	{ "{{=<%=}}", "line 1 of the template: delimiters that are not two short words" },
	{ "{{=a b c=}}", "line 1 of the template: delimiters that are not two short words" },
	{ "{{=a= b=}}", "line 1 of the template: delimiters that are not two short words" },
	{ "{{=1234567890123456 b=}}", "line 1 of the template: delimiters that are not two short words" },
	{ "{{=b 1234567890123456=}}", "line 1 of the template: delimiters that are not two short words" },
};
/* clang-format on */

START_TEST(a_broken_template_is_refused_with_its_line)
{
	for (size_t i = 0; i < ARRAY_LEN(broken); i++)
		check_refused(broken[i].text, "{}", "{}", broken[i].want);
}
END_TEST

START_TEST(an_error_in_a_partial_names_the_partial)
{
	check_refused("{{>a}}", "{}", "{\"a\":\"\\n{{>b}}\",\"b\":\"\\n\\n{{#x}}\"}",
		      "partial b: line 3 of the template: a section without its end");
}
END_TEST

START_TEST(a_partial_that_calls_itself_forever_is_stopped)
{
	const char *deep = "partial a: line 1 of the template: "
			   "sections or partials too deep inside each other";

	check_refused("{{>a}}", "{}", "{\"a\":\"{{>a}}\"}", deep);
	check_refused("{{>a}}", "{\"t\":1}", "{\"a\":\"{{#t}}{{>b}}{{/t}}\",\"b\":\"{{>a}}\"}",
		      deep);
}
END_TEST

START_TEST(recursion_over_nested_data_is_fine)
{
	json_t *partials = parse("{\"node\":\"- {{name}}\\n{{#below}}\\n  {{>node}}\\n{{/"
				 "below}}\\n\"}");
	struct mustache m = {.partial = partial_of, .ctx = partials};

	check_render(&m, "{{>node}}",
		     "{\"name\":\"县\",\"below\":[{\"name\":\"镇\",\"below\":[{\"name\":\"村\","
		     "\"below\":[]}]},{\"name\":\"乡\",\"below\":[]}]}",
		     "- 县\n  - 镇\n    - 村\n  - 乡\n");
	json_decref(partials);
}
END_TEST

START_TEST(sections_may_be_64_deep_and_no_more)
{
	struct str t = STR_INIT;
	const struct mustache m = {0};

	for (int i = 0; i < 64; i++)
		str_add(&t, "{{#a}}");
	str_add(&t, "x");
	for (int i = 0; i < 64; i++)
		str_add(&t, "{{/a}}");
	check_render(&m, t.ptr, "{\"a\":1}", "x");
	check_render(&m, t.ptr, "{\"a\":0}", "");
	str_insert(&t, 0, "{{#a}}", 6);
	str_add(&t, "{{/a}}");
	check_refused(t.ptr, "{\"a\":1}", "{}",
		      "line 1 of the template: sections or partials too deep inside each other");
	str_clear(&t);
}
END_TEST

static char *
list_of(int n)
{
	struct str s = STR_INIT;

	str_add(&s, "{\"l\":[");
	for (int i = 0; i < n; i++)
		str_add(&s, i ? ",1" : "1");
	str_add(&s, "]}");
	return str_take(&s);
}

START_TEST(output_may_be_4_mib_and_no_more)
{
	const struct mustache m = {0};
	char *data = list_of(2048);
	struct str t = STR_INIT, out = STR_INIT;
	struct err e = {0};
	json_t *v = parse(data);

	str_add(&t, "{{#l}}");
	for (int i = 0; i < 2048; i++)
		str_add_char(&t, 'x');
	str_add(&t, "{{/l}}");
	str_add(&out, "before");
	ck_ok(mustache_render(&m, t.ptr, v, &out, &e), &e);
	ck_assert_uint_eq(out.len, 2048 * 2048 + 6);
	str_add_char(&t, '.');
	check_refused(t.ptr, data, "{}", "the filled template exceeds 4 MiB");
	json_decref(v);
	free(data);
	str_clear(&t);
	str_clear(&out);
}
END_TEST

START_TEST(work_that_writes_nothing_is_bounded_too)
{
	char *data = list_of(1000);

	check_refused("{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}", data, "{}",
		      "the template takes too many steps");
	check_refused("{{>a}}", "{}",
		      "{\"a\":\"{{>b}}{{>b}}{{>b}}{{>b}}{{>b}}{{>b}}{{>b}}{{>b}}\","
		      "\"b\":\"{{>c}}{{>c}}{{>c}}{{>c}}{{>c}}{{>c}}{{>c}}{{>c}}\","
		      "\"c\":\"{{>d}}{{>d}}{{>d}}{{>d}}{{>d}}{{>d}}{{>d}}{{>d}}\","
		      "\"d\":\"{{>e}}{{>e}}{{>e}}{{>e}}{{>e}}{{>e}}{{>e}}{{>e}}\","
		      "\"e\":\"{{>f}}{{>f}}{{>f}}{{>f}}{{>f}}{{>f}}{{>f}}{{>f}}\","
		      "\"f\":\"{{>g}}{{>g}}{{>g}}{{>g}}{{>g}}{{>g}}{{>g}}{{>g}}\","
		      "\"g\":\"{{>h}}{{>h}}{{>h}}{{>h}}{{>h}}{{>h}}{{>h}}{{>h}}\","
		      "\"h\":\"{{>i}}{{>i}}{{>i}}{{>i}}{{>i}}{{>i}}{{>i}}{{>i}}\","
		      "\"i\":\"\"}",
		      "partial h: the template takes too many steps");
	free(data);
}
END_TEST

START_TEST(indentation_cannot_blow_a_partial_up)
{
	struct str t = STR_INIT, p = STR_INIT;

	for (int i = 0; i < 1000; i++)
		str_add(&t, " ");
	str_add(&t, "{{>a}}\n");
	str_add(&p, "{\"a\":\"");
	for (int i = 0; i < 1000; i++)
		str_add(&p, "\\n");
	str_add(&p, "\"}");
	check_refused(t.ptr, "{}", p.ptr, "partial a: a partial exceeds 256 KiB");
	str_clear(&t);
	str_clear(&p);
}
END_TEST

static void
note_missing(void *ctx, const char *name, size_t n)
{
	str_add_n(ctx, name, n);
	str_add_char(ctx, ' ');
}

START_TEST(missing_names_are_told)
{
	struct str names = STR_INIT;
	struct mustache m = {.missing = note_missing, .ctx = &names};

	check_render(&m, "{{a}}{{b}}{{a.x}}{{#c}}{{d}}{{/c}}{{^e}}{{n}}{{/e}}{{#f}}{{.}}{{/f}}",
		     "{\"a\":1,\"n\":null,\"f\":[1,2]}", "112");
	ck_assert_str_eq(names.ptr, "b a.x c e ");
	str_clear(&names);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("mustache");
	TCase *t = tcase_create("mustache");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, the_public_specification_holds);
	tcase_add_test(t, plain_text_is_filled_without_escapes);
	tcase_add_test(t, html_is_escaped_unless_the_template_says_raw);
	tcase_add_test(t, a_broken_template_is_refused_with_its_line);
	tcase_add_test(t, an_error_in_a_partial_names_the_partial);
	tcase_add_test(t, a_partial_that_calls_itself_forever_is_stopped);
	tcase_add_test(t, recursion_over_nested_data_is_fine);
	tcase_add_test(t, sections_may_be_64_deep_and_no_more);
	tcase_add_test(t, output_may_be_4_mib_and_no_more);
	tcase_add_test(t, work_that_writes_nothing_is_bounded_too);
	tcase_add_test(t, indentation_cannot_blow_a_partial_up);
	tcase_add_test(t, missing_names_are_told);
	suite_add_tcase(s, t);
	return run_suite(s);
}
