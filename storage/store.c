/* Opens the store with its guards, and closes it. */
#include "storage/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/store_home.h"
#include "storage/store_lmdb.h"

/* 64 GiB cannot be mapped under valgrind; this much holds a hundred million records. */
static const size_t map_bytes = (size_t)32 << 30;

/* clang-format off */
static const char *const table_names[TABLES] = {
	[TABLE_TAIL] = "tail", [TABLE_LOG] = "log",   [TABLE_PUB] = "pub",
	[TABLE_IDS] = "ids",   [TABLE_OF] = "of",     [TABLE_TIME] = "time",
	[TABLE_KIND] = "kind", [TABLE_OPEN] = "open", [TABLE_LOCAL] = "local",
};
/* clang-format on */

static enum rc
open_env(struct store *s, struct err *e)
{
	unsigned flags = MDB_NORDAHEAD | MDB_NOTLS;
	int r = mdb_env_create(&s->env);

	if (s->mode == STORE_READ)
		flags |= MDB_RDONLY | (s->lockless ? MDB_NOLOCK : 0U);
	if (!r)
		r = mdb_env_set_mapsize(s->env, map_bytes);
	if (!r)
		r = mdb_env_set_maxdbs(s->env, TABLES);
	if (!r)
		r = mdb_env_open(s->env, s->dir, flags, 0600);
	s->page = (size_t)sysconf(_SC_PAGESIZE);
	return r ? store_fail(s, r, _("cannot open the store"), e) : RC_OK;
}

/* LMDB maps what it believes to be there; a page beyond the end of the file is a SIGBUS. */
static enum rc
check_length(const struct store *s, struct err *e)
{
	MDB_envinfo info;
	MDB_stat env;
	struct stat st;
	int r = mdb_env_info(s->env, &info);

	if (!r)
		r = mdb_env_stat(s->env, &env);
	if (r)
		return store_fail(s, r, _("cannot open the store"), e);
	if (stat(s->data_path, &st) < 0)
		return store_fail(s, errno, _("cannot open the store"), e);
	if ((uint64_t)st.st_size < (uint64_t)(info.me_last_pgno + 1) * env.ms_psize)
		return store_fail(s, MDB_CORRUPTED, "", e);
	return RC_OK;
}

/* The row that makes a store ours, in LMDB's own main table: whether it is finished, and the
 * number of its schema, and a number of its own that ties the journal to it. */
enum { SCHEMA_BYTES = 4 + 8 };
static const struct span schema_key = {"zhiban", 6};

static enum rc
put_schema(struct store *s, MDB_txn *t, bool finished, struct err *e)
{
	unsigned char bytes[SCHEMA_BYTES] = {!finished, 0, 0, STORE_SCHEMA};
	MDB_val k = mdb_val(schema_key), v = {sizeof(bytes), bytes};
	int r;

	memcpy(bytes + 4, &s->salt, sizeof(s->salt));
	r = mdb_put(t, s->main, &k, &v, 0);
	return r ? store_fail(s, r, _("cannot write"), e) : RC_OK;
}

enum rc
store_mark(struct store *s, bool finished, struct err *e)
{
	return put_schema(s, s->writer, finished, e);
}

static enum rc
unfinished(const struct store *s, struct err *e)
{
	return err_set(e, RC_NOT_FOUND, _("the store in %s was not finished: make it again"),
		       s->dir);
}

static enum rc
check_schema(struct store *s, MDB_txn *t, struct err *e)
{
	MDB_val k = mdb_val(schema_key), v;
	int r = mdb_get(t, s->main, &k, &v);
	const unsigned char *n;
	MDB_stat st;

	if (r == MDB_NOTFOUND) {
		if (mdb_stat(t, s->main, &st) || st.ms_entries > 0)
			return err_set(e, RC_INVALID, _("%s belongs to another program"), s->dir);
		if (s->mode != STORE_CREATE)
			return unfinished(s, e);
		if (getrandom(&s->salt, sizeof(s->salt), 0) != (ssize_t)sizeof(s->salt))
			return store_fail(s, errno, _("cannot open the store"), e);
		return put_schema(s, t, true, e);
	}
	if (r)
		return store_fail(s, r, _("cannot open the store"), e);
	if (s->mode == STORE_CREATE)
		return err_set(e, RC_CONFLICT, _("there is a home at %s already"), s->dir);
	n = v.mv_data;
	if (v.mv_size < 4 || n[1] || n[2] || n[3] > STORE_SCHEMA)
		return err_set(e, RC_CORRUPT,
			       _("the store in %s was written by a newer zhiban: use that one"),
			       s->dir);
	if (v.mv_size != SCHEMA_BYTES)
		return store_fail(s, MDB_CORRUPTED, "", e);
	memcpy(&s->salt, n + 4, sizeof(s->salt));
	return n[0] ? unfinished(s, e) : RC_OK;
}

static enum rc
open_tables(struct store *s, struct err *e)
{
	bool create = s->mode == STORE_CREATE;
	MDB_txn *t = NULL;
	enum rc rc;
	int r = mdb_txn_begin(s->env, NULL, create ? 0 : MDB_RDONLY, &t);

	if (!r)
		r = mdb_dbi_open(t, NULL, 0, &s->main);
	if (r) {
		mdb_txn_abort(t);
		return store_fail(s, r, _("cannot open the store"), e);
	}
	rc = check_schema(s, t, e);
	if (rc == RC_OK && create)
		rc = journal_make(s->journal, e);
	for (int i = 0; rc == RC_OK && i < TABLES; i++) {
		r = mdb_dbi_open(t, table_names[i], create ? MDB_CREATE : 0, &s->dbi[i]);
		if (r)
			rc = store_fail(s, r == MDB_NOTFOUND ? MDB_CORRUPTED : r,
					_("cannot open the store"), e);
	}
	if (rc != RC_OK) {
		mdb_txn_abort(t);
		return rc;
	}
	r = mdb_txn_commit(t);
	return r ? store_fail(s, r, _("cannot open the store"), e) : RC_OK;
}

enum rc
store_reopen(struct store *s, struct err *e)
{
	enum rc rc;

	if (s->reader)
		mdb_txn_abort(s->reader);
	s->reader = NULL;
	mdb_env_close(s->env);
	s->env = NULL;
	rc = open_env(s, e);
	if (rc == RC_OK)
		rc = check_length(s, e);
	return rc == RC_OK ? open_tables(s, e) : rc;
}

static enum rc
open_guarded(struct store *s, struct err *e)
{
	bool create = s->mode == STORE_CREATE, writable = false;
	enum rc rc = create ? home_make(s->dir, e) : home_check(s->dir, e);
	int dead;

	if (rc == RC_OK)
		rc = home_lock_file(s->dir, s->mode != STORE_READ, &writable, e);
	if (rc != RC_OK)
		return rc;
	s->lockless = !writable;
	rc = open_env(s, e);
	if (rc == RC_OK && !create)
		rc = check_length(s, e);
	if (rc == RC_OK)
		rc = open_tables(s, e);
	if (rc == RC_OK)
		rc = journal_open(s->journal, s->salt, s->mode != STORE_READ, e);
	/* Killed readers would hold on to old pages for ever. */
	if (rc == RC_OK && s->mode != STORE_READ && mdb_reader_check(s->env, &dead))
		rc = store_fail(s, MDB_CORRUPTED, "", e);
	return rc;
}

enum rc
store_open(const char *dir, enum store_mode mode, struct store **out, struct err *e)
{
	struct store *s = calloc(1, sizeof(*s));
	char *lock = path_join(dir, "write.lock"), *journal = path_join(dir, "journal");
	enum rc rc;

	if (!s || !(s->dir = strdup(dir)))
		die("out of memory");
	s->mode = mode;
	s->pid = getpid();
	s->data_path = path_join(dir, "data.mdb");
	s->lock = write_lock_new(lock);
	s->journal = journal_new(journal);
	free(lock);
	free(journal);
	rc = open_guarded(s, e);
	if (rc != RC_OK) {
		store_close(s);
		return rc;
	}
	if (mode == STORE_CREATE)
		s->mode = STORE_WRITE;
	*out = s;
	return RC_OK;
}

void
store_close(struct store *s)
{
	if (!s)
		return;
	/* A forked child shares the parent's locks and pages: it only lets go of its memory. */
	if (s->env && s->pid == getpid()) {
		store_abort(s);
		if (s->reader)
			mdb_txn_abort(s->reader);
		mdb_env_close(s->env);
	}
	write_lock_free(s->lock);
	journal_free(s->journal);
	free(s->data_path);
	free(s->dir);
	free(s);
}

const char *
store_data_path(const struct store *s)
{
	return journal_path(s->journal);
}
