/* The roster as it hangs on the wall: text, HTML, rows for a spreadsheet. */
#include "core/sheet.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "core/edition.h"
#include "core/grid.h"
#include "core/roster_text.h"
#include "core/text.h"
#include "core/vec.h"
#include "tests/helpers.h"

static struct arena arena;
static struct duty_book book;
static struct calendar calendar;
static struct station station;
static struct str out;

static char *
T(const char *text)
{
	return arena_text(&arena, text);
}

static void *
thing(struct things *into, const struct kind *k, const char *id)
{
	struct thing *t = ARENA_NEW(&arena, struct thing);
	struct record *r = ARENA_NEW(&arena, struct record);

	r->id = t->id = arena_text(&arena, id);
	r->ts = (int64_t)into->n;
	r->kind = t->kind = k;
	t->body = arena_alloc(&arena, k->size);
	t->first = t->last = r;
	vec_push(into, t);
	return t->body;
}

static struct post *
post(const char *id, const char *name, int order)
{
	struct post *p = thing(&book.posts, &kind_post, id);

	p->name = T(name);
	p->order = (struct count){order, true};
	p->min = (struct count){1, true};
	return p;
}

static struct person *
person(const char *id, const char *name)
{
	struct person *p = thing(&book.people, &kind_person, id);

	p->name = T(name);
	return p;
}

static void
plan(const char *who, const char *where, int day, int hour, int hours)
{
	char id[16];
	struct assignment *a;

	snprintf(id, sizeof(id), "sm1-%zu", 100 + book.assignments.n);
	a = thing(&book.assignments, &kind_assignment, id);
	a->person = T(who);
	a->post = T(where);
	a->start = moment_at(civil_secs(2026, 10, day, hour, 0));
	a->end = moment_at(a->start.secs + hours * 3600);
	a->source = ASSIGN_PLAN;
}

static void
begin(void)
{
	struct person *p;
	struct err e;
	const char *conf = "[year 2026]\nsource = a\n[holiday 国庆]\noff = "
			   "2026-10-01..2026-10-02\nstatutory = 2026-10-01\nwork = 2026-10-10\n";

	setlocale(LC_CTYPE, "C.UTF-8");
	out = (struct str)STR_INIT;
	memset(&book, 0, sizeof(book));
	station = (struct station){.name = T("石门镇应急消防站"), .head = T("云岭县石门镇")};
	post("sm1-1", "带班领导", 1);
	post("sm1-2", "主班", 2);
	post("sm1-3", "消防指挥员", 3)->group = GROUP_FIRE;
	post("sm1-4", "战斗员", 4)->group = GROUP_FIRE;
	p = person("sm1-11", "甲");
	p->role = ROLE_LEADER;
	p->post = T("副镇长");
	person("sm1-12", "乙");
	person("sm1-13", "丙");
	person("sm1-14", "东");
	person("sm1-15", "南");
	person("sm1-16", "西");
	ck_ok(calendar_read(&arena, &calendar, "x", conf, strlen(conf), &e), &e);
	book.calendar = &calendar;
}

static void
end(void)
{
	vec_clear(&book.posts);
	vec_clear(&book.people);
	vec_clear(&book.assignments);
	calendar_clear(&calendar);
	str_clear(&out);
	arena_free(&arena);
}

static void
two_days(void)
{
	plan("sm1-11", "sm1-1", 1, 8, 48);
	plan("sm1-12", "sm1-2", 1, 8, 12);
	plan("sm1-13", "sm1-2", 1, 20, 12);
	plan("sm1-14", "sm1-3", 1, 8, 24);
	plan("sm1-15", "sm1-4", 1, 8, 24);
	plan("sm1-16", "sm1-4", 1, 8, 24);
	plan("sm1-12", "sm1-4", 2, 8, 24);
	plan("sm1-13", "sm1-4", 2, 8, 24);
	plan("sm1-16", "sm1-4", 2, 8, 24);
}

static struct sheet
sheet(int from, int until)
{
	return (struct sheet){.book = &book, .station = &station, .from = from, .until = until};
}

START_TEST(a_sheet_shows_shifts_holidays_and_gaps)
{
	struct sheet s = sheet(20261001, 20261002);

	two_days();
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(
	    strstr(out.ptr, "云岭县石门镇2026年10月1日—10月2日应急消防联合值守值班表\n"));
	ck_assert_ptr_nonnull(
	    strstr(out.ptr, "| 10月1日 | 四   | 副镇长 甲 | 乙(8:00—20:00)、丙(20:00—8:00) "
			    "| 东 / 南、西           | 国庆（法定） |\n"));
	ck_assert_ptr_nonnull(strstr(
	    out.ptr, "| 10月2日 | 五   | 副镇长 甲 | 空缺                           | 空缺 / "
		     "乙等3人        | 国庆假期     |\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "消防组  指挥员/战斗员"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "1. 值班时间：每日8:00至次日8:00。\n"));
}
END_TEST

struct widths {
	int first;
	int lines;
};

static void
same_width(void *ctx, const char *bytes, size_t n)
{
	struct widths *w = ctx;

	if (n == 0 || (*bytes != '|' && *bytes != '+'))
		return;
	if (!w->lines++)
		w->first = text_width_n(bytes, n);
	ck_assert_int_eq(text_width_n(bytes, n), w->first);
}

START_TEST(hours_of_a_day_that_nobody_stands_are_said)
{
	struct sheet s = sheet(20261003, 20261003);

	two_days();
	plan("sm1-12", "sm1-2", 3, 8, 14);
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "乙(8:00—22:00)、空缺(22:00—8:00)"));
}
END_TEST

START_TEST(days_before_the_logbook_are_no_gaps)
{
	struct sheet s = sheet(20261003, 20261003);

	two_days();
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "空缺"));
	str_cut(&out, 0);
	book.kept_since = civil_secs(2026, 10, 4, 0, 0);
	sheet_text(&s, &out);
	ck_assert_ptr_null(strstr(out.ptr, "空缺"));
	str_cut(&out, 0);
	plan("sm1-12", "sm1-2", 3, 8, 24);
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "空缺"));
}
END_TEST

START_TEST(all_lines_of_the_table_are_equally_wide)
{
	struct sheet s = sheet(20261001, 20261031);
	struct widths w = {0};

	two_days();
	sheet_text(&s, &out);
	for (const char *p = out.ptr, *nl; (nl = strchr(p, '\n')); p = nl + 1)
		same_width(&w, p, (size_t)(nl - p));
	ck_assert_int_eq(w.lines, 31 + 1 + 3);
	ck_assert_ptr_nonnull(strstr(out.ptr, "云岭县石门镇2026年10月应急消防联合值守值班表\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "| 调休上班"));
}
END_TEST

START_TEST(a_calendar_not_announced_is_said_on_the_sheet)
{
	struct sheet s = sheet(20261201, 20261231);

	two_days();
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "2027年放假安排尚未录入"));
}
END_TEST

START_TEST(two_months_are_two_sheets)
{
	struct sheet s = sheet(20261031, 20261101);

	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "2026年10月31日—10月31日"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "2026年11月1日—11月1日"));
}
END_TEST

/* An edition of October 2026, published at 10 o'clock of a day in September. */
static struct things editions;

static struct edition *
edition(int version, int day, const char *changes)
{
	struct edition *ed = thing(&editions, &kind_edition, "sm1-900");
	struct record *r = (struct record *)editions.v[editions.n - 1]->first;

	r->ts = civil_secs(2026, 9, day, 10, 0) * 1000;
	*ed = (struct edition){.month = 20261001,
			       .version = {version, true},
			       .reason = T("甲外出"),
			       .approver = T("sm1-11"),
			       .changes = T(changes)};
	return ed;
}

static void
published(void)
{
	two_days();
	editions.n = 0;
	edition(1, 24, NULL);
	edition(2, 28,
		"2026-10-01 sm1-2 sm1-14@08:00-20:00+sm1-13@20:00-08:00 "
		"sm1-12@08:00-20:00+sm1-13@20:00-08:00");
}

/* Approved or taken over after the first edition: the record's hour. */
static void
changed_later(void)
{
	struct swap *s = thing(&book.swaps, &kind_swap, "sm1-800");
	struct record *r = (struct record *)book.swaps.v[0]->last;
	struct assignment *a;

	*s = (struct swap){.person = T("sm1-15"),
			   .post = T("sm1-4"),
			   .start = moment_at(civil_secs(2026, 10, 1, 8, 0)),
			   .end = moment_at(civil_secs(2026, 10, 2, 8, 0)),
			   .with = T("sm1-13"),
			   .state = SWAP_APPROVED};
	r->ts = civil_secs(2026, 9, 29, 16, 5) * 1000;
	r->by = "sm1-11";
	plan("sm1-16", "sm1-3", 1, 8, 24);
	a = book.assignments.v[book.assignments.n - 1]->body;
	a->source = ASSIGN_TAKEOVER;
	a->instead = T("sm1-14");
	a->reason = T("突发疾病");
	((struct record *)book.assignments.v[book.assignments.n - 1]->first)->ts =
	    civil_secs(2026, 9, 30, 2, 0) * 1000;
	((struct record *)book.assignments.v[book.assignments.n - 1]->first)->by = "sm1";
}

static void
forget_editions(void)
{
	vec_clear(&editions);
	vec_clear(&book.swaps);
}

START_TEST(the_latest_edition_stands_above_and_its_changes_below)
{
	struct sheet s = sheet(20261001, 20261031);

	published();
	s.editions = &editions;
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "2026年9月28日发布    第2版\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "| *乙(8:00—20:00)、丙(20:00—8:00) |"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\n变更记录（*为变更处）\n"));
	ck_assert_ptr_nonnull(
	    strstr(out.ptr, "| 10月1日 | 主班 | 东 08:00-20:00、丙 20:00-08:00 | "
			    "乙 08:00-20:00、丙 20:00-08:00 | 甲外出 | 甲     | 9月28日10时 |\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "签发：甲\n"));
	forget_editions();
}
END_TEST

START_TEST(the_first_edition_lists_no_changes)
{
	struct sheet s = sheet(20261001, 20261031);

	published();
	editions.n = 1;
	s.editions = &editions;
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "2026年9月24日发布    第1版\n"));
	ck_assert_ptr_null(strstr(out.ptr, "变更记录"));
	forget_editions();
}
END_TEST

START_TEST(swaps_and_takeovers_after_the_first_edition_are_listed)
{
	struct sheet s = sheet(20261001, 20261031);

	published();
	changed_later();
	s.editions = &editions;
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "| 南  "));
	ck_assert_msg(strstr(out.ptr, "| 调班     | 甲     | 9月29日16时05分 |"), "%s",
		      strstr(out.ptr, "变更记录"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "| 突发疾病 |        | 9月30日2时      |"));
	((struct record *)book.swaps.v[0]->last)->ts = civil_secs(2026, 9, 20, 8, 0) * 1000;
	str_cut(&out, 0);
	sheet_text(&s, &out); /* approved before it was published: part of the first edition */
	ck_assert_ptr_null(strstr(out.ptr, "| 调班"));
	forget_editions();
}
END_TEST

START_TEST(changes_are_underlined_in_html)
{
	struct sheet s = sheet(20261001, 20261031);
	const char *list;

	published();
	s.editions = &editions;
	sheet_html(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "<td><u>乙(8:00—20:00)、丙(20:00—8:00)</u></td>"));
	list = strstr(out.ptr, "变更记录（变更处加下划线）");
	ck_assert_ptr_nonnull(list);
	ck_assert_ptr_nonnull(strstr(list, "<td>甲外出</td>"));
	forget_editions();
}
END_TEST

START_TEST(remarks_name_the_seasons_of_the_rule_set)
{
	static int days[][2] = {{20261002, 20261003}};
	struct rule_period periods[] = {
	    {.name = "防火期", .from = 1001, .to = 531},
	    {.name = "敏感时段", .days = days, .ndays = 1},
	    {.name = "汛期", .from = 601, .to = 930},
	};
	struct rule_set rules = {.periods = periods, .nperiods = ARRAY_LEN(periods)};
	struct sheet s = sheet(20261001, 20261010);

	two_days();
	s.rules = &rules;
	sheet_text(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "| 国庆（法定）、防火期       |\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "| 国庆假期、防火期、敏感时段 |\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "| 调休上班、防火期           |\n"));
	ck_assert_ptr_null(strstr(out.ptr, "汛期"));
}
END_TEST

static void
count_cells(void *ctx, const char *const *cells, size_t n)
{
	str_add_f(ctx, "%zu:%s\n", n, cells[0]);
}

START_TEST(a_spreadsheet_gets_the_sheet_as_it_hangs)
{
	struct sheet s = sheet(20261001, 20261031);

	published();
	s.editions = &editions;
	sheet_table(&s, count_cells, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "1:云岭县石门镇2026年10月应急消防联合值守值班表\n"
					      "2:填报单位："));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\n6:日期\n6:10月1日\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\n7:日期\n7:10月1日\n"));
	forget_editions();
}
END_TEST

START_TEST(a_month_of_31_days_with_notes_is_one_page)
{
	struct sheet s = sheet(20261001, 20261031);
	int lines = 0;

	two_days();
	s.notes = "2. 一\n3. 二\n4. 三\n5. 四\n6. 五\n7. 六\n8. 七\n";
	sheet_text(&s, &out);
	for (const char *p = out.ptr; (p = strchr(p, '\n')); p++)
		lines++;
	ck_assert_int_eq(lines, 2 + 31 + 4 + 8 + 1); /* 46 lines of 9 pt: A4 across takes 47 */
	str_cut(&out, 0);
	sheet_html(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "size: A4 landscape"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "body { font-size: 9pt; line-height: 1.25; }"));
}
END_TEST

START_TEST(html_escapes_what_names_hold)
{
	struct sheet s = sheet(20261001, 20261001);

	two_days();
	((struct person *)book.people.v[1]->body)->name = T("<乙&>");
	sheet_html(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "&lt;乙&amp;&gt;"));
	ck_assert_ptr_null(strstr(out.ptr, "<乙"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "</html>"));
}
END_TEST

START_TEST(people_stand_down_and_days_across)
{
	struct sheet s = sheet(20261001, 20261003);

	two_days();
	sheet_people(&s, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "甲   带 带    \n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "乙   主 战    \n"));
}
END_TEST

static void
add_row(void *ctx, const char *const cells[4])
{
	(void)ctx;
	str_add_f(&out, "%s|%s|%s|%s\n", cells[0], cells[1], cells[2], cells[3]);
}

START_TEST(rows_for_a_spreadsheet_split_long_duties_by_day)
{
	struct sheet s = sheet(20261001, 20261002);

	two_days();
	sheet_rows(&s, add_row, NULL);
	ck_assert_ptr_nonnull(strstr(out.ptr, "2026-10-01|08:00-08:00|带班领导|甲\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "2026-10-02|08:00-08:00|带班领导|甲\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "2026-10-01|20:00-08:00|主班|丙\n"));
	ck_assert_ptr_null(strstr(out.ptr, "2026-10-03"));
}
END_TEST

START_TEST(a_calendar_for_telephones)
{
	struct sheet s = sheet(20261001, 20261001);
	const char *line;

	two_days();
	((struct person *)book.people.v[0]->body)->name =
	    T("名字很长很长的一位带班领导，名字里有逗号,也有分号;还有很多很多很多很多字");
	sheet_ics(&s, NULL, civil_secs(2026, 9, 30, 9, 0), &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "DTSTART;TZID=Asia/Shanghai:20261001T200000\r\n"
					      "DTEND;TZID=Asia/Shanghai:20261002T080000\r\n"
					      "SUMMARY:主班 丙\r\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "DTSTAMP:20260930T010000Z\r\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\\,"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\\;"));
	for (line = out.ptr; *line; line = strstr(line, "\r\n") + 2) {
		ck_assert_int_le(strstr(line, "\r\n") - line, 75);
		ck_assert_int_ne((unsigned char)*line & 0xc0, 0x80);
	}
	str_cut(&out, 0);
	sheet_ics(&s, "sm1-13", 0, &out);
	ck_assert_ptr_null(strstr(out.ptr, "SUMMARY:主班 乙"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "SUMMARY:主班 丙"));
}
END_TEST

static const struct {
	const char *text;
	int near, day;
} days[] = {
    {"2026-10-01", 0, 20261001},
    {"2026/1/8", 0, 20260108},
    {"2026年2月28日", 0, 20260228},
    {"２０２６．３．５", 0, 20260305},
    {"2026/1/5 0:00", 0, 20260105},
    {"2026-02-29", 20260101, 0},
    {"10月1日", 0, 0},
    {"10月1日", 20260701, 20261001},
    {"1月5日", 20251230, 20260105}, /* over the year's end, both ways */
    {"12月30日", 20260103, 20251230},
    {"１／５", 20260601, 20260105},
    {"1/5", 20260801, 20270105},     /* 157 days ahead, 208 back */
    {"2月29日", 20270301, 20280229}, /* the only one of three years */
    {"2月29日", 20260101, 0},
    {"1月5日 9:00", 20260101, 0},
    {"26/1/5", 20260101, 0},
    {"2026-10-01x", 20260101, 0},
    {"", 20260101, 0},
};

START_TEST(days_are_read_as_people_write_them)
{
	struct err e;
	int day = 0;

	ck_assert_int_eq(roster_day_read(days[_i].text, days[_i].near, &day, &e),
			 days[_i].day ? RC_OK : RC_INVALID);
	ck_assert_int_eq(day, days[_i].day);
}
END_TEST

START_TEST(a_blank_that_only_sets_a_name_out_goes)
{
	static const char *const names[][2] = {
	    {"张　三", "张三"}, {"张 三", "张三"},           {"　甲 ", "甲"},
	    {"Li Si", "Li Si"}, {"阿·合 买提", "阿·合买提"}, {"值班员 01", "值班员 01"},
	};
	struct err e;
	char *name;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		ck_ok(roster_name_read(&arena, names[i][0], &name, &e), &e);
		ck_assert_str_eq(name, names[i][1]);
	}
	ck_assert_int_eq(roster_name_read(&arena, "甲\x01", &name, &e), RC_INVALID);
}
END_TEST

static const struct {
	const char *text;
	int from, until;
} spans[] = {
    {"08:00-08:00", 480, 480},
    {"8：30—次日8：30", 510, 510},
    {"20:00 - 8:00", 1200, 480},
    {"0:00-24:00", 0, 1440},
    {"白班", -1, 0},
    {"25:00-08:00", -1, 0},
    {"08:00-08:60", -1, 0},
    {"08:00", -1, 0},
};

START_TEST(shifts_are_read_as_people_write_them)
{
	struct shift_span s = {-1, 0};

	ck_assert_int_eq(roster_span_read(spans[_i].text, &s), spans[_i].from >= 0);
	ck_assert_int_eq(s.from, spans[_i].from);
	ck_assert_int_eq(s.until, spans[_i].until);
}
END_TEST

START_TEST(a_cell_may_hold_several_names)
{
	char **names;

	ck_assert_uint_eq(roster_names(&arena, " 甲、乙 ； 丙/丁 ", &names), 4);
	ck_assert_str_eq(names[0], "甲");
	ck_assert_str_eq(names[1], "乙");
	ck_assert_str_eq(names[2], "丙");
	ck_assert_str_eq(names[3], "丁");
	ck_assert_uint_eq(roster_names(&arena, " 、 ", &names), 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("sheet");
	TCase *t = tcase_create("sheet");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_sheet_shows_shifts_holidays_and_gaps);
	tcase_add_test(t, hours_of_a_day_that_nobody_stands_are_said);
	tcase_add_test(t, days_before_the_logbook_are_no_gaps);
	tcase_add_test(t, all_lines_of_the_table_are_equally_wide);
	tcase_add_test(t, a_calendar_not_announced_is_said_on_the_sheet);
	tcase_add_test(t, two_months_are_two_sheets);
	tcase_add_test(t, html_escapes_what_names_hold);
	tcase_add_test(t, the_latest_edition_stands_above_and_its_changes_below);
	tcase_add_test(t, the_first_edition_lists_no_changes);
	tcase_add_test(t, swaps_and_takeovers_after_the_first_edition_are_listed);
	tcase_add_test(t, changes_are_underlined_in_html);
	tcase_add_test(t, remarks_name_the_seasons_of_the_rule_set);
	tcase_add_test(t, a_spreadsheet_gets_the_sheet_as_it_hangs);
	tcase_add_test(t, a_month_of_31_days_with_notes_is_one_page);
	tcase_add_test(t, people_stand_down_and_days_across);
	tcase_add_test(t, rows_for_a_spreadsheet_split_long_duties_by_day);
	tcase_add_test(t, a_calendar_for_telephones);
	tcase_add_loop_test(t, days_are_read_as_people_write_them, 0,
			    (int)(sizeof(days) / sizeof(days[0])));
	tcase_add_loop_test(t, shifts_are_read_as_people_write_them, 0,
			    (int)(sizeof(spans) / sizeof(spans[0])));
	tcase_add_test(t, a_blank_that_only_sets_a_name_out_goes);
	tcase_add_test(t, a_cell_may_hold_several_names);
	suite_add_tcase(s, t);
	return run_suite(s);
}
