/* The forced command of sshd at a hub, and the lines that let devices in. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "storage/hub.h"

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
	char exe[PATH_MAX], home[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	enum rc rc = command_need_leader(c, e);

	if (rc == RC_OK && (n <= 0 || !realpath(c->home, home)))
		rc = err_set(e, RC_IO, _("the own path is not readable: %s"), strerror(errno));
	if (rc == RC_OK)
		rc = hub_make(c->home, e);
	if (rc == RC_OK) {
		exe[n] = '\0';
		rc = hub_authorized_keys(book_store(c->book), exe, home, &lines, e);
	}
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
const struct command command_serve = {
	.name = "serve", .args = "[DEV]",
	.help = N_("at a hub: without DEV lines for authorized_keys; with DEV the forced command of sshd"),
	.flags = COMMAND_READ, .exec = exec,
};
/* clang-format on */
