/* The forced command of sshd at a hub, and the lines that let devices in. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "storage/hub.h"
#include "storage/hub_door.h"

extern char **environ;

/* git sees nothing of what the other side could have put into the environment. */
static void
clean_environment(void)
{
	static const char *const keep[] = {"PATH=", "HOME=", "LANG=", "LC_", "TZ="};
	size_t n = 0;

	for (char **p = environ; *p; p++) {
		bool kept = false;

		for (size_t i = 0; i < ARRAY_LEN(keep); i++)
			kept |= str_starts(*p, keep[i]);
		/* The version of the protocol is the one thing that it may choose. */
		kept |= str_equal(*p, "GIT_PROTOCOL=version=2");
		if (kept)
			environ[n++] = *p;
	}
	environ[n] = NULL;
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	if (!getenv("PATH"))
		setenv("PATH", "/usr/bin:/bin", 1);
}

static enum rc
set_up(struct command_context *c, struct err *e)
{
	struct str lines = STR_INIT;
	const char *path = command_option(c, "o");
	enum rc rc = command_need_leader(c, e);

	if (rc == RC_OK)
		rc = hub_make(c->home, e);
	if (rc == RC_OK && path)
		rc = hub_door_write(book_store(c->book), c->home, path, e);
	else if (rc == RC_OK)
		rc = hub_door_lines(book_store(c->book), c->home, &lines, e);
	if (rc == RC_OK)
		fwrite(lines.ptr, 1, lines.len, c->out);
	str_clear(&lines);
	return rc;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	char **argv = NULL;
	bool tips = false;
	enum rc rc;

	if (!command_arg(c, 0))
		return set_up(c, e);
	rc = hub_allow(book_store(c->book), &c->arena, c->home, c->args[0],
		       getenv("SSH_ORIGINAL_COMMAND"), &argv, &tips, e);
	if (rc != RC_OK)
		return rc;
	book_close(c->book); /* git does not need it, and it may run for long */
	c->book = NULL;
	clean_environment();
	execvp(argv[0], argv);
	return err_set(e, RC_IO, _("git does not start: %s"), strerror(errno));
}

/* clang-format off */
static const struct option options[] = {
	OPT("o", "FILE", N_("write the lines into this authorized_keys and keep it up to date; others' lines stay")),
	OPT_END,
};

const struct command command_serve = {
	.name = "serve", .args = "[DEV]",
	.help = N_("at a hub: without DEV lines for authorized_keys; with DEV the forced command of sshd"),
	.options = options, .flags = COMMAND_READ, .exec = exec,
};
/* clang-format on */
