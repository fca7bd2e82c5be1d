/* The review page of one incident: its chain of times, the evidence, what is to be looked into. */
#include "core/case_review.h"

#include <locale.h>
#include <stdio.h>

#include "core/line.h"
#include "core/matter.h"
#include "core/text.h"
#include "core/vec.h"
#include "tests/core/case_kit.h"

static struct duty_book duty;
static struct station station;
static struct review_clock offset;
static int64_t late_from;

static void
begin(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	duty = (struct duty_book){0};
	station = (struct station){0};
	offset = (struct review_clock){0};
	late_from = 10;
}

static void
end(void)
{
	vec_clear(&duty.posts);
	vec_clear(&duty.people);
	vec_clear(&duty.assignments);
}

static struct case_review
page(struct kit *k, const char *now)
{
	struct case_context c = kit_context(k, now);
	struct casefile *cf = ARENA_NEW(&k->arena, struct casefile);
	struct case_review_input in = {.cf = cf,
				       .file = &k->file,
				       .now = moment_of(now),
				       .late_from = late_from,
				       .duty = duty.posts.n ? &duty : NULL,
				       .station = &station,
				       .clocks = &offset,
				       .nclocks = offset.whose ? 1 : 0};
	struct case_review r;
	struct err e;

	owe(k, now);
	in.owed = k->rows.v;
	in.nowed = k->rows.n;
	ck_ok(casefile_read(&k->arena, &k->file, &c, cf, &e), &e);
	case_review(&k->arena, &in, &r);
	return r;
}

static const struct review_node *
node(const struct case_review *r, const char *step)
{
	for (size_t i = 0; i < r->nnodes; i++)
		if (str_equal(r->nodes[i].step, step))
			return &r->nodes[i];
	ck_abort_msg("no node %s", step);
}

/* "02:47 → 02:58 11/30 in-time" */
static const char *
told(struct kit *k, const struct case_review *r, const char *step)
{
	const struct review_node *n = node(r, step);
	struct str s = STR_INIT;
	const char *text;

	review_node_times(r, n, &s);
	str_add(&s, " ");
	review_node_minutes(n, &s);
	str_add_f(&s, " %s", review_judgement_words[n->judged]);
	text = arena_text(&k->arena, s.ptr);
	str_clear(&s);
	return text;
}

/* The line of a part that holds the text, or NULL. */
static const struct review_line *
line(const struct case_review *r, enum review_part part, const char *holds)
{
	for (size_t i = 0; i < r->nlines; i++)
		if (r->lines[i].part == part && strstr(r->lines[i].text, holds))
			return &r->lines[i];
	return NULL;
}

static bool
doubts(const struct case_review *r, enum review_doubt d)
{
	return r->doubts >> d & 1;
}

static void
holds(const char *text, const char *part)
{
	ck_assert_msg(strstr(text, part) != NULL, "no '%s' in '%s'", part, text);
}

/* The house fire of the facts: 02:45, 02:47, 02:48, 02:49, 02:58, 03:31, 07:50. */
static struct kit
house_fire(void)
{
	struct kit k = plain_fire();
	struct record *send;

	act(&k, "2026-01-18T02:48", "turnout");
	act(&k, "2026-01-18T02:49", "told");
	phone(&k, "2026-01-18T02:58", "first");
	put_superior(&k, &kind_phone, "2026-01-18T02:59", k.incident, "to=县应急局", "answered=值",
		     "step=first", NULL);
	k.report = put(&k, &kind_report, "2026-01-18T03:29", k.incident, "type=first", "title=题",
		       "number=石镇信〔2026〕1号", "by_phone=yes", "signed_at=2026-01-18T03:29",
		       "signer=sm1-3", NULL)
		       ->id;
	send = put(&k, &kind_send, "2026-01-18T03:31", k.report, "to=县应急局", "via=system", NULL);
	put_superior(&k, &kind_receipt, "2026-01-18T03:36", k.report, "by=县局值班员", NULL);
	ck_assert_ptr_nonnull(send);
	return k;
}

START_TEST(each_step_has_its_minutes_its_limit_and_its_evidence)
{
	struct kit k = house_fire();
	struct case_review r;

	put(&k, &kind_countersign, "2026-01-18T07:50", k.report, "signer=sm1-3", NULL);
	r = page(&k, "2026-01-18T08:00");
	ck_assert_str_eq(told(&k, &r, "heard"), "02:45 → 02:47 2 none");
	ck_assert_str_eq(told(&k, &r, "dispatch"), "02:47 → 02:48 1/1 in-time");
	ck_assert_str_eq(told(&k, &r, "told-leader"), "02:47 → 02:49 2/10 in-time");
	ck_assert_str_eq(told(&k, &r, "first-phone"), "02:47 → 02:58 11/30 in-time");
	ck_assert_str_eq(told(&k, &r, "first-written"), "02:47 → 03:31 44/60 in-time");
	holds(node(&r, "first-phone")->evidence, "the other side's record 02:59 agrees");
	holds(node(&r, "first-written")->evidence, "石镇信〔2026〕1号");
	holds(node(&r, "first-written")->evidence, "authorised by phone, countersigned 07:50");
	holds(node(&r, "first-written")->evidence, "receipt by the superior 03:36");
	ck_assert(!doubts(&r, DOUBT_COUNTERSIGN));
	ck_assert_str_eq(told(&k, &r, "followup"), "03:31 → – 269/240 late");
	ck_assert_uint_eq(r.late, 1);
	close_kit(&k);
}
END_TEST

START_TEST(what_is_not_done_is_open_or_over)
{
	struct kit k = plain_fire();
	struct case_review r = page(&k, "2026-01-18T03:00");

	ck_assert_str_eq(told(&k, &r, "first-phone"), "02:47 → – 13/30 open");
	ck_assert_str_eq(told(&k, &r, "dispatch"), "02:47 → – –/1 none");
	r = page(&k, "2026-01-18T04:00");
	ck_assert_str_eq(told(&k, &r, "first-phone"), "02:47 → – 73/30 late");
	ck_assert_uint_eq(r.late, 2); /* telephone and writing */
	close_kit(&k);
}
END_TEST

START_TEST(a_late_entry_meets_its_limit_and_is_told_apart)
{
	struct kit k = plain_fire();
	struct case_review r;

	phone(&k, "2026-01-18T02:58", "first");
	k.file.v[k.file.n - 1]->ts += 92 * 60 * 1000;
	r = page(&k, "2026-01-18T04:40");
	ck_assert_str_eq(told(&k, &r, "first-phone"), "02:47 → 02:58 11/30 in-time");
	holds(node(&r, "first-phone")->verdict, "entered 92 min later");
	ck_assert_int_eq(node(&r, "first-phone")->late_entry, 92);
	ck_assert_ptr_nonnull(line(&r, REVIEW_LATE, "entered 92 min later"));
	ck_assert_str_eq(line(&r, REVIEW_DOUBTS, "meets a limit")->id, last_id(&k));
	late_from = 93; /* the office's setting */
	r = page(&k, "2026-01-18T04:40");
	ck_assert_ptr_null(line(&r, REVIEW_LATE, "entered"));
	ck_assert(!doubts(&r, DOUBT_LATE_ENTRY));
	close_kit(&k);
}
END_TEST

START_TEST(a_word_by_phone_without_a_signature_afterwards_is_asked_about)
{
	struct kit k = house_fire();
	struct case_review r = page(&k, "2026-01-18T08:00");

	ck_assert(doubts(&r, DOUBT_COUNTERSIGN));
	holds(node(&r, "first-written")->evidence, "authorised by phone, not countersigned");
	put(&k, &kind_void, "2026-01-18T08:10", k.report, "reason=重拟", NULL);
	r = page(&k, "2026-01-18T08:20");
	ck_assert(!doubts(&r, DOUBT_COUNTERSIGN));
	close_kit(&k);
}
END_TEST

START_TEST(what_was_excused_stands_apart)
{
	struct kit k = plain_fire();
	struct case_review r;
	const char *claim;

	phone(&k, "2026-01-18T02:58", "first");
	written(&k, "2026-01-18T04:20", "first");
	claim = put(&k, &kind_excuse, "2026-01-18T04:30", k.incident, "step=first-written",
		    "from=2026-01-18T03:00", "to=2026-01-18T04:10", "reason=通信中断", NULL)
		    ->id;
	r = page(&k, "2026-01-18T05:00");
	ck_assert_str_eq(told(&k, &r, "first-written"), "02:47 → 04:20 93/60 late");
	ck_assert_uint_eq(r.late, 1);
	ck_assert_ptr_nonnull(line(&r, REVIEW_EXCUSES, "[not decided yet]"));
	put_superior(&k, &kind_verdict, "2026-01-18T06:00", claim, "verdict=confirm", NULL);
	r = page(&k, "2026-01-18T06:10");
	ck_assert_str_eq(told(&k, &r, "first-written"), "02:47 → 04:20 93/60 excused");
	ck_assert_uint_eq(r.late, 0);
	ck_assert_uint_eq(r.excused, 1);
	holds(line(&r, REVIEW_EXCUSES, "通信中断")->text, "[confirmed by");
	close_kit(&k);
}
END_TEST

START_TEST(figures_corrected_downwards_want_one_who_checked)
{
	struct kit k = plain_fire();
	struct case_review r;

	fact(&k, "2026-01-18T03:00", "missing=7");
	put(&k, &kind_fact, "2026-01-18T04:00", k.incident, "asof=2026-01-18T04:00", "missing=5",
	    "reason=重复计算", "checked_by=副镇长", NULL);
	r = page(&k, "2026-01-18T05:00");
	ck_assert(!doubts(&r, DOUBT_UNCHECKED));
	holds(line(&r, REVIEW_FIGURES, "04:00")->text, "[corrected downwards]");
	put(&k, &kind_fact, "2026-01-18T04:30", k.incident, "asof=2026-01-18T04:30", "missing=3",
	    "reason=重复计算", NULL);
	r = page(&k, "2026-01-18T05:00");
	ck_assert_str_eq(line(&r, REVIEW_DOUBTS, "nobody")->id, last_id(&k));
	/* Found alive is no correction: the sum is kept. */
	put(&k, &kind_fact, "2026-01-18T04:40", k.incident, "asof=2026-01-18T04:40", "missing=2",
	    "light=1", "reason=找到", NULL);
	r = page(&k, "2026-01-18T05:00");
	holds(line(&r, REVIEW_FIGURES, "04:40")->text, "[moved on]");
	close_kit(&k);
}
END_TEST

START_TEST(two_numbers_as_of_one_minute_do_not_agree)
{
	struct kit k = plain_fire();
	struct case_review r;

	fact(&k, "2026-01-18T03:00", "dead=1");
	fact(&k, "2026-01-18T03:00", "dead=2");
	r = page(&k, "2026-01-18T05:00");
	ck_assert_ptr_nonnull(line(&r, REVIEW_DOUBTS, "say different numbers"));
	close_kit(&k);
}
END_TEST

START_TEST(what_a_report_lacked_is_not_healed_by_what_came_later)
{
	struct kit k = house_fire();
	struct case_review r = page(&k, "2026-01-18T05:00");

	holds(line(&r, REVIEW_MISSING, "石镇信〔2026〕1号")->text, "no figures yet");
	fact(&k, "2026-01-18T05:10", "dead=0");
	r = page(&k, "2026-01-18T06:00");
	holds(line(&r, REVIEW_MISSING, "石镇信〔2026〕1号")->text, "no figures yet");
	ck_assert(doubts(&r, DOUBT_MISSING));
	close_kit(&k);
}
END_TEST

static void *
thing(struct kit *k, struct things *into, const struct kind *kind, const char *id)
{
	struct thing *t = ARENA_NEW(&k->arena, struct thing);
	struct record *r = ARENA_NEW(&k->arena, struct record);

	r->id = t->id = arena_text(&k->arena, id);
	r->kind = t->kind = kind;
	t->body = arena_alloc(&k->arena, kind->size);
	t->first = t->last = r;
	vec_push(into, t);
	return t->body;
}

static void
leader_on_duty(struct kit *k, const char *person)
{
	struct post *p = thing(k, &duty.posts, &kind_post, "sm1-4");
	struct assignment *a = thing(k, &duty.assignments, &kind_assignment, "sm1-5");

	p->name = arena_text(&k->arena, "带班领导");
	p->group = GROUP_WATCH;
	a->person = arena_text(&k->arena, person);
	a->post = arena_text(&k->arena, "sm1-4");
	a->start = moment_at(moment_of("2026-01-17T08:00"));
	a->end = moment_at(moment_of("2026-01-18T08:00"));
}

START_TEST(who_signs_must_be_on_duty_the_head_or_named)
{
	struct kit k = house_fire(); /* signed by sm1-3 */
	struct person *p = thing(&k, &duty.people, &kind_person, "sm1-3");
	struct case_review r = page(&k, "2026-01-18T05:00");

	p->name = arena_text(&k.arena, "壬");
	p->post = arena_text(&k.arena, "副镇长");
	ck_assert_msg(!doubts(&r, DOUBT_OFF_DUTY), "nothing is known without a roster");
	leader_on_duty(&k, "sm1-9");
	r = page(&k, "2026-01-18T05:00");
	ck_assert(doubts(&r, DOUBT_OFF_DUTY));
	p->post = arena_text(&k.arena, "镇长");
	r = page(&k, "2026-01-18T05:00");
	ck_assert(!doubts(&r, DOUBT_OFF_DUTY));
	p->post = arena_text(&k.arena, "副镇长");
	station.signers = (char *[]){arena_text(&k.arena, "sm1-3"), NULL};
	r = page(&k, "2026-01-18T05:00");
	ck_assert(!doubts(&r, DOUBT_OFF_DUTY));
	station.signers = NULL;
	((struct assignment *)duty.assignments.v[0]->body)->person = arena_text(&k.arena, "sm1-3");
	r = page(&k, "2026-01-18T05:00");
	ck_assert(!doubts(&r, DOUBT_OFF_DUTY));
	holds(line(&r, REVIEW_DUTY, "带班领导")->text, "壬");
	close_kit(&k);
}
END_TEST

START_TEST(clocks_that_do_not_agree_are_told)
{
	struct kit k = plain_fire();
	struct case_review r;

	offset = (struct review_clock){"sm", 60};
	r = page(&k, "2026-01-18T03:00");
	ck_assert(!doubts(&r, DOUBT_CLOCK));
	offset.ahead = -300;
	r = page(&k, "2026-01-18T03:00");
	ck_assert_ptr_nonnull(line(&r, REVIEW_CLOCKS, "-300 s"));
	offset.whose = NULL;
	act(&k, "2026-01-18T02:55", "arrive");
	act(&k, "2026-01-18T02:55", "water");
	k.file.v[k.file.n - 1]->ts -= 10 * 60 * 1000;
	r = page(&k, "2026-01-18T03:00");
	ck_assert_ptr_nonnull(line(&r, REVIEW_CLOCKS, "ran back"));
	close_kit(&k);
}
END_TEST

START_TEST(a_call_whose_two_records_differ_is_asked_about)
{
	struct kit k = plain_fire();
	struct case_review r;

	phone(&k, "2026-01-18T02:58", "first");
	put_superior(&k, &kind_phone, "2026-01-18T03:14", k.incident, "to=县应急局", "answered=值",
		     "step=first", NULL);
	r = page(&k, "2026-01-18T04:00");
	holds(node(&r, "first-phone")->evidence, "record 03:14 differs by 16 min");
	ck_assert(doubts(&r, DOUBT_CLOCK));
	close_kit(&k);
}
END_TEST

START_TEST(a_time_of_receipt_that_was_changed_is_told)
{
	struct kit k = plain_fire();
	struct case_review r;

	edit(&k, "2026-01-18T03:30", 2, "place=石门村东街", NULL);
	r = page(&k, "2026-01-18T04:00");
	ck_assert(!doubts(&r, DOUBT_REWRITTEN));
	edit(&k, "2026-01-18T03:40", 3, "learned=2026-01-18T02:57", NULL);
	r = page(&k, "2026-01-18T04:00");
	ck_assert_str_eq(line(&r, REVIEW_DOUBTS, "02:57")->id, last_id(&k));
	close_kit(&k);
}
END_TEST

START_TEST(orders_stand_with_what_came_of_them)
{
	struct kit k = plain_fire();
	struct case_review r;
	const char *first;

	first = put(&k, &kind_order, "2026-01-18T03:10", k.incident, "text=先疏散毗邻三户",
		    "from=副镇长", NULL)
		    ->id;
	put(&k, &kind_order, "2026-01-18T03:20", k.incident, "text=看守到天亮", "from=副镇长",
	    NULL);
	put(&k, &kind_feedback, "2026-01-18T03:25", first, "text=已疏散11人", NULL);
	r = page(&k, "2026-01-18T04:00");
	holds(line(&r, REVIEW_ORDERS, "毗邻三户")->text, "03:25 已疏散11人");
	holds(line(&r, REVIEW_ORDERS, "看守")->text, "no feedback");
	close_kit(&k);
}
END_TEST

START_TEST(a_correction_shows_both_texts)
{
	struct kit k = plain_fire();
	struct case_review r;
	const char *entry =
	    put(&k, &kind_log, "2026-01-18T03:00", k.incident, "text=现场2车", NULL)->id;

	put(&k, &kind_correction, "2026-01-18T03:05", entry, "text=现场3车", "reason=听错", NULL);
	r = page(&k, "2026-01-18T04:00");
	holds(line(&r, REVIEW_CORRECTIONS, "现场3车")->text, "现场2车");
	holds(line(&r, REVIEW_CORRECTIONS, "现场3车")->text, "听错");
	close_kit(&k);
}
END_TEST

START_TEST(the_last_verdict_stands_and_only_a_later_reply_answers_it)
{
	struct kit k = plain_fire();
	struct case_review r;

	put_superior(&k, &kind_review, "2026-01-18T09:00", k.incident, "verdict=return",
		     "text=补核实人", "due=2026-01-18T12:00", NULL);
	put(&k, &kind_review, "2026-01-18T10:00", k.incident, "reply=已补", NULL);
	r = page(&k, "2026-01-18T11:00");
	ck_assert_str_eq(((const struct review *)r.reply->body)->reply, "已补");
	put_superior(&k, &kind_review, "2026-01-18T10:30", k.incident, "verdict=supervise",
		     "text=仍缺", NULL);
	r = page(&k, "2026-01-18T11:00");
	ck_assert_int_eq(((const struct review *)r.verdict->body)->verdict, REVIEW_SUPERVISE);
	ck_assert_ptr_null(r.reply);
	ck_assert_ptr_nonnull(line(&r, REVIEW_COMMENTS, "补核实人"));
	close_kit(&k);
}
END_TEST

static char *
printed(struct kit *k, bool html)
{
	struct case_review r = page(k, "2026-01-18T09:00");
	struct str s = STR_INIT;

	case_review_print(&r, &station, true, html, &s);
	return str_take(&s);
}

static struct kit
everything(void)
{
	struct kit k = house_fire();
	const char *order;

	fact(&k, "2026-01-18T03:00", "missing=7");
	put(&k, &kind_fact, "2026-01-18T04:00", k.incident, "asof=2026-01-18T04:00", "missing=5",
	    "reason=重复计算", NULL);
	order =
	    put(&k, &kind_order, "2026-01-18T03:10", k.incident, "text=先疏散", "from=副镇长", NULL)
		->id;
	put(&k, &kind_feedback, "2026-01-18T03:25", order, "text=已疏散11人", NULL);
	put(&k, &kind_excuse, "2026-01-18T04:30", k.incident, "step=first-written",
	    "from=2026-01-18T03:00", "to=2026-01-18T04:10", "reason=通信中断", NULL);
	act(&k, "2026-01-18T06:50", "response-end");
	return k;
}

START_TEST(the_page_is_the_same_in_whatever_order_its_records_came)
{
	struct kit k = everything();
	char *once = printed(&k, false);

	for (size_t i = 1; i < k.file.n; i++) {
		size_t j = (size_t)(_i * 7 + 3 * (int)i) % (i + 1);
		struct record *t = k.file.v[i];

		k.file.v[i] = k.file.v[j];
		k.file.v[j] = t;
	}
	char *again = printed(&k, false);

	ck_assert_str_eq(once, again);
	free(once);
	free(again);
	close_kit(&k);
}
END_TEST

START_TEST(the_page_fits_the_paper)
{
	struct kit k = everything();
	char *text = printed(&k, false), *html = printed(&k, true);

	for (char *p = strtok(text, "\n"); p; p = strtok(NULL, "\n"))
		ck_assert_msg(text_width(p) <= 97, "%d cells: %s", text_width(p), p);
	holds(html, "<table>");
	holds(html, "【演练】");
	free(text);
	free(html);
	close_kit(&k);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("case_review");
	TCase *t = tcase_create("case_review");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, each_step_has_its_minutes_its_limit_and_its_evidence);
	tcase_add_test(t, what_is_not_done_is_open_or_over);
	tcase_add_test(t, a_late_entry_meets_its_limit_and_is_told_apart);
	tcase_add_test(t, a_word_by_phone_without_a_signature_afterwards_is_asked_about);
	tcase_add_test(t, what_was_excused_stands_apart);
	tcase_add_test(t, figures_corrected_downwards_want_one_who_checked);
	tcase_add_test(t, two_numbers_as_of_one_minute_do_not_agree);
	tcase_add_test(t, what_a_report_lacked_is_not_healed_by_what_came_later);
	tcase_add_test(t, who_signs_must_be_on_duty_the_head_or_named);
	tcase_add_test(t, clocks_that_do_not_agree_are_told);
	tcase_add_test(t, a_call_whose_two_records_differ_is_asked_about);
	tcase_add_test(t, a_time_of_receipt_that_was_changed_is_told);
	tcase_add_test(t, orders_stand_with_what_came_of_them);
	tcase_add_test(t, a_correction_shows_both_texts);
	tcase_add_test(t, the_last_verdict_stands_and_only_a_later_reply_answers_it);
	tcase_add_loop_test(t, the_page_is_the_same_in_whatever_order_its_records_came, 0, 8);
	tcase_add_test(t, the_page_fits_the_paper);
	suite_add_tcase(s, t);
	return run_suite(s);
}
