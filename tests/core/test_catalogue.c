/* The catalogue, cards and call lists: what is shipped reads well, and what is wrong is named. */
#include "core/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "tests/helpers.h"

static struct arena arena;

static char *
shipped(const char *folder, const char *name)
{
	char *path = arena_text_f(&arena, "templates/%s%s.conf", folder, name);
	char *text = slurp(path, NULL);

	ck_assert_msg(text != NULL, "%s: run from the top folder", path);
	return text;
}

static struct catalogue
shipped_catalogue(void)
{
	struct catalogue c;
	struct err e;
	char *text = shipped("", "catalogue");

	ck_ok(catalogue_parse(&arena, "catalogue.conf", text, strlen(text), &c, &e), &e);
	free(text);
	return c;
}

START_TEST(every_family_is_a_kind_of_its_own_family)
{
	struct catalogue c = shipped_catalogue();

	for (int i = 0; families[i].word; i++) {
		const struct catalogue_kind *k = catalogue_find(&c, families[i].word);

		ck_assert_msg(k != NULL, "%s", families[i].word);
		ck_assert_int_eq(k->family, i + 1);
	}
	arena_free(&arena);
}
END_TEST

START_TEST(a_kind_is_found_by_word_name_and_other_names)
{
	struct catalogue c = shipped_catalogue();
	const struct catalogue_kind *k = catalogue_find(&c, "carbon-monoxide");

	ck_assert_ptr_nonnull(k);
	ck_assert_ptr_eq(catalogue_find(&c, "一氧化碳中毒"), k);
	ck_assert_ptr_eq(catalogue_find(&c, "煤气中毒"), k);
	ck_assert_str_eq(catalogue_find(&c, "火灾")->word, "fire");
	ck_assert_str_eq(catalogue_find(&c, "fire")->event, "火灾");
	ck_assert_ptr_null(catalogue_find(&c, "volcano"));
	arena_free(&arena);
}
END_TEST

START_TEST(every_kind_has_its_card_and_its_calls)
{
	struct catalogue c = shipped_catalogue();

	for (size_t i = 0; i < c.n; i++) {
		struct call_list calls;
		struct card card;
		struct err e;
		char *text = shipped("cards/", c.v[i].card);

		ck_ok(card_parse(&arena, c.v[i].card, text, strlen(text), &card, &e), &e);
		ck_assert_msg(card.n >= 4 && card.v[0].must, "%s", c.v[i].card);
		free(text);
		text = shipped("calls/", c.v[i].calls);
		ck_ok(calls_parse(&arena, c.v[i].calls, text, strlen(text), &calls, &e), &e);
		ck_assert_str_eq(calls.v[0].whom, "带班领导");
		free(text);
	}
	arena_free(&arena);
}
END_TEST

static const struct {
	const char *text, *says;
} wrong[] = {
    {"[kind x]\nname = 某\n", "c:1: there is no family ''"},
    {"[kind x]\nname = 某\nfamily = volcano\n", "c:1: there is no family 'volcano'"},
    {"[kind x]\nfamily = fire\n", "c:1: a kind has a word and a name"},
    {"[kind x]\nname=甲\nfamily=fire\n[kind x]\nname=乙\nfamily=fire\n",
     "c:4: kind 'x' is there twice"},
    {"[sort x]\nname=甲\n", "c:1: there is no section [sort]"},
};

START_TEST(what_is_wrong_is_named_with_its_line)
{
	struct catalogue c;
	struct err e = {0};

	ck_assert_int_eq(
	    catalogue_parse(&arena, "c", wrong[_i].text, strlen(wrong[_i].text), &c, &e),
	    RC_INVALID);
	ck_assert_str_eq(e.text, wrong[_i].says);
	arena_free(&arena);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("catalogue");
	TCase *t = tcase_create("catalogue");

	tcase_add_test(t, every_family_is_a_kind_of_its_own_family);
	tcase_add_test(t, a_kind_is_found_by_word_name_and_other_names);
	tcase_add_test(t, every_kind_has_its_card_and_its_calls);
	tcase_add_loop_test(t, what_is_wrong_is_named_with_its_line, 0, 5);
	suite_add_tcase(s, t);
	return run_suite(s);
}
