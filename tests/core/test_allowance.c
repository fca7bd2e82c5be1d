/* The sheet of a month's allowance. */
#include "core/allowance.h"

#include <locale.h>

#include "core/attendance.h"
#include "tests/core/roster_kit.h"

static struct duty_limits limits;
static struct things attended;
static struct duty_loads loads;
static struct str out;

static void
signs_on(const char *who, int day)
{
	struct thing *t = kit_thing(&attended, &kind_attendance, NULL,
				    &(struct attendance){.person = T(who), .way = ATTEND_ON});

	((struct record *)(uintptr_t)t->first)->at = moment_at(at(day, 8, 0));
}

static void
begin(void)
{
	static const char conf[] = "[rate]\nworkday = 50\nweekend = 100.5\nstatutory = 150\ncap = "
				   "120\n[allowance]\npaid = contract\n";
	struct person *p;
	struct err e;

	setlocale(LC_CTYPE, "C.UTF-8");
	kit_begin();
	attended = (struct things){0};
	loads = (struct duty_loads){0};
	out = (struct str)STR_INIT;
	ck_ok(duty_limits_read(&arena, "x", conf, strlen(conf), &limits, &e), &e);
	p = book.people.v[0]->body;
	*p = (struct person){
	    .name = T("甲"), .identity = 3, .unit = T("应急消防站"), .post = T("值班员")};
	p = book.people.v[1]->body;
	*p = (struct person){.name = T("乙"), .identity = 1, .post = T("科员")};
	((struct person *)book.people.v[2]->body)->name = T("<丙>");
	for (int day = 1; day <= 3; day++) { /* Sunday, Monday, Tuesday */
		plan("jia", "main", at(day, 8, 0), at(day + 1, 8, 0));
		signs_on("jia", day);
	}
	plan("yi", "deputy", at(1, 8, 0), at(2, 8, 0));
	signs_on("yi", 1);
	plan("bing", "deputy", at(2, 8, 0), at(3, 8, 0));
	signs_on("bing", 2);
	plan("ding", "deputy", at(3, 8, 0), at(4, 8, 0)); /* did not come */
	duty_load(&book, &limits, &attended, at(1, 8, 0), at(32, 8, 0), &loads);
}

static void
end(void)
{
	vec_clear(&loads);
	vec_clear(&attended);
	str_clear(&out);
	kit_end();
}

static struct allowance
sheet(bool public)
{
	static const struct station station = {.name = (char *)(uintptr_t) "石门镇应急消防站",
					       .head = (char *)(uintptr_t) "云岭县石门镇"};

	return (struct allowance){.book = &book,
				  .limits = &limits,
				  .loads = &loads,
				  .station = &station,
				  .from = 20260301,
				  .until = 20260331,
				  .made_on = 20260401,
				  .public = public};
}

static void
has(const char *text)
{
	ck_assert_msg(strstr(out.ptr, text) != NULL, "no \"%s\" in:\n%s", text, out.ptr);
}

static void
has_not(const char *text)
{
	ck_assert_msg(strstr(out.ptr, text) == NULL, "\"%s\" in:\n%s", text, out.ptr);
}

START_TEST(who_came_is_paid_by_the_class_of_the_day_up_to_the_cap)
{
	struct allowance al = sheet(false);

	allowance_text(&al, &out);
	has("云岭县石门镇2026年3月值班补助发放表\n");
	has("2026年4月1日制表\n");
	/* 100.50 + 50 + 50 is over the cap */
	has("| 1    | 甲   | 合同制 | 应急消防站 值班员 | 2      | 1    |        |        | 3    | "
	    "120.00     | 已到月上限           |          |\n");
	has("| 2    | 乙   | 公务员 | 科员              |        | 1    |        |        | 1    | "
	    "    "
	    "       | 不领补助，可补休1天  |          |\n");
	has("身份未登记，未计补助");
	has_not("ding");
	has("| 合计 |        |                   | 3      | 2    |        |        | 5    | "
	    "120.00 ");
	has("其他岗位：工作日50.00、周末100.50、调休日0.00、法定日150.00，每人每月上限120.00。\n");
	has("制表：            审核：            审批：\n");
}
END_TEST

START_TEST(a_year_that_is_not_announced_is_said)
{
	static const struct calendar read = {.years = {{2026, "notice"}}, .nyears = 1};
	struct allowance al = sheet(true);

	book.calendar = &read;
	allowance_text(&al, &out);
	has_not("放假安排");
	has("\n3. 公示期：");
	al.from = 20271201;
	al.until = 20271231;
	allowance_text(&al, &out);
	has("3. 2027年放假安排尚未录入");
	has("\n4. 公示期：");
}
END_TEST

START_TEST(the_public_version_shows_no_employment_and_asks_nobody_to_sign)
{
	struct allowance al = sheet(true);

	allowance_text(&al, &out);
	has("2026年3月值班补助公示表\n");
	has("公示期：");
	has("| 甲   | 2 ");
	has_not("合同制");
	has_not("签名");
	has_not("审批");
}
END_TEST

START_TEST(html_escapes_names_and_ends_its_page)
{
	struct allowance al = sheet(false);

	allowance_html(&al, &out);
	has("&lt;丙&gt;");
	has_not("<丙");
	has("<h1>云岭县石门镇2026年3月值班补助发放表</h1>");
	has("</html>");
}
END_TEST

START_TEST(without_rates_the_sums_stay_empty_and_it_is_said)
{
	struct allowance al = sheet(false);

	limits.nrates = 0;
	allowance_text(&al, &out);
	has("本站未录入（templates/roster/limits.conf），金额栏空缺。\n");
	has_not("120.00");
}
END_TEST

START_TEST(other_spans_than_a_month_are_named_by_their_days)
{
	struct allowance al = sheet(false);

	al.from = 20260315;
	al.until = 20260414;
	allowance_text(&al, &out);
	has("2026年3月15日—2026年4月14日值班补助发放表\n");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("allowance");
	TCase *t = tcase_create("allowance");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, who_came_is_paid_by_the_class_of_the_day_up_to_the_cap);
	tcase_add_test(t, a_year_that_is_not_announced_is_said);
	tcase_add_test(t, the_public_version_shows_no_employment_and_asks_nobody_to_sign);
	tcase_add_test(t, html_escapes_names_and_ends_its_page);
	tcase_add_test(t, without_rates_the_sums_stay_empty_and_it_is_said);
	tcase_add_test(t, other_spans_than_a_month_are_named_by_their_days);
	suite_add_tcase(s, t);
	return run_suite(s);
}
