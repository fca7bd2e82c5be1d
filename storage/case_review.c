/* Reviewing incidents over the book: the page, the verdicts, the replies. */
#include "storage/case_review.h"

#include "core/attendance.h"
#include "core/vec.h"
#include "storage/contact.h"
#include "storage/owed.h"
#include "storage/roster.h"

/* What the page is made from, for one incident. */
struct fetched {
	struct casefile cf;
	struct records file;
	struct obligations owed;
	struct roster roster;
	struct things attendance;
	struct review_clock clock;
	const struct station *station;
};

static void
clear(struct fetched *f)
{
	vec_clear(&f->file);
	vec_clear(&f->owed);
	vec_clear(&f->attendance);
	roster_clear(&f->roster);
}

static enum rc
fetch_duty(struct book *b, struct arena *a, const char *book, struct fetched *f, struct err *e)
{
	int64_t from = f->cf.learned - DAY_SECONDS, until = f->cf.learned + 2 * DAY_SECONDS;
	struct book_filter span = {.book = book, .since = from, .until = until};

	/* Reports may be signed later; the roster of those days bears on who signed. */
	for (size_t i = 0; i < f->cf.reports.n; i++)
		if (record_when(f->cf.reports.v[i]) + DAY_SECONDS > until)
			until = record_when(f->cf.reports.v[i]) + DAY_SECONDS;
	if (roster_load(b, a, book, from, until, &f->roster, e) != RC_OK)
		return e->code;
	if (book_list(b, a, &kind_attendance, &span, &f->attendance, e) != RC_OK)
		return e->code;
	attendance_standing(&f->attendance);
	return RC_OK;
}

static enum rc
fetch(struct book *b, struct arena *a, const char *id, struct fetched *f, struct err *e)
{
	struct sync_contact contact;
	struct thing *t;
	char book[WRITER_TEXT];

	if (book_thing_kind(b, a, id, &kind_incident, &t, e) != RC_OK)
		return e->code;
	book_of_writer(id, book);
	if (owed_casefile(b, a, id, &f->cf, e) != RC_OK ||
	    book_file(b, a, id, &f->file, e) != RC_OK || owed_of(b, a, id, &f->owed, e) != RC_OK ||
	    fetch_duty(b, a, book, f, e) != RC_OK ||
	    book_station_of(b, a, book, &f->station, e) != RC_OK ||
	    sync_contact_load(book_store(b), a, book, NULL, &contact, e) != RC_OK)
		return e->code;
	f->clock = (struct review_clock){arena_text(a, book), contact.ahead};
	return RC_OK;
}

enum rc
case_page(struct book *b, struct arena *a, const char *id, struct case_page *out, struct err *e)
{
	struct fetched f = {0};
	struct casefile *cf = ARENA_NEW(a, struct casefile);
	enum rc rc = fetch(b, a, id, &f, e);

	if (rc == RC_OK) {
		*cf = f.cf;
		struct case_review_input in = {
		    .cf = cf,
		    .file = &f.file,
		    .owed = f.owed.v,
		    .nowed = f.owed.n,
		    .now = book_now(b),
		    .late_from = station_late_from(book_station(b)),
		    .duty = &f.roster.duty,
		    .attendance = &f.attendance,
		    .station = f.station,
		    .clocks = &f.clock,
		    .nclocks = 1,
		};

		case_review(a, &in, &out->review);
		out->station = f.station;
		out->practice = f.station && f.station->practice;
	}
	clear(&f);
	return rc;
}

enum rc
case_page_paper(struct book *b, struct arena *a, const char *id, bool html, struct str *out,
		struct err *e)
{
	struct case_page p;

	if (case_page(b, a, id, &p, e) != RC_OK)
		return e->code;
	case_review_print(&p.review, p.station, p.practice, html, out);
	return RC_OK;
}

/* ---- verdicts and replies ---- */

static enum rc
may_review(struct book *b, struct arena *a, const char *of, const struct review *review,
	   struct err *e)
{
	const struct record *verdict, *reply;
	struct records recs = {0};
	enum rc rc;

	if (!review->verdict == !review->reply)
		return err_set(e, RC_INVALID, _("it is either a verdict or a reply to one"));
	if (review->verdict > REVIEW_OK && !review->text)
		return err_set(e, RC_MISSING, _("such a verdict needs words"));
	if (!review->reply)
		return RC_OK;
	rc = book_of(b, a, of, &recs, e);
	if (rc == RC_OK) {
		review_standing(&recs, of, &verdict, &reply);
		if (!verdict)
			rc = err_set(e, RC_INVALID,
				     _("%s has no verdict yet; there is nothing to answer"), of);
	}
	vec_clear(&recs);
	return rc;
}

enum rc
review_add(struct book *b, struct arena *a, const char *of, const struct review *review,
	   const char **record, struct err *e)
{
	struct record *r = record_new(a, &kind_review);
	struct record *first;

	if (book_record(b, a, of, &first, e) != RC_OK)
		return e->code;
	if (first->kind != &kind_incident && first->kind != &kind_handover)
		return err_set(e, RC_INVALID, _("%s is neither an incident nor a handover"), of);
	if (may_review(b, a, of, review, e) != RC_OK)
		return e->code;
	*(struct review *)r->body = *review;
	r->of = of;
	for (size_t i = 0; i < kind_review.nfields; i++)
		if (!field_empty(&kind_review.fields[i], r->body))
			record_has(r, kind_review.fields[i].name);
	if (book_add_one(b, a, r, NULL, e) != RC_OK)
		return e->code;
	*record = r->id;
	return RC_OK;
}
