/* A terminal for tests: a program in a pty, its screen in libvterm. */
#include "tests/tui/kit/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "core/str.h"
#include "tests/helpers.h"
#include "tests/tui/kit/golden.h"
#include "tui/keys.h"

enum { QUIET_MS = 300, ROWS_MAX = 200 };

struct screen {
	int fd;
	pid_t pid;
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	bool ended, cursor_shown;
	int status;
	size_t bytes;
	struct str text;
	char held[4]; /* the beginning of a character whose rest has not come */
	size_t nheld;
};

static int64_t
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int
on_property(VTermProp prop, VTermValue *value, void *user)
{
	if (prop == VTERM_PROP_CURSORVISIBLE)
		((struct screen *)user)->cursor_shown = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void
set_environment(const char *const *env)
{
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "Asia/Shanghai", 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("NCURSES_NO_UTF8_ACS", "1", 1);
	unsetenv("LANGUAGE");
	unsetenv("NO_COLOR");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	for (; env && *env; env++)
		putenv(strdup(*env));
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
}

/* Forks with a terminal; returns NULL in the child. */
static struct screen *
start(int rows, int cols)
{
	struct screen *s = calloc(1, sizeof(*s));
	struct winsize ws = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	ck_assert_ptr_nonnull(s);
	fflush(NULL);
	s->text = (struct str)STR_INIT;
	s->rows = rows;
	s->cols = cols;
	s->cursor_shown = true;
	s->pid = forkpty(&s->fd, NULL, NULL, &ws);
	ck_assert_int_ge(s->pid, 0);
	if (s->pid == 0) {
		free(s);
		return NULL;
	}
	fcntl(s->fd, F_SETFD, FD_CLOEXEC);
	s->vt = vterm_new(rows, cols);
	vterm_set_utf8(s->vt, 1);
	s->screen = vterm_obtain_screen(s->vt);
	vterm_screen_set_callbacks(s->screen, &callbacks, s);
	vterm_screen_enable_altscreen(s->screen, 1);
	vterm_screen_reset(s->screen, 1);
	return s;
}

struct screen *
screen_run(int rows, int cols, int (*child)(void *ctx), void *ctx)
{
	struct screen *s = start(rows, cols);

	if (!s) {
		set_environment(NULL);
		_exit(child(ctx));
	}
	return s;
}

struct screen *
screen_exec(int rows, int cols, const char *const *argv, const char *const *env)
{
	struct screen *s = start(rows, cols);

	if (!s) {
		set_environment(env);
		execv(argv[0], (char *const *)argv);
		fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
		_exit(127);
	}
	return s;
}

void
screen_free(struct screen *s)
{
	if (!s)
		return;
	if (!s->ended) {
		kill(s->pid, SIGKILL);
		waitpid(s->pid, &s->status, 0);
	}
	if (s->fd >= 0)
		close(s->fd);
	vterm_free(s->vt);
	str_clear(&s->text);
	free(s);
}

void
screen_send_n(struct screen *s, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t sent = write(s->fd, bytes, n);

		ck_assert_msg(sent > 0, "the terminal takes no more: %s", strerror(errno));
		bytes += sent;
		n -= (size_t)sent;
		screen_read(s, 0);
	}
}

void
screen_send(struct screen *s, const char *bytes)
{
	screen_send_n(s, bytes, strlen(bytes));
}

void
screen_paste(struct screen *s, const char *text)
{
	screen_send(s, "\033[200~");
	screen_send(s, text);
	screen_send(s, "\033[201~");
}

/* Bytes at the end that begin a character and do not end it. */
static size_t
begun(const char *bytes, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)bytes[n - back];

		if (c < 0x80)
			return 0;
		if (c >= 0xc0)
			return back < (c >= 0xf0 ? 4U : c >= 0xe0 ? 3U : 2U) ? back : 0;
	}
	return 0;
}

/* libvterm 0.1.4 loses a character whose bytes come in two writes. */
bool
screen_read(struct screen *s, int timeout_ms)
{
	struct pollfd p = {.fd = s->fd, .events = POLLIN};
	char buffer[65536];
	ssize_t got;
	size_t n;

	if (s->fd < 0 || poll(&p, 1, timeout_ms) <= 0)
		return false;
	memcpy(buffer, s->held, s->nheld);
	got = read(s->fd, buffer + s->nheld, sizeof(buffer) - s->nheld);
	if (got <= 0)
		return false;
	s->bytes += (size_t)got;
	n = s->nheld + (size_t)got;
	s->nheld = begun(buffer, n);
	memcpy(s->held, buffer + n - s->nheld, s->nheld);
	vterm_input_write(s->vt, buffer, n - s->nheld);
	return true;
}

static void
add_row(struct screen *s, int row)
{
	size_t end = s->text.len;

	for (int col = 0; col < s->cols; col++) {
		VTermScreenCell cell;
		VTermPos pos = {.row = row, .col = col};

		vterm_screen_get_cell(s->screen, pos, &cell);
		if (cell.chars[0] == (uint32_t)-1)
			continue;
		if (cell.chars[0] == 0)
			str_add_char(&s->text, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			key_add_rune(&s->text, cell.chars[i]);
		if (cell.chars[0] != 0 && cell.chars[0] != ' ')
			end = s->text.len;
	}
	str_cut(&s->text, end);
}

const char *
screen_text(struct screen *s)
{
	str_cut(&s->text, 0);
	for (int row = 0; row < s->rows; row++) {
		add_row(s, row);
		str_add_char(&s->text, '\n');
	}
	return s->text.ptr;
}

const char *
screen_row(struct screen *s, int row)
{
	str_cut(&s->text, 0);
	add_row(s, row);
	return s->text.ptr;
}

bool
screen_has(struct screen *s, const char *text)
{
	return strstr(screen_text(s), text) != NULL;
}

static void
wait_text(struct screen *s, const char *text, bool there)
{
	int64_t end = now_ms() + SCREEN_WAIT_MS;

	while (screen_has(s, text) != there && now_ms() < end)
		if (!screen_read(s, 50) && waitpid(s->pid, &s->status, WNOHANG) == s->pid) {
			s->ended = true;
			while (screen_read(s, 0))
				continue;
			break;
		}
	ck_assert_msg(screen_has(s, text) == there, "%s \"%s\"%s on:\n%s",
		      there ? "missing" : "still there", text, s->ended ? " (ended)" : "",
		      screen_text(s));
}

void
screen_expect(struct screen *s, const char *text)
{
	wait_text(s, text, true);
}

void
screen_expect_not(struct screen *s, const char *text)
{
	wait_text(s, text, false);
}

void
screen_cursor(struct screen *s, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(s->vt), &pos);
	*row = pos.row;
	*col = pos.col;
}

void
screen_expect_cursor(struct screen *s, int row, int col)
{
	int64_t end = now_ms() + SCREEN_WAIT_MS;
	int r, c;

	for (screen_cursor(s, &r, &c); (r != row || c != col) && now_ms() < end;
	     screen_cursor(s, &r, &c))
		screen_read(s, 50);
	ck_assert_msg(r == row && c == col, "cursor at %d,%d, not at %d,%d on:\n%s", r, c, row, col,
		      screen_text(s));
}

bool
screen_cursor_shown(const struct screen *s)
{
	return s->cursor_shown;
}

static VTermScreenCell
cell_at(const struct screen *s, int row, int col)
{
	VTermScreenCell cell;
	VTermPos pos = {.row = row, .col = col};

	vterm_screen_get_cell(s->screen, pos, &cell);
	return cell;
}

bool
screen_reversed(const struct screen *s, int row, int col)
{
	return cell_at(s, row, col).attrs.reverse;
}

bool
screen_coloured(const struct screen *s, int row, int col)
{
	VTermScreenCell cell = cell_at(s, row, col);

	return !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
}

void
screen_expect_golden(struct screen *s, const char *name)
{
	int64_t end = now_ms() + SCREEN_WAIT_MS;
	char *want;

	if (golden_rewrites()) {
		while (screen_read(s, QUIET_MS))
			continue;
		golden_write(name, screen_text(s));
	}
	want = golden_read(name);
	while (strcmp(screen_text(s), want) != 0 && now_ms() < end)
		screen_read(s, 50);
	golden_expect(name, screen_text(s));
	free(want);
}

void
screen_resize(struct screen *s, int rows, int cols)
{
	struct winsize ws = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	ck_assert_int_lt(rows, ROWS_MAX);
	s->rows = rows;
	s->cols = cols;
	vterm_set_size(s->vt, rows, cols);
	ck_assert_int_eq(ioctl(s->fd, TIOCSWINSZ, &ws), 0);
}

void
screen_signal(struct screen *s, int sig)
{
	ck_assert_int_eq(kill(s->pid, sig), 0);
}

int
screen_pid(const struct screen *s)
{
	return s->pid;
}

void
screen_hang_up(struct screen *s)
{
	close(s->fd);
	s->fd = -1;
}

int
screen_exit(struct screen *s)
{
	int64_t end = now_ms() + SCREEN_WAIT_MS;

	while (!s->ended && now_ms() < end) {
		if (s->fd >= 0)
			screen_read(s, 20);
		s->ended = waitpid(s->pid, &s->status, s->fd >= 0 ? WNOHANG : 0) == s->pid;
	}
	ck_assert_msg(s->ended, "the program does not end; the screen:\n%s", screen_text(s));
	while (screen_read(s, 0))
		continue;
	return WIFSIGNALED(s->status) ? -WTERMSIG(s->status) : WEXITSTATUS(s->status);
}

bool
screen_is_cooked(const struct screen *s)
{
	struct termios t;

	ck_assert_int_eq(tcgetattr(s->fd, &t), 0);
	return (t.c_lflag & ICANON) && (t.c_lflag & ECHO);
}

size_t
screen_bytes(const struct screen *s)
{
	return s->bytes;
}
