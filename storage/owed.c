/* What is owed, over the book: incidents, requests to verify, routine reports. */
#include "storage/owed.h"

#include <stdlib.h>
#include <string.h>

#include "core/handover.h"
#include "core/line.h"
#include "core/vec.h"
#include "storage/delivered.h"
#include "storage/review_queue.h"

/* Longer than any window of supplements, and a week of routine reports. */
enum { RECENT_DAYS = 60, ROUTINE_DAYS = 7 };

/* The rule sets of each book, read once. */
struct known_sets {
	char book[WRITER_TEXT];
	struct rule_sets sets;
};

struct gathering {
	struct book *book;
	struct arena *arena;
	VEC(struct known_sets *) known;
	struct obligations *out;
	enum rc rc; /* of a callback that cannot return it */
	struct err *e;
};

enum rc
owed_rule_sets(struct book *b, struct arena *a, const char *book, struct rule_sets *out,
	       struct err *e)
{
	struct book_filter filter = {.book = book};
	struct things things = {0};
	struct records recs = {0};
	enum rc rc = book_list(b, a, &kind_rules, &filter, &things, e);

	for (size_t i = 0; rc == RC_OK && i < things.n; i++)
		vec_push(&recs, (struct record *)things.v[i]->first);
	if (rc == RC_OK)
		rule_sets_read(a, &recs, out);
	vec_clear(&things);
	vec_clear(&recs);
	return rc;
}

enum rc
owed_catalogue(struct book *b, struct arena *a, struct catalogue *out, struct err *e)
{
	char *text;
	size_t len;

	if (book_data(b, a, "catalogue.conf", &text, &len, e) != RC_OK)
		return e->code;
	return catalogue_parse(a, "catalogue.conf", text, len, out, e);
}

static enum rc
sets_of(struct gathering *g, const char *id, const struct rule_sets **out)
{
	char book[WRITER_TEXT];
	struct known_sets *k;
	enum rc rc;

	book_of_writer(id, book);
	for (size_t i = 0; i < g->known.n; i++)
		if (str_equal(g->known.v[i]->book, book)) {
			*out = &g->known.v[i]->sets;
			return RC_OK;
		}
	k = ARENA_NEW(g->arena, struct known_sets);
	memcpy(k->book, book, sizeof(book));
	rc = owed_rule_sets(g->book, g->arena, book, &k->sets, g->e);
	if (rc != RC_OK)
		return rc;
	vec_push(&g->known, k);
	*out = &k->sets;
	return RC_OK;
}

static struct moment
delivered(void *ctx, const struct record *send)
{
	struct gathering *g = ctx;
	struct moment m = {0};
	struct record_id id;

	if (g->rc == RC_OK && record_id_read(send->id, &id))
		g->rc = delivered_get(book_store(g->book), send->id,
				      str_equal(id.writer, book_device(g->book)), &m, g->e);
	return m;
}

static struct case_context
context_of(struct gathering *g, const struct rule_sets *sets)
{
	return (struct case_context){
	    .sets = sets, .now = book_now(g->book), .delivered = delivered, .ctx = g};
}

/* Reports, calls and claims: what speaks of these is part of the file. */
static bool
has_children(const struct record *r)
{
	return r->kind == &kind_report || r->kind == &kind_phone || r->kind == &kind_excuse;
}

/* Less than book_file: of other lines only they themselves matter here. */
static enum rc
gather_file(struct gathering *g, const char *id, struct records *out)
{
	struct records direct = {0};
	enum rc rc = book_of(g->book, g->arena, id, &direct, g->e);

	for (size_t i = 0; rc == RC_OK && i < direct.n; i++) {
		if (has_children(direct.v[i]) && !str_equal(direct.v[i]->id, id))
			rc = book_of(g->book, g->arena, direct.v[i]->id, out, g->e);
		else
			vec_push(out, direct.v[i]);
	}
	vec_clear(&direct);
	return rc;
}

static enum rc
read_file(struct gathering *g, const char *id, struct casefile *cf)
{
	struct records file = {0};
	const struct rule_sets *sets;
	struct case_context c;
	enum rc rc = sets_of(g, id, &sets);

	if (rc == RC_OK)
		rc = gather_file(g, id, &file);
	if (rc == RC_OK) {
		c = context_of(g, sets);
		rc = casefile_read(g->arena, &file, &c, cf, g->e);
	}
	vec_clear(&file);
	return rc == RC_OK ? g->rc : rc;
}

static enum rc
add_one(struct gathering *g, const char *id)
{
	struct casefile cf;
	enum rc rc = read_file(g, id, &cf);

	if (rc == RC_OK)
		obligations_of(g->arena, &cf, book_now(g->book), g->out);
	return rc;
}

static bool
is_among(const struct things *things, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(things->v[i]->id, id))
			return true;
	return false;
}

/* All that are open, then those of the last weeks; each once. */
static enum rc
add_incidents(struct gathering *g)
{
	struct book_filter open = {.open = true};
	struct book_filter recent = {.since = book_now(g->book) - RECENT_DAYS * DAY_SECONDS};
	struct things things = {0};
	size_t nopen;
	enum rc rc = book_list(g->book, g->arena, &kind_incident, &open, &things, g->e);

	nopen = things.n;
	if (rc == RC_OK)
		rc = book_list(g->book, g->arena, &kind_incident, &recent, &things, g->e);
	for (size_t i = 0; rc == RC_OK && i < things.n; i++)
		if (i < nopen || !is_among(&things, nopen, things.v[i]->id))
			rc = add_one(g, things.v[i]->id);
	vec_clear(&things);
	return rc;
}

static enum rc
add_queries(struct gathering *g)
{
	struct book_filter recent = {.since = book_now(g->book) - RECENT_DAYS * DAY_SECONDS};
	struct things things = {0};
	enum rc rc = book_list(g->book, g->arena, &kind_query, &recent, &things, g->e);

	for (size_t i = 0; rc == RC_OK && i < things.n; i++)
		if (!things.v[i]->of)
			rc = add_one(g, things.v[i]->id);
	vec_clear(&things);
	return rc;
}

/* Routine reports are the own station's. What could meet one lies in the log of the last days. */
static enum rc
add_routines(struct gathering *g)
{
	int64_t since = book_now(g->book) - ROUTINE_DAYS * DAY_SECONDS;
	struct book_filter recent = {.since = since - 8 * DAY_SECONDS, .book = book_name(g->book)};
	struct records recs = {0};
	const struct rule_sets *sets;
	struct case_context c;
	enum rc rc = sets_of(g, book_device(g->book), &sets);

	if (rc != RC_OK)
		return rc;
	rc = book_entries(g->book, g->arena, &recent, &recs, g->e);
	if (rc == RC_OK) {
		c = context_of(g, sets);
		routine_obligations(g->arena, &recs, &c, since, g->out);
	}
	vec_clear(&recs);
	return rc == RC_OK ? g->rc : rc;
}

/* A verdict of the superior that set a day, on an incident or a handover of the own station. */
static enum rc
add_answers(struct gathering *g)
{
	struct review_queue waiting = {0};
	int64_t now = minute_floor(book_now(g->book));
	enum rc rc = review_to_answer(g->book, g->arena, book_name(g->book), &waiting, g->e);

	for (size_t i = 0; rc == RC_OK && i < waiting.n; i++) {
		const struct queue_item *x = &waiting.v[i];
		struct moment due = ((const struct review *)x->verdict->body)->due;
		struct obligation row = {.incident = x->id,
					 .step = OWED_ANSWER,
					 .n = 1,
					 .cause = x->verdict->id,
					 .start = record_when(x->verdict),
					 .due = due.secs,
					 .due_before = due.secs,
					 .met = NEVER,
					 .recorded = NEVER};

		if (due.kind != MOMENT_EXACT)
			continue;
		if (now > row.due) {
			row.status = OWED_LATE;
			row.late_minutes = minutes_between(row.due, now);
		}
		vec_push(g->out, row);
	}
	vec_clear(&waiting);
	return rc;
}

/* Only incidents owe anything, and requests without one. */
static enum rc
check_id(struct gathering *g, const char *id)
{
	struct record *r;
	enum rc rc = book_record(g->book, g->arena, id, &r, g->e);

	if (rc != RC_OK || r->kind == &kind_incident || (r->kind == &kind_query && !r->of))
		return rc;
	return err_set(g->e, RC_INVALID, _("%s is no incident"), id);
}

enum rc
owed_of(struct book *b, struct arena *a, const char *id, struct obligations *out, struct err *e)
{
	struct gathering g = {.book = b, .arena = a, .out = out, .e = e};
	size_t from = out->n;
	enum rc rc;

	if (id) {
		rc = check_id(&g, id);
		if (rc == RC_OK)
			rc = add_one(&g, id);
	} else {
		rc = add_incidents(&g);
		if (rc == RC_OK)
			rc = add_queries(&g);
		if (rc == RC_OK)
			rc = add_routines(&g);
		if (rc == RC_OK)
			rc = add_answers(&g);
		if (rc == RC_OK && out->n > from)
			qsort(out->v + from, out->n - from, sizeof(*out->v), obligation_compare);
	}
	vec_clear(&g.known);
	return rc;
}

enum rc
owed_casefile(struct book *b, struct arena *a, const char *id, struct casefile *out, struct err *e)
{
	struct gathering g = {.book = b, .arena = a, .e = e};
	enum rc rc = read_file(&g, id, out);

	vec_clear(&g.known);
	return rc;
}
