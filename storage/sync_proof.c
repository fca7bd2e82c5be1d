/* The proof that books are whole, told as events: for the screens, where it must not block. */
#include "core/i18n.h"
#include "storage/sync.h"
#include "storage/verify.h"

static void
whole(struct sync *y, const char *book, const struct verified *v)
{
	sync_event(y, "whole", "book", book, "#entries", v->entries, "#last", v->unpublished, NULL);
}

/* Whole, but for entries that came in before their device was ended. */
static enum rc
ended(const struct verified *v, struct err *e)
{
	return err_set(
	    e, RC_CORRUPT,
	    _("%lld entries from %s on came in before that device was ended (%s); do not "
	      "rely on them; all others are whole"),
	    (long long)v->ended, v->first_ended, v->why_ended);
}

static enum rc
prove(struct sync *y, const char *book, struct err *e)
{
	struct verified v;
	enum rc rc = verify_book(y->store, book, &v, e);

	if (rc == RC_OK && v.ended > 0)
		rc = ended(&v, e);
	if (rc == RC_OK)
		whole(y, book, &v);
	else
		sync_event(y, "doubtful", "book", book, "text", e->text, NULL);
	return rc == RC_OK ? RC_OK : err_add(e, "%s", book);
}

enum rc
sync_prove(struct sync *y, const char *only, struct err *e)
{
	struct arena a = {0};
	struct err worst = {0};
	char **books;
	size_t n, done = 0;
	enum rc rc = trust_books(y->store, &a, &books, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct err why;

		if (only && !str_equal(only, books[i]))
			continue;
		done++;
		if (prove(y, books[i], &why) != RC_OK && worst.code == RC_OK)
			worst = why;
	}
	if (rc == RC_OK && done == 0)
		rc = err_set(e, RC_NOT_FOUND, _("the book %s is not held here"), only);
	if (rc == RC_OK && worst.code != RC_OK) {
		*e = worst;
		rc = worst.code;
	}
	arena_free(&a);
	return rc;
}
