/* The app without a terminal: frame, list, dialogs, help, commands; golden texts. */
#include "tui/app.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/helpers.h"
#include "tests/tui/kit/demo.h"
#include "tests/tui/kit/golden.h"
#include "tui/list.h"

static struct demo demo;
static struct app *app;
static struct canvas canvas;

static void
begin(void)
{
	struct err e;

	demo_init(&demo);
	app = app_new(&demo.host);
	ck_ok(app_open(app, &view_demo, NULL, &e), &e);
	canvas = canvas_new(24, 80);
	app_draw(app, &canvas);
}

static void
end(void)
{
	app_free(app);
	canvas_free(&canvas);
}

static void
press(uint32_t key)
{
	app_key(app, &(struct key_event){.key = key});
	app_draw(app, &canvas);
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
has(const char *text, bool there)
{
	struct str s = STR_INIT;

	canvas_dump(&canvas, &s);
	ck_assert_msg((strstr(s.ptr, text) != NULL) == there, "%s \"%s\" in:\n%s",
		      there ? "missing" : "unexpected", text, s.ptr);
	str_clear(&s);
}

static struct list *
list(void)
{
	return view_demo.list(app_view(app, 0));
}

START_TEST(the_frame_holds_title_rail_and_keys)
{
	golden_expect_canvas("app-list-80x24", &canvas);
}
END_TEST

START_TEST(a_wide_screen_gives_the_free_column_more)
{
	canvas_free(&canvas);
	canvas = canvas_new(40, 120);
	app_draw(app, &canvas);
	golden_expect_canvas("app-list-120x40", &canvas);
}
END_TEST

START_TEST(a_small_screen_says_so_and_keeps_the_rail)
{
	canvas_free(&canvas);
	canvas = canvas_new(12, 40);
	app_draw(app, &canvas);
	golden_expect_canvas("app-list-40x12", &canvas);
}
END_TEST

START_TEST(every_size_can_be_drawn)
{
	for (int rows = 1; rows < 30; rows++)
		for (int cols = 1; cols < 130; cols += 3) {
			struct canvas c = canvas_new(rows, cols);

			app_draw(app, &c);
			ck_assert_int_lt(canvas_caret_of(&c).row, rows);
			canvas_free(&c);
		}
}
END_TEST

START_TEST(the_list_pages_and_keeps_its_place)
{
	press(K_DOWN);
	press('j');
	ck_assert_uint_eq(list()->selected, 2);
	press(K_PAGE_DOWN);
	ck_assert_uint_eq(list()->selected, 2 + list()->page);
	press(K_END);
	press(K_DOWN);
	ck_assert_uint_eq(list()->selected, DEMO_ROWS - 1);
	golden_expect_canvas("app-list-end", &canvas);
	press('g');
	ck_assert_uint_eq(list()->selected, 0);
}
END_TEST

START_TEST(sorting_keeps_the_selected_thing)
{
	press(K_DOWN);
	press('s');
	press('s');
	has("编号↓", true);
	ck_assert_uint_eq(list()->selected, DEMO_ROWS - 2);
	ck_assert_str_eq(list()->anchor.ptr, "1");
}
END_TEST

START_TEST(marks_stay_with_their_things)
{
	press(' ');
	press(' ');
	press('s');
	press('s');
	ck_assert(list_is_marked(list(), DEMO_ROWS - 1));
	ck_assert(list_is_marked(list(), DEMO_ROWS - 2));
	ck_assert(!list_is_marked(list(), 0));
	press(K_END);
	press(K_INSERT);
	ck_assert(!list_is_marked(list(), DEMO_ROWS - 1));
}
END_TEST

START_TEST(searching_goes_along_while_typing)
{
	press('/');
	type("红旗");
	ck_assert_uint_eq(list()->selected, 4);
	golden_expect_canvas("app-list-search", &canvas);
	press(K_DOWN);
	ck_assert_uint_eq(list()->selected, 9);
	press(K_ENTER);
	press(K_CTRL('n'));
	ck_assert_uint_eq(list()->selected, 14);
	press('N');
	ck_assert_uint_eq(list()->selected, 9);
	press('/');
	type("nowhere");
	ck_assert_uint_eq(list()->selected, 9);
	press(K_ESC);
	ck_assert_uint_eq(list()->selected, 9);
	ck_assert_ptr_nonnull(app_view(app, 0));
}
END_TEST

START_TEST(an_empty_list_says_so)
{
	struct err e;

	demo.rows = 0;
	ck_ok(app_open(app, &view_demo, NULL, &e), &e);
	press(K_DOWN);
	press(K_END);
	press(' ');
	press('/');
	press('x');
	press(K_ENTER);
	has("没有记录", true);
	ck_assert(!list_has_selection(list()));
}
END_TEST

START_TEST(a_line_is_entered_by_one_key_text_and_enter)
{
	press(0xff4c); /* ｌ, as an input method types it */
	has("记一行", true);
	type("东街门市已扑灭");
	golden_expect_canvas("app-prompt", &canvas);
	press(K_ENTER);
	has("已记录：东街门市已扑灭", true);
}
END_TEST

START_TEST(a_refused_line_stays_in_its_field)
{
	press(K_F(3));
	type("no");
	press(K_ENTER);
	has("这一行不能记录", true);
	type("w"); /* now */
	has("这一行不能记录", false);
	has("now", true);
}
END_TEST

START_TEST(a_typed_line_is_not_lost_by_one_esc)
{
	press(K_F(3));
	type("半句");
	press(K_ESC);
	press(K_ESC);
	has("半句", true);
	press(K_ESC);
	press('1');
	has("半句", false);
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo);
}
END_TEST

START_TEST(a_confirmation_wants_its_digit)
{
	press(K_F(4));
	golden_expect_canvas("app-dialog", &canvas);
	press(K_ENTER);
	press(' ');
	press('q');
	press('3');
	has("作废这份报告", true);
	press(0xff12); /* ２ */
	has("choice 2", true);
	press(K_F(4));
	press(K_ESC);
	has("choice 0", true);
}
END_TEST

START_TEST(help_lists_filters_and_runs)
{
	press('?');
	golden_expect_canvas("app-help", &canvas);
	type("作");
	golden_expect_canvas("app-help-filtered", &canvas);
	press(K_ENTER);
	has("编号石镇信", true);
	press('1');
	has("choice 1", true);
	press(K_F(1));
	type("quit");
	press(K_ENTER);
	press('1');
	press(K_ESC);
	ck_assert_ptr_nonnull(app_view(app, 0));
}
END_TEST

START_TEST(the_first_screen_does_not_close)
{
	press(K_ESC);
	has("Ctrl-X", true);
	press('e');
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo_editor);
	press(K_ESC);
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo);
	press('?');
	type("back");
	press(K_ENTER);
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo);
	ck_assert_ptr_null(app_view(app, 1));
}
END_TEST

START_TEST(a_paste_never_runs_commands)
{
	app_key(app, &(struct key_event){K_PASTE, "lq?", 3});
	app_draw(app, &canvas);
	ck_assert_ptr_eq(app_view(app, 0)->type, &view_demo);
	has("记一行", true); /* only in the keys' line */
	ck_assert_ptr_null(app_view(app, 1));
}
END_TEST

START_TEST(bytes_that_are_not_utf8_are_explained)
{
	press(K_BAD);
	has("not UTF-8", true);
}
END_TEST

static void
check_table(const char *view, const struct command *m)
{
	for (; m->keys[0]; m++) {
		bool safe = key_is_safe(m->keys[0]) || (m->keys[1] && key_is_safe(m->keys[1]));

		ck_assert_msg(!m->help || safe || strcmp(m->name, "suspend") == 0,
			      "%s: \"%s\" has only keys that an input method or a terminal takes",
			      view, m->name);
		ck_assert_ptr_nonnull(m->name);
		ck_assert(m->run != NULL);
	}
}

START_TEST(each_action_has_a_key_beside_the_input_method)
{
	for (size_t i = 0; view_types[i]; i++) {
		ck_assert_ptr_eq(view_type_by_name(view_types[i]->name), view_types[i]);
		if (view_types[i]->commands)
			check_table(view_types[i]->name, view_types[i]->commands);
	}
	check_table("list", list_commands);
	for (size_t i = 0; app_command(app, app_view(app, 0), i); i++) {
		const struct command two[2] = {*app_command(app, app_view(app, 0), i),
					       {{0}, NULL, NULL, NULL}};

		check_table("app", two);
	}
}
END_TEST

START_TEST(input_never_stands_on_the_last_two_rows)
{
	const uint32_t keys[] = {K_F(3), K_F(5), '/', '?'};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		press(keys[i]);
		ck_assert(canvas_caret_of(&canvas).shown);
		ck_assert_int_lt(canvas_caret_of(&canvas).row, 22);
		press(K_ESC);
	}
}
END_TEST

/* As cli/language.c does it. */
static void
speak_chinese(void)
{
	const char *build = getenv("ZHIBAN_TEST_BUILD");
	char dir[4096];

	snprintf(dir, sizeof(dir), "%s/locale", build ? build : "build/release");
	setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", "zh_CN", 1);
	bindtextdomain("zhiban", dir);
	bind_textdomain_codeset("zhiban", "UTF-8");
	textdomain("zhiban");
}

START_TEST(the_screens_speak_chinese)
{
	speak_chinese();
	app_draw(app, &canvas);
	golden_expect_canvas("app-list-zh", &canvas);
	press('?');
	golden_expect_canvas("app-help-zh", &canvas);
	press(K_ESC);
	press(K_CTRL('x'));
	golden_expect_canvas("app-quit-zh", &canvas);
	canvas_free(&canvas);
	canvas = canvas_new(12, 40);
	app_draw(app, &canvas);
	golden_expect_canvas("app-small-zh", &canvas);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("app");
	TCase *t = tcase_create("app");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, the_frame_holds_title_rail_and_keys);
	tcase_add_test(t, a_wide_screen_gives_the_free_column_more);
	tcase_add_test(t, a_small_screen_says_so_and_keeps_the_rail);
	tcase_add_test(t, every_size_can_be_drawn);
	tcase_add_test(t, the_list_pages_and_keeps_its_place);
	tcase_add_test(t, sorting_keeps_the_selected_thing);
	tcase_add_test(t, marks_stay_with_their_things);
	tcase_add_test(t, searching_goes_along_while_typing);
	tcase_add_test(t, an_empty_list_says_so);
	tcase_add_test(t, a_line_is_entered_by_one_key_text_and_enter);
	tcase_add_test(t, a_refused_line_stays_in_its_field);
	tcase_add_test(t, a_typed_line_is_not_lost_by_one_esc);
	tcase_add_test(t, a_confirmation_wants_its_digit);
	tcase_add_test(t, help_lists_filters_and_runs);
	tcase_add_test(t, the_first_screen_does_not_close);
	tcase_add_test(t, a_paste_never_runs_commands);
	tcase_add_test(t, bytes_that_are_not_utf8_are_explained);
	tcase_add_test(t, each_action_has_a_key_beside_the_input_method);
	tcase_add_test(t, input_never_stands_on_the_last_two_rows);
	tcase_add_test(t, the_screens_speak_chinese);
	suite_add_tcase(s, t);
	return run_suite(s);
}
