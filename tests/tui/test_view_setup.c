/* The set-up of the watch on screen: lists, forms with what a pattern gives, what is refused. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "core/roster.h"
#include "storage/roster_setup.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/view_setup.h"

static void
set_up(const char *text)
{
	struct roster_set_up done;
	struct err e;

	ck_ok(roster_setup(kit.book, &kit.arena, "x", text, strlen(text), &done, &e), &e);
}

static void
begin(void)
{
	kit_begin();
	kit_night();
	set_up("[vehicle 1号车]\ncrew = 4\ntype = 水罐车\nwater = 3.5吨\norder = 1\n"
	       "[vehicle 2号车]\ncrew = 2\norder = 2\nstate = repair\nreason = 水泵\n"
	       "[shift 夜班]\nfrom = 20:00\nto = 08:00\n"
	       "[season 防火期]\nlevel = raised\nfrom = 10-01\nto = 05-31\n"
	       "[season 大雨]\nlevel = all\ncolour = orange\nhazard = 暴雨\n"
	       "[post 备班]\nreadiness = oncall\nminutes = 30\norder = 6\nalso = 战斗员\n"
	       "[pattern 主班轮值]\npost = 主班\nfirst = 2026-01-18\nhours = 24\n"
	       "crews = 林二、周三\n"
	       "[pattern 消防组]\npost = 战斗员\nfirst = 2026-01-19\nhours = 48\n"
	       "crews = 郑五+欧阳六郎、吴四\n");
}

static void
golden_at(int rows, int cols, const char *name, const char *language)
{
	char golden[80];

	kit_size(rows, cols);
	snprintf(golden, sizeof(golden), "%s-%dx%d%s", name, cols, rows, language);
	kit_golden(golden);
}

START_TEST(each_kind_of_thing_has_its_list)
{
	static const char *const names[] = {"posts", "patterns", "vehicles", "shifts", "seasons"};
	char name[60];

	kit_chinese();
	kit_open(&view_setup, NULL);
	for (uint32_t i = 0; i < ARRAY_LEN(names); i++) {
		kit_press('1' + i);
		snprintf(name, sizeof(name), "setup-%s-zh", names[i]);
		kit_golden(name);
	}
	kit_press('2');
	golden_at(40, 120, "setup-patterns", "-zh");
}
END_TEST

START_TEST(screens_in_english)
{
	kit_open(&view_setup, NULL);
	golden_at(24, 80, "setup-posts", "");
	kit_press('2');
	golden_at(24, 80, "setup-patterns", "");
	kit_press('5');
	golden_at(24, 80, "setup-seasons", "");
}
END_TEST

/* Fills in the form of a pattern up to its crews. */
static void
type_pattern(const char *name, const char *post, const char *first, const char *hours)
{
	const char *const parts[] = {name, post, first, "", "", hours};

	kit_press('8'); /* another one than the usual */

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		kit_type(parts[i]);
		kit_press(i == 1 ? K_ENTER : K_TAB);
	}
}

START_TEST(a_pattern_shows_what_it_gives_while_it_is_typed)
{
	kit_chinese();
	kit_open(&view_setup, NULL);
	kit_press('2');
	kit_press(K_F(5));
	type_pattern("副班值周", "副班", "2026-01-19", "168");
	kit_type("陈一、-、周三");
	kit_has("■ "); /* 周三 stands the main post every other day */
	kit_press(K_CTRL('u'));
	kit_type("陈一、-");
	kit_golden("setup-form-80x24-zh");
	kit_size(40, 120);
	kit_golden("setup-form-120x40-zh");
	kit_size(24, 80);
	kit_press(K_CTRL('d'));
	kit_has("已记录 sm1-");
	kit_has("副班值周");
}
END_TEST

START_TEST(the_usual_rotations_are_filled_in_by_a_digit)
{
	kit_chinese();
	kit_open(&view_setup, NULL);
	kit_press('2');
	kit_press(K_F(5));
	kit_golden("setup-presets-zh");
	kit_press('6');
	kit_type("副班夜班");
	kit_press(K_TAB);
	kit_type("副班");
	kit_press(K_ENTER);
	kit_type("2026-01-19");
	for (int i = 0; i < 4; i++)
		kit_press(K_TAB);
	kit_type("陈一、吴四");
	kit_golden("setup-preset-nights-zh");
}
END_TEST

START_TEST(an_unknown_person_is_named_and_nothing_is_written)
{
	kit_open(&view_setup, NULL);
	kit_press('2');
	kit_press(K_F(5));
	type_pattern("副班", "副班", "2026-01-19", "24");
	kit_type("陈一+无此人");
	kit_has("无此人");
	kit_press(K_CTRL('d'));
	kit_has("Filling in");
	kit_has("无此人");
	kit_press(K_ESC);
	kit_press('1');
	kit_press('2');
	kit_has("消防组");
	kit_has_not("陈一");
}
END_TEST

START_TEST(what_has_begun_goes_on_from_a_day_ahead)
{
	struct book_filter all = {0};
	struct things patterns = {0};
	struct err e;

	kit_clock(3 * 86400); /* the 21st, 02:47 */
	kit_open(&view_setup, NULL);
	kit_press('2');
	kit_press(K_F(6));
	kit_has("It has begun: from the first day below");
	kit_has("2026-01-21");
	kit_has("林二、周三");
	for (int i = 0; i < 6; i++)
		kit_press(K_TAB);
	kit_press(K_CTRL('u'));
	kit_type("周三、林二");
	kit_golden("setup-goes-on");
	kit_press(K_CTRL('d'));
	kit_has("Recorded: sm1-");
	ck_ok(book_list(kit.book, &kit.arena, &kind_pattern, &all, &patterns, &e), &e);
	ck_assert_uint_eq(patterns.n, 3);
	ck_assert_int_eq(((struct pattern *)patterns.v[0]->body)->last, 20260120);
	ck_assert_int_eq(((struct pattern *)patterns.v[2]->body)->first, 20260121);
	vec_clear(&patterns);
}
END_TEST

START_TEST(a_rotation_ends_or_is_taken_back)
{
	kit_open(&view_setup, NULL);
	kit_press('2');
	kit_press(K_DOWN);
	kit_press(K_F(8));
	kit_press(K_ENTER); /* today, before its first day */
	kit_has("over  2026-01-19");
	kit_press('1');
	kit_press(K_F(8));
	kit_has("only a rotation ends");
}
END_TEST

START_TEST(it_is_shown_as_the_file_that_makes_it)
{
	kit_open(&view_setup, NULL);
	kit_press(K_F(7));
	kit_has("zhiban roster setup --show");
	kit_has("[shift 夜班]");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_setup");
	TCase *t = tcase_create("view_setup");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, each_kind_of_thing_has_its_list);
	tcase_add_test(t, screens_in_english);
	tcase_add_test(t, a_pattern_shows_what_it_gives_while_it_is_typed);
	tcase_add_test(t, the_usual_rotations_are_filled_in_by_a_digit);
	tcase_add_test(t, an_unknown_person_is_named_and_nothing_is_written);
	tcase_add_test(t, what_has_begun_goes_on_from_a_day_ahead);
	tcase_add_test(t, a_rotation_ends_or_is_taken_back);
	tcase_add_test(t, it_is_shown_as_the_file_that_makes_it);
	suite_add_tcase(s, t);
	return run_suite(s);
}
