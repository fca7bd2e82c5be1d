/*
 * zhiban-sync as a child of the screens: its events come over a pipe that the app's loop watches.
 * Nothing waits for it; at most one runs at a time. A round may be asked for by a key, or run by
 * itself (storage/rounds.h says when); a preview and the proof that the books are whole are other
 * jobs of the same child.
 */
#ifndef TUI_SYNC_RUN_H
#define TUI_SYNC_RUN_H

#include "tui/console.h"

/* Texts are copied. */
struct sync_job {
	const char *book;   /* one alone; NULL: all */
	const char *folder; /* a mailbag: this folder and no remote */
	bool preview;       /* only tells what would happen */
	bool verify;        /* no round: puts the books to the test */
	bool background;    /* by itself: speaks only when something came in or wants an eye */
	bool silent;        /* a screen shows the result: no message at the end */
};

/* RC_BUSY: one runs already. What came of it is said when it ends. */
enum rc sync_run(struct console *con, struct app *app, const struct sync_job *job,
		 struct err *e) MUST_CHECK;

/* A round over all books, now: a command of the screens. */
enum rc sync_run_start(struct view *v, struct err *e) MUST_CHECK;

/* For app_host.tick: starts a round that is due; returns in how many ms to ask again, -1: no need.
 */
int64_t sync_run_tick(void *ctx, struct app *app);

/* For app_host.state: the words for the frame, the fullest that fit into so many cells. */
void sync_run_words(void *ctx, int64_t now_ms, int cells, struct str *out);

/* The program ends: the child goes on alone, its pipes are closed. */
void sync_run_leave(struct console *con);

#endif
