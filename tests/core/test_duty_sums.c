/*
 * What is counted from the roster, against the oracle (kit/oracle.h) minute by minute: load, rest,
 * attendance.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty_attend.h"
#include "core/duty_check.h"
#include "core/duty_load.h"
#include "core/vec.h"
#include "tests/core/kit/chance.h"
#include "tests/core/kit/stretch.h"

enum { ROUNDS = 5, DAYS = 31, MINUTES = DAYS * 1440 };

static struct chance c;
static struct duty_limits limits;
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
	duty_limits_default(&limits);
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

/* ---- load ---- */

static bool
is_night(int64_t at)
{
	int64_t minute = (at - day_secs(day_of(at))) / 60;

	return minute >= 22 * 60 || minute < 6 * 60;
}

static const struct duty_load *
load_of(const struct duty_loads *loads, const char *person)
{
	for (size_t i = 0; i < loads->n; i++)
		if (same(loads->v[i].person, person))
			return &loads->v[i];
	ck_abort_msg("no load of %s", person);
}

/* What each one does at each minute of the month and a week around it. */
enum { FREE, ON_CALL, AT_WORK, AROUND = 7 * 1440, MANY = 16 };
static unsigned char doing[MANY][MINUTES + 2 * AROUND];

static void
watch_everybody(void)
{
	memset(doing, FREE, sizeof(doing));
	for (int m = 0; m < MINUTES + 2 * AROUND; m++) {
		int64_t at = from + (int64_t)(m - AROUND) * 60;
		struct oracle_rows rows;

		oracle_stand(&c.book, at, &rows);
		for (size_t i = 0; i < rows.n; i++)
			for (size_t p = 0; p < c.book.people.n; p++) {
				bool oncall =
				    oracle_readiness(&c.book, rows.v[i].post, at) == READY_ONCALL;

				if (same(c.book.people.v[p]->id, rows.v[i].person) &&
				    doing[p][m] != AT_WORK)
					doing[p][m] = oncall ? ON_CALL : AT_WORK;
			}
	}
}

struct counted {
	int64_t minutes, nights, oncall;
};

static struct counted
count_person(size_t person)
{
	struct counted n = {0};

	for (int m = 0; m < MINUTES; m++) {
		int what = doing[person][AROUND + m];

		n.minutes += what != FREE;
		n.nights += what != FREE && is_night(from + (int64_t)m * 60);
		n.oncall += what == ON_CALL;
	}
	return n;
}

START_TEST(everybody_bears_the_minutes_they_stand)
{
	struct duty_loads loads = {0};

	make(_i);
	watch_everybody();
	duty_load(&c.book, &limits, NULL, from, until, &loads);
	for (size_t i = 0; i < c.book.people.n; i++) {
		const char *id = c.book.people.v[i]->id;
		struct counted mine = count_person(i);

		if (mine.minutes == 0)
			continue;
		ck_assert_int_eq(load_of(&loads, id)->minutes, mine.minutes);
		ck_assert_int_eq(load_of(&loads, id)->night_minutes, mine.nights);
		ck_assert_int_eq(load_of(&loads, id)->oncall_minutes, mine.oncall);
	}
	vec_clear(&loads);
}
END_TEST

/* Two halves of a month bear what the month bears, and no duty comes twice or not at all. */
START_TEST(spans_side_by_side_count_each_duty_once)
{
	struct stints all = {0};

	make(_i);
	duty_resolve(&c.book, from, until - DAY_SECONDS, &all);
	for (int round = 0; round < 40; round++) {
		struct duty_loads whole = {0}, first = {0}, second = {0};
		int64_t middle = chance_moment(&c);

		if (all.n && round % 2) /* just after a piece has ended */
			middle = all.v[chance(&c, (int64_t)all.n)].until + 60;
		if (middle <= from || middle >= until)
			continue;
		duty_load(&c.book, &limits, NULL, from, until, &whole);
		duty_load(&c.book, &limits, NULL, from, middle, &first);
		duty_load(&c.book, &limits, NULL, middle, until, &second);
		for (size_t i = 0; i < whole.n; i++) {
			struct duty_load none = {0};
			const struct duty_load *x = &none, *y = &none;

			for (size_t k = 0; k < first.n; k++)
				if (same(first.v[k].person, whole.v[i].person))
					x = &first.v[k];
			for (size_t k = 0; k < second.n; k++)
				if (same(second.v[k].person, whole.v[i].person))
					y = &second.v[k];
			must(whole.v[i].duties == x->duties + y->duties &&
				 whole.v[i].minutes == x->minutes + y->minutes,
			     "%s at %s: %zu duties are %zu and %zu", whole.v[i].person,
			     when(middle), whole.v[i].duties, x->duties, y->duties);
		}
		vec_clear(&whole);
		vec_clear(&first);
		vec_clear(&second);
	}
	vec_clear(&all);
}
END_TEST

/* ---- rest and length ---- */

static bool
is_told(const struct violations *v, const char *rule, const char *person, int64_t at)
{
	for (size_t i = 0; i < v->n; i++)
		if (same(v->v[i].rule, rule) && same(v->v[i].person, person) && v->v[i].at == at)
			return true;
	return false;
}

/* Runs of work from the first of the month minus a week on. */
static void
check_person_runs(const struct violations *v, size_t who)
{
	const char *person = c.book.people.v[who]->id;
	int64_t begun = 0, ended = 0, rests = 0, longs = 0, told_rests = 0, told_longs = 0;

	for (int m = 0; m <= MINUTES + 2 * AROUND; m++) {
		int64_t at = from + (int64_t)(m - AROUND) * 60;
		bool on = m < MINUTES + 2 * AROUND && doing[who][m] == AT_WORK;

		if (on && !begun) {
			begun = at;
			if (ended && at - ended < limits.rest && at >= from && at < until) {
				rests++;
				must(is_told(v, "rest", person, at),
				     "%s rests too little before %s", person, when(at));
			}
		} else if (!on && begun) {
			if (at - begun > limits.consecutive && begun >= from && begun < until) {
				longs++;
				must(is_told(v, "consecutive", person, begun),
				     "%s is too long at work from %s", person, when(begun));
			}
			begun = 0;
			ended = at;
		}
	}
	for (size_t i = 0; i < v->n; i++) {
		bool in = same(v->v[i].person, person) && v->v[i].at >= from && v->v[i].at < until;

		told_rests += in && same(v->v[i].rule, "rest");
		told_longs += in && same(v->v[i].rule, "consecutive");
	}
	ck_assert_int_eq(told_rests, rests);
	ck_assert_int_eq(told_longs, longs);
}

START_TEST(rest_and_length_are_told_by_the_minute)
{
	struct violations v = {0};

	make(_i);
	watch_everybody();
	duty_check(&c.arena, &c.book, &limits, from, until, &v);
	for (size_t i = 0; i < c.book.people.n; i++)
		check_person_runs(&v, i);
	vec_clear(&v);
}
END_TEST

/* ---- attendance ---- */

/* Every duty of the roster is asked for once, and none that is not on it. */
START_TEST(attendance_asks_for_the_duties_of_the_roster)
{
	static const struct things no_lines;
	struct attended_duties all = {0};
	struct stretches stretches = {0};
	size_t touching = 0;

	make(_i);
	stretches_walk(&c.book, from - 12 * DAY_SECONDS, until + 12 * DAY_SECONDS, &stretches);
	duty_attend(&c.book, &no_lines, from, until, until, &all);
	for (size_t i = 0; i < stretches.n; i++) {
		const struct stretch *s = &stretches.v[i];
		size_t found = 0;

		if (s->from >= until || s->until <= from)
			continue;
		touching++;
		for (size_t k = 0; k < all.n; k++)
			found += all.v[k].stint.from == s->from &&
				 all.v[k].stint.until == s->until &&
				 same(all.v[k].stint.person, s->row.person) &&
				 same(all.v[k].stint.post, s->row.post);
		must(found == 1, "%s on %s from %s is asked for %zu times", s->row.person,
		     s->row.post, when(s->from), found);
	}
	ck_assert_uint_eq(all.n, touching);
	vec_clear(&all);
	vec_clear(&stretches);
}
END_TEST

/* Each kind of month once; ROUNDS=200 in the environment looks for longer. */
int
main(void)
{
	Suite *s = suite_create("duty sums");
	TCase *t = tcase_create("duty sums");
	const char *more = getenv("ROUNDS");
	int rounds = more ? (int)strtol(more, NULL, 10) : ROUNDS;

	tcase_set_timeout(t, 300);
	tcase_add_checked_fixture(t, NULL, end);
	tcase_add_loop_test(t, everybody_bears_the_minutes_they_stand, 0, rounds);
	tcase_add_loop_test(t, spans_side_by_side_count_each_duty_once, 0, rounds);
	tcase_add_loop_test(t, rest_and_length_are_told_by_the_minute, 0, rounds);
	tcase_add_loop_test(t, attendance_asks_for_the_duties_of_the_roster, 0, rounds);
	suite_add_tcase(s, t);
	return run_suite(s);
}
