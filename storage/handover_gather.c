/* Gathers what a handover must tell from the book. */
#include <string.h>

#include "core/attendance.h"
#include "core/casualty.h"
#include "core/conf.h"
#include "core/crew.h"
#include "core/edition.h"
#include "core/vec.h"
#include "storage/desk.h"
#include "storage/handover_inside.h"
#include "storage/owed.h"
#include "storage/roster.h"
#include "storage/roster_change.h"

enum { QUERY_DAYS = 60, LEAVE_DAYS = 3 };

/* What is fetched for one draft. */
struct basket {
	struct book *book;
	struct arena *arena;
	const char *name; /* of the book */
	VEC(struct handover_case) cases;
	VEC(struct obligations *) owed;
	VEC(struct handover_matter) matters;
	VEC(struct records *) lines;
	VEC(const char *) checks;
	VEC(const struct cut *) seals;
	VEC(struct handover_item) loose;
	struct handover_items before;
	struct things warnings, vehicles, attendance, casualties, editions;
	struct roster roster;
	struct duty_limits limits;
};

static enum rc
fetch_cases(struct basket *k, struct err *e)
{
	struct book_filter f = {.open = true, .book = k->name};
	struct things open = {0};
	enum rc rc = book_list(k->book, k->arena, &kind_incident, &f, &open, e);

	for (size_t i = 0; rc == RC_OK && i < open.n; i++) {
		struct casefile *cf = ARENA_NEW(k->arena, struct casefile);
		struct obligations *owed = ARENA_NEW(k->arena, struct obligations);

		rc = owed_casefile(k->book, k->arena, open.v[i]->id, cf, e);
		if (rc != RC_OK)
			break;
		obligations_of(k->arena, cf, book_now(k->book), owed);
		vec_push(&k->owed, owed);
		vec_push(&k->cases, ((struct handover_case){cf, owed->v, owed->n}));
	}
	vec_clear(&open);
	return rc;
}

static enum rc
add_matter(struct basket *k, const struct thing *t, struct err *e)
{
	struct records *lines = ARENA_NEW(k->arena, struct records);
	enum rc rc = book_of(k->book, k->arena, t->id, lines, e);

	vec_push(&k->lines, lines);
	vec_push(&k->matters, ((struct handover_matter){t, lines}));
	return rc;
}

static enum rc
fetch_matters(struct basket *k, const struct kind *kind, struct err *e)
{
	struct book_filter f = {.open = true, .book = k->name};
	struct things open = {0};
	enum rc rc = book_list(k->book, k->arena, kind, &f, &open, e);

	for (size_t i = 0; rc == RC_OK && i < open.n; i++)
		rc = add_matter(k, open.v[i], e);
	vec_clear(&open);
	return rc;
}

/* Requests to verify that belong to no incident and are not answered yet. */
static enum rc
fetch_queries(struct basket *k, struct err *e)
{
	struct book_filter f = {.book = k->name,
				.since = book_now(k->book) - QUERY_DAYS * (int64_t)DAY_SECONDS};
	struct things queries = {0};
	enum rc rc = book_list(k->book, k->arena, &kind_query, &f, &queries, e);

	for (size_t i = 0; rc == RC_OK && i < queries.n; i++) {
		struct obligations owed = {0};
		bool open = false;

		if (queries.v[i]->of)
			continue;
		rc = owed_of(k->book, k->arena, queries.v[i]->id, &owed, e);
		for (size_t o = 0; rc == RC_OK && o < owed.n; o++)
			open |= obligation_open(&owed.v[o]);
		vec_clear(&owed);
		if (rc == RC_OK && open)
			rc = add_matter(k, queries.v[i], e);
	}
	vec_clear(&queries);
	return rc;
}

/* The pieces an office wants checked at each handover: templates/handover/checks.conf. */
static enum rc
fetch_checks(struct basket *k, int group, struct err *e)
{
	static const char *const keys[] = {"group", NULL};
	static const char file[] = "handover/checks.conf";
	struct conf conf;
	char *text;
	size_t len;
	struct err missing;

	if (book_data(k->book, k->arena, file, &text, &len, &missing) != RC_OK)
		return RC_OK;
	if (conf_parse(k->arena, file, text, len, &conf, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < conf.n; i++) {
		const struct conf_section *s = &conf.sections[i];
		const char *of = conf_get(s, "group");

		if (!str_equal(s->type, "piece") || !*s->name)
			return conf_error(&conf, s->line, e, _("[piece NAME] is expected here"));
		if (conf_known(&conf, s, keys, e) != RC_OK)
			return e->code;
		if (of && !choice_value(post_groups, of))
			return conf_error(&conf, s->line, e, _("group is watch or fire"));
		if (!of || choice_value(post_groups, of) == group)
			vec_push(&k->checks, s->name);
	}
	return RC_OK;
}

static void
empty(struct basket *k)
{
	for (size_t i = 0; i < k->owed.n; i++)
		vec_clear(k->owed.v[i]);
	for (size_t i = 0; i < k->lines.n; i++)
		vec_clear(k->lines.v[i]);
	vec_clear(&k->cases);
	vec_clear(&k->owed);
	vec_clear(&k->matters);
	vec_clear(&k->lines);
	vec_clear(&k->checks);
	vec_clear(&k->seals);
	vec_clear(&k->loose);
	vec_clear(&k->before);
	vec_clear(&k->warnings);
	vec_clear(&k->vehicles);
	vec_clear(&k->attendance);
	vec_clear(&k->casualties);
	vec_clear(&k->editions);
	roster_clear(&k->roster);
}

/* Reports that were begun on this host and not signed: nobody else knows of them. */
static enum rc
fetch_drafts(struct basket *k, struct err *e)
{
	struct desk_reports drafts = {0};
	enum rc rc = RC_OK;

	if (!str_equal(k->name, book_name(k->book)))
		return RC_OK;
	rc = desk_drafts(k->book, k->arena, &drafts, e);
	for (size_t i = 0; rc == RC_OK && i < drafts.n; i++) {
		struct handover_item item = {
		    .section = SECTION_MATTERS, .id = drafts.v[i].id, .due = NEVER};
		struct str what = STR_INIT;

		str_add(&what, "信息报告拟稿：");
		draft_type_text(drafts.v[i].body->type, drafts.v[i].body->seq.n, &what);
		str_add_f(&what, "，%s", drafts.v[i].incident ? drafts.v[i].incident : "定时报告");
		item.what = arena_text(k->arena, what.ptr);
		item.state = "未签发";
		vec_push(&k->loose, item);
		str_clear(&what);
	}
	vec_clear(&drafts);
	return rc;
}

static enum rc
fetch(struct basket *k, int group, struct err *e)
{
	int64_t now = book_now(k->book);
	struct err limits;
	struct book_filter open = {.open = true, .book = k->name}, all = {.book = k->name},
			   shift = {.book = k->name,
				    .since = now - 2 * (int64_t)DAY_SECONDS,
				    .until = now};

	if (fetch_cases(k, e) != RC_OK || fetch_checks(k, group, e) != RC_OK ||
	    book_list(k->book, k->arena, &kind_warning, &open, &k->warnings, e) != RC_OK ||
	    book_list(k->book, k->arena, &kind_vehicle, &all, &k->vehicles, e) != RC_OK ||
	    book_list(k->book, k->arena, &kind_attendance, &shift, &k->attendance, e) != RC_OK ||
	    book_list(k->book, k->arena, &kind_casualty, &open, &k->casualties, e) != RC_OK ||
	    book_list(k->book, k->arena, &kind_edition, &all, &k->editions, e) != RC_OK ||
	    roster_load(k->book, k->arena, k->name, now - DAY_SECONDS,
			now + LEAVE_DAYS * (int64_t)DAY_SECONDS, &k->roster, e) != RC_OK)
		return e->code;
	if (roster_limits(k->book, k->arena, &k->limits, &limits) != RC_OK)
		duty_limits_default(&k->limits); /* a broken table stops no handover */
	attendance_standing(&k->attendance);
	if (group == GROUP_FIRE)
		return RC_OK;
	if (fetch_drafts(k, e) != RC_OK)
		return e->code;
	if (fetch_matters(k, &kind_order, e) != RC_OK || fetch_matters(k, &kind_matter, e) != RC_OK)
		return e->code;
	return fetch_queries(k, e);
}

enum rc
handover_gather(struct book *b, struct arena *a, const struct handover_state *s,
		const struct sealed_list *seals, struct handover_items *out, struct err *e)
{
	char name[WRITER_TEXT];
	struct basket k = {.book = b, .arena = a, .name = name};
	struct handover_input in = {.now = book_now(b), .group = s->body->group, .state = s};
	enum rc rc;

	book_of_writer(s->thing->id, name);
	rc = fetch(&k, in.group, e);
	for (size_t i = 0; i < seals->n; i++)
		vec_push(&k.seals, &seals->v[i].cut);
	if (seals->n)
		handover_items_read(a, seals->v[seals->n - 1].sign->items, &k.before);
	in.since = seals->n ? seals->v[seals->n - 1].record->ts / 1000 : s->body->start.secs;
	in.cases = k.cases.v;
	in.ncases = k.cases.n;
	in.matters = k.matters.v;
	in.nmatters = k.matters.n;
	in.warnings = &k.warnings;
	in.duty = &k.roster.duty;
	in.vehicles = &k.vehicles;
	in.checks = k.checks.v;
	in.nchecks = k.checks.n;
	in.seals = k.seals.v;
	in.nseals = k.seals.n;
	in.before = seals->n ? &k.before : NULL;
	in.attendance = &k.attendance;
	in.casualties = &k.casualties;
	in.editions = &k.editions;
	in.limits = &k.limits;
	in.loose = k.loose.v;
	in.nloose = k.loose.n;
	if (rc == RC_OK)
		handover_draft(a, &in, out);
	empty(&k);
	return rc;
}
