/* What a supervisor has to look at, over all books held here. */
#include "storage/review_queue.h"

#include <stdlib.h>
#include <string.h>

#include "core/say.h"
#include "storage/case_review.h"
#include "storage/owed.h"
#include "storage/review_inside.h"

/* clang-format off */
const struct queue_flag_word queue_flag_words[] = {
	{QUEUE_ANSWERED,    "answered",    N_("answered")},
	{QUEUE_OVERDUE,     "overdue",     N_("no answer in time")},
	{QUEUE_WAITING,     "waiting",     N_("waits for the station")},
	{QUEUE_UNCONFIRMED, "unconfirmed", N_("leader not within two hours")},
	{QUEUE_PASSED_LATE, "passed-late", N_("handed over late")},
	{QUEUE_THIN,        "thin",        N_("nothing entered, nothing checked")},
	{QUEUE_ALONE,       "alone",       N_("handed over alone")},
	{QUEUE_ITEMS,       "items",       N_("items not confirmed")},
	{QUEUE_OTHER_HAND,  "other-hand",  N_("signed by another than the roster says")},
	{QUEUE_ON_PAPER,    "on-paper",    N_("signed on paper, PIN forgotten")},
	{QUEUE_ADDED,       "added",       N_("added after the seal")},
	{QUEUE_LATE,        "late",        N_("reported late")},
	{QUEUE_COUNTERSIGN, "countersign", N_("not countersigned")},
	{QUEUE_OFF_DUTY,    "off-duty",    N_("signed by one not on duty")},
	{QUEUE_UNREAD,      "unread",      N_("not reviewed")},
	{0, NULL, NULL},
};
/* clang-format on */

static void
clear(struct queueing *q)
{
	handover_chains_free(q->chains);
	for (size_t i = 0; i < q->books.n; i++)
		roster_clear(&q->books.v[i]->roster);
	vec_clear(&q->books);
	vec_clear(&q->said);
	vec_clear(&q->recent);
}

/* What a verdict still wants: nothing after 合格; after 提醒 only where a day was set. */
static unsigned
standing(const struct queueing *q, const struct said *s)
{
	const struct review *v = s && s->verdict ? s->verdict->body : NULL;

	if (!v)
		return QUEUE_UNREAD;
	if (v->verdict == REVIEW_OK || (v->verdict == REVIEW_REMIND && !v->due.kind))
		return 0;
	if (s->reply)
		return QUEUE_ANSWERED;
	if (v->due.kind == MOMENT_EXACT && v->due.secs < book_now(q->book))
		return QUEUE_WAITING | QUEUE_OVERDUE;
	return QUEUE_WAITING;
}

/* ---- books ---- */

static enum rc
known(struct queueing *q, const char *id, struct known_book **out, struct err *e)
{
	char name[WRITER_TEXT];
	struct known_book *k;

	book_of_writer(id, name);
	for (size_t i = 0; i < q->books.n; i++)
		if (str_equal(q->books.v[i]->name, name)) {
			*out = q->books.v[i];
			return RC_OK;
		}
	k = ARENA_NEW(q->arena, struct known_book);
	memcpy(k->name, name, sizeof(name));
	if (book_station_of(q->book, q->arena, name, &k->station, e) != RC_OK)
		return e->code;
	vec_push(&q->books, k);
	*out = k;
	return RC_OK;
}

/* The roster of a book for all the days that are looked at, read when a report first asks for it.
 */
static enum rc
roster_of(struct queueing *q, struct known_book *k, struct err *e)
{
	int64_t now = book_now(q->book);

	if (k->has_roster)
		return RC_OK;
	k->has_roster = true;
	return roster_load(q->book, q->arena, k->name,
			   now - (QUEUE_INCIDENT_DAYS + 31) * (int64_t)DAY_SECONDS, now, &k->roster,
			   e);
}

static enum rc
push(struct queueing *q, struct queue_item item, const struct said *s, struct err *e)
{
	struct known_book *k;
	struct station_names names;

	if (known(q, item.id, &k, e) != RC_OK)
		return e->code;
	say_station(q->arena, k->station, &names);
	item.book = k->name;
	item.station = names.unit;
	if (s) {
		item.verdict = s->verdict;
		item.reply = s->reply;
	}
	vec_push(q->out, item);
	return RC_OK;
}

/* ---- handovers ---- */

static unsigned
handover_queue_flags(const struct handover_view *v)
{
	static const struct {
		unsigned from, to;
	} table[] = {
	    {HANDOVER_LEADER_MISSING | HANDOVER_LEADER_LATE, QUEUE_UNCONFIRMED},
	    {HANDOVER_PASSED_LATE, QUEUE_PASSED_LATE},
	    {HANDOVER_THIN, QUEUE_THIN},
	    {HANDOVER_ALONE, QUEUE_ALONE},
	    {HANDOVER_UNREAD, QUEUE_ITEMS},
	    {HANDOVER_OTHER_HAND, QUEUE_OTHER_HAND},
	    {HANDOVER_ON_PAPER, QUEUE_ON_PAPER},
	};
	unsigned flags = v->late ? QUEUE_ADDED : 0;

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (v->flags & table[i].from)
			flags |= table[i].to;
	return flags;
}

static enum rc
add_handover(struct queueing *q, const struct record *r, struct err *e)
{
	const struct said *s = review_said_of(q, r->id);
	unsigned state = standing(q, s);
	struct handover_view v;
	enum rc rc = RC_OK;

	if (!state)
		return RC_OK;
	if (handover_row(q->book, q->arena, &q->chains, r->id, &v, e) != RC_OK)
		return e->code;
	if (v.state.seal)
		rc = push(q,
			  (struct queue_item){
			      .what = QUEUE_HANDOVER,
			      .id = r->id,
			      .title = v.state.sealed->number ? v.state.sealed->number : r->id,
			      .at = v.state.seal->at.secs,
			      .flags = state | handover_queue_flags(&v)},
			  s, e);
	handover_view_clear(&v);
	return rc;
}

/* ---- incidents ---- */

static bool
countersigned(const struct casefile *cf, const char *report)
{
	for (size_t i = 0; i < cf->countersigns.n; i++)
		if (str_equal(cf->countersigns.v[i]->of, report))
			return true;
	return false;
}

/* By what right a report was signed. */
static enum rc
signed_flags(struct queueing *q, const struct record *report, bool signed_afterwards, unsigned *out,
	     struct err *e)
{
	const struct report *r = report->body;
	int64_t at = r->signed_at.kind == MOMENT_EXACT ? r->signed_at.secs : record_when(report);
	struct known_book *k;

	if (r->by_phone && !signed_afterwards)
		*out |= QUEUE_COUNTERSIGN;
	if (known(q, report->id, &k, e) != RC_OK || roster_of(q, k, e) != RC_OK)
		return e->code;
	if (!review_signs_by_duty(&k->roster.duty, k->station, r->signer, at))
		*out |= QUEUE_OFF_DUTY;
	return RC_OK;
}

static enum rc
incident_flags_of(struct queueing *q, const struct casefile *cf, unsigned *out, struct err *e)
{
	struct obligations owed = {0};

	obligations_of(q->arena, cf, book_now(q->book), &owed);
	for (size_t i = 0; i < owed.n; i++)
		if (owed.v[i].status == OWED_LATE && owed.v[i].step != OWED_COUNTERSIGN &&
		    owed.v[i].step != OWED_ENTERPRISE)
			*out |= QUEUE_LATE;
	vec_clear(&owed);
	for (size_t i = 0; i < cf->reports.n; i++) {
		const struct record *r = cf->reports.v[i];

		if (!case_void_of(cf, r) &&
		    signed_flags(q, r, countersigned(cf, r->id), out, e) != RC_OK)
			return e->code;
	}
	return RC_OK;
}

/* One that still runs is listed only for what is wrong already. */
static enum rc
add_incident(struct queueing *q, const struct record *r, struct err *e)
{
	const struct said *s = review_said_of(q, r->id);
	unsigned state = standing(q, s), flags = 0;
	struct casefile cf;

	if (!state)
		return RC_OK;
	if (owed_casefile(q->book, q->arena, r->id, &cf, e) != RC_OK ||
	    incident_flags_of(q, &cf, &flags, e) != RC_OK)
		return e->code;
	if (cf.ended == NEVER && !flags && state == QUEUE_UNREAD)
		return RC_OK;
	return push(q,
		    (struct queue_item){.what = QUEUE_INCIDENT,
					.id = r->id,
					.title = cf.incident->title ? cf.incident->title
								    : cf.incident->place,
					.at = cf.ended != NEVER ? cf.ended : cf.learned,
					.flags = state | flags},
		    s, e);
}

/* ---- reports of no incident ---- */

static enum rc
add_report(struct queueing *q, const struct record *r, struct err *e)
{
	const struct report *body = r->body;
	struct records about = {0};
	struct record *of;
	unsigned flags = 0;
	bool afterwards = false, voided = false;
	enum rc rc = RC_OK;

	if (r->of) {
		rc = book_record(q->book, q->arena, r->of, &of, e);
		if (rc == RC_OK && of->kind == &kind_incident)
			return RC_OK;
	}
	if (rc == RC_OK)
		rc = book_of(q->book, q->arena, r->id, &about, e);
	for (size_t i = 0; rc == RC_OK && i < about.n; i++) {
		afterwards |= about.v[i]->kind == &kind_countersign;
		voided |= about.v[i]->kind == &kind_void;
	}
	vec_clear(&about);
	if (rc == RC_OK && !voided)
		rc = signed_flags(q, r, afterwards, &flags, e);
	if (rc != RC_OK || !flags)
		return rc;
	return push(q,
		    (struct queue_item){.what = QUEUE_REPORT,
					.id = r->id,
					.title = body->number ? body->number : r->id,
					.at = record_when(r),
					.flags = flags},
		    NULL, e);
}

/* ---- the queue ---- */

static int
rank(const struct queue_item *i)
{
	if (i->flags & QUEUE_ANSWERED)
		return 0;
	if (i->flags & QUEUE_OVERDUE)
		return 1;
	if (i->flags & QUEUE_WAITING)
		return 4;
	return i->flags & ~(unsigned)QUEUE_UNREAD ? 2 : 3;
}

static int
compare(const void *a, const void *b)
{
	const struct queue_item *x = a, *y = b;

	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return strcmp(x->id, y->id);
}

static enum rc
add_recent(struct queueing *q, const struct record *r, struct err *e)
{
	int64_t since = book_now(q->book) - QUEUE_INCIDENT_DAYS * (int64_t)DAY_SECONDS;

	if (r->kind == &kind_handover)
		return add_handover(q, r, e);
	if (record_when(r) < since)
		return RC_OK;
	if (r->kind == &kind_incident)
		return add_incident(q, r, e);
	return r->kind == &kind_report ? add_report(q, r, e) : RC_OK;
}

enum rc
review_queue(struct book *b, struct arena *a, const char *book, struct review_queue *out,
	     struct err *e)
{
	static const struct kind *const wanted[] = {&kind_review, &kind_handover, &kind_incident,
						    &kind_report, NULL};
	struct queueing q = {.book = b, .arena = a, .only = book, .out = out};
	enum rc rc = review_fetch(&q, wanted, QUEUE_HANDOVER_DAYS, e);

	for (size_t i = 0; rc == RC_OK && i < q.recent.n; i++)
		rc = add_recent(&q, q.recent.v[i], e);
	if (rc == RC_OK && out->n)
		qsort(out->v, out->n, sizeof(*out->v), compare);
	clear(&q);
	return rc;
}

static enum rc
add_waiting(struct queueing *q, const struct said *s, struct err *e)
{
	unsigned state = standing(q, s);
	struct queue_item item = {.id = s->of, .flags = state};
	struct thing *t;

	if (!(state & QUEUE_WAITING))
		return RC_OK;
	if (book_thing(q->book, q->arena, s->of, &t, e) != RC_OK)
		return e->code;
	item.what = t->kind == &kind_handover ? QUEUE_HANDOVER : QUEUE_INCIDENT;
	item.at = record_when(s->verdict);
	item.title = s->of;
	if (t->kind == &kind_incident && ((const struct incident *)t->body)->title)
		item.title = ((const struct incident *)t->body)->title;
	return push(q, item, s, e);
}

enum rc
review_to_answer(struct book *b, struct arena *a, const char *book, struct review_queue *out,
		 struct err *e)
{
	struct queueing q = {.book = b, .arena = a, .only = book, .out = out};
	static const struct kind *const wanted[] = {&kind_review, NULL};
	enum rc rc = review_fetch(&q, wanted, QUEUE_INCIDENT_DAYS, e);

	for (size_t i = 0; rc == RC_OK && i < q.said.n; i++)
		if (q.said.v[i].verdict)
			rc = add_waiting(&q, &q.said.v[i], e);
	if (rc == RC_OK && out->n)
		qsort(out->v, out->n, sizeof(*out->v), compare);
	clear(&q);
	return rc;
}
