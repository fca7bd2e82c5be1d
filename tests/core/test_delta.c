/* A delta makes the one object of the other again, whatever the two are. */
#include "core/delta.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/helpers.h"

/* The reader's side, written from gitformat-pack(5) alone. */
struct reading {
	const unsigned char *p, *end;
	size_t longest_copy;
};

static size_t
read_size(struct reading *r)
{
	size_t n = 0;
	int shift = 0;

	for (;; shift += 7) {
		ck_assert(r->p < r->end);
		n |= (size_t)(*r->p & 0x7f) << shift;
		if (!(*r->p++ & 0x80))
			return n;
	}
}

static void
apply_copy(struct reading *r, unsigned command, const struct str *from, struct str *out)
{
	size_t at = 0, n = 0;

	for (int i = 0; i < 4; i++)
		if (command & (1u << i))
			at |= (size_t)*r->p++ << (8 * i);
	for (int i = 0; i < 3; i++)
		if (command & (0x10u << i))
			n |= (size_t)*r->p++ << (8 * i);
	if (n == 0)
		n = 0x10000;
	ck_assert(r->p <= r->end);
	ck_assert_uint_le(at + n, from->len);
	if (n > r->longest_copy)
		r->longest_copy = n;
	str_add_n(out, from->ptr + at, n);
}

static void
apply(const struct str *delta, const struct str *from, struct str *out)
{
	const unsigned char *p = (const unsigned char *)delta->ptr;
	struct reading r = {p, p + delta->len, 0};
	size_t to_len;

	ck_assert_uint_eq(read_size(&r), from->len);
	to_len = read_size(&r);
	while (r.p < r.end) {
		unsigned command = *r.p++;

		ck_assert_uint_ne(command, 0); /* reserved */
		if (command & 0x80) {
			apply_copy(&r, command, from, out);
		} else {
			ck_assert_uint_le(command, (size_t)(r.end - r.p));
			str_add_n(out, (const char *)r.p, command);
			r.p += command;
		}
	}
	ck_assert_uint_eq(out->len, to_len);
	ck_assert_uint_le(r.longest_copy, 0x10000);
}

/* Returns the length of the delta. */
static size_t
check(const struct str *from, const struct str *to)
{
	struct str delta = STR_INIT, out = STR_INIT;
	size_t n;

	delta_write(from->ptr, from->len, to->ptr, to->len, &delta);
	apply(&delta, from, &out);
	ck_assert_uint_eq(out.len, to->len);
	ck_assert_int_eq(memcmp(out.ptr, to->ptr, to->len), 0);
	n = delta.len;
	str_clear(&delta);
	str_clear(&out);
	return n;
}

static size_t
check_texts(const char *a, const char *b)
{
	struct str from = STR_INIT, to = STR_INIT;
	size_t n;

	str_add(&from, a);
	str_add(&to, b);
	n = check(&from, &to);
	str_clear(&from);
	str_clear(&to);
	return n;
}

START_TEST(small_and_odd_ones)
{
	static const char *const texts[] = {
	    "",     "a",          "\n",         "ab",     "a\nb\n",
	    "a\nb", "abcdefgh\n", "abcdefgX\n", "\n\n\n", "abcabcabcabc",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (size_t k = 0; k < sizeof(texts) / sizeof(texts[0]); k++)
			check_texts(texts[i], texts[k]);
}
END_TEST

START_TEST(an_append_is_one_copy_and_what_was_added)
{
	/* sizes (1 + 1), copy of 60 (command, length), insert of 6 (command, bytes) */
	ck_assert_uint_eq(
	    check_texts("123456789012345678901234567890123456789012345678901234567890",
			"123456789012345678901234567890123456789012345678901234567890a line"),
	    2 + 2 + 7);
	/* one byte */
	ck_assert_uint_eq(check_texts("123456789\n", "123456789\n\n"), 2 + 2 + 2);
}
END_TEST

START_TEST(lines_that_changed_in_part_are_taken_one_by_one)
{
	const char *a = "tree 0123456789abcdef\nauthor sm1 <sm1@1> 1700000001 +0800\nsame line\n";
	const char *b = "tree fedcba9876543210\nauthor sm1 <sm1@1> 1700000999 +0800\nsame line\n";

	/* 16 digits and 3 digits inserted, the rest copied */
	ck_assert_uint_lt(check_texts(a, b), 2 + 3 + 17 + 3 + 4 + 3 + 4);
}
END_TEST

static unsigned seed = 1;

static unsigned
dice(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 12) % n;
}

static void
add_random(struct str *s, size_t n)
{
	while (n-- > 0)
		str_add_char(s, (char)(dice(9) ? 'a' + (int)dice(4) : dice(3) ? '\n' : '\0'));
}

START_TEST(random_objects_and_changes)
{
	for (int i = 0; i < 3000; i++) {
		struct str from = STR_INIT, to = STR_INIT;
		size_t keep, tail;

		add_random(&from, dice(400));
		keep = dice((unsigned)from.len + 1);
		tail = dice((unsigned)(from.len - keep) + 1);
		str_add_n(&to, from.ptr, keep);
		add_random(&to, dice(300));
		str_add_n(&to, from.ptr + from.len - tail, tail);
		check(&from, &to);
		check(&to, &from);
		str_clear(&from);
		str_clear(&to);
	}
}
END_TEST

START_TEST(copies_longer_than_64_kib_and_beyond_16_mib)
{
	static const size_t sizes[] = {0xffff, 0x10000, 0x10001, 0x20000, 0x1000000 + 70000};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct str from = STR_INIT, to = STR_INIT;

		while (from.len < sizes[i])
			str_add_char(&from,
				     (char)(from.len % 251 ? from.len * from.len >> 7 : '\n'));
		str_add_n(&to, from.ptr, from.len);
		str_add(&to, "新的一行\n");
		ck_assert_uint_lt(check(&from, &to), 40 + 8 * (sizes[i] / 0x10000 + 1));
		str_clear(&from);
		str_clear(&to);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("delta");
	TCase *c = tcase_create("delta");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, small_and_odd_ones);
	tcase_add_test(c, an_append_is_one_copy_and_what_was_added);
	tcase_add_test(c, lines_that_changed_in_part_are_taken_one_by_one);
	tcase_add_test(c, random_objects_and_changes);
	tcase_add_test(c, copies_longer_than_64_kib_and_beyond_16_mib);
	suite_add_tcase(s, c);
	return run_suite(s);
}
