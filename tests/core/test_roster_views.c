/*
 * One roster, many views: who stands at a moment, the strip, the gaps, the sheet's rows, the
 * calendar for telephones and the load must say the same, whatever made the roster.
 */
#include "core/duty_check.h"
#include "core/duty_load.h"
#include "core/roster_text.h"
#include "core/sheet.h"
#include "core/strip.h"
#include "tests/core/roster_kit.h"

enum { DAYS = 31, MOMENTS = 150 };

/* The first day of the month in hand: 1 March, or 17 December and over the year's end. */
static int base;

static const char *const names[] = {"jia", "yi", "bing", "ding"};
static const char *const places[] = {"main", "deputy", "crew"};

static const char *
any_name(void)
{
	return names[rand() % (int)ARRAY_LEN(names)];
}

static const char *
any_place(void)
{
	return places[rand() % (int)ARRAY_LEN(places)];
}

static int64_t
any_hour(int days)
{
	return at(base + rand() % days, rand() % 24, 0);
}

/* ---- a month that anything may have made ---- */

static void
random_patterns(void)
{
	static const char *const turns[] = {"jia yi bing", "jia+yi - bing", "ding jia yi bing",
					    "jia yi", "bing+ding jia"};
	static const struct {
		int hours, every, times;
	} shapes[] = {{24, 0, 1}, {48, 0, 1}, {12, 24, 1}, {14, 24, 7}, {168, 0, 1}, {24, 0, 2}};

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		int shape = rand() % (int)ARRAY_LEN(shapes);
		struct pattern *p;

		if (rand() % 3 == 0)
			continue;
		p = NEW(patterns, pattern, NULL, .name = T("p"), .post = T(places[i]),
			.first = day_of(at(base, 0, 0)), .crews = crews(turns[rand() % 5]))
			->body;
		p->hours = (struct count){shapes[shape].hours, true};
		p->every = (struct count){shapes[shape].every, shapes[shape].every > 0};
		p->times = (struct count){shapes[shape].times, true};
		p->days = rand() % 3;
		p->from = (struct clock){(8 + rand() % 12) * 60, true};
		p->last = rand() % 2 ? day_of(at(base + 19, 0, 0)) : 0;
	}
}

static void
random_changes(void)
{
	for (int i = 0; i < 25; i++) {
		int64_t from = any_hour(DAYS - 3), until = from + (1 + rand() % 30) * 3600;
		struct assignment *a;

		switch (rand() % 6) {
		case 0:
			NEW(swaps, swap, NULL, .person = T(any_name()), .post = T(any_place()),
			    .start = moment_at(from), .end = moment_at(until),
			    .with = T(any_name()), .state = SWAP_APPROVED);
			break;
		case 1:
			a = plan(any_name(), any_place(), from, until)->body;
			a->source = ASSIGN_TAKEOVER;
			a->instead = rand() % 3 ? T(any_name()) : NULL;
			a->besides = !a->instead && rand() % 2;
			break;
		case 2:
			NEW(leaves, leave, NULL, .person = T(any_name()), .start = moment_at(from),
			    .end = moment_at(until), .state = LEAVE_APPROVED);
			break;
		case 3:
			NEW(covers, cover, NULL, .unit = T("neighbour"), .post = T(any_place()),
			    .start = moment_at(from), .end = moment_at(until), .people = {1, true});
			break;
		default:
			plan(any_name(), any_place(), from, until);
		}
	}
}

static void
random_month(void)
{
	struct post *crew = post("crew", 3, 1 + rand() % 3);
	bool winter = rand() % 2;
	struct post *main_post = book.posts.v[0]->body, *deputy = book.posts.v[1]->body;

	base = winter ? 292 : 1;
	crew->group = GROUP_FIRE;
	crew->readiness = READY_STANDBY;
	crew->raised = (struct count){3, true};
	main_post->all = (struct count){2, true};
	deputy->covers = 1 + rand() % 4;
	deputy->also = rand() % 2 ? T("main") : NULL;
	decree("[year 2026]\nsource = a\n[holiday x]\noff = 2026-03-11..2026-03-12\nstatutory = "
	       "2026-03-11\nwork = 2026-03-15\n[year 2027]\nsource = b\n[holiday y]\noff = "
	       "2027-01-01..2027-01-03\nstatutory = 2027-01-01\nwork = 2027-01-10\n");
	NEW(seasons, season, NULL, .name = T("s"), .from = T(winter ? "12-25" : "03-10"),
	    .to = T(winter ? "01-05" : "03-19"), .level = MODE_RAISED);
	NEW(modes, mode, NULL, .level = MODE_ALL, .start = moment_at(any_hour(DAYS)),
	    .end = moment_at(at(base + 32, 8, 0)));
	random_patterns();
	random_changes();
}

/* ---- "post=person" of a moment, by each view ---- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct said {
	const char *v[40];
	size_t n;
};

static void
say(struct said *s, const char *where, const char *who)
{
	ck_assert_uint_lt(s->n, ARRAY_LEN(s->v));
	s->v[s->n++] = arena_text_f(&arena, "%s=%s", where, who);
}

static const char *
told(struct said *s)
{
	struct str out = STR_INIT;
	const char *text;

	if (s->n)
		qsort(s->v, s->n, sizeof(*s->v), by_text);
	for (size_t i = 0; i < s->n; i++)
		str_add_f(&out, "%s ", s->v[i]);
	text = T(out.ptr);
	str_clear(&out);
	return text;
}

static const char *
by_who(int64_t t)
{
	struct stints all = {0};
	struct said s = {0};

	duty_at(&book, t, &all);
	for (size_t i = 0; i < all.n; i++)
		say(&s, all.v[i].post, all.v[i].person);
	vec_clear(&all);
	return told(&s);
}

/* The strip of the watch that t lies in. */
static const char *
by_strip(int64_t t, struct said *gaps)
{
	int64_t begin = day_secs(day_of(t - 8 * 3600)) + 8 * 3600;
	struct strip strip;
	struct said s = {0};

	strip_read(&book, begin, begin + DAY_SECONDS, &strip);
	for (size_t i = 0; i < strip.lanes.n; i++) {
		const struct strip_part *p = strip_part_at(&strip.lanes.v[i], t);

		if (p && p->what == STRIP_STANDS)
			say(&s, strip.lanes.v[i].post, p->person);
		if (p && p->what == STRIP_GAP)
			say(gaps, strip.lanes.v[i].post,
			    arena_text_f(&arena, "%d/%d", (int)p->have, (int)p->need));
	}
	strip_clear(&strip);
	return told(&s);
}

static const char *
by_gaps(const struct gaps *g, int64_t t)
{
	struct said s = {0};

	for (size_t i = 0; i < g->n; i++)
		if (g->v[i].from <= t && t < g->v[i].until)
			say(&s, g->v[i].post,
			    arena_text_f(&arena, "%d/%d", (int)g->v[i].have, (int)g->v[i].need));
	return told(&s);
}

struct row {
	const char *post, *person;
	int64_t from, until;
};

struct rows {
	VEC(struct row) list;
};

static void
take_row(void *ctx, const char *const cells[4])
{
	struct rows *rows = ctx;
	struct shift_span span;
	struct err e;
	int day;

	ck_ok(roster_day_read(cells[0], 0, &day, &e), &e);
	ck_assert(roster_span_read(cells[1], &span));
	vec_push(&rows->list, ((struct row){T(cells[2]), T(cells[3]), roster_span_start(day, span),
					    roster_span_end(day, span)}));
}

static const char *
by_rows(const struct rows *rows, int64_t t)
{
	struct said s = {0};

	for (size_t i = 0; i < rows->list.n; i++)
		if (rows->list.v[i].from <= t && t < rows->list.v[i].until)
			say(&s, rows->list.v[i].post, rows->list.v[i].person);
	return told(&s);
}

static int64_t
ics_time(const char *event, const char *key)
{
	const char *text = strstr(event, key);
	int y, mo, d, h, mi;

	ck_assert_ptr_nonnull(text);
	text = strchr(text, ':') + 1;
	ck_assert_int_eq(sscanf(text, "%4d%2d%2dT%2d%2d", &y, &mo, &d, &h, &mi), 5);
	return civil_secs(y, mo, d, h, mi);
}

static void
take_events(const char *ics, struct rows *out)
{
	for (const char *event = ics; (event = strstr(event, "BEGIN:VEVENT")); event++) {
		char where[40], who[40];

		ck_assert_int_eq(sscanf(strstr(event, "SUMMARY:"), "SUMMARY:%39s %39s", where, who),
				 2);
		vec_push(&out->list, ((struct row){T(where), T(who), ics_time(event, "DTSTART"),
						   ics_time(event, "DTEND")}));
	}
}

START_TEST(random_months_look_the_same_in_every_view)
{
	struct sheet sheet = {.book = &book};
	struct str ics = STR_INIT;
	struct rows rows = {0}, events = {0};
	struct gaps gaps = {0};

	srand((unsigned)_i + 1);
	random_month();
	sheet.from = day_of(at(base - 9, 0, 0));
	sheet.until = day_of(at(base + 40, 0, 0));
	sheet_rows(&sheet, take_row, &rows);
	sheet_ics(&sheet, NULL, 0, &ics);
	take_events(ics.ptr, &events);
	duty_gaps(&book, at(base, 0, 0), at(base + DAYS, 0, 0), &gaps);
	for (int i = 0; i < MOMENTS; i++) {
		int64_t t = at(base + rand() % DAYS, rand() % 24, rand() % 2 * 59);
		struct said missing = {0};
		const char *who = by_who(t);

		ck_assert_str_eq(by_strip(t, &missing), who);
		ck_assert_str_eq(told(&missing), by_gaps(&gaps, t));
		ck_assert_str_eq(by_rows(&rows, t), who);
		ck_assert_str_eq(by_rows(&events, t), who);
	}
	vec_clear(&rows.list);
	vec_clear(&events.list);
	vec_clear(&gaps);
	str_clear(&ics);
}
END_TEST

/* Minutes of [from, from + DAYS) in which a person stands by the rows; two posts at once, where one
 * may double as the other, are one duty. */
static int64_t
minutes_of(const struct rows *rows, const char *person, int64_t from)
{
	static bool stands[DAYS * 24 * 60];
	int64_t n = 0;

	memset(stands, 0, sizeof(stands));
	for (size_t k = 0; k < rows->list.n; k++) {
		const struct row *r = &rows->list.v[k];

		for (int64_t t = r->from; !strcmp(r->person, person) && t < r->until; t += 60)
			if (t >= from && t < from + DAYS * DAY_SECONDS)
				stands[(t - from) / 60] = true;
	}
	for (size_t m = 0; m < ARRAY_LEN(stands); m++)
		n += stands[m];
	return n;
}

START_TEST(random_months_weigh_what_the_sheet_shows)
{
	struct sheet sheet = {.book = &book};
	struct duty_limits limits;
	struct duty_loads loads = {0};
	struct rows rows = {0};
	int64_t from;

	srand((unsigned)_i + 1);
	random_month();
	from = at(base, 0, 0);
	sheet.from = day_of(at(base - 9, 0, 0));
	sheet.until = day_of(at(base + 40, 0, 0));
	duty_limits_default(&limits);
	sheet_rows(&sheet, take_row, &rows);
	duty_load(&book, &limits, NULL, from, at(base + DAYS, 0, 0), &loads);
	ck_assert_uint_eq(loads.n, 4);
	for (size_t i = 0; i < loads.n; i++)
		ck_assert_int_eq(loads.v[i].minutes, minutes_of(&rows, loads.v[i].person, from));
	vec_clear(&loads);
	vec_clear(&rows.list);
}
END_TEST

/* ---- the strip by itself ---- */

static const char *
lanes(int day)
{
	static const char *const words[] = {"", "=also ", "=by ", "=GAP ", "=office", "=free"};
	struct strip strip;
	struct str out = STR_INIT;
	const char *text;

	strip_read(&book, at(day, 8, 0), at(day + 1, 8, 0), &strip);
	for (size_t i = 0; i < strip.lanes.n; i++) {
		const struct strip_lane *lane = &strip.lanes.v[i];

		str_add_f(&out, "%s%s:", i ? " | " : "", lane->first ? lane->post : "");
		for (size_t k = 0; k < lane->parts.n; k++) {
			const struct strip_part *p = &lane->parts.v[k];
			struct civil a = civil_of(p->from), b = civil_of(p->until);

			str_add_f(&out, " %s%s", words[p->what], p->name ? p->name : "");
			if (p->what == STRIP_GAP)
				str_add_f(&out, "%d/%d", (int)p->have, (int)p->need);
			str_add_f(&out, " %02d:%02d-%02d:%02d", a.hour, a.minute, b.hour, b.minute);
		}
	}
	strip_clear(&strip);
	text = T(out.ptr);
	str_clear(&out);
	return text;
}

START_TEST(a_night_shift_runs_over_midnight_in_one_lane)
{
	plan("jia", "main", at(1, 8, 0), at(1, 20, 0));
	plan("yi", "main", at(1, 20, 0), at(2, 8, 0));
	plan("bing", "deputy", at(1, 8, 0), at(2, 8, 0));
	ck_assert_str_eq(lanes(1),
			 "main: jia 08:00-20:00 yi 20:00-08:00 | deputy: bing 08:00-08:00");
}
END_TEST

START_TEST(a_gap_of_a_quarter_of_an_hour_is_one)
{
	plan("jia", "main", at(1, 8, 0), at(1, 19, 45));
	plan("yi", "main", at(1, 20, 0), at(2, 8, 0));
	plan("bing", "deputy", at(1, 8, 0), at(2, 8, 0));
	ck_assert_str_eq(lanes(1),
			 "main: jia 08:00-19:45 =GAP 0/1 19:45-20:00 yi 20:00-08:00 | deputy: bing "
			 "08:00-08:00");
}
END_TEST

START_TEST(what_a_crew_lacks_has_a_lane_of_its_own)
{
	((struct post *)book.posts.v[0]->body)->min.n = 3;
	((struct post *)book.posts.v[1]->body)->min.n = 0;
	plan("jia", "main", at(1, 8, 0), at(2, 8, 0));
	plan("yi", "main", at(1, 8, 0), at(2, 8, 0));
	plan("bing", "main", at(1, 8, 0), at(1, 12, 0));
	ck_assert_str_eq(lanes(1), "main: bing 08:00-12:00 =GAP 2/3 12:00-08:00 | : jia "
				   "08:00-08:00 | : yi 08:00-08:00 | deputy:");
}
END_TEST

START_TEST(the_offices_hours_and_days_off_are_no_gap)
{
	struct post *desk = book.posts.v[0]->body, *second = book.posts.v[1]->body;

	desk->covers = COVERS_OFFHOURS;
	second->covers = COVERS_RESTDAYS;
	plan("jia", "main", at(2, 18, 0), at(3, 8, 0));
	/* Monday the 2nd */
	ck_assert_str_eq(lanes(2), "main: =office 08:00-18:00 jia 18:00-08:00 | deputy: =free "
				   "08:00-08:00");
	/* Sunday the 1st */
	ck_assert_str_eq(lanes(1), "main: =GAP 0/1 08:00-08:00 | deputy: =GAP 0/1 08:00-08:00");
}
END_TEST

START_TEST(who_doubles_and_who_covers_is_said)
{
	((struct post *)book.posts.v[1]->body)->also = T("main");
	plan("yi", "deputy", at(1, 8, 0), at(2, 8, 0));
	NEW(covers, cover, NULL, .unit = T("liuquan"), .post = T("main"),
	    .start = moment_at(at(2, 8, 0)), .end = moment_at(at(2, 20, 0)));
	ck_assert_str_eq(lanes(1), "main: =also yi 08:00-08:00 | deputy: yi 08:00-08:00");
	ck_assert_str_eq(lanes(2), "main: =by liuquan 08:00-20:00 =GAP 0/1 20:00-08:00 | deputy: "
				   "=GAP 0/1 08:00-08:00");
}
END_TEST

START_TEST(minutes_of_a_gap_are_counted_once)
{
	struct strip strip;

	((struct post *)book.posts.v[0]->body)->min.n = 3;
	plan("jia", "main", at(1, 8, 0), at(1, 9, 30));
	strip_read(&book, at(1, 8, 0), at(2, 8, 0), &strip);
	ck_assert_int_eq(strip_gap_minutes(&strip, "main"), 24 * 60);
	strip_clear(&strip);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("roster views");
	TCase *t = tcase_create("roster views");

	tcase_add_checked_fixture(t, kit_begin, kit_end);
	tcase_add_test(t, a_night_shift_runs_over_midnight_in_one_lane);
	tcase_add_test(t, a_gap_of_a_quarter_of_an_hour_is_one);
	tcase_add_test(t, what_a_crew_lacks_has_a_lane_of_its_own);
	tcase_add_test(t, the_offices_hours_and_days_off_are_no_gap);
	tcase_add_test(t, who_doubles_and_who_covers_is_said);
	tcase_add_test(t, minutes_of_a_gap_are_counted_once);
	tcase_add_loop_test(t, random_months_look_the_same_in_every_view, 0, 120);
	tcase_add_loop_test(t, random_months_weigh_what_the_sheet_shows, 0, 120);
	suite_add_tcase(s, t);
	return run_suite(s);
}
