/* What the process that waits for a transfer makes of its words. The transfer is this program. */
#include "storage/sync_child.h"

#include <stdio.h>
#include <unistd.h>

#include "tests/helpers.h"

enum { BRANCHES = TIPS_MAX };

static void
list(int digit)
{
	for (int i = 0; i < BRANCHES; i++)
		printf("ref sm%d %040d\n", i + 1, digit);
}

/* A server that shows many branches, twice: before and after it took one. */
static int
transfer(const char *op)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (str_equal(op, "compute")) {
		printf("ref sm1 %040d\n", 1);
		for (volatile unsigned i = 0;; i++)
			continue;
	}
	if (str_equal(op, "wait")) {
		printf("ref sm1 %040d\n", 1);
		for (;;)
			pause();
	}
	list(1);
	list(2);
	return 0;
}

START_TEST(the_newest_listing_counts_however_many_branches_there_are)
{
	struct sync_order o = {
	    .op = "push", .repo = "-", .url = "-", .book = "sm", .home = "-", .seconds = 20};
	struct sync_tips tips;
	struct err e;
	const struct sync_tip *last;

	ck_ok(sync_child_run(&o, &tips, &e), &e);
	ck_assert_uint_eq(tips.n, BRANCHES);
	last = sync_tip_find(&tips, "sm64");
	ck_assert_ptr_nonnull(last);
	ck_assert_uint_eq(last->id[SHA1_BYTES - 1], 2);
	ck_assert_uint_eq(sync_tip_find(&tips, "sm1")->id[SHA1_BYTES - 1], 2);
	ck_assert_ptr_null(sync_tip_find(&tips, "sm65"));
}
END_TEST

START_TEST(who_is_late_by_computing_is_not_taken_for_a_slow_line)
{
	struct sync_order o = {
	    .op = "compute", .repo = "-", .url = "-", .book = "sm", .home = "-", .seconds = 2};
	struct sync_tips tips;
	struct err e;

	ck_assert_int_eq(sync_child_run(&o, &tips, &e), RC_NETWORK);
	ck_assert(tips.heavy);
	ck_assert_uint_eq(tips.n, 1);
	o.op = "wait";
	o.seconds = 1;
	ck_assert_int_eq(sync_child_run(&o, &tips, &e), RC_NETWORK);
	ck_assert(!tips.heavy);
}
END_TEST

int
main(int argc, char **argv)
{
	Suite *s;
	TCase *t;

	if (argc > 2 && str_equal(argv[1], "--transfer"))
		return transfer(argv[2]);
	s = suite_create("sync_child");
	t = tcase_create("sync_child");
	tcase_add_test(t, the_newest_listing_counts_however_many_branches_there_are);
	tcase_add_test(t, who_is_late_by_computing_is_not_taken_for_a_slow_line);
	suite_add_tcase(s, t);
	return run_suite(s);
}
