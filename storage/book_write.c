/* Writing records: each is completed, checked and made durable, or nothing happens. */
#include <string.h>

#include "core/permit.h"
#include "storage/book.h"
#include "storage/book_state.h"
#include "storage/file.h"
#include "storage/private.h"
#include "storage/trust_hand.h"

enum rc
book_begin(struct book *b, struct err *e)
{
	b->station_changed = false;
	return store_begin(b->store, e);
}

enum rc
book_commit(struct book *b, struct err *e)
{
	if (store_commit(b->store, e) != RC_OK)
		return e->code;
	return b->station_changed ? book_load_station(b, e) : RC_OK;
}

void
book_abort(struct book *b)
{
	store_abort(b->store);
}

/* The writer of new records in a book: our device in the own one, the superior's hand in one below
 * us. */
static enum rc
writer_in(struct book *b, struct arena *a, const char *book, const char **writer, struct err *e)
{
	struct trust t = {0};
	char *value;
	size_t n;
	enum rc rc;

	if (str_equal(book, b->name)) {
		/* It may have taken its next name since this process began; a home in the making
		 * has none in the store yet. */
		rc = trust_device(b->store, b->device, e);
		*writer = b->device;
		return rc == RC_OK || rc == RC_NOT_FOUND ? trust_may_write(b->home, b->store, e)
							 : rc;
	}
	if (store_local_get(b->store, a, arena_text_f(a, "hand/%s", book), &value, &n, e) != RC_OK)
		return e->code == RC_NOT_FOUND
			   ? err_set(e, RC_NOT_FOUND,
				     _("the book %s is not held here; enrol its device first"),
				     book)
			   : e->code;
	*writer = arena_text_n(a, value, n);
	rc = trust_load(b->store, a, book, &t, e);
	if (rc == RC_OK)
		rc = trust_hand_may_write(b->home, b->store, &t, e);
	trust_clear(&t);
	return rc;
}

static enum rc
check_reference(struct book *b, struct arena *a, const struct field *f, const char *id,
		struct err *e)
{
	struct record *r;

	if (strchr(id, '/'))
		return RC_OK; /* outside the superior's tree */
	if (book_record(b, a, id, &r, e) != RC_OK)
		return err_add(e, "%s", f->name);
	if (f->target && !str_equal(r->kind_name, f->target))
		return err_set(e, RC_INVALID, _("%s: %s is not of the kind %s"), f->name, id,
			       f->target);
	return RC_OK;
}

static enum rc
check_references(struct book *b, struct arena *a, const struct record *r, struct err *e)
{
	for (size_t i = 0; i < r->kind->nfields; i++) {
		const struct field *f = &r->kind->fields[i];

		if (!(r->has >> i & 1) || field_empty(f, r->body) ||
		    (f->type != &field_ref && f->type != &field_person))
			continue;
		if (check_reference(b, a, f, *(char *const *)field_of(f, r->body), e) != RC_OK)
			return e->code;
	}
	return RC_OK;
}

/* Post and name as text, for readers who do not hold our people. */
static const char *
who_text(struct book *b, struct arena *a)
{
	struct thing *t;
	struct err e;
	const struct person *p;

	if (!b->author[0] || book_thing(b, a, b->author, &t, &e) != RC_OK)
		return b->station ? b->station->name : NULL;
	p = t->body;
	return p->post ? arena_text_f(a, "%s %s", p->post, p->name) : p->name;
}

static enum rc
complete(struct book *b, struct arena *a, struct record *r, const char *book, struct err *e)
{
	char of_book[WRITER_TEXT];
	const char *writer = NULL;
	int64_t number;

	if (r->of) {
		book_of_writer(r->of, of_book);
		book = of_book;
	} else if (!book) {
		book = b->name;
	}
	if (writer_in(b, a, book, &writer, e) != RC_OK)
		return e->code;
	if (!(r->kind->writers & writer_role(writer)))
		return err_set(e, RC_INVALID, _("%s may not be written into the book %s from here"),
			       _(r->kind->label), book);
	if (store_next_number(b->store, writer, &number, e) != RC_OK)
		return e->code;
	r->id = arena_text_f(a, "%s-%lld", writer, (long long)number);
	r->by = b->author[0] ? b->author : b->device;
	if (!str_equal(book, b->name))
		r->who = who_text(b, a);
	r->ts = b->now;
	if (r->at.kind == MOMENT_NONE)
		r->at = moment_at(b->now / 1000);
	return RC_OK;
}

static enum rc
keep_private(struct book *b, struct arena *a, const struct record *r, struct err *e)
{
	struct str text = STR_INIT;
	char *dir = book_private_dir(b, a);
	enum rc rc = RC_OK;

	record_private_text(r, &text);
	if (text.len)
		rc = private_write(dir, r->id, text.ptr, text.len, e);
	else
		private_erase(dir, r->id); /* an orphan of a broken write under this free id */
	str_clear(&text);
	return rc;
}

/* What the other side would refuse at its arrival is refused before it is written. */
static enum rc
check_as_reader(struct arena *a, const struct record *r, struct err *e)
{
	struct record_id id;
	struct record *again;

	if (record_read(a, r->line, r->len, &again, e) != RC_OK)
		return e->code;
	if (!record_id_read(r->id, &id))
		return err_set(e, RC_INVALID, _("'%s' is not an id such as sm1-128"), r->id);
	return permit_record(again, id.writer, id.number, e);
}

enum rc
book_add(struct book *b, struct arena *a, struct record *r, const char *book, struct err *e)
{
	struct record *parent;

	if (!r->rev && kind_check(r->kind, r->body, e) != RC_OK)
		return e->code;
	if (r->of && !r->rev && book_record(b, a, r->of, &parent, e) != RC_OK)
		return e->code;
	if (complete(b, a, r, book, e) != RC_OK || check_references(b, a, r, e) != RC_OK ||
	    record_write(a, r, e) != RC_OK || check_as_reader(a, r, e) != RC_OK ||
	    keep_private(b, a, r, e) != RC_OK)
		return e->code;
	if (r->kind == &kind_station)
		b->station_changed = true;
	return store_append(b->store, r->line, r->len, e);
}

enum rc
book_edit(struct book *b, struct arena *a, const struct thing *t, const void *wanted, uint64_t mask,
	  struct err *e)
{
	struct record *r = thing_edit(a, t, wanted, mask);
	void *whole;

	if (!r)
		return RC_OK;
	whole = arena_alloc(a, t->kind->size);
	memcpy(whole, t->body, t->kind->size);
	for (size_t i = 0; i < t->kind->nfields; i++) {
		if (!(r->has >> i & 1))
			continue;
		if (t->kind->fields[i].flags & FIELD_FIXED)
			return err_set(e, RC_INVALID, _("%s cannot be changed afterwards"),
				       t->kind->fields[i].name);
		field_copy(&t->kind->fields[i], wanted, whole);
	}
	if (kind_check(t->kind, whole, e) != RC_OK)
		return e->code;
	return book_add(b, a, r, NULL, e);
}

enum rc
book_add_one(struct book *b, struct arena *a, struct record *r, const char *book, struct err *e)
{
	if (book_begin(b, e) != RC_OK)
		return e->code;
	if (book_add(b, a, r, book, e) != RC_OK) {
		book_abort(b);
		return e->code;
	}
	return book_commit(b, e);
}

/* ---- permission ---- */

static bool
note_any(void *ctx, const char *key, const void *value, size_t n)
{
	(void)key;
	(void)value;
	(void)n;
	*(bool *)ctx = true;
	return false;
}

void
book_pin_checked(struct book *b, const char *person)
{
	size_t n = strlen(person);

	if (n < sizeof(b->pin_person))
		memcpy(b->pin_person, person, n + 1);
}

enum rc
book_need_leader(struct book *b, struct err *e)
{
	struct arena a = {0};
	struct thing *t;
	bool any_pin = false;
	enum rc rc = store_each_local(b->store, "pin/", note_any, &any_pin, e);

	if (rc != RC_OK || !any_pin)
		return rc;
	if (!b->author[0] || !str_equal(b->author, b->pin_person))
		return err_set(e, RC_INVALID,
			       _("this takes a leader or administrator: set ZHIBAN_AS to the "
				 "person and give the PIN"));
	rc = book_thing(b, &a, b->author, &t, e);
	if (rc == RC_OK && ((struct person *)t->body)->role < ROLE_LEADER)
		rc = err_set(e, RC_INVALID, _("%s is neither leader nor administrator"),
			     ((struct person *)t->body)->name);
	arena_free(&a);
	return rc;
}
