/* A station after ten years (fault 44): 14,600 publications of 50 entries, some 73,000 objects.
 * Rendering the lost repository anew, taking all of it in, testing it, and a round with nothing
 * new, in bounded memory. ZHIBAN_TEST_FULL=1 runs the ten years and prints what each took;
 * otherwise it is a month. */
#include "storage/sync.h"

#include <sys/resource.h>
#include <time.h>

#include "storage/file.h"
#include "storage/verify.h"
#include "tests/storage/two_homes.h"

enum { LINES = 50, A_DAY = 4, MEMORY_MB = 256 };

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Of our own, without the pages of the store's map. */
static long
memory_mb(void)
{
	char line[200];
	long kb = 0;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, "RssAnon:", 8) == 0)
			kb = strtol(line + 8, NULL, 10);
	if (f)
		fclose(f);
	return kb / 1024;
}

static void
told(const char *what, double since)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	if (getenv("ZHIBAN_TEST_FULL"))
		printf("ten years: %s %.2f s; %ld MB now, %ld MB with the store's map at most\n",
		       what, seconds() - since, memory_mb(), u.ru_maxrss / 1024);
	fflush(stdout);
}

/* Four times a day fifty entries, each time published. */
static void
live(int publications)
{
	struct arena a = {0};
	struct trust t;
	struct err e;

	ck_ok(trust_load(town.store, &a, "sm", &t, &e), &e);
	for (int p = 0; p < publications; p++) {
		int64_t entries = 0, next;

		ck_ok(store_begin(town.store, &e), &e);
		ck_ok(store_next_number(town.store, "sm1", &next, &e), &e);
		for (int i = 0; i < LINES; i++)
			write_line(
			    &town, &kind_log, "sm1", next + i, NULL,
			    arena_text_f(&mem, "第%d次巡查，水位正常，道路畅通，第%d条", p, i),
			    (civil_secs(2026, 1, 1, 0, 0) + p * (86400 / A_DAY) + i * 60) * 1000);
		ck_ok(store_commit(town.store, &e), &e);
		ck_ok(publish_writer(town.store, &t, "sm1", &town_key, &(struct publish_sink){0},
				     &entries, &e),
		      &e);
		ck_assert_int_eq(entries, LINES);
		if (p % 100 == 99)
			arena_free(&mem);
	}
	trust_clear(&t);
	arena_free(&a);
}

static struct sync
a_round(struct home *h)
{
	return (struct sync){
	    .home = h->dir, .store = h->store, .now = civil_secs(2036, 1, 1, 0, 0)};
}

static struct git_repo *
open_repo(struct home *h)
{
	struct sync y = a_round(h);
	struct git_repo *r = NULL;
	struct trust t;
	struct err e;

	ck_ok(trust_load(h->store, &mem, "sm", &t, &e), &e);
	ck_ok(sync_repo_open(&y, &t, &r, &e), &e);
	trust_clear(&t);
	return r;
}

/* As a round does: packed when it has many loose objects. */
static void
close_repo(struct home *h, struct git_repo *r)
{
	struct sync y = a_round(h);
	struct trust t;
	struct err e;

	ck_ok(trust_load(h->store, &mem, "sm", &t, &e), &e);
	sync_repo_close(&y, &t, r);
	trust_clear(&t);
}

static void
take(struct git_repo *r, const struct sync_tips *tips)
{
	struct sync y = a_round(&county);
	struct trust t;
	struct err e;

	ck_ok(trust_load(county.store, &mem, "sm", &t, &e), &e);
	ck_ok(sync_take(&y, &t, r, &(struct sync_offer){"/stick", tips}, &e), &e);
	ck_assert(!y.refused);
	trust_clear(&t);
}

START_TEST(ten_years_are_rendered_taken_in_and_tested_in_bounded_memory)
{
	int n = getenv("ZHIBAN_TEST_FULL") ? 3650 * A_DAY : 30 * A_DAY;
	struct sync_tips tips = {.n = 1};
	struct verified v;
	struct git_repo *r;
	struct branch b;
	struct err e;
	double t = seconds();

	git_repo_setup(false);
	ck_ok(file_make_dirs(town.dir, &e), &e);
	live(n);
	told("lived in", t);
	t = seconds();
	r = open_repo(&town);
	told("rendered anew in", t);
	ck_ok(branch_load(town.store, "sm1", "140400101", &b, &e), &e);
	strcpy(tips.v[0].branch, "sm1");
	memcpy(tips.v[0].id, b.render.tip, SHA1_BYTES);
	branch_clear(&b);

	t = seconds();
	take(r, &tips);
	told("taken in in", t);
	ck_assert_int_eq(next_at(&county, "sm1"), n * LINES + 1);
	t = seconds();
	take(r, &tips);
	told("nothing new in", t);
	t = seconds();
	ck_ok(verify_book(county.store, "sm", &v, &e), &e);
	told("verified in", t);
	ck_assert_int_eq(v.entries, n * LINES);
	ck_assert_int_eq(v.publications, n);
	t = seconds();
	close_repo(&town, r);
	told("packed in", t);
	ck_assert_uint_lt(git_repo_loose(arena_text_f(&mem, "%s/git/sm.git", town.dir)), 2000);
	t = seconds();
	r = open_repo(&town);
	told("opened again in", t);
	git_repo_close(r);
#ifndef __SANITIZE_ADDRESS__
	ck_assert_int_le(memory_mb(), MEMORY_MB);
#endif
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("ten years");
	TCase *t = tcase_create("ten years");

	tcase_set_timeout(t, getenv("ZHIBAN_TEST_FULL") ? 3600 : 300);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, ten_years_are_rendered_taken_in_and_tested_in_bounded_memory);
	suite_add_tcase(s, t);
	return run_suite(s);
}
