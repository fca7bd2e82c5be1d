/* The store beside a flat file and SQLite, in one run: append, ingest, size, reading, search. */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/store.h"
#include "tests/bench/bench.h"

enum { ROUNDS = 3, COMMITS = 200, BATCH = 10000 };

struct bench {
	const char *dir;
	uint64_t records; /* put in beforehand */
	uint64_t next;
	struct store *store;
	int flat;
	sqlite3 *sql;
	sqlite3_stmt *insert;
	double text_bytes;
	struct err e;
};

static void
must(enum rc rc, const struct err *e)
{
	if (rc != RC_OK)
		die("%s", e->text);
}

static void
sql(sqlite3 *db, const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		die("%s: %s", text, why);
}

static char *
in_dir(const struct bench *b, const char *name)
{
	static char path[4][512];
	static int turn;
	char *p = path[turn++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", b->dir, name);
	return p;
}

/* The peer of the same deed: text, and an index for each view. */
static void
open_sqlite(struct bench *b)
{
	if (sqlite3_open(in_dir(b, "peer.db"), &b->sql) != SQLITE_OK)
		die("sqlite");
	sql(b->sql, "pragma journal_mode=wal");
	sql(b->sql, "pragma synchronous=full");
	sql(b->sql, "create table r(n integer primary key, id text, at int, thing text, kind text, "
		    "line text)");
	sql(b->sql, "create unique index r_id on r(id)");
	sql(b->sql, "create index r_at on r(at)");
	sql(b->sql, "create index r_thing on r(thing)");
	sql(b->sql, "create index r_kind on r(kind, n)");
	if (sqlite3_prepare_v2(b->sql, "insert into r values(?,?,?,?,?,?)", -1, &b->insert, NULL) !=
	    SQLITE_OK)
		die("sqlite");
}

static void
insert_row(struct bench *b, uint64_t i, const struct str *line)
{
	char id[40], thing[40];

	snprintf(id, sizeof(id), "bm1-%llu", (unsigned long long)i);
	snprintf(thing, sizeof(thing), "bm1-%llu", (unsigned long long)(i - i % 40 + 1));
	sqlite3_bind_int64(b->insert, 1, (sqlite3_int64)i);
	sqlite3_bind_text(b->insert, 2, id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(b->insert, 3, (sqlite3_int64)(i * 240));
	sqlite3_bind_text(b->insert, 4, thing, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(b->insert, 5, i % 40 ? "log" : "incident", -1, SQLITE_STATIC);
	sqlite3_bind_text(b->insert, 6, line->ptr, (int)line->len, SQLITE_TRANSIENT);
	if (sqlite3_step(b->insert) != SQLITE_DONE)
		die("sqlite: %s", sqlite3_errmsg(b->sql));
	sqlite3_reset(b->insert);
}

/* Both stores get the same records, in batches. Prints the rate of ours beside theirs. */
static void
fill(struct bench *b)
{
	struct str line = STR_INIT;
	double ours = 0, theirs = 0, making, start;

	for (uint64_t i = 1; i <= b->records;) {
		uint64_t end = i + BATCH <= b->records + 1 ? i + BATCH : b->records + 1;

		start = seconds();
		for (uint64_t k = i; k < end; k++)
			bench_line(k, &line);
		making = seconds() - start; /* nobody's work */
		start = seconds();
		must(store_begin(b->store, &b->e), &b->e);
		for (uint64_t k = i; k < end; k++) {
			bench_line(k, &line);
			b->text_bytes += (double)line.len + 1;
			must(store_append(b->store, line.ptr, line.len, &b->e), &b->e);
		}
		must(store_commit(b->store, &b->e), &b->e);
		ours += seconds() - start - making;
		start = seconds();
		sql(b->sql, "begin");
		for (uint64_t k = i; k < end; k++) {
			bench_line(k, &line);
			insert_row(b, k, &line);
		}
		sql(b->sql, "commit");
		theirs += seconds() - start - making;
		i = end;
	}
	printf("2 ingest, batches of %d: %.0f rec/s; SQLite %.0f: x%.1f\n", BATCH,
	       (double)b->records / ours, (double)b->records / theirs, theirs / ours);
	b->next = b->records + 1;
	str_clear(&line);
}

static double
append_ours(struct bench *b, const struct str *line)
{
	double start = seconds();

	must(store_begin(b->store, &b->e), &b->e);
	must(store_append(b->store, line->ptr, line->len, &b->e), &b->e);
	must(store_commit(b->store, &b->e), &b->e);
	return seconds() - start;
}

static double
append_flat(struct bench *b, const struct str *line)
{
	double start = seconds();

	if (write(b->flat, line->ptr, line->len) < 0 || fdatasync(b->flat) < 0)
		die("flat file");
	return seconds() - start;
}

static double
append_sqlite(struct bench *b, const struct str *line)
{
	double start = seconds();

	sql(b->sql, "begin immediate");
	insert_row(b, b->next, line);
	sql(b->sql, "commit");
	return seconds() - start;
}

static void
append_all(struct bench *b)
{
	double flat[ROUNDS * COMMITS], ours[ROUNDS * COMMITS], theirs[ROUNDS * COMMITS], f, o, s;
	struct str line = STR_INIT;
	size_t n = 0;

	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < COMMITS; i++, n++, b->next++) {
			bench_line(b->next, &line);
			flat[n] = append_flat(b, &line);
			ours[n] = append_ours(b, &line);
			theirs[n] = append_sqlite(b, &line);
		}
	f = median(flat, n);
	o = median(ours, n);
	s = median(theirs, n);
	printf("1 durable append: p50 %.0f us; flat append + fdatasync %.0f: x%.2f; SQLite WAL "
	       "FULL %.0f: x%.2f\n",
	       o * 1e6, f * 1e6, o / f, s * 1e6, o / s);
	str_clear(&line);
}

static void
sizes(const struct bench *b)
{
	struct stat ours, theirs;

	if (stat(in_dir(b, "store/data.mdb"), &ours) < 0 || stat(in_dir(b, "peer.db"), &theirs) < 0)
		die("stat");
	printf("3 size with all views: x%.2f of the text; SQLite x%.2f\n",
	       (double)ours.st_size / b->text_bytes, (double)theirs.st_size / b->text_bytes);
}

struct count {
	uint64_t n, limit;
};

static bool
count_line(void *ctx, const char *line, size_t len)
{
	struct count *c = ctx;

	(void)line;
	(void)len;
	return ++c->n != c->limit;
}

static double
timed_search(struct bench *b, const char *word, uint64_t limit, uint64_t *found)
{
	double t[5];

	for (int i = 0; i < 5; i++) {
		struct count c = {0, limit};
		double start = seconds();

		must(store_search(b->store, word, count_line, &c, &b->e), &b->e);
		t[i] = seconds() - start;
		*found = c.n;
	}
	return median(t, 5);
}

static void
searches(struct bench *b)
{
	static const char *const words[] = {"巡查", "溶洞塌陷", "麒麟"};
	uint64_t found;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		double first = timed_search(b, words[i], 50, &found);
		double all = timed_search(b, words[i], 0, &found);

		printf("6 search %s: first 50 %.3f ms, all %.2f ms = %llu (%.1f GB/s)\n", words[i],
		       first * 1e3, all * 1e3, (unsigned long long)found,
		       b->text_bytes / all / 1e9);
	}
}

static void
newest(struct bench *b)
{
	double t[11];

	for (int i = 0; i < 11; i++) {
		struct count c = {0, 50};
		double start = seconds();

		must(store_each_time(b->store, 0, INT64_MAX, true, count_line, &c, &b->e), &b->e);
		t[i] = seconds() - start;
	}
	printf("5 newest 50 by time, in the program: %.3f ms\n", median(t, 11) * 1e3);
}

static void
rebuild(struct bench *b)
{
	double start = seconds(), took;

	must(store_rebuild(b->store, &b->e), &b->e);
	took = seconds() - start;
	printf("8 rebuild of all views: %.0f rec/s\n", (double)b->records / took);
	start = seconds();
	must(store_check(b->store, &b->e), &b->e);
	printf("  check of everything: %.0f rec/s\n", (double)b->records / (seconds() - start));
}

int
main(int argc, char **argv)
{
	struct bench b = {.records = 100000};

	if (argc < 2)
		die("usage: bench_store EMPTY_DIR [RECORDS]");
	b.dir = argv[1];
	if (argc > 2)
		b.records = strtoull(argv[2], NULL, 10);
	must(store_open(in_dir(&b, "store"), STORE_CREATE, &b.store, &b.e), &b.e);
	b.flat = open(in_dir(&b, "flat"), O_WRONLY | O_CREAT | O_APPEND, 0600);
	open_sqlite(&b);
	printf("%llu records\n", (unsigned long long)b.records);
	fill(&b);
	append_all(&b);
	sizes(&b);
	newest(&b);
	searches(&b);
	rebuild(&b);
	sqlite3_finalize(b.insert);
	sqlite3_close(b.sql);
	store_close(b.store);
	return 0;
}
