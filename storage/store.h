/*
 * The store of one station: one LMDB environment holding every record of every book held here
 * (design §4). LMDB is known to the files of store_lmdb.h alone. No pointer from it leaves them:
 * lines are copied into the caller's arena.
 *
 * - tail: position → line, the ≤ 64 newest
 * - log: first position → sealed block of ≤ 64 lines
 * - ids: (writer, number → position)
 * - of: (thing, position)
 * - time: (at, position)
 * - kind: (kind, position) of first records
 * - open: (kind, thing)
 * - pub: (writer, first number → publication)
 * - local: what never leaves this host: drafts, tips, counters, PIN hashes, quarantine, settings
 *
 * Writing: store_begin takes flock(write.lock) for at most 5 s (RC_BUSY names the holder),
 * store_append and store_local_put collect, store_commit makes all of it durable in one transaction
 * or none. Reads between begin and commit see the last committed state, which nobody else can
 * change meanwhile. Readers merge the views with the keys of the tail's lines, so every view is
 * current after every commit. Positions are arrival order and must not show in any output.
 */
#ifndef STORAGE_STORE_H
#define STORAGE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

struct store;

enum store_mode { STORE_READ, STORE_WRITE, STORE_CREATE };

/* dir is made by CREATE (0700, files 0600). RC_NOT_FOUND: no home there. RC_IO: unreadable, full
 * disk. RC_CORRUPT: cut data.mdb, newer schema. */
enum rc store_open(const char *dir, enum store_mode mode, struct store **out,
		   struct err *e) MUST_CHECK;
void store_close(struct store *s); /* NULL is fine; an open write is aborted */

enum rc store_begin(struct store *s, struct err *e) MUST_CHECK;
/* The line must be canonical; its (writer, number) must be the writer's next one (RC_CONFLICT
 * otherwise). */
enum rc store_append(struct store *s, const char *line, size_t len, struct err *e) MUST_CHECK;
enum rc store_commit(struct store *s, struct err *e) MUST_CHECK;
void store_abort(struct store *s);

/* 1 + the highest number of this writer, counting what was appended since store_begin. */
enum rc store_next_number(struct store *s, const char *writer, int64_t *out,
			  struct err *e) MUST_CHECK;

/* A line handed to a callback is borrowed until it returns; return false to stop. */
typedef bool (*store_line_fn)(void *ctx, const char *line, size_t len);

/* Sees also what was appended since store_begin, so that one action can add a thing and what speaks
 * of it. RC_NOT_FOUND. */
/* Many reads of one snapshot: cheaper, and they agree. Only for the length of one action: old pages
 * are kept as long, and this process cannot commit meanwhile. Nests. */
enum rc store_hold(struct store *s, struct err *e) MUST_CHECK;
void store_release(struct store *s);

enum rc store_get(struct store *s, struct arena *a, const char *id, char **line, size_t *len,
		  struct err *e) MUST_CHECK;
/* The record with that id and all whose `of` is that id, arrival order. */
enum rc store_each_of(struct store *s, const char *id, store_line_fn fn, void *ctx,
		      struct err *e) MUST_CHECK;
/* First records of a kind. open_only: of those things whose fold is open. */
enum rc store_each_kind(struct store *s, const char *kind, bool open_only, store_line_fn fn,
			void *ctx, struct err *e) MUST_CHECK;
/* By `at`, from <= at < until (seconds; 0 and INT64_MAX: all). newest_first walks backwards. */
enum rc store_each_time(struct store *s, int64_t from, int64_t until, bool newest_first,
			store_line_fn fn, void *ctx, struct err *e) MUST_CHECK;
/* A writer's lines from number a to b (inclusive; b 0: to the end), in order. */
enum rc store_each_number(struct store *s, const char *writer, int64_t a, int64_t b,
			  store_line_fn fn, void *ctx, struct err *e) MUST_CHECK;
/* Every line, oldest or newest arrival first: search, export, fsck. */
enum rc store_each(struct store *s, bool newest_first, store_line_fn fn, void *ctx,
		   struct err *e) MUST_CHECK;
/* Lines that hold the bytes of `needle`, newest arrival first: memmem over whole blocks. */
enum rc store_search(struct store *s, const char *needle, store_line_fn fn, void *ctx,
		     struct err *e) MUST_CHECK;
/* Writers held here, sorted. */
enum rc store_writers(struct store *s, struct arena *a, char ***out, size_t *n,
		      struct err *e) MUST_CHECK;

/* Publications (core/render.h gives the bytes). Put inside begin…commit. */
enum rc store_pub_put(struct store *s, const char *writer, int64_t first, const void *bytes,
		      size_t n, struct err *e) MUST_CHECK;
typedef bool (*store_pub_fn)(void *ctx, int64_t first, const void *bytes, size_t n);
enum rc store_each_pub(struct store *s, const char *writer, bool newest_first, store_pub_fn fn,
		       void *ctx, struct err *e) MUST_CHECK;

/* Local values under text keys ("draft/3", "pin/sm1-2", "tip/sm1", "set/lang"). NULL value deletes.
 * Inside begin…commit. */
enum rc store_local_put(struct store *s, const char *key, const void *value, size_t n,
			struct err *e) MUST_CHECK;
enum rc
store_local_get(struct store *s, struct arena *a, const char *key, char **value, size_t *n,
		struct err *e) MUST_CHECK; /* RC_NOT_FOUND; sees uncommitted puts of this process */
typedef bool (*store_pair_fn)(void *ctx, const char *key, const void *value, size_t n);
enum rc store_each_local(struct store *s, const char *prefix, store_pair_fn fn, void *ctx,
			 struct err *e) MUST_CHECK;

/* The process that has been reading one state for more than a hundred commits to LMDB (stopped,
 * hung): the file grows until it goes on or ends. 0: none. */
long store_stuck_reader(struct store *s);

/* Views again from the log; equal dumps before and after. */
enum rc store_rebuild(struct store *s, struct err *e) MUST_CHECK;
/* Appends a text dump of every view and of the log in a fixed form, for tests and fsck. */
enum rc store_dump(struct store *s, struct str *out, struct err *e) MUST_CHECK;
/* Checks blocks, lines, numbers without gap, views against the log. RC_CORRUPT names the first
 * fault. */
enum rc store_check(struct store *s, struct err *e) MUST_CHECK;
/* A hot, compacted copy into an empty directory, without local PIN hashes. */
enum rc store_copy(struct store *s, const char *dir, struct err *e) MUST_CHECK;

/* Number of records; for inotify: the path of the file that changes with every commit (the journal:
 * LMDB's is left alone by most). */
int64_t store_count(struct store *s);
const char *store_data_path(const struct store *s);

#endif
