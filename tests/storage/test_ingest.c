/* Publishing in one home, taking in at another; every forgery is refused with its reason. */
#include "storage/ingest.h"

#include "tests/storage/two_homes.h"

START_TEST(entries_come_in_exactly_once_with_the_same_ids)
{
	struct branch a, b;
	struct err e;
	int64_t n;

	log_lines(&town, "sm1", 3);
	publish(&town, "sm1", &town_key);
	log_lines(&town, "sm1", 40);
	publish(&town, "sm1", &town_key);
	collect(&town, "sm1");
	ck_assert_uint_eq(narrivals, 2);
	ck_ok(take_in(&county, "sm1", 0, 1, &n, &e), &e);
	ck_assert_int_eq(n, 3);
	ck_ok(take_in(&county, "sm1", 1, 2, &n, &e), &e);
	ck_assert_int_eq(n, 40);
	ck_assert_int_eq(next_at(&county, "sm1"), 44);
	ck_ok(branch_load(town.store, "sm1", "140400101", &a, &e), &e);
	ck_ok(branch_load(county.store, "sm1", "140400101", &b, &e), &e);
	ck_assert_mem_eq(a.render.tip, b.render.tip, SHA1_BYTES);
	ck_assert_mem_eq(a.head, b.head, HEAD_BYTES);
	branch_clear(&a);
	branch_clear(&b);
	/* The same again is refused and changes nothing. */
	ck_assert_int_eq(take_in(&county, "sm1", 1, 2, &n, &e), RC_CORRUPT);
	ck_assert_int_eq(n, 0);
	ck_assert_int_eq(next_at(&county, "sm1"), 44);
}
END_TEST

START_TEST(many_publications_come_in_as_one_transaction_and_a_bad_one_ends_them)
{
	struct err e;
	int64_t n;
	int i;

	for (i = 0; i < 6; i++) {
		log_lines(&town, "sm1", 10);
		publish(&town, "sm1", &town_key);
	}
	collect(&town, "sm1");
	arrivals[4].lines.v[9].len--;
	ck_assert_int_ne(take_in(&county, "sm1", 0, 6, &n, &e), RC_OK);
	ck_assert_int_eq(n, 40);
	ck_assert_int_eq(next_at(&county, "sm1"), 41);
	arrivals[4].lines.v[9].len++;
	ck_ok(take_in(&county, "sm1", 4, 6, &n, &e), &e);
	ck_assert_int_eq(next_at(&county, "sm1"), 61);
}
END_TEST

START_TEST(a_changed_line_another_order_and_a_missing_line_are_refused)
{
	struct err e;
	struct line keep;
	char *changed;
	int64_t n;

	log_lines(&town, "sm1", 5);
	publish(&town, "sm1", &town_key);
	collect(&town, "sm1");
	keep = arrivals[0].lines.v[2];
	changed = arena_text_n(&mem, keep.text, keep.len);
	memcpy(strstr(changed, "巡查"), "检查", strlen("检查"));
	arrivals[0].lines.v[2].text = changed;
	ck_assert_int_eq(take_in(&county, "sm1", 0, 1, &n, &e), RC_CORRUPT);
	ck_assert_ptr_nonnull(strstr(e.text, "chain head"));
	arrivals[0].lines.v[2] = arrivals[0].lines.v[3];
	arrivals[0].lines.v[3] = keep;
	ck_assert_int_eq(take_in(&county, "sm1", 0, 1, &n, &e), RC_CORRUPT);
	ck_assert_ptr_nonnull(strstr(e.text, "sm1-3"));
	arrivals[0].lines.v[3] = arrivals[0].lines.v[2];
	arrivals[0].lines.v[2] = keep;
	arrivals[0].lines.n--;
	ck_assert_int_eq(take_in(&county, "sm1", 0, 1, &n, &e), RC_CORRUPT);
	arrivals[0].lines.n++;
	ck_ok(take_in(&county, "sm1", 0, 1, &n, &e), &e);
}
END_TEST

START_TEST(one_flipped_byte_anywhere_in_the_commit_is_refused)
{
	struct err e;
	char *commit;
	int64_t n;
	size_t i;

	log_lines(&town, "sm1", 2);
	publish(&town, "sm1", &town_key);
	collect(&town, "sm1");
	commit = arena_text_n(&mem, arrivals[0].commit, arrivals[0].commit_len);
	arrivals[0].commit = commit;
	for (i = 0; i < arrivals[0].commit_len; i++) {
		commit[i] ^= 1;
		ck_assert_int_ne(take_in(&county, "sm1", 0, 1, &n, &e), RC_OK);
		commit[i] ^= 1;
	}
	arrivals[0].id[0] ^= 1;
	ck_assert_int_ne(take_in(&county, "sm1", 0, 1, &n, &e), RC_OK);
	arrivals[0].id[0] ^= 1;
	ck_ok(take_in(&county, "sm1", 0, 1, &n, &e), &e);
}
END_TEST

START_TEST(a_key_that_is_not_enrolled_or_of_another_writer_does_not_count)
{
	struct err e;
	int64_t n;

	log_lines(&town, "sm1", 2);
	publish(&town, "sm1", &county_key); /* valid, but enrolled for sm0 */
	collect(&town, "sm1");
	ck_assert_int_eq(take_in(&county, "sm1", 0, 1, &n, &e), RC_CORRUPT);
	ck_assert_ptr_nonnull(strstr(e.text, "key"));
	/* On the branch of the writer whose key it is, the author does not fit. */
	ck_assert_int_eq(take_in(&county, "sm0", 0, 1, &n, &e), RC_CORRUPT);
	log_lines(&town, "sm2", 1);
	publish(&town, "sm2", &town_key);
	collect(&town, "sm2");
	ck_assert_int_eq(take_in(&county, "sm2", 1, 2, &n, &e), RC_INVALID);
	ck_assert_msg(strstr(e.text, "not enrolled"), "%s", e.text);
}
END_TEST

START_TEST(a_revoked_key_counts_up_to_its_number_and_a_new_one_from_there)
{
	struct key_pair next;
	struct err e;
	uint8_t seed[KEY_BYTES] = {9};
	int64_t n;

	keys_from_seed(seed, &next);
	log_lines(&town, "sm1", 3);
	publish(&town, "sm1", &town_key);
	log_lines(&town, "sm1", 2);
	publish(&town, "sm1", &next);
	collect(&town, "sm1");
	ck_assert_int_eq(take_in(&county, "sm1", 0, 2, &n, &e), RC_CORRUPT);
	ck_assert_int_eq(n, 3);
	key_line("revoke", "sm1", NULL, 4);
	ck_assert_int_eq(take_in(&county, "sm1", 1, 2, &n, &e), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "revoked"));
	key_line("rotate", "sm1", &next, 4);
	ck_ok(take_in(&county, "sm1", 1, 2, &n, &e), &e);
	ck_assert_int_eq(next_at(&county, "sm1"), 6);
}
END_TEST

START_TEST(the_keys_branch_itself_comes_in_under_the_pinned_root_only)
{
	struct err e;
	int64_t n;

	publish(&county, "sm.root", &root_key);
	collect(&county, "sm.root");
	ck_ok(take_in(&town, "sm.root", 0, 1, &n, &e), &e);
	ck_assert_int_eq(n, 2);
	key_line("retire", "sm1", NULL, 100);
	publish(&county, "sm.root", &county_key);
	vec_clear(&arrivals[0].lines);
	narrivals = 0;
	collect(&county, "sm.root");
	ck_assert_int_eq(take_in(&town, "sm.root", 1, 2, &n, &e), RC_CORRUPT);
}
END_TEST

START_TEST(a_forged_kind_is_refused_at_ingest_though_signed_well)
{
	struct err e;
	int64_t n;

	ck_ok(store_begin(county.store, &e), &e);
	write_line(&county, &kind_log, "sm0", 1, NULL, "越权", 1768700000000);
	ck_ok(store_commit(county.store, &e), &e);
	publish(&county, "sm0", &county_key);
	publish(&county, "sm.root", &root_key);
	collect(&county, "sm.root");
	ck_ok(take_in(&town, "sm.root", 0, 1, &n, &e), &e);
	collect(&county, "sm0");
	ck_assert_int_eq(take_in(&town, "sm0", 1, 2, &n, &e), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "sm0-1"));
	ck_assert_int_eq(next_at(&town, "sm0"), 1);
}
END_TEST

START_TEST(only_what_we_wrote_counts_as_answered)
{
	struct trust t;
	struct ingest *in;
	struct err e;
	int64_t n;

	log_lines(&town, "sm1", 3);
	ck_ok(store_begin(county.store, &e), &e);
	write_line(&county, &kind_query, "sm0", 1, "sm1-2", "收到", 1768700000000);
	write_line(&county, &kind_query, "sm0", 2, "sm1-4", "还没有写的", 1768700000000);
	ck_ok(store_commit(county.store, &e), &e);
	publish(&county, "sm.root", &root_key);
	collect(&county, "sm.root");
	ck_ok(take_in(&town, "sm.root", 0, 1, &n, &e), &e);
	publish(&county, "sm0", &county_key);
	collect(&county, "sm0");
	ck_ok(trust_load(town.store, &mem, "sm", &t, &e), &e);
	ck_ok(ingest_open(town.store, &t, "sm0", &in, &e), &e);
	ck_ok(ingest_add(in, &arrivals[1], &e), &e);
	ck_assert_int_eq(ingest_answered(in), 2);
	ck_ok(ingest_close(in, &n, &e), &e);
	ck_assert_int_eq(n, 2);
	trust_clear(&t);
}
END_TEST

START_TEST(a_changed_byte_in_the_store_is_found_by_replaying)
{
	struct branch_source src = {.store = town.store, .writer = "sm1"};
	struct branch b;
	struct pub *pubs;
	struct err e;
	size_t n;

	log_lines(&town, "sm1", 3);
	publish(&town, "sm1", &town_key);
	ck_ok(branch_replay(&src, "140400101", NULL, NULL, &b, &e), &e);
	branch_clear(&b);
	ck_ok(branch_pubs(town.store, &mem, "sm1", &pubs, &n, &e), &e);
	pubs[0].signature[0] ^= 1;
	ck_ok(store_begin(town.store, &e), &e);
	ck_ok(branch_put_pub(town.store, "sm1", &pubs[0], &e), &e);
	ck_ok(store_commit(town.store, &e), &e);
	ck_assert_int_eq(branch_replay(&src, "140400101", NULL, NULL, &b, &e), RC_CORRUPT);
	ck_assert_int_eq(branch_replay(&src, "999", NULL, NULL, &b, &e), RC_CORRUPT);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("ingest");
	TCase *t = tcase_create("ingest");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, entries_come_in_exactly_once_with_the_same_ids);
	tcase_add_test(t, many_publications_come_in_as_one_transaction_and_a_bad_one_ends_them);
	tcase_add_test(t, a_changed_line_another_order_and_a_missing_line_are_refused);
	tcase_add_test(t, one_flipped_byte_anywhere_in_the_commit_is_refused);
	tcase_add_test(t, a_key_that_is_not_enrolled_or_of_another_writer_does_not_count);
	tcase_add_test(t, a_revoked_key_counts_up_to_its_number_and_a_new_one_from_there);
	tcase_add_test(t, the_keys_branch_itself_comes_in_under_the_pinned_root_only);
	tcase_add_test(t, a_forged_kind_is_refused_at_ingest_though_signed_well);
	tcase_add_test(t, only_what_we_wrote_counts_as_answered);
	tcase_add_test(t, a_changed_byte_in_the_store_is_found_by_replaying);
	suite_add_tcase(s, t);
	return run_suite(s);
}
