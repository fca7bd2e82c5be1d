/* What may enter a record, and how Chinese text fits into columns. */
#include "core/text.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "core/vec.h"
#include "tests/helpers.h"

static struct arena arena;

static void
set_up(void)
{
	ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
}

static void
tear_down(void)
{
	arena_free(&arena);
}

static void
check_clean(const char *text, bool many_lines, const char *expected)
{
	char *out;
	struct err e;

	ck_ok(text_clean(&arena, text, strlen(text), many_lines, &out, &e), &e);
	ck_assert_str_eq(out, expected);
	ck_assert(text_is_clean(out, strlen(out), many_lines));
	ck_assert_int_eq(text_is_clean(text, strlen(text), many_lines),
			 strcmp(text, expected) == 0);
}

static void
check_refused(const char *bytes, size_t n, bool many_lines)
{
	char *out = NULL;
	struct err e = {0};

	ck_assert_int_eq(text_clean(&arena, bytes, n, many_lines, &out, &e), RC_INVALID);
	ck_assert_ptr_null(out);
	ck_assert_str_ne(e.text, "");
	ck_assert(!text_is_clean(bytes, n, many_lines));
}

START_TEST(ordinary_text_stays_as_it_is)
{
	check_clean("", false, "");
	check_clean("值班员", false, "值班员");
	check_clean("2026年1月18日2时47分，接报。", false, "2026年1月18日2时47分，接报。");
	check_clean("a  b", false, "a  b");
	check_clean("一\n\n二", true, "一\n\n二");
	check_clean("〔2026〕1号 “引号” ㎡ ℃ ①", false, "〔2026〕1号 “引号” ㎡ ℃ ①");
	check_clean("名字\U00020BB7\U0002A6D6\U00031350", false,
		    "名字\U00020BB7\U0002A6D6\U00031350");
	check_clean("造字\uE000", false, "造字\uE000");
}
END_TEST

START_TEST(blanks_around_go_and_tabs_become_blanks)
{
	check_clean("  a b \n", false, "a b");
	check_clean("\n　值班　\r\n", false, "值班");
	check_clean("\t\t", false, "");
	check_clean("a\tb", false, "a b");
	check_clean("\u00A0a\u00A0", false, "a");
	check_clean(" \u200B \uFEFF a \u200E ", false, "a");
}
END_TEST

START_TEST(windows_newlines_become_newlines)
{
	check_clean("一\r\n二\r\n", true, "一\n二");
	check_clean("一\u2028二\u2029三", true, "一\n二\n三");
	check_refused("一\r二", strlen("一\r二"), true);
	check_refused("一\r\r\n二", strlen("一\r\r\n二"), true);
}
END_TEST

START_TEST(one_line_fields_take_one_line)
{
	check_refused("a\nb", 3, false);
	check_refused("a\r\nb", 4, false);
	check_refused("a\u2028b", strlen("a\u2028b"), false);
}
END_TEST

START_TEST(what_is_invisible_or_reorders_is_dropped)
{
	check_clean("\uFEFF值\u200B班\u200D员\uFE0F", false, "值班员");
	check_clean("a\u202Eb\u202Cc\u2066d\u2069e\u200Ff\u061Cg", false, "abcdefg");
	check_clean("\u26A0\uFE0F危险", false, "\u26A0危险");
	check_clean("so\u00ADft", false, "soft");
	check_clean("x\U000E0041\U000E0100y", false, "xy");
}
END_TEST

START_TEST(dropping_lets_what_is_apart_compose)
{
	check_clean("e\u0301", false, "\u00E9");
	check_clean("e\u200D\u0301", false, "\u00E9");
	check_clean("\u212B", false, "\u00C5");
	check_clean("\u00E9", false, "\u00E9");
	check_clean("\u0301", false, "\u0301");
	check_clean("\u1100\u1161", false, "\uAC00");
	check_clean("\uF900", false, "\u8C48");
}
END_TEST

START_TEST(control_characters_and_noncharacters_are_refused)
{
	for (int c = 0; c < 0x20; c++) {
		char text[] = {'a', (char)c, 'b'};

		if (c != '\t' && c != '\n')
			check_refused(text, 3, true);
	}
	check_refused("a\x7F", 2, true);
	check_refused("a\xC2\x85z", 4, true);
	check_refused("a\xC2\x9B"
		      "2Jz",
		      6, true);
	check_refused("a\uFFFE", 4, true);
	check_refused("a\uFDD0", 4, true);
	check_refused("\U0010FFFF", 4, true);
	check_refused("\0", 1, true);
}
END_TEST

START_TEST(broken_utf_8_is_refused)
{
	static const char *const broken[] = {"\x80",
					     "\xC3",
					     "\xC0\xAF",
					     "\xED\xA0\x80",
					     "\xF4\x90\x80\x80",
					     "\xE4\xB8",
					     "\xC4\xE3\xBA\xC3",
					     "a\xFF"};

	for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
		ck_assert(!text_is_utf8(broken[i], strlen(broken[i])));
		check_refused(broken[i], strlen(broken[i]), true);
	}
	ck_assert(text_is_utf8("", 0));
}
END_TEST

START_TEST(the_length_is_bounded_before_and_after)
{
	size_t max = 64 * 1024;
	char *text = malloc(max + 1), *out;
	struct err e;

	ck_assert_ptr_nonnull(text);
	memset(text, 'a', max + 1);
	ck_ok(text_clean(&arena, text, max, false, &out, &e), &e);
	check_refused(text, max + 1, false);
	/* U+0958 grows from three bytes to six in NFC. */
	for (size_t i = 0; i + 3 <= max; i += 3)
		memcpy(text + i, "\u0958", 3);
	check_refused(text, max / 3 * 3, false);
	free(text);
}
END_TEST

START_TEST(narrow_turns_what_an_input_method_types_into_ascii)
{
	ck_assert_str_eq(text_narrow(&arena, "１２：３０"), "12:30");
	ck_assert_str_eq(text_narrow(&arena, "ＡＢｃ－１２８"), "ABc-128");
	ck_assert_str_eq(text_narrow(&arena, "３。５"), "3.5");
	ck_assert_str_eq(text_narrow(&arena, "１，２、３"), "1,2,3");
	ck_assert_str_eq(text_narrow(&arena, "～〜？　（）"), "~~? ()");
	ck_assert_str_eq(text_narrow(&arena, "石镇"), "石镇");
	ck_assert_str_eq(text_narrow(&arena, "。"), ".");
	ck_assert_str_eq(text_narrow(&arena, ""), "");
	ck_assert_str_eq(text_narrow(&arena, "\xFF"), "\xFF");
}
END_TEST

START_TEST(cells_are_the_terminals)
{
	ck_assert_int_eq(text_width(""), 0);
	ck_assert_int_eq(text_width("abc"), 3);
	ck_assert_int_eq(text_width("中，。　"), 8);
	ck_assert_int_eq(text_width("·—…“”①→■─℃Ⅲ"), 11);
	ck_assert_int_eq(text_width("e\u0301"), 1);
	ck_assert_int_eq(text_width("\U00020BB7"), 2);
	ck_assert_int_eq(text_width("\U00031350"), 2);
	ck_assert_int_eq(text_width("\U0001F6A8"), 2);
	ck_assert_int_eq(text_width("a\nb"), 2);
	ck_assert_int_eq(text_width_n("中文", 3), 2);
	ck_assert_int_eq(text_width_n("中文", 0), 0);
}
END_TEST

START_TEST(fitting_never_cuts_a_character)
{
	int width = -1;

	ck_assert_uint_eq(text_fit("中文字", 5, &width), 6);
	ck_assert_int_eq(width, 4);
	ck_assert_uint_eq(text_fit("中文字", 6, &width), 9);
	ck_assert_uint_eq(text_fit("中文字", 1, &width), 0);
	ck_assert_int_eq(width, 0);
	ck_assert_uint_eq(text_fit("中文字", 0, NULL), 0);
	ck_assert_uint_eq(text_fit("中文字", -3, NULL), 0);
	ck_assert_uint_eq(text_fit("ae\u0301b", 2, NULL), 4);
	ck_assert_uint_eq(text_fit("", 9, &width), 0);
}
END_TEST

static void
check_put(const char *text, int cells, const char *expected)
{
	struct str out = STR_INIT;

	text_put(&out, text, cells);
	ck_assert_str_eq(out.ptr, expected);
	ck_assert_int_eq(text_width(out.ptr), cells > 0 ? cells : 0);
	str_clear(&out);
}

START_TEST(columns_have_exactly_their_cells)
{
	check_put("值班", 6, "值班  ");
	check_put("值班", 4, "值班");
	check_put("值班员", 5, "值班…");
	check_put("值班员", 4, "值… ");
	check_put("值班员", 2, "… ");
	check_put("值班员", 1, "…");
	check_put("值班员", 0, "");
	check_put("值班员", -1, "");
	check_put("", 3, "   ");
	check_put("a\nb\033c", 6, "a b c ");
	check_put("a\xC2\x9B"
		  "b",
		  3, "a b");
}
END_TEST

START_TEST(borders_are_those_of_clusters)
{
	const char *text = "a中e\u0301b";

	ck_assert_uint_eq(text_next(text, 0), 1);
	ck_assert_uint_eq(text_next(text, 1), 4);
	ck_assert_uint_eq(text_next(text, 4), 7);
	ck_assert_uint_eq(text_next(text, 7), 8);
	ck_assert_uint_eq(text_next(text, 8), 8);
	ck_assert_uint_eq(text_prev(text, 8), 7);
	ck_assert_uint_eq(text_prev(text, 7), 4);
	ck_assert_uint_eq(text_prev(text, 4), 1);
	ck_assert_uint_eq(text_prev(text, 1), 0);
	ck_assert_uint_eq(text_prev(text, 0), 0);
	ck_assert_uint_eq(text_prev("a\n中", 2), 1);
	ck_assert_uint_eq(text_prev("a\n中", 5), 2);
}
END_TEST

START_TEST(a_mountain_of_accents_is_walked_in_steps)
{
	struct str text = STR_INIT;
	size_t i = 0, steps = 0;

	str_add(&text, "e");
	for (int n = 0; n < 20000; n++)
		str_add(&text, "\u0301");
	for (; i < text.len; steps++) {
		size_t next = text_next(text.ptr, i);

		ck_assert_uint_gt(next, i);
		ck_assert(text_is_utf8(text.ptr + i, next - i));
		i = next;
	}
	ck_assert_uint_eq(i, text.len);
	ck_assert_uint_le(steps, 60);
	str_clear(&text);
}
END_TEST

struct lines {
	struct str text; /* each line and a | */
	int widest;
};

static void
take_line(void *ctx, const char *bytes, size_t n)
{
	struct lines *l = ctx;
	int width = text_width_n(bytes, n);

	str_add_n(&l->text, bytes, n);
	str_add_char(&l->text, '|');
	if (width > l->widest)
		l->widest = width;
}

static void
check_wrap(const char *text, int cells, const char *expected)
{
	struct lines l = {.text = STR_INIT};

	text_wrap(text, cells, take_line, &l);
	ck_assert_str_eq(l.text.ptr, expected);
	str_clear(&l.text);
}

START_TEST(no_line_starts_with_a_comma_or_ends_with_an_open_bracket)
{
	check_wrap("值班员接报，立即通知", 10, "值班员接|报，立即通|知|");
	check_wrap("立即通知（带班领导）", 10, "立即通知|（带班领|导）|");
	check_wrap("见《应急预案》。", 4, "见|《应|急预|案》|。|");
	check_wrap("一、二、三、", 4, "一、|二、|三、|");
}
END_TEST

START_TEST(words_stay_whole_where_they_can)
{
	check_wrap("hello world", 8, "hello|world|");
	check_wrap("hello     world", 5, "hello|world|");
	check_wrap("abcdefghij", 4, "abcd|efgh|ij|");
	check_wrap("值班abc员", 6, "值班|abc员|");
	check_wrap("2026年1月", 4, "2026|年1|月|");
}
END_TEST

START_TEST(newlines_and_edges_keep_their_lines)
{
	check_wrap("", 10, "|");
	check_wrap("\n", 10, "||");
	check_wrap("一\n\n二", 10, "一||二|");
	check_wrap("中文", 1, "中|文|");
	check_wrap("中文", 0, "中|文|");
	check_wrap("中文", 4, "中文|");
	check_wrap("　　段落", 8, "　　段落|");
	check_wrap("中文  ", 4, "中文|");
	check_wrap("中文　", 4, "中文|");
	check_wrap("中文 ", 8, "中文 |");
}
END_TEST

START_TEST(characters_are_counted_not_bytes)
{
	ck_assert_uint_eq(text_length(""), 0);
	ck_assert_uint_eq(text_length("中文ab"), 4);
	ck_assert_uint_eq(text_length("\U00020BB7"), 1);
	ck_assert_uint_eq(text_length("\xFF\xFF"), 2);
}
END_TEST

START_TEST(personal_numbers_are_found)
{
	static const char *const found[] = {
	    "13800000000",        "来电13800000000，称",  "１３８００００００００",
	    "138 0000 0000",      "138-0000-0000",        "+8613800000000",
	    "+86 138-0000-0000",  "+86-13800000000",      "身份证110000190001010000",
	    "11000020000101000X", "11000020000101000x。", "２０２６年，１９９００００００００",
	};
	static const char *const absent[] = {
	    "",
	    "0300-0000123",
	    "12345",
	    "12000000000",
	    "138000000001",
	    "1380000000",
	    "2026-01-18 02:47",
	    "201801180247",
	    "110000000000000000",
	    "110000199913010000",
	    "1100001900010100001",
	    "11000019000101000",
	    "138 0000-0000",
	    "石镇信〔2026〕1号",
	};

	for (size_t i = 0; i < ARRAY_LEN(found); i++)
		ck_assert_msg(text_has_personal_number(found[i]), "%s", found[i]);
	for (size_t i = 0; i < ARRAY_LEN(absent); i++)
		ck_assert_msg(!text_has_personal_number(absent[i]), "%s", absent[i]);
}
END_TEST

/* Bytes that wrapping must not lose: all but blanks, newlines and the | of take_line(). */
static size_t
inked(const char *text)
{
	size_t n = 0;

	while (*text) {
		size_t wide = strncmp(text, "\u3000", 3) == 0 ? 3 : 1;

		n += wide == 1 && !strchr(" \n|", *text);
		text += wide;
	}
	return n;
}

/* What must hold for any text whatever, broken or not. */
static void
check_any(const char *text)
{
	size_t n = strlen(text);
	struct err e = {0};
	char *out;

	if (text_clean(&arena, text, n, true, &out, &e) == RC_OK) {
		ck_assert(text_is_clean(out, strlen(out), true));
		check_clean(out, true, out);
	} else {
		ck_assert(!text_is_clean(text, n, true));
		ck_assert_str_ne(e.text, "");
	}
	for (size_t i = 0, next; i < n; i = next) {
		next = text_next(text, i);
		ck_assert_uint_gt(next, i);
		ck_assert_uint_le(next, n);
		if (text[i] != '\r')
			ck_assert_uint_eq(text_prev(text, next), i);
	}
	/* No narrower than the widest cluster, a joined family of four. */
	for (int cells = 8; cells < 40; cells += 7) {
		struct lines l = {.text = STR_INIT};
		struct str put = STR_INIT;

		text_wrap(text, cells, take_line, &l);
		ck_assert_int_le(l.widest, cells);
		ck_assert_uint_eq(inked(l.text.ptr), inked(text));
		text_put(&put, text, cells);
		ck_assert_int_eq(text_width(put.ptr), cells);
		str_clear(&l.text);
		str_clear(&put);
	}
	text_has_personal_number(text);
}

/* Calls check with each line of the file, without its newline; a NUL ends a line early. */
static void
each_line(const char *name, void (*check)(const char *line))
{
	const char *path = shared_data(name);
	size_t len;
	char *text, *line;

	if (!path)
		return;
	text = slurp(path, &len);
	ck_assert_ptr_nonnull(text);
	for (line = text; line < text + len;) {
		char *end = memchr(line, '\n', (size_t)(text + len - line));

		if (!end)
			end = text + len;
		*end = '\0';
		check(line);
		line = end + 1;
	}
	free(text);
}

START_TEST(naughty_strings_do_no_harm)
{
	each_line("text/blns.txt", check_any);
}
END_TEST

static void
check_stress_line(const char *line)
{
	bool numbered = line[0] >= '3' && line[0] <= '5' && line[1] == '.';
	bool nonchars = strncmp(line, "5.3", 3) == 0;
	struct err e;
	char *out;

	check_any(line);
	if (!numbered || u8_strlen((const uint8_t *)line) == 0)
		return;
	for (const char *p = line; *p; p++) {
		if ((unsigned char)*p < 0x80)
			continue;
		/* Parts 3, 4 and 5 show malformed, overlong and surrogate forms only. */
		ck_assert_msg(text_is_utf8(line, strlen(line)) == nonchars, "%s", line);
		ck_assert_int_eq(text_clean(&arena, line, strlen(line), true, &out, &e),
				 RC_INVALID);
		break;
	}
}

START_TEST(the_decoder_stress_test_is_refused_line_by_line)
{
	each_line("text/UTF-8-test.txt", check_stress_line);
}
END_TEST

/* ÷ 0061 × 0308 ÷ 0062 ÷ into bytes and borders. */
static void
check_break_line(const char *line)
{
	char text[256];
	bool border[256] = {false};
	size_t n = 0, at = 0;

	if (strncmp(line, "÷", strlen("÷")) != 0)
		return;
	while (*line && *line != '#') {
		char *end;
		unsigned long c;

		border[n] = strncmp(line, "÷", strlen("÷")) == 0;
		line += strlen("÷");
		c = strtoul(line, &end, 16);
		if (end == line)
			break;
		n += (size_t)u8_uctomb((uint8_t *)text + n, (ucs4_t)c, 8);
		line = end + 1;
	}
	text[n] = '\0';
	while (at < n) {
		size_t next = text_next(text, at);

		for (size_t i = at + 1; i < next; i++)
			ck_assert_msg(!border[i], "%s: no border at %zu", text, i);
		ck_assert_msg(border[next], "%s: a border at %zu", text, next);
		at = next;
	}
}

START_TEST(clusters_are_those_of_the_unicode_test)
{
	each_line("text/GraphemeBreakTest.txt", check_break_line);
}
END_TEST

static TCase *
columns(void)
{
	TCase *t = tcase_create("columns");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, cells_are_the_terminals);
	tcase_add_test(t, fitting_never_cuts_a_character);
	tcase_add_test(t, columns_have_exactly_their_cells);
	tcase_add_test(t, borders_are_those_of_clusters);
	tcase_add_test(t, a_mountain_of_accents_is_walked_in_steps);
	tcase_add_test(t, no_line_starts_with_a_comma_or_ends_with_an_open_bracket);
	tcase_add_test(t, words_stay_whole_where_they_can);
	tcase_add_test(t, newlines_and_edges_keep_their_lines);
	tcase_add_test(t, characters_are_counted_not_bytes);
	tcase_add_test(t, naughty_strings_do_no_harm);
	tcase_add_test(t, the_decoder_stress_test_is_refused_line_by_line);
	tcase_add_test(t, clusters_are_those_of_the_unicode_test);
	return t;
}

static TCase *
cleaning(void)
{
	TCase *t = tcase_create("cleaning");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, ordinary_text_stays_as_it_is);
	tcase_add_test(t, blanks_around_go_and_tabs_become_blanks);
	tcase_add_test(t, windows_newlines_become_newlines);
	tcase_add_test(t, one_line_fields_take_one_line);
	tcase_add_test(t, what_is_invisible_or_reorders_is_dropped);
	tcase_add_test(t, dropping_lets_what_is_apart_compose);
	tcase_add_test(t, control_characters_and_noncharacters_are_refused);
	tcase_add_test(t, broken_utf_8_is_refused);
	tcase_add_test(t, the_length_is_bounded_before_and_after);
	tcase_add_test(t, narrow_turns_what_an_input_method_types_into_ascii);
	tcase_add_test(t, personal_numbers_are_found);
	return t;
}

int
main(void)
{
	Suite *s = suite_create("text");

	suite_add_tcase(s, cleaning());
	suite_add_tcase(s, columns());
	return run_suite(s);
}
