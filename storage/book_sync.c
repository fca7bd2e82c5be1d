/* How one book stands with the other side. */
#include "storage/book_sync.h"

#include <stdint.h>

static bool
of_book(const struct quarantined *q, const char *book)
{
	char of[WRITER_TEXT];

	book_of_writer(q->writer, of);
	return str_equal(of, book);
}

static enum rc
load_quarantine(struct store *s, struct arena *a, const char *book, struct book_sync *out,
		struct err *e)
{
	size_t n, kept = 0;
	enum rc rc = quarantine_list(s, a, NULL, &out->quarantine, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		if (of_book(&out->quarantine[i], book))
			out->quarantine[kept++] = out->quarantine[i];
	out->nquarantine = kept;
	return rc;
}

enum rc
book_sync_load(struct store *s, const char *home, struct arena *a, const char *book,
	       struct book_sync *out, struct err *e)
{
	struct book_sync b = {0};
	enum rc rc = trust_load(s, a, book, &b.trust, e);

	if (rc != RC_OK)
		return rc;
	rc = sync_contact_load(s, a, book, b.trust.writer, &b.contact, e);
	if (rc == RC_OK)
		rc = outbox_load(s, home, &b.trust, &b.contact, &b.outbox, e);
	if (rc == RC_OK)
		rc = outbox_look(s, &b.trust, INT64_MAX, &b.outbox, e);
	if (rc == RC_OK)
		rc = alarm_list(s, a, book, &b.alarms, &b.nalarms, e);
	if (rc == RC_OK)
		rc = load_quarantine(s, a, book, &b, e);
	if (rc == RC_OK)
		*out = b;
	else
		book_sync_clear(&b);
	return rc;
}

void
book_sync_clear(struct book_sync *b)
{
	trust_clear(&b->trust);
}
