/* Canonical lines for the tests of the store, and a callback that notes which ones it saw. */
#ifndef TESTS_STORAGE_LINES_H
#define TESTS_STORAGE_LINES_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/index.h"

enum { LINES_KEPT = 8, LINE_TEXT = 1024 };

/* Minutes after 2026-01-18 00:00. */
static inline int64_t
minute(int64_t n)
{
	return civil_secs(2026, 1, 18, 0, 0) + n * 60;
}

/* The result is valid until eight more lines were made. extra stands between kind and ts
 * (",\"of\":…"), was behind it. ts follows the number, so that equal times keep an order. */
static inline const char *
any_line(const char *writer, int64_t number, int64_t at, const char *kind, const char *body,
	 const char *extra, const char *was)
{
	static char ring[LINES_KEPT][LINE_TEXT];
	static int turn;
	char at_text[MOMENT_TEXT], ts_text[MOMENT_TEXT];
	char *line = ring[turn++ % LINES_KEPT];
	int n;

	moment_iso(moment_at(at), at_text);
	stamp_iso((minute(0) + number) * 1000, ts_text);
	n = snprintf(line, LINE_TEXT,
		     "{\"at\":\"%s\",\"body\":%s,\"by\":\"%s\",\"id\":\"%s-%lld\",\"kind\":\"%s\"%s"
		     ",\"ts\":\"%s\"%s}",
		     at_text, body, writer, writer, (long long)number, kind, extra, ts_text, was);
	if (n < 0 || n >= LINE_TEXT)
		die("a test's line is too long");
	return line;
}

static inline const char *
log_line(const char *writer, int64_t number, int64_t at, const char *text)
{
	char body[LINE_TEXT];

	snprintf(body, sizeof(body), "{\"text\":\"%s\"}", text);
	return any_line(writer, number, at, "log", body, "", "");
}

static inline const char *
of_line(const char *writer, int64_t number, int64_t at, const char *of, const char *text)
{
	char body[LINE_TEXT], extra[100];

	snprintf(body, sizeof(body), "{\"text\":\"%s\"}", text);
	snprintf(extra, sizeof(extra), ",\"of\":\"%s\"", of);
	return any_line(writer, number, at, "log", body, extra, "");
}

static inline const char *
matter_line(const char *writer, int64_t number, const char *text)
{
	char body[LINE_TEXT];

	snprintf(body, sizeof(body), "{\"from\":\"县应急局\",\"text\":\"%s\"}", text);
	return any_line(writer, number, minute(number), "matter", body, "", "");
}

static inline const char *
matter_edit_line(const char *writer, int64_t number, const char *of, int rev, const char *body,
		 const char *was)
{
	char extra[100], tail[200];

	snprintf(extra, sizeof(extra), ",\"of\":\"%s\",\"rev\":%d", of, rev);
	snprintf(tail, sizeof(tail), ",\"was\":%s", was);
	return any_line(writer, number, minute(number), "matter", body, extra, tail);
}

static inline const char *
matter_close_line(const char *writer, int64_t number, const char *of)
{
	return matter_edit_line(writer, number, of, 2, "{\"closed\":true}", "{\"closed\":null}");
}

/* "sm1-128" of a line; valid until the next call. */
static inline const char *
id_of(const char *line, size_t len)
{
	static char id[ID_TEXT];
	struct index_keys k;

	if (index_line(line, len, &k, NULL) != RC_OK)
		die("not a line: %.*s", (int)len, line);
	snprintf(id, sizeof(id), "%s-%lld", k.id.writer, (long long)k.id.number);
	return id;
}

struct seen {
	char ids[8192]; /* each followed by a blank */
	int n;
	int stop_after;
};

static inline bool
see(void *ctx, const char *line, size_t len)
{
	struct seen *s = ctx;
	size_t used = strlen(s->ids);

	snprintf(s->ids + used, sizeof(s->ids) - used, "%s ", id_of(line, len));
	return ++s->n != s->stop_after;
}

#endif
