/*
 * What needs a person's eye: alarms and the quarantine, both in the local table and both bounded,
 * so that a flood from one device stays small. An alarm stands until it is cleared or its cause is
 * gone; raising it again only counts.
 */
#ifndef STORAGE_ALARM_H
#define STORAGE_ALARM_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/sha1.h"
#include "storage/store.h"

/* ALARMS_PER_BOOK: names of writers can be made up, too. */
enum {
	QUARANTINE_PER_WRITER = 8,
	QUARANTINE_PER_BOOK = 64,
	QUARANTINE_COMMIT_MAX = 4096,
	ALARMS_PER_BOOK = 64,
};

struct alarm {
	const char *book, *about; /* about: "rewritten sm1", "ahead sm1", … */
	int64_t first, last;      /* seconds */
	int64_t count;
	const char *text;
};

/* Both make their own transaction. The text is one sentence. With ALARMS_PER_BOOK of them a further
 * one is not kept. */
enum rc alarm_raise(struct store *s, const char *book, const char *about, int64_t now,
		    const char *text, struct err *e) MUST_CHECK;
enum rc alarm_clear(struct store *s, const char *book, const char *about, struct err *e) MUST_CHECK;
/* book NULL: of all. In the arena. */
enum rc alarm_list(struct store *s, struct arena *a, const char *book, struct alarm **out,
		   size_t *n, struct err *e) MUST_CHECK;

struct quarantined {
	const char *writer, *commit; /* commit: 40 digits */
	int64_t since;
	const char *remote, *reason;
	const char *bytes; /* of the commit: evidence */
	size_t len;
};

/* Keeps a refused commit, unless it is there or the writer, or the book, has enough of them.
 * *fresh: it is new. */
enum rc quarantine_put(struct store *s, const struct quarantined *q, bool *fresh,
		       struct err *e) MUST_CHECK;
/* Forgets what a remote offered of a writer: the branch is right there again. *left: what others
 * offered and is still held. */
enum rc quarantine_clear(struct store *s, const char *writer, const char *remote, size_t *left,
			 struct err *e) MUST_CHECK;
/* Forgets that one commit. */
enum rc quarantine_drop(struct store *s, const struct quarantined *q, struct err *e) MUST_CHECK;
/* writer NULL: all. In the arena. */
enum rc quarantine_list(struct store *s, struct arena *a, const char *writer,
			struct quarantined **out, size_t *n, struct err *e) MUST_CHECK;

/* A writer whose branch stands still until a person decides; text says why. */
enum rc writer_freeze(struct store *s, const char *writer, const char *text,
		      struct err *e) MUST_CHECK;
bool writer_frozen(struct store *s, const char *writer);

#endif
