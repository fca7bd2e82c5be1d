/*
 * Inside the store: the tables as plain rows, and what the files of the store share. Only store_*.c
 * include this; those of store_lmdb.h know LMDB and lend the calls below.
 *
 * A view's row speaks of a sealed block, not of one record, so that a view costs few rows:
 *   ids    writer 0 first number   → block position, then the index in the block of each number
 *   of     thing, block position   → the indexes of the lines that speak of the thing
 *   kind   kind 0 block position   → the indexes of the first records of the kind
 *   time   latest `at`, block pos. → earliest `at` of the block
 *   open   kind 0 thing            → nothing
 * Numbers are 8 bytes, big-endian, so that rows stand in their order. A position counts the records
 * that arrived before it; a block is named by the position of its first line.
 */
#ifndef STORAGE_STORE_INNER_H
#define STORAGE_STORE_INNER_H

#include <sys/types.h>

#include "core/index.h"
#include "core/vec.h"
#include "storage/journal.h"
#include "storage/store.h"
#include "storage/write_lock.h"

enum { BLOCK_LINES = 64, STORE_SCHEMA = 1, ROW_KEY = 200, LOCAL_KEY = 200 };

enum table {
	TABLE_TAIL,
	TABLE_LOG,
	TABLE_PUB,
	TABLE_IDS,
	TABLE_OF,
	TABLE_TIME,
	TABLE_KIND,
	TABLE_OPEN,
	TABLE_LOCAL,
	TABLES
};

/* Bytes that belong to somebody else. */
struct span {
	const void *ptr;
	size_t len;
};

/* One line as the readers see it. */
struct line_ref {
	int64_t pos;
	const char *text;
	size_t len;
};

/* The lines of the tail: first those of the table, then those of the journal. text is valid in the
 * transaction that loaded them, keys for ever: the line at a position never changes. */
struct tail {
	size_t n, stored; /* of these in the table */
	struct line_ref v[BLOCK_LINES];
	struct index_keys keys[BLOCK_LINES];
	int64_t keys_of[BLOCK_LINES]; /* 1 + the position that keys[i] was read from */
};

struct pending_line {
	const char *text;
	size_t len;
	struct index_keys keys;
};

struct pending_row {
	enum table table;
	const char *key;
	size_t key_len;
	const char *value; /* NULL deletes */
	size_t len;
};

struct writer_next {
	char writer[WRITER_TEXT];
	int64_t next;
};

struct writer_list {
	char **v;
	size_t n, cap;
};

/* What was asked for since store_begin. */
struct pending {
	bool active;
	struct arena mem;
	VEC(struct pending_line) lines;
	VEC(struct pending_row) rows;
	VEC(struct writer_next) writers;
};

struct store {
	struct MDB_env *env;
	struct MDB_txn *reader; /* kept and reset between reads */
	struct MDB_txn *writer; /* inside one store_commit or rebuild; reads then see it */
	unsigned dbi[TABLES], main;
	size_t page;
	uintptr_t ahead_from, ahead_to; /* what was read ahead last */
	int reading;                    /* depth: a callback may read again, in the same snapshot */
	bool tail_loaded, lockless;
	enum store_mode mode;
	pid_t pid;
	char *dir, *data_path;
	struct write_lock *lock;
	struct journal *journal;
	uint64_t salt;
	struct tail tail;
	int64_t end; /* number of records, once the tail is loaded */
	struct pending pending;
};

/* LMDB may not be used by a forked child. */
enum rc check_process(const struct store *s, struct err *e) MUST_CHECK;

/* Reads. Depth-counted; read_end never fails. */
enum rc read_begin(struct store *s, struct err *e) MUST_CHECK;
void read_end(struct store *s);

/* The one write transaction, under the write lock. Reads of this process see it until its end. */
enum rc write_begin(struct store *s, struct err *e) MUST_CHECK;
enum rc write_commit(struct store *s, struct err *e) MUST_CHECK;
void write_abort(struct store *s);
/* Marks a store that is being filled, so that a broken off copy is not taken for a home. */
enum rc store_mark(struct store *s, bool finished, struct err *e) MUST_CHECK;

/* Rows, inside a read or a write. row_get: RC_NOT_FOUND leaves e alone. append: the key is
 * expected to be the last one (denser pages); it need not be. */
enum rc row_get(struct store *s, enum table t, struct span key, struct span *out,
		struct err *e) MUST_CHECK;
enum rc row_put(struct store *s, enum table t, struct span key, struct span value, bool append,
		struct err *e) MUST_CHECK;
enum rc row_delete(struct store *s, enum table t, struct span key, struct err *e) MUST_CHECK;
enum rc table_clear(struct store *s, enum table t, struct err *e) MUST_CHECK;
size_t table_rows(struct store *s, enum table t);

/* A block is read in one go, not page by page; a scan of everything reads ahead. */
void span_will_need(const struct store *s, struct span block);
void scan_will_need(struct store *s, struct span block, bool backwards);

/* A walk over the rows of a table in the order of their keys. The steps say whether there is a
 * row; walk_close tells of a damaged table. */
struct walk {
	struct store *store;
	struct MDB_cursor *cursor;
	int fault;
	struct span key, value;
};
void walk_open(struct store *s, enum table t, struct walk *w);
bool walk_first(struct walk *w);
bool walk_last(struct walk *w);
bool walk_seek(struct walk *w, struct span key); /* the first row with at least this key */
bool walk_next(struct walk *w);
bool walk_prev(struct walk *w);
enum rc walk_close(struct walk *w, struct err *e) MUST_CHECK;

/* Keys (store_view.c). */
struct key {
	unsigned char bytes[ROW_KEY];
	size_t len;
};
struct key key_number(uint64_t n);
struct key key_text(const char *text); /* text and a 0 byte */
struct key key_text_number(const char *text, uint64_t n);
/* Things of one writer stand by number: people who were enrolled together, the newest entries. An
 * id of another form stands by its text, behind them. */
struct key key_thing(const char *id);
struct key key_thing_number(const char *id, uint64_t n);
struct key key_time(int64_t at, int64_t pos);
struct key key_pair(const char *a, const char *b); /* a 0 b */
struct span key_span(const struct key *k);
uint64_t span_number(struct span s, size_t at);
bool span_starts(struct span s, struct span prefix);

/* The tail's lines and keys, loaded once a transaction. */
enum rc tail_load(struct store *s, struct err *e) MUST_CHECK;

/* A block's keys, and who takes the rows that they make in the additive views. */
struct block_keys {
	int64_t pos;
	size_t n;
	const struct index_keys *v[BLOCK_LINES];
};
struct row_sink {
	enum rc (*put)(void *ctx, enum table t, struct span key, struct span value, struct err *e);
	void *ctx;
};
enum rc view_rows(const struct block_keys *b, const struct row_sink *sink,
		  struct err *e) MUST_CHECK;
enum rc views_enter(struct store *s, const struct block_keys *b, struct err *e) MUST_CHECK;

/* Reads the keys of a block's lines into keys (BLOCK_LINES of them); RC_CORRUPT names the fault. */
enum rc block_index(struct span block, int64_t pos, struct index_keys *keys, struct block_keys *out,
		    struct err *e) MUST_CHECK;

/* Whether things of this kind can be closed: only those have rows in `open`. */
bool kind_closes(const char *kind);

/* The things whose openness some lines may have changed. */
struct touched {
	struct arena mem;
	VEC(char *) ids;
};
void touched_add(struct touched *t, const struct index_keys *k);
void touched_unique(struct touched *t);                    /* sorted, each once */
bool touched_has(const struct touched *t, const char *id); /* after touched_unique */
void touched_clear(struct touched *t);
/* Folds a thing and says whether it is open; *kind is its kind, NULL when it is not (yet) a thing
 * here. Folds what is sealed only, or the tail too. */
enum rc fold_open(struct store *s, const char *id, bool with_tail, bool *open, const char **kind,
		  struct err *e) MUST_CHECK;
/* Folds each touched thing once, from what is sealed, and puts or deletes its row in `open`. */
enum rc views_fold(struct store *s, struct touched *t, struct err *e) MUST_CHECK;

/* Positions and lines (store_read.c). */
/* RC_NOT_FOUND leaves e alone. */
enum rc find_id(struct store *s, const char *id, bool with_tail, struct line_ref *out,
		struct err *e) MUST_CHECK;
enum rc highest_number(struct store *s, const char *writer, int64_t *out, struct err *e) MUST_CHECK;
typedef bool (*ref_fn)(void *ctx, const struct line_ref *r);
/* Every line that speaks of id and the record itself, arrival order. */
enum rc refs_of(struct store *s, const char *id, bool with_tail, ref_fn fn, void *ctx,
		struct err *e) MUST_CHECK;

#endif
