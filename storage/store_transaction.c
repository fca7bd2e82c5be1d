/* Transactions of the store, and who holds it up. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/store_home.h"
#include "storage/store_lmdb.h"

enum rc
store_fail(const struct store *s, int code, const char *doing, struct err *e)
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
		if (store_reopen(s, e) != RC_OK)
			return RC_IO;
		r = begin_reader(s);
	}
	if (r)
		return store_fail(s, r, _("cannot read"), e);
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
		if (store_reopen(s, e) != RC_OK)
			return RC_IO;
		r = mdb_txn_begin(s->env, NULL, 0, &s->writer);
	}
	if (r) {
		s->writer = NULL;
		return store_fail(s, r, _("cannot write"), e);
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
		return store_fail(s, r, _("cannot write"), e);
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
