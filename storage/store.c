/* The one door to LMDB: opens the store with its guards, and lends rows, walks and transactions. */
#include "storage/store.h"

#include <errno.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/store_home.h"
#include "storage/store_inner.h"

/* 64 GiB cannot be mapped under valgrind; this much holds a hundred million records. */
static const size_t map_bytes = (size_t)32 << 30;

/* clang-format off */
static const char *const table_names[TABLES] = {
	[TABLE_TAIL] = "tail", [TABLE_LOG] = "log",   [TABLE_PUB] = "pub",
	[TABLE_IDS] = "ids",   [TABLE_OF] = "of",     [TABLE_TIME] = "time",
	[TABLE_KIND] = "kind", [TABLE_OPEN] = "open", [TABLE_LOCAL] = "local",
};
/* clang-format on */

static MDB_val
val(struct span s)
{
	return (MDB_val){s.len, (void *)(uintptr_t)s.ptr};
}

static struct span
span(MDB_val v)
{
	return (struct span){v.mv_data, v.mv_size};
}

static enum rc
fail(const struct store *s, int code, const char *doing, struct err *e)
{
	switch (code) {
	case MDB_MAP_FULL:
		return err_set(e, RC_IO, _("the store has reached its limit of 32 GiB"));
	case MDB_READERS_FULL:
		return err_set(e, RC_BUSY, _("too many programs read the store: close some"));
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_INVALID:
	case MDB_VERSION_MISMATCH:
		return err_set(e, RC_CORRUPT, _("the store in %s is damaged (%s): take the backup"),
			       s->dir, mdb_strerror(code));
	case ENOSPC:
	case EDQUOT:
		return err_set(e, RC_IO, _("the disk is full: free some room, then try again"));
	case EIO: /* LMDB's word for a short write */
		if (disk_full(s->dir))
			return err_set(e, RC_IO,
				       _("the disk is full: free some room, then try again"));
		break;
	default:
		break;
	}
	return err_set(e, RC_IO, _("%s in %s: %s"), doing, s->dir, mdb_strerror(code));
}

/* Rows and walks */

static MDB_txn *
txn(const struct store *s)
{
	return s->writer ? s->writer : s->reader;
}

enum rc
row_get(struct store *s, enum table t, struct span key, struct span *out, struct err *e)
{
	MDB_val k = val(key), v;
	int r = mdb_get(txn(s), s->dbi[t], &k, &v);

	if (r == MDB_NOTFOUND)
		return RC_NOT_FOUND;
	if (r)
		return fail(s, r, _("cannot read"), e);
	*out = span(v);
	return RC_OK;
}

enum rc
row_put(struct store *s, enum table t, struct span key, struct span value, bool append,
	struct err *e)
{
	MDB_val k = val(key), v = val(value);
	int r = append ? mdb_put(s->writer, s->dbi[t], &k, &v, MDB_APPEND) : MDB_KEYEXIST;

	if (r == MDB_KEYEXIST) {
		k = val(key), v = val(value);
		r = mdb_put(s->writer, s->dbi[t], &k, &v, 0);
	}
	return r ? fail(s, r, _("cannot write"), e) : RC_OK;
}

enum rc
row_delete(struct store *s, enum table t, struct span key, struct err *e)
{
	MDB_val k = val(key);
	int r = mdb_del(s->writer, s->dbi[t], &k, NULL);

	return r && r != MDB_NOTFOUND ? fail(s, r, _("cannot write"), e) : RC_OK;
}

enum rc
table_clear(struct store *s, enum table t, struct err *e)
{
	int r = mdb_drop(s->writer, s->dbi[t], 0);

	return r ? fail(s, r, _("cannot write"), e) : RC_OK;
}

size_t
table_rows(struct store *s, enum table t)
{
	MDB_stat st;

	return mdb_stat(txn(s), s->dbi[t], &st) ? 0 : st.ms_entries;
}

/* LMDB maps for chance reads, single pages (MDB_NORDAHEAD: a quarter of the time of a cold start).
 */
static void
advise(const struct store *s, struct span bytes, int advice)
{
	uintptr_t from = (uintptr_t)bytes.ptr & ~(uintptr_t)(s->page - 1);

	(void)madvise((void *)from, (uintptr_t)bytes.ptr + bytes.len - from, advice);
}

void
span_will_need(const struct store *s, struct span block)
{
	if (block.len > s->page)
		advise(s, block, MADV_WILLNEED);
}

void
scan_will_need(struct store *s, struct span block, bool backwards)
{
	enum { WINDOW = 1 << 20 };
	uintptr_t from = (uintptr_t)block.ptr, to = from + block.len;

	if (from >= s->ahead_from && to <= s->ahead_to)
		return;
	if (backwards)
		from = to > WINDOW ? to - WINDOW : 0;
	else
		to = from + WINDOW;
	s->ahead_from = from;
	s->ahead_to = to;
	advise(s, (struct span){(const void *)from, to - from}, MADV_WILLNEED);
}

void
walk_open(struct store *s, enum table t, struct walk *w)
{
	*w = (struct walk){.store = s};
	w->fault = mdb_cursor_open(txn(s), s->dbi[t], &w->cursor);
}

static bool
step(struct walk *w, MDB_val k, MDB_cursor_op op)
{
	MDB_val v;

	if (w->fault)
		return false;
	w->fault = mdb_cursor_get(w->cursor, &k, &v, op);
	if (w->fault == MDB_NOTFOUND) {
		w->fault = 0;
		return false;
	}
	if (w->fault)
		return false;
	w->key = span(k);
	w->value = span(v);
	return true;
}

bool
walk_first(struct walk *w)
{
	return step(w, (MDB_val){0, NULL}, MDB_FIRST);
}

bool
walk_last(struct walk *w)
{
	return step(w, (MDB_val){0, NULL}, MDB_LAST);
}

bool
walk_seek(struct walk *w, struct span key)
{
	return step(w, val(key), MDB_SET_RANGE);
}

bool
walk_next(struct walk *w)
{
	return step(w, (MDB_val){0, NULL}, MDB_NEXT);
}

bool
walk_prev(struct walk *w)
{
	return step(w, (MDB_val){0, NULL}, MDB_PREV);
}

enum rc
walk_close(struct walk *w, struct err *e)
{
	if (w->cursor)
		mdb_cursor_close(w->cursor);
	w->cursor = NULL;
	return w->fault ? fail(w->store, w->fault, _("cannot read"), e) : RC_OK;
}

/* Transactions */

static enum rc reopen(struct store *s, struct err *e) MUST_CHECK;

enum rc
check_process(const struct store *s, struct err *e)
{
	if (s->pid == getpid())
		return RC_OK;
	return err_set(e, RC_IO, _("the store was opened by another process: open it again"));
}

static int
begin_reader(struct store *s)
{
	return s->reader ? mdb_txn_renew(s->reader)
			 : mdb_txn_begin(s->env, NULL, MDB_RDONLY, &s->reader);
}

enum rc
read_begin(struct store *s, struct err *e)
{
	int r;

	if (s->writer || s->reading > 0) {
		s->reading++;
		return RC_OK;
	}
	if (check_process(s, e) != RC_OK)
		return RC_IO;
	/* The journal before the snapshot: what LMDB takes over in between is passed over, what is
	 * written anew comes after the snapshot. The other way round a line could be missed. */
	if (journal_load(s->journal, e) != RC_OK)
		return RC_CORRUPT;
	r = begin_reader(s);
	if (r == MDB_PANIC) {
		if (reopen(s, e) != RC_OK)
			return RC_IO;
		r = begin_reader(s);
	}
	if (r)
		return fail(s, r, _("cannot read"), e);
	s->tail_loaded = false;
	s->reading = 1;
	return RC_OK;
}

void
read_end(struct store *s)
{
	if (--s->reading == 0 && !s->writer)
		mdb_txn_reset(s->reader);
}

enum rc
write_begin(struct store *s, struct err *e)
{
	int r;

	if (check_process(s, e) != RC_OK)
		return RC_IO;
	if (s->reading > 0)
		return err_set(e, RC_INVALID, _("the store cannot be written while it is listed"));
	if (journal_load(s->journal, e) != RC_OK)
		return RC_CORRUPT;
	r = mdb_txn_begin(s->env, NULL, 0, &s->writer);
	if (r == MDB_PANIC) {
		if (reopen(s, e) != RC_OK)
			return RC_IO;
		r = mdb_txn_begin(s->env, NULL, 0, &s->writer);
	}
	if (r) {
		s->writer = NULL;
		return fail(s, r, _("cannot write"), e);
	}
	s->tail_loaded = false;
	return RC_OK;
}

/* The last pages of a transaction may be given back within it and then are never written; the
 * check at opening would take that for a cut file. */
static void
keep_length(const struct store *s)
{
	MDB_envinfo info;
	struct stat st;
	mdb_filehandle_t fd;
	MDB_stat env;

	if (mdb_env_info(s->env, &info) || mdb_env_stat(s->env, &env) ||
	    mdb_env_get_fd(s->env, &fd) || fstat(fd, &st) < 0)
		return;
	if ((uint64_t)st.st_size < (uint64_t)(info.me_last_pgno + 1) * env.ms_psize)
		(void)!ftruncate(fd, (off_t)((info.me_last_pgno + 1) * env.ms_psize));
}

enum rc
write_commit(struct store *s, struct err *e)
{
	int r = mdb_txn_commit(s->writer);

	s->writer = NULL;
	s->tail_loaded = false;
	if (r)
		return fail(s, r, _("cannot write"), e);
	keep_length(s);
	return RC_OK;
}

void
write_abort(struct store *s)
{
	if (s->writer)
		mdb_txn_abort(s->writer);
	s->writer = NULL;
	s->tail_loaded = false;
}

/* The slowest of LMDB's readers. */
struct slowest {
	long pid;
	size_t txn;
};

/* LMDB tells of its readers in lines: process, thread, transaction or "-". */
static int
note_reader(const char *line, void *ctx)
{
	struct slowest *s = ctx;
	long pid;
	size_t id;

	if (sscanf(line, "%ld %*s %zu", &pid, &id) == 2 && id < s->txn)
		*s = (struct slowest){pid, id};
	return 0;
}

long
store_stuck_reader(struct store *s)
{
	enum { MANY_COMMITS = 100 };
	struct slowest slow = {0};
	MDB_envinfo info;
	int dead;

	if (s->lockless || mdb_env_info(s->env, &info) || mdb_reader_check(s->env, &dead))
		return 0;
	slow.txn = info.me_last_txnid;
	if (mdb_reader_list(s->env, note_reader, &slow) < 0 ||
	    info.me_last_txnid - slow.txn <= MANY_COMMITS)
		return 0;
	return slow.pid;
}

/* Opening */

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
	return r ? fail(s, r, _("cannot open the store"), e) : RC_OK;
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
		return fail(s, r, _("cannot open the store"), e);
	if (stat(s->data_path, &st) < 0)
		return fail(s, errno, _("cannot open the store"), e);
	if ((uint64_t)st.st_size < (uint64_t)(info.me_last_pgno + 1) * env.ms_psize)
		return fail(s, MDB_CORRUPTED, "", e);
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
	MDB_val k = val(schema_key), v = {sizeof(bytes), bytes};
	int r;

	memcpy(bytes + 4, &s->salt, sizeof(s->salt));
	r = mdb_put(t, s->main, &k, &v, 0);
	return r ? fail(s, r, _("cannot write"), e) : RC_OK;
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
	MDB_val k = val(schema_key), v;
	int r = mdb_get(t, s->main, &k, &v);
	const unsigned char *n;
	MDB_stat st;

	if (r == MDB_NOTFOUND) {
		if (mdb_stat(t, s->main, &st) || st.ms_entries > 0)
			return err_set(e, RC_INVALID, _("%s belongs to another program"), s->dir);
		if (s->mode != STORE_CREATE)
			return unfinished(s, e);
		if (getrandom(&s->salt, sizeof(s->salt), 0) != (ssize_t)sizeof(s->salt))
			return fail(s, errno, _("cannot open the store"), e);
		return put_schema(s, t, true, e);
	}
	if (r)
		return fail(s, r, _("cannot open the store"), e);
	if (s->mode == STORE_CREATE)
		return err_set(e, RC_CONFLICT, _("there is a home at %s already"), s->dir);
	n = v.mv_data;
	if (v.mv_size < 4 || n[1] || n[2] || n[3] > STORE_SCHEMA)
		return err_set(e, RC_CORRUPT,
			       _("the store in %s was written by a newer zhiban: use that one"),
			       s->dir);
	if (v.mv_size != SCHEMA_BYTES)
		return fail(s, MDB_CORRUPTED, "", e);
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
		return fail(s, r, _("cannot open the store"), e);
	}
	rc = check_schema(s, t, e);
	if (rc == RC_OK && create)
		rc = journal_make(s->journal, e);
	for (int i = 0; rc == RC_OK && i < TABLES; i++) {
		r = mdb_dbi_open(t, table_names[i], create ? MDB_CREATE : 0, &s->dbi[i]);
		if (r)
			rc = fail(s, r == MDB_NOTFOUND ? MDB_CORRUPTED : r,
				  _("cannot open the store"), e);
	}
	if (rc != RC_OK) {
		mdb_txn_abort(t);
		return rc;
	}
	r = mdb_txn_commit(t);
	return r ? fail(s, r, _("cannot open the store"), e) : RC_OK;
}

/* A failed write of LMDB's head (a full disk) makes it refuse everything from then on, also when
 * there is room again: begin anew. */
static enum rc
reopen(struct store *s, struct err *e)
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
		rc = fail(s, MDB_CORRUPTED, "", e);
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
