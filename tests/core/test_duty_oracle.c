/*
 * One answer to who stands, everywhere: random months, minute by minute, against an oracle that
 * knows only the rules as they are written (kit/oracle.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty_check.h"
#include "core/handover.h"
#include "core/sheet.h"
#include "core/vec.h"
#include "tests/core/kit/chance.h"
#include "tests/core/kit/stretch.h"

enum { ROUNDS = 5, BEYOND = 3 };

static struct chance c;
static int64_t from, until; /* the month and some days around it */

static void
end(void)
{
	chance_clear(&c);
}

static void
make(int seed)
{
	chance_make(&c, seed);
	from = day_secs(day_add(c.first, -BEYOND));
	until = day_secs(day_add(c.last, BEYOND));
}

/* ---- comparing ---- */

static int
by_row(const void *a, const void *b)
{
	const struct oracle_row *x = a, *y = b;
	int n = strcmp(x->post, y->post);

	n = n ? n : strcmp(x->person, y->person);
	n = n ? n : strcmp(x->origin, y->origin);
	return n ? n : (x->begins > y->begins) - (x->begins < y->begins);
}

static struct oracle_rows
at_minute(const struct stints *all, int64_t at)
{
	struct oracle_rows rows = {.n = 0};

	for (size_t i = 0; i < all->n; i++) {
		const struct stint *s = &all->v[i];

		if (s->from <= at && at < s->until && rows.n < ORACLE_MAX)
			rows.v[rows.n++] = (struct oracle_row){s->post,    s->person, s->origin,
							       s->instead, s->source, s->begins};
	}
	return rows;
}

static const char *
when(int64_t at)
{
	return moment_words(&c.arena, at);
}

static const char *
told(const struct oracle_rows *rows)
{
	struct str out = STR_INIT;
	const char *copy;

	for (size_t i = 0; i < rows->n; i++) {
		str_add_f(&out, "  %s %s by %s (%d) begun %s instead of %s\n", rows->v[i].post,
			  rows->v[i].person, rows->v[i].origin, rows->v[i].source,
			  when(rows->v[i].begins), rows->v[i].instead ? rows->v[i].instead : "-");
	}
	copy = arena_text(&c.arena, out.ptr);
	str_clear(&out);
	return copy;
}

static bool
same_text(const char *x, const char *y)
{
	return x == y || (x && y && !strcmp(x, y));
}

static void
check_same(struct oracle_rows *mine, struct oracle_rows *theirs, int64_t at, const char *what)
{
	bool good = mine->n == theirs->n;

	qsort(mine->v, mine->n, sizeof(mine->v[0]), by_row);
	qsort(theirs->v, theirs->n, sizeof(theirs->v[0]), by_row);
	for (size_t i = 0; good && i < mine->n; i++)
		good = by_row(&mine->v[i], &theirs->v[i]) == 0 &&
		       mine->v[i].source == theirs->v[i].source &&
		       same_text(mine->v[i].instead, theirs->v[i].instead);
	if (good)
		return;
	ck_abort_msg("%s at %s\noracle:\n%sprogram:\n%s", what, when(at), told(mine), told(theirs));
}

/* ---- who ---- */

START_TEST(every_minute_has_one_answer_and_it_is_the_rules)
{
	struct stints all = {0}, claims = {0};

	make(_i);
	duty_resolve(&c.book, from, until, &all);
	duty_claims(&c.book, from, until, &claims);
	for (int64_t at = from; at < until; at += 60) {
		struct oracle_rows mine, theirs = at_minute(&all, at);

		oracle_stand(&c.book, at, &mine);
		check_same(&mine, &theirs, at, "who stands");
		oracle_claims(&c.book, at, &mine);
		theirs = at_minute(&claims, at);
		check_same(&mine, &theirs, at, "who is asked");
	}
	for (size_t i = 0; i < all.n; i++)
		ck_assert_int_lt(all.v[i].from, all.v[i].until);
	vec_clear(&all);
	vec_clear(&claims);
}
END_TEST

static bool
same_stint(const struct stint *x, const struct stint *y)
{
	return x->from == y->from && x->until == y->until && !strcmp(x->post, y->post) &&
	       !strcmp(x->person, y->person) && x->source == y->source && x->begins == y->begins &&
	       !strcmp(x->origin, y->origin);
}

/* `who` looks at a minute, a sheet at a month: the stints they see are the same ones, whole. */
START_TEST(the_answer_does_not_depend_on_the_window)
{
	struct stints all = {0};

	make(_i);
	duty_resolve(&c.book, from, until, &all);
	for (int round = 0; round < 300; round++) {
		int64_t a = chance_moment(&c),
			b = round % 2 ? a + 1 : a + chance(&c, 2800) * 60 + 60;
		struct stints some = {0};
		size_t n = 0;

		duty_resolve(&c.book, a, b, &some);
		for (size_t i = 0; i < all.n; i++) {
			if (all.v[i].from >= b || all.v[i].until <= a)
				continue;
			must(n < some.n && same_stint(&all.v[i], &some.v[n]),
			     "window %lld..%lld: %s %s", (long long)a, (long long)b, all.v[i].post,
			     all.v[i].person);
			n++;
		}
		ck_assert_uint_eq(n, some.n);
		vec_clear(&some);
	}
	vec_clear(&all);
}
END_TEST

START_TEST(who_is_there_now_is_in_the_order_of_posts)
{
	make(_i);
	for (int round = 0; round < 500; round++) {
		int64_t at = chance_moment(&c);
		struct stints now = {0};
		struct oracle_rows mine, theirs;
		const char **posts = duty_posts(&c.book, &c.arena);
		size_t last = 0;

		duty_at(&c.book, at, &now);
		for (size_t i = 0; i < now.n; i++) {
			size_t k = 0;

			while (strcmp(posts[k], now.v[i].post) != 0)
				k++;
			ck_assert_uint_ge(k, last);
			last = k;
		}
		theirs = at_minute(&now, at);
		ck_assert_uint_eq(theirs.n, now.n);
		oracle_stand(&c.book, at, &mine);
		check_same(&mine, &theirs, at, "who");
		vec_clear(&now);
	}
}
END_TEST

START_TEST(nobody_is_in_two_places_but_where_one_may_double)
{
	struct stints all = {0};

	make(_i);
	duty_resolve(&c.book, from, until, &all);
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = i + 1; k < all.n; k++) {
			const struct stint *x = &all.v[i], *y = &all.v[k];

			if (x->from < y->until && y->from < x->until &&
			    !strcmp(x->person, y->person))
				ck_assert(oracle_doubles(&c.book, x->post, y->post));
		}
	vec_clear(&all);
}
END_TEST

/* ---- gaps, strength, checks ---- */

static const struct gap *
gap_at(const struct gaps *g, const char *post, int64_t at)
{
	const struct gap *found = NULL;

	for (size_t i = 0; i < g->n; i++)
		if (g->v[i].from <= at && at < g->v[i].until && !strcmp(g->v[i].post, post)) {
			must(!found, "two gaps of %s at once", post);
			found = &g->v[i];
		}
	return found;
}

START_TEST(every_gap_is_listed_and_nothing_else)
{
	struct gaps g = {0};

	make(_i);
	duty_gaps(&c.book, from, until, &g);
	for (int64_t at = from; at < until; at += 60) {
		struct oracle_rows rows;

		oracle_stand(&c.book, at, &rows);
		for (size_t i = 0; i < c.book.posts.n; i++) {
			const char *id = c.book.posts.v[i]->id;
			int64_t need = oracle_need(&c.book, c.book.posts.v[i]->body, at);
			int64_t have = oracle_have(&c.book, &rows, id, at);
			const struct gap *gap = gap_at(&g, id, at);

			must((gap != NULL) == (have < need), "%s at %s: %lld of %lld, %s", id,
			     when(at), (long long)have, (long long)need, gap ? "a gap" : "no gap");
			must(!gap || (gap->have == have && gap->need == need), "%s at %s", id,
			     when(at));
		}
	}
	for (size_t i = 0; i < g.n; i++)
		ck_assert(g.v[i].from >= from && g.v[i].until <= until &&
			  (i == 0 || g.v[i].from >= g.v[i - 1].from));
	vec_clear(&g);
}
END_TEST

START_TEST(the_strength_of_a_group_is_counted_right)
{
	make(_i);
	for (int round = 0; round < 300; round++) {
		int64_t at = chance_moment(&c), need = 0, have = 0, by[4] = {0};
		struct duty_strength s;
		struct oracle_rows rows;

		oracle_stand(&c.book, at, &rows);
		for (size_t i = 0; i < c.book.posts.n; i++) {
			const struct post *p = c.book.posts.v[i]->body;
			int64_t n = oracle_need(&c.book, p, at);
			int64_t h = oracle_have(&c.book, &rows, c.book.posts.v[i]->id, at);

			if (p->group == GROUP_FIRE)
				continue;
			need += n;
			have += h < n ? h : n;
			for (size_t k = 0; k < rows.n; k++)
				if (!strcmp(rows.v[k].post, c.book.posts.v[i]->id))
					by[oracle_readiness(&c.book, rows.v[k].post, at)]++;
		}
		duty_strength(&c.book, GROUP_WATCH, at, &s);
		ck_assert_int_eq(s.need, need);
		ck_assert_int_eq(s.have, have);
		ck_assert_int_eq(s.onsite, by[READY_ONSITE]);
		ck_assert_int_eq(s.standby, by[READY_STANDBY]);
		ck_assert_int_eq(s.oncall, by[READY_ONCALL]);
	}
}
END_TEST

/* What is said to be wrong at a minute. */
static struct violations
wrong_at(const struct violations *all, int64_t at)
{
	struct violations now = {0};

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].at <= at && at < all->v[i].until)
			vec_push(&now, all->v[i]);
	return now;
}

static bool
broken(const struct violations *v, const char *rule, const char *person, const char *post)
{
	for (size_t i = 0; i < v->n; i++)
		if (!strcmp(v->v[i].rule, rule) && (!person || same_text(v->v[i].person, person)) &&
		    (!post || same_text(v->v[i].post, post)))
			return true;
	return false;
}

static bool
asked_twice(const struct oracle_rows *claims, const char *person)
{
	for (size_t i = 0; i < claims->n; i++)
		for (size_t k = i + 1; k < claims->n; k++)
			if (!strcmp(claims->v[i].person, person) &&
			    !strcmp(claims->v[k].person, person) &&
			    claims->v[i].source != ASSIGN_TAKEOVER &&
			    claims->v[k].source != ASSIGN_TAKEOVER &&
			    !oracle_doubles(&c.book, claims->v[i].post, claims->v[k].post))
				return true;
	return false;
}

static bool
is_asked(const struct oracle_rows *claims, const char *person)
{
	for (size_t i = 0; i < claims->n; i++)
		if (!strcmp(claims->v[i].person, person))
			return true;
	return false;
}

static void
check_minute(const struct violations *all, int64_t at)
{
	struct violations v = wrong_at(all, at);
	struct oracle_rows claims, stand;

	oracle_claims(&c.book, at, &claims);
	oracle_stand(&c.book, at, &stand);
	for (size_t i = 0; i < c.book.people.n; i++) {
		const char *id = c.book.people.v[i]->id;
		bool twice = asked_twice(&claims, id);
		bool away = is_asked(&claims, id) && oracle_on_leave(&c.book, id, at);

		must(broken(&v, "double", id, NULL) == twice, "%s double at %s: %d", id, when(at),
		     twice);
		must(broken(&v, "leave", id, NULL) == away, "%s on leave at %s: %d", id, when(at),
		     away);
	}
	for (size_t i = 0; i < c.book.posts.n; i++) {
		const char *id = c.book.posts.v[i]->id;
		bool gap = oracle_have(&c.book, &stand, id, at) <
			   oracle_need(&c.book, c.book.posts.v[i]->body, at);

		must(broken(&v, "gap", NULL, id) == gap, "%s gap at %s: %d", id, when(at), gap);
	}
	vec_clear(&v);
}

START_TEST(the_checker_says_what_is_wrong_to_the_minute)
{
	struct violations v = {0};
	struct duty_limits limits;

	make(_i);
	duty_limits_default(&limits);
	duty_check(&c.arena, &c.book, &limits, from, until, &v);
	for (int64_t at = from; at < until; at += 60)
		check_minute(&v, at);
	vec_clear(&v);
}
END_TEST

/* ---- what is undone ---- */

static void
check_equal(const struct stints *x, const struct stints *y)
{
	ck_assert_uint_eq(x->n, y->n);
	for (size_t i = 0; i < x->n; i++)
		ck_assert(same_stint(&x->v[i], &y->v[i]));
}

START_TEST(an_undone_swap_never_was)
{
	make(_i);
	for (size_t i = 0; i < c.book.swaps.n; i++) {
		struct swap *s = c.book.swaps.v[i]->body;
		struct stints undone = {0}, without = {0}, again = {0}, before = {0};
		struct thing *gone = c.book.swaps.v[i];
		int state = s->state;

		duty_resolve(&c.book, from, until, &before);
		s->state = SWAP_UNDONE;
		duty_resolve(&c.book, from, until, &undone);
		c.book.swaps.v[i] = c.book.swaps.v[c.book.swaps.n - 1];
		c.book.swaps.n--;
		duty_resolve(&c.book, from, until, &without);
		check_equal(&undone, &without);
		c.book.swaps.n++;
		c.book.swaps.v[i] = gone;
		s->state = state;
		duty_resolve(&c.book, from, until, &again);
		check_equal(&before, &again);
		vec_clear(&undone);
		vec_clear(&without);
		vec_clear(&again);
		vec_clear(&before);
	}
}
END_TEST

/* Who stands at each minute of a span, as one text. */
static const char *
minutes_told(int64_t a, int64_t b)
{
	struct stints all = {0};
	struct str out = STR_INIT;
	const char *copy;

	duty_resolve(&c.book, a, b, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct stint *s = &all.v[i];

		str_add_f(&out, "%s %s %s %lld %lld\n", s->post, s->person, s->origin,
			  (long long)(s->from > a ? s->from : a),
			  (long long)(s->until < b ? s->until : b));
	}
	copy = arena_text(&c.arena, out.ptr);
	str_clear(&out);
	vec_clear(&all);
	return copy;
}

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines in one order: cut to a span, stints may come in another. */
static const char *
sorted(const char *text)
{
	char *copy = arena_text(&c.arena, text), *lines[2000], *at = copy;
	struct str out = STR_INIT;
	size_t n = 0;

	while (*at && n < ARRAY_LEN(lines)) {
		lines[n++] = at;
		at = strchr(at, '\n');
		*at++ = '\0';
	}
	qsort(lines, n, sizeof(lines[0]), compare_lines);
	for (size_t i = 0; i < n; i++)
		str_add_f(&out, "%s\n", lines[i]);
	copy = arena_text(&c.arena, out.ptr);
	str_clear(&out);
	return copy;
}

/* Undone in the middle: what was stays, what comes is as if it had never been. */
START_TEST(a_takeover_that_ends_early_keeps_the_past_and_gives_back_the_rest)
{
	make(_i);
	for (size_t i = 0; i < c.book.assignments.n; i++) {
		struct assignment *as = c.book.assignments.v[i]->body;
		struct moment end = as->end;
		int64_t middle = as->start.secs + (end.secs - as->start.secs) / 120 * 60;
		const char *past, *rest;

		if (as->source != ASSIGN_TAKEOVER || as->cancelled || middle <= as->start.secs)
			continue;
		past = minutes_told(from, middle);
		as->cancelled = true;
		rest = minutes_told(middle, until);
		as->cancelled = false;
		as->end = moment_at(middle);
		ck_assert_str_eq(sorted(minutes_told(from, middle)), sorted(past));
		ck_assert_str_eq(sorted(minutes_told(middle, until)), sorted(rest));
		as->end = end;
	}
}
END_TEST

/* What arrived in another order (from another device) is the same roster. */
START_TEST(the_order_of_arrival_plays_no_part)
{
	struct things *lists[] = {&c.book.posts,       &c.book.people, &c.book.patterns,
				  &c.book.assignments, &c.book.swaps,  &c.book.leaves,
				  &c.book.modes,       &c.book.covers, &c.book.seasons};
	struct stints before = {0}, after = {0};
	struct gaps g = {0}, h = {0};

	make(_i);
	duty_resolve(&c.book, from, until, &before);
	duty_gaps(&c.book, from, until, &g);
	for (size_t k = 0; k < ARRAY_LEN(lists); k++)
		for (size_t i = lists[k]->n; i > 1; i--) {
			size_t other = (size_t)chance(&c, (int64_t)i);
			struct thing *t = lists[k]->v[other];

			lists[k]->v[other] = lists[k]->v[i - 1];
			lists[k]->v[i - 1] = t;
		}
	duty_resolve(&c.book, from, until, &after);
	duty_gaps(&c.book, from, until, &h);
	check_equal(&before, &after);
	ck_assert_uint_eq(g.n, h.n);
	vec_clear(&before);
	vec_clear(&after);
	vec_clear(&g);
	vec_clear(&h);
}
END_TEST

/* Each kind of month once; ROUNDS=200 in the environment looks for longer. */
int
main(void)
{
	Suite *s = suite_create("duty oracle");
	TCase *t = tcase_create("duty oracle");
	const char *more = getenv("ROUNDS");
	int rounds = more ? (int)strtol(more, NULL, 10) : ROUNDS;

	tcase_set_timeout(t, 300);
	tcase_add_checked_fixture(t, NULL, end);
	tcase_add_loop_test(t, every_minute_has_one_answer_and_it_is_the_rules, 0, rounds);
	tcase_add_loop_test(t, the_answer_does_not_depend_on_the_window, 0, rounds);
	tcase_add_loop_test(t, who_is_there_now_is_in_the_order_of_posts, 0, rounds);
	tcase_add_loop_test(t, nobody_is_in_two_places_but_where_one_may_double, 0, rounds);
	tcase_add_loop_test(t, every_gap_is_listed_and_nothing_else, 0, rounds);
	tcase_add_loop_test(t, the_strength_of_a_group_is_counted_right, 0, rounds);
	tcase_add_loop_test(t, the_checker_says_what_is_wrong_to_the_minute, 0, rounds);
	tcase_add_loop_test(t, an_undone_swap_never_was, 0, rounds);
	tcase_add_loop_test(t, a_takeover_that_ends_early_keeps_the_past_and_gives_back_the_rest, 0,
			    rounds);
	tcase_add_loop_test(t, the_order_of_arrival_plays_no_part, 0, rounds);
	suite_add_tcase(s, t);
	return run_suite(s);
}
