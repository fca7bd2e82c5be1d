/* Forms: every widget, parsing into a record, errors at their field, drafts. */
#include "tui/form.h"

#include <locale.h>
#include <string.h>

#include "core/incident.h"
#include "core/person.h"
#include "tests/helpers.h"
#include "tests/tui/kit/golden.h"

enum { NOW = 1768675629 }; /* 2026-01-18 02:47:09 +08:00 */

static struct form form;
static struct arena arena;
static struct canvas canvas;
static struct parse_context world;

static const struct pick people[] = {
    {"sm1-2", "甲乙丙"},
    {"sm1-3", "李建设"},
    {"sm1-4", "李建国"},
};
static const struct pick kinds_of[] = {
    {"fire", "建筑火灾"},
    {"forest-fire", "森林火灾"},
    {"flood", "洪涝"},
};

static const struct pick *
picks(void *ctx, const struct field *field, size_t *n)
{
	(void)ctx;
	if (field->type == &field_person) {
		*n = ARRAY_LEN(people);
		return people;
	}
	if (strcmp(field->name, "kind") == 0) {
		*n = ARRAY_LEN(kinds_of);
		return kinds_of;
	}
	return NULL;
}

static uint64_t
fields(const struct kind *k, const char *const *names)
{
	uint64_t bits = 0;

	for (; *names; names++)
		bits |= UINT64_C(1) << kind_field_index(k, *names);
	return bits;
}

static void
begin(void)
{
	static const char *const names[] = {"kind",  "place", "occurred", "source_type",
					    "flags", "words", "caller",   NULL};

	world = (struct parse_context){.now = NOW, .arena = &arena};
	form_init(&form, &kind_incident, fields(&kind_incident, names), picks, NULL);
	canvas = canvas_new(20, 80);
	form_draw(&form, &canvas);
}

static void
end(void)
{
	form_clear(&form);
	arena_free(&arena);
	canvas_free(&canvas);
}

static enum form_result
press(uint32_t key)
{
	enum form_result r = form_key(&form, &(struct key_event){.key = key});

	canvas_blank(&canvas);
	form_draw(&form, &canvas);
	return r;
}

static void
type(const char *text)
{
	struct keys k;
	struct key_event ev;

	keys_init(&k);
	keys_feed(&k, text, strlen(text), 0);
	while (keys_next(&k, 0, &ev))
		press(ev.key);
	keys_clear(&k);
}

static void
focus_is(const char *name)
{
	ck_assert_str_eq(form.inputs[form.focus].field->name, name);
}

static void
value_is(const char *name, const char *want)
{
	struct str s = STR_INIT;

	input_value(form_input(&form, name), &s);
	ck_assert_str_eq(s.ptr, want);
	str_clear(&s);
}

START_TEST(an_incident_is_filled_in_from_its_field_table)
{
	struct record *r = record_new(&arena, &kind_incident);
	const struct incident *in = r->body;
	struct err e;

	golden_expect_canvas("form-empty", &canvas);
	type("jzhz\r"); /* by initials */
	type("石门村东街37号\r");
	type("~0245\t");
	type("2");    /* the second source */
	type("13\t"); /* ticks */
	type("二层有明火\r有人喊救命\t");
	type("甲");
	golden_expect_canvas("form-filled", &canvas);
	ck_assert_int_eq(press(K_ENTER), FORM_DONE);
	ck_ok(form_collect(&form, &world, r, &e), &e);
	ck_assert_str_eq(in->kind, "建筑火灾");
	ck_assert_str_eq(in->place, "石门村东街37号");
	ck_assert_int_eq(in->occurred.kind, MOMENT_ABOUT);
	ck_assert_int_eq(in->source_type, 2);
	ck_assert_uint_eq(in->flags, FLAG_SENSITIVE | FLAG_CROWDED);
	ck_assert_str_eq(in->words, "二层有明火\n有人喊救命");
	ck_assert_str_eq(in->caller, "甲");
}
END_TEST

START_TEST(full_width_times_and_digits_are_read)
{
	struct record *r = record_new(&arena, &kind_incident);
	struct err e;

	form_set(&form, "kind", "fire");
	form_set(&form, "place", "x");
	press(K_TAB);
	press(K_TAB);
	focus_is("occurred");
	type("０２：４５");
	press(K_TAB);
	type("３");
	ck_ok(form_collect(&form, &world, r, &e), &e);
	ck_assert_int_eq(((struct incident *)r->body)->source_type, 3);
	ck_assert_int_eq(((struct incident *)r->body)->occurred.secs, NOW / 60 * 60 - 120);
}
END_TEST

START_TEST(what_does_not_parse_gets_the_caret_and_its_sentence)
{
	struct record *r = record_new(&arena, &kind_incident);
	struct str s = STR_INIT;
	struct err e;

	ck_assert_int_eq(form_collect(&form, &world, r, &e), RC_MISSING);
	focus_is("kind");
	ck_assert_str_ne(form_input(&form, "kind")->error, "");
	type("洪涝\t村口\t2561");
	ck_assert_str_eq(form_input(&form, "kind")->error, "");
	ck_assert_int_eq(form_collect(&form, &world, r, &e), RC_INVALID);
	focus_is("occurred");
	form_draw(&form, &canvas);
	canvas_dump(&canvas, &s);
	ck_assert_ptr_nonnull(strstr(s.ptr, "2561"));
	str_clear(&s);
}
END_TEST

START_TEST(arrows_tab_and_enter_go_from_field_to_field)
{
	focus_is("kind");
	press(K_DOWN);
	focus_is("place");
	press(K_UP);
	press(K_UP);
	focus_is("kind");
	press(K_TAB);
	press(K_ENTER);
	focus_is("occurred");
	press(K_TAB | K_SHIFT);
	focus_is("place");
	ck_assert_int_eq(press(K_F(5)), FORM_NOT_TAKEN);
	ck_assert_int_eq(press(K_CTRL('d')), FORM_DONE);
}
END_TEST

START_TEST(a_choice_is_found_by_label_word_or_digit_and_taken_back)
{
	press(K_TAB);
	press(K_TAB);
	press(K_TAB);
	focus_is("source_type");
	type("hotspot");
	press(K_ENTER);
	value_is("source_type", "hotspot");
	focus_is("flags");
	press(K_UP);
	press(K_BACKSPACE);
	value_is("source_type", "");
	press(K_PAGE_DOWN);
	press('2');
	value_is("source_type", "superior");
}
END_TEST

START_TEST(half_a_name_is_no_choice)
{
	struct record *r = record_new(&arena, &kind_incident);
	struct err e;

	form_set(&form, "kind", "fire");
	form_set(&form, "place", "x");
	press(K_TAB);
	press(K_TAB);
	press(K_TAB);
	type("zzz");
	ck_assert_int_eq(form_collect(&form, &world, r, &e), RC_INVALID);
	focus_is("source_type");
}
END_TEST

START_TEST(a_person_is_picked_by_initials_and_digit)
{
	static const char *const names[] = {"name", "deputy", "from", NULL};
	struct record *r = record_new(&arena, &kind_person);
	struct err e;

	form_clear(&form);
	form_init(&form, &kind_person, fields(&kind_person, names), picks, NULL);
	type("戊己\r");
	type("ljg");
	press('1');
	value_is("deputy", "sm1-4");
	focus_is("from");
	type("2026-01-18");
	ck_ok(form_collect(&form, &world, r, &e), &e);
	ck_assert_str_eq(((struct person *)r->body)->deputy, "sm1-4");
	ck_assert_int_eq(((struct person *)r->body)->from, 20260118);
	press(K_UP);
	golden_expect_canvas("form-person", &canvas);
}
END_TEST

START_TEST(an_edit_gives_only_what_changed)
{
	struct incident body = {
	    .kind = (char *)"fire", .place = (char *)"东街", .flags = 1, .source_type = 2};
	struct record *r = record_new(&arena, &kind_incident);
	struct err e;

	r->rev = 2;
	form_set_body(&form, &body);
	ck_assert(!form_changed(&form));
	value_is("flags", "sensitive");
	press(K_TAB);
	type("37号");
	press(K_TAB);
	press(K_TAB);
	press(K_BACKSPACE);
	ck_assert(form_changed(&form));
	ck_ok(form_collect(&form, &world, r, &e), &e);
	ck_assert_uint_eq(
	    r->has, fields(&kind_incident, (const char *const[]){"place", "source_type", NULL}));
	ck_assert_str_eq(((struct incident *)r->body)->place, "东街37号");
	ck_assert_int_eq(((struct incident *)r->body)->source_type, 0);
}
END_TEST

START_TEST(a_draft_keeps_private_fields_apart_and_comes_back)
{
	struct str open = STR_INIT, secret = STR_INIT;
	struct err e;

	type("洪涝\t村口\"四组\"\t");
	press(K_TAB);
	press(K_TAB);
	press(K_TAB);
	type("水涨了\r快");
	press(K_TAB);
	type("甲");
	form_save(&form, false, &open);
	form_save(&form, true, &secret);
	ck_assert_ptr_null(strstr(open.ptr, "甲"));
	ck_assert_str_eq(secret.ptr, "{\"caller\":\"甲\"}");
	end();
	begin();
	ck_ok(form_load(&form, open.ptr, open.len, &e), &e);
	ck_ok(form_load(&form, secret.ptr, secret.len, &e), &e);
	ck_assert(form_changed(&form));
	value_is("place", "村口\"四组\"");
	value_is("words", "水涨了\n快");
	value_is("caller", "甲");
	ck_assert_int_ne(form_load(&form, "[1]", 3, &e), RC_OK);
	str_clear(&open);
	str_clear(&secret);
}
END_TEST

START_TEST(every_kind_can_be_shown_and_every_row_reached)
{
	for (size_t k = 0; kinds[k]; k++) {
		form_clear(&form);
		form_init(&form, kinds[k], 0, NULL, NULL);
		for (size_t i = 0; i + 1 < form.n; i++) {
			struct caret caret;

			press(K_TAB);
			caret = canvas_caret_of(&canvas);
			ck_assert_uint_eq(form.focus, i + 1);
			ck_assert(caret.set && caret.shown);
			ck_assert_int_lt(caret.row, 19);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("form");
	TCase *t = tcase_create("form");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, an_incident_is_filled_in_from_its_field_table);
	tcase_add_test(t, full_width_times_and_digits_are_read);
	tcase_add_test(t, what_does_not_parse_gets_the_caret_and_its_sentence);
	tcase_add_test(t, arrows_tab_and_enter_go_from_field_to_field);
	tcase_add_test(t, a_choice_is_found_by_label_word_or_digit_and_taken_back);
	tcase_add_test(t, half_a_name_is_no_choice);
	tcase_add_test(t, a_person_is_picked_by_initials_and_digit);
	tcase_add_test(t, an_edit_gives_only_what_changed);
	tcase_add_test(t, a_draft_keeps_private_fields_apart_and_comes_back);
	tcase_add_test(t, every_kind_can_be_shown_and_every_row_reached);
	suite_add_tcase(s, t);
	return run_suite(s);
}
