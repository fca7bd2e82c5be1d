/* Writes the steps of a handover. */
#include <string.h>
#include <time.h>

#include "core/say.h"
#include "core/vec.h"
#include "storage/case_review.h"
#include "storage/handover_inside.h"
#include "storage/pin.h"
#include "storage/roster.h"

/* ---- start ---- */

static enum rc
none_open(struct book *b, struct arena *a, int group, struct err *e)
{
	struct book_filter f = {.book = book_name(b), .open = true};
	struct things open = {0};
	enum rc rc = book_list(b, a, &kind_handover, &f, &open, e);

	for (size_t i = 0; rc == RC_OK && i < open.n; i++)
		if (((const struct handover *)open.v[i]->body)->group == group)
			rc = err_set(e, RC_CONFLICT,
				     _("the handover %s is not sealed yet; go on with it"),
				     open.v[i]->id);
	vec_clear(&open);
	return rc;
}

static struct record *
new_handover(struct arena *a, const struct handover *h)
{
	struct record *r = record_new(a, &kind_handover);

	*(struct handover *)r->body = *h;
	for (size_t i = 0; i < kind_handover.nfields; i++)
		if (!field_empty(&kind_handover.fields[i], r->body))
			record_has(r, kind_handover.fields[i].name);
	return r;
}

/* Inside a write. */
static enum rc
add_handover(struct book *b, struct arena *a, int group, const struct handover *extra,
	     const char **id, struct err *e)
{
	struct handover h = *extra;
	struct roster r = {0};
	struct record *rec;
	int64_t ended, now = book_now(b);
	enum rc rc = none_open(b, a, group, e);

	if (rc == RC_OK)
		rc = handover_last_end(b, a, group, &ended, e);
	if (rc == RC_OK)
		rc = roster_load(b, a, NULL, now - 7 * (int64_t)DAY_SECONDS,
				 now + 7 * (int64_t)DAY_SECONDS, &r, e);
	if (rc != RC_OK)
		return rc;
	h.group = group;
	handover_people(&r.duty, group, now, ended, &h);
	if (h.end.kind != MOMENT_EXACT) { /* no roster: from the one before until now */
		h.end = moment_at(now);
		if (ended && ended < now)
			h.start = moment_at(ended);
	}
	rec = new_handover(a, &h);
	rc = book_add(b, a, rec, NULL, e);
	if (rc == RC_OK)
		*id = rec->id;
	roster_clear(&r);
	return rc;
}

enum rc
handover_finish(struct book *b, enum rc rc, struct err *e)
{
	if (rc == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return rc;
}

enum rc
handover_start(struct book *b, struct arena *a, int group, const char **id, struct err *e)
{
	static const struct handover nothing;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	return handover_finish(b, add_handover(b, a, group, &nothing, id, e), e);
}

/* ---- signatures ---- */

static enum rc
check_pin(struct book *b, const char *pin, struct err *e)
{
	/* The machine's clock: a practice home's may stand still or run back. */
	return pin_check(book_store(b), book_author(b), pin ? pin : "", (int64_t)time(NULL), e);
}

static enum rc
need_author(const struct book *b, struct err *e)
{
	if (book_author(b))
		return RC_OK;
	return err_set(e, RC_INVALID,
		       _("signing takes a person: set ZHIBAN_AS to the one who signs"));
}

static int64_t
highest_serial(const struct sealed_list *seals, int year)
{
	int64_t highest = 0;

	for (size_t i = 0; i < seals->n; i++)
		if (seals->v[i].sign->year.n == year && seals->v[i].sign->serial.n > highest)
			highest = seals->v[i].sign->serial.n;
	return highest;
}

/* 石门交〔2026〕18号; the fire group has its own series: 石门消交. */
static char *
number_text(struct book *b, struct arena *a, int group, int64_t year, int64_t serial)
{
	static const char *const words[] = {"街道", "镇", "乡", "县", "区", "市", "村", "社区"};
	struct station_names names;
	size_t n;

	say_station(a, book_station(b), &names);
	n = strlen(names.unit);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_ends(names.unit, words[i]) && n > strlen(words[i])) {
			n -= strlen(words[i]);
			break;
		}
	return arena_text_f(a, "%.*s%s交〔%lld〕%lld号", (int)(n < 30 ? n : 30), names.unit,
			    group == GROUP_FIRE ? "消" : "", (long long)year, (long long)serial);
}

/* The duty passes: cut, seal, number and the items as they stand go into the signature. */
static enum rc
fill_seal(struct book *b, struct arena *a, const struct handover_state *s, struct record *r,
	  struct err *e)
{
	struct handover_sign *body = r->body;
	struct sealed_list seals = {0};
	struct handover_items items = {0};
	struct cut cut;
	struct str text = STR_INIT;
	char seal[65];
	int64_t at = r->at.kind == MOMENT_EXACT ? r->at.secs : book_now(b);
	enum rc rc = handover_cut_now(b, a, book_name(b), &cut, e);

	if (rc == RC_OK)
		rc = handover_seal(b, &cut, seal, e);
	if (rc == RC_OK)
		rc = handover_seals(b, a, book_name(b), s->body->group, &seals, e);
	if (rc == RC_OK)
		rc = handover_gather(b, a, s, &seals, &items, e);
	if (rc == RC_OK) {
		cut_text(&cut, &text);
		body->cut = arena_text(a, text.ptr);
		str_cut(&text, 0);
		handover_items_write(&items, &text);
		body->items = text.len ? arena_text(a, text.ptr) : NULL;
		body->seal = arena_text(a, seal);
		body->group = s->body->group;
		body->year = (struct count){civil_of(at).year, true};
		body->serial = (struct count){highest_serial(&seals, (int)body->year.n) + 1, true};
		body->number = number_text(b, a, s->body->group, body->year.n, body->serial.n);
		if (seals.n)
			body->prev = arena_text(a, seals.v[seals.n - 1].handover);
	}
	str_clear(&text);
	vec_clear(&items);
	vec_clear(&seals);
	return rc;
}

/* reason: why it was handed over alone, or NULL. */
static enum rc
mark_sealed(struct book *b, struct arena *a, const struct handover_state *s, const char *reason,
	    struct err *e)
{
	struct handover wanted = *s->body;
	uint64_t mask = UINT64_C(1) << kind_field_index(&kind_handover, "sealed");

	wanted.sealed = true;
	if (reason) {
		wanted.alone = true;
		wanted.reason = arena_text(a, reason);
		mask |= UINT64_C(1) << kind_field_index(&kind_handover, "alone");
		mask |= UINT64_C(1) << kind_field_index(&kind_handover, "reason");
	}
	return book_edit(b, a, s->thing, &wanted, mask, e);
}

/* How a signature is added. */
struct signing {
	const struct handover_state *state;
	bool seals;
	const char *alone; /* the reason, or NULL */
};

/* Inside a write: the signature, and the seal when it is the one that passes the duty. */
static enum rc
add_signature(struct book *b, struct arena *a, const struct signing *g, struct record *r,
	      struct handover_signed *out, struct err *e)
{
	struct handover_sign *body = r->body;
	enum rc rc = RC_OK;

	r->of = g->state->thing->id;
	if (g->seals)
		rc = fill_seal(b, a, g->state, r, e);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (!field_empty(&r->kind->fields[i], r->body))
			record_has(r, r->kind->fields[i].name);
	rc = book_add(b, a, r, NULL, e);
	if (rc == RC_OK && g->seals)
		rc = mark_sealed(b, a, g->state, g->alone, e);
	*out = (struct handover_signed){.record = r->id, .sealed = g->seals};
	if (g->seals) {
		out->number = body->number;
		out->cut = body->cut;
		seal_short(body->seal, out->code);
	}
	return rc;
}

static const char *
signer_of(const struct record *r)
{
	return r ? ((const struct handover_sign *)r->body)->person : NULL;
}

/* Both sides by different persons, each side once, the leader once each. */
static enum rc
may_sign(struct book *b, struct arena *a, const struct handover_state *s,
	 const struct handover_sign *sign, struct err *e)
{
	const struct record *const signed_by[] = {[SIDE_OUT] = s->out,
						  [SIDE_IN] = s->in,
						  [SIDE_OUT_DEPUTY] = s->out_deputy,
						  [SIDE_IN_DEPUTY] = s->in_deputy};
	const struct record *same = signed_by[sign->side];
	const struct record *other = sign->side == SIDE_OUT  ? s->in
				     : sign->side == SIDE_IN ? s->out
							     : NULL;

	for (size_t i = 0; sign->side == SIDE_LEADER && i < s->leaders.n; i++)
		if (str_equal(signer_of(s->leaders.v[i]), sign->person))
			same = s->leaders.v[i];
	if (same)
		return err_set(e, RC_INVALID, _("%s is signed already, by %s"), s->thing->id,
			       book_author_name(b, a, signer_of(same)));
	if (other && str_equal(signer_of(other), sign->person))
		return err_set(e, RC_INVALID,
			       _("nobody hands over to themselves: the other side is signed by %s; "
				 "if nobody came, use handover alone"),
			       book_author_name(b, a, sign->person));
	return RC_OK;
}

static enum rc
leader_by_phone(struct book *b, struct arena *a, const struct handover_signing *s,
		struct handover_sign *body, struct err *e)
{
	struct thing *leader, *witness = NULL;
	const char *heard = s->witness ? s->witness : book_author(b);

	if (s->side != SIDE_LEADER)
		return err_set(e, RC_INVALID, _("only the leader confirms by telephone"));
	if (!heard)
		return err_set(e, RC_INVALID, _("say who heard it: --witness PERSON"));
	if (book_person(b, a, s->leader, &leader, e) != RC_OK ||
	    book_person(b, a, heard, &witness, e) != RC_OK)
		return e->code;
	if (str_equal(leader->id, witness->id))
		return err_set(e, RC_INVALID, _("the leader cannot be the witness too"));
	body->person = arena_text(a, leader->id);
	body->witness = arena_text(a, witness->id);
	body->by_phone = true;
	return RC_OK;
}

/* The planned one of a side, NULL where the roster knows none. */
static const char *
planned(const struct handover *h, int side)
{
	switch (side) {
	case SIDE_OUT:
		return h->outgoing;
	case SIDE_IN:
		return h->incoming;
	case SIDE_OUT_DEPUTY:
		return h->out_deputy;
	case SIDE_IN_DEPUTY:
		return h->in_deputy;
	default:
		return NULL;
	}
}

/* A deputy is picked: whoever keeps the record says so (practice.md 56). */
static enum rc
by_pick(struct book *b, struct arena *a, const struct handover_signing *s, const struct handover *h,
	struct handover_sign *body, struct err *e)
{
	const char *who = s->person ? s->person : planned(h, s->side);
	struct thing *t;

	if (!who)
		return err_set(e, RC_INVALID,
			       _("the roster knows no deputy; say who it was: --person PERSON"));
	if (book_person(b, a, who, &t, e) != RC_OK)
		return e->code;
	body->person = arena_text(a, t->id);
	return RC_OK;
}

/* A forgotten PIN stops no handover (practice.md 3): signed on the sheet, and somebody who has a
 * PIN puts theirs to having seen it. It is told in the review. */
static enum rc
on_paper(struct book *b, struct arena *a, const struct handover_signing *s,
	 const struct handover *h, struct handover_sign *body, struct err *e)
{
	const char *who = s->person ? s->person : planned(h, s->side);
	struct thing *t;

	if (s->side != SIDE_OUT && s->side != SIDE_IN)
		return err_set(e, RC_INVALID, _("on paper the two sign who hand over"));
	if (!who)
		return err_set(e, RC_INVALID, _("say who signed on paper: --person PERSON"));
	if (need_author(b, e) != RC_OK || book_person(b, a, who, &t, e) != RC_OK)
		return e->code;
	if (str_equal(t->id, book_author(b)))
		return err_set(e, RC_INVALID, _("%s cannot witness the own signature on paper"),
			       book_author_name(b, a, t->id));
	body->person = arena_text(a, t->id);
	body->witness = arena_text(a, book_author(b));
	body->on_paper = true;
	return check_pin(b, s->pin, e);
}

static enum rc
prepare(struct book *b, struct arena *a, const struct handover_signing *s, const struct handover *h,
	struct record *r, struct err *e)
{
	struct handover_sign *body = r->body;

	r->at = s->at;
	body->side = s->side;
	if (s->leader)
		return leader_by_phone(b, a, s, body, e);
	if (s->on_paper)
		return on_paper(b, a, s, h, body, e);
	if (s->side == SIDE_OUT_DEPUTY || s->side == SIDE_IN_DEPUTY)
		return by_pick(b, a, s, h, body, e);
	if (need_author(b, e) != RC_OK)
		return e->code;
	body->person = arena_text(a, book_author(b));
	return check_pin(b, s->pin, e);
}

enum rc
handover_sign(struct book *b, struct arena *a, const struct handover_signing *s,
	      struct handover_signed *out, struct err *e)
{
	struct record *r = record_new(a, &kind_handover_sign);
	struct handover_state state;
	struct signing g = {.state = &state};
	enum rc rc = handover_load(b, a, s->handover, &state, e);

	if (rc != RC_OK)
		return rc;
	rc = prepare(b, a, s, state.body, r, e);
	handover_clear(&state);
	if (rc != RC_OK || book_begin(b, e) != RC_OK)
		return e->code;
	rc = handover_load(b, a, s->handover, &state, e);
	if (rc != RC_OK)
		return handover_finish(b, rc, e);
	rc = may_sign(b, a, &state, r->body, e);
	g.seals =
	    !state.seal && ((s->side == SIDE_OUT && state.in) || (s->side == SIDE_IN && state.out));
	if (rc == RC_OK)
		rc = add_signature(b, a, &g, r, out, e);
	handover_clear(&state);
	return handover_finish(b, rc, e);
}

/* ---- nobody came ---- */

static enum rc
open_of_group(struct book *b, struct arena *a, int group, const char **id, struct err *e)
{
	struct book_filter f = {.book = book_name(b), .open = true};
	struct things open = {0};
	enum rc rc = book_list(b, a, &kind_handover, &f, &open, e);

	*id = NULL;
	for (size_t i = 0; rc == RC_OK && i < open.n; i++)
		if (((const struct handover *)open.v[i]->body)->group == group)
			*id = open.v[i]->id;
	vec_clear(&open);
	return rc;
}

enum rc
handover_alone(struct book *b, struct arena *a, const struct handover_leaving *l,
	       struct handover_signed *out, const char **id, struct err *e)
{
	struct record *r = record_new(a, &kind_handover_sign);
	struct handover_sign *body = r->body;
	struct handover_state s;
	struct signing g = {&s, true, l->reason};
	enum rc rc;

	if (!l->reason || !*l->reason)
		return err_set(e, RC_MISSING, _("handing over alone needs a reason"));
	if (need_author(b, e) != RC_OK || check_pin(b, l->pin, e) != RC_OK)
		return e->code;
	body->side = SIDE_OUT;
	body->person = arena_text(a, book_author(b));
	rc = open_of_group(b, a, l->group, id, e);
	if (rc == RC_OK && !*id)
		rc = handover_start(b, a, l->group, id, e);
	if (rc != RC_OK || book_begin(b, e) != RC_OK)
		return e->code;
	rc = handover_load(b, a, *id, &s, e);
	if (rc != RC_OK)
		return handover_finish(b, rc, e);
	/* Who signed and then waited in vain signs again, alone. */
	if (!s.out || !str_equal(signer_of(s.out), body->person) || s.seal)
		rc = may_sign(b, a, &s, body, e);
	if (rc == RC_OK && s.in)
		rc = err_set(e, RC_INVALID, _("%s has come and signed: sign the other side"),
			     book_author_name(b, a, signer_of(s.in)));
	if (rc == RC_OK)
		rc = add_signature(b, a, &g, r, out, e);
	handover_clear(&s);
	return handover_finish(b, rc, e);
}

/* ---- review ---- */

enum rc
handover_review(struct book *b, struct arena *a, const char *id, const struct review *review,
		const char **record, struct err *e)
{
	struct handover_state s;
	enum rc rc = handover_load(b, a, id, &s, e);

	if (rc != RC_OK)
		return rc;
	if (!s.seal)
		rc = err_set(e, RC_INVALID, _("%s is not sealed yet; there is nothing to review"),
			     id);
	handover_clear(&s);
	return rc == RC_OK ? review_add(b, a, id, review, record, e) : rc;
}
