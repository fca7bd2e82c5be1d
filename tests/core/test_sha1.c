/* SHA-1 against the published examples and ids that git prints. */
#include "core/sha1.h"

#include <string.h>

#include "core/vec.h"
#include "tests/helpers.h"

static void
check_digest(const char *text, size_t n, size_t step, const char *expected)
{
	struct sha1 s;
	uint8_t id[SHA1_BYTES];
	char hex[SHA1_HEX];

	sha1_init(&s);
	for (size_t i = 0; i < n; i += step)
		sha1_add(&s, text + i, n - i < step ? n - i : step);
	sha1_end(&s, id);
	sha1_hex(id, hex);
	ck_assert_str_eq(hex, expected);
}

START_TEST(the_published_examples_hold)
{
	const char *longer = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

	check_digest("", 0, 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
	check_digest("abc", 3, 3, "a9993e364706816aba3e25717850c26c9cd0d89d");
	check_digest(longer, 56, 56, "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}
END_TEST

START_TEST(a_million_letters_give_the_published_digest_whatever_the_pieces)
{
	static char letters[1000 * 1000];
	const size_t steps[] = {1000 * 1000, 64, 63, 65, 1, 4096};

	memset(letters, 'a', sizeof(letters));
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		check_digest(letters, sizeof(letters), steps[i],
			     "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}
END_TEST

static void
check_object(const char *type, const char *text, const char *expected)
{
	uint8_t id[SHA1_BYTES];
	char hex[SHA1_HEX];

	sha1_object(type, text, strlen(text), id);
	sha1_hex(id, hex);
	ck_assert_str_eq(hex, expected);
}

START_TEST(objects_get_the_ids_that_git_gives_them)
{
	check_object("blob", "", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
	check_object("blob", "hello\n", "ce013625030ba8dba906f756967f9e9ca394464a");
	check_object("tree", "", "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("sha1");
	TCase *t = tcase_create("sha1");

	tcase_add_test(t, the_published_examples_hold);
	tcase_add_test(t, a_million_letters_give_the_published_digest_whatever_the_pieces);
	tcase_add_test(t, objects_get_the_ids_that_git_gives_them);
	suite_add_tcase(s, t);
	return run_suite(s);
}
