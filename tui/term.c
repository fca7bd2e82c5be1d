/* The terminal: bytes in, changed cells out, signals in between. */
#include "tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "core/i18n.h"
#include "core/vec.h"

struct term {
	SCREEN *screen;
	struct canvas shown; /* what the terminal shows, where shown_valid */
	bool shown_valid;
	bool coloured;
	bool cursor_on;
	enum theme theme;
	int signals[2]; /* a pipe: the handler writes, the loop polls */
	unsigned pending;
	attr_t attrs[STYLE_ROLES];
	short pairs[STYLE_ROLES];
};

static const int fatal[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
static const int told[] = {SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGCONT, SIGTSTP};

/* Signal handlers get no argument: the one place where a terminal is known to the whole process. */
static struct {
	volatile sig_atomic_t raw;
	int pipe;
	struct termios before;
	struct sigaction old_fatal[ARRAY_LEN(fatal)], old_told[ARRAY_LEN(told)];
} process;

static const char paste_on[] = "\033[?2004h";
static const char give_back[] = "\033[?2004l\033[0m\033[?25h\033[?1049l";

/* A terminal that is gone cannot be told: the next read says so. */
static void
put_bytes(const char *bytes)
{
	ssize_t n = write(STDOUT_FILENO, bytes, strlen(bytes));

	(void)n;
}

static void
on_told(int sig)
{
	unsigned char byte = (unsigned char)sig;
	int saved = errno;
	ssize_t n = write(process.pipe, &byte, 1);

	(void)n;
	errno = saved;
}

/* The process dies: the shell must find its terminal as it was. */
static void
on_fatal(int sig)
{
	if (process.raw) {
		process.raw = 0;
		put_bytes(give_back);
		tcsetattr(STDIN_FILENO, TCSANOW, &process.before);
	}
	signal(sig, SIG_DFL);
	raise(sig);
}

static void
catch_signals(void)
{
	struct sigaction sa = {.sa_handler = on_told, .sa_flags = SA_RESTART};

	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < ARRAY_LEN(told); i++)
		sigaction(told[i], &sa, &process.old_told[i]);
	sa.sa_handler = on_fatal;
	for (size_t i = 0; i < ARRAY_LEN(fatal); i++)
		sigaction(fatal[i], &sa, &process.old_fatal[i]);
}

static void
release_signals(void)
{
	for (size_t i = 0; i < ARRAY_LEN(told); i++)
		sigaction(told[i], &process.old_told[i], NULL);
	for (size_t i = 0; i < ARRAY_LEN(fatal); i++)
		sigaction(fatal[i], &process.old_fatal[i], NULL);
}

static attr_t
attrs_of(unsigned look)
{
	attr_t a = A_NORMAL;

	a |= look & LOOK_BOLD ? A_BOLD : A_NORMAL;
	a |= look & LOOK_DIM ? A_DIM : A_NORMAL;
	a |= look & LOOK_UNDERLINE ? A_UNDERLINE : A_NORMAL;
	a |= look & LOOK_REVERSE ? A_REVERSE : A_NORMAL;
	return a;
}

void
term_theme(struct term *t, enum theme theme)
{
	t->theme = t->coloured ? theme : THEME_MONO;
	for (int role = 0; role < STYLE_ROLES; role++) {
		const struct look *look = theme_look(t->theme, (enum style_role)role);
		bool plain = look->fg == COLOUR_DEFAULT && look->bg == COLOUR_DEFAULT;

		t->attrs[role] = attrs_of(look->attrs);
		t->pairs[role] = 0;
		if (t->coloured && !plain) {
			t->pairs[role] = (short)(role + 1);
			init_pair(t->pairs[role], (short)look->fg, (short)look->bg);
		}
	}
	term_redraw(t);
}

/* Raw mode, our way of reading, and what the terminal is asked to send. */
static void
take(void)
{
	raw();
	noecho();
	nonl();
	typeahead(-1);
	leaveok(stdscr, FALSE);
	keypad(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	idlok(stdscr, TRUE);
	put_bytes(paste_on);
	process.raw = 1;
}

static enum rc
check_terminal(struct err *e)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, RC_INVALID, "%s",
			       _("the screens need a terminal: input or output is not one"));
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && !setlocale(LC_CTYPE, "C.UTF-8"))
		return err_set(e, RC_INVALID, "%s",
			       _("this system knows no UTF-8 locale: install one (C.UTF-8)"));
	return RC_OK;
}

static enum rc
open_screen(struct term *t, struct err *e)
{
	const char *name = getenv("TERM");

	if (pipe(t->signals) != 0)
		return err_set(e, RC_IO, _("no pipe for signals: %s"), strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(t->signals[i], F_SETFL, O_NONBLOCK);
		fcntl(t->signals[i], F_SETFD, FD_CLOEXEC);
	}
	process.pipe = t->signals[1];
	tcgetattr(STDIN_FILENO, &process.before);
	catch_signals();
	t->screen = newterm(NULL, stdout, stdin);
	if (!t->screen)
		return err_set(e, RC_INVALID,
			       _("the terminal type \"%s\" is unknown here: set TERM to xterm"),
			       name ? name : "");
	return RC_OK;
}

enum rc
term_start(enum theme theme, struct term **out, struct err *e)
{
	const char *no_color = getenv("NO_COLOR");
	struct term *t;
	enum rc rc = check_terminal(e);

	if (rc != RC_OK)
		return rc;
	t = calloc(1, sizeof(*t));
	if (!t)
		die("out of memory");
	t->signals[0] = t->signals[1] = -1;
	rc = open_screen(t, e);
	if (rc != RC_OK) {
		term_stop(t);
		return rc;
	}
	take();
	t->coloured = has_colors() && !(no_color && *no_color) && start_color() != ERR;
	if (t->coloured)
		use_default_colors();
	t->cursor_on = true;
	term_theme(t, theme);
	*out = t;
	return RC_OK;
}

void
term_stop(struct term *t)
{
	if (!t)
		return;
	if (t->screen) {
		curs_set(1);
		endwin();
		put_bytes("\033[?2004l");
		process.raw = 0;
		delscreen(t->screen);
	}
	release_signals();
	for (int i = 0; i < 2; i++)
		if (t->signals[i] >= 0)
			close(t->signals[i]);
	if (t->shown.root)
		canvas_free(&t->shown);
	free(t);
}

void
term_suspend(struct term *t)
{
	struct sigaction sa = {.sa_handler = SIG_DFL}, ours;

	endwin();
	put_bytes("\033[?2004l");
	process.raw = 0;
	/* The whole job, as the shell knows it; where there is no shell to continue it, nothing. */
	sigaction(SIGTSTP, &sa, &ours);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
	take();
	t->pending |= TERM_RESIZED; /* it may have another size now */
	term_redraw(t);
}

void
term_size(const struct term *t, int *rows, int *cols)
{
	(void)t;
	getmaxyx(stdscr, *rows, *cols);
}

void
term_bell(struct term *t)
{
	(void)t;
	beep();
}

int
term_input_fd(const struct term *t)
{
	(void)t;
	return STDIN_FILENO;
}

int
term_signal_fd(const struct term *t)
{
	return t->signals[0];
}

unsigned
term_read(struct term *t, struct keys *keys, int64_t now_ms)
{
	struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
	char buffer[4096];

	(void)t;
	while (poll(&p, 1, 0) > 0) {
		ssize_t n = read(STDIN_FILENO, buffer, sizeof(buffer));

		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return TERM_GONE;
		keys_feed(keys, buffer, (size_t)n, now_ms);
		if (n < (ssize_t)sizeof(buffer))
			break;
	}
	return 0;
}

static void
fit(struct term *t)
{
	struct winsize ws;
	int rows, cols;

	term_size(t, &rows, &cols);
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_row > 0 && ws.ws_col > 0 &&
	    (ws.ws_row != rows || ws.ws_col != cols))
		resizeterm(ws.ws_row, ws.ws_col);
	term_redraw(t);
}

static unsigned
bits_of(int sig)
{
	return sig == SIGHUP || sig == SIGTERM || sig == SIGINT ? TERM_GONE : TERM_RESIZED;
}

unsigned
term_signals(struct term *t)
{
	unsigned char bytes[64];
	unsigned bits = t->pending;
	ssize_t n;

	t->pending = 0;
	while ((n = read(t->signals[0], bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n; i++) {
			if (bytes[i] == SIGTSTP)
				term_suspend(t);
			else if (bytes[i] == SIGCONT) /* stopped from outside: the modes are lost */
				take();
			bits |= bits_of(bytes[i]);
		}
	if (bits & TERM_RESIZED)
		fit(t);
	return bits;
}

void
term_redraw(struct term *t)
{
	t->shown_valid = false;
}

static bool
same_cell(const struct cell *a, const struct cell *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

/* Writes cells [from, to) of a row, a run of equal style at a time. The span was blanked before, so
 * no half of a wide character is ever overwritten. */
static void
write_span(struct term *t, const struct canvas *c, int row, int from, int to)
{
	wchar_t run[CANVAS_SIDE_MAX * 4];
	char bytes[CELL_BYTES + 1];

	for (int x = from; x < to;) {
		int style = canvas_cell(c, row, x)->style, start = x;
		size_t n = 0;

		for (; x < to && canvas_cell(c, row, x)->style == style; x++) {
			const struct cell *cell = canvas_cell(c, row, x);
			size_t room = ARRAY_LEN(run) - n - 1, got;

			if (cell->width == 0)
				continue;
			memcpy(bytes, cell->text, cell->len);
			bytes[cell->len] = '\0';
			got = mbstowcs(run + n, bytes, room);
			n += got == (size_t)-1 ? 0 : got;
		}
		attr_set(t->attrs[style], t->pairs[style], NULL);
		mvaddnwstr(row, start, run, (int)n);
	}
}

static void
paint_row(struct term *t, const struct canvas *c, int row)
{
	int from = 0, to = c->cols;

	if (t->shown_valid) {
		while (from < to &&
		       same_cell(canvas_cell(c, row, from), canvas_cell(&t->shown, row, from)))
			from++;
		while (to > from &&
		       same_cell(canvas_cell(c, row, to - 1), canvas_cell(&t->shown, row, to - 1)))
			to--;
		if (from == to)
			return;
		while (from > 0 && (canvas_cell(c, row, from)->width == 0 ||
				    canvas_cell(&t->shown, row, from)->width == 0))
			from--;
		while (to < c->cols && (canvas_cell(c, row, to)->width == 0 ||
					canvas_cell(&t->shown, row, to)->width == 0))
			to++;
	}
	attr_set(A_NORMAL, 0, NULL);
	mvhline(row, from, ' ', to - from);
	write_span(t, c, row, from, to);
}

static void
remember(struct term *t, const struct canvas *c)
{
	if (t->shown.root && (t->shown.rows != c->rows || t->shown.cols != c->cols))
		canvas_free(&t->shown);
	if (!t->shown.root)
		t->shown = canvas_new(c->rows, c->cols);
	canvas_copy(&t->shown, c);
	t->shown_valid = true;
}

void
term_paint(struct term *t, const struct canvas *c)
{
	struct caret caret = canvas_caret_of(c);

	if (!t->shown.root || t->shown.rows != c->rows || t->shown.cols != c->cols)
		t->shown_valid = false;
	if (!t->shown_valid)
		clear();
	for (int row = 0; row < c->rows; row++)
		paint_row(t, c, row);
	remember(t, c);
	if (caret.shown != t->cursor_on)
		curs_set(caret.shown ? 1 : 0);
	t->cursor_on = caret.shown;
	move(caret.set ? caret.row : c->rows - 1, caret.set ? caret.col : 0);
	refresh();
}
