/*
 * What the files that know LMDB share: store.c opens and closes, store_transaction.c begins and
 * ends, store_rows.c reads and writes rows. Nobody else includes this.
 */
#ifndef STORAGE_STORE_LMDB_H
#define STORAGE_STORE_LMDB_H

#include <lmdb.h>

#include "storage/store_inner.h"

static inline MDB_val
mdb_val(struct span s)
{
	return (MDB_val){s.len, (void *)(uintptr_t)s.ptr};
}

static inline struct span
mdb_span(MDB_val v)
{
	return (struct span){v.mv_data, v.mv_size};
}

/* The transaction that reads see. */
static inline MDB_txn *
store_txn(const struct store *s)
{
	return s->writer ? s->writer : s->reader;
}

/* Says what a code of LMDB or of the system means for the person at the keyboard. doing:
 * translated. */
enum rc store_fail(const struct store *s, int code, const char *doing, struct err *e);

/* A failed write of LMDB's head (a full disk) makes it refuse everything from then on, also when
 * there is room again: begins anew. */
enum rc store_reopen(struct store *s, struct err *e) MUST_CHECK;

#endif
