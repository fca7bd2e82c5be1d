/* The plain lists: incidents, people, contacts; forms over them, PINs. */
#include <locale.h>

#include "storage/case_incident.h"
#include "storage/pin.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/list.h"
#include "tui/view_contacts.h"
#include "tui/view_incidents.h"
#include "tui/view_people.h"

START_TEST(lists_in_chinese)
{
	kit_chinese();
	kit_each_size(&view_incidents, "incidents", "-zh");
	kit_each_size(&view_people, "people", "-zh");
	kit_each_size(&view_contacts, "contacts", "-zh");
}
END_TEST

START_TEST(lists_in_english)
{
	kit_each_size(&view_incidents, "incidents", "");
	kit_each_size(&view_people, "people", "");
	kit_each_size(&view_contacts, "contacts", "");
}
END_TEST

START_TEST(closed_incidents_show_when_asked_for)
{
	struct incident_closing how = {.as = CLOSED_FALSE, .reason = "焚烧秸秆"};
	struct err e;

	ck_ok(incident_close(kit.book, &kit.arena, "sm1-29", &how, &e), &e);
	kit_open(&view_incidents, NULL);
	kit_has("no incident is open");
	kit_press(K_F(6));
	kit_has("False alarm");
}
END_TEST

START_TEST(a_person_is_entered_and_changed)
{
	kit_open(&view_people, NULL);
	kit_press(K_F(5));
	kit_golden("people-form");
	kit_type("何八");
	kit_press(K_ENTER);
	kit_type("护林员");
	kit_press(K_CTRL('d'));
	kit_has("Recorded: sm1-31");
	kit_press(K_END);
	kit_has("何八");
	kit_press(K_F(6));
	kit_press(K_TAB);
	kit_press(K_CTRL('u'));
	kit_type("网格员");
	kit_press(K_CTRL('d'));
	kit_has("网格员");
	kit_has_not("护林员");
	kit_press(K_ENTER);
	kit_has("was.post=护林员");
}
END_TEST

START_TEST(what_was_typed_into_a_form_is_offered_again)
{
	kit_open(&view_people, NULL);
	kit_press(K_F(5));
	kit_type("何八");
	kit_press(K_ESC);
	kit_has("Kept as a draft");
	kit_press(K_F(5));
	kit_has("何八");
	kit_press(K_CTRL('d'));
	kit_has("Recorded: sm1-31");
	kit_press(K_F(5));
	kit_has_not("何八 ");
}
END_TEST

static const char *
selected(void)
{
	const struct view *v = app_view(kit.app, 0);

	return v->type->list((struct view *)v)->anchor.ptr;
}

static void
type_pin(const char *pin)
{
	kit_type(pin);
	kit_has("****");
	kit_has_not(pin);
	kit_press(K_ENTER);
}

START_TEST(a_pin_is_typed_twice)
{
	kit_open(&view_people, NULL);
	kit_press(K_F(8));
	type_pin("2468");
	kit_has("once more");
	type_pin("2469");
	kit_has("the two PINs differ");
	kit_press(K_CTRL('u'));
	type_pin("2468");
	kit_has("The PIN of");
	ck_assert(pin_has(book_store(kit.book), selected()));
	kit_press(K_F(8));
	kit_has("To change a PIN");
	type_pin("1111");
	kit_has("not accepted");
	kit_press(K_CTRL('u'));
	type_pin("2468");
	kit_has("The new PIN");
}
END_TEST

static enum rc
set_role(const char *role, struct err *e)
{
	struct record *wanted = record_new(&kit.arena, &kind_person);
	struct parse_context c = {.now = book_now(kit.book), .arena = &kit.arena};
	struct thing *t;

	if (record_set(wanted, "role", role, &c, e) != RC_OK ||
	    book_thing(kit.book, &kit.arena, selected(), &t, e) != RC_OK || book_begin(kit.book, e))
		return e->code;
	if (book_edit(kit.book, &kit.arena, t, wanted->body, wanted->has, e) != RC_OK)
		return e->code;
	return book_commit(kit.book, e);
}

START_TEST(making_a_leader_takes_a_leaders_pin)
{
	struct err e;

	kit_open(&view_people, NULL);
	ck_ok(pin_set(book_store(kit.book), selected(), "2468", &e), &e);
	kit_press(K_F(5));
	kit_type("何八");
	for (int i = 0; i < 7; i++)
		kit_press(K_TAB);
	kit_type("2");
	kit_press(K_CTRL('d'));
	kit_has("this takes a leader or administrator");
	kit_press(K_ESC);
	ck_ok(set_role("leader", &e), &e);
	kit_press(K_F(7));
	kit_press(K_F(5));
	kit_press(K_CTRL('d'));
	kit_has("This takes a leader");
	type_pin("2468");
	kit_has("record it once more");
	kit_press(K_CTRL('d'));
	kit_has("Recorded:");
}
END_TEST

START_TEST(an_old_number_says_so)
{
	kit_open(&view_contacts, NULL);
	kit_has("2025-06-30 ▲");
	kit_press(K_END);
	kit_press(K_F(7));
	kit_has_not("2025-06-30");
	kit_has("2026-01-18");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_lists");
	TCase *t = tcase_create("view_lists");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, kit_begin_night, kit_end);
	tcase_add_test(t, lists_in_chinese);
	tcase_add_test(t, lists_in_english);
	tcase_add_test(t, closed_incidents_show_when_asked_for);
	tcase_add_test(t, a_person_is_entered_and_changed);
	tcase_add_test(t, what_was_typed_into_a_form_is_offered_again);
	tcase_add_test(t, a_pin_is_typed_twice);
	tcase_add_test(t, making_a_leader_takes_a_leaders_pin);
	tcase_add_test(t, an_old_number_says_so);
	suite_add_tcase(s, t);
	return run_suite(s);
}
