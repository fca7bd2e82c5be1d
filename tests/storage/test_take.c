/* A round's judgement of what a remote offers, over a real repository: who may write what, floods,
 * what comes before a bad one. */
#include "storage/sync.h"

#include "core/matter.h"
#include "core/permit.h"
#include "storage/alarm.h"
#include "storage/git_repo.h"
#include "tests/storage/two_homes.h"

static struct git_repo *repo; /* as it was fetched: everything offered lies in it */
static struct sync_tips tips;
static bool refused;

static void
setup_repo(void)
{
	struct err e;
	char path[400];

	setup();
	git_repo_setup(false);
	snprintf(path, sizeof(path), "%s/sm.git", top);
	ck_ok(git_repo_open(path, true, &repo, &e), &e);
	memset(&tips, 0, sizeof(tips));
}

static void
teardown_repo(void)
{
	git_repo_close(repo);
	teardown();
}

static void
offer_id(const char *writer, const uint8_t id[SHA1_BYTES])
{
	struct sync_tip *tip = NULL;

	for (size_t i = 0; i < tips.n; i++)
		if (str_equal(tips.v[i].branch, git_branch_of(writer)))
			tip = &tips.v[i];
	if (!tip)
		tip = &tips.v[tips.n++];
	snprintf(tip->branch, sizeof(tip->branch), "%s", git_branch_of(writer));
	memcpy(tip->id, id, SHA1_BYTES);
}

/* Publishes what a writer wrote into the repository and offers its branch. */
static void
offer(struct home *h, const char *writer, const struct key_pair *k)
{
	struct publish_sink sink = {git_repo_write, repo};
	struct branch b;
	struct trust t;
	struct err e;
	int64_t n = 0;

	ck_ok(trust_load(h->store, &mem, "sm", &t, &e), &e);
	ck_ok(publish_writer(h->store, &t, writer, k, &sink, &n, &e), &e);
	trust_clear(&t);
	ck_ok(branch_load(h->store, writer, "140400101", &b, &e), &e);
	offer_id(writer, b.render.tip);
	branch_clear(&b);
}

/* One round's judgement at a home. */
static void
take(struct home *h)
{
	struct arena a = {0};
	struct sync y = {.home = h->dir, .store = h->store, .now = civil_secs(2036, 1, 1, 0, 0)};
	struct sync_offer o = {"/stick/sm.git", &tips};
	struct trust t;
	struct err e;

	ck_ok(trust_load(h->store, &a, "sm", &t, &e), &e);
	ck_ok(sync_take(&y, &t, repo, &o, &e), &e);
	refused = y.refused;
	trust_clear(&t);
	arena_free(&y.arena);
	arena_free(&a);
}

static size_t
quarantined(struct home *h, const char *writer, struct quarantined **out)
{
	struct err e;
	size_t n;

	ck_ok(quarantine_list(h->store, &mem, writer, out, &n, &e), &e);
	return n;
}

/* An empty record of a kind, as a writer's next entry. */
static void
forge(struct home *h, const struct kind *k, const char *writer)
{
	struct record *r = record_new(&mem, k);
	struct err e;
	int64_t next;

	ck_ok(store_begin(h->store, &e), &e);
	ck_ok(store_next_number(h->store, writer, &next, &e), &e);
	r->id = arena_text_f(&mem, "%s-%d", writer, (int)next);
	r->by = writer;
	r->ts = civil_secs(2026, 1, 18, 3, 0) * 1000;
	r->at = moment_at(r->ts / 1000);
	ck_ok(record_write(&mem, r, &e), &e);
	ck_ok(store_append(h->store, r->line, r->len, &e), &e);
	ck_ok(store_commit(h->store, &e), &e);
}

/* What the reader holds of the writer afterwards, and what it says. */
static void
expect(struct home *reader, const struct kind *k, const char *writer, int64_t before)
{
	struct quarantined *q;
	bool may = k->writers & writer_role(writer);
	size_t n = quarantined(reader, writer, &q);

	ck_assert_msg(refused == !may, "%s by %s", k->name, writer);
	ck_assert_msg(next_at(reader, writer) == before + may, "%s by %s", k->name, writer);
	ck_assert_msg(n == !may, "%s by %s: %zu in quarantine", k->name, writer, n);
	if (!may) {
		ck_assert_msg(strstr(q[0].reason, k->name) && strstr(q[0].reason, writer),
			      "%s by %s: %s", k->name, writer, q[0].reason);
		ck_assert_uint_gt(q[0].len, 0);
	}
}

START_TEST(every_kind_comes_in_from_the_sides_of_its_table_only)
{
	const struct kind *k = kinds[_i];

	forge(&town, k, "sm1");
	offer(&town, "sm1", &town_key);
	take(&county);
	expect(&county, k, "sm1", 1);

	memset(&tips, 0, sizeof(tips));
	forge(&county, k, "sm0");
	offer(&county, "sm.root", &root_key);
	offer(&county, "sm0", &county_key);
	take(&town);
	expect(&town, k, "sm0", 1);

	memset(&tips, 0, sizeof(tips));
	if (k == &kind_writer)
		key_line("enrol", "sm2", &town_key, 1);
	else
		forge(&county, k, "sm.root");
	offer(&county, "sm.root", &root_key);
	take(&town);
	expect(&town, k, "sm.root", 3);
}
END_TEST

START_TEST(what_comes_before_a_bad_one_comes_in_and_the_bad_one_is_held_at_once)
{
	struct quarantined *q;
	struct alarm *alarms;
	struct err e;
	size_t n;

	for (int i = 0; i < 3; i++) {
		log_lines(&town, "sm1", 2);
		offer(&town, "sm1", &town_key);
	}
	forge(&town, &kind_writer, "sm1");
	offer(&town, "sm1", &town_key);
	take(&county);
	ck_assert(refused);
	ck_assert_int_eq(next_at(&county, "sm1"), 7);
	ck_assert_uint_eq(quarantined(&county, "sm1", &q), 1);
	ck_ok(alarm_list(county.store, &mem, "sm", &alarms, &n, &e), &e);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(alarms[0].about, "refused sm1");
}
END_TEST

struct weight {
	size_t rows, bytes;
};

static bool
weigh(void *ctx, const char *key, const void *value, size_t n)
{
	struct weight *w = ctx;

	(void)value;
	w->rows++;
	w->bytes += strlen(key) + n;
	return true;
}

/* Of what is held against writers. */
static struct weight
local_weight(struct home *h)
{
	struct weight w = {0};
	struct err e;

	ck_ok(store_each_local(h->store, "alarm/", weigh, &w, &e), &e);
	ck_ok(store_each_local(h->store, "quarantine/", weigh, &w, &e), &e);
	return w;
}

/* A commit like the writer's last one, but for a number in it: none of them is right. */
static void
offer_bad(const char *writer, const char *like, size_t len, int turn)
{
	struct arena a = {0};
	char number[12], *bytes = arena_text_n(&a, like, len), *at = strstr(bytes, "head=");
	uint8_t id[SHA1_BYTES];
	struct err e;

	ck_assert_ptr_nonnull(at);
	snprintf(number, sizeof(number), "%011d", turn);
	memcpy(at + strlen("head="), number, strlen(number));
	sha1_object("commit", bytes, len, id);
	ck_ok(git_repo_write(repo, "commit", bytes, len, id, &e), &e);
	offer_id(writer, id);
	arena_free(&a);
}

/* The commit that a writer would offer next, for others to be made like it. */
static char *
next_commit(struct home *h, const char *writer, const struct key_pair *k, size_t *len)
{
	uint8_t *id = NULL;
	char *bytes;
	struct err e;

	log_lines(h, writer, 1);
	offer(h, writer, k);
	for (size_t i = 0; i < tips.n; i++)
		if (str_equal(tips.v[i].branch, writer))
			id = tips.v[i].id;
	ck_ok(git_repo_read(repo, &mem, "commit", id, 4096, &bytes, len, &e), &e);
	return bytes;
}

static int
many(int few, int full)
{
	return getenv("ZHIBAN_TEST_FULL") ? full : few;
}

START_TEST(a_flood_of_bad_publications_stays_small_and_the_others_go_on)
{
	struct weight early = {0}, late;
	struct quarantined *q;
	char *like;
	size_t len;
	int rounds = many(40, 100000);

	key_line("enrol", "sm2", &county_key, 1);
	log_lines(&town, "sm1", 1);
	offer(&town, "sm1", &town_key);
	take(&county);
	like = next_commit(&town, "sm1", &town_key, &len);
	for (int i = 0; i < rounds; i++) {
		if (i == 20)
			early = local_weight(&county);
		offer_bad("sm1", like, len, i);
		if (i % 50 == 0) {
			log_lines(&town, "sm2", 1);
			offer(&town, "sm2", &county_key);
		}
		take(&county);
		ck_assert(refused);
	}
	late = local_weight(&county);
	ck_assert_uint_eq(quarantined(&county, "sm1", &q), QUARANTINE_PER_WRITER);
	for (int i = 0; i < QUARANTINE_PER_WRITER; i++)
		ck_assert_uint_le(q[i].len, QUARANTINE_COMMIT_MAX);
	ck_assert_uint_eq(late.rows, early.rows);
	ck_assert_uint_le(late.bytes, early.bytes + 100); /* a counter has more digits */
	ck_assert_int_eq(next_at(&county, "sm1"), 2);
	ck_assert_int_eq(next_at(&county, "sm2"), 1 + (rounds + 49) / 50);
}
END_TEST

START_TEST(a_long_chain_of_bad_publications_is_one_refusal)
{
	struct quarantined *q;
	int n = many(60, 5000);

	for (int i = 0; i < n; i++) {
		log_lines(&town, "sm1", 1);
		offer(&town, "sm1", &county_key); /* not the key that counts */
	}
	take(&county);
	ck_assert(refused);
	ck_assert_uint_eq(quarantined(&county, "sm1", &q), 1);
	ck_assert_int_eq(next_at(&county, "sm1"), 1);
}
END_TEST

START_TEST(names_that_nobody_enrolled_fill_no_more_than_a_book_may_hold)
{
	struct quarantined *q;
	struct alarm *alarms;
	struct err e;
	char *like, writer[WRITER_TEXT];
	size_t len, n;

	like = next_commit(&town, "sm1", &town_key, &len);
	memset(&tips, 0, sizeof(tips));
	for (int i = 0; i < 80; i++) {
		snprintf(writer, sizeof(writer), "sm%d%c", 1 + i / 26, 'a' + i % 26);
		tips.n = 0;
		offer_bad(writer, like, len, i);
		take(&county);
	}
	ck_assert_uint_eq(quarantined(&county, NULL, &q), QUARANTINE_PER_BOOK);
	ck_ok(alarm_list(county.store, &mem, "sm", &alarms, &n, &e), &e);
	ck_assert_uint_le(n, ALARMS_PER_BOOK);
	/* The enrolled ones go on. */
	tips.n = 0;
	offer(&town, "sm1", &town_key);
	take(&county);
	ck_assert_int_eq(next_at(&county, "sm1"), 2);
}
END_TEST

static int
count_kinds(void)
{
	int n = 0;

	while (kinds[n])
		n++;
	return n;
}

int
main(void)
{
	Suite *s = suite_create("take");
	TCase *t = tcase_create("take");

	tcase_set_timeout(t, getenv("ZHIBAN_TEST_FULL") ? 3600 : 120);
	tcase_add_checked_fixture(t, setup_repo, teardown_repo);
	tcase_add_loop_test(t, every_kind_comes_in_from_the_sides_of_its_table_only, 0,
			    count_kinds());
	tcase_add_test(t, what_comes_before_a_bad_one_comes_in_and_the_bad_one_is_held_at_once);
	tcase_add_test(t, a_flood_of_bad_publications_stays_small_and_the_others_go_on);
	tcase_add_test(t, a_long_chain_of_bad_publications_is_one_refusal);
	tcase_add_test(t, names_that_nobody_enrolled_fill_no_more_than_a_book_may_hold);
	suite_add_tcase(s, t);
	return run_suite(s);
}
