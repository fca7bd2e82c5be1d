/* zhiban-sync: a round of synchronisation, and its own child that talks to the network. */
#define _GNU_SOURCE /* flock */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/git_transfer.h"
#include "storage/mailbag.h"
#include "storage/sync.h"

#ifdef __SANITIZE_ADDRESS__
/* libgit2 1.5 forgets the matches of its regular expressions; that is not ours to mend. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libpcre2";
}

const char *__lsan_default_options(void);
const char *
__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

enum { LOCK_TRIES = 300, LOCK_WAIT_MS = 100 };

struct options {
	const char *home, *book, *folder;
	bool dry_run;
	bool verify;     /* no round */
	bool background; /* nobody waits for it: silent where there is nothing to do */
	int seconds;
	int64_t now;
};

/* Exit codes of the contract. */
static int
exit_code(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return 0;
	case RC_INVALID:
	case RC_MISSING:
	case RC_CONFLICT:
		return 1;
	case RC_USAGE:
		return 2;
	case RC_NOT_FOUND:
		return 3;
	case RC_CORRUPT:
		return 4;
	case RC_BUSY:
	case RC_IO:
		return 5;
	case RC_NETWORK:
		return 6;
	}
	return 1;
}

/* *out stays -1 where another one runs and is not to be waited for. */
static enum rc
take_lock(const char *home, bool wait, int *out, struct err *e)
{
	struct arena a = {0};
	char *path = arena_text_f(&a, "%s/sync.lock", home);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), tries = 0;
	enum rc rc = RC_OK;

	if (fd < 0)
		rc = err_set(e, RC_IO, _("cannot write %s: %s"), path, strerror(errno));
	while (fd >= 0 && rc == RC_OK && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK) {
			rc = err_set(e, RC_IO, _("cannot lock %s: %s"), path, strerror(errno));
		} else if (!wait) {
			close(fd);
			fd = -1;
		} else if (++tries > LOCK_TRIES) {
			rc = err_set(e, RC_BUSY,
				     _("another synchronisation of this home is running; wait for "
				       "its end"));
		} else {
			poll(NULL, 0, LOCK_WAIT_MS);
		}
	}
	arena_free(&a);
	if (rc == RC_OK)
		*out = fd;
	else if (fd >= 0)
		close(fd);
	return rc;
}

/* One damaged book must not hold up the others; a full disk holds up all. */
static enum rc
one_book(struct sync *y, const char *book, struct err *e)
{
	struct err why;
	enum rc rc = sync_book(y, book, &why);

	if (rc == RC_OK)
		return RC_OK;
	sync_trouble(y, book, &why);
	return rc == RC_IO || rc == RC_BUSY ? (*e = why, rc) : RC_OK;
}

static enum rc
all_books(struct sync *y, const char *only, struct err *e)
{
	struct arena a = {0};
	char **books;
	size_t n, i, done = 0;
	enum rc rc = trust_books(y->store, &a, &books, &n, e);

	for (i = 0; rc == RC_OK && i < n; i++) {
		if (only && !str_equal(only, books[i]))
			continue;
		done++;
		rc = one_book(y, books[i], e);
	}
	if (rc == RC_OK && only && done == 0)
		rc = err_set(e, RC_NOT_FOUND, _("the book %s is not held here"), only);
	arena_free(&a);
	return rc;
}

static enum rc
by_folder(struct sync *y, const struct options *o, struct err *e)
{
	struct arena a = {0};
	struct mailbag bag;
	enum rc rc = mailbag_open(y->store, &a, o->folder, o->book, &bag, e);

	if (rc == RC_OK)
		y->folder = bag.folder;
	for (size_t i = 0; rc == RC_OK && i < bag.n; i++)
		rc = one_book(y, bag.books[i], e);
	arena_free(&a);
	y->folder = o->folder;
	return rc;
}

static enum rc
rounds(struct sync *y, const struct options *o, struct err *e)
{
	struct err end;
	int lock = -1;
	enum rc ended, rc = take_lock(o->home, !o->background, &lock, e);

	if (rc != RC_OK || lock < 0)
		return rc;
	git_repo_setup(false);
	rc = o->folder ? by_folder(y, o, e) : all_books(y, o->book, e);
	ended = sync_end(y, &end);
	if (rc == RC_OK && ended != RC_OK) {
		*e = end;
		rc = ended;
	}
	close(lock);
	return rc;
}

/* What the flags of the round come to. */
static enum rc
outcome(const struct sync *y, struct err *e)
{
	if (y->first.code != RC_OK && y->first.code != RC_NETWORK) {
		*e = y->first;
		return e->code;
	}
	if (y->refused)
		return err_set(
		    e, RC_CORRUPT,
		    _("something did not stand the test and was put into quarantine: see "
		      "`sync status`"));
	if (y->unreachable || (y->missing && !y->quiet)) {
		*e = y->unreachable ? y->first : y->absent;
		return e->code = RC_NETWORK;
	}
	return RC_OK;
}

static enum rc
run(const struct options *o, struct err *e)
{
	struct arena a = {0};
	struct sync y = {
	    .home = o->home,
	    .now = o->now ? o->now : (int64_t)time(NULL),
	    .dry_run = o->dry_run,
	    .quiet = o->background,
	    .seconds = o->seconds,
	    .out = stdout,
	};
	enum rc rc = store_open(arena_text_f(&a, "%s/store", o->home),
				o->verify ? STORE_READ : STORE_WRITE, &y.store, e);

	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	rc = o->verify ? sync_prove(&y, o->book, e) : rounds(&y, o, e);
	store_close(y.store);
	return rc == RC_OK && !o->verify ? outcome(&y, e) : rc;
}

static enum rc
read_options(int argc, char **argv, struct options *o, struct err *e)
{
	static const struct option rows[] = {
	    {"home", required_argument, NULL, 'h'},
	    {"book", required_argument, NULL, 'b'},
	    {"seconds", required_argument, NULL, 's'},
	    {"now", required_argument, NULL, 'n'},
	    {"dry-run", no_argument, NULL, 'd'},
	    {"background", no_argument, NULL, 'g'},
	    {"folder", required_argument, NULL, 'f'},
	    {"verify", no_argument, NULL, 'v'},
	    {0},
	};
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "", rows, NULL)) != -1) {
		if (c == 'h')
			o->home = optarg;
		else if (c == 'b')
			o->book = optarg;
		else if (c == 's')
			o->seconds = (int)strtol(optarg, NULL, 10);
		else if (c == 'n')
			o->now = strtoll(optarg, NULL, 10);
		else if (c == 'd')
			o->dry_run = true;
		else if (c == 'f')
			o->folder = optarg;
		else if (c == 'v')
			o->verify = true;
		else if (c == 'g')
			o->background = true;
		else
			return err_set(e, RC_USAGE,
				       _("unknown option; `zhiban sync` is the way in"));
	}
	if (!o->home || optind != argc || o->seconds < 1)
		return err_set(e, RC_USAGE,
			       _("usage: zhiban-sync --home DIR [--book NAME] [--dry-run]"));
	return RC_OK;
}

/* The words of the program, as zhiban set LANGUAGE for us. */
static void
bind_language(void)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - sizeof("/locale"));
	const char *lang = getenv("LANGUAGE"), *dir = PREFIX "/share/locale";
	char *slash;

	if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, lang && str_starts(lang, "zh") ? "C.UTF-8" : "C");
	if (n > 0) {
		exe[n] = '\0';
		slash = strrchr(exe, '/');
		if (slash) {
			memcpy(slash, "/locale", sizeof("/locale"));
			if (access(exe, X_OK) == 0)
				dir = exe;
		}
	}
	bindtextdomain("zhiban", dir);
	bind_textdomain_codeset("zhiban", "UTF-8");
	textdomain("zhiban");
}

int
main(int argc, char **argv)
{
	struct options o = {.seconds = SYNC_SECONDS};
	struct err e = {0};
	enum rc rc;

	umask(077);
	bind_language();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file too large is an error, not the end */
	if (argc > 2 && strcmp(argv[1], "--transfer") == 0)
		return git_transfer_main(argc - 2, argv + 2);
	rc = read_options(argc, argv, &o, &e);
	if (rc == RC_OK)
		rc = run(&o, &e);
	if (rc != RC_OK)
		fprintf(stderr, "zhiban: %s\n", e.text);
	return exit_code(rc);
}
