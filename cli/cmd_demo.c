/* The demonstration station: a practice home with two days of a township's life. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/context.h"
#include "cli/script.h"
#include "storage/file.h"

enum { DAYS = 2, FIRST_HOUR = 6 };

static const char script[] = "demo/township.conf";

static enum rc
demo_home(struct command_context *c, struct err *e)
{
	const char *data = getenv("XDG_DATA_HOME"), *user = getenv("HOME");

	if (data && *data)
		c->home = arena_text_f(&c->arena, "%s/zhiban-demo", data);
	else if (user && *user)
		c->home = arena_text_f(&c->arena, "%s/.local/share/zhiban-demo", user);
	else
		return err_set(e, RC_INVALID, _("the home is not known; give --home DIR"));
	return RC_OK;
}

static enum rc
fill(struct command_context *c, struct err *e)
{
	struct script_names names = {0};
	char *text;
	size_t n;
	enum rc rc = book_data(c->book, &c->arena, script, &text, &n, e);

	if (rc == RC_OK)
		rc = script_play(c, script, text, n, &names, e);
	vec_clear(&names);
	return rc;
}

/* A home that was half made is of no use: it goes again. */
static enum rc
make(struct command_context *c, struct err *e)
{
	struct book_init init = {
	    .code = "140400101",
	    .name = "石门镇应急消防站",
	    .level = LEVEL_TOWNSHIP,
	    .device = "sm1",
	    .practice = true,
	};
	int64_t begin = day_secs(day_add(day_of(c->now / 1000), -DAYS)) + FIRST_HOUR * 3600;
	enum rc rc = book_create(c->home, &init, begin * 1000, e);

	if (rc != RC_OK)
		return rc;
	rc = book_open(c->home, false, &c->book, e);
	if (rc == RC_OK)
		rc = fill(c, e);
	if (rc != RC_OK) {
		book_close(c->book);
		c->book = NULL;
		file_remove_tree(c->home);
	}
	return rc;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	struct stat st;
	enum rc rc;

	if (demo_home(c, e) != RC_OK || context_clock(c, true, e) != RC_OK)
		return e->code;
	if (stat(c->home, &st) == 0)
		rc = book_open(c->home, false, &c->book, e);
	else
		rc = make(c, e);
	if (rc != RC_OK)
		return rc;
	book_set_now(c->book, c->now);
	return command_front(c, e);
}

/* clang-format off */
const struct command command_demo = {
	.name = "demo", .help = N_("a practice station with two days of a township's life"), .exec = exec,
};
/* clang-format on */
