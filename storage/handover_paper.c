/* The paper of a handover: what the book knows besides the handover itself. */
#include "core/attendance.h"
#include "core/vec.h"
#include "storage/handover_inside.h"
#include "storage/roster.h"

enum { ARRIVAL_SECONDS = 3 * 3600, SAME_CHANGE = 6 * 3600 };

/* The fire group's handover of the same change of shift; *found: there is one. */
static enum rc
fire_beside(struct book *b, struct arena *a, const struct handover_state *watch, const char *book,
	    struct handover_state *out, bool *found, struct err *e)
{
	int64_t end = watch->body->end.secs;
	struct book_filter f = {
	    .book = book, .since = end - SAME_CHANGE, .until = end + SAME_CHANGE};
	struct things all = {0};
	const char *best = NULL;
	enum rc rc = RC_OK;

	*found = false;
	if (watch->body->group == GROUP_FIRE || watch->body->end.kind != MOMENT_EXACT)
		return RC_OK;
	rc = book_list(b, a, &kind_handover, &f, &all, e);
	for (size_t i = 0; rc == RC_OK && i < all.n; i++) {
		const struct handover *h = all.v[i]->body;

		if (h->group == GROUP_FIRE && h->end.kind == MOMENT_EXACT && h->end.secs == end)
			best = all.v[i]->id;
	}
	if (rc == RC_OK && best) {
		rc = handover_load(b, a, best, out, e);
		*found = rc == RC_OK;
	}
	vec_clear(&all);
	return rc;
}

static enum rc
arrivals(struct book *b, struct arena *a, const struct handover_view *v, const char *book,
	 struct handover_print *p, struct err *e)
{
	int64_t end = v->state.body->end.kind == MOMENT_EXACT ? v->state.body->end.secs
							      : v->state.thing->first->at.secs;
	struct book_filter f = {
	    .book = book, .since = end - ARRIVAL_SECONDS, .until = end + ARRIVAL_SECONDS};
	struct things lines = {0};
	struct handover_arrival *out;
	enum rc rc = book_list(b, a, &kind_attendance, &f, &lines, e);

	if (rc == RC_OK)
		attendance_standing(&lines);
	out = arena_alloc(a, (lines.n + 1) * sizeof(*out));
	for (size_t i = 0; rc == RC_OK && i < lines.n; i++) {
		const struct attendance *at = lines.v[i]->body;

		if (at->way == ATTEND_ON)
			out[p->narrivals++] =
			    (struct handover_arrival){at->person, lines.v[i]->first->at.secs};
	}
	p->arrivals = out;
	vec_clear(&lines);
	return rc;
}

enum rc
handover_paper(struct book *b, struct arena *a, const char *id, bool html, struct str *out,
	       struct err *e)
{
	struct handover_view v;
	struct roster r = {0};
	struct handover_state fire;
	bool has_fire = false;
	struct handover_print p = {.state = &v.state, .items = &v.items, .duty = &r.duty};
	char book[WRITER_TEXT];
	enum rc rc = handover_view(b, a, id, &v, e);

	if (rc != RC_OK)
		return rc;
	book_of_writer(id, book);
	rc = roster_load(b, a, book, book_now(b), book_now(b) + 1, &r, e);
	if (rc == RC_OK)
		rc = arrivals(b, a, &v, book, &p, e);
	if (rc == RC_OK)
		rc = book_station_of(b, a, book, &p.station, e);
	if (rc == RC_OK)
		rc = fire_beside(b, a, &v.state, book, &fire, &has_fire, e);
	if (rc == RC_OK) {
		p.fire = has_fire ? &fire : NULL;
		p.late_ids = v.late_ids;
		p.nlate_ids = v.late < LATE_IDS ? v.late : LATE_IDS;
		p.before = v.before;
		p.entries = v.entries;
		p.late = v.late;
		p.practice = p.station && p.station->practice;
		handover_print(&p, html, out);
	}
	if (has_fire)
		handover_clear(&fire);
	roster_clear(&r);
	handover_view_clear(&v);
	return rc;
}
