/* The one loop: keyboard, signals, the watched file, lent descriptors, the next time. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "core/i18n.h"
#include "tui/app_inside.h"

enum {
	RELOAD_MS = 100, /* a synchronisation writes often; reading again has time */
	MINUTE_MS = 60000,
	FIXED_FDS = 3,
	FDS_MAX = 16,
};

void
app_watch(struct app *a, int fd, bool (*ready)(void *ctx, int fd), void *ctx)
{
	struct watch w = {fd, ready, ctx};

	app_unwatch(a, fd);
	vec_push(&a->watches, w);
}

void
app_unwatch(struct app *a, int fd)
{
	for (size_t i = 0; i < a->watches.n; i++)
		if (a->watches.v[i].fd == fd) {
			a->watches.v[i] = a->watches.v[--a->watches.n];
			return;
		}
}

static void
watch_file(struct app *a)
{
	if (!a->host->watch)
		return;
	a->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (a->inotify >= 0)
		inotify_add_watch(a->inotify, a->host->watch, IN_MODIFY | IN_CLOSE_WRITE);
}

static void
file_changed(struct app *a, int64_t now)
{
	char events[4096];

	while (read(a->inotify, events, sizeof(events)) > 0)
		continue;
	if (!a->reload_at)
		a->reload_at = now > a->reloaded + RELOAD_MS ? now : a->reloaded + RELOAD_MS;
}

/* Milliseconds until something is due without anybody touching anything; there is always the next
 * minute of the clock. */
static int
time_left(const struct app *a, int64_t now)
{
	int64_t wall = app_now_ms(a), left = MINUTE_MS - wall % MINUTE_MS;
	int keys = keys_timeout(&a->keys, now);

	if (a->rail.again_ms > 0 && a->rail.again_ms < left)
		left = a->rail.again_ms;
	if (keys >= 0 && keys < left)
		left = keys;
	if (a->reload_at && a->reload_at - now < left)
		left = a->reload_at - now;
	if (a->tick_at >= 0 && a->tick_at - now < left)
		left = a->tick_at - now;
	return left > 0 ? (int)left : 0;
}

static void
run_watches(struct app *a, const struct pollfd *fds, size_t n)
{
	for (size_t i = FIXED_FDS; i < n; i++)
		for (size_t k = 0; fds[i].revents && k < a->watches.n; k++) {
			struct watch w = a->watches.v[k];

			if (w.fd != fds[i].fd)
				continue;
			if (!w.ready(w.ctx, w.fd))
				app_unwatch(a, w.fd);
			break;
		}
}

/* Sleeps until something happens; returns TERM_ bits. */
static unsigned
sleep_and_read(struct app *a)
{
	struct pollfd fds[FDS_MAX] = {
	    {.fd = term_input_fd(a->term), .events = POLLIN},
	    {.fd = term_signal_fd(a->term), .events = POLLIN},
	    {.fd = a->inotify, .events = POLLIN},
	};
	size_t n = FIXED_FDS;
	unsigned bits = 0;
	int64_t now;

	for (size_t i = 0; i < a->watches.n && n < FDS_MAX; i++)
		fds[n++] = (struct pollfd){.fd = a->watches.v[i].fd, .events = POLLIN};
	if (poll(fds, (nfds_t)n, time_left(a, app_steady_ms())) < 0 && errno != EINTR)
		return TERM_GONE;
	now = app_steady_ms();
	if (fds[0].revents)
		bits |= term_read(a->term, &a->keys, now);
	bits |= term_signals(a->term);
	if (fds[2].revents)
		file_changed(a, now);
	run_watches(a, fds, n);
	return bits;
}

/* On a page that is too small keys would act unseen: only the way out works. */
static bool
acts_unseen(const struct canvas *c, const struct key_event *ev)
{
	return (c->rows < FRAME_ROWS || c->cols < FRAME_COLS) && ev->key != K_CTRL('l') &&
	       ev->key != K_CTRL('z');
}

static void
handle_keys(struct app *a, const struct canvas *c)
{
	struct key_event ev;

	while (!a->quit && a->views.n > 0 && keys_next(&a->keys, app_steady_ms(), &ev))
		if (a->bare) {
			a->bare = false;
			term_cover(a->term);
		} else if (!acts_unseen(c, &ev)) {
			app_key(a, &ev);
		}
}

static void
after(struct app *a)
{
	int64_t now = app_steady_ms(), wish;

	if (a->reload_at && now >= a->reload_at) {
		a->reload_at = 0;
		a->reloaded = now;
		app_stale(a);
	}
	wish = app_tick(a);
	a->tick_at = wish < 0 ? -1 : app_steady_ms() + wish;
	app_settle(a);
}

static void
fit_canvas(struct app *a, struct canvas *c)
{
	int rows, cols;

	term_size(a->term, &rows, &cols);
	if (rows == c->rows && cols == c->cols)
		return;
	if (c->root)
		canvas_free(c);
	*c = canvas_new(rows, cols);
}

enum rc
app_run(struct app *a, struct err *e)
{
	struct canvas c = {0};
	unsigned bits = 0;
	enum rc rc = term_start(a->host->theme, &a->term, e);

	if (rc != RC_OK)
		return rc;
	watch_file(a);
	fit_canvas(a, &c);
	after(a);
	while (!a->quit && a->views.n > 0 && !(bits & TERM_GONE)) {
		if (!a->bare) {
			app_draw(a, &c);
			term_paint(a->term, &c);
		}
		bits = sleep_and_read(a);
		fit_canvas(a, &c);
		handle_keys(a, &c);
		after(a);
	}
	app_save(a);
	term_stop(a->term);
	a->term = NULL;
	if (a->inotify >= 0)
		close(a->inotify);
	a->inotify = -1;
	canvas_free(&c);
	return RC_OK;
}
