/* Alarms and the quarantine: kept small, shown until dealt with. */
#include "storage/alarm.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/record.h"
#include "core/vec.h"

enum { KEY_MAX = 160 };

/* One local row in its own transaction; text NULL deletes. */
static enum rc
put_row(struct store *s, const char *key, const void *bytes, size_t n, struct err *e)
{
	enum rc rc = store_begin(s, e);

	if (rc != RC_OK)
		return rc;
	rc = store_local_put(s, key, bytes, n, e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_abort(s);
	return rc;
}

struct row {
	const char *key, *value;
	size_t len;
};

struct rows {
	struct arena *arena;
	VEC(struct row) v;
};

static bool
add_row(void *ctx, const char *key, const void *value, size_t n)
{
	struct rows *r = ctx;
	struct row row = {arena_text(r->arena, key), arena_text_n(r->arena, value, n), n};

	vec_push(&r->v, row);
	return true;
}

/* ---- how many rows a book has, whoever's names they bear ---- */

struct counting {
	const char *prefix, *book;
	size_t n;
};

static bool
count_row(void *ctx, const char *key, const void *value, size_t n)
{
	struct counting *c = ctx;
	char book[WRITER_TEXT];

	(void)value;
	(void)n;
	book_of_writer(key + strlen(c->prefix), book);
	c->n += str_equal(book, c->book);
	return true;
}

static size_t
count_rows(struct store *s, const char *prefix, const char *book)
{
	struct counting c = {prefix, book, 0};
	struct err e;

	return store_each_local(s, prefix, count_row, &c, &e) == RC_OK ? c.n : SIZE_MAX;
}

/* ---- alarms: "alarm/BOOK/ABOUT" → "FIRST LAST COUNT TEXT" ---- */

static bool
alarm_read(struct arena *a, const struct row *row, struct alarm *out)
{
	const char *book = row->key + strlen("alarm/"), *about = strchr(book, '/');
	int used = 0;

	if (!about || sscanf(row->value, "%" SCNd64 " %" SCNd64 " %" SCNd64 " %n", &out->first,
			     &out->last, &out->count, &used) < 3)
		return false;
	out->book = arena_text_n(a, book, (size_t)(about - book));
	out->about = about + 1;
	out->text = row->value + used;
	return true;
}

enum rc
alarm_raise(struct store *s, const char *book, const char *about, int64_t now, const char *text,
	    struct err *e)
{
	struct arena a = {0};
	struct alarm old = {.first = now};
	struct row row = {0};
	struct err missing;
	char key[KEY_MAX], *value;
	enum rc rc;

	snprintf(key, sizeof(key), "alarm/%s/%s", book, about);
	row.key = key;
	if (store_local_get(s, &a, key, &value, &row.len, &missing) == RC_OK) {
		row.value = value;
		alarm_read(&a, &row, &old);
	} else if (count_rows(s, "alarm/", book) >= ALARMS_PER_BOOK) {
		arena_free(&a);
		return RC_OK;
	}
	value = arena_text_f(&a, "%" PRId64 " %" PRId64 " %" PRId64 " %s", old.first, now,
			     old.count + 1, text);
	rc = put_row(s, key, value, strlen(value), e);
	arena_free(&a);
	return rc;
}

enum rc
alarm_clear(struct store *s, const char *book, const char *about, struct err *e)
{
	struct arena a = {0};
	struct err missing;
	char key[KEY_MAX], *value;
	size_t n;
	enum rc rc = RC_OK;

	snprintf(key, sizeof(key), "alarm/%s/%s", book, about);
	if (store_local_get(s, &a, key, &value, &n, &missing) == RC_OK)
		rc = put_row(s, key, NULL, 0, e);
	arena_free(&a);
	return rc;
}

enum rc
alarm_list(struct store *s, struct arena *a, const char *book, struct alarm **out, size_t *n,
	   struct err *e)
{
	struct rows rows = {.arena = a};
	struct alarm *list;
	char prefix[KEY_MAX];
	size_t i, count = 0;
	enum rc rc;

	snprintf(prefix, sizeof(prefix), "alarm/%s%s", book ? book : "", book ? "/" : "");
	rc = store_each_local(s, prefix, add_row, &rows, e);
	if (rc == RC_OK) {
		list = arena_alloc(a, (rows.v.n + 1) * sizeof(*list));
		for (i = 0; i < rows.v.n; i++)
			count += alarm_read(a, &rows.v.v[i], &list[count]);
		*out = list;
		*n = count;
	}
	vec_clear(&rows.v);
	return rc;
}

/* ---- quarantine: "quarantine/WRITER/HEX" → "SINCE\nREMOTE\nREASON\n" and the commit ---- */

static bool
quarantine_read(struct arena *a, const struct row *row, struct quarantined *out)
{
	const char *writer = row->key + strlen("quarantine/"), *hex = strchr(writer, '/');
	const char *remote = strchr(row->value, '\n'), *reason, *bytes;

	reason = remote ? strchr(remote + 1, '\n') : NULL;
	bytes = reason ? strchr(reason + 1, '\n') : NULL;
	if (!hex || !bytes)
		return false;
	out->writer = arena_text_n(a, writer, (size_t)(hex - writer));
	out->commit = hex + 1;
	out->since = strtoll(row->value, NULL, 10);
	out->remote = arena_text_n(a, remote + 1, (size_t)(reason - remote - 1));
	out->reason = arena_text_n(a, reason + 1, (size_t)(bytes - reason - 1));
	out->bytes = bytes + 1;
	out->len = row->len - (size_t)(out->bytes - row->value);
	return true;
}

enum rc
quarantine_list(struct store *s, struct arena *a, const char *writer, struct quarantined **out,
		size_t *n, struct err *e)
{
	struct rows rows = {.arena = a};
	struct quarantined *list;
	char prefix[KEY_MAX];
	size_t i, count = 0;
	enum rc rc;

	snprintf(prefix, sizeof(prefix), "quarantine/%s%s", writer ? writer : "",
		 writer ? "/" : "");
	rc = store_each_local(s, prefix, add_row, &rows, e);
	if (rc == RC_OK) {
		list = arena_alloc(a, (rows.v.n + 1) * sizeof(*list));
		for (i = 0; i < rows.v.n; i++)
			count += quarantine_read(a, &rows.v.v[i], &list[count]);
		*out = list;
		*n = count;
	}
	vec_clear(&rows.v);
	return rc;
}

static void
add_plain(struct str *out, const char *text)
{
	for (; *text; text++)
		str_add_char(out, *text == '\n' ? ' ' : *text);
	str_add_char(out, '\n');
}

enum rc
quarantine_put(struct store *s, const struct quarantined *q, bool *fresh, struct err *e)
{
	struct arena a = {0};
	struct str value = STR_INIT;
	struct quarantined *old;
	char key[KEY_MAX], book[WRITER_TEXT];
	size_t n, i;
	enum rc rc = quarantine_list(s, &a, q->writer, &old, &n, e);

	*fresh = true;
	for (i = 0; rc == RC_OK && i < n; i++)
		*fresh &= !str_equal(old[i].commit, q->commit);
	book_of_writer(q->writer, book);
	if (rc == RC_OK && *fresh && n < QUARANTINE_PER_WRITER &&
	    count_rows(s, "quarantine/", book) < QUARANTINE_PER_BOOK) {
		snprintf(key, sizeof(key), "quarantine/%s/%s", q->writer, q->commit);
		str_add_f(&value, "%" PRId64 "\n", q->since);
		add_plain(&value, q->remote);
		add_plain(&value, q->reason);
		if (q->len <= QUARANTINE_COMMIT_MAX)
			str_add_n(&value, q->bytes, q->len);
		rc = put_row(s, key, value.ptr, value.len, e);
	}
	str_clear(&value);
	arena_free(&a);
	return rc;
}

enum rc
quarantine_drop(struct store *s, const struct quarantined *q, struct err *e)
{
	char key[KEY_MAX];

	snprintf(key, sizeof(key), "quarantine/%s/%s", q->writer, q->commit);
	return put_row(s, key, NULL, 0, e);
}

enum rc
quarantine_clear(struct store *s, const char *writer, const char *remote, size_t *left,
		 struct err *e)
{
	struct arena a = {0};
	struct quarantined *list;
	char key[KEY_MAX];
	size_t n = 0, i;
	enum rc rc = quarantine_list(s, &a, writer, &list, &n, e);

	*left = n;
	if (rc == RC_OK && n > 0)
		rc = store_begin(s, e);
	for (i = 0; rc == RC_OK && i < n; i++) {
		if (!str_equal(list[i].remote, remote))
			continue;
		snprintf(key, sizeof(key), "quarantine/%s/%s", writer, list[i].commit);
		rc = store_local_put(s, key, NULL, 0, e);
		--*left;
	}
	if (rc == RC_OK && n > 0)
		rc = store_commit(s, e);
	else
		store_abort(s);
	arena_free(&a);
	return rc;
}

/* ---- frozen writers ---- */

enum rc
writer_freeze(struct store *s, const char *writer, const char *text, struct err *e)
{
	char key[KEY_MAX];

	snprintf(key, sizeof(key), "frozen/%s", writer);
	return put_row(s, key, text, strlen(text), e);
}

bool
writer_frozen(struct store *s, const char *writer)
{
	struct arena a = {0};
	struct err missing;
	char key[KEY_MAX], *value;
	size_t n;
	bool frozen;

	snprintf(key, sizeof(key), "frozen/%s", writer);
	frozen = store_local_get(s, &a, key, &value, &n, &missing) == RC_OK;
	arena_free(&a);
	return frozen;
}
