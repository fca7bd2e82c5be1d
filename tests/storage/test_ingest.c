/* Publishing in one home, taking in at another; every forgery is refused with its reason. */
#include "storage/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/line.h"
#include "core/station.h"
#include "storage/publish.h"
#include "tests/helpers.h"

enum { ARRIVALS = 32 };

/* One station: a store and, at the superior, the hand in the other's book. */
struct home {
	char dir[300];
	struct store *store;
};

static const char *top;
static struct home town, county;
static struct key_pair town_key, county_key, root_key;
static struct arena mem;
/* What the town published, as a carrier would bring it. */
static struct arrival arrivals[ARRIVALS];
static size_t narrivals;

static void
local(struct home *h, const char *key, const char *value)
{
	struct err e;

	ck_ok(store_local_put(h->store, key, value, strlen(value), &e), &e);
}

static void
open_home(struct home *h, const char *name, const char *device)
{
	struct err e;
	char path[400];

	snprintf(h->dir, sizeof(h->dir), "%s/%s", top, name);
	snprintf(path, sizeof(path), "%s.store", h->dir);
	ck_ok(store_open(path, STORE_CREATE, &h->store, &e), &e);
	ck_ok(store_begin(h->store, &e), &e);
	local(h, "device", device);
	ck_ok(store_commit(h->store, &e), &e);
}

/* A record of a kind, written as it stands: tests forge with it. */
static void
write_line(struct home *h, const struct kind *k, const char *writer, int64_t number, const char *of,
	   const char *text, int64_t ts)
{
	struct parse_context c = {.now = ts / 1000, .arena = &mem};
	struct record *r = record_new(&mem, k);
	struct err e;

	r->id = arena_text_f(&mem, "%s-%d", writer, (int)number);
	r->by = writer;
	r->of = of;
	r->ts = ts;
	r->at = moment_at(ts / 1000);
	ck_ok(record_set(r, "text", text, &c, &e), &e);
	if (k == &kind_correction)
		ck_ok(record_set(r, "reason", "笔误", &c, &e), &e);
	ck_ok(record_write(&mem, r, &e), &e);
	ck_ok(store_append(h->store, r->line, r->len, &e), &e);
}

static void
log_lines(struct home *h, const char *writer, int n)
{
	struct err e;
	int64_t next, i;

	ck_ok(store_begin(h->store, &e), &e);
	for (i = 0; i < n; i++) {
		ck_ok(store_next_number(h->store, writer, &next, &e), &e);
		write_line(h, &kind_log, writer, next, NULL, "巡查无异常",
			   (civil_secs(2026, 1, 18, 2, 0) + next * 3600) * 1000);
	}
	ck_ok(store_commit(h->store, &e), &e);
}

/* A line of the keys branch, in the county's store. */
static void
key_line(const char *op, const char *writer, const struct key_pair *k, int from)
{
	struct parse_context c = {.arena = &mem};
	struct record *r = record_new(&mem, &kind_writer);
	char number[24], text[KEY_TEXT_MAX];
	struct err e;
	int64_t next;

	ck_ok(store_begin(county.store, &e), &e);
	ck_ok(store_next_number(county.store, "sm.root", &next, &e), &e);
	r->id = arena_text_f(&mem, "sm.root-%d", (int)next);
	r->by = "yl1";
	r->ts = civil_secs(2026, 1, 1, 0, 0) * 1000;
	r->at = moment_at(r->ts / 1000);
	snprintf(number, sizeof(number), "%d", from);
	ck_ok(record_set(r, "op", op, &c, &e), &e);
	ck_ok(record_set(r, "writer", writer, &c, &e), &e);
	ck_ok(record_set(r, "from", number, &c, &e), &e);
	if (k) {
		sshsig_key_text(k->public, text);
		ck_ok(record_set(r, "key", text, &c, &e), &e);
	}
	ck_ok(record_write(&mem, r, &e), &e);
	ck_ok(store_append(county.store, r->line, r->len, &e), &e);
	ck_ok(store_commit(county.store, &e), &e);
}

static void
trust_row(struct home *h)
{
	struct trust t = {.book = "sm", .code = "140400101", .name = "石门镇"};
	char text[KEY_TEXT_MAX];
	struct err e;

	sshsig_key_text(root_key.public, text);
	t.root = text;
	ck_ok(store_begin(h->store, &e), &e);
	ck_ok(trust_put(h->store, &t, &e), &e);
	ck_ok(store_commit(h->store, &e), &e);
}

static void
setup(void)
{
	struct err e;
	uint8_t seed[KEY_BYTES] = {1};

	top = fresh_dir();
	keys_from_seed(seed, &town_key);
	seed[0] = 2;
	keys_from_seed(seed, &county_key);
	seed[0] = 3;
	keys_from_seed(seed, &root_key);
	open_home(&town, "town", "sm1");
	open_home(&county, "county", "yl1");
	ck_ok(store_begin(county.store, &e), &e);
	local(&county, "hand/sm", "sm0");
	ck_ok(store_commit(county.store, &e), &e);
	trust_row(&town);
	trust_row(&county);
	key_line("enrol", "sm1", &town_key, 1);
	key_line("enrol", "sm0", &county_key, 1);
}

static void
teardown(void)
{
	size_t i;

	for (i = 0; i < narrivals; i++)
		vec_clear(&arrivals[i].lines);
	narrivals = 0;
	store_close(town.store);
	store_close(county.store);
	arena_free(&mem);
	clean_dir(top);
}

static void
publish(struct home *h, const char *writer, const struct key_pair *k)
{
	struct trust t;
	struct err e;
	int64_t n = 0;

	ck_ok(trust_load(h->store, &mem, "sm", &t, &e), &e);
	ck_ok(publish_writer(h->store, &t, writer, k, &(struct publish_sink){0}, &n, &e), &e);
	trust_clear(&t);
}

/* Catches the commits that a replay renders. */
static enum rc
catch_commit(void *ctx, const char *type, const void *bytes, size_t n, const uint8_t id[SHA1_BYTES],
	     struct err *e)
{
	struct arrival *a = &arrivals[narrivals];

	(void)ctx;
	(void)e;
	if (!str_equal(type, "commit"))
		return RC_OK;
	memcpy(a->id, id, SHA1_BYTES);
	a->commit = arena_text_n(&mem, bytes, n);
	a->commit_len = n;
	narrivals++;
	return RC_OK;
}

static void
collect(struct home *h, const char *writer)
{
	struct branch_source src = {.store = h->store, .writer = writer, .object = catch_commit};
	struct branch b;
	struct pub *pubs;
	struct err e;
	size_t n, i, first = narrivals;

	ck_ok(branch_replay(&src, "140400101", NULL, NULL, &b, &e), &e);
	branch_clear(&b);
	ck_ok(branch_pubs(h->store, &mem, writer, &pubs, &n, &e), &e);
	for (i = 0; i < n; i++)
		ck_ok(branch_lines(h->store, &mem, writer, pubs[i].p.a, pubs[i].p.b,
				   &arrivals[first + i].lines, &e),
		      &e);
}

/* Takes arrivals from..until of a writer in; returns the code of the first that is refused. */
static enum rc
take_in(struct home *h, const char *writer, size_t from, size_t until, int64_t *entries,
	struct err *e)
{
	struct trust t;
	struct ingest *in;
	struct err e2;
	enum rc rc = RC_OK;
	size_t i;

	ck_ok(trust_load(h->store, &mem, "sm", &t, e), e);
	ck_ok(ingest_open(h->store, &t, writer, &in, e), e);
	for (i = from; rc == RC_OK && i < until; i++)
		rc = ingest_add(in, &arrivals[i], e);
	ck_ok(ingest_close(in, entries, &e2), &e2);
	trust_clear(&t);
	return rc;
}

static int64_t
next_at(struct home *h, const char *writer)
{
	struct err e;
	int64_t next;

	ck_ok(store_next_number(h->store, writer, &next, &e), &e);
	return next;
}

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
	tcase_add_test(t, a_changed_byte_in_the_store_is_found_by_replaying);
	suite_add_tcase(s, t);
	return run_suite(s);
}
