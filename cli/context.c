/* What a command stands on: the home, the clock, the author. */
#include "cli/context.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "storage/trust.h"

static const char *
given(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

enum rc
context_find_home(struct command_context *c, struct err *e)
{
	const char *data = given("XDG_DATA_HOME"), *user = given("HOME");

	if (!c->home)
		c->home = given("ZHIBAN_HOME");
	if (!c->home && data)
		c->home = arena_text_f(&c->arena, "%s/zhiban", data);
	if (!c->home && user)
		c->home = arena_text_f(&c->arena, "%s/.local/share/zhiban", user);
	if (!c->home || !*c->home)
		return err_set(e, RC_USAGE, _("the home is not known; give --home DIR"));
	return RC_OK;
}

/* moment_parse drops the seconds of a text that it accepted; ts keeps them: …T02:47:09+08:00 */
static int64_t
seconds_of(const char *text)
{
	const char *t = strchr(text, 'T');

	if (!t || strlen(t) < 9 || t[6] != ':')
		return 0;
	return (t[7] - '0') * 10 + (t[8] - '0');
}

enum rc
context_clock(struct command_context *c, bool practice, struct err *e)
{
	const char *scripted = given("ZHIBAN_NOW");
	struct timespec ts;
	struct moment m;

	clock_gettime(CLOCK_REALTIME, &ts);
	c->now = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
	if (!scripted)
		return RC_OK;
	if (!practice)
		return err_set(e, RC_INVALID,
			       _("ZHIBAN_NOW is refused: the clock can be set in a practice home "
				 "only; unset it"));
	if (moment_parse(scripted, c->now / 1000, MOMENT_ANY, 0, &m, e) != RC_OK)
		return err_add(e, "ZHIBAN_NOW");
	c->now = (m.secs + seconds_of(scripted)) * 1000;
	return RC_OK;
}

/* The language set on this host, unless the command line names one. */
static void
use_language(struct command_context *c)
{
	char *value;
	size_t n;
	struct err e;

	if (!c->lang &&
	    store_local_get(book_store(c->book), &c->arena, "set/lang", &value, &n, &e) == RC_OK)
		c->lang = value;
}

static enum rc
check_book_name(struct command_context *c, struct err *e)
{
	char **books;
	size_t n;

	if (!c->book_name)
		return RC_OK;
	if (trust_books(book_store(c->book), &c->arena, &books, &n, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < n; i++)
		if (str_equal(books[i], c->book_name))
			return RC_OK;
	return err_set(e, RC_NOT_FOUND,
		       _("the book %.20s is not held here; see zhiban logbook list"), c->book_name);
}

enum rc
context_open(struct command_context *c, struct err *e)
{
	enum rc rc;

	if (!(c->command->flags & (COMMAND_READ | COMMAND_WRITE)))
		return RC_OK;
	rc = book_open(c->home, !(c->command->flags & COMMAND_WRITE), &c->book, e);
	if (rc == RC_OK)
		rc = context_clock(c, book_practice(c->book), e);
	if (rc == RC_OK)
		rc = check_book_name(c, e);
	if (rc == RC_OK) {
		book_set_now(c->book, c->now);
		use_language(c);
		if (given("ZHIBAN_AS"))
			rc = book_set_author(c->book, given("ZHIBAN_AS"), e);
	}
	return rc;
}
