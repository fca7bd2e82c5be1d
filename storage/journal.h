/*
 * The journal: the newest lines, before LMDB has them. An action that only adds a few lines costs
 * one write in place and one flush here, where LMDB would need two flushes and five pages.
 *
 * A file of fixed length, written full of zeros when it is made: the system has no metadata to
 * flush with an entry. After the head stand entries without gap, each with the position of its
 * first line, its length and a checksum that begins with the store's own number. What follows the
 * last sound entry is a write that broke off, or older than what LMDB holds: both mean nothing.
 * The entries begin anew once LMDB has taken their lines.
 *
 * Order of things (docs/adr): a writer changes the journal after LMDB's commit; a reader reads the
 * journal before it takes LMDB's snapshot. So a line is never missing in between.
 */
#ifndef STORAGE_JOURNAL_H
#define STORAGE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

enum { JOURNAL_BYTES = 128 * 1024, JOURNAL_LINES = 64 };

struct journal;

struct journal_line {
	int64_t pos;
	const char *text; /* until the next journal_load */
	size_t len;
};

struct journal *journal_new(const char *path);
void journal_free(struct journal *j);
const char *journal_path(const struct journal *j);

/* Makes the file, full of zeros and durable; an old one is emptied. */
enum rc journal_make(struct journal *j, struct err *e) MUST_CHECK;
/* RC_CORRUPT when the file is missing or cut. salt: the store's own number. */
enum rc journal_open(struct journal *j, uint64_t salt, bool writable, struct err *e) MUST_CHECK;

/* Reads the sound entries; lines are in order and without gap. */
enum rc journal_load(struct journal *j, struct err *e) MUST_CHECK;
size_t journal_count(const struct journal *j);
struct journal_line journal_at(const struct journal *j, size_t i);

/* Under the write lock, after journal_load. text: n lines, each ended by a newline. anew: the
 * entries so far are LMDB's, begin at the front. Durable when RC_OK; RC_NOT_FOUND when there is no
 * room (e is left alone). */
enum rc journal_append(struct journal *j, bool anew, int64_t pos, size_t n, const char *text,
		       size_t len, struct err *e) MUST_CHECK;

/* The position of a sound entry behind one that is not, -1 without: where LMDB does not hold it,
 * acknowledged lines are lost. A write that broke off is always the last. */
int64_t journal_lost(const struct journal *j);

/* Makes entries durable that another process may have written without. */
enum rc journal_flush(struct journal *j, struct err *e) MUST_CHECK;

/* Tells those who watch the file of a commit to LMDB. */
void journal_touch(struct journal *j);

#endif
