/* The handover: its cut, its signatures, its items, its print. */
#include "core/handover.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/handover_draft.h"
#include "core/handover_print.h"
#include "core/text.h"
#include "core/vec.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static struct records recs;
static int made;

static char *
T(const char *text)
{
	return arena_text(&a, text);
}

static void
begin(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	made = 0;
	recs = (struct records){0};
}

static void
end(void)
{
	vec_clear(&recs);
	arena_free(&a);
}

static int64_t
clock_at(int hour, int minute)
{
	return civil_secs(2026, 1, 18, hour, minute);
}

static struct record *
record(const struct kind *k, const char *of, int64_t secs)
{
	struct record *r = record_new(&a, k);

	r->id = arena_text_f(&a, "sm1-%d", ++made);
	r->by = "sm1";
	r->of = of;
	r->at = moment_at(secs);
	r->ts = secs * 1000 + made;
	vec_push(&recs, r);
	return r;
}

/* ---- the cut ---- */

START_TEST(a_cut_reads_what_it_writes)
{
	struct cut c;
	struct str s = STR_INIT;

	ck_ok(cut_read("sm1-128 sm0-12 sm1b-3", &c, &e), &e);
	ck_assert_uint_eq(c.n, 3);
	ck_assert_int_eq(cut_number(&c, "sm0"), 12);
	ck_assert_int_eq(cut_number(&c, "sm2"), 0);
	cut_text(&c, &s);
	ck_assert_str_eq(s.ptr, "sm1-128 sm0-12 sm1b-3");
	str_clear(&s);
	ck_ok(cut_read(NULL, &c, &e), &e);
	ck_assert_uint_eq(c.n, 0);
}
END_TEST

static const char *const bad_cuts[] = {
    " sm1-1", "sm1-1 ", "sm1-1  sm0-2", "sm1", "sm1-1 sm1-2", "sm1-1,sm0-2", "x",
};

START_TEST(a_broken_cut_is_refused)
{
	struct cut c;

	ck_assert_int_eq(cut_read(bad_cuts[_i], &c, &e), RC_INVALID);
}
END_TEST

START_TEST(a_cut_covers_up_to_its_number_of_its_writers_only)
{
	struct cut c;

	ck_ok(cut_read("sm1-128 sm0-12", &c, &e), &e);
	ck_assert(cut_covers(&c, "sm1-128"));
	ck_assert(!cut_covers(&c, "sm1-129"));
	ck_assert(cut_covers(&c, "sm0-1"));
	ck_assert(!cut_covers(&c, "sm1b-1"));
	ck_assert(!cut_covers(&c, "nonsense"));
}
END_TEST

/* Three writers write in any order, their records arrive here late or never; handovers of two
 * groups cut whenever they like. Each entry belongs to exactly one handover of each group: the
 * first that was sealed after it had arrived. */
enum { WRITERS = 3, GROUPS = 2, STEPS = 400, CUTS = 64 };

struct arrival {
	char id[ID_TEXT];
	size_t seals[GROUPS]; /* of each group, at its arrival */
};

START_TEST(each_entry_is_in_exactly_one_handover_per_group)
{
	static const char *const writers[WRITERS] = {"sm1", "sm0", "sm1b"};
	static struct arrival arrivals[STEPS];
	static struct cut cuts[GROUPS][CUTS];
	size_t ncuts[GROUPS] = {0}, n = 0;
	int64_t here[WRITERS] = {0}, there[WRITERS] = {0};

	srand((unsigned)_i + 1);
	for (int step = 0; step < STEPS; step++) {
		int w = rand() % WRITERS, g = rand() % GROUPS;

		there[w] += rand() % 3; /* written somewhere */
		if (rand() % 10 == 0 && ncuts[g] < CUTS) {
			struct cut c = {0};

			for (int k = 0; k < WRITERS; k++)
				cut_add(&c, writers[k], here[k]);
			cuts[g][ncuts[g]++] = c;
		} else if (here[w] < there[w]) { /* arrives, in the writer's own order */
			struct arrival *x = &arrivals[n++];

			snprintf(x->id, sizeof(x->id), "%s-%d", writers[w], (int)++here[w]);
			memcpy(x->seals, ncuts, sizeof(x->seals));
		}
	}
	for (size_t i = 0; i < n; i++)
		for (int g = 0; g < GROUPS; g++) {
			size_t in = 0, place = handover_of(cuts[g], ncuts[g], arrivals[i].id);

			ck_assert_uint_eq(place, arrivals[i].seals[g]);
			for (size_t k = 0; k < ncuts[g]; k++)
				in += cut_covers(&cuts[g][k], arrivals[i].id) &&
				      (k == 0 || !cut_covers(&cuts[g][k - 1], arrivals[i].id));
			ck_assert_uint_eq(in, place < ncuts[g]);
		}
}
END_TEST

START_TEST(a_seal_is_said_in_two_groups_of_four)
{
	char text[16];

	seal_short("7f3a91c2deadbeef", text);
	ck_assert_str_eq(text, "7F3A-91C2");
}
END_TEST

/* ---- the state ---- */

static struct record *
start(void)
{
	struct record *r = record(&kind_handover, NULL, clock_at(7, 40));
	struct handover *h = r->body;

	h->group = GROUP_WATCH;
	h->start = moment_at(clock_at(8, 0) - DAY_SECONDS);
	h->end = moment_at(clock_at(8, 0));
	h->outgoing = T("sm1-901");
	h->incoming = T("sm1-902");
	h->in_leader = T("sm1-904");
	record_has(r, "group");
	record_has(r, "start");
	record_has(r, "end");
	record_has(r, "outgoing");
	record_has(r, "incoming");
	record_has(r, "in_leader");
	return r;
}

static struct record *
sign(const char *of, int side, const char *person, int64_t at, const char *cut)
{
	struct record *r = record(&kind_handover_sign, of, at);
	struct handover_sign *s = r->body;

	s->side = side;
	s->person = T(person);
	s->cut = T(cut);
	if (cut) {
		s->seal = T("7f3a91c2000000000000000000000000"
			    "00000000000000000000000000000000");
		s->number = T("石门交〔2026〕18号");
	}
	return r;
}

static struct handover_state
state(const char *id)
{
	struct handover_state s;

	ck_ok(handover_read(&a, &recs, id, &s, &e), &e);
	return s;
}

START_TEST(duty_passes_at_the_signature_that_carries_the_cut)
{
	const char *id = start()->id;
	struct handover_state s;

	sign(id, SIDE_OUT, "sm1-901", clock_at(8, 5), NULL);
	s = state(id);
	ck_assert_ptr_nonnull(s.out);
	ck_assert_ptr_null(s.seal);
	handover_clear(&s);
	sign(id, SIDE_IN, "sm1-902", clock_at(8, 6), "sm1-2");
	s = state(id);
	ck_assert_ptr_eq(s.seal, s.in);
	ck_assert(cut_covers(&s.cut, "sm1-2"));
	ck_assert(!cut_covers(&s.cut, s.seal->id));
	handover_clear(&s);
}
END_TEST

START_TEST(a_leader_has_two_hours)
{
	const char *id = start()->id;
	struct handover_state s;

	sign(id, SIDE_OUT, "sm1-901", clock_at(8, 5), NULL);
	sign(id, SIDE_IN, "sm1-902", clock_at(8, 6), "sm1-2");
	s = state(id);
	ck_assert_uint_eq(handover_flags(&s, 0, clock_at(10, 6)), 0);
	ck_assert_uint_eq(handover_flags(&s, 0, clock_at(10, 7)), HANDOVER_LEADER_MISSING);
	handover_clear(&s);
	sign(id, SIDE_LEADER, "sm1-904", clock_at(10, 7), NULL);
	s = state(id);
	ck_assert_uint_eq(handover_flags(&s, 2, clock_at(12, 0)),
			  HANDOVER_LEADER_LATE | HANDOVER_UNREAD);
	handover_clear(&s);
}
END_TEST

START_TEST(another_hand_is_told)
{
	const char *id = start()->id;
	struct handover_state s;

	sign(id, SIDE_OUT, "sm1-905", clock_at(8, 5), NULL);
	s = state(id);
	ck_assert_uint_eq(handover_flags(&s, 0, clock_at(8, 6)), HANDOVER_OTHER_HAND);
	handover_clear(&s);
}
END_TEST

START_TEST(a_return_stands_until_it_is_answered)
{
	const char *id = start()->id;
	struct handover_state s;
	struct review *v = record(&kind_review, id, clock_at(9, 0))->body;

	v->verdict = REVIEW_RETURN;
	v->text = T("补填天气");
	s = state(id);
	ck_assert_uint_eq(handover_flags(&s, 0, clock_at(9, 1)), HANDOVER_RETURNED);
	handover_clear(&s);
	v = record(&kind_review, id, clock_at(9, 30))->body;
	v->reply = T("已补");
	s = state(id);
	ck_assert_uint_eq(handover_flags(&s, 0, clock_at(9, 31)), 0);
	ck_assert_int_eq(((struct review *)handover_verdict(&s)->body)->verdict, REVIEW_RETURN);
	handover_clear(&s);
}
END_TEST

START_TEST(arrival_order_does_not_matter)
{
	const char *id = start()->id;
	struct handover_state x, y;

	sign(id, SIDE_OUT, "sm1-901", clock_at(8, 5), NULL);
	sign(id, SIDE_IN, "sm1-902", clock_at(8, 6), "sm1-2");
	sign(id, SIDE_LEADER, "sm1-904", clock_at(8, 7), NULL);
	x = state(id);
	for (size_t i = 0; i < recs.n / 2; i++) {
		struct record *r = recs.v[i];

		recs.v[i] = recs.v[recs.n - 1 - i];
		recs.v[recs.n - 1 - i] = r;
	}
	y = state(id);
	ck_assert_str_eq(x.seal->id, y.seal->id);
	ck_assert_str_eq(x.leader->id, y.leader->id);
	handover_clear(&x);
	handover_clear(&y);
}
END_TEST

/* ---- draft and items ---- */

static struct thing *
thing(const struct kind *k, int64_t at)
{
	struct thing *t = ARENA_NEW(&a, struct thing);

	t->kind = k;
	t->first = t->last = record(k, NULL, at);
	t->id = t->first->id;
	t->body = t->first->body;
	return t;
}

static struct cut
cut_to(const char *writer, int64_t number)
{
	struct cut c = {0};

	cut_add(&c, writer, number);
	return c;
}

START_TEST(the_draft_tells_orders_then_matters_with_their_progress)
{
	struct thing *m = thing(&kind_matter, clock_at(1, 0)),
		     *o = thing(&kind_order, clock_at(6, 50));
	struct records lines = {0}, none = {0};
	struct handover_matter matters[] = {{m, &lines}, {o, &none}};
	struct cut before = {0}, early = cut_to("sm1", 1), late = cut_to("sm1", 1);
	const struct cut *seals[] = {&before, &early, &late};
	struct handover_input in = {.now = clock_at(7, 50),
				    .group = GROUP_WATCH,
				    .matters = matters,
				    .nmatters = 2,
				    .seals = seals,
				    .nseals = 3};
	struct handover_items items = {0};
	char **to = arena_alloc(&a, 4 * sizeof(*to));
	struct record *relay = record(&kind_relay, m->id, clock_at(2, 0));

	to[0] = T("石门村");
	to[1] = T("河湾村");
	to[2] = T("上河滩村");
	*(struct matter *)m->body =
	    (struct matter){.text = T("会议通知转达各村"), .from = T("县应急局"), .to = to};
	*(struct order *)o->body = (struct order){
	    .text = T("看守火场"), .from = T("甲"), .due = moment_at(clock_at(11, 0))};
	*(struct relay *)relay->body = (struct relay){.to = T("河湾村"), .answered = T("丙")};
	vec_push(&lines, relay);
	handover_draft(&a, &in, &items);
	ck_assert_uint_eq(items.n, 2);
	ck_assert_str_eq(items.v[0].what, "看守火场");
	ck_assert(items.v[0].grave);
	ck_assert_str_eq(items.v[0].next, "11:00");
	ck_assert_int_eq(items.v[0].age, 0);
	ck_assert_str_eq(items.v[1].state, "已应答1，余2：石门村、上河滩村");
	ck_assert_str_eq(items.v[1].from, "县应急局 1:00");
	ck_assert_int_eq(items.v[1].age, 2);
	ck_assert_uint_eq(handover_unread(&items), 2);
	vec_clear(&items);
	vec_clear(&lines);
}
END_TEST

/* The thing's one record gets that id. */
static const char *
as_record(struct thing *t, const char *id)
{
	struct record *r = record(t->kind, NULL, t->first->at.secs);

	r->id = T(id);
	r->body = t->body;
	t->first = t->last = r;
	return r->id;
}

/* A swap of another device that arrived after the seal was told by nobody; one in the second of the
 * seal was told. */
START_TEST(a_change_of_the_roster_is_told_by_exactly_one_handover)
{
	struct thing *late = thing(&kind_swap, clock_at(1, 0)),
		     *told = thing(&kind_swap, clock_at(2, 0));
	struct duty_book book = {0};
	struct cut cut = cut_to("sm1", 20);
	const struct cut *seals[] = {&cut};
	struct handover_input in = {.now = clock_at(7, 50),
				    .since = clock_at(2, 0),
				    .duty = &book,
				    .seals = seals,
				    .nseals = 1};
	struct handover_items items = {0};
	size_t n = 0;

	late->id = as_record(late, "sm2-5");
	told->id = as_record(told, "sm1-20");
	*(struct swap *)late->body = (struct swap){.person = T("甲"),
						   .with = T("乙"),
						   .start = moment_at(clock_at(20, 0)),
						   .state = SWAP_APPROVED};
	*(struct swap *)told->body = *(struct swap *)late->body;
	vec_push(&book.swaps, late);
	vec_push(&book.swaps, told);
	handover_draft(&a, &in, &items);
	for (size_t i = 0; i < items.n; i++)
		if (items.v[i].section == SECTION_ROSTER) {
			ck_assert_str_eq(items.v[i].id, "sm2-5");
			n++;
		}
	ck_assert_uint_eq(n, 1);
	vec_clear(&items);
	vec_clear(&book.swaps);
}
END_TEST

START_TEST(a_warning_that_ended_is_not_in_force)
{
	struct thing *t = thing(&kind_warning, clock_at(1, 0));
	struct warning *w = t->body;
	struct things ts = {0};
	struct handover_input in = {.now = clock_at(7, 50), .warnings = &ts};
	struct handover_items items = {0};

	*w = (struct warning){.kind = T("暴雨"), .colour = 2, .issuer = T("县气象台")};
	w->until = moment_at(clock_at(7, 50));
	vec_push(&ts, t);
	handover_draft(&a, &in, &items);
	ck_assert_uint_eq(items.n, 0);
	w->until = moment_at(clock_at(20, 0));
	handover_draft(&a, &in, &items);
	ck_assert_uint_eq(items.n, 1);
	ck_assert_str_eq(items.v[0].what, "暴雨橙色");
	ck_assert_str_eq(items.v[0].next, "至20:00");
	vec_clear(&items);
	vec_clear(&ts);
}
END_TEST

static void
some_items(struct handover_items *items, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		vec_push(items, ((struct handover_item){
				    .section = (enum handover_section)(i % HANDOVER_SECTIONS),
				    .id = arena_text_f(&a, "sm1-%zu", i),
				    .what = text,
				    .state = text,
				    .from = "",
				    .next = "11:00",
				    .grave = i % 2,
				    .ticked = i % 3 == 0,
				    .news = i % 5 == 1,
				    .again = i % 5 == 2,
				    .after = i % 7 == 3,
				    .age = (int)i}));
}

/* What may be confirmed together, and what never. */
START_TEST(only_plain_items_are_confirmed_together)
{
	const int64_t now = clock_at(7, 50);
	const struct {
		struct handover_item item;
		enum handover_together together;
	} table[] = {
	    {{.section = SECTION_MATTERS, .due = NEVER}, TOGETHER_PLAIN},
	    {{.section = SECTION_MATTERS, .due = now}, TOGETHER_PLAIN},
	    {{.section = SECTION_MATTERS, .due = now - 60}, TOGETHER_NOT},
	    {{.section = SECTION_MATTERS, .due = NEVER, .news = true}, TOGETHER_NOT},
	    {{.section = SECTION_MATTERS, .due = NEVER, .again = true}, TOGETHER_NOT},
	    {{.section = SECTION_MATTERS, .due = NEVER, .after = true}, TOGETHER_NOT},
	    {{.section = SECTION_MATTERS, .due = NEVER, .ticked = true}, TOGETHER_NOT},
	    {{.section = SECTION_MATTERS, .due = NEVER, .grave = true}, TOGETHER_SPOKEN},
	    {{.section = SECTION_MATTERS, .due = NEVER, .grave = true, .ticked = true},
	     TOGETHER_SPOKEN},
	    {{.section = SECTION_MATTERS,
	      .due = NEVER,
	      .grave = true,
	      .ticked = true,
	      .read_back = true},
	     TOGETHER_NOT},
	    {{.section = SECTION_INCIDENTS, .due = NEVER, .grave = true}, TOGETHER_NOT},
	    {{.section = SECTION_INCIDENTS, .due = NEVER}, TOGETHER_NOT},
	    {{.section = SECTION_EQUIPMENT, .due = NEVER}, TOGETHER_PLAIN},
	    {{.section = SECTION_WARNINGS, .due = now + 60}, TOGETHER_PLAIN},
	    {{.section = SECTION_OUT, .due = now - 60}, TOGETHER_NOT},
	    {{.section = SECTION_STRENGTH, .due = NEVER}, TOGETHER_NOT},
	    {{.section = SECTION_STAY, .due = NEVER}, TOGETHER_NOT},
	    {{.section = SECTION_ROSTER, .due = NEVER}, TOGETHER_NOT},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		ck_assert_msg(handover_together(&table[i].item, now) == table[i].together,
			      "row %zu", i);
}
END_TEST

START_TEST(frozen_items_read_as_they_were)
{
	struct handover_items items = {0}, again = {0};
	struct str s = STR_INIT, twice = STR_INIT;

	some_items(&items, 20, "看守火场，\n防止复燃");
	handover_items_write(&items, &s);
	handover_items_read(&a, s.ptr, &again);
	ck_assert_uint_eq(again.n, 20);
	ck_assert_str_eq(again.v[3].what, "看守火场， 防止复燃");
	ck_assert_int_eq(again.v[7].age, 7);
	ck_assert(again.v[9].ticked && !again.v[10].ticked);
	for (size_t i = 0; i < 20; i++)
		ck_assert(again.v[i].news == (i % 5 == 1) && again.v[i].again == (i % 5 == 2) &&
			  again.v[i].after == (i % 7 == 3));
	handover_items_write(&again, &twice);
	ck_assert_str_eq(s.ptr, twice.ptr);
	ck_assert(text_is_clean(s.ptr, s.len, true));
	str_clear(&s);
	str_clear(&twice);
	vec_clear(&items);
	vec_clear(&again);
}
END_TEST

START_TEST(however_many_items_fit_into_a_record)
{
	struct handover_items items = {0};
	struct str s = STR_INIT, text = STR_INIT;

	for (int i = 0; i < 300; i++)
		str_add(&text, "长");
	some_items(&items, 300, text.ptr);
	handover_items_write(&items, &s);
	ck_assert_uint_le(text_length(s.ptr), 15000);
	ck_assert(text_is_clean(s.ptr, s.len, true));
	str_clear(&s);
	str_clear(&text);
	vec_clear(&items);
}
END_TEST

START_TEST(hostile_frozen_items_do_no_harm)
{
	static const char *const texts[] = {"w x",
					    "= \nw",
					    "m 99999999999999999999",
					    "= incident",
					    "= incidents x\nw y",
					    "= piece 对讲机\nm x\n\n\n= "};
	struct handover_items items = {0};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		handover_items_read(&a, texts[i], &items);
	ck_assert_uint_eq(items.n, 2);
	vec_clear(&items);
}
END_TEST

/* ---- print ---- */

static int widest;

static void
measure(void *ctx, const char *bytes, size_t n)
{
	int w = text_width_n(bytes, n);

	(void)ctx;
	if (w > widest)
		widest = w;
}

START_TEST(the_print_is_97_columns_at_most)
{
	const char *id = start()->id;
	struct handover_state s;
	struct handover_items items = {0};
	static const struct duty_book duty;
	struct station station = {.head = T("云岭县石门镇")};
	struct handover_print p = {
	    .state = &s, .items = &items, .station = &station, .duty = &duty, .late = 1};
	struct str out = STR_INIT;

	sign(id, SIDE_OUT, "sm1-901", clock_at(8, 5), NULL);
	sign(id, SIDE_IN, "sm1-902", clock_at(8, 6), "sm1-198 sm0-3");
	s = state(id);
	ck_ok(cut_read("sm1-140 sm0-3", &p.before, &e), &e);
	some_items(&items, 14,
		   "石门村沿街自建房火灾（sm1-97，一般），明火已灭，处置6:50结束，现场看守4人");
	handover_print(&p, false, &out);
	widest = 0;
	text_wrap(out.ptr, 1000, measure, NULL);
	ck_assert_int_le(widest, 97);
	ck_assert_ptr_nonnull(strstr(out.ptr, "云岭县石门镇应急消防联合值守交接班记录\n"));
	ck_assert_ptr_nonnull(
	    strstr(out.ptr, "交班班次：2026年1月17日（周六）8:00—1月18日（周日）8:00       "
			    "编号：石门交〔2026〕18号\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "本班记录：第141—198条\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "校验码 7F3A-91C2。封后补记：1条。"));
	str_cut(&out, 0);
	handover_print(&p, true, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "<h1>云岭县石门镇"));
	str_clear(&out);
	vec_clear(&items);
	handover_clear(&s);
}
END_TEST

START_TEST(nothing_happened_is_a_legal_entry)
{
	const char *id = start()->id;
	struct handover_state s = state(id);
	struct handover_items items = {0};
	static const struct duty_book duty;
	struct handover_print p = {.state = &s, .items = &items, .duty = &duty};
	struct str out = STR_INIT;

	handover_print(&p, false, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "一、未办结突发事件：无\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "当班无事（零记录）。"));
	str_clear(&out);
	handover_clear(&s);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("handover");
	TCase *t = tcase_create("handover");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_cut_reads_what_it_writes);
	tcase_add_loop_test(t, a_broken_cut_is_refused, 0, (int)ARRAY_LEN(bad_cuts));
	tcase_add_test(t, a_cut_covers_up_to_its_number_of_its_writers_only);
	tcase_add_loop_test(t, each_entry_is_in_exactly_one_handover_per_group, 0, 50);
	tcase_add_test(t, a_seal_is_said_in_two_groups_of_four);
	tcase_add_test(t, duty_passes_at_the_signature_that_carries_the_cut);
	tcase_add_test(t, a_leader_has_two_hours);
	tcase_add_test(t, another_hand_is_told);
	tcase_add_test(t, a_return_stands_until_it_is_answered);
	tcase_add_test(t, arrival_order_does_not_matter);
	tcase_add_test(t, the_draft_tells_orders_then_matters_with_their_progress);
	tcase_add_test(t, a_change_of_the_roster_is_told_by_exactly_one_handover);
	tcase_add_test(t, a_warning_that_ended_is_not_in_force);
	tcase_add_test(t, only_plain_items_are_confirmed_together);
	tcase_add_test(t, frozen_items_read_as_they_were);
	tcase_add_test(t, however_many_items_fit_into_a_record);
	tcase_add_test(t, hostile_frozen_items_do_no_harm);
	tcase_add_test(t, the_print_is_97_columns_at_most);
	tcase_add_test(t, nothing_happened_is_a_legal_entry);
	suite_add_tcase(s, t);
	return run_suite(s);
}
