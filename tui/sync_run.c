/* Rounds of synchronisation beside the screens: on a key, or by themselves. */
#include "tui/sync_run.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "storage/helper.h"
#include "storage/hub_door.h"
#include "storage/round_event.h"
#include "tui/sync_words.h"

enum {
	CHUNK = 4096,
	ARGUMENTS = 14,
	LINES_MAX = 500,
	REST_MS = 15000, /* between rounds by themselves while nothing new is written */
	LONGEST_MS = 60000,
};

/* ---- what it tells ---- */

static void
take_event(struct console_sync *s, const char *line, size_t n)
{
	struct round_event event;
	struct str text = STR_INIT;

	if (!round_event_read(&s->arena, line, n, &event))
		return;
	if (str_equal(event.event, "published"))
		s->out += event.entries;
	else if (str_equal(event.event, "ingested"))
		s->in += event.entries;
	else if (str_equal(event.event, "trouble"))
		snprintf(s->trouble, sizeof(s->trouble), "%s", event.text);
	if (!s->book[0])
		str_add_f(&text, "%s: ", event.book);
	if (round_event_say(&event, &text) && s->lines.n < LINES_MAX)
		vec_push(&s->lines, arena_text(&s->arena, text.ptr));
	str_clear(&text);
}

static void
take_lines(struct console_sync *s)
{
	char *newline;

	while ((newline = memchr(s->text.ptr, '\n', s->text.len))) {
		size_t n = (size_t)(newline - s->text.ptr);

		take_event(s, s->text.ptr, n);
		str_remove(&s->text, 0, n + 1);
	}
}

/* The first line that the child wrote to stderr, without its name. */
static void
read_error(struct console_sync *s)
{
	char *out = s->error;
	ssize_t n = read(s->err_fd, out, sizeof(s->error) - 1);

	out[n > 0 ? n : 0] = '\0';
	out[strcspn(out, "\n")] = '\0';
	if (str_starts(out, "zhiban: "))
		memmove(out, out + strlen("zhiban: "), strlen(out + strlen("zhiban: ")) + 1);
}

/* ---- its end ---- */

static void
read_rounds(struct console *con, int64_t now)
{
	struct console_rounds *r = &con->rounds;
	struct err e;

	r->count = store_count(book_store(con->book));
	r->minute = now / 60;
	if (rounds_load(book_store(con->book), book_home(con->book), &r->state, &e) != RC_OK)
		r->state = (struct rounds){0};
}

/* A round that left no trace in the store (it broke off, or another one was running) counts as
 * failed here. */
static void
note_end(struct console_rounds *r, bool background)
{
	r->ended = r->count;
	if (background && r->state.plan.tried < r->started)
		r->failures++;
	else
		r->failures = 0;
}

/* A round that nobody asked for speaks up when something came in, or wants an eye. */
static void
say_background(struct console *con, size_t alarms)
{
	struct console_sync *s = &con->sync;

	if (con->rounds.state.alarms > alarms)
		app_say(s->app, STYLE_WARNING, "%s",
			_("The synchronisation raised an alarm: see the screen Synchronisation."));
	else if (s->in > 0 && !app_is_saying(s->app))
		app_say(s->app, STYLE_NORMAL, _("%lld entries came in by synchronisation."),
			(long long)s->in);
}

static void
say_end(struct console_sync *s, int status)
{
	if (status == 0 && s->verify)
		app_say(s->app, STYLE_GOOD, "%s",
			s->lines.n == 1 ? s->lines.v[0] : _("All books are whole."));
	else if (status == 0)
		app_say(s->app, STYLE_GOOD,
			_("Synchronised: %lld entries published, %lld taken in."),
			(long long)s->out, (long long)s->in);
	else if (s->verify)
		app_say(s->app, STYLE_ERROR, "%s", s->error);
	else
		app_say(s->app, STYLE_WARNING, _("The synchronisation did not finish: %s"),
			*s->error     ? s->error
			: *s->trouble ? s->trouble
				      : _("it broke off; try again"));
}

static void
forget_result(struct console_result *r)
{
	vec_clear(&r->lines);
	arena_free(&r->arena);
	*r = (struct console_result){0};
}

/* What a silent job told is kept until the next one, whatever else runs meanwhile. */
static void
hand_over(struct console *con)
{
	struct console_sync *s = &con->sync;
	struct console_result *r = &con->result;

	forget_result(r);
	*r = (struct console_result){.serial = s->serial, .failed = s->failed};
	snprintf(r->error, sizeof(r->error), "%s",
		 *s->error || !s->failed ? s->error : _("it broke off; try again"));
	for (size_t i = 0; i < s->lines.n; i++)
		vec_push(&r->lines, arena_text(&r->arena, s->lines.v[i]));
}

static void
finish(struct console *con)
{
	struct console_sync *s = &con->sync;
	size_t alarms = con->rounds.state.alarms;
	struct err e;
	int status;

	read_error(s);
	close(s->fd);
	close(s->err_fd);
	status = helper_wait(s->pid);
	s->running = false;
	s->failed = status != 0;
	if (status == 0 && !s->preview && !s->verify &&
	    hub_door_refresh(book_store(con->book), book_home(con->book), &e) != RC_OK)
		app_say_error(s->app, &e);
	read_rounds(con, app_now_ms(s->app) / 1000);
	note_end(&con->rounds, s->background);
	if (s->background)
		say_background(con, alarms);
	else if (s->silent)
		hand_over(con);
	else
		say_end(s, status);
	app_stale(s->app);
}

static bool
ready(void *ctx, int fd)
{
	struct console *con = ctx;
	char bytes[CHUNK];
	ssize_t n = read(fd, bytes, sizeof(bytes));

	if (n > 0) {
		str_add_n(&con->sync.text, bytes, (size_t)n);
		take_lines(&con->sync);
		return true;
	}
	finish(con);
	return false;
}

/* ---- its start ---- */

static void
forget(struct console_sync *s)
{
	str_clear(&s->text);
	vec_clear(&s->lines);
	arena_free(&s->arena);
}

static void
arguments(const struct console *con, const struct sync_job *job, const char *path,
	  const char *argv[ARGUMENTS])
{
	size_t n = 0;

	argv[n++] = path;
	argv[n++] = "--home";
	argv[n++] = book_home(con->book);
	if (job->book) {
		argv[n++] = "--book";
		argv[n++] = job->book;
	}
	if (job->folder) {
		argv[n++] = "--folder";
		argv[n++] = job->folder;
	}
	if (book_practice(con->book)) {
		argv[n++] = "--now";
		argv[n++] = con->sync.now;
	}
	if (job->preview)
		argv[n++] = "--dry-run";
	if (job->verify)
		argv[n++] = "--verify";
	if (job->background)
		argv[n++] = "--background";
	argv[n] = NULL;
}

enum rc
sync_run(struct console *con, struct app *app, const struct sync_job *job, struct err *e)
{
	struct console_sync *s = &con->sync;
	struct arena a = {0};
	const char *argv[ARGUMENTS];
	char *path;
	enum rc rc;

	if (s->running)
		return err_set(e, RC_BUSY, "%s", _("a synchronisation is running already"));
	forget(s);
	*s = (struct console_sync){.app = app,
				   .text = STR_INIT,
				   .serial = s->serial + 1,
				   .preview = job->preview,
				   .verify = job->verify,
				   .background = job->background,
				   .silent = job->silent};
	snprintf(s->now, sizeof(s->now), "%lld", (long long)(app_now_ms(app) / 1000));
	snprintf(s->book, sizeof(s->book), "%s", job->book ? job->book : "");
	rc = helper_find(&a, "zhiban-sync", &path, e);
	if (rc == RC_OK) {
		arguments(con, job, path, argv);
		rc = helper_start((char *const *)argv, &s->pid, &s->fd, &s->err_fd, e);
	}
	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	s->running = true;
	app_watch(app, s->fd, ready, con);
	return RC_OK;
}

enum rc
sync_run_start(struct view *v, struct err *e)
{
	const struct sync_job all = {0};

	if (sync_run(console_of(v), v->app, &all, e) != RC_OK)
		return e->code;
	app_say(v->app, STYLE_NORMAL, "%s", _("Synchronising …"));
	return RC_OK;
}

void
sync_run_leave(struct console *con)
{
	if (con->sync.running) {
		close(con->sync.fd);
		close(con->sync.err_fd);
		con->sync.running = false;
	}
	forget(&con->sync);
	forget_result(&con->result);
}

/* ---- by itself ---- */

/* What this terminal tried and could not even be noted counts too. */
static struct round_plan
plan(const struct console_rounds *r)
{
	struct round_plan p = r->state.plan;

	if (r->started > p.tried && r->failures > 0) {
		p.tried = r->started;
		p.failures = r->failures;
		p.fresh = false;
	}
	return p;
}

int64_t
sync_run_tick(void *ctx, struct app *app)
{
	const struct sync_job job = {.background = true};
	struct console *con = ctx;
	struct console_rounds *r = &con->rounds;
	struct round_plan p;
	int64_t now = app_now_ms(app) / 1000, due, rest;
	struct err e;

	if (con->sync.running)
		return -1;
	if (store_count(book_store(con->book)) != r->count || now / 60 != r->minute)
		read_rounds(con, now);
	p = plan(r);
	due = round_due(&p, now);
	if (due == ROUND_NEVER)
		return -1;
	rest = r->steady && r->count == r->ended ? r->steady + REST_MS - app_steady_ms() : 0;
	if (due > now || rest > 0) {
		int64_t left = due > now ? (due - now) * 1000 : 0;

		left = left > rest ? left : rest;
		return left < LONGEST_MS ? left : LONGEST_MS;
	}
	r->started = now;
	r->steady = app_steady_ms();
	if (sync_run(con, app, &job, &e) != RC_OK)
		r->failures++;
	return -1;
}

void
sync_run_words(void *ctx, int64_t now_ms, int cells, struct str *out)
{
	const struct console *con = ctx;

	for (int how = SYNC_LONG; how <= SYNC_SHORT; how++) {
		size_t start = out->len;

		sync_words(&con->rounds.state, con->sync.running && !con->sync.verify,
			   now_ms / 1000, (enum sync_fullness)how, out);
		if (text_width(out->ptr + start) <= cells)
			return;
		str_cut(out, start);
	}
}
