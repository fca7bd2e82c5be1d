/* Puts RECORDS lines of a busy county into the store of a home that stands already. */
#include "storage/store.h"
#include "tests/bench/bench.h"

enum { BATCH = 10000 };

int
main(int argc, char **argv)
{
	struct str line = STR_INIT;
	struct store *s = NULL;
	struct err e;
	uint64_t records;

	if (argc < 3)
		die("usage: bench_fill STORE_DIR RECORDS");
	records = strtoull(argv[2], NULL, 10);
	if (store_open(argv[1], STORE_WRITE, &s, &e) != RC_OK)
		die("%s", e.text);
	for (uint64_t i = 1; i <= records; i++) {
		if (i % BATCH == 1 && store_begin(s, &e) != RC_OK)
			die("%s", e.text);
		bench_line(i, &line);
		if (store_append(s, line.ptr, line.len, &e) != RC_OK)
			die("%s", e.text);
		if ((i % BATCH == 0 || i == records) && store_commit(s, &e) != RC_OK)
			die("%s", e.text);
	}
	store_close(s);
	str_clear(&line);
	return 0;
}
