/* Handovers in a real home: the draft, the signatures, the cut, what arrives later. */
#include "storage/handover.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/attendance.h"
#include "core/line.h"
#include "core/matter.h"
#include "core/vec.h"
#include "storage/case_incident.h"
#include "storage/file.h"
#include "storage/pin.h"
#include "storage/roster_import.h"
#include "tests/helpers.h"

static struct arena a;
static struct err e;
static const char *dir;
static struct book *b;
static int64_t now;
static int64_t from_above; /* records of the superior's hand so far */
static char *out_main, *in_main, *leader;

static void
clock_to(int day, int hour, int minute)
{
	now = civil_secs(2026, 1, day, hour, minute);
	book_set_now(b, now * 1000);
}

static char *
person(const char *name)
{
	struct thing *t;

	ck_ok(book_person(b, &a, name, &t, &e), &e);
	return arena_text(&a, t->id);
}

static void
as(const char *id)
{
	ck_ok(book_set_author(b, id, &e), &e);
}

static void
roster(void)
{
	struct str text = STR_INIT;
	struct roster_import what = {.create = true};
	struct roster_imported done;

	str_add(&text, "日期,带班领导,主班,副班\n");
	for (int day = 17; day < 30; day++)
		str_add_f(&text, "2026-01-%d,%s\n", day, day % 2 ? "甲,乙,丙" : "癸,子,丑");
	what.file = (struct csv_file){"t.csv", text.ptr, text.len};
	ck_ok(roster_import(b, &a, &what, &done, &e), &e);
	str_clear(&text);
}

static void
set_up(void)
{
	static const char rules[] = "[rules]\nname = 示例\n[rule 一般]\nphone = 30\nwritten = 60\n";
	char *home, *file;

	a = (struct arena){0};
	from_above = 0;
	setenv("ZHIBAN_DATA", "templates", 1);
	dir = fresh_dir();
	home = arena_text_f(&a, "%s/home", dir);
	file = arena_text_f(&a, "%s/rules.conf", dir);
	ck_ok(file_write(file, rules, strlen(rules), &e), &e);
	ck_ok(book_create(home,
			  &(struct book_init){.code = "140400101",
					      .name = "云岭县石门镇应急消防站",
					      .device = "sm1",
					      .rules_file = file,
					      .level = LEVEL_TOWNSHIP,
					      .practice = true},
			  civil_secs(2026, 1, 16, 9, 0) * 1000, &e),
	      &e);
	ck_ok(book_open(home, false, &b, &e), &e);
	clock_to(16, 9, 0);
	roster();
	out_main = person("乙");
	in_main = person("子");
	leader = person("甲");
	ck_ok(pin_set(book_store(b), out_main, "123456", &e), &e);
	ck_ok(pin_set(book_store(b), in_main, "654321", &e), &e);
	ck_ok(pin_set(book_store(b), person("丑"), "111111", &e), &e);
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
log_entry(const char *text)
{
	struct record *r = record_new(&a, &kind_log);

	((struct log *)r->body)->text = arena_text(&a, text);
	record_has(r, "text");
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	return r->id;
}

/* A record of the superior's hand arrives, as ingest would add it. */
static const char *
arrives(int64_t at)
{
	struct record *r = record_new(&a, &kind_order);
	struct order *o = r->body;

	o->text = arena_text(&a, "注意防火");
	o->from = arena_text(&a, "县应急局");
	record_has(r, "text");
	record_has(r, "from");
	r->id = arena_text_f(&a, "sm0-%d", (int)++from_above);
	r->by = "yl1-5";
	r->who = "值班员 县乙";
	r->at = moment_at(at);
	r->ts = at * 1000;
	ck_ok(record_write(&a, r, &e), &e);
	ck_ok(store_begin(book_store(b), &e), &e);
	ck_ok(store_append(book_store(b), r->line, r->len, &e), &e);
	ck_ok(store_commit(book_store(b), &e), &e);
	return r->id;
}

static struct handover_signed
sign(const char *id, int side, const char *who, const char *pin)
{
	struct handover_signing s = {.handover = id, .side = side, .pin = pin};
	struct handover_signed out;

	as(who);
	ck_ok(handover_sign(b, &a, &s, &out, &e), &e);
	return out;
}

static enum rc
try_sign(const char *id, int side, const char *who, const char *pin)
{
	struct handover_signing s = {.handover = id, .side = side, .pin = pin};
	struct handover_signed out;

	as(who);
	return handover_sign(b, &a, &s, &out, &e);
}

static const char *
start(void)
{
	const char *id;

	as(out_main);
	ck_ok(handover_start(b, &a, GROUP_WATCH, &id, &e), &e);
	return id;
}

static struct handover_view
view(const char *id)
{
	struct handover_view v;

	ck_ok(handover_view(b, &a, id, &v, &e), &e);
	return v;
}

static const struct handover_item *
item(const struct handover_view *v, const char *id)
{
	for (size_t i = 0; i < v->items.n; i++)
		if (!strcmp(v->items.v[i].id, id))
			return &v->items.v[i];
	ck_abort_msg("no item %s", id);
}

static const char *
incident(void)
{
	struct record *r = record_new(&a, &kind_incident);
	struct parse_context c = {.now = now, .arena = &a};

	ck_ok(record_set(r, "kind", "fire", &c, &e), &e);
	ck_ok(record_set(r, "place", "石门村东街37号", &c, &e), &e);
	ck_ok(incident_open(b, &a, r, NULL, &e), &e);
	return r->id;
}

static const char *
act(const char *of, const char *step, const char *people)
{
	struct record *r = record_new(&a, &kind_act);
	struct parse_context c = {.now = now, .arena = &a};

	r->of = of;
	ck_ok(record_set(r, "step", step, &c, &e), &e);
	ck_ok(record_set(r, "unit", "镇专职消防队", &c, &e), &e);
	if (people)
		ck_ok(record_set(r, "people", people, &c, &e), &e);
	ck_ok(incident_line(b, &a, of, r, &e), &e);
	return r->id;
}

START_TEST(people_and_times_come_from_the_roster)
{
	const char *id;
	struct handover_view v;

	clock_to(18, 7, 50);
	id = start();
	v = view(id);
	ck_assert_str_eq(v.state.body->outgoing, out_main);
	ck_assert_str_eq(v.state.body->incoming, in_main);
	ck_assert_str_eq(v.state.body->out_leader, leader);
	ck_assert_int_eq(v.state.body->end.secs, civil_secs(2026, 1, 18, 8, 0));
	handover_view_clear(&v);
}
END_TEST

START_TEST(one_that_comes_late_still_hands_over_the_shift_before)
{
	struct handover_view v;

	clock_to(18, 8, 30);
	v = view(start());
	ck_assert_str_eq(v.state.body->outgoing, out_main);
	ck_assert_int_eq(v.state.body->end.secs, civil_secs(2026, 1, 18, 8, 0));
	handover_view_clear(&v);
}
END_TEST

START_TEST(the_draft_tells_what_is_open_and_who_is_out)
{
	const char *fire, *out;
	struct handover_view v;

	clock_to(18, 2, 47);
	fire = incident();
	out = act(fire, "turnout", "6");
	clock_to(18, 7, 50);
	v = view(start());
	ck_assert(item(&v, fire)->grave && item(&v, fire)->typed);
	ck_assert_ptr_nonnull(strstr(item(&v, fire)->next, "电话首报：3:17已超时未报"));
	ck_assert_str_eq(item(&v, out)->what, "镇专职消防队6人");
	handover_view_clear(&v);
	act(fire, "return", NULL);
	v = view(v.state.thing->id);
	for (size_t i = 0; i < v.items.n; i++)
		ck_assert_int_ne(v.items.v[i].section, SECTION_OUT);
	handover_view_clear(&v);
}
END_TEST

START_TEST(the_second_signature_passes_the_duty_and_seals)
{
	const char *id, *before, *after;
	struct handover_signed s;
	struct handover_view v;

	clock_to(18, 3, 0);
	before = log_entry("巡查正常");
	clock_to(18, 7, 50);
	id = start();
	ck_assert(!sign(id, SIDE_OUT, out_main, "123456").sealed);
	s = sign(id, SIDE_IN, in_main, "654321");
	ck_assert(s.sealed);
	ck_assert_str_eq(s.number, "石门交〔2026〕1号");
	after = log_entry("接班后巡查");
	v = view(id);
	ck_assert(v.seal_good);
	ck_assert(cut_covers(&v.state.cut, before));
	ck_assert(!cut_covers(&v.state.cut, after));
	ck_assert_uint_eq(v.entries, 1);
	ck_assert_uint_eq(v.late, 0);
	ck_assert(v.state.body->sealed);
	handover_view_clear(&v);
}
END_TEST

START_TEST(nobody_signs_for_both_or_twice_or_with_a_wrong_pin)
{
	const char *id;

	clock_to(18, 7, 50);
	id = start();
	ck_assert_int_eq(try_sign(id, SIDE_OUT, out_main, "000000"), RC_INVALID);
	sign(id, SIDE_OUT, out_main, "123456");
	ck_assert_int_eq(try_sign(id, SIDE_OUT, in_main, "654321"), RC_INVALID);
	ck_assert_int_eq(try_sign(id, SIDE_IN, out_main, "123456"), RC_INVALID);
	as(NULL);
	ck_assert_int_eq(handover_sign(b, &a,
				       &(struct handover_signing){.handover = id, .side = SIDE_IN},
				       &(struct handover_signed){0}, &e),
			 RC_INVALID);
}
END_TEST

START_TEST(a_sealed_handover_takes_no_ticks_and_keeps_its_items)
{
	const char *id, *fire, *record;
	struct handover_tick tick = {0};
	struct handover_view v;

	clock_to(18, 2, 47);
	fire = incident();
	clock_to(18, 7, 50);
	id = start();
	tick.item = arena_text(&a, fire);
	ck_ok(handover_tick(b, &a, id, &tick, &record, &e), &e);
	sign(id, SIDE_OUT, out_main, "123456");
	sign(id, SIDE_IN, in_main, "654321");
	ck_assert_int_eq(handover_tick(b, &a, id, &tick, &record, &e), RC_INVALID);
	clock_to(18, 9, 0);
	ck_ok(incident_close(b, &a, fire, &(struct incident_closing){.as = CLOSED_FALSE}, &e), &e);
	v = view(id);
	ck_assert(item(&v, fire)->ticked);
	handover_view_clear(&v);
}
END_TEST

START_TEST(a_second_open_handover_of_a_group_is_refused)
{
	const char *id;

	clock_to(18, 7, 50);
	start();
	ck_assert_int_eq(handover_start(b, &a, GROUP_WATCH, &id, &e), RC_CONFLICT);
	ck_ok(handover_start(b, &a, GROUP_FIRE, &id, &e), &e);
}
END_TEST

START_TEST(what_arrives_later_falls_into_the_next_one)
{
	const char *first, *second, *late;
	struct handover_view v;

	clock_to(18, 7, 50);
	arrives(now - 600);
	first = start();
	sign(first, SIDE_OUT, out_main, "123456");
	sign(first, SIDE_IN, in_main, "654321");
	late = arrives(now - 300);
	v = view(first);
	ck_assert(v.seal_good);
	ck_assert_int_eq(cut_number(&v.state.cut, "sm0"), 1);
	ck_assert_uint_eq(v.late, 1);
	handover_view_clear(&v);
	clock_to(19, 7, 55);
	second = start();
	sign(second, SIDE_OUT, in_main, "654321");
	sign(second, SIDE_IN, out_main, "123456");
	v = view(second);
	ck_assert(cut_covers(&v.state.cut, late) && !cut_covers(&v.before, late));
	ck_assert_uint_eq(v.entries, 1);
	ck_assert_str_eq(v.state.sealed->prev, first);
	handover_view_clear(&v);
}
END_TEST

START_TEST(one_who_waits_in_vain_seals_alone)
{
	const char *id;
	struct handover_signed s;
	struct handover_leaving l = {GROUP_WATCH, "接班人车辆故障", "123456"};
	struct handover_view v;

	clock_to(18, 8, 20);
	as(out_main);
	ck_ok(handover_alone(b, &a, &l, &s, &id, &e), &e);
	ck_assert(s.sealed);
	v = view(id);
	ck_assert(v.seal_good);
	ck_assert(v.flags & HANDOVER_ALONE);
	ck_assert_str_eq(v.state.body->reason, "接班人车辆故障");
	handover_view_clear(&v);
	sign(id, SIDE_IN, in_main, "654321");
	l.reason = "";
	ck_assert_int_eq(handover_alone(b, &a, &l, &s, &id, &e), RC_MISSING);
}
END_TEST

START_TEST(a_leader_confirms_by_phone_with_a_witness)
{
	const char *id;
	struct handover_signing s = {.side = SIDE_LEADER, .leader = "甲"};
	struct handover_signed out;
	struct handover_view v;

	clock_to(18, 7, 50);
	s.handover = id = start();
	as(NULL);
	ck_assert_int_eq(handover_sign(b, &a, &s, &out, &e), RC_INVALID);
	as(in_main);
	ck_ok(handover_sign(b, &a, &s, &out, &e), &e);
	ck_assert(!out.sealed);
	v = view(id);
	ck_assert_ptr_nonnull(v.state.leader);
	ck_assert(((struct handover_sign *)v.state.leader->body)->by_phone);
	handover_view_clear(&v);
	s.side = SIDE_OUT;
	ck_assert_int_eq(handover_sign(b, &a, &s, &out, &e), RC_INVALID);
}
END_TEST

START_TEST(a_review_waits_for_the_seal_and_leaves_the_queue)
{
	const char *id, *record;
	struct review ok = {.verdict = REVIEW_OK};
	struct things queue = {0};

	clock_to(18, 7, 50);
	id = start();
	ck_assert_int_eq(handover_review(b, &a, id, &ok, &record, &e), RC_INVALID);
	sign(id, SIDE_OUT, out_main, "123456");
	sign(id, SIDE_IN, in_main, "654321");
	ck_ok(handover_list(b, &a, NULL, true, &queue, &e), &e);
	ck_assert_uint_eq(queue.n, 1);
	ck_ok(handover_review(b, &a, id, &ok, &record, &e), &e);
	vec_clear(&queue);
	ck_ok(handover_list(b, &a, NULL, true, &queue, &e), &e);
	ck_assert_uint_eq(queue.n, 0);
	vec_clear(&queue);
}
END_TEST

/* Entries here, arrivals from above, and handovers in any order: each entry is in exactly one. */
START_TEST(each_entry_is_in_exactly_one_handover)
{
	const char *entries[200], *handovers[8];
	size_t nentries = 0, nhandovers = 0;
	const char *givers[2] = {out_main, in_main}, *pins[2] = {"123456", "654321"};

	srand(7);
	clock_to(18, 7, 50);
	while (nhandovers < ARRAY_LEN(handovers)) {
		int what = rand() % 12;

		now += 60 * (rand() % 90);
		book_set_now(b, now * 1000);
		if (what < 7)
			entries[nentries++] = log_entry("记事");
		else if (what < 11)
			entries[nentries++] = arrives(now - 60 * (rand() % 600));
		else {
			const char *id = handovers[nhandovers] = start();
			int g = (int)nhandovers++ % 2;

			if (rand() % 2)
				entries[nentries++] = log_entry("交接中");
			sign(id, SIDE_IN, givers[!g], pins[!g]);
			entries[nentries++] = arrives(now - 60);
			sign(id, SIDE_OUT, givers[g], pins[g]);
		}
		ck_assert_uint_lt(nentries, ARRAY_LEN(entries) - 3);
	}
	for (size_t i = 0; i < nentries; i++) {
		size_t in = 0;

		for (size_t h = 0; h < nhandovers; h++) {
			struct handover_view v = view(handovers[h]);

			in += cut_covers(&v.state.cut, entries[i]) &&
			      !cut_covers(&v.before, entries[i]);
			handover_view_clear(&v);
		}
		ck_assert_uint_eq(in, 1);
	}
}
END_TEST

START_TEST(after_a_quarter_of_an_hour_nobody_came)
{
	const char *id;
	int64_t end;

	clock_to(18, 9, 0);
	ck_ok(handover_waiting(b, &a, GROUP_WATCH, &end, &e), &e);
	ck_assert_int_eq(end, 0); /* never handed over here */
	clock_to(18, 8, 5);
	id = start();
	sign(id, SIDE_OUT, out_main, "123456");
	sign(id, SIDE_IN, in_main, "654321");
	clock_to(19, 8, 14);
	ck_ok(handover_waiting(b, &a, GROUP_WATCH, &end, &e), &e);
	ck_assert_int_eq(end, 0);
	clock_to(19, 8, 15);
	ck_ok(handover_waiting(b, &a, GROUP_WATCH, &end, &e), &e);
	ck_assert_int_eq(end, civil_secs(2026, 1, 19, 8, 0));
}
END_TEST

START_TEST(rebuilding_the_views_changes_no_seal)
{
	const char *id;
	struct handover_view v, w;

	clock_to(18, 7, 50);
	arrives(now - 60);
	id = start();
	sign(id, SIDE_OUT, out_main, "123456");
	sign(id, SIDE_IN, in_main, "654321");
	v = view(id);
	ck_ok(store_rebuild(book_store(b), &e), &e);
	w = view(id);
	ck_assert(w.seal_good);
	ck_assert_str_eq(v.state.sealed->seal, w.state.sealed->seal);
	handover_view_clear(&v);
	handover_view_clear(&w);
}
END_TEST

/* One thing of a kind, with pairs of field and text; ends with NULL. */
static const char *
add(const struct kind *k, const char *of, ...)
{
	struct record *r = record_new(&a, k);
	struct parse_context c = {.now = now, .arena = &a};
	va_list ap;

	r->of = of;
	va_start(ap, of);
	for (const char *field; (field = va_arg(ap, const char *));)
		ck_ok(record_set(r, field, va_arg(ap, const char *), &c, &e), &e);
	va_end(ap);
	ck_ok(book_add_one(b, &a, r, NULL, &e), &e);
	return r->id;
}

static void
hand_over(const char *from, const char *from_pin, const char *to, const char *to_pin)
{
	const char *id = start();

	sign(id, SIDE_OUT, from, from_pin);
	sign(id, SIDE_IN, to, to_pin);
}

START_TEST(unchanged_ones_are_confirmed_together_the_others_are_not)
{
	const char *fire, *order, *quiet, *told, *fresh, *id;
	struct handover_view v;
	size_t n;

	clock_to(17, 20, 0);
	fire = incident();
	order = add(&kind_order, NULL, "text", "看守火场", "from", "甲", NULL);
	quiet =
	    add(&kind_matter, NULL, "text", "月底报库存", "from", "镇党政办", "to", "石门村", NULL);
	told =
	    add(&kind_matter, NULL, "text", "会议通知", "from", "县应急局", "to", "石门村", NULL);
	clock_to(18, 7, 50);
	hand_over(out_main, "123456", in_main, "654321");
	clock_to(18, 20, 0);
	add(&kind_relay, told, "to", "石门村", NULL);
	fresh = add(&kind_matter, NULL, "text", "新来通知", "from", "县委办", "to", "石门村", NULL);
	clock_to(19, 7, 50);
	id = start();
	v = view(id);
	ck_assert_int_eq(item(&v, quiet)->age, 1);
	ck_assert(!item(&v, quiet)->news);
	ck_assert(item(&v, told)->news);
	ck_assert(item(&v, fresh)->news);
	ck_assert_int_eq(item(&v, fresh)->age, 0);
	handover_view_clear(&v);
	ck_ok(handover_mark_rest(b, &a, id, false, &n, &e), &e);
	v = view(id);
	ck_assert(item(&v, quiet)->ticked);
	ck_assert(!item(&v, told)->ticked && !item(&v, fresh)->ticked);
	ck_assert(!item(&v, order)->ticked && !item(&v, fire)->ticked);
	handover_view_clear(&v);
	ck_ok(handover_mark_rest(b, &a, id, true, &n, &e), &e);
	ck_assert_uint_eq(n, 1);
	v = view(id);
	ck_assert(item(&v, order)->ticked && item(&v, order)->read_back);
	ck_assert_msg(!item(&v, fire)->read_back, "an open incident is told by itself");
	handover_view_clear(&v);
}
END_TEST

START_TEST(what_was_out_of_order_is_told_again)
{
	const char *record, *id;
	struct handover_mark mark = {
	    .item = "对讲机", .tick = true, .state = TICK_FAULT, .note = "电池故障"};
	struct handover_view v;
	size_t n;

	clock_to(18, 7, 50);
	id = start();
	ck_ok(handover_mark(b, &a, id, &mark, &record, &e), &e);
	sign(id, SIDE_OUT, out_main, "123456");
	sign(id, SIDE_IN, in_main, "654321");
	clock_to(19, 7, 50);
	id = start();
	ck_ok(handover_mark_rest(b, &a, id, true, &n, &e), &e);
	v = view(id);
	ck_assert(!item(&v, "对讲机")->ticked);
	ck_assert_ptr_nonnull(strstr(item(&v, "对讲机")->state, "电池故障"));
	ck_assert(item(&v, "卫星电话")->ticked);
	handover_view_clear(&v);
}
END_TEST

START_TEST(opened_again_and_changed_after_the_signature_are_marked)
{
	const char *matter, *wind, *id;
	struct thing *t;
	struct warning body;
	struct handover_view v;

	clock_to(17, 20, 0);
	wind = add(&kind_warning, NULL, "kind", "大风", "colour", "yellow", "issuer", "县气象台",
		   NULL);
	matter =
	    add(&kind_matter, NULL, "text", "会议通知", "from", "县应急局", "to", "石门村", NULL);
	ck_ok(book_thing(b, &a, wind, &t, &e), &e);
	body = *(struct warning *)t->body;
	body.lifted = true;
	ck_ok(book_begin(b, &e), &e);
	ck_ok(book_edit(b, &a, t, &body, UINT64_C(1) << kind_field_index(&kind_warning, "lifted"),
			&e),
	      &e);
	ck_ok(book_commit(b, &e), &e);
	clock_to(18, 7, 50);
	hand_over(out_main, "123456", in_main, "654321");
	clock_to(18, 12, 0);
	ck_ok(book_thing(b, &a, wind, &t, &e), &e);
	body = *(struct warning *)t->body;
	body.lifted = false;
	ck_ok(book_begin(b, &e), &e);
	ck_ok(book_edit(b, &a, t, &body, UINT64_C(1) << kind_field_index(&kind_warning, "lifted"),
			&e),
	      &e);
	ck_ok(book_commit(b, &e), &e);
	clock_to(19, 7, 50);
	id = start();
	sign(id, SIDE_OUT, in_main, "654321");
	v = view(id);
	ck_assert(item(&v, wind)->again);
	ck_assert(!item(&v, matter)->again && !item(&v, matter)->after);
	handover_view_clear(&v);
	clock_to(19, 7, 55);
	add(&kind_relay, matter, "to", "石门村", NULL);
	v = view(id);
	ck_assert(item(&v, matter)->after);
	ck_assert(!item(&v, wind)->after);
	handover_view_clear(&v);
}
END_TEST

START_TEST(deputies_are_picked_and_a_forgotten_pin_is_witnessed)
{
	const char *id;
	struct handover_signing s = {.side = SIDE_OUT_DEPUTY};
	struct handover_signed out;
	struct handover_view v;

	clock_to(18, 7, 50);
	s.handover = id = start();
	as(NULL);
	ck_ok(handover_sign(b, &a, &s, &out, &e), &e);
	ck_assert(!out.sealed);
	ck_assert_int_eq(handover_sign(b, &a, &s, &out, &e), RC_INVALID); /* once */
	s = (struct handover_signing){
	    .handover = id, .side = SIDE_OUT, .on_paper = true, .pin = "654321"};
	ck_assert_int_eq(handover_sign(b, &a, &s, &out, &e), RC_INVALID); /* no witness */
	as(out_main);
	ck_assert_int_eq(handover_sign(b, &a, &s, &out, &e), RC_INVALID); /* oneself */
	as(in_main);
	s.pin = "000000";
	ck_assert(handover_sign(b, &a, &s, &out, &e) != RC_OK);
	s.pin = "654321";
	ck_ok(handover_sign(b, &a, &s, &out, &e), &e);
	sign(id, SIDE_IN, in_main, "654321");
	v = view(id);
	ck_assert_ptr_nonnull(v.state.seal);
	ck_assert(v.flags & HANDOVER_ON_PAPER);
	ck_assert_str_eq(((struct handover_sign *)v.state.out->body)->person, out_main);
	ck_assert_str_eq(((struct handover_sign *)v.state.out->body)->witness, in_main);
	ck_assert_str_eq(((struct handover_sign *)v.state.out_deputy->body)->person, person("丙"));
	handover_view_clear(&v);
}
END_TEST

static char *
paper(const char *id)
{
	struct str s = STR_INIT;

	ck_ok(handover_paper(b, &a, id, false, &s, &e), &e);
	return str_take(&s);
}

START_TEST(the_paper_has_everybodys_time_and_what_stands_outside_the_seal)
{
	const char *id, *late, *fire;
	struct handover_signing s = {.side = SIDE_OUT_DEPUTY};
	struct handover_signed out;
	char *text;

	clock_to(18, 2, 47);
	fire = incident();
	act(fire, "turnout", "4");
	add(&kind_attendance, NULL, "person", out_main, "way", "hold", "until", "2026-01-18T11:00",
	    "note", "火场看守", NULL);
	clock_to(18, 7, 50);
	s.handover = id = start();
	ck_ok(handover_sign(b, &a, &s, &out, &e), &e);
	sign(id, SIDE_OUT, out_main, "123456");
	clock_to(18, 8, 6);
	sign(id, SIDE_IN, person("丑"), "111111");
	late = arrives(civil_secs(2026, 1, 18, 3, 0));
	text = paper(id);
	ck_assert_ptr_nonnull(strstr(text, "丙 7:50"));
	ck_assert_ptr_nonnull(strstr(text, "子（丑代签）"));
	ck_assert_ptr_nonnull(strstr(text, "丑（代子） 8:06"));
	ck_assert_ptr_nonnull(strstr(text, "火场看守，至11:00"));
	ck_assert_msg(strstr(text, arena_text_f(&a, "封后补记：1条（%s）", late)) != NULL, "%s",
		      text);
	free(text);
}
END_TEST

START_TEST(an_entry_is_in_exactly_one_handover_of_each_group)
{
	const char *ids[4], *entries[3], *late;
	int group;

	clock_to(18, 7, 0);
	entries[0] = log_entry("一");
	clock_to(18, 7, 50);
	for (int i = 0; i < 4; i++) {
		group = i % 2 ? GROUP_FIRE : GROUP_WATCH;
		if (i == 2) {
			entries[1] = log_entry("二");
			late = arrives(civil_secs(2026, 1, 18, 6, 0));
			clock_to(19, 7, 50);
			entries[2] = log_entry("三");
		}
		as(out_main);
		ck_ok(handover_start(b, &a, group, &ids[i], &e), &e);
		sign(ids[i], SIDE_OUT, out_main, "123456");
		sign(ids[i], SIDE_IN, in_main, "654321");
	}
	for (int g = 0; g < 2; g++) {
		for (int k = 0; k < 4; k++) {
			const char *entry = k < 3 ? entries[k] : late;
			int in = 0;

			for (int i = g; i < 4; i += 2) {
				struct handover_view v = view(ids[i]);

				in += cut_covers(&v.state.cut, entry) &&
				      !cut_covers(&v.before, entry);
				handover_view_clear(&v);
			}
			ck_assert_msg(in == 1, "%s is in %d handovers of group %d", entry, in, g);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("handover in a home");
	TCase *t = tcase_create("handover");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, people_and_times_come_from_the_roster);
	tcase_add_test(t, one_that_comes_late_still_hands_over_the_shift_before);
	tcase_add_test(t, the_draft_tells_what_is_open_and_who_is_out);
	tcase_add_test(t, the_second_signature_passes_the_duty_and_seals);
	tcase_add_test(t, nobody_signs_for_both_or_twice_or_with_a_wrong_pin);
	tcase_add_test(t, a_sealed_handover_takes_no_ticks_and_keeps_its_items);
	tcase_add_test(t, a_second_open_handover_of_a_group_is_refused);
	tcase_add_test(t, what_arrives_later_falls_into_the_next_one);
	tcase_add_test(t, one_who_waits_in_vain_seals_alone);
	tcase_add_test(t, a_leader_confirms_by_phone_with_a_witness);
	tcase_add_test(t, a_review_waits_for_the_seal_and_leaves_the_queue);
	tcase_add_test(t, each_entry_is_in_exactly_one_handover);
	tcase_add_test(t, after_a_quarter_of_an_hour_nobody_came);
	tcase_add_test(t, rebuilding_the_views_changes_no_seal);
	tcase_add_test(t, unchanged_ones_are_confirmed_together_the_others_are_not);
	tcase_add_test(t, what_was_out_of_order_is_told_again);
	tcase_add_test(t, opened_again_and_changed_after_the_signature_are_marked);
	tcase_add_test(t, deputies_are_picked_and_a_forgotten_pin_is_witnessed);
	tcase_add_test(t, the_paper_has_everybodys_time_and_what_stands_outside_the_seal);
	tcase_add_test(t, an_entry_is_in_exactly_one_handover_of_each_group);
	suite_add_tcase(s, t);
	return run_suite(s);
}
