/* Names as somebody types them at night with the input method off. */
#include "core/pinyin.h"

#include <stdio.h>
#include <string.h>

#include "core/pinyin_table.h"
#include "core/text.h"
#include "core/vec.h"
#include "tests/helpers.h"

static void
check(const char *text, const char *const *typed, size_t n, bool expected)
{
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(pinyin_match(text, typed[i]) == expected, "%s: %s", text, typed[i]);
}

#define check_found(text, ...)                          \
	check(text, (const char *const[]){__VA_ARGS__}, \
	      sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), true)
#define check_absent(text, ...)                         \
	check(text, (const char *const[]){__VA_ARGS__}, \
	      sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), false)

START_TEST(a_name_is_found_by_characters_pinyin_and_initials)
{
	check_found("石桥村委会", "石桥", "桥村", "shiqiao", "sq", "sqcwh", "shq", "shiq", "s",
		    "cwh", "石q", "sq村", "weihui", "shiqiaocunweihui");
	check_absent("石桥村委会", "qs", "scw", "shiqiaocunx", "村桥", "hiqiao", "iao", "sqcwhx",
		     "石村");
}
END_TEST

START_TEST(every_reading_of_a_character_counts)
{
	check_found("长滩", "changtan", "zhangtan", "ct", "zt");
	check_found("单甲", "shanjia", "danjia", "sj", "dj");
	check_found("曾乙", "zengyi", "cengyi");
	check_found("重阳", "chongyang", "zhongyang");
	check_found("圪塔", "geta", "gt");
	check_absent("单甲", "tanjia", "tj");
}
END_TEST

START_TEST(the_vowel_of_lv_is_typed_v_or_u)
{
	check_found("吕丙", "lvbing", "lubing", "lb");
	check_found("女", "nv", "nu");
	check_found("略", "lve", "lue");
	check_absent("卢丙", "lvbing");
}
END_TEST

START_TEST(rare_characters_of_names_are_known)
{
	check_found("甲喆", "jiazhe", "jz");
	check_found("乙堃", "yikun");
	check_found("丙淼", "bm");
	check_found("\U0002C488", "\U0002C488");
}
END_TEST

START_TEST(case_width_blanks_and_apostrophes_do_not_matter)
{
	check_found("西安路", "xi'an", "XiAn", "xi an lu", "ｘａｌ", "XAL", " x a l ");
	check_found("110指挥中心", "110", "１１０", "110zh", "zhzx", "10zhi");
	check_found("Ａ组", "a组", "az", "A");
	check_found("a b", "ab", "a b");
}
END_TEST

START_TEST(nothing_typed_matches_all_and_nothing_holds_little)
{
	check_found("石桥", "", " ", "'");
	check_found("", "");
	check_absent("", "a", "石");
	check_absent("石桥", "石桥村", "shiqiaoc", "?", "\xFF");
	check_absent("\xFF\xFE", "a");
}
END_TEST

START_TEST(long_input_is_bounded)
{
	char typed[200] = "";

	memset(typed, 's', 60);
	ck_assert(!pinyin_match("石石石", typed));
	ck_assert(pinyin_match("石石石石石石石石石石石石石石石石石石石石石石石石石石石石石石"
			       "石石石石石石石石石石石石石石石石石石石石石石石石石石石石石石",
			       typed));
	memset(typed, 's', 61);
	ck_assert(!pinyin_match("石石石石石石石石石石石石石石石石石石石石石石石石石石石石石石"
				"石石石石石石石石石石石石石石石石石石石石石石石石石石石石石石石石",
				typed));
}
END_TEST

START_TEST(the_table_is_sorted_and_whole)
{
	size_t count = 0;

	for (size_t i = 0; i < pinyin_nrows; i++) {
		const char *syllable = pinyin_rows[i].syllable;

		ck_assert_uint_eq(strspn(syllable, "abcdefghijklmnopqrstuvwxyz"), strlen(syllable));
		ck_assert_uint_le(strlen(syllable), 6);
		ck_assert(text_is_clean(pinyin_rows[i].characters,
					strlen(pinyin_rows[i].characters), false));
		ck_assert(i == 0 || strcmp(pinyin_rows[i - 1].syllable, syllable) < 0);
		count += text_length(pinyin_rows[i].characters);
	}
	ck_assert_uint_ge(count, 8000);
	ck_assert_uint_gt(pinyin_nrows, 390);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("pinyin");
	TCase *t = tcase_create("pinyin");

	tcase_add_test(t, a_name_is_found_by_characters_pinyin_and_initials);
	tcase_add_test(t, every_reading_of_a_character_counts);
	tcase_add_test(t, the_vowel_of_lv_is_typed_v_or_u);
	tcase_add_test(t, rare_characters_of_names_are_known);
	tcase_add_test(t, case_width_blanks_and_apostrophes_do_not_matter);
	tcase_add_test(t, nothing_typed_matches_all_and_nothing_holds_little);
	tcase_add_test(t, long_input_is_bounded);
	tcase_add_test(t, the_table_is_sorted_and_whole);
	suite_add_tcase(s, t);
	return run_suite(s);
}
