/* The report desk: drafts are local, signing gives numbers without holes, what is signed stays. */
#include "storage/desk.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/pin.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static const char *dir;
static char *home;
static struct book *b;
static int64_t now;
static const char *leader, *clerk, *incident;

static void
set_now(const char *text)
{
	struct moment m;

	ck_ok(moment_parse(text, civil_secs(2040, 1, 1, 0, 0), MOMENT_ANY, 0, &m, &e), &e);
	now = m.secs;
	book_set_now(b, now * 1000);
}

static const char *
add(const struct kind *k, const char *of, const char *const *values)
{
	struct record *r = record_new(&a, k);
	struct parse_context c = {.now = now, .arena = &a};

	r->of = of;
	for (; *values; values += 2)
		ck_ok(record_set(r, values[0], values[1], &c, &e), &e);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	return r->id;
}

#define ADD(k, of, ...) add(&kind_##k, of, (const char *const[]){__VA_ARGS__, NULL})

static void
make_home(int level, const char *name)
{
	struct book_init init = {
	    .code = "140400101", .name = name, .device = "sm1", .level = level, .practice = true};

	home = arena_text_f(&a, "%s/home%d", dir, level);
	ck_ok(book_create(home, &init, now * 1000, &e), &e);
	ck_ok(book_open(home, false, &b, &e), &e);
	set_now("2026-01-18T02:47");
	leader = ADD(person, NULL, "name", "带班甲", "role", "leader");
	clerk = ADD(person, NULL, "name", "值班乙", "role", "staff");
	incident = ADD(incident, NULL, "kind", "fire", "place", "石门镇石门村东街37号", "title",
		       "石门村沿街自建房火灾", "learned", "2026-01-18T02:47");
	ck_ok(book_set_author(b, clerk, &e), &e);
}

static void
set_up(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	setenv("ZHIBAN_DATA", "templates", 1);
	a = (struct arena){0};
	dir = fresh_dir();
	now = civil_secs(2026, 1, 18, 2, 40);
	make_home(LEVEL_TOWNSHIP, "石门镇应急消防站");
}

static void
tear_down(void)
{
	book_close(b);
	b = NULL;
	clean_dir(dir);
	arena_free(&a);
}

static const char *
draft(int type)
{
	const char *id;

	ck_ok(desk_draft(b, &a, incident, type, NULL, &id, &e), &e);
	return id;
}

/* Signed by the leader's telephone word, which takes no PIN. */
static struct desk_report
sign(const char *id)
{
	struct desk_signing s = {.report = id, .leader = leader, .witness = clerk};
	struct desk_report r;

	ck_ok(desk_sign(b, &a, &s, &r, &e), &e);
	return r;
}

static struct desk_report
find(const char *id)
{
	struct desk_report r;

	ck_ok(desk_find(b, &a, id, &r, &e), &e);
	return r;
}

START_TEST(drafts_are_numbered_and_never_again)
{
	struct desk_report r;

	ck_assert_str_eq(draft(REPORT_FIRST), "draft-1");
	ck_assert_str_eq(draft(REPORT_FIRST), "draft-2");
	ck_ok(desk_discard(b, &a, "draft-2", &e), &e);
	ck_assert_str_eq(draft(REPORT_FIRST), "draft-3");
	ck_assert_int_eq(desk_find(b, &a, "draft-2", &r, &e), RC_NOT_FOUND);
	ck_assert_int_eq(desk_find(b, &a, "draft-0", &r, &e), RC_NOT_FOUND);
	ck_assert_int_eq(desk_find(b, &a, "draft-1x", &r, &e), RC_NOT_FOUND);
	ck_assert_int_eq(desk_find(b, &a, incident, &r, &e), RC_INVALID);
}
END_TEST

START_TEST(a_draft_is_no_record)
{
	struct records recs = {0};

	draft(REPORT_FIRST);
	ck_ok(book_of(b, &a, incident, &recs, &e), &e);
	ck_assert_uint_eq(recs.n, 1);
	vec_clear(&recs);
}
END_TEST

START_TEST(a_draft_survives_closing_the_home)
{
	draft(REPORT_FIRST);
	book_close(b);
	ck_ok(book_open(home, false, &b, &e), &e);
	ck_assert_str_eq(find("draft-1").body->title,
			 "关于石门镇石门村一沿街自建房发生火灾的报告（首报）");
	ck_assert_str_eq(find("draft-1").incident, incident);
	ck_assert(!find("draft-1").is_signed);
}
END_TEST

START_TEST(drafts_are_listed_by_number)
{
	struct desk_reports list = {0};

	for (int i = 0; i < 11; i++)
		draft(REPORT_FIRST);
	sign("draft-3");
	ck_ok(desk_drafts(b, &a, &list, &e), &e);
	ck_assert_uint_eq(list.n, 10);
	ck_assert_str_eq(list.v[0].id, "draft-1");
	ck_assert_str_eq(list.v[2].id, "draft-4");
	ck_assert_str_eq(list.v[9].id, "draft-11");
	vec_clear(&list);
}
END_TEST

static enum rc
edit(const char *id, const char *field, const char *value)
{
	return desk_edit(b, &a, id, &field, &value, 1, &e);
}

START_TEST(a_draft_can_be_edited_within_its_fields)
{
	draft(REPORT_FIRST);
	ck_ok(edit("draft-1", "body", "改过的正文"), &e);
	ck_ok(edit("draft-1", "urgency", "express"), &e);
	ck_assert_str_eq(find("draft-1").body->body, "改过的正文");
	ck_assert_int_eq(find("draft-1").body->urgency, URGENCY_EXPRESS);
	ck_assert_int_eq(edit("draft-1", "number", "石镇信〔2026〕9号"), RC_INVALID);
	ck_assert_int_eq(edit("draft-1", "colour", "红"), RC_INVALID);
	ck_assert_int_ne(edit("draft-1", "title", ""), RC_OK);
	ck_assert_str_ne(find("draft-1").body->title, "");
	ck_assert_int_eq(edit("draft-9", "body", "x"), RC_NOT_FOUND);
}
END_TEST

START_TEST(signing_gives_number_signer_and_final_text)
{
	struct desk_report r;

	draft(REPORT_FIRST);
	set_now("2026-01-18T03:31");
	r = sign("draft-1");
	ck_assert_str_eq(r.body->number, "石镇信〔2026〕1号");
	ck_assert_str_eq(r.body->signer_name, "带班甲");
	ck_assert(r.body->by_phone);
	ck_assert_ptr_nonnull(
	    strstr(r.body->text, "石镇信〔2026〕1号　签发人：带班甲（电话授权）"));
	ck_assert_ptr_nonnull(strstr(r.body->text, "2026年1月18日3时31分"));
	ck_assert_ptr_nonnull(strstr(r.body->text, "【演练】"));
	/* The draft's name is another name of it, its own id that of the record. */
	ck_assert_str_eq(find("draft-1").id, r.id);
	ck_assert_str_eq(find(r.id).body->text, r.body->text);
	ck_assert_str_eq(find("draft-1").draft, "draft-1");
}
END_TEST

START_TEST(what_is_signed_is_not_changed_or_signed_again)
{
	struct desk_signing s = {.report = "draft-1", .leader = leader, .witness = clerk};
	struct desk_report r;

	draft(REPORT_FIRST);
	sign("draft-1");
	ck_assert_int_eq(edit("draft-1", "body", "改"), RC_INVALID);
	ck_assert_int_eq(desk_discard(b, &a, "draft-1", &e), RC_INVALID);
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID);
}
END_TEST

START_TEST(a_leader_signs_with_the_pin)
{
	struct desk_signing s = {.report = "draft-1", .pin = "135790"};
	struct desk_report r;

	draft(REPORT_FIRST);
	ck_ok(pin_set(book_store(b), leader, "135790", &e), &e);
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID); /* the clerk */
	ck_ok(book_set_author(b, leader, &e), &e);
	s.pin = "000000";
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID);
	s.pin = NULL;
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID);
	ck_assert(!find("draft-1").is_signed);
	s.pin = "135790";
	ck_ok(desk_sign(b, &a, &s, &r, &e), &e);
	ck_assert(!r.body->by_phone);
}
END_TEST

START_TEST(the_device_signs_nothing)
{
	struct desk_signing s = {.report = "draft-1"};
	struct desk_report r;

	draft(REPORT_FIRST);
	ck_ok(book_set_author(b, NULL, &e), &e);
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID);
}
END_TEST

START_TEST(an_authorisation_by_phone_takes_a_leader_and_a_witness)
{
	struct desk_signing s = {.report = "draft-1", .leader = leader};
	struct desk_report r;

	draft(REPORT_FIRST);
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID); /* no witness */
	s.witness = leader;
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID); /* the leader's own */
	s.leader = clerk;
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID); /* no leader */
	s.leader = "sm1-99";
	s.witness = clerk;
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_NOT_FOUND);
}
END_TEST

START_TEST(the_leader_countersigns_what_was_said_by_phone)
{
	draft(REPORT_FIRST);
	sign("draft-1");
	ck_ok(pin_set(book_store(b), leader, "135790", &e), &e);
	ck_assert_int_eq(desk_countersign(b, &a, "draft-1", "135790", &e), RC_INVALID);
	ck_ok(book_set_author(b, leader, &e), &e);
	ck_assert_int_eq(desk_countersign(b, &a, "draft-1", "999999", &e), RC_INVALID);
	ck_ok(desk_countersign(b, &a, "draft-1", "135790", &e), &e);
	ck_assert(find("draft-1").countersigned);
	ck_assert_int_eq(desk_countersign(b, &a, "draft-1", "135790", &e), RC_INVALID);
}
END_TEST

START_TEST(numbers_run_over_all_kinds_and_begin_anew_each_year)
{
	set_now("2026-12-31T23:50");
	draft(REPORT_FIRST);
	draft(REPORT_FOLLOWUP);
	ck_assert_str_eq(sign("draft-1").body->number, "石镇信〔2026〕1号");
	ck_assert_str_eq(sign("draft-2").body->number, "石镇信〔2026〕2号");
	set_now("2027-01-01T00:10");
	draft(REPORT_FINAL);
	ck_assert_str_eq(sign("draft-3").body->number, "石镇信〔2027〕1号");
}
END_TEST

START_TEST(a_voided_number_is_not_given_again)
{
	const char *id;

	draft(REPORT_FIRST);
	sign("draft-1");
	ck_ok(desk_void(b, &a, "draft-1", "标题有误", &e), &e);
	ck_assert(find("draft-1").voided);
	ck_assert_int_eq(desk_void(b, &a, "draft-1", "再", &e), RC_INVALID);
	ck_assert_int_eq(desk_send(b, &a, "draft-1", "县应急局", 0, (struct moment){0}, &id, &e),
			 RC_INVALID);
	draft(REPORT_FIRST);
	ck_assert_str_eq(sign("draft-2").body->number, "石镇信〔2026〕2号");
}
END_TEST

START_TEST(only_a_signed_report_is_sent_and_a_sent_one_not_voided)
{
	struct moment none = {0};
	const char *id;

	draft(REPORT_FIRST);
	ck_assert_int_eq(desk_send(b, &a, "draft-1", "县应急局", 0, none, &id, &e), RC_INVALID);
	ck_assert_int_eq(desk_receipt(b, &a, "draft-1", "丁", none, &id, &e), RC_INVALID);
	sign("draft-1");
	ck_ok(desk_send(b, &a, "draft-1", "县应急局", 0, none, &id, &e), &e);
	ck_assert(find("draft-1").sent);
	ck_ok(desk_receipt(b, &a, "draft-1", "县值班员丁", none, &id, &e), &e);
	ck_ok(desk_return(b, &a, "draft-1", "缺现场电话", none, &id, &e), &e);
	ck_assert_int_eq(desk_void(b, &a, "draft-1", "错", &e), RC_INVALID);
	ck_assert_int_ne(desk_send(b, &a, "draft-1", "", 0, none, &id, &e), RC_OK);
}
END_TEST

START_TEST(a_phone_report_is_received_too)
{
	char *to[] = {arena_text(&a, "县应急局"), arena_text(&a, "县委办公室"), NULL};
	struct desk_call call = {.of = incident, .to = to, .answered = "县值班员"};
	const char *id, *receipt;

	ck_ok(desk_phone(b, &a, &call, &id, &e), &e);
	ck_ok(desk_receipt(b, &a, id, "县值班员", (struct moment){0}, &receipt, &e), &e);
	call.of = leader;
	ck_assert_int_eq(desk_phone(b, &a, &call, &id, &e), RC_INVALID);
	call.of = "sm1-999";
	ck_assert_int_eq(desk_phone(b, &a, &call, &id, &e), RC_NOT_FOUND);
}
END_TEST

START_TEST(a_follow_up_takes_its_number_when_it_is_signed)
{
	draft(REPORT_FOLLOWUP);
	draft(REPORT_FOLLOWUP);
	ck_assert_ptr_nonnull(strstr(find("draft-2").body->title, "续报一"));
	sign("draft-1");
	ck_assert_ptr_nonnull(strstr(sign("draft-2").body->title, "续报二"));
	ck_assert_int_eq(find("draft-2").body->seq.n, 2);
}
END_TEST

START_TEST(two_rooms_signing_at_once_get_two_numbers)
{
	pid_t child;
	int status;
	struct desk_signing s = {.report = "draft-1", .leader = leader, .witness = clerk};
	struct desk_report r;

	draft(REPORT_FIRST);
	draft(REPORT_FIRST);
	book_close(b);
	b = NULL;
	child = fork();
	ck_assert_int_ge(child, 0);
	if (!child)
		s.report = "draft-2";
	if (book_open(home, false, &b, &e) != RC_OK)
		_exit(1);
	book_set_now(b, now * 1000);
	if (desk_sign(b, &a, &s, &r, &e) != RC_OK)
		_exit(1);
	if (!child)
		_exit(0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	ck_assert_str_ne(find("draft-1").body->number, find("draft-2").body->number);
	ck_assert_int_eq(find("draft-1").body->serial.n + find("draft-2").body->serial.n, 3);
}
END_TEST

START_TEST(a_village_signs_nothing)
{
	struct desk_signing s = {.report = "draft-1"};
	struct desk_report r;

	book_close(b);
	make_home(LEVEL_VILLAGE, "石门村应急站");
	draft(REPORT_FIRST);
	s.leader = leader;
	s.witness = clerk;
	ck_assert_int_eq(desk_sign(b, &a, &s, &r, &e), RC_INVALID);
}
END_TEST

START_TEST(a_routine_report_must_be_in_the_rules)
{
	const char *id;

	ck_assert_int_eq(desk_draft(b, &a, NULL, REPORT_ZERO, "没有这个", &id, &e), RC_NOT_FOUND);
	ck_ok(desk_draft(b, &a, NULL, REPORT_ZERO, "灾情日报", &id, &e), &e);
	ck_assert_int_eq(find(id).body->type, REPORT_DAILY);
	ck_assert_ptr_null(find(id).incident);
	ck_assert_str_eq(find(id).body->routine, "灾情日报");
	sign(id);
	ck_assert(find(id).is_signed);
}
END_TEST

START_TEST(the_home_of_the_office_may_change_a_template)
{
	char *folder = arena_text_f(&a, "%s/templates", home);
	FILE *f;

	setenv("ZHIBAN_DATA", "templates", 1);
	ck_assert_int_eq(system(arena_text_f(&a, "mkdir -p %s/reports", folder)), 0);
	f = fopen(arena_text_f(&a, "%s/reports/first.mustache", folder), "w");
	ck_assert_ptr_nonnull(f);
	fputs("{{incident}}{{casualties_title}}（首报）\n本县格式。{{casualty_sentence}}\n", f);
	fclose(f);
	draft(REPORT_FIRST);
	ck_assert_str_eq(find("draft-1").body->title, "石门镇石门村沿街自建房火灾（首报）");
	ck_assert_str_eq(find("draft-1").body->body, "本县格式。人员伤亡情况正在核实。");
}
END_TEST

START_TEST(a_report_can_be_seen_as_on_paper)
{
	struct desk_report r;
	struct page_lines lines = {0};
	bool number = false;

	draft(REPORT_FIRST);
	sign("draft-1");
	r = find("draft-1");
	ck_ok(desk_page(b, &a, &r, &lines, &e), &e);
	for (size_t i = 0; i < lines.n; i++)
		number = number || strstr(lines.v[i], "石镇信〔2026〕1号");
	ck_assert(number);
	vec_clear(&lines);
}
END_TEST

START_TEST(lint_works_on_drafts_and_signed_reports)
{
	struct hints hints = {0};

	draft(REPORT_FIRST);
	ck_ok(desk_lint(b, &a, "draft-1", &hints, &e), &e);
	ck_assert_uint_gt(hints.n, 0);
	sign("draft-1");
	vec_clear(&hints);
	ck_ok(desk_lint(b, &a, "draft-1", &hints, &e), &e);
	ck_assert_uint_gt(hints.n, 0);
	vec_clear(&hints);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("desk");
	TCase *t = tcase_create("desk");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, drafts_are_numbered_and_never_again);
	tcase_add_test(t, a_draft_is_no_record);
	tcase_add_test(t, a_draft_survives_closing_the_home);
	tcase_add_test(t, drafts_are_listed_by_number);
	tcase_add_test(t, a_draft_can_be_edited_within_its_fields);
	tcase_add_test(t, signing_gives_number_signer_and_final_text);
	tcase_add_test(t, what_is_signed_is_not_changed_or_signed_again);
	tcase_add_test(t, a_leader_signs_with_the_pin);
	tcase_add_test(t, the_device_signs_nothing);
	tcase_add_test(t, an_authorisation_by_phone_takes_a_leader_and_a_witness);
	tcase_add_test(t, the_leader_countersigns_what_was_said_by_phone);
	tcase_add_test(t, numbers_run_over_all_kinds_and_begin_anew_each_year);
	tcase_add_test(t, a_voided_number_is_not_given_again);
	tcase_add_test(t, only_a_signed_report_is_sent_and_a_sent_one_not_voided);
	tcase_add_test(t, a_phone_report_is_received_too);
	tcase_add_test(t, a_follow_up_takes_its_number_when_it_is_signed);
	tcase_add_test(t, two_rooms_signing_at_once_get_two_numbers);
	tcase_add_test(t, a_village_signs_nothing);
	tcase_add_test(t, a_routine_report_must_be_in_the_rules);
	tcase_add_test(t, the_home_of_the_office_may_change_a_template);
	tcase_add_test(t, a_report_can_be_seen_as_on_paper);
	tcase_add_test(t, lint_works_on_drafts_and_signed_reports);
	suite_add_tcase(s, t);
	return run_suite(s);
}
