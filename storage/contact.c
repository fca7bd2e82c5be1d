/* The state of a book's synchronisation, one small row. */
#include "storage/contact.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/record.h"

enum rc
sync_contact_load(struct store *s, struct arena *a, const char *book, struct sync_contact *out,
		  struct err *e)
{
	struct sync_contact c = {0};
	char key[ID_TEXT], *text, *line;
	size_t n;
	enum rc rc;

	snprintf(key, sizeof(key), "sync/%s", book);
	rc = store_local_get(s, a, key, &text, &n, e);
	if (rc == RC_NOT_FOUND) {
		*out = c;
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	text = arena_text_n(a, text, n);
	while ((line = strsep(&text, "\n"))) {
		char *value = strchr(line, ' ');

		if (!value)
			continue;
		*value++ = '\0';
		if (str_equal(line, "last"))
			c.last = strtoll(value, NULL, 10);
		else if (str_equal(line, "tried"))
			c.tried = strtoll(value, NULL, 10);
		else if (str_equal(line, "remote"))
			c.remote = value;
		else if (str_equal(line, "error"))
			c.error = value;
		else if (str_equal(line, "in"))
			c.in = strtoll(value, NULL, 10);
		else if (str_equal(line, "out"))
			c.out = strtoll(value, NULL, 10);
		else if (str_equal(line, "sent"))
			c.sent_tip = strtoll(value, NULL, 10);
		else if (str_equal(line, "ahead"))
			c.ahead = strtoll(value, NULL, 10);
	}
	*out = c;
	return RC_OK;
}

enum rc
sync_contact_put(struct store *s, const char *book, const struct sync_contact *c, struct err *e)
{
	struct str text = STR_INIT;
	char key[ID_TEXT];
	enum rc rc;

	snprintf(key, sizeof(key), "sync/%s", book);
	str_add_f(&text, "last %" PRId64 "\ntried %" PRId64 "\nin %" PRId64 "\nout %" PRId64 "\n",
		  c->last, c->tried, c->in, c->out);
	str_add_f(&text, "sent %" PRId64 "\nahead %" PRId64 "\n", c->sent_tip, c->ahead);
	if (c->remote)
		str_add_f(&text, "remote %s\n", c->remote);
	if (c->error)
		str_add_f(&text, "error %s\n", c->error);
	rc = store_local_put(s, key, text.ptr, text.len, e);
	str_clear(&text);
	return rc;
}
