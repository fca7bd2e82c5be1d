/* The report desk on screen: drafted, written, checked, previewed, signed, sent, pasted. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "storage/desk_story.h"
#include "storage/pin.h"
#include "tests/helpers.h"
#include "tests/tui/kit/station.h"
#include "tui/report_act.h"
#include "tui/view_report.h"
#include "tui/view_reports.h"

static const char *leader, *fire;

static const char *
first_incident(void)
{
	struct book_filter all = {0};
	struct things things = {0};
	struct err e;
	const char *id;

	ck_ok(book_list(kit.book, &kit.arena, &kind_incident, &all, &things, &e), &e);
	ck_assert_uint_gt(things.n, 0);
	id = things.v[0]->id;
	vec_clear(&things);
	return id;
}

/* The watch writes; the leader on duty may sign with a PIN, the mayor as well. */
static void
begin(void)
{
	struct err e;

	kit_begin();
	kit_night();
	leader = KIT_WRITE("person", "name", "癸", "post", "镇长", "role", "leader");
	ck_ok(pin_set(book_store(kit.book), leader, "4826", &e), &e);
	ck_ok(console_sign_on(&kit.console, "sm1-10", &e), &e);
	fire = first_incident();
	KIT_WRITE_OF("fact", fire, "asof", "2026-01-18T02:45", "injured", "2", "source", "现场");
}

static void
draft(void)
{
	kit_open(&view_reports, NULL);
	kit_press(K_F(5));
	kit_press('1');
	kit_press('1');
}

static enum desk_state
state(const char *id)
{
	struct desk_report r;
	struct desk_story s;
	struct err e;

	ck_ok(desk_find(kit.book, &kit.arena, id, &r, &e), &e);
	ck_ok(desk_story(kit.book, &kit.arena, &r, &s, &e), &e);
	vec_clear(&s.events);
	return s.state;
}

static void
sign_by_pin(void)
{
	kit_press(K_F(6));
	kit_press('1');
	kit_type("4826");
	kit_press(K_ENTER);
}

START_TEST(a_draft_writes_itself)
{
	draft();
	kit_golden("report-draft-80x24");
	kit_press(K_TAB);
	kit_golden("report-fields-80x24");
	kit_size(40, 120);
	kit_golden("report-draft-120x40");
	kit_size(12, 40);
	kit_golden("report-draft-40x12");
}
END_TEST

START_TEST(a_draft_in_chinese)
{
	kit_chinese();
	draft();
	kit_golden("report-draft-80x24-zh");
	kit_press(K_F(5));
	kit_golden("report-preview-80x24-zh");
	kit_size(40, 120);
	kit_press(K_ESC);
	kit_golden("report-draft-120x40-zh");
	kit_size(24, 80);
	kit_press(K_F(6));
	kit_golden("report-sign-80x24-zh");
	kit_press(K_ESC);
	sign_by_pin();
	kit_press(K_F(8));
	kit_press('1');
	kit_press('1');
	kit_golden("report-sent-80x24-zh");
	kit_size(40, 120);
	kit_golden("report-sent-120x40-zh");
	kit_press(K_ESC);
	kit_golden("reports-120x40-zh");
	kit_size(24, 80);
	kit_golden("reports-80x24-zh");
}
END_TEST

START_TEST(a_report_goes_from_draft_to_paste)
{
	draft();
	kit_has("[DRAFT]");
	kit_type("据现场消防员报告：");
	kit_has("据现场消防员报告：");
	kit_press(K_F(5));
	kit_has("DRAFT │    据现场消防员报告：");
	sign_by_pin();
	kit_has("[SIGNED]");
	kit_has("石镇信〔2026〕1号");
	kit_has_not("DRAFT");
	ck_assert_int_eq(state("draft-1"), DESK_SIGNED);
	kit_press(K_F(8));
	kit_has("县应急管理局");
	kit_press('1');
	kit_press('1');
	kit_has("[SENT]");
	kit_has_not("SIGNED");
	ck_assert_int_eq(state("draft-1"), DESK_SENT);
	kit_press(K_F(9));
	kit_has("据现场消防员报告：");
	kit_golden("report-paste-80x24");
	kit_press(K_ESC);
	kit_press(K_ENTER);
	kit_press('1');
	kit_type("县应急局 子");
	kit_press(K_ENTER);
	kit_has("县应急局 子");
	kit_golden("report-sent-80x24");
}
END_TEST

START_TEST(an_unsigned_report_is_not_sent)
{
	draft();
	kit_press(K_F(8));
	kit_has("an unsigned report cannot be sent");
	ck_assert_int_eq(state("draft-1"), DESK_DRAFT);
}
END_TEST

START_TEST(a_wrong_pin_keeps_the_question_and_the_phone_way_is_open)
{
	draft();
	kit_press(K_F(6));
	kit_press('1');
	kit_type("0000");
	kit_press(K_ENTER);
	kit_has("not accepted");
	ck_assert_int_eq(state("draft-1"), DESK_DRAFT);
	kit_press(K_ESC);
	kit_press(K_F(7));
	kit_has("癸  镇长");
	kit_press('1');
	kit_has("the witness");
	kit_press('1');
	kit_has("[SIGNED]");
	kit_has("癸 has to countersign");
	kit_has("（电话授权）");
	kit_press(K_F(6));
	kit_type("4826");
	kit_press(K_ENTER);
	kit_has("Countersigned.");
	kit_has_not("（电话授权）");
	ck_assert_str_eq(book_author(kit.book), "sm1-10");
}
END_TEST

START_TEST(what_is_typed_is_kept_on_leaving)
{
	struct desk_report r;
	struct err e;

	draft();
	kit_type("甲");
	kit_press(K_TAB);
	kit_press(K_DOWN);
	kit_type("（稿）");
	kit_press(K_ESC);
	ck_ok(desk_find(kit.book, &kit.arena, "draft-1", &r, &e), &e);
	ck_assert(str_starts(r.body->body, "甲"));
	ck_assert_ptr_nonnull(strstr(r.body->title, "（稿）"));
	kit_has("draft-1");
}
END_TEST

START_TEST(a_void_report_says_so_on_every_line)
{
	draft();
	sign_by_pin();
	kit_press(K_CTRL('o'));
	kit_press('3');
	kit_type("文号弄错");
	kit_press(K_ENTER);
	kit_has("[VOID]");
	kit_has("VOID  │");
	kit_golden("report-void-80x24");
	kit_press(K_F(8));
	kit_has("is void and cannot be sent");
}
END_TEST

START_TEST(a_draft_is_thrown_away_by_a_digit)
{
	draft();
	kit_press(K_CTRL('o'));
	kit_press('1');
	kit_press('1');
	kit_press(K_ESC);
	kit_has_not("draft-1");
}
END_TEST

START_TEST(anybody_who_may_sign_can_be_named)
{
	KIT_WRITE("person", "name", "壬", "post", "人大主席", "role", "leader");
	draft();
	kit_press(K_F(6));
	kit_has("2 壬");
	kit_press('3');
	kit_type("林二");
	kit_press(K_ENTER);
	kit_has("may not sign reports");
	kit_press(K_CTRL('u'));
	kit_type("癸");
	kit_press(K_ENTER);
	kit_has("PIN of 癸");
	kit_type("4826");
	kit_press(K_ENTER);
	kit_has("[SIGNED]");
}
END_TEST

START_TEST(what_was_done_earlier_is_recorded_with_its_time)
{
	draft();
	kit_press(K_F(7));
	kit_press('1');
	kit_has("it was earlier");
	kit_press('8'); /* six on the watch, somebody else, earlier */
	kit_type("０２４５");
	kit_press(K_ENTER);
	kit_has("At 01-18 02:45.");
	kit_press('1');
	kit_has("01-18 02:45  signed by 癸");
	kit_press(K_F(8));
	kit_press('1');
	kit_press('5');
	kit_type("0246");
	kit_press(K_ENTER);
	kit_press('2');
	kit_has("01-18 02:46  Sending  县应急管理局  Fax");
	kit_press(K_ENTER);
	kit_press('1');
	kit_type("@0247 县应急局 子");
	kit_press(K_ENTER);
	kit_has("01-18 02:47  Receipt  县应急局 子");
}
END_TEST

START_TEST(a_report_that_is_sent_back_says_so)
{
	draft();
	sign_by_pin();
	kit_press(K_F(8));
	kit_press('1');
	kit_press('1');
	kit_press(K_CTRL('o'));
	kit_press('2');
	kit_press(K_ENTER);
	kit_has("the reason is missing");
	kit_type("缺现场负责人电话");
	kit_press(K_ENTER);
	kit_type("0545");
	kit_press(K_ENTER);
	kit_has("▲ Sent back to be put right.");
	kit_has("until 01-18 05:45");
	kit_press(K_ESC);
	kit_has("▲ sent back");
}
END_TEST

START_TEST(sync_counts_when_it_is_delivered)
{
	draft();
	sign_by_pin();
	kit_press(K_F(8));
	kit_press('1');
	kit_press('4');
	kit_has("counts as sent when the remote holds it");
	kit_has("[SIGNED]");
	kit_has("not delivered yet");
	kit_press(K_ESC);
	kit_has("SIGNED ▲ not deliv");
}
END_TEST

START_TEST(a_draft_of_the_same_kind_is_offered_first)
{
	draft();
	kit_type("甲");
	kit_press(K_ESC);
	kit_press(K_F(5));
	kit_press('1');
	kit_press('1');
	kit_has("A draft of this kind is there");
	kit_press('1');
	kit_has("draft-1");
	kit_has("甲2026年");
	kit_press(K_ESC);
	kit_press(K_F(5));
	kit_press('1');
	kit_press('1');
	kit_press('2');
	kit_has("draft-2");
}
END_TEST

START_TEST(a_change_made_elsewhere_comes_in_beside_what_is_typed)
{
	const char *fields[] = {"main", "body"}, *values[] = {"市应急管理局", "别处写的。"};
	struct err e;

	draft();
	kit_type("这里写的。");
	ck_ok(desk_edit(kit.book, &kit.arena, "draft-1", fields, values, 2, &e), &e);
	kit_changed();
	kit_has("市应急管理局");
	kit_has("这里写的。");
	kit_has_not("别处写的。");
	kit_press(K_CTRL('d'));
	kit_has("Kept as a draft.");
	kit_changed();
	kit_has("市应急管理局");
	kit_has("这里写的。");
}
END_TEST

START_TEST(what_does_not_fit_is_said_and_the_rest_is_kept)
{
	struct desk_report r;
	struct err e;

	draft();
	kit_type("甲");
	kit_press(K_TAB | K_SHIFT); /* attachments, document number, as of */
	kit_press(K_UP);
	kit_press(K_UP);
	kit_press(K_CTRL('u'));
	kit_type("不知道");
	kit_press(K_F(6));
	kit_has("not kept: ");
	ck_ok(desk_find(kit.book, &kit.arena, "draft-1", &r, &e), &e);
	ck_assert(str_starts(r.body->body, "甲"));
	kit_press(K_ESC);
	kit_has("leave without it");
	kit_press('1');
	kit_has("Register of reports");
}
END_TEST

START_TEST(a_number_of_a_person_is_asked_about_before_signing)
{
	draft();
	kit_type("户主电话13900000001。");
	kit_press(K_F(6));
	kit_has("can never be taken back");
	kit_press('2');
	ck_assert_int_eq(state("draft-1"), DESK_DRAFT);
	kit_press(K_F(7));
	kit_press('1');
	kit_has("Who gave the authorisation by phone.");
}
END_TEST

START_TEST(a_title_that_is_emptied_is_not_kept)
{
	struct desk_report r;
	struct err e;

	draft();
	kit_press(K_TAB);
	kit_press(K_DOWN);
	kit_press(K_CTRL('u'));
	kit_press(K_CTRL('d'));
	kit_has("Title is needed");
	ck_ok(desk_find(kit.book, &kit.arena, "draft-1", &r, &e), &e);
	ck_assert(*r.body->title);
}
END_TEST

START_TEST(a_village_reports_by_phone_only)
{
	struct station *s = (struct station *)book_station(kit.book);

	draft();
	s->level = LEVEL_VILLAGE;
	kit_press(K_F(6));
	kit_has("reports by phone only");
	s->level = LEVEL_TOWNSHIP;
}
END_TEST

/* A rule set of the office in which a zero report is owed every day at seven. */
static void
use_rules(void)
{
	static const char text[] =
	    "[rules]\nname = 本站\nsource = 试\nexcuse-confirm-by = superior\n"
	    "[rule 一般]\nphone = 30\nwritten = 60\n"
	    "[routine 每日零报告]\non = yes\ntimes = 07:00\nearly = 12h\n"
	    "type = zero\nto = 县应急局\n";
	const char *file = arena_text_f(&kit.arena, "%s/rules.conf", kit.dir);
	FILE *f = fopen(file, "w");
	struct record *r;
	struct err e;

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
	ck_ok(book_rules_record(kit.book, &kit.arena, file, &r, &e), &e);
	ck_ok(book_add_one(kit.book, &kit.arena, r, NULL, &e), &e);
}

START_TEST(a_routine_report_that_is_owed_is_written_from_its_row)
{
	use_rules();
	kit_open(&view_reports, NULL);
	kit_has("routine");
	kit_has("每日零报告");
	kit_press(K_F(8));
	kit_has("it is not written yet");
	kit_press(K_ENTER);
	kit_has("DRAFT  Zero report draft-1");
	sign_by_pin();
	kit_press(K_F(8));
	kit_press('1');
	kit_press('1');
	kit_press(K_ESC);
	kit_has("石镇信〔2026〕1号");
	kit_has("SENT");
	kit_golden("reports-routine-80x24");
}
END_TEST

START_TEST(a_query_without_an_incident_is_answered)
{
	KIT_WRITE("query", "text", "卫星监测热点，请核实", "from", "县应急局");
	kit_open(&view_reports, NULL);
	kit_press(K_F(5));
	kit_press('2');
	kit_has("DRAFT  Verification report draft-1");
}
END_TEST

START_TEST(open_ones_leave_out_what_is_done)
{
	draft();
	sign_by_pin();
	kit_press(K_F(8));
	kit_press('1');
	kit_press('1');
	kit_press(K_ESC);
	kit_press(K_TAB);
	kit_has("石镇信〔2026〕1号");
	kit_press(K_CTRL('o'));
	kit_press('1');
	kit_type("县应急局 子");
	kit_press(K_ENTER);
	kit_has_not("石镇信〔2026〕1号");
	kit_press(K_TAB);
	kit_has("石镇信〔2026〕1号");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("view_report");
	TCase *t = tcase_create("view_report");

	setlocale(LC_CTYPE, "C.UTF-8");
	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, begin, kit_end);
	tcase_add_test(t, a_draft_writes_itself);
	tcase_add_test(t, a_draft_in_chinese);
	tcase_add_test(t, a_report_goes_from_draft_to_paste);
	tcase_add_test(t, an_unsigned_report_is_not_sent);
	tcase_add_test(t, a_wrong_pin_keeps_the_question_and_the_phone_way_is_open);
	tcase_add_test(t, what_is_typed_is_kept_on_leaving);
	tcase_add_test(t, a_void_report_says_so_on_every_line);
	tcase_add_test(t, a_draft_is_thrown_away_by_a_digit);
	tcase_add_test(t, anybody_who_may_sign_can_be_named);
	tcase_add_test(t, what_was_done_earlier_is_recorded_with_its_time);
	tcase_add_test(t, a_report_that_is_sent_back_says_so);
	tcase_add_test(t, sync_counts_when_it_is_delivered);
	tcase_add_test(t, a_draft_of_the_same_kind_is_offered_first);
	tcase_add_test(t, a_change_made_elsewhere_comes_in_beside_what_is_typed);
	tcase_add_test(t, what_does_not_fit_is_said_and_the_rest_is_kept);
	tcase_add_test(t, a_number_of_a_person_is_asked_about_before_signing);
	tcase_add_test(t, a_title_that_is_emptied_is_not_kept);
	tcase_add_test(t, a_village_reports_by_phone_only);
	tcase_add_test(t, a_routine_report_that_is_owed_is_written_from_its_row);
	tcase_add_test(t, a_query_without_an_incident_is_answered);
	tcase_add_test(t, open_ones_leave_out_what_is_done);
	suite_add_tcase(s, t);
	return run_suite(s);
}
