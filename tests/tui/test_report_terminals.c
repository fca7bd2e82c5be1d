/*
 * Reports in real terminals: a killed program, a closed window, two terminals at one draft, the
 * text alone on the terminal.
 */
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "storage/desk.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tests/tui/kit/terminal.h"
#include "tui/report_act.h"
#include "tui/view_report.h"
#include "tui/view_reports.h"

#define F9 "\033[20~"

/* A terminal with the register in it. */
static struct screen *
terminal(int rows, int cols)
{
	return kit_terminal(rows, cols,
			    &(struct kit_terminal){.first = &view_reports,
						   .title = "Register of reports",
						   .then = report_offer});
}

static void
begin(void)
{
	const char *draft, *fire;
	struct err e;

	kit_begin();
	kit_night();
	fire = KIT_WRITE("incident", "kind", "flood", "place", "下滩村漫水桥");
	ck_ok(desk_draft(kit.book, &kit.arena, fire, REPORT_FIRST, NULL, &draft, &e), &e);
	ck_assert_str_eq(draft, "draft-1");
}

static const char *
body(void)
{
	struct desk_report r;
	struct err e;

	ck_ok(desk_find(kit.book, &kit.arena, "draft-1", &r, &e), &e);
	return r.body->body;
}

/* Until what was typed stands in the book, as it does within seconds. */
static void
expect_kept(struct screen *s, const char *text)
{
	for (int i = 0; i < 200 && !str_starts(body(), text); i++)
		screen_read(s, 50);
	ck_assert_msg(str_starts(body(), text), "not kept: %s in %s", text, body());
}

static void
open_draft(struct screen *s)
{
	screen_send(s, "\r");
	screen_expect(s, "[DRAFT]");
}

START_TEST(a_killed_program_leaves_its_report)
{
	struct screen *s = terminal(24, 80);

	open_draft(s);
	screen_send(s, "桥面水深半米，");
	screen_expect(s, "桥面水深半米，");
	expect_kept(s, "桥面水深半米，");
	screen_signal(s, SIGKILL);
	ck_assert_int_eq(screen_exit(s), -SIGKILL);
	screen_free(s);

	s = terminal(24, 80);
	screen_expect(s, "A report was being written");
	screen_send(s, "1");
	screen_expect(s, "桥面水深半米，");
	screen_send(s, "已断路。");
	screen_expect(s, "已断路。桥面水深半米，");
	screen_send(s, "\033\033");
	screen_expect(s, "Register of reports");
	ck_assert(str_starts(body(), "已断路。桥面水深半米，"));
	screen_send(s, "\0301");
	ck_assert_int_eq(screen_exit(s), 0);
	screen_free(s);

	s = terminal(24, 80);
	screen_expect_not(s, "A report was being written");
	screen_free(s);
}
END_TEST

START_TEST(a_dead_terminal_that_nobody_buried_holds_nothing)
{
	struct screen *dead = terminal(24, 80), *s;
	siginfo_t info;

	open_draft(dead);
	screen_send(dead, "写到一半");
	expect_kept(dead, "写到一半");
	screen_signal(dead, SIGKILL);
	ck_assert_int_eq(waitid(P_PID, (id_t)screen_pid(dead), &info, WEXITED | WNOWAIT), 0);
	s = terminal(24, 80);
	screen_expect(s, "A report was being written");
	screen_free(s);
	screen_free(dead);
}
END_TEST

START_TEST(a_closed_window_keeps_the_report)
{
	struct screen *s = terminal(24, 80);

	open_draft(s);
	screen_send(s, "窗口关了。");
	screen_expect(s, "窗口关了。");
	screen_hang_up(s);
	ck_assert_int_eq(screen_exit(s), 0);
	screen_free(s);
	ck_assert(str_starts(body(), "窗口关了。"));
	s = terminal(24, 80);
	screen_expect(s, "A report was being written");
	screen_send(s, "2");
	screen_expect_not(s, "being written");
	screen_free(s);
}
END_TEST

START_TEST(two_terminals_do_not_write_over_each_other)
{
	struct screen *a = terminal(24, 80), *b = terminal(40, 120);

	open_draft(a);
	open_draft(b);
	screen_send(a, "甲写的。");
	screen_expect(a, "甲写的。");
	expect_kept(a, "甲写的。");
	screen_expect(b, "甲写的。");
	screen_send(b, "乙");
	screen_expect(b, "is writing this draft at another");
	screen_send(b, "1");
	screen_expect_not(b, "is writing this draft at another");
	screen_send(b, "乙写的。");
	screen_expect(b, "乙写的。甲写的。");
	expect_kept(b, "乙写的。甲写的。");
	screen_expect(a, "乙写的。甲写的。");
	screen_send(a, "丙");
	screen_expect(a, "is writing this draft at another");
	screen_free(a);
	screen_free(b);
}
END_TEST

START_TEST(the_text_stands_alone_on_the_terminal)
{
	struct screen *s = terminal(24, 80);

	screen_send(s, F9);
	screen_expect(s, "F9: alone");
	screen_expect(s, "（草稿，未签发）");
	screen_send(s, F9);
	screen_expect(s, "any key: back");
	screen_expect_not(s, "To copy");
	screen_expect(s, "（草稿，未签发）");
	screen_send(s, "x");
	screen_expect(s, "To copy");
	screen_expect_not(s, "any key: back");
	screen_send(s, "\033\033");
	screen_expect(s, "Register of reports");
	screen_free(s);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("report terminals");
	TCase *t = tcase_create("report terminals");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_set_timeout(t, 90);
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, a_killed_program_leaves_its_report);
	tcase_add_test(t, a_dead_terminal_that_nobody_buried_holds_nothing);
	tcase_add_test(t, a_closed_window_keeps_the_report);
	tcase_add_test(t, two_terminals_do_not_write_over_each_other);
	tcase_add_test(t, the_text_stands_alone_on_the_terminal);
	suite_add_tcase(s, t);
	return run_suite(s);
}
