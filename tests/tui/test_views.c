/*
 * What must hold of every screen in tui/views.def: keys and help in both languages, an empty
 * station, any size, wide characters at the edges and under dialogs.
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"

static void
check_help(const char *view, const struct command *m)
{
	for (; m->keys[0]; m++) {
		if (!m->help)
			continue;
		ck_assert_msg(strcmp(_(m->help), m->help) != 0, "%s: \"%s\" has no Chinese", view,
			      m->help);
		ck_assert_msg(key_is_safe(m->keys[0]) || (m->keys[1] && key_is_safe(m->keys[1])),
			      "%s: \"%s\" has only bare letters", view, m->name);
	}
}

START_TEST(each_action_has_help_in_both_languages)
{
	kit_chinese();
	for (size_t i = 0; view_types[i]; i++) {
		ck_assert_str_ne(_(view_types[i]->title), view_types[i]->title);
		if (view_types[i]->commands)
			check_help(view_types[i]->name, view_types[i]->commands);
	}
	check_help("console", console_commands);
}
END_TEST

/* Two commands of one screen on one key: the second would never run. */
START_TEST(no_key_stands_twice_in_a_table)
{
	for (size_t i = 0; view_types[i]; i++)
		for (const struct command *m = view_types[i]->commands; m && m->keys[0]; m++)
			for (const struct command *n = m + 1; n->keys[0]; n++)
				for (int k = 0; k < COMMAND_KEYS; k++)
					ck_assert_msg(!n->keys[k] || (n->keys[k] != m->keys[0] &&
								      n->keys[k] != m->keys[1]),
						      "%s: %s and %s", view_types[i]->name, m->name,
						      n->name);
}
END_TEST

static const struct view_type *
listed(int i)
{
	for (size_t k = 0; view_types[k]; k++)
		if (view_types[k]->listed && i-- == 0)
			return view_types[k];
	return NULL;
}

static bool
ends_the_program(const struct command *m)
{
	return strcmp(m->name, "quit") == 0 || strcmp(m->name, "suspend") == 0;
}

static void
press_every_key(const struct view_type *type)
{
	const struct command *m;

	for (size_t i = 0;; i++) {
		kit_open(view_type_by_name("board"), NULL);
		kit_open(type, NULL);
		m = app_command(kit.app, app_view(kit.app, 0), i);
		if (m && !ends_the_program(m))
			kit_press(m->keys[0]);
		kit_press(K_ENTER);
		while (app_view(kit.app, 0)) {
			app_close(app_view(kit.app, 0));
			app_key(kit.app, &(struct key_event){.key = K_LEFT});
		}
		if (!m)
			return;
	}
}

START_TEST(every_screen_stands_an_empty_station)
{
	press_every_key(listed(_i));
}
END_TEST

START_TEST(every_screen_stands_each_of_its_keys)
{
	kit_night();
	press_every_key(listed(_i));
}
END_TEST

static void
check_cells(const char *name)
{
	const struct canvas *c = &kit.canvas;

	for (int row = 0; row < c->rows; row++)
		for (int col = 0; col < c->cols; col++) {
			const struct cell *cell = canvas_cell(c, row, col);
			const struct cell *next = canvas_cell(c, row, col + 1);

			if (cell->width == 2)
				ck_assert_msg(next && next->width == 0, "%s: torn at %d,%d", name,
					      row, col);
			if (cell->width == 0)
				ck_assert_msg(col > 0 && canvas_cell(c, row, col - 1)->width == 2,
					      "%s: half at %d,%d", name, row, col);
		}
}

START_TEST(wide_characters_are_whole_at_every_edge)
{
	const struct view_type *type = listed(_i);

	kit_chinese();
	kit_night();
	kit_open(type, NULL);
	for (int cols = 80; cols < 132; cols++) {
		kit_size(24 + cols % 7, cols);
		check_cells(type->name);
	}
	kit_press('0');
	for (int cols = 80; cols < 132; cols++) {
		kit_size(24, cols);
		check_cells(type->name);
	}
	kit_press(K_ESC);
	kit_press(K_F(3));
	for (int cols = 80; cols < 132; cols++) {
		kit_size(24, cols);
		check_cells(type->name);
		ck_assert_int_lt(canvas_caret_of(&kit.canvas).row, 22);
	}
}
END_TEST

START_TEST(a_small_window_says_so_on_every_screen)
{
	kit_open(listed(_i), NULL);
	kit_size(12, 40);
	kit_has("too small");
	kit_size(24, 80);
	kit_has_not("too small");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("views");
	TCase *t = tcase_create("views");
	int n = 0;

	setlocale(LC_CTYPE, "C.UTF-8");
	while (listed(n))
		n++;
	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, kit_begin, kit_end);
	tcase_add_test(t, each_action_has_help_in_both_languages);
	tcase_add_test(t, no_key_stands_twice_in_a_table);
	tcase_add_loop_test(t, every_screen_stands_an_empty_station, 0, n);
	tcase_add_loop_test(t, every_screen_stands_each_of_its_keys, 0, n);
	tcase_add_loop_test(t, wide_characters_are_whole_at_every_edge, 0, n);
	tcase_add_loop_test(t, a_small_window_says_so_on_every_screen, 0, n);
	suite_add_tcase(s, t);
	return run_suite(s);
}
