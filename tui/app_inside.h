/* The app's own state, for tui/app.c (views and keys) and tui/loop.c (the loop) only. */
#ifndef TUI_APP_INSIDE_H
#define TUI_APP_INSIDE_H

#include "core/vec.h"
#include "tui/app.h"
#include "tui/term.h"

struct watch {
	int fd;
	bool (*ready)(void *ctx, int fd);
	void *ctx;
};

struct app {
	const struct app_host *host;
	VEC(struct view *) views; /* the last is on top */
	struct message message;
	struct rail rail;
	struct message warning; /* of the rail, waiting for the message's place */
	bool quit;

	struct terminal *term; /* while app_run runs */
	bool bare;             /* a text stands on the bare terminal: the next key ends it */
	struct keys keys;
	VEC(struct watch) watches;
	int inotify;
	int64_t reload_at; /* steady ms; 0: the watched file has not changed */
	int64_t reloaded;
	int64_t tick_at; /* steady ms; -1: no view asked */
};

/* Frees the views that were closed, loads the stale ones. */
void app_settle(struct app *a);
/* Asks every view; returns the shortest wish in ms, -1 for none. */
int64_t app_tick(struct app *a);
void app_save(struct app *a);

#endif
