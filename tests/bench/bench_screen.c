/* A key in a list of 20,000 rows at 200×60: key to painted screen, bytes, wake-ups, beside peers.
 */
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "core/line.h"
#include "core/text.h"
#include "tests/bench/bench.h"
#include "tui/console.h"
#include "tui/list.h"
#include "tui/view_log.h"

enum { ROWS = 60, COLS = 200, LINES_OF_LIST = 20000, KEYS = 400, QUIET_MS = 12, IDLE_S = 4 };

struct result {
	double painted, bytes, wakes; /* s, bytes a key, a minute */
};

static struct str *lines;

static void
make_lines(void)
{
	lines = calloc(LINES_OF_LIST, sizeof(*lines));
	if (!lines)
		die("out of memory");
	for (size_t i = 0; i < LINES_OF_LIST; i++) {
		lines[i] = (struct str)STR_INIT;
		bench_line(i + 1, &lines[i]);
	}
}

/* Ours */

static size_t
count(void *ctx)
{
	(void)ctx;
	return LINES_OF_LIST;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	(void)ctx;
	(void)style;
	if (column == 0)
		str_add_f(out, "bm1-%zu", row + 1);
	else if (column == 1)
		str_add_n(out, lines[row].ptr + 7, 16);
	else
		str_add(out, strstr(lines[row].ptr, "text") + 7);
}

static void
id(void *ctx, size_t row, struct str *out)
{
	(void)ctx;
	str_add_f(out, "%zu", row);
}

static const struct list_column columns[] = {
    {"id", 10, false}, {"at", 16, false}, {"text", 0, false}};
static const struct list_source source = {
    .columns = columns, .ncolumns = 3, .count = count, .cell = cell, .id = id};

struct bench_view {
	struct view base;
	struct list list;
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	list_init(&((struct bench_view *)v)->list, &source, NULL);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct bench_view *)v)->list, c);
}

static struct list *
list(struct view *v)
{
	return &((struct bench_view *)v)->list;
}

static const struct view_type view_bench = {.name = "bench",
					    .title = "bench",
					    .size = sizeof(struct bench_view),
					    .open = open,
					    .draw = draw,
					    .list = list};

static int64_t
now_ms(void *ctx)
{
	struct timespec ts;

	(void)ctx;
	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void
run_ours(void)
{
	static const struct app_host host = {.station = "bench", .now_ms = now_ms};
	struct app *a = app_new(&host);
	struct err e;

	if (app_open(a, &view_bench, NULL, &e) != RC_OK || app_run(a, &e) != RC_OK)
		die("%s", e.text);
}

/* The log screen of a station with as many lines. */

static char home[4096];

static void
add_line(struct book *b, struct arena *a, const char *line)
{
	struct parse_context world = {.now = book_now(b), .arena = a};
	struct record *r = record_new(a, &kind_log);
	const char *text = strstr(line, "text") + 7;
	struct err e;

	text = arena_text_n(a, text, strcspn(text, "\""));
	if (record_set(r, "text", text, &world, &e) != RC_OK ||
	    book_add(b, a, r, NULL, &e) != RC_OK)
		die("%s", e.text);
}

static void
fill_home(void)
{
	const struct book_init init = {.code = "140400101",
				       .name = "石门镇应急消防站",
				       .device = "bm1",
				       .level = LEVEL_TOWNSHIP,
				       .practice = true};
	int64_t now = civil_secs(2026, 1, 1, 0, 0) * 1000;
	struct book *b;
	struct err e;

	if (book_create(home, &init, now, &e) != RC_OK || book_open(home, false, &b, &e) != RC_OK)
		die("%s", e.text);
	for (size_t i = 0; i < LINES_OF_LIST;) {
		struct arena a = {0};

		if (book_begin(b, &e) != RC_OK)
			die("%s", e.text);
		for (size_t n = 0; n < 500 && i < LINES_OF_LIST; n++, i++) {
			book_set_now(b, now += 30000);
			add_line(b, &a, lines[i].ptr);
		}
		if (book_commit(b, &e) != RC_OK)
			die("%s", e.text);
		arena_free(&a);
	}
	book_close(b);
}

static void
run_log(void)
{
	struct console console;
	struct book *b;
	struct app *a;
	struct err e;
	size_t limit = LINES_OF_LIST;

	if (book_open(home, false, &b, &e) != RC_OK)
		die("%s", e.text);
	console_init(&console, b);
	a = app_new(&console.host);
	if (app_open(a, &view_log, &limit, &e) != RC_OK)
		die("%s", e.text);
	app_key(a, &(struct key_event){.key = K_HOME});
	if (app_run(a, &e) != RC_OK)
		die("%s", e.text);
}

/* The least there is to do: a scroll region, the two rows that change, one write. */

static void
put_row(struct str *out, size_t row, int at, bool selected)
{
	struct str text = STR_INIT;

	str_add_f(out, "\033[%d;1H%s", at, selected ? "\033[7m" : "");
	str_add_f(&text, "bm1-%zu %s", row + 1, strstr(lines[row].ptr, "text") + 7);
	text_put(out, text.ptr, COLS - 1);
	str_add(out, selected ? "\033[m" : "");
	str_clear(&text);
}

static void
run_least(void)
{
	struct str out = STR_INIT;
	struct termios t;
	size_t top = 0, selected = 0, page = ROWS - 2;
	char c;

	tcgetattr(0, &t);
	cfmakeraw(&t);
	tcsetattr(0, TCSANOW, &t);
	str_add_f(&out, "\033[2J\033[2;%dr", ROWS - 1);
	for (size_t i = 0; i < page; i++)
		put_row(&out, i, (int)i + 2, i == 0);
	do {
		if (write(1, out.ptr, out.len) < 0)
			return;
		str_cut(&out, 0);
		if (read(0, &c, 1) != 1)
			return;
		if (selected + 1 - top == page) {
			str_add_f(&out, "\033[%d;1H\n", ROWS - 1);
			top++;
		}
		put_row(&out, selected, (int)(selected - top) + 2, false);
		selected++;
		put_row(&out, selected, (int)(selected - top) + 2, true);
	} while (true);
}

/* The other side of the terminal */

static size_t
drain(int fd, int quiet_ms, double *last)
{
	static char buffer[1 << 16];
	struct pollfd p = {.fd = fd, .events = POLLIN};
	size_t total = 0;
	ssize_t n;

	while (poll(&p, 1, quiet_ms) > 0 && (n = read(fd, buffer, sizeof(buffer))) > 0) {
		*last = seconds();
		total += (size_t)n;
	}
	return total;
}

static double
wakes(pid_t pid)
{
	char path[64], line[256];
	double n = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "voluntary_ctxt_switches: %lf", &n) == 1)
			break;
	if (f)
		fclose(f);
	return n;
}

static void
drive(int fd, pid_t pid, struct result *r)
{
	static double painted[KEYS], bytes[KEYS];
	double last = 0, begin;
	size_t n = 0;

	while (drain(fd, 400, &last) > 0)
		continue;
	for (int i = 0; i < KEYS; i++) {
		size_t got;

		begin = seconds();
		if (write(fd, "j", 1) != 1)
			return;
		got = drain(fd, QUIET_MS, &last);
		if (got > 0) {
			painted[n] = last - begin;
			bytes[n++] = (double)got;
		}
	}
	*r = (struct result){median(painted, n), median(bytes, n), 0};
	begin = wakes(pid);
	for (int i = 0; i < IDLE_S * 10; i++)
		drain(fd, 100, &last);
	r->wakes = (wakes(pid) - begin) * 60 / IDLE_S;
}

static struct result
measure(void (*run)(void), const char *const *argv)
{
	struct winsize ws = {.ws_row = ROWS, .ws_col = COLS};
	struct result r = {0};
	int fd;
	pid_t pid = forkpty(&fd, NULL, NULL, &ws);

	if (pid < 0)
		die("no terminal: %s", strerror(errno));
	if (pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		if (run)
			run();
		else
			execvp(argv[0], (char *const *)argv);
		_exit(0);
	}
	drive(fd, pid, &r);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(fd);
	return r;
}

static void
print(const char *name, const struct result *r, const struct result *least,
      const struct result *vim)
{
	printf("  %-22s %8.3f ms %7.0f B a key  %4.0f wake-ups a minute  %5.2f x least", name,
	       r->painted * 1e3, r->bytes, r->wakes, r->painted / least->painted);
	if (vim->painted > 0)
		printf("  %5.2f x vim", r->painted / vim->painted);
	printf("\n");
}

int
main(int argc, char **argv)
{
	char path[4096];
	const char *vim_argv[] = {"vim", "-u", "NONE", "-n", "--not-a-term", path, NULL};
	struct result least, ours, vim, log;
	FILE *f;

	setlocale(LC_ALL, "C.UTF-8");
	snprintf(path, sizeof(path), "%s/list", argc > 1 ? argv[1] : "/tmp");
	make_lines();
	f = fopen(path, "w");
	for (size_t i = 0; f && i < LINES_OF_LIST; i++)
		fprintf(f, "%s\n", lines[i].ptr);
	if (!f || fclose(f) != 0)
		die("%s: %s", path, strerror(errno));
	least = measure(run_least, NULL);
	vim = measure(NULL, vim_argv);
	ours = measure(run_ours, NULL);
	snprintf(home, sizeof(home), "%s/log-home", argc > 1 ? argv[1] : "/tmp");
	fill_home();
	log = measure(run_log, NULL);
	printf("a key in a list of %d rows, %d x %d\n", LINES_OF_LIST, COLS, ROWS);
	print("hand-written, least", &least, &least, &vim);
	print("vim", &vim, &least, &vim);
	print("zhiban", &ours, &least, &vim);
	print("zhiban, the log", &log, &least, &vim);
	remove(path);
	return 0;
}
