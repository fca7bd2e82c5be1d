/* A superior gives its hand another key, in every book below at once. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/alarm.h"
#include "storage/branch.h"
#include "storage/enrol.h"
#include "storage/enrol_line.h"
#include "storage/trust_hand.h"

struct rotation {
	struct book *book;
	struct arena *arena;
	char key[KEY_TEXT_MAX];  /* the new one */
	char root[KEY_TEXT_MAX]; /* of the root key in the home */
	struct enrol_hands *out;
};

/* sm0 → sm0b → sm0c */
static enum rc
next_name(struct rotation *r, const struct trust *t, char out[WRITER_TEXT], struct err *e)
{
	size_t n = strlen(t->book) + 1;
	char letter = t->writer[n];
	int64_t next = 1;

	if (letter == 'z')
		return err_set(e, RC_INVALID, _("no letter is left after %s"), t->writer);
	snprintf(out, WRITER_TEXT, "%.*s%c", (int)n, t->writer, letter ? letter + 1 : 'b');
	if (store_next_number(book_store(r->book), out, &next, e) != RC_OK)
		return e->code;
	if (next > 1 || enrol_latest(t, out))
		return err_set(e, RC_CONFLICT,
			       _("%s exists already; synchronise first, then try again"), out);
	return RC_OK;
}

static void
note(struct rotation *r, const char *writer, const char *after, int64_t from)
{
	r->out->v[r->out->n++] =
	    (struct enrol_hand){arena_text(r->arena, writer), arena_text(r->arena, after), from};
}

/* The former key is not here, or that name stands still: another name, enrolled like a new one. */
static enum rc
rename_hand(struct rotation *r, const struct trust *t, struct err *e)
{
	struct writer w = {.op = WRITER_ENROL,
			   .key = r->key,
			   .after = arena_text(r->arena, t->writer),
			   .from = {1, true}};
	char name[WRITER_TEXT], *row = arena_text_f(r->arena, "hand/%s", t->book);
	enum rc rc = next_name(r, t, name, e);

	if (rc != RC_OK)
		return rc;
	w.writer = name;
	rc = enrol_add_line(r->book, r->arena, t->book, &w, e);
	if (rc == RC_OK)
		rc = store_local_put(book_store(r->book), row, name, strlen(name), e);
	if (rc == RC_OK)
		note(r, name, t->writer, 1);
	return rc;
}

/* From the first entry on that is not published: what waits goes out under the new key. */
static enum rc
rotate_hand(struct rotation *r, const struct trust *t, struct err *e)
{
	struct writer w = {.op = WRITER_ROTATE, .writer = arena_text(r->arena, t->writer)};
	struct branch b;
	enum rc rc = branch_load(book_store(r->book), t->writer, t->code, &b, e);

	if (rc != RC_OK)
		return rc;
	w.from = (struct count){b.render.last + 1, true};
	w.key = r->key;
	branch_clear(&b);
	rc = enrol_add_line(r->book, r->arena, t->book, &w, e);
	if (rc == RC_OK)
		note(r, t->writer, NULL, w.from.n);
	return rc;
}

static enum rc
one_book(struct rotation *r, const char *book, struct err *e)
{
	struct store *s = book_store(r->book);
	struct trust t;
	const struct writer *now;
	enum rc rc = trust_load(s, r->arena, book, &t, e);

	if (rc != RC_OK)
		return rc;
	now = enrol_latest(&t, t.writer);
	if (!str_equal(t.root, r->root))
		rc = err_set(
		    e, RC_CONFLICT,
		    _("the book %s was enrolled with another root key; nothing was changed"), book);
	else if (now && str_equal(now->key, r->key))
		note(r, t.writer, now->after, now->from.n); /* asked again */
	else if (writer_frozen(s, t.writer) || !trust_holds(book_home(r->book), s, &t))
		rc = rename_hand(r, &t, e);
	else
		rc = rotate_hand(r, &t, e);
	trust_clear(&t);
	return rc;
}

static enum rc
all_books(struct rotation *r, struct err *e)
{
	struct store *s = book_store(r->book);
	char **books;
	size_t n;
	enum rc rc = trust_books(s, r->arena, &books, &n, e);

	if (rc != RC_OK)
		return rc;
	if (n < 2)
		return err_set(
		    e, RC_INVALID,
		    _("no book of a subordinate is held here, so there is no hand to give "
		      "another key"));
	r->out->v = arena_alloc(r->arena, n * sizeof(*r->out->v));
	r->out->n = 0;
	rc = store_begin(s, e);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		if (!str_equal(books[i], book_name(r->book)))
			rc = one_book(r, books[i], e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_abort(s);
	return rc;
}

enum rc
enrol_rotate_hands(struct book *b, struct arena *a, struct enrol_hands *out, struct err *e)
{
	struct rotation r = {.book = b, .arena = a, .out = out};
	struct key_pair root, next;
	enum rc rc = trust_may_write(book_home(b), book_store(b), e);

	if (rc == RC_OK)
		rc = trust_root_key(book_home(b), &root, e);
	if (rc != RC_OK)
		return rc;
	sshsig_key_text(root.public, r.root);
	keys_wipe(&root, sizeof(root));
	rc = trust_hand_next(book_home(b), &next, e);
	if (rc != RC_OK)
		return rc;
	sshsig_key_text(next.public, r.key);
	keys_wipe(&next, sizeof(next));
	rc = all_books(&r, e);
	if (rc == RC_OK)
		trust_hand_done(book_home(b));
	return rc;
}
