/*
 * The app: the stack of views, the frame around them, and the one loop. It sleeps in one poll()
 * over the keyboard, the signals, the watched file, descriptors lent by views, and the next time
 * that somebody asked for; with nothing to do it wakes once a minute.
 *
 * The frame: a title line, the body, a line for messages, the deadline rail, the keys. Input never
 * stands on the last two rows, where an input method's candidates would cover it. Below
 * FRAME_ROWS × FRAME_COLS a page says so and keys wait; rail and typed text stay (tui/frame.h).
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "tui/canvas.h"
#include "tui/frame.h"
#include "tui/theme.h"
#include "tui/view.h"

/* What the program lends to the screens. Everything is borrowed for the life of the app. */
struct app_host {
	void *ctx;
	const char *station; /* whose screen it is */
	bool practice;       /* 演练: marked on every screen */
	const char *watch;   /* a file whose change makes the views stale; may be NULL */
	enum theme theme;
	int64_t (*now_ms)(void *ctx); /* the wall clock, or the practice clock */
	void (*rail)(void *ctx, int64_t now_ms, int cells, struct rail *out); /* may be NULL */
	/* After each turn of the loop, and when it asked for it: returns in how many ms it wants to
	 * be called again, -1 for not by itself. May be NULL. */
	int64_t (*tick)(void *ctx, struct app *a);
	/* Appends a few words that fit into so many cells, for the title line. May be NULL. */
	void (*state)(void *ctx, int64_t now_ms, int cells, struct str *out);
	/* Of every screen; run with the top view. The first stands first in the keys' line, but on
	 * the screen of its name. */
	const struct command *commands;
};

struct app;

struct app *app_new(const struct app_host *host);
void app_free(struct app *a);
const struct app_host *app_host(const struct app *a);

/* Opens a view over the others. On failure nothing is on the stack. */
enum rc app_open(struct app *a, const struct view_type *type, const void *arg,
		 struct err *e) MUST_CHECK;
void app_close(struct view *v); /* after the key is done */
void app_quit(struct app *a);

/* The view at the top, or so many below it; NULL under the last. */
struct view *app_view(const struct app *a, size_t below);

/* Shows a sentence until the next key. */
void app_say(struct app *a, enum style_role style, const char *fmt, ...) FORMAT(3, 4);
void app_say_error(struct app *a, const struct err *e);
bool app_is_saying(const struct app *a); /* a sentence stands there, or waits for its place */

/* All views read again before the next paint. */
void app_stale(struct app *a);

void app_theme(struct app *a, enum theme theme);
void app_redraw(struct app *a);
void app_suspend(struct app *a);

/* Shows a text on the bare terminal, for marking with the mouse, until the next key. Copied. */
void app_bare(struct app *a, const char *text);

int64_t app_now_ms(const struct app *a); /* the wall clock, or the practice clock */
int64_t app_steady_ms(void);             /* for spans: runs whatever the wall clock does */

/*
 * Watches a descriptor, e.g. a child's pipe: ready() is called when it can be read or has ended;
 * false from it, or a view that is gone, ends the watch. The descriptor stays the caller's.
 */
void app_watch(struct app *a, int fd, bool (*ready)(void *ctx, int fd), void *ctx);
void app_unwatch(struct app *a, int fd);

/* One key, as the loop would handle it, and one paint: the loop's parts, for tests without a
 * terminal. */
void app_key(struct app *a, const struct key_event *ev);
void app_draw(struct app *a, struct canvas *c);

/* Takes the terminal and runs until the last view closes or the terminal is gone. */
enum rc app_run(struct app *a, struct err *e) MUST_CHECK;

/* Every command that the top view has now, its own before the common ones; for help and footer. */
const struct command *app_command(const struct app *a, const struct view *v, size_t i);

#endif
