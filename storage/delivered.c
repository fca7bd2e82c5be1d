/* When a remote held what was written here. */
#include "storage/delivered.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/record.h"
#include "storage/branch.h"

enum { KEY_TEXT = 64 };

struct lookup {
	const char *prefix;
	int64_t number;
	int64_t secs; /* 0: not found */
};

static int64_t
read_number(const char *bytes, size_t n)
{
	int64_t value = 0;

	for (size_t i = 0; i < n && i < 18 && bytes[i] >= '0' && bytes[i] <= '9'; i++)
		value = value * 10 + (bytes[i] - '0');
	return value;
}

/* Rows come in order of their numbers: the first that is high enough is the earliest. */
static bool
first_high_enough(void *ctx, const char *key, const void *value, size_t n)
{
	struct lookup *l = ctx;
	const char *digits = key + strlen(l->prefix);
	size_t zeros = strspn(digits, "0");

	if (read_number(digits + zeros, strlen(digits + zeros)) < l->number)
		return true;
	l->secs = read_number(value, n);
	return false;
}

static enum rc
find(struct store *s, const char *writer, int64_t number, int64_t *secs, struct err *e)
{
	char prefix[KEY_TEXT];
	struct lookup l = {.prefix = prefix, .number = number};
	enum rc rc;

	snprintf(prefix, sizeof(prefix), "held/%s/", writer);
	rc = store_each_local(s, prefix, first_high_enough, &l, e);
	*secs = l.secs;
	return rc;
}

enum rc
delivered_put(struct store *s, const char *writer, int64_t number, int64_t secs, struct err *e)
{
	char key[KEY_TEXT], value[KEY_TEXT];
	int64_t known;
	enum rc rc = find(s, writer, number, &known, e);

	if (rc != RC_OK || known)
		return rc;
	snprintf(key, sizeof(key), "held/%s/%020" PRId64, writer, number);
	snprintf(value, sizeof(value), "%" PRId64, secs);
	if (store_begin(s, e) != RC_OK)
		return e->code;
	rc = store_local_put(s, key, value, strlen(value), e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_abort(s);
	return rc;
}

static enum rc
published(struct store *s, const struct record_id *id, int64_t *secs, struct err *e)
{
	struct arena a = {0};
	struct pub *pubs;
	size_t n;
	enum rc rc = branch_pubs(s, &a, id->writer, &pubs, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n && !*secs; i++)
		if (id->number >= pubs[i].p.a && id->number <= pubs[i].p.b)
			*secs = pubs[i].p.secs;
	arena_free(&a);
	return rc;
}

enum rc
delivered_get(struct store *s, const char *id, bool own, struct moment *out, struct err *e)
{
	struct record_id parts;
	int64_t secs = 0;
	enum rc rc;

	if (!record_id_read(id, &parts))
		return err_set(e, RC_INVALID, "'%s' is no id", id);
	rc = own ? find(s, parts.writer, parts.number, &secs, e) : published(s, &parts, &secs, e);
	if (rc == RC_OK)
		*out = secs ? moment_at(secs) : (struct moment){0};
	return rc;
}
