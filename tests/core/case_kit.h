/* Builds the file of an incident record by record, and says what is owed in the words of the
 * contract: "met 0 2026-01-18T03:17". */
#ifndef TESTS_CORE_CASE_KIT_H
#define TESTS_CORE_CASE_KIT_H

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/obligation.h"
#include "core/station.h"
#include "tests/helpers.h"

struct kit {
	struct arena arena;
	struct records file;
	struct rule_sets sets;
	struct obligations rows;
	int number, superior_number;
	const char *incident;    /* id of the first record */
	const char *report;      /* id of the last report */
	struct moment delivered; /* of every sending by sync */
};

static inline int64_t
moment_of(const char *text)
{
	struct moment m;
	struct err e;

	ck_ok(moment_parse(text, civil_secs(2040, 1, 1, 0, 0), MOMENT_ANY, 0, &m, &e), &e);
	return m.secs;
}

/* One field=value into a body, derived fields too. */
static inline void
kit_set(struct kit *k, struct record *r, const char *pair)
{
	const char *eq = strchr(pair, '=');
	char *name = arena_text_n(&k->arena, pair, (size_t)(eq - pair));
	int i = kind_field_index(r->kind, name);
	struct parse_context c = {.now = civil_secs(2040, 1, 1, 0, 0), .arena = &k->arena};
	struct err e;

	ck_assert_msg(i >= 0, "%s has no %s", r->kind->name, name);
	ck_ok(field_parse(&r->kind->fields[i], eq + 1, &c, r->body, &e), &e);
	r->has |= UINT64_C(1) << i;
}

static inline struct record *
kit_put_v(struct kit *k, const char *id, const struct kind *kind, const char *at, const char *of,
	  va_list ap)
{
	struct record *r = record_new(&k->arena, kind);

	r->id = id;
	r->by = "sm1-2";
	r->of = of;
	r->at = moment_at(moment_of(at));
	r->ts = r->at.secs * 1000 + k->number + k->superior_number;
	for (const char *pair; (pair = va_arg(ap, const char *));)
		kit_set(k, r, pair);
	vec_push(&k->file, r);
	return r;
}

/* A record of the home: put(k, &kind_fact, "2026-01-18T03:04", k->incident, "dead=0", NULL). */
static inline struct record *
put(struct kit *k, const struct kind *kind, const char *at, const char *of, ...)
{
	struct record *r;
	va_list ap;

	va_start(ap, of);
	r = kit_put_v(k, arena_text_f(&k->arena, "sm1-%d", ++k->number), kind, at, of, ap);
	va_end(ap);
	return r;
}

/* An edit of the incident. What stood before is left empty: a conflict, which folds all the same.
 */
static inline void
edit(struct kit *k, const char *at, int rev, ...)
{
	struct record *r;
	va_list ap;

	va_start(ap, rev);
	r = kit_put_v(k, arena_text_f(&k->arena, "sm1-%d", ++k->number), &kind_incident, at,
		      k->incident, ap);
	va_end(ap);
	r->rev = rev;
	r->was = arena_alloc(&k->arena, kind_incident.size);
}

/* A record by the superior's hand. */
static inline struct record *
put_superior(struct kit *k, const struct kind *kind, const char *at, const char *of, ...)
{
	struct record *r;
	va_list ap;

	va_start(ap, of);
	r = kit_put_v(k, arena_text_f(&k->arena, "sm0-%d", ++k->superior_number), kind, at, of, ap);
	va_end(ap);
	return r;
}

static inline void
add_rules(struct kit *k, const char *at, const char *text)
{
	struct records recs = {0};
	struct record *r = record_new(&k->arena, &kind_rules);
	struct rules_record *body = r->body;

	for (size_t i = 0; i < k->sets.n; i++)
		vec_push(&recs, (struct record *)k->sets.v[i].by);
	r->id = arena_text_f(&k->arena, "sm1-%zu", 9000 + k->sets.n);
	r->at = moment_at(moment_of(at));
	r->ts = r->at.secs * 1000;
	body->name = arena_text(&k->arena, "rules");
	body->text = arena_text(&k->arena, text);
	vec_push(&recs, r);
	rule_sets_read(&k->arena, &recs, &k->sets);
	vec_clear(&recs);
}

/* A kit with the default rules; fields of the incident follow, "learned=…" among them. */
static inline struct kit
open_case(const char *at, ...)
{
	struct kit k = {.number = 10};
	char *text = slurp("templates/rules/default.conf", NULL);
	va_list ap;

	ck_assert_msg(text != NULL, "templates/rules/default.conf: run from the top folder");
	add_rules(&k, "2026-01-01T00:00", text);
	ck_assert_uint_eq(k.sets.n, 1);
	free(text);
	va_start(ap, at);
	k.incident = kit_put_v(&k, arena_text_f(&k.arena, "sm1-%d", ++k.number), &kind_incident, at,
			       NULL, ap)
			 ->id;
	va_end(ap);
	return k;
}

static inline void
close_kit(struct kit *k)
{
	vec_clear(&k->file);
	vec_clear(&k->rows);
	arena_free(&k->arena);
}

static inline void
phone(struct kit *k, const char *at, const char *step)
{
	put(k, &kind_phone, at, k->incident, "to=县应急局", "answered=县值班员",
	    arena_text_f(&k->arena, "step=%s", step), NULL);
}

/* Signs and sends a report of a kind in one minute. */
static inline struct record *
written_by(struct kit *k, const char *at, const char *type, const char *to, const char *via)
{
	k->report = put(k, &kind_report, at, k->incident, arena_text_f(&k->arena, "type=%s", type),
			"title=题", arena_text_f(&k->arena, "signed_at=%s", at), NULL)
			->id;
	return put(k, &kind_send, at, k->report, arena_text_f(&k->arena, "to=%s", to),
		   arena_text_f(&k->arena, "via=%s", via), NULL);
}

static inline void
written(struct kit *k, const char *at, const char *type)
{
	written_by(k, at, type, "县应急局", "system");
}

static inline void
act(struct kit *k, const char *at, const char *step)
{
	put(k, &kind_act, at, k->incident, arena_text_f(&k->arena, "step=%s", step), NULL);
}

static inline struct moment
kit_delivered(void *ctx, const struct record *send)
{
	(void)send;
	return ((struct kit *)ctx)->delivered;
}

static inline struct case_context
kit_context(struct kit *k, const char *now)
{
	return (struct case_context){
	    .sets = &k->sets, .now = moment_of(now), .delivered = kit_delivered, .ctx = k};
}

static inline void
owe(struct kit *k, const char *now)
{
	struct case_context c = kit_context(k, now);
	struct err e;

	vec_clear(&k->rows);
	ck_ok(obligations(&k->arena, &k->file, &c, &k->rows, &e), &e);
}

static inline const struct obligation *
row_to(const struct kit *k, const char *step, int n, const char *to)
{
	for (size_t i = 0; i < k->rows.n; i++) {
		const struct obligation *o = &k->rows.v[i];

		if (str_equal(owed_step_word(o->step), step) && o->n == n &&
		    (!to || str_equal(o->to, to)))
			return o;
	}
	return NULL;
}

static inline const struct obligation *
row(const struct kit *k, const char *step, int n)
{
	return row_to(k, step, n, NULL);
}

/* "status late_minutes due", "" without such a row; owe() first. */
static inline const char *
said(struct kit *k, const char *step, int n)
{
	const struct obligation *o = row(k, step, n);
	char due[MOMENT_TEXT];

	if (!o)
		return "";
	moment_iso(moment_at(o->due), due);
	due[16] = '\0';
	return arena_text_f(&k->arena, "%s %lld %s", owed_status_word(o->status),
			    (long long)o->late_minutes, due);
}

static inline struct incident_view
view_of(struct kit *k, const char *now)
{
	struct case_context c = kit_context(k, now);
	struct incident_view v;
	struct casefile cf;
	struct err e;

	ck_ok(casefile_read(&k->arena, &k->file, &c, &cf, &e), &e);
	incident_view(&cf, &v);
	return v;
}

/* ---- small cases ---- */

static inline struct kit
plain_fire(void)
{
	return open_case("2026-01-18T02:50", "kind=fire", "family=fire", "place=石门村",
			 "occurred=2026-01-18T02:45", "learned=2026-01-18T02:47", NULL);
}

static inline struct kit
reported_fire(void)
{
	struct kit k = plain_fire();

	phone(&k, "2026-01-18T02:58", "first");
	written(&k, "2026-01-18T03:00", "first");
	return k;
}

static inline void
fact(struct kit *k, const char *at, const char *measure)
{
	put(k, &kind_fact, at, k->incident, arena_text_f(&k->arena, "asof=%s", at), measure, NULL);
}

static inline void
ask(struct kit *k, const char *at)
{
	put(k, &kind_query, at, k->incident, "text=核实", "from=县应急局", NULL);
}

static inline void
close_as(struct kit *k, const char *at, const char *as)
{
	edit(k, at, 2, arena_text_f(&k->arena, "closed=%s", as),
	     arena_text_f(&k->arena, "closed_at=%s", at), NULL);
}

static inline const char *
last_id(const struct kit *k)
{
	return k->file.v[k->file.n - 1]->id;
}

static inline struct kit
methanol_truck(void)
{
	struct kit k = open_case("2026-10-03T09:16", "kind=traffic", "family=traffic", "place=国道",
				 "occurred=2026-10-03T09:12", "learned=2026-10-03T09:16",
				 "flags=sensitive", NULL);

	phone(&k, "2026-10-03T09:21", "first");
	put(&k, &kind_fact, "2026-10-03T09:40", k.incident, "asof=2026-10-03T09:40", "dead=0",
	    "serious=0", "light=1", NULL);
	written(&k, "2026-10-03T09:44", "first");
	put(&k, &kind_fact, "2026-10-03T10:20", k.incident, "asof=2026-10-03T10:20",
	    "evacuated=620", NULL);
	phone(&k, "2026-10-03T10:24", "upgrade");
	put(&k, &kind_query, "2026-10-03T10:31", k.incident, "text=核实", "from=县应急局", NULL);
	phone(&k, "2026-10-03T10:52", "verify");
	written(&k, "2026-10-03T11:26", "verify");
	return k;
}

#endif
