/* Signing: the leader's PIN or a telephone authorisation gives a report its number for good. */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/text.h"
#include "storage/desk.h"
#include "storage/desk_inside.h"
#include "storage/pin.h"

static bool
named(char *const *words, const char *word)
{
	for (; words && *words; words++)
		if (str_equal(*words, word))
			return true;
	return false;
}

enum rc
desk_may_sign(struct book *b, struct arena *a, const char *person, struct thing **out,
	      struct err *e)
{
	struct thing *t;
	const struct person *p;

	if (!person)
		return err_set(e, RC_INVALID,
			       _("signing takes a person: set ZHIBAN_AS to the leader on duty"));
	if (book_person(b, a, person, &t, e) != RC_OK)
		return e->code;
	p = t->body;
	if (p->role != ROLE_LEADER && !named(book_station(b)->signers, t->id))
		return err_set(e, RC_INVALID,
			       _("%s may not sign reports: it takes a leader; have one sign, or "
				 "authorise by phone"),
			       p->name);
	*out = t;
	return RC_OK;
}

static enum rc
check_pin(struct book *b, const char *person, const char *pin, struct err *e)
{
	/* The machine's clock: a practice home's may stand still or run back. */
	return pin_check(book_store(b), person, pin ? pin : "", (int64_t)time(NULL), e);
}

/* ---- number and text ---- */

/* The highest serial of one book and year, voided ones counted. */
struct serials {
	const char *book;
	int64_t year;
	char mark[32]; /* the year as it stands in a line */
	int64_t highest;
	enum rc rc;
	struct err *e;
};

static bool
note_serial(void *ctx, const char *line, size_t len)
{
	struct serials *s = ctx;
	struct arena a = {0};
	struct record *r;
	char book[WRITER_TEXT];

	/* A county holds the reports of many years and townships: only the own ones are read. */
	if (!memmem(line, len, s->mark, strlen(s->mark)))
		return true;
	s->rc = record_read(&a, line, len, &r, s->e);
	if (s->rc == RC_OK && r->kind == &kind_report) {
		const struct report *report = r->body;

		book_of_writer(r->id, book);
		if (str_equal(book, s->book) && report->year.n == s->year &&
		    report->serial.n > s->highest)
			s->highest = report->serial.n;
	}
	arena_free(&a);
	return s->rc == RC_OK;
}

static enum rc
give_number(struct book *b, struct arena *a, struct report *r, struct err *e)
{
	int year = civil_of(r->signed_at.secs).year;
	struct serials s = {.book = book_name(b), .year = year, .e = e};
	struct station_names names;
	enum rc rc;

	snprintf(s.mark, sizeof(s.mark), "\"year\":%d", year);
	rc = store_each_kind(book_store(b), "report", false, note_serial, &s, e);
	if (rc != RC_OK || s.rc != RC_OK)
		return e->code;
	say_station(a, book_station(b), &names);
	r->year = (struct count){year, true};
	r->serial = (struct count){s.highest + 1, true};
	r->number = arena_text_f(a, "%s〔%d〕%lld号", names.prefix, year, (long long)r->serial.n);
	return RC_OK;
}

/* Another follow-up may have been signed since this one was drafted. */
static enum rc
give_sequence(struct book *b, struct arena *a, const char *incident, struct report *r,
	      struct err *e)
{
	struct records file = {0};
	int64_t was = r->seq.n;
	enum rc rc;

	if (r->type != REPORT_FOLLOWUP || !incident)
		return RC_OK;
	rc = book_file(b, a, incident, &file, e);
	if (rc == RC_OK) {
		r->seq = (struct count){draft_followups(&file) + 1, true};
		r->title = draft_renumber(a, r->title, was, r->seq.n);
	}
	vec_clear(&file);
	return rc;
}

static enum rc
final_text(struct book *b, struct arena *a, struct desk_report *r, struct err *e)
{
	struct str text = STR_INIT;
	enum rc rc = desk_show(b, a, r, false, &text, e);

	if (rc == RC_OK)
		rc = text_clean(a, text.ptr, text.len, true, &r->body->text, e);
	str_clear(&text);
	return rc;
}

/* ---- signing ---- */

static enum rc
write_signed(struct book *b, struct arena *a, struct desk_report *r, struct err *e)
{
	struct record *rec = record_new(a, &kind_report);

	if (give_sequence(b, a, r->incident, r->body, e) != RC_OK ||
	    give_number(b, a, r->body, e) != RC_OK || final_text(b, a, r, e) != RC_OK)
		return e->code;
	rec->body = r->body;
	desk_mark_given(rec);
	rec->of = r->incident;
	rec->at = r->body->signed_at;
	if (book_add(b, a, rec, NULL, e) != RC_OK ||
	    store_local_put(book_store(b), desk_alias_key(a, r->draft), rec->id, strlen(rec->id),
			    e) != RC_OK ||
	    store_local_put(book_store(b), desk_draft_key(a, r->draft), NULL, 0, e) != RC_OK)
		return e->code;
	r->id = rec->id;
	r->record = rec;
	r->is_signed = true;
	return RC_OK;
}

static enum rc
check_unsigned(struct book *b, struct arena *a, const char *id, struct desk_report *r,
	       struct err *e)
{
	if (desk_find(b, a, id, r, e) != RC_OK)
		return e->code;
	if (r->is_signed)
		return err_set(e, RC_INVALID, _("%s is signed already: %s"), id, r->body->number);
	return RC_OK;
}

/* Who signs, and whether they may; by phone the witness, too. */
static enum rc
check_signer(struct book *b, struct arena *a, const struct desk_signing *s, struct thing **signer,
	     struct thing **witness, struct err *e)
{
	if (!s->leader) {
		if (desk_may_sign(b, a, book_author(b), signer, e) != RC_OK)
			return e->code;
		return check_pin(b, (*signer)->id, s->pin, e);
	}
	if (desk_may_sign(b, a, s->leader, signer, e) != RC_OK)
		return e->code;
	if (!s->witness)
		return err_set(e, RC_INVALID,
			       _("an authorisation by phone takes a witness: give --witness"));
	if (book_person(b, a, s->witness, witness, e) != RC_OK)
		return e->code;
	if (str_equal((*witness)->id, (*signer)->id))
		return err_set(e, RC_INVALID,
			       _("the leader cannot witness the own authorisation by phone"));
	return RC_OK;
}

enum rc
desk_sign(struct book *b, struct arena *a, const struct desk_signing *s, struct desk_report *out,
	  struct err *e)
{
	struct thing *signer, *witness = NULL;
	struct desk_report r;

	if (book_station(b)->level == LEVEL_VILLAGE)
		return err_set(
		    e, RC_INVALID,
		    _("a village station reports by phone only: nothing is signed here"));
	if (check_unsigned(b, a, s->report, &r, e) != RC_OK ||
	    check_signer(b, a, s, &signer, &witness, e) != RC_OK || book_begin(b, e) != RC_OK)
		return e->code;
	/* Again: another terminal may have signed it meanwhile. */
	if (check_unsigned(b, a, s->report, &r, e) != RC_OK)
		goto out;
	r.body->signer = arena_text(a, signer->id);
	r.body->signer_name = arena_text(a, ((struct person *)signer->body)->name);
	r.body->by_phone = s->leader != NULL;
	r.body->witness = witness ? arena_text(a, witness->id) : NULL;
	r.body->signed_at = s->at.kind == MOMENT_NONE ? moment_at(book_now(b)) : s->at;
	if (write_signed(b, a, &r, e) != RC_OK)
		goto out;
	*out = r;
	return book_commit(b, e);
out:
	book_abort(b);
	return e->code;
}

/* ---- afterwards ---- */

static enum rc
find_signed(struct book *b, struct arena *a, const char *id, struct desk_report *r, struct err *e)
{
	if (desk_find(b, a, id, r, e) != RC_OK)
		return e->code;
	if (!r->is_signed)
		return err_set(e, RC_INVALID, _("%s is not signed yet"), id);
	if (r->voided)
		return err_set(e, RC_INVALID, _("%s is void"), id);
	return RC_OK;
}

enum rc
desk_countersign(struct book *b, struct arena *a, const char *id, const char *pin, struct err *e)
{
	struct desk_report r;
	struct record *rec = record_new(a, &kind_countersign);
	const char *author = book_author(b);

	if (find_signed(b, a, id, &r, e) != RC_OK)
		return e->code;
	if (!r.body->by_phone)
		return err_set(e, RC_INVALID, _("%s was signed in person: nothing to countersign"),
			       id);
	if (r.countersigned)
		return err_set(e, RC_INVALID, _("%s is countersigned already"), id);
	if (!str_equal(author, r.body->signer))
		return err_set(e, RC_INVALID, _("%s is countersigned by %s, who authorised it"), id,
			       r.body->signer_name);
	if (check_pin(b, author, pin, e) != RC_OK)
		return e->code;
	((struct report_countersign *)rec->body)->signer = arena_text(a, author);
	desk_mark_given(rec);
	rec->of = r.id;
	return book_add_one(b, a, rec, NULL, e);
}

enum rc
desk_void(struct book *b, struct arena *a, const char *id, const char *reason, struct err *e)
{
	struct desk_report r;
	struct record *rec = record_new(a, &kind_void);
	struct parse_context c = {.now = book_now(b), .arena = a};

	if (find_signed(b, a, id, &r, e) != RC_OK)
		return e->code;
	if (r.sent)
		return err_set(e, RC_INVALID,
			       _("%s has been sent and cannot be voided; draft a correction "
				 "instead"),
			       id);
	if (record_set(rec, "reason", reason, &c, e) != RC_OK)
		return e->code;
	rec->of = r.id;
	return book_add_one(b, a, rec, NULL, e);
}
