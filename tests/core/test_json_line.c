/* The record line: read strictly, written canonically. */
#include "core/json_line.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "core/vec.h"
#include "tests/helpers.h"
#include "tests/json_rewrite.h"

static struct arena arena;

static bool
reads(const char *text, size_t len)
{
	struct json_line j;
	struct err e = {0};
	enum rc rc = json_line_read(&arena, text, len, &j, &e);

	if (rc) {
		ck_assert_int_eq(rc, RC_INVALID);
		ck_assert_int_eq(e.code, RC_INVALID);
		ck_assert_str_ne(e.text, "");
	}
	return rc == RC_OK;
}

static struct json_line
read_line(const char *text)
{
	struct json_line j;
	struct err e = {0};

	ck_ok(json_line_read(&arena, text, strlen(text), &j, &e), &e);
	return j;
}

static void
check_rewrite(const char *text, size_t len)
{
	struct str out = STR_INIT;
	struct json_line j;
	struct err e = {0};

	ck_ok(json_line_read(&arena, text, len, &j, &e), &e);
	ck_assert_uint_eq(j.tokens[0].next, j.ntokens);
	json_rewrite(&arena, &j, 0, &out);
	ck_assert_uint_eq(out.len, len);
	ck_assert_mem_eq(out.ptr, text, len);
	str_clear(&out);
}

/* Is the value of a token what jansson read? */
static bool
same(const struct json_line *j, size_t t, const json_t *v)
{
	size_t n = 0, i;

	switch (j->tokens[t].type) {
	case JT_NULL:
		return json_is_null(v);
	case JT_FALSE:
		return json_is_false(v);
	case JT_TRUE:
		return json_is_true(v);
	case JT_INT:
		return json_is_integer(v) && json_integer_value(v) == json_int(j, t);
	case JT_TEXT:
		return json_is_string(v) &&
		       strcmp(json_string_value(v), json_text(&arena, j, t)) == 0 &&
		       json_text_is(j, t, json_string_value(v));
	case JT_ARRAY:
		for (i = json_first(t); i < j->tokens[t].next; i = j->tokens[i].next)
			if (!same(j, i, json_array_get(v, n++)))
				return false;
		return json_is_array(v) && json_array_size(v) == n;
	case JT_OBJECT:
		for (i = json_first(t); i < j->tokens[t].next; i = j->tokens[i + 1].next, n++) {
			const char *key = json_text(&arena, j, i);

			if (!same(j, i + 1, json_object_get(v, key)) ||
			    json_member(j, t, key) != i + 1)
				return false;
		}
		return json_is_object(v) && json_object_size(v) == n;
	}
	return false;
}

static void
check_against_jansson(const char *text, size_t len)
{
	struct json_line j;
	json_error_t je;
	json_t *v;

	if (json_line_read(&arena, text, len, &j, NULL))
		return;
	v = json_loadb(text, len, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &je);
	ck_assert_msg(v != NULL, "jansson refuses %.*s: %s", (int)len, text, je.text);
	ck_assert_msg(same(&j, 0, v), "another value: %.*s", (int)len, text);
	json_decref(v);
}

#define INCIDENT                                                                     \
	"{\"at\":\"2026-01-18T02:47+08:00\",\"body\":{\"n\":3,\"what\":\"山火\"}," \
	"\"by\":\"sm1-3\",\"id\":\"sm1-128\",\"kind\":\"incident\","                 \
	"\"ts\":\"2026-01-18T02:47:09.123+08:00\"}"

/* clang-format off */
static const char *const good[] = {
	"{}", "[]", "null", "true", "false", "0", "-1", "\"\"", "9007199254740991", "-9007199254740991",
	"[[[[[[[[]]]]]]]]", "[null,true,false,0,\"\",{},[]]", "\"a\\\"b\\\\c\\nd\"", "\"\\\\n\"",
	"{\"-\":1,\"0\":2,\"_\":3,\"a\":4,\"a-\":5,\"aa\":6}", "{\"a\":{\"a\":{\"a\":1}},\"b\":[]}",
	"\"值班：两人，“在岗”……\"", "\"/\"", "\"a b\"", "\"第一行\\n第二行\"", "\"甲·乙 37.5℃\"", "\"é\"", "\"𠮷\"",
	INCIDENT,
};

static const struct { const char *why, *text; } bad[] = {
	{ "nothing", "" }, { "blank", " " }, { "blank before", " 1" }, { "blank after", "1 " }, { "newline after", "1\n" },
	{ "blank in a list", "[1, 2]" }, { "blank after colon", "{\"a\": 1}" }, { "blank in an empty list", "[ ]" },
	{ "order", "{\"b\":1,\"a\":2}" }, { "order of a prefix", "{\"aa\":1,\"a\":2}" }, { "twice", "{\"a\":1,\"a\":1}" },
	{ "empty key", "{\"\":1}" }, { "upper case key", "{\"A\":1}" }, { "Chinese key", "{\"值\":1}" }, { "key with a blank", "{\"a b\":1}" },
	{ "escaped key", "{\"a\\n\":1}" }, { "key of a dot", "{\"a.b\":1}" },
	{ "key of 65", "{\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\":1}" },
	{ "minus zero", "-0" }, { "leading zero", "01" }, { "minus leading zero", "-01" }, { "double zero", "00" }, { "plus", "+1" },
	{ "lone minus", "-" }, { "fraction", "1.0" }, { "exponent", "1e3" }, { "2^53", "9007199254740992" }, { "-2^53", "-9007199254740992" },
	{ "very large", "99999999999999999999999999999999999999999" }, { "hex", "0x1" }, { "NaN", "NaN" }, { "Infinity", "-Infinity" },
	{ "\\u", "\"\\u0041\"" }, { "\\/", "\"\\/\"" }, { "\\t", "\"\\t\"" }, { "\\r", "\"\\r\"" }, { "\\b", "\"\\b\"" }, { "\\f", "\"\\f\"" },
	{ "\\ at the end", "\"\\" }, { "\\\" at the end", "\"\\\"" }, { "raw newline", "\"a\nb\"" }, { "raw tab", "\"a\tb\"" },
	{ "DEL", "\"a\x7f\"" }, { "C1", "\"a\xc2\x85z\"" }, { "bidi", "\"a\xe2\x80\xae" "b\"" }, { "isolate", "\"a\xe2\x81\xa6" "b\"" }, { "ZWJ", "\"a\xe2\x80\x8d" "b\"" },
	{ "BOM in a text", "\"\xef\xbb\xbf" "a\"" }, { "BOM", "\xef\xbb\xbf{}" }, { "not NFC", "\"e\xcc\x81\"" }, { "not NFC han", "\"\xef\xa4\x80\"" },
	{ "blank in front", "\" a\"" }, { "blank behind", "\"a \"" }, { "newline in front", "\"\\na\"" }, { "newline behind", "\"a\\n\"" },
	{ "ideographic blank in front", "\"\xe3\x80\x80" "a\"" },
	{ "lone continuation", "\"\x80\"" }, { "overlong", "\"\xc0\xaf\"" }, { "overlong 3", "\"\xe0\x80\xaf\"" }, { "surrogate", "\"\xed\xa0\x80\"" },
	{ "too high", "\"\xf4\x90\x80\x80\"" }, { "cut", "\"\xe4\xb8\"" }, { "cut at the end", "\"\xe4\xb8" },
	{ "open text", "\"a" }, { "open list", "[1" }, { "open object", "{\"a\":1" }, { "wrong end", "[1}" }, { "wrong end", "{\"a\":1]" },
	{ "trailing comma", "[1,]" }, { "trailing comma", "{\"a\":1,}" }, { "leading comma", "[,1]" }, { "no comma", "[1 1]" }, { "no comma", "[\"\"\"\"]" },
	{ "no colon", "{\"a\"1}" }, { "no value", "{\"a\":}" }, { "no value", "{\"a\"}" }, { "key alone", "{a:1}" }, { "number as key", "{1:1}" },
	{ "more", "{}{}" }, { "more", "1]" }, { "word", "nul" }, { "word", "nulll" }, { "word", "True" }, { "quote", "'a'" }, { "comment", "1//" },
	{ "nine levels", "[[[[[[[[[]]]]]]]]]" },
};
/* clang-format on */

START_TEST(what_is_canonical_is_read_and_written_back)
{
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		check_rewrite(good[i], strlen(good[i]));
		check_against_jansson(good[i], strlen(good[i]));
	}
}
END_TEST

START_TEST(every_other_form_is_refused)
{
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		ck_assert_msg(!reads(bad[i].text, strlen(bad[i].text)), "%s: %s", bad[i].why,
			      bad[i].text);
}
END_TEST

START_TEST(a_nul_byte_is_refused_everywhere)
{
	ck_assert(!reads("\"a\0b\"", 5));
	ck_assert(!reads("1\0", 2));
	ck_assert(!reads("\0", 1));
	ck_assert(!reads("{\"a\0\":1}", 8));
	ck_assert(!reads("[1\0]", 4));
}
END_TEST

START_TEST(every_beginning_of_a_line_is_refused)
{
	const char *line = INCIDENT;

	for (size_t n = 0; n < strlen(line); n++) {
		char *part = arena_text_n(&arena, line, n);

		ck_assert_msg(!reads(part, n), "%s", part);
	}
}
END_TEST

START_TEST(a_byte_changed_gives_no_value_that_jansson_does_not_see)
{
	for (size_t g = 0; g < ARRAY_LEN(good); g++) {
		size_t len = strlen(good[g]);
		char *text = arena_text(&arena, good[g]);

		for (size_t i = 0; i < len; i++) {
			for (int c = 0; c < 256; c++) {
				text[i] = (char)c;
				check_against_jansson(text, len);
			}
			text[i] = good[g][i];
		}
		arena_free(&arena);
	}
}
END_TEST

/* The quick way and the tables agree on every character there is. */
START_TEST(a_character_is_read_exactly_when_it_is_clean)
{
	for (unsigned c = 0x20; c < 0x110000; c++) {
		char text[12] = "\"x....x\"", *p = text + 2;
		size_t n;

		if (c == '"' || c == '\\')
			continue;
		if (c < 0x80) {
			*p++ = (char)c;
		} else if (c < 0x800) {
			*p++ = (char)(0xC0 | c >> 6);
			*p++ = (char)(0x80 | (c & 0x3F));
		} else if (c < 0x10000) {
			*p++ = (char)(0xE0 | c >> 12);
			*p++ = (char)(0x80 | (c >> 6 & 0x3F));
			*p++ = (char)(0x80 | (c & 0x3F));
		} else {
			*p++ = (char)(0xF0 | c >> 18);
			*p++ = (char)(0x80 | (c >> 12 & 0x3F));
			*p++ = (char)(0x80 | (c >> 6 & 0x3F));
			*p++ = (char)(0x80 | (c & 0x3F));
		}
		*p++ = 'x';
		*p++ = '"';
		n = (size_t)(p - text);
		ck_assert_msg(reads(text, n) == text_is_clean(text + 1, n - 2, true), "U+%04X", c);
		if (c % 4096 == 0)
			arena_free(&arena);
	}
}
END_TEST

START_TEST(errors_name_the_byte)
{
	struct json_line j;
	struct err e = {0};

	ck_assert_int_eq(json_line_read(&arena, "{\"a\":01}", 8, &j, &e), RC_INVALID);
	ck_assert_str_eq(e.text, "a number with a needless zero at byte 8 of the line");
	ck_assert_int_eq(json_line_read(&arena, "[1,,2]", 6, &j, &e), RC_INVALID);
	ck_assert_str_eq(e.text, "no value at byte 4 of the line");
}
END_TEST

START_TEST(a_refused_line_leaves_the_output_alone)
{
	struct json_line j = {.len = 77};

	ck_assert_int_eq(json_line_read(&arena, "[", 1, &j, NULL), RC_INVALID);
	ck_assert_uint_eq(j.len, 77);
}
END_TEST

START_TEST(a_line_may_be_64_kib_and_no_more)
{
	char *text = arena_alloc(&arena, JSON_LINE_MAX + 2);

	memset(text, 'a', JSON_LINE_MAX + 1);
	text[0] = text[JSON_LINE_MAX - 1] = '"';
	ck_assert(reads(text, JSON_LINE_MAX));
	text[JSON_LINE_MAX - 1] = 'a';
	text[JSON_LINE_MAX] = '"';
	ck_assert(!reads(text, JSON_LINE_MAX + 1));
}
END_TEST

START_TEST(a_line_of_many_values_keeps_them_all)
{
	struct str s = STR_INIT;
	struct json_line j;
	struct err e = {0};
	size_t t;
	int n = 0;

	for (int i = 0; i < 10000; i++)
		str_add_f(&s, "%c%d", i ? ',' : '[', i);
	str_add_char(&s, ']');
	ck_ok(json_line_read(&arena, s.ptr, s.len, &j, &e), &e);
	ck_assert_uint_eq(j.ntokens, 10001);
	for (t = json_first(0); t < j.tokens[0].next; t = j.tokens[t].next)
		ck_assert_int_eq(json_int(&j, t), n++);
	ck_assert_int_eq(n, 10000);
	str_clear(&s);
}
END_TEST

START_TEST(members_are_found_by_their_whole_key)
{
	struct json_line j = read_line("{\"a\":1,\"ab\":{\"c\":\"x\\ny\"},\"b\":[{\"z\":1}]}");
	size_t ab = json_member(&j, 0, "ab"), c;

	ck_assert_int_eq(json_int(&j, json_member(&j, 0, "a")), 1);
	ck_assert_int_eq(j.tokens[ab].type, JT_OBJECT);
	c = json_member(&j, ab, "c");
	ck_assert(json_text_is(&j, c, "x\ny"));
	ck_assert(!json_text_is(&j, c, "x\n"));
	ck_assert(!json_text_is(&j, c, "x\nyz"));
	ck_assert(!json_text_is(&j, ab, "{"));
	ck_assert_str_eq(json_text(&arena, &j, c), "x\ny");
	ck_assert_uint_eq(json_member(&j, 0, "c"), 0);
	ck_assert_uint_eq(json_member(&j, 0, ""), 0);
	ck_assert_uint_eq(json_member(&j, json_member(&j, 0, "b"), "z"), 0);
	ck_assert_uint_eq(json_member(&j, c, "x"), 0);
}
END_TEST

START_TEST(the_writer_sorts_members_and_escapes_text)
{
	struct json_member_text m[] = {{"b", "2"}, {"aa", "[]"}, {"a-", "null"}, {"a", "1"}};
	struct str s = STR_INIT;

	json_write_object(&s, m, ARRAY_LEN(m));
	ck_assert_str_eq(s.ptr, "{\"a\":1,\"a-\":null,\"aa\":[],\"b\":2}");
	str_cut(&s, 0);
	json_write_text(&s, "说“\"\\\n/”");
	ck_assert_str_eq(s.ptr, "\"说“\\\"\\\\\\n/”\"");
	str_cut(&s, 0);
	json_write_text_n(&s, "abc", 0);
	json_write_object(&s, NULL, 0);
	ck_assert_str_eq(s.ptr, "\"\"{}");
	str_clear(&s);
}
END_TEST

START_TEST(a_member_twice_is_a_broken_invariant)
{
	struct json_member_text m[] = {{"a", "1"}, {"b", "2"}, {"a", "3"}};
	struct str s = STR_INIT;

	json_write_object(&s, m, ARRAY_LEN(m));
}
END_TEST

static void
check_suite_file(const char *dir, const char *name)
{
	char path[512];
	size_t len;
	char *text;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	text = slurp(path, &len);
	ck_assert_ptr_nonnull(text);
	if (name[0] == 'n')
		ck_assert_msg(!reads(text, len), "%s", name);
	check_against_jansson(text, len);
	free(text);
}

START_TEST(the_public_suite_of_wrong_json_is_refused)
{
	const char *dir = shared_data("json-suite/test_parsing");
	struct dirent *entry;
	size_t n = 0;
	DIR *d;

	if (!dir)
		return;
	d = opendir(dir);
	ck_assert_ptr_nonnull(d);
	while ((entry = readdir(d)))
		if (entry->d_name[0] != '.') {
			check_suite_file(dir, entry->d_name);
			n++;
		}
	closedir(d);
	ck_assert_uint_gt(n, 300);
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
	Suite *s = suite_create("json_line");
	TCase *t = tcase_create("json_line");

	tcase_add_checked_fixture(t, NULL, free_arena);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_is_canonical_is_read_and_written_back);
	tcase_add_test(t, every_other_form_is_refused);
	tcase_add_test(t, a_nul_byte_is_refused_everywhere);
	tcase_add_test(t, every_beginning_of_a_line_is_refused);
	tcase_add_test(t, a_byte_changed_gives_no_value_that_jansson_does_not_see);
	tcase_add_test(t, a_character_is_read_exactly_when_it_is_clean);
	tcase_add_test(t, errors_name_the_byte);
	tcase_add_test(t, a_refused_line_leaves_the_output_alone);
	tcase_add_test(t, a_line_may_be_64_kib_and_no_more);
	tcase_add_test(t, a_line_of_many_values_keeps_them_all);
	tcase_add_test(t, members_are_found_by_their_whole_key);
	tcase_add_test(t, the_writer_sorts_members_and_escapes_text);
	tcase_add_test_raise_signal(t, a_member_twice_is_a_broken_invariant, 6);
	tcase_add_test(t, the_public_suite_of_wrong_json_is_refused);
	suite_add_tcase(s, t);
	return run_suite(s);
}
