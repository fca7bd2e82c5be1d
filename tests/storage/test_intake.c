/* Taking a call down: one transaction an act, before anything is complete; what there is to choose.
 */
#include "storage/intake.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/line.h"
#include "core/matter.h"
#include "core/report.h"
#include "core/roster.h"
#include "storage/case_incident.h"
#include "storage/owed.h"
#include "tests/helpers.h"

static struct book *book;
static struct arena arena;
static const char *dir;

static int64_t
secs(const char *text)
{
	struct moment m;
	struct err e;

	ck_ok(moment_parse(text, civil_secs(2040, 1, 1, 0, 0), MOMENT_ANY, 0, &m, &e), &e);
	return m.secs;
}

static void
now(const char *text)
{
	book_set_now(book, secs(text) * 1000);
}

static void
setup(void)
{
	struct book_init init = {.code = "140400101",
				 .name = "石门镇应急消防站",
				 .device = "sm1",
				 .level = LEVEL_TOWNSHIP,
				 .practice = true};
	struct err e;

	dir = fresh_dir();
	setenv("ZHIBAN_DATA", "templates", 1);
	ck_ok(book_create(arena_text_f(&arena, "%s/home", dir), &init,
			  secs("2026-01-18T02:40") * 1000, &e),
	      &e);
	ck_ok(book_open(arena_text_f(&arena, "%s/home", dir), false, &book, &e), &e);
	now("2026-01-18T02:47");
}

static void
teardown(void)
{
	book_close(book);
	arena_free(&arena);
	clean_dir(dir);
}

static struct record *
record_of(const struct kind *k, const char *const *values)
{
	struct record *r = record_new(&arena, k);
	struct parse_context c = {.now = book_now(book), .arena = &arena};
	struct err e;

	for (; *values; values += 2)
		ck_ok(record_set(r, values[0], values[1], &c, &e), &e);
	return r;
}
#define RECORD(kind, ...) record_of(kind, (const char *const[]){__VA_ARGS__, NULL})

static const char *
write_one(struct record *r, const char *of)
{
	struct err e;

	r->of = of;
	ck_ok(book_add_one(book, &arena, r, NULL, &e), &e);
	return r->id;
}

static const struct incident *
incident(const char *id)
{
	struct thing *t;
	struct err e;

	ck_ok(book_thing_kind(book, &arena, id, &kind_incident, &t, &e), &e);
	return t->body;
}

static size_t
count(const struct kind *k)
{
	struct book_filter all = {0};
	struct things things = {0};
	struct err e;
	size_t n;

	ck_ok(book_list(book, &arena, k, &all, &things, &e), &e);
	n = things.n;
	vec_clear(&things);
	return n;
}

static const struct offer_team team = {.name = "镇专职消防队", .vehicles = 2, .people = 6};

START_TEST(the_first_act_opens_the_incident_with_nothing_said)
{
	struct intake in = {.rang = secs("2026-01-18T02:45")};
	struct err e;

	ck_ok(intake_dispatch(book, &arena, &in, &team, &e), &e);
	ck_assert_ptr_nonnull(in.id);
	ck_assert_str_eq(incident(in.id)->kind, "other");
	ck_assert_str_eq(incident(in.id)->place, "地点待核");
	ck_assert_int_eq(incident(in.id)->learned.secs, secs("2026-01-18T02:45"));
	ck_assert_uint_eq(count(&kind_act), 1);
}
END_TEST

START_TEST(a_title_that_nobody_wrote_follows_place_and_kind)
{
	struct intake in = {.rang = secs("2026-01-18T02:47")};
	struct err e;

	ck_ok(intake_keep(book, &arena, &in, &e), &e);
	ck_assert_str_eq(incident(in.id)->title, "地点待核情况");
	in.incident = RECORD(&kind_incident, "place", "石门村", "kind", "fire");
	ck_ok(intake_keep(book, &arena, &in, &e), &e);
	ck_assert_str_eq(incident(in.id)->title, "石门村火灾");
	ck_assert_int_eq(incident(in.id)->family, FAMILY_FIRE);
	ck_ok(
	    incident_edit(book, &arena, in.id, RECORD(&kind_incident, "title", "东街门市火灾"), &e),
	    &e);
	in.incident = RECORD(&kind_incident, "place", "石门村东街");
	ck_ok(intake_keep(book, &arena, &in, &e), &e);
	ck_assert_str_eq(incident(in.id)->title, "东街门市火灾");
	ck_assert_str_eq(incident(in.id)->place, "石门村东街");
}
END_TEST

/* An act that cannot be recorded opens no incident either: all or nothing. */
START_TEST(an_act_and_what_was_said_stand_or_fall_together)
{
	char *nobody[] = {NULL};
	struct intake in = {.rang = secs("2026-01-18T02:47")};
	struct intake_report report = {.to = nobody, .answered = "郑八"};
	struct err e;

	ck_assert_int_ne(intake_report(book, &arena, &in, &report, &e), RC_OK);
	ck_assert_ptr_null(in.id);
	ck_assert_uint_eq(count(&kind_incident), 0);
	/* The next one is not in the way of the failed one. */
	ck_ok(intake_dispatch(book, &arena, &in, &team, &e), &e);
	ck_assert_uint_eq(count(&kind_incident), 1);
}
END_TEST

START_TEST(figures_may_come_with_the_first_act_and_fall_only_with_a_reason)
{
	struct intake in = {.rang = secs("2026-01-18T02:47"),
			    .fact = RECORD(&kind_fact, "asof", "2026-01-18T02:47", "trapped", "3")};
	struct err e;

	ck_ok(intake_dispatch(book, &arena, &in, &team, &e), &e);
	now("2026-01-18T02:50");
	in.fact = RECORD(&kind_fact, "asof", "2026-01-18T02:50", "trapped", "2");
	ck_assert_int_ne(intake_keep(book, &arena, &in, &e), RC_OK);
	in.fact = RECORD(&kind_fact, "asof", "2026-01-18T02:50", "trapped", "2", "reason", "救出");
	ck_ok(intake_keep(book, &arena, &in, &e), &e);
	ck_assert_uint_eq(count(&kind_fact), 2);
}
END_TEST

START_TEST(the_source_stands_in_the_book_in_chinese)
{
	struct intake in = {.rang = secs("2026-01-18T02:47"),
			    .incident = RECORD(&kind_incident, "source_type", "ranger")};
	struct err e;

	ck_ok(intake_keep(book, &arena, &in, &e), &e);
	ck_assert_str_eq(incident(in.id)->source, "护林员");
	for (int i = 0; source_types[i].word; i++)
		ck_assert_str_ne(intake_source_text(i + 1), "来电");
}
END_TEST

/* 2026-02-17 is 春节: the rule set's sensitive period (templates/rules/default.conf). */
START_TEST(a_sensitive_day_flags_the_incident)
{
	struct intake in = {.rang = secs("2026-02-17T02:47")};
	struct err e;

	now("2026-02-17T02:47");
	ck_ok(intake_keep(book, &arena, &in, &e), &e);
	ck_assert_uint_eq(incident(in.id)->flags, FLAG_SENSITIVE);
	ck_assert_str_eq(in.sensitive_by, "敏感时段");
}
END_TEST

START_TEST(what_it_will_owe_is_known_before_it_is_in_the_book)
{
	struct intake in = {.rang = secs("2026-01-18T02:47"),
			    .incident = RECORD(&kind_incident, "kind", "fire", "place", "石门村")};
	struct obligations before = {0}, after = {0};
	struct err e;

	ck_ok(intake_owed(book, &arena, &in, &before, &e), &e);
	ck_assert_uint_eq(count(&kind_incident), 0);
	ck_ok(intake_keep(book, &arena, &in, &e), &e);
	ck_ok(owed_of(book, &arena, in.id, &after, &e), &e);
	ck_assert_uint_eq(before.n, after.n);
	for (size_t i = 0; i < before.n; i++) {
		ck_assert_int_eq(before.v[i].step, after.v[i].step);
		ck_assert_int_eq(before.v[i].due, after.v[i].due);
		ck_assert_ptr_null(before.v[i].incident);
	}
	vec_clear(&before);
	vec_clear(&after);
}
END_TEST

START_TEST(the_text_to_read_aloud_is_there_before_anything_is_recorded)
{
	struct intake in = {.rang = secs("2026-01-18T02:47"),
			    .incident = RECORD(&kind_incident, "kind", "fire", "place", "石门村"),
			    .fact = RECORD(&kind_fact, "asof", "2026-01-18T02:47", "trapped", "2")};
	struct err e;
	char *text;

	ck_ok(intake_script(book, &arena, &in, &text, &e), &e);
	ck_assert_ptr_nonnull(strstr(text, "石门村发生火灾"));
	ck_assert_ptr_nonnull(strstr(text, "被困2人"));
	ck_assert_ptr_nonnull(strstr(text, "请您复述"));
	ck_ok(intake_dispatch(book, &arena, &in, &team, &e), &e);
	ck_ok(intake_script(book, &arena, &in, &text, &e), &e);
	ck_assert_ptr_nonnull(strstr(text, "镇专职消防队2车6人于2时47分派出"));
}
END_TEST

static const struct offer_call *
call_named(const struct offer_call *calls, size_t n, const char *whom)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(calls[i].entry.whom, whom) == 0)
			return &calls[i];
	ck_abort_msg("%s is not on the list", whom);
	return NULL;
}

START_TEST(several_are_told_with_one_call)
{
	struct intake in = {.rang = secs("2026-01-18T02:47"),
			    .incident = RECORD(&kind_incident, "kind", "fire", "place", "石门村")};
	const struct offer_call *told[4];
	struct offer_call *calls;
	struct err e;
	size_t n;

	write_one(RECORD(&kind_contact, "name", "县应急管理局", "phone", "0300-0000001"), NULL);
	ck_ok(intake_keep(book, &arena, &in, &e), &e);
	in.incident = NULL;
	ck_ok(offer_calls(book, &arena, in.id, &calls, &n, &e), &e);
	ck_assert_str_eq(call_named(calls, n, "县应急局")->phone, "0300-0000001");
	told[0] = call_named(calls, n, "县委办公室");
	told[1] = call_named(calls, n, "县政府办公室");
	told[2] = call_named(calls, n, "派出所");
	told[3] = call_named(calls, n, "带班领导");
	ck_ok(intake_notify(book, &arena, &in, told, 4, "冯七", &e), &e);
	ck_assert_uint_eq(count(&kind_phone), 1); /* one report to both offices */
	ck_assert_uint_eq(count(&kind_call), 1);
	ck_assert_uint_eq(count(&kind_act), 1); /* told */
	ck_ok(offer_calls(book, &arena, in.id, &calls, &n, &e), &e);
	for (int i = 0; i < 4; i++)
		ck_assert_ptr_nonnull(call_named(calls, n, told[i]->entry.whom)->told);
	ck_assert_ptr_null(call_named(calls, n, "县应急局")->told);
	/* 毗邻 only where it is at a border. */
	for (size_t i = 0; i < n; i++)
		ck_assert_str_ne(calls[i].entry.whom, "毗邻乡镇值班室");
}
END_TEST

START_TEST(who_is_on_duty_is_offered_first_and_who_is_out_is_marked)
{
	const char *person =
	    write_one(RECORD(&kind_person, "name", "甲", "unit", "镇专职消防队"), NULL);
	const char *post = write_one(
	    RECORD(&kind_post, "name", "战斗员", "group", "fire", "readiness", "standby"), NULL);
	struct intake in = {.rang = secs("2026-01-18T02:47")};
	struct offer_team *teams;
	struct err e;
	size_t n;

	write_one(RECORD(&kind_assignment, "person", person, "post", post, "start",
			 "2026-01-18T00:00", "end", "2026-01-18T08:00"),
		  NULL);
	write_one(RECORD(&kind_contact, "name", "县消防救援大队"), NULL);
	ck_ok(offer_teams(book, &arena, &teams, &n, &e), &e);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(teams[0].name, "镇专职消防队");
	ck_assert_int_eq(teams[0].people, 1);
	ck_assert(teams[0].on_duty && !teams[0].out);
	ck_ok(intake_dispatch(book, &arena, &in, &team, &e), &e);
	ck_ok(offer_teams(book, &arena, &teams, &n, &e), &e);
	ck_assert(teams[0].out && !teams[1].out);
	ck_assert_int_eq(teams[0].people, 6); /* as it was sent */
}
END_TEST

START_TEST(a_draft_is_found_but_not_its_own_and_thrown_away_when_done)
{
	struct intake_draft d = {.rang_ms = 1768675000000,
				 .text = (char *)"{\"place\":\"甲\"}",
				 .secret = (char *)"{\"caller_phone\":\"0300\"}"};
	struct intake_draft found;
	struct stat st;
	struct err e;
	char *path = arena_text_f(&arena, "%s/home/private/draft-1768675000000.json", dir);

	ck_ok(intake_draft_keep(book, &arena, &d, &e), &e);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_ok(intake_draft_find(book, &arena, d.rang_ms, &found, &e), &e);
	ck_assert_ptr_null(found.text);
	ck_ok(intake_draft_find(book, &arena, 5, &found, &e), &e);
	ck_assert_int_eq(found.rang_ms, d.rang_ms);
	ck_assert_str_eq(found.text, d.text);
	ck_assert_str_eq(found.secret, d.secret);
	d.text = d.secret = (char *)"";
	ck_ok(intake_draft_keep(book, &arena, &d, &e), &e);
	ck_ok(intake_draft_find(book, &arena, 5, &found, &e), &e);
	ck_assert_ptr_null(found.text);
	ck_assert_int_ne(stat(path, &st), 0);
}
END_TEST

START_TEST(what_another_terminal_is_typing_is_left_alone)
{
	struct intake_draft found;
	struct err e;
	char *key = arena_text_f(&arena, "intake/1768675000000/%ld", (long)getppid());

	ck_ok(store_begin(book_store(book), &e), &e);
	ck_ok(store_local_put(book_store(book), key, "{}", 2, &e), &e);
	ck_ok(store_commit(book_store(book), &e), &e);
	ck_ok(intake_draft_find(book, &arena, 5, &found, &e), &e);
	ck_assert_ptr_null(found.text);
}
END_TEST

START_TEST(what_is_no_incident_becomes_a_call_and_a_matter)
{
	struct intake in = {.rang = secs("2026-01-18T02:45"),
			    .incident =
				RECORD(&kind_incident, "place", "石门村", "words", "问停电",
				       "source_type", "public", "caller_phone", "0300-0000371")};
	struct err e;

	ck_ok(intake_matter(book, &arena, &in, &e), &e);
	ck_assert_uint_eq(count(&kind_incident), 0);
	ck_assert_uint_eq(count(&kind_call), 1);
	ck_assert_uint_eq(count(&kind_matter), 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("intake");
	TCase *t = tcase_create("intake");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, the_first_act_opens_the_incident_with_nothing_said);
	tcase_add_test(t, a_title_that_nobody_wrote_follows_place_and_kind);
	tcase_add_test(t, an_act_and_what_was_said_stand_or_fall_together);
	tcase_add_test(t, figures_may_come_with_the_first_act_and_fall_only_with_a_reason);
	tcase_add_test(t, the_source_stands_in_the_book_in_chinese);
	tcase_add_test(t, a_sensitive_day_flags_the_incident);
	tcase_add_test(t, what_it_will_owe_is_known_before_it_is_in_the_book);
	tcase_add_test(t, the_text_to_read_aloud_is_there_before_anything_is_recorded);
	tcase_add_test(t, several_are_told_with_one_call);
	tcase_add_test(t, who_is_on_duty_is_offered_first_and_who_is_out_is_marked);
	tcase_add_test(t, a_draft_is_found_but_not_its_own_and_thrown_away_when_done);
	tcase_add_test(t, what_another_terminal_is_typing_is_left_alone);
	tcase_add_test(t, what_is_no_incident_becomes_a_call_and_a_matter);
	suite_add_tcase(s, t);
	return run_suite(s);
}
