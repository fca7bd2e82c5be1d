/* Who may write what into a book: kinds, numbers, books, and the two sides of one. */
#include "core/permit.h"

#include <string.h>

#include "core/line.h"
#include "core/matter.h"
#include "tests/helpers.h"

static struct err e;

static struct record
a_record(const struct kind *k, const char *id)
{
	return (struct record){.kind = k, .kind_name = k ? k->name : "newer", .id = id};
}

START_TEST(a_writer_writes_its_kinds_its_numbers_and_its_book)
{
	struct record r = a_record(&kind_log, "sm1-7");

	ck_ok(permit_record(&r, "sm1", 7, &e), &e);
	ck_assert_int_eq(permit_record(&r, "sm1", 8, &e), RC_CORRUPT);
	ck_assert_int_eq(permit_record(&r, "sm2", 7, &e), RC_CORRUPT);
	r.of = "ly1-3";
	ck_assert_int_eq(permit_record(&r, "sm1", 7, &e), RC_INVALID);
	r.of = "nonsense";
	ck_assert_int_eq(permit_record(&r, "sm1", 7, &e), RC_INVALID);
	r.of = "sm0-3";
	ck_ok(permit_record(&r, "sm1", 7, &e), &e);
	r.kind = NULL; /* of a newer program */
	ck_ok(permit_record(&r, "sm1", 7, &e), &e);
}
END_TEST

START_TEST(every_kind_is_written_by_the_sides_of_its_table_and_nobody_else)
{
	static const char *const writers[] = {"sm1", "sm0", "sm.root"};
	static const char *const ids[] = {"sm1-7", "sm0-7", "sm.root-7"};

	for (size_t i = 0; kinds[i]; i++)
		for (size_t w = 0; w < 3; w++) {
			struct record r = a_record(kinds[i], ids[w]);
			bool may = kinds[i]->writers & writer_role(writers[w]);
			enum rc rc = permit_record(&r, writers[w], 7, &e);

			ck_assert_msg(rc == (may ? RC_OK : RC_INVALID), "%s by %s", kinds[i]->name,
				      writers[w]);
			if (!may)
				ck_assert_ptr_nonnull(strstr(e.text, kinds[i]->name));
		}
}
END_TEST

START_TEST(the_superior_never_edits_or_corrects_what_belongs_to_the_station)
{
	struct record r = a_record(&kind_order, "sm0-7");

	r.of = "sm1-3";
	r.rev = 2;
	r.has = UINT64_C(1) << kind_field_index(&kind_order, "closed");
	ck_assert_int_eq(permit_record(&r, "sm0", 7, &e), RC_INVALID);
	r.of = "sm0-3"; /* its own */
	ck_ok(permit_record(&r, "sm0", 7, &e), &e);
	r = a_record(&kind_correction, "sm0-8");
	r.of = "sm1-3";
	ck_assert_int_eq(permit_record(&r, "sm0", 8, &e), RC_INVALID);
	r.of = "sm0-3";
	ck_ok(permit_record(&r, "sm0", 8, &e), &e);
}
END_TEST

START_TEST(the_station_closes_what_its_superior_gave_it_and_changes_nothing_else)
{
	uint64_t closed = UINT64_C(1) << kind_field_index(&kind_order, "closed") |
			  UINT64_C(1) << kind_field_index(&kind_order, "closed_at");
	struct record r = a_record(&kind_order, "sm1-7");

	r.of = "sm0-3";
	r.rev = 2;
	r.has = closed;
	ck_ok(permit_record(&r, "sm1", 7, &e), &e);
	r.has = closed | UINT64_C(1) << kind_field_index(&kind_order, "text");
	ck_assert_int_eq(permit_record(&r, "sm1", 7, &e), RC_INVALID);
	r.has = 0; /* only members that this program does not know */
	ck_assert_int_eq(permit_record(&r, "sm1", 7, &e), RC_INVALID);
	r.kind = NULL;
	r.has = closed;
	ck_assert_int_eq(permit_record(&r, "sm1", 7, &e), RC_INVALID);
	r = a_record(&kind_correction, "sm1-8");
	r.of = "sm0-3";
	ck_assert_int_eq(permit_record(&r, "sm1", 8, &e), RC_INVALID);
	r.of = "sm1b-3"; /* the same station, before it was restored */
	ck_ok(permit_record(&r, "sm1", 8, &e), &e);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("permit");
	TCase *t = tcase_create("permit");

	tcase_add_test(t, a_writer_writes_its_kinds_its_numbers_and_its_book);
	tcase_add_test(t, every_kind_is_written_by_the_sides_of_its_table_and_nobody_else);
	tcase_add_test(t, the_superior_never_edits_or_corrects_what_belongs_to_the_station);
	tcase_add_test(t, the_station_closes_what_its_superior_gave_it_and_changes_nothing_else);
	suite_add_tcase(s, t);
	return run_suite(s);
}
