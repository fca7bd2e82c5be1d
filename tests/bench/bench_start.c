/*
 * Times whole commands against each other, in turn: bench_start TIMES FILE COMMAND… where each
 * COMMAND is one argument, split at blanks, or "peer DB" for SQLite's newest 50. Prints medians and
 * the ratio of each to the last one. FILE, unless "-", is dropped from the page cache before each.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"

enum { WORDS = 32, TIMES_MOST = 200, COMMANDS = 8 };

static int
peer(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *q;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "select line from r order by at desc limit 50", -1, &q, NULL) !=
		SQLITE_OK)
		die("%s: %s", path, sqlite3_errmsg(db));
	while (sqlite3_step(q) == SQLITE_ROW)
		puts((const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	sqlite3_close(db);
	return 0;
}

static void
drop(const char *file)
{
	int fd = strcmp(file, "-") == 0 ? -1 : open(file, O_RDONLY);

	if (fd < 0)
		return;
	fsync(fd);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
}

static double
run(const char *self, const char *command)
{
	char text[1024], *words[WORDS + 1], *rest = text, *word;
	double start;
	int status, n = 0;
	pid_t child;

	snprintf(text, sizeof(text), "%s%s%s", strncmp(command, "peer ", 5) == 0 ? self : "",
		 strncmp(command, "peer ", 5) == 0 ? " " : "", command);
	while (n < WORDS && (word = strsep(&rest, " ")))
		words[n++] = word;
	words[n] = NULL;
	start = seconds();
	child = fork();
	if (child == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDOUT_FILENO);
		execv(words[0], words);
		_exit(127);
	}
	if (waitpid(child, &status, 0) != child || status != 0)
		die("%s failed", command);
	return seconds() - start;
}

int
main(int argc, char **argv)
{
	static double t[COMMANDS][TIMES_MOST];
	int times, commands = argc - 3;
	double last;

	if (argc == 3 && strcmp(argv[1], "peer") == 0)
		return peer(argv[2]);
	if (commands < 1 || commands > COMMANDS)
		die("usage: bench_start TIMES FILE COMMAND...");
	times = (int)strtol(argv[1], NULL, 10);
	if (times > TIMES_MOST)
		times = TIMES_MOST;
	for (int i = 0; i < times; i++)
		for (int c = 0; c < commands; c++) {
			drop(argv[2]);
			t[c][i] = run(argv[0], argv[3 + c]);
		}
	last = median(t[commands - 1], (size_t)times);
	for (int c = 0; c < commands; c++) {
		double m = median(t[c], (size_t)times);

		printf("  %8.2f ms x%.2f  %s\n", m * 1e3, m / last, argv[3 + c]);
	}
	return 0;
}
