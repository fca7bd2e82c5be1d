/* The draft of the roster: kept, shared, taken back, reviewed, published with its edition. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/file.h"
#include "storage/roster_change.h"
#include "storage/roster_import.h"
#include "storage/roster_publish.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static const char *dir;
static char *home;
static struct book *b;
static int64_t now;
static struct roster_published done;

static void
go_to(int day, int hour)
{
	now = civil_secs(2026, 10, day, hour, 0);
	book_set_now(b, now * 1000);
}

static void
open_book(void)
{
	ck_ok(book_open(home, false, &b, &e), &e);
	book_set_now(b, now * 1000);
}

static void
import(const char *text)
{
	struct roster_import what = {.file = {"t.csv", text, strlen(text)}, .create = true};
	struct roster_imported got;

	ck_ok(roster_import(b, &a, &what, &got, &e), &e);
}

static void
set_up(void)
{
	static const char text[] = "[rules]\nname = 示例\n";
	char *rules;

	a = (struct arena){0};
	done = (struct roster_published){0};
	dir = fresh_dir();
	home = arena_text_f(&a, "%s/home", dir);
	rules = arena_text_f(&a, "%s/rules.conf", dir);
	now = civil_secs(2026, 10, 1, 7, 0);
	ck_ok(file_write(rules, text, strlen(text), &e), &e);
	ck_ok(book_create(home,
			  &(struct book_init){.code = "140400101",
					      .name = "石门镇应急消防站",
					      .device = "sm1",
					      .rules_file = rules,
					      .level = LEVEL_TOWNSHIP,
					      .practice = true},
			  now * 1000, &e),
	      &e);
	open_book();
	import("日期,主班,副班\n2026-10-01,甲,乙\n2026-10-03,丙,丁\n2026-10-05,甲,乙\n"
	       "2026-10-07,丙,丁\n2026-10-09,甲,乙\n2026-10-11,丙,丁\n");
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
id_of(const char *name)
{
	struct roster r;
	const struct thing *t;
	struct err missing;
	const char *id;

	ck_ok(roster_load(b, &a, NULL, 0, 1, &r, &e), &e);
	if (roster_person(&r, name, &t, &missing) != RC_OK)
		ck_ok(roster_post(&r, name, &t, &e), &e);
	id = arena_text(&a, t->id);
	roster_clear(&r);
	return id;
}

static enum rc
put(int day, const char *post, const char *person, struct draft_step *step)
{
	const char *persons[] = {person ? id_of(person) : ""};
	struct draft_edit x = {.op = person ? DRAFT_PUT : DRAFT_CLEAR,
			       .day = 20261000 + day,
			       .post = id_of(post),
			       .span = NO_SPAN,
			       .persons = persons,
			       .npersons = 1};

	return roster_draft_put(b, &a, &x, 1, step, &e);
}

/* "1主班甲 1副班乙 …" of a book, the day of the watch first. */
static const char *
stands(const struct duty_book *d)
{
	struct stints s = {0};
	struct str out = STR_INIT;
	char *text;

	duty_resolve(d, civil_secs(2026, 10, 1, 0, 0), civil_secs(2026, 11, 30, 0, 0), &s);
	for (size_t i = 0; i < s.n; i++) {
		struct civil c = civil_of(s.v[i].from);

		str_add_f(&out, "%s%d%s%s", i ? " " : "", c.month * 100 + c.day - 1000,
			  duty_post_name(d, s.v[i].post), duty_person_name(d, s.v[i].person));
	}
	text = arena_text(&a, out.ptr);
	str_clear(&out);
	vec_clear(&s);
	return text;
}

static const char *
published(void)
{
	struct roster r;
	const char *text;

	ck_ok(roster_load(b, &a, NULL, 0, 0, &r, &e), &e);
	text = stands(&r.duty);
	roster_clear(&r);
	return text;
}

static size_t
cells_of_draft(void)
{
	struct plan_cells cells = {0};
	size_t n;

	ck_ok(roster_draft_load(b, &a, &cells, &e), &e);
	n = cells.n;
	vec_clear(&cells);
	return n;
}

static enum rc
publish(const char *override)
{
	struct roster_publishing what = {.reason = "人员调整", .override = override};

	return roster_publish(b, &a, &what, &done, &e);
}

/* "2026-10 v1; 2026-10 v2 1" with the number of changes listed. */
static const char *
editions(void)
{
	struct things all = {0};
	struct str out = STR_INIT;
	const char *text;

	ck_ok(roster_editions(b, &a, NULL, &all, &e), &e);
	for (size_t i = 0; i < all.n; i++) {
		const struct edition *ed = all.v[i]->body;
		struct things one = {&all.v[i], 1, 1};
		struct edition_changes changes = {0};

		edition_changes(&a, &one, ed->month, &changes);
		str_add_f(&out, "%s%d v%lld %lld/%zu", i ? "; " : "", ed->month / 100,
			  (long long)ed->version.n, (long long)ed->cells.n, changes.n);
		vec_clear(&changes);
	}
	text = arena_text(&a, out.ptr);
	str_clear(&out);
	vec_clear(&all);
	return text;
}

/* ---- the draft ---- */

START_TEST(a_draft_changes_nobodys_duty)
{
	const char *before = published();
	int64_t records = store_count(book_store(b));

	ck_ok(put(3, "主班", "乙", NULL), &e);
	ck_ok(put(5, "副班", NULL, NULL), &e);
	ck_assert_uint_eq(cells_of_draft(), 2);
	ck_assert_str_eq(published(), before);
	ck_assert_int_eq(store_count(book_store(b)), records);
}
END_TEST

START_TEST(a_draft_is_there_after_the_program_was_closed)
{
	ck_ok(put(3, "主班", "乙", NULL), &e);
	book_close(b);
	open_book();
	ck_assert_uint_eq(cells_of_draft(), 1);
}
END_TEST

START_TEST(an_edit_back_to_what_is_published_leaves_the_draft)
{
	ck_ok(put(3, "主班", "乙", NULL), &e);
	ck_ok(put(3, "主班", "丙", NULL), &e);
	ck_assert_uint_eq(cells_of_draft(), 0);
}
END_TEST

START_TEST(what_has_begun_is_not_planned_anew)
{
	go_to(3, 8);
	ck_assert_int_eq(put(3, "主班", "乙", NULL), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "takeover"));
	ck_assert_int_eq(put(2, "主班", "乙", NULL), RC_INVALID);
	ck_assert_int_eq(put(3, "主班", NULL, NULL), RC_INVALID);
	ck_assert_uint_eq(cells_of_draft(), 0);
	ck_ok(put(5, "主班", "乙", NULL), &e);
}
END_TEST

START_TEST(edits_of_one_action_are_all_or_none)
{
	const char *persons[] = {id_of("乙")};
	struct draft_edit x[2] = {
	    {DRAFT_PUT, 20261005, id_of("主班"), NO_SPAN, persons, 1, 0},
	    {DRAFT_PUT, 20260905, id_of("主班"), NO_SPAN, persons, 1, 0},
	};
	struct draft_step step = {0};

	ck_assert_int_eq(roster_draft_put(b, &a, x, 2, &step, &e), RC_INVALID);
	ck_assert_uint_eq(step.n, 0);
	ck_assert_uint_eq(cells_of_draft(), 0);
}
END_TEST

START_TEST(a_step_is_taken_back_and_done_again)
{
	struct draft_step first = {0}, second = {0};
	struct plan_cells cells = {0};

	ck_ok(put(5, "主班", "乙", &first), &e);
	ck_ok(put(5, "主班", "丁", &second), &e);
	ck_assert_int_eq(roster_draft_undo(b, &first, false, &e), RC_CONFLICT);
	ck_ok(roster_draft_undo(b, &second, false, &e), &e);
	ck_ok(roster_draft_undo(b, &first, false, &e), &e);
	ck_assert_uint_eq(cells_of_draft(), 0);
	ck_ok(roster_draft_undo(b, &first, true, &e), &e);
	ck_ok(roster_draft_load(b, &a, &cells, &e), &e);
	ck_assert_str_eq(cells.v[0].now.v[0].person, id_of("乙"));
	vec_clear(&cells);
	draft_step_clear(&first);
	draft_step_clear(&second);
}
END_TEST

START_TEST(two_terminals_keep_both_their_edits)
{
	struct draft_step mine = {0};
	struct book *other, *own = b;

	ck_ok(put(5, "主班", "乙", &mine), &e);
	ck_ok(book_open(home, false, &other, &e), &e);
	book_set_now(other, now * 1000);
	b = other;
	ck_ok(put(7, "主班", "乙", NULL), &e);
	ck_ok(put(5, "主班", "丁", NULL), &e);
	b = own;
	ck_assert_uint_eq(cells_of_draft(), 2);
	ck_assert_int_eq(roster_draft_undo(b, &mine, false, &e), RC_CONFLICT);
	ck_assert_uint_eq(cells_of_draft(), 2);
	book_close(other);
	draft_step_clear(&mine);
}
END_TEST

START_TEST(the_day_before_is_copied_post_by_post)
{
	struct draft_edit x[2] = {
	    {.op = DRAFT_COPY, .day = 20261006, .from_day = 20261005, .post = id_of("主班")},
	    {.op = DRAFT_COPY, .day = 20261007, .from_day = 20261006, .post = id_of("主班")},
	};

	ck_ok(roster_draft_put(b, &a, x, 2, NULL, &e), &e);
	ck_ok(publish("连班"), &e);
	ck_assert_ptr_nonnull(strstr(published(), "5主班甲 5副班乙 6主班甲 7主班甲 7副班丁"));
}
END_TEST

static struct draft_edit *
rotation(const char *const *crews, size_t ncrews, int first, int last, size_t *n)
{
	struct draft_rotation what = {.post = id_of("主班"),
				      .first = 20261000 + first,
				      .last = 20261000 + last,
				      .span = NO_SPAN,
				      .crews = crews,
				      .ncrews = ncrews};
	struct draft_edit *edits = NULL;
	struct roster r;

	ck_ok(roster_load(b, &a, NULL, 0, 1, &r, &e), &e);
	if (roster_draft_rotation(&a, &r, &what, &edits, n, &e) != RC_OK)
		edits = NULL;
	roster_clear(&r);
	return edits;
}

START_TEST(crews_take_turns_over_the_days)
{
	static const char *const crews[] = {"甲", "乙+丙"}, *const bad[] = {"甲", "无此人"};
	size_t n = 0;
	struct draft_edit *edits = rotation(crews, 2, 20, 22, &n);

	ck_assert_uint_eq(n, 3);
	ck_ok(roster_draft_put(b, &a, edits, n, NULL, &e), &e);
	ck_ok(publish(NULL), &e);
	ck_assert_ptr_nonnull(strstr(published(), "20主班甲 21主班乙 21主班丙 22主班甲"));
	ck_assert_ptr_null(rotation(bad, 2, 20, 22, &n));
	ck_assert_int_eq(e.code, RC_NOT_FOUND);
}
END_TEST

START_TEST(a_pattern_is_not_emptied_by_a_plan)
{
	struct parse_context world = {now, &a};
	struct record *r = record_new(&a, &kind_pattern);

	ck_ok(record_set(r, "name", "轮", &world, &e), &e);
	ck_ok(record_set(r, "post", id_of("主班"), &world, &e), &e);
	ck_ok(record_set(r, "first", "2026-10-20", &world, &e), &e);
	ck_ok(record_set(r, "hours", "24", &world, &e), &e);
	ck_ok(record_set(r, "crews", id_of("甲"), &world, &e), &e);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	ck_assert_int_eq(put(22, "主班", NULL, NULL), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "pattern"));
	ck_ok(put(22, "主班", "乙", NULL), &e);
}
END_TEST

/* ---- publishing ---- */

START_TEST(publishing_writes_all_and_counts_the_edition)
{
	ck_assert_str_eq(editions(), "202610 v1 12/0");
	ck_ok(put(3, "主班", "甲", NULL), &e);
	ck_ok(put(20, "副班", "丁", NULL), &e);
	ck_ok(publish(NULL), &e);
	ck_assert_uint_eq(done.made, 1);
	ck_assert_uint_eq(done.changed, 1);
	ck_assert_str_eq(editions(), "202610 v1 12/0; 202610 v2 2/1"); /* the 20th had no plan */
	ck_assert_uint_eq(cells_of_draft(), 0);
	ck_assert_int_eq(publish(NULL), RC_INVALID);
}
END_TEST

START_TEST(each_month_has_its_own_editions)
{
	const char *persons[] = {id_of("甲")};
	struct draft_edit x = {DRAFT_PUT, 20261101, id_of("主班"), NO_SPAN, persons, 1, 0};

	ck_ok(put(3, "主班", "甲", NULL), &e);
	ck_ok(roster_draft_put(b, &a, &x, 1, NULL, &e), &e);
	ck_ok(publish(NULL), &e);
	ck_assert_uint_eq(done.neditions, 2);
	ck_assert_str_eq(editions(), "202610 v1 12/0; 202610 v2 1/1; 202611 v1 1/0");
}
END_TEST

START_TEST(an_import_is_an_edition_when_it_changes_anything)
{
	import("日期,主班\n2026-10-03,丙\n");
	ck_assert_str_eq(editions(), "202610 v1 12/0");
	import("日期,主班\n2026-10-03,乙\n");
	ck_assert_str_eq(editions(), "202610 v1 12/0; 202610 v2 1/1");
}
END_TEST

static size_t
broken(bool allowed)
{
	struct violations v = {0};
	struct roster r;
	size_t n = 0;

	ck_ok(roster_load(b, &a, NULL, 0, 0, &r, &e), &e);
	ck_ok(roster_check(b, &a, &r, civil_secs(2026, 10, 1, 0, 0), civil_secs(2026, 10, 31, 0, 0),
			   &v, &e),
	      &e);
	for (size_t i = 0; i < v.n; i++)
		n += v.v[i].hard && !str_equal(v.v[i].rule, "gap") && !v.v[i].override == !allowed;
	vec_clear(&v);
	roster_clear(&r);
	return n;
}

START_TEST(a_broken_rule_takes_a_leaders_words_and_is_listed_with_them)
{
	const char *before = published();

	ck_ok(put(3, "副班", "丙", NULL), &e); /* stands 主班 then */
	ck_assert_int_eq(publish(NULL), RC_INVALID);
	ck_assert_msg(strstr(e.text, "丙"), "%s", e.text);
	ck_assert_str_eq(published(), before);
	ck_assert_uint_eq(cells_of_draft(), 1);
	ck_ok(publish("人手不足"), &e);
	ck_assert_uint_eq(broken(true), 1);
	ck_assert_uint_eq(broken(false), 0);
}
END_TEST

START_TEST(an_edition_names_the_post_that_lost_somebody_too)
{
	struct things all = {0};
	struct edition_changes changes = {0};

	ck_ok(put(3, "主班", "丁", NULL), &e); /* stands 副班 then */
	ck_ok(publish("人手不足"), &e);
	ck_assert_str_eq(editions(), "202610 v1 12/0; 202610 v2 2/2");
	ck_ok(roster_editions(b, &a, NULL, &all, &e), &e);
	edition_changes(&a, &all, 20261001, &changes);
	ck_assert_str_eq(changes.v[1].post, id_of("副班"));
	ck_assert_uint_eq(changes.v[1].was.n, 1);
	ck_assert_uint_eq(changes.v[1].now.n, 0);
	vec_clear(&changes);
	vec_clear(&all);
}
END_TEST

START_TEST(too_little_rest_is_allowed_from_either_side)
{
	import("日期,班次,岗位,人员\n2026-10-20,08:00-20:00,主班,甲\n");
	const char *persons[] = {id_of("甲")};
	struct draft_edit x = {.op = DRAFT_PUT,
			       .day = 20261019,
			       .post = id_of("主班"),
			       .span = {14 * 60, 2 * 60}, /* ends six hours before */
			       .persons = persons,
			       .npersons = 1};

	ck_ok(roster_draft_put(b, &a, &x, 1, NULL, &e), &e);
	ck_assert_int_eq(publish(NULL), RC_INVALID);
	ck_ok(publish("临时任务"), &e);
	ck_assert_uint_eq(broken(true), 1);
	ck_assert_uint_eq(broken(false), 0);
}
END_TEST

START_TEST(a_new_gap_takes_a_leaders_words_too)
{
	struct roster_review r;

	ck_ok(put(3, "副班", NULL, NULL), &e);
	ck_ok(roster_review(b, &a, 0, 0, &r, &e), &e);
	ck_assert_uint_eq(r.fresh.n, 1);
	ck_assert_str_eq(r.fresh.v[0].rule, "gap");
	roster_review_clear(&r);
	ck_assert_int_eq(publish(NULL), RC_INVALID);
	ck_ok(publish("全镇停电检修"), &e);
	ck_ok(roster_review(b, &a, 20261003, 20261003, &r, &e), &e);
	for (size_t i = 0; i < r.old.n; i++)
		if (r.old.v[i].at == civil_secs(2026, 10, 3, 8, 0) &&
		    str_equal(r.old.v[i].post, id_of("副班")))
			ck_assert_str_eq(r.old.v[i].override, "全镇停电检修");
	roster_review_clear(&r);
}
END_TEST

START_TEST(a_plan_that_changed_under_the_draft_is_asked_about_again)
{
	struct draft_part all = {0};
	struct draft_step step = {0};
	struct roster_review r;

	ck_ok(put(5, "主班", "乙", NULL), &e);
	import("日期,主班,副班\n2026-10-05,丁,丙\n");
	ck_assert_int_eq(publish(NULL), RC_CONFLICT);
	ck_assert_ptr_nonnull(strstr(e.text, "10-05 主班"));
	ck_ok(roster_review(b, &a, 0, 0, &r, &e), &e);
	ck_assert_uint_eq(r.stale, 1);
	ck_assert_str_eq(r.each[0].stands.v[0].person, id_of("丁"));
	roster_review_clear(&r);
	ck_assert_uint_eq(cells_of_draft(), 1);
	ck_ok(roster_draft_keep(b, &a, &all, &step, &e), &e);
	ck_assert_uint_eq(step.n, 1);
	ck_ok(publish(NULL), &e);
	ck_assert_ptr_nonnull(strstr(published(), "5主班乙"));
	draft_step_clear(&step);
}
END_TEST

START_TEST(a_cell_that_has_begun_meanwhile_holds_the_draft_back)
{
	struct draft_part third = {20261003, 20261003, NULL};

	ck_ok(put(3, "主班", "甲", NULL), &e);
	ck_ok(put(9, "主班", "丙", NULL), &e);
	go_to(4, 9);
	ck_assert_int_eq(publish(NULL), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(e.text, "10-03 主班"));
	ck_ok(roster_draft_drop(b, &a, &third, NULL, &e), &e);
	ck_ok(publish(NULL), &e);
	ck_assert_ptr_nonnull(strstr(published(), "9主班丙"));
}
END_TEST

START_TEST(what_was_not_looked_at_is_not_published)
{
	struct roster_publishing what = {0};
	struct roster_review r;

	ck_ok(put(5, "主班", "乙", NULL), &e);
	ck_ok(roster_review(b, &a, 0, 0, &r, &e), &e);
	what.seen = arena_text(&a, r.seen.ptr);
	roster_review_clear(&r);
	ck_ok(put(7, "主班", "乙", NULL), &e);
	ck_assert_int_eq(roster_publish(b, &a, &what, &done, &e), RC_CONFLICT);
	ck_assert_uint_eq(cells_of_draft(), 2);
}
END_TEST

START_TEST(a_long_list_of_changes_goes_on_in_a_second_record)
{
	struct str table = STR_INIT;
	struct things all = {0};
	struct edition_changes changes = {0};
	size_t records;

	for (int turn = 0; turn < 2; turn++) {
		str_cut(&table, 0);
		str_add(&table, "日期,班次,岗位,人员\n");
		for (int day = 1; day <= 30; day++)
			for (int p = 0; p < 20; p++)
				str_add_f(&table, "2026-11-%02d,20:30-08:30,岗%d,人%d\n", day, p,
					  p + turn * 20);
		import(table.ptr);
	}
	ck_ok(roster_editions(b, &a, NULL, &all, &e), &e);
	edition_changes(&a, &all, 20261101, &changes);
	records = all.n;
	ck_assert_uint_eq(changes.n, 600);
	ck_assert_uint_gt(records, 3);
	ck_assert_int_eq(((const struct edition *)edition_latest(&all, 20261101)->body)->cells.n,
			 600);
	vec_clear(&changes);
	vec_clear(&all);
	str_clear(&table);
}
END_TEST

/* ---- any edits, undone and published in any order ---- */

struct random_walk {
	struct draft_step steps[60];
	size_t n, undone;
};

static void
forget(struct random_walk *w, size_t keep)
{
	while (w->n > keep)
		draft_step_clear(&w->steps[--w->n]);
	w->undone = 0;
}

static void
random_edit(struct random_walk *w)
{
	static const char *const names[] = {"甲", "乙", "丙", "丁"};
	const char *persons[] = {id_of(names[rand() % 4])};
	struct draft_edit x = {.op = (enum draft_op)(rand() % 5),
			       .day = 20261002 + rand() % 10,
			       .post = id_of(rand() % 2 ? "主班" : "副班"),
			       .span = rand() % 3 ? (struct shift_span){480, 480}
						  : (struct shift_span){1200, 480},
			       .persons = persons,
			       .npersons = 1};
	struct draft_step step = {0};

	x.from_day = x.day - 1;
	if (roster_draft_put(b, &a, &x, 1, &step, &e) == RC_OK && step.n) {
		forget(w, w->n - w->undone);
		w->steps[w->n++] = step;
	}
}

static void
check_published_as_shown(void)
{
	struct roster_review r;
	const char *before = published(), *shown;
	size_t cells;

	ck_ok(roster_review(b, &a, 0, 0, &r, &e), &e);
	shown = stands(&r.after);
	cells = r.cells.n;
	roster_review_clear(&r);
	ck_assert_str_eq(published(), before);
	if (!cells)
		return;
	ck_ok(publish("演练"), &e);
	ck_assert_str_eq(published(), shown);
	ck_assert_uint_eq(broken(false), 0);
}

START_TEST(whatever_is_edited_is_published_as_it_was_shown)
{
	struct random_walk w = {0};

	srand((unsigned)_i);
	for (int i = 0; i < 25; i++) {
		int what = rand() % 10;

		if (what < 6) {
			random_edit(&w);
		} else if (what < 8 && w.undone < w.n) {
			ck_ok(roster_draft_undo(b, &w.steps[w.n - 1 - w.undone], false, &e), &e);
			w.undone++;
		} else if (what < 9 && w.undone) {
			w.undone--;
			ck_ok(roster_draft_undo(b, &w.steps[w.n - 1 - w.undone], true, &e), &e);
		} else if (what == 9) {
			check_published_as_shown();
			forget(&w, 0);
		}
	}
	check_published_as_shown();
	forget(&w, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("roster draft");
	TCase *t = tcase_create("roster draft");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_draft_changes_nobodys_duty);
	tcase_add_test(t, a_draft_is_there_after_the_program_was_closed);
	tcase_add_test(t, an_edit_back_to_what_is_published_leaves_the_draft);
	tcase_add_test(t, what_has_begun_is_not_planned_anew);
	tcase_add_test(t, edits_of_one_action_are_all_or_none);
	tcase_add_test(t, a_step_is_taken_back_and_done_again);
	tcase_add_test(t, two_terminals_keep_both_their_edits);
	tcase_add_test(t, the_day_before_is_copied_post_by_post);
	tcase_add_test(t, crews_take_turns_over_the_days);
	tcase_add_test(t, a_pattern_is_not_emptied_by_a_plan);
	tcase_add_test(t, publishing_writes_all_and_counts_the_edition);
	tcase_add_test(t, each_month_has_its_own_editions);
	tcase_add_test(t, an_import_is_an_edition_when_it_changes_anything);
	tcase_add_test(t, a_broken_rule_takes_a_leaders_words_and_is_listed_with_them);
	tcase_add_test(t, an_edition_names_the_post_that_lost_somebody_too);
	tcase_add_test(t, too_little_rest_is_allowed_from_either_side);
	tcase_add_test(t, a_new_gap_takes_a_leaders_words_too);
	tcase_add_test(t, a_plan_that_changed_under_the_draft_is_asked_about_again);
	tcase_add_test(t, a_cell_that_has_begun_meanwhile_holds_the_draft_back);
	tcase_add_test(t, what_was_not_looked_at_is_not_published);
	tcase_add_test(t, a_long_list_of_changes_goes_on_in_a_second_record);
	tcase_add_loop_test(t, whatever_is_edited_is_published_as_it_was_shown, 0, 12);
	tcase_set_timeout(t, 60);
	suite_add_tcase(s, t);
	return run_suite(s);
}
