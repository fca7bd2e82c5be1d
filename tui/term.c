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
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/vec.h"

enum {
	COLOURS_LEAST = 8,
	JUMP_CELLS = 8, /* unchanged cells that cost less written again than jumped over */
	LOOK_BYTES = 32,
};

struct terminal {
	struct canvas shown; /* what the terminal shows */
	bool coloured;
	bool cursor_on;
	bool stale; /* the terminal may show anything */
	int rows, cols;
	int signals[2]; /* a pipe: the handler writes, the loop polls */
	unsigned pending;
	char looks[STYLE_ROLES][LOOK_BYTES]; /* what switches a role on, from any other */
	/* One painting: gathered whole and written at once, so that nobody sees half of it. */
	struct str out;
	int row, col; /* where the cursor is, -1: not known */
	int style;    /* that is on, -1: not known */
};

static const int fatal[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
static const int told[] = {SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGCONT, SIGTSTP};

/* Signal handlers get no argument: the one place where a terminal is known to the whole process. */
static struct {
	volatile sig_atomic_t raw;
	int pipe;
	struct termios before, during;
	struct sigaction old_fatal[ARRAY_LEN(fatal)], old_told[ARRAY_LEN(told)];
} process;

/* Other screen, no wrapping at the edge, bracketed paste; and all of it back. */
static const char taking[] = "\033[?1049h\033[?7l\033[?2004h\033[?25h";
static const char giving_back[] = "\033[?2004l\033[0m\033[?7h\033[?25h\033[?1049l";

/* A terminal that is gone cannot be told: the next read says so. */
static void
put_bytes(const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes, n);

		if (written < 0 && errno == EAGAIN)
			poll(&(struct pollfd){.fd = STDOUT_FILENO, .events = POLLOUT}, 1, -1);
		else if (written < 0 && errno != EINTR)
			return;
		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
		}
	}
}

static void
take(void)
{
	process.raw = 1;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &process.during);
	put_bytes(taking, sizeof(taking) - 1);
}

/* Also from signal handlers: nothing here may take a lock. */
static void
give_back(void)
{
	if (!process.raw)
		return;
	process.raw = 0;
	put_bytes(giving_back, sizeof(giving_back) - 1);
	tcsetattr(STDIN_FILENO, TCSANOW, &process.before);
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
	give_back();
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

void
term_theme(struct terminal *t, enum theme theme)
{
	theme = t->coloured ? theme : THEME_MONO;
	for (int role = 0; role < STYLE_ROLES; role++) {
		const struct look *look = theme_look(theme, (enum style_role)role);
		struct str s = STR_INIT;

		str_add(&s, "\033[0");
		str_add(&s, look->attrs & LOOK_BOLD ? ";1" : "");
		str_add(&s, look->attrs & LOOK_DIM ? ";2" : "");
		str_add(&s, look->attrs & LOOK_UNDERLINE ? ";4" : "");
		str_add(&s, look->attrs & LOOK_REVERSE ? ";7" : "");
		if (t->coloured && look->fg != COLOUR_DEFAULT)
			str_add_f(&s, ";%d", 30 + look->fg);
		if (t->coloured && look->bg != COLOUR_DEFAULT)
			str_add_f(&s, ";%d", 40 + look->bg);
		str_add(&s, "m");
		memcpy(t->looks[role], s.ptr, s.len + 1);
		str_clear(&s);
	}
	term_redraw(t);
}

/* A terminal that understands ECMA-48, as all in use do; the type only tells the colours. */
static enum rc
check_type(struct terminal *t, struct err *e)
{
	const char *name = getenv("TERM"), *no_color = getenv("NO_COLOR"), *go;
	int found;

	if (setupterm(NULL, STDOUT_FILENO, &found) != OK)
		return err_set(e, RC_INVALID,
			       _("the terminal type \"%s\" is unknown here: set TERM to xterm"),
			       name ? name : "");
	go = tigetstr("cup");
	t->coloured = tigetnum("colors") >= COLOURS_LEAST && !(no_color && *no_color);
	if (!go || go == (char *)-1 || !str_starts(go, "\033["))
		return err_set(e, RC_INVALID,
			       _("the terminal type \"%s\" cannot place its cursor: set TERM to "
				 "xterm"),
			       name ? name : "");
	return RC_OK;
}

static enum rc
check_terminal(struct terminal *t, struct err *e)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, RC_INVALID, "%s",
			       _("the screens need a terminal: input or output is not one"));
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && !setlocale(LC_CTYPE, "C.UTF-8"))
		return err_set(e, RC_INVALID, "%s",
			       _("this system knows no UTF-8 locale: install one (C.UTF-8)"));
	if (tcgetattr(STDIN_FILENO, &process.before) != 0)
		return err_set(e, RC_IO, "%s", strerror(errno));
	return check_type(t, e);
}

static enum rc
open_pipe(struct terminal *t, struct err *e)
{
	if (pipe(t->signals) != 0)
		return err_set(e, RC_IO, _("no pipe for signals: %s"), strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(t->signals[i], F_SETFL, O_NONBLOCK);
		fcntl(t->signals[i], F_SETFD, FD_CLOEXEC);
	}
	process.pipe = t->signals[1];
	return RC_OK;
}

static void
measure(struct terminal *t)
{
	struct winsize ws;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_row > 0 && ws.ws_col > 0) {
		t->rows = ws.ws_row;
		t->cols = ws.ws_col;
	}
	term_redraw(t);
}

enum rc
term_start(enum theme theme, struct terminal **out, struct err *e)
{
	struct terminal *t = calloc(1, sizeof(*t));
	enum rc rc;

	if (!t)
		die("out of memory");
	*t = (struct terminal){.rows = 24, .cols = 80, .out = STR_INIT, .signals = {-1, -1}};
	rc = check_terminal(t, e);
	if (rc == RC_OK)
		rc = open_pipe(t, e);
	if (rc != RC_OK) {
		term_stop(t);
		return rc;
	}
	process.during = process.before;
	cfmakeraw(&process.during);
	catch_signals();
	take();
	t->cursor_on = true;
	term_theme(t, theme);
	measure(t);
	*out = t;
	return RC_OK;
}

void
term_stop(struct terminal *t)
{
	if (!t)
		return;
	if (process.raw) {
		give_back();
		release_signals();
	}
	for (int i = 0; i < 2; i++)
		if (t->signals[i] >= 0)
			close(t->signals[i]);
	if (cur_term)
		del_curterm(cur_term);
	if (t->shown.root)
		canvas_free(&t->shown);
	str_clear(&t->out);
	free(t);
}

void
term_suspend(struct terminal *t)
{
	struct sigaction sa = {.sa_handler = SIG_DFL}, ours;

	give_back();
	/* The whole job, as the shell knows it; where there is no shell to continue it, nothing. */
	sigaction(SIGTSTP, &sa, &ours);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
	take();
	t->pending |= TERM_RESIZED; /* it may have another size now */
	t->cursor_on = true;
	term_redraw(t);
}

void
term_bare(struct terminal *t, const char *text)
{
	str_cut(&t->out, 0);
	str_add(&t->out, giving_back);
	for (; *text; text++)
		/* Raw mode turns no line around by itself. */
		if (*text == '\n')
			str_add(&t->out, "\r\n");
		else
			str_add_char(&t->out, *text);
	put_bytes(t->out.ptr, t->out.len);
}

void
term_cover(struct terminal *t)
{
	take();
	t->cursor_on = true;
	term_redraw(t);
}

void
term_size(const struct terminal *t, int *rows, int *cols)
{
	*rows = t->rows;
	*cols = t->cols;
}

void
term_bell(struct terminal *t)
{
	(void)t;
	put_bytes("\a", 1);
}

int
term_input_fd(const struct terminal *t)
{
	(void)t;
	return STDIN_FILENO;
}

int
term_signal_fd(const struct terminal *t)
{
	return t->signals[0];
}

unsigned
term_read(struct terminal *t, struct keys *keys, int64_t now_ms)
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

static unsigned
on_signal(struct terminal *t, int sig)
{
	if (sig == SIGHUP || sig == SIGTERM || sig == SIGINT)
		return TERM_GONE;
	if (sig == SIGTSTP)
		term_suspend(t);
	if (sig == SIGCONT) { /* stopped from outside: the modes are lost */
		take();
		t->cursor_on = true;
	}
	return TERM_RESIZED;
}

unsigned
term_signals(struct terminal *t)
{
	unsigned char bytes[64];
	unsigned bits = t->pending;
	ssize_t n;

	t->pending = 0;
	while ((n = read(t->signals[0], bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n; i++)
			bits |= on_signal(t, bytes[i]);
	if (bits & TERM_RESIZED)
		measure(t);
	return bits;
}

void
term_redraw(struct terminal *t)
{
	t->stale = true;
}

/* Painting */

static void
go_to(struct terminal *t, int row, int col)
{
	if (row == t->row && col == t->col)
		return;
	str_add_f(&t->out, "\033[%d;%dH", row + 1, col + 1);
	t->row = row;
	t->col = col;
}

static void
put_style(struct terminal *t, int style)
{
	if (style == t->style)
		return;
	str_add(&t->out, t->looks[style]);
	t->style = style;
}

/* The first column from which on the row is nothing but plain blanks. */
static int
blank_from(const struct canvas *c, int row)
{
	int col = c->cols;

	while (col > 0) {
		const struct cell *cell = canvas_cell(c, row, col - 1);

		if (cell->style != STYLE_NORMAL || cell->len != 1 || cell->text[0] != ' ')
			break;
		col--;
	}
	return col;
}

static bool
same_cell(const struct canvas *a, const struct canvas *b, int row, int col)
{
	return memcmp(canvas_cell(a, row, col), canvas_cell(b, row, col), sizeof(struct cell)) == 0;
}

/* The end of the changed cells from col on: gaps too short for a jump are written again. */
static int
changed_until(const struct terminal *t, const struct canvas *c, int row, int col)
{
	int end = col + 1;

	for (int x = end; x < c->cols && x < end + JUMP_CELLS; x++)
		if (!same_cell(c, &t->shown, row, x))
			end = x + 1;
	while (end < c->cols && canvas_cell(c, row, end)->width == 0)
		end++;
	return end;
}

static void
write_cells(struct terminal *t, const struct canvas *c, int row, int from, int to)
{
	go_to(t, row, from);
	for (int x = from; x < to; x++) {
		const struct cell *cell = canvas_cell(c, row, x);

		if (cell->width == 0)
			continue;
		put_style(t, cell->style);
		str_add_n(&t->out, cell->text, cell->len);
	}
	/* After the last column terminals differ in where they think they are. */
	t->col = to < c->cols ? to : -1;
}

static void
paint_row(struct terminal *t, const struct canvas *c, int row)
{
	int blank, end;

	if (canvas_same_row(c, row, &t->shown, row))
		return;
	blank = blank_from(c, row);
	for (int x = 0; x < c->cols; x = end) {
		end = x + 1;
		if (same_cell(c, &t->shown, row, x))
			continue;
		if (x >= blank) { /* what is left is erased in one */
			go_to(t, row, x);
			put_style(t, STYLE_NORMAL);
			str_add(&t->out, "\033[K");
			break;
		}
		/* Never begin in the middle: the left half goes with it. */
		if (canvas_cell(c, row, x)->width == 0)
			x--;
		end = changed_until(t, c, row, x);
		end = end > blank ? blank : end;
		write_cells(t, c, row, x, end);
	}
	canvas_copy_row(&t->shown, c, row);
}

/* Finds the rows first … last of a list that scrolled: they show what stood `by` rows below. */
static bool
find_shift(const struct terminal *t, const struct canvas *c, int by, int *first, int *last)
{
	int moved = 0;

	*first = *last = -1;
	for (int row = 0; row < c->rows; row++) {
		if (row + by < 0 || row + by >= c->rows ||
		    canvas_same_row(c, row, &t->shown, row) ||
		    !canvas_same_row(c, row, &t->shown, row + by))
			continue;
		*first = *first < 0 ? row : *first;
		*last = row;
		moved++;
	}
	return moved > c->rows / 2;
}

/* Lets the terminal move the rows of a list that scrolled by one. */
static void
scroll_rows(struct terminal *t, const struct canvas *c)
{
	for (int by = -1; by <= 1; by += 2) {
		int first, last;

		if (!find_shift(t, c, by, &first, &last))
			continue;
		first = by < 0 ? first - 1 : first;
		last = by > 0 ? last + 1 : last;
		put_style(t, STYLE_NORMAL);
		str_add_f(&t->out, "\033[%d;%dr", first + 1, last + 1);
		t->row = t->col = -1;
		go_to(t, by > 0 ? last : first, 0);
		str_add(&t->out, by > 0 ? "\n" : "\033M");
		str_add(&t->out, "\033[r");
		t->row = t->col = -1;
		canvas_scroll(&t->shown, first, last, by);
		return;
	}
}

/* Makes `shown` true: of the size of c, and blank after a clearing when it was not known. */
static void
settle_shown(struct terminal *t, const struct canvas *c)
{
	if (t->shown.root && (t->shown.rows != c->rows || t->shown.cols != c->cols))
		canvas_free(&t->shown);
	if (!t->shown.root) {
		t->shown = canvas_new(c->rows, c->cols);
		t->stale = true;
	}
	if (t->stale) {
		put_style(t, STYLE_NORMAL);
		str_add(&t->out, "\033[r\033[H\033[2J");
		canvas_blank(&t->shown);
		t->row = t->col = 0;
		t->stale = false;
	} else {
		scroll_rows(t, c);
	}
}

void
term_paint(struct terminal *t, const struct canvas *c)
{
	struct caret caret = canvas_caret_of(c);

	str_cut(&t->out, 0);
	if (t->stale)
		t->row = t->col = t->style = -1;
	settle_shown(t, c);
	for (int row = 0; row < c->rows; row++)
		paint_row(t, c, row);
	if (caret.set)
		go_to(t, caret.row, caret.col);
	else
		go_to(t, c->rows - 1, 0);
	if (caret.shown != t->cursor_on)
		str_add(&t->out, caret.shown ? "\033[?25h" : "\033[?25l");
	t->cursor_on = caret.shown;
	put_bytes(t->out.ptr, t->out.len);
}
