/* What holds for every kind of record, by its table alone: a new kind is tested the moment it is
 * listed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/record.h"
#include "core/thing.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;

static void
set_up(void)
{
	a = (struct arena){0};
}

static void
tear_down(void)
{
	arena_free(&a);
}

static size_t
count_kinds(void)
{
	size_t n = 0;

	while (kinds[n])
		n++;
	return n;
}

/* A value of every type that survives the way to JSON and back. */
static void
fill(const struct field *f, void *body)
{
	struct parse_context c = {.now = civil_secs(2026, 1, 18, 3, 0), .arena = &a};
	const char *text = "文字 a\"b\\c";

	if (f->type == &field_note)
		text = "第一行\n第二行";
	else if (f->type == &field_time)
		text = "2026-01-18T02:47";
	else if (f->type == &field_day)
		text = "2026-01-18";
	else if (f->type == &field_clock)
		text = "08:30";
	else if (f->type == &field_choice || f->type == &field_flags)
		text = f->choices[0].word;
	else if (f->type == &field_count)
		text = "3";
	else if (f->type == &field_decimal)
		text = "2.5";
	else if (f->type == &field_yes)
		text = "yes";
	else if (f->type == &field_ref || f->type == &field_person)
		text = "sm1-7";
	else if (f->type == &field_words)
		text = "甲,乙";
	ck_ok(field_parse(f, text, &c, body, &e), &e);
}

/* Every field given; ids and times as a device would set them. */
static struct record *
full_record(const struct kind *k)
{
	struct record *r = record_new(&a, k);

	for (size_t i = 0; i < k->nfields; i++) {
		fill(&k->fields[i], r->body);
		r->has |= UINT64_C(1) << i;
	}
	r->id = writer_role("sm.root") & k->writers ? "sm.root-1" : "sm1-12";
	r->by = "sm1-3";
	r->at = moment_at(civil_secs(2026, 1, 18, 2, 47));
	r->ts = INT64_C(1000) * civil_secs(2026, 1, 18, 2, 48) + 7;
	return r;
}

START_TEST(a_record_reads_back_as_it_was_written)
{
	const struct kind *k = kinds[_i];
	struct record *r = full_record(k), *back;

	ck_ok(record_write(&a, r, &e), &e);
	ck_ok(record_read(&a, r->line, r->len, &back, &e), &e);
	ck_assert_ptr_eq(back->kind, k);
	ck_assert_str_eq(back->id, r->id);
	ck_assert_int_eq(back->ts, r->ts);
	for (size_t i = 0; i < k->nfields; i++) {
		if (k->fields[i].flags & FIELD_PRIVATE)
			ck_assert_msg(field_empty(&k->fields[i], back->body), "%s is in the line",
				      k->fields[i].name);
		else
			ck_assert_msg(field_equal(&k->fields[i], r->body, back->body), "%s changed",
				      k->fields[i].name);
	}
	ck_ok(record_write(&a, back, &e), &e);
	if (!back->private_names)
		ck_assert_str_eq(back->line, r->line);
}
END_TEST

START_TEST(a_private_value_is_named_in_the_record_but_not_in_it)
{
	const struct kind *k = kinds[_i];
	struct record *r = full_record(k), *back;
	struct str text = STR_INIT;

	ck_ok(record_write(&a, r, &e), &e);
	record_private_text(r, &text);
	for (size_t i = 0; i < k->nfields; i++) {
		if (!(k->fields[i].flags & FIELD_PRIVATE))
			continue;
		ck_assert_ptr_nonnull(strstr(r->line, k->fields[i].name));
		ck_assert_ptr_nonnull(strstr(text.ptr, k->fields[i].name));
	}
	ck_ok(record_read(&a, r->line, r->len, &back, &e), &e);
	if (text.len)
		ck_ok(record_join_private(&a, back, text.ptr, text.len, &e), &e);
	for (size_t i = 0; i < k->nfields; i++)
		ck_assert(field_equal(&k->fields[i], r->body, back->body));
	str_clear(&text);
}
END_TEST

START_TEST(a_missing_required_field_is_refused_by_name)
{
	const struct kind *k = kinds[_i];

	for (size_t i = 0; i < k->nfields; i++) {
		struct record *r = full_record(k);

		if (!(k->fields[i].flags & FIELD_REQUIRED))
			continue;
		memset(field_value(&k->fields[i], r->body), 0, k->fields[i].type->size);
		ck_assert_int_eq(kind_check(k, r->body, &e), RC_MISSING);
		ck_assert_ptr_nonnull(strstr(e.text, k->fields[i].name));
	}
}
END_TEST

START_TEST(a_text_that_is_too_long_is_refused)
{
	const struct kind *k = kinds[_i];
	struct parse_context c = {.arena = &a};
	char *text = arena_alloc(&a, 20001);

	memset(text, 'x', 20000);
	for (size_t i = 0; i < k->nfields; i++) {
		struct record *r = record_new(&a, k);

		if (k->fields[i].type != &field_text && k->fields[i].type != &field_note)
			continue;
		ck_assert_int_ne(field_parse(&k->fields[i], text, &c, r->body, &e), RC_OK);
		ck_assert(field_empty(&k->fields[i], r->body));
	}
}
END_TEST

/* The line with the value of one body member replaced by raw JSON. */
static char *
with_value(const struct record *r, const struct field *f, const char *json)
{
	struct str value = STR_INIT, line = STR_INIT;
	char *at, *copy;

	f->type->encode(f, field_of(f, r->body), &value);
	str_add_f(&line, "\"%s\":%s", f->name, value.ptr);
	at = strstr(strstr(r->line, "\"body\":{"), line.ptr);
	ck_assert_ptr_nonnull(at);
	copy = arena_text_f(&a, "%.*s\"%s\":%s%s", (int)(at - r->line), r->line, f->name, json,
			    at + line.len);
	str_clear(&value);
	str_clear(&line);
	return copy;
}

START_TEST(a_value_of_a_wrong_type_is_refused)
{
	const struct kind *k = kinds[_i];
	struct record *r = full_record(k), *back;
	static const char *const wrong[] = {"{}", "null", "-1", "[1]", "\"\"", "[]"};

	ck_ok(record_write(&a, r, &e), &e);
	for (size_t i = 0; i < k->nfields; i++) {
		if (k->fields[i].flags & FIELD_PRIVATE)
			continue;
		for (size_t w = 0; w < ARRAY_LEN(wrong); w++) {
			char *line = with_value(r, &k->fields[i], wrong[w]);

			ck_assert_msg(record_read(&a, line, strlen(line), &back, &e) != RC_OK,
				      "%s took %s", k->fields[i].name, wrong[w]);
		}
	}
}
END_TEST

START_TEST(a_member_of_a_newer_program_is_kept)
{
	struct record *r = full_record(kinds[_i]), *back;
	char *line;

	ck_ok(record_write(&a, r, &e), &e);
	line =
	    arena_text_f(&a, "%.*s,\"zz_new\":1%s", (int)(strstr(r->line, "},\"by\":") - r->line),
			 r->line, strstr(r->line, "},\"by\":"));
	ck_ok(record_read(&a, line, strlen(line), &back, &e), &e);
	ck_assert_str_eq(back->line, line);
}
END_TEST

START_TEST(an_edit_tells_old_and_new_values)
{
	const struct kind *k = kinds[_i];
	struct record *first = full_record(k), *edit, *back;
	const struct record *both[2];
	struct thing *t;
	void *wanted;

	if (!(k->flags & KIND_THING))
		return;
	ck_ok(record_write(&a, first, &e), &e);
	both[0] = first;
	ck_ok(thing_fold(&a, both, 1, first->id, &t, &e), &e);
	wanted = arena_alloc(&a, k->size);
	edit = thing_edit(&a, t, wanted, ~UINT64_C(0) >> (64 - k->nfields));
	ck_assert_ptr_nonnull(edit);
	edit->id = "sm1-13";
	edit->by = "sm1-3";
	edit->at = first->at;
	edit->ts = first->ts + 1;
	ck_ok(record_write(&a, edit, &e), &e);
	ck_ok(record_read(&a, edit->line, edit->len, &back, &e), &e);
	ck_assert_int_eq(back->rev, 2);
	both[1] = back;
	ck_ok(thing_fold(&a, both, 2, first->id, &t, &e), &e);
	ck_assert_uint_eq(t->nconflicts, 0);
	for (size_t i = 0; i < k->nfields; i++)
		if (!(k->fields[i].flags & FIELD_PRIVATE))
			ck_assert_msg(field_empty(&k->fields[i], t->body), "%s was not cleared",
				      k->fields[i].name);
}
END_TEST

static void
add_schema(const struct kind *k, struct str *out)
{
	str_add_f(out, "kind %s flags %u writers %u\n", k->name, k->flags, k->writers);
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		str_add_f(out, "%s %s %u", f->name, f->type->name,
			  f->flags & (FIELD_REQUIRED | FIELD_PRIVATE));
		for (const struct choice *c = f->choices; c && c->word; c++)
			str_add_f(out, " %s", c->word);
		str_add_char(out, '\n');
	}
}

/* The file format is the golden schema: a renamed member or word fails here first. GOLDEN=1 writes
 * it anew. */
START_TEST(the_schema_of_a_kind_is_the_golden_one)
{
	struct str schema = STR_INIT;
	char *path = arena_text_f(&a, "tests/golden/schema/%s.schema", kinds[_i]->name), *golden;

	add_schema(kinds[_i], &schema);
	if (getenv("GOLDEN")) {
		FILE *f = fopen(path, "w");

		ck_assert_ptr_nonnull(f);
		fputs(schema.ptr, f);
		fclose(f);
	}
	golden = slurp(path, NULL);
	ck_assert_msg(golden != NULL, "%s is missing; GOLDEN=1 makes it", path);
	ck_assert_str_eq(schema.ptr, golden);
	free(golden);
	str_clear(&schema);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("every record");
	TCase *t = tcase_create("every record");
	int n = (int)count_kinds();

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, a_record_reads_back_as_it_was_written, 0, n);
	tcase_add_loop_test(t, a_private_value_is_named_in_the_record_but_not_in_it, 0, n);
	tcase_add_loop_test(t, a_missing_required_field_is_refused_by_name, 0, n);
	tcase_add_loop_test(t, a_text_that_is_too_long_is_refused, 0, n);
	tcase_add_loop_test(t, a_value_of_a_wrong_type_is_refused, 0, n);
	tcase_add_loop_test(t, a_member_of_a_newer_program_is_kept, 0, n);
	tcase_add_loop_test(t, an_edit_tells_old_and_new_values, 0, n);
	tcase_add_loop_test(t, the_schema_of_a_kind_is_the_golden_one, 0, n);
	suite_add_tcase(s, t);
	return run_suite(s);
}
