/* The proof that the books are whole, in one sentence each. */
#include <inttypes.h>

#include "cli/command.h"
#include "storage/trust.h"
#include "storage/verify.h"

static void
say_json(struct command_context *c, const char *book, const struct verified *v)
{
	fprintf(c->out,
		"{\"book\":\"%s\",\"entries\":%" PRId64 ",\"ok\":true,\"publications\":%" PRId64
		",\"unpublished\":%" PRId64 ",\"writers\":%" PRId64 "}\n",
		book, v->entries, v->publications, v->unpublished, v->writers);
}

static void
say(struct command_context *c, const char *book, const struct verified *v)
{
	fprintf(c->out,
		_("%s is whole: %lld entries in %lld publications, %lld not published yet\n"), book,
		(long long)v->entries, (long long)v->publications, (long long)v->unpublished);
}

/* Whole, but for entries that came in before their device was ended from an earlier number on. */
static enum rc
ended(const char *book, const struct verified *v, struct err *e)
{
	return err_set(
	    e, RC_CORRUPT,
	    _("%s: %lld entries from %s on came in before that device was ended (%s); do "
	      "not rely on them; all others are whole"),
	    book, (long long)v->ended, v->first_ended, v->why_ended);
}

/* Damage in one book hides nothing of the others: all are tested, the gravest is told. */
static enum rc
exec(struct command_context *c, struct err *e)
{
	char **books;
	size_t n, done = 0;
	struct err worst = {0};
	enum rc rc = trust_books(book_store(c->book), &c->arena, &books, &n, e);
	bool damaged = false;

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct verified v;
		struct err why;

		if (c->book_name && !str_equal(c->book_name, books[i]))
			continue;
		done++;
		if (verify_book(book_store(c->book), books[i], &v, &why) != RC_OK) {
			err_add(&why, "%s", books[i]);
			worst = damaged ? worst : why;
			damaged = true;
		} else if (v.ended > 0) {
			if (worst.code == RC_OK)
				(void)ended(books[i], &v, &worst);
		} else if (c->json) {
			say_json(c, books[i], &v);
		} else {
			say(c, books[i], &v);
		}
	}
	if (rc == RC_OK && done == 0)
		return err_set(e, RC_NOT_FOUND, _("the book %s is not held here"), c->book_name);
	if (rc == RC_OK && worst.code != RC_OK) {
		*e = worst;
		rc = e->code;
	}
	return rc;
}

/* clang-format off */
const struct command command_verify = {
	.name = "verify", .help = N_("check signatures, numbers, chain and commits of the books"),
	.flags = COMMAND_READ, .exec = exec,
};
/* clang-format on */
