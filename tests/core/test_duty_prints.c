/*
 * What is printed from the roster, against the oracle (kit/oracle.h) minute by minute: the rows of
 * tables, calendars, the sheet on the wall, who hands over to whom.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/handover.h"
#include "core/sheet.h"
#include "core/vec.h"
#include "tests/core/kit/chance.h"
#include "tests/core/kit/stretch.h"

enum { ROUNDS = 5, DAYS = 31, MINUTES = DAYS * 1440 };

static struct chance c;
static int64_t from, until; /* the month, from midnight */

static void
end(void)
{
	chance_clear(&c);
}

static void
make(int seed)
{
	chance_make(&c, seed);
	from = day_secs(c.first);
	until = from + (int64_t)MINUTES * 60;
}

static const char *
when(int64_t at)
{
	return moment_words(&c.arena, at);
}

static bool
same(const char *x, const char *y)
{
	return x && y && !strcmp(x, y);
}

/* ---- tables and calendars ---- */

struct row_check {
	struct stretches *all;
	size_t rows;
	int64_t minutes;
};

static bool
covered(const struct stretches *all, const char *post, const char *person, int64_t a, int64_t b)
{
	int64_t at = a;

	for (bool more = true; more && at < b;) {
		more = false;
		for (size_t i = 0; i < all->n; i++)
			if (all->v[i].from <= at && at < all->v[i].until &&
			    same(duty_post_name(&c.book, all->v[i].row.post), post) &&
			    same(duty_person_name(&c.book, all->v[i].row.person), person)) {
				at = all->v[i].until;
				more = true;
			}
	}
	return at >= b;
}

static void
check_row(void *ctx, const char *const cells[4])
{
	struct row_check *check = ctx;
	int y, m, d, h1, m1, h2, m2;
	int64_t a, b;

	ck_assert_int_eq(sscanf(cells[0], "%d-%d-%d", &y, &m, &d), 3);
	ck_assert_int_eq(sscanf(cells[1], "%d:%d-%d:%d", &h1, &m1, &h2, &m2), 4);
	a = civil_secs(y, m, d, h1, m1);
	b = civil_secs(y, m, d, h2, m2);
	b += b <= a ? DAY_SECONDS : 0;
	must(covered(check->all, cells[2], cells[3], a, b), "%s %s %s %s stands in no book",
	     cells[0], cells[1], cells[2], cells[3]);
	check->rows++;
	check->minutes += (b - a) / 60;
}

/* All of every stretch is in the rows, and nothing else. */
START_TEST(rows_of_a_table_are_who_stands)
{
	struct stretches all = {0};
	struct row_check check = {.all = &all};
	struct sheet s = {.book = &c.book};
	int64_t minutes = 0;

	make(_i);
	/* patterns without an end: let them all end, so that the whole book fits the sheet */
	for (size_t i = 0; i < c.book.patterns.n; i++) {
		struct pattern *p = c.book.patterns.v[i]->body;

		if (!p->last || p->last > c.last)
			p->last = c.last;
	}
	s.from = day_add(c.first, -40);
	s.until = day_add(c.last, 20);
	stretches_walk(&c.book, day_secs(s.from), day_secs(s.until), &all);
	sheet_rows(&s, check_row, &check);
	for (size_t i = 0; i < all.n; i++)
		minutes += (all.v[i].until - all.v[i].from) / 60;
	ck_assert_int_eq(check.minutes, minutes);
	vec_clear(&all);
}
END_TEST

static int64_t
ics_time(const char *event, const char *name)
{
	const char *at = strstr(event, name);
	int y, m, d, h, min;

	ck_assert_ptr_nonnull(at);
	ck_assert_int_eq(sscanf(at + strlen(name), ";TZID=Asia/Shanghai:%4d%2d%2dT%2d%2d00", &y, &m,
				&d, &h, &min),
			 5);
	return civil_secs(y, m, d, h, min);
}

/* An event a stretch that begins in the span; all of them, each once. */
START_TEST(events_of_a_calendar_are_who_stands)
{
	struct stretches all = {0};
	struct str ics = STR_INIT;
	struct sheet s = {.book = &c.book};
	size_t events = 0, begun = 0;

	make(_i);
	s.from = c.first;
	s.until = c.last;
	stretches_walk(&c.book, from - 2 * DAY_SECONDS, until + 10 * DAY_SECONDS, &all);
	sheet_ics(&s, NULL, from, &ics);
	for (const char *e = ics.ptr; (e = strstr(e, "BEGIN:VEVENT")) != NULL; e++, events++) {
		int64_t a = ics_time(e, "DTSTART"), b = ics_time(e, "DTEND");
		const char *summary = strstr(e, "SUMMARY:") + strlen("SUMMARY:");
		bool found = false;

		for (size_t i = 0; i < all.n && !found; i++) {
			const char *text = arena_text_f(
			    &c.arena, "%s %s", duty_post_name(&c.book, all.v[i].row.post),
			    duty_person_name(&c.book, all.v[i].row.person));

			found = all.v[i].from == a && all.v[i].until == b &&
				!strncmp(summary, text, strlen(text));
		}
		must(found, "an event at %s until %s: %.40s", when(a), when(b), summary);
	}
	for (size_t i = 0; i < all.n; i++)
		begun += all.v[i].from >= from && all.v[i].from < until;
	ck_assert_uint_eq(events, begun);
	str_clear(&ics);
	vec_clear(&all);
}
END_TEST

/* ---- the sheet on the wall ---- */

/* The text of cell n (from 0) of a row "| a | b |", without the blanks around it. */
static char *
cell_of(const char *row, int n)
{
	const char *at = row, *stop;

	for (int i = 0; i <= n; i++)
		at = strchr(at, '|') + 1;
	stop = strchr(at, '|');
	while (*at == ' ')
		at++;
	while (stop > at && stop[-1] == ' ')
		stop--;
	return arena_text_n(&c.arena, at, (size_t)(stop - at));
}

/* How many minutes of a watch somebody stands a post. */
static int
minutes_of(const struct stretches *all, const char *post, const char *person, int64_t a)
{
	int n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (same(all->v[i].row.post, post) && same(all->v[i].row.person, person)) {
			int64_t x = all->v[i].from > a ? all->v[i].from : a;
			int64_t y =
			    all->v[i].until < a + DAY_SECONDS ? all->v[i].until : a + DAY_SECONDS;

			n += y > x ? (int)((y - x) / 60) : 0;
		}
	return n;
}

/* Marks the minutes of the watch that the cell calls empty: 空缺(16:30—8:00). */
static void
read_empty(const char *cell, int64_t watch, bool told[1440])
{
	int64_t midnight = day_secs(day_of(watch));

	memset(told, 0, 1440 * sizeof(bool));
	for (const char *at = cell; (at = strstr(at, "空缺(")) != NULL; at++) {
		int h1, m1, h2, m2;
		int64_t a, b;

		ck_assert_int_eq(sscanf(at + strlen("空缺("), "%d:%d—%d:%d", &h1, &m1, &h2, &m2),
				 4);
		a = midnight + h1 * 3600 + m1 * 60;
		b = midnight + h2 * 3600 + m2 * 60;
		a += a < watch ? DAY_SECONDS : 0;
		b += b <= a ? DAY_SECONDS : 0;
		must(a >= watch && b <= watch + DAY_SECONDS, "%s is beyond the watch", cell);
		for (int64_t t = a; t < b; t += 60)
			told[(t - watch) / 60] = true;
	}
}

/* What is called empty is needed and stood by nobody, and nothing else is. */
static void
check_empty(const char *post, const char *cell, int64_t watch)
{
	bool told[1440], bare = !strcmp(cell, "空缺"), any = false, named = *cell && !bare;

	read_empty(cell, watch, told);
	for (int m = 0; m < 1440; m++) {
		int64_t at = watch + m * 60;
		struct oracle_rows rows;
		bool empty;

		oracle_stand(&c.book, at, &rows);
		empty = oracle_have(&c.book, &rows, post, at) == 0 &&
			oracle_need(&c.book, duty_post(&c.book, post), at) > 0;
		any |= empty;
		must(!named || told[m] == empty, "%s at %s, %d: %s", post, when(at), empty, cell);
	}
	must(named || bare == any, "%s at %s, %d: %s", post, when(watch), any, cell);
}

static void
check_cell(const struct stretches *all, const char *post, const char *cell, int64_t watch)
{
	for (size_t i = 0; i < c.book.people.n; i++) {
		const char *id = c.book.people.v[i]->id;
		int n = minutes_of(all, post, id, watch);
		bool named = strstr(cell, duty_person_name(&c.book, id)) != NULL;

		must(!named || n > 0, "%s is named on %s at %s: %s", id, post, when(watch), cell);
		must(named || n < 1440, "%s is not named on %s at %s: %s", id, post, when(watch),
		     cell);
	}
	check_empty(post, cell, watch);
}

/* Whoever is named stands there that day; whoever stands the whole watch is named. */
START_TEST(the_sheet_names_who_stands)
{
	struct stretches all = {0};
	struct str text = STR_INIT;
	struct sheet s = {.book = &c.book};
	const char **posts, *row;
	int h, m;

	make(_i);
	for (size_t i = 0; i < c.book.posts.n; i++)
		((struct post *)c.book.posts.v[i]->body)->group = GROUP_WATCH;
	s.from = c.first;
	s.until = c.last;
	stretches_walk(&c.book, from - 2 * DAY_SECONDS, until + 2 * DAY_SECONDS, &all);
	sheet_text(&s, &text);
	posts = duty_posts(&c.book, &c.arena);
	ck_assert_int_eq(sscanf(strstr(text.ptr, "每日") + strlen("每日"), "%d:%d", &h, &m), 2);
	row = text.ptr;
	for (int day = c.first; day <= c.last; day = day_add(day, 1)) {
		const char *head =
		    arena_text_f(&c.arena, "| %d月%d日 ", day / 100 % 100, day % 100);

		row = strstr(row, head);
		ck_assert_msg(row != NULL, "no row of %d", day);
		for (size_t i = 0; i < c.book.posts.n; i++)
			check_cell(&all, posts[i], cell_of(row, 2 + (int)i),
				   day_secs(day) + h * 3600 + m * 60);
	}
	str_clear(&text);
	vec_clear(&all);
}
END_TEST

/* ---- handover ---- */

static bool
stands_on(const char *post, const char *person, int64_t at)
{
	struct oracle_rows rows;

	oracle_stand(&c.book, at, &rows);
	for (size_t i = 0; i < rows.n; i++)
		if (same(rows.v[i].post, post) && (!person || same(rows.v[i].person, person)))
			return true;
	return false;
}

/* Who is named stood there, the minute before the border or at it; nobody is named only where
 * nobody did. */
static void
check_side(const char *post, const char *named, int64_t at)
{
	if (named)
		must(stands_on(post, named, at), "%s is named for %s at %s", named, post, when(at));
	else
		must(!stands_on(post, NULL, at), "nobody is named for %s at %s", post, when(at));
}

START_TEST(those_who_hand_over_are_those_who_stood)
{
	const char *main;

	make(_i);
	((struct post *)c.book.posts.v[0]->body)->name = arena_text(&c.arena, "主班");
	((struct post *)c.book.posts.v[0]->body)->group = GROUP_WATCH;
	main = c.book.posts.v[0]->id;
	for (int round = 0; round < 200; round++) {
		int64_t now = chance_moment(&c);
		struct handover h = {0};

		handover_people(&c.book, GROUP_WATCH, now, 0, &h);
		if (h.end.kind != MOMENT_EXACT)
			continue; /* nobody's watch is near */
		check_side(main, h.outgoing, h.end.secs - 60);
		check_side(main, h.incoming, h.end.secs);
		ck_assert_int_lt(h.start.secs, h.end.secs);
	}
}
END_TEST

/* What should have been handed over is the last watch that ended: a quarter of an hour ago at
 * least, within three days. */
START_TEST(what_is_overdue_is_the_last_watch_that_ended)
{
	struct stretches all = {0};
	const char *main;

	make(_i);
	((struct post *)c.book.posts.v[0]->body)->name = arena_text(&c.arena, "主班");
	((struct post *)c.book.posts.v[0]->body)->group = GROUP_WATCH;
	main = c.book.posts.v[0]->id;
	stretches_walk(&c.book, from - 5 * DAY_SECONDS, until, &all);
	for (int round = 0; round < 300; round++) {
		int64_t now = chance_moment(&c), last = 0;

		for (size_t i = 0; i < all.n; i++)
			if (same(all.v[i].row.post, main) && all.v[i].until <= now &&
			    all.v[i].until > now - 3 * DAY_SECONDS && all.v[i].until > last)
				last = all.v[i].until;
		must(handover_overdue(&c.book, GROUP_WATCH, now, 0) ==
			 (now - last >= 900 ? last : 0),
		     "at %s: not %s", when(now), when(last));
		must(handover_overdue(&c.book, GROUP_WATCH, now, last) == 0, "sealed at %s",
		     when(last));
	}
	vec_clear(&all);
}
END_TEST

/* Each kind of month once; ROUNDS=200 in the environment looks for longer. */
int
main(void)
{
	Suite *s = suite_create("duty prints");
	TCase *t = tcase_create("duty prints");
	const char *more = getenv("ROUNDS");
	int rounds = more ? (int)strtol(more, NULL, 10) : ROUNDS;

	tcase_set_timeout(t, 300);
	tcase_add_checked_fixture(t, NULL, end);
	tcase_add_loop_test(t, rows_of_a_table_are_who_stands, 0, rounds);
	tcase_add_loop_test(t, events_of_a_calendar_are_who_stands, 0, rounds);
	tcase_add_loop_test(t, the_sheet_names_who_stands, 0, rounds);
	tcase_add_loop_test(t, those_who_hand_over_are_those_who_stood, 0, rounds);
	tcase_add_loop_test(t, what_is_overdue_is_the_last_watch_that_ended, 0, rounds);
	suite_add_tcase(s, t);
	return run_suite(s);
}
