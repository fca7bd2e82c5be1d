/* Finding bytes: the same places as a plain search, whatever lies around. */
#include "storage/find.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/helpers.h"

static const char *
naive(const char *text, size_t n, const char *needle, size_t len)
{
	for (size_t i = 0; i + len <= n; i++)
		if (memcmp(text + i, needle, len) == 0)
			return text + i;
	return NULL;
}

/* Every length and place around the width of a step, in exactly as much memory as the text takes.
 */
START_TEST(a_word_is_found_at_every_place)
{
	static const char *const words[] = {"x", "滑坡", "坡", "XJ-7731",
					    "溶洞塌陷发生在石镇东山村"};

	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
		for (size_t n = 0; n <= 150; n++) {
			size_t len = strlen(words[w]);
			char *text = malloc(n ? n : 1);
			struct finder f;

			ck_assert_ptr_nonnull(text);
			finder_init(&f, words[w], len);
			memset(text, '-', n);
			ck_assert_ptr_null(finder_next(&f, text, n));
			for (size_t at = 0; at + len <= n; at++) {
				memset(text, words[w][0], n);
				memcpy(text + at, words[w], len);
				ck_assert_ptr_eq(finder_next(&f, text, n),
						 naive(text, n, words[w], len));
			}
			free(text);
		}
}
END_TEST

START_TEST(chance_finds_the_same_as_a_plain_search)
{
	uint64_t seed = 0x5eed;
	char text[400], needle[6];
	struct finder f;

	for (int round = 0; round < 20000; round++) {
		size_t n = 0, len;

		for (size_t i = 0; i < sizeof(text); i++) {
			seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
			text[i] = "\xe6\xbb\x91\xe5\x9d\xa1"[(seed >> 40) % 6];
			if (i < sizeof(needle))
				needle[i] = "\xe6\xbb\x91\xe5\x9d\xa1"[(seed >> 50) % 6];
		}
		len = 1 + (size_t)(seed >> 33) % sizeof(needle);
		n = (size_t)(seed >> 20) % sizeof(text);
		finder_init(&f, needle, len);
		ck_assert_ptr_eq(finder_next(&f, text, n), naive(text, n, needle, len));
	}
}
END_TEST

START_TEST(an_empty_word_is_found_at_once)
{
	struct finder f;
	const char *text = "text";

	finder_init(&f, "", 0);
	ck_assert_ptr_eq(finder_next(&f, text, 4), text);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("find");
	TCase *t = tcase_create("bytes");

	tcase_add_test(t, a_word_is_found_at_every_place);
	tcase_add_test(t, chance_finds_the_same_as_a_plain_search);
	tcase_add_test(t, an_empty_word_is_found_at_once);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
