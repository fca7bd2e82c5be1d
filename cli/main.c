/* The command line: finds the home, the clock and the command, and turns errors into exit codes. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/context.h"
#include "cli/language.h"
#include "cli/screens.h"
#include "core/text.h"

static int
exit_code(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return 0;
	case RC_INVALID:
	case RC_MISSING:
	case RC_CONFLICT:
		return 1;
	case RC_USAGE:
		return 2;
	case RC_NOT_FOUND:
		return 3;
	case RC_CORRUPT:
		return 4;
	case RC_BUSY:
	case RC_IO:
		return 5;
	case RC_NETWORK:
		return 6;
	}
	return 1;
}

/* Bytes of the character at p, 0 when it is broken or a control character. */
static size_t
printable(const char *p)
{
	if ((unsigned char)*p < ' ' || *p == 0x7f)
		return 0;
	for (size_t n = 1; n <= 4 && p[n - 1]; n++)
		if (text_is_utf8(p, n))
			return n;
	return 0;
}

/* One line whatever it quotes: control characters and broken UTF-8 do not reach the terminal. */
static void
print_error(const struct err *e)
{
	struct str line = STR_INIT;

	for (const char *p = e->text; *p;) {
		size_t n = printable(p);

		str_add_n(&line, n ? p : "?", n ? n : 1);
		p += n ? n : 1;
	}
	fprintf(stderr, "zhiban: %s\n", line.ptr);
	str_clear(&line);
}

static enum rc
not_written(struct err *e)
{
	return err_set(e, RC_IO, _("the output could not be written"));
}

/* stdout must be able to take it all: a full disk behind a redirection is an error. */
static enum rc
flush(const char *text, size_t n, struct err *e)
{
	if (fwrite(text, 1, n, stdout) == n && fflush(stdout) == 0)
		return RC_OK;
	return not_written(e);
}

static enum rc
copy_out(FILE *from, struct err *e)
{
	char bytes[65536];
	size_t n;

	if (fflush(from) != 0 || ferror(from))
		return not_written(e);
	rewind(from);
	while ((n = fread(bytes, 1, sizeof(bytes), from)) > 0)
		if (flush(bytes, n, e) != RC_OK)
			return e->code;
	return ferror(from) ? not_written(e) : RC_OK;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	bool hold = c->command->flags & COMMAND_SNAPSHOT;
	struct store *store = hold ? book_store(c->book) : NULL;
	enum rc rc = store ? store_hold(store, e) : RC_OK;

	if (rc == RC_OK) {
		rc = c->command->exec(c, e);
		if (store)
			store_release(store);
	}
	return rc;
}

/* With the output in a file that has no name. */
static enum rc
run_bulk(struct command_context *c, struct err *e)
{
	enum rc rc;

	c->out = tmpfile();
	if (!c->out)
		return not_written(e);
	rc = exec(c, e);
	if (rc == RC_OK)
		rc = copy_out(c->out, e);
	fclose(c->out);
	return rc;
}

static enum rc
run(struct command_context *c, struct err *e)
{
	char *text = NULL;
	size_t n = 0;
	enum rc rc = context_open(c, e);

	if (rc != RC_OK)
		return rc;
	c->lang = language_set(c->lang);
	if (c->command->flags & COMMAND_BULK)
		return run_bulk(c, e);
	c->out = open_memstream(&text, &n);
	if (!c->out)
		die("out of memory");
	rc = exec(c, e);
	fclose(c->out);
	if (rc == RC_OK)
		rc = flush(text, n, e);
	free(text);
	return rc;
}

static enum rc
print_help(const struct command *cmd, struct err *e)
{
	if (cmd)
		help_command(stdout, cmd);
	else
		help_program(stdout);
	return flush("", 0, e);
}

static enum rc
dispatch(struct command_context *c, char *const *words, size_t n, struct err *e)
{
	char front[] = "screens", board[] = "board";
	char *no_words[] = {screens_possible() ? front : board};
	bool help = false;
	size_t used;
	enum rc rc = command_globals(c, words, n, &used, &help, e);

	if (c->lang)
		language_set(c->lang);
	if (rc != RC_OK)
		return rc;
	words += used;
	n -= used;
	if (help && n == 0)
		return print_help(NULL, e);
	if (n == 0) {
		words = no_words;
		n = 1;
	}
	rc = command_find(words, n, &c->command, &used, e);
	if (rc == RC_OK)
		rc = command_parse(c, words + used, n - used, &help, e);
	if (c->lang)
		language_set(c->lang);
	if (rc != RC_OK)
		return rc;
	if (help)
		return print_help(c->command, e);
	rc = context_find_home(c, e);
	return rc == RC_OK ? run(c, e) : rc;
}

int
main(int argc, char **argv)
{
	struct command_context c = {0};
	struct err e = {0};
	enum rc rc;

	umask(077);
	language_set(NULL);
	rc = dispatch(&c, argv + 1, argc > 0 ? (size_t)argc - 1 : 0, &e);
	book_close(c.book);
	arena_free(&c.arena);
	if (rc != RC_OK)
		print_error(&e);
	return exit_code(rc);
}
