/* The ground floor: growing strings and arrays, arenas, errors. */
#include "core/str.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/vec.h"
#include "tests/helpers.h"

START_TEST(an_empty_string_can_be_read_cut_and_cleared)
{
	struct str s = STR_INIT;

	ck_assert_str_eq(s.ptr, "");
	str_cut(&s, 0);
	str_remove(&s, 0, 0);
	str_insert(&s, 0, "x", 0);
	str_add(&s, NULL);
	str_add(&s, "");
	str_add_f(&s, "%s", "");
	ck_assert_uint_eq(s.len, 0);
	str_clear(&s);
	str_clear(&s);
	ck_assert_str_eq(s.ptr, "");
	ck_assert_int_eq(str_nothing[0], '\0');
}
END_TEST

START_TEST(a_string_grows_by_every_kind_of_addition)
{
	struct str s = STR_INIT;

	str_add(&s, "值班");
	str_add_char(&s, ' ');
	str_add_n(&s, "abcdef", 3);
	str_add_f(&s, "-%d-%s", 128, "sm1");
	ck_assert_str_eq(s.ptr, "值班 abc-128-sm1");
	ck_assert_uint_eq(s.len, strlen(s.ptr));
	for (int i = 0; i < 10000; i++)
		str_add_f(&s, "%d", i % 10);
	ck_assert_uint_eq(s.len, strlen("值班 abc-128-sm1") + 10000);
	ck_assert_uint_eq(strlen(s.ptr), s.len);
	str_clear(&s);
}
END_TEST

START_TEST(a_string_may_hold_a_zero_byte)
{
	struct str s = STR_INIT;

	str_add_n(&s, "a\0b", 3);
	ck_assert_uint_eq(s.len, 3);
	ck_assert_int_eq(memcmp(s.ptr, "a\0b", 4), 0);
	str_clear(&s);
}
END_TEST

START_TEST(inserting_and_removing_move_the_rest)
{
	struct str s = STR_INIT;

	str_insert(&s, 0, "cd", 2);
	str_insert(&s, 0, "ab", 2);
	str_insert(&s, 4, "gh", 2);
	str_insert(&s, 4, "ef", 2);
	ck_assert_str_eq(s.ptr, "abcdefgh");
	str_remove(&s, 0, 2);
	str_remove(&s, 4, 2);
	str_remove(&s, 1, 2);
	ck_assert_str_eq(s.ptr, "cf");
	ck_assert_uint_eq(s.len, 2);
	str_cut(&s, 9);
	ck_assert_str_eq(s.ptr, "cf");
	str_cut(&s, 1);
	ck_assert_str_eq(s.ptr, "c");
	str_remove(&s, 0, 1);
	ck_assert_str_eq(s.ptr, "");
	str_clear(&s);
}
END_TEST

START_TEST(a_taken_string_is_the_callers)
{
	struct str s = STR_INIT;
	char *text;

	str_add(&s, "mine");
	text = str_take(&s);
	ck_assert_str_eq(text, "mine");
	ck_assert_str_eq(s.ptr, "");
	free(text);
	text = str_take(&s);
	ck_assert_str_eq(text, "");
	free(text);
}
END_TEST

START_TEST(comparing_takes_null_for_nothing)
{
	ck_assert(str_equal(NULL, NULL));
	ck_assert(str_equal(NULL, ""));
	ck_assert(!str_equal(NULL, "a"));
	ck_assert(str_equal("甲", "甲"));
	ck_assert(str_starts("sm1-128", "sm1-"));
	ck_assert(str_starts("a", ""));
	ck_assert(!str_starts("sm", "sm1"));
	ck_assert(!str_starts(NULL, "a"));
	ck_assert(str_ends("rules.conf", ".conf"));
	ck_assert(!str_ends("conf", ".conf"));
	ck_assert(!str_ends(NULL, "x"));
	ck_assert(str_ends("a", ""));
}
END_TEST

START_TEST(an_array_grows_and_starts_again)
{
	VEC(int) v = {0};

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 1000; i++)
			vec_push(&v, i * 3);
		ck_assert_uint_eq(v.n, 1000);
		for (int i = 0; i < 1000; i++)
			ck_assert_int_eq(v.v[i], i * 3);
		vec_clear(&v);
		ck_assert_ptr_null(v.v);
		ck_assert_uint_eq(v.n, 0);
	}
	vec_clear(&v);
}
END_TEST

START_TEST(arena_memory_is_zeroed_aligned_and_stays)
{
	struct arena a = {0};
	char *first = arena_text(&a, "值班"), *big;
	unsigned char *p;

	for (size_t size = 1; size < 3000; size += 7) {
		p = arena_alloc(&a, size);
		ck_assert_uint_eq((uintptr_t)p % sizeof(void *), 0);
		for (size_t i = 0; i < size; i++)
			ck_assert_uint_eq(p[i], 0);
		memset(p, 0xFF, size);
	}
	big = arena_alloc(&a, 1024 * 1024);
	ck_assert_int_eq(big[1024 * 1024 - 1], 0);
	ck_assert_str_eq(first, "值班");
	arena_free(&a);
	ck_assert_ptr_null(a.head);
	arena_free(&a);
	ck_assert_str_eq(arena_text(&a, "again"), "again");
	arena_free(&a);
}
END_TEST

START_TEST(arena_copies_texts)
{
	struct arena a = {0};

	ck_assert_ptr_null(arena_text(&a, NULL));
	ck_assert_str_eq(arena_text(&a, ""), "");
	ck_assert_str_eq(arena_text_n(&a, "abcdef", 3), "abc");
	ck_assert_str_eq(arena_text_n(&a, NULL, 0), "");
	ck_assert_str_eq(arena_text_f(&a, "%s-%d", "sm1", 7), "sm1-7");
	arena_free(&a);
}
END_TEST

START_TEST(an_error_carries_code_and_sentence)
{
	struct err e;

	ck_assert_int_eq(err_set(&e, RC_NOT_FOUND, "no person %d", 3), RC_NOT_FOUND);
	ck_assert_int_eq(e.code, RC_NOT_FOUND);
	ck_assert_str_eq(e.text, "no person 3");
	ck_assert_int_eq(err_add(&e, "line %d", 9), RC_NOT_FOUND);
	ck_assert_str_eq(e.text, "line 9: no person 3");
	ck_assert_int_eq(err_set(NULL, RC_BUSY, "x"), RC_BUSY);
}
END_TEST

/* "a" shifts the characters by one byte, so that each way of cutting one is met. */
START_TEST(a_long_error_is_cut_between_characters)
{
	struct err e;
	struct str text = STR_INIT;

	for (int i = 0; i < 400; i++)
		str_add(&text, "值");
	for (int shift = 0; shift < 3; shift++) {
		err_set(&e, RC_INVALID, "%.*s%s", shift, "aa", text.ptr);
		ck_assert_uint_eq((strlen(e.text) - (size_t)shift) % 3, 0);
		ck_assert_uint_gt(strlen(e.text), 400);
		err_add(&e, "%.*s", shift + 1, "bbb");
		ck_assert_uint_gt(strlen(e.text), 400);
		ck_assert(str_ends(e.text, "值"));
	}
	str_clear(&text);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("str");
	TCase *t = tcase_create("str");

	tcase_add_test(t, an_empty_string_can_be_read_cut_and_cleared);
	tcase_add_test(t, a_string_grows_by_every_kind_of_addition);
	tcase_add_test(t, a_string_may_hold_a_zero_byte);
	tcase_add_test(t, inserting_and_removing_move_the_rest);
	tcase_add_test(t, a_taken_string_is_the_callers);
	tcase_add_test(t, comparing_takes_null_for_nothing);
	tcase_add_test(t, an_array_grows_and_starts_again);
	tcase_add_test(t, arena_memory_is_zeroed_aligned_and_stays);
	tcase_add_test(t, arena_copies_texts);
	tcase_add_test(t, an_error_carries_code_and_sentence);
	tcase_add_test(t, a_long_error_is_cut_between_characters);
	suite_add_tcase(s, t);
	return run_suite(s);
}
