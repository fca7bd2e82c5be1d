/* A synchronisation started from the screens. */
#include "tui/sync_run.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "storage/helper.h"

enum { CHUNK = 4096, ERROR_TEXT = 400 };

static void
take_event(struct console_sync *s, const char *line, size_t n)
{
	json_t *event = json_loadb(line, n, 0, NULL);
	const char *what = json_string_value(json_object_get(event, "event"));
	int64_t entries = json_integer_value(json_object_get(event, "entries"));
	const char *text = json_string_value(json_object_get(event, "text"));

	if (str_equal(what, "published"))
		s->out += entries;
	else if (str_equal(what, "ingested"))
		s->in += entries;
	else if (str_equal(what, "quarantined"))
		s->refused++;
	else if (str_equal(what, "trouble") && text)
		snprintf(s->trouble, sizeof(s->trouble), "%s", text);
	json_decref(event);
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
read_error(struct console_sync *s, char out[ERROR_TEXT])
{
	ssize_t n = read(s->err_fd, out, ERROR_TEXT - 1);
	char *text = out;

	out[n > 0 ? n : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	if (str_starts(text, "zhiban: "))
		memmove(text, text + strlen("zhiban: "), strlen(text + strlen("zhiban: ")) + 1);
}

static void
finish(struct console *con)
{
	struct console_sync *s = &con->sync;
	char error[ERROR_TEXT];
	int status;

	read_error(s, error);
	close(s->fd);
	close(s->err_fd);
	status = helper_wait(s->pid);
	s->running = false;
	str_clear(&s->text);
	if (status == 0)
		app_say(s->app, STYLE_GOOD,
			_("Synchronised: %lld entries published, %lld taken in."),
			(long long)s->out, (long long)s->in);
	else
		app_say(s->app, STYLE_WARNING, _("The synchronisation did not finish: %s"),
			*error        ? error
			: *s->trouble ? s->trouble
				      : _("it broke off; try again"));
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

enum rc
sync_run_start(struct view *v, struct err *e)
{
	struct console *con = console_of(v);
	struct console_sync *s = &con->sync;
	struct arena a = {0};
	char *path, now[24];
	enum rc rc;

	if (s->running)
		return err_set(e, RC_BUSY, "%s", _("a synchronisation is running already"));
	rc = helper_find(&a, "zhiban-sync", &path, e);
	snprintf(now, sizeof(now), "%lld", (long long)console_now(v));
	if (rc == RC_OK) {
		bool practice = book_practice(con->book);
		const char *argv[] = {path,
				      "--home",
				      book_home(con->book),
				      practice ? "--now" : NULL,
				      practice ? now : NULL,
				      NULL};

		*s = (struct console_sync){.app = v->app, .text = STR_INIT};
		rc = helper_start((char *const *)argv, &s->pid, &s->fd, &s->err_fd, e);
	}
	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	s->running = true;
	app_watch(v->app, s->fd, ready, con);
	app_say(v->app, STYLE_NORMAL, "%s", _("Synchronising …"));
	return RC_OK;
}

void
sync_run_leave(struct console *con)
{
	if (!con->sync.running)
		return;
	close(con->sync.fd);
	close(con->sync.err_fd);
	str_clear(&con->sync.text);
	con->sync.running = false;
}
