/* Synchronisation by hand, and the timer that asks for it. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "storage/helper.h"
#include "storage/hub_door.h"
#include "storage/round_event.h"
#include "storage/rounds.h"

enum { ARGUMENTS = 12, CHUNK = 4096, OUTPUT_MAX = 1 << 20, ERRORS_MAX = 4096 };

static void
take_events(struct command_context *c, const char *text)
{
	struct str sentence = STR_INIT;

	while (*text) {
		size_t n = strcspn(text, "\n");
		struct round_event event;

		str_cut(&sentence, 0);
		if (c->json)
			fprintf(c->out, "%.*s\n", (int)n, text);
		else if (round_event_read(&c->arena, text, n, &event) &&
			 round_event_say(&event, &sentence))
			fprintf(c->out, "%s: %s\n", event.book, sentence.ptr);
		text += n + (text[n] == '\n');
	}
	str_clear(&sentence);
}

/* Both pipes at once, or a child that fills one of them would wait for ever. */
static void
read_both(int out, int errors, struct str *text, struct str *error)
{
	struct pollfd p[2] = {{.fd = out, .events = POLLIN}, {.fd = errors, .events = POLLIN}};
	char bytes[CHUNK];

	while (p[0].fd >= 0 || p[1].fd >= 0) {
		if (poll(p, 2, -1) < 0 && errno != EINTR)
			return;
		for (int i = 0; i < 2; i++) {
			struct str *to = i == 0 ? text : error;
			size_t max = i == 0 ? OUTPUT_MAX : ERRORS_MAX;
			ssize_t n;

			if (p[i].fd < 0 || !p[i].revents)
				continue;
			n = read(p[i].fd, bytes, sizeof(bytes));
			if (n <= 0)
				p[i].fd = -1;
			else if (to->len < max)
				str_add_n(to, bytes, (size_t)n);
		}
	}
}

static enum rc
code_of(int status)
{
	switch (status) {
	case 1:
		return RC_INVALID;
	case 2:
		return RC_USAGE;
	case 3:
		return RC_NOT_FOUND;
	case 4:
		return RC_CORRUPT;
	case 6:
		return RC_NETWORK;
	default:
		return RC_IO;
	}
}

/* What was done before the failure is told too, on stdout of a round that half succeeded: an error
 * has one line only, on stderr. */
static enum rc
finish(int status, struct str *error, struct err *e)
{
	char *text = error->ptr, *line;

	if (status == 0)
		return RC_OK;
	line = strsep(&text, "\n");
	if (str_starts(line, "zhiban: "))
		line += strlen("zhiban: ");
	return err_set(e, code_of(status), "%s",
		       line[0] ? line : _("the synchronisation broke off; try again"));
}

/* A timer asks often; a round runs when one is due. */
static enum rc
nothing_due(struct command_context *c, bool *out, struct err *e)
{
	struct rounds r;
	enum rc rc = rounds_load(book_store(c->book), c->home, &r, e);

	if (rc == RC_OK)
		*out = round_due(&r.plan, c->now / 1000) > c->now / 1000;
	return rc;
}

/* The words of zhiban-sync's command line; ends with NULL. */
static void
arguments(struct command_context *c, const char *path, const char *argv[ARGUMENTS])
{
	size_t n = 0;

	argv[n++] = path;
	argv[n++] = "--home";
	argv[n++] = c->home;
	if (c->book_name) {
		argv[n++] = "--book";
		argv[n++] = c->book_name;
	}
	if (book_practice(c->book)) {
		argv[n++] = "--now";
		argv[n++] = arena_text_f(&c->arena, "%lld", (long long)(c->now / 1000));
	}
	if (command_option(c, "folder")) {
		argv[n++] = "--folder";
		argv[n++] = command_option(c, "folder");
	}
	if (command_flag(c, "dry-run"))
		argv[n++] = "--dry-run";
	if (command_flag(c, "due"))
		argv[n++] = "--background";
	argv[n] = NULL;
}

static enum rc
exec_sync(struct command_context *c, struct err *e)
{
	struct str text = STR_INIT, error = STR_INIT;
	const char *argv[ARGUMENTS];
	char *path;
	bool idle = false;
	int out, errors, status;
	pid_t pid;
	enum rc rc = helper_find(&c->arena, "zhiban-sync", &path, e);

	if (rc == RC_OK && command_flag(c, "due"))
		rc = nothing_due(c, &idle, e);
	if (rc != RC_OK || idle)
		return rc;
	arguments(c, path, argv);
	rc = helper_start((char *const *)argv, &pid, &out, &errors, e);
	if (rc != RC_OK)
		return rc;
	read_both(out, errors, &text, &error);
	close(out);
	close(errors);
	status = helper_wait(pid);
	if (!command_flag(c, "due"))
		take_events(c, text.ptr);
	rc = finish(status, &error, e);
	/* A key that was replaced opens the door until the new one was used. */
	if (rc == RC_OK && !command_flag(c, "dry-run"))
		rc = hub_door_refresh(book_store(c->book), c->home, e);
	str_clear(&text);
	str_clear(&error);
	return rc;
}

/* clang-format off */
static const struct option sync_options[] = {
	OPT_FLAG("dry-run", N_("show what would go out and come in, change nothing")),
	OPT("folder", "DIR", N_("a mailbag: exchange with this folder (a stick) and no remote")),
	OPT_FLAG("due", N_("for a timer: only when a round is due, and without a word")),
	OPT_END,
};

const struct command command_sync = {
	.name = "sync", .help = N_("synchronise the books now"), .options = sync_options,
	.flags = COMMAND_READ, .exec = exec_sync,
};
/* clang-format on */
