/* Lines of a keys branch. */
#include "storage/enrol_line.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/i18n.h"
#include "storage/branch.h"

const struct writer *
enrol_latest(const struct trust *t, const char *writer)
{
	const struct writer *found = NULL;

	for (size_t i = 0; i < t->rows.n; i++)
		if (str_equal(t->rows.v[i].body->writer, writer))
			found = t->rows.v[i].body;
	return found;
}

/* A home that was restored, and whose hub is gone with it, may have lost lines that the stations
 * know: their publications say how many. A line written now would stand against those for good. */
static enum rc
check_nothing_lost(struct book *b, const char *book, int64_t next, struct err *e)
{
	struct store *s = book_store(b);
	struct arena a = {0};
	struct trust t;
	struct branch tip;
	char **writers, of[WRITER_TEXT];
	size_t n = 0;
	enum rc rc = trust_load(s, &a, book, &t, e);

	if (rc != RC_OK) {
		arena_free(&a);
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	}
	rc = store_writers(s, &a, &writers, &n, e);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		book_of_writer(writers[i], of);
		if (!str_equal(of, book))
			continue;
		rc = branch_load(s, writers[i], t.code, &tip, e);
		if (rc != RC_OK)
			break;
		if (tip.keys >= next)
			rc = err_set(
			    e, RC_CONFLICT,
			    _("%s knows of enrolments in %s that this home lost: bring them "
			      "back first, with `sync --folder` onto a stick there and from it "
			      "here"),
			    writers[i], book);
		branch_clear(&tip);
	}
	trust_clear(&t);
	arena_free(&a);
	return rc;
}

enum rc
enrol_add_line(struct book *b, struct arena *a, const char *book, const struct writer *w,
	       struct err *e)
{
	struct record *r = record_new(a, &kind_writer);
	int64_t next;
	char root[WRITER_TEXT];
	enum rc rc;

	snprintf(root, sizeof(root), "%s.root", book);
	*(struct writer *)r->body = *w;
	record_has(r, "op");
	record_has(r, "writer");
	record_has(r, "from");
	if (w->key)
		record_has(r, "key");
	if (w->code)
		record_has(r, "code");
	if (w->name)
		record_has(r, "name");
	if (w->after)
		record_has(r, "after");
	if (w->reason)
		record_has(r, "reason");
	rc = store_next_number(book_store(b), root, &next, e);
	if (rc == RC_OK)
		rc = check_nothing_lost(b, book, next, e);
	if (rc != RC_OK)
		return rc;
	r->id = arena_text_f(a, "%s-%" PRId64, root, next);
	r->by = book_author(b) ? book_author(b) : book_device(b);
	r->ts = book_now(b) * 1000;
	r->at = moment_at(book_now(b));
	rc = kind_check(&kind_writer, r->body, e);
	if (rc == RC_OK)
		rc = record_write(a, r, e);
	return rc == RC_OK ? store_append(book_store(b), r->line, r->len, e) : rc;
}
