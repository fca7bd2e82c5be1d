/* Rule sets: what a file may say, which numbers hold for a case, which set is in force when. */
#include "core/rules.h"

#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "core/vec.h"
#include "tests/core/case_kit.h"

static struct arena arena;

static struct rule_set
parsed(const char *text)
{
	struct rule_set s;
	struct err e;

	ck_ok(rules_parse(&arena, "r.conf", text, strlen(text), true, &s, &e), &e);
	return s;
}

static struct rule_set
shipped(void)
{
	char *text = slurp("templates/rules/default.conf", NULL);
	struct rule_set s;

	ck_assert_msg(text != NULL, "templates/rules/default.conf: run from the top folder");
	s = parsed(text);
	free(text);
	return s;
}

static int
number(const struct rule_set *s, const struct rule_case *c, enum rule_number n)
{
	struct rule_values v;

	rules_choose(s, c, NULL, &v);
	return v.n[n];
}

START_TEST(the_default_set_is_an_example_and_says_so)
{
	struct rule_set s = shipped();

	ck_assert_str_eq(s.name, "示例规则");
	ck_assert_ptr_nonnull(strstr(s.source, "示例，请按本县文件修改"));
	ck_assert_str_eq(s.excuse_by, "superior");
	for (size_t i = 0; i < s.nroutines; i++)
		ck_assert_msg(!s.routines[i].on, "%s", s.routines[i].name);
	ck_assert_ptr_nonnull(rules_routine(&s, "每日零报告"));
	arena_free(&arena);
}
END_TEST

/* The default minutes of design §6. */
static const struct {
	struct rule_case c;
	int phone, written, followup;
} cases[] = {
    {{.family = FAMILY_FIRE, .grade = GRADE_IV}, 30, 60, 240},
    {{.family = FAMILY_SOCIAL}, 30, 60, 240},
    {{.family = FAMILY_FIRE, .grade = GRADE_III}, 15, 30, 120},
    {{.family = FAMILY_MINE, .grade = GRADE_I}, 15, 30, 120},
    {{.family = FAMILY_MINE, .grade = GRADE_IV, .danger = true}, 15, 30, 120},
    {{.family = FAMILY_FLOOD, .flags = FLAG_SENSITIVE}, 15, 30, 120},
    {{.family = FAMILY_FLOOD, .flags = FLAG_BORDER}, 15, 30, 120},
    {{.family = FAMILY_FIRE, .flags = FLAG_CROWDED}, 15, 30, 120},
    {{.family = FAMILY_FLOOD, .flags = FLAG_WATER_SOURCE}, 15, 30, 120},
};

START_TEST(the_default_minutes_follow_grade_danger_and_flags)
{
	struct rule_set s = shipped();

	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_PHONE), cases[_i].phone);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_WRITTEN), cases[_i].written);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_FOLLOWUP), cases[_i].followup);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_UPGRADE), cases[_i].phone);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_VERIFY_PHONE), 30);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_VERIFY_WRITTEN), 60);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_FINAL), 24 * 60);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_SUPPLEMENT), 120);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_ENTERPRISE), 60);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_TOLD_LEADER), 10);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_SUMMONS), 5);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_SUMMONS_TRIES), 3);
	ck_assert_int_eq(number(&s, &cases[_i].c, RULE_WHISTLE), 30);
	arena_free(&arena);
}
END_TEST

START_TEST(the_window_is_of_the_family)
{
	struct rule_set s = shipped();
	struct rule_case fire = {.family = FAMILY_FIRE}, mine = {.family = FAMILY_MINE},
			 flood = {.family = FAMILY_FLOOD};

	ck_assert_int_eq(number(&s, &fire, RULE_WINDOW), 7);
	ck_assert_int_eq(number(&s, &mine, RULE_WINDOW), 30);
	ck_assert_int_eq(number(&s, &flood, RULE_WINDOW), 0);
	arena_free(&arena);
}
END_TEST

START_TEST(the_narrowest_scope_gives_the_base_and_cases_only_tighten)
{
	struct rule_set s = parsed("[rules]\nname=x\n"
				   "[rule kind]\nkind=gas\nphone=20\n"
				   "[rule family]\nfamily=production\nphone=50\nwritten=90\n"
				   "[rule group]\nfamily=accident\nphone=40\n"
				   "[rule all]\nphone=30\nwritten=60\nfinal=2d\n"
				   "[rule grave]\ngrade=III\nphone=45\nwritten=30\n");
	struct rule_case c = {.family = FAMILY_PRODUCTION, .kind = "gas", .grade = GRADE_IV};
	struct rule_values v;

	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 20);
	ck_assert_int_eq(number(&s, &c, RULE_WRITTEN), 90);
	ck_assert_int_eq(number(&s, &c, RULE_FINAL), 2 * 24 * 60);
	c.kind = "hazmat";
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 50);
	c.grade = GRADE_II;
	rules_choose(&s, &c, NULL, &v);
	ck_assert_int_eq(v.n[RULE_PHONE], 45);
	ck_assert_str_eq(v.by[RULE_PHONE]->name, "grave");
	ck_assert_int_eq(v.n[RULE_WRITTEN], 30);
	c.kind = "gas";
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 20); /* 45 would relax it */
	c.family = FAMILY_FIRE;
	c.kind = "fire";
	c.grade = GRADE_IV;
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 40);
	arena_free(&arena);
}
END_TEST

START_TEST(all_conditions_of_a_rule_must_hold)
{
	struct rule_set s = parsed("[rules]\nname=x\n[rule all]\nphone=30\n"
				   "[rule both]\nfamily=mine\ngrade=II\nflag=border\nphone=5\n");
	struct rule_case c = {.family = FAMILY_MINE, .grade = GRADE_II};

	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 30);
	c.flags = FLAG_BORDER | FLAG_SENSITIVE;
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 5);
	c.grade = GRADE_III;
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 30);
	arena_free(&arena);
}
END_TEST

START_TEST(an_office_may_have_its_own_thresholds)
{
	struct rule_set s = parsed("[rules]\nname=x\n[rule all]\nphone=30\n[rule many]\n"
				   "family=flood\nwhen=evacuated >= 100，dead>=3\nphone=10\n");
	int64_t most[MEASURES] = {0};
	struct rule_case c = {.family = FAMILY_FLOOD, .most = most};

	most[MEASURE_evacuated] = 99;
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 30);
	ck_assert_uint_eq(rules_thresholds(&s, &c), 0);
	most[MEASURE_evacuated] = 100;
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 10);
	ck_assert_uint_eq(rules_thresholds(&s, &c), 2);
	most[MEASURE_evacuated] = 0;
	most[MEASURE_dead] = 3;
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 10);
	arena_free(&arena);
}
END_TEST

START_TEST(a_rule_may_speak_to_one_recipient)
{
	struct rule_set s = parsed("[rules]\nname=x\n[rule all]\nphone=30\nto=县应急局、县政府办\n"
				   "[rule office]\nphone=20\nto=县委办\nalso=林业局\n");
	struct rule_case c = {.family = FAMILY_FIRE};
	const char **to = rules_recipients(&arena, &s, &c, false);
	struct rule_values v;

	ck_assert_str_eq(to[0], "县应急局");
	ck_assert_str_eq(to[1], "县政府办");
	ck_assert_str_eq(to[2], "县委办");
	ck_assert_ptr_null(to[3]);
	ck_assert_str_eq(rules_recipients(&arena, &s, &c, true)[0], "林业局");
	rules_choose(&s, &c, "县政府办", &v);
	ck_assert_int_eq(v.n[RULE_PHONE], 30);
	rules_choose(&s, &c, "县委办", &v);
	ck_assert_int_eq(v.n[RULE_PHONE], 20);
	arena_free(&arena);
}
END_TEST

START_TEST(a_period_may_run_over_the_new_year)
{
	struct rule_set s = shipped();
	const char *name = NULL;

	ck_assert(rules_in_period(&s, "汛期", 20260601));
	ck_assert(rules_in_period(&s, "汛期", 20260930));
	ck_assert(!rules_in_period(&s, "汛期", 20261001));
	ck_assert(rules_in_period(&s, "防火期", 20261001));
	ck_assert(rules_in_period(&s, "防火期", 20270115));
	ck_assert(rules_in_period(&s, "防火期", 20260531));
	ck_assert(!rules_in_period(&s, "防火期", 20260601));
	ck_assert(rules_sensitive_day(&s, 20261003, &name));
	ck_assert_str_eq(name, "敏感时段");
	ck_assert(!rules_sensitive_day(&s, 20260118, NULL)); /* a plain Sunday */
	arena_free(&arena);
}
END_TEST

static const struct {
	const char *text, *says;
} wrong[] = {
    {"[rule a]\nphone = 30\n", "r.conf: the rule set has no name; add name= to [rules]"},
    {"[rules]\nname=x\n[rule a]\nphone = half an hour\n",
     "r.conf:4: phone takes minutes (30), hours (4h) or days (1d), not 'half an hour'"},
    {"[rules]\nname=x\n[rule a]\nphone = 0\n",
     "r.conf:4: phone takes minutes (30), hours (4h) or days (1d), not '0'"},
    {"[rules]\nname=x\n[rule a]\nphone = -5\n",
     "r.conf:4: phone takes minutes (30), hours (4h) or days (1d), not '-5'"},
    {"[rules]\nname=x\n[rule a]\nwindow = 7h\n", "r.conf:4: window takes days (7d), not '7h'"},
    {"[rules]\nname=x\n[rule a]\nfinal = 99999d\n", "r.conf:4: final is longer than a year"},
    {"[rules]\nname=x\n\n[rule a]\nfone = 30\n", "r.conf:5: [rule] knows no 'fone'"},
    {"[rules]\nname=x\n[rule a]\nfamily = volcano\n", "r.conf:4: there is no family 'volcano'"},
    {"[rules]\nname=x\n[rule a]\ngrade = V\n", "r.conf:4: a grade is I, II, III or IV"},
    {"[rules]\nname=x\n[rule a]\nflag = loud\n", "r.conf:4: there is no flag 'loud'"},
    {"[rules]\nname=x\n[rule a]\nwhen = dead > 3\n",
     "r.conf:4: 'dead > 3' is not like evacuated >= 500"},
    {"[rules]\nname=x\n[rule]\nphone=30\n", "r.conf:3: [rule] needs a name"},
    {"[rules]\nname=x\n[period p]\nfrom=06-01\n", "r.conf:3: a period has both from and to"},
    {"[rules]\nname=x\n[period p]\nfrom=06-31\n", "r.conf:4: from is a day of the year like 06-01"},
    {"[rules]\nname=x\n[rule a]\nperiod=汛期\nphone=3\n", "r.conf: there is no [period 汛期]"},
    {"[rules]\nname=x\n[routine z]\non=yes\n", "r.conf:3: routine 'z' has no times"},
    {"[rules]\nname=x\n[routine z]\ntimes=8\n",
     "r.conf:4: times takes up to 8 times like 08:00, not '8'"},
    {"[rules]\nname=x\n[routine z]\non=maybe\n", "r.conf:4: on is yes or no"},
    {"[ruled]\nname=x\n", "r.conf:1: there is no section [ruled]"},
    {"name=x\n", "r.conf:1: a rule set begins with [rules]"},
};

START_TEST(what_is_wrong_is_named_with_its_line)
{
	struct rule_set s = {.name = "untouched"};
	struct err e = {0};

	ck_assert_int_eq(
	    rules_parse(&arena, "r.conf", wrong[_i].text, strlen(wrong[_i].text), true, &s, &e),
	    RC_INVALID);
	ck_assert_str_eq(e.text, wrong[_i].says);
	ck_assert_str_eq(s.name, "untouched");
	arena_free(&arena);
}
END_TEST

START_TEST(a_record_of_a_newer_program_is_read_for_what_is_known)
{
	const char *text =
	    "[rules]\nname=x\nmood=good\n[rule a]\nphone=30\nsmoke=5\n[drone d]\nx=1\n";
	struct rule_case c = {.family = FAMILY_FIRE};
	struct rule_set s;
	struct err e;

	ck_ok(rules_parse(&arena, "sm1-1", text, strlen(text), false, &s, &e), &e);
	ck_assert_int_eq(number(&s, &c, RULE_PHONE), 30);
	arena_free(&arena);
}
END_TEST

/* Whatever an office or a hostile record puts there: an answer, never a crash. */
START_TEST(a_set_with_broken_bytes_is_read_or_refused)
{
	char *text = slurp("templates/rules/default.conf", NULL);
	size_t len = strlen(text);
	unsigned seed = 3;

	for (int round = 0; round < 3000; round++) {
		char *copy = malloc(len + 1);
		struct rule_set s;
		struct err e;

		memcpy(copy, text, len + 1);
		for (int k = 0; k < 1 + round % 7; k++) {
			seed = seed * 1103515245u + 12345u;
			copy[(seed >> 8) % len] = "=[]0,\n9x-:.\xe4"[(seed >> 4) % 12];
		}
		if (rules_parse(&arena, "r.conf", copy, len, round % 2 == 0, &s, &e) == RC_OK) {
			struct rule_case c = {
			    .family = FAMILY_FIRE, .grade = GRADE_I, .day = 20260118};
			struct rule_values v;

			rules_choose(&s, &c, NULL, &v);
			for (enum rule_number n = 0; n < RULE_NUMBERS; n++)
				ck_assert(v.n[n] >= 0 && v.n[n] <= 366 * 24 * 60);
		} else {
			ck_assert_int_gt((int)strlen(e.text), 0);
		}
		free(copy);
		arena_free(&arena);
	}
	free(text);
}
END_TEST

START_TEST(a_later_set_waits_for_its_day)
{
	struct kit k = {0};

	add_rules(&k, "2026-01-01T00:00", "[rules]\nname=old\n");
	add_rules(&k, "2026-03-01T09:30", "[rules]\nname=new\nsince=2026-04-01\n");
	ck_assert_str_eq(rule_sets_at(&k.sets, moment_of("2026-03-31T23:59"))->name, "old");
	ck_assert_str_eq(rule_sets_at(&k.sets, moment_of("2026-04-01T00:00"))->name, "new");
	ck_assert_str_eq(rule_sets_at(&k.sets, moment_of("2025-12-01T00:00"))->name, "old");
	close_kit(&k);
}
END_TEST

START_TEST(a_set_never_reaches_back_before_it_was_recorded)
{
	struct kit k = {0};

	add_rules(&k, "2026-01-01T00:00", "[rules]\nname=old\n");
	add_rules(&k, "2026-03-01T09:30", "[rules]\nname=new\nsince=2025-01-01\n");
	ck_assert_str_eq(rule_sets_at(&k.sets, moment_of("2026-03-01T09:29"))->name, "old");
	ck_assert_str_eq(rule_sets_at(&k.sets, moment_of("2026-03-01T09:30"))->name, "new");
	close_kit(&k);
}
END_TEST

START_TEST(an_unreadable_set_in_the_book_stops_nothing)
{
	struct kit k = {0};

	add_rules(&k, "2026-01-01T00:00", "[rules]\nname=old\n");
	add_rules(&k, "2026-03-01T09:30", "[rules]\nname=new\n[rule a]\nphone=soon\n");
	ck_assert_uint_eq(k.sets.n, 1);
	ck_assert_str_eq(rule_sets_at(&k.sets, moment_of("2026-06-01T00:00"))->name, "old");
	close_kit(&k);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rules");
	TCase *t = tcase_create("rules");

	tcase_add_test(t, the_default_set_is_an_example_and_says_so);
	tcase_add_loop_test(t, the_default_minutes_follow_grade_danger_and_flags, 0,
			    ARRAY_LEN(cases));
	tcase_add_test(t, the_window_is_of_the_family);
	tcase_add_test(t, the_narrowest_scope_gives_the_base_and_cases_only_tighten);
	tcase_add_test(t, all_conditions_of_a_rule_must_hold);
	tcase_add_test(t, an_office_may_have_its_own_thresholds);
	tcase_add_test(t, a_rule_may_speak_to_one_recipient);
	tcase_add_test(t, a_period_may_run_over_the_new_year);
	tcase_add_loop_test(t, what_is_wrong_is_named_with_its_line, 0, ARRAY_LEN(wrong));
	tcase_add_test(t, a_record_of_a_newer_program_is_read_for_what_is_known);
	tcase_add_test(t, a_set_with_broken_bytes_is_read_or_refused);
	tcase_add_test(t, a_later_set_waits_for_its_day);
	tcase_add_test(t, a_set_never_reaches_back_before_it_was_recorded);
	tcase_add_test(t, an_unreadable_set_in_the_book_stops_nothing);
	suite_add_tcase(s, t);
	return run_suite(s);
}
